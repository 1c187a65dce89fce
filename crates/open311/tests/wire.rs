//! What goes out comes back, in both formats; JSON says what the XML says; nothing that comes in makes it panic.
#![expect(clippy::unwrap_used, reason = "tests")]

use open311::{
    Asked, Attribute, AttributeValue, DataType, Definition, Discovery, Document, Endpoint,
    EndpointType, Extended, Fault, Faults, Format, Note, Params, Receipt, Receipts, Request,
    Requests, Service, ServiceType, Services, Status, Ticket, TokenAnswer, TokenAnswers, Update,
    Updates, date, read, write,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Text as people write it, with everything that formats trip over; nothing that XML cannot carry.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{1,20}",
        "\\PC{1,20}",
        Just("<a>&\"'</a>]]>".to_owned()),
        Just("baris satu\r\nbaris dua\ttab \u{202E}kanan 😀".to_owned()),
        Just("006".to_owned()),
    ]
    .prop_map(|text| open311::clean::text(&text).into_owned())
    .prop_filter("empty is none", |text| !text.is_empty())
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    option::of(text())
}

/// Ten-millionths: what is finer than a hand, parsers of JSON may round.
fn degrees(most: i64) -> impl Strategy<Value = Option<f64>> {
    let most = most * 10_000_000;
    option::of((-most..most).prop_map(|parts| f64::from(i32::try_from(parts).unwrap()) / 1e7))
}

fn word() -> impl Strategy<Value = String> {
    "[a-z0-9-]{1,12}"
}

fn discovery() -> impl Strategy<Value = Discovery> {
    let endpoint = (text(), text(), any::<bool>(), vec(word(), 0..3)).prop_map(
        |(specification, url, test, formats)| {
            let kind = if test {
                EndpointType::Test
            } else {
                EndpointType::Production
            };
            Endpoint {
                specification,
                url,
                changeset: "2026-01-31T12:00:00+07:00".into(),
                kind,
                formats,
            }
        },
    );
    (text(), text(), vec(endpoint, 0..3)).prop_map(|(contact, key_service, endpoints)| Discovery {
        changeset: "2026-01-31T12:00:00+07:00".into(),
        contact,
        key_service,
        endpoints,
    })
}

fn services() -> impl Strategy<Value = Services> {
    let kind = prop_oneof![
        Just(ServiceType::Realtime),
        Just(ServiceType::Batch),
        Just(ServiceType::Blackbox)
    ];
    let service = (
        word(),
        text(),
        text(),
        any::<bool>(),
        kind,
        vec(word(), 0..3),
        text(),
    )
        .prop_map(
            |(code, name, description, metadata, kind, keywords, group)| Service {
                code,
                name,
                description,
                metadata,
                kind,
                keywords,
                group,
            },
        );
    vec(service, 0..4).prop_map(Services)
}

fn definition() -> impl Strategy<Value = Definition> {
    let datatype = prop_oneof![
        Just(DataType::Text),
        Just(DataType::Number),
        Just(DataType::DateTime),
        Just(DataType::LongText),
        Just(DataType::OneOf),
        Just(DataType::SeveralOf),
    ];
    let value = (text(), text()).prop_map(|(key, name)| AttributeValue { key, name });
    let attribute = (
        any::<bool>(),
        word(),
        datatype,
        any::<bool>(),
        text(),
        1..99_i64,
        vec(value, 0..3),
    )
        .prop_map(
            |(variable, code, datatype, required, description, order, values)| Attribute {
                variable,
                code,
                datatype,
                required,
                order,
                values,
                datatype_description: description.clone(),
                description,
            },
        );
    (word(), vec(attribute, 0..4)).prop_map(|(service_code, attributes)| Definition {
        service_code,
        attributes,
    })
}

fn extended() -> impl Strategy<Value = Extended> {
    let asked = (word(), text(), text(), text()).prop_map(|(code, label, value, name)| Asked {
        code,
        label,
        value,
        name,
    });
    let note = (text(), text(), word()).prop_map(|(datetime, description, kind)| Note {
        datetime,
        description,
        kind,
    });
    (
        maybe(),
        maybe(),
        maybe(),
        vec(text(), 0..3),
        vec(asked, 0..3),
        vec(note, 0..3),
    )
        .prop_map(
            |(title, detailed_status, channel, media_urls, attributes, notes)| Extended {
                // An object of nothing at all is told apart from none in JSON only.
                detailed_status: detailed_status.or_else(|| Some("RECEIVED".into())),
                title,
                channel,
                media_urls,
                attributes,
                notes,
            },
        )
}

