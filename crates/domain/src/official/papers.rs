//! What stands on a body's documents beside the figures: letterhead, signature, chapters, who gets them. Data of the
//! body, with validity dates; a document takes what was in force on the day of its as-of.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Cadence, Emblem};
use crate::ids::{BodyId, OfficerId};

/// Longest line of a letterhead or signature, in characters.
const LINE: usize = 200;
/// Longest paragraph, in characters.
const PARAGRAPH: usize = 4_000;
/// Most lines or paragraphs of one part.
const MOST: usize = 30;
/// No document lists more reports than this: nobody reads them, and open data has them all.
pub const MOST_LISTED: u16 = 20_000;

/// How the name of a regional government begins: what follows is its territory.
const REGIONAL: [&str; 7] = [
    "Kota ",
    "Kabupaten ",
    "Kab. ",
    "Provinsi ",
    "Daerah Istimewa ",
    "DKI ",
    "Desa ",
];

/// All versions of a body's papers: one document of the directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stationery {
    /// Whose.
    pub body: BodyId,
    /// Oldest first.
    pub versions: Vec<Papers>,
}

/// One version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papers {
    /// First local day on which documents take it.
    pub valid_from: Date,
    /// "PEMERINTAH KOTA PALANGKA RAYA".
    pub government: String,
    /// The office that issues.
    pub office: String,
    /// Address, telephone, mail; a line each.
    pub lines: Vec<String>,
    /// Coat of arms of the letterhead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emblem: Option<Emblem>,
    /// Where documents are signed; empty where nobody has said so.
    pub place: String,
    /// Office of the signer.
    pub signer_office: String,
    /// Name of the signer; a dotted line where it is empty.
    pub signer_name: String,
    /// Rank, NIP; a line each.
    pub signer_lines: Vec<String>,
    /// BAB I, a paragraph each.
    pub introduction: Vec<String>,
    /// BAB II, a paragraph each.
    pub purpose: Vec<String>,
    /// Before the signature, a paragraph each.
    pub closing: Vec<String>,
    /// Number of the decree that names the team (SK), as the national export carries it.
    #[serde(default)]
    pub decree: String,
    /// Where the decree can be read.
    #[serde(default)]
    pub decree_url: String,
    /// Where the yearly report can be read.
    #[serde(default)]
    pub annual_url: String,
    /// Names of reporters stand in the edition for leaders; each name that is taken is logged.
    #[serde(default)]
    pub shows_names: bool,
    /// Made and announced without being asked for.
    #[serde(default)]
    pub schedule: Vec<Cadence>,
    /// Who hears of what the schedule made; nobody named means every leader of the whole body.
    #[serde(default)]
    pub recipients: Vec<OfficerId>,
    /// A unit with a smaller share of timely final answers is named among the recommendations, in percent.
    #[serde(default = "usual_share")]
    pub timely_percent: u8,
    /// The annexes of an activity report list no more reports than this, at most [`MOST_LISTED`].
    #[serde(default = "usual_annex")]
    pub annex_lines: u16,
}

const fn usual_share() -> u8 {
    80
}

/// A PDF of so many is a thousand pages, made in two seconds, and of a size that can still be sent on.
const fn usual_annex() -> u16 {
    5_000
}

