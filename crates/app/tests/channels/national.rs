//! Reports to the national system and back: once, never blindly twice, never over what is handled here.

use jiff::SignedDuration;
use lapor_app::error::AppError;
use lapor_app::national::{self, Pulled};
use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_domain::words::StateCode;
use lapor_store::national::{Link, LinkState};
use lapor_store::record::access;
use lapor_store::{Query, Store, StoreError, Tx, both_engines};

use crate::national_server::{Mood, National};
use crate::town::Town;

const LIST: &str = "list_path = \"/api/daftar\"\nlist_page_field = \"halaman\"";

impl Town {
    async fn nation(&self) -> usize {
        self.app.order().await.unwrap();
        national::round(&self.app).await.unwrap()
    }

    async fn link(&self, report: ReportId) -> Link {
        national::link(&self.app, report).await.unwrap().unwrap()
    }

    async fn state(&self, report: ReportId) -> LinkState {
        self.link(report).await.state
    }

    async fn released(&self, n: u8) -> Report {
        let filed = self
            .file(n, |filing| {
                "Warga <Contoh> & Anak".clone_into(&mut filing.name);
            })
            .await;
        self.verify(filed.report, false).await
    }

    /// A released report with its answer lost.
    async fn lost(&self, server: &National, mood: Mood, n: u8) -> Report {
        server.mood(mood);
        let report = self.released(n).await;
        national::ask(&self.app, report.id).await.unwrap();
        self.nation().await;
        assert_eq!(self.state(report.id).await, LinkState::Unknown, "{mood:?}");
        report
    }

    async fn pulled(&self) -> Pulled {
        national::pull(&self.app, self.made.bodies["palangkaraya"])
            .await
            .unwrap()
    }
}

struct Looks(Report);

impl Query for Looks {
    type Output = Vec<String>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<String>, StoreError> {
        let looks = access::of_report(tx, self.0.home, self.0.id).await.unwrap();
        Ok(looks.into_iter().map(|look| look.opening.what).collect())
    }
}

fn theirs(number: &str, status: &str) -> serde_json::Value {
    serde_json::json!({
        "TrackingID": number, "Pelapor": "Warga Jauh", "JudulLaporan": "Lampu padam",
        "IsiLaporan": "Lampu jalan padam di gang jauh", "Status": status,
        "TanggalLaporanMasuk": "2025-07-30 02:00:00", "DisposisiInstansi": "Dinas Perhubungan", "Kategori": "Penerangan",
    })
}

