//! The arms of the demonstration's city: a sun over a river, on a shield. No city bears them.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use lapor_domain::official::Emblem;

/// Size in pixels.
const WIDTH: u32 = 200;
const HEIGHT: u32 = 240;
/// A pixel's colour is that of so many points by as many.
const POINTS: u32 = 4;

const PAPER: [u8; 3] = [255, 255, 255];
const EDGE: [u8; 3] = [4, 38, 44];
const SKY: [u8; 3] = [10, 90, 104];
const SUN: [u8; 3] = [236, 178, 46];
const WAVE: [u8; 3] = [226, 240, 242];

/// The arms.
pub(super) fn arms() -> Option<Emblem> {
    let picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| Rgb(pixel(x, y)));
    let mut png = Vec::new();
    let written = picture.write_to(&mut Cursor::new(&mut png), ImageFormat::Png);
    Emblem::new(&png).filter(|_| written.is_ok())
}

fn pixel(x: u32, y: u32) -> [u8; 3] {
    let at =
        |pixel: u32, point: u32| f64::from(pixel) + (f64::from(point) + 0.5) / f64::from(POINTS);
    let mut sum = [0_u32; 3];
    for point in 0..POINTS * POINTS {
        let point = color(at(x, point % POINTS), at(y, point / POINTS));
        for (sum, part) in sum.iter_mut().zip(point) {
            *sum += u32::from(part);
        }
    }
    sum.map(|sum| u8::try_from(sum / (POINTS * POINTS)).unwrap_or(u8::MAX))
}

/// The colour of a point.
fn color(x: f64, y: f64) -> [u8; 3] {
    let across = (x / f64::from(WIDTH)).mul_add(2.0, -1.0);
    let down = y / f64::from(HEIGHT);
    if !is_within(across, down, 0.98) {
        PAPER
    } else if !is_within(across, down, 0.9) {
        EDGE
    } else if f64::hypot(across, (down - 0.34) * 2.4) < 0.34 {
        SUN
    } else if down > 0.54 && ((down - 0.54).mul_add(44.0, (across * 7.0).sin())).sin() > 0.2 {
        WAVE
    } else {
        SKY
    }
}

/// Whether a point is in the shield, made smaller about its middle: straight above, round below.
fn is_within(across: f64, down: f64, size: f64) -> bool {
    let (across, down) = (across.abs() / size, (down - 0.48) / size + 0.48);
    let round = (down - 0.5).max(0.0) / 0.5;
    down > 0.0 && round < 1.0 && across < (1.0 - round * round).sqrt()
}
