//! The door to the national system (SP4N-LAPOR!).

use serde::Deserialize;

use super::Secret;
use crate::sp4n::SourceZone;

/// How reports are handed to the national system, and what it says is asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sp4n {
    /// Where it is, such as `https://www.lapor.go.id`.
    pub base_url: String,
    /// It stands in the own network: private addresses and plain HTTP are allowed.
    #[serde(default)]
    pub local: bool,
    /// Below the address: where reports are handed in.
    #[serde(default = "push_path")]
    pub push_path: String,
    /// Below the address: where their topics are listed.
    #[serde(default = "topics_path")]
    pub topics_path: String,
    /// Below the address: where their reports are listed. Without it nothing is asked, and an answer that was lost is left to
    /// an officer.
    pub list_path: Option<String>,
    /// Name of the field with the number of a page of that list, from 1; without it the list has one page.
    pub list_page_field: Option<String>,
    /// Their list shows what was handed in at once: then a report that is not in it may be sent again by itself.
    #[serde(default)]
    pub list_is_complete: bool,
    /// How long an answer may take.
    #[serde(default = "seconds")]
    pub timeout_seconds: u64,
    /// Minutes between two looks at their list.
    #[serde(default = "minutes")]
    pub pull_minutes: u32,
    /// Zone of clock times in their list.
    #[serde(default = "utc")]
    pub zone: String,
    /// Bodies that have a key of their own.
    #[serde(default, rename = "body")]
    pub bodies: Vec<Sp4nBody>,
}

/// Which reports are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Push {
    /// None; theirs are asked for only.
    None,
    /// Those that an officer chooses.
    #[default]
    Manual,
    /// Each that is released, once it is.
    Automatic,
}

/// A body's own agreement with the national system.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sp4nBody {
    /// Which body.
    pub slug: String,
    /// Its key.
    pub token: Secret,
    /// Which reports are sent.
    #[serde(default)]
    pub push: Push,
    /// Of these types only: `complaint`, `aspiration`, `information`; empty is every type.
    #[serde(default)]
    pub types: Vec<lapor_domain::words::ReportType>,
    /// Name and contact go along where the reporter gave them and did not ask for anonymity. Else the office's stand there.
    #[serde(default)]
    pub identity: bool,
    /// Who stands as reporter where the person does not.
    pub office: Office,
    /// Reports that came in over there are taken into the record here.
    #[serde(default = "yes")]
    pub pull: bool,
}

/// The office that hands a report in for somebody.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Its name.
    pub name: String,
    /// Its address.
    #[serde(default)]
    pub email: String,
    /// Its telephone.
    #[serde(default)]
    pub phone: String,
}

fn push_path() -> String {
    "/api/stream/addstream".to_owned()
}
fn topics_path() -> String {
    "/api/services/f01/gettopics".to_owned()
}
const fn seconds() -> u64 {
    30
}
const fn minutes() -> u32 {
    30
}
fn utc() -> String {
    "UTC".to_owned()
}
const fn yes() -> bool {
    true
}

impl Sp4n {
    /// The agreement of a body.
    pub fn of(&self, slug: &str) -> Option<&Sp4nBody> {
        self.bodies.iter().find(|body| body.slug == slug)
    }

    /// An address below theirs.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.trim_end_matches('/'))
    }

    /// Zone of clock times in their list.
    pub fn source_zone(&self) -> SourceZone {
        self.zone.parse().unwrap_or_default()
    }

    pub(super) fn resolve(&mut self, env: &dyn Fn(&str) -> Option<String>) -> Result<(), String> {
        for body in &mut self.bodies {
            body.token.resolve(env)?;
        }
        Ok(())
    }

    pub(super) fn check(&self) -> Result<(), String> {
        if !(self.base_url.starts_with("https://")
            || self.local && self.base_url.starts_with("http://"))
        {
            return Err("base_url harus https://; http:// hanya bila local = true".to_owned());
        }
        let paths = [
            Some(&self.push_path),
            Some(&self.topics_path),
            self.list_path.as_ref(),
        ];
        if paths
            .into_iter()
            .flatten()
            .any(|path| !path.starts_with('/'))
        {
            return Err(
                "push_path, topics_path dan list_path dimulai dengan garis miring".to_owned(),
            );
        }
        if self.zone.parse::<SourceZone>().is_err() {
            return Err("zone: UTC, WIB, WITA, WIT, atau selisih seperti +07:00".to_owned());
        }
        if self.bodies.is_empty() {
            return Err("perlu [[sp4n.body]]: instansi mana, dengan token yang mana".to_owned());
        }
        let mut slugs = std::collections::HashSet::new();
        for body in &self.bodies {
            if !slugs.insert(&body.slug) {
                return Err(format!("instansi \"{}\" ditulis dua kali", body.slug));
            }
            if body.token.expose().trim().is_empty() {
                return Err(format!("token instansi \"{}\" kosong", body.slug));
            }
            if body.office.name.trim().is_empty() {
                return Err(format!(
                    "office.name instansi \"{}\" kosong: nama kantor yang tertulis sebagai pelapor",
                    body.slug
                ));
            }
        }
        Ok(())
    }
}
