//! The one thread that writes to SQLite: it takes what is waiting, commits once, and only then answers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ffi};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

use super::{SqliteTx, error, now};
use crate::StoreError;
use crate::change::Change;
use crate::stats::Counters;
use crate::tx::{Tx, attempt};

/// Most changes in one COMMIT.
const MOST: usize = 256;
/// Longest time that a batch is added to; the first of it is waiting.
const LONGEST: Duration = Duration::from_millis(20);

/// Handle to the writer's thread.
pub(crate) struct Writer {
    queue: UnboundedSender<Message>,
}

enum Message {
    Change(Box<dyn Job>),
    Tidy(oneshot::Sender<Result<(), StoreError>>),
    Close(oneshot::Sender<()>),
}

/// A change of any type on its way through a batch.
trait Job: Send {
    /// Runs it inside its savepoint; true when its writes are to be kept.
    fn apply(&mut self, conn: &mut Connection) -> bool;
    /// After COMMIT: tells the caller.
    fn answer(self: Box<Self>);
    /// Nothing of the batch was kept: tells the caller why.
    fn fail(self: Box<Self>, why: StoreError);
    /// The first error of a statement of this change.
    fn cause(&self) -> Option<StoreError>;
}

struct Running<C: Change> {
    change: C,
    outcome: Option<Result<C::Output, C::Error>>,
    cause: Option<StoreError>,
    caller: oneshot::Sender<Result<C::Output, C::Error>>,
}

impl Writer {
    /// Starts the thread. It ends when the last handle is gone.
    pub(crate) fn start(
        conn: Connection,
        commit_delay: Option<Duration>,
        counters: Arc<Counters>,
    ) -> Result<Self, StoreError> {
        let (queue, waiting) = unbounded_channel();
        let thread = Thread {
            conn,
            waiting,
            commit_delay,
            counters,
            pause: None,
            closing: None,
        };
        let _: JoinHandle<()> = std::thread::Builder::new()
            .name("lapor-tulis".to_owned())
            .spawn(move || thread.run())
            .map_err(|e| StoreError::Unavailable(e.to_string()))?;
        Ok(Self { queue })
    }

    /// Queues the change at once and waits for its batch. A caller that goes away does not take its change along.
    pub(crate) async fn run<C: Change>(&self, change: C) -> Result<C::Output, C::Error> {
        let (caller, answer) = oneshot::channel();
        let job = Box::new(Running {
            change,
            outcome: None,
            cause: None,
            caller,
        });
        if self.queue.send(Message::Change(job)).is_err() {
            return Err(StoreError::Closed.into());
        }
        answer
            .await
            .unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// Folds the WAL into the file and empties it.
    pub(crate) async fn tidy(&self) -> Result<(), StoreError> {
        let (caller, answer) = oneshot::channel();
        self.queue
            .send(Message::Tidy(caller))
            .map_err(|_| StoreError::Closed)?;
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    /// Writes what is queued, folds the WAL into the file and ends the thread.
    pub(crate) async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.queue.send(Message::Close(done)).is_ok() {
            let _gone = closed.await;
        }
    }
}

struct Thread {
    conn: Connection,
    waiting: UnboundedReceiver<Message>,
    commit_delay: Option<Duration>,
    counters: Arc<Counters>,
    /// What was asked for between changes, done after the batch that was open then.
    pause: Option<Message>,
    closing: Option<oneshot::Sender<()>>,
}

impl Thread {
    fn run(mut self) {
        while self.closing.is_none() {
            match self.waiting.blocking_recv() {
                Some(Message::Change(first)) => self.batch(first),
                Some(other) => self.pause = Some(other),
                None => break,
            }
            match self.pause.take() {
                Some(Message::Tidy(caller)) => {
                    let _caller_left = caller.send(self.tidy());
                }
                Some(Message::Close(done)) => self.closing = Some(done),
                Some(Message::Change(_)) | None => {}
            }
        }
        if let Err(e) = self.tidy() {
            tracing::warn!(error = %e, "WAL was not emptied");
        }
        let Self {
            conn,
            waiting,
            closing,
            ..
        } = self;
        drop(waiting);
        drop(conn);
        if let Some(done) = closing {
            let _caller_left = done.send(());
        }
    }

