//! The caller's secret, and the keyed hash (SipHash-2-4) that everything kept from a text goes through.

/// A secret of 128 bits. Without it a sketch or a key cannot be matched with a guessed word; with another one nothing
/// matches any more, so it has to be kept as long as the sketches are.
#[derive(Clone)]
pub struct Key {
    k0: u64,
    k1: u64,
}

/// What a hash is about, so that the same bytes in two roles never give the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Word = 1,
    Pair,
    Number,
    Gram,
    Verbatim,
    Village,
    District,
    Cell,
    Shingle,
    Band,
}

impl Key {
    /// The key made of these 16 secret bytes.
    pub fn new(secret: [u8; 16]) -> Self {
        let whole = u128::from_le_bytes(secret);
        Self {
            k0: whole as u64,
            k1: (whole >> 64) as u64,
        }
    }

    pub(super) fn hash(&self, role: Role, bytes: &[u8]) -> u64 {
        let mut state = State {
            v0: self.k0 ^ 0x736f_6d65_7073_6575,
            // The role goes where the standard has nothing: it is as good as a first byte, and costs none.
            v1: self.k1 ^ 0x646f_7261_6e64_6f6d ^ role as u64,
            v2: self.k0 ^ 0x6c79_6765_6e65_7261,
            v3: self.k1 ^ 0x7465_6462_7974_6573 ^ ((role as u64) << 32),
        };
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            state.absorb(u64::from_le_bytes(*word));
        }
        let last = rest
            .iter()
            .rev()
            .fold(0_u64, |sum, &byte| (sum << 8) | u64::from(byte));
        state.absorb(last | ((bytes.len() as u64) << 56));
        state.finish()
    }

    /// The hash cut to what a sketch keeps of one feature.
    pub(super) fn short(&self, role: Role, bytes: &[u8]) -> u32 {
        self.hash(role, bytes) as u32
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}

struct State {
    v0: u64,
    v1: u64,
    v2: u64,
    v3: u64,
}

impl State {
    fn absorb(&mut self, word: u64) {
        self.v3 ^= word;
        self.round();
        self.round();
        self.v0 ^= word;
    }

    fn finish(mut self) -> u64 {
        self.v2 ^= 0xff;
        for _ in 0..4 {
            self.round();
        }
        self.v0 ^ self.v1 ^ self.v2 ^ self.v3
    }

    fn round(&mut self) {
        self.v0 = self.v0.wrapping_add(self.v1);
        self.v1 = self.v1.rotate_left(13) ^ self.v0;
        self.v0 = self.v0.rotate_left(32);
        self.v2 = self.v2.wrapping_add(self.v3);
        self.v3 = self.v3.rotate_left(16) ^ self.v2;
        self.v0 = self.v0.wrapping_add(self.v3);
        self.v3 = self.v3.rotate_left(21) ^ self.v0;
        self.v2 = self.v2.wrapping_add(self.v1);
        self.v1 = self.v1.rotate_left(17) ^ self.v2;
        self.v2 = self.v2.rotate_left(32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_keys_and_lengths_are_told_apart() {
        let key = Key::new([7; 16]);
        let one = key.hash(Role::Word, b"lampu");
        assert_eq!(one, Key::new([7; 16]).hash(Role::Word, b"lampu"));
        assert_ne!(one, key.hash(Role::Pair, b"lampu"));
        assert_ne!(one, Key::new([8; 16]).hash(Role::Word, b"lampu"));
        assert_ne!(key.hash(Role::Word, b""), key.hash(Role::Word, b"\0"));
        assert_eq!(format!("{key:?}"), "Key(..)");
    }

    #[test]
    fn it_is_siphash_where_the_standard_can_be_asked() {
        // The test vector of the SipHash paper: key 00..0f, message 00..0e.
        let secret = std::array::from_fn(|i| i as u8);
        let message: Vec<u8> = (0..15).collect();
        let key = Key::new(secret);
        let mut state = State {
            v0: key.k0 ^ 0x736f_6d65_7073_6575,
            v1: key.k1 ^ 0x646f_7261_6e64_6f6d,
            v2: key.k0 ^ 0x6c79_6765_6e65_7261,
            v3: key.k1 ^ 0x7465_6462_7974_6573,
        };
        state.absorb(0x0706_0504_0302_0100);
        state.absorb(0x0f0e_0d0c_0b0a_0908 & 0x00ff_ffff_ffff_ffff | (15 << 56));
        assert_eq!(state.finish(), 0xa129_ca61_49be_45e5);
        assert_eq!(message.len(), 15);
    }
}
