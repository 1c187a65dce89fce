//! Believable lives of reports: who does what next, and when. Every step is a decision of the domain.

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::{SignedDuration, Timestamp};
use lapor_app::app::{App, fresh_id};
use lapor_app::demo::texts;
use lapor_domain::content::{ContentKind, ContentRef};
use lapor_domain::ids::{BodyId, CategoryId, OfficerId, ReportId, UnitId};
use lapor_domain::report::command::{Command, Verification};
use lapor_domain::report::decide::{self, Decision};
use lapor_domain::report::event::{ActorRef, Event, Receipt, Recorded, What};
use lapor_domain::report::permit::{Actor, permit, permit_receive};
use lapor_domain::report::state::{Owner, State};
use lapor_domain::report::{Report, timers};
use lapor_domain::rules::Rules;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{ArchiveReason, Channel, Identity, Outcome, ReportType, Role};
use lapor_store::record::content::NewContent;

use crate::Failed;

/// Who is there to act, and on what.
pub(crate) struct Cast {
    pub(crate) city: BodyId,
    coordinator: OfficerId,
    officers: Vec<(UnitId, OfficerId)>,
    categories: Vec<CategoryId>,
    regions: Vec<String>,
}

impl Cast {
    /// Of the demonstration city.
    pub(crate) fn of(rules: &Rules) -> Result<Self, Failed> {
        let directory = &rules.directory;
        let city = directory
            .bodies
            .values()
            .find(|body| body.slug == "palangkaraya");
        let city = city.ok_or("no city")?.id;
        let mut granted: Vec<_> = directory
            .officers
            .values()
            .flat_map(|officer| officer.grants.iter().map(move |grant| (officer.id, grant)))
            .filter(|(_, grant)| grant.body == city)
            .map(|(officer, grant)| (grant.role, grant.node, officer))
            .collect();
        granted.sort_unstable_by_key(|(_, node, officer)| (*node, *officer));
        let mut of_role = granted.iter();
        let coordinator = of_role.find(|(role, ..)| *role == Role::Coordinator);
        let units = granted
            .iter()
            .filter(|(role, ..)| *role == Role::UnitOfficer);
        let mut categories: Vec<CategoryId> = directory
            .categories
            .values()
            .filter(|it| it.body == city && it.parent.is_some() && !it.evidence_required)
            .map(|it| it.id)
            .collect();
        categories.sort_unstable();
        let regions = lapor_app::demo::city::CITY.kelurahan();
        Ok(Self {
            city,
            coordinator: coordinator.ok_or("no coordinator")?.2,
            officers: units
                .filter_map(|(_, node, id)| Some(((*node)?, *id)))
                .collect(),
            categories,
            regions: regions.map(|region| region.code.to_string()).collect(),
        })
    }
}

impl Cast {
    /// One of the units.
    pub(crate) fn unit(&self) -> Option<UnitId> {
        self.officers.first().map(|(unit, _)| *unit)
    }

    /// One of its categories.
    pub(crate) fn category(&self) -> Option<CategoryId> {
        self.categories.first().copied()
    }
}

/// A report as it lives.
pub(crate) struct Story<'a> {
    pub(crate) report: Report,
    pub(crate) events: Vec<Recorded>,
    /// The words that were said, where each is kept.
    pub(crate) words: Vec<NewContent>,
    n: u64,
    world: &'a World<'a>,
    dice: Dice,
    now: Timestamp,
}

/// Where stories happen.
pub(crate) struct World<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) cast: &'a Cast,
    /// Nothing happens after it.
    pub(crate) until: Timestamp,
    /// What is said.
    pub(crate) said: &'a Said,
    /// Steps that the rules refused: such a life goes no further.
    pub(crate) refused: &'a AtomicU64,
}

/// What people say.
pub(crate) enum Said {
    /// One reference for each kind of words, to words that nobody keeps, as if they were erased: figures read none of
    /// them, and sealing them takes longer than all the rest.
    Nothing(Vec<ContentRef>),
    /// Words of their own.
    Words(App, BodyId),
}

impl Said {
    /// Words that nobody keeps, sealed once.
    pub(crate) fn nothing(app: &App, city: BodyId) -> Self {
        let mut draft = app.draft(city);
        let kinds = [
            ContentKind::TextOriginal,
            ContentKind::TextFinal,
            ContentKind::OfficerMessage,
            ContentKind::ReporterMessage,
        ];
        let said = kinds.map(|kind| draft.seal(kind, "Jalan berlubang di depan pasar."));
        Self::Nothing(said.to_vec())
    }

