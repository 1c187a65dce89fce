//! Passwords of officers: from standard input, or made here and shown once. Never an argument, which every user of the
//! machine could read.

use std::io::{self, BufRead as _, Read as _};

use clap::Args;
use lapor_app::admin;
use lapor_app::app::App;
use lapor_app::password::{MAX_LENGTH, Password};
use lapor_app::phrase;
use lapor_domain::agency::Officer;

use crate::failure::{Failure, system};
use crate::output;

/// Words of a password made here: 44 bits and a number, behind a throttled sign-in.
const WORDS: usize = 4;

/// Where a password comes from.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct PasswordSource {
    /// Baca kata sandi dari masukan standar (satu baris); tanpa ini dibuatkan dan ditampilkan sekali
    #[arg(long)]
    password_stdin: bool,
}

/// A password, and what to show where it was made here.
pub(super) struct Chosen {
    password: Password,
    made: Option<String>,
}

impl PasswordSource {
    /// Reads or makes one.
    pub(super) fn take(self, app: &App) -> Result<Chosen, Failure> {
        if self.password_stdin {
            return Ok(Chosen {
                password: read()?,
                made: None,
            });
        }
        let phrase = phrase::derive(&app.random(), app.keys()).expose();
        let words: Vec<&str> = phrase.split_whitespace().take(WORDS).collect();
        let made = format!("{}-{}", words.join("-"), 10 + app.random_number() % 90);
        Ok(Chosen {
            password: Password::new(made.clone()),
            made: Some(made),
        })
    }
}

impl Chosen {
    /// Whether it may be used; asked before anything is recorded.
    pub(super) fn acceptable(&self, about: &[&str]) -> Result<(), Failure> {
        Ok(self.password.acceptable(about)?)
    }
}

/// Sets it and says what the officer needs to sign in.
pub(super) async fn set(app: &App, officer: &Officer, chosen: Chosen) -> Result<(), Failure> {
    admin::set_password(app, officer, chosen.password).await?;
    match chosen.made {
        Some(made) => {
            output::line(format!("Nama masuk: {}", officer.login))?;
            output::line(format!("Kata sandi: {made}"))?;
            output::line("Kata sandi ini hanya ditampilkan sekali; minta petugas menyimpannya.")
        }
        None => output::line(format!("Kata sandi {} tersimpan.", officer.login)),
    }
}

fn read() -> Result<Password, Failure> {
    let mut line = String::new();
    // Characters may have four bytes; whatever is longer is refused by its length.
    let limit = 4 * MAX_LENGTH as u64 + 8;
    io::stdin()
        .lock()
        .take(limit)
        .read_line(&mut line)
        .map_err(|error| {
            Failure::new(format!(
                "kata sandi tidak terbaca dari masukan standar: {}",
                system(&error)
            ))
        })?;
    let text = line.trim_end_matches(['\r', '\n']);
    if text.is_empty() {
        return Err(Failure::new(
            "masukan standar kosong; tulis kata sandi pada baris pertamanya, atau lepas --password-stdin agar dibuatkan",
        ));
    }
    Ok(Password::new(text.to_owned()))
}
