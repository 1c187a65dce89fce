//! `lapor data publish|check|catalogue|set`: snapshots without personal data.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use lapor_app::admin;
use lapor_app::app::App;
use lapor_app::open_data::{self, Edition, Manifest, Offered, OpenDataError, Vocabulary};
use lapor_domain::agency::Body;
use lapor_domain::report::event::ActorRef;
use lapor_store::record::entity::Entity;

use crate::failure::{Failure, system};
use crate::output;

/// What to do with the snapshots.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    Publish(Publish),
    Check(Check),
    Catalogue(Catalogue),
    Set(Set),
}

/// Buat cuplikan tanpa data pribadi, lalu terbitkan di halaman /data
#[derive(Args, Debug)]
#[command(after_help = "\
Cuplikan berisi laporan publik dalam CSV, JSON, GeoJSON, dan Parquet, dengan kamus data, lisensi, dan SHA-256. Waktu,
wilayah, dan kategori dikasarkan, dan nilai lain yang jarang dikosongkan, sampai sedikitnya lima laporan tampak sama di
semua kolom selain isinya. Berkas jadi dibaca ulang; yang memuat data pribadi ditahan, dan disebut berkas, baris, kolom,
serta jenisnya. `lapor serve` memperbaruinya sendiri setiap hari.

Contoh:
  lapor data publish --body palangkaraya                                  terbitan berjalan dan tahun ini
  lapor data publish 2023 --body palangkaraya
  lapor data publish 12-bulan --body palangkaraya --output ./cuplikan     ke folder kosong, tanpa menerbitkan")]
pub(crate) struct Publish {
    /// Tahun penerimaan, atau 12-bulan; tanpa ini keduanya yang berjalan
    #[arg(value_name = "TERBITAN")]
    edition: Option<Edition>,
    /// Instansi yang memegang laporannya
    #[arg(long, value_name = "INSTANSI")]
    body: String,
    /// Folder baru atau kosong; tanpa ini diterbitkan di halaman /data
    #[arg(long, value_name = "FOLDER", requires = "edition")]
    output: Option<PathBuf>,
}

/// Periksa berkas cuplikan dalam sebuah folder seperti sebelum diterbitkan
#[derive(Args, Debug)]
#[command(after_help = "\
Keluar dengan kode 1 bila ada yang tidak boleh keluar. Nilainya sendiri tidak pernah ditulis.

Contoh:
  lapor data check ./cuplikan --body palangkaraya")]
pub(crate) struct Check {
    /// Folder dengan laporan.csv, .json, .geojson, .parquet
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Instansi yang memegang laporannya
    #[arg(long, value_name = "INSTANSI")]
    body: String,
}

/// Tulis katalog DCAT dari cuplikan yang terbit
#[derive(Args, Debug)]
#[command(after_help = "\
Contoh:
  lapor data catalogue --body palangkaraya --base-url https://lapor.palangkaraya.go.id --format turtle")]
pub(crate) struct Catalogue {
    /// Instansi
    #[arg(long, value_name = "INSTANSI")]
    body: String,
    /// Alamat halaman instansi, tanpa garis miring di akhir
    #[arg(long, value_name = "ALAMAT")]
    base_url: String,
    /// Bentuk: turtle, json-ld
    #[arg(long, value_name = "BENTUK", default_value = "json-ld")]
    format: Form,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    Turtle,
    JsonLd,
}

/// Atur data terbuka sebuah instansi
#[derive(Args, Debug)]
#[command(after_help = "\
Tanpa pilihan hanya menampilkan yang berlaku. Isi laporan (--words ya) mengantar orang ke halaman laporannya, jadi
sesudah itu pengasaran tidak lagi menyamarkan laporan; karena itu bawaannya tidak.

Contoh:
  lapor data set --body palangkaraya
  lapor data set --body palangkaraya --contact data@palangkaraya.go.id
  lapor data set --body palangkaraya --words ya")]
