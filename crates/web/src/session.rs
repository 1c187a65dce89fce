//! Cookies of sessions, where a request comes from, and that it comes from our own pages.

use std::net::{IpAddr, Ipv6Addr};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lapor_app::error::AppError;
use lapor_app::sign_in::{self, Token};
use lapor_domain::ids::{OfficerId, ReportId};
use lapor_store::record::credential::SessionOf;

use crate::layout::Nav;
use crate::state::{Here, Web};
use crate::view::errors::{ErrorKind, ErrorPage};

/// Whose session a cookie carries. Both may be open in one browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookieOf {
    /// One's own report.
    Reporter,
    /// The workspace.
    Officer,
}

impl CookieOf {
    fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Self::Reporter, true) => "__Host-laporan",
            (Self::Reporter, false) => "laporan",
            (Self::Officer, true) => "__Host-petugas",
            (Self::Officer, false) => "petugas",
        }
    }
}

/// Puts a session's cookie on an answer. It ends with the browser; the record ends it sooner.
pub fn open(response: &mut Response, web: &Web, of: CookieOf, token: Token) {
    let value = URL_SAFE_NO_PAD.encode(token.0);
    put(response, web, of, &value, "");
}

/// Takes a session's cookie away.
pub fn close(response: &mut Response, web: &Web, of: CookieOf) {
    put(response, web, of, "", "; Max-Age=0");
}

fn put(response: &mut Response, web: &Web, of: CookieOf, value: &str, more: &str) {
    let secure = web.settings.secure_cookies;
    let flag = if secure { "; Secure" } else { "" };
    let cookie = format!(
        "{}={value}; Path=/; HttpOnly; SameSite=Lax{flag}{more}",
        of.name(secure)
    );
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// The token a browser sends back, if it is one.
pub fn token(headers: &HeaderMap, web: &Web, of: CookieOf) -> Option<Token> {
    let name = of.name(web.settings.secure_cookies);
    let bytes = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .and_then(|(_, value)| URL_SAFE_NO_PAD.decode(value).ok())?;
    bytes.try_into().ok().map(Token)
}

impl Here {
    /// The report whose phrase this browser has shown.
    ///
    /// # Errors
    /// [`AppError::NotSignedIn`] without a session, or the record.
    pub async fn reporter(&self) -> Result<ReportId, AppError> {
        match self.session(CookieOf::Reporter).await? {
            Some(SessionOf::Reporter(report)) => Ok(report),
            _ => Err(AppError::NotSignedIn),
        }
    }

    /// The officer signed in here.
    ///
    /// # Errors
    /// [`AppError::NotSignedIn`] without a session, or the record.
    pub async fn officer(&self) -> Result<OfficerId, AppError> {
        match self.session(CookieOf::Officer).await? {
            Some(SessionOf::Officer(officer)) => Ok(officer),
            _ => Err(AppError::NotSignedIn),
        }
    }

    /// The token of a session, to end it or to tie a form to it.
    pub fn token(&self, of: CookieOf) -> Option<Token> {
        token(&self.headers, &self.web, of)
    }

    async fn session(&self, of: CookieOf) -> Result<Option<SessionOf>, AppError> {
        match self.token(of) {
            Some(token) => sign_in::session(self.app(), token).await,
            None => Ok(None),
        }
    }
}

/// Refuses what another site makes a browser send. Every request that may change something passes here.
pub async fn only_from_our_pages(
    State(web): State<Web>,
    here: Here,
    request: Request,
    next: Next,
) -> Response {
    if is_ours(&web, request.method(), request.headers()) {
        return next.run(request).await;
    }
    let mut page = ErrorPage::new(here.layout(Nav::Other), ErrorKind::Forbidden);
    page.detail = here.i18n.t("error-other-site");
    page.respond().into_response()
}

/// Browsers say where a form comes from, in one of three ways. One that says nothing at all is let
/// through only as long as it carries no session that could be misused.
fn is_ours(web: &Web, method: &Method, headers: &HeaderMap) -> bool {
    if method.is_safe() {
        return true;
    }
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin" || site == "none";
    }
    let host = text(header::HOST);
    let same_host = |origin: &str| {
        let authority = origin
            .split_once("://")
            .map(|(_, rest)| rest.split('/').next().unwrap_or_default());
        authority.is_some() && authority == host
    };
    if let Some(origin) = text(header::ORIGIN).or_else(|| text(header::REFERER)) {
        return same_host(origin);
    }
    token(headers, web, CookieOf::Reporter).is_none()
        && token(headers, web, CookieOf::Officer).is_none()
}

/// Who sends, for throttling: the peer, or what a proxy that we trust says; of an IPv6 address the
/// first 64 bits, since one household has them all.
pub fn sender(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[IpAddr]) -> String {
    match sender_address(peer, headers, trusted) {
        None => "unknown".to_owned(),
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// The whole address of who sends: the peer, or what a proxy that we trust says.
pub fn sender_address(
    peer: Option<IpAddr>,
    headers: &HeaderMap,
    trusted: &[IpAddr],
) -> Option<IpAddr> {
    let mut at = peer?.to_canonical();
    let forwarded: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    // From the nearest outwards; the first that we do not trust is the last that we believe.
    for hop in forwarded.iter().rev() {
        if !trusted.contains(&at) {
            break;
        }
        let Ok(address) = hop.parse::<IpAddr>() else {
            break;
        };
        at = address.to_canonical();
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn headers(forwarded: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        headers
    }

    #[test]
    fn only_a_trusted_proxy_may_say_who_sends() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let stranger: IpAddr = "203.0.113.9".parse().unwrap();
        let said = headers("198.51.100.1, 203.0.113.5");
        assert_eq!(sender(Some(stranger), &said, &[proxy]), "203.0.113.9");
        assert_eq!(sender(Some(proxy), &said, &[proxy]), "203.0.113.5");
        let through_two = headers("198.51.100.1, 203.0.113.5, 10.0.0.1");
        assert_eq!(sender(Some(proxy), &through_two, &[proxy]), "203.0.113.5");
        assert_eq!(sender(Some(proxy), &headers("none"), &[proxy]), "10.0.0.1");
    }

    #[test]
    fn one_household_is_one_sender() {
        let of = |address: &str| sender(Some(address.parse().unwrap()), &HeaderMap::new(), &[]);
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:203.0.113.9"), "203.0.113.9");
    }
}
