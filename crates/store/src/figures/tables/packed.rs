//! Counts of a row, packed into bytes: names in order, each with its codes and numbers.

use std::ops::Range;

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
    let (mut known, mut both) = (Vec::new(), Vec::new());
    while !row.is_empty() {
        let before = row;
        let (name, packed) = take_name(&mut row)?;
        while let Some((new, group)) = groups.next_if(|(new, _)| *new < name) {
            put_name(
                &mut bytes,
                new,
                group.iter().map(|(_, code, n)| (*code, *n)),
            );
        }
        if let Some((_, group)) = groups.next_if(|(new, _)| *new == name) {
            known.clear();
            codes(packed, |code, n| known.push((code, n)))?;
            join(&known, group, &mut both);
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

/// The sum of some rows; none where one is damaged.
pub(crate) fn sum<'a>(rows: impl Iterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut sum = Vec::new();
    for mut row in rows {
        let mut changes: Vec<Change<'_>> = Vec::new();
        while !row.is_empty() {
            let (name, packed) = take_name(&mut row)?;
            codes(packed, |code, n| changes.push((name, code, n)))?;
        }
        sum = merged(&sum, &changes)?;
    }
    Some(sum)
}

/// Hands each name with its codes and numbers over; false where the bytes are damaged.
pub(crate) fn each(bytes: &[u8], mut take: impl FnMut(&[u8], &[(u32, i64)])) -> bool {
    let mut known = Vec::new();
    let is_whole = each_name(bytes, |name, place| {
        known.clear();
        codes(bytes.get(place)?, |code, n| known.push((code, n)))?;
        take(name, &known);
        Some(())
    });
    is_whole.is_some()
}

/// Hands each name over, and where its packed codes are; none where the bytes are damaged or `take` tells none.
pub(crate) fn each_name(
    bytes: &[u8],
    mut take: impl FnMut(&[u8], Range<usize>) -> Option<()>,
) -> Option<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let (name, packed) = take_name(&mut rest)?;
        let end = bytes.len() - rest.len();
        take(name, end - packed.len()..end)?;
    }
    Some(())
}

/// A name and its packed codes, taken off the front.
fn take_name<'a>(bytes: &mut &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
    let len = usize::try_from(get(bytes)?).ok()?;
    let (name, mut rest) = bytes.split_at_checked(len)?;
    let count = usize::try_from(get(&mut rest)?).ok()?;
    let len = len_of(rest, count.checked_mul(2)?)?;
    let (packed, rest) = rest.split_at_checked(len)?;
    *bytes = rest;
    Some((name, packed))
}

/// How many bytes so many numbers take; none where there are fewer. Eight bytes at a time are asked how many numbers end in them.
fn len_of(bytes: &[u8], mut count: usize) -> Option<usize> {
    let (words, _) = bytes.as_chunks::<8>();
    let mut len = 0;
    for word in words {
        let ends = (!u64::from_le_bytes(*word) & 0x8080_8080_8080_8080) >> 7;
        let ends = ends.wrapping_mul(0x0101_0101_0101_0101) >> 56;
        let ends = usize::try_from(ends).ok()?;
        if ends >= count {
            break;
        }
        count -= ends;
        len += 8;
    }
    if count == 0 {
        return Some(len);
    }
    let rest = bytes.get(len..)?.iter();
    let mut ends = rest.zip(1..).filter(|(byte, _)| **byte < 0x80);
    ends.nth(count - 1).map(|(_, more)| len + more)
}

/// Hands over packed codes with their numbers, in order; none where they are damaged.
#[inline]
pub(crate) fn codes(mut bytes: &[u8], mut take: impl FnMut(u32, i64)) -> Option<()> {
    let mut code = 0_u32;
    while !bytes.is_empty() {
        let (more, n) = match short(bytes) {
            Some((more, n, rest)) => {
                bytes = rest;
                (more, n)
            }
            None => (u32::try_from(get(&mut bytes)?).ok()?, get(&mut bytes)?),
        };
        code = code.checked_add(more)?;
        take(code, signed(n));
    }
    Some(())
}

/// A distance of one byte or two and a number of one byte, as nearly all are: which of both it is costs no branch, as nobody
/// could guess it. None where they are longer, or the last ones.
#[inline]
fn short(bytes: &[u8]) -> Option<(u32, u64, &[u8])> {
    let word = u32::from_le_bytes(*bytes.first_chunk::<4>()?);
    let is_two = word >> 7 & 1;
    let high = word >> 8 & 0xff & is_two.wrapping_neg();
    let n = word >> (8 + 8 * is_two) & 0xff;
    let rest = bytes.get(if is_two == 1 { 3 } else { 2 }..)?;
    ((high | n) < 0x80).then_some((word & 0x7f | high << 7, n.into(), rest))
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
    get(bytes).map(signed)
}

const fn signed(n: u64) -> i64 {
    (n >> 1) as i64 ^ -((n & 1) as i64)
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

    fn twice(row: &[u8]) -> Option<Vec<u8>> {
        let all = counts(row);
        let changes: Vec<Change<'_>> = all
            .iter()
            .map(|(name, code, n)| (&**name, *code, 2 * n))
            .collect();
        merged(&[], &changes)
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
            prop_assert_eq!(sum([&row[..], &[], &row].into_iter()), twice(&row));
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
        assert_eq!(sum([&bytes[..], damaged].into_iter()), None);
    }
}
