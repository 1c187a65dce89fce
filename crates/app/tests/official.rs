//! Documents of an office: what who runs the program prints, those of the schedule, and how merged reports stand in them.
#![expect(clippy::unwrap_used, reason = "tests")]

mod town;

use jiff::civil::date;
use lapor_app::admin;
use lapor_app::app::Draft;
use lapor_app::official::{self, Form, Printed, Wish, edition, schedule};
use lapor_app::report::filing::Filing;
use lapor_app::report::receive::Receipted;
use lapor_app::report::{act, receive};
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, OfficerId, ReportId};
use lapor_domain::official::{Cadence, Layout, Papers, Period, Reader, Stationery};
use lapor_domain::report::command::{Command, Verification};
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::permit::Actor;
use lapor_domain::words::ReportType;
use lapor_store::record::entity::Entity;
use lapor_store::{Store, both_engines};
use uuid::Uuid;

use town::Town;

impl Town {
    fn city(&self) -> BodyId {
        self.made.bodies["palangkaraya"]
    }

    fn officer(&self, slug: &str) -> OfficerId {
        self.made.officers[slug]
    }

    async fn file(&self, form: u8) -> Receipted {
        let filing = Filing {
            body: Some(self.city()),
            text: format!("Lampu jalan padam di tiang {form}"),
            ..Filing::default()
        };
        receive::receive(
            &self.app,
            Actor::Reporter,
            "api",
            [form; 16],
            filing,
            vec![],
        )
        .await
        .unwrap()
    }

    async fn give(
        &self,
        officer: &str,
        report: ReportId,
        build: impl FnOnce(&mut Draft) -> Command,
    ) {
        let mut draft = self.app.draft(self.city());
        let command = build(&mut draft);
        let actor = Actor::Officer(self.officer(officer));
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

    async fn verify(&self, report: ReportId) {
        let category = self.made.categories["jalan-rusak"];
        let lead = self.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())];
        self.give("koordinator", report, |draft| {
            Command::Verify(Box::new(Verification {
                report_type: ReportType::Complaint,
                supervisory: false,
                category,
                lead,
                keep: false,
                findings_kept: false,
                release: true,
                words: vec![
                    draft.seal(ContentKind::TitleFinal, "Lampu jalan padam"),
                    draft.seal(ContentKind::TextFinal, "Lampu jalan padam di tiang."),
                ],
                note: None,
                proposed: None,
            }))
        })
        .await;
    }

    fn wish(&self) -> Wish {
        Wish {
            body: self.city(),
            unit: None,
            layout: Layout::Units,
            period: Period::of(Cadence::Monthly, date(2025, 8, 1)),
            reader: Reader::Inside,
            as_of: None,
        }
    }

    async fn print(&self, wish: &Wish, form: Form) -> (bool, Printed) {
        let printed = official::print(&self.app, wish, form).await.unwrap();
        let text = String::from_utf8_lossy(&printed.bytes).into_owned();
        (text.contains("DRAF"), printed)
    }
}

