//! Charts as a page shows them, and as a file.

use grafik::{Look, Numbers, Words, choropleth, svg};
use lapor_store::figures::Answer;

use super::asked::Question;
use super::charts::{Figured, Shown};
use super::{last_day, rows};
use crate::i18n::{I18n, Lang};
use crate::state::Here;
use crate::view::charts::{ChartFiles, ChartView};

/// Widths of a drawing in a page: of a column of an office screen, and of a telephone.
const WIDTHS: [u32; 2] = [620, 330];

/// How drawings look in a language.
pub(crate) fn look(i18n: I18n, look: Look) -> Look {
    Look {
        numbers: match i18n.lang {
            Lang::Id => Numbers::Indonesian,
            Lang::En => Numbers::English,
        },
        words: Words {
            nothing: i18n.t("charts-nothing").into(),
            few: i18n.t("charts-few").into(),
            missing: i18n.t("charts-missing").into(),
            others: i18n.t("stats-other").into(),
            more: i18n.t1("charts-more", "n", "{n}").into(),
        },
        ..look
    }
}

pub(crate) fn draw(shown: &Shown, look: &Look) -> String {
    match shown {
        Shown::Chart(chart) => svg(chart, look),
        Shown::Map(map) => choropleth(map, look),
    }
}

/// A chart of a page; `question` where it may be taken away.
pub(crate) fn view(
    here: &Here,
    figured: Figured,
    basis: &str,
    question: Option<&Question>,
) -> ChartView {
    let i18n = here.i18n;
    let name = figured.name;
    let [wide, narrow] = WIDTHS.map(|width| {
        let id = format!("{name}-{width}");
        draw(&figured.shown, &look(i18n, Look::page(id, width)))
    });
    ChartView {
        name,
        title: figured.title().to_owned(),
        meaning: figured.meaning().to_owned(),
        wide,
        narrow,
        formula: figured.formula(i18n),
        basis: basis.to_owned(),
        other: None,
        stands_in: false,
        is_framed: false,
        files: question.map(|question| files(here, &figured, question)),
        table: figured.table,
    }
}

/// Charts of a page: where a map is told in two ways, each leads to the other, and the second waits until it is asked for.
pub(crate) fn paired(i18n: I18n, mut charts: Vec<ChartView>) -> Vec<ChartView> {
    const PAIR: [&str; 2] = ["wilayah", "penduduk"];
    let has = |name: &str| charts.iter().any(|chart| chart.name == name);
    if !PAIR.iter().all(|name| has(name)) {
        return charts;
    }
    for chart in &mut charts {
        let other = match chart.name {
            "wilayah" => "penduduk",
            "penduduk" => "wilayah",
            _ => continue,
        };
        chart.stands_in = other == "wilayah";
        chart.other = Some((other, i18n.t(&format!("charts-to-{other}"))));
    }
    charts
}

fn files(here: &Here, figured: &Figured, question: &Question) -> ChartFiles {
    let name = figured.name;
    let query = Question {
        by: None,
        ..*question
    }
    .query();
    let file = |kind: &str| format!("{}/statistik/grafik/{name}.{kind}?{query}", here.site.base);
    let address = here.address(&format!("/statistik/grafik/{name}.html?{query}"));
    let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;");
    ChartFiles {
        svg: file("svg"),
        png: file("png"),
        embed: format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"560\" loading=\"lazy\" style=\"border:0\"></iframe>",
            escaped(&address),
            escaped(figured.title()),
        ),
    }
}

/// Of which reports, as of when, up to which place in the log, under which policies: what makes a figure the same for ever.
pub(crate) fn basis(here: &Here, answer: &Answer) -> String {
    let i18n = here.i18n;
    let (from, to) = (i18n.date(answer.ask.from), i18n.date(answer.ask.to));
    let period = i18n.t2("stats-period", "from", from, "to", to);
    let (_, as_of) = last_day(i18n, answer);
    let scope = i18n.t2("stats-scope", "period", period, "asof", as_of);
    let known = [
        rows::position(i18n, answer.position),
        rows::policy(here, &answer.policy),
    ];
    let known = known.iter().filter(|words| !words.is_empty());
    known.fold(scope, |basis, words| format!("{basis} {words}"))
}
