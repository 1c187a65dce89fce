//! What every endpoint of the protocol knows before it begins, and how it answers.

use std::str::FromStr;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use lapor_app::error::AppError;
use lapor_domain::agency::{Body, BodyKind};
use lapor_domain::ids::BodyId;
use open311::{Document, Format, Params};

use super::problem::Problem;
use crate::i18n::I18n;
use crate::language;
use crate::quota;
use crate::state::{Here, Web};

/// A request to the protocol.
pub(super) struct Door {
    /// Whose pages, which words.
    pub(super) here: Here,
    /// How it is answered.
    pub(super) format: Format,
    /// The last step of the path, without its suffix.
    pub(super) name: String,
    /// Parameters of the query.
    pub(super) query: Params,
}

impl FromRequestParts<Web> for Door {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let i18n = language::of_request(&parts.headers);
        let (name, format) = named(&parts.uri, &parts.headers)
            .map_err(|UnknownSuffix| Problem::not_found(i18n).respond(Format::Xml))?;
        let here = Here::from_request_parts(parts, web)
            .await
            .map_err(|_| unknown_jurisdiction(i18n).respond(format))?;
        let query = Params::parse(parts.uri.query().unwrap_or_default().as_bytes())
            .map_err(|error| bad_parameters(i18n, error).respond(format))?;
        Ok(Self {
            here,
            format,
            name,
            query,
        })
    }
}

struct UnknownSuffix;

/// The last step of a path, and the format that its suffix or the header asks for.
fn named(uri: &Uri, headers: &HeaderMap) -> Result<(String, Format), UnknownSuffix> {
    let last = uri.path().rsplit('/').next().unwrap_or_default();
    if let Some((name, suffix)) = last.rsplit_once('.') {
        let format = Format::from_str(suffix).map_err(|_| UnknownSuffix)?;
        return Ok((name.to_owned(), format));
    }
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    Ok((
        last.to_owned(),
        Format::accepted(accept.unwrap_or_default()),
    ))
}

impl Door {
    /// Words.
    pub(super) fn i18n(&self) -> I18n {
        self.here.i18n
    }

    /// The body whose reports are meant: of the path or host, else as the parameter names it.
    ///
    /// # Errors
    /// 400 where it must be named and is not, 404 where the name is nobody's here.
    pub(super) fn body(&self, params: &Params) -> Result<BodyId, Problem> {
        let rules = self.here.rules();
        let named = params.get("jurisdiction_id");
        let found = named.map(|name| {
            let mut bodies = rules.directory.bodies.values();
            bodies
                .find(|body| is_called(&self.here.web, body, name))
                .map(|body| body.id)
        });
        match (found, self.here.body) {
            (None, Some(body)) => Ok(body),
            (Some(Some(named)), here) if here.is_none_or(|here| here == named) => Ok(named),
            (None, None) => Err(Problem::parameter(
                self.i18n(),
                "open311-parameter-lacking",
                "jurisdiction_id",
            )),
            (Some(_), _) => Err(unknown_jurisdiction(self.i18n())),
        }
    }

    /// The same request, on the pages of a body: what it is told to fetch next lies there.
    pub(super) fn at(&mut self, body: BodyId) {
        if self.here.body.replace(body).is_some() {
            return;
        }
        if let Some(body) = self.here.rules().directory.bodies.get(&body) {
            self.here.site.base = format!("/b/{}", body.slug);
        }
    }

    /// An address of this site, whole.
    pub(super) fn address(&self, path: &str) -> String {
        self.here.address(path)
    }

    /// A document of the protocol as the answer.
    pub(super) fn answer(&self, document: &impl Document) -> Response {
        self::document(StatusCode::OK, self.format, document)
    }

    /// What went wrong as the answer.
    pub(super) fn refuse(&self, problem: Problem) -> Response {
        problem.respond(self.format)
    }

    /// What a use case refused.
    pub(super) fn failed(&self, error: &AppError) -> Problem {
        Problem::from_app(self.i18n(), error)
    }
}

/// A body is called by its slug, or by a host name that is its own.
fn is_called(web: &Web, body: &Body, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.strip_prefix("www.").unwrap_or(&name);
    let of_host = || {
        let host = web.settings.hosts.iter().find(|(host, _)| {
            let host = host.strip_prefix("www.").unwrap_or(host);
            host == name
        });
        host.is_some_and(|(_, slug)| *slug == body.slug)
    };
    // A host whose first label is the slug is the body's without being entered, as for pages.
    let of_label = || {
        name.split_once('.')
            .is_some_and(|(label, _)| label == body.slug)
    };
    body.kind == BodyKind::Agency && (name == body.slug || of_host() || of_label())
}

fn unknown_jurisdiction(i18n: I18n) -> Problem {
    Problem::of(i18n, StatusCode::NOT_FOUND, "open311-jurisdiction-unknown")
}

/// Parameters that cannot be read at all.
pub(super) fn bad_parameters(i18n: I18n, error: open311::ParamError) -> Problem {
    let key = match error {
        open311::ParamError::NotUtf8 => "open311-not-utf8",
        open311::ParamError::TooMany => "open311-too-many-parameters",
    };
    Problem::of(i18n, StatusCode::BAD_REQUEST, key)
}

/// A document of the protocol.
pub(super) fn document(status: StatusCode, format: Format, document: &impl Document) -> Response {
    let kind = HeaderValue::from_static(format.content_type());
    let open = HeaderValue::from_static("*");
    let headers = [
        (header::CONTENT_TYPE, kind),
        // What is public here is public for pages of others too; no cookie opens anything at this door.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, open),
    ];
    (status, headers, open311::write(document, format)).into_response()
}

/// Answers only so many reads of one address.
pub(super) async fn not_too_often(
    State(web): State<Web>,
    mut request: Request,
    next: Next,
) -> Response {
    let Err(seconds) = quota::take(&web, &mut request).await else {
        return next.run(request).await;
    };
    let i18n = language::of_request(request.headers());
    let format = named(request.uri(), request.headers()).map_or(Format::Xml, |(_, format)| format);
    let throttled = AppError::Throttled {
        retry_after_seconds: seconds,
    };
    Problem::from_app(i18n, &throttled).respond(format)
}

/// No such resource.
pub(super) async fn nothing(headers: HeaderMap, uri: Uri) -> Response {
    let i18n = language::of_request(&headers);
    let format = named(&uri, &headers).map_or(Format::Xml, |(_, format)| format);
    Problem::not_found(i18n).respond(format)
}

/// The resource exists, but not for this verb.
pub(super) async fn wrong_verb(headers: HeaderMap, uri: Uri) -> Response {
    let i18n = language::of_request(&headers);
    let format = named(&uri, &headers).map_or(Format::Xml, |(_, format)| format);
    Problem::of(i18n, StatusCode::METHOD_NOT_ALLOWED, "open311-wrong-verb").respond(format)
}
