//! The lists, compiled in. They are data: words are added there, never here.

/// One file for each function, in the order in which functions are listed.
pub(super) const FUNCTIONS: &[&str] = &[
    include_str!("../../data/functions/pekerjaan-umum.txt"),
    include_str!("../../data/functions/perumahan.txt"),
    include_str!("../../data/functions/perhubungan.txt"),
    include_str!("../../data/functions/lingkungan-hidup.txt"),
    include_str!("../../data/functions/ketertiban.txt"),
    include_str!("../../data/functions/kebakaran.txt"),
    include_str!("../../data/functions/bencana.txt"),
    include_str!("../../data/functions/sosial.txt"),
    include_str!("../../data/functions/kesehatan.txt"),
    include_str!("../../data/functions/pendidikan.txt"),
    include_str!("../../data/functions/kependudukan.txt"),
    include_str!("../../data/functions/tenaga-kerja.txt"),
    include_str!("../../data/functions/usaha.txt"),
    include_str!("../../data/functions/perizinan.txt"),
    include_str!("../../data/functions/perempuan-anak-kb.txt"),
    include_str!("../../data/functions/kominfo.txt"),
    include_str!("../../data/functions/pendapatan.txt"),
    include_str!("../../data/functions/kepegawaian.txt"),
    include_str!("../../data/functions/pengawasan.txt"),
    include_str!("../../data/functions/pertanahan.txt"),
    include_str!("../../data/functions/pertanian-pangan.txt"),
    include_str!("../../data/functions/pariwisata-budaya-olahraga.txt"),
    include_str!("../../data/functions/air-minum.txt"),
    include_str!("../../data/functions/energi.txt"),
    include_str!("../../data/functions/wilayah.txt"),
    include_str!("../../data/functions/keamanan.txt"),
    include_str!("../../data/functions/kesbangpol.txt"),
    include_str!("../../data/functions/keagamaan.txt"),
    include_str!("../../data/functions/sekretariat.txt"),
];

/// How names of units are read.
pub(super) const UNITS: &str = include_str!("../../data/units.txt");

/// How names of categories are read.
pub(super) const CATEGORIES: &str = include_str!("../../data/categories.txt");

/// Spellings and regional words for the words of the lists.
pub(super) const SPELLINGS: &str = include_str!("../../data/spellings.txt");

/// Groups of words that the lists share, and phrases to pass over.
pub(super) const PHRASING: &str = include_str!("../../data/phrasing.txt");
