//! Open data as made from a record whose originals are full of people: none of it leaves, on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod town;

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use jiff::SignedDuration;
use lapor_app::admin;
use lapor_app::app::Draft;
use lapor_app::open_data::{self, COLUMNS, Edition, Manifest, Offered, OpenDataError, Vocabulary};
use lapor_app::report::filing::Filing;
use lapor_app::report::photos::RawPhoto;
use lapor_app::report::{act, receive};
use lapor_domain::content::ContentKind;
use lapor_domain::ids::ReportId;
use lapor_domain::open_data::OpenData;
use lapor_domain::report::command::{Command, Destination, Verification};
use lapor_domain::report::event::ActorRef;
use lapor_domain::report::permit::Actor;
use lapor_domain::words::ReportType;
use lapor_store::record::entity::Entity;
use lapor_store::{Store, both_engines};

use town::Town;

/// What stands in the originals and must stand nowhere else.
const CANARIES: [&str; 13] = [
    "6271011203900004",
    "0812 7777 3131",
    "081277773131",
    "6281277773131",
    "kenari.kuning@contoh.id",
    "Kenarisius",
    "Gang Kenari 17",
    "KAMERA-KENARI",
    "Catatan kenari",
    "Judul kenari",
    "Tanggapan kenari",
    "Isi kenari",
    "113.9164981",
];

/// The categories that reports come under by turns: three of one group, one of another.
const CATEGORIES: [&str; 4] = ["jalan-rusak", "drainase", "trotoar", "layanan-puskesmas"];
const PLACES: [&str; 3] = ["62.71.01.1001", "62.71.01.1002", "62.71.02.1001"];

impl Town {
    fn city(&self) -> lapor_domain::ids::BodyId {
        self.made.bodies["palangkaraya"]
    }

    async fn give(
        &self,
        officer: &str,
        report: ReportId,
        build: impl FnOnce(&mut Draft) -> Command,
    ) {
        let mut draft = self.app.draft(self.city());
        let command = build(&mut draft);
        let actor = Actor::Officer(self.made.officers[officer]);
        act::act(
            &self.app,
            actor,
            report,
            None,
            command,
            draft.into_words(),
            vec![],
        )
        .await
        .unwrap();
    }

    /// A report that says everything about its reporter, and is released with other words.
    async fn publish(&self, n: u8, words: &str) -> ReportId {
        let turn = usize::from(n);
        let category = CATEGORIES[turn % CATEGORIES.len()];
        let filing = Filing {
            text: format!(
                "Isi kenari {n}. Saya Bapak Kenarisius, NIK 6271011203900004, Gang Kenari 17, telepon 0812 7777 3131."
            ),
            title: "Judul kenari".to_owned(),
            body: Some(self.city()),
            category: Some(self.made.categories[category]),
            region: Some(PLACES[turn / 2 % PLACES.len()].to_owned()),
            place: "Gang Kenari 17, rumah Bapak Kenarisius".to_owned(),
            latitude: "-2.2087123".to_owned(),
            longitude: "113.9164981".to_owned(),
            name: "Kenarisius".to_owned(),
            display_name: "Kenarisius K.".to_owned(),
            phone: "0812 7777 3131".to_owned(),
            email: "kenari.kuning@contoh.id".to_owned(),
            nik: "6271011203900004".to_owned(),
            ..Filing::default()
        };
        let photos = if n == 0 { vec![photo()] } else { vec![] };
        let filing = Filing {
            photos: photos.len(),
            ..filing
        };
        let filed = receive::receive(&self.app, Actor::Reporter, "web", [n; 16], filing, photos)
            .await
            .unwrap();
        let lead = self.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())];
        let category = self.made.categories[category];
        self.give("koordinator", filed.report, |draft| {
            Command::Verify(Box::new(Verification {
                report_type: ReportType::Complaint,
                supervisory: false,
                category,
                lead,
                keep: false,
                findings_kept: false,
                release: n >= 12,
                words: vec![
                    draft.seal(ContentKind::TitleFinal, "Jalan berlubang"),
                    draft.seal(ContentKind::TextFinal, words),
                ],
                note: None,
                proposed: None,
            }))
        })
        .await;
        if n < 12 {
            let release = Command::Release {
                point: true,
                files: true,
                findings_kept: false,
            };
            self.give("koordinator", filed.report, |_| release).await;
        }
        self.give("koordinator", filed.report, |draft| Command::Note {
            text: draft.seal(ContentKind::InternalNote, "Catatan kenari."),
            shared_with: vec![],
        })
        .await;
        let next_by = lapor_domain::zone::Zone::Wib
            .local_date(self.app.now())
            .tomorrow()
            .unwrap();
        self.give("dpupr", filed.report, |draft| Command::Answer {
            text: draft.seal(ContentKind::OfficerMessage, "Tanggapan kenari."),
            next_by,
            files: vec![],
        })
        .await;
        self.wait(1);
        filed.report
    }

    fn wait(&self, hours: i64) {
        self.clock
            .set(self.app.now() + SignedDuration::from_hours(hours));
    }

    async fn build(&self, edition: Edition) -> (tempfile::TempDir, Manifest) {
        let folder = tempfile::tempdir().unwrap();
        let made = open_data::build(&self.app, self.city(), edition, folder.path())
            .await
            .unwrap();
        (folder, made)
    }

    async fn decide(&self, decided: OpenData) {
        self.wait(1);
        admin::put(&self.app, vec![Entity::OpenData(decided)], ActorRef::SYSTEM)
            .await
            .unwrap();
    }
}

