//! Charts in DrawingML, with their numbers inside.

mod parts;

use grafik::{Chart, Kind, Series};

use super::Writer;
use crate::clean;
use crate::picture;
use crate::xml::Xml;
use parts::{axes, color, flag, look, small, title};

const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";

impl Writer {
    pub(super) fn chart(&mut self, chart: &Chart) {
        let (id, relation) = self.package.chart(part(chart));
        let rows = chart.categories.len() as u64;
        let high = match chart.kind {
            Kind::Bars => (900_000 + rows * 230_000 * chart.series.len() as u64).min(7_200_000),
            _ => 2_700_000,
        };
        self.inline(&picture::spoken(chart), id, (5_760_000, high), |body| {
            body.open("a:graphicData", &[("uri", &CHART)]);
            body.empty("c:chart", &[("r:id", &relation)]);
            body.close();
        });
    }
}

fn part(chart: &Chart) -> String {
    let mut xml = Xml::part();
    xml.open(
        "c:chartSpace",
        &[
            ("xmlns:c", &CHART),
            (
                "xmlns:a",
                &"http://schemas.openxmlformats.org/drawingml/2006/main",
            ),
            (
                "xmlns:r",
                &"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            ),
        ],
    );
    flag(&mut xml, "c:roundedCorners", 0);
    xml.open("c:chart", &[]);
    title(&mut xml, &chart.title, 1_000);
    flag(&mut xml, "c:autoTitleDeleted", 0);
    xml.open("c:plotArea", &[]);
    xml.empty("c:layout", &[]);
    plot(&mut xml, chart);
    if chart.kind != Kind::Ring {
        axes(&mut xml, chart);
    }
    xml.close();
    if chart.series.len() > 1 || chart.kind == Kind::Ring {
        xml.open("c:legend", &[]);
        flag(
            &mut xml,
            "c:legendPos",
            if chart.kind == Kind::Ring { "r" } else { "b" },
        );
        flag(&mut xml, "c:overlay", 0);
        xml.close();
    }
    flag(&mut xml, "c:plotVisOnly", 1);
    flag(&mut xml, "c:dispBlanksAs", "gap");
    xml.finish()
}

fn plot(xml: &mut Xml, chart: &Chart) {
    match chart.kind {
        Kind::Line => {
            xml.open("c:lineChart", &[]);
            flag(xml, "c:grouping", "standard");
        }
        Kind::Ring => xml.open("c:doughnutChart", &[]),
        Kind::Columns | Kind::Stacked | Kind::Bars => {
            xml.open("c:barChart", &[]);
            flag(
                xml,
                "c:barDir",
                if chart.kind == Kind::Bars {
                    "bar"
                } else {
                    "col"
                },
            );
            flag(
                xml,
                "c:grouping",
                if chart.kind == Kind::Stacked {
                    "stacked"
                } else {
                    "clustered"
                },
            );
        }
    }
    flag(xml, "c:varyColors", u8::from(chart.kind == Kind::Ring));
    let drawn = if chart.kind == Kind::Ring {
        1
    } else {
        chart.series.len()
    };
    for (at, one) in chart.series.iter().take(drawn).enumerate() {
        series(xml, chart, at, one);
    }
    match chart.kind {
        Kind::Line => flag(xml, "c:marker", 1),
        Kind::Ring => {
            flag(xml, "c:firstSliceAng", 0);
            flag(xml, "c:holeSize", 58);
        }
        Kind::Columns | Kind::Stacked | Kind::Bars => {
            flag(xml, "c:gapWidth", 60);
            if chart.kind == Kind::Stacked {
                flag(xml, "c:overlap", 100);
            }
        }
    }
    if chart.kind != Kind::Ring {
        flag(xml, "c:axId", 111);
        flag(xml, "c:axId", 222);
    }
    xml.close();
}

fn series(xml: &mut Xml, chart: &Chart, at: usize, series: &Series) {
    xml.open("c:ser", &[]);
    flag(xml, "c:idx", at);
    flag(xml, "c:order", at);
    xml.open("c:tx", &[]);
    xml.leaf("c:v", &[], &clean::line(&series.name));
    xml.close();
    if chart.kind == Kind::Ring {
        for at in 0..chart.categories.len() {
            let rest = series.points.get(at).is_some_and(|point| point.rest);
            one_look(xml, at, if rest { picture::REST } else { color(at) });
        }
    } else {
        look(xml, color(at), chart.kind == Kind::Line);
    }
    if chart.kind == Kind::Line {
        xml.open("c:marker", &[]);
        flag(xml, "c:symbol", "circle");
        flag(xml, "c:size", 5);
        look(xml, color(at), false);
        xml.close();
    } else if chart.kind != Kind::Ring {
        flag(xml, "c:invertIfNegative", 0);
        if let Some(rest) = series.points.iter().position(|point| point.rest) {
            one_look(xml, rest, picture::REST);
        }
    }
    if picture::says_values(chart) {
        xml.open("c:dLbls", &[]);
        small(
            xml,
            700,
            chart.kind == Kind::Stacked || chart.kind == Kind::Ring,
        );
        for (name, value) in [
            ("c:showLegendKey", 0),
            ("c:showVal", 1),
            ("c:showCatName", 0),
            ("c:showSerName", 0),
            ("c:showPercent", 0),
            ("c:showBubbleSize", 0),
        ] {
            flag(xml, name, value);
        }
        xml.close();
    }
    xml.open("c:cat", &[]);
    xml.open("c:strLit", &[]);
    flag(xml, "c:ptCount", chart.categories.len());
    for (at, name) in chart.categories.iter().enumerate() {
        xml.open("c:pt", &[("idx", &at)]);
        xml.leaf("c:v", &[], &clean::at_most(&clean::line(name), 60));
        xml.close();
    }
    xml.close();
    xml.close();
    xml.open("c:val", &[]);
    xml.open("c:numLit", &[]);
    xml.leaf("c:formatCode", &[], "#,##0.##");
    flag(xml, "c:ptCount", chart.categories.len());
    for (at, point) in series
        .points
        .iter()
        .enumerate()
        .take(chart.categories.len())
    {
        if let Some(value) = point.value.filter(|value| value.is_finite()) {
            xml.open("c:pt", &[("idx", &at)]);
            xml.leaf("c:v", &[], &value.to_string());
            xml.close();
        }
    }
    xml.close();
    xml.close();
    if chart.kind == Kind::Line {
        flag(xml, "c:smooth", 0);
    }
    xml.close();
}

/// The look of one point.
fn one_look(xml: &mut Xml, at: usize, color: picture::Color) {
    xml.open("c:dPt", &[]);
    flag(xml, "c:idx", at);
    flag(xml, "c:bubble3D", 0);
    look(xml, color, false);
    xml.close();
}
