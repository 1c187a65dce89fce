//! How wide the columns of a table are.

use crate::clean;
use crate::model::{Cell, Table};
use crate::words;

/// Rows that are looked at for long words.
const LOOKED_AT: usize = 200;
/// A longer word is broken where it must be: it is an address or a mistake.
const LONGEST: usize = 18;

/// The longest word of each column, of its head and its first rows.
pub(crate) fn longest_words(table: &Table) -> Vec<String> {
    let columns = table.columns.iter().enumerate();
    let longest = |at: usize, head: &str| {
        let mut found = String::new();
        let mut look = |text: &str| {
            for word in text.split([' ', '\n', '-', '/']) {
                let length = word.chars().count();
                if length <= LONGEST && length > found.chars().count() {
                    word.clone_into(&mut found);
                }
            }
        };
        look(&clean::line(head));
        for row in table.rows.iter().chain(&table.total).take(LOOKED_AT) {
            match row.get(at) {
                Some(Cell::Text(text) | Cell::Link { text, .. }) => look(text),
                Some(cell) => look(&words::cell(cell)),
                None => {}
            }
        }
        found
    };
    columns
        .map(|(at, column)| longest(at, &column.title))
        .collect()
}

/// Widths that fill a room: as the columns ask, but none narrower than its longest word, as long as there is room.
pub(crate) fn fair(table: &Table, room: f32, least: &[f32]) -> Vec<f32> {
    let asked: Vec<f32> = table
        .columns
        .iter()
        .map(|column| f32::from(column.width.max(1)))
        .collect();
    let needed: f32 = least.iter().sum();
    if needed >= room {
        return least
            .iter()
            .map(|least| least * room / needed.max(f32::MIN_POSITIVE))
            .collect();
    }
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

#[cfg(test)]
mod tests {
    use super::{fair, longest_words};
    use crate::model::{Align, Cell, Column, Table};

    fn table() -> Table {
        let column = |title: &str, width| Column {
            title: title.into(),
            width,
            align: Align::Left,
        };
        Table {
            caption: String::new(),
            columns: vec![column("Penyelesaian", 1), column("a", 9)],
            rows: vec![vec![Cell::Count(1_234_567), Cell::Text("x".repeat(90))]],
            total: None,
        }
    }

    #[test]
    fn no_head_is_broken_while_there_is_room() {
        assert_eq!(longest_words(&table()), ["Penyelesaian", "a"]);
        let widths = fair(&table(), 100.0, &[30.0, 5.0]);
        assert!(
            (widths[0] - 30.0).abs() < 1e-3 && (widths[1] - 70.0).abs() < 1e-3,
            "{widths:?}"
        );
        let narrow = fair(&table(), 20.0, &[30.0, 10.0]);
        assert!((narrow.iter().sum::<f32>() - 20.0).abs() < 1e-3);
        let easy = fair(&table(), 1_000.0, &[30.0, 5.0]);
        assert!((easy[0] - 100.0).abs() < 1e-2, "{easy:?}");
    }
}
