//! The demonstration's year, played whole on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "inboxes/oracle.rs"]
mod oracle;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::date;
use lapor_app::app::{App, Parts};
use lapor_app::clock::SetClock;
use lapor_app::demo::play::{self, SeedError, Seeded};
use lapor_app::demo::policy_file::DEFAULT;
use lapor_app::files::FileStore;
use lapor_app::official::serve::{self, Asker};
use lapor_app::official::{self, Form, edition};
use lapor_app::plans;
use lapor_app::report::case::{self, Onlooker};
use lapor_domain::clock::ClockKind;
use lapor_domain::figures::Cohort;
use lapor_domain::ids::ReportId;
use lapor_domain::plan::PlanState;
use lapor_domain::report::Report;
use lapor_domain::report::command::CommandKind as K;
use lapor_domain::words::StateCode;
use lapor_store::figures::{Ask, CohortQuery, PerformanceQuery, Scope, Sight};
use lapor_store::record::{self, job, micros};
use lapor_store::seal::{KeyFile, SeededEntropy};
use lapor_store::{FromRow, Query, Row, Store, StoreError, Tx, both_engines, params};

both_engines! {
    async fn the_year_is_played_whole(store: Store) {
        let place = tempfile::tempdir().unwrap();
        let clock = Arc::new(SetClock::at(Timestamp::UNIX_EPOCH));
        let app = app(store, place.path(), &clock).await;
        let mut days = 0;
        let began = began();
        let seeded = play::seed(&app, &clock, |progress| days = progress.done).await;
        let seeded = seeded.unwrap_or_else(|error| panic!("{error}"));
        eprintln!("{} laporan dalam {:.1} detik", seeded.reports, seconds_since(began));
        assert_eq!(days, 430);
        figures_are_as_published(&app).await;
        every_command_occurs(&app).await;
        documents_were_published(&app).await;
        plans_came_out(&app);
        nothing_is_left_over(&app).await;
        nobody_misses_what_is_theirs(&app).await;
        nothing_hidden_is_public(&app).await;
        lists_tell_what_pages_tell(&app).await;
        a_rebuild_agrees(&app).await;
        it_looks_like_a_year(&app).await;
        visitors_can_look(&app, &seeded).await;
        let again = play::seed(&app, &clock, |_| {}).await;
        assert!(matches!(again, Err(SeedError::NotEmpty)));
    }
}

async fn app(store: Store, place: &std::path::Path, clock: &Arc<SetClock>) -> App {
    let mut entropy = SeededEntropy::new(2023);
    let keys = KeyFile::create(&place.join("kunci"), &mut entropy).unwrap();
    App::start(Parts {
        store,
        keys,
        clock: Arc::clone(clock) as _,
        entropy: Box::new(entropy),
        files: FileStore::open(&place.join("berkas")).unwrap(),
        default_policy: DEFAULT.policy(),
    })
    .await
    .unwrap_or_else(|error| panic!("{error}"))
}

/// July and the year, for everybody; the year's with the figures that the city told.
async fn documents_were_published(app: &App) {
    let rules = app.rules();
    let city = rules.directory.body_by_slug("palangkaraya").unwrap().id;
    let editions = edition::for_everybody(app, city).await.unwrap();
    let periods: Vec<String> = editions.iter().map(|it| it.period.words()).collect();
    assert_eq!(periods, ["Tahun 2023", "Bulan Juli 2023"]);
    for edition in &editions {
        let asker = Asker::Anyone(city);
        let served = serve::serve(app, asker, edition.id, Form::Html)
            .await
            .unwrap();
        assert!(served.is_original);
    }
    // Whoever makes documents says on each that it is no official one.
    for slug in ["palangkaraya", "kalteng"] {
        let body = rules.directory.body_by_slug(slug).unwrap().id;
        let papers = official::papers_on(&rules, body, date(2024, 1, 31));
        assert!(papers.lines[0].contains("bukan dokumen resmi"), "{slug}");
        assert_eq!(papers.place, "Palangka Raya", "{slug}");
    }
}

