//! Axes, words and colours of a chart.

use std::fmt::Display;

use grafik::{Chart, Kind};

use crate::clean;
use crate::picture::{self, Color, SERIES};
use crate::xml::Xml;

pub(super) fn axes(xml: &mut Xml, chart: &Chart) {
    let lying = chart.kind == Kind::Bars;
    xml.open("c:catAx", &[]);
    flag(xml, "c:axId", 111);
    xml.open("c:scaling", &[]);
    flag(
        xml,
        "c:orientation",
        if lying { "maxMin" } else { "minMax" },
    );
    xml.close();
    flag(xml, "c:delete", 0);
    flag(xml, "c:axPos", if lying { "l" } else { "b" });
    flag(xml, "c:majorTickMark", "none");
    flag(xml, "c:minorTickMark", "none");
    flag(xml, "c:tickLblPos", "low");
    small(xml, 800, false);
    flag(xml, "c:crossAx", 222);
    flag(xml, "c:crosses", "autoZero");
    xml.close();
    xml.open("c:valAx", &[]);
    flag(xml, "c:axId", 222);
    xml.open("c:scaling", &[]);
    flag(xml, "c:orientation", "minMax");
    xml.close();
    flag(xml, "c:delete", 0);
    flag(xml, "c:axPos", if lying { "b" } else { "l" });
    xml.open("c:majorGridlines", &[]);
    look(xml, picture::GRID, true);
    xml.close();
    if !chart.unit.is_empty() {
        title(xml, &chart.unit, 800);
    }
    xml.empty(
        "c:numFmt",
        &[("formatCode", &"#,##0.##"), ("sourceLinked", &0)],
    );
    flag(xml, "c:majorTickMark", "none");
    flag(xml, "c:minorTickMark", "none");
    flag(xml, "c:tickLblPos", "nextTo");
    small(xml, 800, false);
    flag(xml, "c:crossAx", 111);
    flag(xml, "c:crosses", if lying { "max" } else { "autoZero" });
    flag(xml, "c:crossBetween", "between");
    xml.close();
}

pub(super) fn title(xml: &mut Xml, text: &str, size: u32) {
    xml.open("c:title", &[]);
    xml.open("c:tx", &[]);
    xml.open("c:rich", &[]);
    xml.empty("a:bodyPr", &[]);
    xml.open("a:p", &[]);
    xml.open("a:pPr", &[]);
    xml.empty("a:defRPr", &[("sz", &size), ("b", &1)]);
    xml.close();
    xml.open("a:r", &[]);
    xml.empty("a:rPr", &[("lang", &"id-ID"), ("sz", &size), ("b", &1)]);
    xml.leaf("a:t", &[], &clean::at_most(&clean::line(text), 200));
    xml.close();
    xml.close();
    xml.close();
    xml.close();
    flag(xml, "c:overlay", 0);
    xml.close();
}

pub(super) fn small(xml: &mut Xml, size: u32, white: bool) {
    xml.open("c:txPr", &[]);
    xml.empty("a:bodyPr", &[]);
    xml.open("a:p", &[]);
    xml.open("a:pPr", &[]);
    xml.open("a:defRPr", &[("sz", &size)]);
    if white {
        fill(xml, [0xff, 0xff, 0xff]);
    }
    xml.close();
    xml.close();
    xml.empty("a:endParaRPr", &[("lang", &"id-ID")]);
    xml.close();
    xml.close();
}

pub(super) fn look(xml: &mut Xml, color: Color, line: bool) {
    xml.open("c:spPr", &[]);
    if line {
        xml.open("a:ln", &[("w", &19_050)]);
        fill(xml, color);
        xml.close();
    } else {
        fill(xml, color);
    }
    xml.close();
}

pub(super) fn fill(xml: &mut Xml, [red, green, blue]: Color) {
    xml.open("a:solidFill", &[]);
    xml.empty(
        "a:srgbClr",
        &[("val", &format!("{red:02X}{green:02X}{blue:02X}"))],
    );
    xml.close();
}

pub(super) fn color(at: usize) -> Color {
    SERIES[at % SERIES.len()]
}

pub(super) fn flag(xml: &mut Xml, name: &str, value: impl Display) {
    xml.empty(name, &[("val", &value)]);
}
