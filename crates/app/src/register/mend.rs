//! The rows that must be mended, whole and with the reason, as a file that can be imported by the same mapping.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use super::convert::shown;
use super::grid::Grid;
use crate::sp4n::problem_file::harmless;
use crate::sp4n::{Problem, ProblemKind};

/// What to do about it, in words for a register.
pub fn remedy(problem: &Problem) -> Cow<'static, str> {
    match problem.kind {
        ProblemKind::StatusUnknown => Cow::Borrowed(
            "Petakan kata ini pada tabel status pemetaan, atau betulkan ejaannya, lalu impor ulang",
        ),
        ProblemKind::ChannelUnknown => {
            Cow::Borrowed("Petakan kata ini pada tabel kanal pemetaan, lalu impor ulang")
        }
        _ => Cow::Borrowed(problem.remedy()),
    }
}

/// Writes the rows that have problems: `masalah`, `perbaikan`, `baris`, then every column as it came. UTF-8 with a byte
/// order mark, and no cell begins as a formula does.
///
/// # Errors
/// What the writer says.
pub fn write_rows_to_mend(
    mut out: impl Write,
    grid: &Grid,
    names: &[String],
    problems: &[Problem],
) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut csv = csv::Writer::from_writer(out);
    let first = ["masalah", "perbaikan", "baris"].map(str::to_owned);
    let titles = first
        .iter()
        .chain(names)
        .map(|name| harmless(name).into_owned());
    csv.write_record(titles)?;
    let mut by_row: BTreeMap<u32, Vec<&Problem>> = BTreeMap::new();
    for problem in problems {
        if let Some(row) = problem.row {
            by_row.entry(row).or_default().push(problem);
        }
    }
    for (number, problems) in by_row {
        let Some(raw) = grid.row(number) else {
            continue;
        };
        let said = problems.iter().map(|problem| {
            let column = problem.column.as_deref().unwrap_or_default();
            format!("{column}: {}", problem.message())
        });
        let mut to_do: Vec<Cow<'static, str>> = Vec::new();
        for problem in &problems {
            let remedy = remedy(problem);
            if !to_do.contains(&remedy) {
                to_do.push(remedy);
            }
        }
        let mut record = vec![
            harmless(&said.collect::<Vec<_>>().join("; ")).into_owned(),
            harmless(&to_do.join("; ")).into_owned(),
            number.to_string(),
        ];
        for at in 0..names.len() {
            let text = raw.cells.get(at).map(shown).unwrap_or_default();
            record.push(harmless(&text).into_owned());
        }
        csv.write_record(record)?;
    }
    csv.flush()
}
