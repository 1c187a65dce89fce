//! For a terminal: columns that line up, headings and numbers as Indonesian readers know them.

use std::fmt::Write as _;

use lapor_domain::figures::{
    Cohort, HANDLING_IN_FIVES, IN_FIVES, MEASURES, TOTAL_IN_FIVES, completion, confirmed_share,
    figure_name, hours, number, outcome_name, percent, solved_share,
};
use lapor_domain::words::{Figure, Outcome};

use super::{figures, handling, in_force, moment};
use crate::figures::{Answer, Performance, UnitPassing};

/// As a table of text, with measures of handling.
pub fn table(answer: &Answer, done: Option<&Performance>) -> String {
    let mut text = format!(
        "Laporan diterima {} sampai {}, keadaan sebelum {} {}\n\n",
        answer.ask.from,
        answer.ask.to,
        moment(answer.as_of, answer.zone),
        answer.zone
    );
    summary(answer, done, &mut text);
    if !answer.rows.is_empty() {
        text.push('\n');
        breakdown(answer, &mut text);
    }
    if let Some(done) = done {
        passing(&done.passing_by_unit, &mut text);
    }
    if answer.is_public && done.is_some() {
        let _ = writeln!(text, "\n{HANDLING_IN_FIVES}");
    }
    if answer.in_fives {
        let _ = writeln!(text, "\n{TOTAL_IN_FIVES}");
    }
    let _ = writeln!(
        text,
        "\nMenurut catatan peristiwa sampai nomor {}.",
        number(answer.position.unsigned_abs())
    );
    in_force(&answer.policy, &mut text);
    if answer.recorded_later > 0 {
        let later = number(answer.recorded_later);
        let _ = writeln!(
            text,
            "{later} laporan periode ini baru dicatat sesudah saat acuan dan tidak termasuk."
        );
    }
    text
}

fn summary(answer: &Answer, done: Option<&Performance>, text: &mut String) {
    let total = &answer.total;
    let subs = &answer.subs;
    let plain = |name: &str, n: u64| (name.to_owned(), number(n), String::new());
    let mut lines = vec![plain("Diterima", total.received)];
    for (figure, _) in MEASURES {
        lines.push(plain(
            &format!("  {}", figure_name(*figure)),
            total.of(*figure),
        ));
        if *figure == Figure::Handled {
            for (name, n) in [
                ("    dikonfirmasi pelapor", subs.closed_by_reporter),
                ("    ditutup petugas", subs.closed_by_officer),
                ("    ditutup sistem", subs.closed_by_system),
            ] {
                lines.push(plain(name, n));
            }
            for (outcome, n) in &subs.outcomes {
                lines.push(plain(&format!("    hasil: {}", outcome_name(*outcome)), *n));
            }
        }
    }
    for (name, n) in [
        ("  Tidak dirinci menurut keadaan", total.unspecified()),
        ("Ditarik pelapor", subs.withdrawn),
        ("Kedaluwarsa", subs.expired),
        ("Digabung", subs.merged),
        ("Pernah dibuka kembali", subs.reopened_once),
        ("Status impor tidak dikenal", subs.status_unknown),
    ] {
        if n > 0 {
            lines.push(plain(name, n));
        }
    }
    lines.push(plain("Penanganan (gabungan dihitung satu)", answer.cases));
    lines.push(handling::share("completion", completion(total)));
    let mut solved = handling::share("solved_share", solved_share(total, subs));
    let unknown = subs.outcome(Outcome::Unknown);
    if unknown > 0 {
        let _ = write!(
            solved.2,
            "; {} tanpa hasil yang diketahui tidak dihitung",
            number(unknown)
        );
    }
    lines.push(solved);
    lines.push(handling::share(
        "confirmed_share",
        confirmed_share(total, subs),
    ));
    lines.push(handling::rating(subs.rating.shown()));
    lines.extend(done.map_or_else(Vec::new, handling::lines));
    let left = widest(lines.iter().map(|line| line.0.as_str()));
    let right = widest(lines.iter().map(|line| line.1.as_str()));
    for (name, shown, of) in &lines {
        let line = format!("{name:<left$}  {shown:>right$}  {of}");
        let _ = writeln!(text, "{}", line.trim_end());
    }
}

/// Units that reports left for another desk: how often, by refusal, and the office time until the next disposition.
fn passing(units: &[UnitPassing], text: &mut String) {
    if units.is_empty() {
        return;
    }
    let head = [
        "Diteruskan menurut unit",
        "kali",
        "ditolak",
        "waktu seluruhnya",
    ]
    .map(str::to_owned);
    let lines = units.iter().map(|unit| {
        let minutes = unit.total_minutes.and_then(|all| u32::try_from(all).ok());
        [
            unit.label.clone(),
            number(unit.moves),
            number(unit.refusals),
            minutes.map_or_else(|| "–".to_owned(), hours),
        ]
    });
    let lines: Vec<[String; 4]> = std::iter::once(head).chain(lines).collect();
    let widths: [usize; 4] =
        std::array::from_fn(|at| widest(lines.iter().map(|line| line[at].as_str())));
    text.push('\n');
    for [label, moves, refusals, time] in &lines {
        let [first, second, third, fourth] = widths;
        let _ = writeln!(
            text,
            "{label:<first$}  {moves:>second$}  {refusals:>third$}  {time:>fourth$}"
        );
    }
}

fn breakdown(answer: &Answer, text: &mut String) {
    let mut headings = vec![
        "Diterima",
        "Tertangani",
        "Proses",
        "Belum TL",
        "Belum verif.",
        "Ditunda",
        "Arsip",
        "Diteruskan",
        "Penyelesaian",
    ];
    if answer.is_public {
        headings.push("Tidak dirinci");
    }
    let line = |label: &str, cohort: &Cohort, is_rest: bool| {
        let told = |shown: String| if is_rest { "–".to_owned() } else { shown };
        let mut cells = vec![label.to_owned(), number(cohort.received)];
        let figures = figures(cohort).into_iter().skip(1);
        cells.extend(figures.map(|(_, n)| told(number(n))));
        cells.push(told(percent(completion(cohort))));
        if answer.is_public {
            cells.push(number(cohort.unspecified()));
        }
        cells
    };
    let mut lines = vec![
        std::iter::once("")
            .chain(headings.iter().copied())
            .map(str::to_owned)
            .collect::<Vec<_>>(),
    ];
    lines.extend(
        answer
            .rows
            .iter()
            .map(|row| line(&row.label, &row.cohort, row.is_rest)),
    );
    lines.push(line("Jumlah", &answer.total, false));
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
    if answer.is_public {
        let _ = writeln!(text, "\n{IN_FIVES}");
    }
}

fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(|text| text.chars().count()).max().unwrap_or(0)
}