    /// Says something about the n-th report.
    fn say(
        &self,
        n: u64,
        kind: ContentKind,
        words: &mut Vec<NewContent>,
    ) -> Result<ContentRef, Failed> {
        match self {
            Self::Nothing(said) => {
                let known = said.iter().find(|reference| reference.kind == kind);
                Ok(known.ok_or("no such words")?.clone())
            }
            Self::Words(app, city) => {
                let text = texts::report(n, "jalan-rusak", "Menteng");
                let text = match kind {
                    ContentKind::TitleFinal => text.title,
                    ContentKind::TextOriginal | ContentKind::TextFinal => text.body,
                    _ => format!("Terima kasih, laporan {n} telah kami tinjau di lapangan."),
                };
                let mut draft = app.draft(*city);
                let reference = draft.seal(kind, &text);
                words.extend(draft.into_words());
                Ok(reference)
            }
        }
    }
}

impl World<'_> {
    /// What came of a part of a life; the first refusals are told.
    fn went<T: Default>(&self, outcome: Result<T, Failed>) -> T {
        outcome.unwrap_or_else(|refusal| {
            if self.refused.fetch_add(1, Ordering::Relaxed) < 3 {
                eprintln!("  a step was refused: {refusal}");
            }
            T::default()
        })
    }
}

/// Numbers that look random and are the same each time.
#[derive(Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn of(n: u64) -> Self {
        Self(n.wrapping_mul(0xD1B5_4A32_D192_ED03))
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % n.max(1)
    }

    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let at = self.below(of.len() as u64);
        of.get(usize::try_from(at).ok()?)
    }
}

/// Whether the story goes on: it ends where the time that is told of does.
type Goes = Result<bool, Failed>;

impl<'a> Story<'a> {
    /// The n-th report, received at a moment.
    fn received(world: &'a World<'a>, n: u64, at: Timestamp) -> Result<Self, Failed> {
        let mut dice = Dice::of(n);
        let mut words = Vec::new();
        let mut random = [0; 10];
        random[..8].copy_from_slice(&n.to_be_bytes());
        let id = ReportId(fresh_id(at, random));
        let city = world.cast.city;
        let receipt = Receipt {
            tracking: TrackingNo::from_random(n),
            home: city,
            holder: city,
            channel: *dice.one(Channel::ALL).unwrap_or(&Channel::Web),
            unmapped_channel: None,
            declared_type: None,
            declared_supervisory: dice.below(200) == 0,
            category: None,
            named_unit: None,
            region: dice.one(&world.cast.regions).cloned(),
            language: None,
            incident_date: None,
            day_only: false,
            identity: Identity::None,
            anonim: dice.chance(15),
            rahasia: dice.chance(6),
            has_contact: false,
            words: vec![world.said.say(n, ContentKind::TextOriginal, &mut words)?],
            files: vec![],
            excluded: vec![],
        };
        let permit = permit_receive(Actor::Reporter, city, &world.rules.directory)?;
        let context = world.rules.context(city, at, None);
        let decided = decide::receive(&permit, receipt, at, None, &context)?;
        let first = Recorded {
            seq: 1,
            occurred_at: decided.occurred_at,
            recorded_at: at,
            actor: permit.actor(),
            event: decided.event,
        };
        Ok(Self {
            report: Report::first(id, &first).ok_or("not a receipt")?,
            events: vec![first],
            words,
            n,
            world,
            dice,
            now: at,
        })
    }

    fn record(&mut self, decisions: Vec<Decision>, actor: ActorRef) {
        for decision in decisions {
            let recorded = Recorded {
                seq: self.report.seq + 1,
                occurred_at: decision.occurred_at,
                recorded_at: self.now.max(self.report.updated_at),
                actor,
                event: decision.event,
            };
            self.report.apply(&recorded);
            self.events.push(recorded);
        }
    }