both_engines! {
    async fn what_is_printed_is_a_draft_until_an_edition_of_the_same_figures_is_approved(store: Store) {
        let town = Town::new(store).await;
        town.file(1).await;
        town.clock.set("2025-09-02T08:00:00+07:00".parse().unwrap());
        let wish = town.wish();
        for form in [Form::Html, Form::Text] {
            let (is_marked, printed) = town.print(&wish, form).await;
            assert!(is_marked && !printed.is_approved, "{form:?}");
        }
        let id = edition::draft(&town.app, town.officer("koordinator"), &wish).await.unwrap();
        assert!(town.print(&wish, Form::Html).await.0, "nobody approved it");
        edition::approve(&town.app, town.officer("wali-kota"), id, 1).await.unwrap();
        let (is_marked, printed) = town.print(&wish, Form::Html).await;
        assert!(!is_marked && printed.is_approved);
        let asker = official::serve::Asker::Officer(town.officer("wali-kota"));
        let served = official::serve::serve(&town.app, asker, id, Form::Html).await.unwrap();
        assert_eq!(printed.bytes, served.bytes, "byte for byte");
        // Of other figures, of a unit and for others nothing was approved.
        let unit = town.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())];
        let others = [
            Wish { as_of: Some("2025-09-01T00:00:00+07:00".parse().unwrap()), ..wish.clone() },
            Wish { unit: Some(unit), as_of: Some(printed.as_of), ..wish.clone() },
            Wish { reader: Reader::Public, as_of: Some(printed.as_of), ..wish.clone() },
        ];
        for other in others {
            assert!(town.print(&other, Form::Html).await.0, "{other:?}");
        }
        edition::withdraw(&town.app, town.officer("wali-kota"), id).await.unwrap();
        assert!(town.print(&wish, Form::Html).await.0, "taken back");
    }

    async fn a_merged_report_is_told_by_its_root_as_that_was_at_the_moment(store: Store) {
        let town = Town::new(store).await;
        let (root, follower) = (town.file(1).await, town.file(2).await);
        for filed in [&root, &follower] {
            town.verify(filed.report).await;
        }
        town.give("koordinator", follower.report, |_| Command::Merge { root: root.report }).await;
        town.clock.set("2025-08-04T10:00:00+07:00".parse().unwrap());
        let answer = |draft: &mut Draft| Command::Answer {
            text: draft.seal(ContentKind::OfficerMessage, "Tukang datang besok."),
            next_by: date(2025, 8, 8),
            files: vec![],
        };
        town.give("dpupr", root.report, answer).await;
        town.clock.set("2025-09-02T08:00:00+07:00".parse().unwrap());
        let told = async |as_of: &str| {
            let wish = Wish { layout: Layout::Recap, as_of: Some(as_of.parse().unwrap()), ..town.wish() };
            String::from_utf8(town.print(&wish, Form::Text).await.1.bytes).unwrap()
        };
        let (number, own) = (root.tracking.to_string(), follower.tracking.to_string());
        let row = |told: &str| told.lines().find(|line| line.contains(&format!("| {own} |"))).unwrap().to_owned();
        let before = row(&told("2025-08-03T00:00:00+07:00").await);
        assert!(before.ends_with(&format!("| – | Belum ditindaklanjuti (digabung dengan laporan {number})")), "{before}");
        let after = told("2025-09-01T00:00:00+07:00").await;
        let row = row(&after);
        assert!(row.ends_with(&format!("| Lihat tanggapan pada laporan {number} | Sedang dalam proses (digabung dengan laporan {number})")), "{row}");
        // So what the rows say comes to what the sentence says.
        assert!(after.contains("diterima 2 laporan; 0 telah ditangani, 2 dalam proses"), "{after}");
        assert_eq!(after.matches("Sedang dalam proses").count(), 2, "{after}");
    }

    async fn a_body_whose_document_cannot_be_made_keeps_no_other_waiting(store: Store) {
        let town = Town::new(store).await;
        let scheduled = |body: BodyId| {
            let papers = Papers {
                schedule: vec![Cadence::Daily],
                ..Papers::usual("Kota Contoh", date(2025, 1, 1))
            };
            Entity::Stationery(Stationery { body, versions: vec![papers] })
        };
        // Bodies that are nowhere: no figures of them can be asked for.
        let nowhere = (1..9).map(|n| BodyId(Uuid::from_u128(n)));
        let all = nowhere.chain([town.city()]).map(scheduled);
        admin::put(&town.app, all.collect(), ActorRef::SYSTEM).await.unwrap();
        town.file(1).await;
        town.clock.set("2025-08-02T06:30:00+07:00".parse().unwrap());
        assert_eq!(schedule::round(&town.app).await.unwrap(), 1);
        let made = edition::all(&town.app, town.officer("koordinator"), town.city()).await.unwrap();
        assert_eq!(made.len(), 1);
    }
}
