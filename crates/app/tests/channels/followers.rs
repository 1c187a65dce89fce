//! Letters to those who follow a report or a list: what they say, when they leave, and when they must not.

use jiff::SignedDuration;
use lapor_app::channels::silence;
use lapor_app::follow::{self, Subject};
use lapor_app::notify::words::Language;
use lapor_app::report::narrow::Narrow;
use lapor_app::report::receive::Receipted;
use lapor_domain::content::ContentKind;
use lapor_domain::report::command::Command;
use lapor_store::{Query, Store, StoreError, Tx, both_engines};
use uuid::Uuid;

use crate::postbox::{Kept, Mood, Postbox};
use crate::town::Town;

const WHO: &str = "pengikut@contoh.example";

async fn town(store: Store) -> (Town, Postbox) {
    let town = Town::new(store).await;
    let postbox = Postbox::start().await;
    town.describe(&postbox.described());
    (town, postbox)
}

/// The link in a letter: `/ikuti/{id}`.
fn link(kept: &Kept) -> Uuid {
    let text = kept.text();
    let (_, rest) = text.rsplit_once("/ikuti/").unwrap();
    rest.split_whitespace().next().unwrap().parse().unwrap()
}

impl Town {
    /// A report without a way to its reporter, released.
    async fn public(&self, n: u8) -> Receipted {
        let filed = self.file(n, |filing| filing.phone.clear()).await;
        self.verify(filed.report, false).await;
        filed
    }

    async fn release(&self, filed: &Receipted) {
        self.give("koordinator", filed.report, |_| Command::Release {
            point: false,
            files: false,
            findings_kept: false,
        })
        .await;
    }

    async fn unrelease(&self, filed: &Receipted) {
        self.give("koordinator", filed.report, |draft| Command::Unrelease {
            reason: draft.seal(ContentKind::OfficerMessage, "Keliru dibuka."),
        })
        .await;
    }

    /// Somebody asks, opens the letter and confirms.
    async fn follows(&self, postbox: &Postbox, who: &str, subject: &Subject) -> Uuid {
        follow::ask(&self.app, subject, who, Language::Id, Some("203.0.113.9"))
            .await
            .unwrap();
        self.round().await;
        let first = postbox.take().pop().unwrap();
        assert_eq!(first.to, who);
        let id = link(&first);
        follow::confirm(&self.app, id).await.unwrap();
        id
    }

    fn everything(&self) -> Subject {
        Subject::List(self.made.bodies["palangkaraya"], Narrow::default())
    }

    async fn rows(&self, table: &'static str) -> i64 {
        self.app.store().read(Rows(table)).await.unwrap()
    }
}

