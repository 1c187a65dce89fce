//! `lapor doctor`: what is not as it should be, and what to do about it.

mod checks;

use clap::Args;

use crate::cli::Global;
use crate::failure::Failure;
use crate::output;
use crate::places::Places;

/// Periksa pemasangan: basis data, kunci, berkas, jam, pekerjaan
#[derive(Args, Debug)]
#[command(after_help = "\
Tidak mengubah apa pun. Kode keluarnya 1 bila ada yang harus ditangani.

Contoh:
  lapor doctor
  lapor doctor --thorough    membaca seluruh berkas basis data")]
pub(crate) struct Doctor {
    /// Periksa juga keutuhan seluruh berkas basis data (lama bila besar)
    #[arg(long)]
    thorough: bool,
}

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    /// As it should be.
    Fine,
    /// Works, yet somebody should look.
    Note,
    /// Does not work.
    Bad,
}

/// One thing that was looked at.
#[derive(Debug)]
struct Finding {
    weight: Weight,
    what: &'static str,
    sentence: String,
}

impl Finding {
    fn new(weight: Weight, what: &'static str, sentence: impl Into<String>) -> Self {
        Self {
            weight,
            what,
            sentence: sentence.into(),
        }
    }

    fn fine(what: &'static str, sentence: impl Into<String>) -> Self {
        Self::new(Weight::Fine, what, sentence)
    }

    fn note(what: &'static str, sentence: impl Into<String>) -> Self {
        Self::new(Weight::Note, what, sentence)
    }

    fn bad(what: &'static str, sentence: impl Into<String>) -> Self {
        Self::new(Weight::Bad, what, sentence)
    }
}

impl Doctor {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        let places = Places::of(global)?;
        let findings = checks::all(&places, self.thorough).await;
        for finding in &findings {
            let mark = match finding.weight {
                Weight::Fine => "baik    ",
                Weight::Note => "catatan ",
                Weight::Bad => "MASALAH ",
            };
            output::line(format!("{mark} {}: {}.", finding.what, finding.sentence))?;
        }
        let bad = findings
            .iter()
            .filter(|finding| finding.weight == Weight::Bad)
            .count();
        if bad > 0 {
            return Err(Failure::new(format!("{bad} hal harus ditangani")));
        }
        Ok(())
    }
}
