//! Real reports, where the machine has some: `LAPOR_TEST_DATA` names the folder. Prints figures; with `LAPOR_TEST_SHOW`
//! it also prints what was found, to be read by eye.

use std::collections::BTreeMap;
use std::path::PathBuf;

use naskah::personal::{find, mask};

#[test]
fn real_reports_by_eye() {
    let Some(folder) = std::env::var_os("LAPOR_TEST_DATA").map(PathBuf::from) else {
        eprintln!("LAPOR_TEST_DATA is not set: passed over");
        return;
    };
    let path = folder.join("routing/surabaya.csv");
    let Ok(file) = std::fs::read_to_string(&path) else {
        eprintln!("{} is not there: passed over", path.display());
        return;
    };
    let show: Option<usize> = std::env::var("LAPOR_TEST_SHOW")
        .ok()
        .and_then(|count| count.parse().ok());
    let rows = rows(&file);
    let step = show.map_or(1, |count| (rows.len() / count.max(1)).max(1));
    let mut left = 0;
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows.iter().skip(1).step_by(step) {
        let text = &row[1];
        let findings = find(text);
        let masked = mask(text, &findings);
        if let Some(run) = long_run(&masked) {
            left += 1;
            if show.is_some() {
                println!("LEFT        {run}");
            }
        }
        for finding in findings {
            *kinds.entry(finding.kind.as_str()).or_default() += 1;
            if show.is_some() {
                let mut from = finding.span.start.saturating_sub(40);
                while !text.is_char_boundary(from) {
                    from += 1;
                }
                let mut to = (finding.span.end + 30).min(text.len());
                while !text.is_char_boundary(to) {
                    to -= 1;
                }
                let around = format!(
                    "{}«{}»{}",
                    text.get(from..finding.span.start).unwrap(),
                    text.get(finding.span.clone()).unwrap(),
                    text.get(finding.span.end..to).unwrap()
                );
                println!(
                    "{:<11} {:.2} {}",
                    finding.kind.as_str(),
                    finding.confidence,
                    around.replace('\n', " ")
                );
            }
        }
    }
    println!("{left} reports still hold a long number");
    println!("{} reports: {kinds:?}", rows.len() / step);
    assert!(kinds.get("nik").is_some_and(|count| *count > 0) || show.is_some());
}

/// The first run of eleven digits or more that is left, with what stands around it.
fn long_run(masked: &str) -> Option<String> {
    let chars: Vec<char> = masked.chars().collect();
    let at = chars
        .windows(11)
        .position(|run| run.iter().all(char::is_ascii_digit))?;
    Some(
        chars
            .iter()
            .skip(at.saturating_sub(40))
            .take(80)
            .collect::<String>()
            .replace('\n', " "),
    )
}

/// Rows of a CSV file with quoted fields.
fn rows(file: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut chars = file.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '"' if is_quoted && chars.peek() == Some(&'"') => field.push(chars.next().unwrap()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut field)),
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            _ => field.push(ch),
        }
    }
    rows.retain(|row| row.len() > 1);
    rows
}
