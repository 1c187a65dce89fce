//! What must be known of a PNG before it is put into a document.

/// Width and height in pixels, where the bytes begin as a PNG does and neither is nothing or absurd.
pub(crate) fn size(png: &[u8]) -> Option<(u32, u32)> {
    let (head, rest) = png.split_at_checked(16)?;
    if !head.starts_with(b"\x89PNG\r\n\x1a\n") || head.get(12..16)? != b"IHDR" {
        return None;
    }
    let number = |at: usize| Some(u32::from_be_bytes(rest.get(at..at + 4)?.try_into().ok()?));
    let (width, height) = (number(0)?, number(4)?);
    let sane = 1..=20_000;
    (sane.contains(&width) && sane.contains(&height)).then_some((width, height))
}
