//! How a report stands, in the words of pages: drafts nobody checked, answers that no longer hold, whose turn it is.

use axum::http::StatusCode;
use lapor_app::demo::policy_file;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::ReportId;
use lapor_domain::policy::Policy;
use lapor_domain::report::command::Command;
use lapor_domain::words::ArchiveReason;
use lapor_store::record::entity::{Entity, PolicyHistory};
use lapor_store::{Store, both_engines};

use crate::town::{Browser, Paper, Town};

impl Town {
    /// From today a second officer looks at each final answer.
    async fn checks_closures(&self) {
        let history = PolicyHistory {
            body: self.city(),
            versions: vec![Policy {
                closure_check: true,
                ..policy_file::DEFAULT.policy()
            }],
        };
        let by = lapor_domain::report::event::ActorRef::SYSTEM;
        lapor_app::admin::put(&self.app, vec![Entity::Policy(history)], by)
            .await
            .unwrap();
    }

    async fn give_back_from_check(&self, report: ReportId) {
        self.give("koordinator", report, |draft| Command::CheckReturn {
            reason: draft.seal(ContentKind::OfficerMessage, "Fotonya belum ada."),
        })
        .await
        .unwrap();
    }

    async fn archive(&self, report: ReportId, reason: ArchiveReason) {
        self.give("koordinator", report, |draft| Command::Archive {
            reason,
            explanation: draft.seal(ContentKind::OfficerMessage, "Kurang jelas."),
            where_to: None,
            earlier: None,
        })
        .await
        .unwrap();
    }

    async fn restore(&self, officer: &str, report: ReportId) {
        self.give(officer, report, |draft| Command::Restore {
            reason: draft.seal(ContentKind::OfficerMessage, "Ternyata jelas."),
        })
        .await
        .unwrap();
    }

    /// The public page of a released report.
    async fn public(&self, paper: &Paper) -> String {
        let path = format!("/laporan/{}", paper.number);
        self.warga().get(&path).await.text()
    }

    /// What its number alone shows.
    async fn state(&self, paper: &Paper) -> String {
        let path = format!("/lacak?number={}", paper.number);
        let seen = self.warga().get(&path).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.text());
        seen.text()
    }
}

async fn own(warga: &mut Browser) -> String {
    warga.get("/milik").await.text()
}

