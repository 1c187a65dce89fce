//! From a figure to the reports that it counts: the list has the same days, and the same reports as far as its reader may see
//! them.

use axum::http::StatusCode;
use lapor_store::{Store, both_engines};

use crate::town::{Browser, Seen, Town};

/// Where the words of a link lead.
fn leads(seen: &Seen, words: &str) -> String {
    let mark = format!(">{words}</a>");
    let Some((before, _)) = seen.html.split_once(&mark) else {
        panic!("no link says {words}: {}", seen.text());
    };
    let href = before.rsplit("href=\"").next().unwrap();
    let href = href.split('"').next().unwrap();
    href.replace("&#38;", "&").replace("&amp;", "&")
}

/// The list behind a link of a page.
async fn behind(browser: &mut Browser, page: &Seen, words: &str) -> Seen {
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let list = browser.get(&leads(page, words)).await;
    assert_eq!(list.status, StatusCode::OK, "{words}: {}", list.text());
    list
}

both_engines! {
    async fn a_month_and_a_row_lead_to_the_reports_they_count(store: Store) {
        let town = Town::new(store).await;
        let august = town.publish("Judul Agustus", "Isi.").await;
        town.wait(24 * 40);
        let september = town.publish("Judul September", "Isi.").await;
        town.wait(24);
        let mut warga = town.warga();
        let mut desk = town.officer_at_desk("koordinator").await;
        let unit = town.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())];
        let unit = town.app.rules().directory.units[&unit].name.clone();
        let year = "from=2025-01-01&to=2025-12-31";
        for (browser, page) in [(&mut warga, "/statistik"), (&mut desk, "/ruang/statistik")] {
            let months = browser.get(&format!("{page}?{year}&by=month")).await;
            let list = behind(browser, &months, "Agustus 2025").await;
            assert!(list.html.contains(&august) && !list.html.contains(&september), "{page}: {}", list.text());
            assert!(list.text().contains("1 Agustus 2025 sampai 31 Agustus 2025"), "{page}: {}", list.text());
            for words in ["Diterima", "Jumlah semua"] {
                let list = behind(browser, &months, words).await;
                assert!(list.html.contains(&august) && list.html.contains(&september), "{page}, {words}: {}", list.text());
            }
            let units = browser.get(&format!("{page}?{year}&by=unit")).await;
            let list = behind(browser, &units, &unit).await;
            assert!(list.html.contains(&august) && list.html.contains(&september), "{page}: {}", list.text());
            let units = browser.get(&format!("{page}?from=2025-09-01&to=2025-09-30&by=unit")).await;
            let list = behind(browser, &units, &unit).await;
            assert!(!list.html.contains(&august) && list.html.contains(&september), "{page}: {}", list.text());
        }
    }

    async fn a_list_is_narrowed_to_a_state_that_no_tab_is_of(store: Store) {
        let town = Town::new(store).await;
        let open = town.publish("Judul", "Isi.").await;
        let mut desk = town.officer_at_desk("koordinator").await;
        let all = desk.get("/ruang?tab=semua").await;
        assert!(all.html.contains(&open), "{}", all.text());
        let archived = desk.get("/ruang?tab=semua&state=archived").await;
        assert!(!archived.html.contains(&open) && archived.text().contains("Hanya yang sekarang: Diarsipkan."), "{}", archived.text());
        // It goes along when the list is narrowed further.
        assert!(archived.html.contains("name=\"state\" value=\"archived\""), "{}", archived.html);
        // Of a state that counts only with others the list says so.
        town.wait(1);
        let figures = desk.get("/ruang/statistik?from=2025-08-01&to=2025-08-31").await;
        let list = behind(&mut desk, &figures, "Belum ditindaklanjuti").await;
        assert!(list.html.contains(&open) && list.text().contains("hanya sebagian dari daftar ini"), "{}", list.text());
        // The list holds fewer than the figure counted where some have moved away, and only then is that worth a word.
        assert!(list.text().contains("sudah berpindah ke instansi lain"), "{}", list.text());
        assert!(!all.text().contains("sudah berpindah ke instansi lain"), "{}", all.text());
    }

    async fn where_no_list_is_of_a_figure_alone_one_that_holds_its_reports_says_so(store: Store) {
        const PART: &str = "hanya sebagian dari daftar ini";
        let town = Town::new(store).await;
        let open = town.publish("Judul", "Isi.").await;
        let mut warga = town.warga();
        warga.file("Lampu mati.", &[]).await;
        town.wait(24);
        let mut desk = town.officer_at_desk("koordinator").await;
        let august = "from=2025-08-01&to=2025-08-31";
        let page = desk.get(&format!("/ruang/statistik?{august}")).await;
        // Times, passing on, ages.
        for words in ["Lama verifikasi (jam kerja)", "Perpindahan tangan per laporan", "0 sampai 5 hari kerja"] {
            let list = behind(&mut desk, &page, words).await;
            assert!(list.html.contains(&open) && list.text().contains(PART), "{words}: {}", list.text());
        }
        let ages = leads(&page, "0 sampai 5 hari kerja");
        assert!(ages.contains("tab=tindakan") && !ages.contains("from="), "what is open came in on any day: {ages}");
        // What lists do not narrow by, and what has no unit yet.
        for (by, words) in [("type", "Pengaduan"), ("language", "Bahasa Indonesia"), ("unit", "Belum didisposisi")] {
            let page = desk.get(&format!("/ruang/statistik?{august}&by={by}")).await;
            let list = behind(&mut desk, &page, words).await;
            assert!(list.html.contains(&open) && list.text().contains(PART), "{words}: {}", list.text());
        }
        let page = warga.get(&format!("/statistik?{august}&by=type")).await;
        for words in ["Pengaduan", "Lama verifikasi (jam kerja)"] {
            let list = behind(&mut warga, &page, words).await;
            assert!(list.html.contains(&open) && list.text().contains(PART), "{words}: {}", list.text());
        }
    }

    async fn who_has_no_list_is_led_to_none(store: Store) {
        let town = Town::new(store).await;
        town.publish("Judul", "Isi.").await;
        town.wait(24);
        town.for_the_whole_city("dinsos", lapor_domain::words::Role::Auditor).await;
        let mut desk = town.officer_at_desk("dinsos").await;
        let page = desk.get("/ruang/statistik?from=2025-08-01&to=2025-08-31&by=month").await;
        assert!(page.text().contains("Agustus 2025") && !page.html.contains("/ruang?tab="), "{}", page.text());
        // In the figures for everybody what was not verified has no list either.
        let mut warga = town.warga();
        warga.file("Lampu mati.", &[]).await;
        town.wait(24);
        let page = warga.get("/statistik?from=2025-08-01&to=2025-08-31").await;
        assert!(!page.html.contains("status=not_verified"), "{}", page.html);
    }
}
