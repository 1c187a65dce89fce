//! `lapor stats --measure`: any measure of the catalogue by any dimension.

use std::fmt::Write as _;

use lapor_app::app::App;
use lapor_app::figures::{self, FigureTable, Organisation, Question};
use lapor_domain::figures::{Audience, CATALOGUE, Measure};
use lapor_domain::ids::{BodyId, CategoryId, UnitId};
use lapor_domain::rules::Rules;
use lapor_store::figures::{Ask, Dimension, Filter, Scope};

use crate::failure::Failure;

/// What is measured, and of what.
pub(super) struct Asked<'a> {
    pub(super) measures: &'a [String],
    pub(super) filters: &'a [String],
    pub(super) compare: bool,
    pub(super) today: bool,
    pub(super) public: bool,
}

/// The table of measures.
pub(super) async fn table(app: &App, ask: Ask, asked: &Asked<'_>) -> Result<FigureTable, Failure> {
    let rules = app.rules();
    let ids: Vec<&str> = asked.measures.iter().map(String::as_str).collect();
    let measures = Question::measures(&ids);
    let question = Question {
        filter: filter(&rules, ask.scope, asked.filters)?,
        measures: measures.map_err(|error| Failure::usage(error.to_string()))?,
        ask,
        compare: asked.compare,
        organisation: if asked.today {
            Organisation::Today
        } else {
            Organisation::Then
        },
    };
    let table = if asked.public {
        figures::public_table(app, &question).await
    } else {
        figures::table(app, &question).await
    };
    Ok(table?)
}

/// `unit=dinas-pupr`, `category=jalan`, `type=complaint`, `channel=web`, `region=62.71.01`; each once.
fn filter(rules: &Rules, scope: Scope, filters: &[String]) -> Result<Filter, Failure> {
    let mut filter = Filter::default();
    for text in filters {
        let Some((name, value)) = text.split_once('=') else {
            return Err(Failure::usage(format!(
                "saringan \"{text}\" tidak dikenali; tulis NAMA=NILAI, misalnya region=62.71.01"
            )));
        };
        let value = value.trim().to_owned();
        match name.trim() {
            "unit" => filter.unit = Some(unit(rules, scope, &value)?),
            "category" => filter.category = Some(category(rules, scope, &value)?),
            "type" => {
                let parsed = value.parse().map_err(|_| {
                    Failure::usage(format!(
                        "jenis \"{value}\" tidak dikenal; pilih complaint, aspiration, information, atau unknown"
                    ))
                })?;
                filter.report_type = Some(parsed);
            }
            "channel" => filter.channel = Some(value),
            "region" => filter.region = Some(value),
            other => {
                return Err(Failure::usage(format!(
                    "saringan \"{other}\" tidak dikenal; pilih unit, category, type, channel, atau region"
                )));
            }
        }
    }
    Ok(filter)
}

/// The body in which slugs are looked up.
fn body_of(rules: &Rules, scope: Scope) -> Option<BodyId> {
    match scope {
        Scope::Body(body) => Some(body),
        Scope::Unit(unit) => rules.directory.units.get(&unit).map(|unit| unit.body),
        Scope::Installation => None,
    }
}

fn unit(rules: &Rules, scope: Scope, text: &str) -> Result<UnitId, Failure> {
    if let Ok(id) = text.parse() {
        return Ok(id);
    }
    let body = body_of(rules, scope).ok_or_else(|| {
        Failure::usage("saringan unit dengan nama pendek memerlukan --body".to_owned())
    })?;
    Ok(crate::command::unit_named(rules, body, text)?.id)
}

fn category(rules: &Rules, scope: Scope, text: &str) -> Result<CategoryId, Failure> {
    if let Ok(id) = text.parse() {
        return Ok(id);
    }
    let body = body_of(rules, scope).ok_or_else(|| {
        Failure::usage("saringan category dengan nama pendek memerlukan --body".to_owned())
    })?;
    let found = rules.directory.category_by_slug(body, text);
    let found = found.map(|category| category.id);
    found.ok_or_else(|| {
        Failure::usage(format!(
            "kategori \"{text}\" tidak ada di instansi itu; lihat daftarnya dengan `lapor admin category list`"
        ))
    })
}

/// A breakdown by its code.
pub(super) fn dimension(text: &str) -> Result<Dimension, String> {
    Dimension::from_code(&text.replace('-', "_")).ok_or_else(|| {
        let codes: Vec<&str> = Dimension::ALL.iter().map(|by| by.as_str()).collect();
        format!(
            "rincian \"{text}\" tidak dikenal; pilih salah satu: {}",
            codes.join(", ")
        )
    })
}

/// The catalogue for a terminal: every measure with its formula, source and caveat.
pub(super) fn catalogue() -> String {
    let mut text = String::new();
    let mut family = None;
    for measure in CATALOGUE {
        if family != Some(measure.family) {
            family = Some(measure.family);
            let _ = writeln!(text, "# {}\n", measure.family.name());
        }
        text.push_str(&entry(measure));
    }
    text
}

fn entry(measure: &Measure) -> String {
    let inside = match measure.audience {
        Audience::Public => "",
        Audience::Inside => " [hanya di dalam instansi]",
    };
    let mut entry = format!(
        "{}: {} ({}){inside}\n  {}\n  Sumber: {}.\n  Arah: {}.\n",
        measure.id,
        measure.name,
        measure.unit.name(),
        measure.formula,
        measure.source,
        measure.direction.name()
    );
    if !measure.caveat.is_empty() {
        let _ = writeln!(entry, "  Catatan: {}", measure.caveat);
    }
    entry.push('\n');
    entry
}
