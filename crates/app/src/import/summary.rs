//! What an import did, for the operator.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use jiff::civil::Date;
use lapor_domain::ids::BodyId;
use lapor_domain::words::Figure;
use lapor_domain::zone::Zone;

use crate::sp4n::SourceZone;

/// What an import did.
#[derive(Clone, Debug)]
pub struct ImportReport {
    /// The body the reports belong to.
    pub body: BodyId,
    /// Its name.
    pub body_name: String,
    /// Its part of addresses.
    pub body_slug: String,
    /// The body was lacking and was made.
    pub body_created: bool,
    /// Zone in which days are counted.
    pub body_zone: Zone,
    /// Zone in which the file's clock times were read.
    pub source_zone: SourceZone,
    /// *Tanggal Generate*; `None` where the file does not say, and the moment of the import counts.
    pub observed_on: Option<Date>,
    /// Reports read, each Tracking ID once.
    pub read: usize,
    /// New here.
    pub added: usize,
    /// Known, and something changed.
    pub changed: usize,
    /// Known, and nothing changed.
    pub unchanged: usize,
    /// Known from a newer export, left alone.
    pub older: usize,
    /// Handled here while the export says something else: left alone, listed.
    pub handled_here_differs: usize,
    /// Imported before for another body: left alone, listed.
    pub other_body: usize,
    /// Rows without Tracking ID or date.
    pub held_back: usize,
    /// Units that were lacking, by name.
    pub created_units: Vec<String>,
    /// Categories that were lacking, by name.
    pub created_categories: Vec<String>,
    /// Channel words that no door is known for, each once: created as values of their own, to be mapped.
    pub unknown_channels: Vec<String>,
    /// Where the reports of the file count now, after the import.
    pub figures: BTreeMap<Figure, usize>,
    /// Of these, reports that share another one's handling and count with it.
    pub merged: usize,
    /// Of *not verified*: status words that are not known.
    pub status_unknown: usize,
    /// How many things should be mended.
    pub problems: usize,
    /// Where they are listed, if a list was written.
    pub problem_file: Option<PathBuf>,
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let made = if self.body_created {
            " (baru, dari impor, belum dipetakan)"
        } else {
            ""
        };
        writeln!(f, "Instansi: {} [{}]{made}", self.body_name, self.body_slug)?;
        writeln!(
            f,
            "Jam dalam berkas dibaca sebagai {}, hari dihitung menurut {}.",
            self.source_zone, self.body_zone
        )?;
        match self.observed_on {
            Some(day) => writeln!(f, "Keadaan per {day} (Tanggal Generate).")?,
            None => writeln!(f, "Tanpa Tanggal Generate: keadaan dicatat per saat impor.")?,
        }
        writeln!(
            f,
            "Dibaca {}: baru {}, berubah {}, tetap {}, lebih lama {}, sudah ditangani di sini {}, instansi lain {}. \
             Baris ditahan: {}.",
            self.read,
            self.added,
            self.changed,
            self.unchanged,
            self.older,
            self.handled_here_differs,
            self.other_body,
            self.held_back
        )?;
        writeln!(f, "Angka: {}.", figure_words(&self.figures))?;
        if self.status_unknown > 0 {
            writeln!(
                f,
                "Status tidak dikenal: {} (termasuk belum diverifikasi).",
                self.status_unknown
            )?;
        }
        for (what, names) in [
            ("Unit dari impor, belum dipetakan", &self.created_units),
            (
                "Kategori dari impor, belum dipetakan",
                &self.created_categories,
            ),
            (
                "Sumber laporan dari impor, belum dipetakan",
                &self.unknown_channels,
            ),
        ] {
            if !names.is_empty() {
                writeln!(f, "{what} ({}): {}", names.len(), names.join("; "))?;
            }
        }
        match &self.problem_file {
            Some(path) => write!(
                f,
                "{} hal perlu dibetulkan: {}",
                self.problems,
                path.display()
            ),
            None => write!(f, "Tidak ada yang perlu dibetulkan."),
        }
    }
}

/// "tertangani 3, dalam proses 1".
pub(super) fn figure_words(figures: &BTreeMap<Figure, usize>) -> String {
    let figures: Vec<_> = figures
        .iter()
        .map(|(figure, n)| format!("{} {n}", word(*figure)))
        .collect();
    figures.join(", ")
}

const fn word(figure: Figure) -> &'static str {
    match figure {
        Figure::Handled => "tertangani",
        Figure::InProcess => "dalam proses",
        Figure::NotFollowedUp => "belum ditindaklanjuti",
        Figure::NotVerified => "belum diverifikasi",
        Figure::OnHold => "ditunda",
        Figure::Archived => "diarsipkan",
        Figure::Transferred => "diteruskan",
    }
}