fn requests() -> impl Strategy<Value = Requests> {
    let words = (maybe(), maybe(), maybe(), maybe(), maybe(), maybe());
    let place = (maybe(), maybe(), maybe(), degrees(90), degrees(180));
    let request = (
        text(),
        any::<bool>(),
        words,
        place,
        maybe(),
        option::of(extended()),
    )
        .prop_map(|(id, closed, words, place, media_url, extended)| Request {
            id,
            status: if closed { Status::Closed } else { Status::Open },
            status_notes: words.0,
            service_name: words.1,
            service_code: words.2,
            description: words.3,
            agency_responsible: words.4,
            service_notice: words.5,
            requested: Some("2026-01-31T12:00:00+07:00".into()),
            updated: Some("2026-01-31T12:00:00+07:00".into()),
            expected: None,
            address: place.0,
            address_id: place.1,
            zipcode: place.2,
            lat: place.3,
            long: place.4,
            media_url,
            extended,
        });
    vec(request, 0..4).prop_map(Requests)
}

fn receipts() -> impl Strategy<Value = Receipts> {
    let ticket = prop_oneof![
        text().prop_map(Ticket::Id),
        text().prop_map(Ticket::Token),
        Just(Ticket::Nothing)
    ];
    // Where nothing at all is said, no request is told.
    let receipt = (ticket, text(), maybe()).prop_map(|(ticket, notice, account_id)| Receipt {
        ticket,
        service_notice: Some(notice),
        account_id,
    });
    vec(receipt, 0..3).prop_map(Receipts)
}

fn updates() -> impl Strategy<Value = Updates> {
    let update = (text(), text(), word(), text(), maybe(), maybe(), maybe()).prop_map(
        |(id, request, status, updated, description, media_url, external_status_code)| Update {
            id,
            request,
            status,
            updated,
            description,
            media_url,
            external_status_code,
        },
    );
    vec(update, 0..3).prop_map(Updates)
}

fn tokens() -> impl Strategy<Value = TokenAnswers> {
    let answer = (maybe(), text()).prop_map(|(service_request_id, token)| TokenAnswer {
        service_request_id,
        token,
    });
    vec(answer, 0..3).prop_map(TokenAnswers)
}

fn faults() -> impl Strategy<Value = Faults> {
    vec(
        (400..600_i64, text()).prop_map(|(code, description)| Fault { code, description }),
        0..3,
    )
    .prop_map(Faults)
}

/// There and back in both formats, which say the same.
fn both_ways<D: Document + PartialEq + std::fmt::Debug>(document: &D) -> Result<(), TestCaseError> {
    for format in Format::ALL {
        let written = write(document, format);
        let back = read::<D>(written.as_bytes(), format);
        prop_assert_eq!(back.as_ref(), Ok(document), "{}", written);
        prop_assert!(written.chars().all(open311::clean::is_allowed));
    }
    let json: serde_json::Value = serde_json::from_str(&write(document, Format::Json)).unwrap();
    prop_assert!(json.is_array() || json.is_object());
    Ok(())
}

proptest! {
    #[test]
    fn discovery_both_ways(it in discovery()) { both_ways(&it)?; }
    #[test]
    fn services_both_ways(it in services()) { both_ways(&it)?; }
    #[test]
    fn definitions_both_ways(it in definition()) { both_ways(&it)?; }
    #[test]
    fn requests_both_ways(it in requests()) { both_ways(&it)?; }
    #[test]
    fn receipts_both_ways(it in receipts()) { both_ways(&it)?; }
    #[test]
    fn tokens_both_ways(it in tokens()) { both_ways(&it)?; }
    #[test]
    fn updates_both_ways(it in updates()) { both_ways(&it)?; }
    #[test]
    fn errors_both_ways(it in faults()) { both_ways(&it)?; }

    #[test]
    fn moments_come_back(seconds in 0..4_000_000_000_i64, hours in -12..15_i8) {
        let zone = jiff::tz::Offset::from_hours(hours).unwrap();
        let at = jiff::Timestamp::from_second(seconds).unwrap();
        prop_assert_eq!(date::parse(&date::write(at, zone), jiff::tz::Offset::UTC), Ok(at));
    }

    #[test]
    fn parameters_survive_their_escaping(pairs in vec((text(), text()), 0..6)) {
        let escaped = |text: &str| text.bytes().fold(String::new(), |done, byte| format!("{done}%{byte:02X}"));
        let query = pairs.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
        let params = Params::parse(query.collect::<Vec<_>>().join("&").as_bytes()).unwrap();
        prop_assert_eq!(params.pairs(), &pairs[..]);
    }

    #[test]
    fn any_bytes_are_an_answer_or_an_error(bytes in vec(any::<u8>(), 0..200)) { swallow(&bytes); }

    #[test]
    fn anything_that_looks_like_a_document_is_an_answer_or_an_error(
        pieces in vec(prop_oneof![
            Just("<request>"), Just("</request>"), Just("<service_requests>"), Just("</service_requests>"), Just("<lat>"),
            Just("</lat>"), Just("<!DOCTYPE a>"), Just("<![CDATA["), Just("]]>"), Just("&amp;"), Just("&#x0;"), Just("&x;"),
            Just("<!--"), Just("-->"), Just("<?a?>"), Just("[{\"lat\":"), Just("}]"), Just("1e999"), Just("null"),
            Just("\"status\":\"open\","), Just("\u{FEFF}"), Just("\\ud800"),
        ], 0..20)
    ) {
        swallow(pieces.concat().as_bytes());
    }
}

