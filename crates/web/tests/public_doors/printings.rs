//! Editions for inside, and officers of whom some of their reports are: each is given what they may know, and nothing says
//! that there is more.

use axum::http::StatusCode;
use jiff::civil::date;
use lapor_app::evidence;
use lapor_app::official::edition;
use lapor_app::official::serve::{self, Asker, Served};
use lapor_app::official::{self, Form, Wish};
use lapor_app::report::case::{self, Onlooker};
use lapor_domain::content::ContentKind;
use lapor_domain::ids::ReportId;
use lapor_domain::official::{Cadence, Layout, Papers, Period, Reader};
use lapor_domain::report::command::Command;
use lapor_domain::report::event::ActorRef;
use lapor_store::figures::Sight;
use lapor_store::{Store, both_engines};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::town::Town;

impl Town {
    /// A draft for inside.
    async fn inside(&self, by: &str, cadence: Cadence) -> Uuid {
        let wish = Wish {
            body: self.city(),
            unit: None,
            layout: Layout::Activity,
            period: Period::of(cadence, date(2025, 8, 1)),
            reader: Reader::Inside,
            as_of: Some(self.app.now()),
        };
        edition::draft(&self.app, self.officer(by), &wish)
            .await
            .unwrap()
    }

    async fn approved(&self, cadence: Cadence) -> Uuid {
        let id = self.inside("koordinator2", cadence).await;
        edition::approve(&self.app, self.officer("wali-kota"), id, 1)
            .await
            .unwrap();
        id
    }

    async fn printing(&self, officer: &str, id: Uuid, form: Form) -> Served {
        let asker = Asker::Officer(self.officer(officer));
        serve::serve(&self.app, asker, id, form).await.unwrap()
    }

    async fn exclude(&self, officer: &str, report: ReportId) {
        let about = self.officer(officer);
        self.give("koordinator2", report, |draft| Command::Exclude {
            officers: vec![about],
            reason: draft.seal(ContentKind::OfficerMessage, "Laporan ini tentang dia."),
        })
        .await
        .unwrap();
    }

    /// A verified report that somebody wrote about an officer: its number.
    async fn about(&self, officer: &str) -> (ReportId, String) {
        let paper = self
            .warga()
            .file("Dia tidak menjawab surat saya.", &[])
            .await;
        let report = self.by_number(&paper.number).await;
        self.verify(report, true).await;
        self.exclude(officer, report).await;
        (report, paper.number)
    }
}

fn words(served: &Served) -> String {
    String::from_utf8(served.bytes.to_vec()).unwrap()
}

