//! Invented people, streets and numbers.

/// A small generator of pseudo-random numbers: the same texts on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides.max(1)
    }

    pub(crate) fn of<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    pub(crate) fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'0' + self.below(10) as u8))
            .collect()
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// First names: common, rare, of many peoples, and some that nobody bears.
const FIRST: &[&str] = &[
    "Budi",
    "Siti",
    "Agus",
    "Dewi",
    "Joko",
    "Rina",
    "Ahmad",
    "Sri",
    "Hendra",
    "Yuliana",
    "Bambang",
    "Fitri",
    "Slamet",
    "Nurul",
    "Eko",
    "Yansen",
    "Salundik",
    "Mina",
    "Rangga",
    "Tiara",
    "Yuyun",
    "Marlina",
    "Hotman",
    "Desmond",
    "Made",
    "Ketut",
    "Ngurah",
    "Kornelius",
    "Markus",
    "Yohana",
    "Debora",
    "Elkana",
    "Sukmawan",
    "Karliansyah",
    "Fahrurrozi",
    "Norsehan",
    "Sarbani",
    "Jumrah",
    "Maimanah",
    "Wagirah",
    "Sutarjan",
    "Pardiyem",
    "Tugino",
    "Kaswadi",
    "Ngadinem",
    "Rahmiyati",
    "Zulkarnaen",
    "Haryadi",
    "Meiliana",
    "Liliana",
    "Aprilinda",
    "Kresna",
    "Widyaningrum",
    "Restu",
    "Galuh",
    "Aldriansyah",
    "Belinda",
    "Clarisa",
    "Frederik",
    "Gunawansyah",
    "Olivia",
    "Patrisia",
    "Quratul",
    "Rosalinda",
    "Teresia",
    "Ulviana",
    "Valentino",
    "Wiranata",
    "Xaverius",
    "Yolanda",
    "Zefanya",
];
const LAST: &[&str] = &[
    "Santoso",
    "Aminah",
    "Wijaya",
    "Lestari",
    "Prasetyo",
    "Marlina",
    "Hidayat",
    "Wahyuni",
    "Kurniawan",
    "Sihombing",
    "Tundan",
    "Binti Usop",
    "Saputra",
    "Rahayu",
    "Nasution",
    "Hartono",
    "Gunarti",
    "Pranowo",
    "Sukamdani",
    "Wirabumi",
    "Kusumaningrat",
    "Asmarandana",
    "Djunaidi",
    "Lumbantobing",
    "Mangkuprawira",
    "Surbakti",
    "Tjandrawinata",
    "Oktaviandri",
    "Yudistirawan",
    "Halawa",
    "Laia",
];
const STREETS: &[&str] = &[
    "Contoh",
    "G. Obos",
    "Tjilik Riwut",
    "Mawar",
    "Melati Indah",
    "Rajawali",
    "Temanggung Tilung",
    "Kenari Raya",
    "Cempaka Putih",
    "Hiu Putih",
    "Bukit Keminting",
];

pub(crate) fn name(dice: &mut Dice) -> String {
    let first = dice.of(FIRST);
    match dice.below(10) {
        0..3 => first.to_owned(),
        3..9 => format!("{first} {}", dice.of(LAST)),
        _ => format!("{first} {} {}", dice.of(FIRST), dice.of(LAST)),
    }
}

pub(crate) fn street(dice: &mut Dice) -> String {
    dice.of(STREETS).to_owned()
}

/// Sixteen digits with region and birth date.
pub(crate) fn nik(dice: &mut Dice) -> String {
    let province = dice.of(&["62", "35", "63", "31", "12", "64", "73", "53"]);
    let woman = if dice.chance(50) { 40 } else { 0 };
    format!(
        "{province}{:02}{:02}{:02}{:02}{:02}{:04}",
        1 + dice.below(78),
        1 + dice.below(30),
        1 + dice.below(28) + woman,
        1 + dice.below(12),
        dice.below(100),
        1 + dice.below(9998)
    )
}

pub(crate) fn mobile(dice: &mut Dice) -> String {
    let length = 7 + dice.below(3);
    format!(
        "08{}{}",
        dice.of(&["12", "13", "21", "52", "57", "77", "95", "11", "33"]),
        dice.digits(length)
    )
}

/// Digits in groups, as people space them.
pub(crate) fn spaced(dice: &mut Dice, digits: &str, sizes: &[usize]) -> String {
    let gap = dice.of(&[" ", "-", ".", " - ", "  "]);
    let mut rest = digits;
    let mut groups = Vec::new();
    let mut sizes = sizes.iter().cycle();
    while !rest.is_empty() {
        let size = (*sizes.next().unwrap()).min(rest.len());
        let (group, after) = rest.split_at(size);
        groups.push(group);
        rest = after;
    }
    groups.join(gap)
}

/// Digits written so that a simple search does not find them.
pub(crate) fn disguised(dice: &mut Dice, digits: &str) -> String {
    match dice.below(5) {
        0 => digits
            .chars()
            .map(|ch| char::from_u32(u32::from(ch) + 0xFEE0).unwrap())
            .collect(),
        1 => digits.chars().flat_map(|ch| [ch, '\u{200b}']).collect(),
        2 => digits.replacen('0', "O", 2),
        3 => digits
            .chars()
            .flat_map(|ch| [ch, ' '])
            .collect::<String>()
            .trim_end()
            .to_owned(),
        _ => digits
            .chars()
            .flat_map(|ch| [ch, '.'])
            .collect::<String>()
            .trim_end_matches('.')
            .to_owned(),
    }
}
