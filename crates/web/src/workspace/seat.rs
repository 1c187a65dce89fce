//! Who is signed in, and what their pages have around them.

use axum::response::{IntoResponse as _, Redirect, Response};
use lapor_app::admin;
use lapor_app::error::AppError;
use lapor_domain::agency::Officer;
use lapor_domain::ids::BodyId;
use lapor_domain::plan;
use lapor_domain::words::Role;

use super::{documents, quality};
use crate::errors;
use crate::layout::{Layout, Nav, query_escaped};
use crate::public::stats::door::Door;
use crate::state::Here;
use crate::workspace_view::frame::{self, Desk, May};
use crate::workspace_view::words;

/// An officer at their desk.
#[derive(Clone)]
pub(super) struct Seat {
    /// The request.
    pub(super) here: Here,
    /// The account.
    pub(super) officer: Officer,
}

impl Seat {
    /// The officer signed in; else the way to the sign-in page, and back afterwards.
    pub(super) async fn take(here: Here) -> Result<Self, Response> {
        match here.officer().await {
            Ok(id) => match here.rules().directory.officers.get(&id).cloned() {
                Some(officer) => Ok(Self { here, officer }),
                None => Err(errors::answer(&here, &AppError::NotSignedIn, "")),
            },
            Err(AppError::NotSignedIn) => {
                let next = query_escaped(&here.path);
                Err(
                    Redirect::to(&format!("{}/masuk?kembali={next}", here.site.base))
                        .into_response(),
                )
            }
            Err(error) => Err(errors::answer(&here, &error, "")),
        }
    }

    /// Frame of a page that nobody else may keep.
    pub(super) fn layout(&self) -> Layout {
        self.here
            .layout(Nav::Other)
            .private()
            .with_scripts(&["workspace.js"])
    }

    /// The desk around a page.
    pub(super) fn desk(&self, at: frame::Here) -> Desk {
        let rules = self.here.rules();
        let role = self.officer.grants.first().map_or(String::new(), |grant| {
            let place = grant
                .node
                .and_then(|node| {
                    rules
                        .directory
                        .units
                        .get(&node)
                        .map(|unit| unit.name.clone())
                })
                .or_else(|| {
                    rules
                        .directory
                        .bodies
                        .get(&grant.body)
                        .map(|body| body.name.clone())
                })
                .unwrap_or_default();
            format!("{}, {place}", words::role(&self.here.i18n, grant.role))
        });
        let has = |roles: &[Role]| {
            self.officer
                .grants
                .iter()
                .any(|grant| roles.contains(&grant.role))
        };
        let body = self.body();
        Desk {
            officer: self.officer.name.clone(),
            role,
            here: at,
            // Requests are checked for where they come from (session.rs): no token is needed.
            csrf: String::new(),
            may: May {
                inbox: self.has_inbox(),
                access: has(&[Role::Auditor]),
                file: has(&[Role::Coordinator, Role::Counter, Role::Desk]),
                statistics: !has(&[Role::Administrator]) || self.officer.grants.len() > 1,
                documents: documents::body(self).is_some(),
                routing: has(quality::READERS),
                plans: body.is_some_and(|body| plan::may_read(&self.officer, body)),
                raises: body.is_some_and(|body| plan::may_raise(&self.officer, body)),
                admin: body
                    .is_some_and(|body| admin::may_administer(&rules, self.officer.id, body)),
                jobs: has(&[Role::Administrator]),
            },
        }
    }

    /// Some role has reports to look at; who keeps the program, or watches those who look, has none.
    fn has_inbox(&self) -> bool {
        let without = [Role::Administrator, Role::Auditor];
        let mut grants = self.officer.grants.iter();
        grants.any(|grant| !without.contains(&grant.role))
    }

    /// Where an officer without an inbox begins instead.
    pub(super) fn begins_elsewhere(&self) -> Option<String> {
        if self.has_inbox() {
            return None;
        }
        let page = match self.officer.grants.first()?.role {
            Role::Auditor => "akses",
            _ => "kelola/unit",
        };
        Some(format!("{}/ruang/{page}", self.here.site.base))
    }

    /// Where the reports behind a figure are. Who only records for others has no list of them.
    pub(super) fn door(&self) -> Door {
        let without = [Role::Administrator, Role::Auditor, Role::Counter];
        let mut grants = self.officer.grants.iter();
        if grants.any(|grant| !without.contains(&grant.role)) {
            Door::Desk
        } else {
            Door::NoList
        }
    }

    /// The body of the officer's first grant.
    pub(super) fn body(&self) -> Option<BodyId> {
        self.officer.grants.first().map(|grant| grant.body)
    }

    /// Whether the officer holds a role anywhere.
    pub(super) fn has(&self, role: Role) -> bool {
        self.officer.grants.iter().any(|grant| grant.role == role)
    }
}
