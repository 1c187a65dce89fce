//! A report's own part of a page, and its root's part: each seen with the viewer's own eyes.

use lapor_domain::agency::Directory;
use lapor_domain::history::{Audience, audience, drafts, holder_at};
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::event::{Recorded, What};
use lapor_domain::visibility::{
    Cell, Item, NoteAuthor, Opening, View, Viewer, is_public, may_open, note_visible, visibility,
};
use lapor_domain::words::Role;

/// One report with what the viewer sees of it.
pub(super) struct Side<'a> {
    pub(super) report: &'a Report,
    pub(super) events: &'a [Recorded],
    pub(super) viewer: Viewer<'a>,
    pub(super) view: View,
    pub(super) of_root: bool,
    /// Final answers that are not more than announced to this viewer.
    pub(super) drafts: Vec<u32>,
}

impl<'a> Side<'a> {
    /// The root's part, for a viewer of one of its followers. Whoever holds the follower's phrase is
    /// joined to the root, not its reporter; an officer stands to it as to any report.
    pub(super) fn of_root(
        root: &'a Report,
        events: &'a [Recorded],
        follower: ReportId,
        viewer: Viewer<'a>,
        directory: &Directory,
    ) -> Self {
        let viewer = match viewer {
            Viewer::Reporter => Viewer::Joined { follower },
            other => other,
        };
        let view = visibility(&viewer, root, directory);
        Self {
            of_root: true,
            ..Self::new(root, events, viewer, view)
        }
    }

    /// A report's own part.
    pub(super) fn new(
        report: &'a Report,
        events: &'a [Recorded],
        viewer: Viewer<'a>,
        view: View,
    ) -> Self {
        let handles = matches!(viewer, Viewer::Officer(_)) && view.proceedings != Cell::No;
        Self {
            report,
            events,
            viewer,
            view,
            of_root: false,
            drafts: if handles { Vec::new() } else { drafts(events) },
        }
    }

    /// A final answer of which this viewer learns no more than that it was made.
    pub(super) fn is_draft(&self, event: &Recorded) -> bool {
        self.drafts.contains(&event.seq)
    }

    /// It is told that this happened.
    pub(super) fn sees(&self, event: &Recorded, directory: &Directory) -> bool {
        let (audience, _) = audience(&event.event.what);
        self.view.history != Cell::No && self.may(audience, event, directory)
    }

    /// Its words are told too.
    pub(super) fn reads(&self, event: &Recorded, directory: &Directory) -> bool {
        let (_, words) = audience(&event.event.what);
        let told = self.sees(event, directory)
            && self.may(words, event, directory)
            && !self.is_draft(event);
        told && match self.viewer {
            Viewer::Public | Viewer::TrackingNumber => is_public(self.report),
            Viewer::Reporter | Viewer::Joined { .. } => true,
            Viewer::Officer(_) if is_of_reporter(event) => self.reads_reporter(),
            // Words among officers are internal notes in all but name.
            Viewer::Officer(_) => words != Audience::Staff || self.reads_staff(event, directory),
        }
    }

    fn may(&self, audience: Audience, event: &Recorded, directory: &Directory) -> bool {
        match self.viewer {
            _ if self.view.proceedings == Cell::No => audience == Audience::Public,
            Viewer::Officer(_) if audience == Audience::Notes => self.sees_note(event, directory),
            Viewer::Officer(_) => true,
            _ => audience >= Audience::Reporter,
        }
    }

    /// Column "internal notes": the lead unit those of its own body, a support unit and a field officer
    /// what is shared with them and their own.
    fn reads_staff(&self, event: &Recorded, directory: &Directory) -> bool {
        match self.view.notes {
            Cell::Yes => true,
            Cell::Own if self.body_of(event) == self.report.holder => true,
            _ => self.sees_note(event, directory),
        }
    }

    /// The body that had the report then: another one that has it now has notes of its own.
    fn body_of(&self, event: &Recorded) -> BodyId {
        holder_at(self.events, event.seq).unwrap_or(self.report.holder)
    }

    fn sees_note(&self, event: &Recorded, directory: &Directory) -> bool {
        let shared: &[_] = match &event.event.what {
            What::Noted { shared_with, .. } => shared_with,
            // What a unit is to do is its own to read, whoever wrote it.
            What::SupportAdded { support } => std::slice::from_ref(&support.unit),
            _ => &[],
        };
        let author = NoteAuthor {
            body: self.body_of(event),
            unit: event.actor.unit,
        };
        note_visible(&self.viewer, author, shared, self.report, directory)
    }

    /// The reporter's further words are originals: nobody masked them. The lead unit speaks with the
    /// reporter, so it reads them as the dialogue that it leads, unless the reporter hides who they are.
    fn reads_reporter(&self) -> bool {
        may_open(&self.view, Item::Original) != Opening::Never
    }
}

/// Words that the reporter said, whoever wrote them down.
fn is_of_reporter(event: &Recorded) -> bool {
    event.actor.role == Role::Reporter
        || matches!(
            event.event.what,
            What::Replied { .. }
                | What::Disputed { .. }
                | What::Reopened { .. }
                | What::Objected { .. }
                | What::Rated { .. }
                | What::WithdrawnHandlingGoesOn { .. }
        )
}
