use std::fs;

use lapor_store::testing::with_postgres;

use crate::support::Place;

/// Runs a scenario on SQLite and, where there is a server, on PostgreSQL.
fn on_both(scenario: impl Fn(Place)) {
    scenario(Place::sqlite());
    with_postgres(|url| {
        let place = Place::at(&url);
        scenario(place);
        async {}
    });
}

#[test]
fn an_installation_is_set_up_and_changed() {
    on_both(|place| {
        let told = place.ok(&[
            "admin",
            "init",
            "--name",
            "Siti Contoh",
            "--login",
            "Siti@Kota.example",
        ]);
        assert!(
            told.contains("siti@kota.example") && told.contains("Kata sandi:"),
            "{told}"
        );
        assert!(place.key().exists());
        assert!(
            place
                .refused(&["admin", "init", "--name", "Lain", "--login", "lain"])
                .contains("sudah disiapkan")
        );
        bodies_and_units(&place);
        officers(&place);
        categories(&place);
        calendar(&place);
        api_keys(&place);
        webhooks(&place);
    });
}

fn bodies_and_units(place: &Place) {
    let add = [
        "admin",
        "body",
        "add",
        "kota",
        "--name",
        "Kota Contoh",
        "--zone",
        "wita",
        "--region",
        "6271",
    ];
    place.ok(&add);
    assert!(place.refused(&add).contains("sudah ada"));
    assert!(place.ok(&["admin", "body", "list"]).contains("62.71"));
    place.ok(&[
        "admin",
        "unit",
        "add",
        "kota",
        "dinas",
        "--name",
        "Dinas Contoh",
    ]);
    place.ok(&[
        "admin",
        "unit",
        "add",
        "kota",
        "bidang",
        "--name",
        "Bidang Contoh",
        "--parent",
        "dinas",
    ]);
    assert!(
        place
            .refused(&["admin", "unit", "add", "desa", "x", "--name", "X"])
            .contains("kota, nasional")
    );
    let close = |unit| ["admin", "unit", "close", "kota", unit, "--on", "2026-01-01"];
    assert!(place.refused(&close("dinas")).contains("bidang"));
    place.ok(&close("bidang"));
    place.ok(&close("dinas"));
    assert!(
        place
            .ok(&["admin", "unit", "list", "--body", "kota"])
            .contains("2026-01-01")
    );
    place.ok(&[
        "admin",
        "unit",
        "add",
        "kota",
        "baru",
        "--name",
        "Dinas Baru",
    ]);
    let succeed = |unit, from, how: &[&'static str]| {
        let mut all = vec!["admin", "unit", "succeed", "kota", unit, "--from", from];
        all.extend(how);
        all
    };
    let since = ["--since", "2026-01-01"];
    assert!(
        place
            .ok(&succeed("baru", "dinas", &since))
            .contains("baru melanjutkan dinas sejak 2026-01-01")
    );
    assert!(
        place
            .refused(&succeed("dinas", "baru", &since))
            .contains("--undo")
    );
    place.ok(&succeed("baru", "dinas", &["--undo"]));
    place.ok(&succeed("dinas", "baru", &since));
}

fn api_keys(place: &Place) {
    let create = ["admin", "api-key", "create", "kota", "--name", "Aplikasi"];
    let acting = [&create[..], &["--scope", "act"]].concat();
    assert!(place.refused(&acting).contains("--officer"));
    let told = place.ok(&[&create[..], &["--scope", "file"]].concat());
    assert!(
        told.contains("Kunci: lapor_") && told.contains("sekali"),
        "{told}"
    );
    let id = told.split_whitespace().nth(1).unwrap();
    let listed = place.ok(&["admin", "api-key", "list", "--body", "kota"]);
    assert!(
        listed.contains(id) && listed.contains("berlaku") && !listed.contains("lapor_"),
        "{listed}"
    );
    place.ok(&["admin", "api-key", "revoke", id]);
    assert!(
        place
            .refused(&["admin", "api-key", "revoke", id])
            .contains("sudah dicabut")
    );
    assert!(
        place
            .ok(&["admin", "api-key", "list"])
            .contains("dicabut 20")
    );
}

