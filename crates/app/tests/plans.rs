//! Action plans as lived by a coordinator, a unit and the program, on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod town;

use jiff::SignedDuration;
use jiff::civil::{Date, date};
use lapor_app::error::AppError;
use lapor_app::figures::{self, Question};
use lapor_app::plans::{self, NewPlan, PlanError, Public};
use lapor_app::report::case::{self, Onlooker};
use lapor_app::report::filing::Filing;
use lapor_app::report::{act, receive};
use lapor_domain::figures::MeasureUnit;
use lapor_domain::ids::{BodyId, OfficerId, UnitId};
use lapor_domain::plan::{
    Finding, Given, Goal, Origin, Plan, PlanRefusal, PlanState, Promise, ReportSet, Settled, Span,
    StepKind, Verdict, measure,
};
use lapor_domain::report::command::{Command, Verification};
use lapor_domain::report::permit::Actor;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::ReportType;
use lapor_store::figures::{Ask, Filter, Scope, Sight};
use lapor_store::{Store, both_engines, rebuild};

use town::Town;

impl Town {
    fn city(&self) -> BodyId {
        self.made.bodies["palangkaraya"]
    }

    fn unit(&self, slug: &str) -> UnitId {
        self.made.units[&("palangkaraya".to_owned(), slug.to_owned())]
    }

    fn officer(&self, slug: &str) -> OfficerId {
        self.made.officers[slug]
    }

    fn go_to(&self, day: Date) {
        let at = lapor_domain::zone::Zone::Wib.start_of_day(day);
        self.clock.set(at + SignedDuration::from_hours(9));
    }

    /// Reports of one category, filed now.
    async fn file(&self, key: u8, count: u8) -> Vec<TrackingNo> {
        let mut numbers = Vec::new();
        for n in 0..count {
            let filing = Filing {
                body: Some(self.city()),
                text: format!("Lampu jalan padam di tiang {n}"),
                category: Some(self.made.categories["penerangan-jalan"]),
                region: Some("62.71.01.1001".to_owned()),
                ..Filing::default()
            };
            let mut form = [key; 16];
            form[0] = n;
            let filed = receive::receive(&self.app, Actor::Reporter, "api", form, filing, vec![])
                .await
                .unwrap();
            numbers.push(filed.tracking);
        }
        self.clock
            .set(self.app.now() + SignedDuration::from_secs(1));
        numbers
    }

    fn new_plan(&self) -> NewPlan {
        NewPlan {
            body: self.city(),
            title: "Lampu jalan di Pahandut".to_owned(),
            origin: Origin::Surge,
            cause: "Kabel bawah tanah sudah tua.".to_owned(),
            set: ReportSet {
                category: Some(self.made.categories["penerangan-jalan"]),
                ..ReportSet::default()
            },
            owner: self.unit("disperkimtan"),
            officer: None,
            budget: "Pemeliharaan rutin triwulan empat".to_owned(),
            promise: "Mengganti kabel di empat ruas jalan.".to_owned(),
            due: date(2025, 9, 30),
            measure: "received".to_owned(),
            target: 3.0,
            span: Span::Months(1),
            public: true,
            proposal: None,
        }
    }

    /// Reports that a unit was given and never answers.
    async fn leave_with(&self, key: u8, count: u8, unit: &str) {
        let numbers = self.file(key, count).await;
        self.dispose(&numbers, unit).await;
    }

    /// Gives reports to a unit.
    async fn dispose(&self, numbers: &[TrackingNo], unit: &str) {
        for number in numbers {
            let found = case::by_number(
                &self.app,
                *number,
                Onlooker::Officer(self.officer("koordinator")),
            )
            .await;
            let id = found.unwrap().unwrap().id;
            let decided = Verification {
                report_type: ReportType::Complaint,
                supervisory: false,
                category: self.made.categories["penerangan-jalan"],
                lead: self.unit(unit),
                keep: false,
                release: false,
                words: Vec::new(),
                findings_kept: false,
                note: None,
                proposed: None,
            };
            let actor = Actor::Officer(self.officer("koordinator"));
            let command = Command::Verify(Box::new(decided));
            act::act(&self.app, actor, id, None, command, vec![], vec![])
                .await
                .unwrap();
            self.clock
                .set(self.app.now() + SignedDuration::from_secs(1));
        }
    }

