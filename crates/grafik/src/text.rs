//! Words in a drawing: how wide they are, where they break, and that they stay words.

/// Widths of the letters from blank to `~` in thousandths of their size, as in Noto Sans.
const WIDTHS: [u16; 95] = [
    260, 269, 408, 646, 572, 831, 732, 225, 300, 300, 551, 572, 268, 322, 268, 372, 572, 572, 572,
    572, 572, 572, 572, 572, 572, 572, 268, 268, 572, 572, 572, 434, 899, 639, 650, 632, 730, 556,
    519, 728, 741, 339, 273, 619, 524, 907, 760, 781, 605, 781, 622, 549, 556, 731, 600, 930, 586,
    566, 572, 329, 372, 329, 572, 444, 281, 561, 615, 480, 615, 564, 344, 615, 618, 258, 258, 534,
    258, 935, 618, 605, 615, 615, 413, 479, 361, 618, 508, 786, 529, 510, 470, 380, 551, 380, 572,
];
/// A page shows the reader's own font, which may be wider.
const ROOM: f64 = 1.06;

/// Width of a text of this size, in units of the drawing; rather too much than too little.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    let thousandths: f64 = text
        .chars()
        .map(|c| {
            let at = (c as usize).checked_sub(32);
            let known = at.and_then(|at| WIDTHS.get(at));
            // Other Latin letters are no wider than the middle of these; signs of other scripts may fill a square.
            known.map_or(if c < '\u{300}' { 640.0 } else { 1000.0 }, |width| {
                f64::from(*width)
            })
        })
        .sum();
    thousandths / 1000.0 * size * ROOM
}

/// At most `lines` lines of at most `room`; what does not fit ends in "…".
pub(crate) fn wrapped(text: &str, size: f64, room: f64, lines: usize) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if width(&longer, size) <= room {
            line = longer;
            continue;
        }
        if done.len() + 1 >= lines.max(1) {
            // The last line takes what is left, shortened.
            let rest: Vec<&str> = std::iter::once(word).chain(words.by_ref()).collect();
            let separator = if line.is_empty() { "" } else { " " };
            line = format!("{line}{separator}{}", rest.join(" "));
            break;
        }
        if !line.is_empty() {
            done.push(std::mem::take(&mut line));
        }
        word.clone_into(&mut line);
    }
    if !line.is_empty() {
        done.push(line);
    }
    done.into_iter()
        .map(|line| shortened(&line, size, room))
        .collect()
}

/// The text, or its beginning and "…".
pub(crate) fn shortened(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if width(&kept, size) + width("…", size) > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

/// As XML text or attribute: signs of markup escaped; what XML forbids, and what turns the direction of the words after
/// it, left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c => out.push(c),
        }
    }
    out
}

/// An address that a link may lead to: inside the site, or of the web. Anything else is no link.
pub(crate) fn address(link: &str) -> Option<String> {
    let is_fine = (link.starts_with('/') && !link.starts_with("//"))
        || link.starts_with(['?', '#'])
        || link.starts_with("https://")
        || link.starts_with("http://");
    is_fine.then(|| escaped(link))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_break_and_end_in_dots() {
        let name = "Dinas Pekerjaan Umum dan Penataan Ruang Kota Palangka Raya";
        let lines = wrapped(name, 13.0, 150.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| width(line, 13.0) <= 150.0));
        assert!(lines.last().is_some_and(|line| line.ends_with('…')));
        assert_eq!(wrapped("Surat", 13.0, 150.0, 2), ["Surat"]);
        assert!(wrapped("  ", 13.0, 150.0, 2).is_empty());
        assert_eq!(wrapped("Jan 2023", 11.0, 30.0, 2), ["Jan", "2023"]);
    }

    #[test]
    fn markup_stays_text() {
        assert_eq!(
            escaped("<b a='x'>&\u{0}\u{202e}"),
            "&lt;b a=&#39;x&#39;&gt;&amp;"
        );
        assert_eq!(address("javascript:alert(1)"), None);
        assert_eq!(address("//elsewhere.example"), None);
        assert_eq!(
            address("/laporan?a=1&b=2"),
            Some("/laporan?a=1&amp;b=2".into())
        );
    }
}
