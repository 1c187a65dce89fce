//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser};

use crate::command::Command;

/// What people type.
#[derive(Debug, Parser)]
#[command(
    name = "lapor",
    version,
    about = "Pengelolaan pengaduan, aspirasi dan permintaan informasi masyarakat.",
    disable_version_flag = true,
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = "\
Contoh:
  lapor demo                                     coba sekarang, tanpa menyiapkan apa pun
  export LAPOR_DATABASE_URL=sqlite:/var/lib/lapor/lapor.db
  lapor admin init --name \"Siti Contoh\" --login siti@kota.example
  lapor serve --listen 127.0.0.1:8080
  lapor doctor                                   periksa bila ada yang tidak beres

Kode keluar: 0 berhasil, 1 ditolak atau gagal, 2 salah tulis perintah."
)]
pub(crate) struct Cli {
    /// Where things are.
    #[command(flatten)]
    pub(crate) global: Global,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Tampilkan versi program
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

/// What every command takes.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Opsi umum")]
pub(crate) struct Global {
    /// Basis data: sqlite:BERKAS atau postgres://PENGGUNA:SANDI@HOST:PORT/NAMA
    #[arg(
        long,
        global = true,
        value_name = "ALAMAT",
        env = "LAPOR_DATABASE_URL",
        hide_env_values = true
    )]
    pub(crate) database_url: Option<String>,
    /// Berkas kunci; bawaannya di samping berkas SQLite: BERKAS.key
    #[arg(
        long,
        global = true,
        value_name = "BERKAS",
        env = "LAPOR_KEY_FILE",
        hide_env_values = true
    )]
    pub(crate) key_file: Option<PathBuf>,
    /// Folder foto; bawaannya di samping berkas SQLite: BERKAS.files
    #[arg(
        long,
        global = true,
        value_name = "FOLDER",
        env = "LAPOR_FILES",
        hide_env_values = true
    )]
    pub(crate) files: Option<PathBuf>,
    /// Berkas saluran: gerbang SMS dan server surel; tanpa berkas ini tidak ada pesan keluar
    #[arg(
        long,
        global = true,
        value_name = "BERKAS",
        env = "LAPOR_CHANNELS",
        hide_env_values = true
    )]
    pub(crate) channels: Option<PathBuf>,
    /// Catatan (log) sebagai JSON, satu baris satu kejadian; saringannya LAPOR_LOG
    #[arg(
        long,
        global = true,
        env = "LAPOR_LOG_JSON",
        hide_env_values = true,
        value_parser = clap::builder::FalseyValueParser::new()
    )]
    pub(crate) log_json: bool,
}
