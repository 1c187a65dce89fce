//! Counts of a row, packed into bytes: names in order, each with its codes and numbers.

/// A change of a number: its name, its code, and by how much. A number may be below zero: rows hold changes.
pub(crate) type Change<'a> = (&'a [u8], u32, i64);

/// A row with changes, which come in the order of names and codes, each once; none where the row is damaged. Nothing is kept of
/// what comes to nought.
///
/// For each name its length, itself, how many codes; for each code its distance from the one before and the number.
pub(crate) fn merged(mut row: &[u8], changes: &[Change<'_>]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(row.len() + 4 * changes.len());
    let groups = changes.chunk_by(|one, next| one.0 == next.0);
    let mut groups = groups
        .filter_map(|group| Some((group.first()?.0, group)))
        .peekable();
    let (mut codes, mut both) = (Vec::new(), Vec::new());
    while !row.is_empty() {
        let before = row;
        let name = one(&mut row, &mut codes)?;
        while let Some((new, group)) = groups.next_if(|(new, _)| *new < name) {
            put_name(
                &mut bytes,
                new,
                group.iter().map(|(_, code, n)| (*code, *n)),
            );
        }
        if let Some((_, group)) = groups.next_if(|(new, _)| *new == name) {
            join(&codes, group, &mut both);
            put_name(&mut bytes, name, both.iter().copied());
        } else {
            bytes.extend_from_slice(before.split_at_checked(before.len() - row.len())?.0);
        }
    }
    for (new, group) in groups {
        put_name(
            &mut bytes,
            new,
            group.iter().map(|(_, code, n)| (*code, *n)),
        );
    }
    Some(bytes)
}

/// Codes of a name with its changes, in order.
fn join(codes: &[(u32, i64)], changes: &[Change<'_>], both: &mut Vec<(u32, i64)>) {
    both.clear();
    let mut changes = changes.iter().map(|(_, code, n)| (*code, *n)).peekable();
    for (code, n) in codes {
        while let Some(new) = changes.next_if(|(new, _)| new < code) {
            both.push(new);
        }
        let more = changes.next_if(|(new, _)| new == code);
        both.push((*code, n + more.map_or(0, |(_, more)| more)));
    }
    both.extend(changes);
}

fn put_name(bytes: &mut Vec<u8>, name: &[u8], codes: impl Iterator<Item = (u32, i64)> + Clone) {
    let codes = codes.filter(|(_, n)| *n != 0);
    let count = codes.clone().count();
    if count == 0 {
        return;
    }
    put(bytes, name.len() as u64);
    bytes.extend_from_slice(name);
    put(bytes, count as u64);
    let mut before = 0;
    for (code, n) in codes {
        put(bytes, u64::from(code - before));
        put_signed(bytes, n);
        before = code;
    }
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

/// A number that [`put`] wrote, taken off the front. Most have one byte or two.
#[inline]
pub(crate) fn get(bytes: &mut &[u8]) -> Option<u64> {
    match **bytes {
        [one @ ..0x80, ref rest @ ..] => {
            *bytes = rest;
            Some(one.into())
        }
        [low, high @ ..0x80, ref rest @ ..] => {
            *bytes = rest;
            Some(u64::from(low & 0x7f) | u64::from(high) << 7)
        }
        _ => get_long(bytes),
    }
}

fn get_long(bytes: &mut &[u8]) -> Option<u64> {
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
#[inline]
pub(crate) fn get_signed(bytes: &mut &[u8]) -> Option<i64> {
    let n = get(bytes)?;
    Some((n >> 1) as i64 ^ -((n & 1) as i64))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn counts(bytes: &[u8]) -> Vec<(Vec<u8>, u32, i64)> {
        let mut all = Vec::new();
        assert!(each(bytes, |name, codes| {
            all.extend(codes.iter().map(|(code, n)| (name.to_vec(), *code, *n)));
        }));
        all
    }

    proptest! {
        #[test]
        fn rows_hold_the_sum_of_all_changes(
            batches in prop::collection::vec(prop::collection::vec((0usize..4, 0u32..5, -2i64..3), 0..20), 0..6)
        ) {
            const NAMES: [&[u8]; 4] = [b"", b"a", b"ab", b"b"];
            let (mut row, mut all) = (Vec::new(), BTreeMap::new());
            for batch in batches {
                let mut changes = BTreeMap::new();
                for (name, code, n) in batch {
                    *changes.entry((NAMES[name], code * 70_000)).or_insert(0) += n;
                    *all.entry((NAMES[name], code * 70_000)).or_insert(0) += n;
                }
                let changes: Vec<Change<'_>> =
                    changes.into_iter().map(|((name, code), n)| (name, code, n)).collect();
                row = merged(&row, &changes).unwrap();
            }
            let expected = all.into_iter().filter(|(_, n)| *n != 0);
            let expected: Vec<_> =
                expected.map(|((name, code), n)| (name.to_vec(), code, n)).collect();
            prop_assert_eq!(counts(&row), expected);
        }
    }

    #[test]
    fn what_is_packed_comes_out() {
        let changes: [Change<'_>; 4] = [
            (b"", 0, 1 << 40),
            (b"a", 1, 5),
            (b"a", 9_000_000, -3),
            (b"bb", u32::MAX, i64::MIN),
        ];
        let bytes = merged(&[], &changes).unwrap();
        let same = changes.map(|(name, code, n)| (name.to_vec(), code, n));
        assert_eq!(counts(&bytes), same);
        let back = changes.map(|(name, code, n)| (name, code, n.wrapping_neg()));
        assert_eq!(
            merged(&bytes, &back[..3]).map(|row| counts(&row).len()),
            Some(1)
        );
        let damaged = &bytes[..bytes.len() - 1];
        assert!(!each(damaged, |_, _| {}) && merged(damaged, &[]).is_none());
    }
}
