//! Small numbers as runs or packed bits ("RLE/bit-packing hybrid").

use crate::thrift::{put_varint, take_varint};

/// Bits that hold every number up to `most`; at least one, which every reader understands.
pub(crate) const fn width(most: u32) -> u32 {
    let bits = u32::BITS - most.leading_zeros();
    if bits == 0 { 1 } else { bits }
}

/// Definition levels (one bit each) as runs.
pub(crate) fn put_levels(levels: &[bool], out: &mut Vec<u8>) {
    for run in levels.chunk_by(|a, b| a == b) {
        put_varint((run.len() as u64) << 1, out);
        out.push(u8::from(run.first() == Some(&true)));
    }
}

/// Numbers of `width` bits, packed in one run: the lowest bits first, the last group of eight filled with zeros.
pub(crate) fn put_packed(numbers: &[u32], width: u32, out: &mut Vec<u8>) {
    if numbers.is_empty() {
        return;
    }
    let groups = numbers.len().div_ceil(8);
    put_varint((groups as u64) << 1 | 1, out);
    let end = out.len() + groups * width as usize;
    let (mut held, mut bits) = (0_u64, 0);
    for number in numbers {
        held |= u64::from(*number) << bits;
        bits += width;
        while bits >= 8 {
            out.push((held & 0xff) as u8);
            held >>= 8;
            bits -= 8;
        }
    }
    if bits > 0 {
        out.push((held & 0xff) as u8);
    }
    out.resize(end, 0);
}

/// Reads `count` numbers of `width` bits; `None` where the bytes end before.
pub(crate) fn take(mut bytes: &[u8], width: u32, count: usize) -> Option<Vec<u32>> {
    let mut numbers = Vec::with_capacity(count);
    while numbers.len() < count {
        let header = take_varint(&mut bytes)?;
        if header & 1 == 0 {
            let run = usize::try_from(header >> 1).ok()?;
            let (held, rest) = bytes.split_at_checked(width.div_ceil(8) as usize)?;
            let number = held
                .iter()
                .rev()
                .fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
            numbers.extend(std::iter::repeat_n(number, run.min(count - numbers.len())));
            bytes = rest;
            if run == 0 {
                return None;
            }
            continue;
        }
        let groups = usize::try_from(header >> 1).ok()?;
        let (held, rest) = bytes.split_at_checked(groups.checked_mul(width as usize)?)?;
        bytes = rest;
        let wanted = (groups * 8).min(count - numbers.len());
        if groups == 0 {
            return None;
        }
        let bit = |at: usize| {
            held.get(at / 8)
                .map_or(0, |byte| u32::from(byte >> (at % 8) & 1))
        };
        for n in 0..wanted {
            let first = n * width as usize;
            numbers.push((0..width as usize).fold(0, |sum, b| sum | bit(first + b) << b));
        }
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again() {
        for most in [0_u32, 1, 2, 7, 8, 300, 70_000] {
            let numbers: Vec<u32> = (0..37).map(|n| n * 7919 % (most + 1)).collect();
            let mut out = Vec::new();
            put_packed(&numbers, width(most), &mut out);
            assert_eq!(
                take(&out, width(most), 37).as_deref(),
                Some(&numbers[..]),
                "{most}"
            );
        }
        let levels = [true, true, false, true];
        let mut out = Vec::new();
        put_levels(&levels, &mut out);
        assert_eq!(take(&out, 1, 4), Some(vec![1, 1, 0, 1]));
        assert_eq!(take(&out, 1, 5), None, "no more than was written");
    }
}
