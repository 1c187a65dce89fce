//! How wide the columns of a table are, and how large its letters: one rule for pages and sheets.
//!
//! No column is narrower than its longest word while there is room; beyond that the room goes where it keeps rows low.

use std::borrow::Cow;

use crate::clean;
use crate::model::{Cell, Table};
use crate::words;

/// Rows that are looked at closely; of the others only words that are longer than all before them.
const LOOKED_AT: usize = 200;
/// A longer word is broken where it must be: it is an address or a mistake.
const LONGEST: usize = 18;
/// Sizes of letters in tables, in points, the largest first.
pub(crate) const SIZES: [f32; 4] = [9.0, 8.0, 7.0, 6.0];

/// What the cells of a column hold, in units of the measure by which it was found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Content {
    /// Its widest word.
    pub word: f32,
    /// A cell's text in one line: as nine in ten of them, or half of the head.
    pub line: f32,
}

/// Columns that fill a room, and the size of their letters.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fitted {
    /// Size of letters, in points.
    pub size: f32,
    /// Widths of columns.
    pub widths: Vec<f32>,
}

/// Whether days may be broken into lines: a sheet shows signs in place of a day that has no room in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Days {
    /// They may.
    Broken,
    /// They stand in one line.
    Whole,
}

/// What each column holds: usual lines of its head and its first rows, the widest word of all. `measure` tells how wide a
/// text is.
pub(crate) fn contents(table: &Table, days: Days, measure: impl Fn(&str) -> f32) -> Vec<Content> {
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(at, column)| {
            let head = clean::line(&column.title);
            let mut word = widest_word(&head, &measure);
            let mut longest = longest_word(&head).map_or(0, letters);
            let mut lines: Vec<f32> = Vec::new();
            for (place, row) in table.rows.iter().chain(&table.total).enumerate() {
                let Some(cell) = row.get(at) else { continue };
                if place >= LOOKED_AT {
                    let said = match cell {
                        Cell::Text(text) | Cell::Link { text, .. } => Cow::Borrowed(text.as_str()),
                        cell => Cow::Owned(words::cell(cell)),
                    };
                    if let Some(found) = longer_word(&said, longest) {
                        longest = letters(found);
                        word = word.max(measure(found));
                    }
                    continue;
                }
                let said = match cell {
                    Cell::Text(text) | Cell::Link { text, .. } => clean::clean(text),
                    // A number stands in one line.
                    cell => {
                        let said = words::cell(cell);
                        let is_day = matches!(cell, Cell::Date(_) | Cell::DateTime(_));
                        if !is_day || days == Days::Whole {
                            word = word.max(measure(&said));
                        }
                        said.into()
                    }
                };
                word = word.max(widest_word(&said, &measure));
                longest = longest.max(longest_word(&said).map_or(0, letters));
                lines.push(said.split('\n').map(&measure).sum());
            }
            lines.sort_by(f32::total_cmp);
            let usual = lines.get(lines.len() * 9 / 10).or(lines.last());
            let line = usual.copied().unwrap_or(0.0).max(measure(&head) / 2.0);
            Content {
                word,
                line: line.max(word),
            }
        })
        .collect()
}

fn widest_word(text: &str, measure: &impl Fn(&str) -> f32) -> f32 {
    unbroken(text).map(measure).fold(0.0, f32::max)
}

fn longest_word(text: &str) -> Option<&str> {
    unbroken(text).max_by_key(|word| letters(word))
}

/// The longest word, where it has more letters than so many.
fn longer_word(text: &str, than: usize) -> Option<&str> {
    // No word has more letters than bytes, and letters are counted only where bytes are not enough.
    if text.len() <= than {
        return None;
    }
    let found = parts(text)
        .filter(|word| word.len() > than && is_whole(word))
        .max_by_key(|word| letters(word));
    found.filter(|word| letters(word) > than)
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

/// What is broken only where there is no room.
fn unbroken(text: &str) -> impl Iterator<Item = &str> {
    parts(text).filter(|word| is_whole(word))
}

/// What stands between places where a line may end.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\n', '-'])
}

fn is_whole(word: &str) -> bool {
    letters(word) <= LONGEST || is_fingerprint(word)
}