fn webhooks(place: &Place) {
    let create = [
        "admin", "webhook", "create", "kota", "--name", "Dasbor", "--sight", "public", "--url",
    ];
    for (url, told) in [
        ("http://dasbor.example/", "https://"),
        ("https://127.0.0.1/", "--local"),
    ] {
        assert!(
            place
                .refused(&[&create[..], &[url]].concat())
                .contains(told)
        );
    }
    let told = place.ok(&[&create[..], &["https://dasbor.example/masuk"]].concat());
    assert!(told.contains("whsec_") && told.contains("sekali"), "{told}");
    let id = told.split_whitespace().nth(1).unwrap();
    place.ok(&["admin", "webhook", "test", id]);
    let log = place.ok(&["admin", "webhook", "log", id]);
    assert!(log.contains("ping") && log.contains("queued"), "{log}");
    place.ok(&["admin", "webhook", "pause", id]);
    let listed = place.ok(&["admin", "webhook", "list", "--body", "kota"]);
    assert!(
        listed.contains(id) && listed.contains("dijeda") && !listed.contains("whsec_"),
        "{listed}"
    );
    place.ok(&["admin", "webhook", "resume", id]);
    assert!(
        place
            .ok(&["admin", "webhook", "rotate", id])
            .contains("whsec_")
    );
    assert!(
        place
            .ok(&["admin", "webhook", "resend", id])
            .contains("0 pengiriman")
    );
    place.ok(&["admin", "webhook", "end", id]);
    assert!(
        place
            .refused(&["admin", "webhook", "end", id])
            .contains("sudah diakhiri")
    );
}

fn officers(place: &Place) {
    let add = |login, role| {
        [
            "admin",
            "officer",
            "add",
            login,
            "--name",
            "Budi Contoh",
            "--role",
            role,
            "--body",
            "kota",
        ]
    };
    let short = place.told(
        &[&add("budi", "koordinator")[..], &["--password-stdin"]].concat(),
        "pendek\n",
    );
    assert_eq!(short.code, Some(1), "{short:?}");
    assert!(short.err.contains("terlalu pendek"), "{short:?}");
    assert!(
        !place.ok(&["admin", "officer", "list"]).contains("budi"),
        "half an account"
    );

    let long = place.told(
        &[&add("budi", "koordinator")[..], &["--password-stdin"]].concat(),
        "kuda baterai staples benar\n",
    );
    assert_eq!(long.code, Some(0), "{long:?}");
    assert!(!long.out.contains("staples"), "{long:?}");
    assert!(place.refused(&add("budi", "loket")).contains("sudah ada"));
    assert!(place.refused(&add("ani", "penghubung")).contains("--unit"));
    place.ok(&[&add("ani", "penghubung")[..], &["--unit", "dinas"]].concat());
    place.ok(&[
        "admin", "officer", "grant", "ani", "--role", "pimpinan", "--body", "kota", "--unit",
        "dinas",
    ]);
    assert!(
        place
            .ok(&["admin", "officer", "list", "--body", "kota"])
            .contains("penghubung kota/dinas; pimpinan kota/dinas")
    );
    place.ok(&[
        "admin", "officer", "revoke", "ani", "--role", "pimpinan", "--body", "kota", "--unit",
        "dinas",
    ]);
    assert!(
        place
            .refused(&[
                "admin",
                "officer",
                "revoke",
                "ani",
                "--role",
                "penghubung",
                "--body",
                "kota",
                "--unit",
                "dinas"
            ])
            .contains("peran terakhir")
    );
    place.ok(&["admin", "officer", "disable", "ani"]);
    place.ok(&["admin", "officer", "enable", "ani"]);
    assert!(
        place
            .ok(&["admin", "officer", "password", "ani"])
            .contains("Kata sandi:")
    );
    assert!(
        place
            .refused(&["admin", "officer", "disable", "siti@kota.example"])
            .contains("satu-satunya")
    );
    assert!(
        place
            .refused(&["admin", "officer", "password", "tiada"])
            .contains("tidak ada")
    );
}

