//! Officers hear of their work: a digest on working days' mornings, a weekly one, a delay at once; never words of a
//! report, never who reported, never twice.

use jiff::Timestamp;
use lapor_app::channels::letter::Door;
use lapor_app::channels::outbox;
use lapor_app::error::AppError;
use lapor_app::jobs;
use lapor_app::notify::officers;
use lapor_app::notify::words::Language;
use lapor_app::report::filing::Filing;
use lapor_app::report::receive;
use lapor_domain::agency::Officer;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::ReportId;
use lapor_domain::report::command::Command;
use lapor_domain::report::permit::Actor;
use lapor_domain::words::Channel;
use lapor_store::{Store, both_engines};

use crate::postbox::{Kept, Postbox};
use crate::town::Town;

async fn town(store: Store) -> (Town, Postbox) {
    let town = Town::new(store).await;
    let postbox = Postbox::start().await;
    town.describe(&postbox.described());
    // Everybody would hear at the address they sign in by: here only who says so.
    let all: Vec<Officer> = town
        .app
        .rules()
        .directory
        .officers
        .values()
        .cloned()
        .collect();
    for officer in all {
        officers::set(&town.app, &officer, "off", "", "", Language::Id)
            .await
            .unwrap();
    }
    (town, postbox)
}

impl Town {
    async fn wishes(&self, slug: &str, wish: &str) -> Result<(), AppError> {
        let id = self.made.officers[slug];
        let officer = self.app.rules().directory.officers[&id].clone();
        let address = format!("{slug}@kantor.example");
        officers::set(&self.app, &officer, wish, &address, "", Language::Id).await
    }

    async fn filed(&self, key: u8, rahasia: bool) -> ReportId {
        let filing = Filing {
            text: "KUNANG rusak di rumah saya.".to_owned(),
            body: Some(self.made.bodies["palangkaraya"]),
            name: "Ibu RAMBUTAN".to_owned(),
            email: "rambutan@warga.example".to_owned(),
            channel: Some(Channel::Web),
            rahasia,
            ..Filing::default()
        };
        let done =
            receive::receive(&self.app, Actor::Reporter, "web", [key; 16], filing, vec![]).await;
        self.pass(jiff::SignedDuration::from_secs(1));
        done.unwrap().report
    }

    fn at(&self, moment: &str) {
        self.clock.set(moment.parse::<Timestamp>().unwrap());
    }

    /// What officers get now.
    async fn digests(&self, postbox: &Postbox) -> Vec<Kept> {
        officers::round(&self.app).await.unwrap();
        outbox::round(&self.app).await.unwrap();
        let all = postbox.take();
        all.into_iter()
            .filter(|kept| kept.to.ends_with("@kantor.example"))
            .collect()
    }
}

fn says_nothing_it_must_not(kept: &Kept) {
    for word in ["KUNANG", "RAMBUTAN", "rambutan@warga"] {
        assert!(
            !kept.text().contains(word) && !kept.raw.contains(word),
            "{word}: {}",
            kept.text()
        );
    }
}

