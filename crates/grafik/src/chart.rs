//! What a chart shows.

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line for each series, for what goes on over time.
    Line,
    /// Upright bars, side by side.
    Columns,
    /// Upright bars, one series upon the other.
    Stacked,
    /// Lying bars, the longest first: for names.
    Bars,
    /// A ring: the parts of one whole.
    Ring,
}

/// A chart: categories along one axis, values of one or more series.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// How it is drawn.
    pub kind: Kind,
    /// Its name, as a heading.
    pub title: String,
    /// What it shows, in words, for who cannot see it.
    pub description: String,
    /// What the values are: "laporan", "%", "jam kerja".
    pub unit: String,
    /// Names of the categories, in order.
    pub categories: Vec<String>,
    /// Each with as many points as there are categories.
    pub series: Vec<Series>,
}

impl Chart {
    /// Without one of its categories.
    pub fn leave_out(&mut self, at: usize) {
        if at < self.categories.len() {
            self.categories.remove(at);
        }
        for series in &mut self.series {
            if at < series.points.len() {
                series.points.remove(at);
            }
        }
    }

    /// Where what is left beside all others stands among its categories.
    pub fn rest(&self) -> Option<usize> {
        let mut series = self.series.iter();
        series.find_map(|series| series.points.iter().position(|point| point.rest))
    }
}

/// Values of one kind, a point for each category.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Its values.
    pub points: Vec<Point>,
}

/// One value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// None where nothing is known or shown.
    pub value: Option<f64>,
    /// As people read it: "97,2 %".
    pub label: String,
    /// Where the reports behind it are, if anywhere.
    pub link: Option<String>,
    /// Too few to say much: drawn so that it shows.
    pub few: bool,
    /// What is left beside all others: drawn last, and in no series' colour. It is no point in time, and stands in no
    /// chart of what goes on over time.
    pub rest: bool,
}
