//! What a text and an address say of the place: names, and the numbers and directions that hang on them.
//!
//! "Same words, other street" is the commonest false twin, and streets differ by a number or a direction more often
//! than by a name: Mawar IV and Mawar VII, Mawar Utara and Mawar Selatan.

use std::collections::HashSet;

use super::lexicon;
use super::tokens::{Gap, Token, roman};

/// What kind of thing hangs on a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SpotKind {
    /// Number of a street or lane.
    Street = 0,
    /// House number.
    House = 1,
    /// Number of a rukun tetangga.
    Rt = 2,
    /// Number of a rukun warga.
    Rw = 3,
    /// A direction that is part of a street's name.
    Way = 4,
    /// A number as long as those of identity and family cards: whom it is about.
    Person = 5,
}

/// A number or direction, and the name it hangs on (empty for RT and RW).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) kind: SpotKind,
    pub(super) anchor: String,
    pub(super) value: String,
}

/// The place words of one text.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Indexes of tokens that name a place.
    pub(super) names: HashSet<usize>,
    /// Indexes of tokens whose predecessor belongs to the same name.
    pub(super) joined: HashSet<usize>,
    pub(super) spots: Vec<Spot>,
}

/// How many words after "jalan" can belong to its name.
const REACH: usize = 4;
/// More numbers than these tell nothing more.
const MAX_SPOTS: usize = 40;

/// Reads the place words. In an address every word that is not ordinary is one; in running text only those behind a
/// word that announces a place.
pub(super) fn places(tokens: &[Token], address: bool) -> Places {
    let mut reader = Reader {
        address,
        left: 0,
        name: None,
        before: Before::Nothing,
        out: Places::default(),
    };
    for (i, token) in tokens.iter().enumerate() {
        reader.read(i, token);
    }
    reader.out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Name,
    Marker,
    House,
    Rt,
    Rw,
    Street,
    Blok,
}

struct Reader {
    address: bool,
    left: usize,
    name: Option<String>,
    before: Before,
    out: Places,
}

impl Reader {
    fn read(&mut self, i: usize, token: &Token) {
        let in_list = self.before == Before::Street && token.gap == Gap::List;
        if token.gap == Gap::Hard || token.gap == Gap::List && !in_list {
            self.close();
        }
        let word = token.text.as_str();
        let open = self.address || self.left > 0;
        self.left = self.left.saturating_sub(1);
        let number = if token.is_number() {
            Some(word.to_owned())
        } else {
            // A lone I, V or X is a number only behind a name.
            roman(word)
                .filter(|_| word.len() > 1 || matches!(self.before, Before::Name | Before::Marker))
                .filter(|_| open)
                .map(|number| number.to_string())
        };
        self.before = match (number, word) {
            (Some(number), _) => self.number(number, token.gap, open),
            (None, "rt") => Before::Rt,
            (None, "rw") => Before::Rw,
            (None, "no" | "nomor" | "nmr" | "nomer") => Before::House,
            (None, "blok" | "block" | "blk") => Before::Blok,
            (None, "gang" | "gg") => {
                self.left = REACH;
                Before::Marker
            }
            (None, word) if announces(word) => {
                self.close();
                self.left = REACH;
                Before::Marker
            }
            (None, word) if self.before == Before::Blok && word.len() <= 2 => {
                self.spot(SpotKind::Street, Some("blok".to_owned()), word.to_owned());
                Before::Street
            }
            (None, word) => self.word(i, word, open),
        };
    }

    fn number(&mut self, number: String, gap: Gap, open: bool) -> Before {
        if number.len() >= 15 {
            self.spot(SpotKind::Person, None, number);
            return Before::Nothing;
        }
        match self.before {
            Before::Rt => self.spot(SpotKind::Rt, None, number),
            Before::Rw => self.spot(SpotKind::Rw, None, number),
            Before::House => self.spot(SpotKind::House, self.name.clone(), number),
            Before::Street if gap == Gap::Slash => {
                self.spot(SpotKind::House, self.name.clone(), number);
            }
            Before::Blok => {
                self.spot(SpotKind::Street, Some("blok".to_owned()), number);
                return Before::Street;
            }
            Before::Name | Before::Marker | Before::Street if open => {
                let anchor = self.name.clone().unwrap_or_else(|| "gang".to_owned());
                self.spot(SpotKind::Street, Some(anchor), number);
                return Before::Street;
            }
            _ => {}
        }
        Before::Nothing
    }

