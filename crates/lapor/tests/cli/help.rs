use std::fmt::Write as _;

use crate::support::{bare, finish};

/// The names below "Perintah:" of a help text.
fn below(help: &str) -> Vec<String> {
    help.lines()
        .skip_while(|line| *line != "Perintah:")
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect()
}

#[test]
fn the_help_of_every_command() {
    let mut text = String::new();
    let mut waiting = vec![Vec::<String>::new()];
    while let Some(path) = waiting.pop() {
        let run = finish(bare().args(&path).arg("--help"), "");
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(run.out.contains("\nContoh"), "tanpa contoh: {path:?}");
        writeln!(text, "$ lapor {} --help\n{}", path.join(" "), run.out).unwrap();
        for name in below(&run.out).into_iter().rev() {
            let mut path = path.clone();
            path.push(name);
            waiting.push(path);
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn the_version_is_the_packages() {
    let run = finish(bare().arg("--version"), "");
    assert_eq!(run.out, format!("lapor {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn mistyped_commands_are_usage_errors() {
    for args in [
        &["servis"][..],
        &["stats", "--from", "kemarin", "--to", "2023-01-01"],
        &["stats"],
        &["admin"],
        &[],
    ] {
        let run = finish(bare().args(args), "");
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(
            run.err.contains("--help") || run.err.contains("Pemakaian"),
            "{run:?}"
        );
        assert!(!run.err.contains("error"), "{run:?}");
    }
}
