//! When everybody last saw something new of a report: what feeds and followers go by. Steps inside an office do not
//! count, so that nobody can tell from outside that there were any.

use super::super::Report;
use super::super::event::{Recorded, What};
use crate::history::{Audience, audience};
use crate::visibility::is_public;

impl Report {
    /// Notes that an event changed what everybody sees, if it did.
    pub(super) fn note_publicity(&mut self, was_public: bool, recorded: &Recorded) {
        let is_public = is_public(self);
        if was_public != is_public {
            self.public_since = is_public.then_some(recorded.recorded_at);
        }
        if was_public != is_public || (is_public && is_seen(&recorded.event.what)) {
            self.public_at = Some(recorded.recorded_at);
        }
    }
}

/// What stands in the public history, and what changes the public words, pictures and names without standing there.
const fn is_seen(what: &What) -> bool {
    matches!(audience(what).0, Audience::Public)
        || matches!(
            what,
            What::TextEdited { .. }
                | What::Reclassified { .. }
                | What::Released { .. }
                | What::FlagsSet { .. }
                | What::Erased { .. }
                | What::CheckApproved
        )
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use crate::content::ContentKind;
    use crate::report::command::Command;
    use crate::testkit::commands::verify;
    use crate::testkit::{Life, ROADS, content};

    #[test]
    fn only_what_everybody_sees_is_new() {
        let released = |life: &Life| (life.report.public_since, life.report.public_at);
        let life = Life::received();
        assert_eq!(released(&life), (None, None));
        let text = || content(ContentKind::OfficerMessage);
        let later = |life: Life| {
            let now = life.now + SignedDuration::from_hours(1);
            life.at(now)
        };
        let noted = |life: Life| {
            later(life).as_coordinator(Command::Note {
                text: text(),
                shared_with: vec![],
            })
        };
        // Verified and released at once.
        let life = later(noted(life)).as_coordinator(verify(ROADS));
        let since = life.report.public_since;
        assert_eq!(since, Some(life.report.updated_at));
        let life = noted(life);
        assert_eq!(released(&life), (since, since), "a note is nobody's news");
        let life = later(life).as_coordinator(Command::Unrelease { reason: text() });
        assert_eq!(
            released(&life),
            (None, Some(life.report.updated_at)),
            "that it is gone is told to caches"
        );
    }
}
