//! `lapor mail-in`: a letter from a mail server, by its pipe.

use std::io::Read as _;
use std::sync::Arc;

use clap::Args;
use lapor_app::channels::mail::inbound::{self, CameTo, MailError};
use lapor_app::channels::mail::read::MAX_LETTER;
use lapor_app::clock::SystemClock;
use lapor_store::seal::OsEntropy;

use crate::cli::Global;
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::output;
use crate::places::Places;

/// The letter is bad: the server tells its sender (sysexits.h, EX_DATAERR).
const BAD_LETTER: u8 = 65;
/// Not now: the server keeps the letter and tries again (EX_TEMPFAIL).
const LATER: u8 = 75;

/// Terima satu surel dari server surel (pipa): laporan baru atau balasan pelapor
#[derive(Args, Debug)]
#[command(after_help = "\
Surel dibaca dari masukan baku. Balasan atas surel kami dicatat pada laporannya; selain itu menjadi laporan baru.
Balasan otomatis dan surel dari milis diabaikan. Surel yang sama dua kali tidak menjadi dua laporan.
Kode keluar menurut sysexits: 0 diterima, 65 surel tidak dapat dibaca (server mengembalikannya kepada pengirim),
75 belum dapat dicatat (server mencoba lagi).

Contoh:
  lapor mail-in --body palangkaraya < surel.eml
  lapor-masuk: \"|/usr/bin/lapor mail-in --body palangkaraya\"       baris /etc/aliases")]
pub(crate) struct MailIn {
    /// Instansi yang menerima laporan baru
    #[arg(long, value_name = "INSTANSI")]
    body: String,
}

impl MailIn {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        // Whatever is wrong with this installation, the letter must not be lost for it.
        let later = |failure: Failure| failure.with_code(LATER);
        let mut raw = Vec::new();
        let limit = u64::try_from(MAX_LETTER).unwrap_or(u64::MAX) + 1;
        std::io::stdin()
            .take(limit)
            .read_to_end(&mut raw)
            .map_err(|error| later(Failure::new(format!("surel tidak terbaca: {error}"))))?;
        let places = Places::of(global).map_err(later)?;
        let (clock, chance) = (Arc::new(SystemClock), Box::new(OsEntropy));
        let app = open::app(&places, Expect::Installed, clock, chance)
            .await
            .map_err(later)?;
        open::channels(&app, global).map_err(later)?;
        let rules = app.rules();
        let body = super::body_named(&rules, &self.body).map_err(later)?.id;
        let taken = inbound::take(&app, body, &raw).await;
        app.store().clone().close().await;
        match taken {
            Ok(came_to) => output::line(match came_to {
                CameTo::Report => "laporan baru dicatat",
                CameTo::Reply => "balasan pelapor dicatat",
                CameTo::Automatic => "surel otomatis, diabaikan",
                CameTo::Repeat => "surel ini sudah pernah diterima",
                CameTo::Bounce => "laporan server tentang surat kami dicatat",
                CameTo::Told => "tidak dapat diterima; pengirim diberi tahu",
            }),
            Err(MailError::Letter(error)) => {
                Err(Failure::new(error.to_string()).with_code(BAD_LETTER))
            }
            Err(MailError::App(error)) => Err(later(error.into())),
        }
    }
}
