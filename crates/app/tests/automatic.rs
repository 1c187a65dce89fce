//! Disposition without an officer, on both engines: off until a body wants it, then only what the program has proved to
//! be right about, and never what needs an officer's eyes.
#![expect(clippy::unwrap_used, reason = "tests")]

mod town;

use jiff::SignedDuration;
use lapor_app::report::filing::Filing;
use lapor_app::report::{act, receive};
use lapor_app::routing::{self, Matter};
use lapor_app::{admin, jobs};
use lapor_domain::ids::{BodyId, ReportId, RouteId, UnitId};
use lapor_domain::report::Report;
use lapor_domain::report::command::{Command, Verification};
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::permit::Actor;
use lapor_domain::routing::{AutoDisposition, RouteRule, Source};
use lapor_domain::words::{ReportType, StateCode};
use lapor_store::record::entity::{Entity, PolicyHistory};
use lapor_store::{Query, Store, StoreError, Tx, both_engines, record};

use town::Town;

/// Decisions over which precision is measured here.
const DECISIONS: u32 = 12;

impl Town {
    fn city(&self) -> BodyId {
        self.made.bodies["palangkaraya"]
    }

    fn unit(&self, slug: &str) -> UnitId {
        self.made.units[&("palangkaraya".to_owned(), slug.to_owned())]
    }

    /// The body lets the program dispose.
    async fn switch_on(&self, min_precision: u16) {
        let rules = self.app.rules();
        let mut policy = rules.policy(self.city(), self.app.now()).clone();
        policy.version += 1;
        policy.valid_from = "2025-08-01".parse().unwrap();
        policy.auto_disposition = Some(AutoDisposition {
            min_confidence: 400,
            min_precision,
            min_decisions: DECISIONS,
        });
        let history = PolicyHistory {
            body: self.city(),
            versions: vec![policy],
        };
        admin::put(&self.app, vec![Entity::Policy(history)], ActorRef::SYSTEM)
            .await
            .unwrap();
    }

    async fn file(&self, n: u8, filing: Filing) -> ReportId {
        let filing = Filing {
            body: Some(self.city()),
            name: "Warga Contoh".to_owned(),
            phone: "0812 0000 0000".to_owned(),
            ..filing
        };
        receive::receive(&self.app, Actor::Reporter, "web", [n; 16], filing, vec![])
            .await
            .unwrap()
            .report
    }

    /// One of those that are not left to officers by chance.
    async fn pothole(&self, n: u8, change: impl Fn(&mut Filing)) -> ReportId {
        for again in 0..20 {
            let mut filing = Filing {
                text: pothole(usize::from(n) + again),
                report_type: Some(ReportType::Complaint),
                ..Filing::default()
            };
            change(&mut filing);
            let id = self.file(n.wrapping_mul(20) + again as u8, filing).await;
            if !id.0.as_u128().is_multiple_of(10) {
                return id;
            }
        }
        unreachable!("twenty ids end in nought")
    }

    /// An officer decides, with what the program proposed beside it.
    async fn verify(&self, id: ReportId, text: &str, lead: &str) {
        self.verify_as(id, text, lead, "jalan-rusak").await;
    }

    async fn verify_as(&self, id: ReportId, text: &str, lead: &str, category: &str) {
        let matter = Matter {
            body: self.city(),
            text,
            region: None,
            channel: "web",
            declared_type: Some(ReportType::Complaint),
            declared_supervisory: false,
        };
        let proposals = routing::propose(&self.app, &matter).await.unwrap();
        let decided = Verification {
            report_type: ReportType::Complaint,
            supervisory: false,
            category: self.made.categories[category],
            lead: self.unit(lead),
            keep: false,
            release: false,
            words: Vec::new(),
            findings_kept: false,
            note: None,
            proposed: Some(Box::new(proposals.proposed())),
        };
        let actor = Actor::Officer(self.made.officers["koordinator"]);
        let command = Command::Verify(Box::new(decided));
        act::act(&self.app, actor, id, None, command, vec![], vec![])
            .await
            .unwrap();
        self.a_second().await;
    }

