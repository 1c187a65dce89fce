//! Proposals at the verification: from the words of the functions first, from the body's own decisions soon.

use axum::http::StatusCode;
use jiff::civil::date;
use lapor_app::{jobs, routing};
use lapor_domain::ids::RouteId;
use lapor_domain::routing::RouteRule;
use lapor_store::record::entity::Entity;
use lapor_store::sequencer::{BATCH, Sequence};
use lapor_store::{Store, both_engines};
use uuid::Uuid;

use crate::town::{Browser, Town};

impl Town {
    fn unit_id(&self, slug: &str) -> String {
        self.made.units[&("palangkaraya".to_owned(), slug.to_owned())].to_string()
    }

    /// A second goes by: order, jobs, learning.
    async fn a_second(&self) {
        let turn = Sequence {
            me: Uuid::from_u128(7),
            now: self.app.now(),
            limit: BATCH,
        };
        self.app.store().run(turn).await.unwrap();
        jobs::round(&self.app).await.unwrap();
    }

    /// Verifies by taking what is proposed, or by choosing a unit.
    async fn decide(&self, officer: &mut Browser, number: &str, unit: Option<&str>) {
        let page = format!("/ruang/laporan/{number}");
        let form = officer.get(&format!("{page}/verify")).await;
        let seq = form.hidden("seq");
        let category = self.made.categories["jalan-rusak"].to_string();
        let proposed = form.checked("lead_pick");
        let lead = unit.map_or(proposed, |slug| self.unit_id(slug));
        let fields = [
            ("seq", seq.as_str()),
            ("type", "complaint"),
            ("supervisory", "no"),
            ("category", &category),
            ("lead", &lead),
            ("release", "no"),
            ("title_final", "Laporan"),
            ("text_final", "Laporan."),
        ];
        let taken = officer.post(&format!("{page}/verify"), &fields).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
        self.a_second().await;
    }
}

both_engines! {
    async fn before_anything_was_learnt_the_words_of_the_functions_speak(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Jalan aspal berlubang besar di depan pasar, sering membuat motor jatuh.", &[]).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let form = coordinator.get(&format!("/ruang/laporan/{}/verify", paper.number)).await;
        assert_eq!(form.checked("lead_pick"), town.unit_id("dpupr"), "{}", form.text());
        assert!(form.text().contains("Dari kata-kata urusan pemerintahan"), "{}", form.text());
        let silent = town.warga().file("zxqv wkpl mmnn", &[]).await;
        let form = coordinator.get(&format!("/ruang/laporan/{}/verify", silent.number)).await;
        assert_eq!(form.checked("lead_pick"), "", "it does not pretend to know: {}", form.text());
    }

    async fn what_officers_decide_is_proposed_right_afterwards(store: Store) {
        let town = Town::new(store).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        // No word of any function: only decisions teach it.
        let text = |n: usize| format!("Gapura kampung wisata Pahandut nomor {n} catnya mengelupas dan ukirannya lepas.");
        for n in 0..12 {
            let paper = town.warga().file(&text(n), &[]).await;
            town.decide(&mut coordinator, &paper.number, Some("disbudpar")).await;
        }
        let paper = town.warga().file(&text(99), &[]).await;
        let form = coordinator.get(&format!("/ruang/laporan/{}/verify", paper.number)).await;
        assert_eq!(form.hidden("lead_pick"), town.unit_id("disbudpar"), "the first: {}", form.text());
        let day = |d| date(2025, 8, d);
        let quality = routing::quality(&town.app, town.city(), day(1), day(31)).await.unwrap();
        assert_eq!(quality.total.asked, 12);
        assert!(quality.total.corrected + quality.total.abstained >= 1, "{quality:?}");
    }

    async fn a_rule_goes_before_all_learning(store: Store) {
        let town = Town::new(store).await;
        let unit = town.made.units[&("palangkaraya".to_owned(), "dlh".to_owned())];
        let rule = RouteRule {
            id: RouteId(Uuid::from_u128(1)), body: town.city(), region: Some("62.71.03".to_owned()), category: None,
            report_type: None, unit, valid_from: None, valid_to: None, note: "SK Wali Kota contoh".to_owned(),
        };
        let actor = lapor_domain::report::event::ActorRef::SYSTEM;
        lapor_app::admin::put(&town.app, vec![Entity::Route(rule)], actor).await.unwrap();
        let text = "Jalan aspal berlubang besar di depan pasar.";
        let there = town.warga().file(text, &[("village", "62.71.03.1002")]).await;
        let elsewhere = town.warga().file(text, &[]).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let form = coordinator.get(&format!("/ruang/laporan/{}/verify", there.number)).await;
        assert_eq!(form.checked("lead_pick"), unit.to_string());
        assert!(form.text().contains("SK Wali Kota contoh"), "{}", form.text());
        let form = coordinator.get(&format!("/ruang/laporan/{}/verify", elsewhere.number)).await;
        assert_eq!(form.checked("lead_pick"), town.unit_id("dpupr"));
    }
}
