//! Colours that stay apart for every kind of colour vision, and in grey: each series has a pattern, a dash and a shape too.

/// What something is painted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// The n-th series.
    Series(usize),
    /// The n-th of five steps from little to much.
    Step(usize),
    /// Words.
    Text,
    /// Words of less weight.
    Soft,
    /// Lines behind the values.
    Grid,
    /// The line that values stand on.
    Axis,
    /// What is behind everything.
    Paper,
}

/// How many series can be told apart; more begin anew.
pub(crate) const SERIES: usize = 8;
/// Steps of a map.
pub(crate) const STEPS: usize = 5;

/// At least 3:1 against white; apart for red-green and blue blindness (after Okabe and Ito).
const COLOURS: [&str; SERIES] = [
    "#0a5a68", "#c4500a", "#0072b2", "#8a6d00", "#9c3f86", "#00805b", "#5b6b70", "#7a2a2a",
];
/// From light to dark, so that print in grey keeps the order.
const STEP_COLOURS: [&str; STEPS] = ["#d9ebee", "#a3cfd6", "#62a8b3", "#23798a", "#07424e"];

impl Ink {
    pub(crate) const fn colour(self) -> &'static str {
        match self {
            Self::Series(n) => COLOURS[n % SERIES],
            Self::Step(n) => STEP_COLOURS[if n < STEPS { n } else { STEPS - 1 }],
            Self::Text => "#10262b",
            Self::Soft => "#475c61",
            Self::Grid => "#dbe3e1",
            Self::Axis => "#6b8085",
            Self::Paper => "#ffffff",
        }
    }

    /// What its class ends in.
    pub(crate) fn class(self) -> String {
        match self {
            Self::Series(n) => (n % SERIES).to_string(),
            Self::Step(n) => format!("step{}", n.min(STEPS - 1)),
            Self::Text => "text".into(),
            Self::Soft => "soft".into(),
            Self::Grid => "grid".into(),
            Self::Axis => "axis".into(),
            Self::Paper => "paper".into(),
        }
    }
}

/// The dash of a series' line; empty is solid.
pub(crate) const fn dash(series: usize) -> &'static str {
    const DASHES: [&str; SERIES] = [
        "", "7 4", "2 3", "10 3 2 3", "4 2", "1 4", "12 4", "6 2 2 2",
    ];
    DASHES[series % SERIES]
}

/// Lines of a series' pattern in a square of 8, as a path; empty is solid.
pub(crate) const fn hatch(series: usize) -> &'static str {
    const HATCHES: [&str; SERIES] = [
        "",
        "M-2 2l4 -4M0 8l8 -8M6 10l4 -4",
        "M2 2h1M6 6h1",
        "M0 4h8",
        "M-2 6l4 4M0 0l8 8M6 -2l4 4",
        "M4 0v8",
        "M0 4h8M4 0v8",
        "M0 8l8 -8M0 0l8 8",
    ];
    HATCHES[series % SERIES]
}
