//! The command line in Indonesian: help, and what is wrong with the arguments.

use std::ffi::OsString;
use std::num::{ParseFloatError, ParseIntError};
use std::process::ExitCode;

use clap::builder::ArgAction;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory as _, FromArgMatches as _};

use crate::cli::Cli;

const TEMPLATE: &str = "{about-with-newline}
Pemakaian: {usage}

{all-args}{after-help}
";

/// What is printed instead of running.
#[derive(Debug)]
pub(crate) enum Answer {
    /// Help or version: asked for, on standard output.
    Asked(String),
    /// Something is wrong with the arguments.
    Wrong(String),
}

impl Answer {
    /// Prints it.
    pub(crate) fn give(&self) -> ExitCode {
        match self {
            Self::Asked(text) => match crate::output::print(text) {
                Ok(()) => ExitCode::SUCCESS,
                Err(failure) => failure.tell(),
            },
            Self::Wrong(text) => {
                eprintln!("{}", text.trim_end());
                ExitCode::from(2)
            }
        }
    }
}

/// Reads the arguments.
///
/// # Errors
/// What to print instead.
pub(crate) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, Answer> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let matches = localised(Cli::command())
        .try_get_matches_from(&arguments)
        .map_err(|error| answer(&error))?;
    Cli::from_arg_matches(&matches).map_err(|error| answer(&error))
}

/// The same command with Indonesian headings, everywhere below it.
fn localised(command: Command) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|below| below.get_name().to_owned())
        .collect();
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help("Tampilkan bantuan ini")
        .help_heading("Opsi");
    let mut command = command
        .help_template(TEMPLATE)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading("Perintah")
        .subcommand_value_name("PERINTAH")
        .mut_args(|arg| {
            let takes_values = arg.get_action().takes_values();
            let arg = if takes_values {
                arg.hide_possible_values(true)
            } else {
                arg
            };
            match (arg.get_help_heading().is_some(), arg.is_positional()) {
                (true, _) => arg,
                (false, true) => arg.help_heading("Argumen"),
                (false, false) => arg.help_heading("Opsi"),
            }
        })
        .arg(help);
    for name in names {
        command = command.mut_subcommand(name, localised);
    }
    command
}

fn answer(error: &clap::Error) -> Answer {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            Answer::Asked(in_indonesian(&error.render().to_string()))
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Answer::Wrong(in_indonesian(&error.render().to_string()))
        }
        _ => Answer::Wrong(format!("lapor: {}.\n{}", sentence(error), usage(error))),
    }
}

/// The few words that clap has no setting for.
fn in_indonesian(help: &str) -> String {
    help.replace("[OPTIONS]", "[OPSI]")
        .replace("[default:", "[bawaan:")
        .replace("[env:", "[lingkungan:")
}

fn usage(error: &clap::Error) -> String {
    let usage = error
        .get(ContextKind::Usage)
        .map(|usage| in_indonesian(&usage.to_string()).replace("Usage:", "Pemakaian:"))
        .unwrap_or_default();
    format!("{usage}\nBantuan: lapor [PERINTAH] --help")
        .trim_start()
        .to_owned()
}

fn sentence(error: &clap::Error) -> String {
    let text = |kind| error.get(kind).map(shown).unwrap_or_default();
    let argument = text(ContextKind::InvalidArg);
    let maybe = |kind, lead: &str| match error.get(kind) {
        Some(value) => format!("; {lead} {}?", shown(value)),
        None => String::new(),
    };
    match error.kind() {
        ErrorKind::UnknownArgument => format!(
            "{argument} tidak dikenal di sini{}",
            maybe(ContextKind::SuggestedArg, "maksudnya")
        ),
        ErrorKind::InvalidSubcommand => format!(
            "perintah {} tidak ada{}",
            text(ContextKind::InvalidSubcommand),
            maybe(ContextKind::SuggestedSubcommand, "maksudnya")
        ),
        ErrorKind::MissingRequiredArgument => format!("{argument} wajib diberikan"),
        ErrorKind::MissingSubcommand => {
            format!(
                "perintah kurang; pilih: {}",
                text(ContextKind::ValidSubcommand)
            )
        }
        ErrorKind::InvalidValue => {
            let value = text(ContextKind::InvalidValue);
            let choices = text(ContextKind::ValidValue);
            match (value.is_empty(), choices.is_empty()) {
                (true, _) => format!("{argument} memerlukan nilai"),
                (false, true) => format!("nilai {value} untuk {argument} tidak diterima"),
                (false, false) => {
                    format!("nilai {value} untuk {argument} tidak diterima; pilihan: {choices}")
                }
            }
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error)
                .map(|why| format!(": {}", reason(why)))
                .unwrap_or_default();
            format!(
                "nilai {} untuk {argument} tidak diterima{why}",
                text(ContextKind::InvalidValue)
            )
        }
        ErrorKind::ArgumentConflict => format!(
            "{argument} tidak dapat dipakai bersama {}",
            text(ContextKind::PriorArg)
        ),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("{argument} diberi jumlah nilai yang tidak sesuai")
        }
        ErrorKind::InvalidUtf8 => "ada argumen yang bukan teks UTF-8".to_owned(),
        _ => "argumen tidak dapat dibaca".to_owned(),
    }
}

