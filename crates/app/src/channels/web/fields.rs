//! What a delivery says, by the names that its description gives: a pure reading, bounded, of anything.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::channels::config::Inbound;
use crate::channels::sms::fields;

/// Longest value of any field but the text, in bytes; what is longer is cut.
const LINE: usize = 2_000;

/// A delivery, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Every field, flat; JSON with dots.
    pub fields: BTreeMap<String, String>,
    /// What is reported.
    pub text: String,
    /// Title.
    pub title: String,
    /// The system's own id.
    pub id: String,
    /// Address of the post.
    pub link: String,
    /// Account or number at the other system.
    pub sender: String,
    /// Name.
    pub person: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// When it was told there.
    pub told_at: Option<Timestamp>,
    /// Street or landmark.
    pub place: String,
    /// Latitude.
    pub latitude: String,
    /// Longitude.
    pub longitude: String,
}

/// It is no JSON, although it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("isi kiriman bukan JSON yang utuh")]
pub struct NotJson;

/// Reads a delivery. A field that is not there is empty.
///
/// # Errors
/// [`NotJson`].
pub fn read(
    system: &Inbound,
    query: &str,
    content_type: &str,
    body: &[u8],
) -> Result<Reading, NotJson> {
    let is_json = content_type.to_ascii_lowercase().contains("json");
    if is_json && serde_json::from_slice::<serde_json::Value>(body).is_err() {
        return Err(NotJson);
    }
    let kind = if is_json { "json" } else { "" };
    let fields = fields::read(query, kind, body);
    let whole = |name: &str| fields.get(name).map(|text| text.trim().to_owned());
    let line = |name: &Option<String>| {
        let value = name.as_deref().and_then(whole).unwrap_or_default();
        cut(&value, LINE).to_owned()
    };
    Ok(Reading {
        text: whole(&system.text).unwrap_or_default(),
        title: line(&system.title),
        id: line(&system.id),
        link: line(&system.link),
        sender: line(&system.sender),
        person: line(&system.person),
        phone: line(&system.phone),
        email: line(&system.email),
        told_at: moment(&line(&system.time)),
        place: line(&system.place),
        latitude: line(&system.latitude),
        longitude: line(&system.longitude),
        fields,
    })
}

/// RFC 3339, or seconds or milliseconds since 1970.
fn moment(text: &str) -> Option<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let number: i64 = text.parse().ok()?;
    // Seconds reach this number in the year 5138.
    if number.abs() < 100_000_000_000 {
        Timestamp::from_second(number).ok()
    } else {
        Timestamp::from_millisecond(number).ok()
    }
}

/// At most so many bytes, cut between characters.
pub(super) fn cut(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use proptest::prelude::*;

    use super::*;

    fn system() -> Inbound {
        toml::from_str(
            "name = 'x'\nbody = 'kota'\nchannel = 'social_media'\ntext = 'data.isi'\nid = 'data.id'\ntime = 'data.t'\n\
             link = 'data.urls.0'\nlatitude = 'data.geo.lat'\nlongitude = 'data.geo.lon'",
        )
        .unwrap()
    }

    #[test]
    fn json_and_forms_are_read_by_path() {
        let body = br#"{"data":{"isi":" Jalan rusak ","id":77,"t":1754000000,"urls":["https://x.com/a/1"],"geo":{"lat":-2.2,"lon":113.9}}}"#;
        let reading = read(&system(), "", "application/json", body).unwrap();
        assert_eq!(
            (reading.text.as_str(), reading.id.as_str()),
            ("Jalan rusak", "77")
        );
        assert_eq!(
            (reading.link.as_str(), reading.latitude.as_str()),
            ("https://x.com/a/1", "-2.2")
        );
        assert_eq!(reading.told_at, Timestamp::from_second(1_754_000_000).ok());
        assert_eq!(moment("1754000000000"), moment("2025-07-31T22:13:20Z"));
        let form = b"data.isi=Jalan+rusak&data.id=8";
        let reading = read(&system(), "", "application/x-www-form-urlencoded", form).unwrap();
        assert_eq!(
            (reading.text.as_str(), reading.id.as_str()),
            ("Jalan rusak", "8")
        );
        assert_eq!(
            read(&system(), "", "application/json", b"{\"data\":"),
            Err(NotJson)
        );
    }

    /// Deep, wide, repeated: an answer or a refusal, never a crash, and never more than so many fields.
    #[test]
    fn hostile_json_is_bounded() {
        let deep = [b"[".repeat(30_000), b"]".repeat(30_000)].concat();
        assert_eq!(read(&system(), "", "application/json", &deep), Err(NotJson));
        let deep = format!("{}1{}", "{\"a\":".repeat(100), "}".repeat(100));
        assert!(read(&system(), "", "application/json", deep.as_bytes()).is_ok());
        let wide: Vec<String> = (0..9_000).map(|n| format!("\"k{n}\":{n}")).collect();
        let wide = format!("{{{}}}", wide.join(","));
        let reading = read(&system(), "", "application/json", wide.as_bytes()).unwrap();
        assert!(reading.fields.len() <= 200 && reading.text.is_empty());
        for number in [
            "1e999",
            "-99999999999999999999",
            "9223372036854775807",
            "NaN",
        ] {
            let _ = moment(number);
        }
    }

    proptest! {
        #[test]
        fn anything_is_read(query in any::<String>(), json in any::<bool>(), body in any::<Vec<u8>>()) {
            let _ = read(&system(), &query, if json { "application/json" } else { "" }, &body);
        }
    }
}
