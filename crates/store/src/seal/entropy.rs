//! Randomness as an argument: the operating system's in service, a seeded stream in tests and demonstrations.

use chacha20::ChaCha20Rng;
use chacha20::rand_core::{Rng as _, SeedableRng as _};
use zeroize::Zeroizing;

/// A source of random bytes.
pub trait Entropy: Send {
    /// Overwrites all of `bytes`.
    fn fill(&mut self, bytes: &mut [u8]);
}

/// Convenience for every source: fixed-size draws.
impl dyn Entropy + '_ {
    /// `N` random bytes that are wiped after use.
    pub fn secret<const N: usize>(&mut self) -> Zeroizing<[u8; N]> {
        let mut bytes = Zeroizing::new([0; N]);
        self.fill(bytes.as_mut_slice());
        bytes
    }

    /// `N` random bytes.
    pub fn array<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// 64 random bits.
    pub fn number(&mut self) -> u64 {
        u64::from_le_bytes(self.array())
    }
}

/// The operating system's generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    #[expect(
        clippy::panic,
        clippy::disallowed_methods,
        reason = "the one place where randomness enters; without it no key may be made, so the change is rolled back"
    )]
    fn fill(&mut self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            panic!("sistem operasi tidak memberi angka acak: {error}");
        }
    }
}

/// ChaCha20 from a seed: the same seed gives the same bytes on every machine. Never for real reports.
#[derive(Debug)]
pub struct SeededEntropy(ChaCha20Rng);

impl SeededEntropy {
    /// A stream that is a function of `seed` alone.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_one_stream() {
        let draw =
            |seed| -> [u8; 40] { (&mut SeededEntropy::new(seed) as &mut dyn Entropy).array() };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn the_system_gives_different_bytes_each_time() {
        let source: &mut dyn Entropy = &mut OsEntropy;
        assert_ne!(source.array::<32>(), source.array::<32>());
    }
}
