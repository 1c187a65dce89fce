//! Whose a file is, and whether an officer decided to show it.

use super::super::Report;
use crate::report::event::{ActorRef, Attachment};
use crate::words::Role;

impl Report {
    /// What comes after a release waits for another one: nobody has looked at it yet.
    pub(super) fn reporter_showed(&mut self, files: &[Attachment]) {
        self.files.extend(files.iter().cloned());
        self.files_released &= files.is_empty();
    }

    /// Whoever answers in public decides to show what goes with the answer.
    pub(super) fn office_showed(&mut self, files: &[Attachment]) {
        self.files.extend(files.iter().cloned());
        self.evidence.extend(files.iter().map(|one| one.file));
    }

    /// At the counter an officer adds what the reporter brings; all others add for the office.
    pub(super) fn file_added(&mut self, file: &Attachment, actor: ActorRef) {
        if matches!(actor.role, Role::Counter | Role::Reporter) {
            self.reporter_showed(std::slice::from_ref(file));
        } else {
            self.files.push(file.clone());
            self.internal_files.push(file.file);
        }
    }

    /// The decision is about the files that are there, never about those to come.
    pub(super) fn release_files(&mut self, released: bool) {
        self.files_released = released;
        self.released_files = if released {
            // A paper is nobody's picture: it is never shown to all.
            let pictures = self.files.iter().filter(|one| !one.is_document());
            let ids = pictures.map(|one| one.file);
            ids.filter(|file| !self.evidence.contains(file) && !self.internal_files.contains(file))
                .collect()
        } else {
            Vec::new()
        };
    }
}
