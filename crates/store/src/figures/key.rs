//! Values of a dimension, as the record keeps them and as people read them.

use std::borrow::Cow;
use std::collections::HashMap;

use lapor_domain::figures::{channel_name, language_name, month_name, type_name};
use lapor_domain::ids::{BodyId, CategoryId, OfficerId, UnitId};
use lapor_domain::report::Report;
use lapor_domain::rules::Rules;
use lapor_domain::words::{Channel, ReportType};
use uuid::Uuid;

use super::{Dimension, shape};
use crate::{FromValue, StoreError, Tx, Value, params};

/// One value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Key {
    /// A unit or a category.
    Id(Uuid),
    /// A code.
    Code(String),
    /// A month: 202301.
    Number(i64),
    /// The report has none.
    None,
}

impl FromValue for Key {
    const EXPECTED: &'static str = "key";
    fn from_value(value: Value<'_>) -> Option<Self> {
        Some(match value {
            Value::Null => Self::None,
            Value::Uuid(id) => Self::Id(id),
            Value::Bytes(bytes) => Self::Id(Uuid::from_slice(&bytes).ok()?),
            Value::Text(code) => Self::Code(code.into_owned()),
            Value::I64(number) => Self::Number(number),
            Value::F64(_) | Value::Bool(_) => return None,
        })
    }
}

impl Key {
    /// For programs; none for reports without a value.
    pub(crate) fn code(&self) -> Option<String> {
        match self {
            Self::Id(id) => Some(id.to_string()),
            Self::Code(code) => Some(code.clone()),
            Self::Number(month) => Some(format!("{:04}-{:02}", month / 100, month % 100)),
            Self::None => None,
        }
    }
}

/// Before the word of an export that no door is known for.
pub(crate) const UNMAPPED: &str = "import:";

/// A report's door as figures break it down: an export's word that is not mapped is a value of its own.
pub(crate) fn channel_code(report: &Report) -> Cow<'static, str> {
    match &report.unmapped_channel {
        Some(word) => format!("{UNMAPPED}{word}").into(),
        None => report.channel.as_str().into(),
    }
}

fn channel_label(code: &str) -> Option<String> {
    match code.strip_prefix(UNMAPPED) {
        Some(word) => Some(format!("{word} (dari impor, belum dipetakan)")),
        None => code
            .parse::<Channel>()
            .ok()
            .map(|channel| channel_name(channel).to_owned()),
    }
}

/// Names of a dimension's values.
pub(crate) struct Labels<'a> {
    by: Dimension,
    rules: &'a Rules,
    regions: HashMap<String, String>,
}

impl<'a> Labels<'a> {
    /// Reads what is needed to name values.
    pub(crate) async fn load(
        tx: &mut Tx<'_>,
        rules: &'a Rules,
        by: Dimension,
    ) -> Result<Self, StoreError> {
        let regions = if by.is_region() {
            tx.rows::<(String, String)>("SELECT code, name FROM region", params![])
                .await?
        } else {
            Vec::new()
        };
        Ok(Self {
            by,
            rules,
            regions: regions.into_iter().collect(),
        })
    }

    /// What people read.
    pub(crate) fn of(&self, key: &Key) -> String {
        let known = match (self.by, key) {
            (Dimension::Unit | Dimension::Branch, Key::Id(id)) => {
                let unit = self.rules.directory.units.get(&UnitId(*id));
                unit.map(|unit| unit.name.clone())
            }
            (Dimension::Category | Dimension::CategoryGroup, Key::Id(id)) => {
                let category = self.rules.directory.categories.get(&CategoryId(*id));
                category.map(|category| category.name.clone())
            }
            (Dimension::Type, Key::Code(code)) => code
                .parse::<ReportType>()
                .ok()
                .map(type_name)
                .map(str::to_owned),
            (Dimension::Channel, Key::Code(code)) => channel_label(code),
            (by, Key::Code(code)) if by.is_region() => self.regions.get(code).cloned(),
            (Dimension::Body, Key::Id(id)) => {
                let body = self.rules.directory.bodies.get(&BodyId(*id));
                body.map(|body| body.name.clone())
            }
            (Dimension::Officer, Key::Id(id)) => {
                let officer = self.rules.directory.officers.get(&OfficerId(*id));
                officer.map(|officer| officer.name.clone())
            }
            (Dimension::Anonymity, Key::Code(code)) => Some(
                if code == "unnamed" {
                    "anonim atau rahasia"
                } else {
                    "dengan nama"
                }
                .to_owned(),
            ),
            (Dimension::Language, Key::Code(code)) => {
                code.parse().ok().map(language_name).map(str::to_owned)
            }
            (by, Key::Code(code)) if by.is_time() => shape::time_label(by, code),
            (_, Key::Number(month)) => Some(format!("{} {}", month_name(month % 100), month / 100)),
            _ => None,
        };
        known.unwrap_or_else(|| key.code().unwrap_or_else(|| self.none().to_owned()))
    }

    fn none(&self) -> &'static str {
        match self.by {
            Dimension::Unit | Dimension::Branch => "belum didisposisi",
            Dimension::Category | Dimension::CategoryGroup => "tanpa kategori",
            Dimension::Region => "tanpa wilayah",
            Dimension::District => "kecamatan tidak diketahui",
            Dimension::Village => "kelurahan tidak diketahui",
            Dimension::Officer => "bukan petugas (pelapor atau sistem)",
            _ => "tidak diketahui",
        }
    }
}
