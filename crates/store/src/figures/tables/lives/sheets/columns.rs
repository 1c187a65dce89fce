//! Columns as bytes: numbers of one width, each what it is more than the least of them, lowest byte first.

/// As many bytes as a number is read from, whatever its width: so many follow the last one.
const ROOM: usize = 8;

/// Numbers side by side.
#[derive(Clone, Copy, Default)]
pub(super) struct Column<'a> {
    least: i64,
    width: usize,
    mask: u64,
    /// Them, and [`ROOM`].
    bytes: &'a [u8],
}

impl Column<'_> {
    /// The number at a place that is known to be there.
    pub(super) fn get(&self, at: usize) -> Option<i64> {
        // All widths are read alike: what belongs to the next ones is taken off.
        let bytes = self.bytes.get(at * self.width..)?.first_chunk::<ROOM>()?;
        let more = u64::from_le_bytes(*bytes) & self.mask;
        Some(self.least.wrapping_add(more.cast_signed()))
    }

    /// The same as a place in a list.
    pub(super) fn place(&self, at: usize) -> Option<usize> {
        usize::try_from(self.get(at)?).ok()
    }
}

/// Bytes that columns are taken off.
pub(super) struct Columns<'a>(pub(super) &'a [u8]);

impl<'a> Columns<'a> {
    /// `n` numbers of `N` bytes as they are; none where there are fewer.
    pub(super) fn plain<const N: usize>(&mut self, n: usize) -> Option<&'a [[u8; N]]> {
        let (numbers, rest) = self.0.split_at_checked(n.checked_mul(N)?)?;
        self.0 = rest;
        Some(numbers.as_chunks().0)
    }

    /// `n` bytes.
    pub(super) fn bytes(&mut self, n: usize) -> Option<&'a [u8]> {
        Some(self.plain::<1>(n)?.as_flattened())
    }

    /// `n` numbers.
    pub(super) fn numbers(&mut self, n: usize) -> Option<Column<'a>> {
        let ([width], [least]) = (self.bytes(1)?, self.plain(1)?) else {
            return None;
        };
        let width = usize::from(*width);
        let mask = match u32::try_from(width).ok()? {
            0 => 0,
            width @ 1..=8 => u64::MAX >> (64 - 8 * width),
            _ => return None,
        };
        let len = n.checked_mul(width)?;
        let bytes = self.0.get(..len.checked_add(ROOM)?)?;
        self.0 = self.0.get(len..)?;
        Some(Column {
            least: i64::from_le_bytes(*least),
            width,
            mask,
            bytes,
        })
    }

    /// How many of something.
    pub(super) fn count(&mut self) -> Option<usize> {
        let [n] = self.plain(1)? else { return None };
        usize::try_from(u32::from_le_bytes(*n)).ok()
    }

    /// Words, each behind its length.
    pub(super) fn words(&mut self) -> Option<Vec<&'a [u8]>> {
        let n = self.count()?;
        let word = |_| {
            let [len] = self.plain(1)? else { return None };
            let (word, rest) = self.0.split_at_checked(u16::from_le_bytes(*len).into())?;
            self.0 = rest;
            Some(word)
        };
        (0..n).map(word).collect()
    }
}

/// Writes how many.
pub(super) fn put_count(bytes: &mut Vec<u8>, n: usize) {
    let n = u32::try_from(n).unwrap_or(u32::MAX);
    bytes.extend_from_slice(&n.to_le_bytes());
}

/// Writes words, none longer than 65,535 bytes.
pub(super) fn put_words<'a>(bytes: &mut Vec<u8>, words: impl ExactSizeIterator<Item = &'a [u8]>) {
    put_count(bytes, words.len());
    for word in words {
        let len = u16::try_from(word.len()).unwrap_or(u16::MAX);
        bytes.extend_from_slice(&len.to_le_bytes());
        bytes.extend_from_slice(word);
    }
}

/// Writes numbers as narrow as they can be. After the last column there must be [room](put_room).
pub(super) fn put_numbers(bytes: &mut Vec<u8>, numbers: &[i64]) {
    let least = numbers.iter().min().copied().unwrap_or(0);
    let more = |n: &i64| n.wrapping_sub(least).cast_unsigned();
    let most = numbers.iter().map(more).max().unwrap_or(0);
    let width = (u64::BITS - most.leading_zeros()).div_ceil(8);
    bytes.extend(u8::try_from(width));
    bytes.extend_from_slice(&least.to_le_bytes());
    for n in numbers {
        bytes.extend(more(n).to_le_bytes().iter().take(width as usize));
    }
}

/// Writes what must follow the last column.
pub(super) fn put_room(bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(&[0; ROOM]);
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::{Columns, put_numbers, put_room};

    #[test]
    fn numbers_of_any_width_are_read_as_they_were_written() {
        let lists: [&[i64]; 8] = [
            &[],
            &[7],
            &[-3, -3, -3],
            &[1, 256, 255],
            &[0, 65_536],
            &[1_700_000_000_000_000, 1_700_000_000_000_001 + (1 << 40)],
            &[i64::MIN, i64::MAX, 0, -1],
            &[i64::MAX, i64::MAX - 255],
        ];
        let mut bytes = Vec::new();
        for list in lists {
            put_numbers(&mut bytes, list);
        }
        put_room(&mut bytes);
        let mut columns = Columns(&bytes);
        for list in lists {
            let column = columns.numbers(list.len()).unwrap();
            let read: Vec<i64> = (0..list.len()).map(|at| column.get(at).unwrap()).collect();
            assert_eq!(read, list);
        }
        assert_eq!(columns.0.len(), 8);
        assert!(columns.numbers(1).is_none(), "there is no more");
    }

    #[test]
    fn damaged_columns_give_none() {
        let mut bytes = Vec::new();
        put_numbers(&mut bytes, &[1, 2, 300]);
        put_room(&mut bytes);
        for len in 0..bytes.len() {
            assert!(Columns(&bytes[..len]).numbers(3).is_none(), "{len}");
        }
        assert!(Columns(&bytes).numbers(4).is_none());
        assert!(Columns(&bytes).numbers(usize::MAX).is_none());
        let column = Columns(&bytes).numbers(3).unwrap();
        assert_eq!(column.get(2), Some(300));
        assert_eq!(column.get(4), None);
        bytes[0] = 9;
        assert!(Columns(&bytes).numbers(1).is_none(), "too wide");
    }
}
