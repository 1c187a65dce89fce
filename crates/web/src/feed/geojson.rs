//! GeoJSON (RFC 7946): longitude first, WGS 84. A report whose exact point is not for everybody has no geometry; its
//! region stands among its properties.

use lapor_app::report::case::CaseView;
use lapor_app::report::outward::moment;
use lapor_domain::words::Figure;
use serde_json::{Value, json};

use super::atom::is_kept;
use super::{Feed, Written};
use crate::public::show;

/// The feed as a document.
pub(super) fn document(feed: &Feed<'_>) -> Written {
    let features: Vec<Value> = feed
        .found
        .cases
        .iter()
        .map(|case| feature(feed, case))
        .collect();
    let document = json!({
        "type": "FeatureCollection",
        "title": clean(&feed.title()),
        "href": feed.page(),
        "next": feed.next(),
        "features": features,
    });
    Written {
        kind: "application/geo+json",
        text: document.to_string(),
    }
}

fn feature(feed: &Feed<'_>, case: &CaseView) -> Value {
    let geometry = case.point.map(
        |(latitude, longitude)| json!({"type": "Point", "coordinates": [longitude, latitude]}),
    );
    let answer = show::answer(feed.here, case).map(|answer| clean(&answer.text));
    let when = |at| moment(at, case.zone);
    json!({
        "type": "Feature",
        "id": case.tracking.to_string(),
        "geometry": geometry,
        "properties": {
            "number": case.tracking.to_string(),
            "title": clean(&feed.title_of(case)),
            "text": case.text_public.words().map(clean),
            "type": case.report_type.as_str(),
            "category": case.category,
            "category_id": case.category.as_ref().and(case.category_id).map(|id| id.to_string()),
            "region": case.region,
            "address": case.address(&feed.here.app().places()).map(|place| clean(&place)),
            "unit": case.lead,
            "agency": case.agency(),
            "state": case.state.as_str(),
            "status": case.figure.map(Figure::as_str),
            "standing": feed.standing(case),
            "answer": answer.filter(|text| !text.is_empty()),
            "received": if case.day_only { case.zone.local_date(case.received_at).to_string() } else { when(case.received_at) },
            "published": case.public_since.map(when),
            "updated": case.public_at.map(when),
            "photos": feed.photos(case),
            "href": feed.report(case),
        },
    })
}

fn clean(text: &str) -> String {
    text.chars().filter(|c| is_kept(*c)).collect()
}
