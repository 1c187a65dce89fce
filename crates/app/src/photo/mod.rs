//! Photographs: whatever a phone sends becomes a plain JPEG that says nothing but what it shows.
//!
//! A photograph can give its reporter away: by the place and the serial number in its metadata, by a
//! thumbnail that still shows what was cropped, by a file that is also a web page. So nothing that was
//! sent is ever served. It is decoded within limits, turned upright, scaled down and encoded anew. The
//! original is evidence and is kept sealed (see [`crate::files`]).

mod gate;
mod header;
mod told;

pub use gate::PhotoGate;
pub use header::PhotoKind;
pub use told::Told;

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{
    DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
};

/// The largest file accepted, in bytes.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// The most pixels accepted. Phones of 2026 send 12 by default, some 24.
pub const MAX_PIXELS: u64 = 24_000_000;
/// The long edge of what is shown, in pixels.
pub const LONG_EDGE: u32 = 2560;
/// The long edge of the thumbnail, in pixels.
pub const THUMBNAIL_EDGE: u32 = 480;

/// What a decoder may take: 24 megapixels at four bytes, and some room for its tables.
const MAX_DECODED: u64 = MAX_PIXELS * 4 + 8 * 1024 * 1024;
/// The usual trade between size and blocks around edges.
const QUALITY: u8 = 82;

/// A photograph that may be shown, without any metadata.
#[derive(Clone, PartialEq, Eq)]
pub struct CleanPhoto {
    /// JPEG, at most [`LONG_EDGE`].
    pub jpeg: Vec<u8>,
    /// Width of `jpeg` in pixels.
    pub width: u32,
    /// Height of `jpeg` in pixels.
    pub height: u32,
    /// JPEG, at most [`THUMBNAIL_EDGE`].
    pub thumbnail: Vec<u8>,
    /// Width of `thumbnail` in pixels.
    pub thumbnail_width: u32,
    /// Height of `thumbnail` in pixels.
    pub thumbnail_height: u32,
    /// What the original was.
    pub source: PhotoKind,
    /// What the original says beside the picture.
    pub told: Vec<Told>,
}

impl std::fmt::Debug for CleanPhoto {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "CleanPhoto({}×{}, {} bytes)",
            self.width,
            self.height,
            self.jpeg.len()
        )
    }
}

/// Why a file is not taken as a photograph. Pages look up their words by [`PhotoError::as_str`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// The file has no content.
    #[error("photo refused: empty")]
    Empty,
    /// More than [`MAX_BYTES`].
    #[error("photo refused: {bytes} bytes")]
    TooLarge {
        /// How many bytes were sent.
        bytes: usize,
    },
    /// A photograph of an iPhone in its own format. The person can choose "most compatible" and send again.
    #[error("photo refused: HEIC")]
    Heic,
    /// Neither JPEG nor PNG nor WebP, whatever its name says.
    #[error("photo refused: unknown type")]
    UnknownType,
    /// More than [`MAX_PIXELS`], or as much memory.
    #[error("photo refused: {width}×{height} pixels")]
    TooManyPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// The end is missing: the upload was cut off.
    #[error("photo refused: cut off")]
    Truncated,
    /// It begins like a photograph but cannot be decoded.
    #[error("photo refused: broken")]
    Broken,
    /// The work was stopped, for the server is stopping.
    #[error("photo not processed: interrupted")]
    Interrupted,
}

impl PhotoError {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too-large",
            Self::Heic => "heic",
            Self::UnknownType => "unknown-type",
            Self::TooManyPixels { .. } => "too-many-pixels",
            Self::Truncated => "truncated",
            Self::Broken => "broken",
            Self::Interrupted => "interrupted",
        }
    }
}

/// Makes a photograph fit to be shown. At 24 megapixels this takes about a second and 100 to 170 MB
/// (more for progressive JPEG): call it through [`PhotoGate`].
///
/// Colour profiles are dropped with the rest; wide-gamut photographs come out slightly paler.
///
/// # Errors
/// [`PhotoError`] says what is wrong with the file.
pub fn clean(bytes: &[u8]) -> Result<CleanPhoto, PhotoError> {
    let source = header::admit(bytes)?;
    let (upright, told) = scaled_upright(bytes, source)?;
    let upright = opaque(upright);
    let thumbnail = fit(&upright, THUMBNAIL_EDGE);
    Ok(CleanPhoto {
        jpeg: encode(&upright)?,
        width: upright.width(),
        height: upright.height(),
        thumbnail: encode(&thumbnail)?,
        thumbnail_width: thumbnail.width(),
        thumbnail_height: thumbnail.height(),
        source,
        told,
    })
}

