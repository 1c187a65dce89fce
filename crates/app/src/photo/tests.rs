#![expect(clippy::unwrap_used, reason = "tests")]

use image::{GrayImage, Luma, Rgba, RgbaImage};

use super::*;

const RED: Rgb<u8> = Rgb([220, 20, 20]);
const BLUE: Rgb<u8> = Rgb([20, 20, 220]);

/// Left half red, right half blue.
fn two_halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { RED } else { BLUE })
}

/// Left half clear, right half red.
fn half_clear(width: u32, height: u32) -> RgbaImage {
    let [red, green, blue] = RED.0;
    RgbaImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgba([0, 0, 0, 0])
        } else {
            Rgba([red, green, blue, 255])
        }
    })
}

fn as_file(image: impl Into<DynamicImage>, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image
        .into()
        .write_to(&mut Cursor::new(&mut bytes), format)
        .unwrap();
    bytes
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    as_file(two_halves(width, height), image::ImageFormat::Jpeg)
}

/// A TIFF block as cameras write it: orientation, camera model and a GPS latitude.
fn exif(orientation: u16) -> Vec<u8> {
    fn entry(tag: u16, kind: u16, count: u32, value: [u8; 4]) -> Vec<u8> {
        [
            &tag.to_be_bytes()[..],
            &kind.to_be_bytes(),
            &count.to_be_bytes(),
            &value,
        ]
        .concat()
    }
    let offset = |at: u32| at.to_be_bytes();
    let [high, low] = orientation.to_be_bytes();
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    tiff.extend(3_u16.to_be_bytes());
    tiff.extend(entry(0x0110, 2, 12, offset(50))); // model
    tiff.extend(entry(0x0112, 3, 1, [high, low, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, offset(62))); // GPS directory
    tiff.extend([0; 4]);
    assert_eq!(tiff.len(), 50);
    tiff.extend(b"KAMERA-RAHA\0");
    tiff.extend(1_u16.to_be_bytes());
    tiff.extend(entry(0x0002, 5, 3, offset(80)));
    tiff.extend([0; 4]);
    assert_eq!(tiff.len(), 80);
    for part in [2_u32, 1, 12, 1, 3456, 100] {
        tiff.extend(part.to_be_bytes());
    }
    tiff
}

/// Puts an APP1 segment behind the start-of-image marker.
fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, content, &jpeg[2..]].concat()
}

fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
    with_segment(
        jpeg,
        0xe1,
        &[b"Exif\0\0".as_slice(), &exif(orientation)].concat(),
    )
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn decoded(bytes: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(bytes, image::ImageFormat::Jpeg)
        .unwrap()
        .into_rgb8()
}

