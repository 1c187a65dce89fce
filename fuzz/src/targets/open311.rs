//! GeoReport documents and what requests ask.

use jiff::tz::Offset;
use open311::{Document, Format, Params, Requests, Services, date};

fn document<D: Document + PartialEq + std::fmt::Debug>(bytes: &[u8], format: Format) {
    let Ok(read) = open311::read::<D>(bytes, format) else {
        return;
    };
    // Dates may come in shapes that are not written; what was written once stays as it is.
    let written = open311::write(&read, format);
    let again = open311::read::<D>(written.as_bytes(), format);
    let again = again.expect("what was written can be read");
    assert_eq!(open311::write(&again, format), written);
}

/// JSON.
pub fn json(bytes: &[u8]) {
    document::<Requests>(bytes, Format::Json);
    document::<Services>(bytes, Format::Json);
}

/// XML.
pub fn xml(bytes: &[u8]) {
    document::<Requests>(bytes, Format::Xml);
    document::<Services>(bytes, Format::Xml);
}

/// Query and body.
pub fn params(bytes: &[u8]) {
    let Ok(params) = Params::parse(bytes) else {
        return;
    };
    let _ = params.attributes();
    let _ = params.list("service_request_id");
}

/// Dates of every shape.
pub fn date(bytes: &[u8]) {
    let zone = Offset::constant(7);
    if let Ok(at) = date::parse(&String::from_utf8_lossy(bytes), zone) {
        let written = date::write(at, zone);
        assert!(date::parse(&written, zone).is_ok(), "{written}");
    }
}
