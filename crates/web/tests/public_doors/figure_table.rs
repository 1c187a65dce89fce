//! Any measures by any breakdown, for officers.

use axum::http::StatusCode;
use lapor_domain::agency::Grant;
use lapor_domain::api_key::Scope;
use lapor_domain::words::Role;
use lapor_store::{Store, both_engines};

use crate::town::{Browser, Seen, Town};

const PAGE: &str = "/ruang/statistik/ukuran";
const YEAR: &str = "from=2025-01-01&to=2025-12-31";

async fn asked(browser: &mut Browser, query: &str) -> Seen {
    browser.get(&format!("{PAGE}?{query}")).await
}

/// The row of a table whose name is `label`.
fn row(page: &Seen, label: &str) -> String {
    let table = page
        .html
        .split("aria-labelledby=\"tabel\"")
        .last()
        .unwrap_or_default();
    let rows = table
        .split("<tr")
        .filter(|row| row.contains("scope=\"row\""));
    let mut rows = rows.filter(|row| row.contains(label));
    let row = rows
        .next()
        .unwrap_or_else(|| panic!("no row {label}: {}", page.text()));
    row.split("</tr>").next().unwrap_or_default().to_owned()
}

both_engines! {
    async fn an_officer_picks_measures_a_breakdown_and_filters(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        for n in 0..3 {
            let report = town.by_number(&warga.file("Jalan berlubang.", &[]).await.number).await;
            if n < 2 {
                town.verify(report, false).await;
            }
        }
        town.wait(24);
        let unit = town.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())];
        let name = town.app.rules().directory.units[&unit].name.clone();
        let mut desk = town.officer_at_desk("koordinator").await;
        for page in ["/ruang/statistik", "/ruang/dasbor"] {
            let seen = desk.get(page).await;
            assert!(seen.html.contains("/ruang/statistik/ukuran"), "{page}: {}", seen.text());
        }
        // Nothing chosen yet: the usual, with every measure and breakdown to choose.
        let page = asked(&mut desk, "").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        for measure in lapor_domain::figures::CATALOGUE {
            assert!(page.html.contains(&format!("name=\"measures\" value=\"{}\"", measure.id)), "{}", measure.id);
        }
        for by in lapor_store::figures::Dimension::ALL {
            assert!(page.html.contains(&format!("<option value=\"{}\"", by.as_str())), "{by:?}");
        }
        assert!(row(&page, &name).contains(">2</a>"), "{}", row(&page, &name));

        let query = format!("sent=1&{YEAR}&by=unit&measures=received&measures=refusal_rate&measures=dwell_received&compare=yes");
        let page = asked(&mut desk, &query).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        let of_unit = row(&page, &name);
        // A share of two proves nothing; the list behind it holds more than it counts.
        assert!(of_unit.contains("0 dari 2; terlalu sedikit untuk disimpulkan"), "{of_unit}");
        assert!(of_unit.contains(&format!("unit={unit}")) && of_unit.contains("of=more"), "{of_unit}");
        assert!(row(&page, "Belum didisposisi").contains(">1</a>"), "{}", page.text());
        for words in ["Penolakan unit dibagi disposisi kepadanya", "Masa sebelumnya: 1 Januari 2024", "Angka ini menurut catatan peristiwa", "Kebijakan layanan yang berlaku"] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        let csv = asked(&mut desk, &format!("{query}&format=csv")).await;
        assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
        assert!(csv.html.starts_with("key,label,from,to,as_of,position,received,refusal_rate_part"), "{}", csv.html);
        assert!(page.html.contains("format=csv") && page.html.contains("format=json"));

        // One filter and one breakdown at once; what is open has no period.
        let page = asked(&mut desk, &format!("measures=open,overdue_share&by=category&type=complaint&unit={unit}&{YEAR}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert!(row(&page, "Jumlah semua").contains(">2</a>"), "{}", row(&page, "Jumlah semua"));
        assert!(page.html.contains("value=\"complaint\" selected"), "{}", page.html);
    }

    async fn what_cannot_be_asked_says_what_to_mend_and_keeps_the_rest(store: Store) {
        let town = Town::new(store).await;
        town.warga().file("Jalan berlubang.", &[]).await;
        town.wait(24);
        let mut desk = town.officer_at_desk("koordinator").await;
        for (query, words) in [
            ("sent=1", "Pilih paling sedikit satu ukuran"),
            ("measures=kucing", "Ukuran “kucing” tidak dikenal"),
            ("measures=received,open", "menghitung hal yang berbeda"),
            ("measures=open&by=month", "tidak dapat dirinci menurut bulan"),
            ("measures=received&by=officer", "hanya untuk kejadian dalam periode"),
            ("measures=received&by=kucing", "Pilih rincian dari daftar"),
            ("measures=received&from=kemarin", "Tulis tanggal sebagai"),
            ("measures=received&from=2150-01-01&to=2150-12-31", "belum tiba"),
            ("measures=received&from=2025-01-01&to=2025-01-31&as_of=1995-01-01", "belum ada laporan yang tercatat"),
            ("measures=received&as_of=2199-01-01", "tidak boleh di masa depan"),
            ("measures=received&by=day&from=2015-01-01&to=2025-12-31", "terlalu panjang"),
            ("measures=received&unit=kucing", "Pilih dari daftar, atau kosongkan"),
            ("measures=received&region=99.99", "Pilih dari daftar, atau kosongkan"),
            ("measures=received&channel=kucing", "Pilih dari daftar, atau kosongkan"),
        ] {
            let page = asked(&mut desk, query).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}: {}", page.text());
            assert!(page.text().contains(words), "{query}: {}", page.text());
            assert!(!page.html.contains("id=\"tabel\""), "{query}: no table of another question");
        }
        let page = asked(&mut desk, "measures=received&measures=open&from=kemarin&to=2025-03-04&by=channel&compare=yes").await;
        for kept in [
            "value=\"received\" checked", "value=\"open\" checked", "value=\"kemarin\"", "value=\"2025-03-04\"",
            "value=\"channel\" selected", "value=\"yes\" checked",
        ] {
            assert!(page.html.contains(kept), "{kept}: {}", page.html);
        }
        // The message leads to the field, and stands there.
        assert!(page.html.contains("href=\"#ukuran-from\"") && page.html.contains("id=\"ukuran-from-err\""), "{}", page.html);
        let mixed = asked(&mut desk, "measures=received,open").await;
        assert!(mixed.html.contains("href=\"#ukuran-measures\"") && mixed.html.contains("id=\"ukuran-measures\""), "{}", mixed.html);
    }

    async fn what_single_officers_did_stays_with_who_leads_the_body(store: Store) {
        let town = Town::new(store).await;
        let report = town.by_number(&town.warga().file("Jalan berlubang.", &[]).await.number).await;
        town.verify(report, false).await;
        town.wait(24);
        let deeds = format!("measures=officer_deeds&by=officer&{YEAR}");
        let officer = town.app.rules().directory.officers[&town.officer("koordinator")].clone();
        let page = asked(&mut town.officer_at_desk("koordinator").await, &deeds).await;
        assert!(row(&page, &officer.name).contains('1'), "{}", page.text());
        // A unit's officer, and who watches who looks: neither is offered it nor told.
        for slug in ["dpupr", "auditor"] {
            let mut desk = town.officer_at_desk(slug).await;
            let page = asked(&mut desk, "").await;
            assert_eq!(page.status, StatusCode::OK, "{slug}: {}", page.text());
            assert!(!page.html.contains("value=\"officer\"") && !page.html.contains("value=\"officer_deeds\""), "{slug}");
            for query in [deeds.as_str(), "measures=officers_active", "measures=flow_closed&by=officer", "measures=officers_active&from=x"] {
                assert_eq!(asked(&mut desk, query).await.status, StatusCode::FORBIDDEN, "{slug}: {query}");
            }
        }
        // The right of one body tells nothing of the officers of another.
        let grant = |role, body: &str| Grant { role, body: town.made.bodies[body], node: None };
        let both = lapor_domain::agency::Officer {
            grants: vec![grant(Role::Auditor, "palangkaraya"), grant(Role::Coordinator, "kalteng")],
            ..town.app.rules().directory.officers[&town.officer("dinsos")].clone()
        };
        town.put_officer(both).await;
        let mut desk = town.officer_at_desk("dinsos").await;
        assert_eq!(asked(&mut desk, &format!("measures=received&{YEAR}")).await.status, StatusCode::OK);
        assert_eq!(asked(&mut desk, &deeds).await.status, StatusCode::FORBIDDEN);
        let program = town.program_with(&[Scope::Stats], Some("dinsos")).await;
        assert_eq!(program.get(&format!("/figures?{deeds}")).await.expect(403).code(), "not_permitted");
        // Who keeps the program only has no figures, and nobody else has the page.
        town.for_the_whole_city("dinsos", Role::Administrator).await;
        assert_eq!(asked(&mut town.officer_at_desk("dinsos").await, "").await.status, StatusCode::FORBIDDEN);
        assert_eq!(asked(&mut town.warga(), "").await.status, StatusCode::SEE_OTHER);
    }

    async fn a_filter_leads_out_of_no_scope(store: Store) {
        let town = Town::new(store).await;
        let report = town.by_number(&town.warga().file("Jalan berlubang.", &[]).await.number).await;
        town.verify(report, false).await;
        town.wait(24);
        let unit = town.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())];
        let query = format!("measures=received&unit={unit}&{YEAR}");
        let page = asked(&mut town.officer_at_desk("dpupr").await, &query).await;
        assert!(page.html.contains(">1</a>"), "{}", page.text());
        let mut other = town.officer_at_desk("dinsos").await;
        let page = asked(&mut other, &query).await;
        assert!(!page.html.contains(">1</a>"), "{}", page.text());
        // What another unit has is not offered either.
        assert!(!page.html.contains(&format!("<option value=\"{unit}\"")), "{}", page.html);
    }
}
