//! Walking two sketches side by side.

use super::places::SpotKind;
use super::sketch::{
    FILLER, HashedSpot, IN_ADDRESS, IN_TEXT, MATTER, Mark, PAIR, PLACE, STEPS, Sketch,
};

/// A place word heavier than this is more than a direction or a region's name.
const NAMED: f32 = 4.0;

#[derive(Default)]
pub(super) struct Cosine {
    dot: f32,
    a: f32,
    b: f32,
}

impl Cosine {
    pub(super) fn cosine(&self) -> f32 {
        let norm = (self.a * self.b).sqrt();
        if norm > 0.0 { self.dot / norm } else { 0.0 }
    }
}

#[derive(Default)]
pub(super) struct Share {
    part: f32,
    whole: f32,
}

impl Share {
    pub(super) fn share(&self) -> f32 {
        if self.whole > 0.0 {
            self.part / self.whole
        } else {
            0.0
        }
    }
}

#[derive(Default)]
pub(super) struct Common {
    pub(super) what: Cosine,
    pub(super) all: Cosine,
    pub(super) names: Cosine,
    pub(super) reach_a: Share,
    pub(super) reach_b: Share,
    pub(super) proof: f32,
    pub(super) matter: usize,
    pub(super) matters_a: usize,
    pub(super) matters_b: usize,
    pub(super) places_a: bool,
    pub(super) places_b: bool,
}

/// One walk over two sorted lists.
pub(super) fn walk(a: &[Mark], b: &[Mark]) -> Common {
    let mut common = Common::default();
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    loop {
        let (one, other) = match (left.peek(), right.peek()) {
            (None, None) => return common,
            (Some(_), None) => (left.next(), None),
            (None, Some(_)) => (None, right.next()),
            (Some(x), Some(y)) => match x.hash.cmp(&y.hash) {
                std::cmp::Ordering::Less => (left.next(), None),
                std::cmp::Ordering::Greater => (None, right.next()),
                std::cmp::Ordering::Equal => (left.next(), right.next()),
            },
        };
        common.take(one, other);
    }
}

impl Common {
    fn take(&mut self, a: Option<&Mark>, b: Option<&Mark>) {
        let flags = a.or(b).map_or(0, |mark| mark.flags);
        let is = |mark: Option<&Mark>, flag: u8| mark.is_some_and(|mark| mark.flags & flag != 0);
        let weight = |mark: Option<&Mark>| mark.map_or(0.0, |mark| f32::from(mark.weight) / STEPS);
        let (x, y) = (weight(a), weight(b));
        let place = is(a, PLACE) || is(b, PLACE);
        if flags & PAIR == 0 {
            self.all.dot += x * y;
            self.all.a += x * x;
            self.all.b += y * y;
            if !place {
                let (x, y) = (
                    if is(a, IN_TEXT) { x } else { 0.0 },
                    if is(b, IN_TEXT) { y } else { 0.0 },
                );
                self.what.dot += x * y;
                self.what.a += x * x;
                self.what.b += y * y;
                if !is(a, FILLER) {
                    self.proof += x.min(y);
                }
            }
            self.matters_a += usize::from(is(a, MATTER));
            self.matters_b += usize::from(is(b, MATTER));
            self.matter += usize::from(is(a, MATTER) && is(b, MATTER));
        }
        if place {
            self.names.dot += x * y;
            self.names.a += x * x;
            self.names.b += y * y;
            self.places_a |= is(a, PLACE) && x > NAMED;
            self.places_b |= is(b, PLACE) && y > NAMED;
            let both = a.is_some() && b.is_some();
            for (mark, share, weight) in [(a, &mut self.reach_a, x), (b, &mut self.reach_b, y)] {
                if is(mark, PLACE) && is(mark, IN_ADDRESS) && !is(mark, PAIR) {
                    share.whole += weight;
                    share.part += if both { weight } else { 0.0 };
                }
            }
        }
    }
}

pub(super) fn letters(a: &[i8], b: &[i8]) -> f32 {
    let mut sum = Cosine::default();
    for (&x, &y) in a.iter().zip(b) {
        let (x, y) = (f32::from(x), f32::from(y));
        sum.dot += x * y;
        sum.a += x * x;
        sum.b += y * y;
    }
    sum.cosine().max(0.0)
}

#[derive(Default)]
pub(super) struct Spots {
    pub(super) street: f32,
    pub(super) other_street: f32,
    pub(super) house: f32,
    pub(super) ward: f32,
    pub(super) other_ward: f32,
    pub(super) other_person: f32,
}

impl Spots {
    pub(super) fn of(a: &Sketch, b: &Sketch) -> Self {
        let meet = |kind| Meeting::of(kind, &a.spots, &b.spots);
        let (street, way) = (meet(SpotKind::Street), meet(SpotKind::Way));
        let (rt, rw) = (meet(SpotKind::Rt), meet(SpotKind::Rw));
        // An RT's number means nothing without its RW.
        let ward = match (rw.same > 0.0, rw.other, rt.same > 0.0, rt.other) {
            (_, true, ..) => 0.0,
            (true, _, true, _) => 1.0,
            (true, _, _, false) | (false, _, true, _) => 0.5,
            _ => 0.0,
        };
        Self {
            street: street.same,
            other_street: f32::from(street.same == 0.0 && (street.other || way.other)),
            house: meet(SpotKind::House).same,
            ward,
            other_ward: f32::from(rw.other || rt.other),
            other_person: f32::from(meet(SpotKind::Person).other),
        }
    }
}

/// Whether spots of one kind agree or differ on a name that both have.
#[derive(Default)]
struct Meeting {
    /// Share of the shorter list that the other has too: one of a list of ten places is little.
    same: f32,
    other: bool,
}

impl Meeting {
    fn of(kind: SpotKind, a: &[HashedSpot], b: &[HashedSpot]) -> Self {
        let of_kind = |spots: &[HashedSpot]| {
            let from = spots.partition_point(|spot| spot.kind < kind as u8);
            let to = spots.partition_point(|spot| spot.kind <= kind as u8);
            from..to
        };
        let (Some(a), Some(b)) = (a.get(of_kind(a)), b.get(of_kind(b))) else {
            return Self::default();
        };
        let shorter = a.len().min(b.len());
        let same = a
            .iter()
            .filter(|spot| b.binary_search(spot).is_ok())
            .count();
        Self {
            same: if shorter == 0 {
                0.0
            } else {
                same as f32 / shorter as f32
            },
            other: same == 0 && a.iter().any(|x| b.iter().any(|y| x.anchor == y.anchor)),
        }
    }
}