/// A part that cannot be kept as it is, by the name of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PapersError {
    /// Nothing is written where something must be.
    #[error("{0} belum diisi")]
    Empty(&'static str),
    /// Longer than fits.
    #[error("{0} terlalu panjang")]
    TooLong(&'static str),
    /// No address of a page.
    #[error("{0} harus diawali https://")]
    NoAddress(&'static str),
    /// More than a hundred percent.
    #[error("{0} antara 0 dan 100")]
    NoPercent(&'static str),
    /// No list, or one longer than a document holds.
    #[error("{0} antara 1 dan {MOST_LISTED}")]
    NoLength(&'static str),
}

impl Stationery {
    /// What is in force on a day: the last version that began by then, else the first.
    pub fn on(&self, day: Date) -> Option<&Papers> {
        let begun = self
            .versions
            .iter()
            .rev()
            .find(|papers| papers.valid_from <= day);
        begun.or_else(|| self.versions.first())
    }

    /// With one more version; one that begins on the same day takes the place of the older.
    #[must_use]
    pub fn with(mut self, papers: Papers) -> Self {
        self.versions
            .retain(|known| known.valid_from != papers.valid_from);
        self.versions.push(papers);
        self.versions.sort_by_key(|papers| papers.valid_from);
        self
    }
}

impl Papers {
    /// What a body's documents say until it writes its own.
    pub fn usual(body: &str, valid_from: Date) -> Self {
        let paragraphs = |texts: &[&str]| {
            let texts = texts.iter();
            texts.map(|text| text.replace("{instansi}", body)).collect()
        };
        Self {
            valid_from,
            government: government(body),
            office: String::new(),
            lines: Vec::new(),
            emblem: None,
            place: territory(body).unwrap_or_default().to_owned(),
            signer_office: format!("Pimpinan Pengelola Pengaduan {body}"),
            signer_name: String::new(),
            signer_lines: Vec::new(),
            introduction: paragraphs(INTRODUCTION),
            purpose: paragraphs(PURPOSE),
            closing: paragraphs(CLOSING),
            decree: String::new(),
            decree_url: String::new(),
            annual_url: String::new(),
            shows_names: false,
            schedule: Vec::new(),
            recipients: Vec::new(),
            timely_percent: usual_share(),
            annex_lines: usual_annex(),
        }
    }

    /// What must be mended before it can be kept.
    pub fn check(&self) -> Vec<PapersError> {
        let mut wrong = Vec::new();
        for (field, text) in [
            ("government", &self.government),
            ("place", &self.place),
            ("signer_office", &self.signer_office),
        ] {
            if text.trim().is_empty() {
                wrong.push(PapersError::Empty(field));
            }
        }
        for (field, text) in [
            ("government", &self.government),
            ("office", &self.office),
            ("place", &self.place),
            ("signer_office", &self.signer_office),
            ("signer_name", &self.signer_name),
            ("decree", &self.decree),
            ("decree_url", &self.decree_url),
            ("annual_url", &self.annual_url),
        ] {
            if text.chars().count() > LINE {
                wrong.push(PapersError::TooLong(field));
            }
        }
        for (field, texts, longest) in [
            ("lines", &self.lines, LINE),
            ("signer_lines", &self.signer_lines, LINE),
            ("introduction", &self.introduction, PARAGRAPH),
            ("purpose", &self.purpose, PARAGRAPH),
            ("closing", &self.closing, PARAGRAPH),
        ] {
            let long = texts.iter().any(|text| text.chars().count() > longest);
            if long || texts.len() > MOST {
                wrong.push(PapersError::TooLong(field));
            }
        }
        for (field, text) in [
            ("decree_url", &self.decree_url),
            ("annual_url", &self.annual_url),
        ] {
            if !text.is_empty() && !text.starts_with("https://") {
                wrong.push(PapersError::NoAddress(field));
            }
        }
        if self.timely_percent > 100 {
            wrong.push(PapersError::NoPercent("timely_percent"));
        }
        if !(1..=MOST_LISTED).contains(&self.annex_lines) {
            wrong.push(PapersError::NoLength("annex_lines"));
        }
        wrong
    }
}

/// The territory of a regional government; a ministry or the national desk has none, and nobody knows where it signs.
/// Some bodies bear "Pemerintah" or "Pemerintah Daerah" in their names and some do not.
fn territory(body: &str) -> Option<&str> {
    let name = body.strip_prefix("Pemerintah ").unwrap_or(body);
    let bare = [Some(name), name.strip_prefix("Daerah ")];
    let mut bare = bare.into_iter().flatten();
    bare.find_map(|name| REGIONAL.iter().find_map(|kind| name.strip_prefix(kind)))
}

/// "PEMERINTAH KOTA CONTOH" for a regional government, else the name alone.
fn government(body: &str) -> String {
    let name = body.to_uppercase();
    if territory(body).is_some() && !body.starts_with("Pemerintah ") {
        format!("PEMERINTAH {name}")
    } else {
        name
    }
}

const INTRODUCTION: &[&str] = &[
    "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik mewajibkan setiap penyelenggara menyediakan sarana \
     pengaduan dan menindaklanjutinya. Peraturan Presiden Nomor 76 Tahun 2013 tentang Pengelolaan Pengaduan Pelayanan \
     Publik menetapkan satu sistem nasional, SP4N-LAPOR!, dengan prinsip “tidak ada pintu yang salah” (no wrong door): \
     pengaduan diterima di mana pun disampaikan, lalu diteruskan kepada yang berwenang.",
    "Pengelolaannya mengikuti peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi tentang \
     SP4N-LAPOR!, terakhir dengan peta jalan dalam Peraturan Menteri PANRB Nomor 46 Tahun 2020. Identitas pelapor \
     dilindungi sesuai Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi.",
    "Laporan ini memuat pelaksanaan pengelolaan pengaduan, aspirasi, dan permintaan informasi di {instansi}.",
];

const PURPOSE: &[&str] = &[
    "Maksud laporan ini adalah mempertanggungjawabkan penanganan laporan masyarakat yang diterima {instansi} kepada \
     pimpinan dan masyarakat.",
    "Tujuannya: (1) menunjukkan jumlah laporan yang diterima dan keadaannya; (2) menunjukkan unit dan bidang yang paling \
     banyak dilaporkan; (3) menjadi dasar perbaikan pelayanan melalui rekomendasi.",
];

const CLOSING: &[&str] =
    &["Demikian laporan ini disampaikan untuk menjadi bahan evaluasi dan tindak lanjut."];

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_document_takes_what_was_in_force_on_its_day() {
        let old = Papers::usual("Kota Contoh", date(2023, 1, 1));
        let new = Papers {
            signer_name: "Pejabat Baru".to_owned(),
            ..Papers::usual("Kota Contoh", date(2024, 1, 1))
        };
        let both = Stationery {
            body: BodyId(Uuid::nil()),
            versions: vec![],
        }
        .with(new.clone())
        .with(old.clone());
        assert_eq!(both.on(date(2023, 12, 31)), Some(&old));
        assert_eq!(both.on(date(2024, 1, 1)), Some(&new));
        assert_eq!(both.on(date(2020, 1, 1)), Some(&old));
        let mended = both.with(Papers {
            signer_name: "Ejaan Benar".to_owned(),
            ..new
        });
        assert_eq!(mended.versions.len(), 2);
    }

    #[test]
    fn only_a_regional_government_is_headed_as_one() {
        for (body, government, place) in [
            ("Kota Contoh", "PEMERINTAH KOTA CONTOH", "Contoh"),
            (
                "Provinsi Kalimantan Tengah",
                "PEMERINTAH PROVINSI KALIMANTAN TENGAH",
                "Kalimantan Tengah",
            ),
            ("Pemerintah Kota Contoh", "PEMERINTAH KOTA CONTOH", "Contoh"),
            (
                "Pemerintah Daerah Kabupaten Contoh",
                "PEMERINTAH DAERAH KABUPATEN CONTOH",
                "Contoh",
            ),
            ("Admin Nasional", "ADMIN NASIONAL", ""),
            ("Kementerian Contoh", "KEMENTERIAN CONTOH", ""),
        ] {
            let usual = Papers::usual(body, date(2023, 1, 1));
            assert_eq!(
                (usual.government.as_str(), usual.place.as_str()),
                (government, place)
            );
        }
    }

    #[test]
    fn what_cannot_be_kept_is_named() {
        let usual = Papers::usual("Kota Contoh", date(2023, 1, 1));
        assert!(usual.check().is_empty());
        assert_eq!(usual.place, "Contoh");
        assert!(
            usual
                .introduction
                .iter()
                .any(|text| text.contains("Kota Contoh"))
        );
        let wrong = Papers {
            place: " ".to_owned(),
            decree_url: "javascript:alert(1)".to_owned(),
            closing: vec!["x".repeat(PARAGRAPH + 1)],
            timely_percent: 101,
            annex_lines: 0,
            ..usual
        };
        assert_eq!(
            wrong.check(),
            [
                PapersError::Empty("place"),
                PapersError::TooLong("closing"),
                PapersError::NoAddress("decree_url"),
                PapersError::NoPercent("timely_percent"),
                PapersError::NoLength("annex_lines"),
            ]
        );
    }
}
