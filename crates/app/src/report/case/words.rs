//! Opening words, as far as the view allows.

use std::sync::Arc;

use lapor_domain::content::{ContentKind, ContentRef};
use lapor_domain::report::Report;
use lapor_domain::report::event::What;
use lapor_domain::report::state::State;
use lapor_domain::visibility::{Cell, DisplayName, Item, Opening, Viewer, may_open};
use lapor_store::record::content::StoredContent;

use super::Assembly;
use crate::app::App;
use crate::error::AppError;

/// How a thing is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Not there, or as if it were not there.
    No,
    /// It is there, and opens with a reason that is logged.
    WithReason,
    /// The words.
    Words(String),
    /// They were erased.
    Erased,
}

impl Shown {
    /// The words, where they are shown.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Words(words) => Some(words),
            _ => None,
        }
    }
}

/// The words of a report, opened one by one and only when asked for.
pub(crate) struct Words {
    app: App,
    /// So few that looking through them is quicker than finding them by a hash.
    stored: Vec<Arc<StoredContent>>,
}

impl Words {
    pub(crate) fn new(app: &App, stored: Vec<Arc<StoredContent>>) -> Self {
        Self {
            app: app.clone(),
            stored,
        }
    }

    /// The words behind a reference; `None` where they were erased.
    pub(crate) fn open(&self, reference: &ContentRef) -> Result<Option<String>, AppError> {
        let mut stored = self.stored.iter();
        let Some(stored) = stored.find(|stored| stored.id() == reference.id) else {
            return Ok(None);
        };
        let opened = stored.open(&self.app.key_of(stored.body()))?;
        Ok(opened.map(|text| text.as_str().to_owned()))
    }

    /// The newest words of a kind.
    pub(crate) fn of_kind(
        &self,
        report: &Report,
        kind: ContentKind,
    ) -> Result<Option<String>, AppError> {
        report
            .word(kind)
            .map_or(Ok(None), |reference| self.open(reference))
    }
}

impl Assembly<'_> {
    /// One of the report's words, as the view allows.
    pub(super) fn shown(&self, item: Item, kind: ContentKind) -> Result<Shown, AppError> {
        let report = &self.loaded.report;
        let Some(reference) = report.word(kind) else {
            return Ok(Shown::No);
        };
        Ok(match may_open(&self.own.view, item) {
            Opening::Free => self
                .words
                .open(reference)?
                .map_or(Shown::Erased, Shown::Words),
            Opening::WithReason => Shown::WithReason,
            Opening::Never => Shown::No,
        })
    }

    /// The public title; the original, or the beginning of the text, only for who may read the original.
    pub(super) fn title(&self) -> Result<Option<String>, AppError> {
        let report = &self.loaded.report;
        let original = may_open(&self.own.view, Item::Original) == Opening::Free;
        if original || may_open(&self.own.view, Item::PublicVersion) == Opening::Free {
            if let Some(title) = self.words.of_kind(report, ContentKind::TitleFinal)? {
                return Ok(Some(title));
            }
            if let Some(text) = self.words.of_kind(report, ContentKind::TextFinal)? {
                return Ok(Some(beginning(&text)));
            }
        }
        if !original {
            return Ok(None);
        }
        if let Some(title) = self.words.of_kind(report, ContentKind::TitleOriginal)? {
            return Ok(Some(title));
        }
        Ok(self
            .words
            .of_kind(report, ContentKind::TextOriginal)?
            .map(|text| beginning(&text)))
    }

    /// The public words are those of an officer here: verified or edited, not as the national system left them.
    pub(super) fn is_settled_here(&self) -> bool {
        let settles = |what: &What| match what {
            What::Verified { words, .. } => !words.is_empty(),
            What::TextEdited { .. } => true,
            _ => false,
        };
        let mut events = self.loaded.events.iter();
        events.any(|event| event.actor.officer.is_some() && settles(&event.event.what))
    }

    pub(super) fn display_name(&self) -> Result<Option<String>, AppError> {
        match self.own.view.display_name {
            DisplayName::Chosen => self
                .words
                .of_kind(&self.loaded.report, ContentKind::DisplayName),
            DisplayName::Anonim | DisplayName::Warga => Ok(None),
        }
    }

    pub(super) fn contact(&self) -> Result<Vec<(ContentKind, Shown)>, AppError> {
        const KINDS: [ContentKind; 4] = [
            ContentKind::Phone,
            ContentKind::Email,
            ContentKind::Chat,
            ContentKind::Nik,
        ];
        KINDS
            .into_iter()
            .map(|kind| Ok((kind, self.shown(Item::Contact, kind)?)))
            .filter(|shown| !matches!(shown, Ok((_, Shown::No))))
            .collect()
    }

    /// The question of a hold: for the reporter to whom it was put, and for officers who read what passes
    /// between them and the office.
    pub(super) fn question(&self) -> Result<Option<String>, AppError> {
        let handled = self.handled();
        let concerned = match handled.viewer {
            Viewer::Reporter => true,
            Viewer::Officer(_) => handled.view.proceedings != Cell::No,
            Viewer::Joined { .. } | Viewer::Public | Viewer::TrackingNumber => false,
        };
        match &handled.report.state {
            State::OnHold(hold) if concerned => hold
                .question
                .as_ref()
                .map_or(Ok(None), |question| self.words.open(question)),
            _ => Ok(None),
        }
    }
}

/// The first words of a text, at most about eighty characters, cut between words.
pub fn beginning(text: &str) -> String {
    const MOST: usize = 80;
    let line = text.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= MOST {
        return line.to_owned();
    }
    let mut cut = String::new();
    for word in line.split_whitespace() {
        if cut.chars().count() + word.chars().count() + 1 > MOST {
            break;
        }
        if !cut.is_empty() {
            cut.push(' ');
        }
        cut.push_str(word);
    }
    if cut.is_empty() {
        cut = line.chars().take(MOST).collect();
    }
    cut.push('…');
    cut
}
