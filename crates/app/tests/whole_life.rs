//! A report's whole life through the use cases, as four people, on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod town;

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use lapor_app::error::AppError;
use lapor_app::report::case::{self, Onlooker};
use lapor_app::report::filing::Filing;
use lapor_app::report::{act, receive};
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{OfficerId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::command::{Command, Destination, Verification};
use lapor_domain::report::permit::Actor;
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::report::state::State;
use lapor_domain::words::{Outcome, ReportType, StateCode};
use lapor_store::{Query, Store, StoreError, Tx, both_engines, record};

use town::Town;

impl Town {
    fn officer(&self, slug: &str) -> OfficerId {
        self.made.officers[slug]
    }

    fn wait(&self, hours: i64) {
        let now: Timestamp = lapor_app::clock::Clock::now(&*self.clock);
        self.clock.set(now + SignedDuration::from_hours(hours));
    }

    async fn file(&self, key: u8, text: &str) -> receive::Receipted {
        let filing = Filing {
            text: text.to_owned(),
            body: Some(self.made.bodies["palangkaraya"]),
            name: "Warga Contoh".to_owned(),
            phone: "0812 0000 0000".to_owned(),
            ..Filing::default()
        };
        receive::receive(&self.app, Actor::Reporter, "web", [key; 16], filing, vec![])
            .await
            .unwrap()
    }

    async fn give(
        &self,
        actor: Actor,
        report: ReportId,
        seen: Option<u32>,
        build: impl FnOnce(&mut lapor_app::app::Draft) -> Command,
    ) -> Result<Report, AppError> {
        let mut draft = self.app.draft(self.made.bodies["palangkaraya"]);
        let command = build(&mut draft);
        act::act(
            &self.app,
            actor,
            report,
            seen,
            command,
            draft.into_words(),
            vec![],
        )
        .await
    }

    async fn load(&self, report: ReportId) -> Report {
        self.app.store().read(Load(report)).await.unwrap()
    }

    async fn verify(&self, report: ReportId) -> Report {
        let category = self.made.categories["jalan-rusak"];
        let lead = self.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())];
        self.give(
            Actor::Officer(self.officer("koordinator")),
            report,
            None,
            |draft| {
                Command::Verify(Box::new(Verification {
                    report_type: ReportType::Complaint,
                    supervisory: false,
                    category,
                    lead,
                    keep: false,
                    findings_kept: false,
                    release: true,
                    words: vec![
                        draft.seal(ContentKind::TitleFinal, "Jalan berlubang"),
                        draft.seal(ContentKind::TextFinal, "Jalan berlubang di depan pasar."),
                    ],
                    note: None,
                    proposed: None,
                }))
            },
        )
        .await
        .unwrap()
    }
}

/// A report, folded from its events.
struct Load(ReportId);

impl Query for Load {
    type Output = Report;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Report, StoreError> {
        Ok(record::load(tx, self.0).await.unwrap().unwrap())
    }
}

