//! Small pictures drawn in code: a street with a puddle, so that photographs of the demonstration show nobody.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};

use crate::demo::random::Choices;
use crate::report::photos::RawPhoto;

const WIDTH: u32 = 320;
const HEIGHT: u32 = 240;

/// A picture of its own for each seed; every fifth is a PNG.
pub(super) fn picture(seed: u64, caption: &str) -> RawPhoto {
    let mut choices = Choices::new(seed, "gambar");
    let image = draw(&mut choices);
    let mut bytes = Vec::new();
    let written = if choices.percent(20) {
        image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
    } else {
        image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 78))
    };
    if let Err(error) = written {
        tracing::warn!(%error, "demonstration picture");
    }
    RawPhoto {
        bytes,
        caption: caption.to_owned(),
    }
}

fn draw(choices: &mut Choices) -> RgbImage {
    let tone = |choices: &mut Choices, from: u8| from.saturating_add(choices.below(50) as u8);
    let sky = Rgb([tone(choices, 120), tone(choices, 160), tone(choices, 200)]);
    let road = Rgb([tone(choices, 70); 3]);
    let mud = Rgb([tone(choices, 90), tone(choices, 60), tone(choices, 20)]);
    let roof = Rgb([tone(choices, 150), tone(choices, 40), tone(choices, 40)]);
    let horizon = 80 + choices.below(40) as u32;
    let house = 20 + choices.below(200) as u32;
    let (x, y) = (
        60 + choices.below(200) as i64,
        i64::from(horizon) + 30 + choices.below(70) as i64,
    );
    let (wide, high) = (20 + choices.below(50) as i64, 8 + choices.below(20) as i64);
    RgbImage::from_fn(WIDTH, HEIGHT, |column, row| {
        let (dx, dy) = (i64::from(column) - x, i64::from(row) - y);
        if dx * dx * high * high + dy * dy * wide * wide < wide * wide * high * high {
            mud
        } else if row < horizon && row + 40 > horizon && column.abs_diff(house) < 30 {
            roof
        } else if row < horizon {
            sky
        } else {
            road
        }
    })
}