    /// Waits between so many hours; what falls due meanwhile happens on its day.
    fn wait(&mut self, from: u64, to: u64) -> bool {
        let minutes = from * 60 + self.dice.below((to - from).max(1) * 60);
        let minutes = i64::try_from(minutes).unwrap_or(0);
        let then = self.now + SignedDuration::from_secs(minutes * 60 + 7);
        let end = then.min(self.world.until);
        loop {
            let rules = self.world.rules;
            let context = rules.context(self.report.holder, self.now, None);
            let Some(due) = timers::next_timer(&self.report, &context).filter(|due| *due <= end)
            else {
                break;
            };
            self.now = self.now.max(due + SignedDuration::from_millis(700));
            let context = rules.context(self.report.holder, self.now, None);
            let due = timers::elapse(&self.report, &context);
            if due.is_empty() {
                break;
            }
            self.record(due, ActorRef::SYSTEM);
        }
        self.now = self.now.max(end);
        then < self.world.until
    }

    fn say(&mut self, kind: ContentKind) -> Result<ContentRef, Failed> {
        self.world.said.say(self.n, kind, &mut self.words)
    }

    fn answer(&mut self) -> Result<ContentRef, Failed> {
        self.say(ContentKind::OfficerMessage)
    }

    fn give(
        &mut self,
        actor: Actor,
        command: Command,
        root: Option<&Report>,
    ) -> Result<(), Failed> {
        let rules = self.world.rules;
        let permit = permit(&self.report, actor, command.kind(), &rules.directory)?;
        let context = rules.context(self.report.holder, self.now, root);
        let decided = decide::decide(&self.report, &permit, command, &context)?;
        self.record(decided, permit.actor());
        Ok(())
    }

    fn coordinator(&self) -> Actor {
        Actor::Officer(self.world.cast.coordinator)
    }

    fn unit(&mut self) -> Result<(UnitId, Actor), Failed> {
        let cast = self.world.cast;
        let (unit, officer) = *self.dice.one(&cast.officers).ok_or("no units")?;
        Ok((unit, Actor::Officer(officer)))
    }

    fn verify(&mut self, lead: UnitId) -> Result<(), Failed> {
        let mut words = vec![self.say(ContentKind::TextFinal)?];
        // Where nothing is kept, one text: with a title too, the event would need a page of its own on SQLite.
        if matches!(self.world.said, Said::Words(..)) {
            words.push(self.say(ContentKind::TitleFinal)?);
        }
        let report_type = match self.dice.below(10) {
            0..7 => ReportType::Complaint,
            7..9 => ReportType::Information,
            _ => ReportType::Aspiration,
        };
        let cast = self.world.cast;
        let release = !self.report.rahasia && self.dice.chance(60);
        let verification = Verification {
            report_type,
            supervisory: false,
            category: *self.dice.one(&cast.categories).ok_or("no categories")?,
            lead,
            keep: false,
            findings_kept: false,
            release,
            words,
            note: None,
            proposed: None,
        };
        let coordinator = self.coordinator();
        self.give(coordinator, Command::Verify(Box::new(verification)), None)
    }

    /// From receipt to disposition; the unit that has it then.
    fn begin(&mut self) -> Result<Option<Actor>, Failed> {
        let coordinator = self.coordinator();
        if !self.wait(1, 60) {
            return Ok(None);
        }
        if self.dice.chance(7) {
            let reason = ArchiveReason::Unclear;
            let explanation = self.answer()?;
            let archive = Command::Archive {
                reason,
                explanation,
                where_to: None,
                earlier: None,
            };
            return self.give(coordinator, archive, None).map(|()| None);
        }
        if self.dice.chance(5) {
            let question = self.answer()?;
            self.give(coordinator, Command::Hold { question }, None)?;
            let is_answered = self.dice.chance(60);
            if !is_answered {
                self.wait(40 * 24, 41 * 24);
                return Ok(None);
            }
            if !self.wait(5, 200) {
                return Ok(None);
            }
            let text = self.say(ContentKind::ReporterMessage)?;
            self.give(
                Actor::Reporter,
                Command::Reply {
                    text,
                    files: vec![],
                },
                None,
            )?;
        }
        let (lead, mut officer) = self.unit()?;
        self.verify(lead)?;
        if self.dice.chance(5) && self.wait(2, 30) {
            let (next, who) = self.unit()?;
            if next != lead {
                let reason = self.answer()?;
                self.give(
                    officer,
                    Command::Refuse {
                        owner: Owner::Unit(next),
                        reason,
                    },
                    None,
                )?;
                if !self.wait(2, 60) {
                    return Ok(None);
                }
                self.give(
                    coordinator,
                    Command::Redirect {
                        lead: next,
                        note: None,
                    },
                    None,
                )?;
                officer = who;
            }
        }
        Ok(Some(officer))
    }