fn swallow(bytes: &[u8]) {
    for format in Format::ALL {
        let _ = read::<Discovery>(bytes, format);
        let _ = read::<Services>(bytes, format);
        let _ = read::<Definition>(bytes, format);
        let _ = read::<Requests>(bytes, format);
        let _ = read::<Receipts>(bytes, format);
        let _ = read::<TokenAnswers>(bytes, format);
        let _ = read::<Faults>(bytes, format);
        let _ = read::<Updates>(bytes, format);
    }
    if let Ok(params) = Params::parse(bytes) {
        let _ = params.attributes();
        let _ = params.list("status");
    }
    let _ = date::parse(&String::from_utf8_lossy(bytes), jiff::tz::Offset::UTC);
    let _ = Format::accepted(&String::from_utf8_lossy(bytes));
}

#[test]
fn shapes_on_the_wire_are_those_of_the_protocol() {
    let one = Services(vec![Service {
        code: "006".into(),
        name: "Jalan & jembatan".into(),
        ..Service::default()
    }]);
    assert_eq!(
        write(&one, Format::Json),
        r#"[{"service_code":"006","service_name":"Jalan & jembatan","description":null,"metadata":false,"type":"realtime","keywords":null,"group":null}]"#
    );
    assert_eq!(
        write(&one, Format::Xml),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<services><service><service_code>006</service_code>\
         <service_name>Jalan &amp; jembatan</service_name><description/><metadata>false</metadata>\
         <type>realtime</type><keywords/><group/></service></services>\n"
    );
    assert_eq!(write(&Requests::default(), Format::Json), "[]");
    assert!(write(&Requests::default(), Format::Xml).ends_with("<service_requests/>\n"));
    let none = Definition {
        service_code: "jalan".into(),
        attributes: vec![],
    };
    assert_eq!(
        write(&none, Format::Json),
        r#"{"service_code":"jalan","attributes":[]}"#
    );
    let error = Faults(vec![Fault {
        code: 403,
        description: "Kunci API salah.".into(),
    }]);
    assert_eq!(
        write(&error, Format::Json),
        r#"[{"code":403,"description":"Kunci API salah."}]"#
    );
}

#[test]
fn what_deployed_servers_send_is_understood() {
    let bare = br#"[{"service_request_id":638344,"status":"OPEN","lat":"37.7","long":-122.4,"zip_code":94103,"description":""}]"#;
    let read_json = read::<Requests>(bare, Format::Json).unwrap().0;
    let request = &read_json[0];
    assert_eq!(
        (request.id.as_str(), request.status, request.lat),
        ("638344", Status::Open, Some(37.7))
    );
    assert_eq!(
        (request.zipcode.as_deref(), request.description.as_deref()),
        (Some("94103"), None)
    );
    // A converter without containers: one element is no array.
    let alone = br#"{"request":{"service_request_id":"1","status":"closed"}}"#;
    assert_eq!(
        read::<Requests>(alone, Format::Json).unwrap().0[0].status,
        Status::Closed
    );
    let old = b"<service_definition><service_code>1</service_code><attribute><code>A</code><variable>true</variable></attribute>\
        <attribute><code>B</code></attribute></service_definition>";
    assert_eq!(
        read::<Definition>(old, Format::Xml)
            .unwrap()
            .attributes
            .len(),
        2
    );
    assert!(read::<Requests>(b"<services/>", Format::Xml).is_err());
    for place in [
        r#""lat":"NaN""#,
        r#""lat":-7.7e79"#,
        r#""lat":90.1"#,
        r#""long":-181"#,
    ] {
        let one = format!(r#"[{{"service_request_id":"1",{place}}}]"#);
        assert!(
            read::<Requests>(one.as_bytes(), Format::Json).is_err(),
            "{place}"
        );
    }
}

#[test]
fn forbidden_code_points_leave_both_formats() {
    let bad = Request {
        id: "1".into(),
        description: Some("a\u{0}\u{B}b\u{FFFF}".into()),
        ..Request::default()
    };
    for format in Format::ALL {
        let back = read::<Requests>(
            write(&Requests(vec![bad.clone()]), format).as_bytes(),
            format,
        )
        .unwrap();
        assert_eq!(back.0[0].description.as_deref(), Some("ab"));
    }
}
