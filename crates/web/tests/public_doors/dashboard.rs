//! What a leader sees in the morning, and one chart in the frame of another site.

use axum::http::StatusCode;
use lapor_domain::words::Role;
use lapor_store::{Store, both_engines};

use crate::town::{Seen, Town};

/// A count of the dashboard by its word, whether it leads to a list or not.
fn count(seen: &Seen, word: &str) -> String {
    let after = |mark: String| seen.html.split(&mark).nth(1);
    let after = after(format!("{word}</a>")).or_else(|| after(format!("<dt>{word}")));
    let count = after.and_then(|rest| rest.split("<dd>").nth(1));
    let count = count.and_then(|rest| rest.split("</dd>").next());
    count.unwrap_or("none").to_owned()
}

fn header(seen: &Seen, name: &str) -> String {
    let value = seen.headers.get(name).map(|value| value.to_str().unwrap());
    value.unwrap_or_default().to_owned()
}

both_engines! {
    async fn the_dashboard_counts_what_waits_in_the_readers_scope(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        for n in 0..3 {
            let report = town.by_number(&warga.file("Jalan berlubang.", &[]).await.number).await;
            if n < 2 {
                town.verify(report, false).await;
            }
        }
        let about = warga.file("Petugas meminta uang.", &[("supervisory", "1")]).await;
        town.verify_as(town.by_number(&about.number).await, false, true).await;
        town.wait(24 * 60);
        town.for_the_whole_city("dinsos", Role::Leader).await;
        let page = town.officer_at_desk("dinsos").await.get("/ruang/dasbor").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert_eq!(count(&page, "Terlambat"), "4", "{}", page.text());
        assert_eq!(count(&page, "Belum diverifikasi"), "1", "{}", page.text());
        assert!(page.html.contains("tab=terlambat&#38;unit=") || page.html.contains("tab=terlambat&amp;unit="), "{}", page.html);
        let units = page.html.split("id=\"unit-unit\"").nth(1).unwrap();
        assert!(units.contains("Belum didisposisi"), "what has no unit yet is told too: {units}");
        assert!(page.html.contains("id=\"grafik-bulan\"") && page.html.contains("role=\"group\""), "{}", page.text());
        // What a list holds beside what was counted, or may not show of it, is said there.
        let mut leader = town.officer_at_desk("dinsos").await;
        for (address, words) in [
            ("/ruang?tab=terlambat&of=now", "hanya memuat laporan yang boleh Anda buka"),
            ("/ruang?tab=tindakan&of=more", "hanya sebagian dari daftar ini"),
        ] {
            assert!(leader.get(address).await.text().contains(words), "{address}");
        }
        assert!(!leader.get("/ruang?tab=terlambat").await.text().contains("hanya memuat laporan"));
        // Berkadar pengawasan are counted with the right alone.
        town.for_the_whole_city("dinsos", Role::Auditor).await;
        let page = town.officer_at_desk("dinsos").await.get("/ruang/dasbor").await;
        assert_eq!(count(&page, "Terlambat"), "3", "{}", page.text());
        assert!(!page.html.contains("/ruang?tab="), "who has no list is led to none: {}", page.html);
        // A unit's officer sees what the unit leads.
        let page = town.officer_at_desk("dpupr").await.get("/ruang/dasbor").await;
        assert_eq!(count(&page, "Terlambat"), "2", "{}", page.text());
        assert_eq!(count(&page, "Belum diverifikasi"), "0");
        // Nobody else has one.
        let refused = warga.get("/ruang/dasbor").await;
        assert_eq!(refused.status, StatusCode::SEE_OTHER);
    }

    async fn the_units_come_to_all_that_waits(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        let late = town.by_number(&warga.file("Jalan berlubang.", &[]).await.number).await;
        town.verify(late, false).await;
        town.wait(24 * 60);
        warga.file("Lampu mati.", &[]).await;
        let page = town.officer_at_desk("koordinator").await.get("/ruang/dasbor").await;
        assert_eq!(count(&page, "Menunggu tindakan"), "2", "{}", page.text());
        let table = page.html.split("<caption>Menurut unit").nth(1).and_then(|rest| rest.split("</table>").next()).unwrap();
        assert!(table.contains("Belum didisposisi") && table.matches("<tr").count() == 3, "{table}");
    }

    async fn a_chart_may_stand_in_any_frame_and_no_page_may(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        for _ in 0..6 {
            warga.file("Jalan berlubang.", &[]).await;
        }
        town.wait(24);
        let page = warga.get("/statistik").await;
        assert_eq!(header(&page, "x-frame-options"), "DENY");
        assert!(page.html.contains("id=\"grafik-keadaan\"") && !page.html.contains("style=\""), "{}", page.html);
        for (name, kind) in [("svg", "image/svg+xml"), ("png", "image/png"), ("html", "text/html; charset=utf-8")] {
            let seen = warga.get(&format!("/statistik/grafik/keadaan.{name}")).await;
            assert_eq!((seen.status, header(&seen, "content-type").as_str()), (StatusCode::OK, kind));
            assert_eq!(header(&seen, "x-frame-options"), "", "{name}");
            assert!(header(&seen, "content-security-policy").contains("frame-ancestors *"), "{name}");
            assert_eq!(header(&seen, "cache-control"), "public, max-age=3600");
        }
        let drawing = warga.get("/statistik/grafik/keadaan.svg").await.html;
        assert!(drawing.contains("Belum diverifikasi: 6 (100,0") && drawing.contains("Sumber: LAPOR!"), "{drawing}");
        assert!(!drawing.contains("<a href") && !drawing.contains("class=\"g-f-"), "{drawing}");
        // The same day and question are read once: what comes in today is not yet in it.
        warga.file("Lampu mati.", &[]).await;
        assert_eq!(warga.get("/statistik/grafik/keadaan.svg").await.html, drawing);
        assert_eq!(warga.get("/statistik/grafik/lain.svg").await.status, StatusCode::NOT_FOUND);
        let refused = warga.get("/statistik/grafik/keadaan.svg?from=2025-09-01&to=2025-01-01").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(header(&refused, "x-frame-options"), "DENY");
    }
}