fn categories(place: &Place) {
    place.ok(&[
        "admin",
        "category",
        "add",
        "kota",
        "prasarana",
        "--name",
        "Prasarana",
    ]);
    place.ok(&[
        "admin",
        "category",
        "add",
        "kota",
        "jalan",
        "--name",
        "Jalan rusak",
        "--parent",
        "prasarana",
        "--unit",
        "dinas",
        "--public-place",
        "--evidence",
    ]);
    let ask = |more: &[&'static str]| -> Vec<&'static str> {
        let ask = ["admin", "category", "ask", "kota", "jalan", "lajur"];
        [
            &ask[..],
            &["--label", "Di lajur mana?", "--type", "singlevaluelist"],
            more,
        ]
        .concat()
    };
    assert!(place.refused(&ask(&[])).contains("--choice"));
    let mistyped = place.run(&ask(&["--choice", "kiri"]));
    assert_eq!(mistyped.code, Some(2), "{mistyped:?}");
    assert!(mistyped.err.contains("KODE=TULISAN"), "{}", mistyped.err);
    let list = [
        "--choice",
        "kiri=Kiri",
        "--choice",
        "kanan=Kanan",
        "--required",
    ];
    assert!(place.ok(&ask(&list)).contains("lajur"));
    place.ok(&["admin", "category", "unask", "kota", "jalan", "lajur"]);
    assert!(
        place
            .refused(&["admin", "category", "unask", "kota", "jalan", "tiada"])
            .contains("tidak ada")
    );
    place.ok(&["admin", "category", "retire", "kota", "jalan"]);
    assert!(
        place
            .ok(&["admin", "category", "list"])
            .contains("Jalan rusak")
    );
    assert!(
        place
            .refused(&["admin", "category", "retire", "kota", "tiada"])
            .contains("tidak ada")
    );
}

fn calendar(place: &Place) {
    let date = "2026-07-17";
    let list = || place.ok(&["admin", "calendar", "list", "kota", "--year", "2026"]);
    place.ok(&[
        "admin",
        "calendar",
        "add",
        "kota",
        date,
        "--name",
        "HUT Kota",
        "--instrument",
        "SE 5/2026",
    ]);
    assert!(list().contains("HUT Kota"));
    place.ok(&[
        "admin",
        "calendar",
        "remove",
        "kota",
        date,
        "--instrument",
        "SE 6/2026",
    ]);
    assert!(!list().contains("HUT Kota"));
    // A shipped national day can be struck out, and comes back when it is added again.
    place.ok(&[
        "admin",
        "calendar",
        "remove",
        "nasional",
        "2026-08-17",
        "--instrument",
        "Contoh",
    ]);
    assert!(!list().contains("2026-08-17"));
    let again = [
        "admin",
        "calendar",
        "add",
        "nasional",
        "2026-08-17",
        "--name",
        "Hari Kemerdekaan",
        "--instrument",
        "Contoh",
    ];
    place.ok(&again);
    assert!(list().contains("2026-08-17"));
    assert!(
        place
            .refused(&[
                "admin",
                "calendar",
                "remove",
                "kota",
                "2026-07-16",
                "--instrument",
                "x"
            ])
            .contains("bukan hari libur")
    );
}

#[test]
fn a_policy_is_a_file_with_a_rising_version() {
    let place = Place::sqlite().prepared();
    let shown = place.ok(&["admin", "policy", "show", "kota"]);
    assert!(shown.contains("versi 1"), "{shown}");
    let template = place.ok(&["admin", "policy", "template"]);
    let file = place.dir.path().join("kebijakan.toml");
    let path = file.display().to_string();
    let set = ["admin", "policy", "set", "kota", path.as_str()];
    fs::write(&file, &template).unwrap();
    assert!(place.refused(&set).contains("Naikkan"), "same version");
    fs::write(&file, template.replacen("version = 1", "version = 2", 1)).unwrap();
    place.ok(&set);
    let shown = place.ok(&["admin", "policy", "show", "kota"]);
    assert!(shown.contains("versi 2"), "{shown}");
    assert!(shown.contains("Disposisi otomatis: tidak"), "{shown}");
    // Off in the template; switched on only within bounds.
    let third = template.replacen("version = 1", "version = 3", 1);
    let on = |confidence: u16| {
        format!(
            "{third}\n[auto_disposition]\nmin_confidence = {confidence}\nmin_precision = 950\nmin_decisions = 200\n"
        )
    };
    fs::write(&file, on(95)).unwrap();
    assert!(place.refused(&set).contains("di luar batas"));
    fs::write(&file, on(950)).unwrap();
    place.ok(&set);
    let shown = place.ok(&["admin", "policy", "show", "kota"]);
    assert!(shown.contains("keyakinan 95,0 %"), "{shown}");
    fs::write(&file, template.replacen("version = 1", "versi = 2", 1)).unwrap();
    assert!(
        place.refused(&set).contains("baris"),
        "a mistake names its line"
    );
}
