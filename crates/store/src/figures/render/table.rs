//! For a terminal: columns that line up, headings and numbers as Indonesian readers know them.

use std::fmt::Write as _;

use lapor_domain::figures::{
    Cohort, MEASURES, completion, confirmed_share, figure_name, number, outcome_name, percent,
    solved_share,
};
use lapor_domain::words::Figure;

use super::{figures, moment};
use crate::figures::Answer;

/// As a table of text.
pub fn table(answer: &Answer) -> String {
    let mut text = format!(
        "Laporan diterima {} sampai {}, keadaan sebelum {} {}\n\n",
        answer.ask.from,
        answer.ask.to,
        moment(answer.as_of, answer.zone),
        answer.zone
    );
    summary(answer, &mut text);
    if !answer.rows.is_empty() {
        text.push('\n');
        breakdown(answer, &mut text);
    }
    if answer.recorded_later > 0 {
        let later = number(answer.recorded_later);
        let _ = writeln!(
            text,
            "\n{later} laporan periode ini baru dicatat sesudah saat acuan dan tidak termasuk."
        );
    }
    text
}

fn summary(answer: &Answer, text: &mut String) {
    let total = &answer.total;
    let subs = &answer.subs;
    let mut lines = vec![("Diterima".to_owned(), number(total.received))];
    for (figure, _) in MEASURES {
        lines.push((
            format!("  {}", figure_name(*figure)),
            number(total.of(*figure)),
        ));
        if *figure == Figure::Handled {
            for (name, n) in [
                ("dikonfirmasi pelapor", subs.closed_by_reporter),
                ("ditutup petugas", subs.closed_by_officer),
                ("ditutup sistem", subs.closed_by_system),
            ] {
                lines.push((format!("    {name}"), number(n)));
            }
            for (outcome, n) in &subs.outcomes {
                lines.push((format!("    hasil: {}", outcome_name(*outcome)), number(*n)));
            }
        }
    }
    lines.extend([
        (
            "Penanganan (gabungan dihitung satu)".to_owned(),
            number(answer.cases),
        ),
        ("Tuntas".to_owned(), percent(completion(total))),
        (
            "Selesai atau terjawab".to_owned(),
            percent(solved_share(total, subs)),
        ),
        (
            "Dikonfirmasi pelapor".to_owned(),
            percent(confirmed_share(total, subs)),
        ),
    ]);
    for (name, n) in [
        ("Ditarik pelapor", subs.withdrawn),
        ("Kedaluwarsa", subs.expired),
        ("Digabung", subs.merged),
        ("Pernah dibuka kembali", subs.reopened_once),
        ("Status impor tidak dikenal", subs.status_unknown),
    ] {
        if n > 0 {
            lines.push((name.to_owned(), number(n)));
        }
    }
    let left = widest(lines.iter().map(|line| line.0.as_str()));
    let right = widest(lines.iter().map(|line| line.1.as_str()));
    for (name, shown) in &lines {
        let _ = writeln!(text, "{name:<left$}  {shown:>right$}");
    }
}

fn breakdown(answer: &Answer, text: &mut String) {
    let headings = [
        "Diterima",
        "Tertangani",
        "Proses",
        "Belum TL",
        "Belum verif.",
        "Ditunda",
        "Arsip",
        "Diteruskan",
        "Tuntas",
    ];
    let line = |label: &str, cohort: &Cohort| {
        let mut cells = vec![label.to_owned()];
        cells.extend(figures(cohort).map(|(_, n)| number(n)));
        cells.push(percent(completion(cohort)));
        cells
    };
    let mut lines = vec![
        std::iter::once("")
            .chain(headings)
            .map(str::to_owned)
            .collect::<Vec<_>>(),
    ];
    lines.extend(answer.rows.iter().map(|row| line(&row.label, &row.cohort)));
    lines.push(line("Jumlah", &answer.total));
    let widths: Vec<usize> = (0..=headings.len())
        .map(|at| {
            widest(
                lines
                    .iter()
                    .filter_map(|line| line.get(at))
                    .map(String::as_str),
            )
        })
        .collect();
    for cells in &lines {
        let mut cells = cells.iter().zip(&widths);
        if let Some((label, width)) = cells.next() {
            let _ = write!(text, "{label:<width$}");
        }
        for (cell, width) in cells {
            let _ = write!(text, "  {cell:>width$}");
        }
        text.push('\n');
    }
}

fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(|text| text.chars().count()).max().unwrap_or(0)
}
