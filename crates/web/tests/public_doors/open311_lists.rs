//! Open311: lists that do not say all, and requests that stand in no list.

use axum::http::{StatusCode, header};
use jiff::{SignedDuration, Timestamp};
use lapor_app::clock::Clock as _;
use lapor_domain::api_key::Scope;
use lapor_domain::content::ContentKind;
use lapor_domain::report::command::Command;
use lapor_domain::tracking::TrackingNo;
use lapor_store::record::micros;
use lapor_store::{Change, Store, StoreError, Tx, both_engines, params};
use open311::{Format, Request, Requests, Status};
use uuid::Uuid;

use crate::open311::{Back, get, ids};
use crate::town::Town;

/// Rows of the list at these moments, like the one that is there. Behind them is no report.
struct Rows(Vec<Timestamp>);

impl Change for Rows {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "rows";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        tx.exec(
            "CREATE TEMPORARY TABLE copied AS SELECT * FROM report ORDER BY received_at LIMIT 1",
            params![],
        )
        .await?;
        for (n, at) in (1..).zip(&self.0) {
            let number = TrackingNo::from_random(n).to_string();
            tx.exec(
                "UPDATE copied SET id = $1, tracking_no = $2, received_at = $3",
                params![Uuid::from_u128(n.into()), number, micros(*at)],
            )
            .await?;
            tx.exec("INSERT INTO report SELECT * FROM copied", params![])
                .await?;
        }
        tx.exec("DROP TABLE copied", params![]).await?;
        Ok(())
    }
}

/// Where the list goes on.
fn next(back: &Back) -> Option<String> {
    let link = back.headers.get(header::LINK)?.to_str().unwrap();
    let link = link.strip_prefix("<http://lapor.contoh.id")?;
    link.strip_suffix(">; rel=\"next\"").map(str::to_owned)
}

fn numbers(back: &Back) -> Vec<String> {
    let found: Requests = back.read(Format::Json);
    ids(&found).into_iter().map(str::to_owned).collect()
}

both_engines! {
    async fn a_list_that_looked_through_a_part_says_where_it_goes_on(store: Store) {
        let town = Town::new(store).await;
        let began = town.clock.now();
        let (oldest, _) = town.release("Jalan berlubang di depan pasar.", &[]).await;
        let after = |seconds: i64| began.checked_add(SignedDuration::from_secs(3600 + seconds)).unwrap();
        town.app.store().run(Rows((0..1000).map(after).collect())).await.unwrap();
        town.wait(3);
        let (newest, _) = town.release("Jalan berlubang di depan sekolah.", &[]).await;

        let first = get(&town, "/requests.json?detailed_status=RECEIVED,IN_PROCESS&page_size=1&api_key=rahasia").await;
        assert_eq!(numbers(&first), [newest.as_str()]);
        assert!(!first.headers.contains_key("x-total-count"), "nobody counted the rest");
        let link = next(&first).unwrap();
        assert!(!link.contains("rahasia") && link.contains("end_date=2025-08-01T11%3A00%3A01%2B07%3A00"), "{link}");
        let second = get(&town, &link).await;
        assert_eq!(numbers(&second), [oldest.as_str()]);
        assert_eq!((second.headers["x-total-count"].to_str().unwrap(), next(&second)), ("1", None));
        // Without pages too, and the pages of what was looked through come first.
        let plain = get(&town, "/requests.json?detailed_status=IN_PROCESS").await;
        assert_eq!(next(&get(&town, &next(&plain).unwrap()).await), None);
        // By its change no day of arrival bounds it.
        town.wait(24 * 80);
        let changed = get(&town, "/requests.json?detailed_status=IN_PROCESS&updated_after=2025-07-31").await;
        let link = next(&changed).unwrap();
        assert!(!link.contains("start_date"), "{link}");
        assert_eq!(numbers(&get(&town, &link).await), [oldest.as_str()]);

        let whole = get(&town, "/requests.json?detailed_status=IN_PROCESS&page=1&end_date=2025-08-01T11:16:38%2B07:00").await;
        assert_eq!((numbers(&whole), next(&whole)), (vec![oldest], None));
        assert_eq!(whole.headers["x-total-count"], "1", "a thousand, and all of them looked through");
    }

    async fn more_of_one_second_than_are_looked_through_is_refused(store: Store) {
        let town = Town::new(store).await;
        town.release("Jalan berlubang di depan pasar.", &[]).await;
        let at = town.clock.now().checked_add(SignedDuration::from_hours(1)).unwrap();
        town.app.store().run(Rows(vec![at; 1001])).await.unwrap();
        town.wait(2);
        let refused = get(&town, "/requests.json?bbox=113,-3,114,-2&end_date=2025-08-01T11:00:00%2B07:00").await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(refused.faults(Format::Json).contains("service_code"), "{}", refused.body);
    }

    async fn a_merged_request_is_closed_and_names_the_one_that_goes_on(store: Store) {
        let town = Town::new(store).await;
        let key = town.api_key("palangkaraya", &[Scope::File]).await;
        let (survivor, root) = town.release("Jalan berlubang di depan pasar.", &[]).await;
        let (number, follower) = town.release("Lubang di jalan depan pasar.", &[]).await;
        town.give("koordinator", follower, |_| Command::Merge { root }).await.unwrap();
        town.answer(root, "Kami tinjau besok pagi.").await;
        let of = |format: Format| format!("/requests/{number}.{}?extensions=true&api_key={key}", format.suffix());
        for format in Format::ALL {
            let merged: Requests = get(&town, &of(format)).await.read(format);
            let merged: &Request = &merged.0[0];
            assert_eq!(merged.status, Status::Closed);
            assert!(merged.status_notes.as_deref().unwrap().contains(&survivor), "{:?}", merged.status_notes);
            assert_eq!((&merged.expected, &merged.service_notice), (&None, &None), "nothing is owed here");
            assert_eq!(merged.extended.as_ref().unwrap().detailed_status.as_deref(), Some("ARCHIVED"));
        }
        // Without a key it is in no list, and by its number it is as if it had never been there.
        assert_eq!(numbers(&get(&town, "/requests.json").await), [survivor.as_str()]);
        let alone = get(&town, &format!("/requests/{number}.json")).await;
        assert_eq!((alone.status, &alone.body), (StatusCode::NOT_FOUND, &get(&town, "/requests/000000000000.json").await.body));
        let open: Requests = get(&town, &format!("/requests/{survivor}.json")).await.read(Format::Json);
        assert_eq!(open.0[0].status, Status::Open);
        // A survivor that is not public is not named.
        town.give("koordinator", root, |draft| Command::Unrelease { reason: draft.seal(ContentKind::OfficerMessage, "Memuat nama orang.") }).await.unwrap();
        let hidden: Requests = get(&town, &of(Format::Json)).await.read(Format::Json);
        assert_eq!(hidden.0[0].status, Status::Closed);
        assert!(!hidden.0[0].status_notes.as_deref().unwrap().contains(&survivor), "{:?}", hidden.0[0].status_notes);
    }
}