/// One promise was kept, one was not, one is being carried out; anyone reads their values.
fn plans_came_out(app: &App) {
    let rules = app.rules();
    let city = rules.directory.body_by_slug("palangkaraya").unwrap().id;
    let told = plans::public(app, city);
    let mut states: Vec<_> = told
        .iter()
        .map(|it| (it.measure.as_str(), it.state))
        .collect();
    states.sort_by_key(|(measure, _)| *measure);
    assert_eq!(
        states,
        [
            ("completion", PlanState::Met),
            ("on_time_resolution", PlanState::NotMet),
            ("time_to_first_follow_up", PlanState::Active)
        ],
        "{told:?}"
    );
    for plan in &told {
        assert!(plan.before.value().is_some(), "{plan:?}");
        assert_eq!(plan.after_days, plan.after.map(|_| plan.before_days));
    }
}

/// 606 = 589 + 12 + 5, with the other four zero, as known at the end of 2023: for the city and for all bodies.
async fn figures_are_as_published(app: &App) {
    let rules = app.rules();
    let city = rules.directory.body_by_slug("palangkaraya").unwrap().id;
    for scope in [Scope::Body(city), Scope::Installation] {
        let query = CohortQuery::new(Arc::clone(&rules), ask(app, scope)).unwrap();
        let answer = app.store().read(query).await.unwrap();
        let published = Cohort {
            received: 606,
            handled: 589,
            in_process: 12,
            not_followed_up: 5,
            ..Cohort::default()
        };
        assert_eq!(answer.total, published, "{scope:?}");
        assert_eq!(answer.recorded_later, 0);
    }
}

/// Reports of 2023 as known at its end.
fn ask(app: &App, scope: Scope) -> Ask {
    Ask {
        scope,
        sight: Sight::WHOLE,
        from: date(2023, 1, 1),
        to: date(2023, 12, 31),
        as_of: Some("2024-01-01T00:00:00+07:00".parse().unwrap()),
        by: None,
        now: app.now(),
    }
}

