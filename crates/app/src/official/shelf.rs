//! Files of published editions that were handed out a moment ago: as long as nothing is recorded and no rule changes,
//! every word in them may still be told.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use lapor_domain::ids::OfficerId;
use lapor_store::sequencer::{ReadStanding, Standing};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::form::Form;
use crate::app::App;
use crate::error::AppError;

/// Bytes that are kept at most: a year's report with all its annexes in every form fits in.
const MOST_BYTES: usize = 96 << 20;
/// Editions that are looked through anew at one time: each reads every line of it.
const AT_ONCE: usize = 2;

/// A file as it may be told now.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    /// Its bytes.
    pub(super) bytes: Bytes,
    /// As it was published; else printed again.
    pub(super) is_original: bool,
    /// Fingerprint of what was published.
    pub(super) sha256: String,
    /// Fingerprint of these bytes.
    pub(super) print: String,
}

/// Which file: the edition, its form, and the officer who is given a printing of their own.
pub(super) type Of = (Uuid, Form, Option<OfficerId>);

/// How far the record and the rules have come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    standing: Option<Standing>,
    rules: String,
}

impl State {
    /// At present; read before any word is.
    pub(super) async fn of(app: &App) -> Result<Self, AppError> {
        let rules = app.rules_version();
        let standing = app.store().read(ReadStanding).await?;
        Ok(Self {
            standing: Some(standing),
            rules,
        })
    }
}

/// What was handed out, all of one state of the record: the next state begins with none.
pub(crate) struct Shelf {
    files: Mutex<Files>,
    /// Who may look an edition through.
    pub(super) readers: Semaphore,
}

#[derive(Default)]
struct Files {
    state: State,
    kept: HashMap<Of, (Arc<Kept>, u64)>,
    bytes: usize,
    uses: u64,
}

impl Default for Shelf {
    fn default() -> Self {
        Self {
            files: Mutex::default(),
            readers: Semaphore::new(AT_ONCE),
        }
    }
}

impl Shelf {
    /// A file of this state. What is of another state is thrown away: nobody may be given it any more.
    pub(super) fn get(&self, state: &State, of: Of) -> Option<Arc<Kept>> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if files.state != *state {
            *files = Files {
                state: state.clone(),
                ..Files::default()
            };
        }
        files.uses += 1;
        let now = files.uses;
        let (kept, used) = files.kept.get_mut(&of)?;
        *used = now;
        Some(Arc::clone(kept))
    }

    /// Keeps a file that was made of this state; the longest unused ones make room for it.
    pub(super) fn put(&self, state: &State, of: Of, file: &Arc<Kept>) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if files.state != *state || file.bytes.len() > MOST_BYTES {
            return;
        }
        files.remove(of);
        while files.bytes + file.bytes.len() > MOST_BYTES {
            let oldest = files.kept.iter().min_by_key(|(_, (_, used))| *used);
            let Some(oldest) = oldest.map(|(of, _)| *of) else {
                break;
            };
            files.remove(oldest);
        }
        files.uses += 1;
        let now = files.uses;
        files.bytes += file.bytes.len();
        files.kept.insert(of, (Arc::clone(file), now));
    }

    /// Throws everything away.
    pub(super) fn clear(&self) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        *files = Files::default();
    }
}

impl Files {
    fn remove(&mut self, of: Of) {
        if let Some((gone, _)) = self.kept.remove(&of) {
            self.bytes -= gone.bytes.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(position: i64) -> State {
        State {
            standing: Some(Standing {
                position,
                waiting: 0,
            }),
            rules: "1".to_owned(),
        }
    }

    fn file(length: usize) -> Arc<Kept> {
        Arc::new(Kept {
            bytes: Bytes::from(vec![0; length]),
            is_original: true,
            sha256: String::new(),
            print: String::new(),
        })
    }

    #[test]
    fn nothing_is_handed_out_of_another_state() {
        let shelf = Shelf::default();
        let of = (Uuid::nil(), Form::Pdf, None);
        assert!(shelf.get(&state(1), of).is_none());
        shelf.put(&state(1), of, &file(10));
        assert!(shelf.get(&state(1), of).is_some());
        assert!(
            shelf
                .get(&state(1), (Uuid::nil(), Form::Docx, None))
                .is_none()
        );
        let own = Some(OfficerId(Uuid::nil()));
        assert!(
            shelf
                .get(&state(1), (Uuid::nil(), Form::Pdf, own))
                .is_none()
        );
        assert!(shelf.get(&state(2), of).is_none());
        // What was read under the state before came too late.
        shelf.put(&state(1), of, &file(10));
        assert!(shelf.get(&state(2), of).is_none());
        assert!(shelf.get(&state(1), of).is_none(), "thrown away for good");
    }

    #[test]
    fn the_longest_unused_makes_room() {
        let shelf = Shelf::default();
        let of = |n: u128| (Uuid::from_u128(n), Form::Pdf, None);
        let now = state(1);
        assert!(shelf.get(&now, of(0)).is_none());
        for n in 0..3 {
            shelf.put(&now, of(n), &file(MOST_BYTES / 3));
        }
        assert!(shelf.get(&now, of(0)).is_some());
        shelf.put(&now, of(3), &file(MOST_BYTES / 3));
        let there = [0, 1, 2, 3].map(|n| shelf.get(&now, of(n)).is_some());
        assert_eq!(there, [true, false, true, true]);
        shelf.put(&now, of(4), &file(MOST_BYTES + 1));
        assert!(shelf.get(&now, of(4)).is_none(), "too large for any shelf");
    }
}
