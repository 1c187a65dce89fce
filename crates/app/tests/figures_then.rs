//! What is written later changes no figure of a moment before it, behind no door; on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod town;

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use lapor_app::evidence;
use lapor_app::figures::{self, FiguresError, Question, QuestionError};
use lapor_app::official::{self, Wish};
use lapor_app::plans::{self, NewPlan};
use lapor_app::report::filing::Filing;
use lapor_app::report::{act, receive};
use lapor_domain::clock::{Week, WorkingHours};
use lapor_domain::figures::Measured;
use lapor_domain::ids::{BodyId, OfficerId, ReportId, UnitId};
use lapor_domain::official::{Cadence, Layout, Period, Reader};
use lapor_domain::plan::{Given, Origin, Promise, ReportSet, Span};
use lapor_domain::report::command::{Command, Verification};
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::permit::Actor;
use lapor_domain::words::ReportType;
use lapor_domain::zone::Zone;
use lapor_store::figures::{Ask, Dimension, Performance, Row, Scope, Sight};
use lapor_store::record::entity::{CalendarDocument, Entity};
use lapor_store::{Store, both_engines};

use town::Town;

impl Town {
    fn city(&self) -> BodyId {
        self.made.bodies["palangkaraya"]
    }

    fn unit(&self, slug: &str) -> UnitId {
        self.made.units[&("palangkaraya".to_owned(), slug.to_owned())]
    }

    fn coordinator(&self) -> OfficerId {
        self.made.officers["koordinator"]
    }

    fn go_to(&self, day: Date) {
        let morning = Zone::Wib.start_of_day(day) + SignedDuration::from_hours(10);
        self.clock.set(morning);
    }

    fn later(&self) {
        self.clock
            .set(self.app.now() + SignedDuration::from_secs(1));
    }

    async fn file(&self, n: u8) -> ReportId {
        let filing = Filing {
            body: Some(self.city()),
            text: format!("Saluran air tersumbat di gang {n}"),
            ..Filing::default()
        };
        let filed = receive::receive(&self.app, Actor::Reporter, "web", [n; 16], filing, vec![]);
        let report = filed.await.unwrap().report;
        self.later();
        report
    }

    async fn verify(&self, report: ReportId, unit: &str) {
        let decided = Verification {
            report_type: ReportType::Complaint,
            supervisory: false,
            category: self.made.categories["jalan-rusak"],
            lead: self.unit(unit),
            keep: false,
            release: false,
            words: Vec::new(),
            findings_kept: false,
            note: None,
            proposed: None,
        };
        let actor = Actor::Officer(self.coordinator());
        let command = Command::Verify(Box::new(decided));
        act::act(&self.app, actor, report, None, command, vec![], vec![])
            .await
            .unwrap();
        self.later();
    }

    fn plan(&self, title: &str) -> NewPlan {
        NewPlan {
            body: self.city(),
            title: title.to_owned(),
            origin: Origin::Surge,
            cause: "Saluran tertutup endapan.".to_owned(),
            set: ReportSet {
                category: Some(self.made.categories["jalan-rusak"]),
                ..ReportSet::default()
            },
            owner: self.unit("dpupr"),
            officer: None,
            budget: "Pemeliharaan rutin".to_owned(),
            promise: "Mengeruk saluran.".to_owned(),
            due: date(2025, 10, 31),
            measure: "received".to_owned(),
            target: 1.0,
            span: Span::Months(1),
            public: false,
            proposal: None,
        }
    }

    async fn raise(&self, title: &str) -> lapor_domain::plan::Plan {
        let raised = plans::raise(&self.app, self.plan(title), Some(self.coordinator()))
            .await
            .unwrap();
        self.later();
        raised
    }

    fn ask(&self, as_of: Option<Timestamp>) -> Ask {
        Ask {
            scope: Scope::Body(self.city()),
            sight: Sight::WHOLE,
            from: date(2025, 8, 1),
            to: date(2025, 8, 31),
            as_of,
            by: Some(Dimension::Unit),
            now: self.app.now(),
        }
    }

