//! `/b/{slug}` before a path: whose pages are asked for, taken off before the path is looked up.

use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;

/// What was asked for, before the prefix was taken off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Path and query as typed.
    pub path: String,
    /// `/b/{slug}` or empty.
    pub base: String,
    /// The slug.
    pub slug: Option<String>,
}

impl Asked {
    /// A path without a prefix.
    pub fn plain(uri: &Uri) -> Self {
        Self {
            path: uri
                .path_and_query()
                .map_or_else(|| "/".to_owned(), |path| path.as_str().to_owned()),
            ..Self::default()
        }
    }
}

/// Takes the prefix off and keeps it beside the request.
pub fn take_off(mut request: Request) -> Request {
    let mut asked = Asked::plain(request.uri());
    if let Some((slug, rest)) = split(&asked.path) {
        let rest = if rest.starts_with('/') {
            rest.to_owned()
        } else {
            format!("/{rest}")
        };
        let (slug, base) = (slug.to_owned(), format!("/b/{slug}"));
        if let Ok(path) = rest.parse::<PathAndQuery>() {
            let mut parts = request.uri().clone().into_parts();
            parts.path_and_query = Some(path);
            if let Ok(uri) = Uri::from_parts(parts) {
                *request.uri_mut() = uri;
                asked.slug = Some(slug);
                asked.base = base;
            }
        }
    }
    request.extensions_mut().insert(asked);
    request
}

/// Slug and the rest of a path that begins with the prefix.
fn split(path: &str) -> Option<(&str, &str)> {
    let after = path.strip_prefix("/b/")?;
    let end = after.find(['/', '?']).unwrap_or(after.len());
    let (slug, rest) = after.split_at(end);
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (!slug.is_empty() && slug.len() <= 64 && slug.bytes().all(plain)).then_some((slug, rest))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use axum::body::Body;

    use super::*;

    fn of(path: &str) -> (String, Asked) {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        let taken = take_off(request);
        let asked = taken.extensions().get::<Asked>().unwrap().clone();
        (taken.uri().to_string(), asked)
    }

    #[test]
    fn a_body_is_named_by_the_beginning_of_the_path() {
        let (path, asked) = of("/b/kota/laporan?q=jalan");
        assert_eq!(path, "/laporan?q=jalan");
        assert_eq!(asked.base, "/b/kota");
        assert_eq!(asked.path, "/b/kota/laporan?q=jalan");
        assert_eq!(of("/b/kota").0, "/");
        assert_eq!(of("/b/kota?x=1").0, "/?x=1");
    }

    #[test]
    fn other_paths_stay_as_they_are() {
        for path in [
            "/",
            "/laporan",
            "/berkas/b/kota",
            "/b/",
            "/b/Kota/x",
            "/b/%2e%2e/x",
        ] {
            let (left, asked) = of(path);
            assert_eq!((left.as_str(), asked.slug), (path, None));
        }
    }
}