    async fn raise(&self, new: NewPlan) -> Result<Plan, PlanError> {
        plans::raise(&self.app, new, Some(self.officer("koordinator"))).await
    }

    async fn act(&self, plan: &Plan, officer: &str, given: Given) -> Result<Plan, PlanError> {
        plans::act(&self.app, plan.id, Some(self.officer(officer)), given).await
    }

    fn plans(&self) -> Vec<Plan> {
        plans::list(&self.app, self.city())
    }

    fn plan(&self, plan: &Plan) -> Plan {
        self.plans()
            .into_iter()
            .find(|it| it.id == plan.id)
            .unwrap()
    }
}

both_engines! {
    async fn promised_done_reviewed_met_and_reopened_by_itself(store: Store) {
        let town = Town::new(store).await;
        town.file(1, 8).await;
        town.go_to(date(2025, 9, 5));
        let plan = town.raise(town.new_plan()).await.unwrap();
        let before = plan.baseline.clone();
        assert_eq!((before.from, before.to), (date(2025, 8, 1), date(2025, 8, 31)));
        assert_eq!((before.value, before.n, before.received), (Some(8.0), 8, 8));
        assert!(before.position > 0 && before.as_of == lapor_domain::zone::Zone::Wib.start_of_day(date(2025, 9, 5)));
        assert_eq!(before.days_after(), 4);
        assert_eq!((plan.target.goal, plan.target.fewest), (Goal::AtMost, 0));
        // The unit works, somebody else looks.
        let told = Given::Progress { percent: 50, note: "Dua ruas selesai.".to_owned() };
        let plan = town.act(&plan, "disperkimtan", told).await.unwrap();
        let look = Given::Review { verdict: Verdict::OnTrack, note: "Sesuai lapangan.".to_owned() };
        let refused = town.act(&plan, "disperkimtan", look.clone()).await.unwrap_err();
        assert!(matches!(refused, PlanError::App(AppError::NotPermitted)), "{refused}");
        let plan = town.act(&plan, "koordinator", look).await.unwrap();
        let plan = town.act(&plan, "disperkimtan", Given::Carry { note: "Empat ruas selesai.".to_owned() }).await.unwrap();
        // Nobody judges before the time, and nobody by hand.
        assert_eq!(plans::round(&town.app).await.unwrap(), 0);
        let by_hand = Given::Evaluate { reading: before.clone() };
        assert!(matches!(town.act(&plan, "koordinator", by_hand).await, Err(PlanError::App(AppError::NotPermitted))));
        town.go_to(date(2025, 10, 5));
        town.file(2, 2).await;
        // As many days after the period as had passed before the plan was raised.
        town.go_to(date(2025, 11, 4));
        assert_eq!(plans::round(&town.app).await.unwrap(), 0);
        town.go_to(date(2025, 11, 5));
        assert_eq!(plans::round(&town.app).await.unwrap(), 1);
        assert_eq!(plans::round(&town.app).await.unwrap(), 0, "judged once");
        let met = town.plan(&plan);
        assert_eq!(met.state, PlanState::Met);
        let reading = met.last_reading().unwrap();
        assert_eq!((reading.from, reading.to, reading.value), (date(2025, 10, 1), date(2025, 10, 31), Some(2.0)));
        assert_eq!(reading.days_after(), 4);
        // The reports come back, more than before: it reopens by itself.
        town.go_to(date(2025, 11, 10));
        town.file(3, 9).await;
        town.go_to(date(2025, 12, 5));
        assert_eq!(plans::round(&town.app).await.unwrap(), 1);
        let reopened = town.plan(&plan);
        assert_eq!(reopened.state, PlanState::Reopened);
        assert!(matches!(&reopened.steps.last().unwrap().what, StepKind::Reopened { reading } if reading.received == 9));
        assert_eq!(reopened.baseline, before, "what was before stays frozen");
        // Everybody reads promise and outcome, not the budget, the reports, or who did it.
        let told = plans::public(&town.app, town.city());
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].before, told[0].after, told[0].state), (Public::Inside, Some(Public::Inside), PlanState::Reopened), "counts are no one's");
        assert!(!format!("{told:?}").contains("triwulan"));
        let table = plans::csv(&told);
        assert!(table.contains("received,at_most,3,,,reopened,100,4,4") && table.lines().count() == 2, "{table}");
        // A new promise, and then it is given up and hidden.
        let promise = Promise { words: "Mengganti tiang.".to_owned(), due: date(2026, 3, 31) };
        let plan = town.act(&plan, "koordinator", Given::Renew { promise, reason: "Tiang juga rusak.".to_owned() }).await.unwrap();
        assert_eq!(plan.state, PlanState::Active);
        let plan = town.act(&plan, "koordinator", Given::Show { public: false }).await.unwrap();
        assert!(plans::public(&town.app, town.city()).is_empty());
        town.act(&plan, "koordinator", Given::Cancel { reason: "Diambil alih provinsi.".to_owned() }).await.unwrap();
        // All of it follows from the events.
        let found = rebuild::check(town.app.store(), &town.app.rules(), &mut |_| {}).await.unwrap();
        assert!(found.agrees(), "{:?}", found.named);
    }

    async fn what_anyone_reads_of_a_plan_is_judged_by_what_anyone_may_read(store: Store) {
        let town = Town::new(store).await;
        town.file(1, 12).await;
        town.go_to(date(2025, 9, 5));
        let new = NewPlan { target: 6.0, public: false, ..town.new_plan() };
        let plan = town.raise(new).await.unwrap();
        assert_eq!(plan.baseline.told_received, Some(10));
        town.go_to(date(2025, 10, 5));
        town.file(2, 9).await;
        town.go_to(date(2025, 11, 5));
        assert_eq!(plans::round(&town.app).await.unwrap(), 1);
        assert_eq!(town.plan(&plan).state, PlanState::NotMet, "nine, for officers");
        // Anyone knows of five: that there are more than six is not told with the plan.
        let shown = town.act(&plan, "koordinator", Given::Show { public: true }).await.unwrap();
        assert_eq!(shown.state, PlanState::Active);
        let told = plans::public(&town.app, town.city());
        assert_eq!((told[0].state, told[0].after), (PlanState::Active, None));
        assert_eq!(plans::round(&town.app).await.unwrap(), 1);
        let judged = town.plan(&plan);
        let reading = judged.told_reading().unwrap();
        assert_eq!((judged.state, reading.value, reading.told), (PlanState::Met, Some(9.0), Some(5.0)));
        assert_eq!(plans::public(&town.app, town.city())[0].state, PlanState::Met);
        // One or four more are not told by what becomes of it either.
        town.go_to(date(2025, 11, 10));
        town.file(3, 9).await;
        town.go_to(date(2025, 12, 5));
        assert_eq!(plans::round(&town.app).await.unwrap(), 1);
        let held = town.plan(&plan);
        assert_eq!(held.state, PlanState::Met);
        assert!(matches!(&held.steps.last().unwrap().what, StepKind::Held { reading } if reading.by_told && reading.received == 9));
        let found = rebuild::check(town.app.store(), &town.app.rules(), &mut |_| {}).await.unwrap();
        assert!(found.agrees(), "{:?}", found.named);
    }

    async fn any_measure_of_the_catalogue_freezes_what_a_page_shows(store: Store) {
        let town = Town::new(store).await;
        town.file(1, 8).await;
        town.go_to(date(2025, 8, 20));
        for by in measure::measures().filter(|by| by.id != "received") {
            let mut new = town.new_plan();
            new.measure = by.id.to_owned();
            new.target = match (measure::goal(by).unwrap(), by.unit) {
                (Goal::AtLeast, MeasureUnit::Stars) => 5.0,
                (Goal::AtLeast, _) => 100.0,
                (Goal::AtMost, _) => 0.0,
            };
            (new.span, new.public) = (Span::Days(30), false);
            // Category and region at once: the same reports as a table of figures with both filters.
            new.set.region = Some("62.71.01".to_owned());
            let plan = match town.raise(new.clone()).await {
                Ok(plan) => plan,
                // What nobody can do better is no promise.
                Err(PlanError::Refused(PlanRefusal::Kept(value))) => {
                    assert!((value - new.target).abs() < 1e-9, "{}: {value}", by.id);
                    continue;
                }
                Err(error) => panic!("{}: {error}", by.id),
            };
            let definition = plan.target.definition.as_ref().unwrap();
            assert_eq!((definition.formula.as_str(), definition.name.as_str()), (by.formula, by.name));
            let read = &plan.baseline;
            assert_eq!((read.policy.as_slice(), read.received), (&[1][..], 8), "{}", by.id);
            let ask = Ask {
                scope: Scope::Body(town.city()),
                sight: Sight { supervisory: false, officer: None },
                from: read.from,
                to: read.to,
                as_of: Some(read.as_of),
                by: None,
                now: town.app.now(),
            };
            let filter = Filter { category: plan.set.category, region: plan.set.region.clone(), ..Filter::default() };
            let question = Question { filter, ..Question::of(ask, vec![by]) };
            let table = figures::table(&town.app, &question).await.unwrap();
            let shown = table.total.values[0].unwrap();
            assert_eq!((read.value, read.n, read.position), (measure::value(&shown), shown.n(), table.position), "{}", by.id);
        }
        // What is open is read at the end of the last day, not at the moment somebody asks.
        let open = town.plans().into_iter().find(|plan| plan.target.measure == "open_not_verified").unwrap();
        let midnight = lapor_domain::zone::Zone::Wib.start_of_day(date(2025, 8, 20));
        assert_eq!((open.baseline.as_of, open.baseline.value), (midnight, Some(8.0)));
    }

    async fn what_changes_nothing_comes_out_as_it_was(store: Store) {
        let town = Town::new(store).await;
        // Half of each month is verified early in the next one.
        let month = async |key: u8, verified: Date| {
            let numbers = town.file(key, 8).await;
            town.go_to(verified);
            town.dispose(numbers.get(..4).unwrap(), "dpupr").await;
        };
        month(1, date(2025, 9, 3)).await;
        town.go_to(date(2025, 9, 5));
        let new = NewPlan { measure: "not_verified".to_owned(), target: 3.0, public: false, ..town.new_plan() };
        let plan = town.raise(new).await.unwrap();
        assert_eq!(plan.baseline.value, Some(4.0));
        town.go_to(date(2025, 10, 5));
        month(2, date(2025, 11, 3)).await;
        town.go_to(date(2025, 11, 5));
        assert_eq!(plans::round(&town.app).await.unwrap(), 1);
        let reading = town.plan(&plan).last_reading().cloned().unwrap();
        assert_eq!((reading.value, reading.days_after()), (Some(4.0), 4));
    }

    async fn a_surge_is_proposed_once_and_an_officer_decides(store: Store) {
        let town = Town::new(store).await;
        let numbers = town.file(1, 8).await;
        assert_eq!(plans::propose(&town.app).await.unwrap(), 0, "the day is not over");
        town.go_to(date(2025, 8, 20));
        assert_eq!(plans::propose(&town.app).await.unwrap(), 1);
        assert_eq!(plans::propose(&town.app).await.unwrap(), 0);
        town.go_to(date(2025, 8, 21));
        assert_eq!(plans::propose(&town.app).await.unwrap(), 0, "it still waits");
        let found = plans::proposals(&town.app, town.city());
        assert_eq!(found.len(), 1);
        let mut kept = found[0].set.numbers.clone();
        kept.sort_unstable();
        let mut filed = numbers.clone();
        filed.sort_unstable();
        assert_eq!(kept, filed, "the reports that make it");
        assert!(matches!(found[0].finding, Finding::Surge { observed: 8, from, .. } if from == date(2025, 7, 23)));
        assert_eq!(plans::name(&town.app, &found[0]), "lonjakan Lampu penerangan jalan umum, Kecamatan Pahandut");
        // A number is shown to who may see the report: it waits for verification, so a unit does not.
        let seen = async |officer: &str| plans::numbers_seen(&town.app, &kept, town.officer(officer)).await.unwrap().len();
        assert_eq!((seen("koordinator").await, seen("dpupr").await), (8, 0));
        // Who may raise plans decides, with a reason that names nobody, once.
        let no = async |officer: &str, reason: &str| plans::dismiss(&town.app, found[0].id, town.officer(officer), reason).await;
        assert!(matches!(no("dpupr", "Sudah.").await, Err(PlanError::App(AppError::NotPermitted))));
        assert!(matches!(no("koordinator", "  ").await, Err(PlanError::Refused(PlanRefusal::Empty))));
        assert!(matches!(no("koordinator", "Keluhan Bapak Sutrisno").await, Err(PlanError::Personal(_))));
        no("koordinator", "Pemadaman terencana, sudah selesai.").await.unwrap();
        assert!(matches!(no("koordinator", "Lagi").await, Err(PlanError::Refused(PlanRefusal::Settled))));
        town.go_to(date(2025, 8, 22));
        assert_eq!(plans::propose(&town.app).await.unwrap(), 0, "the same days were decided on");
        // On other days it is a new one; adopting it is raising a plan.
        town.go_to(date(2025, 10, 1));
        town.file(2, 16).await;
        town.go_to(date(2025, 10, 2));
        assert_eq!(plans::propose(&town.app).await.unwrap(), 1);
        let anew = plans::proposals(&town.app, town.city()).remove(0);
        assert!(anew.settled.is_none() && anew.id != found[0].id);
        let mut new = town.new_plan();
        new.due = date(2025, 12, 31);
        new.set = anew.set.clone();
        new.proposal = Some(anew.id);
        (new.measure, new.target) = ("completion".to_owned(), 95.0);
        // Only a plan of what was proposed takes it up.
        for change in [
            (|new| new.origin = Origin::Cause) as fn(&mut NewPlan),
            |new| new.set.region = None,
            |new| new.set.unit = Some(new.owner),
        ] {
            let mut other = new.clone();
            change(&mut other);
            let told = town.raise(other).await.unwrap_err();
            assert!(matches!(told, PlanError::NotOfProposal) && told.to_string().contains("bukan tentang yang diusulkan"), "{told}");
        }
        assert!(town.plans().is_empty() && plans::proposals(&town.app, town.city())[0].settled.is_none());
        let plan = town.raise(new.clone()).await.unwrap();
        assert!(matches!(town.raise(new).await, Err(PlanError::Refused(PlanRefusal::Settled))), "adopted once");
        assert_eq!(town.plans().len(), 1, "what was refused left nothing behind");
        let adopted = plans::proposal_of(&town.app, anew.id, town.officer("dpupr")).unwrap();
        assert!(matches!(adopted.settled, Some((Settled::Adopted { plan: id }, ..)) if id == plan.id));
        // What a plan already answers is not proposed.
        town.go_to(date(2025, 11, 5));
        town.file(3, 60).await;
        town.go_to(date(2025, 11, 6));
        assert_eq!(plans::propose(&town.app).await.unwrap(), 0);
        let found = rebuild::check(town.app.store(), &town.app.rules(), &mut |_| {}).await.unwrap();
        assert!(found.agrees(), "{:?}", found.named);
    }

    async fn a_unit_that_is_late_two_months_running_is_proposed(store: Store) {
        let town = Town::new(store).await;
        town.leave_with(1, 10, "disperkimtan").await;
        town.go_to(date(2025, 9, 3));
        town.leave_with(2, 10, "disperkimtan").await;
        // One month alone is none, and of what is not due nothing is said.
        let late = async || {
            let all = plans::proposals(&town.app, town.city()).into_iter();
            let late: Vec<_> = all.filter(|it| it.finding.origin() == Origin::LateUnit).collect();
            late
        };
        town.go_to(date(2025, 9, 20));
        plans::propose(&town.app).await.unwrap();
        assert!(late().await.is_empty());
        town.go_to(date(2025, 10, 31));
        plans::propose(&town.app).await.unwrap();
        let found = late().await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].set.unit, Some(town.unit("disperkimtan")));
        let Finding::LateUnit { from, to, months, threshold } = &found[0].finding else { panic!() };
        assert_eq!((*from, *to, *threshold), (date(2025, 8, 1), date(2025, 9, 30), 80));
        assert_eq!(months.as_slice(), [(0, 10), (0, 10)]);
    }

    async fn what_is_refused(store: Store) {
        let town = Town::new(store).await;
        let numbers = town.file(1, 8).await;
        town.go_to(date(2025, 9, 5));
        let named = |change: fn(&mut NewPlan)| { let mut new = town.new_plan(); change(&mut new); new };
        for (new, wanted) in [
            (named(|new| new.cause = "Keluhan Bapak Sutrisno".into()), "[nama]"),
            (named(|new| new.promise = "Hubungi 0812 3456 7890".into()), "[nomor telepon]"),
            (named(|new| new.measure = "tidak_ada".into()), "tidak ada di katalog"),
            (named(|new| new.measure = "officers_active".into()), "tidak dapat menilai janji"),
            (named(|new| new.measure = "flow_closed".into()), "tidak dapat menilai janji"),
            (named(|new| new.set.category = None), "satu jenis masalah"),
            (named(|new| new.target = -1.0), "sasaran"),
            (named(|new| (new.measure, new.target) = ("completion".into(), 0.0)), "nilai mana pun"),
            (named(|new| new.target = 8.0), "nilai sebelum rencana sudah 5,"),
            (named(|new| (new.target, new.public) = (8.0, false)), "nilai sebelum rencana sudah 8,"),
            (named(|new| new.span = Span::Months(13)), "1 sampai 12 bulan"),
            (named(|new| new.span = Span::Days(6)), "7 sampai 366 hari"),
            (named(|new| new.span = Span::Days(30)), "bulan penuh"),
            (named(|new| new.due = date(2025, 8, 1)), "tanggal janji"),
            (named(|new| new.title = "  ".into()), "kosong"),
            (named(|new| new.title = "a".repeat(5000)), "judul paling panjang 120 huruf"),
            (named(|new| new.promise = "a".repeat(1001)), "paling panjang 1000 huruf"),
            (named(|new| new.owner = UnitId(uuid::Uuid::from_u128(9))), "tidak ada di instansi"),
            (named(|new| new.set.region = Some("99.99".to_owned())), "tidak ada di instansi"),
            (named(|new| new.set.numbers = vec![TrackingNo::parse("779235763889").unwrap()]), "nomor laporan"),
        ] {
            let told = town.raise(new).await.unwrap_err().to_string();
            assert!(told.contains(wanted), "{told}");
        }
        assert!(plans::list(&town.app, town.city()).is_empty());
        // A unit's officer raises none, and reads those of their body; others read none.
        let by_unit = plans::raise(&town.app, town.new_plan(), Some(town.officer("dpupr"))).await;
        assert!(matches!(by_unit, Err(PlanError::App(AppError::NotPermitted))));
        let mut with_number = town.new_plan();
        with_number.set.numbers = numbers.clone();
        "Lampu\u{202e} jalan\ndi\u{0} Pahandut ".clone_into(&mut with_number.title);
        "Kabel\u{2066} tua.\r\nTiang juga.".clone_into(&mut with_number.cause);
        let plan = town.raise(with_number).await.unwrap();
        assert_eq!((plan.title.as_str(), plan.cause.as_str()), ("Lampu jalan di Pahandut", "Kabel tua.\nTiang juga."));
        assert!(plans::of_officer(&town.app, plan.id, town.officer("dpupr")).is_ok());
        // The number is seen by who may see the report: it waits for verification, so a unit does not.
        assert_eq!(plans::seen_numbers(&town.app, &plan, town.officer("koordinator")).await.unwrap(), numbers);
        assert!(plans::seen_numbers(&town.app, &plan, town.officer("dpupr")).await.unwrap().is_empty());
        let named = Given::Progress { percent: 1, note: "Sudah ditemui Ibu Kartini.".to_owned() };
        assert!(matches!(town.act(&plan, "disperkimtan", named).await, Err(PlanError::Personal(_))));
        let early = Given::Review { verdict: Verdict::OnTrack, note: "x".to_owned() };
        assert!(matches!(town.act(&plan, "koordinator", early).await, Err(PlanError::Refused(PlanRefusal::NothingToReview))));
        let hidden = Given::Progress { percent: 1, note: "Dua\u{202e} ruas.".to_owned() };
        let told = town.act(&plan, "disperkimtan", hidden).await.unwrap();
        assert!(matches!(&told.steps.last().unwrap().what, StepKind::Progress { note, .. } if note == "Dua ruas."));
        // Two at once: neither step is lost.
        let tell = |n: u8| plans::act(&town.app, plan.id, Some(town.officer("disperkimtan")), Given::Progress { percent: n, note: format!("langkah {n}") });
        let (one, two) = tokio::join!(tell(10), tell(20));
        assert!(one.is_ok() && two.is_ok());
        assert_eq!(town.plan(&plan).steps.len(), 4);
    }
}
