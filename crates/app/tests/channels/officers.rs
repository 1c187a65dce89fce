//! What officers do, and rounds of the program.

use jiff::{SignedDuration, Timestamp};
use lapor_app::app::Draft;
use lapor_app::channels::{self, config};
use lapor_app::jobs;
use lapor_app::report::{act, case};
use lapor_domain::content::ContentKind;
use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_domain::report::command::{Command, Verification};
use lapor_domain::report::permit::Actor;
use lapor_domain::words::{Outcome, ReportType};
use lapor_store::{Query, StoreError, Tx, rebuild, record};

use crate::town::Town;

impl Town {
    pub(crate) fn describe(&self, doors: &str) {
        let text = format!("base_url = \"https://lapor.example\"\n{doors}");
        let channels = config::read(&text, &|_| None).unwrap();
        self.app.set_channels(channels);
    }

    pub(crate) fn pass(&self, time: SignedDuration) {
        let now: Timestamp = self.app.now();
        self.clock.set(now + time);
    }

    /// Jobs, parts, sending: once, as the background does.
    pub(crate) async fn round(&self) -> usize {
        jobs::round(&self.app).await.unwrap();
        channels::round(&self.app).await.unwrap()
    }

    pub(crate) async fn give(
        &self,
        who: &str,
        report: ReportId,
        build: impl FnOnce(&mut Draft) -> Command,
    ) -> Report {
        let mut draft = self.app.draft(self.made.bodies["palangkaraya"]);
        let command = build(&mut draft);
        let actor = match who {
            "pelapor" => Actor::Reporter,
            slug => Actor::Officer(self.made.officers[slug]),
        };
        let words = draft.into_words();
        let done = act::act(&self.app, actor, report, None, command, words, vec![]).await;
        self.pass(SignedDuration::from_secs(1));
        done.unwrap()
    }

    pub(crate) async fn verify(&self, report: ReportId, supervisory: bool) -> Report {
        let category = self.made.categories["pengangkutan-sampah"];
        let secret = self.load(report).await.rahasia;
        let unit = if supervisory { "inspektorat" } else { "dpupr" };
        let lead = self.made.units[&("palangkaraya".to_owned(), unit.to_owned())];
        self.give("koordinator", report, |draft| {
            Command::Verify(Box::new(Verification {
                report_type: ReportType::Complaint,
                supervisory,
                category,
                lead,
                keep: false,
                findings_kept: false,
                release: !supervisory && !secret,
                words: vec![
                    draft.seal(ContentKind::TitleFinal, "Jalan berlubang"),
                    draft.seal(ContentKind::TextFinal, "Jalan berlubang di depan pasar."),
                ],
                note: None,
                proposed: None,
            }))
        })
        .await
    }

    pub(crate) async fn answer(&self, report: ReportId, text: &str) -> Report {
        let next_by = lapor_domain::zone::Zone::Wib.local_date(self.app.now());
        let next_by = next_by.checked_add(jiff::Span::new().days(5)).unwrap();
        self.give("dpupr", report, |draft| Command::Answer {
            text: draft.seal(ContentKind::OfficerMessage, text),
            next_by,
            files: vec![],
        })
        .await
    }

    pub(crate) async fn ask(&self, report: ReportId, text: &str) -> Report {
        self.give("dpupr", report, |draft| Command::Ask {
            text: draft.seal(ContentKind::OfficerMessage, text),
        })
        .await
    }

    pub(crate) async fn propose_closure(&self, report: ReportId, text: &str) -> Report {
        self.give("dpupr", report, |draft| Command::ProposeClosure {
            answer: draft.seal(ContentKind::OfficerMessage, text),
            outcome: Outcome::Done,
            promise: None,
            files: vec![],
        })
        .await
    }

    pub(crate) async fn load(&self, report: ReportId) -> Report {
        self.app.store().read(Load(report)).await.unwrap()
    }

    /// A report as its reporter sees it.
    pub(crate) async fn own_case(&self, report: ReportId) -> case::CaseView {
        let read = case::read(&self.app, report, case::Onlooker::Reporter).await;
        read.unwrap().unwrap()
    }

    /// Every read model is what the events say.
    pub(crate) async fn a_rebuild_agrees(&self) {
        let compared = rebuild::check(self.app.store(), &self.app.rules(), &mut |_| {}).await;
        let compared = compared.unwrap();
        assert!(compared.agrees(), "{:?}", compared.named);
    }

    /// The only report there is, or the one of this place in the order of receipt.
    pub(crate) async fn reports(&self) -> Vec<Report> {
        let mut all = self.app.store().read(All).await.unwrap();
        all.sort_by_key(|report| report.id);
        all
    }

    /// Nothing waits and nothing is dead.
    pub(crate) async fn is_settled(&self) -> bool {
        self.app.store().read(LeftOver).await.unwrap() == (0, 0)
    }
}

struct Load(ReportId);

impl Query for Load {
    type Output = Report;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Report, StoreError> {
        Ok(record::load(tx, self.0).await.unwrap().unwrap())
    }
}

struct All;

impl Query for All {
    type Output = Vec<Report>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Report>, StoreError> {
        const SQL: &str = "SELECT id FROM report ORDER BY id";
        let ids = tx.rows::<uuid::Uuid>(SQL, lapor_store::params![]).await?;
        let mut all = Vec::new();
        for id in ids {
            all.extend(record::load(tx, ReportId(id)).await.unwrap());
        }
        Ok(all)
    }
}

struct LeftOver;

impl Query for LeftOver {
    type Output = (i64, i64);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(i64, i64), StoreError> {
        let jobs = record::job::left_over(tx).await?;
        Ok((jobs, lapor_store::outbox::left_over(tx).await?))
    }
}
