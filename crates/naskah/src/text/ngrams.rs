//! Character n-grams: what words share although nobody spells them alike.

/// The n-grams of a word, with `^` before it and `$` after it so that beginnings and endings are told apart.
/// A word shorter than `n` gives the whole of itself; `n` of 0 gives nothing.
pub fn ngrams(word: &str, n: usize) -> impl Iterator<Item = String> {
    let padded: Vec<char> = if n == 0 || word.is_empty() {
        Vec::new()
    } else {
        std::iter::once('^')
            .chain(word.chars().take(super::LONGEST))
            .chain(std::iter::once('$'))
            .collect()
    };
    let size = n.min(padded.len()).max(1);
    let count = (padded.len() + 1).saturating_sub(size);
    (0..count).map(move |from| padded.iter().skip(from).take(size).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_marked() {
        let of = |word, n| ngrams(word, n).collect::<Vec<_>>();
        assert_eq!(of("got", 3), ["^go", "got", "ot$"]);
        assert_eq!(of("rt", 6), ["^rt$"]);
        assert!(of("", 3).is_empty() && of("got", 0).is_empty());
    }
}