    /// Officers take what is proposed, often enough.
    async fn prove(&self, lead: &str) {
        for n in 0..DECISIONS as u8 + 3 {
            let text = pothole(usize::from(n));
            let filing = Filing {
                text: text.clone(),
                ..Filing::default()
            };
            let id = self.file(200 + n, filing).await;
            self.verify(id, &text, lead).await;
        }
    }

    async fn a_second(&self) {
        self.clock
            .set(self.app.now() + SignedDuration::from_secs(1));
        self.app.order().await.unwrap();
        jobs::round(&self.app).await.unwrap();
    }

    async fn report(&self, id: ReportId) -> Report {
        self.app.store().read(One(id)).await.unwrap()
    }

    async fn state(&self, id: ReportId) -> StateCode {
        self.report(id).await.state.code()
    }
}

fn pothole(n: usize) -> String {
    format!(
        "Jalan aspal berlubang besar dan dalam di depan rumah nomor {n}, sering membuat pengendara motor jatuh."
    )
}

struct One(ReportId);

impl Query for One {
    type Output = Report;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Report, StoreError> {
        Ok(record::load(tx, self.0).await.unwrap().unwrap())
    }
}

both_engines! {
    async fn it_is_off_until_a_body_wants_it(store: Store) {
        let town = Town::new(store).await;
        town.prove("dpupr").await;
        let waiting = town.pothole(1, |_| {}).await;
        town.a_second().await;
        assert_eq!(town.state(waiting).await, StateCode::Received);
        town.switch_on(900).await;
        town.a_second().await;
        let report = town.report(waiting).await;
        assert_eq!(report.state.code(), StateCode::Assigned);
        assert_eq!(report.lead(), Some(town.unit("dpupr")));
        assert!(!report.released && !report.supervisory);
        let seq = report.seq;
        town.a_second().await;
        assert_eq!(town.report(waiting).await.seq, seq, "once");
    }

    async fn what_it_did_itself_proves_nothing(store: Store) {
        let town = Town::new(store).await;
        town.prove("dpupr").await;
        town.switch_on(900).await;
        let day = |text: &str| text.parse().unwrap();
        let asked = || async {
            let quality = routing::quality(&town.app, town.city(), day("2025-08-01"), day("2025-08-31")).await;
            quality.unwrap().total.asked
        };
        let before = asked().await;
        let waiting = town.pothole(1, |_| {}).await;
        town.a_second().await;
        assert_eq!(town.state(waiting).await, StateCode::Assigned);
        assert_eq!(asked().await, before);
    }

    async fn secret_and_supervisory_reports_wait_for_an_officer(store: Store) {
        let town = Town::new(store).await;
        town.prove("dpupr").await;
        town.switch_on(900).await;
        let secret = town.pothole(1, |filing| filing.rahasia = true).await;
        let declared = town.pothole(2, |filing| filing.supervisory = true).await;
        let silent = town.pothole(3, |filing| filing.text = "zxqv wkpl mmnn".into()).await;
        let rude = town.pothole(4, |filing| filing.text.push_str(" Dasar anjing kalian semua!")).await;
        town.a_second().await;
        for id in [secret, declared, silent, rude] {
            assert_eq!(town.state(id).await, StateCode::Received);
        }
    }

    async fn what_speaks_of_an_officials_wrong_waits_for_an_officer_though_nobody_ticked_it(store: Store) {
        let town = Town::new(store).await;
        let text = format!("{} Oknum petugas minta uang sebelum mau memperbaikinya.", pothole(3));
        let matter = Matter {
            body: town.city(), text: &text, region: None, channel: "web",
            declared_type: Some(ReportType::Complaint), declared_supervisory: false,
        };
        let proposed = || async { routing::propose(&town.app, &matter).await.unwrap().proposed() };
        assert_ne!(proposed().await.supervisory, Some(false), "cold");
        let plain = Matter { text: &pothole(3), ..matter };
        assert_eq!(routing::propose(&town.app, &plain).await.unwrap().proposed().supervisory, Some(false));
        let bribe = Matter { text: "Oknum petugas pungli dan menerima suap.", ..matter };
        assert_eq!(routing::propose(&town.app, &bribe).await.unwrap().proposed().supervisory, Some(true));
        town.prove("dpupr").await;
        assert_ne!(proposed().await.supervisory, Some(false), "none of the decisions was about an official");
        town.switch_on(900).await;
        let undeclared = town.pothole(1, |filing| filing.text.clone_from(&text)).await;
        let plain = town.pothole(2, |_| {}).await;
        town.a_second().await;
        assert_eq!(town.state(undeclared).await, StateCode::Received);
        assert_eq!(town.state(plain).await, StateCode::Assigned, "such a pothole alone is disposed");
    }

    async fn a_category_that_officers_correct_proves_nothing(store: Store) {
        let town = Town::new(store).await;
        town.switch_on(900).await;
        // The unit is right every time, the category never: it is another one from one report to the next.
        for n in 0..DECISIONS as u8 + 3 {
            let text = pothole(usize::from(n));
            let filing = Filing { text: text.clone(), ..Filing::default() };
            let id = town.file(200 + n, filing).await;
            let category = ["jalan-rusak", "drainase"][usize::from(n % 2)];
            town.verify_as(id, &text, "dpupr", category).await;
        }
        let waiting = town.pothole(1, |_| {}).await;
        town.a_second().await;
        assert_eq!(town.state(waiting).await, StateCode::Received);
    }

    async fn a_type_that_only_words_guess_is_not_decided_without_an_officer(store: Store) {
        let town = Town::new(store).await;
        town.prove("dpupr").await;
        town.switch_on(900).await;
        let unticked = town.pothole(1, |filing| filing.report_type = None).await;
        let ticked = town.pothole(2, |_| {}).await;
        town.a_second().await;
        assert_eq!(town.state(unticked).await, StateCode::Received);
        assert_eq!(town.state(ticked).await, StateCode::Assigned);
    }

    async fn a_rule_is_no_surer_than_the_category_it_needed(store: Store) {
        let town = Town::new(store).await;
        let rule = RouteRule {
            id: RouteId(uuid::Uuid::from_u128(1)), body: town.city(), region: None,
            category: Some(town.made.categories["jalan-rusak"]), report_type: None, unit: town.unit("dlh"),
            valid_from: None, valid_to: None, note: String::new(),
        };
        admin::put(&town.app, vec![Entity::Route(rule)], ActorRef::SYSTEM).await.unwrap();
        let text = pothole(1);
        let matter = Matter {
            body: town.city(), text: &text, region: None, channel: "web",
            declared_type: Some(ReportType::Complaint), declared_supervisory: false,
        };
        let found = routing::propose(&town.app, &matter).await.unwrap();
        assert_eq!((found.source, found.units[0].id), (Source::Rule, town.unit("dlh")));
        assert_eq!(found.categories[0].id, town.made.categories["jalan-rusak"]);
        assert!(found.units[0].probability <= found.categories[0].probability, "{found:?}");
    }

    async fn what_an_officer_has_in_hand_is_left_to_them(store: Store) {
        let town = Town::new(store).await;
        town.prove("dpupr").await;
        let asked = town.pothole(1, |_| {}).await;
        let mut draft = town.app.draft(town.city());
        let kind = lapor_domain::content::ContentKind::InternalNote;
        let note = Command::Note { text: draft.seal(kind, "Saya periksa dulu."), shared_with: Vec::new() };
        let actor = Actor::Officer(town.made.officers["koordinator"]);
        act::act(&town.app, actor, asked, None, note, draft.into_words(), vec![]).await.unwrap();
        town.switch_on(900).await;
        town.a_second().await;
        assert_eq!(town.state(asked).await, StateCode::Received);
    }

    async fn without_enough_right_answers_officers_decide(store: Store) {
        let town = Town::new(store).await;
        town.switch_on(900).await;
        let early = town.pothole(1, |_| {}).await;
        town.a_second().await;
        assert_eq!(town.state(early).await, StateCode::Received, "nothing is proved yet");
        // Officers send what is proposed for one unit to another.
        town.prove("dlh").await;
        let late = town.pothole(2, |_| {}).await;
        town.a_second().await;
        assert_ne!(town.report(late).await.lead(), Some(town.unit("dpupr")));
    }
}