both_engines! {
    async fn an_officer_sends_what_everybody_may_read_with_our_number_once(store: Store) {
        let town = Town::new(store).await;
        let server = National::start().await;
        town.describe(&server.described("", ""));
        let report = town.released(1).await;
        assert_eq!(national::link(&town.app, report.id).await.unwrap(), None, "not sent");
        town.nation().await;
        assert_eq!(server.filed().len(), 0, "nothing goes by itself");
        national::ask(&town.app, report.id).await.unwrap();
        assert_eq!(town.state(report.id).await, LinkState::Waiting);
        assert_eq!(town.nation().await, 1);
        let link = town.link(report.id).await;
        assert_eq!((link.state, link.tracking.as_deref(), link.transaction.as_deref()), (LinkState::Sent, Some("9000001"), Some("07")));
        let filed = server.filed();
        assert!(filed[0].text.contains("Jalan berlubang di depan pasar."), "{filed:?}");
        assert!(!filed[0].text.contains("nomor 1"), "the reporter's own words stay here");
        assert!(filed[0].text.contains(&report.tracking.to_string()));
        assert_eq!((filed[0].name.as_str(), filed[0].phone.as_str(), filed[0].rahasia.as_str()), ("Diskominfo Contoh", "0536000000", "0"));
        assert_eq!(town.app.store().read(Looks(report.clone())).await.unwrap(), [] as [&str; 0]);
        assert_eq!(national::by_tracking(&town.app, " #9000001 ").await.unwrap(), Some(report.id));
        national::ask(&town.app, report.id).await.unwrap();
        for _ in 0..3 {
            town.pass(SignedDuration::from_hours(5));
            town.nation().await;
        }
        assert_eq!(server.filed().len(), 1, "what is there is not sent again");
    }

    async fn what_may_not_go_does_not(store: Store) {
        let town = Town::new(store).await;
        let server = National::start().await;
        town.describe(&server.described("push = \"automatic\"\ntypes = [\"complaint\"]", ""));
        let before = town.released(9).await;
        town.nation().await;
        assert_eq!(national::link(&town.app, before.id).await.unwrap(), None, "released before the door was opened");
        let secret = town.file(1, |filing| filing.rahasia = true).await.report;
        town.verify(secret, false).await;
        let supervisory = town.file(2, |_| {}).await.report;
        town.verify(supervisory, true).await;
        let unverified = town.file(3, |_| {}).await.report;
        let sent = town.released(4).await;
        town.nation().await;
        for (report, why) in [(secret, "secret"), (supervisory, "supervisory"), (unverified, "not-released")] {
            assert_eq!(national::link(&town.app, report).await.unwrap(), None);
            match national::ask(&town.app, report).await {
                Err(AppError::Invalid(errors)) => assert_eq!(errors[0].code, why),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(town.state(sent.id).await, LinkState::Sent);
        assert_eq!(server.filed().len(), 1);
        // Asked for, and made secret before it went.
        server.mood(Mood::Busy);
        let later = town.released(5).await;
        town.nation().await;
        town.give("pelapor", later.id, |_| lapor_domain::report::command::Command::SetFlags { anonim: false, rahasia: true }).await;
        server.mood(Mood::Works);
        town.pass(SignedDuration::from_hours(1));
        town.nation().await;
        let link = town.link(later.id).await;
        assert_eq!((link.state, link.code.as_deref()), (LinkState::Refused, Some("secret")));
        assert_eq!(server.filed().len(), 1);
    }

    async fn a_name_goes_only_where_it_was_given_openly_and_is_logged(store: Store) {
        let town = Town::new(store).await;
        let server = National::start().await;
        town.describe(&server.described("identity = true\npush = \"automatic\"", ""));
        town.nation().await;
        let named = town.released(1).await;
        let hidden = town.file(2, |filing| { "Warga Dua".clone_into(&mut filing.name); filing.anonim = true; }).await.report;
        let hidden = town.verify(hidden, false).await;
        town.nation().await;
        let filed = server.filed();
        let of = |report: &Report| filed.iter().find(|one| one.text.contains(&report.tracking.to_string())).unwrap();
        assert_eq!((of(&named).name.as_str(), of(&named).phone.as_str(), of(&named).anonim.as_str()), ("Warga <Contoh> & Anak", "+6281200000000", "0"));
        assert_eq!((of(&hidden).name.as_str(), of(&hidden).anonim.as_str()), ("Diskominfo Contoh", "1"));
        assert_eq!(town.app.store().read(Looks(named)).await.unwrap(), ["contact", "name"]);
        assert_eq!(town.app.store().read(Looks(hidden)).await.unwrap(), [] as [&str; 0]);
    }

    async fn while_nobody_answers_all_wait_and_then_each_goes_once(store: Store) {
        let town = Town::new(store).await;
        let server = National::start().await;
        town.describe(&server.described("push = \"automatic\"", ""));
        town.nation().await;
        server.mood(Mood::Busy);
        let mut reports = Vec::new();
        for n in 0..12 {
            reports.push(town.released(n).await.id);
        }
        assert_eq!(town.nation().await, 1, "one try, and the door pauses");
        server.mood(Mood::WrongKey);
        town.pass(SignedDuration::from_mins(30));
        town.nation().await;
        let held = town.link(reports[0]).await;
        assert_eq!(held.state, LinkState::Waiting);
        server.mood(Mood::Works);
        town.pass(SignedDuration::from_mins(30));
        town.nation().await;
        for report in &reports {
            assert_eq!(town.state(*report).await, LinkState::Sent);
        }
        assert_eq!(server.filed().len(), 12);
        // Nobody listens at all.
        let away = server.described("push = \"automatic\"", "").replace(&server.address.to_string(), "127.0.0.1:9");
        town.describe(&away);
        let report = town.released(50).await;
        town.nation().await;
        let link = town.link(report.id).await;
        assert_eq!((link.state, link.code.as_deref()), (LinkState::Waiting, Some("unreachable")));
        assert_eq!(town.load(report.id).await.state.code(), StateCode::Assigned, "intake went on");
    }

    async fn a_lost_answer_is_never_sent_again_blindly(store: Store) {
        let town = Town::new(store).await;
        let server = National::start().await;
        town.describe(&server.described("", ""));
        let mut n = 0;
        for mood in [Mood::Breaks, Mood::Hangs, Mood::FailsAfter, Mood::Lies, Mood::Bombs, Mood::Loses] {
            n += 1;
            let report = town.lost(&server, mood, n).await;
            server.mood(Mood::Works);
            for _ in 0..3 {
                town.pass(SignedDuration::from_hours(30));
                town.nation().await;
            }
            assert_eq!(town.state(report.id).await, LinkState::Unknown, "{mood:?}");
        }
        assert_eq!(server.filed().len(), 5, "each that was taken, once");
        // A number that another report has is no answer.
        server.mood(Mood::Repeats);
        let first = town.released(20).await;
        national::ask(&town.app, first.id).await.unwrap();
        town.nation().await;
        assert_eq!(town.state(first.id).await, LinkState::Sent);
        let second = town.lost(&server, Mood::Repeats, 21).await;
        assert_eq!(town.link(second.id).await.code.as_deref(), Some("number-taken"));
        // One click: the officer looked and it is not there; or it is, under this number.
        server.mood(Mood::Works);
        national::ask(&town.app, second.id).await.unwrap();
        town.nation().await;
        assert_eq!(town.state(second.id).await, LinkState::Sent);
        let third = town.lost(&server, Mood::Loses, 22).await;
        assert!(national::note_number(&town.app, third.id, "bukan nomor!").await.is_err());
        let taken = town.link(second.id).await.tracking.unwrap();
        assert!(national::note_number(&town.app, third.id, &taken).await.is_err());
        national::note_number(&town.app, third.id, "9777777").await.unwrap();
        assert_eq!(town.link(third.id).await.tracking.as_deref(), Some("9777777"));
    }

    async fn a_lost_answer_is_looked_for_in_their_list(store: Store) {
        let town = Town::new(store).await;
        let server = National::start().await;
        town.describe(&server.described("", LIST));
        // Their list was just looked at, so that the next look is half an hour away.
        town.nation().await;
        let there = town.lost(&server, Mood::Breaks, 1).await;
        let gone = town.lost(&server, Mood::Loses, 2).await;
        server.mood(Mood::Works);
        town.pass(SignedDuration::from_hours(1));
        town.nation().await;
        let link = town.link(there.id).await;
        assert_eq!((link.state, link.tracking.as_deref(), link.code.as_deref()), (LinkState::Sent, Some("9000001"), Some("found")));
        let link = town.link(gone.id).await;
        assert!(link.state == LinkState::Unknown && link.looked_at.is_some(), "left to an officer: {link:?}");
        assert_eq!(server.filed().len(), 1);
        town.describe(&server.described("", &format!("{LIST}\nlist_is_complete = true")));
        assert_eq!(town.pulled().await.again, 1);
        town.nation().await;
        assert_eq!(town.state(gone.id).await, LinkState::Sent);
        assert_eq!(server.filed().len(), 2);
        // Their list takes its time, and nobody says that it is whole: nothing goes twice.
        server.hides_new();
        town.describe(&server.described("", LIST));
        let hidden = town.lost(&server, Mood::Breaks, 3).await;
        server.mood(Mood::Works);
        town.pass(SignedDuration::from_hours(9));
        town.nation().await;
        assert_eq!((town.state(hidden.id).await, server.filed().len()), (LinkState::Unknown, 3));
    }

    async fn a_refusal_says_why_and_can_be_sent_again(store: Store) {
        let town = Town::new(store).await;
        let server = National::start().await;
        town.describe(&server.described("", ""));
        server.mood(Mood::Refuses);
        let report = town.released(1).await;
        national::ask(&town.app, report.id).await.unwrap();
        town.nation().await;
        let link = town.link(report.id).await;
        assert_eq!((link.state, link.code.as_deref()), (LinkState::Refused, Some("422 isi tidak memenuhi syarat")));
        let standing = national::standing(&town.app, report.holder).await.unwrap();
        assert_eq!((standing.open.len(), standing.counts), (1, vec![(LinkState::Refused, 1)]));
        server.mood(Mood::Works);
        town.nation().await;
        assert_eq!(server.filed().len(), 0, "not by itself");
        national::ask_again(&town.app, report.holder).await.unwrap();
        town.nation().await;
        assert_eq!((town.state(report.id).await, server.filed().len()), (LinkState::Sent, 1));
    }

    async fn what_they_say_is_listed_and_never_written_over_a_report_here(store: Store) {
        let town = Town::new(store).await;
        let server = National::start().await;
        town.describe(&server.described("", LIST));
        let body = town.made.bodies["palangkaraya"];
        let ours = town.released(1).await;
        national::ask(&town.app, ours.id).await.unwrap();
        town.nation().await;
        server.others(vec![theirs("8000001", "Terverifikasi"), theirs("8000002", "Proses"), theirs("", "Proses")]);
        let pulled = town.pulled().await;
        assert_eq!((pulled.records, pulled.added, pulled.held_back), (4, 2, 0), "{pulled:?}");
        assert_eq!(town.pulled().await.added, 0);
        let came = national::by_tracking(&town.app, "8000001").await.unwrap().unwrap();
        let came = town.load(came).await;
        assert!(!came.released && came.import.is_some() && came.state.code() == StateCode::Assigned);
        // Not verified over there, assigned here.
        let found = national::differences(&town.app, body).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].report, found[0].their_word.as_str(), found[0].our_word), (ours.id, "Belum Terverifikasi", "Terverifikasi"));
        server.set_status(0, "Terverifikasi");
        server.others(vec![theirs("8000001", "Ditindaklanjuti oleh Instansi"), theirs("8000002", "Ditutup oleh Admin")]);
        assert_eq!(town.pulled().await.changed, 2, "nobody handles them here");
        assert_eq!(national::differences(&town.app, body).await.unwrap(), []);
        // From now on it is handled here.
        town.give("koordinator", came.id, |draft| lapor_domain::report::command::Command::Answer {
            text: draft.seal(lapor_domain::content::ContentKind::OfficerMessage, "Sedang kami tangani."),
            next_by: jiff::civil::date(2025, 8, 8),
            files: vec![],
        }).await;
        let before = town.load(came.id).await.seq;
        server.others(vec![theirs("8000001", "Diarsipkan oleh Admin"), theirs("8000002", "Ditutup oleh Admin")]);
        let pulled = town.pulled().await;
        assert_eq!((pulled.changed, pulled.differ), (0, 1));
        assert_eq!(town.load(came.id).await.seq, before);
        let found = national::differences(&town.app, body).await.unwrap();
        assert_eq!((found.len(), found[0].theirs.as_str(), found[0].their_word.as_str()), (1, "8000001", "Diarsipkan oleh Admin"));
        let mut csv = Vec::new();
        national::write_differences(&mut csv, &found).unwrap();
        assert!(String::from_utf8(csv).unwrap().contains(",8000001,Diarsipkan oleh Admin,archived,Ditindaklanjuti oleh Instansi,in_process,"));
        server.others(vec![theirs("8000001", "Proses")]);
        town.pulled().await;
        assert_eq!(national::differences(&town.app, body).await.unwrap(), [], "they agree again");
        assert_eq!(server.filed().len(), 1, "what came from there is not sent back");
        assert!(national::ask(&town.app, came.id).await.is_err());
    }
}
