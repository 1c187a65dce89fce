//! The receipt of a report recorded for somebody, `GET /ruang/catat/saya`: what this officer recorded, and
//! `GET /ruang/catat/saya/{number}`: the receipt once more, without the phrase.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use lapor_app::error::AppError;
use lapor_app::report::filing::Filing;
use lapor_app::report::receive::{self, Receipted};
use lapor_app::report::recorded::{self, Taken};
use lapor_domain::ids::BodyId;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::Channel;
use serde::Deserialize;

use super::seat::Seat;
use crate::errors;
use crate::format::grouped;
use crate::layout;
use crate::public::receipt;
use crate::public::show;
use crate::qr;
use crate::state::{Here, face};
use crate::workspace_view::frame;
use crate::workspace_view::slip::{SlipPage, TakenPage, TakenRow};
use crate::workspace_view::words;

/// Of which days.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    rentang: String,
}

/// What a fresh receipt says beside its number and phrase.
pub(super) struct Fresh {
    holder: BodyId,
    channel: Channel,
    no_identity: bool,
    is_hidden: bool,
    is_there: bool,
}

impl Fresh {
    /// As it was filed. At the counter and on the telephone the person is there; else an officer says so.
    pub(super) fn of(seat: &Seat, filing: &Filing, is_there: bool) -> Self {
        let channel = filing.channel.unwrap_or(Channel::Counter);
        Self {
            holder: receive::holder(&seat.here.rules(), filing),
            channel,
            no_identity: filing.no_identity,
            is_hidden: filing.rahasia || filing.supervisory || !filing.concerns.is_empty(),
            is_there: is_there || matches!(channel, Channel::Counter | Channel::Telephone),
        }
    }
}

/// The receipt of what was just recorded.
pub(super) fn fresh(seat: &Seat, receipted: &Receipted, fresh: &Fresh) -> Response {
    let taken = Taken {
        tracking: receipted.tracking,
        received_at: receipted.received_at,
        recorded_at: seat.here.app().now(),
        channel: fresh.channel,
        holder: fresh.holder,
        is_hidden: fresh.is_hidden,
        state: None,
    };
    let mut page = view(seat, &taken);
    if fresh.is_there {
        let words = receipted.phrase.words();
        page.phrase = words.iter().map(|word| (*word).to_owned()).collect();
    }
    let clock = show::first_promise(&seat.here, fresh.holder, receipted.received_at);
    page.promise = format!("{}: {}.", clock.name, clock.due);
    page.no_identity = fresh.no_identity;
    page.l = page.l.one_off();
    layout::page(receipt::status(receipted), &page)
}

/// The receipt once more.
pub(super) async fn once_more(here: Here, Path(number): Path<String>) -> Response {
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    let number = TrackingNo::parse(&number).map_err(|_| AppError::NotFound);
    let taken = match number {
        Ok(number) => recorded::one(seat.here.app(), &seat.officer, number).await,
        Err(error) => Err(error),
    };
    match taken {
        Ok(taken) => {
            let mut page = view(&seat, &taken);
            page.again = true;
            layout::page(StatusCode::OK, &page)
        }
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}

/// What this officer recorded today, or since Monday.
pub(super) async fn list(here: Here, Query(asked): Query<Asked>) -> Response {
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    let week = asked.rentang == "minggu";
    let body = seat.body();
    let rules = seat.here.rules();
    let zone = body.map_or(lapor_domain::zone::Zone::Wib, |body| rules.zone(body));
    let today = zone.local_date(seat.here.app().now());
    let from = if week { monday(today) } else { today };
    let since = zone.start_of_day(from);
    match recorded::since(seat.here.app(), &seat.officer, since).await {
        Ok(taken) => {
            let page = TakenPage {
                l: seat.layout(),
                d: seat.desk(frame::Here::FileFor),
                week,
                rows: taken.iter().map(|taken| row(&seat, taken)).collect(),
            };
            layout::page(StatusCode::OK, &page)
        }
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}

fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(jiff::Span::new().days(back)).unwrap_or(day)
}

fn row(seat: &Seat, taken: &Taken) -> TakenRow {
    let (here, base) = (&seat.here, &seat.here.site.base);
    let zone = here.rules().zone(taken.holder);
    let state = taken.state.map(|state| words::state(&here.i18n, state));
    TakenRow {
        number: grouped(&taken.tracking.to_string()),
        slip: format!("{base}/ruang/catat/saya/{}", taken.tracking),
        page: state
            .as_ref()
            .map(|_| format!("{base}/ruang/laporan/{}", taken.tracking))
            .unwrap_or_default(),
        at: here.i18n.moment(taken.recorded_at, face(zone)),
        channel: words::channel(&here.i18n, taken.channel),
        state: state.unwrap_or_default(),
    }
}

fn view(seat: &Seat, taken: &Taken) -> SlipPage {
    let (here, i18n) = (&seat.here, seat.here.i18n);
    let rules = here.rules();
    let body = rules.directory.bodies.get(&taken.holder);
    let slug = body.map(|body| body.slug.clone()).unwrap_or_default();
    let number = grouped(&taken.tracking.to_string());
    let pages = pages(here, &slug);
    let received = i18n.moment(taken.received_at, face(rules.zone(taken.holder)));
    let track = format!("{pages}/lacak");
    // The number alone opens nothing of it: then it need not stand in an address.
    let way = if taken.is_hidden {
        track.clone()
    } else {
        format!("{track}?number={}", taken.tracking)
    };
    let channels = here.app().channels();
    let by_sms = channels
        .sms_of(&slug)
        .map(|_| i18n.t1("slip-follow-sms", "number", taken.tracking));
    let address = track
        .split_once("://")
        .map_or(track.as_str(), |(_, rest)| rest);
    SlipPage {
        l: seat.layout().with_scripts(SlipPage::SCRIPTS),
        d: seat.desk(frame::Here::FileFor),
        phrase: Vec::new(),
        aloud: i18n.t2("slip-aloud-text", "number", aloud(&number), "at", &received),
        received,
        channel: words::channel(&i18n, taken.channel),
        office: body.map(|body| body.name.clone()).unwrap_or_default(),
        promise: String::new(),
        address: address.to_owned(),
        square: qr::square(&way),
        by_sms: by_sms.unwrap_or_default(),
        is_hidden: taken.is_hidden,
        no_identity: false,
        again: false,
        number,
    }
}

/// Where the body's pages are: as the operator wrote it down, else as this page was asked for.
fn pages(here: &Here, slug: &str) -> String {
    let channels = here.app().channels();
    if !channels.base_url.is_empty() {
        return channels.pages_of(slug);
    }
    let scheme = if here.web.settings.secure_cookies {
        "https"
    } else {
        "http"
    };
    format!("{scheme}://{}{}", here.host(), here.site.base)
}

/// A number as it is read out: in its groups, with a breath between them.
fn aloud(number: &str) -> String {
    number.replace(' ', ", ")
}
