//! Action plans on pages: raised by a coordinator, carried out by a unit, read by anyone.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use jiff::civil::date;
use lapor_app::{admin, plans};
use lapor_domain::ids::ProposalId;
use lapor_domain::plan::{Finding, Proposal, ReportSet};
use lapor_domain::report::event::ActorRef;
use lapor_domain::tracking::TrackingNo;
use lapor_store::record::entity::Entity;
use lapor_store::{Store, both_engines};

use crate::open311::call;
use crate::town::{Browser, Seen, Town};

/// Sends the form of a new plan with some fields otherwise.
async fn raise(town: &Town, browser: &mut Browser, change: &[(&'static str, &str)]) -> Seen {
    let unit = town.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())].to_string();
    let mut fields = vec![
        ("title", "Jalan Pahandut".to_owned()),
        ("origin", "cause".to_owned()),
        (
            "cause",
            "Drainase tersumbat sehingga aspal cepat rusak.".to_owned(),
        ),
        ("unit", unit.clone()),
        ("owner", unit),
        (
            "promise",
            "Membersihkan drainase di enam ruas jalan.".to_owned(),
        ),
        ("due", "2025-10-31".to_owned()),
        ("budget", "Pemeliharaan rutin".to_owned()),
        ("measure", "on_time_resolution".to_owned()),
        ("target", "80,5".to_owned()),
        ("span", "1".to_owned()),
        ("span_in", "months".to_owned()),
        ("public", "yes".to_owned()),
    ];
    for (name, value) in change {
        fields.retain(|(field, _)| field != name);
        fields.push((name, (*value).to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    browser.post("/ruang/rencana/baru", &fields).await
}

both_engines! {
    async fn a_plan_goes_its_way_over_the_pages(store: Store) {
        let town = Town::new(store).await;
        let number = town.publish("Judul", "Jalan berlubang.").await;
        town.wait(48);
        let mut coordinator = town.officer_at_desk("koordinator").await;
        assert!(coordinator.get("/ruang/rencana").await.text().contains("Belum ada rencana aksi"));
        let form = coordinator.get("/ruang/rencana/baru?from=late_unit&numbers=123").await;
        assert_eq!(form.status, StatusCode::OK, "{}", form.text());
        assert_eq!(form.checked("origin"), "late_unit");
        // A filter of the inbox becomes the set.
        let unit = town.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())].to_string();
        let inbox = coordinator.get(&format!("/ruang?unit={unit}")).await;
        let (_, rest) = inbox.html.split_once("/ruang/rencana/baru").unwrap();
        let query = rest.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let form = coordinator.get(&format!("/ruang/rencana/baru{query}")).await;
        assert!(form.html.contains(&format!("value=\"{unit}\" selected")), "{query}");
        let long = "Jalan ".repeat(900);
        // What is wrong is named where it is, and what was written comes back.
        for (field, value, words) in [
            ("cause", "Kelalaian Bapak Sutrisno", "[nama]"),
            ("title", long.as_str(), "paling panjang 120 huruf"),
            ("target", "banyak", "Tulis angka"),
            ("target", "180", "dapat dicapai"),
            ("target", "0", "nilai mana pun"),
            ("due", "2025-01-01", "sesudah hari ini"),
            ("numbers", "779235763889", "tidak boleh Anda lihat"),
            ("measure", "", "wajib"),
            ("span", "13", "1 sampai 12 bulan"),
            ("span_in", "days", "7 sampai 366 hari"),
        ] {
            let wrong = raise(&town, &mut coordinator, &[(field, value)]).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}");
            assert!(wrong.text().contains(words) && wrong.html.contains("enam ruas jalan"), "{field}: {}", wrong.text());
        }
        let made = raise(&town, &mut coordinator, &[("numbers", &number)]).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let href = made.location().to_owned();
        let page = coordinator.get(&href).await;
        for words in ["Jalan Pahandut", "Berjalan", "sedikitnya 80,5 %", "Diukur atas 1 November 2025 sampai 30 November 2025", "Pemeliharaan rutin"] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        assert!(page.html.contains(&format!("/ruang/laporan/{number}")));
        assert!(page.text().contains("Itu kurang dari 10"), "said to who promises: {}", page.text());
        // The unit tells progress and may do no more.
        let mut unit = town.officer_at_desk("dpupr").await;
        let seen = unit.get(&href).await;
        assert!(seen.html.contains("/kemajuan\"") && !seen.html.contains("/tinjauan\"") && !seen.html.contains("/batal\""));
        let told = unit.post(&format!("{href}/kemajuan"), &[("percent", "40"), ("note", "Dua ruas selesai.")]).await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.text());
        let wrong = unit.post(&format!("{href}/kemajuan"), &[("percent", "140"), ("note", "Dua ruas.")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("0 sampai 100") && wrong.html.contains("Dua ruas."));
        let own = unit.post(&format!("{href}/batal"), &[("note", "x")]).await;
        assert_eq!(own.status, StatusCode::FORBIDDEN);
        let looked = coordinator.post(&format!("{href}/tinjauan"), &[("verdict", "on_track"), ("note", "Sesuai lapangan.")]).await;
        assert_eq!(looked.status, StatusCode::SEE_OTHER, "{}", looked.text());
        assert!(coordinator.get(&href).await.text().contains("Sesuai rencana. Sesuai lapangan."));
        // Everybody reads the promise; nobody else reads the desk.
        let seen = town.warga().get("/janji").await;
        for words in ["Membersihkan drainase di enam ruas jalan.", "Paling lambat 31 Oktober 2025", "40 %", "Dua ruas selesai."] {
            assert!(seen.text().contains(words), "{words}: {}", seen.text());
        }
        for hidden in ["Pemeliharaan rutin", number.as_str(), "Sesuai lapangan"] {
            assert!(!seen.html.contains(hidden), "{hidden}");
        }
        assert_eq!(town.warga().get(&href).await.status, StatusCode::SEE_OTHER, "to the sign-in");
        let all = call(&town, Method::GET, "/janji", &[], Body::empty()).await;
        assert!(all.body.contains("/b/palangkaraya/janji"));
        // Too few reports: judged as that, after its time.
        town.wait(24 * 130);
        assert_eq!(plans::round(&town.app).await.unwrap(), 1);
        let mut coordinator = town.officer_at_desk("koordinator").await;
        assert!(coordinator.get("/ruang/rencana").await.text().contains("Terlalu sedikit untuk dinilai"));
        assert!(town.warga().get("/janji").await.text().contains("tidak ditampilkan: terlalu sedikit laporan"));
        let hidden = coordinator.post(&format!("{href}/umum"), &[("public", "no")]).await;
        assert_eq!(hidden.status, StatusCode::SEE_OTHER);
        assert!(town.warga().get("/janji").await.text().contains("Belum ada janji"));
    }

    async fn what_the_program_proposes_becomes_a_plan_or_is_dismissed(store: Store) {
        let town = Town::new(store).await;
        let number = town.publish("Judul", "Jalan berlubang.").await;
        let body = town.made.bodies["palangkaraya"];
        let numbers = vec![TrackingNo::parse(&number).unwrap()];
        let finding = Finding::Surge {
            from: date(2025, 7, 4),
            to: date(2025, 7, 31),
            observed: 18,
            expected: 4.25,
            upper_bound: 11,
        };
        let proposal = |n: u128, category: &str| {
            Entity::Proposal(Box::new(Proposal {
                id: ProposalId(uuid::Uuid::from_u128(n)),
                body,
                set: ReportSet {
                    category: Some(town.made.categories[category]),
                    region: Some("62.71.01".to_owned()),
                    numbers: numbers.clone(),
                    ..ReportSet::default()
                },
                finding: finding.clone(),
                as_of: town.app.now(),
                at: town.app.now(),
                settled: None,
            }))
        };
        let both = vec![proposal(1, "jalan-rusak"), proposal(2, "penerangan-jalan")];
        admin::put(&town.app, both, ActorRef::SYSTEM).await.unwrap();
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let page = coordinator.get("/ruang/rencana").await;
        for words in ["Usulan dari lonjakan Lampu penerangan jalan umum", "18 laporan dari 4 Juli 2025", "biasanya 4,25", number.as_str()] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        // It fills the form: reports, their category and place, and who usually acts.
        let id = uuid::Uuid::from_u128(1);
        let form = coordinator.get(&format!("/ruang/rencana/baru?proposal={id}")).await;
        assert_eq!(form.checked("origin"), "surge");
        assert!(form.html.contains(&format!("name=\"proposal\" value=\"{id}\"")), "{}", form.html);
        assert!(form.html.contains("lonjakan Jalan rusak atau berlubang") && form.html.contains(&number));
        let category = town.made.categories["jalan-rusak"].to_string();
        let id = id.to_string();
        let wrong = raise(&town, &mut coordinator, &[("proposal", id.as_str())]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text());
        assert!(wrong.text().contains("bukan tentang yang diusulkan"), "{}", wrong.text());
        let change = [("proposal", id.as_str()), ("origin", "surge"), ("unit", ""), ("category", category.as_str()), ("region", "62.71.01"), ("target", "80")];
        let made = raise(&town, &mut coordinator, &change).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let plan = coordinator.get(made.location()).await;
        assert!(plan.text().contains("Rumus saat dijanjikan:"), "{}", plan.text());
        let again = raise(&town, &mut coordinator, &change).await;
        assert!(again.text().contains("sudah diputuskan"), "{}", again.text());
        // The other one: a unit's officer only reads; a reason is needed.
        let other = uuid::Uuid::from_u128(2);
        let path = format!("/ruang/rencana/usulan/{other}");
        let mut unit = town.officer_at_desk("dpupr").await;
        assert!(!unit.get("/ruang/rencana").await.html.contains("/ruang/rencana/usulan/"));
        assert_eq!(unit.post(&path, &[("note", "Tidak perlu.")]).await.status, StatusCode::FORBIDDEN);
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let empty = coordinator.post(&path, &[("note", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", empty.text());
        let done = coordinator.post(&path, &[("note", "Pemadaman terencana.")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let page = coordinator.get("/ruang/rencana").await;
        assert!(page.text().contains("Tidak perlu rencana") && page.text().contains("Pemadaman terencana."));
        assert!(page.text().contains("Menjadi rencana") && !page.html.contains("/ruang/rencana/usulan/"));
        assert_eq!(coordinator.post("/ruang/rencana/usulan/x", &[("note", "x")]).await.status, StatusCode::NOT_FOUND);
    }

    async fn who_has_no_seat_reads_no_plans(store: Store) {
        let town = Town::new(store).await;
        let mut unit = town.officer_at_desk("dpupr").await;
        assert_eq!(unit.get("/ruang/rencana/baru").await.status, StatusCode::FORBIDDEN);
        assert_eq!(raise(&town, &mut unit, &[]).await.status, StatusCode::FORBIDDEN);
        for path in ["/ruang/rencana/x", "/ruang/rencana/0198c0de-0000-7000-8000-000000000000"] {
            assert_eq!(unit.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(town.warga().get("/ruang/rencana").await.status, StatusCode::SEE_OTHER);
    }
}
