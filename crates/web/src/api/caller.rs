//! Who asks: a program with or without a key, for whose pages, from where.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use lapor_app::api_keys;
use lapor_app::error::AppError;
use lapor_domain::agency::Officer;
use lapor_domain::api_key::{ApiKey, Scope};
use lapor_domain::ids::BodyId;

use super::problem::{Code, Problem};
use crate::i18n::I18n;
use crate::language;
use crate::quota::{Checked, bearer};
use crate::state::{Here, Web};

/// A request of a program.
pub(crate) struct Caller {
    /// What is known of the request.
    pub(crate) here: Here,
    /// Its key, checked and counted.
    pub(crate) key: Option<ApiKey>,
}

/// The phrase of a report's own view.
const PHRASE: &str = "x-lapor-phrase";
/// What a program calls a request that it may send again.
const IDEMPOTENCY: &str = "idempotency-key";
/// Longest name of a request.
const LONGEST_IDEMPOTENCY: usize = 255;

impl FromRequestParts<Web> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let i18n = language::of_request(&parts.headers);
        let here = Here::from_request_parts(parts, web).await;
        let here = here.map_err(|_| Problem::new(i18n, Code::NotFound))?;
        let key = match (parts.extensions.remove::<Checked>(), bearer(&parts.headers)) {
            (Some(Checked(key)), _) => Some(key),
            (None, None) => None,
            (None, Some(text)) => {
                let checked = api_keys::check(&web.app, text).await;
                Some(checked.map_err(|error| Problem::of(i18n, &error))?)
            }
        };
        let mut caller = Self { here, key };
        caller.here.body = caller.body()?;
        Ok(caller)
    }
}

impl Caller {
    /// Words.
    pub(crate) fn i18n(&self) -> I18n {
        self.here.i18n
    }

    /// A problem that its code says completely.
    pub(crate) fn problem(&self, code: Code) -> Problem {
        Problem::new(self.i18n(), code)
    }

    /// What the use cases refuse.
    pub(crate) fn refused(&self, error: &AppError) -> Problem {
        Problem::of(self.i18n(), error)
    }

    /// The key, if it opens this.
    pub(crate) fn with(&self, scope: Scope) -> Result<&ApiKey, Problem> {
        match &self.key {
            None => Err(self.problem(Code::KeyRequired)),
            Some(key) if key.may(scope) => Ok(key),
            Some(_) => {
                let detail = self.i18n().t1("problem-scope-is", "scope", scope.as_str());
                Err(self.problem(Code::ScopeMissing).detail(detail))
            }
        }
    }

    /// The officer that the key acts as, if it opens this.
    pub(crate) fn officer(&self, scope: Scope) -> Result<Officer, Problem> {
        let key = self.with(scope)?;
        let rules = self.here.rules();
        let officer = key.officer.and_then(|id| rules.directory.officers.get(&id));
        officer
            .cloned()
            .ok_or_else(|| self.problem(Code::NotPermitted))
    }

    /// Whether the key reaches a report of these bodies; one of the desk reaches all.
    pub(crate) fn reaches(&self, bodies: [BodyId; 2]) -> bool {
        let rules = self.here.rules();
        self.key
            .as_ref()
            .is_some_and(|key| rules.directory.is_desk(key.body) || bodies.contains(&key.body))
    }

    /// The phrase that was sent, if one was.
    pub(crate) fn phrase(&self) -> Option<&str> {
        let value = self.here.headers.get(PHRASE)?;
        Some(value.to_str().unwrap_or_default())
    }

    /// What the program calls this request.
    pub(crate) fn idempotency(&self) -> Result<Option<&str>, Problem> {
        let Some(value) = self.here.headers.get(IDEMPOTENCY) else {
            return Ok(None);
        };
        let text = value.to_str().unwrap_or_default().trim();
        if text.is_empty() || text.len() > LONGEST_IDEMPOTENCY {
            return Err(Problem::field(self.i18n(), "Idempotency-Key", "shape"));
        }
        Ok(Some(text))
    }

    /// A key of one body is used on that body's pages, whatever the address says; another body's
    /// address is a mistake.
    fn body(&self) -> Result<Option<BodyId>, Problem> {
        let Some(key) = &self.key else {
            return Ok(self.here.body);
        };
        if self.here.rules().directory.is_desk(key.body) {
            return Ok(self.here.body);
        }
        match self.here.body {
            Some(body) if body != key.body && !self.here.site.base.is_empty() => {
                Err(self.problem(Code::NotPermitted))
            }
            _ => Ok(Some(key.body)),
        }
    }
}
