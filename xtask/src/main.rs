//! Tasks of the house: `cargo xtask test | lint | demo | bench | fuzz | clients | acceptance | with-postgres | with-mail`.
//!
//! Plain Rust with one dependency, so that it builds in seconds on a machine that has only Rust, and so that the same
//! command works on a laptop and in continuous integration.

#![expect(
    clippy::print_stdout,
    reason = "a command-line task runner speaks on standard output"
)]

mod acceptance;
mod bench;
mod browser;
mod clients;
mod demo;
mod deny;
mod docs;
mod failure;
mod fuzz;
mod lint;
mod mail;
mod postgres;
mod prerequisites;
mod schema;
mod steps;
mod test;
mod workspace;

use failure::{Failure, Outcome};
use std::process::ExitCode;
use workspace::Workspace;

const HELP: &str = "\
Tugas rumah tangga lapor.

  cargo xtask test                   semua pemeriksaan: lint, uji Rust pada SQLite dan PostgreSQL, uji peramban, acceptance
  cargo xtask lint                   format, clippy, dan berkas yang disebut dokumen
  cargo xtask browser                uji peramban saja (web/tests)
  cargo xtask clients                klien Open311 yang bukan buatan kami (PyPI three dan georeport, npm open311), dipasang
                                     di bawah target/ dan dijalankan terhadap `lapor demo`
  cargo xtask acceptance             bukti dari awal sampai akhir: demo, angka, rebuild, impor, pada kedua mesin data
  cargo xtask schemathesis [DETIK]   penguji dari luar menanyai /api/v1 kota contoh menurut dokumen OpenAPI-nya
  cargo xtask fuzz [MENIT [SASARAN …]]
                                     melempari setiap pembaca masukan dari luar dengan libFuzzer (bawaan: 10 menit tiap sasaran)
  cargo xtask demo [ARGUMEN]         bangun dan jalankan `lapor demo` di 127.0.0.1:8080
                                     --with-mail: juga server surel sungguhan (Exim dan Dovecot) untuk dicoba
  cargo xtask bench [ARGUMEN]        bangun rilis dan jalankan pengukuran
  cargo xtask with-postgres [PERINTAH …]
                                     jalankan satu perintah (bawaan: shell) dengan PostgreSQL pribadi yang dibuang sesudahnya;
                                     LAPOR_TEST_POSTGRES berisi alamatnya. Contoh:
                                       cargo xtask with-postgres cargo test -p lapor-store
  cargo xtask with-mail [PERINTAH …] jalankan satu perintah dengan server surel pribadi (SMTP dan IMAP) yang dibuang sesudahnya;
                                     LAPOR_TEST_MAIL berisi foldernya, LAPOR_TEST_SMPP pustaka pusat SMS. Contoh:
                                       cargo xtask with-mail cargo test -p lapor-app --test channels real_mail

Variabel lingkungan:
  LAPOR_TEST_POSTGRES   pakai PostgreSQL ini (basis data pemeliharaan) dan jangan menjalankan yang pribadi
  LAPOR_REQUIRE_POSTGRES=1  uji yang tidak menemukan PostgreSQL gagal, bukan dilewati (diatur oleh test dan with-postgres)
  LAPOR_TEST_MAIL       folder server surel pribadi; tanpa itu uji surat sungguhan dilewati (LAPOR_REQUIRE_MAIL=1: gagal)
  LAPOR_TEST_DATA       berkas contoh nyata untuk uji impor (bawaan ../shared/data); tanpa itu uji tersebut dilewati
  LAPOR_CHROMIUM        peramban Chromium yang dipakai (bawaan: chromium dari PATH)
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(code) => code,
        Err(failure) => {
            println!("\nGagal: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Outcome<ExitCode> {
    let Some((task, rest)) = args.split_first() else {
        println!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    };
    let workspace = Workspace::locate()?;
    match task.as_str() {
        "test" => test::run(&workspace, rest),
        "lint" => lint::run(&workspace),
        "browser" => browser::run(&workspace),
        "clients" => clients::run(&workspace),
        "acceptance" => acceptance::run(&workspace),
        "schemathesis" => schema::run(&workspace, rest),
        "fuzz" => fuzz::run(&workspace, rest),
        "demo" => demo::run(&workspace, rest),
        "bench" => bench::run(&workspace, rest),
        "with-postgres" => postgres::run_with(rest),
        "with-mail" => mail::run_with(&workspace, rest),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        other => Err(Failure::new(format!(
            "tugas \"{other}\" tidak dikenal. Lihat `cargo xtask help`."
        ))),
    }
}
