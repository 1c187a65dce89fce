//! Units whose own system speaks Open311: where it is, and what their services are called there.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;

use super::Secret;

/// A unit's own system.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open311System {
    /// Short name, for the record: lower-case letters, digits, hyphens. Never changed once reports were handed over.
    pub name: String,
    /// Slug of the body.
    pub body: String,
    /// Slug of the unit; units below it count too.
    pub unit: String,
    /// Its endpoint, such as `https://lapor.pupr.example/open311/v2`.
    pub url: String,
    /// The key it gave us.
    pub api_key: Secret,
    /// Its jurisdiction, where one endpoint serves several.
    pub jurisdiction_id: Option<String>,
    /// Its code for a category of ours that stands in no line of `services`.
    pub service_code: String,
    /// Our categories, by slug, and its codes for them.
    #[serde(default)]
    pub services: BTreeMap<String, String>,
    /// How it speaks.
    #[serde(default)]
    pub format: WireFormat,
    /// What is done where it is not known whether it took a report.
    #[serde(default)]
    pub repeat: Repeat,
    /// Name by which the officer signs in in whose name its states are noted; without one they are shown only.
    pub officer: Option<String>,
    /// It stands in the own network: private addresses and plain HTTP are allowed.
    #[serde(default)]
    pub local: bool,
    /// Minutes between two looks at the states.
    #[serde(default = "minutes")]
    pub poll_minutes: u32,
    /// How long an answer may take.
    #[serde(default = "seconds")]
    pub timeout_seconds: u64,
}

/// How a system writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WireFormat {
    /// JSON.
    #[default]
    Json,
    /// XML, which every server must speak.
    Xml,
}

impl WireFormat {
    /// The end of an address.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }
}

/// What is done where it is not known whether a report was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Repeat {
    /// An officer looks there and decides.
    #[default]
    Ask,
    /// It is looked for there, and handed over again where it is not found: for servers that list at once what they took.
    Search,
    /// It is handed over again: for servers that know a repeat by `Idempotency-Key`.
    Key,
}

const fn minutes() -> u32 {
    10
}
const fn seconds() -> u64 {
    20
}

impl Open311System {
    /// What it is called in the record.
    pub fn system(&self) -> String {
        format!("open311:{}", self.name)
    }

    /// Its code for a category of ours.
    pub fn code_of(&self, category: Option<&str>) -> &str {
        category
            .and_then(|slug| self.services.get(slug))
            .unwrap_or(&self.service_code)
    }

    /// The address of a resource.
    pub fn resource(&self, path: &str) -> String {
        let base = self.url.trim_end_matches('/');
        format!("{base}/{path}.{}", self.format.suffix())
    }

    /// How long an answer may take.
    pub const fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds)
    }

    pub(super) fn resolve(&mut self, env: &dyn Fn(&str) -> Option<String>) -> Result<(), String> {
        self.api_key.resolve(env)
    }

    fn check(&self) -> Result<(), String> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.name.is_empty() || !self.name.chars().all(plain) {
            return Err("name hanya huruf kecil, angka dan tanda hubung".to_owned());
        }
        if !(self.url.starts_with("https://") || self.local && self.url.starts_with("http://")) {
            return Err("url harus https://; http:// hanya bila local = true".to_owned());
        }
        if self.service_code.is_empty() {
            return Err(
                "service_code belum diisi: kode layanan untuk kategori yang tidak disebut"
                    .to_owned(),
            );
        }
        if self.api_key.expose().is_empty() {
            return Err("api_key belum diisi".to_owned());
        }
        if self.poll_minutes == 0 || self.timeout_seconds == 0 || self.timeout_seconds > 120 {
            return Err(
                "poll_minutes paling sedikit 1; timeout_seconds antara 1 dan 120".to_owned(),
            );
        }
        Ok(())
    }
}

/// Whether all of them can be used.
///
/// # Errors
/// A sentence for the operator.
pub(super) fn check(systems: &[Open311System]) -> Result<(), String> {
    let mut names = std::collections::HashSet::new();
    for system in systems {
        if !names.insert(&system.name) {
            return Err(format!("open311 \"{}\" ditulis dua kali", system.name));
        }
        system
            .check()
            .map_err(|why| format!("open311 \"{}\": {why}", system.name))?;
    }
    Ok(())
}