/// Why a value is none, where those who say so speak English: the standard library and clap's ranges.
fn reason(why: &(dyn std::error::Error + 'static)) -> String {
    if why.is::<ParseIntError>() {
        return "tulis bilangan bulat".to_owned();
    }
    if why.is::<ParseFloatError>() {
        return "tulis bilangan, dengan titik untuk pecahan".to_owned();
    }
    let said = why.to_string();
    let Some((_, range)) = said.split_once(" is not in ") else {
        return said;
    };
    let last = |end: &str| match end.strip_prefix('=') {
        Some(last) => last.to_owned(),
        None => end
            .parse::<i128>()
            .map_or_else(|_| end.to_owned(), |end| (end - 1).to_string()),
    };
    match range.split_once("..") {
        Some((first, end)) => format!("pilih {first} sampai {}", last(end)),
        None => format!("pilih dalam {range}"),
    }
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join(", "),
        ContextValue::String(one) => one.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn told(arguments: &[&str]) -> String {
        match read(arguments.iter().map(OsString::from)).unwrap_err() {
            Answer::Asked(text) | Answer::Wrong(text) => text,
        }
    }

    #[test]
    fn the_tree_of_commands_is_sound() {
        localised(Cli::command()).debug_assert();
    }

    #[test]
    fn help_speaks_indonesian_throughout() {
        let mut all = vec![vec!["lapor".to_owned()]];
        let mut at = 0;
        while let Some(path) = all.get(at).cloned() {
            at += 1;
            let mut command = localised(Cli::command());
            for name in path.iter().skip(1) {
                command = command.find_subcommand(name).unwrap().clone();
            }
            all.extend(command.get_subcommands().map(|below| {
                let mut path = path.clone();
                path.push(below.get_name().to_owned());
                path
            }));
            let mut asked: Vec<&str> = path.iter().map(String::as_str).collect();
            asked.push("--help");
            let help = told(&asked);
            for foreign in [
                "Usage", "Options", "Print", "[default", "[env", "Commands", "possible",
            ] {
                assert!(!help.contains(foreign), "{path:?}: {foreign}\n{help}");
            }
        }
        assert!(at > 10, "{at}");
    }

    #[test]
    fn what_is_wrong_with_the_arguments_is_one_sentence() {
        for (arguments, words) in [
            (vec!["lapor", "servis"], "tidak ada"),
            (vec!["lapor", "stats", "--lain"], "tidak dikenal"),
            (
                vec!["lapor", "stats", "--from", "x", "--to", "y"],
                "2023-01-31",
            ),
            (
                vec!["lapor", "data", "1900", "--body", "kota"],
                "tidak diterima: pilih 1990 sampai 2199",
            ),
            (
                vec!["lapor", "data", "abc", "--body", "kota"],
                "tidak diterima: tulis bilangan bulat",
            ),
            (
                vec![
                    "lapor", "evidence", "2199", "--body", "kota", "--output", "x",
                ],
                "pilih 1991 sampai 2198",
            ),
        ] {
            let told = told(&arguments);
            assert!(told.contains(words), "{told}");
            assert!(!told.contains("error"), "{told}");
        }
    }
}