    /// One transaction. An idle writer commits a single change at once; while it commits, the next batch gathers.
    #[expect(
        clippy::disallowed_methods,
        reason = "how long the first of a batch waits is wiring, not a rule"
    )]
    fn batch(&mut self, first: Box<dyn Job>) {
        if let Err(why) = self.begin() {
            return first.fail(why);
        }
        let started = Instant::now();
        let mut applied: Vec<Box<dyn Job>> = Vec::new();
        let mut next = Some(first);
        while let Some(mut job) = next.take() {
            let lost = self.one(job.as_mut());
            applied.push(job);
            if let Err(why) = lost {
                return self.fail_all(applied, &why);
            }
            if applied.len() < MOST && started.elapsed() < LONGEST {
                next = match self.waiting.try_recv() {
                    Ok(Message::Change(job)) => Some(job),
                    Ok(other) => {
                        self.pause = Some(other);
                        None
                    }
                    Err(_) => None,
                };
            }
        }
        if let Some(delay) = self.commit_delay {
            std::thread::sleep(delay);
        }
        match self.commit() {
            Ok(()) => {
                self.counters.committed(applied.len());
                applied.into_iter().for_each(Job::answer);
            }
            Err(why) => self.fail_all(applied, &why),
        }
    }

    fn begin(&self) -> Result<(), StoreError> {
        // A rollback that failed on a broken disk may succeed now.
        if !self.conn.is_autocommit() {
            self.command("ROLLBACK")?;
        }
        self.command("BEGIN IMMEDIATE")
    }

    /// Runs one change in a savepoint. `Err` when the whole transaction is gone.
    fn one(&mut self, job: &mut dyn Job) -> Result<(), StoreError> {
        self.command("SAVEPOINT change")?;
        let keep = job.apply(&mut self.conn);
        // A full disk or an I/O error can make SQLite roll back everything, not only this change.
        if self.conn.is_autocommit() {
            let unnamed = || StoreError::Unavailable("transaksi dibatalkan oleh SQLite".to_owned());
            return Err(job.cause().unwrap_or_else(unnamed));
        }
        if !keep {
            self.command("ROLLBACK TO change")?;
        }
        self.command("RELEASE change")
    }

    fn command(&self, sql: &str) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| error(&e))?;
        statement.raw_execute().map(drop).map_err(|e| error(&e))
    }

    /// Waits for readers of an older snapshot, at most as long as for other processes.
    fn tidy(&self) -> Result<(), StoreError> {
        let asked = self
            .conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
                row.get::<_, i64>(0)
            });
        match asked.map_err(|e| error(&e))? {
            0 => Ok(()),
            _ => Err(StoreError::Busy),
        }
    }

    fn commit(&self) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare_cached("COMMIT").map_err(|e| error(&e))?;
        statement.raw_execute().map(drop).map_err(|e| match &e {
            // The commit record was written; whether it is on the disk nobody can say.
            rusqlite::Error::SqliteFailure(code, _)
                if code.extended_code == ffi::SQLITE_IOERR_FSYNC =>
            {
                StoreError::Unknown
            }
            _ => error(&e),
        })
    }

    fn fail_all(&self, applied: Vec<Box<dyn Job>>, why: &StoreError) {
        if !self.conn.is_autocommit()
            && let Err(e) = self.command("ROLLBACK")
        {
            tracing::error!(error = %e, "rollback failed");
        }
        tracing::error!(error = %why, changes = applied.len(), "batch was not committed");
        for job in applied {
            job.fail(why.clone());
        }
    }
}

impl<C: Change> Job for Running<C> {
    fn apply(&mut self, conn: &mut Connection) -> bool {
        let change = &self.change;
        let ran = catch_unwind(AssertUnwindSafe(|| {
            let mut tx = Tx::Sqlite(SqliteTx::new(conn));
            let outcome = now(C::NAME, attempt(change, &mut tx));
            (outcome, tx.failed())
        }));
        let (outcome, cause) = match ran {
            Ok((Ok(outcome), cause)) => (outcome, cause),
            Ok((Err(waited), cause)) => (Err(waited.into()), cause),
            Err(_) => (Err(StoreError::Panicked(C::NAME).into()), None),
        };
        let outcome = match (outcome, &cause) {
            (Ok(_), Some(swallowed)) => Err(swallowed.clone().into()),
            (outcome, _) => outcome,
        };
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        self.cause = cause;
        keep
    }

    fn answer(self: Box<Self>) {
        let outcome = self
            .outcome
            .unwrap_or_else(|| Err(StoreError::Closed.into()));
        let _caller_left = self.caller.send(outcome);
    }

    fn fail(self: Box<Self>, why: StoreError) {
        let _caller_left = self.caller.send(Err(why.into()));
    }

    fn cause(&self) -> Option<StoreError> {
        self.cause.clone()
    }
}
