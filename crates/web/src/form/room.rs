//! Memory for photographs and files that are coming in, the same for the whole server.
//!
//! Each form is bounded, but a hundred of them at once are not: a server that runs out of memory loses what everybody
//! is writing. Who finds no room is told so at once, keeps every word, and can send without photographs.

use tokio::sync::{Semaphore, SemaphorePermit};

use super::Broken;
use crate::limits;

/// Counted in pieces of this many bytes.
const PIECE: usize = 64 * 1024;

static FREE: Semaphore = Semaphore::const_new(limits::PHOTOS_AT_ONCE / PIECE);

/// The part of it that one photograph holds; given back when dropped.
#[derive(Debug, Default)]
pub(super) struct Room {
    held: Option<SemaphorePermit<'static>>,
}

impl Room {
    /// Makes room for so many bytes in all.
    pub(super) fn make(&mut self, bytes: usize) -> Result<(), Broken> {
        self.make_of(&FREE, bytes)
    }

    fn make_of(&mut self, free: &'static Semaphore, bytes: usize) -> Result<(), Broken> {
        let has = self.held.as_ref().map_or(0, SemaphorePermit::num_permits);
        let lacks = bytes.div_ceil(PIECE).saturating_sub(has);
        if lacks == 0 {
            return Ok(());
        }
        let more = u32::try_from(lacks).ok();
        let more = more.and_then(|more| free.try_acquire_many(more).ok());
        match (&mut self.held, more) {
            (_, None) => return Err(Broken::Crowded),
            (Some(held), Some(more)) => held.merge(more),
            (held @ None, more) => *held = more,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_finds_no_room_is_told_and_what_is_dropped_is_free_again() {
        static SMALL: Semaphore = Semaphore::const_new(4);
        let (mut one, mut other) = (Room::default(), Room::default());
        assert_eq!(one.make_of(&SMALL, 0), Ok(()));
        assert_eq!(one.make_of(&SMALL, PIECE + 1), Ok(()));
        assert_eq!(one.make_of(&SMALL, 2 * PIECE), Ok(()));
        assert_eq!(SMALL.available_permits(), 2);
        assert_eq!(other.make_of(&SMALL, 3 * PIECE), Err(Broken::Crowded));
        assert_eq!(other.make_of(&SMALL, 2 * PIECE), Ok(()));
        assert_eq!(one.make_of(&SMALL, 2 * PIECE + 1), Err(Broken::Crowded));
        drop(other);
        assert_eq!(one.make_of(&SMALL, 4 * PIECE), Ok(()));
    }
}