    /// What pages and the terminal tell, but for when they were asked.
    async fn told(&self, as_of: Option<Timestamp>) -> [(Vec<Row>, Performance); 2] {
        let mut told = Vec::new();
        for is_public in [false, true] {
            let ask = self.ask(as_of);
            let read = if is_public {
                figures::public(&self.app, ask).await
            } else {
                figures::exact(&self.app, ask).await
            };
            let (answer, mut done) = read.unwrap();
            done.ask.now = Timestamp::UNIX_EPOCH;
            told.push((answer.rows, done));
        }
        told.try_into().unwrap()
    }

    async fn document(&self, as_of: Timestamp) -> official::Gathered {
        let wish = Wish {
            body: self.city(),
            unit: None,
            layout: Layout::Activity,
            period: Period::of(Cadence::Monthly, date(2025, 8, 1)),
            reader: Reader::Inside,
            as_of: Some(as_of),
        };
        official::prepare(&self.app, &wish).await.unwrap().gathered
    }

    async fn evidence(&self, as_of: Timestamp) -> Vec<u8> {
        let wish = evidence::Wish {
            body: self.city(),
            year: 2025,
            as_of: Some(as_of),
            sight: Some(Sight::WHOLE),
        };
        evidence::gather(&self.app, wish)
            .await
            .unwrap()
            .zip()
            .unwrap()
    }

    /// Other names, other hours, another branch.
    async fn reorganise(&self) {
        let rules = self.app.rules();
        let unit = |slug: &str| rules.directory.units[&self.unit(slug)].clone();
        let (mut renamed, mut moved) = (unit("dpupr"), unit("dlh"));
        "Dinas Prasarana".clone_into(&mut renamed.name);
        moved.parent = Some(renamed.id);
        let calendar = CalendarDocument {
            body: self.city(),
            zone: Zone::Wib,
            added: Vec::new(),
            removed: Vec::new(),
            hours: Some(WorkingHours {
                week: Week::ramadan(),
                periods: Vec::new(),
            }),
            instrument: "Keputusan contoh".to_owned(),
        };
        let entities = vec![
            Entity::Unit(renamed),
            Entity::Unit(moved),
            Entity::Calendar(calendar),
        ];
        lapor_app::admin::put(&self.app, entities, ActorRef::SYSTEM)
            .await
            .unwrap();
        self.later();
    }
}

