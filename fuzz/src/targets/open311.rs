//! GeoReport documents and what requests ask.

use jiff::tz::Offset;
use open311::{Document, Format, Params, Requests, Services, Updates, date};

/// Dates may come in shapes that are not written, and JSON's numbers may lose their last place; what was written once
/// stays as it is.
fn document<D: Document>(bytes: &[u8], format: Format, coarse: fn(&mut D)) {
    let Ok(mut read) = open311::read::<D>(bytes, format) else {
        return;
    };
    coarse(&mut read);
    let written = open311::write(&read, format);
    let again = open311::read::<D>(written.as_bytes(), format);
    let mut again = again.expect("what was written can be read");
    coarse(&mut again);
    assert_eq!(open311::write(&again, format), written);
}

/// Places to a millionth of a degree: a tenth of a metre.
fn to_the_metre(requests: &mut Requests) {
    for request in &mut requests.0 {
        for degrees in [&mut request.lat, &mut request.long] {
            *degrees = degrees.map(|degrees| (degrees * 1e6).round() / 1e6);
        }
    }
}

/// JSON.
pub fn json(bytes: &[u8]) {
    document::<Requests>(bytes, Format::Json, to_the_metre);
    document::<Services>(bytes, Format::Json, |_| ());
    document::<Updates>(bytes, Format::Json, |_| ());
}

/// XML.
pub fn xml(bytes: &[u8]) {
    document::<Requests>(bytes, Format::Xml, to_the_metre);
    document::<Services>(bytes, Format::Xml, |_| ());
    document::<Updates>(bytes, Format::Xml, |_| ());
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
