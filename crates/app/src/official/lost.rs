//! What of a published edition can no longer be said as it was.

use std::fmt::Write as _;

use lapor_domain::figures::number;
use lapor_domain::official::date_words;
use lapor_store::official::Edition;

use super::lines::{Said, Spoken, Words};
use super::model::Gathered;

/// What can no longer be said as it was.
pub(super) struct Lost {
    /// Reports of which something is told no more.
    gone: u64,
    /// Among them those of which words were erased.
    pub(super) erased: u64,
    /// Reports of which words were changed.
    changed: u64,
}

impl Lost {
    pub(super) fn between(gathered: &Gathered, words: &Words) -> Self {
        let mut lost = Self {
            gone: 0,
            erased: 0,
            changed: 0,
        };
        for line in &gathered.lines {
            let now = words.get(&line.id).cloned().unwrap_or_else(Spoken::gone);
            let loses_name = line.is_named && now.is_unnamed;
            if line.said.as_deref() == Some(now.digest().as_str()) && !loses_name {
                continue;
            }
            if loses_name {
                // A name that may stand nowhere any more is forgotten like words that were erased.
                lost.gone += 1;
                lost.erased += 1;
            } else if now.lacks() {
                lost.gone += 1;
                let parts = [&now.title, &now.text, &now.original, &now.answer];
                lost.erased += u64::from(!now.is_gone && parts.contains(&&Said::Gone));
            } else {
                lost.changed += 1;
            }
        }
        lost
    }

    pub(super) const fn is_nothing(&self) -> bool {
        self.gone == 0 && self.changed == 0
    }

    pub(super) fn note(&self, edition: &Edition, gathered: &Gathered, sha256: &str) -> String {
        let approved = edition.approved_at.map_or_else(String::new, |at| {
            format!(" {}", date_words(gathered.zone.local_date(at)))
        });
        let mut said =
            format!("Cetakan ulang edisi yang disetujui{approved}. Angka tidak berubah.");
        if self.gone > 0 {
            let _ = write!(
                said,
                " Pada {} laporan kata-kata sudah dihapus atau tidak lagi dibuka; di tempatnya tertulis “dihapus”.",
                number(self.gone)
            );
        }
        if self.changed > 0 {
            let _ = write!(
                said,
                " Pada {} laporan kata-kata ditampilkan seperti sekarang karena diubah sejak terbit.",
                number(self.changed)
            );
        }
        if !sha256.is_empty() {
            let _ = write!(said, " Sidik SHA-256 edisi asli: {sha256}.");
        }
        said
    }
}
