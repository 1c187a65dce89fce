//! Every kind of value goes in and comes out the same on both engines.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{Change, Query, Store, StoreError, Tx, params};

struct RoundTrip;

type Kinds = (
    Uuid,
    i64,
    bool,
    Vec<u8>,
    String,
    f64,
    Option<i64>,
    Timestamp,
);

impl Change for RoundTrip {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "round_trip";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let text = "CREATE TABLE kinds (a {uuid}, b {int}, c {bool}, d {bytes}, e {text}, f {real}, g {int}, h {int}) {table}";
        let sql = tx.engine().render(text);
        tx.exec_dyn(&sql, params![]).await?;
        let id = Uuid::from_u128(7);
        let at = Timestamp::from_microsecond(1_700_000_000_000_001).unwrap();
        let none: Option<i64> = None;
        // Parameters out of order: `$1` is a position, not a name.
        let put =
            "INSERT INTO kinds (h, g, f, e, d, c, b, a) VALUES ($8, $7, $6, $5, $4, $3, $2, $1)";
        let values = params![
            id,
            i64::MIN,
            true,
            [0_u8, 255].as_slice(),
            "jalan '$1' rusak 🙂",
            0.25,
            none,
            at
        ];
        assert_eq!(tx.exec_many(&[(put, values), (put, values)]).await?, [1, 1]);
        let sql = "SELECT a, b, c, d, e, f, g, h FROM kinds WHERE c = $1 AND a = $2 AND e <> '$3' LIMIT $3";
        let rows: Vec<Kinds> = tx.rows(sql, params![true, id, 5]).await?;
        let expected = (
            id,
            i64::MIN,
            true,
            vec![0, 255],
            "jalan '$1' rusak 🙂".to_owned(),
            0.25,
            None,
            at,
        );
        assert_eq!(rows, [expected.clone(), expected]);
        Ok(())
    }
}

/// Reads text as a number.
struct Misread;

impl Query for Misread {
    type Output = Option<i64>;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<i64>, StoreError> {
        tx.row("SELECT e FROM kinds", params![]).await
    }
}

/// Writes inside of a query.
struct Sneak;

impl Query for Sneak {
    type Output = u64;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<u64, StoreError> {
        tx.exec("DELETE FROM kinds", params![]).await
    }
}

crate::both_engines! {
    async fn values_come_back_as_they_went_in(store: Store) {
        store.run(RoundTrip).await.unwrap();
        let told = store.read(Misread).await.unwrap_err();
        assert_eq!(told, StoreError::BadValue { column: 0, expected: "i64" });
        assert!(matches!(store.read(Sneak).await.unwrap_err(), StoreError::Unavailable(_)));
        assert_eq!(store.read(Misread).await.unwrap_err(), told);
    }
}
