//! What `lapor route train` learns beside a running server, on both engines: the server takes it up within a round, and
//! neither of the two writes over the other.
#![expect(clippy::unwrap_used, reason = "tests")]

mod town;

use std::sync::Arc;

use jiff::SignedDuration;
use lapor_app::app::{App, Parts};
use lapor_app::demo::policy_file;
use lapor_app::files::FileStore;
use lapor_app::report::filing::Filing;
use lapor_app::report::{act, receive};
use lapor_app::routing::{self, Matter};
use lapor_app::{admin, jobs};
use lapor_domain::content::{ContentKind, ContentRef};
use lapor_domain::ids::{BodyId, ReportId, UnitId};
use lapor_domain::report::command::{Command, Destination, Verification};
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::permit::Actor;
use lapor_domain::report::state::Owner;
use lapor_domain::routing::{AutoDisposition, Proposed, Source};
use lapor_domain::words::ReportType;
use lapor_store::record::entity::{Entity, PolicyHistory};
use lapor_store::routing::Decision;
use lapor_store::seal::{KeyFile, SeededEntropy};
use lapor_store::{Query, Store, StoreError, Tx, both_engines};

use town::Town;

/// No word of any function: only decisions teach it.
const GATE: &str = "Gapura kampung wisata catnya mengelupas dan ukirannya lepas";

impl Town {
    fn city(&self) -> BodyId {
        self.made.bodies["palangkaraya"]
    }

    fn unit(&self, slug: &str) -> UnitId {
        self.made.units[&("palangkaraya".to_owned(), slug.to_owned())]
    }

    /// The program may dispose: those decisions teach a running server nothing, as an import's do.
    async fn switch_on(&self) {
        let rules = self.app.rules();
        let mut policy = rules.policy(self.city(), self.app.now()).clone();
        policy.version += 1;
        policy.valid_from = "2025-08-01".parse().unwrap();
        policy.auto_disposition = Some(AutoDisposition {
            min_confidence: 500,
            min_precision: 1000,
            min_decisions: 1_000_000,
        });
        let history = PolicyHistory {
            body: self.city(),
            versions: vec![policy],
        };
        admin::put(&self.app, vec![Entity::Policy(history)], ActorRef::SYSTEM)
            .await
            .unwrap();
    }

    async fn decide(&self, key: u8, text: &str, lead: &str, actor: Actor) -> ReportId {
        let filing = Filing {
            body: Some(self.city()),
            name: "Warga Contoh".to_owned(),
            phone: "0812 0000 0000".to_owned(),
            text: text.to_owned(),
            ..Filing::default()
        };
        let filed = receive::receive(&self.app, Actor::Reporter, "web", [key; 16], filing, vec![])
            .await
            .unwrap();
        let lead = self.unit(lead);
        let category = self.made.categories["jalan-rusak"];
        let decided = Verification {
            report_type: ReportType::Complaint,
            supervisory: false,
            category,
            lead,
            keep: false,
            release: false,
            words: Vec::new(),
            findings_kept: false,
            note: None,
            proposed: Some(Box::new(Proposed {
                source: Source::Rule,
                confidence: 1000,
                lead: Some(lead),
                category: Some(category),
                report_type: Some(ReportType::Complaint),
                supervisory: Some(false),
            })),
        };
        let command = Command::Verify(Box::new(decided));
        act::act(
            &self.app,
            actor,
            filed.report,
            None,
            command,
            vec![],
            vec![],
        )
        .await
        .unwrap();
        filed.report
    }

    async fn give(&self, officer: &str, report: ReportId, build: impl Fn(ContentRef) -> Command) {
        let mut draft = self.app.draft(self.city());
        let command = build(draft.seal(ContentKind::OfficerMessage, "Bukan urusannya."));
        let actor = Actor::Officer(self.made.officers[officer]);
        act::act(
            &self.app,
            actor,
            report,
            None,
            command,
            draft.into_words(),
            vec![],
        )
        .await
        .unwrap();
    }

    async fn a_round(&self) {
        self.clock
            .set(self.app.now() + SignedDuration::from_secs(1));
        self.app.order().await.unwrap();
        jobs::round(&self.app).await.unwrap();
    }

    /// Another process over the same record, with the same key and clock.
    async fn another_process(&self) -> App {
        let files = tempfile::tempdir().unwrap();
        App::start(Parts {
            store: self.app.store().clone(),
            keys: KeyFile::from_root([7; 32]),
            clock: Arc::clone(&self.clock) as _,
            entropy: Box::new(SeededEntropy::new(2)),
            files: FileStore::open(files.path()).unwrap(),
            default_policy: policy_file::DEFAULT.policy(),
        })
        .await
        .unwrap()
    }

