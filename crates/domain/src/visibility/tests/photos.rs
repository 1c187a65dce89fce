//! Photographs become public by a decision about them, never by having come later.

use crate::ids::FileId;
use crate::report::Report;
use crate::report::command::Command;
use crate::testkit::commands::{answer, unrelease};
use crate::testkit::{self as kit, Life, attachment, content};
use crate::visibility::{Viewer, photo_shown, visibility};

use super::world::released;
use crate::content::ContentKind;

fn shown(viewer: &Viewer<'_>, report: &Report) -> Vec<FileId> {
    let view = visibility(viewer, report, &kit::directory());
    report
        .files
        .iter()
        .map(|one| one.file)
        .filter(|file| photo_shown(viewer, &view, report, *file))
        .collect()
}

/// Released with its one photograph; then a reply with another, and one that an officer kept.
fn grown() -> Life {
    released(|_| {})
        .as_reporter(Command::Reply {
            text: content(ContentKind::ReporterMessage),
            files: vec![attachment()],
        })
        .as_unit(Command::AddFile { file: attachment() })
}

#[test]
fn what_comes_after_a_release_waits_for_another() {
    let life = grown();
    let ids: Vec<FileId> = life.report.files.iter().map(|one| one.file).collect();
    assert_eq!(ids.len(), 3);
    assert_eq!(shown(&Viewer::Public, &life.report), ids[..1]);
    assert_eq!(shown(&Viewer::TrackingNumber, &life.report), ids[..1]);
    assert_eq!(shown(&Viewer::Reporter, &life.report), ids[..2]);
    let directory = kit::directory();
    let see = |id| shown(&Viewer::Officer(&directory.officers[&id]), &life.report);
    assert_eq!(see(kit::HEALTH_OFFICER), ids[..1], "another unit");
    assert_eq!(see(kit::ROADS_OFFICER), ids);

    let again = life.as_coordinator(Command::Release {
        point: true,
        files: true,
        findings_kept: false,
    });
    assert_eq!(
        shown(&Viewer::Public, &again.report),
        ids[..2],
        "what officers keep stays"
    );
}

#[test]
fn evidence_is_public_as_its_answer_is() {
    let life = released(|_| {}).as_coordinator(Command::Release {
        point: true,
        files: false,
        findings_kept: false,
    });
    let day = life.day(3);
    let Command::Answer { text, next_by, .. } = answer(day) else {
        return;
    };
    let evidence = attachment();
    let life = life.as_unit(Command::Answer {
        text,
        next_by,
        files: vec![evidence.clone()],
    });
    assert_eq!(shown(&Viewer::Public, &life.report), [evidence.file]);
    let life = life.as_coordinator(unrelease());
    assert!(shown(&Viewer::Public, &life.report).is_empty());
    let life = life.as_coordinator(Command::Release {
        point: false,
        files: false,
        findings_kept: false,
    });
    assert_eq!(shown(&Viewer::Public, &life.report), [evidence.file]);
}
