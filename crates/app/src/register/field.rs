//! What a column of a register can be, and the words by which registers call it.

use crate::sp4n::column::fold;

/// What a column can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of each are in `Field::label`")]
pub enum Field {
    Date,
    Text,
    Key,
    Time,
    Title,
    Name,
    Phone,
    Email,
    Nik,
    Type,
    Category,
    Unit,
    Status,
    Reason,
    Answer,
    ClosedOn,
    Channel,
    Flags,
    Address,
    Kecamatan,
    Kelurahan,
    Rating,
}

/// Field, its name in a mapping, its name for people, and the folded headers by which it is known.
type Line = (Field, &'static str, &'static str, &'static [&'static str]);

const FIELDS: &[Line] = &[
    (
        Field::Date,
        "tanggal",
        "Tanggal masuk",
        &[
            "tanggal",
            "tgl",
            "tanggalmasuk",
            "tglmasuk",
            "tanggaladuan",
            "tanggalpengaduan",
            "tanggallaporan",
            "tanggallapor",
            "tglpengaduan",
            "tgllaporan",
            "tanggalditerima",
            "tanggalterima",
            "haritanggal",
            "tanggaldanwaktu",
            "tanggalwaktu",
            "tanggalsurat",
            "tanggaldibuat",
            "waktumasuk",
            "waktulaporan",
            "createdat",
            "timestamp",
            "date",
        ],
    ),
    (
        Field::Text,
        "isi",
        "Isi aduan",
        &[
            "isiaduan",
            "isipengaduan",
            "isilaporan",
            "isi",
            "aduan",
            "pengaduan",
            "uraian",
            "uraianaduan",
            "uraianpengaduan",
            "uraianlaporan",
            "keluhan",
            "isikeluhan",
            "materiaduan",
            "materipengaduan",
            "deskripsi",
            "detailaduan",
            "detaillaporan",
            "permasalahan",
            "masalah",
            "pesan",
            "isipesan",
            "kronologi",
        ],
    ),
    (
        Field::Key,
        "nomor",
        "Nomor register",
        &[
            "noregister",
            "nomorregister",
            "noregistrasi",
            "nomorregistrasi",
            "noreg",
            "nomorpengaduan",
            "nopengaduan",
            "nomoraduan",
            "noaduan",
            "nomorlaporan",
            "nolaporan",
            "nomortiket",
            "notiket",
            "kodetiket",
            "idtiket",
            "kodeaduan",
            "kodepengaduan",
            "idpengaduan",
            "idaduan",
            "idlaporan",
            "noagenda",
            "nomoragenda",
            "trackingid",
            "notracking",
            "id",
        ],
    ),
    (
        Field::Time,
        "jam",
        "Jam masuk",
        &[
            "jam",
            "pukul",
            "waktu",
            "jammasuk",
            "jamlaporan",
            "jampengaduan",
        ],
    ),
    (
        Field::Title,
        "judul",
        "Judul",
        &[
            "judul",
            "juduladuan",
            "judullaporan",
            "judulpengaduan",
            "perihal",
            "hal",
            "subjek",
            "topikaduan",
            "pokokaduan",
        ],
    ),
    (
        Field::Name,
        "nama",
        "Nama pelapor",
        &[
            "namapelapor",
            "pelapor",
            "nama",
            "namapengadu",
            "pengadu",
            "namalengkap",
            "namapemohon",
            "namawarga",
            "pengirim",
            "namapengirim",
            "identitaspelapor",
        ],
    ),
    (
        Field::Phone,
        "telepon",
        "Nomor telepon",
        &[
            "nohp",
            "nomorhp",
            "hp",
            "notelp",
            "notelepon",
            "nomortelepon",
            "telepon",
            "telp",
            "nowa",
            "nomorwa",
            "whatsapp",
            "nowhatsapp",
            "nomorwhatsapp",
            "kontak",
            "nokontak",
            "kontakpelapor",
            "nohppelapor",
            "handphone",
            "nohandphone",
            "nomorkontak",
            "phone",
        ],
    ),
    (
        Field::Email,
        "surel",
        "Surel",
        &[
            "email",
            "surel",
            "alamatemail",
            "emailpelapor",
            "surelpelapor",
        ],
    ),
    (
        Field::Nik,
        "nik",
        "NIK",
        &[
            "nik",
            "noktp",
            "nomorktp",
            "ktp",
            "nikpelapor",
            "noidentitas",
            "nomoridentitas",
        ],
    ),
    (
        Field::Type,
        "jenis",
        "Jenis laporan",
        &[
            "jenislaporan",
            "jenis",
            "klasifikasi",
            "klasifikasilaporan",
            "jenisaduan",
            "jenispengaduan",
            "tipeaduan",
        ],
    ),
    (
        Field::Category,
        "kategori",
        "Kategori",
        &[
            "kategori",
            "kategoriaduan",
            "kategorilaporan",
            "kategoripengaduan",
            "bidang",
            "topik",
            "subkategori",
            "urusan",
        ],
    ),
    (
        Field::Unit,
        "unit",
        "Unit (OPD)",
        &[
            "opd",
            "instansi",
            "opdterkait",
            "instansiterkait",
            "opdtujuan",
            "instansitujuan",
            "skpd",
            "perangkatdaerah",
            "dinas",
            "dinasterkait",
            "unitkerja",
            "unit",
            "disposisi",
            "disposisike",
            "diteruskanke",
            "penanggungjawab",
            "opdpenanggungjawab",
            "opdpengampu",
            "instansiterdisposisi",
            "pelaksana",
        ],
    ),
    (
        Field::Status,
        "status",
        "Status",
        &[
            "status",
            "statusaduan",
            "statuslaporan",
            "statuspengaduan",
            "statustindaklanjut",
            "statuspenanganan",
            "progres",
            "progress",
            "keadaan",
        ],
    ),
    (
        Field::Reason,
        "alasan",
        "Alasan tunda atau arsip",
        &[
            "alasan",
            "alasantunda",
            "alasanarsip",
            "alasantundaarsip",
            "alasanditolak",
            "alasanpenolakan",
        ],
    ),
    (
        Field::Answer,
        "tindak_lanjut",
        "Tindak lanjut",
        &[
            "tindaklanjut",
            "tindaklanjutopd",
            "jawaban",
            "tanggapan",
            "respon",
            "respons",
            "penyelesaian",
            "hasil",
            "hasiltindaklanjut",
            "uraiantindaklanjut",
            "solusi",
            "penanganan",
        ],
    ),
    (
        Field::ClosedOn,
        "tanggal_selesai",
        "Tanggal selesai",
        &[
            "tanggalselesai",
            "tglselesai",
            "tanggaltindaklanjut",
            "tgltindaklanjut",
            "tanggalpenyelesaian",
            "selesaipada",
            "tanggaltutup",
            "tanggaldijawab",
            "tanggaljawaban",
            "tanggalrespon",
        ],
    ),
    (
        Field::Channel,
        "kanal",
        "Kanal",
        &[
            "kanal",
            "kanaladuan",
            "kanalpengaduan",
            "media",
            "mediaaduan",
            "mediapengaduan",
            "sumber",
            "sumberaduan",
            "sumberlaporan",
            "melalui",
            "via",
            "sarana",
            "saluran",
        ],
    ),
    (
        Field::Flags,
        "sifat",
        "Anonim atau rahasia",
        &[
            "sifat",
            "anonim",
            "rahasia",
            "anonimrahasia",
            "tipelaporan",
            "tipelaporananonimrahasia",
            "sifatlaporan",
            "sifataduan",
        ],
    ),
    (
        Field::Address,
        "lokasi",
        "Lokasi",
        &[
            "lokasi",
            "lokasiaduan",
            "lokasikejadian",
            "tempat",
            "tempatkejadian",
            "alamatkejadian",
            "alamat",
            "alamatlokasi",
            "jalan",
            "titiklokasi",
        ],
    ),
    (
        Field::Kecamatan,
        "kecamatan",
        "Kecamatan",
        &["kecamatan", "kec"],
    ),
    (
        Field::Kelurahan,
        "kelurahan",
        "Kelurahan",
        &["kelurahan", "kel", "desa", "kelurahandesa", "desakelurahan"],
    ),
    (
        Field::Rating,
        "rating",
        "Penilaian",
        &["rating", "penilaian", "nilai", "kepuasan"],
    ),
];

