//! A model as bytes: small, versioned, checked when read.

use super::calibrate::Calibration;
use super::model::Classifier;
use super::table::{Row, Table};
use super::terms::Terms;
use std::collections::BTreeMap;

/// First bytes of a model, its last digit the version of the format and of the features.
const MAGIC: &[u8] = b"naskah-route-1\n";
/// A model takes no more than this; the rarest features go first.
const MOST_BYTES: usize = 20_000_000;
/// More labels than any body has.
const MOST_LABELS: usize = 20_000;
/// Weights are kept as whole numbers up to this, times the scale of their row.
const FINEST: f32 = 127.0;

/// Why bytes are not a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Another kind of file, or made by another version.
    #[error("bukan model perutean versi ini; latih ulang dengan `lapor route train`")]
    Foreign,
    /// Cut off or changed.
    #[error("berkas model rusak; latih ulang dengan `lapor route train`")]
    Broken,
}

impl Classifier {
    /// The model in at most 20 MB. Weights are rounded to a 127th of the largest of their feature.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut rows: Vec<(u32, &Row)> = (0..).zip(self.table.rows()).collect();
        rows.sort_unstable_by_key(|(_, row)| row.bucket);
        let mut least = 2;
        let each = self.labels.len() + 12;
        let spare = MOST_BYTES
            .saturating_sub(4_000_000 + self.labels.iter().map(String::len).sum::<usize>());
        while rows.len() * each > spare && least < 1_000 {
            least += 1;
            rows.retain(|(_, row)| row.seen >= least);
        }
        let mut out = Vec::with_capacity(rows.len() * each + 1_000);
        out.extend_from_slice(MAGIC);
        put(&mut out, u64::from(self.reports));
        put_float(&mut out, self.calibration.temperature);
        put_float(&mut out, self.calibration.tilt);
        put_float(&mut out, self.calibration.doubt);
        put(&mut out, self.labels.len() as u64);
        for ((label, count), bias) in self.labels.iter().zip(&self.counts).zip(&self.bias) {
            put_text(&mut out, label);
            put_float(&mut out, *count);
            put_float(&mut out, *bias);
        }
        put(&mut out, rows.len() as u64);
        let mut before = 0;
        for (number, row) in rows {
            put(&mut out, u64::from(row.bucket - before));
            before = row.bucket;
            put(&mut out, u64::from(row.seen));
            put_half(&mut out, row.squares);
            put_weights(
                &mut out,
                self.table
                    .weights(number)
                    .get(..self.labels.len())
                    .unwrap_or_default(),
            );
        }
        let once: Vec<u32> = self.table.met_once().collect();
        put_buckets(&mut out, &once);
        put(&mut out, self.terms.by_bucket.len() as u64);
        for (bucket, word) in &self.terms.by_bucket {
            put(&mut out, u64::from(*bucket));
            put_text(&mut out, word);
        }
        let sum = checksum(&out);
        out.extend_from_slice(&sum.to_le_bytes());
        out
    }

    /// Reads what [`Classifier::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`ModelError`] where the bytes are something else, cut off or changed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::Foreign)?;
        let (_, sum) = bytes.split_last_chunk::<8>().ok_or(ModelError::Broken)?;
        let body = bytes
            .get(..bytes.len() - sum.len())
            .ok_or(ModelError::Broken)?;
        if u64::from_le_bytes(*sum) != checksum(body) {
            return Err(ModelError::Broken);
        }
        let rest = rest
            .get(..rest.len().saturating_sub(sum.len()))
            .ok_or(ModelError::Broken)?;
        Reader { rest }.model().ok_or(ModelError::Broken)
    }
}

