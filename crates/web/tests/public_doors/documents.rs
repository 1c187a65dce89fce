//! Documents that an office owes: from a draft over the leader's approval to an edition that stays, through the doors.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use http_body_util::BodyExt as _;
use jiff::civil::date;
use lapor_app::official::edition::{self, Edit};
use lapor_app::official::serve::{self, Asker};
use lapor_app::official::{self, Dressing, Form, Wish};
use lapor_domain::official::{Cadence, Layout, Papers, Period, Reader};
use lapor_domain::report::command::Command;
use lapor_domain::report::event::ActorRef;
use lapor_domain::words::Role;
use lapor_store::{Store, both_engines};
use sha2::{Digest, Sha256};
use tower::ServiceExt as _;

use crate::town::{Browser, Part, Town, jpeg, multipart};

const MAKE: [(&str, &str); 4] = [
    ("layout", "activity"),
    ("cadence", "monthly"),
    ("period", "2025-08"),
    ("reader", "public"),
];

/// A file's bytes and whether it is the one that was published.
async fn fetch(town: &Town, path: &str) -> (StatusCode, Vec<u8>, String) {
    let request = axum::http::Request::builder()
        .method(Method::GET)
        .uri(format!("/b/palangkaraya{path}"))
        .header("host", "lapor.example")
        .extension(axum::extract::ConnectInfo(std::net::SocketAddr::from((
            [127, 0, 0, 1],
            4000,
        ))))
        .body(Body::empty())
        .unwrap();
    let answer = town.doors.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    let kind = answer.headers().get("x-edisi");
    let kind = kind.map_or("", |kind| kind.to_str().unwrap()).to_owned();
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    (status, bytes.to_vec(), kind)
}

fn hex(bytes: &[u8]) -> String {
    lapor_store::seal::hex(&Sha256::digest(bytes))
}

impl Town {
    /// Some released reports and five that are not, a month ago.
    async fn with_august(&self) -> Vec<String> {
        let mut numbers = Vec::new();
        for n in 0..3 {
            numbers.push(
                self.publish(&format!("Judul {n}"), &format!("Isi laporan {n}."))
                    .await,
            );
        }
        let mut warga = self.warga();
        for n in 0..5 {
            warga.file(&format!("Belum diperiksa {n}."), &[]).await;
        }
        let report = self.by_number(&numbers[0]).await;
        self.answer(report, "Sudah kami tinjau.").await;
        self.wait(24 * 40);
        numbers
    }

    fn wish(&self, reader: Reader) -> Wish {
        Wish {
            body: self.city(),
            unit: None,
            layout: Layout::Activity,
            period: Period::of(Cadence::Monthly, date(2025, 8, 1)),
            reader,
            as_of: None,
        }
    }

    /// The document in one form.
    async fn made(&self, wish: &Wish, form: Form) -> Vec<u8> {
        let made = official::prepare(&self.app, wish).await.unwrap();
        let papers = official::papers_on(&self.app.rules(), wish.body, made.gathered.day());
        let advice = official::propose(&made.gathered, &papers);
        let dressing = Dressing {
            papers: &papers,
            advice: &advice,
            is_draft: false,
            is_masked: false,
            note: None,
        };
        let document = official::document(&made.gathered, &made.words, &dressing);
        form.write(&document).unwrap()
    }

    async fn told(&self, wish: &Wish) -> String {
        String::from_utf8(self.made(wish, Form::Text).await).unwrap()
    }
}

async fn draft(desk: &mut Browser) -> String {
    let made = desk.post("/ruang/dokumen", &MAKE).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let at = made.location().split("/b/palangkaraya").last().unwrap();
    at.to_owned()
}

