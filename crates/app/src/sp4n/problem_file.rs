//! The list of problems as a file for the operator.

use std::borrow::Cow;
use std::io::{self, Write};

use super::problem::Problem;

/// Writes problems as a CSV in UTF-8 with a byte order mark, so that Excel shows it right: `baris, tracking_id,
/// kolom, isi, masalah, perbaikan`.
///
/// Cells come from a stranger's file and are opened in a spreadsheet program, so none may begin as a formula does.
///
/// # Errors
/// What the writer says.
pub fn write_problems(mut out: impl Write, problems: &[Problem]) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record([
        "baris",
        "tracking_id",
        "kolom",
        "isi",
        "masalah",
        "perbaikan",
    ])?;
    for problem in problems {
        csv.write_record([
            problem
                .row
                .map(|row| row.to_string())
                .unwrap_or_default()
                .as_str(),
            &harmless(problem.tracking_id.as_deref().unwrap_or_default()),
            &harmless(problem.column.as_deref().unwrap_or_default()),
            &harmless(&problem.content),
            &problem.message(),
            problem.remedy(),
        ])?;
    }
    csv.flush()
}

/// Puts `'` before what a spreadsheet program would take for a formula.
pub(crate) fn harmless(cell: &str) -> Cow<'_, str> {
    if starts_formula(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Whether a spreadsheet program would take a cell for a formula.
pub(crate) fn starts_formula(cell: &str) -> bool {
    cell.trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || cell.starts_with(['\t', '\r', '\n'])
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::sp4n::{Column, ProblemKind};

    fn written(problem: Problem) -> String {
        let mut out = Vec::new();
        write_problems(&mut out, &[problem]).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn no_cell_begins_as_a_formula() {
        for bad in [
            "=HYPERLINK(\"http://a\")",
            "+1",
            "-1",
            "@SUM(A1)",
            "  =1",
            "\t=1",
            "＝1",
        ] {
            let text = written(Problem::of_row(
                7,
                Some(bad),
                Column::Status,
                bad,
                ProblemKind::StatusUnknown,
            ));
            let mut rows = csv::ReaderBuilder::new()
                .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            for cell in &rows.records().next().unwrap().unwrap() {
                assert!(
                    !cell.trim_start().starts_with(['=', '+', '-', '@', '＝']),
                    "{cell}"
                );
            }
        }
    }

    #[test]
    fn the_list_has_its_columns_and_a_mark_for_excel() {
        let text = written(Problem::of_row(
            12,
            Some("7654321"),
            Column::Status,
            "Entah",
            ProblemKind::StatusUnknown,
        ));
        assert!(text.starts_with("\u{feff}baris,tracking_id,kolom,isi,masalah,perbaikan\n12,7654321,Status Laporan,Entah,"));
    }
}
