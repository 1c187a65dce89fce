//! Answers to the category's questions.

use lapor_domain::answers::{Answer, Answers};
use lapor_domain::content::ContentKind;
use lapor_domain::question::Question;
use lapor_domain::visibility::{Item, Opening, answer_shown, may_open};

use super::{Assembly, Onlooker, Shown};
use crate::error::AppError;
use crate::report::answers::masked;

/// What was answered, as a viewer may see it.
#[derive(Clone, Debug, Default)]
pub struct AnswersView {
    /// Answers that are shown, in the order of their questions.
    pub shown: Vec<Answer>,
    /// They open with a reason that is logged.
    pub with_reason: bool,
    /// They were erased.
    pub erased: bool,
    /// For officers: what the present category asks and nobody answered.
    pub lacking: Vec<Question>,
}

impl AnswersView {
    /// There is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty() && self.lacking.is_empty() && !self.with_reason && !self.erased
    }
}

impl Assembly<'_> {
    /// The answers, as the view allows, and what is lacking among them.
    pub(super) fn answers(&self) -> Result<AnswersView, AppError> {
        let report = &self.loaded.report;
        let directory = &self.rules.directory;
        let view = &self.own.view;
        let own_words = self.shown(Item::Original, ContentKind::Answers)?;
        let reads_all = may_open(view, Item::Original) == Opening::Free;
        let words = match &own_words {
            Shown::Words(words) => Some(words.clone()),
            _ if may_open(view, Item::PublicVersion) == Opening::Free => {
                self.words.of_kind(report, ContentKind::Answers)?
            }
            _ => None,
        };
        let answers = Answers::of_words(&words.unwrap_or_default());
        let shown = answers.answers.iter();
        let shown = shown.filter(|answer| answer_shown(view, &answers, answer, directory));
        let shown = shown
            .cloned()
            .map(|answer| if reads_all { answer } else { masked(answer) });
        let mut lacking = Vec::new();
        // Who may not read what was answered does not learn what was not, unless nothing was. What was erased nobody knows.
        let knows = reads_all || report.word(ContentKind::Answers).is_none();
        let is_officer = matches!(self.onlooker, Onlooker::Officer(_));
        if knows && is_officer && !report.erased && self.tells_matter() {
            let category = report.category.and_then(|id| directory.categories.get(&id));
            for question in category.iter().flat_map(|category| category.asked()) {
                let has = category.is_some_and(|it| answers.has(it.id, &question.code));
                if question.variable && !has {
                    lacking.push(question.clone());
                }
            }
        }
        Ok(AnswersView {
            shown: shown.collect(),
            with_reason: own_words == Shown::WithReason,
            erased: own_words == Shown::Erased,
            lacking,
        })
    }
}
