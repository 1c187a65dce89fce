//! Who reads what of one report: other units, auditors, those who joined, those who had it once.

use axum::http::StatusCode;
use lapor_app::error::AppError;
use lapor_app::report::case::{self, CaseView, Onlooker};
use lapor_app::report::open;
use lapor_domain::agency::Category;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::ReportId;
use lapor_domain::report::command::{Command, Destination, Verification};
use lapor_domain::words::{ReportType, StateCode};
use lapor_store::record::entity::Entity;
use lapor_store::{Store, both_engines};

use crate::town::{Browser, Paper, Part, Town, jpeg};

const NOTE: &str = "CATATAN-DISPOSISI";
const QUESTION: &str = "PERTANYAAN-KEPADA-PELAPOR";
const REPLY: &str = "BALASAN-PELAPOR";
const REFUSAL: &str = "ALASAN-PENOLAKAN";
const ANSWER: &str = "JAWABAN-UNTUK-UMUM";

impl Town {
    async fn seen(&self, report: ReportId, onlooker: Onlooker) -> Option<CaseView> {
        case::read(&self.app, report, onlooker).await.unwrap()
    }

    async fn by(&self, slug: &str, report: ReportId) -> Option<CaseView> {
        self.seen(report, Onlooker::Officer(self.officer(slug)))
            .await
    }

    async fn dispose(&self, report: ReportId, lead: &str, release: bool) {
        let category = self.made.categories["jalan-rusak"];
        let lead = self.made.units[&("palangkaraya".to_owned(), lead.to_owned())];
        self.give("koordinator", report, |draft| {
            Command::Verify(Box::new(Verification {
                report_type: ReportType::Complaint,
                supervisory: false,
                category,
                lead,
                keep: false,
                findings_kept: false,
                release,
                words: vec![
                    draft.seal(ContentKind::TitleFinal, "Jalan berlubang"),
                    draft.seal(
                        ContentKind::TextFinal,
                        "Jalan berlubang, versi yang diperiksa.",
                    ),
                ],
                note: Some(draft.seal(ContentKind::OfficerMessage, NOTE)),
                proposed: None,
            }))
        })
        .await
        .unwrap();
    }

    /// Disposed with a note, asked, replied to, answered.
    async fn talked_about(
        &self,
        warga: &mut Browser,
        fields: &[(&str, &str)],
    ) -> (Paper, ReportId) {
        let paper = warga.file("Tulisan asli.", fields).await;
        let report = self.by_number(&paper.number).await;
        self.dispose(report, "dpupr", true).await;
        self.give("dpupr", report, |draft| Command::Ask {
            text: draft.seal(ContentKind::OfficerMessage, QUESTION),
        })
        .await
        .unwrap();
        let seen = warga.act("balasan", &[("reply_text", REPLY)]).await;
        assert!(seen.status.is_redirection(), "{}", seen.text());
        self.answer(report, ANSWER).await;
        (paper, report)
    }

    async fn try_open(&self, slug: &str, report: ReportId) -> Result<String, AppError> {
        let officer = self.officer(slug);
        open::with_reason(
            &self.app,
            officer,
            report,
            ContentKind::TextOriginal,
            "Memeriksa alamat.",
        )
        .await
    }
}

/// Which of the words stand in the history.
fn words(case: &CaseView) -> Vec<&str> {
    let all = case
        .history
        .iter()
        .filter_map(|entry| entry.words.as_deref());
    all.collect()
}

