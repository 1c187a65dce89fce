//! The form: measures as the catalogue groups them, one breakdown, the period, and filters.

use lapor_app::figures;
use lapor_domain::figures::{CATALOGUE, Family, Measure, Reading};
use lapor_domain::words::ReportType;
use lapor_store::figures::{Ask, Dimension, Scope};

use super::super::seat::Seat;
use super::super::statistics::Reach;
use super::super::{choices, inbox};
use super::asked::{Asked, Dated};
use crate::i18n::I18n;
use crate::measure_words;
use crate::public::stats::asked::Asked as Dates;
use crate::public::stats::{arrangement, arrangements, ask};
use crate::state::Here;
use crate::view::forms::{Choice, ChoiceGroup, Errors};
use crate::workspace_view::figure_table::{MeasureBox, MeasureGroup, MeasurePart};
use crate::workspace_view::form::{Field, Form, Input};

/// Families in the catalogue's order.
const FAMILIES: [Family; 3] = [Family::Cohort, Family::Stock, Family::Flow];
/// What is read for measures, in the order of a family's parts.
const PARTS: [(Reading, &str); 6] = [
    (Reading::Counts, "figures-part-counts"),
    (Reading::Clocks, "figures-part-clocks"),
    (Reading::Deeds, "figures-part-deeds"),
    (Reading::Stays, "figures-part-stays"),
    (Reading::Stock, "figures-part-stock"),
    (Reading::Flow, "figures-part-flow"),
];

/// Whether an officer may ask this: what they may not is not offered.
fn may(reach: &Reach, ask: Ask, by: Option<Dimension>, measures: Vec<&'static Measure>) -> bool {
    let mut question = figures::Question::of(Ask { by, ..ask }, measures);
    reach.permit(&mut question).is_ok()
}

/// The measures to choose from. Groups in which something is to mend stand open.
pub(super) fn groups(
    here: &Here,
    asked: &Asked,
    reach: &Reach,
    dated: &Dated,
    wrong: &Errors,
) -> Vec<MeasureGroup> {
    let i18n = here.i18n;
    let ask = ask(here, &dated.period);
    let chosen = asked.measures();
    let to_box = |measure: &'static Measure| MeasureBox {
        id: measure.id,
        name: measure_words::name(i18n, measure.id),
        is_chosen: chosen.contains(&measure.id),
    };
    let part = |family: Family, (reading, key): (Reading, &str)| {
        let of_part = CATALOGUE
            .iter()
            .filter(|measure| measure.family == family && measure.reading == reading);
        let offered = of_part.filter(|measure| may(reach, ask, None, vec![*measure]));
        let boxes: Vec<MeasureBox> = offered.map(to_box).collect();
        (!boxes.is_empty()).then(|| MeasurePart {
            name: i18n.t(key),
            boxes,
        })
    };
    let group = |family: Family| {
        let parts: Vec<MeasurePart> = PARTS
            .iter()
            .filter_map(|(reading, key)| part(family, (*reading, key)))
            .collect();
        let boxes = parts.iter().flat_map(|part| &part.boxes);
        let n = boxes.filter(|choice| choice.is_chosen).count();
        MeasureGroup {
            name: measure_words::capital(measure_words::family(i18n, family)),
            chosen: i18n.tn("figures-chosen", n as u64),
            is_open: wrong.has("measures") && (n > 0 || chosen.is_empty()),
            parts,
        }
    };
    FAMILIES.into_iter().map(group).collect()
}

/// Everything else that is asked, as it was written.
pub(super) async fn form(
    seat: &Seat,
    asked: &Asked,
    reach: &Reach,
    dated: &Dated,
    wrong: Errors,
) -> Form {
    let here = &seat.here;
    let i18n = here.i18n;
    let period = &dated.period;
    let date = |name: &'static str, label: &str, value: String| {
        Field::new(name, i18n.t(label), Input::Date)
            .optional()
            .value(value)
    };
    let select = |name: &'static str, label: &str, groups: Vec<ChoiceGroup>| {
        Field::new(name, i18n.t(label), Input::Select(groups))
            .optional()
            .value(asked.value(name))
    };
    let shown = |name: &str, taken| Dates::shown(asked.value(name), taken);
    let whole = |name: &str| i18n.t1("released-whole-district", "name", name);
    let regions = here.region().await.areas(whole);
    let categories = choices::sought_categories(here.i18n, &here.rules(), reach.body);
    let mut fields = vec![
        select("by", "stats-by-desk", dimensions(here, reach, dated)).value(asked.by()),
        date("from", "stats-from-desk", shown("from", period.from)),
        date("to", "stats-to-desk", shown("to", period.to)),
        date("as_of", "stats-as-of-desk", asked.value("as_of").to_owned())
            .hint(i18n.t("stats-as-of-desk-hint")),
        select("unit", "figures-only-unit", units(seat, reach)),
        select("category", "figures-only-category", categories),
        select("type", "figures-only-type", types(i18n)),
        select("channel", "figures-only-channel", inbox::channels(seat)),
        select("region", "figures-only-region", regions),
    ];
    if dated.is_rearranged {
        let choices = ChoiceGroup::flat(arrangements(i18n));
        let field = Field::new("units", i18n.t("stats-units"), Input::Select(choices));
        let field = field.hint(i18n.t("stats-units-hint"));
        fields.push(field.value(arrangement(period)));
    }
    let compare = Field::new("compare", i18n.t("figures-compare"), Input::Check);
    fields.push(compare.optional().value(asked.value("compare")));
    let action = format!("{}/ruang/statistik/ukuran", here.site.base);
    Form::new("ukuran", action, i18n.t("stats-show-desk"), fields)
        .hidden("sent", "1")
        .with_errors(wrong)
}

fn dimensions(here: &Here, reach: &Reach, dated: &Dated) -> Vec<ChoiceGroup> {
    let ask = ask(here, &dated.period);
    let all = Dimension::ALL.iter();
    let offered = all.filter(|by| may(reach, ask, Some(**by), Vec::new()));
    let choice = |by: &Dimension| {
        let name = measure_words::dimension(here.i18n, *by);
        Choice::new(by.as_str(), measure_words::capital(name))
    };
    ChoiceGroup::flat(offered.map(choice).collect())
}

/// Units of the scope, also those that ended: earlier reports are theirs.
fn units(seat: &Seat, reach: &Reach) -> Vec<ChoiceGroup> {
    let rules = seat.here.rules();
    let directory = &rules.directory;
    let is_within = |id| match reach.scope {
        Scope::Unit(top) => directory.is_within(id, top),
        _ => true,
    };
    let units = directory.units.values();
    let mut units: Vec<_> = units
        .filter(|unit| unit.body == reach.body && is_within(unit.id))
        .collect();
    units.sort_by(|a, b| a.name.cmp(&b.name));
    let choices = units.into_iter();
    let choices = choices.map(|unit| Choice::new(unit.id.to_string(), &unit.name));
    ChoiceGroup::flat(choices.collect())
}

fn types(i18n: I18n) -> Vec<ChoiceGroup> {
    let choice = |it: &ReportType| Choice::new(it.as_str(), i18n.t(&format!("kind-{it}")));
    ChoiceGroup::flat(ReportType::ALL.iter().map(choice).collect())
}
