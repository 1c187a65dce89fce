//! Styles, scripts and icons: compiled in, named by their content, cached for
//! ever.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};

/// One file as it is served.
#[derive(Debug)]
pub struct Asset {
    stem: &'static str,
    extension: &'static str,
    content_type: &'static str,
    body: String,
    hash: String,
}

impl Asset {
    fn new(stem: &'static str, extension: &'static str, body: String) -> Self {
        let content_type = match extension {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            _ => "image/svg+xml",
        };
        let mut hash = String::with_capacity(16);
        for byte in Sha256::digest(body.as_bytes()).iter().take(8) {
            let _ = write!(hash, "{byte:02x}");
        }
        Self {
            stem,
            extension,
            content_type,
            body,
            hash,
        }
    }

    fn file_name(&self) -> String {
        format!("{}.{}.{}", self.stem, self.hash, self.extension)
    }

    /// What is sent.
    pub fn body(&self) -> &str {
        &self.body
    }
}

/// The styles of every page in one file: one request on a bad line.
const STYLES: &str = concat!(
    include_str!("../../../web/styles/tokens.css"),
    include_str!("../../../web/styles/base.css"),
    include_str!("../../../web/styles/layout.css"),
    include_str!("../../../web/styles/forms.css"),
    include_str!("../../../web/styles/parts.css"),
    include_str!("../../../web/styles/print.css"),
);
/// What only pages with charts need: the start page does not wait for it.
const FIGURE_STYLES: &str = include_str!("../../../web/styles/charts.css");
/// Rules that only officers' pages need; they do not burden the public ones.
const WORKSPACE_STYLES: &str = concat!(
    include_str!("../../../web/styles/workspace.css"),
    include_str!("../../../web/styles/recording.css"),
    include_str!("../../../web/styles/dokumen.css"),
    include_str!("../../../web/styles/charts.css"),
);

macro_rules! icons {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../web/icons/", $name, ".svg")))),*]
    };
}

/// Drawings by name; `templates/parts.html` refers to them as `#name`.
const ICONS: &[(&str, &str)] = icons![
    "alert", "archive", "arrow", "bell", "calendar", "check", "clock", "eye", "file", "hide",
    "info", "inbox", "lock", "merge", "move", "office", "pen", "person", "photo", "pin", "print",
    "question", "reply", "search", "shield", "star",
];

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let script = |stem, text: &str| Asset::new(stem, "js", text.to_owned());
    vec![
        Asset::new("app", "css", squeezed(STYLES)),
        Asset::new("figures", "css", squeezed(FIGURE_STYLES)),
        Asset::new("workspace", "css", squeezed(WORKSPACE_STYLES)),
        script("location", include_str!("../../../web/scripts/location.js")),
        script("draft", include_str!("../../../web/scripts/draft.js")),
        script("photos", include_str!("../../../web/scripts/photos.js")),
        script("similar", include_str!("../../../web/scripts/similar.js")),
        script("receipt", include_str!("../../../web/scripts/receipt.js")),
        script(
            "workspace",
            include_str!("../../../web/scripts/workspace.js"),
        ),
        script(
            "recording",
            include_str!("../../../web/scripts/recording.js"),
        ),
        script("charts", include_str!("../../../web/scripts/charts.js")),
        Asset::new("icons", "svg", sprite()),
        Asset::new(
            "favicon",
            "svg",
            include_str!("../../../web/icons/favicon.svg").to_owned(),
        ),
    ]
});

/// The address of an asset by its plain name, such as `app.css`; empty for a
/// name that does not exist (a test renders every page, so none is).
pub fn url(name: &str) -> String {
    find(name)
        .map(|asset| format!("/assets/{}", asset.file_name()))
        .unwrap_or_default()
}

/// The asset with a plain name (`app.css`).
pub fn find(name: &str) -> Option<&'static Asset> {
    let (stem, extension) = name.rsplit_once('.')?;
    ASSETS
        .iter()
        .find(|a| a.stem == stem && a.extension == extension)
}

/// `GET /assets/{file}`.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{file}", get(serve))
}

async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let mut parts = file.split('.');
    let (Some(stem), Some(hash), Some(extension), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Some(asset) = ASSETS
        .iter()
        .find(|a| a.stem == stem && a.extension == extension)
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // A page loaded before an upgrade asks for the old name: it gets the new
    // file rather than none, but must not keep it under that name.
    let caching = if hash == asset.hash {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let etag = format!("\"{}\"", asset.hash);
    let known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .any(|tag| tag.trim().trim_start_matches("W/") == etag || tag.trim() == "*");
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        (
            [(header::CONTENT_TYPE, asset.content_type)],
            asset.body.as_str(),
        )
            .into_response()
    };
    let answer = response.headers_mut();
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    answer.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        answer.insert(header::ETAG, etag);
    }
    response
}

/// CSS without comments, indentation and line breaks. Blanks inside a line
/// stay, so no rule changes its meaning.
fn squeezed(css: &str) -> String {
    let mut plain = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, tail)| tail);
    }
    plain.push_str(rest);
    plain
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .fold(String::with_capacity(plain.len()), |mut out, line| {
            // A line that ends inside a value or a selector list needs its blank.
            if !out.is_empty() && !out.ends_with(['{', '}', ';', ',']) {
                out.push(' ');
            }
            out.push_str(line);
            out
        })
}

/// One SVG with every icon as a symbol.
fn sprite() -> String {
    let mut out = String::from(r#"<svg xmlns="http://www.w3.org/2000/svg">"#);
    for (name, svg) in ICONS {
        let inner = svg.split_once('>').map_or("", |(_, rest)| rest);
        let inner = inner
            .rsplit_once("</svg>")
            .map_or(inner, |(body, _)| body)
            .trim();
        let _ = write!(
            out,
            r#"<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{inner}</symbol>"#
        );
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn squeezing_keeps_the_meaning() {
        assert_eq!(
            squeezed("/* x */a,\n  b {\n  c: d\n    e;\n}\n"),
            "a,b {c: d e;}"
        );
    }

    #[tokio::test]
    async fn a_known_name_is_kept_for_ever_an_old_one_is_not() {
        let css = find("app.css").unwrap();
        let fresh = serve(Path(css.file_name()), HeaderMap::new()).await;
        assert_eq!(fresh.status(), StatusCode::OK);
        assert!(
            fresh.headers()[header::CACHE_CONTROL]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        let etag = fresh.headers()[header::ETAG].clone();

        let mut asked = HeaderMap::new();
        asked.insert(header::IF_NONE_MATCH, etag);
        let again = serve(Path(css.file_name()), asked).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);

        let old = serve(Path("app.0000.css".to_owned()), HeaderMap::new()).await;
        assert_eq!(old.status(), StatusCode::OK);
        assert_eq!(old.headers()[header::CACHE_CONTROL], "no-cache");

        for name in ["app.css", "../secret.1.css", "none.0.css", "app.0.0.css"] {
            let absent = serve(Path(name.to_owned()), HeaderMap::new()).await;
            assert_eq!(absent.status(), StatusCode::NOT_FOUND, "{name}");
        }
    }
}
