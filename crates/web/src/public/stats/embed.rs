//! `GET /statistik/grafik/{name}.svg|.png|.html`: one chart to take away or to show on another site.

use askama::Template;
use axum::extract::{Path, Query as Asks};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use grafik::Look;
use lapor_app::error::AppError;

use super::asked::Asked;
use super::door::Door;
use super::{charts, drawn, gathered};
use crate::errors;
use crate::feed::answer::{has, tag, tagged};
use crate::guard;
use crate::layout::{Framed, Layout, Nav};
use crate::state::Here;
use crate::view::charts::ChartView;
use crate::view::errors::{ErrorKind, ErrorPage};

/// Width of a picture: twice that of the drawing, for screens with fine pixels and for print.
const PICTURE: u32 = 1440;
/// Nothing but our own style; in a frame of anybody's page.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

/// A chart alone, for a frame.
#[derive(Debug, Clone, Template)]
#[template(path = "chart.html")]
struct ChartPage {
    l: Layout,
    chart: ChartView,
    /// The page it comes from.
    page: String,
    /// "Sumber: …".
    source: String,
}

/// The file.
pub(crate) async fn file(
    here: Here,
    Path(file): Path<String>,
    Asks(asked): Asks<Asked>,
) -> Response {
    let Some((name, kind)) = file.rsplit_once('.') else {
        return guard::nothing_here(here).await;
    };
    match answer(&here, name, kind, &asked).await {
        Ok(Some(response)) => response,
        Ok(None) => guard::nothing_here(here).await,
        Err(error) => errors::answer(&here, &error, ""),
    }
}

async fn answer(
    here: &Here,
    name: &str,
    kind: &str,
    asked: &Asked,
) -> Result<Option<Response>, AppError> {
    let i18n = here.i18n;
    if !matches!(kind, "svg" | "png" | "html") {
        return Ok(None);
    }
    let today = here.zone().local_date(here.app().now());
    let latest = super::latest_year(here).await?;
    let (mut question, mut wrong) = asked.question(i18n, today, latest, Door::Public);
    super::known(here, here.body, &mut question, &mut wrong).await?;
    super::settled(here, here.body, &mut question);
    if !wrong.is_empty() {
        let words = wrong.list().iter().map(|wrong| wrong.text.clone());
        let words = words.collect::<Vec<_>>().join("\n");
        return Ok(Some(
            (StatusCode::UNPROCESSABLE_ENTITY, words).into_response(),
        ));
    }
    question.by = None;
    let found = gathered::gathered(here, &question).await?;
    let (Some(figured), Some(total)) = (
        charts::all(here, &found, Some(name), Door::Public).pop(),
        found.total(),
    ) else {
        return Ok(None);
    };
    let basis = drawn::basis(here, total);
    // Links of a file would lead to nowhere, those of a frame into it.
    let figured = charts::without_links(figured);
    let body = &here.site.body;
    let whose = if body.is_empty() {
        i18n.t("site-tagline")
    } else {
        body.clone()
    };
    let source = i18n.t2("charts-source", "body", whose, "basis", &basis);
    let page = format!("/statistik?{}", question.query());
    let (content_type, bytes) = if kind == "html" {
        let mut layout = here.layout(Nav::Statistics);
        layout.private = true;
        let view = ChartPage {
            l: layout,
            chart: ChartView {
                is_framed: true,
                ..drawn::view(here, figured, &basis, None)
            },
            page: here.address(&format!("{page}#grafik-{name}")),
            source,
        };
        match view.render() {
            Ok(html) => ("text/html; charset=utf-8", html.into_bytes()),
            Err(error) => return Ok(Some(broken(here, &error))),
        }
    } else {
        let look = drawn::look(i18n, Look::file(source));
        let drawing = drawn::draw(&figured.shown, &look);
        if kind == "svg" {
            ("image/svg+xml", drawing.into_bytes())
        } else {
            let picture = tokio::task::spawn_blocking(move || grafik::png(&drawing, PICTURE)).await;
            match picture {
                Ok(Ok(picture)) => ("image/png", picture),
                Ok(Err(error)) => return Ok(Some(broken(here, &error))),
                Err(error) => return Ok(Some(broken(here, &error))),
            }
        }
    };
    Ok(Some(kept(here, content_type, bytes)))
}

/// A drawing of our own that cannot be shown is our mistake.
fn broken(here: &Here, error: &dyn std::error::Error) -> Response {
    tracing::error!(%error, "a chart could not be drawn");
    ErrorPage::new(here.layout(Nav::Statistics), ErrorKind::Internal).respond()
}

/// An answer that may be kept for a while and shown anywhere.
fn kept(here: &Here, content_type: &'static str, bytes: Vec<u8>) -> Response {
    let tag = tag(&[&bytes]);
    let mut response = if has(&here.headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        bytes.into_response()
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, content_type),
        (header::CACHE_CONTROL, "public, max-age=3600"),
        (header::VARY, "Accept-Language, Cookie"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(
        header::HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    tagged(&tag, headers);
    response.extensions_mut().insert(Framed);
    response
}
