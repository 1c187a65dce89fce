//! A few answers that are asked for again and again: the longest unused one makes room for the next.

use std::collections::HashMap;
use std::hash::Hash;

/// At most so many values by key.
#[derive(Debug)]
pub(crate) struct Recent<K, V> {
    most: usize,
    kept: HashMap<K, (V, u64)>,
    uses: u64,
}

impl<K: Eq + Hash + Clone, V> Recent<K, V> {
    /// Keeps so many.
    pub(crate) fn of(most: usize) -> Self {
        Self {
            most,
            kept: HashMap::new(),
            uses: 0,
        }
    }

    /// A value, which is the last used one then.
    pub(crate) fn get(&mut self, key: &K) -> Option<&V> {
        self.uses += 1;
        let (value, used) = self.kept.get_mut(key)?;
        *used = self.uses;
        Some(value)
    }

    /// Keeps a value.
    pub(crate) fn put(&mut self, key: K, value: V) {
        self.uses += 1;
        self.kept.insert(key, (value, self.uses));
        while self.kept.len() > self.most {
            let oldest = self.kept.iter().min_by_key(|(_, (_, used))| *used);
            let Some(oldest) = oldest.map(|(key, _)| key.clone()) else {
                return;
            };
            self.kept.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unused_goes_and_the_others_stay() {
        let mut recent = Recent::of(3);
        for n in 0..3 {
            recent.put(n, n * 10);
        }
        assert_eq!(recent.get(&0), Some(&0));
        recent.put(3, 30);
        assert_eq!(recent.get(&1), None);
        assert_eq!(
            [0, 2, 3].map(|n| recent.get(&n).copied()),
            [Some(0), Some(20), Some(30)]
        );
        recent.put(3, 31);
        assert_eq!(
            [0, 2, 3].map(|n| recent.get(&n).copied()),
            [Some(0), Some(20), Some(31)]
        );
    }
}
