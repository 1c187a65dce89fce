//! `lapor backup`: a copy of database and photographs, while the server runs.

use std::fs;
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use clap::Args;
use lapor_app::clock::{Clock as _, SystemClock};
use lapor_store::maintenance::copy_sqlite;

use crate::cli::Global;
use crate::failure::Failure;
use crate::output;
use crate::places::Places;

/// Buat cadangan: basis data SQLite dan foto, selagi server melayani
#[derive(Args, Debug)]
#[command(after_help = "\
Setiap kali menulis satu berkas baru, FOLDER/lapor-TANGGAL.db, lalu melengkapi FOLDER/files dengan foto yang belum
ada di sana. Salinannya utuh dan sudah dibaca ulang sekali. Berkas kunci sengaja tidak ikut: simpan di tempat lain.
Untuk PostgreSQL pakai pg_dump.

Contoh:
  lapor backup /cadangan/lapor")]
pub(crate) struct Backup {
    /// Folder tujuan; dibuat bila belum ada
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

impl Backup {
    pub(crate) async fn run(self, global: &Global) -> Result<(), Failure> {
        let places = Places::of(global)?;
        let Some(from) = &places.sqlite else {
            return Err(Failure::new(format!(
                "{} adalah PostgreSQL: cadangkan dengan `pg_dump --format=custom`, lalu salin folder foto {}",
                places.shown(),
                places.files.display()
            )));
        };
        if !from.exists() {
            return Err(Failure::new(format!(
                "basis data {} tidak ada. Periksa alamatnya",
                from.display()
            )));
        }
        let name = SystemClock.now().strftime("lapor-%Y-%m-%dT%H%M%SZ.db");
        let to = self.folder.join(name.to_string());
        let size = database(from, &self.folder, &to).await?;
        // Photographs come second: one that nothing refers to does no harm, one that is lacking does.
        let photos = self.folder.join("files");
        let (copied, there) = new_files(&places.files, &photos)
            .map_err(|error| Failure::file("foto ke", &photos, &error))?;
        output::line(format!(
            "Basis data: {} ({size} bita), utuh.\nFoto: {copied} disalin, {there} sudah ada di {}.\nBerkas kunci {} tidak ikut; pastikan salinannya ada di tempat lain.",
            to.display(),
            photos.display(),
            places.key.display()
        ))
    }
}

/// Copies the database; a copy that was cut short never has the name of a whole one.
async fn database(from: &Path, folder: &Path, to: &Path) -> Result<u64, Failure> {
    let failed = |error: io::Error| Failure::file("cadangan di", folder, &error);
    fs::create_dir_all(folder).map_err(failed)?;
    let part = to.with_extension("db.sementara");
    // Made before it is filled, so that nobody else may ever read it.
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&part)
        .map_err(failed)?;
    if let Err(error) = copy_sqlite(from, &part).await {
        let _ = fs::remove_file(&part);
        return Err(Failure::new(format!("cadangan tidak dibuat: {error}")));
    }
    fs::rename(&part, to).map_err(failed)?;
    fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(failed)?;
    Ok(fs::metadata(to).map_err(failed)?.len())
}

/// Copies what is not there yet; photographs never change. Gives how many were copied and how many were there.
fn new_files(from: &Path, to: &Path) -> io::Result<(u64, u64)> {
    let (mut copied, mut there) = (0, 0);
    if !from.is_dir() {
        return Ok((copied, there));
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        let target = to.join(&name);
        if entry.file_type()?.is_dir() {
            let below = new_files(&entry.path(), &target)?;
            copied += below.0;
            there += below.1;
        } else if target.exists() {
            there += 1;
        } else if is_whole(&name.to_string_lossy()) {
            let part = target.with_extension("sementara");
            fs::copy(entry.path(), &part)?;
            fs::File::open(&part)?.sync_all()?;
            fs::rename(&part, &target)?;
            copied += 1;
        }
    }
    fs::File::open(to)?.sync_all()?;
    Ok((copied, there))
}

/// Neither being written nor a trial of whether the folder can be written to.
fn is_whole(name: &str) -> bool {
    !name.contains('.')
}