both_engines! {
    async fn a_mornings_digest_comes_once_to_who_has_work(store: Store) {
        let (town, postbox) = town(store).await;
        town.wishes("koordinator", "daily").await.unwrap();
        town.wishes("dpupr", "daily").await.unwrap();
        let report = town.filed(1, false).await;
        town.verify(report, false).await;
        town.give("dpupr", report, |_| Command::Accept).await;
        let secret = town.filed(2, true).await;
        let (open, hidden) = (town.load(report).await.tracking, town.load(secret).await.tracking);

        town.at("2025-08-03T08:00:00+07:00");
        assert!(town.digests(&postbox).await.is_empty(), "a Sunday");
        town.at("2025-08-04T06:30:00+07:00");
        assert!(town.digests(&postbox).await.is_empty(), "too early");
        town.at("2025-08-04T07:05:00+07:00");
        let mut sent = town.digests(&postbox).await;
        sent.sort_by(|one, other| one.to.cmp(&other.to));
        let daily: Vec<&Kept> = sent.iter().filter(|kept| kept.text().contains("menunggu Anda")).collect();
        assert_eq!(daily.len(), 2, "{sent:?}");
        for kept in &daily {
            says_nothing_it_must_not(kept);
        }
        let (unit, coordinator) = (daily[0].text(), daily[1].text());
        assert!(unit.contains(&open.grouped()) && unit.contains("Baru masuk (1)"), "{unit}");
        assert!(unit.contains(&format!("https://lapor.example/ruang/laporan/{open}")), "{unit}");
        assert!(unit.contains("umur 3 hari"), "{unit}");
        assert!(!unit.contains(&hidden.grouped()), "what no unit has is not the unit's");
        assert!(coordinator.contains(&hidden.grouped()), "{coordinator}");
        assert!(daily[1].raw.contains("/ruang/akun"), "how to stop it");
        assert!(town.digests(&postbox).await.is_empty(), "once");

        // Nothing new, nothing due: nothing is sent, and it is not asked again all day.
        town.at("2025-08-05T07:05:00+07:00");
        let quiet = town.digests(&postbox).await;
        assert!(quiet.iter().all(|kept| kept.to != "dpupr@kantor.example"), "{quiet:?}");
        // The last day of the first answer, and the day after; the 18th is free.
        town.at("2025-08-08T09:00:00+07:00");
        let due = town.digests(&postbox).await;
        let due = due.iter().find(|kept| kept.to == "dpupr@kantor.example").unwrap().text();
        assert!(due.contains("Jatuh tempo hari ini (1)") && due.contains("batas 08-08-2025"), "{due}");
        town.at("2025-08-11T07:05:00+07:00");
        jobs::round(&town.app).await.unwrap();
        let late = town.digests(&postbox).await;
        let late = late.iter().find(|kept| kept.to == "dpupr@kantor.example").unwrap().clone();
        assert!(late.text().contains("Terlambat (1)"), "{}", late.text());
        assert!(late.header("Subject").unwrap().contains("terlambat"), "{:?}", late.header("Subject"));
        town.at("2025-08-18T07:05:00+07:00");
        assert!(town.digests(&postbox).await.is_empty(), "a free day of the national calendar");
        town.wishes("dpupr", "off").await.unwrap();
        town.at("2025-08-19T07:05:00+07:00");
        let after = town.digests(&postbox).await;
        assert!(after.iter().all(|kept| kept.to != "dpupr@kantor.example"), "{after:?}");
    }

    async fn a_question_without_an_answer_is_counted(store: Store) {
        let (town, postbox) = town(store).await;
        town.wishes("dpupr", "daily").await.unwrap();
        let mut reports = Vec::new();
        for n in 1..4 {
            let report = town.filed(n, false).await;
            town.verify(report, false).await;
            town.give("dpupr", report, |_| Command::Accept).await;
            reports.push(report);
        }
        for report in &reports[..2] {
            town.ask(*report, "Di sisi mana lubangnya?").await;
        }
        town.give("pelapor", reports[1], |draft| Command::Reply {
            text: draft.seal(ContentKind::ReporterMessage, "Sisi kiri."),
            files: vec![],
        }).await;
        town.at("2025-08-04T07:05:00+07:00");
        let sent = town.digests(&postbox).await;
        let text = sent.iter().find(|kept| kept.to == "dpupr@kantor.example").unwrap().text();
        let (_, asked) = text.split_once("Menunggu jawaban pelapor (1)").unwrap_or_else(|| panic!("{text}"));
        assert!(asked.contains(&town.load(reports[0]).await.tracking.grouped()), "{text}");
    }

    async fn a_delay_is_told_at_once_to_whom_the_step_names(store: Store) {
        let (town, postbox) = town(store).await;
        town.wishes("dpupr", "immediate").await.unwrap();
        town.wishes("koordinator", "daily").await.unwrap();
        let report = town.filed(1, false).await;
        town.verify(report, false).await;
        town.give("dpupr", report, |_| Command::Accept).await;
        let number = town.load(report).await.tracking;
        let told = |all: Vec<Kept>| -> Vec<Kept> {
            all.into_iter().filter(|kept| kept.to.ends_with("@kantor.example")).collect()
        };
        // One working day before the first answer is due.
        town.at("2025-08-08T00:10:00+07:00");
        town.round().await;
        let soon = told(postbox.take());
        assert_eq!(soon.len(), 1, "{soon:?}");
        says_nothing_it_must_not(&soon[0]);
        assert_eq!(soon[0].to, "dpupr@kantor.example");
        assert!(soon[0].text().contains("hampir tiba") && soon[0].text().contains(&number.to_string()), "{}", soon[0].text());
        town.round().await;
        assert!(told(postbox.take()).is_empty(), "once");
        // A door that is held back queues.
        outbox::suspend(&town.app, Door::Email, true).await.unwrap();
        town.wishes("koordinator", "immediate").await.unwrap();
        town.at("2025-08-09T00:10:00+07:00");
        town.round().await;
        assert!(postbox.take().is_empty());
        outbox::suspend(&town.app, Door::Email, false).await.unwrap();
        town.round().await;
        let passed = told(postbox.take());
        assert!(passed.iter().any(|kept| kept.to == "koordinator@kantor.example"), "{passed:?}");
        passed.iter().for_each(says_nothing_it_must_not);
        assert!(passed.iter().all(|kept| kept.text().contains("terlewati")), "{passed:?}");
    }

    async fn who_leads_gets_the_week_in_numbers(store: Store) {
        let (town, postbox) = town(store).await;
        town.wishes("koordinator", "daily").await.unwrap();
        let report = town.filed(1, false).await;
        town.verify(report, false).await;
        town.give("dpupr", report, |_| Command::Accept).await;
        town.filed(2, false).await;
        // Monday the 18th is free: the week is told on Tuesday.
        town.at("2025-08-11T07:05:00+07:00");
        jobs::round(&town.app).await.unwrap();
        town.app.order().await.unwrap();
        town.digests(&postbox).await;
        town.at("2025-08-19T07:05:00+07:00");
        jobs::round(&town.app).await.unwrap();
        town.app.order().await.unwrap();
        let sent = town.digests(&postbox).await;
        let week = sent.iter().find(|kept| kept.text().contains("Ringkasan")).unwrap();
        says_nothing_it_must_not(week);
        let text = week.text();
        assert!(text.contains("11-08-2025 s.d. 17-08-2025") && text.contains("Diterima minggu itu: 0"), "{text}");
        assert!(text.contains("Terlambat sekarang: ") && text.contains("Terlama yang masih terbuka"), "{text}");
        assert!(text.contains("https://lapor.example/ruang/statistik"), "{text}");
    }

    async fn wishes_without_an_address_are_refused(store: Store) {
        let (town, _postbox) = town(store).await;
        let id = town.made.officers["dpupr"];
        let officer = town.app.rules().directory.officers[&id].clone();
        for (wish, email, phone) in [("daily", "", ""), ("daily", "bukan alamat", ""), ("kapan-kapan", "a@b.example", ""), ("daily", "", "12")] {
            let set = officers::set(&town.app, &officer, wish, email, phone, Language::Id).await;
            assert!(matches!(set, Err(AppError::Invalid(_))), "{wish} {email}");
        }
        let kept = officers::settings(&town.app, &officer).await.unwrap();
        assert_eq!(kept.wish, officers::Wish::Off);
    }
}
