//! A unit's own system, with the unit it belongs to.

use std::collections::BTreeMap;

use lapor_domain::agency::{Directory, Grant};
use lapor_domain::ids::{BodyId, OfficerId, UnitId};
use lapor_domain::report::Report;
use lapor_domain::words::Role;

use crate::app::App;
use crate::channels::config::Open311System;
use crate::channels::egress::{self, Answer, Ask, EgressError};

/// A system that is served.
#[derive(Clone)]
pub(super) struct Target {
    /// As described.
    pub(super) system: Open311System,
    /// What it is called in the record.
    pub(super) name: String,
    /// The body.
    pub(super) body: BodyId,
    /// The unit.
    pub(super) unit: UnitId,
    /// The officer in whose name its states are noted.
    pub(super) officer: Option<OfficerId>,
}

/// Those whose body and unit are there.
pub(super) fn all(app: &App) -> Vec<Target> {
    let rules = app.rules();
    let directory = &rules.directory;
    let channels = app.channels();
    let systems = channels.open311.iter();
    systems
        .filter_map(|system| {
            let body = directory.body_by_slug(&system.body)?.id;
            let unit = directory.unit_by_slug(body, &system.unit)?.id;
            let login = system.officer.as_deref();
            let mut officers = directory.officers.values();
            let officer = login.and_then(|login| officers.find(|one| one.login == login));
            Some(Target {
                name: system.system(),
                system: system.clone(),
                body,
                unit,
                officer: officer.map(|officer| officer.id),
            })
        })
        .collect()
}

/// What a description names and the directory does not know; a sentence for the operator.
pub fn lacking(app: &App) -> Option<String> {
    let rules = app.rules();
    let directory = &rules.directory;
    let channels = app.channels();
    let of = |system: &Open311System| {
        let Some(body) = directory.body_by_slug(&system.body) else {
            return Some(format!(
                "instansi {} tidak ada; lihat `lapor admin body list`",
                system.body
            ));
        };
        if directory.unit_by_slug(body.id, &system.unit).is_none() {
            let list = format!("lapor admin unit list {}", system.body);
            return Some(format!(
                "unit {} tidak ada di instansi itu; lihat `{list}`",
                system.unit
            ));
        }
        let login = system.officer.as_deref()?;
        let mut officers = directory.officers.values();
        let is_known = officers.any(|one| one.login == login && !one.disabled);
        (!is_known).then(|| {
            format!("petugas {login} tidak ada atau tidak aktif; lihat `lapor admin officer list`")
        })
    };
    let mut systems = channels.open311.iter();
    systems.find_map(|system| Some(format!("open311 \"{}\": {}", system.name, of(system)?)))
}

impl Target {
    /// The seat from which the unit sees its reports.
    pub(super) const fn seat(&self) -> Grant {
        Grant {
            role: Role::UnitOfficer,
            body: self.body,
            node: Some(self.unit),
        }
    }

    /// The unit answers for it.
    pub(super) fn leads(&self, report: &Report, directory: &Directory) -> bool {
        let lead = report.lead().filter(|_| report.state.is_open());
        report.holder == self.body && lead.is_some_and(|lead| directory.is_within(lead, self.unit))
    }

    /// Asks it, once.
    pub(super) async fn ask(
        &self,
        method: &str,
        url: String,
        headers: BTreeMap<String, String>,
        body: Vec<u8>,
    ) -> Result<Answer, EgressError> {
        egress::ask(Ask {
            url,
            method: method.to_owned(),
            headers,
            body,
            timeout: self.system.timeout(),
            local: self.system.local,
        })
        .await
    }

    /// Reads a resource.
    pub(super) async fn get(
        &self,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<Answer, EgressError> {
        let mut params = open311::Params::default();
        for (name, value) in query {
            let _too_many = params.push((*name).to_owned(), (*value).to_owned());
        }
        if let Some(jurisdiction) = &self.system.jurisdiction_id {
            let _too_many = params.push("jurisdiction_id".to_owned(), jurisdiction.clone());
        }
        let url = format!("{}?{}", self.system.resource(path), params.encoded());
        self.ask("GET", url, BTreeMap::new(), Vec::new()).await
    }
}
