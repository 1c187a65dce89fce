//! The first import: an empty installation, and what each column becomes.

use jiff::Timestamp;
use jiff::civil::date;
use lapor_app::error::AppError;
use lapor_app::import::{ImportError, ImportOptions, sp4n};
use lapor_app::report::case::{self, Onlooker};
use lapor_domain::content::ContentKind;
use lapor_domain::report::permit::Actor;
use lapor_domain::words::{Channel, Figure, Identity, ReportType, StateCode};
use lapor_domain::zone::Zone;
use lapor_store::figures::{Ask, Dimension, Scope, Sight};
use lapor_store::{Store, both_engines};

use crate::again::coordinator;
use crate::support::{Count, Export, Line, Office, figures, line};

both_engines! {
    async fn an_empty_installation_takes_every_row(store: Store) {
        let office = Office::new(store).await;
        let below = Line { parent: "Dinas Pekerjaan Umum", unit: "UPT Jalan", ..line("7000003", "Ditunda") };
        let done = office.import(&Export::of([
            line("7000001", "Ditutup oleh Admin"),
            Line { unit: "", ..line("7000002", "Belum Terverifikasi") },
            below,
            Line { parent: "Dinas Kesehatan", unit: "Dinas  KESEHATAN", ..line("7000004", "Terverifikasi") },
            Line { unit: "dinas pekerjaan umum", ..line("7000005", "ditutup OLEH sistem") },
        ]).generated("2025-12-01")).await;
        assert!(done.body_created);
        assert_eq!((done.body_name.as_str(), done.body_slug.as_str()), ("Pemerintah Kota Contoh", "pemerintah-kota-contoh"));
        assert_eq!((done.read, done.added, done.held_back, done.problems), (5, 5, 0, 0));
        assert_eq!(done.problem_file, None);
        assert_eq!(done.observed_on, Some(date(2025, 12, 1)));
        assert_eq!((done.source_zone.to_string().as_str(), done.body_zone), ("UTC", Zone::Wib));
        assert_eq!(done.created_units, ["Dinas KESEHATAN", "Dinas Pekerjaan Umum", "UPT Jalan"]);
        assert_eq!(done.created_categories, ["Jalan Rusak"]);
        assert_eq!(figures(&done), [
            (Figure::Handled, 2), (Figure::NotFollowedUp, 1), (Figure::NotVerified, 1), (Figure::OnHold, 1),
        ]);
        let rules = office.app.rules();
        let body = &rules.directory.bodies[&done.body];
        assert!(body.from_import);
        assert!(rules.directory.units.values().all(|unit| unit.from_import && unit.body == body.id));
        assert!(rules.directory.categories.values().all(|category| category.from_import));
        let upt = rules.directory.unit_by_slug(body.id, "upt-jalan").unwrap();
        let pu = rules.directory.unit_by_slug(body.id, "dinas-pekerjaan-umum").unwrap();
        let health = rules.directory.unit_by_slug(body.id, "dinas-kesehatan").unwrap();
        assert_eq!((upt.parent, pu.parent, health.parent), (Some(pu.id), None, None));
        assert_eq!(office.report("7000001").await.lead(), Some(pu.id));
        assert_eq!(office.report("7000005").await.lead(), Some(pu.id));
        assert_eq!(office.count(Count::Public).await, 0);
    }

    async fn a_report_is_what_the_export_knows(store: Store) {
        let office = Office::new(store).await;
        let done = office.import(&Export::of([
            Line { flags: "Anonim", rating: "4", source: "Whatsapp", ..line("7000001", "Proses") },
            Line { flags: "Anonim|Rahasia", name: "Anonim", ..line("7000002", "Proses") },
            Line { initial: "", classification: "", ..line("7000003", "Proses") },
            Line { initial: "", last: "", name: "-", ..line("7000004", "Proses") },
            Line { initial: "", last: "", title: "", source: "Burung merpati", ..line("7000005", "Proses") },
            Line { source: "", classification: "Pengaduan Berkadar Pengawasan", ..line("7000006", "Diarsipkan oleh Admin") },
            Line { reason: "Laporan duplikat", ..line("7000007", "Menunggu Kelengkapan Informasi") },
        ])).await;
        assert_eq!((done.added, done.unknown_channels.as_slice()), (7, ["Burung merpati".to_owned()].as_slice()));
        assert!(office.problems().contains("7000005,Sumber Laporan,Burung merpati"));

        let first = office.report("7000001").await;
        assert_eq!((first.anonim, first.rahasia, first.rating, first.channel), (true, false, Some(4), Channel::Chat));
        assert_eq!((first.report_type, first.supervisory, first.identity), (ReportType::Complaint, false, Identity::Named));
        assert_eq!(first.received_at, "2024-01-18T03:15:00Z".parse::<Timestamp>().unwrap());
        assert_eq!(first.recorded_at, office.app.now());
        assert!(first.clocks.is_empty() && !first.released && !first.has_contact);
        assert_ne!(first.tracking.to_string(), "7000001");
        let word = async |id, kind| office.word(id, kind).await;
        assert_eq!(word("7000001", ContentKind::Name).await.as_deref(), Some("Warga Contoh"));
        assert_eq!(word("7000001", ContentKind::TextOriginal).await.as_deref(), Some("Ada lubang besar di depan pasar."));
        assert_eq!(word("7000001", ContentKind::TextFinal).await.as_deref(), Some("Ada lubang besar di depan pasar"));
        assert_eq!(word("7000001", ContentKind::TitleFinal).await.as_deref(), Some("Jalan berlubang"));
        assert!(word("7000001", ContentKind::InternalNote).await.unwrap().contains("Sumber Laporan: Whatsapp"));

        let secret = office.report("7000002").await;
        assert_eq!((secret.anonim, secret.rahasia, secret.identity), (true, true, Identity::None));
        assert_eq!(word("7000002", ContentKind::Name).await, None);
        assert_eq!(word("7000002", ContentKind::TextFinal).await.as_deref(), Some("Ada lubang besar di depan pasar"));
        // Nobody here has looked at them yet.
        assert_eq!(office.count(Count::PlainFinals).await, 0);

        assert_eq!(office.report("7000003").await.report_type, ReportType::Unknown);
        // The officer's text and the title are not the reporter's own words.
        assert_eq!(word("7000003", ContentKind::TextOriginal).await, None);
        assert_eq!(word("7000003", ContentKind::TextFinal).await.as_deref(), Some("Ada lubang besar di depan pasar"));
        assert_eq!(word("7000004", ContentKind::TextOriginal).await, None);
        assert_eq!(word("7000004", ContentKind::TextFinal).await, None);
        assert_eq!(word("7000005", ContentKind::TextOriginal).await, None);
        assert!(office.report("7000006").await.supervisory);
        assert_eq!(office.report("7000005").await.channel, Channel::Other);
        let year = Ask {
            scope: Scope::Body(done.body), sight: Sight::WHOLE, from: date(2024, 1, 1), to: date(2024, 12, 31),
            as_of: None, by: Some(Dimension::Channel), now: office.app.now() + jiff::SignedDuration::from_secs(1),
        };
        let (doors, _) = lapor_app::figures::exact(&office.app, year).await.unwrap();
        let own = doors.rows.iter().find(|row| row.label == "burung merpati (dari impor, belum dipetakan)").unwrap();
        assert_eq!((own.key.as_deref(), own.cohort.received), (Some("import:burung merpati"), 1));
        assert!(doors.rows.iter().any(|row| row.label == "Tidak diketahui" && row.cohort.received == 1));
        let unsaid = office.report("7000006").await.channel;
        assert_eq!(unsaid, Channel::Unknown, "the export does not say, and lists no word to mend");
        assert_eq!(office.report("7000007").await.state.code(), StateCode::OnHold);
    }

    async fn a_row_of_new_years_eve_belongs_to_the_new_year(store: Store) {
        let office = Office::new(store).await;
        let eve = Line { date: "31 Dec 2024", time: "17:05", ..line("7000001", "Proses") };
        office.import(&Export::of([eve])).await;
        assert_eq!(office.count(Count::On(20_250_101)).await, 1);
    }

    async fn rows_without_id_or_date_are_held_back_and_the_rest_is_taken(store: Store) {
        let office = Office::new(store).await;
        let done = office.import(&Export::of([
            line("", "Proses"),
            Line { date: "", ..line("7000002", "Proses") },
            Line { status: "Proses", ..line("7000003", "Belum Terverifikasi") },
            line("7000003", "Ditutup oleh Pelapor"),
            Line { status: "Entah apa", ..line("7000004", "") },
        ])).await;
        assert_eq!((done.read, done.added, done.held_back, done.status_unknown), (2, 2, 2, 1));
        assert_eq!(figures(&done), [(Figure::Handled, 1), (Figure::NotVerified, 1)]);
        let list = office.problems();
        for words in ["baris ditahan", "muncul lagi di baris", "Entah apa"] {
            assert!(list.contains(words), "{words}: {list}");
        }
        assert_eq!(list.lines().count(), 1 + done.problems);
        let unknown = office.report("7000004").await;
        assert_eq!(unknown.import.unwrap().raw_status, "Entah apa");
    }

    async fn the_body_is_named_by_option_preamble_or_most_rows(store: Store) {
        let office = Office::new(store).await;
        let rows = [
            line("7000001", "Proses"),
            line("7000002", "Proses"),
            Line { parent: "Dinas Kesehatan", unit: "Dinas Kesehatan", ..line("7000003", "Proses") },
        ];
        let done = office.import(&Export::of(rows)).await;
        assert_eq!(done.body_slug, "pemerintah-kota-contoh");
        // The same body, under a shorter name.
        let more = Line { parent: "", ..line("7000004", "Proses") };
        let again = office.import(&Export::of([more]).named("KOTA Contoh")).await;
        assert_eq!((again.body, again.body_created), (done.body, false));
        let more = line("7000005", "Proses");
        let other = office.import(&Export::of([more]).named("Kabupaten Umpama")).await;
        assert_eq!((other.body_name.as_str(), other.body_created), ("Kabupaten Umpama", true));
        let more = line("7000006", "Proses");
        let asked = office.import_for(&Export::of([more]).named("Kabupaten Umpama"), Some("kota-lain")).await.unwrap();
        assert_eq!((asked.body_slug.as_str(), asked.body_created), ("kota-lain", true));
        let more = Line { parent: "", ..line("7000007", "Proses") };
        let same = office.import_for(&Export::of([more]), Some("kota-lain")).await.unwrap();
        assert_eq!((same.body, same.body_created), (asked.body, false));

        let nameless = Export::of([Line { parent: "", ..line("7000008", "Proses") }]);
        let error = office.import_for(&nameless, None).await.unwrap_err();
        assert!(matches!(error, AppError::Import(ImportError::NoBody)));
        assert!(error.to_string().contains("--body"));
        let error = office.import_for(&nameless, Some("Kota Lain")).await.unwrap_err();
        assert!(matches!(error, AppError::Import(ImportError::BodySlug(_))));
        assert_eq!(office.count(Count::Reports).await, 7);
    }

    async fn days_of_the_east_are_days_of_the_east(store: Store) {
        let office = Office::new(store).await;
        let export = Export::of([Line { date: "31 Dec 2024", time: "15:30", ..line("7000001", "Proses") }]);
        let text = export.text().replace("Rating", "Provinsi").replace("\"\"\n", "\"Maluku\"\n");
        let path = office.write("maluku.csv", &text);
        let done = office.import_file(&path, None).await.unwrap();
        assert_eq!(done.body_zone, Zone::Wit);
        assert_eq!(office.count(Count::On(20_250_101)).await, 1);
    }
    async fn a_row_without_a_time_keeps_its_written_day_and_gets_no_time(store: Store) {
        let office = Office::new(store).await;
        let export = Export::of([
            Line { time: "", ..line("7000001", "Proses") },
            Line { time: "25:99", ..line("7000002", "Proses") },
            line("7000003", "Proses"),
        ]);
        let path = office.write("ekspor.csv", &export.text());
        // Midnight at Jayapura is still the day before at Palangka Raya.
        let options = ImportOptions { source_zone: "WIT".parse().unwrap(), ..ImportOptions::default() };
        let done = sp4n(&office.app, &path, options, |_, _| {}).await.unwrap();
        assert_eq!((done.body_zone, office.count(Count::On(20_240_118)).await), (Zone::Wib, 3));
        let Actor::Officer(coordinator) = coordinator(&office, done.body).await else { panic!("an officer") };
        for (external, day_only, at) in [
            ("7000001", true, "2024-01-18"),
            ("7000002", true, "2024-01-18"),
            ("7000003", false, "2024-01-17T18:15:00Z"),
        ] {
            let report = office.report(external).await;
            let case = case::read(&office.app, report.id, Onlooker::Officer(coordinator)).await.unwrap().unwrap();
            assert_eq!((report.day_only, case.day_only), (day_only, day_only), "{external}");
            assert_eq!(case.history[0].for_machines(case.zone), at);
        }
        office.check().await;
    }
}