both_engines! {
    async fn an_answer_nobody_checked_is_announced_and_not_told(store: Store) {
        let town = Town::new(store).await;
        town.checks_closures().await;
        let mut warga = town.warga();
        let paper = warga.file("Jalan berlubang.", &[]).await;
        let report = town.by_number(&paper.number).await;
        town.verify(report, true).await;
        town.propose(report, "Jawaban yang keliru.").await;
        for page in [town.public(&paper).await, own(&mut warga).await] {
            assert!(page.contains("jawaban diperiksa orang kedua"), "{page}");
            assert!(page.contains("Jawaban akhir disusun, diperiksa dulu oleh orang kedua"), "{page}");
            for words in ["Jawaban yang keliru.", "Hasil:", "menunggu tanggapan pelapor"] {
                assert!(!page.contains(words), "{words}: {page}");
            }
        }
        let mut desk = town.officer_at_desk("koordinator").await;
        let seen = desk.get(&format!("/ruang/laporan/{}", paper.number)).await.text();
        assert!(seen.contains("Jawaban yang keliru."), "who checks reads it: {seen}");

        town.give_back_from_check(report).await;
        for page in [town.public(&paper).await, own(&mut warga).await] {
            assert!(page.contains("Jawaban akhir ditarik, penanganan dilanjutkan"), "{page}");
            assert!(page.contains("jawaban barunya ditunggu"), "nothing was answered yet: {page}");
            for words in ["Jawaban yang keliru.", "Fotonya belum ada.", "Hasil:"] {
                assert!(!page.contains(words), "{words}: {page}");
            }
        }
        town.propose(report, "Jawaban yang benar.").await;
        assert!(!town.public(&paper).await.contains("Jawaban yang benar."));
        town.give("koordinator", report, |_| Command::CheckApprove).await.unwrap();
        for page in [town.public(&paper).await, own(&mut warga).await] {
            for words in ["Jawaban yang benar.", "Hasil: tidak dapat dipenuhi", "menunggu tanggapan pelapor"] {
                assert!(page.contains(words), "{words}: {page}");
            }
            assert!(!page.contains("Jawaban yang keliru."), "{page}");
        }
    }

    async fn an_answer_taken_back_is_no_longer_the_answer(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Jalan berlubang.", &[]).await;
        let report = town.by_number(&paper.number).await;
        town.verify(report, true).await;
        town.answer(report, "Tim memeriksa lokasi.").await;
        town.propose(report, "Sudah ditambal.").await;
        town.give("dpupr", report, |draft| Command::TakeBack {
            reason: draft.seal(ContentKind::OfficerMessage, "Keliru laporan."),
        }).await.unwrap();
        let page = town.public(&paper).await;
        let (now, before) = page.split_once("Perjalanan laporan").unwrap();
        assert!(now.contains("Tim memeriksa lokasi.") && !now.contains("Sudah ditambal."), "{now}");
        assert!(before.contains("Jawaban akhir ditarik"), "{before}");
        assert!(!page.contains("Keliru laporan."), "{page}");
    }

    async fn a_disputed_answer_is_named_so_and_the_new_unit_did_not_give_it(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Jalan berlubang.", &[]).await;
        let report = town.by_number(&paper.number).await;
        town.verify(report, true).await;
        town.propose(report, "Sudah ditambal.").await;
        assert!(town.public(&paper).await.contains("Hasil: tidak dapat dipenuhi"));
        assert_eq!(warga.act("sanggahan", &[("dispute_reason", "Masih berlubang.")]).await.status, StatusCode::SEE_OTHER);
        let lead = town.made.units[&("palangkaraya".to_owned(), "dishub".to_owned())];
        town.give("koordinator", report, |_| Command::AssignAnew { lead, person: None, note: None }).await.unwrap();
        for page in [town.public(&paper).await, own(&mut warga).await] {
            let (now, _) = page.split_once("Perjalanan laporan").unwrap();
            assert!(now.contains("Jawaban yang disanggah"), "{now}");
            assert!(now.contains("Dinas Perhubungan, dan jawaban barunya ditunggu"), "{now}");
            assert!(!now.contains("Hasil:") && !now.contains("Dinas Perhubungan sudah menjawab"), "{now}");
        }
    }

    async fn strangers_are_not_taken_for_the_reporter(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Jalan berlubang.", &[]).await;
        let report = town.by_number(&paper.number).await;
        town.give("koordinator", report, |draft| Command::Hold {
            question: draft.seal(ContentKind::OfficerMessage, "Di sisi mana?"),
        }).await.unwrap();
        let state = town.state(&paper).await;
        assert!(state.contains("Giliran pelapor") && state.contains("Kelengkapan dari pelapor"), "{state}");
        assert!(!state.contains("Giliran Anda") && !state.contains("dari Anda"), "{state}");
        let mine = own(&mut warga).await;
        assert!(mine.contains("Giliran Anda") && mine.contains("Kelengkapan dari Anda"), "{mine}");
        warga.act("balasan", &[("reply_text", "Sisi kiri.")]).await;
        town.verify(report, true).await;
        town.propose(report, "Sudah.").await;
        let page = town.public(&paper).await;
        assert!(page.contains("Tanggapan pelapor atas jawaban") && !page.contains("Tanggapan Anda"), "{page}");
    }

    async fn archived_reports_promise_nothing_and_tell_what_is_left(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let paper = warga.file("Jalan berlubang.", &[]).await;
        let report = town.by_number(&paper.number).await;
        town.archive(report, ArchiveReason::Unclear).await;
        let state = town.state(&paper).await;
        for words in ["pelapor masih bisa mengajukan keberatan", "keberatan sampai 31 Agustus 2025", "Ombudsman"] {
            assert!(state.contains(words), "{words}: {state}");
        }
        let mine = own(&mut warga).await;
        assert!(mine.contains("Anda masih bisa mengajukan keberatan"), "{mine}");
        for page in [state, mine] {
            assert!(!page.contains("Tidak ada lagi yang perlu dilakukan"), "{page}");
            assert!(!page.contains("Di unit yang berwenang") && !page.contains("nanti"), "steps that never come: {page}");
        }
        // Nobody objected: the office saw its own mistake.
        town.restore("koordinator2", report).await;
        let mine = own(&mut warga).await;
        assert!(mine.contains("Dikembalikan dari arsip, penanganan dilanjutkan"), "{mine}");
        assert!(!mine.contains("Keberatan diterima"), "{mine}");

        town.archive(report, ArchiveReason::Unclear).await;
        warga.act("keberatan", &[("object_reason", "Fotonya jelas.")]).await;
        town.restore("koordinator2", report).await;
        assert!(own(&mut warga).await.contains("Keberatan diterima, laporan dipulihkan"));

        assert_eq!(warga.act("penarikan", &[("withdraw_sure", "1")]).await.status, StatusCode::SEE_OTHER);
        let mine = own(&mut warga).await;
        assert!(mine.contains("Ditarik, dan Anda masih bisa membatalkannya"), "{mine}");
        town.wait(24 * 40);
        lapor_app::jobs::round(&town.app).await.unwrap();
        assert!(town.state(&paper).await.contains("Tidak ada lagi yang perlu dilakukan"));
    }
}
