//! Tables of measures: every measure of the catalogue by every breakdown, and what cannot be asked, on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod town;

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use lapor_app::figures::{self, FigureTable, FiguresError, Organisation, Question, QuestionError};
use lapor_app::report::filing::Filing;
use lapor_app::report::{act, receive};
use lapor_domain::agency::{Succession, Unit};
use lapor_domain::figures::{Audience, CATALOGUE, Family, Measure, Measured};
use lapor_domain::ids::UnitId;
use lapor_domain::report::command::{Command, Verification};
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::permit::Actor;
use lapor_domain::words::ReportType;
use lapor_store::figures::{Ask, AskError, Dimension, Filter, PutInhabitants, Scope, Sight};
use lapor_store::record::entity::Entity;
use lapor_store::{Store, both_engines};

use town::Town;

impl Town {
    async fn file(&self, n: u8) {
        self.file_about(n, Filing::default()).await;
    }

    async fn file_about(&self, n: u8, about: Filing) {
        let filing = Filing {
            body: Some(self.made.bodies["palangkaraya"]),
            text: format!("Saluran air tersumbat di gang {n}"),
            name: "Warga Contoh".to_owned(),
            phone: format!("0812 0000 {n:04}"),
            ..about
        };
        receive::receive(&self.app, Actor::Reporter, "web", [n; 16], filing, vec![])
            .await
            .unwrap();
        self.later(SignedDuration::from_secs(1));
    }

    fn later(&self, by: SignedDuration) {
        self.clock.set(self.app.now() + by);
    }

    fn unit(&self, slug: &str) -> UnitId {
        self.made.units[&("palangkaraya".to_owned(), slug.to_owned())]
    }

    /// A report that a unit was given.
    async fn given(&self, n: u8, unit: &str) {
        let filing = Filing {
            body: Some(self.made.bodies["palangkaraya"]),
            text: format!("Saluran air tersumbat di gang {n}"),
            ..Filing::default()
        };
        let filed = receive::receive(&self.app, Actor::Reporter, "web", [n; 16], filing, vec![])
            .await
            .unwrap();
        self.later(SignedDuration::from_secs(1));
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
        let actor = Actor::Officer(self.made.officers["koordinator"]);
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
        self.later(SignedDuration::from_secs(1));
    }

    fn ask(&self) -> Ask {
        Ask {
            scope: Scope::Body(self.made.bodies["palangkaraya"]),
            sight: Sight::WHOLE,
            from: date(2025, 1, 1),
            to: date(2025, 12, 31),
            as_of: None,
            by: None,
            now: self.app.now(),
        }
    }

    fn question(&self, ids: &[&str]) -> Question {
        Question::of(self.ask(), Question::measures(ids).unwrap())
    }

    async fn table(&self, question: &Question) -> Result<FigureTable, FiguresError> {
        figures::table(&self.app, question).await
    }
}

fn count(table: &FigureTable) -> Vec<(String, u64)> {
    let of = |row: &figures::FigureRow| match row.values[0] {
        Some(Measured::Count(n)) => (row.key.clone().unwrap_or_default(), n),
        _ => panic!("no count in {row:?}"),
    };
    table.rows.iter().map(of).collect()
}

fn wrong(answer: Result<FigureTable, FiguresError>) -> QuestionError {
    match answer {
        Err(FiguresError::Question(error)) => error,
        other => panic!("{other:?}"),
    }
}