    fn word(&mut self, i: usize, word: &str, open: bool) -> Before {
        if !open {
            return Before::Nothing;
        }
        if let (Some(way), Some(name)) = (direction(word), self.name.clone()) {
            self.spot(SpotKind::Way, Some(name), way.to_owned());
            self.out.names.insert(i);
            self.out.joined.insert(i);
            return Before::Name;
        }
        // Behind "gang" even an ordinary word is a name: Gang Masjid.
        let ordinary = lexicon::look_up(word).is_some() && self.before != Before::Marker;
        if ordinary || word.chars().count() < 3 || roman(word).is_some() {
            self.close();
            return Before::Nothing;
        }
        if self.before == Before::Name {
            self.out.joined.insert(i);
        }
        if lexicon::look_up(word).is_none() || self.address {
            self.out.names.insert(i);
        }
        self.name = Some(word.to_owned());
        Before::Name
    }

    fn close(&mut self) {
        self.left = 0;
        self.name = None;
        self.before = Before::Nothing;
    }

    fn spot(&mut self, kind: SpotKind, anchor: Option<String>, value: String) {
        if self.out.spots.len() < MAX_SPOTS {
            self.out.spots.push(Spot {
                kind,
                anchor: anchor.unwrap_or_default(),
                value,
            });
        }
    }
}

/// Words behind which a place is named.
fn announces(word: &str) -> bool {
    matches!(
        word,
        "jl" | "jln"
            | "jalan"
            | "perumahan"
            | "perum"
            | "komplek"
            | "kompleks"
            | "kampung"
            | "kp"
            | "dusun"
            | "pasar"
            | "rusun"
            | "rusunawa"
            | "daerah"
            | "wilayah"
            | "kawasan"
            | "depan"
            | "dpn"
            | "dekat"
            | "samping"
            | "sebelah"
            | "seberang"
            | "belakang"
            | "sepanjang"
            | "sekitar"
            | "perempatan"
            | "pertigaan"
            | "simpang"
            | "di"
            | "frontage"
            | "raya"
            | "indomaret"
            | "alfamart"
            | "alfamidi"
            | "toko"
            | "warung"
            | "masjid"
            | "sdn"
            | "smpn"
            | "sman"
            | "smkn"
            | "smk"
            | "puskesmas"
            | "rs"
            | "rsud"
            | "hotel"
            | "sungai"
            | "jembatan"
            | "taman"
            | "makam"
    )
}

/// Directions as parts of street names; abbreviations as map services write them.
fn direction(word: &str) -> Option<&'static str> {
    Some(match word {
        "utara" | "ut" => "utara",
        "selatan" | "sel" => "selatan",
        "timur" | "tim" | "tmr" => "timur",
        "barat" | "bar" | "brt" => "barat",
        "tengah" | "tgh" => "tengah",
        "lor" => "lor",
        "kidul" => "kidul",
        "wetan" => "wetan",
        "kulon" => "kulon",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn spots(text: &str, address: bool) -> String {
        let read = places(&tokens(text), address).spots;
        let parts: Vec<String> = read
            .iter()
            .map(|spot| format!("{:?} {} {}", spot.kind, spot.anchor, spot.value))
            .collect();
        parts.join("; ").to_lowercase()
    }

    #[test]
    fn numbers_hang_on_their_street() {
        assert_eq!(
            spots("Jl. Kenanga Timur VII No.12, RT 03/RW 5", true),
            "way kenanga timur; street kenanga 7; house kenanga 12; rt  3; rw  5"
        );
        assert_eq!(
            spots("kenanga gg 4/12", true),
            "street kenanga 4; house kenanga 12"
        );
        assert_eq!(
            spots("Kenanga Gang 3,4 & 7", true),
            "street kenanga 3; street kenanga 4; street kenanga 7"
        );
        assert_eq!(
            spots("Griya Kenanga blok J no 19", true),
            "street blok j; house kenanga 19"
        );
    }

    #[test]
    fn running_text_needs_an_announcement() {
        assert_eq!(
            spots("lampu mati di jalan kenanga 4 sudah 3 hari", false),
            "street kenanga 4"
        );
        assert_eq!(spots("sudah 3 hari air mati 4 rumah", false), "");
    }
}
