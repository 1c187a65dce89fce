//! What an office owes, handed out: kept and told anew, approved by two, counted once, gathered for assessors.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use jiff::civil::date;
use lapor_app::evidence;
use lapor_app::official::edition::{self, Edit};
use lapor_app::official::serve::{self, Asker};
use lapor_app::official::{self, Form, OfficialError, Wish};
use lapor_domain::content::ContentKind;
use lapor_domain::official::{Cadence, Layout, Papers, Period, Reader};
use lapor_domain::report::command::{Command, Destination};
use lapor_domain::report::event::ActorRef;
use lapor_domain::words::{Figure, Role};
use lapor_store::figures::Sight;
use lapor_store::{Store, both_engines};
use lapor_web::state::Settings;
use uuid::Uuid;

use crate::open311::call;
use crate::town::Town;

impl Town {
    fn ask(&self, layout: Layout, cadence: Cadence, reader: Reader) -> Wish {
        Wish {
            body: self.city(),
            unit: None,
            layout,
            period: Period::of(cadence, date(2025, 8, 1)),
            reader,
            as_of: Some(self.app.now()),
        }
    }

    /// A draft of August.
    async fn draft(&self, by: &str, reader: Reader) -> Uuid {
        let wish = self.ask(Layout::Activity, Cadence::Monthly, reader);
        edition::draft(&self.app, self.officer(by), &wish)
            .await
            .unwrap()
    }
}

fn edit(version: u32) -> Edit {
    Edit {
        version,
        advice: vec!["Tambah petugas.".to_owned()],
        is_masked: true,
        as_of: None,
    }
}

