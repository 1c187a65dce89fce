//! The scale that values stand on.

use grafik::Chart;

use super::{Anchor, FAINT, GRID, Shape, WIDTH, value, words_at};
use crate::words;

/// From one line of a name to the next.
const LINE: f32 = 9.0;
/// Room for the numbers of the scale.
pub(super) const LEFT: f32 = 44.0;

/// From which to which value a picture reaches, and its steps.
pub(super) struct Scale {
    low: f64,
    high: f64,
    step: f64,
    top: f32,
    height: f32,
}

impl Scale {
    /// A scale on which all these values and zero have room.
    pub(super) fn of(values: impl Iterator<Item = f64>, top: f32, height: f32) -> Self {
        let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        let span = (high - low).max(f64::MIN_POSITIVE);
        let step = step(span / 4.0);
        let (mut low, mut high) = ((low / step).floor() * step, (high / step).ceil() * step);
        if !(high - low).is_finite() || high <= low {
            (low, high) = (0.0, 1.0);
        }
        Self {
            low,
            high,
            step,
            top,
            height,
        }
    }

    /// Where a value stands.
    pub(super) fn y(&self, value: f64) -> f32 {
        let share = (value - self.low) / (self.high - self.low);
        self.top + self.height * (1.0 - share.clamp(0.0, 1.0) as f32)
    }

    /// Lines and numbers of the scale.
    pub(super) fn draw(&self, shapes: &mut Vec<Shape>) {
        let steps = ((self.high - self.low) / self.step)
            .round()
            .clamp(1.0, 12.0) as u32;
        for at in 0..=steps {
            let value = self.low + (self.high - self.low) * f64::from(at) / f64::from(steps);
            let y = self.y(value);
            shapes.push(Shape::Line {
                points: vec![(LEFT, y), (WIDTH, y)],
                color: if value.abs() < self.step / 1e6 {
                    FAINT
                } else {
                    GRID
                },
                width: 0.5,
            });
            shapes.push(words_at(
                LEFT - 4.0,
                y + 2.5,
                Anchor::End,
                FAINT,
                words::number(value),
            ));
        }
    }
}

/// Every known value of a chart.
pub(super) fn values(chart: &Chart) -> impl Iterator<Item = f64> + '_ {
    chart
        .series
        .iter()
        .flat_map(|series| series.points.iter().filter_map(value))
}

/// Names of categories below the picture, as many as have room, in two lines where one is too short for them: "Desember"
/// above "2022". Gives where the lowest line stands.
pub(super) fn categories(shapes: &mut Vec<Shape>, chart: &Chart, y: f32) -> f32 {
    let slot = (WIDTH - LEFT) / chart.categories.len().max(1) as f32;
    let longest = chart
        .categories
        .iter()
        .map(|name| name.chars().count().min(9))
        .max()
        .unwrap_or(1);
    let mut lowest = y;
    let wanted = super::about(&"x".repeat(longest), super::LETTERS) + 3.0;
    let every = (wanted / slot).ceil().max(1.0) as usize;
    for (at, name) in chart
        .categories
        .iter()
        .enumerate()
        .filter(|(at, _)| at % every == 0)
    {
        let x = LEFT + slot * (at as f32 + 0.5);
        let room = slot * every as f32 - 3.0;
        let lines = super::parted(name, room, super::LETTERS);
        for (line, words) in lines.into_iter().enumerate() {
            let y = y + line as f32 * LINE;
            shapes.push(words_at(x, y, Anchor::Middle, super::INK, words));
            lowest = lowest.max(y);
        }
    }
    lowest
}

/// 1, 2 or 5 times a power of ten, not below this.
fn step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    let found = [1.0, 2.0, 5.0]
        .into_iter()
        .map(|times| times * power)
        .find(|step| *step >= least * 0.999_999);
    found.unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::{Scale, step};

    #[test]
    fn steps_are_round() {
        assert!((step(151.5) - 200.0).abs() < 1e-9);
        assert!((step(0.3) - 0.5).abs() < 1e-9);
        assert!((step(7.0) - 10.0).abs() < 1e-9);
        assert!((step(1.0) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn higher_values_stand_higher_and_all_inside() {
        for values in [
            vec![606.0, 12.0],
            vec![0.0],
            vec![-5.0, 5.0],
            vec![1e300],
            vec![1e-300],
            vec![f64::MAX, f64::MIN],
        ] {
            let scale = Scale::of(values.iter().copied(), 10.0, 100.0);
            for value in values {
                let y = scale.y(value);
                assert!((10.0..=110.0).contains(&y), "{value} at {y}");
            }
        }
        let scale = Scale::of([606.0, 12.0].into_iter(), 10.0, 100.0);
        assert!(scale.y(606.0) < scale.y(12.0));
    }
}
