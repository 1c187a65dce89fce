//! Invented reports of an invented town.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

const DAY: i64 = 86_400;

pub(super) fn key() -> Key {
    Key::new(*b"sixteen secrets!")
}

pub(super) struct Case {
    pub(super) sketch: Sketch,
    keys: Keys,
    pub(super) place: Place,
    pub(super) at: i64,
}

pub(super) fn case(text: &str, address: &str, village: &str, day: i64) -> Case {
    let areas = [village, "Anggrek Raya"];
    let place = Place::new(&key(), village, "Anggrek Raya", None);
    Case {
        sketch: Sketch::new(
            &key(),
            &Words {
                text,
                address,
                areas: &areas,
            },
            &Corpus::default(),
        ),
        keys: Keys::new(&key(), text, place),
        place,
        at: day * DAY,
    }
}

impl Case {
    pub(super) fn report(&self) -> Report<'_> {
        Report {
            sketch: &self.sketch,
            place: self.place,
            at: self.at,
        }
    }

    fn at_point(mut self, text: &str, lat: f64, lon: f64) -> Self {
        self.place.point = Some((lat, lon));
        self.keys = Keys::new(&key(), text, self.place);
        self
    }
}

pub(super) fn compare(a: &Case, b: &Case) -> Score {
    score(&a.report(), &b.report(), &Weights::default())
}

fn codes(score: &Score) -> Vec<Code> {
    score.reasons.iter().map(|reason| reason.code).collect()
}

const LAMP: &str = "Mohon bantuan, lampu PJU padam sudah tiga malam, gelap sekali";

#[test]
fn one_lamp_two_reporters() {
    let a = case(LAMP, "Jl. Kenanga IV No. 12", "Cempaka", 0);
    let b = case(
        "tlg lampu jalan mati di jln kenanga 4 depan no 14, gelap",
        "jln kenanga 4",
        "Cempaka",
        2,
    );
    let score = compare(&a, &b);
    assert!(score.probability > 0.6, "{score:?}");
    let codes = codes(&score);
    for wanted in [
        Code::SameWords,
        Code::SameNames,
        Code::SameStreet,
        Code::SameMatter,
        Code::SameArea,
    ] {
        assert!(codes.contains(&wanted), "{wanted:?} in {codes:?}");
    }
}

#[test]
fn the_same_words_about_another_street() {
    let a = case(LAMP, "Jl. Kenanga IV No. 12", "Cempaka", 0);
    for other in [
        "Jl. Kenanga VII No. 3",
        "Jl. Dahlia Putih 2",
        "Gang Mawar Selatan",
    ] {
        let score = compare(&a, &case(LAMP, other, "Cempaka", 3));
        let same = compare(&a, &case(LAMP, "Jl Kenanga 4", "Cempaka", 3));
        assert!(
            score.probability + 0.1 < same.probability,
            "{other}: {score:?}"
        );
    }
    let score = compare(
        &case("lampu jalan mati di jalan kenanga utara", "", "Cempaka", 0),
        &case(
            "lampu jalan padam di jalan kenanga selatan",
            "",
            "Cempaka",
            9,
        ),
    );
    assert!(
        score.probability < SUGGEST && codes(&score).contains(&Code::OtherStreet),
        "{score:?}"
    );
}

#[test]
fn another_matter_at_the_same_house() {
    let address = "Jl. Kenanga IV No. 12";
    let a = case(LAMP, address, "Cempaka", 0);
    let b = case(
        "pohon besar condong, mohon dipangkas sebelum roboh",
        address,
        "Cempaka",
        1,
    );
    let score = compare(&a, &b);
    assert!(
        score.probability < SUGGEST && codes(&score).contains(&Code::OtherMatter),
        "{score:?}"
    );
}

#[test]
fn a_long_copy_is_found_in_another_kelurahan_and_a_short_one_is_not() {
    let long = "Kami orang tua murid keberatan atas iuran perpisahan yang diwajibkan komite tanpa rapat dan tanpa kuitansi, \
                padahal sebagian wali sudah menyampaikan tidak sanggup membayar sampai akhir semester";
    let score = compare(
        &case(long, "", "Cempaka", 0),
        &case(&long.to_uppercase(), "", "Dahlia", 1),
    );
    assert!(
        score.probability > SUGGEST && codes(&score).contains(&Code::Copy),
        "{score:?}"
    );
    let score = compare(
        &case("lampu jalan mati", "", "Cempaka", 0),
        &case("Lampu jalan mati", "", "Dahlia", 1),
    );
    assert!(score.probability < SUGGEST, "{score:?}");
}

#[test]
fn one_form_for_two_children() {
    let form = |name: &str, nik: &str| {
        let text = format!(
            "Usulan beasiswa. Nama siswa {name}, NIK {nik}, sekolah SDN Kenanga 2, mohon dibantu seragam"
        );
        case(&text, "Gang Melati 5 no 7", "Cempaka", 0)
    };
    let (one, other) = (
        form("Budi", "6271010101150001"),
        form("Sari", "6271014202170002"),
    );
    let score = compare(&one, &other);
    assert!(codes(&score).contains(&Code::OtherPerson));
    assert!(
        score.probability < compare(&one, &one).probability - 0.05,
        "{score:?}"
    );
}

#[test]
fn points_on_the_map_speak_for_and_against() {
    let at = |lat, lon| case(LAMP, "", "", 0).at_point(LAMP, lat, lon);
    let here = at(-2.2, 113.9);
    let (near, far) = (
        compare(&here, &at(-2.2001, 113.9001)),
        compare(&here, &at(-2.23, 113.9)),
    );
    assert!(
        near.probability > SUGGEST && near.probability > far.probability,
        "{near:?} {far:?}"
    );
    assert!(far.probability < SUGGEST, "{far:?}");
    assert!(codes(&near).contains(&Code::Metres(15)), "{near:?}");
}

