//! Answers are the reporter's own words, and public only twice over: as told when they were given, and as the question
//! says now.

use super::world::{cases, handled, received, released, viewers};
use crate::agency::Directory;
use crate::answers::{Answers, Asking};
use crate::question::AnswerType;
use crate::report::Report;
use crate::testkit::{self as kit, question};
use crate::visibility::{Item, Opening, Viewer, answer_shown, is_public, may_open, visibility};
use crate::zone::Zone;

/// A directory in which holes are asked about: how deep, for everyone; and who fell, for officers.
fn asking() -> Directory {
    let mut directory = kit::directory();
    let holes = directory.categories.get_mut(&kit::POTHOLES);
    let mut depth = question("DALAM", AnswerType::Number, &[]);
    depth.public = true;
    let who = question("SIAPA", AnswerType::Line, &[]);
    if let Some(holes) = holes {
        holes.questions = vec![depth, who];
    }
    directory
}

fn answers(directory: &Directory) -> Answers {
    let sent = ["DALAM", "SIAPA"].map(|code| (code.to_owned(), vec!["7".to_owned()]));
    let holes = &directory.categories[&kit::POTHOLES];
    Answers::check(holes, &sent, Asking::Now, Zone::Wib).unwrap_or_default()
}

/// Codes of the answers that are shown.
fn shown(viewer: &Viewer<'_>, report: &Report, answers: &Answers, now: &Directory) -> Vec<String> {
    let view = visibility(viewer, report, now);
    let all = answers.answers.iter();
    let shown = all.filter(|answer| answer_shown(&view, answers, answer, now));
    shown.map(|answer| answer.code.clone()).collect()
}

#[test]
fn everyone_sees_what_was_told_to_be_public_and_is_still() {
    let directory = asking();
    let given = answers(&directory);
    let see = |report: &Report, now: &Directory| shown(&Viewer::Public, report, &given, now);
    assert_eq!(see(&released(|_| {}).report, &directory), ["DALAM"]);
    for life in [received(|_| {}), handled(|_| {})] {
        assert!(see(&life.report, &directory).is_empty());
    }
    // Closed since then, or opened since then.
    let mut turned = directory.clone();
    let holes = turned.categories.get_mut(&kit::POTHOLES);
    let questions = holes.into_iter().flat_map(|it| &mut it.questions);
    questions.for_each(|question| question.public = !question.public);
    assert!(see(&released(|_| {}).report, &turned).is_empty());
    // The category is gone.
    let mut without = directory.clone();
    without.categories.remove(&kit::POTHOLES);
    assert!(see(&released(|_| {}).report, &without).is_empty());
}

#[test]
fn officers_read_them_as_they_read_the_original() {
    let directory = asking();
    let given = answers(&directory);
    let see = |id, report: &Report| {
        shown(
            &Viewer::Officer(&directory.officers[&id]),
            report,
            &given,
            &directory,
        )
    };
    let life = handled(|_| {});
    assert_eq!(see(kit::COORDINATOR, &life.report), ["DALAM", "SIAPA"]);
    assert_eq!(
        see(kit::ROADS_OFFICER, &life.report),
        ["DALAM"],
        "the rest with a reason"
    );
    assert!(see(kit::AUDITOR, &life.report).is_empty());
    assert_eq!(
        shown(&Viewer::Reporter, &life.report, &given, &directory),
        ["DALAM", "SIAPA"]
    );
}

/// In every case of section 5 and for everyone: never more than the words themselves would be.
#[test]
fn never_more_than_the_words() {
    let directory = asking();
    let given = answers(&directory);
    for (name, report) in cases() {
        for (who, viewer) in viewers(&report, &directory) {
            let view = visibility(&viewer, &report, &directory);
            let codes = shown(&viewer, &report, &given, &directory);
            let is_free = |item| may_open(&view, item) == Opening::Free;
            assert!(
                codes.is_empty() || is_free(Item::Original) || is_free(Item::PublicVersion),
                "{name}, {who}"
            );
            assert!(
                !codes.contains(&"SIAPA".to_owned()) || is_free(Item::Original),
                "{name}, {who}"
            );
            if matches!(viewer, Viewer::Public) {
                assert_eq!(codes.is_empty(), !is_public(&report), "{name}, {who}");
            }
        }
    }
}