both_engines! {
    async fn a_file_is_kept_by_its_fingerprint_until_a_word_goes(store: Store) {
        let town = Town::new(store).await;
        let number = town.publish("Judul pertama", "Isi pertama.").await;
        town.publish("Judul kedua", "Isi kedua.").await;
        town.wait(24 * 40);
        let id = town.draft("koordinator", Reader::Public).await;
        edition::approve(&town.app, town.officer("wali-kota"), id, 1).await.unwrap();
        let path = format!("/b/palangkaraya/dokumen/{id}.html");
        let ask = async |tag: &str| {
            call(&town, Method::GET, &path, &[("if-none-match", tag)], Body::empty()).await
        };
        let first = ask("").await;
        assert_eq!((first.status, first.headers["x-edisi"].to_str().unwrap()), (StatusCode::OK, "asli"));
        assert!(first.body.contains("Isi pertama."));
        assert_eq!(first.headers[header::CACHE_CONTROL], "public, no-cache");
        let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
        for _ in 0..2 {
            let known = ask(&tag).await;
            assert_eq!((known.status, known.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
            assert_eq!(known.headers[header::ETAG].to_str().unwrap(), tag);
        }
        // What happened elsewhere changes nothing in it.
        town.publish("Judul ketiga", "Isi ketiga.").await;
        assert_eq!(ask(&tag).await.status, StatusCode::NOT_MODIFIED);
        // What is told no more is gone from the next answer, also for who has the old one.
        town.shut(&number).await;
        let second = ask(&tag).await;
        assert_eq!((second.status, second.headers["x-edisi"].to_str().unwrap()), (StatusCode::OK, "cetak-ulang"));
        assert!(!second.body.contains("Isi pertama.") && second.body.contains("Isi kedua."));
        let other = second.headers[header::ETAG].to_str().unwrap().to_owned();
        assert_ne!(other, tag);
        assert_eq!(ask(&other).await.status, StatusCode::NOT_MODIFIED);
    }

    async fn a_name_is_gone_from_the_next_answer(store: Store) {
        let town = Town::new(store).await;
        let number = town.publish("Judul", "Isi.").await;
        town.wait(24 * 40);
        let papers = Papers { shows_names: true, ..official::papers_on(&town.app.rules(), town.city(), date(2025, 1, 1)) };
        official::put_papers(&town.app, town.officer("koordinator"), town.city(), papers, ActorRef::SYSTEM).await.unwrap();
        let id = town.draft("koordinator", Reader::Inside).await;
        let leader = town.officer("wali-kota");
        edition::approve(&town.app, leader, id, 1).await.unwrap();
        let fetch = async || serve::serve(&town.app, Asker::Officer(leader), id, Form::Html).await.unwrap();
        let told = |served: &serve::Served| String::from_utf8(served.bytes.to_vec()).unwrap();
        let (one, two) = (fetch().await, fetch().await);
        assert!(one.is_original && told(&one).contains("Warga Contoh"));
        assert_eq!((one.bytes, one.print), (two.bytes, two.print));
        let report = town.by_number(&number).await;
        let ground = "UU 27/2022".to_owned();
        town.give("koordinator", report, |_| Command::Erase { ground }).await.unwrap();
        let after = fetch().await;
        assert!(!after.is_original && !told(&after).contains("Warga Contoh"));
    }

    async fn two_pairs_of_eyes_look_at_a_document(store: Store) {
        let town = Town::new(store).await;
        town.publish("Judul", "Isi.").await;
        town.wait(24 * 40);
        let mut leader = town.officer_at_desk("wali-kota").await;
        let mayor = town.officer("wali-kota");
        // Another leader may approve: who edited last may not.
        town.for_the_whole_city("loket", Role::Leader).await;
        let id = town.draft("wali-kota", Reader::Public).await;
        let at = format!("/ruang/dokumen/{id}");
        let page = leader.get(&at).await;
        assert!(page.text().contains("terakhir Anda sunting sendiri") && !page.html.contains("/setujui\""), "{}", page.text());
        let own = leader.post(&format!("{at}/setujui"), &[("version", "1")]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(own.text().contains("Mintalah pimpinan lain"), "{}", own.text());
        // Looked at and saved by somebody else it may be.
        edition::edit(&town.app, town.officer("koordinator"), id, &edit(1)).await.unwrap();
        assert!(leader.get(&at).await.html.contains("/setujui\""));
        assert_eq!(leader.post(&format!("{at}/setujui"), &[("version", "2")]).await.status, StatusCode::SEE_OTHER);
        let kept = edition::theirs(&town.app, mayor, id).await.unwrap();
        assert!(!kept.is_alone && kept.edited_by == Some(town.officer("koordinator")));
        assert!(leader.get(&at).await.text().contains("Disunting"));
        assert!(!town.warga().get("/dokumen").await.text().contains("orang yang sama"));
    }

    async fn the_only_leader_may_approve_alone_and_the_edition_says_so(store: Store) {
        let town = Town::new(store).await;
        town.publish("Judul", "Isi.").await;
        town.wait(24 * 40);
        let mut leader = town.officer_at_desk("wali-kota").await;
        let id = town.draft("wali-kota", Reader::Public).await;
        let at = format!("/ruang/dokumen/{id}");
        assert!(leader.get(&at).await.text().contains("ditulis pada edisinya"));
        assert_eq!(leader.post(&format!("{at}/setujui"), &[("version", "1")]).await.status, StatusCode::SEE_OTHER);
        assert!(leader.get(&at).await.text().contains("Disetujui oleh penyunting terakhirnya"));
        let list = town.warga().get("/dokumen").await.text();
        assert!(list.contains("adalah orang yang sama"), "{list}");
    }

    async fn a_report_is_counted_once_in_the_province_s_recap(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        for n in 0..10 {
            warga.file(&format!("Laporan {n}."), &[]).await;
        }
        let moved = town.by_number(&warga.file("Jalan provinsi rusak.", &[]).await.number).await;
        town.verify(moved, false).await;
        let province = town.made.bodies["kalteng"];
        for n in 0..4 {
            let more = town.by_number(&warga.file(&format!("Jalan provinsi {n}."), &[]).await.number).await;
            town.verify(more, false).await;
            town.give("koordinator", more, |draft| Command::Transfer {
                to: Destination::Body(province),
                reason: draft.seal(ContentKind::OfficerMessage, "Jalan provinsi."),
            }).await.unwrap();
        }
        town.give("koordinator", moved, |draft| Command::Transfer {
            to: Destination::Body(province),
            reason: draft.seal(ContentKind::OfficerMessage, "Jalan provinsi."),
        }).await.unwrap();
        town.wait(24 * 40);
        let of = |body| Wish {
            body,
            ..town.ask(Layout::Province, Cadence::Monthly, Reader::Inside)
        };
        let made = official::prepare(&town.app, &of(province)).await.unwrap().gathered;
        let rows: Vec<(&str, u64)> = made.bodies.iter().map(|row| (row.label.as_str(), row.counts.received)).collect();
        let (own, cities) = rows.split_last().unwrap();
        assert!(own.0.contains("ditangani sendiri") && own.1 == 5, "{rows:?}");
        assert!(cities.contains(&("Kota Palangka Raya", 10)), "{rows:?}");
        let recap = made.recap.unwrap();
        assert_eq!((recap.total.received, recap.left_out), (15, false), "each once");
        assert_eq!((made.total.received, recap.total.get(Figure::Transferred)), (15, Some(0)), "within the scope");
        let papers = official::papers_on(&town.app.rules(), province, made.day());
        let dressing = official::Dressing { papers: &papers, advice: &[], is_draft: false, is_masked: false, note: None };
        let told = official::text(&official::document(&made, &official::Words::new(), &dressing));
        assert!(told.contains("terhitung satu kali") && told.contains("Jumlah"), "{told}");
        // A city has none to make, and is not offered one.
        let refused = official::prepare(&town.app, &of(town.city())).await;
        assert!(matches!(refused, Err(OfficialError::NoProvince)));
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let page = coordinator.get("/ruang/dokumen").await;
        assert!(page.html.contains("value=\"recap\"") && !page.html.contains("value=\"province\""));
        let fields = [("layout", "province"), ("cadence", "monthly"), ("period", "2025-08"), ("reader", "inside")];
        let sent = coordinator.post("/ruang/dokumen", &fields).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(sent.text().contains("hanya untuk pemerintah provinsi"), "{}", sent.text());
    }

    async fn the_evidence_of_a_year_holds_the_year_s_documents(store: Store) {
        let town = Town::new(store).await;
        town.publish("Judul", "Isi laporan, hubungi 0812-0000-1111.").await;
        town.wait(24 * 200);
        let wish = evidence::Wish { body: town.city(), year: 2025, as_of: None, sight: None };
        let paths = |pack: &evidence::Pack| -> Vec<String> {
            pack.files().unwrap().into_iter().map(|file| file.path).collect()
        };
        let pack = evidence::gather(&town.app, wish).await.unwrap();
        for path in [
            "index.html", "index.pdf", "4-evaluasi/laporan-tahunan.pdf", "4-evaluasi/laporan-tahunan.xlsx",
            "2-pelaksanaan/rekap-tahunan.xlsx", "2-pelaksanaan/siaran-pers.pdf", "1-perencanaan/rencana-aksi.csv", "SHA256SUMS",
        ] {
            assert!(paths(&pack).iter().any(|found| found == path), "{path}: {:?}", paths(&pack));
        }
        assert_eq!(pack.count(), paths(&pack).len());
        let index = |pack: &evidence::Pack| String::from_utf8(pack.files().unwrap().swap_remove(0).bytes).unwrap();
        let first = index(&pack);
        assert!(first.contains("belum ada edisi yang disetujui") && first.contains("Apakah ada rencana aksi"), "{first}");
        assert!(!first.contains("0812"));
        // What is told of nobody is not said to be nothing.
        assert!(first.contains("Tidak ada yang dapat disebut (kurang dari lima)"), "{first}");
        // The same call on the same record, a day later.
        let bytes = pack.zip().unwrap();
        town.wait(24);
        assert_eq!(evidence::gather(&town.app, wish).await.unwrap().zip().unwrap(), bytes);
        // The approved edition takes the draft's place, byte for byte.
        let ask = town.ask(Layout::Activity, Cadence::Yearly, Reader::Public);
        let coordinator = town.officer("koordinator");
        let id = edition::draft(&town.app, coordinator, &ask).await.unwrap();
        edition::edit(&town.app, coordinator, id, &edit(1)).await.unwrap();
        edition::approve(&town.app, town.officer("wali-kota"), id, 2).await.unwrap();
        let pack = evidence::gather(&town.app, wish).await.unwrap();
        assert!(index(&pack).contains("Edisi yang disetujui"), "{}", index(&pack));
        let served = serve::serve(&town.app, Asker::Anyone(town.city()), id, Form::Pdf).await.unwrap();
        let files = pack.files().unwrap();
        let yearly = files.iter().find(|file| file.path == "4-evaluasi/laporan-tahunan.pdf").unwrap();
        assert!(yearly.bytes == served.bytes && served.is_original);
        // By page too, for who makes the documents.
        let mut coordinator = town.officer_at_desk("koordinator").await;
        assert!(coordinator.get("/ruang/dokumen").await.html.contains("/ruang/bukti"));
        let sent = coordinator.get("/ruang/bukti?year=2025").await;
        assert_eq!((sent.status, sent.headers[header::CONTENT_TYPE].to_str().unwrap()), (StatusCode::OK, "application/zip"));
        for (year, why) in [("x", "tahun"), ("2030", "belum tiba"), ("2500", "jangkauan"), ("1989", "jangkauan")] {
            let sent = coordinator.get(&format!("/ruang/bukti?year={year}&reach=public")).await;
            assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{year}");
            assert!(sent.html.contains("bukti-year-err") && sent.text().contains(why), "{year}: {}", sent.text());
        }
        assert_eq!(town.officer_at_desk("dpupr").await.get("/ruang/bukti?year=2025").await.status, StatusCode::FORBIDDEN);
        assert_eq!(town.warga().get("/ruang/bukti?year=2025").await.status, StatusCode::SEE_OTHER);
    }

    async fn what_is_about_an_officer_is_in_nothing_that_they_gather(store: Store) {
        let town = Town::new(store).await;
        town.publish("Judul", "Isi laporan.").await;
        let paper = town.warga().file("Koordinator tidak menjawab surat saya.", &[]).await;
        let report = town.by_number(&paper.number).await;
        town.verify(report, true).await;
        let about = town.officer("koordinator");
        town.give("koordinator2", report, |draft| Command::Exclude {
            officers: vec![about],
            reason: draft.seal(ContentKind::OfficerMessage, "Laporan ini tentang dia."),
        })
        .await
        .unwrap();
        town.wait(24 * 40);
        // The pack that the page sends is that of the officer's own sight.
        let sight = |officer| Some(Sight { supervisory: true, officer: Some(town.officer(officer)) });
        let wish = |sight| evidence::Wish { body: town.city(), year: 2025, as_of: None, sight };
        for (officer, received) in [("koordinator", "1"), ("koordinator2", "2")] {
            let pack = evidence::gather(&town.app, wish(sight(officer))).await.unwrap();
            let mut desk = town.officer_at_desk(officer).await;
            let sent = desk.get("/ruang/bukti?year=2025&reach=exact").await;
            assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
            assert!(sent.html == String::from_utf8_lossy(&pack.zip().unwrap()), "{officer}");
            let files = pack.files().unwrap();
            let months = files.iter().find(|file| file.path.ends_with("per-bulan.csv")).unwrap();
            let months = String::from_utf8(months.bytes.clone()).unwrap();
            assert!(months.contains(&format!("jumlah,{received},")), "{officer}: {months}");
        }
        // A draft for inside, as each of them reads it.
        let id = town.draft("koordinator2", Reader::Inside).await;
        let received = async |officer: &str| {
            let read = edition::reviewed(&town.app, town.officer(officer), id).await.unwrap();
            (read.gathered.total.received, read.gathered.lines.len())
        };
        assert_eq!(received("koordinator").await, (1, 1));
        assert_eq!(received("koordinator2").await, (2, 2));
    }

    async fn a_list_says_how_it_differs_from_the_figure_that_led_to_it(store: Store) {
        let town = Town::new(store).await;
        let august = town.publish("Judul Agustus", "Isi.").await;
        town.wait(24 * 40);
        let september = town.publish("Judul September", "Isi.").await;
        let of = "from=2025-08-01&to=2025-08-31&as_of=2025-09-01T00:00:00Z";
        let list = town.warga().get(&format!("/laporan?{of}&status=")).await;
        let told = list.text();
        assert!(list.html.contains(&august) && !list.html.contains(&september), "{told}");
        for words in ["1 Agustus 2025", "31 Agustus 2025", "seperti keadaannya sekarang", "hanya yang dibuka untuk umum"] {
            assert!(told.contains(words), "{words}: {told}");
        }
        assert!(list.html.contains("name=\"from\" value=\"2025-08-01\""));
        let all = town.warga().get("/laporan").await;
        assert!(all.html.contains(&august) && all.html.contains(&september) && !all.text().contains("Angka itu"));
        // The same in an office's list.
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let inbox = coordinator.get(&format!("/ruang?tab=semua&{of}")).await;
        assert!(inbox.html.contains(&august) && !inbox.html.contains(&september), "{}", inbox.text());
        assert!(inbox.text().contains("seperti keadaannya sekarang"));
    }

    async fn only_a_valid_key_lifts_the_limit_of_reads(store: Store) {
        let town = Town::with(store, Settings { anonymous_per_minute: 2, ..Settings::default() }).await;
        let (_, key) = town.give_key(&[lapor_domain::api_key::Scope::Read], None).await;
        let valid = format!("Bearer {key}");
        let feed = async |header: (&str, &str)| {
            call(&town, Method::GET, "/b/palangkaraya/umpan/atom", &[header], Body::empty()).await.status
        };
        for header in [("authorization", "x"), ("x-lapor-phrase", "satu dua tiga")] {
            assert_eq!(feed(header).await, StatusCode::OK);
        }
        let wrong = format!("Bearer {key}x");
        for header in [("authorization", "x"), ("authorization", wrong.as_str()), ("x-lapor-phrase", "satu dua tiga")] {
            assert_eq!(feed(header).await, StatusCode::TOO_MANY_REQUESTS, "{header:?}");
        }
        for _ in 0..4 {
            assert_eq!(feed(("authorization", &valid)).await, StatusCode::OK);
        }
        // A wrong key at the interface for programs is still told that it is wrong, while there is room.
        town.clock.set(town.app.now() + jiff::SignedDuration::from_secs(60));
        let api = call(&town, Method::GET, "/b/palangkaraya/api/v1/reports", &[("authorization", "x")], Body::empty()).await;
        assert_eq!(api.status, StatusCode::UNAUTHORIZED);
        let api = call(&town, Method::GET, "/b/palangkaraya/api/v1/reports", &[("authorization", &valid)], Body::empty()).await;
        assert_eq!(api.status, StatusCode::OK, "{}", api.body);
    }
}
