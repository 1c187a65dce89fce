//! The complete matrix as a page to read beside section 5.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::fmt::Write as _;

use super::world::{OFFICERS, cases, merged, viewers};
use crate::testkit::directory;
use crate::visibility::{
    Cell, DisplayName, Existence, View, Viewer, by_number, is_public, visibility,
    visibility_of_follower,
};

#[test]
fn the_matrix() {
    let directory = directory();
    let mut text = String::new();
    for (case, report) in cases() {
        let public = if is_public(&report) {
            "public"
        } else {
            "not public"
        };
        writeln!(
            text,
            "\n== {case} ({public}; by number: {:?})",
            by_number(&report)
        )
        .unwrap();
        head(&mut text);
        for (name, viewer) in viewers(&report, &directory) {
            line(&mut text, name, &visibility(&viewer, &report, &directory));
        }
    }
    let (follower, root) = merged();
    writeln!(
        text,
        "\n== merged: the follower, to the officers of its root"
    )
    .unwrap();
    head(&mut text);
    for (name, id) in OFFICERS {
        let viewer = Viewer::Officer(&directory.officers[id]);
        let view = visibility_of_follower(&viewer, &follower.report, &root.report, &directory);
        line(&mut text, name, &view);
    }
    insta::assert_snapshot!("matrix", text);
}

fn head(text: &mut String) {
    writeln!(
        text,
        "{:<19} {:<13} orig public att.or deriv place hist inner clocks notes name contact shown as",
        "", "existence"
    )
    .unwrap();
}

fn line(text: &mut String, name: &str, view: &View) {
    let existence = match view.existence {
        Existence::No => "–",
        Existence::CountsOnly => "counts",
        Existence::State => "state",
        Existence::StateAndClocks => "state+clocks",
        Existence::Task => "task",
        Existence::Full => "Y",
    };
    let shown = match view.display_name {
        DisplayName::Chosen => "chosen",
        DisplayName::Anonim => "Anonim",
        DisplayName::Warga => "Warga",
    };
    writeln!(
        text,
        "{name:<19} {existence:<13} {:<4} {:<6} {:<6} {:<5} {:<5} {:<4} {:<5} {:<6} {:<5} {:<4} {:<7} {shown}",
        cell(view.original),
        cell(view.public_version),
        cell(view.attachments_original),
        cell(view.derivatives),
        cell(view.place),
        cell(view.history),
        cell(view.proceedings),
        cell(view.clocks),
        cell(view.notes),
        cell(view.name),
        cell(view.contact),
    )
    .unwrap();
}

fn cell(cell: Cell) -> &'static str {
    match cell {
        Cell::No => "–",
        Cell::Masked => "M",
        Cell::Coarse => "c",
        Cell::Task => "task",
        Cell::Logged => "L",
        Cell::Own => "own",
        Cell::Yes => "Y",
    }
}