both_engines! {
    async fn who_may_not_know_of_a_report_is_given_a_printing_without_it(store: Store) {
        let town = Town::new(store).await;
        let plain = town.publish("Judul", "Isi laporan.").await;
        let (root, number) = town.about("koordinator").await;
        let merged = town.warga().file("Surat saya juga tidak dijawab.", &[]).await.number;
        let follower = town.by_number(&merged).await;
        town.verify(follower, false).await;
        town.give("koordinator2", follower, |_| Command::Merge { root }).await.unwrap();
        town.wait(24 * 40);
        let id = town.approved(Cadence::Monthly).await;
        for (officer, received) in [("koordinator", 1), ("koordinator2", 3), ("wali-kota", 3)] {
            let knows = received == 3;
            let mut desk = town.officer_at_desk(officer).await;
            let page = desk.get(&format!("/ruang/dokumen/{id}")).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.text());
            assert!(page.text().contains(&format!("menerima {received} laporan")), "{officer}: {}", page.text());
            let html = words(&town.printing(officer, id, Form::Html).await);
            for told in [&page.html, &html] {
                assert!(told.contains(&plain) && !told.contains("Cetakan ulang"), "{officer}");
                assert_eq!((told.contains(&number), told.contains(&merged)), (knows, knows), "{officer}");
            }
            // Its fingerprint is that of what each of them is given.
            for form in edition::FROZEN {
                let served = town.printing(officer, id, form).await;
                let sent = desk.get(&format!("/ruang/dokumen/{id}/{}", form.ending())).await;
                let sha256 = lapor_store::seal::hex(&Sha256::digest(&served.bytes));
                assert!(served.is_original && page.html.contains(&sha256), "{officer} {}", form.ending());
                assert_eq!(sent.html, String::from_utf8_lossy(&served.bytes), "{officer}");
            }
        }
        // What others are given is what was frozen.
        let of = async |officer| town.printing(officer, id, Form::Pdf).await.bytes;
        assert_eq!(of("koordinator2").await, of("wali-kota").await);
        assert_ne!(of("koordinator").await, of("wali-kota").await);
    }

    async fn what_is_told_no_more_is_told_no_more_in_either_printing(store: Store) {
        let town = Town::new(store).await;
        let plain = town.publish("Judul", "Isi laporan.").await;
        town.about("koordinator").await;
        town.wait(24 * 40);
        let id = town.approved(Cadence::Monthly).await;
        let report = town.by_number(&plain).await;
        town.answer(report, "Sudah kami tinjau.").await;
        let same = words(&town.printing("koordinator", id, Form::Html).await);
        assert!(!same.contains("Cetakan ulang") && !same.contains("Sudah kami tinjau."));
        town.give("koordinator2", report, |draft| Command::EditText {
            words: vec![draft.seal(ContentKind::TextFinal, "Isi yang diperbaiki.")],
            findings_kept: false,
        }).await.unwrap();
        for officer in ["koordinator", "koordinator2"] {
            let html = words(&town.printing(officer, id, Form::Html).await);
            assert!(html.contains("Cetakan ulang") && html.contains("Isi yang diperbaiki."), "{officer}: {html}");
        }
    }

    async fn an_edition_of_before_stays_what_it_was(store: Store) {
        let town = Town::new(store).await;
        town.publish("Judul", "Isi laporan.").await;
        let known = town.warga().file("Dia tidak menjawab surat saya.", &[]).await.number;
        town.wait(24 * 40);
        let before = town.approved(Cadence::Monthly).await;
        let frozen = town.printing("koordinator", before, Form::Html).await;
        assert!(words(&frozen).contains(&known));
        // A report that came in afterwards is not in it.
        town.about("koordinator").await;
        assert_eq!(town.printing("koordinator", before, Form::Html).await.bytes, frozen.bytes);
        // One that is in it is found to be about who had it in hand.
        town.exclude("koordinator", town.by_number(&known).await).await;
        let after = town.printing("koordinator", before, Form::Html).await;
        assert!(!words(&after).contains(&known));
        assert_eq!(town.printing("koordinator2", before, Form::Html).await.bytes, frozen.bytes);
    }

    async fn a_leader_approves_what_they_may_not_read_all_of(store: Store) {
        let town = Town::new(store).await;
        let papers = Papers { shows_names: true, ..official::papers_on(&town.app.rules(), town.city(), date(2025, 1, 1)) };
        official::put_papers(&town.app, town.officer("koordinator"), town.city(), papers, ActorRef::SYSTEM).await.unwrap();
        let plain = town.by_number(&town.publish("Judul", "Isi laporan.").await).await;
        let (report, number) = town.about("wali-kota").await;
        town.answer(report, "Hubungi 0812-3456-7890.").await;
        town.wait(24 * 40);
        let id = town.inside("koordinator2", Cadence::Monthly).await;
        // What keeps it from being approved stands where the leader may not look: it is masked, and not named to them.
        let mut leader = town.officer_at_desk("wali-kota").await;
        let at = format!("/ruang/dokumen/{id}");
        let page = leader.get(&at).await;
        assert!(page.html.contains("/setujui\"") && !page.html.contains(&number), "{}", page.text());
        assert!(town.officer_at_desk("koordinator2").await.get(&at).await.text().contains("nomor telepon"));
        let done = leader.post(&format!("{at}/setujui"), &[("version", "1")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let others = words(&town.printing("koordinator2", id, Form::Html).await);
        assert!(others.contains(&number) && !others.contains("0812-3456-7890"), "{others}");
        let own = words(&town.printing("wali-kota", id, Form::Html).await);
        assert!(!own.contains(&number) && own.contains("Warga Contoh"), "{own}");
        // No name was taken for them where they may not look.
        let looks = async |report| {
            let onlooker = Onlooker::Officer(town.officer("koordinator2"));
            let seen = case::read(&town.app, report, onlooker).await.unwrap().unwrap();
            seen.access_log.iter().filter(|look| look.opening.what == "name").count()
        };
        assert_eq!((looks(plain).await, looks(report).await), (1, 0));
    }

    async fn recommendations_are_those_of_the_figures_beside_them(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        for n in 0..11 {
            warga.file(&format!("Belum diperiksa {n}."), &[]).await;
        }
        let secret = warga.file("Dia tidak menjawab surat saya.", &[]).await.number;
        town.exclude("koordinator", town.by_number(&secret).await).await;
        town.wait(24 * 40);
        let id = town.inside("koordinator2", Cadence::Monthly).await;
        let told = async |officer: &str| town.officer_at_desk(officer).await.get(&format!("/ruang/dokumen/{id}")).await.text();
        for state in ["draft", "published"] {
            let (own, all) = (told("koordinator").await, told("koordinator2").await);
            assert!(own.contains("Sebanyak 11 dari 11") && !own.contains("12 dari 12"), "{state}: {own}");
            assert!(all.contains("Sebanyak 12 dari 12") && !all.contains("11 dari 11"), "{state}: {all}");
            if state == "draft" {
                edition::approve(&town.app, town.officer("wali-kota"), id, 1).await.unwrap();
            }
        }
    }

    async fn evidence_holds_the_printing_that_its_reader_is_given(store: Store) {
        let town = Town::new(store).await;
        town.publish("Judul", "Isi laporan.").await;
        let (_, number) = town.about("koordinator").await;
        town.wait(24 * 200);
        let id = town.approved(Cadence::Yearly).await;
        for officer in ["koordinator", "koordinator2"] {
            let sight = Some(Sight { supervisory: true, officer: Some(town.officer(officer)) });
            let wish = evidence::Wish { body: town.city(), year: 2025, as_of: None, sight };
            let files = evidence::gather(&town.app, wish).await.unwrap().files().unwrap();
            let index = String::from_utf8(files[0].bytes.clone()).unwrap();
            assert!(index.contains("Edisi yang disetujui") && !index.contains(&number), "{officer}: {index}");
            let yearly = files.iter().find(|file| file.path == "4-evaluasi/laporan-tahunan.pdf").unwrap();
            assert!(yearly.bytes == town.printing(officer, id, Form::Pdf).await.bytes, "{officer}");
        }
    }
}
