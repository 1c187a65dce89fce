//! What can go wrong with the record. Whoever sees the text is an operator or an officer, so it is Indonesian
//! and says what to do next; no value of a row is ever part of it.

/// Why the record could not do what was asked.
///
/// Cloneable, because a failed COMMIT is the answer to every change of its batch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database address has a form we do not know.
    #[error(
        "alamat basis data tidak dikenal: {0}. Bentuk yang diterima: sqlite:BERKAS (misalnya sqlite:/var/lib/lapor/lapor.db) \
         atau postgres://PENGGUNA:SANDI@HOST:PORT/NAMA"
    )]
    BadUrl(String),
    /// The linked SQLite can lose committed writes in WAL mode (fixed in 3.51.3).
    #[error(
        "SQLite {0} terlalu tua: mode WAL di bawah 3.51.3 dapat kehilangan data. Bangun ulang program dengan SQLite bawaan"
    )]
    OldSqlite(String),
    /// The database was written by a newer program; running on would damage it.
    #[error(
        "basis data berversi skema {found}, program ini hanya mengenal sampai versi {known}. \
         Jalankan versi program yang lebih baru, atau pulihkan cadangan yang sesuai"
    )]
    NewerDatabase {
        /// Highest migration found in the database.
        found: i64,
        /// Highest migration this program carries.
        known: i64,
    },
    /// A migration failed, or one that already ran has another text now.
    #[error("migrasi skema {version} gagal: {reason}")]
    Migration {
        /// Number of the migration.
        version: i64,
        /// What the engine said.
        reason: String,
    },
    /// The disk (or quota) is full. Nothing of the change was kept.
    #[error("penyimpanan penuh; tidak ada yang disimpan. Kosongkan ruang, lalu kirim ulang")]
    Full,
    /// The database cannot be reached or cannot write now. Nothing of the change was kept.
    #[error("basis data tidak tersedia ({0}); tidak ada yang disimpan. Coba lagi sebentar lagi")]
    Unavailable(String),
    /// The file is there and is something else, or its first page is damaged.
    #[error(
        "berkas itu bukan basis data SQLite, atau rusak. Periksa alamatnya; bila memang basis datanya, pulihkan cadangan terakhir"
    )]
    NotADatabase,
    /// The server does not let this user in.
    #[error(
        "server PostgreSQL menolak pengguna itu. Periksa PENGGUNA dan SANDI pada alamat basis data, dan pg_hba.conf di server"
    )]
    SignIn,
    /// The server has no database of that name.
    #[error(
        "server PostgreSQL tidak punya basis data bernama itu. Periksa namanya, atau buat dahulu dengan createdb"
    )]
    NoDatabase,
    /// Every connection is busy, or another process holds the file. Nothing of the change was kept.
    #[error("basis data sedang sibuk; tidak ada yang disimpan. Coba lagi sebentar lagi")]
    Busy,
    /// The connection was lost while COMMIT was under way and the change carries no
    /// [`change_id`](crate::Change::change_id) to look it up by.
    #[error("belum pasti apakah perubahan tersimpan. Periksa dahulu sebelum mengirim ulang")]
    Unknown,
    /// Others kept changing the same rows; given up after the agreed number of attempts.
    #[error("data yang sama sedang diubah orang lain. Muat ulang, lalu coba lagi")]
    Conflict,
    /// A key that must be unique exists already. Holds the name of the constraint (PostgreSQL) or its columns
    /// (SQLite), never a value.
    #[error("sudah ada: {0}")]
    Duplicate(String),
    /// A row refers to one that does not exist, or a CHECK or NOT NULL was violated.
    #[error("aturan tabel dilanggar: {0}")]
    Constraint(String),
    /// A column holds something other than what the code expects there.
    #[error("isi kolom {column} tidak dapat dibaca sebagai {expected}")]
    BadValue {
        /// Position in the row, from 0.
        column: usize,
        /// The Rust type asked for.
        expected: &'static str,
    },
    /// The change panicked; its own writes were undone, its neighbours kept theirs.
    #[error(
        "kesalahan program saat menjalankan {0}; tidak ada yang disimpan. Laporkan kepada pengelola"
    )]
    Panicked(&'static str),
    /// The change or query waited for something other than the record, which would stop every writer.
    #[error("kesalahan program: {0} menunggu sesuatu di luar basis data")]
    Waited(&'static str),
    /// The store was closed.
    #[error("penyimpanan sudah ditutup")]
    Closed,
    /// Any other answer of the engine; a mistake in our SQL.
    #[error("kesalahan basis data: {0}")]
    Sql(String),
}