both_engines! {
    async fn each_door_tells_by_the_rules_of_the_moment(store: Store) {
        let town = Town::new(store).await;
        let (one, other) = (town.file(1).await, town.file(2).await);
        // Over a weekend: by other hours it took less.
        town.go_to(date(2025, 8, 4));
        town.verify(one, "dpupr").await;
        town.verify(other, "dlh").await;
        town.go_to(date(2025, 9, 3));
        let plan = town.raise("Saluran di Pahandut").await;
        let then = town.app.now();
        let branch = async || {
            let ask = Ask { scope: Scope::Unit(town.unit("dpupr")), ..town.ask(Some(then)) };
            figures::exact_counts(&town.app, ask).await.unwrap().total.received
        };
        town.later();
        let told = town.told(Some(then)).await;
        let before = (town.document(then).await, town.evidence(then).await, branch().await);
        assert_eq!(before.2, 1);

        town.go_to(date(2025, 9, 20));
        town.reorganise().await;
        let given = Given::Progress { percent: 50, note: "Separuh dikeruk.".to_owned() };
        plans::act(&town.app, plan.id, Some(town.made.officers["dpupr"]), given).await.unwrap();
        let promise = Promise { words: "Mengeruk semuanya.".to_owned(), due: date(2025, 12, 1) };
        let given = Given::Renew { promise, reason: "Hujan.".to_owned() };
        plans::act(&town.app, plan.id, Some(town.coordinator()), given).await.unwrap();
        town.raise("Rencana yang lebih baru").await;

        assert_eq!(town.told(Some(then)).await, told);
        let after = (town.document(then).await, town.evidence(then).await, branch().await);
        assert_eq!(after.0, before.0);
        assert!(after.1 == before.1, "the evidence of a moment was told otherwise");
        assert_eq!(after.2, before.2);
        // What was changed does change what is told as of now.
        let now = town.told(None).await;
        assert_ne!(now[0].1.to_verify.working_minutes, told[0].1.to_verify.working_minutes);
        assert!(now[0].0.iter().any(|row| row.label == "Dinas Prasarana"));
        assert!(town.evidence(town.app.now()).await != before.1);
    }

    async fn another_period_is_compared_where_it_was_recorded(store: Store) {
        let town = Town::new(store).await;
        town.file(1).await;
        let asked = |ask: Ask| Question {
            compare: true,
            ..Question::of(Ask { by: None, ..ask }, Question::measures(&["received"]).unwrap())
        };
        let received = |row: &figures::FigureRow| row.values[0];
        let before = async |ask: Ask| {
            let table = figures::table(&town.app, &asked(ask)).await.unwrap();
            let before = table.before.unwrap();
            let earlier = figures::before(&ask, table.zone).unwrap();
            let page = figures::exact_earlier(&town.app, earlier).await.unwrap();
            assert_eq!(page.is_recorded, before.is_recorded);
            (before.is_recorded, received(&before.row))
        };
        // The first month of the record: the one before it is not nought, but unknown.
        assert_eq!(before(town.ask(None)).await, (false, None));
        town.go_to(date(2025, 9, 8));
        town.file(2).await;
        let september = Ask { from: date(2025, 9, 1), to: date(2025, 9, 30), ..town.ask(None) };
        assert_eq!(before(september).await, (true, Some(Measured::Count(1))));
        // A month in which nothing came in, of a record that had begun, is nought.
        town.go_to(date(2025, 11, 8));
        town.file(3).await;
        let november = Ask { from: date(2025, 11, 1), to: date(2025, 11, 30), ..town.ask(None) };
        assert_eq!(before(november).await, (true, Some(Measured::Count(0))));
    }

    async fn what_nobody_can_know_is_refused(store: Store) {
        let town = Town::new(store).await;
        town.file(1).await;
        let checked = async |ask: Ask| figures::check(&town.app, ask).await;
        let future = Ask { from: date(2150, 1, 1), to: date(2150, 12, 31), ..town.ask(None) };
        let why = checked(future).await;
        assert!(matches!(why, Err(FiguresError::Question(QuestionError::NotBegun(_)))), "{why:?}");
        let before: Timestamp = "2001-01-01T00:00:00Z".parse().unwrap();
        let why = checked(town.ask(Some(before))).await;
        assert!(matches!(why, Err(FiguresError::Question(QuestionError::BeforeFirst(_)))), "{why:?}");
        let question = Question::of(town.ask(Some(before)), Question::measures(&["received"]).unwrap());
        let why = figures::public_table(&town.app, &question).await;
        assert!(matches!(why, Err(FiguresError::Question(QuestionError::BeforeFirst(_)))), "{why:?}");
        assert!(checked(town.ask(None)).await.is_ok());
    }

    async fn what_stands_on_few_is_never_first(store: Store) {
        let town = Town::new(store).await;
        for n in 1..=12 {
            let report = town.file(n).await;
            town.verify(report, if n == 1 { "disperkimtan" } else { "dpupr" }).await;
        }
        let measures = Question::measures(&["on_time_verification", "received"]).unwrap();
        let table = figures::table(&town.app, &Question::of(town.ask(None), measures)).await.unwrap();
        let few: Vec<bool> = table.rows.iter().map(|row| row.few[0]).collect();
        assert_eq!(few, [false, true], "{:?}", table.rows);
        // Counts are never few.
        let measures = Question::measures(&["received"]).unwrap();
        let table = figures::table(&town.app, &Question::of(town.ask(None), measures)).await.unwrap();
        assert_eq!(table.rows[0].values[0], Some(Measured::Count(11)));
    }
}
