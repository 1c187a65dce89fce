//! The forms in which a document leaves the house.

use dokumen::Document;
use lapor_domain::official::{Layout, Period};

use super::text::text;

/// A form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// Word.
    Docx,
    /// Excel.
    Xlsx,
    /// PDF, tagged.
    Pdf,
    /// A page.
    Html,
    /// Plain text.
    Text,
}

/// A document that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("dokumen tidak dapat disusun: {0}")]
pub struct FormError(String);

impl Form {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Docx, Self::Xlsx, Self::Pdf, Self::Html, Self::Text];

    /// How files of it end; also its code.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Text => "txt",
        }
    }

    /// By the ending of a name.
    pub fn of_ending(ending: &str) -> Option<Self> {
        let ending = ending.to_ascii_lowercase();
        Self::ALL.into_iter().find(|form| form.ending() == ending)
    }

    /// Media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pdf => "application/pdf",
            Self::Html => "text/html; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// The document in this form: the same bytes for the same document.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(self, document: &Document) -> Result<Vec<u8>, FormError> {
        let written = match self {
            Self::Docx => dokumen::docx(document),
            Self::Xlsx => dokumen::xlsx(document),
            Self::Pdf => dokumen::pdf(document),
            Self::Html => dokumen::html(document),
            Self::Text => return Ok(text(document).into_bytes()),
        };
        written.map_err(|error| FormError(error.to_string()))
    }
}

/// The document inside a page: no style, no script. The coat of arms is shown from an address.
pub fn in_page(document: &Document, emblem: &str) -> String {
    dokumen::html_body(document, emblem).unwrap_or_default()
}

/// What a file is called, without its ending: `laporan-palangkaraya-2023-07`.
pub fn file_name(layout: Layout, slug: &str, period: &Period) -> String {
    let what = match layout {
        Layout::Activity => "laporan",
        Layout::Units => "perangkat-daerah",
        Layout::Recap => "rekap",
        Layout::Press => "siaran-pers",
        Layout::Province => "rekap-provinsi",
    };
    format!("{what}-{slug}-{}", period.code())
}