both_engines! {
    async fn filed_verified_answered_confirmed(store: Store) {
        let town = Town::new(store).await;
        let first = town.file(1, "Jalan berlubang di depan pasar, sudah dua minggu.").await;
        let again = town.file(1, "Jalan berlubang di depan pasar, sudah dua minggu.").await;
        assert!(again.again);
        assert_eq!(first.report, again.report);
        assert_eq!(*first.phrase.expose(), *again.phrase.expose());
        // By number alone nobody reads a word of it yet.
        let by_number = case::by_number(&town.app, first.tracking, Onlooker::TrackingNumber).await.unwrap().unwrap();
        assert_eq!(by_number.state, StateCode::Received);
        assert!(by_number.title.is_none() && by_number.text_original.words().is_none());
        assert!(case::read(&town.app, first.report, Onlooker::Public).await.unwrap().is_none());

        let verified = town.verify(first.report).await;
        assert_eq!(verified.state.code(), StateCode::Assigned);
        let public = case::read(&town.app, first.report, Onlooker::Public).await.unwrap().unwrap();
        assert_eq!(public.text_public.words(), Some("Jalan berlubang di depan pasar."));
        assert!(public.text_original.words().is_none() && public.name.words().is_none());

        // Two officers at once: the second is told to look again.
        let seen = Some(verified.seq);
        let unit = Actor::Officer(town.officer("dpupr"));
        let answered = town
            .give(unit, first.report, seen, |draft| Command::Answer {
                text: draft.seal(ContentKind::OfficerMessage, "Tim kami memeriksa lokasi."),
                next_by: date(2025, 8, 6),
                files: vec![],
            })
            .await
            .unwrap();
        assert_eq!(answered.state.code(), StateCode::InProgress);
        let stale = town
            .give(unit, first.report, seen, |draft| Command::Ask {
                text: draft.seal(ContentKind::OfficerMessage, "Di sisi mana?"),
            })
            .await;
        assert!(matches!(stale, Err(AppError::Refused(Refusal::Guard { guard: Guard::Stale, .. }))), "{stale:?}");

        town.wait(48);
        let proposed = town
            .give(unit, first.report, None, |draft| Command::ProposeClosure {
                answer: draft.seal(ContentKind::OfficerMessage, "Lubang ini belum dapat ditambal tahun ini."),
                outcome: Outcome::NotGranted,
                promise: None,
                files: vec![],
            })
            .await
            .unwrap();
        assert_eq!(proposed.state.code(), StateCode::ClosureProposed);
        let closed = town.give(Actor::Reporter, first.report, None, |_| Command::Confirm).await.unwrap();
        assert_eq!(closed.state.code(), StateCode::Closed);

        let own = case::read(&town.app, first.report, Onlooker::Reporter).await.unwrap().unwrap();
        assert_eq!(own.name.words(), Some("Warga Contoh"));
        assert!(own.history.iter().any(|entry| entry.words.as_deref() == Some("Lubang ini belum dapat ditambal tahun ini.")));
        // The unit never saw a telephone number.
        let unit_view = case::read(&town.app, first.report, Onlooker::Officer(town.officer("dpupr"))).await.unwrap().unwrap();
        assert!(unit_view.contact.iter().all(|(_, shown)| shown.words().is_none()));
    }

    async fn silence_closes(store: Store) {
        let town = Town::new(store).await;
        let report = town.file(2, "Lampu jalan mati.").await.report;
        town.verify(report).await;
        town.give(Actor::Officer(town.officer("dpupr")), report, None, |draft| Command::ProposeClosure {
            answer: draft.seal(ContentKind::OfficerMessage, "Lampu ini bukan milik kota."),
            outcome: Outcome::NotGranted,
            promise: None,
            files: vec![],
        })
        .await
        .unwrap();
        town.wait(24 * 40);
        lapor_app::jobs::round(&town.app).await.unwrap();
        let closed = case::read(&town.app, report, Onlooker::Public).await.unwrap().unwrap();
        assert_eq!(closed.state, StateCode::Closed);
        assert_eq!(closed.ended_by, Some(lapor_domain::words::EndedBy::System));
    }

    /// Followers go where their root goes: into another root, and to another body.
    async fn followers_follow(store: Store) {
        let town = Town::new(store).await;
        let coordinator = Actor::Officer(town.officer("koordinator"));
        let mut reports = vec![];
        for key in 10..13 {
            let filed = town.file(key, "Jalan berlubang di depan pasar.").await;
            town.verify(filed.report).await;
            reports.push((filed.report, filed.tracking));
        }
        let [follower, middle, root] = [0, 1, 2].map(|at: usize| reports[at].0);
        for (from, into) in [(follower, middle), (middle, root)] {
            let merged = town.give(coordinator, from, None, |_| Command::Merge { root: into }).await.unwrap();
            assert_eq!(merged.state.code(), StateCode::Merged);
        }
        let roots = |report: &Report| match &report.state {
            State::Merged(merge) => Some(merge.root),
            _ => None,
        };
        for merged in [follower, middle] {
            assert_eq!(roots(&town.load(merged).await), Some(root), "never nested");
        }
        assert_eq!(town.load(root).await.followers, [middle, follower]);
        assert!(town.load(middle).await.followers.is_empty());

        let province = town.made.bodies["kalteng"];
        town.give(coordinator, root, None, |draft| Command::Transfer {
            to: Destination::Body(province),
            reason: draft.seal(ContentKind::OfficerMessage, "Jalan ini jalan provinsi."),
        })
        .await
        .unwrap();
        for (report, tracking) in reports {
            let moved = town.load(report).await;
            assert_eq!(moved.holder, province);
            assert_eq!(moved.tracking, tracking);
            assert_eq!(moved.held_by, [town.made.bodies["palangkaraya"], province]);
        }
        let compared = lapor_store::rebuild::check(town.app.store(), &town.app.rules(), &mut |_| {}).await.unwrap();
        assert!(compared.agrees(), "{:?}", compared.named);
    }
}
