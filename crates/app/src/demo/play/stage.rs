//! Plays the tales day by day: what is due first, then each report's people, reports side by side.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use lapor_domain::ids::BodyId;
use lapor_domain::zone::Zone;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::chores;
use super::promises;
use super::scene::{Player, Scene};
use super::tale::{Known, Tale, World};
use super::{SeedError, Shown};
use crate::app::App;
use crate::clock::SetClock;
use crate::error::AppError;
use crate::jobs;
use crate::report::elapse;

/// Days between two rounds of all background work; time itself passes every day.
const ROUND_EVERY: i64 = 7;

/// Where everything is played.
pub(super) struct Stage {
    app: App,
    world: Arc<World>,
    players: Vec<Arc<Player>>,
    /// Per day: which players act, and how many of their steps are before.
    agenda: BTreeMap<Date, Vec<usize>>,
    known: Arc<Known>,
    last_round: Option<Date>,
}

impl Stage {
    /// Steps after `ends` are not played.
    pub(super) fn new(app: &App, world: World, tales: Vec<Tale>, ends: Timestamp) -> Self {
        let desk = world.body(super::tale::DESK).unwrap_or(BodyId(Uuid::nil()));
        let mut agenda: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        let mut players = Vec::new();
        for mut tale in tales {
            tale.steps.retain(|step| step.at < ends);
            let moments = tale.steps.iter().map(|step| step.at).chain([tale.filed]);
            for at in moments {
                let today = agenda.entry(world.diary.day(at)).or_default();
                if today.last() != Some(&players.len()) && !today.contains(&players.len()) {
                    today.push(players.len());
                }
            }
            players.push(Arc::new(Player {
                home: tale.filing.body.unwrap_or(desk),
                tale,
                receipt: OnceLock::new(),
            }));
        }
        Self {
            app: app.clone(),
            world: Arc::new(world),
            players,
            agenda,
            known: Arc::default(),
            last_round: None,
        }
    }

    /// Plays one day.
    pub(super) async fn play(&mut self, clock: &SetClock, day: Date) -> Result<(), SeedError> {
        let midnight = Zone::Wib.start_of_day(day);
        clock.set(midnight + SignedDuration::from_secs(30));
        self.morning(day).await?;
        if day == chores::LOCAL_DECREE {
            clock.set(midnight + SignedDuration::from_hours(7));
            chores::local_day(&self.app, &self.world).await?;
            jobs::round(&self.app).await?;
        }
        if day == chores::LOOK_DAY {
            clock.set(midnight + SignedDuration::from_hours(9));
            chores::look(&self.app, &self.world, &self.known).await?;
        }
        let morning = SetClock::at(midnight + SignedDuration::from_hours(9));
        promises::on(&self.app.with_clock(Arc::new(morning)), &self.world, day).await?;
        let today = self.agenda.remove(&day).unwrap_or_default();
        // Tales that know each other go one after the other, in order of time; the rest side by side.
        self.together(day, &today).await?;
        self.side_by_side(day, &today).await
    }

    /// What became due over night; days that have become free by a decree since; background work.
    async fn morning(&mut self, day: Date) -> Result<(), AppError> {
        let before = self.app.rules();
        self.app.reload_rules(false).await?;
        let rules = self.app.rules();
        elapse::tick(&self.app).await?;
        for body in self.world.installed.bodies.values() {
            if before.calendar(*body) != rules.calendar(*body) {
                let instrument = "\"Keputusan Bersama 3 Menteri\"";
                elapse::calendar_moved(&self.app, &body.to_string(), instrument).await?;
            }
        }
        let waited = self
            .last_round
            .and_then(|last| day.since(last).ok())
            .is_none_or(|span| i64::from(span.get_days()) >= ROUND_EVERY);
        if waited {
            self.last_round = Some(day);
            // Routing learns from what has its place in the order of events.
            self.app.order().await?;
            jobs::round(&self.app).await?;
        }
        Ok(())
    }

    /// The shown tales, step by step in order of time.
    async fn together(&mut self, day: Date, today: &[usize]) -> Result<(), SeedError> {
        let mut moments = Vec::new();
        for player in self.players_of(today, true) {
            moments.extend(
                self.moments(&player, day)
                    .map(|(at, step)| (at, step, Arc::clone(&player))),
            );
        }
        moments.sort_by_key(|(at, ..)| *at);
        for (_, step, player) in moments {
            let scene = self.scene(player);
            scene.play(step).await?;
            if let (None, Some(receipt)) = (step, scene.player.receipt.get()) {
                let mut known = Known::clone(&self.known);
                known.insert(scene.player.tale.name, receipt.report);
                self.known = Arc::new(known);
            }
        }
        Ok(())
    }

    async fn side_by_side(&mut self, day: Date, today: &[usize]) -> Result<(), SeedError> {
        let mut playing = JoinSet::new();
        for player in self.players_of(today, false) {
            let steps: Vec<_> = self.moments(&player, day).map(|(_, step)| step).collect();
            let scene = self.scene(player);
            playing.spawn(async move {
                for step in steps {
                    scene.play(step).await?;
                }
                Ok::<_, SeedError>(())
            });
        }
        while let Some(played) = playing.join_next().await {
            match played {
                Ok(played) => played?,
                Err(error) => std::panic::resume_unwind(error.into_panic()),
            }
        }
        Ok(())
    }

    fn players_of(&self, today: &[usize], shown: bool) -> Vec<Arc<Player>> {
        today
            .iter()
            .filter_map(|place| self.players.get(*place))
            .filter(|player| player.tale.together == shown)
            .cloned()
            .collect()
    }

    /// A player's moments of a day: `None` is the filing, else the place of the step.
    fn moments(
        &self,
        player: &Player,
        day: Date,
    ) -> impl Iterator<Item = (Timestamp, Option<usize>)> {
        let filed = (player.tale.filed, None);
        let steps = (0..)
            .zip(&player.tale.steps)
            .map(|(place, step)| (step.at, Some(place)));
        let moments: Vec<_> = std::iter::once(filed)
            .chain(steps)
            .filter(|(at, _)| self.world.diary.day(*at) == day)
            .collect();
        moments.into_iter()
    }

    fn scene(&self, player: Arc<Player>) -> Scene {
        Scene {
            app: self.app.clone(),
            world: Arc::clone(&self.world),
            known: Arc::clone(&self.known),
            player,
        }
    }

    /// The last background work, so that nothing waits; and every event gets its place.
    pub(super) async fn settle(&self) -> Result<(), AppError> {
        self.app.order().await?;
        jobs::round(&self.app).await?;
        self.app.order().await.map(drop)
    }

    /// How many reports came in.
    pub(super) fn reports(&self) -> usize {
        let received = self.players.iter();
        received
            .filter(|player| player.receipt.get().is_some())
            .count()
    }

    /// Reports that a visitor may open.
    pub(super) fn shown(&self) -> Vec<Shown> {
        let shown = self.players.iter().filter_map(|player| {
            let receipt = player.receipt.get()?;
            Some(Shown {
                tracking: receipt.tracking.to_string(),
                phrase: receipt.phrase.expose().to_string(),
                shows: player.tale.shows?,
            })
        });
        shown.collect()
    }
}
