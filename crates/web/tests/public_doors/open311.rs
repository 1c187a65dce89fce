//! Open311: what other programs read of us, in both formats.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use jiff::Timestamp;
use lapor_app::report::act;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::ReportId;
use lapor_domain::report::command::Command;
use lapor_domain::report::permit::Actor;
use lapor_store::{Store, both_engines};
use open311::{Definition, Discovery, Document, Faults, Format, Requests, Services, Status, read};
use std::net::SocketAddr;
use tower::ServiceExt as _;

use crate::town::Town;

/// Of the city's own pages.
pub(crate) const ROOT: &str = "/b/palangkaraya/open311/v2";

/// What came back.
pub(crate) struct Back {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Back {
    pub(crate) fn read<D: Document>(&self, format: Format) -> D {
        assert_eq!(
            self.headers[header::CONTENT_TYPE],
            format.content_type(),
            "{}",
            self.body
        );
        read(self.body.as_bytes(), format).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// Errors in the protocol's shape, each with the status as its code.
    pub(crate) fn faults(&self, format: Format) -> String {
        let faults: Faults = self.read(format);
        assert!(!faults.0.is_empty(), "{}", self.body);
        let code = i64::from(self.status.as_u16());
        assert!(
            faults
                .0
                .iter()
                .all(|fault| fault.code == code && !fault.description.is_empty()),
            "{}",
            self.body
        );
        faults
            .0
            .into_iter()
            .map(|fault| fault.description)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

pub(crate) async fn call(
    town: &Town,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Back {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "lapor.contoh.id");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(body.into()).unwrap();
    request.extensions_mut().insert(ConnectInfo::<SocketAddr>(
        "203.0.113.9:4000".parse().unwrap(),
    ));
    let response = town.doors.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Back {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

pub(crate) async fn get(town: &Town, path: &str) -> Back {
    let path = if path.starts_with("/open311") || path.starts_with("/b/") {
        path.to_owned()
    } else {
        format!("{ROOT}{path}")
    };
    call(town, Method::GET, &path, &[], Body::empty()).await
}

/// A list in both formats, which say the same.
async fn list(town: &Town, query: &str) -> Requests {
    let json = get(town, &format!("/requests.json{query}")).await;
    assert_eq!(json.status, StatusCode::OK, "{query}: {}", json.body);
    assert!(json.body.starts_with('['));
    let xml = get(town, &format!("/requests.xml{query}")).await;
    assert!(
        xml.body
            .starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<service_requests"),
        "{}",
        xml.body
    );
    let (json, xml) = (
        json.read::<Requests>(Format::Json),
        xml.read::<Requests>(Format::Xml),
    );
    assert_eq!(json, xml);
    json
}

pub(crate) fn ids(found: &Requests) -> Vec<&str> {
    found.0.iter().map(|request| request.id.as_str()).collect()
}

/// What a request is refused with, the same status in both formats.
async fn refused(town: &Town, resource: &str, query: &str) -> (StatusCode, String) {
    let json = get(town, &format!("{resource}.json{query}")).await;
    let xml = get(town, &format!("{resource}.xml{query}")).await;
    assert_eq!(json.status, xml.status, "{resource}{query}");
    assert_eq!(json.faults(Format::Json), xml.faults(Format::Xml));
    (json.status, json.faults(Format::Json))
}

impl Town {
    pub(crate) async fn release(&self, text: &str, more: &[(&str, &str)]) -> (String, ReportId) {
        let paper = self.warga().file(text, more).await;
        let report = self.by_number(&paper.number).await;
        self.verify(report, true).await;
        (paper.number, report)
    }
}

both_engines! {
    async fn discovery_names_each_endpoint(store: Store) {
        let town = Town::new(store).await;
        let json: Discovery = get(&town, "/discovery.json").await.read(Format::Json);
        let xml: Discovery = get(&town, "/discovery.xml").await.read(Format::Xml);
        assert_eq!(json, xml);
        assert!(!json.contact.is_empty() && !json.key_service.is_empty());
        assert_eq!(json.endpoints.len(), 1);
        assert_eq!(json.endpoints[0].url, "http://lapor.contoh.id/b/palangkaraya/open311/v2");
        assert_eq!(json.endpoints[0].formats, ["text/xml", "application/json"]);
        let zone = jiff::tz::Offset::UTC;
        for changeset in [&json.changeset, &json.endpoints[0].changeset] {
            assert!(open311::date::parse(changeset, zone).unwrap() <= lapor_app::clock::Clock::now(&*town.clock));
        }
        let all: Discovery = get(&town, "/open311/discovery.json").await.read(Format::Json);
        assert!(all.endpoints.len() > 1);
        assert!(all.endpoints.iter().any(|endpoint| endpoint.url == json.endpoints[0].url));
    }

    async fn services_are_the_categories_that_may_be_chosen(store: Store) {
        let town = Town::new(store).await;
        let json: Services = get(&town, "/services.json").await.read(Format::Json);
        let xml: Services = get(&town, "/services.xml").await.read(Format::Xml);
        assert_eq!(json, xml);
        assert!(json.0.len() > 10);
        let road = json.0.iter().find(|service| service.code == "jalan-rusak").unwrap();
        assert!(!road.metadata && !road.group.is_empty() && !road.description.is_empty());
        for format in Format::ALL {
            let path = format!("/services/jalan-rusak.{}", format.suffix());
            let definition: Definition = get(&town, &path).await.read(format);
            assert_eq!((definition.service_code.as_str(), definition.attributes.len()), ("jalan-rusak", 0));
        }
        assert_eq!(refused(&town, &format!("{ROOT}/services/tidak-ada"), "").await.0, StatusCode::NOT_FOUND);
        // Formats by header; XML where nothing is said; an unknown suffix is no resource.
        let accepted = call(&town, Method::GET, &format!("{ROOT}/services"), &[("accept", "application/json")], Body::empty()).await;
        assert_eq!(accepted.read::<Services>(Format::Json), json);
        assert_eq!(get(&town, "/services").await.read::<Services>(Format::Xml), json);
        let yaml = get(&town, "/services.yaml").await;
        assert_eq!(yaml.status, StatusCode::NOT_FOUND);
        yaml.faults(Format::Xml);
        // Another verb.
        let put = call(&town, Method::PUT, &format!("{ROOT}/services.json"), &[], Body::empty()).await;
        assert_eq!(put.status, StatusCode::METHOD_NOT_ALLOWED);
        put.faults(Format::Json);
        let head = call(&town, Method::HEAD, &format!("{ROOT}/services.json"), &[], Body::empty()).await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
        assert_eq!(head.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    }

    async fn a_jurisdiction_is_named_where_there_are_several(store: Store) {
        let town = Town::new(store).await;
        let lacking = get(&town, "/open311/v2/services.json").await;
        assert_eq!(lacking.status, StatusCode::BAD_REQUEST);
        assert!(lacking.faults(Format::Json).contains("jurisdiction_id"));
        for name in ["palangkaraya", "palangkaraya.go.id", "www.PALANGKARAYA.go.id"] {
            let found = get(&town, &format!("/open311/v2/services.json?jurisdiction_id={name}")).await;
            assert_eq!(found.status, StatusCode::OK, "{name}: {}", found.body);
        }
        let unknown = get(&town, "/open311/v2/services.xml?jurisdiction_id=antah.go.id").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        unknown.faults(Format::Xml);
        // On a body's own pages only its own name, or none.
        assert_eq!(get(&town, "/services.json?jurisdiction_id=").await.status, StatusCode::OK);
        assert_eq!(get(&town, "/services.json?jurisdiction_id=antah").await.status, StatusCode::NOT_FOUND);
        assert_eq!(get(&town, "/b/antah/open311/v2/services.json").await.status, StatusCode::NOT_FOUND);
    }

    async fn only_what_was_released_is_told(store: Store) {
        let town = Town::new(store).await;
        let (number, report) = town.release("Jalan berlubang & <dalam> di depan pasar.", &[("village", "62.71.01.1001"), ("place", "Jalan Rahasia 7")]).await;
        town.wait(1);
        let hidden = [
            town.warga().file("Belum diverifikasi sama sekali.", &[]).await,
            town.warga().file("Rahasia sekali isinya.", &[("secret", "1")]).await,
            town.warga().file("Pungutan liar di loket itu.", &[("supervisory", "1")]).await,
        ];
        let found = list(&town, "").await;
        assert_eq!(ids(&found), [number.as_str()]);
        let one = &found.0[0];
        assert_eq!((one.status, one.service_code.as_deref()), (Status::Open, Some("jalan-rusak")));
        assert_eq!(one.description.as_deref(), Some("Jalan berlubang, versi yang diperiksa."));
        assert_eq!(one.address_id.as_deref(), Some("62.71.01.1001"));
        let address = one.address.as_deref().unwrap();
        assert!(address.contains("Kelurahan") && !address.contains("Rahasia"), "{address}");
        assert!(one.agency_responsible.as_deref().unwrap().contains("Palangka Raya"));
        for moment in [&one.requested, &one.updated, &one.expected] {
            assert!(moment.as_deref().unwrap().ends_with("+07:00"), "{moment:?}");
        }
        assert_eq!((one.lat, one.extended.as_ref()), (None, None));
        let all: Vec<&str> = hidden.iter().map(|paper| paper.number.as_str()).chain([number.as_str()]).collect();
        let named = list(&town, &format!("?service_request_id={},rusak,{}&status=closed&service_code=tidak-ada", all.join(","), all[3])).await;
        assert_eq!(ids(&named), [number.as_str()]);
        // A hidden one is answered like one that was never there.
        let unknown = get(&town, "/requests/000000000000.json").await;
        for number in hidden.iter().map(|paper| paper.number.as_str()).chain(["rusak", "999999999999"]) {
            let answer = get(&town, &format!("/requests/{number}.json")).await;
            assert_eq!((answer.status, &answer.body), (StatusCode::NOT_FOUND, &unknown.body), "{number}");
            let token = get(&town, &format!("/tokens/{number}.json")).await;
            assert_eq!((token.status, &token.body), (StatusCode::NOT_FOUND, &unknown.body), "{number}");
        }
        unknown.faults(Format::Json);
        let alone: Requests = get(&town, &format!("/requests/{number}.xml")).await.read(Format::Xml);
        assert_eq!(alone, found);
        // The province's endpoint does not have the city's report.
        let elsewhere = get(&town, &format!("/b/kalteng/open311/v2/requests/{number}.json")).await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
        // Taken back: gone at once.
        town.give("koordinator", report, |draft| Command::Unrelease { reason: draft.seal(ContentKind::OfficerMessage, "Ternyata memuat nama orang.") }).await.unwrap();
        assert!(list(&town, "").await.0.is_empty());
        assert_eq!(get(&town, &format!("/requests/{number}.json")).await.body, unknown.body);
    }

    async fn a_closed_request_says_when_and_how(store: Store) {
        let town = Town::new(store).await;
        let (number, report) = town.release("Jalan berlubang di depan pasar.", &[]).await;
        town.answer(report, "Kami tinjau besok pagi.").await;
        town.wait(24);
        let open = list(&town, "?status=open&extensions=true").await;
        assert_eq!(open.0[0].status_notes.as_deref(), Some("Kami tinjau besok pagi."));
        let extended = open.0[0].extended.as_ref().unwrap();
        assert_eq!((extended.detailed_status.as_deref(), extended.channel.as_deref()), (Some("IN_PROCESS"), Some("web")));
        assert!(extended.notes.iter().any(|note| note.description.contains("Kami tinjau besok pagi.")), "{:?}", extended.notes);
        assert!(extended.notes.is_sorted_by(|a, b| a.datetime <= b.datetime));
        town.propose(report, "Tidak dapat ditambal tahun ini.").await;
        town.wait(1);
        act::act(&town.app, Actor::Reporter, report, None, Command::Confirm, vec![], vec![]).await.unwrap();
        let closed_at: Timestamp = lapor_app::clock::Clock::now(&*town.clock);
        town.wait(30);
        assert!(list(&town, "?status=open").await.0.is_empty());
        let closed = list(&town, "?status=closed").await;
        assert_eq!(ids(&closed), [number.as_str()]);
        assert_eq!((closed.0[0].status, closed.0[0].expected.as_deref()), (Status::Closed, None));
        let updated = open311::date::parse(closed.0[0].updated.as_deref().unwrap(), jiff::tz::Offset::UTC);
        assert_eq!(updated, Ok(closed_at));
        for query in ["?status=open,closed", "?status=", "?detailed_status=REJECTED", "?detailed_status=received,rejected"] {
            assert_eq!(list(&town, query).await.0.len(), 1, "{query}");
        }
        assert!(list(&town, "?detailed_status=PROCESSED").await.0.is_empty());
    }

    async fn dates_span_ninety_days_at_most(store: Store) {
        let town = Town::new(store).await;
        let (number, report) = town.release("Jalan berlubang di depan pasar.", &[]).await;
        for query in [
            "?start_date=2025-08-01", "?start_date=2025-08-01T03:00:00Z", "?end_date=2025-08-02T00:00:00%2B07:00",
            "?end_date=2025-08-02T00:00:00+07:00", "?start_date=2025-07-30&end_date=2025-08-02", "?start_date=&end_date=",
            "?start_date=2025-05-10T00:00:00Z&end_date=2025-08-08T00:00:00Z", "?updated_after=2025-08-01T00:00:00Z",
            "?service_code=jalan-rusak,tidak-ada", "?page=1", "?page_size=1",
        ] {
            assert_eq!(ids(&list(&town, query).await), [number.as_str()], "{query}");
        }
        for query in [
            "?start_date=2025-08-02", "?end_date=2025-08-01", "?updated_after=2025-08-02", "?service_code=jembatan-titian", "?page=2",
            "?start_date=2025-01-01&end_date=2025-01-31", "?lat=-2.2&long=113.9&radius=500", "?bbox=113,-3,114,-2",
        ] {
            assert!(list(&town, query).await.0.is_empty(), "{query}");
        }
        for (query, words) in [
            ("?start_date=2025-05-01&end_date=2025-07-31", "90"), ("?start_date=2025-08-02&end_date=2025-08-01", "start_date"),
            ("?start_date=kemarin", "start_date"), ("?end_date=2025-02-30", "end_date"), ("?start_date=2025-08-01T10:00:00", "start_date"),
            ("?status=pending", "status"), ("?updated_after=2025-01-01&updated_before=2025-06-01", "updated_after"),
            ("?page=0", "page"), ("?page_size=x", "page_size"), ("?bbox=1,2,3", "bbox"), ("?lat=1&long=2", "radius"),
            ("?lat=x&long=2&radius=3", "lat"), ("?detailed_status=GONE", "detailed_status"), ("?status=%FF", "UTF-8"),
        ] {
            let (status, said) = refused(&town, &format!("{ROOT}/requests"), query).await;
            assert!(status == StatusCode::BAD_REQUEST && said.contains(words), "{query}: {said}");
        }
        assert_eq!(refused(&town, &format!("{ROOT}/requests"), "?service_code=tidak-ada").await.0, StatusCode::NOT_FOUND);
        let ids = vec![number.as_str(); 201].join(",");
        assert_eq!(refused(&town, &format!("{ROOT}/requests"), &format!("?service_request_id={ids}")).await.0, StatusCode::BAD_REQUEST);
        // After ninety days it is in no list that does not ask for its days; by its change it is found.
        town.wait(24 * 91);
        assert!(list(&town, "").await.0.is_empty());
        town.answer(report, "Masih kami kerjakan.").await;
        assert!(list(&town, "").await.0.is_empty());
        assert_eq!(list(&town, "?updated_after=2025-10-30").await.0.len(), 1);
        assert_eq!(list(&town, "?updated_after=2025-10-30&start_date=2025-10-01").await.0.len(), 0);
    }

    async fn pages_say_how_many_there_are(store: Store) {
        let town = Town::new(store).await;
        let mut numbers = Vec::new();
        for n in 0..5 {
            numbers.push(town.release(&format!("Jalan berlubang nomor {n}."), &[]).await.0);
            town.wait(1);
        }
        numbers.reverse();
        assert_eq!(ids(&list(&town, "").await), numbers, "the newest first");
        let first = get(&town, "/requests.json?page=1&page_size=2&status=open&api_key=rahasia").await;
        assert_eq!(first.headers["x-total-count"], "5");
        assert_eq!(
            first.headers[header::LINK],
            "<http://lapor.contoh.id/b/palangkaraya/open311/v2/requests.json?status=open&page=2&page_size=2>; rel=\"next\""
        );
        assert_eq!(ids(&first.read(Format::Json)), numbers[..2]);
        let last = get(&town, "/requests.json?page=3&page_size=2").await;
        assert_eq!(ids(&last.read(Format::Json)), numbers[4..]);
        assert!(!last.headers.contains_key(header::LINK));
        let strict = get(&town, "/requests.json").await;
        assert!(!strict.headers.contains_key("x-total-count"));
        let filtered = get(&town, "/requests.json?page=2&page_size=2&detailed_status=RECEIVED,IN_PROCESS").await;
        assert_eq!((&filtered.headers["x-total-count"], ids(&filtered.read(Format::Json))), (&"5".parse().unwrap(), numbers[2..4].iter().map(String::as_str).collect()));
    }
}
