//! The lists made ready to be looked up: a number for each word, a tree of phrases, pairs of near words.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

pub(super) use super::list::Entry;
use super::list::{List, Pattern, Speaks};
use super::{data, tokens};

/// A short, fixed hash. The tables never grow by what people send, so nobody can crowd them.
#[derive(Default)]
pub(super) struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0.rotate_left(26) ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A table of fixed or bounded size.
pub(super) type Table<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

/// A word's number.
pub(super) type Word = u32;
/// A place in the tree of phrases; 0 is its root.
pub(super) type Node = u32;

/// Lists made ready.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// The functions of the list.
    pub(super) functions: Vec<Entry>,
    /// The written lines; what matched is named by its place here.
    pub(super) lines: Vec<Speaks>,
    words: Table<String, Word>,
    branches: Table<(Node, Word), Node>,
    ends: Vec<Vec<u32>>,
    near: Table<(Word, Word), Vec<u32>>,
    /// By word: whether a pair has it.
    paired: Vec<bool>,
    /// What could not be read. A test holds this empty.
    #[cfg(test)]
    pub(super) problems: Vec<String>,
}

/// The lists that reports are read with.
pub(super) fn reports() -> &'static Lexicon {
    static REPORTS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(functions_list()));
    &REPORTS
}

/// The lists that names of units are read with.
pub(super) fn units() -> &'static Lexicon {
    static UNITS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(names_list(data::UNITS)));
    &UNITS
}

/// The lists that names of categories are read with.
pub(super) fn categories() -> &'static Lexicon {
    static CATEGORIES: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::new(names_list(data::CATEGORIES)));
    &CATEGORIES
}

fn functions_list() -> List {
    let mut list = List::default();
    list.read(data::PHRASING, false);
    for file in data::FUNCTIONS {
        list.read(file, true);
    }
    list
}

/// The same functions with the words of `names` only.
fn names_list(names: &str) -> List {
    let mut list = functions_list();
    list.lines.clear();
    list.read(names, false);
    list
}

impl Lexicon {
    fn new(list: List) -> Self {
        let mut lexicon = Self {
            functions: list.entries,
            ends: vec![Vec::new()],
            #[cfg(test)]
            problems: list.problems,
            ..Self::default()
        };
        for (speaks, pattern) in list.lines {
            let line = u32::try_from(lexicon.lines.len()).unwrap_or(u32::MAX);
            lexicon.lines.push(speaks);
            match pattern {
                Pattern::Phrase(positions) => lexicon.add_phrase(line, &positions),
                Pattern::Near(left, right) => lexicon.add_near(line, &left, &right),
            }
        }
        lexicon.add_spellings(data::SPELLINGS);
        lexicon
    }

    /// The number of the word that `written` stands for.
    pub(super) fn word(&self, written: &str) -> Option<Word> {
        tokens::first_known(written, |form| self.words.get(form).copied())
    }

    /// One step down the tree of phrases.
    pub(super) fn step(&self, node: Node, word: Word) -> Option<Node> {
        self.branches.get(&(node, word)).copied()
    }

    /// The lines whose phrase ends at this node.
    pub(super) fn ending_at(&self, node: Node) -> &[u32] {
        self.ends.get(node as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether the word is part of any pair.
    pub(super) fn is_paired(&self, word: Word) -> bool {
        self.paired.get(word as usize).copied().unwrap_or(false)
    }

    /// The lines that want these two words near each other.
    pub(super) fn near(&self, one: Word, other: Word) -> &[u32] {
        self.near
            .get(&(one.min(other), one.max(other)))
            .map_or(&[], Vec::as_slice)
    }

    fn number(&mut self, word: &str) -> Word {
        if let Some(&number) = self.words.get(word) {
            return number;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.insert(word.to_owned(), number);
        self.paired.push(false);
        number
    }

    fn add_phrase(&mut self, line: u32, positions: &[Vec<String>]) {
        let mut nodes = vec![0];
        for alternatives in positions {
            let mut next = Vec::new();
            for word in alternatives {
                let word = self.number(word);
                for &node in &nodes {
                    next.push(self.branch(node, word));
                }
            }
            nodes = next;
        }
        for node in nodes {
            if let Some(end) = self.ends.get_mut(node as usize)
                && !end.contains(&line)
            {
                end.push(line);
            }
        }
    }

    fn branch(&mut self, node: Node, word: Word) -> Node {
        let fresh = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let branch = *self.branches.entry((node, word)).or_insert(fresh);
        if branch == fresh {
            self.ends.push(Vec::new());
        }
        branch
    }

    fn add_near(&mut self, line: u32, left: &[String], right: &[String]) {
        for one in left {
            let one = self.number(one);
            for other in right {
                let other = self.number(other);
                for word in [one, other] {
                    if let Some(paired) = self.paired.get_mut(word as usize) {
                        *paired = true;
                    }
                }
                let lines = self
                    .near
                    .entry((one.min(other), one.max(other)))
                    .or_default();
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
    }

    /// Spellings come last: a word of the lists keeps its own number.
    fn add_spellings(&mut self, text: &str) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((word, spellings)) = line.split_once(':') else {
                continue;
            };
            let Some(&number) = self.words.get(word.trim()) else {
                continue;
            };
            for spelling in spellings.split_whitespace() {
                self.words.entry(spelling.to_owned()).or_insert(number);
            }
        }
    }
}
