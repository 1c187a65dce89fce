//! How long first pages take at a million reports. Slow to fill, so it runs only when asked:
//! `cargo test --release -p lapor-store list::scale -- --ignored --nocapture`.
#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(clippy::disallowed_methods, reason = "measures time")]

use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use lapor_domain::ids::{BodyId, CategoryId, OfficerId, UnitId};
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{Addressee, Channel, Figure, Priority, StateCode};
use uuid::Uuid;

use super::{InboxFilter, Order, Past, PublicFilter, View, inbox, public_list};
use crate::record::project::OPEN_END;
use crate::testing::on_sqlite;
use crate::{Change, Query, Store, StoreError, Tx, Value, params};

const REPORTS: i64 = 1_000_000;
const RUNS: usize = 200;
const BODY: BodyId = BodyId(Uuid::from_u128(1));

/// Two years of reports of one body: 4 % open, a third released, 50 categories, 40 units, 35 villages.
struct Fill;

impl Change for Fill {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "fill";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO report (id, body_id, holder_id, tracking_no, received_at, received_day,
            recorded_at, updated_at, seq, state, figure, needs_action, report_type, supervisory, category_id, lead_id,
            region, channel, anonim, rahasia, is_public, priority, round, due_at, told, has_barred)
            VALUES ($1, $2, $2, $3, $4, $5, 0, 0, 1, $6, $7, $8, 'complaint', $9, $10, $11, $12, $13, $9, $9, $14, $15, 1, $16, $17, $18)";
        let mut random = 12_345_u64;
        for i in 0..REPORTS {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let of = |n: u64, shift: u32| u32::try_from((random >> shift) % n).unwrap();
            let (state, figure) = match of(100, 16) {
                0 | 1 => (StateCode::Received, Figure::NotVerified),
                2 | 3 => (StateCode::Assigned, Figure::NotFollowedUp),
                4 => (StateCode::Archived, Figure::Archived),
                _ => (StateCode::Closed, Figure::Handled),
            };
            let is_open = of(100, 16) < 4;
            let received = start() + SignedDuration::from_secs(63 * i);
            let due = received + SignedDuration::from_hours(72);
            let day = i64::from(TimeZone::UTC.to_datetime(received).year()) * 10_000 + 101;
            let village = of(35, 40);
            let n = u64::try_from(i).unwrap();
            let row = params![
                Uuid::from_u64_pair(n << 8, random),
                BODY.0,
                TrackingNo::from_random(n).to_string(),
                received,
                day,
                state.as_str(),
                figure.as_str(),
                is_open,
                false,
                number(of(50, 24)),
                number(of(40, 32)),
                format!("62.71.{:02}.{:04}", village / 7 + 1, village % 7 + 1001),
                if i % 5_000 == 0 { "sms" } else { "web" },
                of(3, 48) == 0,
                if i % 4_000 == 0 { 0_i64 } else { 2 },
                if is_open {
                    Value::from(due)
                } else {
                    Value::from(OPEN_END)
                },
                // Of ten open ones the delay of one went up, and of fifty one is under review.
                if is_open && of(10, 8) == 0 { 3_i64 } else { 0 },
                is_open && of(50, 8) == 0
            ];
            tx.exec(SQL, row).await?;
        }
        Ok(())
    }
}

fn start() -> Timestamp {
    "2025-01-01T00:00:00Z".parse().unwrap()
}

fn now() -> Timestamp {
    start() + SignedDuration::from_secs(63 * REPORTS)
}

fn number(n: u32) -> Uuid {
    Uuid::from_u128(0x100 + u128::from(n))
}

enum Ask {
    Inbox(InboxFilter),
    Public(PublicFilter),
}

impl Query for Ask {
    type Output = (usize, Duration);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(usize, Duration), StoreError> {
        let begun = Instant::now();
        let page = match self {
            Self::Inbox(filter) => inbox(tx, filter, now()).await?,
            Self::Public(filter) => public_list(tx, filter, now()).await?,
        };
        Ok((page.lines.len(), begun.elapsed()))
    }
}