both_engines! {
    async fn a_document_goes_from_draft_to_an_edition_that_stays(store: Store) {
        let town = Town::new(store).await;
        let numbers = town.with_august().await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let at = draft(&mut coordinator).await;
        let page = coordinator.get(&at).await;
        assert!(page.status == StatusCode::OK && page.text().contains("Rancangan"), "{}", page.text());
        assert!(page.text().contains("DRAF") && page.text().contains("BAB I PENDAHULUAN"), "{}", page.text());
        assert!(page.text().contains("menunggu persetujuan pimpinan"));
        // Not for others.
        assert_eq!(town.officer_at_desk("dpupr").await.get(&at).await.status, StatusCode::NOT_FOUND);
        assert_eq!(town.warga().get(&at).await.status, StatusCode::SEE_OTHER);
        let by_coordinator = coordinator.post(&format!("{at}/setujui"), &[("version", "1")]).await;
        assert_eq!(by_coordinator.status, StatusCode::FORBIDDEN);
        // A telephone number among the recommendations is seen, and keeps it from being published.
        let change = format!("{at}/ubah");
        let said = [("version", "1"), ("advice", "Hubungi Pak Budi di 0812-3456-7890."), ("as_of", "")];
        assert_eq!(coordinator.post(&change, &said).await.status, StatusCode::SEE_OTHER);
        let stale = coordinator.post(&change, &said).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stale.text().contains("baru saja diubah orang lain"), "{}", stale.text());
        let found = coordinator.get(&at).await.text();
        assert!(found.contains("nomor telepon") && found.contains("belum dapat disetujui"), "{found}");
        let mut leader = town.officer_at_desk("wali-kota").await;
        let refused = leader.post(&format!("{at}/setujui"), &[("version", "2")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = [("version", "2"), ("advice", "Perbaiki drainase.\n\nTambah petugas."), ("as_of", "")];
        assert_eq!(coordinator.post(&change, &said).await.status, StatusCode::SEE_OTHER);
        assert_eq!(leader.post(&format!("{at}/setujui"), &[("version", "3")]).await.status, StatusCode::SEE_OTHER);
        // Everybody may have it, and it is what its fingerprint says.
        let list = town.warga().get("/dokumen").await;
        assert!(list.text().contains("Laporan Pelaksanaan Kegiatan, Bulan Agustus 2025"), "{}", list.text());
        let id = at.rsplit('/').next().unwrap().to_owned();
        let path = |form: &str| format!("/dokumen/{id}.{form}");
        let mut firsts = Vec::new();
        for form in ["docx", "xlsx", "pdf", "html"] {
            let (status, bytes, kind) = fetch(&town, &path(form)).await;
            assert_eq!((status, kind.as_str()), (StatusCode::OK, "asli"), "{form}");
            assert!(list.html.contains(&hex(&bytes)), "{form}");
            firsts.push(bytes);
        }
        let html = String::from_utf8(firsts[3].clone()).unwrap();
        assert!(html.contains(&numbers[0]) && html.contains("Isi laporan 0.") && html.contains("Sudah kami tinjau."));
        assert!(html.contains("Perbaiki drainase.") && html.contains("Tambah petugas.") && !html.contains("DRAF"));
        for hidden in ["Belum diperiksa", "Tulisan asli", "Warga Contoh", "0812"] {
            assert!(!html.contains(hidden), "{hidden}");
        }
        // What happens later changes nothing in it.
        town.publish("Judul baru", "Isi baru.").await;
        let second = town.by_number(&numbers[1]).await;
        town.propose(second, "Jawaban yang datang kemudian.").await;
        for (form, first) in ["docx", "xlsx", "pdf", "html"].into_iter().zip(&firsts) {
            assert_eq!(&fetch(&town, &path(form)).await.1, first, "{form}");
        }
        // What may be told no more is told no more; the figures stay.
        town.shut(&numbers[0]).await;
        let (status, bytes, kind) = fetch(&town, &path("html")).await;
        assert_eq!((status, kind.as_str()), (StatusCode::OK, "cetak-ulang"));
        let again = String::from_utf8(bytes).unwrap();
        assert!(again.contains("dihapus") && again.contains("Cetakan ulang") && again.contains(&hex(&firsts[3])), "{again}");
        for gone in [numbers[0].as_str(), "Isi laporan 0.", "Sudah kami tinjau.", "Jawaban yang datang kemudian"] {
            assert!(!again.contains(gone), "{gone}");
        }
        assert!(again.contains(&numbers[1]) && again.contains("Isi laporan 1."));
        let figures = |html: &str| html.split("3.3").next().unwrap().split("Ringkasan").nth(1).unwrap().to_owned();
        assert_eq!(figures(&again), figures(&html));
        // Its leader takes it back.
        assert_eq!(leader.post(&format!("{at}/tarik"), &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(fetch(&town, &path("pdf")).await.0, StatusCode::NOT_FOUND);
        assert!(town.warga().get("/dokumen").await.text().contains("Belum ada dokumen"));
    }

    async fn a_draft_is_edited_in_what_stands_in_it(store: Store) {
        let town = Town::new(store).await;
        town.with_august().await;
        let mut leader = town.officer_at_desk("wali-kota").await;
        let made = async |leader: &mut Browser, layout: &'static str| {
            let fields = MAKE.map(|(name, value)| (name, if name == "layout" { layout } else { value }));
            let made = leader.post("/ruang/dokumen", &fields).await;
            assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
            made.location().split("/b/palangkaraya").last().unwrap().to_owned()
        };
        for layout in ["units", "recap"] {
            let at = made(&mut leader, layout).await;
            let page = leader.get(&at).await;
            assert!(!page.html.contains("name=\"advice\""), "{layout}");
            assert_eq!(page.html.contains("name=\"masked\""), layout == "recap", "{layout}");
            // What a page of before sends for a field that is gone is not kept.
            let said = [("version", "1"), ("advice", "Tidak tercetak."), ("as_of", "")];
            assert_eq!(leader.post(&format!("{at}/ubah"), &said).await.status, StatusCode::SEE_OTHER);
            assert!(!leader.get(&at).await.text().contains("Tidak tercetak"));
        }
        let at = made(&mut leader, "press").await;
        let page = leader.get(&at).await;
        assert!(page.text().contains("Kalimat tambahan") && !page.text().contains("Rekomendasi"), "{}", page.text());
        assert!(!page.html.contains("name=\"masked\""));
        let change = async |leader: &mut Browser, version: &str, words: &str| {
            let fields = [("version", version), ("advice", words), ("as_of", "")];
            assert_eq!(leader.post(&format!("{at}/ubah"), &fields).await.status, StatusCode::SEE_OTHER);
        };
        change(&mut leader, "1", "Hubungi Pak Budi di 0812-3456-7890.").await;
        let refused = leader.post(&format!("{at}/setujui"), &[("version", "2")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("nomor telepon"), "{}", refused.text());
        change(&mut leader, "2", "Kantor buka pada hari libur.\nSilakan melapor.").await;
        let page = leader.get(&at).await;
        assert!(page.text().contains("Kantor buka pada hari libur. Silakan melapor."), "{}", page.text());
        let approved = leader.post(&format!("{at}/setujui"), &[("version", "3")]).await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.text());
        let id = at.rsplit('/').next().unwrap();
        let html = String::from_utf8(fetch(&town, &format!("/dokumen/{id}.html")).await.1).unwrap();
        assert!(html.contains("Kantor buka pada hari libur. Silakan melapor."), "{html}");
    }

    async fn a_month_that_is_over_is_published_however_few_wait(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let mut numbers = Vec::new();
        for n in 0..5 {
            numbers.push(warga.file(&format!("Belum diperiksa {n}."), &[]).await.number);
        }
        town.wait(24 * 19);
        for n in 0..3 {
            warga.file(&format!("Menyusul {n}."), &[]).await;
        }
        town.wait(24 * 20);
        // Three that nobody opened came since the first five: the total is told in fives, of August and of yesterday.
        let mut leader = town.officer_at_desk("wali-kota").await;
        let at = draft(&mut leader).await;
        let page = leader.get(&at).await.text();
        assert!(page.contains("sedikitnya 5 laporan") && page.contains("Jumlah seluruhnya di sini dihitung begitu juga"), "{page}");
        assert!(page.contains("Angkanya dari Bulan Agustus 2025, keadaan sebelum 9 September 2025"), "{page}");
        let change = async |leader: &mut Browser, version: &str, day: &str| {
            let fields = [("version", version), ("advice", ""), ("as_of", day)];
            assert_eq!(leader.post(&format!("{at}/ubah"), &fields).await.status, StatusCode::SEE_OTHER);
        };
        // As of a day before its end it says so.
        change(&mut leader, "1", "2025-08-25").await;
        assert!(leader.get(&at).await.text().contains("Belum dapat disetujui"));
        let refused = leader.post(&format!("{at}/setujui"), &[("version", "2")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("ganti tanggal keadaannya"), "{}", refused.text());
        // Two more change: they are five together, and all are told.
        for number in &numbers[..2] {
            town.verify(town.by_number(number).await, false).await;
        }
        town.wait(24 * 2);
        let mut leader = town.officer_at_desk("wali-kota").await;
        change(&mut leader, "2", "2025-09-10").await;
        let page = leader.get(&at).await.text();
        assert!(page.contains("menerima 8 laporan") && !page.contains("sedikitnya"), "{page}");
        change(&mut leader, "3", "2025-09-08").await;
        let approved = leader.post(&format!("{at}/setujui"), &[("version", "4")]).await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.text());
        let id = at.rsplit('/').next().unwrap();
        let html = String::from_utf8(fetch(&town, &format!("/dokumen/{id}.html")).await.1).unwrap();
        assert!(html.contains("dihitung per lima") && html.contains("hanya memuat laporan yang sudah dibuka"), "{html}");
        assert!(html.contains("menerima sedikitnya 5 laporan"), "{html}");
    }

    async fn forgetting_a_reporter_leaves_what_was_released(store: Store) {
        let town = Town::new(store).await;
        let numbers = town.with_august().await;
        let (coordinator, leader) = (town.officer("koordinator"), town.officer("wali-kota"));
        let id = edition::draft(&town.app, coordinator, &town.wish(Reader::Inside)).await.unwrap();
        edition::approve(&town.app, leader, id, 1).await.unwrap();
        let asker = Asker::Officer(leader);
        let first = serve::serve(&town.app, asker, id, Form::Html).await.unwrap();
        assert!(first.is_original && serve::is_as_published(&first.bytes, &first.sha256));
        assert_eq!(serve::sweep(&town.app).await.unwrap(), 0);
        let report = town.by_number(&numbers[2]).await;
        let ground = "UU 27/2022".to_owned();
        town.give("koordinator", report, |_| Command::Erase { ground }).await.unwrap();
        // What was released holds nobody: it stays, byte for byte, when its reporter is forgotten.
        assert_eq!(serve::sweep(&town.app).await.unwrap(), 0);
        let again = serve::serve(&town.app, asker, id, Form::Html).await.unwrap();
        assert!(again.is_original && again.bytes == first.bytes && again.sha256 == first.sha256);
        // An edition for leaders is nobody else's.
        let nobody = serve::serve(&town.app, Asker::Anyone(town.city()), id, Form::Html).await;
        assert!(nobody.is_err());
        assert!(serve::serve(&town.app, Asker::Officer(town.officer("dpupr")), id, Form::Html).await.is_err());
    }

    async fn a_day_that_is_over_is_printed_again_figure_for_figure(store: Store) {
        let town = Town::new(store).await;
        let numbers = town.with_august().await;
        let october = "2025-10-15T00:00:00+07:00".parse().unwrap();
        town.clock.set("2025-10-20T09:00:00+07:00".parse().unwrap());
        let wish = Wish { as_of: Some(october), ..town.wish(Reader::Inside) };
        let first = town.told(&wish).await;
        assert!(first.contains("keadaan sampai akhir 14 Oktober 2025"), "{first}");
        assert!(first.contains("menerima 8 laporan; 0 telah ditangani, 1 dalam proses, 2 belum ditindaklanjuti, 5 belum diverifikasi."), "{first}");
        let mut forms = Vec::new();
        for form in Form::ALL {
            forms.push(town.made(&wish, form).await);
        }
        // The city goes on: answers, a disposition, a new report.
        let second = town.by_number(&numbers[1]).await;
        town.answer(second, "Jawaban sesudah tanggal acuan.").await;
        town.publish("Judul lain", "Isi lain.").await;
        town.wait(24 * 90);
        assert_eq!(town.told(&wish).await, first);
        for (form, bytes) in Form::ALL.into_iter().zip(&forms) {
            assert_eq!(&town.made(&wish, form).await, bytes, "{}", form.ending());
        }
        // Without a moment of its own it is of everything recorded, the same as long as nothing is.
        let now = town.wish(Reader::Inside);
        let present = town.told(&now).await;
        assert!(present.contains("Jawaban sesudah tanggal acuan."), "{present}");
        town.wait(24 * 30);
        assert_eq!(town.told(&now).await, present);
        // A month that is over is told as it stood when it ended, too.
        assert!(present.contains("Pada 31 Agustus 2025: 8 laporan; 0 telah ditangani"), "{present}");
        // Nobody in it has a name.
        assert!(!present.contains("Warga Contoh") && !present.contains("Tulisan asli"), "{present}");
    }

    async fn names_stand_only_where_the_body_says_so_and_each_is_logged(store: Store) {
        let town = Town::new(store).await;
        let numbers = town.with_august().await;
        let papers = Papers { shows_names: true, ..official::papers_on(&town.app.rules(), town.city(), date(2025, 1, 1)) };
        official::put_papers(&town.app, town.officer("koordinator"), town.city(), papers.clone(), ActorRef::SYSTEM).await.unwrap();
        for (reader, is_there) in [(Reader::Public, false), (Reader::Inside, true)] {
            let mut made = official::prepare(&town.app, &town.wish(reader)).await.unwrap();
            official::add_names(&town.app, &mut made, &papers, ActorRef::SYSTEM).await.unwrap();
            let named = made.words.values().filter(|spoken| spoken.name.as_deref() == Some("Warga Contoh")).count();
            assert_eq!(named > 0, is_there, "{reader}");
        }
        let report = town.by_number(&numbers[0]).await;
        let seen = lapor_app::report::case::read(&town.app, report, lapor_app::report::case::Onlooker::Officer(town.officer("koordinator"))).await.unwrap().unwrap();
        let looks: Vec<_> = seen.access_log.iter().filter(|look| look.opening.what == "name").collect();
        assert_eq!(looks.len(), 1);
        assert!(looks[0].opening.reason.contains("Agustus 2025"), "{}", looks[0].opening.reason);
    }

    async fn what_cannot_be_made_is_said_beside_its_field(store: Store) {
        let town = Town::new(store).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        for (cadence, period, reader, words) in [
            ("monthly", "Agustus", "inside", "misalnya 2023-07"),
            ("monthly", "2025-08..2025-05", "inside", "tukar keduanya"),
            ("monthly", "2025-12", "inside", "belum tiba"),
            ("daily", "2025-07-31", "public", "bulan penuh"),
            ("yearly", "1066", "inside", "1990"),
            ("hourly", "2025", "inside", "tidak dikenal"),
        ] {
            let fields = [("layout", "activity"), ("cadence", cadence), ("period", period), ("reader", reader)];
            let seen = coordinator.post("/ruang/dokumen", &fields).await;
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{period}: {}", seen.text());
            assert!(seen.text().contains(words), "{period}: {}", seen.text());
        }
        // Before anything was reported there is a document, and it says so.
        let nothing = Wish { as_of: Some("2024-01-01T00:00:00Z".parse().unwrap()), period: Period::of(Cadence::Yearly, date(2023, 1, 1)), ..town.wish(Reader::Inside) };
        for layout in Layout::ALL.iter().filter(|layout| **layout != Layout::Province) {
            let told = town.told(&Wish { layout: *layout, ..nothing.clone() }).await;
            assert!(told.contains("0 pengaduan") || told.contains("0 laporan"), "{told}");
        }
        // Of a period that had not begun at the moment there is none.
        let ahead = Wish { period: Period::of(Cadence::Monthly, date(2024, 3, 1)), ..nothing.clone() };
        for (layout, reader) in [(Layout::Activity, Reader::Inside), (Layout::Press, Reader::Public), (Layout::Recap, Reader::Inside)] {
            let refused = official::prepare(&town.app, &Wish { layout, reader, ..ahead.clone() }).await.err().unwrap().to_string();
            for words in ["Bulan Maret 2024 belum mulai", "1 Januari 2024", "pilih saat acuan sesudah 1 Maret 2024"] {
                assert!(refused.contains(words), "{words}: {refused}");
            }
        }
        for at in ["/ruang/dokumen/x", "/ruang/dokumen/0198c0de-0000-7000-8000-000000000000", "/dokumen/x.pdf", "/dokumen/0198c0de-0000-7000-8000-000000000000.pdf"] {
            assert_eq!(coordinator.get(at).await.status, StatusCode::NOT_FOUND, "{at}");
        }
        assert_eq!(town.officer_at_desk("administrator").await.get("/ruang/dokumen").await.status, StatusCode::FORBIDDEN);
    }

    async fn letterhead_and_chapters_are_the_body_s_own(store: Store) {
        let town = Town::new(store).await;
        let mut keeper = town.officer_at_desk("koordinator").await;
        let page = keeper.get("/ruang/kelola/kop").await;
        assert!(page.text().contains("PEMERINTAH KOTA PALANGKA RAYA"), "{}", page.text());
        let fields = |more: &[(&'static str, &'static str)]| {
            let mut all = vec![
                ("valid_from", "2025-08-01"), ("government", "PEMERINTAH KOTA CONTOH"), ("office", "DINAS KOMUNIKASI"),
                ("lines", "Jalan Contoh 1"), ("place", "Contoh"), ("signer_office", "Kepala Dinas"), ("signer_name", "Nama Kepala"),
                ("signer_lines", "NIP 19700101 199001 1 001"), ("introduction", "Bab pertama.\n\nParagraf kedua."), ("purpose", "Maksud."),
                ("closing", "Penutup."), ("timely_percent", "75"), ("annex_lines", "1"), ("schedule", "monthly"), ("do", "save"),
            ];
            all.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
            all.extend_from_slice(more);
            all
        };
        let looked = keeper.post("/ruang/kelola/kop", &fields(&[("do", "preview")])).await;
        assert!(looked.status == StatusCode::OK && looked.text().contains("PEMERINTAH KOTA CONTOH"), "{}", looked.text());
        assert!(official::stationery(&town.app.rules(), town.city()).is_none());
        for (field, value, words) in [("decree_url", "javascript:alert(1)", "https://"), ("timely_percent", "x", "0 dan 100"), ("annex_lines", "0", "1 dan 20.000"), ("annex_lines", "20.001", "1 dan 20.000"), ("valid_from", "kemarin", "tahun-bulan-hari"), ("place", "", "wajib diisi")] {
            let wrong = keeper.post("/ruang/kelola/kop", &fields(&[(field, value)])).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(wrong.text().contains(words), "{field}: {}", wrong.text());
        }
        assert_eq!(keeper.post("/ruang/kelola/kop", &fields(&[])).await.status, StatusCode::SEE_OTHER);
        let papers = official::papers_on(&town.app.rules(), town.city(), date(2025, 8, 1));
        assert_eq!((papers.introduction.len(), papers.timely_percent, papers.schedule.as_slice()), (2, 75, [Cadence::Monthly].as_slice()));
        assert_eq!(papers.annex_lines, 1);
        let told = town.told(&town.wish(Reader::Inside)).await;
        assert!(told.contains("PEMERINTAH KOTA CONTOH") && told.contains("Nama Kepala") && told.contains("Paragraf kedua."), "{told}");
        assert!(keeper.get("/ruang/kelola/riwayat").await.text().contains("Kop dan naskah"));
        assert_eq!(town.officer_at_desk("dpupr").await.get("/ruang/kelola/kop").await.status, StatusCode::FORBIDDEN);
    }

    async fn an_emblem_is_on_documents_from_its_day_on(store: Store) {
        let town = Town::new(store).await;
        town.with_august().await;
        let mut keeper = town.officer_at_desk("koordinator").await;
        let (at, picture) = ("/ruang/kelola/kop/lambang", jpeg());
        let shown = |day: &str| format!("/ruang/kelola/kop/lambang/{day}");
        let page = keeper.get("/ruang/kelola/kop").await.html;
        assert!(!page.contains("dok-emblem") && !page.contains("Lepaskan lambang"), "{page}");
        assert_eq!(keeper.get(&shown("2025-08-05")).await.status, StatusCode::NOT_FOUND);
        for (day, file, words) in [("2025-08-02", &b"bukan gambar"[..], "bukan gambar yang dapat dibuka"), ("kemarin", &picture, "tahun-bulan-hari"), ("2025-08-02", b"", "wajib diisi")] {
            let parts = [Part::Text("valid_from", day), Part::Of("emblem", file)];
            let parts = if file.is_empty() { &parts[..1] } else { &parts };
            let wrong = keeper.upload(at, parts).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(wrong.text().contains(words), "{words}: {}", wrong.text());
        }
        // Cut off on its way.
        let parts = [Part::Text("valid_from", "2025-08-02"), Part::Of("emblem", &picture)];
        let whole = multipart(&parts);
        let cut = keeper.raw(at, whole[..whole.len() - 200].to_vec()).await;
        assert!(cut.status == StatusCode::UNPROCESSABLE_ENTITY && cut.text().contains("terpotong atau rusak"), "{}", cut.text());
        assert!(official::stationery(&town.app.rules(), town.city()).is_none());
        assert_eq!(keeper.upload(at, &parts).await.status, StatusCode::SEE_OTHER);
        let emblem = |day| official::papers_on(&town.app.rules(), town.city(), day).emblem;
        let kept = emblem(date(2025, 8, 2)).unwrap();
        assert!(kept.png().starts_with(b"\x89PNG"));
        let page = keeper.get("/ruang/kelola/kop").await.html;
        assert!(page.contains("dok-emblem") && page.contains(&shown("2025-08-02")) && page.contains("Lepaskan lambang"), "{page}");
        assert_eq!(keeper.get(&shown("2025-08-05")).await.status, StatusCode::OK);
        // Words are changed without it, and it goes into every form.
        let papers = Papers { office: "DINAS LAIN".to_owned(), valid_from: date(2025, 8, 20), ..official::papers_on(&town.app.rules(), town.city(), date(2025, 8, 20)) };
        official::put_papers(&town.app, town.officer("koordinator"), town.city(), papers.clone(), ActorRef::SYSTEM).await.unwrap();
        assert_eq!(emblem(date(2025, 8, 20)), Some(kept));
        let made = official::prepare(&town.app, &town.wish(Reader::Inside)).await.unwrap();
        let dressing = Dressing { papers: &papers, advice: &[], is_draft: false, is_masked: false, note: None };
        let document = official::document(&made.gathered, &made.words, &dressing);
        assert!(document.letterhead.as_ref().unwrap().emblem.is_some());
        let html = String::from_utf8(Form::Html.write(&document).unwrap()).unwrap();
        assert!(html.contains("<img class=\"dok-emblem\" src=\"data:image/png;base64,"));
        let drafted = draft(&mut keeper).await;
        let page = keeper.get(&drafted).await.html;
        assert!(page.contains(&format!("{drafted}/lambang\"")), "{page}");
        assert_eq!(keeper.get(&format!("{drafted}/lambang")).await.status, StatusCode::OK);
        let (coordinator, leader) = (town.officer("koordinator"), town.officer("wali-kota"));
        let id = edition::draft(&town.app, coordinator, &town.wish(Reader::Inside)).await.unwrap();
        edition::approve(&town.app, leader, id, 1).await.unwrap();
        // Taken off from a day on, documents of earlier days keep it, and what was published does.
        let off = [Part::Text("valid_from", "2025-08-25"), Part::Text("remove", "yes")];
        assert_eq!(keeper.upload(at, &off).await.status, StatusCode::SEE_OTHER);
        assert!(emblem(date(2025, 8, 24)).is_some() && emblem(date(2025, 8, 25)).is_none());
        assert_eq!(keeper.get(&format!("{drafted}/lambang")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(keeper.get(&format!("/ruang/dokumen/{id}/lambang")).await.status, StatusCode::OK);
        // Nobody else puts one there, and no stranger sees it.
        assert_eq!(town.officer_at_desk("dpupr").await.upload(at, &parts).await.status, StatusCode::FORBIDDEN);
        assert_eq!(town.warga().get(&shown("2025-08-05")).await.status, StatusCode::SEE_OTHER);
    }

    async fn annexes_are_as_long_as_the_body_s_papers_say(store: Store) {
        let town = Town::new(store).await;
        town.with_august().await;
        let annex = town.wish(Reader::Inside);
        let recap = Wish { layout: Layout::Recap, ..town.wish(Reader::Inside) };
        let listed = async |wish: &Wish| official::prepare(&town.app, wish).await.unwrap().gathered.lines.len();
        assert_eq!((listed(&annex).await, listed(&recap).await), (8, 8));
        assert!(!town.told(&annex).await.contains("laporan pertama menurut"));
        let papers = Papers { annex_lines: 2, ..official::papers_on(&town.app.rules(), town.city(), date(2025, 1, 1)) };
        official::put_papers(&town.app, town.officer("koordinator"), town.city(), papers, ActorRef::SYSTEM).await.unwrap();
        let told = town.told(&annex).await;
        assert!(told.contains("Daftar ini memuat 2 laporan pertama"), "{told}");
        // Whatever is listed, everything is counted; a recap is the list itself.
        assert!(told.contains("8 laporan"), "{told}");
        assert_eq!((listed(&annex).await, listed(&recap).await), (2, 8));
    }

    async fn what_the_schedule_asks_for_is_made_once(store: Store) {
        let town = Town::new(store).await;
        town.with_august().await;
        let papers = Papers { schedule: vec![Cadence::Monthly, Cadence::Daily], ..official::papers_on(&town.app.rules(), town.city(), date(2025, 1, 1)) };
        official::put_papers(&town.app, town.officer("koordinator"), town.city(), papers, ActorRef::SYSTEM).await.unwrap();
        town.clock.set("2025-10-01T05:00:00+07:00".parse().unwrap());
        assert_eq!(official::schedule::round(&town.app).await.unwrap(), 0, "before the morning");
        town.clock.set("2025-10-01T06:30:00+07:00".parse().unwrap());
        assert_eq!(official::schedule::round(&town.app).await.unwrap(), 2);
        assert_eq!(official::schedule::round(&town.app).await.unwrap(), 0);
        let mut leader = town.officer_at_desk("wali-kota").await;
        let list = leader.get("/ruang/dokumen").await.text();
        assert!(list.contains("Bulan September 2025") && list.contains("Selasa, 30 September 2025") && list.contains("jadwal"), "{list}");
        // Thrown away it is not made again; the next day has its own.
        let all = edition::all(&town.app, town.officer("wali-kota"), town.city()).await.unwrap();
        for made in &all {
            edition::discard(&town.app, town.officer("wali-kota"), made.id).await.unwrap();
        }
        assert_eq!(official::schedule::round(&town.app).await.unwrap(), 0);
        town.wait(24);
        assert_eq!(official::schedule::round(&town.app).await.unwrap(), 1);
    }

    async fn two_who_change_a_draft_do_not_overwrite_each_other(store: Store) {
        let town = Town::new(store).await;
        town.with_august().await;
        town.for_the_whole_city("loket", Role::Leader).await;
        let (one, other) = (town.officer("koordinator"), town.officer("loket"));
        let id = edition::draft(&town.app, one, &town.wish(Reader::Inside)).await.unwrap();
        let change = |words: &str| Edit { version: 1, advice: vec![words.to_owned()], is_masked: true, as_of: None };
        edition::edit(&town.app, one, id, &change("Yang pertama.")).await.unwrap();
        assert!(edition::edit(&town.app, other, id, &change("Yang kedua.")).await.is_err());
        let kept = edition::theirs(&town.app, other, id).await.unwrap();
        assert_eq!((kept.version, edition::advice_of(&kept)), (2, vec!["Yang pertama.".to_owned()]));
        assert!(edition::approve(&town.app, other, id, 1).await.is_err(), "the version that was shown");
        edition::approve(&town.app, other, id, 2).await.unwrap();
        assert!(edition::edit(&town.app, one, id, &Edit { version: 3, ..change("Sesudah terbit.") }).await.is_err());
    }
}
