//! Counts of a row, packed into bytes: names in order, each with its codes and numbers.

use std::collections::BTreeMap;

/// Numbers by name and code. A number may be below zero: rows hold changes.
pub(crate) type Counts = BTreeMap<Vec<u8>, BTreeMap<u32, i64>>;

/// Adds to a number; nothing is kept of what comes to nought.
pub(crate) fn add(counts: &mut Counts, name: &[u8], code: u32, n: i64) {
    if n == 0 {
        return;
    }
    let codes = match counts.get_mut(name) {
        Some(codes) => codes,
        None => counts.entry(name.to_vec()).or_default(),
    };
    let number = codes.entry(code).or_default();
    *number += n;
    if *number == 0 {
        codes.remove(&code);
        if codes.is_empty() {
            counts.remove(name);
        }
    }
}

/// Counts as bytes: for each name its length, itself, how many codes; for each code its distance from the one before
/// and the number.
pub(crate) fn pack(counts: &Counts) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, codes) in counts {
        put(&mut bytes, name.len() as u64);
        bytes.extend_from_slice(name);
        put(&mut bytes, codes.len() as u64);
        let mut before = 0;
        for (code, n) in codes {
            put(&mut bytes, u64::from(code - before));
            put_signed(&mut bytes, *n);
            before = *code;
        }
    }
    bytes
}

/// Hands each name with its codes and numbers over; false where the bytes are damaged.
pub(crate) fn each(mut bytes: &[u8], mut take: impl FnMut(&[u8], &[(u32, i64)])) -> bool {
    let mut codes = Vec::new();
    while !bytes.is_empty() {
        match one(&mut bytes, &mut codes) {
            Some(name) => take(name, &codes),
            None => return false,
        }
    }
    true
}

fn one<'a>(bytes: &mut &'a [u8], codes: &mut Vec<(u32, i64)>) -> Option<&'a [u8]> {
    codes.clear();
    let len = usize::try_from(get(bytes)?).ok()?;
    let (name, rest) = bytes.split_at_checked(len)?;
    *bytes = rest;
    let count = get(bytes)?;
    let mut code = 0_u32;
    for _ in 0..count {
        code = code.checked_add(u32::try_from(get(bytes)?).ok()?)?;
        codes.push((code, get_signed(bytes)?));
    }
    Some(name)
}

/// Seven bits to a byte, the lowest first.
pub(crate) fn put(bytes: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        bytes.push(n as u8 | 0x80);
        n >>= 7;
    }
    bytes.push(n as u8);
}

/// A number that [`put`] wrote, taken off the front.
pub(crate) fn get(bytes: &mut &[u8]) -> Option<u64> {
    let mut n = 0;
    for at in 0..10 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        n |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some(n);
        }
    }
    None
}

/// The same of a number that may be below zero: small ones take few bytes, whatever their sign.
pub(crate) fn put_signed(bytes: &mut Vec<u8>, n: i64) {
    put(bytes, (n << 1 ^ n >> 63) as u64);
}

/// A number that [`put_signed`] wrote.
pub(crate) fn get_signed(bytes: &mut &[u8]) -> Option<i64> {
    let n = get(bytes)?;
    Some((n >> 1) as i64 ^ -((n & 1) as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out() {
        let mut counts = Counts::new();
        for (name, code, n) in [
            (&b"a"[..], 1, 5),
            (b"a", 9_000_000, -3),
            (b"", 0, 1 << 40),
            (b"bb", u32::MAX, i64::MIN),
        ] {
            add(&mut counts, name, code, n);
        }
        add(&mut counts, b"gone", 1, 2);
        add(&mut counts, b"gone", 1, -2);
        let bytes = pack(&counts);
        let mut again = Counts::new();
        assert!(each(&bytes, |name, codes| for (code, n) in codes {
            add(&mut again, name, *code, *n);
        }));
        assert_eq!((again.len(), again), (3, counts));
        assert!(!each(&bytes[..bytes.len() - 1], |_, _| {}));
    }
}