impl Field {
    /// Every field, those that must be there first.
    pub fn all() -> impl Iterator<Item = Self> {
        FIELDS.iter().map(|(field, ..)| *field)
    }

    /// Its name in a mapping.
    pub fn code(self) -> &'static str {
        self.line().map_or("", |(_, code, ..)| code)
    }

    /// Its name for people, in Indonesian.
    pub fn label(self) -> &'static str {
        self.line().map_or("", |(_, _, label, _)| label)
    }

    /// The field of a name in a mapping.
    pub fn of_code(code: &str) -> Option<Self> {
        FIELDS
            .iter()
            .find(|(_, known, ..)| *known == code)
            .map(|(field, ..)| *field)
    }

    /// What a person wrote, or who they are: never quoted.
    pub const fn is_personal(self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::Title
                | Self::Name
                | Self::Phone
                | Self::Email
                | Self::Nik
                | Self::Address
                | Self::Answer
                | Self::Reason
        )
    }

    /// How well a header names the field: 0 not at all, more for a longer word of ours; a whole match above all.
    pub(super) fn fit(self, header: &str) -> usize {
        let folded = fold(header);
        let Some((_, _, _, words)) = self.line() else {
            return 0;
        };
        if words.contains(&folded.as_str()) {
            return 100 + folded.len();
        }
        // "Tanggal Masuk Aduan (WIB)": the words of the header, joined from each of its beginnings.
        let parts: Vec<String> = header
            .split(|c: char| !c.is_alphanumeric())
            .map(fold)
            .filter(|part| !part.is_empty())
            .take(12)
            .collect();
        let mut best = 0;
        for from in 0..parts.len() {
            let mut joined = String::new();
            for part in parts.iter().skip(from) {
                joined.push_str(part);
                if joined.len() >= 3 && joined.len() > best && words.contains(&joined.as_str()) {
                    best = joined.len();
                }
            }
        }
        best
    }

    fn line(self) -> Option<&'static Line> {
        FIELDS.iter().find(|(field, ..)| *field == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_and_no_word_is_of_two_fields() {
        let mut seen = std::collections::HashSet::new();
        for (field, code, _, words) in FIELDS {
            assert_eq!(Field::of_code(code), Some(*field));
            for word in *words {
                assert_eq!(*word, fold(word));
                assert!(seen.insert(*word), "{word}");
            }
        }
    }

    #[test]
    fn headers_in_their_own_dress_are_known() {
        assert!(Field::Date.fit("Tgl. Masuk (WIB)") > 0);
        assert!(Field::ClosedOn.fit("Tanggal Selesai") > Field::Date.fit("Tanggal Selesai"));
        assert!(Field::Phone.fit("No. HP / WA Pelapor") > 0);
        assert_eq!(Field::Date.fit("Keterangan"), 0);
    }
}