both_engines! {
    async fn each_figure_leads_to_the_reports_of_its_days(store: Store) {
        let town = Town::new(store).await;
        town.file(1).await;
        let mut question = town.question(&["received", "handled"]);
        question.ask.by = Some(Dimension::Quarter);
        question.ask.to = date(2025, 8, 31);
        let table = town.table(&question).await.unwrap();
        let links = |at: usize| table.link(table.rows.get(at), table.columns[1]);
        assert!(links(0).public.starts_with("status=handled&from=2025-01-01&to=2025-03-31&as_of="), "{:?}", links(0));
        assert!(links(0).desk.starts_with("tab=selesai&from=2025-01-01&to=2025-03-31&as_of="), "{:?}", links(0));
        // No further than what was asked for.
        assert!(links(2).public.contains("from=2025-07-01&to=2025-08-31"), "{:?}", links(2));
        let total = table.link(None, table.columns[0]).public;
        assert!(total.starts_with("from=2025-01-01&to=2025-08-31&as_of="), "{total}");
        // What happened has no list; what is open has no days.
        let mut flow = town.question(&["flow_closed", "flow_received"]);
        flow.ask.by = Some(Dimension::Month);
        let flow = town.table(&flow).await.unwrap();
        let of = |column: usize| flow.link(flow.rows.first(), flow.columns[column]).public;
        assert!(of(0).contains("from=2025-01-01&to=2025-01-31&of=deeds"), "{}", of(0));
        assert!(!of(1).contains("of=deeds"), "{}", of(1));
        let open = town.table(&town.question(&["open_in_process"])).await.unwrap();
        assert!(!open.link(None, open.columns[0]).public.contains("from="));
    }

    async fn every_measure_by_every_breakdown(store: Store) {
        let town = Town::new(store).await;
        for n in 1..=3 {
            town.file(n).await;
        }
        for family in [Family::Cohort, Family::Flow, Family::Stock] {
            let of_family = CATALOGUE.iter().filter(|measure| measure.family == family);
            let measures: Vec<_> = of_family.collect();
            for by in std::iter::once(None).chain(Dimension::ALL.iter().copied().map(Some)) {
                let mut question = Question::of(town.ask(), measures.clone());
                question.ask.by = by;
                let refused = match by {
                    Some(by) if by.is_time() && family == Family::Stock => true,
                    Some(Dimension::Officer) => family != Family::Flow,
                    _ => false,
                };
                let answer = town.table(&question).await;
                assert_eq!(answer.is_err(), refused, "{family:?} by {by:?}: {answer:?}");
                if let Ok(table) = answer {
                    assert!(table.total.values.iter().all(Option::is_some));
                    assert_eq!(table.columns.len(), measures.len());
                }
            }
        }
        let mut question = town.question(&["received", "not_verified", "completion"]);
        question.ask.by = Some(Dimension::Quarter);
        question.compare = true;
        let table = town.table(&question).await.unwrap();
        assert_eq!(table.total.values[0], Some(Measured::Count(3)));
        assert_eq!(table.total.few, [false, false, true]);
        // Quarters without reports too, until the moment.
        assert_eq!(count(&table).iter().map(|(_, n)| n).sum::<u64>(), 3);
        assert!(table.rows.len() > 1 && table.rows[0].key.as_deref() == Some("2025-Q1"));
        // The year before is the period before: it is there once, of the days that have passed of this one.
        let before = table.before.as_ref().unwrap();
        assert_eq!((before.from, &table.last_year), (date(2024, 1, 1), &None));
        let said = figures::text(&table);
        assert!(said.contains("Jumlah (2025-01-01 sampai 2025-08-01, keadaan sebelum 2025-08-01T10:00:03+07:00)"), "{said}");
        // So many days after its beginning: of a leap year that is a day earlier.
        assert!(said.contains("periode sebelumnya (2024-01-01 sampai 2024-07-31, keadaan sebelum 2024-07-31T10:00:03+07:00)"), "{said}");
        assert!(!table.policy.is_empty());
        let json = figures::json(&table);
        assert_eq!(json["total"]["values"]["received"], 3);
        assert_eq!(json["total"]["few"][0], "completion");
        // Nothing was recorded a year ago: that is no nought.
        assert_eq!(json["before"]["row"]["values"]["received"], serde_json::Value::Null);
        assert_eq!(json["before"]["is_recorded"], false);
        assert!(said.contains("belum tercatat waktu itu"), "{said}");
        assert!(figures::csv(&table).starts_with("key,label,from,to,as_of,position,received,not_verified,completion_part"));
        assert!(figures::text(&table).contains("triwulan I 2025"));
    }

    async fn the_same_question_has_the_same_answer(store: Store) {
        let town = Town::new(store).await;
        town.file(1).await;
        let mut question = town.question(&["received", "open"]);
        assert!(matches!(wrong(town.table(&question).await), QuestionError::Mixed { .. }));
        question.measures = Question::measures(&["received"]).unwrap();
        let first = town.table(&question).await.unwrap();
        town.later(SignedDuration::from_hours(30));
        town.file(2).await;
        question.ask.as_of = Some(first.as_of);
        question.ask.now = town.app.now();
        let again = town.table(&question).await.unwrap();
        assert_eq!((again.total, again.position), (first.total, first.position));
        assert_eq!((again.recorded_later, first.recorded_later), (1, 0));
        let mut open = town.question(&["open", "backlog_to_5"]);
        assert_eq!(town.table(&open).await.unwrap().total.values[0], Some(Measured::Count(2)));
        open.ask.as_of = Some(first.as_of);
        assert_eq!(town.table(&open).await.unwrap().total.values[0], Some(Measured::Count(1)));
    }

    async fn what_cannot_be_asked_says_what_to_do(store: Store) {
        let town = Town::new(store).await;
        town.file(1).await;
        let question = |change: &dyn Fn(&mut Question)| {
            let mut question = town.question(&["received"]);
            change(&mut question);
            question
        };
        let asked = |change: &dyn Fn(&mut Ask)| question(&|question| change(&mut question.ask));
        let ask_error = async |question: Question| match town.table(&question).await {
            Err(FiguresError::Ask(error)) => error,
            other => panic!("{other:?}"),
        };
        let reversed = asked(&|ask| (ask.from, ask.to) = (ask.to, ask.from));
        assert!(matches!(ask_error(reversed).await, AskError::Reversed { .. }));
        let absurd = asked(&|ask| ask.from = Date::MIN);
        assert!(matches!(ask_error(absurd).await, AskError::OutOfRange(_)));
        let future = asked(&|ask| ask.as_of = Some(ask.now + SignedDuration::from_secs(1)));
        assert!(matches!(ask_error(future).await, AskError::Future { .. }));
        let unit = question(&|question| question.filter.unit = Some(lapor_domain::ids::UnitId(uuid::Uuid::from_u128(7))));
        assert_eq!(ask_error(unit).await, AskError::NoSuchUnit);
        let scope = asked(&|ask| ask.scope = Scope::Unit(lapor_domain::ids::UnitId(uuid::Uuid::from_u128(7))));
        assert_eq!(ask_error(scope).await, AskError::NoSuchUnit);
        let channel = question(&|question| question.filter.channel = Some("burung".to_owned()));
        assert!(matches!(ask_error(channel).await, AskError::NoSuchChannel(_)));
        for code in ["62.71%", "99.99", "62.71.01.9999"] {
            let region = question(&|question| question.filter.region = Some(code.to_owned()));
            assert!(matches!(ask_error(region).await, AskError::NoSuchRegion(_)), "{code}");
        }

        let refused = async |question: Question| wrong(town.table(&question).await);
        let nothing = question(&|question| question.measures.clear());
        assert_eq!(refused(nothing).await, QuestionError::NoMeasure);
        let later = asked(&|ask| (ask.from, ask.to) = (date(2150, 1, 1), date(2150, 12, 31)));
        assert!(matches!(refused(later).await, QuestionError::NotBegun(_)));
        let days = asked(&|ask| (ask.from, ask.by) = (date(2000, 1, 1), Some(Dimension::Day)));
        assert_eq!(refused(days).await, QuestionError::TooManyDays);
        let before: Timestamp = "2001-01-01T00:00:00Z".parse().unwrap();
        let before = asked(&|ask| ask.as_of = Some(before));
        assert!(matches!(refused(before).await, QuestionError::BeforeFirst(_)));
        assert_eq!(
            Question::measures(&["received", "kecepatan"]),
            Err(QuestionError::UnknownMeasure("kecepatan".to_owned()))
        );
        // A period without reports is an answer, not a mistake.
        let empty = asked(&|ask| (ask.from, ask.to) = (date(2020, 1, 1), date(2020, 1, 31)));
        assert_eq!(town.table(&empty).await.unwrap().total.values[0], Some(Measured::Count(0)));
        for text in [
            QuestionError::NoMeasure.to_string(),
            QuestionError::StockInTime(Dimension::Month).to_string(),
            QuestionError::TooDeep.to_string(),
        ] {
            assert!(text.contains("pilih") || text.contains("tanyakan"), "{text}");
        }
    }

    async fn anyone_sees_whole_months_and_nothing_of_the_inside(store: Store) {
        let town = Town::new(store).await;
        for n in 1..=6 {
            town.file(n).await;
        }
        town.later(SignedDuration::from_hours(50));
        let public = async |question: &Question| figures::public_table(&town.app, question).await;
        let mut question = town.question(&["received", "not_verified"]);
        question.ask.by = Some(Dimension::Month);
        question.ask.from = date(2025, 1, 20);
        let table = public(&question).await.unwrap();
        assert!(table.is_public && table.ask.from == date(2025, 1, 1));
        assert_eq!(table.total.values[0], Some(Measured::Count(6)));
        assert_eq!(figures::json(&table).get("recorded_later"), None);
        // Another period is told as of the day on which it was as old as this one at the day that is shown.
        let mut compared = town.question(&["received", "completion"]);
        compared.compare = true;
        (compared.ask.from, compared.ask.to) = (date(2025, 8, 1), date(2025, 8, 31));
        let table = public(&compared).await.unwrap();
        let days = |from: Date, as_of: Timestamp| from.until(table.zone.local_date(as_of)).unwrap().get_days();
        let here = days(table.ask.from, table.as_of);
        for other in [&table.before, &table.last_year] {
            let other = other.as_ref().unwrap();
            assert_eq!(i64::from(here - days(other.from, other.as_of)), other.days_fewer);
        }
        let json = figures::json(&table);
        assert_eq!((&json["before"]["days_fewer"], &json["before"]["in_fives"]), (&0.into(), &false.into()));
        let csv = figures::csv(&table);
        assert!(csv.contains("\nbefore,") && csv.contains(",2025-07-01,2025-07-31,2025-07-"), "{csv}");
        for family in [Family::Cohort, Family::Flow, Family::Stock] {
            let is_public = |measure: &&Measure| measure.family == family && measure.audience == Audience::Public;
            let measures: Vec<&'static Measure> = CATALOGUE.iter().filter(is_public).collect();
            let table = public(&Question::of(town.ask(), measures)).await.unwrap();
            assert!(table.total.values.iter().all(Option::is_some));
        }
        for measure in CATALOGUE.iter().filter(|measure| measure.audience == Audience::Inside) {
            assert_eq!(wrong(public(&town.question(&[measure.id])).await), QuestionError::Inside(measure.id));
        }
        let changed = |change: &dyn Fn(&mut Question)| {
            let mut question = town.question(&["received"]);
            change(&mut question);
            question
        };
        let by = |by| changed(&move |question: &mut Question| question.ask.by = Some(by));
        assert_eq!(wrong(public(&by(Dimension::Week)).await), QuestionError::TooFine);
        assert!(matches!(wrong(public(&by(Dimension::Officer)).await), QuestionError::InsideDimension(_)));
        let both = |question: &mut Question| {
            question.filter.region = Some("62.71.01".to_owned());
            question.ask.by = Some(Dimension::Type);
        };
        assert_eq!(wrong(public(&changed(&both)).await), QuestionError::TooDeep);
        // All six are of one type. Of a row only fives are told, and none where that would leave one; of another there are
        // none, and that is told as well.
        let mut one = town.question(&["received", "completion"]);
        for kind in [ReportType::Unknown, ReportType::Aspiration] {
            one.filter = Filter { report_type: Some(kind), ..Filter::default() };
            assert_eq!(public(&one).await.unwrap().total.values[0], Some(Measured::Count(0)));
        }
        let mut by_type = town.question(&["received", "handled"]);
        by_type.ask.by = Some(Dimension::Type);
        let rest = &public(&by_type).await.unwrap().rows;
        assert_eq!((rest.len(), &rest[0].key, rest[0].label.as_str()), (1, &None, "lainnya"));
        assert_eq!(rest[0].values, [Some(Measured::Count(6)), None]);
        one.filter = Filter { region: Some("62.71".to_owned()), ..Filter::default() };
        assert_eq!(wrong(public(&one).await), QuestionError::NoRow);
    }

    async fn more_than_its_season_explains(store: Store) {
        let town = Town::new(store).await;
        let category = *town.made.categories.values().min().unwrap();
        let ask = |town: &Town| Ask { now: town.app.now(), ..town.ask() };
        for n in 1..=8 {
            let region = Some("62.71.01.1001".to_owned());
            town.file_about(n, Filing { category: Some(category), region, ..Filing::default() }).await;
        }
        // The day is not over.
        assert_eq!(figures::surges(&town.app, ask(&town)).await.unwrap(), []);
        town.later(SignedDuration::from_hours(24));
        let found = figures::surges(&town.app, ask(&town)).await.unwrap();
        assert_eq!(found.len(), 1);
        let surge = &found[0];
        assert_eq!((surge.category, surge.region.as_str(), surge.observed), (category, "62.71.01", 8));
        assert_eq!(surge.season, figures::Season::Weeks);
        assert!(surge.upper_bound < 8 && surge.chance < 0.001 && surge.region_name.contains("Pahandut"));
        let days = format!("from={}&to={}&as_of=", surge.from, surge.to);
        assert!(surge.reports.desk.contains("region=62.71.01") && surge.reports.desk.contains(&days), "{}", surge.reports.desk);
        assert!(surge.reports.public.contains("village=62.71.01") && surge.reports.public.contains(&days), "{}", surge.reports.public);
        // What was as usual a year ago is usual now.
        town.later(SignedDuration::from_hours(24 * 365));
        for n in 11..=18 {
            let region = Some("62.71.01.1002".to_owned());
            town.file_about(n, Filing { category: Some(category), region, ..Filing::default() }).await;
        }
        town.later(SignedDuration::from_hours(24));
        assert_eq!(figures::surges(&town.app, ask(&town)).await.unwrap(), []);
        let fairness = figures::fairness(&town.app, ask(&town), Filter::default()).await.unwrap();
        let by: Vec<_> = fairness.tables.iter().map(|table| table.ask.by.unwrap()).collect();
        assert_eq!(by, [Dimension::District, Dimension::Channel, Dimension::Language, Dimension::Anonymity]);
    }

    async fn for_each_thousand_where_somebody_counted(store: Store) {
        let town = Town::new(store).await;
        let region = Some("62.71.01.1001".to_owned());
        town.file_about(1, Filing { region, ..Filing::default() }).await;
        let before = town.app.now();
        town.later(SignedDuration::from_secs(1));
        let put = PutInhabitants {
            regions: vec![("62.71.01".to_owned(), 100_000), ("62.71".to_owned(), 300_000)],
            year: 2024,
            source: "BPS".to_owned(),
            now: town.app.now(),
        };
        town.app.store().run(put).await.unwrap();
        town.later(SignedDuration::from_secs(1));
        let mut question = town.question(&["received_per_1000"]);
        question.ask.by = Some(Dimension::District);
        let value = |count, inhabitants| Some(Measured::PerThousand { count, inhabitants });
        let table = town.table(&question).await.unwrap();
        assert_eq!(table.rows[0].values[0], value(1, Some(100_000)));
        assert_eq!(table.total.values[0], value(1, Some(300_000)));
        question.ask.as_of = Some(before);
        assert_eq!(town.table(&question).await.unwrap().rows[0].values[0], value(1, None));
        question.ask.as_of = None;
        (question.ask.from, question.ask.to) = (date(2023, 1, 1), date(2023, 12, 31));
        assert_eq!(town.table(&question).await.unwrap().total.values[0], value(0, None));
    }

    async fn names_are_those_of_the_time(store: Store) {
        let town = Town::new(store).await;
        town.file(1).await;
        let asked = |organisation| {
            let mut question = town.question(&["received"]);
            question.ask.by = Some(Dimension::Body);
            Question { organisation, ..question }
        };
        let then = town.app.now();
        let rules = town.app.rules();
        let body = &rules.directory.bodies[&town.made.bodies["palangkaraya"]];
        let old = body.name.clone();
        town.later(SignedDuration::from_secs(5));
        let mut renamed = body.clone();
        "Kota Cantik".clone_into(&mut renamed.name);
        let entity = lapor_store::record::entity::Entity::Body(renamed);
        lapor_app::admin::put(&town.app, vec![entity], lapor_domain::report::event::ActorRef::SYSTEM).await.unwrap();
        town.later(SignedDuration::from_secs(5));
        for (organisation, name) in [(Organisation::Then, old.as_str()), (Organisation::Today, "Kota Cantik")] {
            let mut question = asked(organisation);
            question.ask.as_of = Some(then);
            let table = town.table(&question).await.unwrap();
            assert_eq!(table.rows[0].label, name);
        }
    }

    async fn units_that_were_split_joined_or_renamed_in_both_views(store: Store) {
        let town = Town::new(store).await;
        let old = town.unit("disperkimtan");
        let gone = town.unit("dlh");
        let heir = town.unit("dpupr");
        for (n, unit) in [(1, "disperkimtan"), (2, "disperkimtan"), (3, "dlh"), (4, "dpupr")] {
            town.given(n, unit).await;
        }
        let then = town.app.now();
        town.later(SignedDuration::from_hours(24 * 30));
        // dlh ended and dpupr took over; disperkimtan was split in two; dpupr has another name.
        let since = date(2025, 8, 15);
        let change = |id: UnitId, change: &dyn Fn(&mut Unit)| {
            let mut unit = town.app.rules().directory.units[&id].clone();
            change(&mut unit);
            Entity::Unit(unit)
        };
        let takes = |unit: UnitId| Succession { unit, since };
        let new = |slug: &str, name: &str| {
            let usual = town.app.rules().directory.units[&heir].clone();
            Entity::Unit(Unit {
                id: UnitId(uuid::Uuid::from_u128(name.len() as u128)),
                slug: slug.to_owned(),
                name: name.to_owned(),
                succeeds: vec![takes(old)],
                ..usual
            })
        };
        let changes = vec![
            change(old, &|unit| unit.valid_to = Some(since)),
            change(gone, &|unit| unit.valid_to = Some(since)),
            change(heir, &|unit| {
                "Dinas Prasarana".clone_into(&mut unit.name);
                unit.succeeds = vec![takes(gone)];
            }),
            new("rumah", "Dinas Rumah"),
            new("taman", "Dinas Pertamanan"),
        ];
        let was = town.app.rules().directory.units[&heir].name.clone();
        lapor_app::admin::put(&town.app, changes, ActorRef::SYSTEM).await.unwrap();
        town.later(SignedDuration::from_secs(5));
        let asked = |organisation, as_of| {
            let mut question = town.question(&["received", "cases"]);
            question.ask.by = Some(Dimension::Unit);
            question.ask.as_of = as_of;
            Question { organisation, ..question }
        };
        let mut by_unit = count(&town.table(&asked(Organisation::Then, Some(then))).await.unwrap());
        by_unit.sort();
        let mut wanted = vec![(old.to_string(), 2), (gone.to_string(), 1), (heir.to_string(), 1)];
        wanted.sort();
        assert_eq!(by_unit, wanted, "as they were");
        for as_of in [None, Some(then)] {
            let today = town.table(&asked(Organisation::Today, as_of)).await.unwrap();
            let mut by_unit = count(&today);
            by_unit.sort();
            let mut wanted = vec![(old.to_string(), 2), (heir.to_string(), 2)];
            wanted.sort();
            assert_eq!(by_unit, wanted, "in the arrangement of today");
            let label = |id: UnitId| today.rows.iter().find(|row| row.key == Some(id.to_string())).unwrap().label.clone();
            assert!(label(old).ends_with("(dipecah menjadi Dinas Pertamanan, Dinas Rumah)"), "{}", label(old));
            assert!(label(heir).starts_with("Dinas Prasarana"), "{}", label(heir));
            assert!(label(heir).contains(&format!("(dahulu {was})")) && label(heir).contains("(termasuk "), "{}", label(heir));
        }
        // A filter by the heir holds what it took over, in that view only.
        for (organisation, n) in [(Organisation::Then, 1), (Organisation::Today, 2)] {
            let mut question = town.question(&["received"]);
            question.filter.unit = Some(heir);
            let table = town.table(&Question { organisation, ..question }).await.unwrap();
            assert_eq!(table.total.values[0], Some(Measured::Count(n)));
        }
        // Branches too: the heir's branch holds it.
        let mut question = asked(Organisation::Today, None);
        question.ask.by = Some(Dimension::Branch);
        let branches = count(&town.table(&question).await.unwrap());
        assert_eq!(branches.iter().map(|(_, n)| n).sum::<u64>(), 4);
        assert!(branches.iter().all(|(key, _)| *key != gone.to_string()));
    }

    async fn languages_are_told_apart_inside_only(store: Store) {
        let town = Town::new(store).await;
        for (n, text) in [
            (1, "Jalan di depan rumah saya rusak dan belum diperbaiki"),
            (2, "The street light near our house has been broken since last week"),
            (3, "🙏🙏 123 456 789"),
        ] {
            let body = Some(town.made.bodies["palangkaraya"]);
            let filing = Filing { body, text: text.to_owned(), ..Filing::default() };
            receive::receive(&town.app, Actor::Reporter, "web", [n; 16], filing, vec![]).await.unwrap();
            town.later(SignedDuration::from_secs(1));
        }
        let mut question = town.question(&["received"]);
        question.ask.by = Some(Dimension::Language);
        let table = town.table(&question).await.unwrap();
        let mut told: Vec<(Option<&str>, &str)> =
            table.rows.iter().map(|row| (row.key.as_deref(), row.label.as_str())).collect();
        told.sort_unstable();
        assert_eq!(told, [(None, "tidak diketahui"), (Some("en"), "Bahasa Inggris"), (Some("id"), "Bahasa Indonesia")]);
        let refused = wrong(figures::public_table(&town.app, &question).await);
        assert!(matches!(refused, QuestionError::InsideDimension(Dimension::Language)));
    }
}
