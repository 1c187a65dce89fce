//! Proposals at the verification: from the words of the functions first, from the body's own decisions soon.

use axum::http::StatusCode;
use jiff::civil::date;
use lapor_app::{jobs, routing};
use lapor_domain::ids::RouteId;
use lapor_domain::report::event::What;
use lapor_domain::routing::{Proposed, RouteRule, Source};
use lapor_domain::words::ReportType;
use lapor_store::record::entity::Entity;
use lapor_store::routing::Decision;
use lapor_store::{Query, Store, StoreError, Tx, both_engines};
use uuid::Uuid;

use crate::town::{Browser, Seen, Town};

impl Town {
    fn unit_id(&self, slug: &str) -> String {
        self.made.units[&("palangkaraya".to_owned(), slug.to_owned())].to_string()
    }

    /// What is kept as proposed beside the latest verification.
    async fn kept_as_proposed(&self) -> Proposed {
        self.app.order().await.unwrap();
        let decisions = self.app.store().read(Decisions).await.unwrap();
        let mut verified = decisions
            .into_iter()
            .filter_map(|decision| match decision.event.what {
                What::Verified { proposed, .. } => proposed,
                _ => None,
            });
        *verified.next_back().unwrap()
    }

    /// A second goes by: order, jobs, learning.
    async fn a_second(&self) {
        self.app.order().await.unwrap();
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

struct Decisions;

impl Query for Decisions {
    type Output = Vec<Decision>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Decision>, StoreError> {
        Ok(lapor_store::routing::decisions(tx, 0, 100).await.unwrap())
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

    async fn what_may_be_about_an_official_has_nothing_chosen_beforehand(store: Store) {
        let town = Town::new(store).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let text = "Jalan aspal berlubang besar di depan pasar. Oknum petugas minta uang sebelum mau memperbaikinya.";
        let paper = town.warga().file(text, &[]).await;
        let form = coordinator.get(&format!("/ruang/laporan/{}/verify", paper.number)).await;
        assert_ne!(form.checked("supervisory"), "no", "{}", form.text());
        let paper = town.warga().file("Jalan aspal berlubang besar di depan pasar.", &[]).await;
        let form = coordinator.get(&format!("/ruang/laporan/{}/verify", paper.number)).await;
        assert_eq!(form.checked("supervisory"), "no", "{}", form.text());
    }

    async fn type_and_supervision_come_with_their_reasons_and_words_speak_against_too(store: Store) {
        let town = Town::new(store).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let asks = town.warga().file("Mohon informasi jadwal perbaikan jalan aspal di depan pasar.", &[]).await;
        let form = coordinator.get(&format!("/ruang/laporan/{}/verify", asks.number)).await;
        let said = form.text();
        assert!(said.contains("belum terukur") && said.contains("Karena: mohon informasi"), "{said}");
        assert!(said.contains("Tidak ada kata yang menunjuk pada perbuatan petugas"), "{said}");
        let bribe = town.warga().file("Oknum petugas pungli di loket, jalan aspal tidak diperbaiki.", &[]).await;
        let form = coordinator.get(&format!("/ruang/laporan/{}/verify", bribe.number)).await;
        let said = form.text();
        assert!(said.contains("perbuatan petugas (") && said.contains("pungli"), "{said}");
        // What was learnt has words on both sides.
        for n in 0..8 {
            let (text, unit) = match n % 2 {
                0 => (format!("Gapura kampung wisata nomor {n} catnya mengelupas."), "disbudpar"),
                _ => (format!("Lampu kampung nomor {n} padam sejak malam, gelap sekali."), "dishub"),
            };
            let paper = town.warga().file(&text, &[("type", "complaint")]).await;
            town.decide(&mut coordinator, &paper.number, Some(unit)).await;
        }
        for _ in 0..6 {
            let paper = town.warga().file("Gapura kampung wisata catnya mengelupas dan lampu kampung padam.", &[]).await;
            town.decide(&mut coordinator, &paper.number, Some("disbudpar")).await;
        }
        let paper = town.warga().file("Gapura kampung wisata catnya mengelupas, lampu kampung padam.", &[]).await;
        let form = coordinator.get(&format!("/ruang/laporan/{}/verify", paper.number)).await;
        assert!(form.text().contains("Yang melawan: "), "{}", form.text());
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

    async fn three_corrections_are_enough_where_nothing_else_is_known(store: Store) {
        let town = Town::new(store).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        for n in 0..2 {
            let paper = town.warga().file(&format!("Lampu jalan di gang {n} padam sejak kemarin malam."), &[]).await;
            town.decide(&mut coordinator, &paper.number, Some("dishub")).await;
        }
        let text = |n: usize| format!("Gapura kampung wisata nomor {n} catnya mengelupas dan ukirannya lepas.");
        for n in 0..3 {
            let paper = town.warga().file(&text(n), &[]).await;
            town.decide(&mut coordinator, &paper.number, Some("disbudpar")).await;
        }
        let paper = town.warga().file(&text(9), &[]).await;
        let form = coordinator.get(&format!("/ruang/laporan/{}/verify", paper.number)).await;
        assert_eq!(form.checked("lead_pick"), town.unit_id("disbudpar"), "{}", form.text());
    }

    async fn three_corrections_are_enough_where_the_words_said_otherwise(store: Store) {
        let town = Town::new(store).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let text = |n: usize| format!("Jalan aspal berlubang besar di depan rumah nomor {n}, sering membuat motor jatuh.");
        let first = town.warga().file(&text(0), &[]).await;
        let form = coordinator.get(&format!("/ruang/laporan/{}/verify", first.number)).await;
        assert_eq!(form.checked("lead_pick"), town.unit_id("dpupr"));
        town.decide(&mut coordinator, &first.number, Some("disperkimtan")).await;
        for n in 1..3 {
            let paper = town.warga().file(&text(n), &[]).await;
            town.decide(&mut coordinator, &paper.number, Some("disperkimtan")).await;
        }
        let paper = town.warga().file(&text(9), &[]).await;
        let form = coordinator.get(&format!("/ruang/laporan/{}/verify", paper.number)).await;
        assert_eq!(form.checked("lead_pick"), town.unit_id("disperkimtan"), "{}", form.text());
    }

    async fn after_a_verification_the_next_one_is_one_press_away(store: Store) {
        let town = Town::new(store).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let first = town.warga().file("Jalan aspal berlubang besar di depan pasar.", &[]).await;
        town.wait(1);
        let second = town.warga().file("Jalan aspal berlubang kecil di depan sekolah.", &[]).await;
        town.decide(&mut coordinator, &first.number, Some("dpupr")).await;
        let done = coordinator.get(&format!("/ruang/laporan/{}?selesai=verify", first.number)).await;
        let next = format!("/ruang/laporan/{}/verify\" data-next", second.number);
        assert!(done.html.contains(&next), "{}", done.html);
        town.decide(&mut coordinator, &second.number, Some("dpupr")).await;
        let done = coordinator.get(&format!("/ruang/laporan/{}?selesai=verify", second.number)).await;
        assert!(done.text().contains("Tidak ada lagi yang menunggu verifikasi"), "{}", done.text());
    }

    async fn a_rule_is_tried_before_it_is_added_and_ended_later(store: Store) {
        let town = Town::new(store).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let paper = town.warga().file("Jalan aspal berlubang besar di depan pasar.", &[("village", "62.71.03.1002")]).await;
        town.decide(&mut coordinator, &paper.number, Some("dpupr")).await;
        // Later than everything that was installed with the city.
        town.wait(1);
        let unit = town.unit_id("dlh");
        let rule = [("region", "62.71.03"), ("unit", unit.as_str()), ("note", "SK 7/2025")];
        let with = |more: &[(&'static str, &'static str)]| [rule.as_slice(), more].concat();
        let wrong = coordinator.post("/ruang/kelola/rute", &[("region", "Pahandut"), ("unit", &unit), ("do", "try")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text());
        let untried = coordinator.post("/ruang/kelola/rute", &with(&[("do", "add")])).await;
        assert_eq!(untried.status, StatusCode::OK, "it is tried first");
        assert!(untried.text().contains("Dulu ke unit lain 1"), "{}", untried.text());
        assert!(untried.text().contains("Dinas Pekerjaan Umum"), "{}", untried.text());
        let tried = untried.hidden("tried");
        let other = coordinator.post("/ruang/kelola/rute", &[("unit", unit.as_str()), ("do", "add"), ("tried", &tried)]).await;
        assert_eq!(other.status, StatusCode::OK, "what was changed is tried again");
        let mut added = with(&[("do", "add")]);
        added.push(("tried", &tried));
        let added = coordinator.post("/ruang/kelola/rute", &added).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
        let page = coordinator.get("/ruang/kelola/rute").await;
        assert!(page.text().contains("Wilayah 62.71.03") && page.text().contains("SK 7/2025"), "{}", page.text());
        let id = page.hidden("rule");
        let ended = coordinator.post("/ruang/kelola/rute/akhiri", &[("rule", &id)]).await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text());
        let page = coordinator.get("/ruang/kelola/rute").await;
        assert!(page.text().contains("tidak dipakai lagi"), "{}", page.text());
        let history = coordinator.get("/ruang/kelola/riwayat").await;
        assert!(history.text().contains("Rute: ditambah") && history.text().contains("Rute: diubah"), "{}", history.text());
        let mut unit_officer = town.officer_at_desk("dpupr").await;
        assert_eq!(unit_officer.get("/ruang/kelola/rute").await.status, StatusCode::FORBIDDEN);
    }

    async fn a_dry_run_leaves_to_a_narrower_rule_what_is_its(store: Store) {
        let town = Town::new(store).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        for village in ["62.71.03.1002", "62.71.03.1001"] {
            let text = "Jalan aspal berlubang besar di depan pasar.";
            let paper = town.warga().file(text, &[("village", village)]).await;
            town.decide(&mut coordinator, &paper.number, Some("dpupr")).await;
        }
        town.wait(1);
        let rule = RouteRule {
            id: RouteId(Uuid::from_u128(1)), body: town.city(), region: Some("62.71.03.1002".to_owned()), category: None,
            report_type: None, unit: town.made.units[&("palangkaraya".to_owned(), "dlh".to_owned())], valid_from: None,
            valid_to: None, note: String::new(),
        };
        let actor = lapor_domain::report::event::ActorRef::SYSTEM;
        lapor_app::admin::put(&town.app, vec![Entity::Route(rule)], actor).await.unwrap();
        let unit = town.unit_id("satpolpp");
        let fields = [("region", "62.71.03"), ("unit", unit.as_str()), ("note", ""), ("do", "try")];
        let tried = coordinator.post("/ruang/kelola/rute", &fields).await;
        let said = tried.text();
        assert!(said.contains("Dulu ke unit lain 1"), "{said}");
        assert!(said.contains("aturan lain yang lebih sempit atau lebih lama berlaku 1"), "{said}");
    }

    async fn how_good_the_proposals_are_is_seen_by_who_answers_for_them(store: Store) {
        let town = Town::new(store).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let text = |n: usize| format!("Jalan aspal berlubang besar di depan pasar {n}, sering membuat motor jatuh.");
        for n in 0..3 {
            let paper = town.warga().file(&text(n), &[]).await;
            town.decide(&mut coordinator, &paper.number, (n == 2).then_some("dlh")).await;
        }
        let page = coordinator.get("/ruang/rute").await;
        assert_eq!(page.status, StatusCode::OK);
        let said = page.text();
        for words in ["Unit diterima (66,7", "Unit diperbaiki (33,3", "Agustus 2025", "Jalan", "Rp30.000"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        let wrong = coordinator.get("/ruang/rute?from=2025-08-09&to=2025-08-01").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut unit = town.officer_at_desk("dpupr").await;
        assert_eq!(unit.get("/ruang/rute").await.status, StatusCode::FORBIDDEN);
        assert!(!unit.get("/ruang").await.html.contains("/ruang/rute"), "nor is it offered");
    }

    async fn a_rule_of_a_type_speaks_where_no_type_was_ticked(store: Store) {
        let town = Town::new(store).await;
        let unit = town.made.units[&("palangkaraya".to_owned(), "dlh".to_owned())];
        let rule = RouteRule {
            id: RouteId(Uuid::from_u128(1)), body: town.city(), region: None, category: None,
            report_type: Some(ReportType::Information), unit, valid_from: None, valid_to: None, note: "SK 9".to_owned(),
        };
        let actor = lapor_domain::report::event::ActorRef::SYSTEM;
        lapor_app::admin::put(&town.app, vec![Entity::Route(rule)], actor).await.unwrap();
        let asks = town.warga().file("Mohon informasi jadwal perbaikan jalan aspal di depan pasar.", &[]).await;
        let complains = town.warga().file("Jalan aspal berlubang besar di depan pasar.", &[]).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let form = coordinator.get(&format!("/ruang/laporan/{}/verify", asks.number)).await;
        assert_eq!(form.checked("type"), "information", "{}", form.text());
        assert_eq!(form.checked("lead_pick"), unit.to_string(), "{}", form.text());
        let form = coordinator.get(&format!("/ruang/laporan/{}/verify", complains.number)).await;
        assert_eq!(form.checked("lead_pick"), town.unit_id("dpupr"));
    }

    async fn what_is_kept_as_proposed_is_what_was_shown(store: Store) {
        let town = Town::new(store).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let paper = town.warga().file("Jalan aspal berlubang besar di depan pasar.", &[]).await;
        let other = town.warga().file("Jalan aspal berlubang besar di depan sekolah.", &[]).await;
        let page = format!("/ruang/laporan/{}/verify", paper.number);
        let form = coordinator.get(&page).await;
        assert_eq!(form.checked("lead_pick"), town.unit_id("dpupr"));
        // While it lies open, a rule comes into force.
        town.wait(1);
        let rule = RouteRule {
            id: RouteId(Uuid::from_u128(1)), body: town.city(), region: None, category: None, report_type: None,
            unit: town.made.units[&("palangkaraya".to_owned(), "dlh".to_owned())], valid_from: None, valid_to: None,
            note: "SK 9".to_owned(),
        };
        let actor = lapor_domain::report::event::ActorRef::SYSTEM;
        lapor_app::admin::put(&town.app, vec![Entity::Route(rule)], actor).await.unwrap();
        let send = |form: &Seen, shown: String| {
            let category = town.made.categories["jalan-rusak"].to_string();
            let lead = town.unit_id("dpupr");
            [
                ("seq", form.hidden("seq")), ("type", "complaint".into()), ("supervisory", "no".into()),
                ("category", category), ("lead", lead), ("release", "no".into()), ("title_final", "Laporan".into()),
                ("text_final", "Laporan.".into()), ("proposed", shown),
            ]
        };
        let fields = send(&form, form.hidden("proposed"));
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        let taken = coordinator.post(&page, &fields).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
        let kept = town.kept_as_proposed().await;
        assert_ne!(kept.source, Source::Rule);
        assert_eq!(kept.lead.map(|lead| lead.to_string()), Some(town.unit_id("dpupr")));
        // What was shown for one report is not what was shown for another.
        let page = format!("/ruang/laporan/{}/verify", other.number);
        let second = coordinator.get(&page).await;
        let fields = send(&second, form.hidden("proposed"));
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        let taken = coordinator.post(&page, &fields).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
        assert_eq!(town.kept_as_proposed().await.source, Source::Rule);
    }

    async fn a_corrected_category_brings_the_unit_of_its_rule(store: Store) {
        let town = Town::new(store).await;
        let waste = town.made.categories["sampah-liar"];
        let rule = RouteRule {
            id: RouteId(Uuid::from_u128(1)), body: town.city(), region: None, category: Some(waste), report_type: None,
            unit: town.made.units[&("palangkaraya".to_owned(), "satpolpp".to_owned())], valid_from: None, valid_to: None,
            note: "SK 9".to_owned(),
        };
        let actor = lapor_domain::report::event::ActorRef::SYSTEM;
        lapor_app::admin::put(&town.app, vec![Entity::Route(rule)], actor).await.unwrap();
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let (waste, roads) = (waste.to_string(), town.made.categories["drainase"].to_string());
        let (ruled, proposed) = (town.unit_id("satpolpp"), town.unit_id("dpupr"));
        // By the rule, by the unit that was asked about and kept, and where no rule speaks.
        for (category, kept) in [(&waste, &ruled), (&waste, &proposed), (&roads, &proposed)] {
            let paper = town.warga().file("Jalan aspal berlubang besar di depan pasar.", &[]).await;
            let page = format!("/ruang/laporan/{}/verify", paper.number);
            let form = coordinator.get(&page).await;
            assert_eq!(form.checked("lead_pick"), proposed);
            let (seq, shown) = (form.hidden("seq"), form.hidden("proposed"));
            let mut fields = vec![
                ("seq", seq.as_str()), ("type", "complaint"), ("supervisory", "no"), ("category", category),
                ("lead_pick", &proposed), ("release", "no"), ("title_final", "Laporan"), ("text_final", "Laporan."),
                ("proposed", &shown),
            ];
            let first = coordinator.post(&page, &fields).await;
            if category == &roads {
                assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
                continue;
            }
            assert_eq!(first.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", first.text());
            assert!(first.text().contains("ada aturan yang menunjuk unit ini"), "{}", first.text());
            assert!(first.html.contains(&format!("<option value=\"{ruled}\" selected")), "{}", first.html);
            let (seen, shown) = (first.hidden("rule_seen"), first.hidden("proposed"));
            fields.retain(|(name, _)| !["lead_pick", "proposed"].contains(name));
            fields.extend([("rule_seen", seen.as_str()), ("lead", kept), ("proposed", &shown)]);
            let second = coordinator.post(&page, &fields).await;
            assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.text());
        }
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
