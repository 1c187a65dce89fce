//! What a case file says. It is a paper of the office, so it is always in Indonesian.

use dokumen::{Align, Block, Document, Letterhead, Orientation, Paragraph};
use lapor_app::official;
use lapor_app::report::case::{CaseView, Shown};
use lapor_app::report::case_file::CaseFile;
use lapor_domain::visibility::Existence;
use naskah::personal;

use super::tables;
use crate::i18n::{I18n, Lang};
use crate::state::face;
use crate::workspace_view::words;

/// The case file as a document.
pub fn document(file: &CaseFile) -> Document {
    let i18n = I18n::new(Lang::Id);
    let case = &file.view;
    let made = i18n.moment(file.made_at, face(case.zone));
    let number = case.tracking.grouped();
    let mut blocks = vec![heading(i18n, "casefile-matter"), tables::matter(i18n, case)];
    if case.existence == Existence::Full {
        blocks.push(heading(i18n, "casefile-text"));
        blocks.extend(text(i18n, case));
    } else {
        blocks.push(said(i18n.t("casefile-not-shared")));
    }
    blocks.push(Block::Pages(Orientation::Landscape));
    blocks.push(heading(i18n, "casefile-course"));
    blocks.push(said(i18n.t("casefile-course-explain")));
    blocks.push(tables::course(i18n, file));
    blocks.push(heading(i18n, "casefile-clocks"));
    blocks.push(tables::clocks(i18n, case));
    blocks.push(Block::Pages(Orientation::Portrait));
    blocks.push(heading(i18n, "casefile-days"));
    blocks.push(said(i18n.t("casefile-days-explain")));
    blocks.extend(days(i18n, case));
    blocks.push(heading(i18n, "casefile-files"));
    blocks.push(said(i18n.t("casefile-files-explain")));
    blocks.push(tables::files(i18n, file));
    blocks.push(heading(i18n, "casefile-prints"));
    blocks.push(said(i18n.t("casefile-prints-explain")));
    blocks.push(tables::prints(i18n, file));
    blocks.push(heading(i18n, "casefile-about"));
    blocks.push(said(i18n.t("casefile-about-view")));
    blocks.push(said(i18n.t2(
        "casefile-about-made",
        "at",
        &made,
        "reason",
        masked(&file.reason),
    )));
    Document {
        title: i18n.t1("casefile-heading", "number", &number),
        subject: i18n.t1("casefile-subject", "body", &case.holder_name),
        author: case.holder_name.clone(),
        language: Lang::Id.code().to_owned(),
        made_at: file.made_at,
        letterhead: Some(letterhead(i18n, file)),
        footer: i18n.t2("casefile-footer", "number", &number, "at", &made),
        watermark: None,
        blocks,
    }
}

/// The body's own, as on its other documents; where it names no office, what the office does.
fn letterhead(i18n: I18n, file: &CaseFile) -> Letterhead {
    let mut head = official::letterhead(&file.papers);
    if head.office.is_empty() {
        head.office = i18n.t("casefile-office");
    }
    head
}

/// Words without telephone numbers, addresses, names and numbers of persons.
pub(super) fn masked(words: &str) -> String {
    personal::mask(words, &personal::find(words))
}

fn heading(i18n: I18n, key: &str) -> Block {
    Block::Heading(1, i18n.t(key))
}

fn said(words: String) -> Block {
    Block::Paragraph(Paragraph::plain(words))
}

fn text(i18n: I18n, case: &CaseView) -> Vec<Block> {
    match &case.text_public {
        Shown::Words(text) => {
            let mut blocks = Vec::new();
            if let Some(title) = &case.title {
                blocks.push(Block::Heading(2, masked(title)));
            }
            blocks.push(Block::Paragraph(Paragraph {
                align: Align::Justify,
                ..Paragraph::plain(masked(text))
            }));
            blocks
        }
        Shown::Erased => vec![said(i18n.t("casefile-erased"))],
        Shown::WithReason | Shown::No => vec![said(i18n.t("casefile-no-text"))],
    }
}

/// How each clock came about, day by day.
fn days(i18n: I18n, case: &CaseView) -> Vec<Block> {
    let counted = case.clocks.iter().filter(|clock| !clock.explain.is_empty());
    let told = counted.flat_map(|clock| {
        let name = words::clock(&i18n, clock.clock);
        let title = if clock.round > 0 {
            i18n.t2("casefile-clock-round", "clock", &name, "round", clock.round)
        } else {
            name
        };
        [Block::Heading(2, title), said(clock.explain.join("; "))]
    });
    told.collect()
}
