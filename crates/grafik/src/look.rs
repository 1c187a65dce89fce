//! How a chart is to look: for a page, or as a file that stands by itself.

use std::borrow::Cow;

/// Where colours come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// From the classes `g-…` of the page's style sheet, so that dark mode and print change them.
    Classes,
    /// From the drawing itself, which then needs nothing else.
    Colours,
}

/// How numbers on axes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// `1.234,5`; "rb", "jt".
    Indonesian,
    /// `1,234.5`; "k", "m".
    English,
}

/// Words that a drawing needs and no chart brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Instead of a chart without values.
    pub nothing: Cow<'static, str>,
    /// What hatched or hollow means.
    pub few: Cow<'static, str>,
    /// Where no value is shown.
    pub missing: Cow<'static, str>,
    /// The rest of many parts.
    pub others: Cow<'static, str>,
    /// What is left out of a long chart; `{n}` is how many.
    pub more: Cow<'static, str>,
}

/// How a chart is to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Begins every id of the drawing: another one for each drawing of a page. Letters, digits, `-`, `_`.
    pub id: String,
    /// Width in units of the drawing, which are pixels where it is shown at its own size; 240 to 2000.
    pub width: u32,
    /// Where colours come from.
    pub paint: Paint,
    /// How numbers on axes are written.
    pub numbers: Numbers,
    /// Words.
    pub words: Words,
    /// Whether the title is drawn: a page has it as a heading beside the chart.
    pub heading: bool,
    /// A line below: where the figures come from, and as of when. Empty draws none.
    pub source: String,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            nothing: "Belum ada data dalam masa ini.".into(),
            few: "Arsir atau kosong: datanya sedikit".into(),
            missing: "Tidak ditampilkan tersendiri".into(),
            others: "Lainnya".into(),
            more: "dan {n} lainnya, lihat tabel".into(),
        }
    }
}

impl Look {
    /// Inside a page: colours of its style sheet, the title beside it.
    pub fn page(id: impl Into<String>, width: u32) -> Self {
        Self {
            id: id.into(),
            width,
            paint: Paint::Classes,
            numbers: Numbers::Indonesian,
            words: Words::default(),
            heading: false,
            source: String::new(),
        }
    }

    /// As a file: title and source on it, colours in it.
    pub fn file(source: impl Into<String>) -> Self {
        Self {
            paint: Paint::Colours,
            heading: true,
            source: source.into(),
            ..Self::page("grafik", 720)
        }
    }

    /// The width within its limits.
    pub(crate) fn width(&self) -> f64 {
        f64::from(self.width.clamp(240, 2000))
    }

    /// Free room at the edges: a page has its own around the drawing.
    pub(crate) const fn edge(&self) -> f64 {
        if self.heading { 14.0 } else { 6.0 }
    }

    /// Whether there is so little room that names stand above bars.
    pub(crate) fn is_narrow(&self) -> bool {
        self.width() < 480.0
    }

    /// An id of the drawing; whatever is no letter or digit of ASCII is left out of it.
    pub(crate) fn id(&self, part: &str) -> String {
        let own: String = self
            .id
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            .collect();
        format!("g{own}-{part}")
    }
}