/// A photograph whose comment names its owner.
fn photo() -> RawPhoto {
    let mut jpeg = Vec::new();
    let image = image::RgbImage::from_pixel(64, 64, image::Rgb([120, 90, 60]));
    image
        .write_to(
            &mut std::io::Cursor::new(&mut jpeg),
            image::ImageFormat::Jpeg,
        )
        .unwrap();
    let comment = b"KAMERA-KENARI milik Kenarisius";
    let length = u16::try_from(comment.len() + 2).unwrap().to_be_bytes();
    RawPhoto {
        bytes: [&jpeg[..2], &[0xff, 0xfe], &length, comment, &jpeg[2..]].concat(),
        caption: "Catatan kenari".to_owned(),
    }
}

fn bytes_of(folder: &Path) -> HashMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    files
        .map(|file| {
            (
                file.file_name().into_string().unwrap(),
                fs::read(file.path()).unwrap(),
            )
        })
        .collect()
}

fn rows(folder: &Path) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.join("laporan.csv")).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// Every value of the Parquet file, as text.
fn parquet(folder: &Path) -> Vec<String> {
    let file = fs::File::open(folder.join("laporan.parquet")).unwrap();
    let mut reader = lajur::Reader::new(file).unwrap();
    let groups = 0..reader.groups();
    groups
        .flat_map(|group| reader.group(group).unwrap().into_iter().flatten())
        .map(|value| format!("{value:?}"))
        .collect()
}

