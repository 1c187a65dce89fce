//! What every handler has at hand, and what it knows of the request before it begins.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use lapor_app::app::App;
use lapor_domain::agency::{Body, BodyKind};
use lapor_domain::ids::BodyId;
use lapor_domain::rules::Rules;
use lapor_domain::zone::Zone;

use crate::format::Clockface;
use crate::i18n::I18n;
use crate::language;
use crate::layout::{Layout, Nav, Site};
use crate::open311::Memory;
use crate::places::{Places, Region};
use crate::prefix::Asked;
use crate::public::data::Counts;
use crate::public::stats::gathered::Tables;
use crate::quota::Quota;
use crate::session;
use crate::view::errors::{ErrorKind, ErrorPage};
use crate::workspace::Mornings;

/// The program behind the pages. Cheap to clone.
#[derive(Clone)]
pub struct Web {
    /// The use cases.
    pub app: App,
    /// How these doors are set up.
    pub settings: Arc<Settings>,
    /// Names of places.
    pub places: Arc<Places>,
    /// What was told of released reports to other programs.
    pub(crate) open311: Arc<Memory>,
    /// How many reports each year has.
    pub(crate) counts: Arc<Counts>,
    /// Figures that were read today.
    pub(crate) tables: Arc<Tables>,
    /// The dashboard's figures of the day.
    pub(crate) mornings: Arc<Mornings>,
    /// Reads without a key.
    pub(crate) quota: Arc<Quota>,
}

/// How an installation's doors are set up.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// A demonstration: every page says that nothing reaches an office.
    pub demo: bool,
    /// Served over https: cookies are `Secure` and carry the `__Host-` prefix.
    pub secure_cookies: bool,
    /// Host names that belong to a body, each with the body's slug. A host whose first label is a
    /// slug needs no entry.
    pub hosts: HashMap<String, String>,
    /// Proxies whose `X-Forwarded-For` is believed. Nobody else's is.
    pub trusted_proxies: Vec<IpAddr>,
    /// Reads a minute of feeds, open data, Open311 and API from one address that brings no key; 0 is any number.
    pub anonymous_per_minute: u32,
}

impl Web {
    /// Doors to `app`.
    pub fn new(app: App, settings: Settings) -> Self {
        Self {
            app,
            settings: Arc::new(settings),
            places: Arc::default(),
            open311: Arc::default(),
            counts: Arc::default(),
            tables: Arc::default(),
            mornings: Arc::default(),
            quota: Arc::default(),
        }
    }
}

/// What is known of a request: whose pages, which language, from where.
#[derive(Clone)]
pub struct Here {
    /// The program.
    pub web: Web,
    /// Words.
    pub i18n: I18n,
    /// The body whose pages these are; `None` on an installation of several where none was chosen.
    pub body: Option<BodyId>,
    /// Name and base of the pages.
    pub site: Site,
    /// Path and query as asked for, with the base.
    pub path: String,
    /// Who asks, for throttling only: an address, shortened to what one household has.
    pub from: String,
    /// Headers, for cookies.
    pub headers: HeaderMap,
}

impl Here {
    /// The frame of a page.
    pub fn layout(&self, nav: Nav) -> Layout {
        Layout::new(self.i18n, self.site.clone(), nav, self.path.clone())
    }

    /// The use cases.
    pub fn app(&self) -> &App {
        &self.web.app
    }

    /// The rules in force.
    pub fn rules(&self) -> Arc<Rules> {
        self.web.app.rules()
    }

    /// The zone of these pages.
    pub fn zone(&self) -> Zone {
        let rules = self.rules();
        let desk = || rules.directory.desk().map(|desk| desk.id);
        self.body
            .or_else(desk)
            .map_or(Zone::Wib, |body| rules.zone(body))
    }

    /// The clock people of these pages read.
    pub fn face(&self) -> Clockface {
        face(self.zone())
    }

    /// Names of the places of these pages' body; of all where there is no body.
    pub async fn region(&self) -> Arc<Region> {
        let rules = self.rules();
        let above = self
            .body
            .and_then(|body| rules.directory.bodies.get(&body))
            .and_then(|body| body.region.clone())
            .unwrap_or_default();
        self.web.places.below(self.app(), &above).await
    }

    /// An address of these pages, whole.
    pub fn address(&self, path: &str) -> String {
        let scheme = if self.web.settings.secure_cookies {
            "https"
        } else {
            "http"
        };
        format!("{scheme}://{}{}{path}", self.host(), self.site.base)
    }

    /// An address that has these pages' base already, whole.
    pub fn web_address(&self, href: &str) -> String {
        let inside = href.strip_prefix(self.site.base.as_str()).unwrap_or(href);
        self.address(inside)
    }

    /// The host as asked for, for addresses that people type.
    pub fn host(&self) -> &str {
        host(&self.headers)
    }
}

/// How a zone's clock is written.
pub fn face(zone: Zone) -> Clockface {
    Clockface::from_hours(zone.offset_hours())
}

impl FromRequestParts<Web> for Here {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let asked = parts
            .extensions
            .get::<Asked>()
            .cloned()
            .unwrap_or_else(|| Asked::plain(&parts.uri));
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        let rules = web.app.rules();
        let found = resolve(&rules, &web.settings, &asked, host(&parts.headers));
        let unknown = found.is_err();
        let body = found.unwrap_or(None);
        let here = Self {
            i18n: language::of_request(&parts.headers),
            site: Site {
                body: body.map(|body| body.name.clone()).unwrap_or_default(),
                base: if unknown { String::new() } else { asked.base },
                demo: web.settings.demo,
            },
            body: body.map(|body| body.id),
            path: asked.path,
            from: session::sender(peer, &parts.headers, &web.settings.trusted_proxies),
            headers: parts.headers.clone(),
            web: web.clone(),
        };
        if unknown {
            return Err(ErrorPage::new(here.layout(Nav::Other), ErrorKind::NotFound).respond());
        }
        Ok(here)
    }
}

/// No body has that slug.
struct UnknownBody;

/// Whose pages are asked for: the path says so, else the host, else there is only one.
fn resolve<'r>(
    rules: &'r Rules,
    settings: &Settings,
    asked: &Asked,
    host: &str,
) -> Result<Option<&'r Body>, UnknownBody> {
    let directory = &rules.directory;
    if let Some(slug) = &asked.slug {
        return directory.body_by_slug(slug).map(Some).ok_or(UnknownBody);
    }
    let name = host
        .split(':')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    if let Some(slug) = settings.hosts.get(&name) {
        return Ok(directory.body_by_slug(slug));
    }
    let label = name.split('.').next().filter(|_| name.contains('.'));
    if let Some(body) = label.and_then(|label| directory.body_by_slug(label)) {
        return Ok(Some(body));
    }
    let mut agencies = directory
        .bodies
        .values()
        .filter(|body| body.kind == BodyKind::Agency);
    Ok(match (agencies.next(), agencies.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    })
}

fn host(headers: &HeaderMap) -> &str {
    headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}