pub(crate) struct Set {
    /// Instansi
    #[arg(long, value_name = "INSTANSI")]
    body: String,
    /// Terbitkan cuplikan: ya, tidak
    #[arg(long, value_name = "YA|TIDAK")]
    published: Option<Answer>,
    /// Muat isi laporan yang dibuka untuk umum dan bersih dari data pribadi: ya, tidak
    #[arg(long, value_name = "YA|TIDAK")]
    words: Option<Answer>,
    /// Surel atau alamat web kantor untuk pertanyaan tentang data
    #[arg(long, value_name = "KONTAK")]
    contact: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Answer {
    Ya,
    Tidak,
}

impl What {
    /// Does it.
    pub(crate) async fn run(self, app: &App) -> Result<(), Failure> {
        match self {
            Self::Publish(publish) => publish.run(app).await,
            Self::Check(check) => check.run(app),
            Self::Catalogue(catalogue) => catalogue.run(app),
            Self::Set(set) => set.run(app).await,
        }
    }
}

fn body_of(app: &App, slug: &str) -> Result<Body, Failure> {
    Ok(super::super::body_named(&app.rules(), slug)?.clone())
}

impl Publish {
    async fn run(self, app: &App) -> Result<(), Failure> {
        let body = body_of(app, &self.body)?;
        if let (Some(folder), Some(edition)) = (&self.output, self.edition) {
            let build = async |inside: &Path| {
                match open_data::build(app, body.id, edition, inside).await {
                    // What the gate refused is put there too, for whoever must look.
                    Err(error @ OpenDataError::Refused(_)) => Ok(Err(error)),
                    made => Ok(Ok(made?)),
                }
            };
            let made: Result<Manifest, OpenDataError> = output::folder(folder, build).await?;
            tell(&made?)?;
            return output::line(format!(
                "Ditulis ke {}; belum diterbitkan.",
                folder.display()
            ));
        }
        if !open_data::decided(&app.rules(), body.id).published {
            return Err(Failure::new(format!(
                "data terbuka {} dimatikan. Nyalakan dengan `lapor data set --body {} --published ya`",
                body.name, body.slug
            )));
        }
        let year = app.rules().zone(body.id).local_date(app.now()).year();
        let both = vec![Edition::Rolling, Edition::Year(year)];
        for edition in self.edition.map_or(both, |edition| vec![edition]) {
            let manifest = open_data::publish(app, body.id, edition).await?;
            tell(&manifest)?;
            if manifest.counts.rows == 0 {
                output::line(
                    "Tidak ada yang ditampilkan di halaman /data: berkasnya tidak memuat laporan.",
                )?;
            }
        }
        Ok(())
    }
}

fn tell(manifest: &Manifest) -> Result<(), Failure> {
    let counts = manifest.counts;
    output::line(format!(
        "{}: {} laporan, diterima {} sampai {}. Dikasarkan: {} tanggal, {} wilayah, {} kategori; dikosongkan: {} nilai lain; tidak dimuat: {} laporan, {} isi.",
        manifest.edition,
        counts.rows,
        manifest.from,
        manifest.to,
        counts.day,
        counts.place,
        counts.category,
        counts.cells,
        counts.withheld,
        counts.words
    ))?;
    for file in &manifest.files {
        output::line(format!(
            "  {}  {:>9}  {}",
            file.sha256, file.bytes, file.name
        ))?;
    }
    Ok(())
}

impl Check {
    fn run(&self, app: &App) -> Result<(), Failure> {
        let body = body_of(app, &self.body)?;
        let rules = app.rules();
        let vocabulary = Vocabulary::of(&rules.directory, &app.places());
        let with_words = open_data::decided(&rules, body.id).words;
        let hits = open_data::check(&self.folder, with_words, &vocabulary)?;
        if hits.is_empty() {
            return output::line("Tidak ada yang harus ditahan.");
        }
        let told: Vec<String> = hits.iter().map(ToString::to_string).collect();
        Err(Failure::new(format!(
            "{} temuan; jangan terbitkan berkas ini:\n{}",
            hits.len(),
            told.join("\n")
        )))
    }
}

impl Catalogue {
    fn run(&self, app: &App) -> Result<(), Failure> {
        let body = body_of(app, &self.body)?;
        let base = self.base_url.trim_end_matches('/');
        if !base.starts_with("https://") && !base.starts_with("http://") {
            return Err(Failure::usage(
                "--base-url harus diawali https:// atau http://",
            ));
        }
        let offered = Offered {
            body: &body,
            base: base.to_owned(),
            editions: open_data::shelf(app, body.id)?,
        };
        let written = open_data::catalogue(&app.rules(), &app.places(), &offered);
        output::print(match self.format {
            Form::Turtle => &written.turtle,
            Form::JsonLd => &written.json_ld,
        })
    }
}

impl Set {
    async fn run(self, app: &App) -> Result<(), Failure> {
        let body = body_of(app, &self.body)?;
        let before = open_data::decided(&app.rules(), body.id);
        let mut after = before.clone();
        if let Some(published) = self.published {
            after.published = published == Answer::Ya;
        }
        if let Some(words) = self.words {
            after.words = words == Answer::Ya;
        }
        if let Some(contact) = self.contact {
            let contact = contact.trim().to_owned();
            let is_address = contact.contains('@')
                || contact.starts_with("https://")
                || contact.starts_with("http://");
            if !contact.is_empty() && (!is_address || contact.contains(char::is_whitespace)) {
                return Err(Failure::new(
                    "--contact harus berupa surel atau alamat web kantor, misalnya data@kota.go.id",
                ));
            }
            after.contact = Some(contact).filter(|contact| !contact.is_empty());
        }
        if after != before {
            admin::put(app, vec![Entity::OpenData(after.clone())], ActorRef::SYSTEM).await?;
        }
        let yes = |is: bool| if is { "ya" } else { "tidak" };
        output::line(format!("Terbit: {}", yes(after.published)))?;
        output::line(format!("Isi laporan dimuat: {}", yes(after.words)))?;
        output::line(format!(
            "Kontak: {}",
            after.contact.as_deref().unwrap_or("-")
        ))
    }
}

impl From<OpenDataError> for Failure {
    fn from(error: OpenDataError) -> Self {
        match error {
            OpenDataError::App(error) => error.into(),
            OpenDataError::Io { path, source } => Self::new(format!(
                "{} tidak dapat dibaca atau ditulis: {}",
                path.display(),
                system(&source)
            )),
            told => Self::new(told.to_string()),
        }
    }
}
