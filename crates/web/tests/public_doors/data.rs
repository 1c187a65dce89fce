//! Open data: a year's released reports as a file.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use lapor_app::snapshot::{Format, Snapshot};
use lapor_domain::report::command::Command;
use lapor_store::{Store, both_engines};
use serde_json::Value;

use crate::open311::{Back, call};
use crate::town::Town;

const COLUMNS: &str = "service_request_id,requested_datetime,updated_datetime,closed_date,status_description,status_notes,source,service_name,service_subtype,description,agency_responsible,address,lat,long\r\n";

async fn get(town: &Town, path: &str) -> Back {
    let path = format!("/b/palangkaraya{path}");
    call(town, Method::GET, &path, &[], Body::empty()).await
}

both_engines! {
    async fn a_file_has_what_everybody_may_see_in_a_fixed_order(store: Store) {
        let town = Town::new(store).await;
        let first = town.publish("Judul", "=cmd|' /C calc'!A0, \"kutip\"\r\nbaris kedua").await;
        town.wait(1);
        let second = town.publish("Judul", "+62 812, -1").await;
        let mut warga = town.warga();
        warga.file("Rahasia sekali.", &[("secret", "1")]).await;
        warga.file("Belum diperiksa.", &[]).await;
        let report = town.by_number(&second).await;
        town.answer(report, "Sedang kami ukur.").await;
        assert!(!get(&town, "/data/2025.csv").await.headers.contains_key("etag"), "too fresh to have a version that lasts");
        town.wait(1);
        let csv = get(&town, "/data/2025.csv").await;
        assert_eq!(csv.status, StatusCode::OK);
        assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8; header=present");
        assert_eq!(csv.headers["content-disposition"], "attachment; filename=\"lapor-palangkaraya-2025.csv\"");
        let rows = csv.body.strip_prefix(COLUMNS).unwrap();
        assert!(rows.starts_with(&format!("{first},2025-08-01T10:00:00+07:00,")), "{rows}");
        assert!(rows.contains("\"'=cmd|' /C calc'!A0, \"\"kutip\"\"\nbaris kedua\"") || rows.contains("\"'=cmd|' /C calc'!A0, \"\"kutip\"\"\r\nbaris kedua\""), "{rows}");
        assert!(rows.contains("\"'+62 812, -1\"") && rows.contains("Sedang kami ukur."), "{rows}");
        for hidden in ["Rahasia", "Belum diperiksa", "Tulisan asli", "Warga Contoh"] {
            assert!(!csv.body.contains(hidden), "{hidden}");
        }
        let marked = get(&town, "/data/2025.csv?bom=1").await;
        assert_eq!(marked.body, format!("\u{FEFF}{}", csv.body));
        let json = get(&town, "/data/2025.json").await;
        assert_eq!(json.headers["content-type"], "application/json");
        let all: Value = serde_json::from_str(&json.body).unwrap();
        assert_eq!(all.as_array().unwrap().len(), 2);
        assert_eq!(all[1]["status_notes"], "Sedang kami ukur.");
        assert_eq!(all[0]["lat"], Value::Null);
        let order: Vec<usize> = COLUMNS.trim().split(',').map(|name| json.body.find(&format!("\"{name}\"")).unwrap()).collect();
        assert!(order.is_sorted(), "members stand in the order of the columns");
        let page = town.warga().get("/data").await;
        assert!(page.text().contains("2025 2 laporan") && page.text().contains("CC BY 4.0"), "{}", page.text());
        // What is withdrawn is gone from the next answer.
        let tag = csv.headers["etag"].to_str().unwrap().to_owned();
        let again = call(&town, Method::GET, "/b/palangkaraya/data/2025.csv", &[("if-none-match", &tag)], Body::empty()).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        town.shut(&first).await;
        let again = call(&town, Method::GET, "/b/palangkaraya/data/2025.csv", &[("if-none-match", &tag)], Body::empty()).await;
        assert_eq!(again.status, StatusCode::OK);
        assert!(!again.body.contains(&first) && again.body.contains(&second));
    }

    async fn files_that_are_not_there(store: Store) {
        let town = Town::new(store).await;
        assert!(town.warga().get("/data").await.text().contains("Belum ada laporan"));
        town.publish("Judul", "Isi.").await;
        for name in ["2024.csv", "2025.xml", "2025", "x.csv", "99999.json", "..csv", "2025.csv.json"] {
            assert_eq!(get(&town, &format!("/data/{name}")).await.status, StatusCode::NOT_FOUND, "{name}");
        }
        // Pages of nobody in particular lead to those of each body.
        let all = call(&town, Method::GET, "/data", &[], Body::empty()).await;
        assert!(all.body.contains("/b/palangkaraya/data"), "{}", all.body);
    }

    async fn a_year_is_read_in_stretches_and_each_report_stands_once(store: Store) {
        let town = Town::new(store).await;
        let mut warga = town.warga();
        warga.address = "203.0.113.8:1".parse().unwrap();
        let mut numbers = Vec::new();
        for n in 0..260_u32 {
            let mut key = [0; 16];
            key[..4].copy_from_slice(&n.to_be_bytes());
            let filing = lapor_app::report::filing::Filing {
                body: Some(town.city()),
                text: format!("Jalan rusak nomor {n}"),
                ..Default::default()
            };
            let actor = lapor_domain::report::permit::Actor::Reporter;
            let filed = lapor_app::report::receive::receive(&town.app, actor, "web", key, filing, vec![]).await.unwrap();
            town.verify(filed.report, n % 26 != 0).await;
            if n % 26 != 0 {
                numbers.push(filed.tracking.to_string());
            }
            if n % 50 == 0 {
                town.give("koordinator", filed.report, |_| Command::SetPriority { priority: lapor_domain::words::Priority::High }).await.unwrap();
            }
        }
        let mut snapshot = Snapshot::new(&town.app, town.city(), 2025, Format::Csv { marked: false });
        let (mut pieces, mut text) = (0, String::new());
        while let Some(piece) = snapshot.piece().await.unwrap() {
            pieces += 1;
            text.push_str(&piece);
        }
        assert_eq!(snapshot.rows(), 250);
        assert!(pieces >= 4, "head, two stretches, tail");
        let mut found: Vec<String> = text.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect();
        found.sort();
        numbers.sort();
        assert_eq!(found, numbers);
        assert_eq!(get(&town, "/data/2025.csv").await.body, text);
    }

    async fn snapshots_are_offered_whole_with_a_catalogue(store: Store) {
        let town = Town::new(store).await;
        assert_eq!(get(&town, "/data/terbuka/2025/laporan.csv").await.status, StatusCode::NOT_FOUND);
        let mut numbers = Vec::new();
        for _ in 0..6 {
            numbers.push(town.publish("Judul", "Isi.").await);
        }
        lapor_app::open_data::round(&town.app).await.unwrap();
        let page = town.warga().get("/data").await;
        assert!(page.text().contains("Dua belas bulan terakhir") && page.text().contains("6 laporan"), "{}", page.text());
        for (name, kind) in [
            ("laporan.csv", "text/csv; charset=utf-8; header=present"),
            ("laporan.json", "application/json"),
            ("laporan.geojson", "application/geo+json"),
            ("kamus-data.html", "text/html; charset=utf-8"),
            ("SHA256SUMS", "text/plain; charset=utf-8"),
        ] {
            let file = get(&town, &format!("/data/terbuka/2025/{name}")).await;
            assert_eq!((file.status, file.headers["content-type"].to_str().unwrap()), (StatusCode::OK, kind), "{name}");
            assert!(!file.body.is_empty() && numbers.iter().all(|number| !file.body.contains(number)), "{name}");
        }
        let csv = get(&town, "/data/terbuka/12-bulan/laporan.csv").await;
        assert_eq!(csv.body.lines().count(), 7);
        assert_eq!(csv.headers["content-disposition"], "attachment; filename=\"laporan-palangkaraya-12-bulan.csv\"");
        let tag = csv.headers["etag"].to_str().unwrap().to_owned();
        let again = call(&town, Method::GET, "/b/palangkaraya/data/terbuka/12-bulan/laporan.csv", &[("if-none-match", &tag)], Body::empty()).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        for path in ["terbuka/2024/laporan.csv", "terbuka/2025/manifest.json", "terbuka/2025/..%2F2025.json", "terbuka/x/laporan.csv"] {
            assert_eq!(get(&town, &format!("/data/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let turtle = get(&town, "/data/katalog.ttl").await;
        assert_eq!(turtle.headers["content-type"], "text/turtle; charset=utf-8");
        let sum = tag.trim_matches('"');
        assert!(turtle.body.contains(sum) && turtle.body.contains("dcat:Catalog"), "{}", turtle.body);
        let json = get(&town, "/data/katalog.jsonld").await;
        assert!(serde_json::from_str::<Value>(&json.body).unwrap()["dcat:dataset"].is_array());
        assert_eq!(call(&town, Method::GET, "/data/katalog.ttl", &[], Body::empty()).await.status, StatusCode::NOT_FOUND);
    }
}
