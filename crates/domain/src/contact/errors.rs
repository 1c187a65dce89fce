//! What can be wrong with a contact, each with the words that say what to mend.

/// Why a text is not a telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Nothing was typed.
    #[error("nomor telepon kosong")]
    Empty,
    /// Letters or other signs that no telephone number has.
    #[error("nomor telepon hanya berisi angka, misalnya 0812 3456 7890")]
    Characters,
    /// Neither 08…, 0 and an area code, 62… nor +….
    #[error("awali nomor telepon dengan 0, atau dengan + dan kode negara")]
    Prefix,
    /// Fewer digits than any such number has.
    #[error("nomor telepon kurang panjang; periksa lagi angkanya")]
    TooShort,
    /// More digits than any such number has.
    #[error("nomor telepon terlalu panjang; periksa lagi angkanya")]
    TooLong,
}

/// Why a text is not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Nothing was typed.
    #[error("alamat surel kosong")]
    Empty,
    /// More than 254 characters, or more than 64 before the @.
    #[error("alamat surel terlalu panjang")]
    TooLong,
    /// No @, more than one, or nothing before it.
    #[error("alamat surel harus berbentuk nama@domain, misalnya warga@contoh.id")]
    Shape,
    /// Spaces, control characters or signs that addresses do not have.
    #[error(
        "alamat surel memuat tanda yang tidak dikenal; hapus spasi dan tanda baca yang berlebih"
    )]
    Characters,
    /// What follows the @ is not a domain name.
    #[error("bagian setelah @ bukan nama domain; periksa lagi, misalnya contoh.id")]
    Domain,
}

/// Why a text is not a NIK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NikError {
    /// Something other than digits and separators was typed.
    #[error("NIK hanya berisi angka")]
    Characters,
    /// There are not sixteen digits.
    #[error("NIK terdiri dari 16 angka, yang diketik {found}")]
    WrongLength {
        /// How many digits were typed.
        found: usize,
    },
    /// The first six digits are no region.
    #[error("enam angka pertama NIK bukan kode wilayah; periksa lagi pada KTP")]
    Region,
    /// Digits seven to twelve are no birth date.
    #[error("angka ke-7 sampai ke-12 NIK bukan tanggal lahir; periksa lagi pada KTP")]
    BirthDate,
    /// The last four digits are 0000.
    #[error("empat angka terakhir NIK tidak boleh 0000; periksa lagi pada KTP")]
    Serial,
}

macro_rules! error_codes {
    ($name:ident { $($pattern:pat => $code:literal),+ $(,)? }) => {
        impl $name {
            /// The name under which pages look up their words.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($pattern => $code),+ }
            }
        }
    };
}
error_codes!(PhoneError {
    Self::Empty => "empty",
    Self::Characters => "characters",
    Self::Prefix => "prefix",
    Self::TooShort => "too-short",
    Self::TooLong => "too-long",
});
error_codes!(EmailError {
    Self::Empty => "empty",
    Self::TooLong => "too-long",
    Self::Shape => "shape",
    Self::Characters => "characters",
    Self::Domain => "domain",
});
error_codes!(NikError {
    Self::Characters => "characters",
    Self::WrongLength { .. } => "wrong-length",
    Self::Region => "region",
    Self::BirthDate => "birth-date",
    Self::Serial => "serial",
});