    /// From disposition to the end.
    fn handled(&mut self, mut officer: Actor) -> Goes {
        if self.dice.chance(2) {
            // Some lie.
            return Ok(self.wait(200 * 24, 400 * 24));
        }
        // Most take it on within the two working days of the rules.
        if self.dice.chance(80) {
            if !self.wait(2, 24) {
                return Ok(false);
            }
            if matches!(self.report.state, State::Assigned(_)) {
                self.give(officer, Command::Accept, None)?;
            }
        }
        if self.dice.chance(75) {
            if !self.wait(6, 8 * 24) {
                return Ok(false);
            }
            let text = self.answer()?;
            let soon = self.now + SignedDuration::from_hours(14 * 24);
            let next_by = lapor_domain::zone::Zone::Wib.local_date(soon);
            self.give(
                officer,
                Command::Answer {
                    text,
                    next_by,
                    files: vec![],
                },
                None,
            )?;
        }
        for round in 0..2 {
            if !self.wait(12, 30 * 24) {
                return Ok(false);
            }
            let answer = self.answer()?;
            let usual = [Outcome::Done, Outcome::Answered, Outcome::NotGranted];
            let fits = |outcome: &Outcome| outcome.fits(self.report.report_type);
            let fitting: Vec<Outcome> = usual.into_iter().filter(fits).collect();
            let outcome = *self.dice.one(&fitting).unwrap_or(&Outcome::NotGranted);
            let proposal = Command::ProposeClosure {
                answer,
                outcome,
                promise: None,
                files: vec![],
            };
            self.give(officer, proposal, None)?;
            if round == 1 || !self.dice.chance(4) {
                break;
            }
            if !self.wait(3, 100) {
                return Ok(false);
            }
            let reason = self.say(ContentKind::ReporterMessage)?;
            self.give(Actor::Reporter, Command::Dispute { reason }, None)?;
            if !self.wait(3, 100) {
                return Ok(false);
            }
            let mut next = self.unit()?;
            while next.1 == officer || Some(next.0) == self.report.lead() {
                next = self.unit()?;
            }
            let (lead, who) = next;
            officer = who;
            let anew = Command::AssignAnew {
                lead,
                person: None,
                note: None,
            };
            let coordinator = self.coordinator();
            self.give(coordinator, anew, None)?;
        }
        if self.dice.chance(28) {
            if !self.wait(2, 6 * 24) {
                return Ok(false);
            }
            if matches!(self.report.state, State::ClosureProposed(_)) {
                self.give(Actor::Reporter, Command::Confirm, None)?;
            }
            if self.dice.chance(45) && matches!(self.report.state, State::Closed(_)) {
                let stars = u8::try_from(1 + self.dice.below(5)).unwrap_or(5);
                self.give(
                    Actor::Reporter,
                    Command::Rate {
                        stars,
                        comment: None,
                    },
                    None,
                )?;
            }
        }
        Ok(self.wait(40 * 24, 41 * 24))
    }
}

/// The n-th life, and where others were merged into it, theirs: `n + 1`, `n + 2` … up to `n + others`.
pub(crate) fn lives<'a>(
    world: &'a World<'a>,
    n: u64,
    others: u64,
    arrival: impl Fn(u64) -> Timestamp,
) -> Result<Vec<Story<'a>>, Failed> {
    let mut story = Story::received(world, n, arrival(n))?;
    let mut all = Vec::new();
    let officer = world.went(story.begin());
    for other in n + 1..=n + others {
        let mut follower = Story::received(world, other, arrival(other).max(story.now))?;
        let is_open = story.report.figure().is_some() && officer.is_some();
        if is_open && follower.wait(1, 20) && story.wait(0, 1) {
            follower.now = follower.now.max(story.now);
            story.now = follower.now;
            let root = story.report.id;
            let coordinator = follower.coordinator();
            // The rules may forbid it, as where one is supervisory: then it stays a report of its own.
            let merged = follower.give(coordinator, Command::Merge { root }, Some(&story.report));
            if merged.is_ok() {
                let follower = follower.report.id;
                let what = What::FollowerAdded { follower };
                let event = Event {
                    what,
                    clocks: Vec::new(),
                };
                let occurred_at = story.now;
                story.record(vec![Decision { occurred_at, event }], ActorRef::SYSTEM);
            }
        }
        all.push(follower);
    }
    if let Some(officer) = officer {
        world.went(story.handled(officer));
    }
    all.insert(0, story);
    Ok(all)
}