both_engines! {
    async fn no_canary_leaves_in_any_file(store: Store) {
        let town = Town::new(store).await;
        let mut numbers = Vec::new();
        for n in 0..36 {
            numbers.push(town.publish(n, "Jalan berlubang di depan pasar.").await);
        }
        let (folder, made) = town.build(Edition::Year(2025)).await;
        assert_eq!(made.counts.rows + made.counts.withheld, 36);
        assert!(made.counts.rows >= 30 && made.counts.day > 0 && made.counts.category > 0, "{:?}", made.counts);
        let files = bytes_of(folder.path());
        assert_eq!(files.len(), 8);
        for (name, bytes) in &files {
            let text = String::from_utf8_lossy(bytes);
            for canary in CANARIES {
                assert!(!text.to_lowercase().contains(&canary.to_lowercase()), "{canary} in {name}");
            }
            for report in &numbers {
                assert!(!text.contains(&report.0.to_string()), "an id in {name}");
            }
            // Not released words either, unless the body says so.
            assert!(!text.contains("di depan pasar"), "{name}");
        }
        assert!(!parquet(folder.path()).iter().any(|value| CANARIES.iter().any(|canary| value.contains(canary))));
        // What is told is told at least five times, in all columns together, and points are as coarse as places.
        let rows = rows(folder.path());
        let mut alike: HashMap<[&str; COLUMNS.len()], usize> = HashMap::new();
        for row in &rows {
            *alike.entry(COLUMNS.map(|column| row[column.name].as_str())).or_default() += 1;
            assert!(["", "-2.209"].contains(&row["lat"].as_str()) && ["", "113.916"].contains(&row["long"].as_str()));
            assert!(row["lat"].is_empty() || row["region_precision"] == "village");
        }
        assert!(alike.values().all(|count| *count >= 5), "{alike:?}");
        assert_eq!(rows.len() as u64, made.counts.rows);
        // The four formats say the same.
        let json: Vec<HashMap<String, serde_json::Value>> = serde_json::from_slice(&files["laporan.json"]).unwrap();
        let geo: serde_json::Value = serde_json::from_slice(&files["laporan.geojson"]).unwrap();
        assert_eq!((json.len(), geo["features"].as_array().unwrap().len()), (rows.len(), rows.len()));
        assert_eq!(parquet(folder.path()).len(), rows.len() * COLUMNS.len());
        // The same record gives the same bytes, later too.
        town.wait(2);
        let (again, same) = town.build(Edition::Year(2025)).await;
        assert!(bytes_of(again.path()) == files);
        assert_eq!(same.files, made.files);
        let sums = String::from_utf8(files["SHA256SUMS"].clone()).unwrap();
        assert_eq!(sums.lines().count(), 7);
    }

    async fn words_come_only_where_the_body_opened_them_and_nothing_personal_is_left(store: Store) {
        let town = Town::new(store).await;
        for n in 0..11 {
            let words = if n == 10 { "Lapor ke Bapak Kenarisius yang punya toko." } else { "Jalan berlubang di depan pasar." };
            town.publish(n * 4, words).await;
        }
        town.decide(OpenData { words: true, ..OpenData::usual(town.city()) }).await;
        let (folder, made) = town.build(Edition::Rolling).await;
        assert_eq!(made.counts.words, 1, "{:?}", made.counts);
        let text = fs::read_to_string(folder.path().join("laporan.csv")).unwrap();
        assert!(text.contains("Jalan berlubang di depan pasar.") && !text.contains("Kenarisius"));
        // What the gate knows of names comes from the directory: without it nothing passes.
        let hits = open_data::check(folder.path(), true, &Vocabulary::default()).unwrap();
        assert!(hits.iter().any(|hit| hit.column == "body" && hit.row == 1), "{hits:?}");
    }

    async fn what_is_offered_follows_the_record(store: Store) {
        let town = Town::new(store).await;
        open_data::round(&town.app).await.unwrap();
        assert!(open_data::shelf(&town.app, town.city()).unwrap().is_empty(), "nothing is public yet");
        let mut reports = Vec::new();
        for n in 0..6 {
            reports.push(town.publish(n * 12, "Jalan berlubang di depan pasar.").await);
        }
        open_data::round(&town.app).await.unwrap();
        let offered = open_data::shelf(&town.app, town.city()).unwrap();
        let names: Vec<Edition> = offered.iter().map(|(edition, _)| *edition).collect();
        assert_eq!(names, [Edition::Rolling, Edition::Year(2025)]);
        assert_eq!(offered[1].1.counts.rows, 6);
        // Something new waits for the next day.
        town.publish(200, "Jalan berlubang di depan pasar.").await;
        open_data::round(&town.app).await.unwrap();
        assert_eq!(open_data::shelf(&town.app, town.city()).unwrap(), offered);
        town.wait(24);
        open_data::round(&town.app).await.unwrap();
        let offered = open_data::shelf(&town.app, town.city()).unwrap();
        assert_eq!(offered[1].1.counts.rows + offered[1].1.counts.withheld, 7);
        // What is withdrawn is gone at once.
        town.give("koordinator", reports[0], |draft| Command::Unrelease {
            reason: draft.seal(ContentKind::OfficerMessage, "Salah dibuka."),
        }).await;
        open_data::round(&town.app).await.unwrap();
        let offered = open_data::shelf(&town.app, town.city()).unwrap();
        assert_eq!(offered[1].1.counts.rows + offered[1].1.counts.withheld, 6);
        let file = open_data::offered_file(&town.app, town.city(), Edition::Year(2025), "laporan.parquet").await.unwrap();
        assert!(file.is_some());
        for name in ["../12-bulan.json", "laporan.xml", ""] {
            assert!(open_data::offered_file(&town.app, town.city(), Edition::Year(2025), name).await.unwrap().is_none(), "{name}");
        }
        // A catalogue names what is there, with its checksums.
        let rules = town.app.rules();
        let body = &rules.directory.bodies[&town.city()];
        let offered = Offered { body, base: "https://lapor.contoh.id".to_owned(), editions: offered };
        let written = open_data::catalogue(&rules, &town.app.places(), &offered);
        let sum = &offered.editions[0].1.files[0].sha256;
        assert!(written.turtle.contains(sum) && written.json_ld.contains(sum));
        assert!(written.turtle.contains("dcat:byteSize") && written.turtle.contains("creativecommons.org/licenses/by/4.0/"));
        let graph: serde_json::Value = serde_json::from_str(&written.json_ld).unwrap();
        assert_eq!(graph["dcat:dataset"].as_array().unwrap().len(), 2);
        // Whoever publishes no more offers nothing.
        town.decide(OpenData { published: false, ..OpenData::usual(town.city()) }).await;
        open_data::round(&town.app).await.unwrap();
        assert!(open_data::shelf(&town.app, town.city()).unwrap().is_empty());
    }

    async fn an_edition_is_made_anew_for_its_own_reports_alone(store: Store) {
        let town = Town::new(store).await;
        let mut reports = Vec::new();
        for n in 0..6 {
            reports.push(town.publish(n * 12, "Jalan berlubang di depan pasar.").await);
        }
        open_data::round(&town.app).await.unwrap();
        let year = async |year| {
            let offered = open_data::shelf(&town.app, town.city()).unwrap();
            let found = offered.into_iter().find(|(edition, _)| *edition == Edition::Year(year));
            found.map(|(_, manifest)| manifest)
        };
        let made = year(2025).await.unwrap();
        // In the year after, much happens; the year before stays.
        town.wait(24 * 200);
        for n in 0..6 {
            town.publish(100 + n * 12, "Jalan berlubang di depan pasar.").await;
        }
        town.wait(24);
        open_data::round(&town.app).await.unwrap();
        assert_eq!(year(2025).await.unwrap(), made);
        assert_eq!(year(2026).await.unwrap().counts.rows, 6);
        // What left the body is in its editions no more: of a withdrawal elsewhere it would hear nothing.
        town.give("koordinator", reports[0], |draft| Command::Transfer {
            to: Destination::Body(town.made.bodies["kalteng"]),
            reason: draft.seal(ContentKind::OfficerMessage, "Jalan provinsi."),
        }).await;
        let file = async || {
            let name = "laporan.csv";
            open_data::offered_file(&town.app, town.city(), Edition::Year(2025), name).await.unwrap()
        };
        assert!(file().await.is_none(), "withdrawn at once");
        open_data::round(&town.app).await.unwrap();
        let without = year(2025).await.unwrap();
        assert_eq!(without.counts.rows + without.counts.withheld, 5);
        assert!(file().await.is_some());
        open_data::round(&town.app).await.unwrap();
        assert_eq!(year(2025).await.unwrap(), without, "not made again and again");
        // One that was made another way is offered no more, and made anew.
        let shelf = town.app.files().root().join("terbuka").join(town.city().0.simple().to_string());
        let manifest = fs::read_to_string(shelf.join("2025.json")).unwrap();
        let other = manifest.replace(&format!("\"maker\": {}", without.maker), "\"maker\": 0");
        assert_ne!(manifest, other);
        fs::write(shelf.join("2025.json"), other).unwrap();
        assert!(file().await.is_none() && year(2025).await.is_none());
        open_data::round(&town.app).await.unwrap();
        assert_eq!(year(2025).await.unwrap(), without);
    }

    async fn a_name_that_carries_a_number_holds_the_file_back(store: Store) {
        let town = Town::new(store).await;
        for n in 0..5 {
            town.publish(n * 12, "Jalan berlubang di depan pasar.").await;
        }
        let id = town.made.units[&("palangkaraya".to_owned(), "dpupr".to_owned())];
        let mut unit = town.app.rules().directory.units[&id].clone();
        "Dinas PUPR, hubungi 0812 3456 7890".clone_into(&mut unit.name);
        admin::put(&town.app, vec![Entity::Unit(unit)], ActorRef::SYSTEM).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let error = open_data::build(&town.app, town.city(), Edition::Year(2025), folder.path()).await.unwrap_err();
        let told = error.to_string();
        assert!(matches!(error, OpenDataError::Refused(_)));
        assert!(told.contains("laporan.csv baris 1 kolom unit: nomor telepon") && !told.contains("0812"), "{told}");
        open_data::round(&town.app).await.unwrap();
        assert!(open_data::shelf(&town.app, town.city()).unwrap().is_empty());
    }
}
