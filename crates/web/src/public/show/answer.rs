//! The answer that counts: which of all that offices wrote a page shows first, and how it stands.

use lapor_app::report::case::{CaseView, Entry, Fact};

use super::history::{actor, of_entry};
use super::words::outcome;
use crate::public::show;
use crate::state::{Here, face};
use crate::view::own::{Answer, AnswerStanding};

/// The last answer that was not taken back, and how it stands.
pub(crate) fn answer(here: &Here, case: &CaseView) -> Option<Answer> {
    let i18n = here.i18n;
    let (entry, standing) = Told::of(case).shown?;
    let coded = entry.facts.iter().find_map(|fact| match fact {
        Fact::Outcome(found) => Some(i18n.t(outcome(*found).key())),
        _ => None,
    });
    let upheld = (entry.kind == "upheld").then(|| i18n.t("outcome-upheld"));
    let outcome = match standing {
        AnswerStanding::Final => coded.or(upheld),
        AnswerStanding::Interim | AnswerStanding::Disputed | AnswerStanding::Past => None,
    };
    Some(Answer {
        standing,
        from: actor(i18n, entry),
        at: i18n.moment(entry.at, face(case.zone)),
        text: entry.words.clone().unwrap_or_default(),
        outcome: outcome.unwrap_or_default(),
        photos: show::photos(here, of_entry(case, entry)),
    })
}

/// Some answer stands, as far as the viewer may know.
pub(super) fn has_answer(case: &CaseView) -> bool {
    Told::of(case).shown.is_some()
}

/// The lead unit has answered since it was given the report.
pub(super) fn lead_answered(case: &CaseView) -> bool {
    Told::of(case).by_lead
}

/// What the history told so far.
#[derive(Clone, Copy, Default)]
struct Told<'a> {
    shown: Option<(&'a Entry, AnswerStanding)>,
    by_lead: bool,
    closed: bool,
}

impl<'a> Told<'a> {
    fn of(case: &'a CaseView) -> Self {
        // A merged report is handled where its root is.
        let root_leads = case.history.iter().any(|entry| entry.of_root);
        let (mut told, mut before) = (Self::default(), Self::default());
        for entry in &case.history {
            match entry.kind {
                "verified" | "redirected" | "assigned_anew" if entry.of_root == root_leads => {
                    told.by_lead = false;
                }
                "answered" => told.say(entry, AnswerStanding::Interim),
                "closure_proposed" if !entry.is_draft => {
                    before = told;
                    told.say(entry, AnswerStanding::Final);
                }
                "upheld" => told.say(entry, AnswerStanding::Final),
                "taken_back" | "check_returned" if told.waits() => told = before,
                "closed" => told.closed = true,
                "disputed" => told.passes(AnswerStanding::Disputed),
                // Neither agreed to nor disputed: the office goes on (command 25).
                "replied" if !told.closed => told.passes(AnswerStanding::Past),
                "reopened" => told.passes(AnswerStanding::Past),
                _ => {}
            }
        }
        told
    }

    fn say(&mut self, entry: &'a Entry, standing: AnswerStanding) {
        if entry.words.is_some() {
            self.shown = Some((entry, standing));
        }
        self.by_lead = true;
        self.closed = false;
    }

    fn waits(&self) -> bool {
        matches!(self.shown, Some((_, AnswerStanding::Final))) && !self.closed
    }

    /// A final answer that no longer ends the matter.
    fn passes(&mut self, to: AnswerStanding) {
        if let Some((_, standing @ AnswerStanding::Final)) = &mut self.shown {
            *standing = to;
        }
        self.closed = false;
    }
}