/// Takes a model apart; nothing where the bytes end too early or say the impossible.
struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn model(mut self) -> Option<Classifier> {
        let reports = u32::try_from(self.number()?).ok()?;
        let temperature = self.float()?;
        let tilt = self.float()?;
        let doubt = self.float()?;
        let count = self.count()?;
        if count > MOST_LABELS || temperature <= 0.0 || !(0.0..=1.0).contains(&doubt) {
            return None;
        }
        let (mut labels, mut counts, mut bias) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..count {
            labels.push(self.text()?);
            counts.push(self.float()?);
            bias.push(self.float()?);
        }
        let mut table = Table::new(count);
        let mut bucket = 0_u32;
        for number in 0..self.count()? {
            bucket = bucket.checked_add(u32::try_from(self.number()?).ok()?)?;
            let seen = u32::try_from(self.number()?).ok()?;
            let squares = self.half()?;
            table.add(Row::new(bucket, seen, squares));
            let (_, weights) = table.row_mut(u32::try_from(number).ok()?)?;
            self.weights(weights.get_mut(..count)?)?;
        }
        let mut bucket = 0_u32;
        for _ in 0..self.count()? {
            bucket = bucket.checked_add(u32::try_from(self.number()?).ok()?)?;
            if table.find(bucket).is_none() {
                table.meet(bucket);
            }
        }
        let mut by_bucket = BTreeMap::new();
        for _ in 0..self.count()? {
            let bucket = u32::try_from(self.number()?).ok()?;
            by_bucket.insert(bucket, self.text()?);
        }
        self.rest.is_empty().then_some(Classifier {
            labels,
            counts,
            bias,
            table,
            reports,
            calibration: Calibration {
                temperature,
                tilt,
                doubt,
            },
            terms: Terms { by_bucket },
        })
    }

    fn take(&mut self, length: usize) -> Option<&[u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    /// A number as [`put`] writes it.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = *self.take(1)?.first()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// How many things follow: never more than there are bytes, so that nobody can ask for all memory.
    fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.rest.len()).then_some(count)
    }

    fn float(&mut self) -> Option<f32> {
        let bytes = self.take(4)?.first_chunk::<4>()?;
        Some(f32::from_le_bytes(*bytes)).filter(|number| number.is_finite())
    }

    fn half(&mut self) -> Option<f32> {
        let bytes = self.take(2)?.first_chunk::<2>()?;
        let number = f32::from_bits(u32::from(u16::from_le_bytes(*bytes)) << 16);
        Some(number).filter(|number| number.is_finite())
    }

    fn text(&mut self) -> Option<String> {
        let length = self.count()?;
        String::from_utf8(self.take(length)?.to_vec()).ok()
    }

    fn weights(&mut self, weights: &mut [f32]) -> Option<()> {
        let scale = self.half()?;
        let bytes = self.take(weights.len())?;
        for (weight, byte) in weights.iter_mut().zip(bytes) {
            *weight = f32::from(i8::from_le_bytes([*byte])) * scale;
        }
        Some(())
    }
}

/// Seven bits per byte, small numbers short.
fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_float(out: &mut Vec<u8>, number: f32) {
    out.extend_from_slice(&number.to_le_bytes());
}

/// The upper half of a float, rounded: two digits of a number, any size.
fn put_half(out: &mut Vec<u8>, number: f32) {
    let half = (number.to_bits().saturating_add(0x8000) >> 16) as u16;
    out.extend_from_slice(&half.to_le_bytes());
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn put_buckets(out: &mut Vec<u8>, buckets: &[u32]) {
    put(out, buckets.len() as u64);
    let mut before = 0;
    for &bucket in buckets {
        put(out, u64::from(bucket - before));
        before = bucket;
    }
}

fn put_weights(out: &mut Vec<u8>, weights: &[f32]) {
    let largest = weights
        .iter()
        .fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
    // The scale as it will be read, so that rounding it does not shift every weight.
    let scale = f32::from_bits((largest / FINEST).to_bits().saturating_add(0xffff) & 0xffff_0000);
    put_half(out, scale);
    for weight in weights {
        let whole = if scale > 0.0 {
            (weight / scale).round()
        } else {
            0.0
        };
        out.push((whole as i8).cast_unsigned());
    }
}

/// FNV-1a: finds damage, not malice.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