/// Nothing but the segments a decoder needs: no APP1…APPF, no comment.
fn assert_bare(jpeg: &[u8]) {
    let mut at = 2;
    loop {
        assert_eq!(jpeg[at], 0xff);
        let marker = jpeg[at + 1];
        assert!(
            !matches!(marker, 0xe1..=0xef | 0xfe),
            "segment {marker:x} is left"
        );
        if marker == 0xda {
            break;
        }
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    assert!(jpeg.ends_with(&[0xff, 0xd9]));
}

#[test]
fn place_and_camera_are_gone() {
    let mut sent = with_exif(&jpeg(640, 480), 1);
    sent = with_segment(
        &sent,
        0xe1,
        b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>pemilik</x:xmpmeta>",
    );
    sent = with_segment(&sent, 0xed, b"Photoshop 3.0\x008BIM nama pemilik");
    sent = with_segment(&sent, 0xfe, b"komentar: nama pemilik");
    assert!(contains(&sent, b"KAMERA-RAHA") && contains(&sent, &exif(1)[80..]));

    let photo = clean(&sent).unwrap();
    for output in [&photo.jpeg, &photo.thumbnail] {
        assert_bare(output);
        for trace in [
            b"Exif".as_slice(),
            b"KAMERA",
            b"pemilik",
            b"xmp",
            b"8BIM",
            &exif(1)[80..],
        ] {
            assert!(!contains(output, trace));
        }
    }
    assert_eq!(
        (photo.width, photo.height, photo.source),
        (640, 480, PhotoKind::Jpeg)
    );
    assert_eq!((photo.thumbnail_width, photo.thumbnail_height), (480, 360));
}

#[test]
fn what_a_file_says_beside_the_picture_is_named() {
    let told = |sent: &[u8]| clean(sent).unwrap().told;
    let plain = jpeg(64, 48);
    assert_eq!(told(&plain), []);
    assert_eq!(told(&with_exif(&plain, 1)), [Told::Place]);
    let xmp = |content: &str| {
        let block = format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{content}</x:xmpmeta>");
        with_segment(&plain, 0xe1, block.as_bytes())
    };
    assert_eq!(told(&xmp("<dc:creator>nama</dc:creator>")), [Told::Person]);
    let both = xmp("<exif:GPSLatitude/><aux:SerialNumber>1</aux:SerialNumber>");
    assert_eq!(told(&both), [Told::Place, Told::Device]);
    assert_eq!(told(&xmp("<tiff:Make>apa saja</tiff:Make>")), []);
    // Blocks that end too early, or are not what they say they are, refuse no photograph.
    for broken in [
        &b"Exif\0\0MM\0\x2a\xff\xff\xff\xff"[..],
        b"Exif\0\0",
        b"Exif\0\0II",
    ] {
        assert_eq!(told(&with_segment(&plain, 0xe1, broken)), []);
    }
}

#[test]
fn photographs_stand_upright() {
    // Where the red left half ends up for each of the eight orientations.
    let turned = [
        (1, "left"),
        (2, "right"),
        (3, "right"),
        (4, "left"),
        (5, "top"),
        (6, "top"),
        (7, "bottom"),
        (8, "bottom"),
    ];
    for (orientation, red_is) in turned {
        let photo = clean(&with_exif(&jpeg(80, 40), orientation)).unwrap();
        let sideways = orientation > 4;
        assert_eq!(
            (photo.width, photo.height),
            if sideways { (40, 80) } else { (80, 40) },
            "{orientation}"
        );
        let image = decoded(&photo.jpeg);
        let (x, y) = match red_is {
            "left" => (5, 20),
            "right" => (74, 20),
            "top" => (20, 5),
            _ => (20, 74),
        };
        let Rgb([red, _, blue]) = *image.get_pixel(x, y);
        assert!(red > 150 && blue < 100, "{orientation}: {red} {blue}");
    }
    // Nonsense leaves it as it is.
    assert_eq!(clean(&with_exif(&jpeg(80, 40), 77)).unwrap().width, 80);
    assert_eq!(
        clean(&with_segment(
            &jpeg(80, 40),
            0xe1,
            b"Exif\0\0MM\0\x2a\xff\xff\xff\xff"
        ))
        .unwrap()
        .width,
        80
    );
}

#[test]
fn large_ones_are_scaled_and_small_ones_are_not() {
    let photo = clean(&jpeg(3000, 1500)).unwrap();
    assert_eq!((photo.width, photo.height), (2560, 1280));
    assert_eq!((photo.thumbnail_width, photo.thumbnail_height), (480, 240));
    let image = decoded(&photo.jpeg);
    assert_eq!(image.dimensions(), (2560, 1280));
    assert!(image.get_pixel(10, 10).0[0] > 150 && image.get_pixel(2550, 10).0[2] > 150);

    let photo = clean(&jpeg(9, 7)).unwrap();
    assert_eq!(
        (photo.width, photo.height, photo.thumbnail_width),
        (9, 7, 9)
    );
    let photo = clean(&jpeg(5000, 1)).unwrap();
    assert_eq!((photo.width, photo.height), (2560, 1));
}

#[test]
fn png_and_webp_are_taken_and_transparency_is_white() {
    let clear = half_clear(40, 40);
    for (format, kind) in [
        (image::ImageFormat::Png, PhotoKind::Png),
        (image::ImageFormat::WebP, PhotoKind::WebP),
    ] {
        let photo = clean(&as_file(clear.clone(), format)).unwrap();
        assert_eq!(photo.source, kind);
        assert_bare(&photo.jpeg);
        let image = decoded(&photo.jpeg);
        assert!(
            image
                .get_pixel(4, 20)
                .0
                .iter()
                .all(|channel| *channel > 240)
        );
        assert!(image.get_pixel(35, 20).0[0] > 150);
    }
    let grey = GrayImage::from_pixel(20, 20, Luma([99]));
    assert_eq!(
        clean(&as_file(grey, image::ImageFormat::Png))
            .unwrap()
            .width,
        20
    );
}

#[test]
fn the_name_does_not_make_a_photograph() {
    let gif = b"GIF89a\x01\0\x01\0\0\0\0;".as_slice();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".as_slice();
    let html = b"<!doctype html><script>alert(1)</script>".as_slice();
    let riff = b"RIFF\x24\0\0\0WAVEfmt ".as_slice();
    for bytes in [
        gif,
        svg,
        html,
        riff,
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"\xff\xd8",
        b"\x89PNG",
        b"RIFF",
    ] {
        assert_eq!(clean(bytes), Err(PhotoError::UnknownType));
    }
    assert_eq!(clean(b""), Err(PhotoError::Empty));
    assert_eq!(
        clean(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        Err(PhotoError::Heic)
    );
}

#[test]
fn a_photograph_that_is_also_something_else_is_only_a_photograph_after() {
    let script = b"<script>alert(document.domain)</script>";
    let mut sent = with_segment(&jpeg(64, 64), 0xfe, script);
    sent.extend(b"PK\x03\x04 arsip di belakang foto ");
    sent.extend(script);
    let photo = clean(&sent).unwrap();
    assert!(!contains(&photo.jpeg, b"script") && !contains(&photo.jpeg, b"PK\x03\x04"));
    assert_bare(&photo.jpeg);
}

#[test]
fn cut_off_and_broken_files_are_named() {
    let whole = with_exif(&jpeg(300, 200), 1);
    for length in [
        whole.len() - 1,
        whole.len() - 2,
        whole.len() / 2,
        200,
        30,
        3,
    ] {
        assert_eq!(
            clean(&whole[..length]),
            Err(PhotoError::Truncated),
            "{length} of {}",
            whole.len()
        );
    }
    for format in [image::ImageFormat::Png, image::ImageFormat::WebP] {
        let whole = as_file(two_halves(300, 200), format);
        for length in [whole.len() - 20, whole.len() / 2, 40, 13] {
            let error = clean(&whole[..length]).unwrap_err();
            assert!(
                matches!(error, PhotoError::Truncated | PhotoError::Broken),
                "{format:?} {length}: {error}"
            );
        }
    }
    // A thumbnail inside the metadata ends before the photograph does.
    let thumbnail = jpeg(32, 32);
    let nested = with_segment(
        &jpeg(64, 64),
        0xe1,
        &[b"Exif\0\0".as_slice(), &thumbnail].concat(),
    );
    assert!(clean(&nested).is_ok());
    assert_eq!(
        clean(&nested[..nested.len() - 10]),
        Err(PhotoError::Truncated)
    );
}

#[test]
fn size_limits_hold_before_anything_is_decoded() {
    assert_eq!(
        clean(&vec![0xff; MAX_BYTES + 1]),
        Err(PhotoError::TooLarge {
            bytes: MAX_BYTES + 1
        })
    );

    // A few dozen bytes that claim 2.5 gigapixels.
    assert_eq!(
        clean(&png_claiming(50_000, 50_000, 8))
            .unwrap_err()
            .as_str(),
        "too-many-pixels"
    );
    // Within the pixels, but sixteen bits deep: the memory decides.
    assert_eq!(
        clean(&png_claiming(4_900, 4_800, 16)).unwrap_err().as_str(),
        "too-many-pixels"
    );

    // The same in a JPEG's frame header.
    let mut bomb = jpeg(64, 64);
    let frame = bomb
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .unwrap();
    bomb[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
    assert_eq!(
        clean(&bomb),
        Err(PhotoError::TooManyPixels {
            width: 65_500,
            height: 65_500
        })
    );
}

/// A tiny PNG whose header says RGBA of another size and depth.
fn png_claiming(width: u32, height: u32, depth: u8) -> Vec<u8> {
    let mut png = as_file(RgbaImage::new(2, 2), image::ImageFormat::Png);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    png[24] = depth;
    let crc = crc32(&png[12..29]).to_be_bytes();
    png[29..33].copy_from_slice(&crc);
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[test]
fn no_damaged_file_panics() {
    for format in [
        image::ImageFormat::Jpeg,
        image::ImageFormat::Png,
        image::ImageFormat::WebP,
    ] {
        let whole = as_file(two_halves(24, 24), format);
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x55;
            let _ = clean(&damaged);
        }
    }
}

#[tokio::test]
async fn the_gate_lets_all_through_in_the_end() {
    let gate = PhotoGate::default();
    let sent = std::sync::Arc::<[u8]>::from(jpeg(200, 100));
    let work: Vec<_> = (0..8)
        .map(|_| {
            let (gate, sent) = (gate.clone(), std::sync::Arc::clone(&sent));
            tokio::spawn(async move { gate.clean(sent).await })
        })
        .collect();
    for one in work {
        assert_eq!(one.await.unwrap().unwrap().width, 200);
    }
    assert_eq!(
        gate.clean(b"teks".to_vec()).await,
        Err(PhotoError::UnknownType)
    );
}

#[test]
fn a_small_picture_is_png_on_white_and_fits() {
    let clear = half_clear(900, 600);
    let file = as_file(clear, image::ImageFormat::Png);
    let png = small(&file, 64 * 1024).unwrap();
    let seen = image::load_from_memory_with_format(&png, image::ImageFormat::Png).unwrap();
    assert_eq!((seen.width(), seen.height()), (240, 160));
    let seen = seen.into_rgb8();
    assert_eq!(seen.get_pixel(10, 80), &Rgb([255, 255, 255]));
    assert_eq!(seen.get_pixel(230, 80), &RED);
    // What says much takes more bytes: it is made smaller, and refused where nothing of it would be left.
    let noise = RgbImage::from_fn(400, 400, |x, y| {
        let mixed = (x * 7_919 + y * 104_729).wrapping_mul(2_654_435_761);
        Rgb([mixed as u8, (mixed >> 8) as u8, (mixed >> 16) as u8])
    });
    let file = as_file(noise, image::ImageFormat::Png);
    let png = small(&file, 64 * 1024).unwrap();
    let seen = image::load_from_memory_with_format(&png, image::ImageFormat::Png).unwrap();
    assert!(
        png.len() <= 64 * 1024 && seen.width() < 240,
        "{}",
        seen.width()
    );
    assert!(matches!(
        small(&file, 100),
        Err(PhotoError::TooLarge { .. })
    ));
    assert!(matches!(
        small(b"kata-kata", 100),
        Err(PhotoError::UnknownType)
    ));
    // Upright, as it was taken.
    let turned = with_exif(&jpeg(80, 40), 6);
    let png = small(&turned, 64 * 1024).unwrap();
    let seen = image::load_from_memory_with_format(&png, image::ImageFormat::Png).unwrap();
    assert_eq!((seen.width(), seen.height()), (40, 80));
}
