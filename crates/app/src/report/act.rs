//! Rows 2 to 40: a command on a report. Reads, lets due timers happen, asks the domain, appends.

use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::ids::ReportId;
use lapor_domain::report::command::Command;
use lapor_domain::report::decide::{self, Decision};
use lapor_domain::report::event::{ActorRef, Event, What};
use lapor_domain::report::permit::{Actor, permit};
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::report::state::State;
use lapor_domain::report::{Report, timers};
use lapor_domain::rules::Rules;
use lapor_domain::words::Role;
use lapor_store::record::content::NewContent;
use lapor_store::record::{self, content, events, file, intake};
use lapor_store::{Change, Tx, outbox, outside_push};
use uuid::Uuid;

use super::photos::{self, KeptPhoto};
use crate::app::App;
use crate::error::AppError;

/// A command with all it needs, ready to be tried as often as needed.
pub struct Act {
    /// Rules in force.
    pub rules: Arc<Rules>,
    /// Which report.
    pub report: ReportId,
    /// Sequence number of the page on which it was given; `None` where there is no page.
    pub seen: Option<u32>,
    /// Who.
    pub actor: Actor,
    /// What.
    pub command: Command,
    /// Words the command refers to.
    pub words: Vec<NewContent>,
    /// Photographs the command refers to.
    pub photos: Vec<KeptPhoto>,
    /// When it happens.
    pub now: Timestamp,
    /// Identifies this very act, so that an unknown COMMIT is looked up and not repeated.
    pub id: Uuid,
}

/// Gives a command to a report.
///
/// # Errors
/// A rule that stands against it, [`Guard::Stale`] where someone acted since `seen`, or the record.
pub async fn act(
    app: &App,
    actor: Actor,
    report: ReportId,
    seen: Option<u32>,
    command: Command,
    words: Vec<NewContent>,
    photos: Vec<KeptPhoto>,
) -> Result<Report, AppError> {
    let act = Act {
        rules: app.rules(),
        report,
        seen,
        actor,
        command,
        words,
        photos,
        now: app.now(),
        id: app.fresh_id(),
    };
    app.store().run(act).await
}

impl Change for Act {
    type Output = Report;
    type Error = AppError;
    const NAME: &'static str = "act_on_report";

    fn change_id(&self) -> Option<Uuid> {
        Some(self.id)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Report, AppError> {
        let history = events::of_report(tx, self.report).await?;
        let report = Report::fold(self.report, &history).ok_or(AppError::NotFound)?;
        let someone_acted = |seen: u32| {
            history
                .iter()
                .any(|event| event.seq > seen && event.actor.role != Role::System)
        };
        if self.seen.is_some_and(someone_acted) {
            let command = self.command.kind();
            return Err(Refusal::Guard {
                command,
                guard: Guard::Stale,
            }
            .into());
        }
        let report = elapse(tx, &self.rules, report, self.now).await?;
        let root = self.root(tx, &report).await?;
        let root = match root {
            Some(root) => Some(elapse(tx, &self.rules, root, self.now).await?),
            None => None,
        };
        let mut context = self.rules.context(report.holder, self.now, root.as_ref());
        if let (Command::Archive { .. }, Some(earlier)) = (&self.command, &root) {
            context.same_person = intake::same_contact(tx, report.id, earlier.id).await?;
        }
        let permit = permit(
            &report,
            self.actor,
            self.command.kind(),
            &self.rules.directory,
        )?;
        let decided = decide::decide(&report, &permit, self.command.clone(), &context)?;
        content::insert(tx, report.home, report.id, &self.words, self.now).await?;
        photos::insert(tx, &self.photos, self.now).await?;
        let before = report.clone();
        let after = record::append(
            tx,
            &self.rules,
            report.id,
            Some(report),
            decided.clone(),
            permit.actor(),
            self.now,
        )
        .await?;
        self.move_followers(tx, &before, &decided, permit.actor())
            .await?;
        self.second_stream(tx, &before, root, permit.actor())
            .await?;
        self.erase(tx, &after, &decided).await?;
        Ok(after)
    }

    async fn again(&self, tx: &mut Tx<'_>) -> Result<Report, AppError> {
        record::load(tx, self.report)
            .await?
            .ok_or(AppError::NotFound)
    }
}

impl Act {
    /// The other report that rows 9, 11, 11a, 24a, 26a, 31, 38 and 38a ask about.
    async fn root(&self, tx: &mut Tx<'_>, report: &Report) -> Result<Option<Report>, AppError> {
        let root = match (&self.command, &report.state) {
            (Command::Merge { root }, _) => *root,
            (Command::KeepApart { other }, _) => *other,
            (
                Command::Archive {
                    earlier: Some(earlier),
                    ..
                },
                _,
            ) => *earlier,
            (
                Command::Unmerge { .. }
                | Command::Rate { .. }
                | Command::ConfirmShared
                | Command::DisputeShared { .. }
                | Command::HearDispute,
                State::Merged(merge),
            ) => merge.root,
            _ => return Ok(None),
        };
        Ok(record::load(tx, root).await?)
    }

