#![expect(clippy::unwrap_used, reason = "tests")]

use lapor_domain::content::ContentKind;
use lapor_domain::report::command::Command;
use lapor_domain::testkit::commands::{archive, verify, verify_supervisory, verify_unreleased};
use lapor_domain::testkit::{CITY, INSPECTORATE, Life, PROVINCE, ROADS};
use lapor_domain::words::ArchiveReason;

use super::*;
use crate::list::{InboxFilter, PublicFilter, View, inbox, public_list};
use crate::record::job;
use crate::seal::KeyFile;
use crate::tests::lives::{Exec, day, live, word};
use crate::{Change, Query, Store};

fn key() -> Secret32 {
    KeyFile::from_root([9; 32]).installation_key("search")
}

/// A report with its masked words, which are also its public ones, and its own.
struct Index(Report, &'static str, &'static str);

impl Change for Index {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "index";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let words = Words {
            public: self.1,
            masked: self.1,
            original: self.2,
        };
        index(tx, &self.0, words, &key()).await
    }
}

/// Found in public (anywhere, in the city), by those of the city who read originals, and by its offices.
struct Find(&'static str);

impl Query for Find {
    type Output = (usize, usize, usize, usize);
    async fn run(&self, tx: &mut Tx<'_>) -> Result<(usize, usize, usize, usize), StoreError> {
        let stems = Stems::of(self.0);
        let everywhere = PublicFilter {
            words: Some(stems.clone()),
            ..PublicFilter::default()
        };
        let city = PublicFilter {
            holder: Some(CITY),
            ..everywhere.clone()
        };
        let staff = |reading| InboxFilter {
            words: Some(stems.sealed(&key(), reading)),
            view: View::All,
            ..InboxFilter::of(CITY)
        };
        Ok((
            public_list(tx, &everywhere, day(1)).await?.lines.len(),
            public_list(tx, &city, day(1)).await?.lines.len(),
            inbox(tx, &staff(Reading::Original), day(1))
                .await?
                .lines
                .len(),
            inbox(tx, &staff(Reading::Masked), day(1))
                .await?
                .lines
                .len(),
        ))
    }
}

async fn found(store: &Store, words: &'static str) -> (usize, usize, usize, usize) {
    store.read(Find(words)).await.unwrap()
}

struct Jobs;

impl Change for Jobs {
    type Output = Vec<job::Job>;
    type Error = StoreError;
    const NAME: &'static str = "jobs";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Vec<job::Job>, StoreError> {
        job::claim(tx, day(40), day(41), 10).await
    }
}

struct Ask(Report);
impl Change for Ask {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "ask";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        ask(tx, &self.0, day(1)).await
    }
}

crate::both_engines! {
    async fn each_finds_what_they_may(store: Store) {
        let released = Life::received().as_coordinator(verify(ROADS));
        let hidden = Life::received();
        live(&store, &[released.clone(), hidden.clone()]).await;
        store.run(Index(released.report.clone(), "Jalan berlubang", "Jalan berlubang di depan rumah Pak Ketua")).await.unwrap();
        store.run(Index(hidden.report.clone(), "tidak boleh", "Lampu jalan mati")).await.unwrap();
        assert_eq!(found(&store, "LUBANG jalanan").await, (1, 1, 1, 1));
        assert_eq!(found(&store, "jalan").await, (1, 1, 2, 1));
        assert_eq!(found(&store, "ketua").await, (0, 0, 1, 0));
        assert_eq!(found(&store, "boleh tidak").await, (0, 0, 0, 0));
        assert_eq!(found(&store, "yang").await, (0, 0, 0, 0), "little words find nothing, not everything");
        assert_eq!(found(&store, "\" OR 1=1 --").await, (0, 0, 0, 0));
    }

    async fn secret_and_supervisory_reports_are_in_neither(store: Store) {
        let secret = Life::received_with(|receipt| receipt.rahasia = true);
        let official = Life::received().as_coordinator(verify_supervisory(INSPECTORATE));
        live(&store, &[secret.clone(), official.clone()]).await;
        for life in [&secret, &official] {
            store.run(Index(life.report.clone(), "suap", "suap")).await.unwrap();
        }
        assert_eq!(found(&store, "suap").await, (0, 0, 0, 0));
    }

    async fn what_is_taken_back_is_forgotten(store: Store) {
        let life = Life::received().as_coordinator(verify(ROADS));
        live(&store, std::slice::from_ref(&life)).await;
        store.run(Index(life.report.clone(), "sampah", "sampah")).await.unwrap();
        assert_eq!(found(&store, "sampah").await, (1, 1, 1, 1));
        // Until the job ran, the row keeps the public from what is no longer released.
        store.run(Exec("UPDATE report SET is_public = (1 = 0)", vec![])).await.unwrap();
        assert_eq!(found(&store, "sampah").await, (0, 0, 1, 1));
        let reason = word(&life, ContentKind::TextFinal);
        let life = life.as_coordinator(Command::Unrelease { reason });
        store.run(Index(life.report.clone(), "sampah", "sampah")).await.unwrap();
        store.run(Exec("UPDATE report SET is_public = (1 = 1)", vec![])).await.unwrap();
        assert_eq!(found(&store, "sampah").await, (0, 0, 1, 1));
    }

    async fn what_is_told_without_words_is_not_found_by_them(store: Store) {
        let unverified = Life::received();
        let archived = Life::received().as_coordinator(archive(ArchiveReason::Unclear));
        let after = Life::received().as_coordinator(verify_unreleased(ROADS)).as_coordinator(archive(ArchiveReason::OutOfScope));
        for life in [unverified, archived, after] {
            live(&store, std::slice::from_ref(&life)).await;
            store.run(Index(life.report.clone(), "parit", "parit")).await.unwrap();
        }
        assert_eq!(found(&store, "parit").await, (0, 0, 3, 0));
    }

    async fn a_report_is_found_in_the_body_that_holds_it(store: Store) {
        let life = Life::received().as_coordinator(verify(ROADS));
        live(&store, std::slice::from_ref(&life)).await;
        let mut moved = life.report.clone();
        moved.holder = PROVINCE;
        store.run(Index(moved, "banjir", "banjir")).await.unwrap();
        assert_eq!(found(&store, "banjir").await, (1, 0, 0, 0));
    }

    async fn an_event_asks_for_the_job_anew(store: Store) {
        let life = Life::received();
        live(&store, std::slice::from_ref(&life)).await;
        let mut first = store.run(Jobs).await.unwrap();
        first.retain(|job| job.kind == JOB);
        assert_eq!(first.len(), 1);
        assert!(store.run(Jobs).await.unwrap().is_empty(), "leased");
        // While a worker is at it, the report changes: its job must not count for what came after.
        let after = life.as_coordinator(verify(ROADS));
        store.run(Ask(after.report)).await.unwrap();
        let ids = first.iter().map(|job| job.id).collect();
        store.run(Exec("DELETE FROM job WHERE id = $1", ids)).await.unwrap();
        assert_eq!(store.run(Jobs).await.unwrap().len(), 1);
    }
}

#[test]
fn only_what_is_searched_asks_for_the_job() {
    let life = Life::received();
    let verified = life.clone().as_coordinator(verify(ROADS));
    assert!(is_touched(None, &life.report));
    assert!(is_touched(Some(&life.report), &verified.report));
    let accepted = verified.clone().as_unit(Command::Accept);
    assert!(!is_touched(Some(&verified.report), &accepted.report));
}