both_engines! {
    async fn an_answer_with_a_phone_number_in_it_is_looked_at_first(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Lampu jalan padam.", &[]).await;
        let report = town.by_number(&paper.number).await;
        town.dispose(report, "dpupr", true).await;
        let mut officer = town.officer_at_desk("dpupr").await;
        let page = format!("/ruang/laporan/{}/answer", paper.number);
        let form = officer.get(&page).await;
        assert!(!form.html.contains("findings_kept"), "nothing was found yet");
        let seq = form.hidden("seq");
        let text = "Yth. pelapor, hubungi Pak Budi Santoso di 0812 0000 0000.";
        let answer = [("seq", seq.as_str()), ("text", text), ("next_by", "2025-08-08")];
        let asked = officer.post(&page, &answer).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.text());
        assert!(asked.text().contains("0812 0000 0000") && asked.html.contains("findings_kept"));
        assert!(asked.html.contains("Yth. pelapor, hubungi"), "what was written is still there");
        let kept = [&answer[..], &[("findings_kept", "yes")]].concat();
        let given = officer.post(&page, &kept).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text());
    }

    async fn spam_and_abuse_are_marked_and_stay_reports(store: Store) {
        let town = Town::new(store).await;
        let before = town.reports().await;
        let words = [
            ("Slot gacor hari ini! Daftar sekarang bonus 100% klik wa.me/6281200000000", "iklan"),
            ("dasar anjing kalian semua, jalan rusak dibiarkan bertahun-tahun", "kata kasar"),
            ("tes", "Terlalu pendek"),
        ];
        let mut coordinator = town.officer_at_desk("koordinator").await;
        for (text, mark) in words {
            let paper = town.warga().file(text, &[]).await;
            for page in ["", "/verify"] {
                let seen = coordinator.get(&format!("/ruang/laporan/{}{page}", paper.number)).await;
                assert!(seen.text().contains(mark), "{text}: {}", seen.text());
            }
        }
        assert_eq!(town.reports().await, before + 3, "none was dropped");
    }

    async fn who_looks_as_the_public_reads_only_what_is_public(store: Store) {
        let town = Town::new(store).await;
        let (paper, report) = town.talked_about(&mut town.warga(), &[]).await;
        for slug in ["dinkes", "auditor", "koordinator-kalteng", "loket"] {
            let case = town.by(slug, report).await.unwrap();
            assert_eq!(words(&case), [ANSWER], "{slug}");
            // The counter follows where it is, for who comes with its number.
            assert!((slug == "loket" || case.clocks.is_empty()) && case.question.is_none(), "{slug}");
            assert!(case.history.iter().all(|entry| entry.officer.is_none()), "{slug}");
        }
        // Over HTTP too.
        let mut other = town.officer_at_desk("dinkes").await;
        let page = other.get(&format!("/ruang/laporan/{}", paper.number)).await.text();
        assert!(page.contains(ANSWER), "{page}");
        for hidden in [NOTE, QUESTION, REPLY] {
            assert!(!page.contains(hidden), "{hidden}: {page}");
        }
        // Notes are not for the overseer and the desk; what the office wrote to the reporter is.
        for slug in ["ombudsman", "desk"] {
            let case = town.by(slug, report).await.unwrap();
            assert!(!words(&case).contains(&NOTE), "{slug}");
            assert!(words(&case).contains(&QUESTION) && words(&case).contains(&ANSWER), "{slug}");
        }
        for slug in ["koordinator", "dpupr", "wali-kota"] {
            assert!(words(&town.by(slug, report).await.unwrap()).contains(&NOTE), "{slug}");
        }
    }

    async fn why_a_unit_refused_stays_in_the_office(store: Store) {
        let town = Town::new(store).await;
        let report = town.by_number(&town.warga().file("Tulisan asli.", &[]).await.number).await;
        town.dispose(report, "dpupr", true).await;
        let owner = lapor_domain::report::state::Owner::Outside("Balai Jalan".to_owned());
        town.give("dpupr", report, |draft| Command::Refuse {
            owner,
            reason: draft.seal(ContentKind::OfficerMessage, REFUSAL),
        }).await.unwrap();
        for (slug, reads) in [("dinkes", false), ("auditor", false), ("ombudsman", false), ("koordinator", true)] {
            let case = town.by(slug, report).await.unwrap();
            assert_eq!(words(&case).contains(&REFUSAL), reads, "{slug}");
        }
    }

    async fn another_body_and_a_support_unit_read_no_notes_of_others(store: Store) {
        let town = Town::new(store).await;
        let report = town.by_number(&town.warga().file("Jalan provinsi rusak.", &[]).await.number).await;
        town.dispose(report, "dpupr", false).await;
        let dlh = town.made.units[&("palangkaraya".to_owned(), "dlh".to_owned())];
        town.give("koordinator", report, |_| Command::AddSupport { unit: dlh, days: 3, task: None }).await.unwrap();
        town.give("koordinator", report, |draft| Command::Note {
            text: draft.seal(ContentKind::InternalNote, REFUSAL),
            shared_with: vec![],
        }).await.unwrap();
        for (slug, reads) in [("dlh", false), ("dpupr", true), ("koordinator", true)] {
            let case = town.by(slug, report).await.unwrap();
            assert_eq!(words(&case).contains(&NOTE), reads, "{slug}");
            assert_eq!(words(&case).contains(&REFUSAL), reads, "{slug}");
        }
        // What is written to it, a support unit reads; and what it wrote itself.
        town.give("koordinator", report, |draft| Command::Note {
            text: draft.seal(ContentKind::InternalNote, QUESTION),
            shared_with: vec![dlh],
        }).await.unwrap();
        town.give("dlh", report, |draft| Command::SupportNote {
            note: draft.seal(ContentKind::InternalNote, REPLY),
            end: None,
        }).await.unwrap();
        let case = town.by("dlh", report).await.unwrap();
        assert!(words(&case).contains(&QUESTION) && words(&case).contains(&REPLY), "{:?}", words(&case));

        let province = town.made.bodies["kalteng"];
        town.give("koordinator", report, |draft| Command::Transfer {
            to: Destination::Body(province),
            reason: draft.seal(ContentKind::OfficerMessage, "Jalan provinsi."),
        }).await.unwrap();
        // The province has a category of its own, as the city has.
        let category = lapor_domain::ids::CategoryId(uuid::Uuid::from_u128(0xCA7));
        let like = town.app.rules().directory.categories[&town.made.categories["jalan-rusak"]].clone();
        let theirs = Category { id: category, body: province, parent: None, default_unit: None, ..like };
        let by = lapor_domain::report::event::ActorRef::SYSTEM;
        lapor_app::admin::put(&town.app, vec![Entity::Category(theirs)], by).await.unwrap();
        let lead = town.made.units[&("kalteng".to_owned(), "dpupr".to_owned())];
        town.give("koordinator-kalteng", report, |draft| Command::Verify(Box::new(Verification {
            report_type: ReportType::Complaint,
            supervisory: false,
            category,
            lead,
            keep: false,
            findings_kept: false,
            release: false,
            words: vec![],
            note: Some(draft.seal(ContentKind::InternalNote, ANSWER)), proposed: None,
        }))).await.unwrap();
        let seen = town.by("dpupr-kalteng", report).await.unwrap();
        assert_eq!(words(&seen), ["Jalan provinsi.", ANSWER], "its own body's, and what its reporter reads");
    }

    async fn the_reporters_own_words_are_originals(store: Store) {
        let town = Town::new(store).await;
        let (_, report) = town.talked_about(&mut town.warga(), &[]).await;
        let (_, anonymous) = town.talked_about(&mut town.warga(), &[("identity", "anonymous")]).await;
        for (slug, named, anonim) in [
            ("koordinator", true, true), ("dpupr", true, false), ("wali-kota", false, false),
            ("kepala-dpupr", false, false), ("ombudsman", false, false), ("auditor", false, false),
        ] {
            let read = words(&town.by(slug, report).await.unwrap()).contains(&REPLY);
            assert_eq!(read, named, "{slug}");
            let read = words(&town.by(slug, anonymous).await.unwrap()).contains(&REPLY);
            assert_eq!(read, anonim, "{slug}, anonim");
        }
    }

    async fn opening_asks_the_root_as_its_page_does(store: Store) {
        let town = Town::new(store).await;
        let follower = town.by_number(&town.warga().file("Tulisan pertama.", &[]).await.number).await;
        let root = town.by_number(&town.warga().file("Tulisan kedua.", &[]).await.number).await;
        town.dispose(follower, "dinkes", false).await;
        town.dispose(root, "dpupr", false).await;
        assert!(town.try_open("dinkes", follower).await.is_ok());
        town.give("koordinator", follower, |_| Command::Merge { root }).await.unwrap();
        assert!(town.by("dinkes", follower).await.is_none());
        assert!(matches!(town.try_open("dinkes", follower).await, Err(AppError::NotPermitted)));
        assert!(town.by("dpupr", follower).await.is_some());
        assert_eq!(town.try_open("dpupr", follower).await.unwrap(), "Tulisan pertama.");
    }

    async fn of_its_root_a_follower_is_shown_what_its_viewer_may_see_there(store: Store) {
        let town = Town::new(store).await;
        let (mut first, mut second) = (town.warga(), town.warga());
        let root = town.by_number(&first.file("Tulisan asli.", &[]).await.number).await;
        let follower = town.by_number(&second.file("Tulisan kedua.", &[]).await.number).await;
        town.dispose(root, "dpupr", false).await;
        town.dispose(follower, "dpupr", false).await;
        town.give("koordinator", follower, |_| Command::Merge { root }).await.unwrap();
        town.answer(root, ANSWER).await;

        let own = town.seen(follower, Onlooker::Reporter).await.unwrap();
        assert_eq!(own.state, StateCode::InProgress, "the state is the root's");
        assert!(!words(&own).contains(&ANSWER) && own.history.iter().all(|entry| !entry.of_root), "not released");
        let unit = town.by("dpupr", follower).await.unwrap();
        assert!(words(&unit).contains(&ANSWER));

        town.give("koordinator", root, |_| Command::Release { point: false, files: false, findings_kept: false, }).await.unwrap();
        let own = town.seen(follower, Onlooker::Reporter).await.unwrap();
        assert!(words(&own).contains(&ANSWER), "the root's public part");
        assert!(!words(&own).contains(&NOTE));
        assert!(own.root.is_some());

        let seen = first.act("kerahasiaan", &[("secret", "1")]).await;
        assert!(seen.status.is_redirection(), "{}", seen.text());
        let own = town.seen(follower, Onlooker::Reporter).await.unwrap();
        assert_eq!((own.state, own.root), (StateCode::Merged, None), "what is secret does not exist");
        assert!(own.history.iter().all(|entry| !entry.of_root));
        let leader = town.by("wali-kota", follower).await.unwrap();
        assert!(!words(&leader).contains(&ANSWER));
        assert!(words(&town.by("dpupr", follower).await.unwrap()).contains(&ANSWER));
    }

    async fn photographs_after_a_release_wait_for_another(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let key = warga.get("/lapor").await.hidden("form_key");
        let picture = jpeg();
        let filed = warga.upload("/lapor", &[
            Part::Text("form_key", &key), Part::Text("text", "Jalan berlubang."), Part::File("a.jpg", &picture),
        ]).await;
        let number = filed.paper().number;
        let report = town.by_number(&number).await;
        town.verify(report, true).await;
        let release = || town.give("koordinator", report, |_| Command::Release { point: false, files: true, findings_kept: false, });
        release().await.unwrap();
        let key = warga.get("/milik").await.hidden("form_key");
        let sent = warga.upload("/milik/balasan", &[
            Part::Text("form_key", &key), Part::Text("reply_text", REPLY), Part::File("b.jpg", &picture),
        ]).await;
        assert!(sent.status.is_redirection(), "{}", sent.text());
        let mut unit = town.officer_at_desk("dpupr").await;
        let page = format!("/ruang/laporan/{number}");
        let seq = unit.get(&page).await.hidden("seq");
        let added = unit.upload(&format!("{page}/add-file"), &[Part::Text("seq", &seq), Part::File("c.jpg", &picture)]).await;
        assert!(added.status.is_redirection(), "{}", added.text());

        let files: Vec<_> = town.by("koordinator", report).await.unwrap().photos.iter().map(|photo| photo.file).collect();
        assert_eq!(files.len(), 3);
        let mut anyone = town.warga();
        let mut served = Vec::new();
        for file in &files {
            served.push(anyone.get(&format!("/berkas/{file}")).await.status.is_success());
        }
        assert_eq!(served, [true, false, false]);
        assert_eq!(town.seen(report, Onlooker::Public).await.unwrap().photos.len(), 1);
        assert_eq!(town.seen(report, Onlooker::Reporter).await.unwrap().photos.len(), 2);
        assert_eq!(town.by("dinkes", report).await.unwrap().photos.len(), 1);
        release().await.unwrap();
        assert_eq!(town.seen(report, Onlooker::Public).await.unwrap().photos.len(), 2);
        let compared = lapor_store::rebuild::check(town.app.store(), &town.app.rules(), &mut |_| {}).await.unwrap();
        assert!(compared.agrees(), "{:?}", compared.named);
    }
}
