//! A drawing as PNG, with the letters that come with this crate: what is drawn does not depend on the machine.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{ImageHrefResolver, Options, Tree};

/// Noto Sans, Latin letters only; licence in `fonts/OFL.txt`.
const FONTS: [&[u8]; 2] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
];
/// Most pixels of a picture: 64 MB while it is drawn.
const MOST: u64 = 16_000_000;

static LETTERS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut letters = Database::new();
    for font in FONTS {
        letters.load_font_data(font.to_vec());
    }
    letters.set_sans_serif_family("Noto Sans");
    Arc::new(letters)
});

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PngError {
    /// The text is no drawing.
    NoDrawing(String),
    /// More pixels than a picture may have, or none.
    Size {
        /// Asked for, pixels.
        width: u32,
        /// What it comes to, pixels.
        height: u64,
    },
    /// The picture could not be written.
    Written(String),
}

impl std::fmt::Display for PngError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoDrawing(why) => write!(f, "gambar tidak terbaca sebagai SVG: {why}"),
            Self::Size { width, height } => write!(
                f,
                "gambar {width} × {height} piksel tidak dapat dibuat; pilih lebar yang lebih kecil"
            ),
            Self::Written(why) => write!(f, "PNG tidak dapat ditulis: {why}"),
        }
    }
}

impl std::error::Error for PngError {}

/// The drawing as PNG, `width` pixels wide, the height as its view box says. The same drawing gives the same bytes.
///
/// For drawings of this crate with [`Paint::Colours`](crate::Paint): style sheets of a page are not there, and nothing is
/// loaded from anywhere.
///
/// # Errors
/// [`PngError`]: no drawing, or one too large.
pub fn png(svg: &str, width: u32) -> Result<Vec<u8>, PngError> {
    let options = Options {
        fontdb: Arc::clone(&LETTERS),
        font_family: "Noto Sans".into(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|why| PngError::NoDrawing(why.to_string()))?;
    let size = tree.size();
    let scale = width as f32 / size.width();
    let height = (size.height() * scale).ceil() as u64;
    let fits = width > 0 && height > 0 && u64::from(width) * height <= MOST;
    let pixels = fits.then(|| Pixmap::new(width, height as u32)).flatten();
    let mut pixels = pixels.ok_or(PngError::Size { width, height })?;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    pixels
        .encode_png()
        .map_err(|why| PngError::Written(why.to_string()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const WORD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 60 20\">\
        <text x=\"2\" y=\"15\" font-family=\"'Noto Sans', sans-serif\" font-size=\"13\">Ditutup</text></svg>";

    #[test]
    fn words_are_drawn() {
        let picture = png(WORD, 120).unwrap();
        let pixels = Pixmap::decode_png(&picture).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (120, 40));
        let inked = pixels.pixels().iter().filter(|pixel| pixel.alpha() > 128);
        assert!(inked.count() > 200);
        assert_eq!(picture, png(WORD, 120).unwrap());
    }

    #[test]
    fn what_cannot_be_drawn_says_so() {
        assert!(matches!(png("<p>", 100), Err(PngError::NoDrawing(_))));
        assert!(matches!(png(WORD, 0), Err(PngError::Size { .. })));
        assert!(matches!(png(WORD, 100_000), Err(PngError::Size { .. })));
    }

    #[test]
    fn nothing_is_fetched() {
        let with_image = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\">\
            <image href=\"/etc/hostname\" width=\"10\" height=\"10\"/></svg>";
        let pixels = Pixmap::decode_png(&png(with_image, 10).unwrap()).unwrap();
        assert!(pixels.pixels().iter().all(|pixel| pixel.alpha() == 0));
    }
}
