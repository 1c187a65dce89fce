//! Repeatable choices: the same seed gives the same demonstration on every machine and for ever.
//!
//! A generator of our own, because the streams of general libraries may change between their versions.

/// SplitMix64: small, even, and fixed by its three constants. Not for secrets.
#[derive(Debug, Clone)]
pub struct Choices {
    state: u64,
}

impl Choices {
    /// Choices for a seed and a subject; other subjects are unrelated.
    pub fn new(seed: u64, subject: &str) -> Self {
        // FNV-1a spreads the subject over the state.
        let mixed = subject
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Self {
            state: mixed ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15),
        }
    }

    /// The next 64 bits.
    pub fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`; 0 when `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        match u64::try_from(bound) {
            Ok(bound @ 1..) => (self.number() % bound) as usize,
            _ => 0,
        }
    }

    /// True in about `percent` of a hundred calls.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these; `None` of nothing.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }

    /// A place in `weights`, in proportion to them; 0 when all are zero.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut rest = self.below(weights.iter().map(|&weight| weight as usize).sum());
        for (place, &weight) in weights.iter().enumerate() {
            if rest < weight as usize {
                return place;
            }
            rest -= weight as usize;
        }
        0
    }

    /// Puts items into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_fixed() {
        let mut choices = Choices::new(7, "jalan");
        let first = [choices.number(), choices.number()];
        let mut again = Choices::new(7, "jalan");
        assert_eq!(first, [again.number(), again.number()]);
        assert_ne!(first[0], Choices::new(8, "jalan").number());
        assert_ne!(first[0], Choices::new(7, "parit").number());
    }

    #[test]
    fn weights_are_followed() {
        let mut choices = Choices::new(1, "weights");
        let mut counts = [0_u32; 3];
        for _ in 0..4000 {
            counts[choices.weighted(&[1, 0, 3])] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!((800..1200).contains(&counts[0]), "{counts:?}");
        assert_eq!(choices.weighted(&[]), 0);
    }
}
