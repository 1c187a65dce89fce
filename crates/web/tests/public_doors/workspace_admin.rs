//! What coordinators and the counter do beside handling reports: recording for others, keeping the
//! body's data.

use axum::http::StatusCode;
use lapor_app::jobs;
use lapor_store::{Store, both_engines};

use crate::town::{Browser, Part, Town};

/// Records a letter and gives the page that answers.
async fn letter(browser: &mut Browser, more: &[(&str, &str)]) -> crate::town::Seen {
    let form = browser.get("/ruang/catat").await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text());
    let key = form.hidden("key");
    let mut parts = vec![
        Part::Text("key", &key),
        Part::Text("channel", "letter"),
        Part::Text("text", "Saluran air di Jalan Contoh tersumbat sejak Juli."),
    ];
    parts.extend(more.iter().map(|(name, value)| Part::Text(name, value)));
    browser.upload("/ruang/catat", &parts).await
}

both_engines! {
    async fn a_letter_is_recorded_with_its_stamp(store: Store) {
        let town = Town::new(store).await;
        let mut counter = town.officer_at_desk("loket").await;
        let fields = [("stamp", "2025-07-22"), ("name", "Warga Contoh"), ("present", "yes")];
        let seen = letter(&mut counter, &fields).await;
        assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.text());
        assert!(seen.text().contains("22 Juli 2025"), "{}", seen.text());
        assert!(seen.html.contains("/ruang/catat"), "the way leads back to the workspace");
        assert!(!counter.has_cookie("laporan"), "the officer does not become the reporter");
        let paper = seen.paper();
        let own = town.warga().open(&paper.phrase).await;
        assert!(own.text().contains("Saluran air di Jalan Contoh"), "{}", own.text());

        // In the future, or too far back without a reason: everything written comes back.
        for (stamp, reason) in [("2025-08-09", ""), ("2025-01-02", "")] {
            let wrong = letter(&mut counter, &[("stamp", stamp), ("stamp_reason", reason)]).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(wrong.html.contains("Saluran air di Jalan Contoh"));
            assert!(wrong.html.contains(stamp));
        }
        let late = letter(&mut counter, &[("stamp", "2025-01-02"), ("stamp_reason", "Tertahan di kantor lain.")]).await;
        assert_eq!(late.status, StatusCode::CREATED, "{}", late.text());
        let mut unit = town.officer_at_desk("dpupr").await;
        assert_eq!(unit.get("/ruang/catat").await.status, StatusCode::FORBIDDEN);
    }

    async fn a_unit_is_added_and_mistakes_are_named(store: Store) {
        let town = Town::new(store).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let new = |slug: &'static str| [("name", "Dinas Contoh Baru"), ("slug", slug), ("valid_from", "2025-08-01")];
        let wrong = coordinator.post("/ruang/kelola/unit", &new("Dinas Baru")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.html.contains("Dinas Contoh Baru"), "what was written is handed back");
        let taken = coordinator.post("/ruang/kelola/unit", &new("dpupr")).await;
        assert!(taken.text().contains("sudah dipakai"), "{}", taken.text());
        // Later than everything that was installed with the city.
        town.wait(1);
        let made = coordinator.post("/ruang/kelola/unit", &new("dinas-baru")).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let city = town.city();
        let rules = town.app.rules();
        let unit = rules.directory.unit_by_slug(city, "dinas-baru").unwrap();
        // Below itself it cannot be.
        let id = unit.id.to_string();
        let ring = coordinator
            .post("/ruang/kelola/unit/dinas-baru", &[("name", "Dinas"), ("slug", "dinas-baru"), ("parent", &id)])
            .await;
        assert_eq!(ring.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Whose work it took over: a short name and a day on each line.
        for (line, words) in [("dpupr", "lalu tanggal"), ("tidak-ada 2025-08-01", "bukan unit"), ("dinas-baru 2025-08-01", "dirinya sendiri")] {
            let form = [("name", "Dinas"), ("slug", "dinas-baru"), ("succeeds", line)];
            let wrong = coordinator.post("/ruang/kelola/unit/dinas-baru", &form).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{line}");
            assert!(wrong.text().contains(words) && wrong.html.contains(line), "{line}: {}", wrong.text());
        }
        let form = [("name", "Dinas Contoh Baru"), ("slug", "dinas-baru"), ("succeeds", "dpupr 2025-08-01\n dlh 2025-08-01")];
        let saved = coordinator.post("/ruang/kelola/unit/dinas-baru", &form).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        let rules = town.app.rules();
        let taken = &rules.directory.unit_by_slug(city, "dinas-baru").unwrap().succeeds;
        assert_eq!(taken.len(), 2);
        let page = coordinator.get("/ruang/kelola/unit/dinas-baru").await;
        assert!(page.html.contains("dpupr 2025-08-01\ndlh 2025-08-01"), "{}", page.html);
        let before = coordinator.get("/ruang/kelola/unit/dlh").await;
        assert!(before.text().contains("Dilanjutkan oleh Dinas Contoh Baru"), "{}", before.text());
        let list = coordinator.get("/ruang/kelola/unit").await;
        assert!(list.text().contains("Dinas Contoh Baru"));
        let changes = coordinator.get("/ruang/kelola/riwayat").await;
        assert_eq!(changes.status, StatusCode::OK, "{}", changes.text());
        assert!(changes.text().contains("Unit Dinas Contoh Baru: ditambah"), "{}", changes.text());
        for page in ["petugas", "kategori", "kalender", "aturan"] {
            let seen = coordinator.get(&format!("/ruang/kelola/{page}")).await;
            assert_eq!(seen.status, StatusCode::OK, "{page}: {}", seen.text());
        }
    }

    async fn a_local_holiday_moves_what_is_due(store: Store) {
        let town = Town::new(store).await;
        let paper = town.warga().file("Lampu jalan mati.", &[]).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let page = format!("/ruang/laporan/{}", paper.number);
        let before = coordinator.get(&page).await.text();
        assert!(before.contains("6 Agustus 2025"), "{before}");
        let added = coordinator
            .post("/ruang/kelola/kalender", &[
                ("day", "2025-08-05"), ("name", "Hari jadi kota"), ("kind", "local"),
                ("instrument", "Keputusan Wali Kota Nomor 1 Tahun 2025"),
            ])
            .await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
        jobs::round(&town.app).await.unwrap();
        let after = coordinator.get(&page).await.text();
        assert!(after.contains("7 Agustus 2025"), "{after}");
        let shown = coordinator.get("/ruang/kelola/kalender/2025").await;
        assert!(shown.text().contains("Hari jadi kota"));
        let again = coordinator
            .post("/ruang/kelola/kalender", &[("day", "2025-08-05"), ("name", "Lagi"), ("kind", "local"), ("instrument", "x")])
            .await;
        assert!(again.text().contains("sudah libur"), "{}", again.text());
        let removed = coordinator
            .post("/ruang/kelola/kalender/hapus", &[("day", "2025-08-05"), ("instrument", "Dibatalkan")])
            .await;
        assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.text());
    }

    async fn only_who_keeps_the_body_comes_in(store: Store) {
        let town = Town::new(store).await;
        let mut unit = town.officer_at_desk("dpupr").await;
        for page in ["unit", "petugas", "kategori", "kalender", "aturan", "riwayat"] {
            let seen = unit.get(&format!("/ruang/kelola/{page}")).await;
            assert_eq!(seen.status, StatusCode::FORBIDDEN, "{page}");
        }
        let posted = unit.post("/ruang/kelola/unit", &[("name", "Dinas"), ("slug", "dinas")]).await;
        assert_eq!(posted.status, StatusCode::FORBIDDEN);
        // A coordinator staffs the body, but appoints nobody who watches over it.
        let mut coordinator = town.officer_at_desk("koordinator").await;
        let officer = town.officer("dpupr");
        let body = town.city().to_string();
        let grant = format!("/ruang/kelola/petugas/{officer}/hak");
        let refused = coordinator.post(&grant, &[("role", "administrator"), ("body", &body)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
        let given = coordinator.post(&grant, &[("role", "counter"), ("body", &body)]).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text());
    }

    async fn one_s_own_account_and_figures(store: Store) {
        let town = Town::new(store).await;
        town.warga().file("Jalan berlubang.", &[]).await;
        let mut coordinator = town.officer_at_desk("koordinator").await;
        // A second browser, signed in with the same password.
        let login = town.app.rules().directory.officers[&town.officer("koordinator")].login.clone();
        let old = "sandi contoh yang panjang";
        let mut other = town.warga();
        other.post("/masuk", &[("login", &login), ("password", old)]).await;
        let account = coordinator.get("/ruang/akun").await;
        assert_eq!(account.status, StatusCode::OK, "{}", account.text());
        assert!(account.text().contains("sesi ini"));
        let new = "empat kata baru panjang";
        let wrong = coordinator
            .post("/ruang/akun/sandi", &[("old_password", "bukan ini"), ("new_password", new), ("again", new)])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("Kata sandi sekarang salah"), "{}", wrong.text());
        let name = account.hidden("session");
        let ended = coordinator.post("/ruang/akun/sesi", &[("session", &name)]).await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER);
        assert_eq!(other.get("/ruang").await.status, StatusCode::SEE_OTHER, "its session is over");
        let changed = coordinator
            .post("/ruang/akun/sandi", &[("old_password", old), ("new_password", new), ("again", new)])
            .await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text());
        assert_eq!(coordinator.get("/ruang/akun").await.status, StatusCode::OK, "this browser stays signed in");

        let figures = coordinator.get("/ruang/statistik?by=unit").await;
        assert_eq!(figures.status, StatusCode::OK, "{}", figures.text());
        assert!(figures.text().contains("Diterima"));
        let file = coordinator.get("/ruang/statistik?format=csv").await;
        assert_eq!(file.status, StatusCode::OK);
        let mut unit = town.officer_at_desk("dpupr").await;
        let figures = unit.get("/ruang/statistik").await;
        assert_eq!(figures.status, StatusCode::OK, "{}", figures.text());
        assert_eq!(coordinator.get("/ruang/pekerjaan").await.status, StatusCode::FORBIDDEN);
    }

    async fn the_last_administrator_stays_and_rules_get_a_version(store: Store) {
        let town = Town::new(store).await;
        // The desk's administrator left: then the city's is the last one.
        let other = town.app.rules().directory.officers[&town.officer("administrator-pusat")].clone();
        let gone = lapor_domain::agency::Officer { disabled: true, ..other };
        let gone = vec![lapor_store::record::entity::Entity::Officer(gone)];
        lapor_app::admin::put(&town.app, gone, lapor_domain::report::event::ActorRef::SYSTEM).await.unwrap();
        let mut administrator = town.officer_at_desk("administrator").await;
        assert_eq!(administrator.get("/ruang/pekerjaan").await.status, StatusCode::OK);
        let officer = town.officer("administrator");
        let page = format!("/ruang/kelola/petugas/{officer}");
        let seen = administrator.get(&page).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.text());
        let grant = seen.hidden("grant");
        let refused = administrator.post(&format!("{page}/cabut"), &[("grant", &grant)]).await;
        assert!(refused.text().contains("administrator terakhir"), "{}", refused.text());
        // A new account with its password, then a role.
        let new = [("name", "Petugas Baru"), ("login", "baru@contoh.lapor.example"), ("new_password", "pendek")];
        let short = administrator.post("/ruang/kelola/petugas", &new).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", short.text());
        assert!(short.html.contains("Petugas Baru"));
        assert!(!short.html.contains("pendek\""), "a password is never handed back");
        let password = "lima kata yang tidak biasa";
        let new = [("name", "Petugas Baru"), ("login", "baru@contoh.lapor.example"), ("new_password", password)];
        let made = administrator.post("/ruang/kelola/petugas", &new).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let mut fresh = town.warga();
        let entered = fresh.post("/masuk", &[("login", "baru@contoh.lapor.example"), ("password", password)]).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text());

        // The form of a new version as it stands, sent back with a day and a note.
        let form = administrator.get("/ruang/kelola/aturan").await;
        let mut fields = filled_in(&form.html);
        fields.retain(|(name, _)| name != "valid_from" && name != "note");
        fields.push(("note".into(), "Contoh perubahan.".into()));
        for (from, status) in [("2025-07-31", StatusCode::UNPROCESSABLE_ENTITY), ("2025-08-01", StatusCode::SEE_OTHER)] {
            let mut sent: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            sent.push(("valid_from", from));
            let seen = administrator.post("/ruang/kelola/aturan", &sent).await;
            assert_eq!(seen.status, status, "{from}: {}", seen.text());
        }
        let shown = administrator.get("/ruang/kelola/aturan").await;
        assert!(shown.text().contains("Contoh perubahan."), "{}", shown.text());
        assert!(shown.text().contains("petugas memverifikasi semua laporan"), "off unless it is ticked: {}", shown.text());

        // The program may dispose by itself only where somebody ticked it, within bounds.
        let form = filled_in(&shown.html);
        let with = |decisions: &'static str| {
            let mut fields: Vec<(&str, &str)> = form
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .filter(|(name, _)| !["valid_from", "note", "auto_decisions"].contains(name))
                .collect();
            fields.extend([("valid_from", "2025-08-01"), ("note", "Dicoba."), ("auto_disposition", "yes"), ("auto_decisions", decisions)]);
            fields
        };
        let wrong = administrator.post("/ruang/kelola/aturan", &with("3")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text());
        let seen = administrator.post("/ruang/kelola/aturan", &with("150")).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
        let rules = town.app.rules();
        let policy = rules.policy(town.city(), town.app.now());
        let auto = policy.auto_disposition.unwrap();
        assert_eq!((auto.min_confidence, auto.min_precision, auto.min_decisions), (950, 950, 150));
        assert_eq!(policy.officer_hour_rupiah, 30_000);
    }
}

/// What the inputs and selects of a page hold, boxes left out.
fn filled_in(html: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split('"').next().unwrap().replace("&#38;", "&"))
    };
    let mut found = Vec::new();
    for tag in html.split("<input ").skip(1) {
        let tag = format!(" {}", tag.split('>').next().unwrap());
        if !tag.contains("type=\"checkbox\"")
            && let Some(name) = attribute(&tag, "name")
        {
            found.push((name, attribute(&tag, "value").unwrap_or_default()));
        }
    }
    for select in html.split("<select ").skip(1) {
        let select = select.split("</select>").next().unwrap();
        let name = attribute(&format!(" {select}"), "name").unwrap();
        let chosen = select
            .split("<option ")
            .find(|option| option.contains(" selected"));
        if let Some(value) = chosen.and_then(|option| attribute(&format!(" {option}"), "value")) {
            found.push((name, value));
        }
    }
    found
}