    /// Whom a process proposes for a gate, where it stands by it.
    async fn proposed(&self, app: &App) -> Option<UnitId> {
        let matter = Matter {
            body: self.city(),
            text: GATE,
            region: None,
            channel: "web",
            declared_type: None,
            declared_supervisory: false,
        };
        routing::propose(app, &matter)
            .await
            .unwrap()
            .proposed()
            .lead
    }
}

struct Decisions;

impl Query for Decisions {
    type Output = Vec<Decision>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Decision>, StoreError> {
        Ok(lapor_store::routing::decisions(tx, 0, 100).await.unwrap())
    }
}

both_engines! {
    async fn what_is_taken_from_a_lead_without_its_refusal_speaks_against_it(store: Store) {
        let town = Town::new(store).await;
        let officer = Actor::Officer(town.made.officers["koordinator"]);
        let (roads, culture) = (town.unit("dpupr"), town.unit("disbudpar"));
        let redirected = town.decide(1, &format!("{GATE} satu."), "dpupr", officer).await;
        town.give("koordinator", redirected, |_| Command::Redirect { lead: culture, note: None }).await;
        let refused = town.decide(2, &format!("{GATE} dua."), "dpupr", officer).await;
        let reason = |reason| Command::Refuse { owner: Owner::Unit(culture), reason };
        town.give("dpupr", refused, reason).await;
        town.give("koordinator", refused, |_| Command::Redirect { lead: culture, note: None }).await;
        town.app.order().await.unwrap();
        let decisions = town.app.store().read(Decisions).await.unwrap();
        // All are of one instant: which report comes first is nobody's business.
        let taken_from = |report| {
            let of_report = decisions.iter().filter(move |decision| decision.report == report);
            of_report.map(|decision| decision.taken_from).collect::<Vec<_>>()
        };
        assert_eq!(taken_from(redirected), [None, Some(roads)]);
        assert_eq!(taken_from(refused), [None; 3]);
    }

    async fn what_was_transferred_is_not_proposed_to_that_lead_again(store: Store) {
        let town = Town::new(store).await;
        let officer = Actor::Officer(town.made.officers["koordinator"]);
        town.decide(1, "Lampu jalan di gang padam sejak kemarin malam.", "dishub", officer).await;
        let mut gates = Vec::new();
        for n in 2..5 {
            gates.push(town.decide(n, &format!("{GATE}, nomor {n}."), "dpupr", officer).await);
        }
        town.a_round().await;
        assert_eq!(town.proposed(&town.app).await, Some(town.unit("dpupr")));
        for gate in gates {
            let away = |reason| Command::Transfer {
                to: Destination::Outside { name: "Balai Pelestarian Kebudayaan".to_owned(), contact: Some("surat@contoh.id".to_owned()) }, reason,
            };
            town.give("koordinator", gate, away).await;
        }
        town.a_round().await;
        assert_ne!(town.proposed(&town.app).await, Some(town.unit("dpupr")));
    }

    async fn a_training_beside_the_server_is_taken_up_and_never_written_over(store: Store) {
        let town = Town::new(store).await;
        let officer = Actor::Officer(town.made.officers["koordinator"]);
        town.switch_on().await;
        for n in 0..12 {
            town.decide(n, &format!("{GATE}, nomor {n}."), "disbudpar", Actor::System).await;
        }
        // The server learnt nearly so much that it keeps it.
        for n in 12..78 {
            let text = format!("Jalan aspal berlubang besar di depan rumah nomor {n}, motor sering jatuh.");
            town.decide(n, &text, "dpupr", officer).await;
        }
        town.a_round().await;
        let gate = Some(town.unit("disbudpar"));
        assert_ne!(town.proposed(&town.app).await, gate, "it knows only what officers decided");
        let beside = town.another_process().await;
        let trained = routing::train(&beside, town.city(), |_| {}).await.unwrap();
        assert_eq!(trained.units, 78);
        // One decision more, and the server would keep what it has.
        town.decide(78, "Jalan aspal berlubang kecil di depan sekolah, motor sering jatuh.", "dpupr", officer).await;
        town.a_round().await;
        assert_eq!(town.proposed(&town.app).await, gate, "taken up without a restart");
        let later = town.another_process().await;
        assert_eq!(town.proposed(&later).await, gate, "and still what is stored");
        for n in 79..150 {
            let text = format!("Jalan aspal berlubang besar di depan toko nomor {n}, motor sering jatuh.");
            town.decide(n, &text, "dpupr", officer).await;
        }
        town.a_round().await;
        let kept = town.another_process().await;
        assert_eq!(town.proposed(&kept).await, gate, "what the server keeps then goes on from the training");
    }
}