    /// Followers go where their root goes: into another root, or to another body.
    async fn move_followers(
        &self,
        tx: &mut Tx<'_>,
        before: &Report,
        decided: &[Decision],
        actor: ActorRef,
    ) -> Result<(), AppError> {
        for id in &before.followers {
            let follower = record::load(tx, *id).await?.ok_or(AppError::NotFound)?;
            let moves: Vec<_> = decided
                .iter()
                .filter_map(|decision| decide::follow_root(&follower, decision))
                .collect();
            if !moves.is_empty() {
                record::append(tx, &self.rules, *id, Some(follower), moves, actor, self.now)
                    .await?;
            }
        }
        Ok(())
    }

    /// Merging and unmerging are events of both reports.
    async fn second_stream(
        &self,
        tx: &mut Tx<'_>,
        before: &Report,
        root: Option<Report>,
        actor: ActorRef,
    ) -> Result<(), AppError> {
        let Some(root) = root else { return Ok(()) };
        let plain = |what| Decision {
            occurred_at: self.now,
            event: Event {
                what,
                clocks: Vec::new(),
            },
        };
        let mut on_root = Vec::new();
        match &self.command {
            Command::Merge { .. } => {
                on_root.push(plain(What::FollowerAdded {
                    follower: before.id,
                }));
                on_root.extend(before.followers.iter().map(|follower| {
                    plain(What::FollowerAdded {
                        follower: *follower,
                    })
                }));
            }
            Command::Unmerge { .. } => on_root.push(plain(What::FollowerRemoved {
                follower: before.id,
            })),
            Command::HearDispute => {
                let context = self.rules.context(root.holder, self.now, None);
                on_root.extend(decide::reviewed(&root, before.id, &context));
            }
            Command::KeepApart { .. } => {
                let context = self.rules.context(root.holder, self.now, None);
                on_root.extend(decide::kept_apart_too(&root, before.id, &context));
            }
            _ => return Ok(()),
        }
        if on_root.is_empty() {
            return Ok(());
        }
        record::append(
            tx,
            &self.rules,
            root.id,
            Some(root),
            on_root,
            actor,
            self.now,
        )
        .await?;
        Ok(())
    }

    /// The words that an erasure names go in the same transaction.
    async fn erase(
        &self,
        tx: &mut Tx<'_>,
        report: &Report,
        decided: &[Decision],
    ) -> Result<(), AppError> {
        for decision in decided {
            let What::Erased { words, .. } = &decision.event.what else {
                continue;
            };
            let ids: Vec<_> = words.iter().map(|word| word.id).collect();
            content::erase(tx, &ids, self.now).await?;
            intake::forget_lookups(tx, report.id).await?;
            outbox::forget_report(tx, report.id, self.now).await?;
            outside_push::forget_report(tx, report.id).await?;
            // The bytes go when the sweeper finds that no row refers to them.
            file::remove_of_erased(tx, report.id, &ids).await?;
        }
        Ok(())
    }
}

/// Records everything that became due before a command is looked at.
pub(super) async fn elapse(
    tx: &mut Tx<'_>,
    rules: &Rules,
    report: Report,
    now: Timestamp,
) -> Result<Report, AppError> {
    let due = timers::elapse(&report, &rules.context(report.holder, now, None));
    if due.is_empty() {
        return Ok(report);
    }
    Ok(record::append(
        tx,
        rules,
        report.id,
        Some(report),
        due,
        ActorRef::SYSTEM,
        now,
    )
    .await?)
}
