//! The frame of every page: header, navigation, footer, headers of the answer.

use std::fmt::Display;
use std::ops::Deref;

use askama::Template;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use crate::i18n::I18n;

/// Nothing inline, nothing from elsewhere.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' blob:; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Where in the site a page belongs; marks the present link of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Nav {
    /// None of the links.
    #[default]
    Other,
    /// Start page.
    Home,
    /// Filing a report.
    File,
    /// Finding one's report.
    Track,
    /// Released reports.
    Released,
    /// Figures.
    Statistics,
    /// Rules in force.
    About,
}

/// What an installation calls itself.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// The public body whose pages these are.
    pub body: String,
    /// What comes before every path: empty, or `/b/{slug}`.
    pub base: String,
    /// A demonstration: every page says that nothing reaches an office.
    pub demo: bool,
}

/// A message above the page's content.
#[derive(Debug, Clone)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// Already translated.
    pub text: String,
}

/// How a notice is meant; colour, icon and a spoken word follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// For information.
    Info,
    /// Something was done.
    Done,
    /// Take care.
    Warning,
    /// Something went wrong.
    Error,
}

impl Tone {
    /// Suffix of the CSS class.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Done => "done",
            Self::Warning => "warn",
            Self::Error => "error",
        }
    }

    /// Icon of the notice.
    pub fn icon(&self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Done => "check",
            Self::Warning | Self::Error => "alert",
        }
    }
}

/// What every template gets as its field `l`.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The words; [`Layout`] lends its methods, so templates say `l.t("key")`.
    pub i18n: I18n,
    /// The installation.
    pub site: Site,
    /// The present link.
    pub nav: Nav,
    /// Path and query of this page as asked for, with the site's base, to come
    /// back to after a change of language.
    pub path: String,
    /// Scripts of this page, by plain name (`draft.js`); most have none.
    pub scripts: &'static [&'static str],
    /// Message above the content.
    pub notice: Option<Notice>,
    /// Keep out of search engines (own views, receipts, error pages).
    pub private: bool,
    /// This page answers a form and cannot be asked for again: a link that
    /// leaves it, such as the change of language, would lose what it shows.
    pub one_off: bool,
}

impl Deref for Layout {
    type Target = I18n;

    fn deref(&self) -> &I18n {
        &self.i18n
    }
}

impl Layout {
    /// The frame of a page at `path`.
    pub fn new(i18n: I18n, site: Site, nav: Nav, path: impl Into<String>) -> Self {
        Self {
            i18n,
            site,
            nav,
            path: path.into(),
            ..Self::default()
        }
    }

    /// The same, kept out of search engines and caches.
    #[must_use]
    pub fn private(mut self) -> Self {
        self.private = true;
        self
    }

    /// The same as the answer to a form: nothing on it leads away by accident.
    #[must_use]
    pub fn one_off(mut self) -> Self {
        self.one_off = true;
        self.private()
    }

    /// The same, with scripts.
    #[must_use]
    pub fn with_scripts(mut self, scripts: &'static [&'static str]) -> Self {
        self.scripts = scripts;
        self
    }

    /// The same, with a message above the content.
    #[must_use]
    pub fn with_notice(mut self, tone: Tone, text: impl Into<String>) -> Self {
        self.notice = Some(Notice {
            tone,
            text: text.into(),
        });
        self
    }

    /// An address inside this site: `path` behind the site's base.
    pub fn href(&self, path: impl Display) -> String {
        format!("{}{path}", self.site.base)
    }

    /// The address of an asset.
    pub fn asset(&self, name: &str) -> String {
        crate::assets::url(name)
    }

    /// `GET /bahasa/{code}?kembali={path}`: keeps the choice in a cookie and
    /// returns.
    pub fn language_href(&self) -> String {
        format!(
            "{}/bahasa/{}?kembali={}",
            self.site.base,
            self.i18n.lang.other().code(),
            query_escaped(&self.path)
        )
    }

    /// Whether `nav` is the present link.
    pub fn is(&self, nav: &Nav) -> bool {
        self.nav == *nav
    }
}

/// A text as one value of a query.
pub fn query_escaped(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A template as an answer with status `status`.
///
/// A template that fails to render answers 500 with plain words; it cannot
/// fail on anything a person sends, so it is logged as our own mistake.
pub fn page(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "page does not render");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Maaf, ada yang salah di pihak kami. Coba lagi.",
            )
                .into_response()
        }
    }
}

/// Marks an answer that pages of others may show in a frame.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Framed;

/// Headers of every page. What a person sees of their own report must not lie
/// in a cache of a shared phone; where nothing else was said, nothing is kept.
pub fn secure(headers: &mut HeaderMap) {
    // A file that somebody sent says itself that it may do even less.
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(CONTENT_SECURITY_POLICY));
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "geolocation=(self), camera=(), microphone=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_survives_its_query() {
        let site = Site {
            base: "/b/kota".into(),
            ..Site::default()
        };
        let layout = Layout::new(
            I18n::default(),
            site,
            Nav::Released,
            "/b/kota/laporan?q=jalan&year=2023",
        );
        assert_eq!(
            layout.language_href(),
            "/b/kota/bahasa/en?kembali=/b/kota/laporan%3Fq%3Djalan%26year%3D2023"
        );
    }
}
