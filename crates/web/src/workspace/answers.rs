//! What was answered to the category's questions, on a report's page.

use lapor_app::report::case::CaseView;
use lapor_domain::answers::{Answer, Answers};
use lapor_domain::zone::Zone;

use super::seat::Seat;
use crate::asked;
use crate::i18n::{I18n, Lang};
use crate::workspace_view::answers::{AnswerRow, AnswersPart};
use crate::workspace_view::sealed::{Sealed, What};

/// The part of the page.
pub(super) fn of(seat: &Seat, case: &CaseView, href: &str) -> AnswersPart {
    let i18n = seat.here.i18n;
    let answers = &case.answers;
    let lacking = answers.lacking.iter();
    let sealed = match (answers.with_reason, answers.erased) {
        (true, _) => Sealed::closed(&i18n, What::Answers, href),
        (_, true) => Sealed::Never(i18n.t("answers-erased")),
        _ => Sealed::Absent,
    };
    AnswersPart {
        rows: answers
            .shown
            .iter()
            .map(|it| row(i18n, case.zone, it))
            .collect(),
        lacking: lacking
            .map(|question| question.label(i18n.lang == Lang::En).to_owned())
            .collect(),
        sealed,
    }
}

/// What was opened with a reason.
pub(super) fn rows(i18n: I18n, zone: Zone, words: &str) -> Vec<AnswerRow> {
    let answers = Answers::of_words(words).answers;
    answers.iter().map(|it| row(i18n, zone, it)).collect()
}

fn row(i18n: I18n, zone: Zone, answer: &Answer) -> AnswerRow {
    AnswerRow {
        label: asked::label(i18n, answer),
        value: asked::answered(i18n, answer, zone),
        public: answer.public,
    }
}
