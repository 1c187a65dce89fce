//! Which language a request gets, and the link that changes it.

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use crate::i18n::{I18n, LANGUAGE_COOKIE, Lang};

/// The messages for a request: the chosen language, else the browser's, else
/// Indonesian.
pub fn of_request(headers: &HeaderMap) -> I18n {
    let cookie = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == LANGUAGE_COOKIE)
        .map(|(_, value)| value);
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    I18n::new(Lang::negotiate(cookie, accepted))
}

/// `GET /bahasa/{code}?kembali={path}`.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/bahasa/{code}", get(choose))
}

#[derive(Debug, Deserialize)]
struct Back {
    #[serde(default)]
    kembali: String,
}

async fn choose(Path(code): Path<String>, Query(back): Query<Back>) -> Response {
    let Some(lang) = Lang::from_code(&code) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = StatusCode::SEE_OTHER.into_response();
    let cookie = format!(
        "{LANGUAGE_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
        lang.code()
    );
    for (name, value) in [
        (header::SET_COOKIE, cookie.as_str()),
        (header::LOCATION, local(&back.kembali)),
    ] {
        // Both are plain ASCII by construction; should that ever fail, the
        // person stays where they are.
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The path if it is one of this site, else the start page: a link that leads
/// elsewhere in our name would serve deceivers.
fn local(path: &str) -> &str {
    let ours = path.starts_with('/')
        && !path.starts_with("//")
        && path.len() < 2000
        && path
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if ours { path } else { "/" }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_way_back_never_leaves_the_site() {
        assert_eq!(local("/laporan?q=jalan"), "/laporan?q=jalan");
        for elsewhere in [
            "https://example.org",
            "//example.org",
            "/\\example.org",
            "",
            "/a\r\nb",
            "laporan",
        ] {
            assert_eq!(local(elsewhere), "/", "{elsewhere}");
        }
    }

    #[tokio::test]
    async fn a_choice_is_kept_and_leads_back() {
        let back = Query(Back {
            kembali: "/statistik".into(),
        });
        let response = choose(Path("en".into()), back).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(response.headers()[header::LOCATION], "/statistik");
        let cookie = response.headers()[header::SET_COOKIE].clone();

        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("id"));
        assert_eq!(of_request(&headers).lang, Lang::Id);
        let kept = cookie
            .to_str()
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_str(&format!("a=b; {kept}")).unwrap(),
        );
        assert_eq!(of_request(&headers).lang, Lang::En);

        let unknown = choose(
            Path("xx".into()),
            Query(Back {
                kembali: String::new(),
            }),
        )
        .await;
        assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    }
}