#[test]
#[ignore = "fills a million rows"]
fn first_pages_at_a_million_reports() {
    on_sqlite(|store: Store| async move {
        let begun = Instant::now();
        store.run(Fill).await.unwrap();
        println!("filled in {:?}", begun.elapsed());
        for (name, ask) in asked() {
            let mut times = Vec::with_capacity(RUNS);
            let mut lines = 0;
            for _ in 0..RUNS {
                let (found, time) = store.read(ask(())).await.unwrap();
                lines = found;
                times.push(time);
            }
            times.sort();
            let at = |share: usize| times.get(times.len() * share / 100).unwrap();
            println!(
                "{name:40} {lines:3} lines  median {:8.2?}  p99 {:8.2?}",
                at(50),
                at(99)
            );
        }
    });
}

type Asked = (&'static str, Box<dyn Fn(()) -> Ask + Send>);

fn asked() -> Vec<Asked> {
    let city = || InboxFilter::of(BODY);
    let all = move || InboxFilter {
        view: View::All,
        ..city()
    };
    let categories = || vec![CategoryId(number(7))];
    let unit = |n| UnitId(number(n));
    let village = || Some("62.71.02.1003".to_owned());
    let district = || Some("62.71.02".to_owned());
    let mut asked: Vec<Asked> = Vec::new();
    let mut add = |name, ask: Box<dyn Fn(()) -> Ask + Send>| asked.push((name, ask));
    macro_rules! inbox {
        ($name:literal, $base:expr $(, $field:ident: $value:expr)*) => {
            add($name, Box::new(move |()| Ask::Inbox(InboxFilter { $($field: $value,)* ..$base() })))
        };
    }
    macro_rules! public {
        ($name:literal $(, $field:ident: $value:expr)*) => {
            add($name, Box::new(move |()| Ask::Public(PublicFilter { $($field: $value,)* ..PublicFilter::default() })))
        };
    }
    inbox!("open", city);
    inbox!("open, viewer excluded", city, excluded: Some(OfficerId(number(1))));
    inbox!("overdue", city, view: View::Overdue);
    inbox!("unverified", city, view: View::Unverified);
    inbox!("review (none)", city, view: View::Review);
    inbox!("open, category", city, categories: categories());
    inbox!("open, village", city, region: village());
    inbox!("open, channel (rare)", city, channel: Some(Channel::Sms));
    inbox!("open, danger (rare)", city, priority: Some(Priority::Danger));
    inbox!("open, unit", city, leads: Some(vec![unit(3)]));
    inbox!("open, 20 units", city, leads: Some((0..20).map(unit).collect()));
    inbox!("told", city, view: View::Told, told: &[Addressee::Leader]);
    inbox!("told (none)", city, view: View::Told, told: &[Addressee::Overseer]);
    inbox!("open, support (none)", city, supports: Some(vec![unit(3)]));
    inbox!("open, past others (none)", city, past: Some(vec![Past {
        holder: BODY,
        officers: vec![OfficerId(number(1))],
        excluded: false,
        states: &[StateCode::Review],
        verified: false,
    }]));
    inbox!("open, newest", city, order: Order::Received);
    inbox!("all", all);
    inbox!("closed", city, view: View::Closed);
    inbox!("archived", city, view: View::Archived);
    inbox!("all, category", all, categories: categories());
    inbox!("all, unit", all, leads: Some(vec![unit(3)]));
    inbox!("all, village", all, region: village());
    inbox!("all, district", all, region: district());
    inbox!("archived, category", city, view: View::Archived, categories: categories());
    inbox!("all, channel (rare, no index)", all, channel: Some(Channel::Sms));
    inbox!("all, region of nobody (no index)", all, region: Some("11".to_owned()));
    public!("public");
    public!("public, body", holder: Some(BODY));
    public!("public, category", categories: categories());
    public!("public, village, year", region: village(), year: Some(2025));
    public!("public, figure and category", categories: categories(), figure: Some(Figure::Archived));
    public!("public, region of nobody", region: Some("11".to_owned()));
    asked
}
