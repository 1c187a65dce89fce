//! Figures: what officers may count, and what anyone may.

use axum::http::StatusCode;
use lapor_domain::words::Role;
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
}
