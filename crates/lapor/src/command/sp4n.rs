//! `lapor sp4n`: reports that go to the national system, and what it says of them.

use std::fmt::Write as _;

use clap::{Args, Subcommand, ValueEnum};
use lapor_app::app::App;
use lapor_app::import;
use lapor_app::national;
use lapor_store::national::LinkState;

use crate::cli::Global;
use crate::failure::Failure;
use crate::open::{self, Expect};
use crate::output;

/// SP4N-LAPOR!: keadaan kiriman, perbedaan, dan menarik daftar mereka
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Alamat dan token ditulis dalam berkas saluran, bagian [sp4n]; lihat docs/OPERATIONS.md.

Contoh:
  lapor sp4n check palangkaraya
  lapor sp4n status palangkaraya
  lapor sp4n pull palangkaraya
  lapor sp4n differences palangkaraya --format csv > beda.csv"
)]
pub(crate) struct Sp4n {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Periksa alamat dan token: minta daftar topik mereka
    #[command(after_help = "Contoh:\n  lapor sp4n check palangkaraya")]
    Check(OfBody),
    /// Berapa laporan menunggu, terkirim, ditolak, atau tidak pasti
    #[command(after_help = "Contoh:\n  lapor sp4n status palangkaraya")]
    Status(OfBody),
    /// Tarik daftar mereka sekarang juga
    #[command(after_help = "Contoh:\n  lapor sp4n pull palangkaraya")]
    Pull(OfBody),
    /// Laporan yang statusnya di sana lain daripada di sini; tidak satu pun ditimpa
    #[command(
        after_help = "Contoh:\n  lapor sp4n differences palangkaraya --format csv > beda.csv"
    )]
    Differences(Differences),
}

#[derive(Args, Debug)]
struct OfBody {
    /// Instansi
    #[arg(value_name = "INSTANSI")]
    body: String,
}

#[derive(Args, Debug)]
struct Differences {
    #[command(flatten)]
    of: OfBody,
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Tabel untuk dibaca
    Table,
    /// CSV untuk lembar kerja
    Csv,
}

impl Sp4n {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        open::with(global, Expect::Installed, async |app| {
            open::channels(app, global)?;
            self.what.run(app).await
        })
        .await
    }
}

impl What {
    async fn run(self, app: &App) -> Result<(), Failure> {
        match self {
            Self::Check(of) => check(app, &of.body).await,
            Self::Status(of) => status(app, &of.body).await,
            Self::Pull(of) => pull(app, &of.body).await,
            Self::Differences(asked) => differences(app, &asked).await,
        }
    }
}

fn with_door(app: &App, slug: &str) -> Result<lapor_domain::agency::Body, Failure> {
    let body = import::known_body(app, slug)?;
    if national::has_door(app, body.id) {
        Ok(body)
    } else {
        Err(Failure::new(format!(
            "instansi {slug} belum punya [[sp4n.body]] dalam berkas saluran; tulis di sana, lalu sebutkan berkasnya dengan \
             --channels"
        )))
    }
}

async fn check(app: &App, slug: &str) -> Result<(), Failure> {
    let body = with_door(app, slug)?;
    let topics = national::topics(app, body.id).await?;
    let topics =
        topics.map_err(|why| Failure::new(format!("SP4N-LAPOR! belum dapat dipakai: {why}")))?;
    output::print(&format!(
        "Alamat dan token benar: {} topik diterima.\n",
        topics.len()
    ))
}

async fn status(app: &App, slug: &str) -> Result<(), Failure> {
    let body = import::known_body(app, slug)?;
    let standing = national::standing(app, body.id).await?;
    let mut told = String::new();
    for state in LinkState::ALL {
        let n = standing.counts.iter().find(|(known, _)| *known == state);
        let n = n.map_or(0, |(_, n)| *n);
        let _infallible = writeln!(told, "{:<18} {n}", word(state));
    }
    output::print(&told)
}

const fn word(state: LinkState) -> &'static str {
    match state {
        LinkState::Waiting => "menunggu",
        LinkState::Sending => "sedang dikirim",
        LinkState::Unknown => "jawaban hilang",
        LinkState::Sent => "terkirim",
        LinkState::Refused => "ditolak",
    }
}

async fn pull(app: &App, slug: &str) -> Result<(), Failure> {
    let body = with_door(app, slug)?;
    let pulled = national::pull(app, body.id).await?;
    if let Some(why) = pulled.error {
        return Err(Failure::new(format!(
            "daftar SP4N-LAPOR! tidak dapat ditarik: {why}"
        )));
    }
    output::print(&format!(
        "Dibaca {}: laporan baru {}, berubah {}, berbeda {}, tidak terbaca {}. Jawaban hilang yang ditemukan {}, dikirim ulang {}.\n",
        pulled.records,
        pulled.added,
        pulled.changed,
        pulled.differ,
        pulled.held_back,
        pulled.found,
        pulled.again
    ))?;
    if pulled.is_cut {
        output::line(
            "Daftar mereka lebih panjang daripada yang dibaca sekali tarik; sisanya tidak dibaca. Minta admin nasional \
             daftar yang dibatasi, misalnya hanya laporan yang belum selesai.",
        )?;
    }
    Ok(())
}

async fn differences(app: &App, asked: &Differences) -> Result<(), Failure> {
    let body = import::known_body(app, &asked.of.body)?;
    let found = national::differences(app, body.id).await?;
    if matches!(asked.format, Format::Csv) {
        let mut csv = Vec::new();
        national::write_differences(&mut csv, &found)
            .map_err(|error| Failure::new(format!("daftar tidak dapat ditulis: {error}")))?;
        return output::print(&String::from_utf8_lossy(&csv));
    }
    if found.is_empty() {
        return output::print("Tidak ada perbedaan.\n");
    }
    let mut told = String::new();
    for one in &found {
        let _infallible = writeln!(
            told,
            "{}  SP4N {}: {} | di sini: {}",
            one.tracking, one.theirs, one.their_word, one.our_word
        );
    }
    output::print(&told)
}
