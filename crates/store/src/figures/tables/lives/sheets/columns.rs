//! Columns as bytes: numbers of one width, lowest byte first.

/// Numbers of `N` bytes.
pub(super) type Column<'a, const N: usize> = &'a [[u8; N]];

/// Bytes that columns are taken off.
pub(super) struct Columns<'a>(pub(super) &'a [u8]);

impl<'a> Columns<'a> {
    /// `n` numbers; none where there are fewer.
    pub(super) fn numbers<const N: usize>(&mut self, n: usize) -> Option<Column<'a, N>> {
        let (numbers, rest) = self.0.split_at_checked(n.checked_mul(N)?)?;
        self.0 = rest;
        Some(numbers.as_chunks().0)
    }

    /// How many of something.
    pub(super) fn count(&mut self) -> Option<usize> {
        let [n] = self.numbers(1)? else { return None };
        usize::try_from(u32::from_le_bytes(*n)).ok()
    }

    /// Words, each behind its length.
    pub(super) fn words(&mut self) -> Option<Vec<&'a [u8]>> {
        let n = self.count()?;
        let word = |_| {
            let [len] = self.numbers(1)? else { return None };
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