#[test]
fn common_words_of_a_town_lose_their_weight() {
    let mut corpus = Corpus::default();
    let sketch = |text: &str, corpus: &Corpus| {
        Sketch::new(
            &key(),
            &Words {
                text,
                address: "",
                areas: &[],
            },
            corpus,
        )
    };
    for i in 0..2_000 {
        corpus.add(sketch(&format!("Kotabaruku nomor {i}"), &Corpus::default()).words());
    }
    let restored = Corpus::from_counts(corpus.reports(), corpus.counts());
    let similar = |corpus: &Corpus| {
        let (a, b) = (
            sketch("kotabaruku zebra", corpus),
            sketch("kotabaruku kanguru", corpus),
        );
        let report = |sketch| Report {
            sketch,
            place: Place::default(),
            at: 0,
        };
        Features::of(&report(&a), &report(&b)).what
    };
    assert!(similar(&Corpus::default()) > 0.4);
    assert!(similar(&restored) < 0.1);
}

#[test]
fn a_sketch_is_small_stored_and_read_again() {
    let a = case(LAMP, "Jl. Kenanga IV No. 12", "Cempaka", 0).sketch;
    let bytes = a.to_bytes();
    assert!(bytes.len() < 300, "{}", bytes.len());
    assert_eq!(Sketch::from_bytes(&bytes), Ok(a));
    assert_eq!(Sketch::from_bytes(&[]), Err(SketchError::Broken));
    assert_eq!(
        Sketch::from_bytes(&[9, 0, 0, 0]),
        Err(SketchError::Version(9))
    );
    assert_eq!(
        Sketch::from_bytes(bytes.get(..bytes.len() - 1).unwrap()),
        Err(SketchError::Broken)
    );
}

#[test]
fn another_key_sees_nothing() {
    let words = Words {
        text: LAMP,
        address: "",
        areas: &[],
    };
    let a = Sketch::new(&key(), &words, &Corpus::default());
    let b = Sketch::new(&Key::new([1; 16]), &words, &Corpus::default());
    let report = |sketch| Report {
        sketch,
        place: Place::default(),
        at: 0,
    };
    assert!(Features::of(&report(&a), &report(&b)).all < 0.05);
}

#[test]
fn long_foreign_empty_and_pictures() {
    let long = "jalan kenanga 7 rusak berat sekali sungai meluap ".repeat(4_000);
    let a = case(&long, &long, "Cempaka", 0);
    assert!(a.sketch.to_bytes().len() < 1_700);
    for text in [
        "",
        "🙏🙏🙏",
        "Лампа не горит",
        "the street lamp is broken",
        "lampu jalan itah dia belum",
        "\u{202e}x",
    ] {
        let score = compare(&case(text, "", "Cempaka", 0), &a);
        assert!(score.probability < SUGGEST, "{text}: {score:?}");
    }
    let empty = case("", "", "Cempaka", 0);
    assert!(empty.sketch.is_empty());
    assert!(compare(&empty, &empty).probability < SUGGEST);
}

#[test]
fn the_index_finds_neighbours_copies_and_near_copies() {
    let mut index = Index::default();
    let long = "Kami orang tua murid keberatan atas iuran perpisahan yang diwajibkan komite tanpa rapat dan tanpa kuitansi";
    let add =
        |index: &mut Index, case: Case| index.add(case.sketch, &case.keys, case.place, case.at);
    let neighbour = add(&mut index, case(LAMP, "Jl. Kenanga 4", "Cempaka", 10));
    let old = add(&mut index, case(LAMP, "Jl. Kenanga 4", "Cempaka", -80));
    let elsewhere = add(
        &mut index,
        case("lampu mati gelap", "Jl. Kenanga 4", "Dahlia", 10),
    );
    let copy = add(
        &mut index,
        case(&format!("Fwd: {long}!!"), "", "Dahlia", -900),
    );
    let near_copy = add(
        &mut index,
        case(&format!("{long}, tolong"), "", "Dahlia", 5),
    );
    let find = |case: &Case| {
        index.twins(
            &key(),
            &case.keys,
            &case.report(),
            &Weights::default(),
            (SUGGEST, 5),
        )
    };
    let lamp = find(&case(
        "lampu jalan kenanga 4 padam, gelap",
        "",
        "Cempaka",
        12,
    ));
    assert_eq!(
        lamp.iter().map(|found| found.report).collect::<Vec<_>>(),
        [neighbour]
    );
    let copies = find(&case(long, "", "Melati", 4));
    let numbers: Vec<(u32, bool)> = copies
        .iter()
        .map(|found| (found.report, found.verbatim))
        .collect();
    assert_eq!(numbers, [(copy, true), (near_copy, false)]);
    assert!(
        !copies
            .iter()
            .any(|found| found.report == elsewhere || found.report == old)
    );
    assert_eq!(index.len(), 5);
}

#[test]
fn other_texts_have_other_verbatim_keys() {
    let verbatim = |text: &str| Keys::new(&key(), text, Place::default()).verbatim;
    assert_ne!(verbatim("lampu mati"), verbatim("lampu mati lagi"));
    assert_ne!(verbatim("rehab rumah"), verbatim("hab rumah"));
    assert_eq!(verbatim(" \n"), None);
    assert!(verbatim("🙏").is_some() && verbatim("🙏") != verbatim("🙏🙏"));
    assert!(verbatim("Fwd:").is_some());
}
