//! What the catalogue says of its measures, in English: name, formula, and caveat where it has one.

mod cohort;
mod flow;
mod handling;
mod stock;

/// The words of a measure.
#[derive(Debug)]
pub(super) struct Words {
    /// Its id in the catalogue.
    pub(super) id: &'static str,
    /// Its name.
    pub(super) name: &'static str,
    /// How it is computed, in one sentence.
    pub(super) formula: &'static str,
    /// What it does not say; empty where it says what it seems to.
    pub(super) caveat: &'static str,
}

/// The words of a measure by its id.
pub(super) fn words(id: &str) -> Option<&'static Words> {
    all().find(|words| words.id == id)
}

/// The words of every measure.
pub(super) fn all() -> impl Iterator<Item = &'static Words> {
    let parts = [cohort::WORDS, handling::WORDS, stock::WORDS, flow::WORDS];
    parts.into_iter().flatten()
}

/// A source of the catalogue.
pub(super) fn source(indonesian: &str) -> Option<&'static str> {
    let mut all = SOURCES.iter();
    let found = all.find(|(known, _)| *known == indonesian)?;
    Some(found.1)
}

pub(super) const SOURCES: &[(&str, &str)] = &[
    (
        "Ketentuan angka produk ini, diturunkan dari keadaan laporan",
        "This program's rules of figures, derived from the state of reports",
    ),
    (
        "UU 25/2009 pasal 36 dan Perpres 76/2013: pengelolaan pengaduan dicatat dan dilaporkan",
        "Law 25/2009, article 36, and Presidential Regulation 76/2013: complaints are recorded and reported on",
    ),
    (
        "Usulan produk ini, dengan penyebut yang dicetak; bukan rumus resmi SP4N-LAPOR!",
        "Proposed by this program, with its denominator printed; no official formula of SP4N-LAPOR!",
    ),
    (
        "Ketentuan angka produk ini, dihitung dari kejadian yang tercatat",
        "This program's rules of figures, counted from recorded events",
    ),
    (
        "Janji layanan SP4N-LAPOR! dan kebijakan instansi yang berlaku saat tenggat mulai",
        "SP4N-LAPOR!'s service promise and the body's policy in force when the term began",
    ),
    (
        "Ketentuan produk ini dan kebijakan instansi yang berlaku saat tenggat mulai",
        "This program's rule and the body's policy in force when the term began",
    ),
    (
        "UU 14/2008 (10 hari kerja, dapat diperpanjang 7) dan kebijakan instansi yang berlaku saat tenggat mulai",
        "Law 14/2008 (10 working days, and 7 where extended) and the body's policy in force when the term began",
    ),
    (
        "Ketentuan angka produk ini, menurut keadaan dan tenggat pada saat acuan",
        "This program's rules of figures, by state and due date at the moment",
    ),
];
