//! Figures: what officers may count, and what anyone may.

use axum::http::StatusCode;
use jiff::civil::date;
use lapor_domain::agency::Succession;
use lapor_domain::report::command::Command;
use lapor_domain::report::event::ActorRef;
use lapor_domain::words::Role;
use lapor_store::figures::PutInhabitants;
use lapor_store::record::entity::Entity;
use lapor_store::{Store, both_engines};

use crate::town::Town;

impl Town {
    /// An officer's figures of the year as CSV.
    async fn figures_of(&self, slug: &str, query: &str) -> String {
        let mut desk = self.officer_at_desk(slug).await;
        let path = format!("/ruang/statistik?from=2025-01-01&to=2025-12-31&format=csv{query}");
        let seen = desk.get(&path).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.text());
        seen.html
    }
}

both_engines! {
    async fn help_for_other_units_is_a_table_of_its_own(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let report = town.by_number(&warga.file("Jalan berlubang.", &[]).await.number).await;
        town.verify(report, false).await;
        let unit = town.made.units[&("palangkaraya".to_owned(), "dinsos".to_owned())];
        town.give("koordinator", report, |_| Command::AddSupport { unit, days: 2, task: None }).await.unwrap();
        town.wait(1);
        let mut desk = town.officer_at_desk("dinsos").await;
        let page = desk.get("/ruang/statistik").await;
        assert!(page.text().contains("Bantuan kepada unit lain"), "{}", page.text());
        let json = desk.get("/ruang/statistik?format=json").await.html;
        assert!(json.contains("\"asked\":1") && json.contains("\"received\":0"), "{json}");
    }

    async fn every_table_says_how_it_is_counted(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let report = town.by_number(&warga.file("Jalan berlubang.", &[]).await.number).await;
        town.verify(report, false).await;
        let unit = town.made.units[&("palangkaraya".to_owned(), "dinsos".to_owned())];
        town.give("koordinator", report, |_| Command::AddSupport { unit, days: 2, task: None }).await.unwrap();
        town.wait(24);
        let how = |page: &str, about: &str| {
            let mark = format!("<summary>Bagaimana angka ini dihitung?<span class=\"sr\"> {about}</span>");
            let fold = page.split(&mark).nth(1).and_then(|rest| rest.split("</details>").next());
            fold.unwrap_or_else(|| panic!("{about} is explained nowhere: {page}")).to_owned()
        };
        let august = "from=2025-08-01&to=2025-08-31&by=unit";
        let page = town.officer_at_desk("koordinator").await.get(&format!("/ruang/statistik?{august}")).await;
        for (about, formula) in [
            ("Delapan angka", "Laporan yang sudah ditutup dengan jawaban akhir"),
            ("Menurut unit", "Laporan yang sudah ditutup dengan jawaban akhir"),
            ("0 sampai 5 hari kerja", "umur tidak pernah dijeda"),
            ("Bantuan kepada unit lain", "Bantuan yang dilepas penanggung jawab"),
        ] {
            let words = how(&page.html, about);
            assert!(words.contains(formula), "{about}: {words}");
        }
        let page = warga.get(&format!("/statistik?{august}")).await;
        assert!(how(&page.html, "Menurut unit").contains("Laporan yang sudah ditutup dengan jawaban akhir"));
        assert!(page.text().contains("umur tidak pernah dijeda"), "{}", page.text());
    }

    async fn the_public_sees_nobody_alone(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        for n in 0..8 {
            let paper = warga.file("Jalan berlubang.", &[]).await;
            let report = town.by_number(&paper.number).await;
            if n < 6 {
                town.verify(report, n == 0).await;
            }
        }
        town.wait(24);
        let page = warga.get("/statistik").await;
        assert!(page.text().contains("8 laporan diterima"), "{}", page.text());
        assert!(page.text().contains("menurut keadaan sampai akhir 1 Agustus 2025"), "{}", page.text());
        // The year runs: what has passed of it is compared with as many days of the year before, which is said once.
        assert!(page.text().contains("Masa ini: 1 Januari 2025 sampai 1 Agustus 2025; menurut keadaan sampai akhir 1 Agustus 2025"), "{}", page.text());
        assert!(page.text().contains("Masa sebelumnya: 1 Januari 2024 sampai 31 Juli 2024; menurut keadaan sampai akhir 31 Juli 2024"), "{}", page.text());
        assert!(!page.text().contains("Setahun sebelumnya"), "{}", page.text());
        // Five in the unit are not public, two are not verified: neither is told apart from the other.
        let csv = warga.get("/statistik?format=csv&by=category").await.html;
        assert!(csv.starts_with("key,label,received,") && !csv.contains("unreleased"), "{csv}");
        let json = warga.get("/statistik?format=json&by=unit").await.html;
        assert!(json.contains("\"received\":8") && !json.contains("unreleased\":"), "{json}");
        // One more, not public, changes nothing that anyone sees until four others do.
        town.verify(town.by_number(&warga.file("Lampu mati.", &[]).await.number).await, false).await;
        town.wait(24);
        let later = warga.get("/statistik").await;
        assert!(later.text().contains("8 laporan diterima"), "{}", later.text());
        assert!(later.text().contains("Keadaan sesudah 1 Agustus 2025 baru ditampilkan"), "{}", later.text());
        // Why another day was taken than the one asked for is said before the figures, not a long way below them.
        let at = |words: &str| later.text().find(words);
        assert!(at("Keadaan sesudah 1 Agustus 2025 baru") < at("Delapan angka"), "{}", later.text());
        assert_eq!(warga.get("/statistik?as_of=2025-08-02&format=csv").await.html, warga.get("/statistik?as_of=2025-08-01&format=csv").await.html);
        // What the rule asks for is on the page, and to take away.
        for words in ["Bagian hari kerja dalam jeda", "Perpindahan tangan per laporan", "Tingkat penolakan unit", "Menutup dengan cepat bukan menyelesaikan", "Kebijakan layanan yang berlaku", "Dibuka kembali oleh pelapor", "0 sampai 5 hari kerja"] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        // Where the total is exact, how it was handled is not, and says so on each card.
        for words in ["laporan yang belum dibuka untuk umum dihitung per lima", "hanya laporan yang sudah dibuka untuk umum"] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        assert!(json.contains("\"in_fives\":false") && json.contains("\"handling_in_fives\":true"), "{json}");
        // Without borders there is no map, and nothing on it that is darker.
        assert!(!page.text().contains("Makin gelap") && !page.text().contains("Lima kelas"), "{}", page.text());
        // Clocks of reports that are not public are told in fives.
        assert!(!page.text().contains("masih berjalan: 2"), "{}", page.text());
        assert!(json.contains("\"performance\":{") && !json.contains("refusal_rate_by_unit\":["), "{json}");
        // Passing on is published by unit, but no unit with fewer than five.
        assert!(json.contains("\"passing_on_by_unit\":[]") && !json.contains("support_by_unit\":["), "{json}");
        // A day more or less of the period changes nothing either.
        let of = async |warga: &mut crate::town::Browser, to: &str| warga.get(&format!("/statistik?from=2025-08-01&to={to}&format=csv")).await.html;
        assert_eq!(of(&mut warga, "2025-08-01").await, of(&mut warga, "2025-08-31").await);
        assert!(town.figures_of("koordinator", "").await.contains("\ntotal,Jumlah,9,"));
    }

    async fn a_map_of_counts_leads_to_one_per_thousand_inhabitants(store: Store) {
        let town = Town::new(store).await;
        town.has_a_boundary().await;
        let mut warga = town.warga();
        for _ in 0..10 {
            warga.file("Jalan berlubang.", &[("village", "62.71.01.1001")]).await;
        }
        town.wait(24);
        // Nobody counted who lives there: one map.
        let page = warga.get("/statistik").await;
        assert!(page.html.contains("id=\"grafik-wilayah\"") && !page.html.contains("grafik-penduduk"), "{}", page.text());
        assert!(page.text().contains("Makin gelap") && page.text().contains("Lima kelas"), "{}", page.text());
        assert_eq!(warga.get("/statistik/grafik/penduduk.svg").await.status, StatusCode::NOT_FOUND);
        let put = PutInhabitants {
            regions: vec![("62.71.01.1001".to_owned(), 4000)],
            year: 2024,
            source: "BPS Kota 2024".to_owned(),
            now: town.app.now(),
        };
        town.app.store().run(put).await.unwrap();
        town.wait(24);
        let page = warga.get("/statistik").await;
        assert!(page.html.contains("href=\"#grafik-penduduk\"") && page.html.contains("href=\"#grafik-wilayah\""));
        assert!(page.html.contains("chart alt\" id=\"grafik-penduduk\""));
        let map = warga.get("/statistik/grafik/penduduk.svg").await;
        assert!(map.html.contains("Pahandut: 2,50"), "{}", map.html);
        assert!(page.text().contains("Jumlah penduduk: BPS Kota 2024."), "{}", page.text());
        assert!(warga.get("/statistik/grafik/wilayah.svg").await.html.contains("Pahandut: 10"));
    }

    async fn supervisory_reports_count_only_with_the_right(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let ordinary = warga.file("Jalan berlubang.", &[]).await;
        town.verify(town.by_number(&ordinary.number).await, false).await;
        let about = warga.file("Petugas meminta uang.", &[("supervisory", "1")]).await;
        town.verify_as(town.by_number(&about.number).await, false, true).await;
        town.wait(1);
        let received = |csv: &str| -> String {
            let total = csv.lines().find(|line| line.starts_with("total,")).unwrap();
            total.split(',').nth(2).unwrap().to_owned()
        };
        for (role, n) in [
            (Role::Coordinator, "2"), (Role::Leader, "2"), (Role::Inspector, "2"),
            (Role::UnitOfficer, "1"), (Role::Counter, "1"), (Role::Auditor, "1"),
        ] {
            town.for_the_whole_city("dinsos", role).await;
            assert_eq!(received(&town.figures_of("dinsos", "").await), n, "{role}");
            let by_unit = town.figures_of("dinsos", "&by=unit").await;
            assert_eq!(by_unit.contains("Inspektorat"), n == "2", "{role}: {by_unit}");
        }
        // The accused's own unit learns nothing, whoever of it asks.
        assert_eq!(received(&town.figures_of("dpupr", "").await), "1");
        let mut desk = town.officer_at_desk("dinsos").await;
        let page = desk.get("/ruang/statistik").await;
        assert!(page.text().contains("berkadar pengawasan tidak termasuk"), "{}", page.text());
        let mut coordinator = town.officer_at_desk("koordinator").await;
        assert!(!coordinator.get("/ruang/statistik").await.text().contains("tidak termasuk dalam angka ini"));
    }

    async fn units_of_then_or_of_today_are_a_plain_choice_where_some_changed_hands(store: Store) {
        let town = Town::new(store).await;
        for n in 0..2 {
            town.publish(&format!("Judul {n}"), "Isi.").await;
        }
        town.wait(24 * 30);
        let at = "from=2025-08-01&to=2025-08-31&by=unit";
        let mut warga = town.warga();
        let mut desk = town.officer_at_desk("koordinator").await;
        for page in [warga.get(&format!("/statistik?{at}")).await, desk.get(&format!("/ruang/statistik?{at}")).await] {
            assert!(!page.html.contains("name=\"units\""), "{}", page.text());
        }
        // One ends in the middle of the month, another takes over.
        let directory = &town.app.rules().directory;
        let unit = |slug: &str| directory.units[&town.made.units[&("palangkaraya".to_owned(), slug.to_owned())]].clone();
        let (mut old, mut heir) = (unit("dpupr"), unit("dlh"));
        let since = date(2025, 8, 15);
        old.valid_to = Some(since);
        heir.succeeds = vec![Succession { unit: old.id, since }];
        let (was, is) = (old.name.clone(), heir.name.clone());
        let changes = vec![Entity::Unit(old), Entity::Unit(heir)];
        lapor_app::admin::put(&town.app, changes, ActorRef::SYSTEM).await.unwrap();
        town.wait(24);
        let mut desk = town.officer_at_desk("koordinator").await;
        let row = |csv: &str, name: &str| csv.lines().find(|line| line.contains(name)).map(|line| line.split(',').nth(2).unwrap().to_owned());
        let heir = format!("{is} (termasuk {was})");
        for (page, csv) in [
            (warga.get(&format!("/statistik?{at}")).await, warga.get(&format!("/statistik?{at}&format=csv")).await),
            (desk.get(&format!("/ruang/statistik?{at}")).await, desk.get(&format!("/ruang/statistik?{at}&format=csv")).await),
        ] {
            assert!(page.html.contains("name=\"units\"") && page.text().contains("Menurut susunan hari ini"), "{}", page.text());
            assert_eq!((row(&csv.html, &was).as_deref(), row(&csv.html, &is)), (Some("2"), None), "{}", csv.html);
        }
        for (page, csv) in [
            (warga.get(&format!("/statistik?{at}&units=today")).await, warga.get(&format!("/statistik?{at}&units=today&format=csv")).await),
            (desk.get(&format!("/ruang/statistik?{at}&units=today")).await, desk.get(&format!("/ruang/statistik?{at}&units=today&format=csv")).await),
        ] {
            assert_eq!(row(&csv.html, &heir).as_deref(), Some("2"), "{}", csv.html);
            assert!(page.text().contains(&heir) && page.text().contains("penerusnya"), "{}", page.text());
            assert!(page.html.contains("value=\"today\" selected"), "{}", page.html);
        }
        let chart = warga.get(&format!("/statistik/grafik/unit.svg?{at}&units=today")).await.html;
        assert!(chart.contains("menurut susunan hari ini") && chart.contains("termasuk"), "{chart}");
        // Of a period after it there is nothing to choose.
        let after = warga.get("/statistik?from=2025-09-01&to=2025-09-30&by=unit&units=today").await;
        assert!(!after.html.contains("name=\"units\"") && !after.text().contains("menurut susunan hari ini"), "{}", after.text());
    }

    async fn officers_may_ask_in_which_languages_people_write(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        warga.file("Jalan di depan rumah saya rusak dan belum diperbaiki.", &[]).await;
        warga.file("The street light near our house has been broken since last week.", &[]).await;
        town.wait(24);
        let mut desk = town.officer_at_desk("koordinator").await;
        let page = desk.get("/ruang/statistik?by=language").await;
        assert!(page.html.contains("value=\"language\" selected"), "{}", page.html);
        for words in ["Menurut bahasa laporan", "Bahasa Indonesia", "Bahasa Inggris"] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        // Not told to anyone: in a small place it says who somebody's people are.
        let public = warga.get("/statistik?by=language").await;
        assert!(!public.html.contains("value=\"language\"") && !public.text().contains("Menurut bahasa"), "{}", public.text());
        let csv = warga.get("/statistik?by=language&format=csv").await;
        assert_eq!(csv.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
