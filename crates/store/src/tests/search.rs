//! Search finds the same on both engines, and forgets.

use uuid::Uuid;

use crate::{Change, Query, SearchIndex, Store, StoreError, Tx};

enum Do {
    Put(u64, &'static str),
    Forget(u64),
}

fn id(n: u64) -> Uuid {
    Uuid::from_u64_pair(n << 16, n)
}

impl Change for Do {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "search";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        match self {
            Do::Put(n, stems) => tx.search_put(SearchIndex::Public, id(*n), stems).await,
            Do::Forget(n) => tx.search_forget(SearchIndex::Public, id(*n)).await,
        }
    }
}

struct Find(SearchIndex, &'static str, Option<u64>);

impl Query for Find {
    type Output = Vec<Uuid>;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Uuid>, StoreError> {
        tx.search_find(self.0, self.1, self.2.map(id), 2).await
    }
}

async fn found(store: &Store, stems: &'static str, before: Option<u64>) -> Vec<Uuid> {
    store
        .read(Find(SearchIndex::Public, stems, before))
        .await
        .unwrap()
}

crate::both_engines! {
    async fn words_are_found_paged_and_forgotten(store: Store) {
        for n in [3, 1, 2] {
            store.run(Do::Put(n, "lampu jalan mati RT05")).await.unwrap();
        }
        store.run(Do::Put(4, "sampah tumpuk")).await.unwrap();
        assert_eq!(found(&store, "jalan lampu", None).await, [id(3), id(2)]);
        assert_eq!(found(&store, "jalan lampu", Some(2)).await, [id(1)]);
        assert!(found(&store, "rt05", Some(1)).await.is_empty());
        assert!(found(&store, "lampu sampah", None).await.is_empty());
        assert!(store.read(Find(SearchIndex::Staff, "lampu", None)).await.unwrap().is_empty());

        // Replaced, another word is found and the old is not.
        store.run(Do::Put(4, "air keruh")).await.unwrap();
        assert!(found(&store, "sampah", None).await.is_empty());
        assert_eq!(found(&store, "keruh", None).await, [id(4)]);
        store.run(Do::Forget(4)).await.unwrap();
        store.run(Do::Forget(4)).await.unwrap();
        assert!(found(&store, "keruh", None).await.is_empty());
    }

    async fn no_input_is_an_operator(store: Store) {
        store.run(Do::Put(1, "jalan rusak")).await.unwrap();
        for stems in ["\" OR *", "jalan AND (", "-jalan", "stems:jalan", "a'b;--", "", "  ", "NOT", "jalan*", "é'\u{0}x"] {
            found(&store, stems, None).await;
        }
        assert_eq!(found(&store, "JALAN!", None).await, [id(1)]);
    }
}

#[tokio::test]
async fn a_forgotten_word_is_not_in_the_file() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("lapor.db");
    let url = format!("sqlite:{}", file.display());
    let store = Store::open(&url, crate::OpenOptions::default())
        .await
        .unwrap();
    store.run(Do::Put(1, "jalan kabupaten")).await.unwrap();
    store.run(Do::Put(2, "kataterlarangsekali")).await.unwrap();
    store.run(Do::Forget(2)).await.unwrap();
    store.run(Do::Put(3, "jalan desa")).await.unwrap();
    store.tidy().await.unwrap();
    for name in ["lapor.db", "lapor.db-wal"] {
        let bytes = std::fs::read(place.path().join(name)).unwrap_or_default();
        let holds = |word: &[u8]| bytes.windows(word.len()).any(|w| w == word);
        assert!(name != "lapor.db" || holds(b"kabupaten"));
        assert!(!holds(b"kataterlarang"), "{name}");
    }
}