/// Edges at which an emblem is tried, in pixels: the first is 300 to the inch of what is printed two centimetres high.
const SMALL_EDGES: [u32; 4] = [240, 180, 128, 96];

/// Makes a small picture of no more than `most` bytes, as PNG on white: for letterheads, whose paper is white. Nothing of
/// the file but its pixels is taken along.
///
/// # Errors
/// As [`clean`]; [`PhotoError::TooLarge`] where not even the smallest fits.
pub fn small(bytes: &[u8], most: usize) -> Result<Vec<u8>, PhotoError> {
    let source = header::admit(bytes)?;
    let (picture, _) = scaled_upright(bytes, source)?;
    let picture = opaque(picture);
    let large = PhotoError::TooLarge { bytes: bytes.len() };
    let mut edges = SMALL_EDGES.into_iter();
    edges
        .find_map(|edge| {
            let mut png = Vec::new();
            let fitted = fit(&picture, edge);
            let written = fitted.write_to(&mut Cursor::new(&mut png), ImageFormat::Png);
            (written.is_ok() && png.len() <= most).then_some(png)
        })
        .ok_or(large)
}

/// Decodes, scales down first (turning a small image is cheaper) and turns it the way it was taken.
fn scaled_upright(bytes: &[u8], kind: PhotoKind) -> Result<(DynamicImage, Vec<Told>), PhotoError> {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODED);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind.format());
    reader.limits(limits);
    let mut decoder = reader
        .into_decoder()
        .map_err(|error| refused(&error, 0, 0))?;

    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS || decoder.total_bytes() > MAX_DECODED {
        return Err(PhotoError::TooManyPixels { width, height });
    }
    // A broken orientation is no reason to refuse what can be seen.
    let orientation = decoder
        .orientation()
        .unwrap_or(image::metadata::Orientation::NoTransforms);
    let told = told::told(&mut decoder);
    let picture =
        DynamicImage::from_decoder(decoder).map_err(|error| refused(&error, width, height))?;

    let mut scaled = fit(&picture, LONG_EDGE);
    drop(picture);
    scaled.apply_orientation(orientation);
    Ok((scaled, told))
}

fn refused(error: &ImageError, width: u32, height: u32) -> PhotoError {
    match error {
        ImageError::Limits(_) => PhotoError::TooManyPixels { width, height },
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            PhotoError::Truncated
        }
        _ => PhotoError::Broken,
    }
}

/// Scales down to a long edge, never up. Averages blocks, which needs no second image in floating point.
fn fit(image: &DynamicImage, edge: u32) -> DynamicImage {
    if image.width().max(image.height()) > edge {
        image.thumbnail(edge, edge)
    } else {
        image.clone()
    }
}

/// Lays the image on white and makes it eight-bit RGB: JPEG knows no transparency, and what shimmers
/// through would be black.
fn opaque(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return DynamicImage::ImageRgb8(image.into_rgb8());
    }
    let image = image.into_rgba8();
    let mut flat = RgbImage::new(image.width(), image.height());
    for (to, from) in flat.pixels_mut().zip(image.pixels()) {
        let [red, green, blue, alpha] = from.0.map(u16::from);
        let over_white = |channel: u16| ((channel * alpha + 255 * (255 - alpha)) / 255) as u8;
        *to = Rgb([over_white(red), over_white(green), over_white(blue)]);
    }
    DynamicImage::ImageRgb8(flat)
}

fn encode(image: &DynamicImage) -> Result<Vec<u8>, PhotoError> {
    let mut jpeg = Vec::with_capacity(64 * 1024);
    image
        .write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY))
        .map_err(|_| PhotoError::Broken)?;
    Ok(jpeg)
}

#[cfg(test)]
mod tests;