/// Each command of the table leaves an event that no other leaves, or one told apart by who did it.
async fn every_command_occurs(app: &App) {
    const SQL: &str = "SELECT kind, payload FROM event WHERE stream_kind = 'report'";
    let events = app.store().read(Texts(SQL)).await.unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (kind, payload) in &events {
        let says = |words: &str| payload.contains(words);
        let command = match kind.as_str() {
            "received" => K::Receive,
            "forwarded" => K::Forward,
            "returned_to_desk" => K::ReturnToDesk,
            "verified" if says(r#""kept":true"#) => K::Keep,
            "verified" => K::Verify,
            "held" => K::Hold,
            "replied" => K::Reply,
            "resumed" => K::Resume,
            "archived" if says(r#""by":"system""#) => K::ExpireHold,
            "archived" if says(r#""by":"reporter""#) => K::Withdraw,
            "archived" => K::Archive,
            "withdrawn_handling_goes_on" => K::Withdraw,
            "transferred_out" | "transferred_within" => K::Transfer,
            "merged" => K::Merge,
            "unmerged" => K::Unmerge,
            "shared_confirmed" => K::ConfirmShared,
            "shared_disputed" => K::DisputeShared,
            "shared_dispute_heard" => K::HearDispute,
            "kept_apart" => K::KeepApart,
            "accepted" => K::Accept,
            "refused" => K::Refuse,
            "redirected" => K::Redirect,
            "sub_disposed" => K::SubDispose,
            "support_added" => K::AddSupport,
            "support_ended" if says(r#""how":"released""#) => K::ReleaseSupport,
            "support_ended" | "support_noted" => K::SupportNote,
            "answered" => K::Answer,
            "asked" => K::Ask,
            "extended" => K::Extend,
            "reclassified" => K::Reclassify,
            "closure_proposed" => K::ProposeClosure,
            "check_returned" => K::CheckReturn,
            "check_approved" => K::CheckApprove,
            "taken_back" => K::TakeBack,
            "closed" if says(r#""by":"system""#) => K::Silence,
            "closed" if says(r#""by":"officer""#) => K::RecordConfirmation,
            "closed" => K::Confirm,
            "disputed" => K::Dispute,
            "assigned_anew" => K::AssignAnew,
            "upheld" => K::Uphold,
            "rated" => K::Rate,
            "reopened" => K::Reopen,
            "objected" => K::Object,
            "restored" => K::Restore,
            "objection_rejected" => K::RejectObjection,
            "acknowledged" => K::Acknowledge,
            "handed_back" => K::HandBack,
            "flags_set" => K::SetFlags,
            "noted" => K::Note,
            "file_added" => K::AddFile,
            "released" => K::Release,
            "unreleased" => K::Unrelease,
            "text_edited" => K::EditText,
            "priority_set" => K::SetPriority,
            "extension_requested" => K::RequestExtension,
            "referred_to_ppid" => K::ReferPpid,
            "ppid_taken" => K::TakePpid,
            "ppid_extended" => K::ExtendPpid,
            "excluded" => K::Exclude,
            "view_granted" => K::GrantView,
            "erased" => K::Erase,
            _ => continue,
        };
        *counts.entry(command.as_str()).or_default() += 1;
    }
    eprintln!("{counts:?}");
    let missing: Vec<_> = K::ALL
        .iter()
        .filter(|command| !counts.contains_key(command.as_str()))
        .collect();
    assert!(missing.is_empty(), "tidak terjadi: {missing:?}");
    // The program's own events occur too.
    let kinds: BTreeSet<_> = events.iter().map(|(kind, _)| kind.as_str()).collect();
    for kind in [
        "breached",
        "escalated",
        "reminded",
        "calendar_moved",
        "follower_added",
    ] {
        assert!(kinds.contains(kind), "{kind}");
    }
    let reasons = lapor_domain::words::ArchiveReason::OFFICER;
    for reason in reasons {
        let coded = format!(r#""reason":"{reason}""#);
        let found = events
            .iter()
            .any(|(kind, payload)| kind == "archived" && payload.contains(&coded));
        assert!(found, "{reason}");
    }
}

async fn nothing_is_left_over(app: &App) {
    assert_eq!(app.store().read(LeftOver).await.unwrap(), 0);
    let unordered = "SELECT count(*) FROM event WHERE position IS NULL";
    assert_eq!(one(app, unordered, vec![]).await, 0);
    // Everything that was due by the end has happened.
    let due = one(
        app,
        "SELECT count(*) FROM report WHERE next_timer <= $1",
        vec![micros(app.now())],
    )
    .await;
    assert_eq!(due, 0);
}

/// On the last day, whoever must act on a report has it in the inbox.
async fn nobody_misses_what_is_theirs(app: &App) {
    let reports = app.store().read(Reports).await.unwrap();
    let acted_on = oracle::everyone_finds_what_is_theirs(app, &reports).await;
    let open: usize = acted_on.values().sum();
    assert!(open >= 10, "{acted_on:?}");
}

async fn a_rebuild_agrees(app: &App) {
    let found = lapor_store::rebuild::check(app.store(), &app.rules(), &mut |_| {})
        .await
        .unwrap();
    assert!(found.agrees(), "{:?}", found.named);
    assert!(found.reports > 700);
}

async fn nothing_hidden_is_public(app: &App) {
    const SQL: &str = "SELECT count(*) FROM report WHERE is_public AND (supervisory OR rahasia)";
    assert_eq!(one(app, SQL, vec![]).await, 0);
    let public = one(app, "SELECT count(*) FROM report WHERE is_public", vec![]).await;
    assert!(public > 400, "{public}");
    let ever = "SELECT count(*) FROM state_interval WHERE is_public AND supervisory";
    assert_eq!(one(app, ever, vec![]).await, 0);
}

/// What is read of many reports at once is what is read of each alone, but for the days of its clocks.
async fn lists_tell_what_pages_tell(app: &App) {
    let reports = app.store().read(Reports).await.unwrap();
    let reports: Vec<ReportId> = reports.iter().map(|report| report.id).collect();
    let listed = case::read_public(app, reports.clone()).await.unwrap();
    let mut alone = Vec::new();
    for report in reports {
        let case = case::read(app, report, Onlooker::Public).await.unwrap();
        alone.extend(case.filter(|case| case.is_public));
    }
    let states: BTreeSet<StateCode> = listed.iter().map(|case| case.state).collect();
    assert!(listed.len() > 400 && states.len() >= 3, "{states:?}");
    assert_eq!(listed.len(), alone.len());
    for (listed, mut alone) in listed.iter().zip(alone) {
        let dues = [&mut alone.due, &mut alone.ppid, &mut alone.window];
        for due in dues.into_iter().flatten() {
            due.explain.clear();
        }
        assert_eq!(format!("{listed:?}"), format!("{alone:?}"));
    }
}

/// Late now and then, disputed now and then, rated by many: shares that a city could have.
async fn it_looks_like_a_year(app: &App) {
    let rules = app.rules();
    let measured = app
        .store()
        .read(PerformanceQuery::new(Arc::clone(&rules), ask(app, Scope::Installation)).unwrap())
        .await
        .unwrap();
    eprintln!(
        "{:?} {:?} {:?}",
        measured.on_time, measured.follow_up, measured.disputes
    );
    let duties = [
        ClockKind::Verification,
        ClockKind::FirstFollowUp,
        ClockKind::Resolution,
    ];
    for (clock, punctual) in &measured.on_time {
        let share = punctual.first.percent().unwrap_or_default();
        let believable = !duties.contains(clock) || (84.0..97.0).contains(&share);
        assert!(believable, "{clock:?}: {share} %");
    }
    assert!(measured.rating.n >= 100, "{:?}", measured.rating);
    let mean = measured.rating.mean.unwrap();
    assert!((3.5..4.8).contains(&mean), "{mean}");
    let low = one(app, "SELECT count(*) FROM report WHERE rating < 3", vec![]).await;
    assert_eq!(low, 0);
    let disputed = one(
        app,
        "SELECT count(*) FROM event WHERE kind = 'disputed'",
        vec![],
    )
    .await;
    assert!((15..80).contains(&disputed), "{disputed}");
    let photographs = one(
        app,
        "SELECT count(*) FROM file WHERE variant = 'photo'",
        vec![],
    )
    .await;
    assert!(photographs > 100, "{photographs}");
    // Open reports wait in every state on the last day.
    let states = app
        .store()
        .read(Counts("SELECT state, count(*) FROM report GROUP BY state"))
        .await
        .unwrap();
    eprintln!("{states:?}");
    assert_eq!(states.len(), 11, "{states:?}");
}

async fn visitors_can_look(app: &App, seeded: &Seeded) {
    assert!(seeded.reporters.len() >= 6, "{:?}", seeded.reporters);
    for shown in &seeded.reporters {
        let (_, report) = lapor_app::sign_in::reporter(app, &shown.phrase, "uji")
            .await
            .unwrap_or_else(|error| panic!("{error}"));
        let found = app
            .store()
            .read(Tracked(shown.tracking.clone()))
            .await
            .unwrap();
        assert_eq!(found, Some(report.0));
        promised_can_be_done(app, report, shown.shows).await;
    }
    let looked = "SELECT count(*) FROM event WHERE stream_kind = 'access'";
    assert!(
        one(app, looked, vec![]).await > 0,
        "the auditor has something to see"
    );
    let account = seeded.officers.first().unwrap();
    let password = lapor_app::password::Password::new(account.password.clone());
    lapor_app::sign_in::officer(app, &account.login, password, "uji")
        .await
        .unwrap_or_else(|error| panic!("{error}"));
}

/// What a visitor is told of a report is so when the play ends, not only when it was written.
async fn promised_can_be_done(app: &App, report: ReportId, shows: &str) {
    let case = case::read(app, report, Onlooker::Reporter).await;
    let case = case.unwrap_or_else(|error| panic!("{error}")).unwrap();
    let (state, may): (_, &[K]) = match shows {
        _ if shows.contains("setujui atau sanggah") => {
            (StateCode::ClosureProposed, &[K::Confirm, K::Dispute])
        }
        _ if shows.starts_with("ditunda") => (StateCode::OnHold, &[K::Reply]),
        _ if shows.starts_with("diarsipkan") => (StateCode::Archived, &[]),
        _ if shows.starts_with("diteruskan") => (StateCode::Transferred, &[]),
        _ if shows.contains("selesai") => (StateCode::Closed, &[K::Reopen, K::Rate]),
        _ if shows.starts_with("rahasia") => (StateCode::InProgress, &[K::SetFlags]),
        _ => panic!("nothing is known of: {shows}"),
    };
    assert_eq!(case.state, state, "{shows}");
    for command in may {
        assert!(case.may.contains(command), "{shows}: {command:?}");
    }
}

async fn one(app: &App, sql: &'static str, values: Vec<i64>) -> i64 {
    app.store().read(One(sql, values)).await.unwrap()
}

struct One(&'static str, Vec<i64>);

impl Query for One {
    type Output = i64;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<i64, StoreError> {
        Ok(match self.1.as_slice() {
            [first] => tx.row(self.0, params![*first]).await?,
            _ => tx.row(self.0, params![]).await?,
        }
        .unwrap_or(0))
    }
}

struct Reports;

impl Query for Reports {
    type Output = Vec<Report>;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let ids: Vec<uuid::Uuid> = tx.rows("SELECT id FROM report", params![]).await?;
        let mut reports = Vec::with_capacity(ids.len());
        for id in ids {
            reports.push(record::load(tx, ReportId(id)).await.unwrap().unwrap());
        }
        Ok(reports)
    }
}

struct Counts(&'static str);

impl Query for Counts {
    type Output = Vec<(String, i64)>;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let rows = tx.rows::<Count>(self.0, params![]).await?;
        Ok(rows.into_iter().map(|row| (row.0, row.1)).collect())
    }
}

struct Count(String, i64);

impl FromRow for Count {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(
            row.get::<Option<String>>(0)?.unwrap_or_default(),
            row.get(1)?,
        ))
    }
}

struct Texts(&'static str);

impl Query for Texts {
    type Output = Vec<(String, String)>;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let rows = tx.rows::<Text>(self.0, params![]).await?;
        Ok(rows.into_iter().map(|row| (row.0, row.1)).collect())
    }
}

struct Text(String, String);

impl FromRow for Text {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.get(0)?, row.get(1)?))
    }
}

struct LeftOver;

impl Query for LeftOver {
    type Output = i64;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<i64, StoreError> {
        job::left_over(tx).await
    }
}

struct Tracked(String);

impl Query for Tracked {
    type Output = Option<uuid::Uuid>;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        tx.row(
            "SELECT id FROM report WHERE tracking_no = $1",
            params![self.0.as_str()],
        )
        .await
    }
}

#[expect(clippy::disallowed_methods, reason = "only to print how long it took")]
fn began() -> std::time::Instant {
    std::time::Instant::now()
}

#[expect(clippy::disallowed_methods, reason = "only to print how long it took")]
fn seconds_since(began: std::time::Instant) -> f64 {
    began.elapsed().as_secs_f64()
}