/// A SHA-256, which people compare by eye: its last letter on a line of its own is easily missed.
fn is_fingerprint(word: &str) -> bool {
    word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Letters as large as a table of so many columns has them, smaller where words would be broken, and columns that fill the
/// room. `measure` tells how wide a text is in letters of one point; `pad` is what stands beside it in a cell.
pub(crate) fn fitted(table: &Table, room: f32, pad: f32, measure: impl Fn(&str) -> f32) -> Fitted {
    let found = contents(table, Days::Broken, measure);
    let first = match table.columns.len() {
        0..=5 => 0,
        6..=8 => 1,
        _ => 2,
    };
    let sized = |size: f32| -> Vec<Content> {
        let each = found.iter().map(|content| Content {
            word: content.word * size + pad,
            line: content.line * size + pad,
        });
        each.collect()
    };
    let has_room = |size: &&f32| {
        let needed: f32 = sized(**size).iter().map(|content| content.word).sum();
        needed <= room
    };
    let [.., smallest] = SIZES;
    let size = SIZES.iter().skip(first).find(has_room);
    let size = size.copied().unwrap_or(smallest);
    Fitted {
        size,
        widths: spread(table, room, &sized(size)),
    }
}

/// Widths that fill a room. Where each cell has room in one line, as the columns ask; else so that rows are as low as they
/// can be; where not even words have room, in proportion to them.
pub(crate) fn spread(table: &Table, room: f32, contents: &[Content]) -> Vec<f32> {
    let sum = |width: &dyn Fn(&Content) -> f32| contents.iter().map(width).sum::<f32>();
    let needed = sum(&|content| content.word);
    if needed >= room {
        let part = room / needed.max(f32::MIN_POSITIVE);
        return contents.iter().map(|content| content.word * part).collect();
    }
    if sum(&|content| content.line) <= room {
        let lines: Vec<f32> = contents.iter().map(|content| content.line).collect();
        return fair(table, room, &lines);
    }
    // Of how many lines the usual row is, in that room.
    let (mut few, mut many) = (1.0_f32, 10_000.0_f32);
    for _ in 0..40 {
        let lines = f32::midpoint(few, many);
        if sum(&|content| content.word.max(content.line / lines)) > room {
            few = lines;
        } else {
            many = lines;
        }
    }
    let widths: Vec<f32> = contents
        .iter()
        .map(|content| content.word.max(content.line / many))
        .collect();
    let part = room / widths.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    widths.iter().map(|width| width * part).collect()
}

/// Widths that fill a room: as the columns ask, but none narrower than its least, which together have room.
fn fair(table: &Table, room: f32, least: &[f32]) -> Vec<f32> {
    let asked: Vec<f32> = table
        .columns
        .iter()
        .map(|column| f32::from(column.width.max(1)))
        .collect();
    // Those that would be too narrow get what they need; the others share the rest.
    let mut fixed = vec![false; asked.len()];
    loop {
        let taken: f32 = least
            .iter()
            .zip(&fixed)
            .filter(|(_, fixed)| **fixed)
            .map(|(least, _)| least)
            .sum();
        let open: f32 = asked
            .iter()
            .zip(&fixed)
            .filter(|(_, fixed)| !**fixed)
            .map(|(asked, _)| asked)
            .sum();
        let unit = (room - taken) / open.max(f32::MIN_POSITIVE);
        let mut changed = false;
        for ((asked, least), fixed) in asked.iter().zip(least).zip(&mut fixed) {
            if !*fixed && asked * unit < *least {
                *fixed = true;
                changed = true;
            }
        }
        if !changed || fixed.iter().all(|fixed| *fixed) {
            let widths = asked.iter().zip(least).zip(&fixed);
            return widths
                .map(|((asked, least), fixed)| if *fixed { *least } else { asked * unit })
                .collect();
        }
    }
}

/// About how wide a text is in letters of one point, bold and of the usual kind without feet: for programs that set it
/// themselves.
pub(crate) fn about(text: &str) -> f32 {
    let wide = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '\u{a0}' => 0.3,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' | '[' | ']' => 0.36,
        'm' | 'M' | 'W' | '@' | '%' | '—' => 0.9,
        'w' => 0.78,
        c if c.is_ascii_uppercase() => 0.72,
        c if c.is_ascii() => 0.58,
        c if (c as u32) < 0x2e80 => 0.62,
        _ => 1.0,
    };
    text.chars().map(wide).sum()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Content, Days, about, contents, fitted, longer_word, longest_word, spread};
    use crate::model::{Align, Cell, Column, Table};

    fn table(columns: &[(&str, u16)], rows: Vec<Vec<Cell>>) -> Table {
        let column = |(title, width): &(&str, u16)| Column {
            title: (*title).into(),
            width: *width,
            align: Align::Left,
        };
        Table {
            caption: String::new(),
            columns: columns.iter().map(column).collect(),
            rows,
            total: None,
        }
    }

    fn letters(text: &str) -> f32 {
        text.chars().count() as f32
    }

    #[test]
    fn a_column_knows_its_widest_word_and_its_usual_line() {
        let rows = vec![vec![Cell::Count(1_234_567), Cell::Text("x".repeat(90))]];
        let made = table(&[("Penyelesaian", 1), ("a", 9)], rows);
        let found = contents(&made, Days::Broken, letters);
        assert_eq!((found[0].word, found[0].line), (12.0, 12.0));
        assert_eq!((found[1].word, found[1].line), (1.0, 90.0));
        let days = table(&[("a", 1)], vec![vec![Cell::Date(date(2023, 8, 1))]]);
        let words = [Days::Broken, Days::Whole].map(|of| contents(&days, of, letters)[0].word);
        assert_eq!(words.map(|word| word as u32), [7, 14]);
    }

    #[test]
    fn a_long_word_in_the_last_row_has_its_room() {
        let mut rows = vec![vec![Cell::Text("Tertangani".into()), Cell::Count(1)]; 600];
        rows.push(vec![
            Cell::Text("Belum ditindaklanjuti".into()),
            Cell::Count(1_234_567),
        ]);
        let found = contents(
            &table(&[("Status", 1), ("n", 1)], rows),
            Days::Broken,
            letters,
        );
        assert_eq!((found[0].word, found[0].line), (15.0, 15.0));
        assert_eq!((found[1].word, found[1].line), (9.0, 9.0));
    }

    #[test]
    fn a_longer_word_is_the_longest_where_it_is_longer() {
        let fingerprint = "0a".repeat(32);
        let far = "x".repeat(40);
        let said = [
            "",
            "satu dua tiga empat",
            "lampu-jalan",
            "ééé éé",
            "satu\ntigapuluh",
            fingerprint.as_str(),
            far.as_str(),
        ];
        for text in said {
            for than in 0..70 {
                let longest = longest_word(text).filter(|word| word.chars().count() > than);
                assert_eq!(longer_word(text, than), longest, "{text} {than}");
            }
        }
    }

    #[test]
    fn a_fingerprint_is_one_word_and_an_address_is_not() {
        let rows = vec![vec![
            Cell::Text("0a".repeat(32)),
            Cell::Text(format!("https://{}", "a".repeat(56))),
        ]];
        let made = table(&[("SHA", 1), ("Url", 1)], rows);
        let found = contents(&made, Days::Broken, letters);
        assert_eq!((found[0].word, found[1].word), (64.0, 3.0));
    }

    #[test]
    fn the_room_goes_where_it_keeps_rows_low() {
        let of = |word: f32, line: f32| Content { word, line };
        let two = table(&[("a", 1), ("b", 9)], Vec::new());
        // Both have room in one line: as asked, none narrower than its line.
        let easy = spread(&two, 1_000.0, &[of(30.0, 30.0), of(5.0, 5.0)]);
        assert!((easy[0] - 100.0).abs() < 1e-2, "{easy:?}");
        // The long text gets what the short one can do without.
        let long = spread(&two, 100.0, &[of(30.0, 40.0), of(5.0, 700.0)]);
        assert!(
            (long[0] - 30.0).abs() < 0.1 && (long[1] - 70.0).abs() < 0.1,
            "{long:?}"
        );
        // Three times as much text, three times as much room.
        let both = spread(&two, 100.0, &[of(5.0, 100.0), of(5.0, 300.0)]);
        assert!((both[0] - 25.0).abs() < 0.1, "{both:?}");
        let narrow = spread(&two, 20.0, &[of(30.0, 30.0), of(10.0, 10.0)]);
        assert!(
            (narrow[0] - 15.0).abs() < 1e-3 && (narrow[1] - 5.0).abs() < 1e-3,
            "{narrow:?}"
        );
    }

    #[test]
    fn letters_shrink_before_words_are_broken() {
        let heads = [("Pertanggungjawaban", 1); 9];
        let wide = table(&heads, Vec::new());
        assert!((fitted(&wide, 1_500.0, 0.0, letters).size - 7.0).abs() < 1e-3);
        assert!((fitted(&wide, 1_000.0, 0.0, letters).size - 6.0).abs() < 1e-3);
        let made = fitted(&wide, 500.0, 0.0, letters);
        assert!((made.size - 6.0).abs() < 1e-3);
        assert!((made.widths.iter().sum::<f32>() - 500.0).abs() < 1e-2);
        let narrow = table(&heads[..2], Vec::new());
        assert!((fitted(&narrow, 500.0, 0.0, letters).size - 9.0).abs() < 1e-3);
    }

    #[test]
    fn nothing_is_as_wide_as_nothing() {
        assert!(about("") < f32::EPSILON && about("Il") < about("mW"));
        assert!(
            fitted(&table(&[], Vec::new()), 500.0, 1.0, about)
                .widths
                .is_empty()
        );
    }
}