struct Rows(&'static str);

impl Query for Rows {
    type Output = i64;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<i64, StoreError> {
        let sql = format!("SELECT count(*) FROM {}", self.0);
        Ok(tx.rows_dyn::<i64>(&sql, &[]).await?[0])
    }
}

both_engines! {
    async fn a_report_is_told_of_as_everybody_sees_it(store: Store) {
        let (town, postbox) = town(store).await;
        let filed = town.public(1).await;
        let id = town.follows(&postbox, WHO, &Subject::Report(filed.tracking)).await;
        assert_eq!(town.round().await, 0, "nothing happened since");
        town.give("koordinator", filed.report, |draft| Command::Note {
            text: draft.seal(ContentKind::OfficerMessage, "Catatan dalam."), shared_with: vec![],
        }).await;
        town.ask(filed.report, "Pertanyaan untuk pelapor?").await;
        town.round().await;
        assert_eq!(postbox.take().len(), 0, "what passes between office and reporter is theirs");
        town.answer(filed.report, "Penambalan hari Kamis.").await;
        town.round().await;
        let mut kept = postbox.take();
        assert_eq!(kept.len(), 1, "{kept:?}");
        let kept = kept.remove(0);
        let text = kept.text();
        assert!(text.contains("Penambalan hari Kamis.") && text.contains(&filed.tracking.to_string()) && text.contains("Dinas Pekerjaan Umum"), "{text}");
        for hidden in ["Pertanyaan", "Catatan", "pasar nomor"] {
            assert!(!text.contains(hidden), "{text}");
        }
        assert_eq!(link(&kept), id);
        assert_eq!(kept.header("List-Unsubscribe-Post"), Some("List-Unsubscribe=One-Click"));
        let ours = kept.header("List-Unsubscribe").unwrap().to_owned();
        assert_eq!(town.round().await, 0, "once");
        // One click, as mail programs do it.
        let message: Uuid = ours.rsplit('/').next().unwrap().trim_end_matches('>').parse().unwrap();
        silence::is_known(&town.app, message).await.unwrap();
        silence::by_message(&town.app, message).await.unwrap();
        assert_eq!((town.rows("follow").await, town.rows("contact_stop").await), (0, 0), "that alone is ended");
        town.answer(filed.report, "Sudah selesai.").await;
        town.round().await;
        assert_eq!(postbox.take().len(), 0);
        silence::by_message(&town.app, message).await.unwrap();
        assert!(town.is_settled().await);
    }

    async fn nothing_more_of_what_is_no_longer_public(store: Store) {
        let (town, postbox) = town(store).await;
        let filed = town.public(1).await;
        town.follows(&postbox, WHO, &Subject::Report(filed.tracking)).await;
        town.follows(&postbox, "lain@contoh.example", &town.everything()).await;
        // A letter that waits when it is withdrawn does not leave, nor does what happens then.
        postbox.mood(Mood::Greylists);
        town.answer(filed.report, "Jawaban pertama.").await;
        town.round().await;
        town.unrelease(&filed).await;
        postbox.mood(Mood::Works);
        town.answer(filed.report, "Jawaban kedua.").await;
        town.pass(SignedDuration::from_hours(30));
        town.round().await;
        assert_eq!(postbox.take().len(), 0);
        assert_eq!(town.rows("follow").await, 2);
        town.release(&filed).await;
        town.answer(filed.report, "Jawaban ketiga.").await;
        town.round().await;
        let kept = postbox.take();
        assert_eq!(kept.len(), 1, "{kept:?}");
        assert!(kept[0].text().contains("Jawaban ketiga."), "public again, told again");
        assert!(town.is_settled().await);
    }

    async fn a_list_is_told_of_once_a_day(store: Store) {
        let (town, postbox) = town(store).await;
        let old = town.public(1).await;
        town.follows(&postbox, WHO, &town.everything()).await;
        let other = town.made.units[&("palangkaraya".to_owned(), "dinsos".to_owned())];
        let narrow = Narrow { unit: Some(other), ..Narrow::default() };
        town.follows(&postbox, "lain@contoh.example", &Subject::List(town.made.bodies["palangkaraya"], narrow)).await;
        town.pass(SignedDuration::from_mins(5));
        let new = town.public(2).await;
        let hidden = town.file(3, |filing| filing.rahasia = true).await;
        town.answer(new.report, "Sedang diukur.").await;
        town.round().await;
        assert_eq!(postbox.take().len(), 0, "not before the morning");
        town.clock.set("2025-08-02T06:59:00+07:00".parse().unwrap());
        town.round().await;
        assert_eq!(postbox.take().len(), 0);
        town.clock.set("2025-08-02T07:00:00+07:00".parse().unwrap());
        town.round().await;
        let kept = postbox.take();
        assert_eq!(kept.len(), 1, "nothing new at the other office: {kept:?}");
        let text = kept[0].text();
        assert!(text.contains(&new.tracking.to_string()) && text.contains("Baru dibuka untuk umum (1)"), "{text}");
        assert!(!text.contains(&old.tracking.to_string()) && !text.contains(&hidden.tracking.to_string()), "{text}");
        let third = town.public(4).await;
        town.round().await;
        assert_eq!(postbox.take().len(), 0, "the day has had its letter");
        town.clock.set("2025-08-03T07:00:00+07:00".parse().unwrap());
        town.round().await;
        let kept = postbox.take();
        assert_eq!(kept.len(), 1);
        assert!(kept[0].text().contains(&third.tracking.to_string()) && !kept[0].text().contains(&new.tracking.to_string()));
        assert!(town.is_settled().await);
    }

    async fn addresses_are_sealed_and_forgotten(store: Store) {
        let (town, postbox) = town(store).await;
        let filed = town.public(1).await;
        follow::ask(&town.app, &Subject::Report(filed.tracking), WHO, Language::En, Some("203.0.113.9")).await.unwrap();
        // Asking again, written otherwise, is the same wish.
        follow::ask(&town.app, &Subject::Report(filed.tracking), "Pengikut@Contoh.example", Language::En, Some("203.0.113.9")).await.unwrap();
        assert_eq!(town.rows("follow").await, 1);
        town.round().await;
        let kept = postbox.take();
        assert!(kept.iter().all(|kept| kept.text().contains("Somebody")), "{kept:?}");
        assert_eq!(follow::read(&town.app, link(&kept[0])).await.unwrap().report, Some(filed.tracking));
        town.answer(filed.report, "Sudah diukur.").await;
        town.round().await;
        assert_eq!(postbox.take().len(), 0, "nobody confirmed");
        town.pass(SignedDuration::from_hours(49));
        lapor_app::channels::forget(&town.app).await.unwrap();
        assert_eq!(town.rows("follow").await, 0);
        assert!(follow::confirm(&town.app, link(&kept[0])).await.is_err());
    }

    async fn nights_are_quiet_for_followers_too(store: Store) {
        let (town, postbox) = town(store).await;
        town.describe(&format!("quiet = {{ from = \"21:00\", until = \"08:30\" }}\n{}", postbox.described()));
        let filed = town.public(1).await;
        town.follows(&postbox, WHO, &Subject::Report(filed.tracking)).await;
        town.clock.set("2025-08-01T22:00:00+07:00".parse().unwrap());
        town.answer(filed.report, "Sudah diukur.").await;
        town.round().await;
        assert_eq!(postbox.take().len(), 0);
        town.clock.set("2025-08-02T08:30:01+07:00".parse().unwrap());
        town.round().await;
        assert_eq!(postbox.take().len(), 1);
    }

    async fn who_wants_no_letters_at_all_follows_nothing(store: Store) {
        let (town, postbox) = town(store).await;
        let own = town.file(9, |filing| { filing.phone.clear(); WHO.clone_into(&mut filing.email); }).await;
        town.round().await;
        let receipt = postbox.take().pop().unwrap();
        town.verify(own.report, false).await;
        town.round().await;
        postbox.take();
        town.follows(&postbox, WHO, &Subject::Report(own.tracking)).await;
        let message = receipt.header("List-Unsubscribe").unwrap().rsplit('/').next().unwrap().trim_end_matches('>').parse().unwrap();
        silence::by_message(&town.app, message).await.unwrap();
        assert_eq!(town.rows("follow").await, 0);
        town.answer(own.report, "Sudah diukur.").await;
        town.round().await;
        assert_eq!(postbox.take().len(), 0);
        // Who asks anew and confirms is told of that, and of nothing else.
        town.follows(&postbox, WHO, &Subject::Report(own.tracking)).await;
        town.answer(own.report, "Sudah ditambal.").await;
        town.round().await;
        let kept = postbox.take();
        assert_eq!(kept.len(), 1, "{kept:?}");
        assert!(kept[0].text().contains("laporan publik nomor"));
    }
}
