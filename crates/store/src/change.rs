//! What a change and a query are: values that own their data, so that they can run again and outlive their caller.

use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};

use uuid::Uuid;

use crate::{StoreError, Tx};

/// One transaction that writes.
///
/// `apply` reads what it needs, asks the domain, writes. It may run several times (a retry begins with a clean
/// transaction), so it must not send, print or remember anything; and it may wait for nothing but `tx`.
pub trait Change: Send + Sync + 'static {
    /// The answer to the caller, given only after COMMIT.
    type Output: Send + 'static;
    /// A refusal of the domain or a failure of the store.
    type Error: From<StoreError> + Send + 'static;
    /// Name for logs and errors, such as `close_report`.
    const NAME: &'static str;

    /// Identifies this change for ever. With it, a COMMIT whose outcome is unknown is settled by the store, and
    /// the same change sent twice is applied once. Use a UUIDv7: its time is when the id may be forgotten.
    fn change_id(&self) -> Option<Uuid> {
        None
    }

    /// Does the work inside one transaction. `Err` undoes everything it wrote.
    fn apply(
        &self,
        tx: &mut Tx<'_>,
    ) -> impl Future<Output = Result<Self::Output, Self::Error>> + Send;

    /// Gives the first answer again when a change with this [`change_id`](Self::change_id) was already committed.
    ///
    /// The default runs `apply`, which is right when `apply` finds its own earlier work (an intake key) and
    /// answers from it. Any other change that carries an id reads its answer here from what it wrote.
    fn again(
        &self,
        tx: &mut Tx<'_>,
    ) -> impl Future<Output = Result<Self::Output, Self::Error>> + Send {
        self.apply(tx)
    }
}

/// A read of one consistent snapshot.
pub trait Query: Send + Sync + 'static {
    /// What is read.
    type Output: Send + 'static;

    /// Reads. Writing fails on both engines.
    fn run(&self, tx: &mut Tx<'_>)
    -> impl Future<Output = Result<Self::Output, StoreError>> + Send;
}

/// Work of a query that several can do beside one another, over snapshots that were not taken at the same instant: each takes
/// the next piece that nobody has taken, until none is left. One of them does all of it where there are no others.
pub(crate) trait Shared: Sync {
    /// What one of them found.
    type Found: Send;

    /// Takes pieces until none is left. It must find out whether its snapshot will do before it takes the first.
    fn run(&self, tx: &mut Tx<'_>) -> impl Future<Output = Result<Self::Found, StoreError>> + Send;
}

/// Pieces of work, of which each thread takes the next.
pub(crate) struct Pieces<T> {
    all: Vec<T>,
    taken: AtomicUsize,
}

impl<T> Pieces<T> {
    /// None of them taken.
    pub(crate) const fn new(all: Vec<T>) -> Self {
        Self {
            all,
            taken: AtomicUsize::new(0),
        }
    }

    /// How many there are.
    pub(crate) const fn len(&self) -> usize {
        self.all.len()
    }

    /// The next that nobody has taken.
    pub(crate) fn next(&self) -> Option<&T> {
        self.all.get(self.taken.fetch_add(1, Ordering::Relaxed))
    }
}

/// Threads that may do work beside one's own: one for each further processor, and few enough that others are served too.
pub(crate) fn helpers() -> usize {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    processors.clamp(2, 4) - 1
}
