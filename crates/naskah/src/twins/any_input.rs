//! What holds for any input at all.
#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::tests::{case, compare, key};
use super::*;

proptest! {
    #[test]
    fn any_text_has_one_sketch_and_a_fair_score(
        a in "\\PC{0,200}", b in "\\PC{0,200}", address in "\\PC{0,60}", at in any::<i64>(), lat in any::<f64>(), lon in any::<f64>(),
    ) {
        let one = case(&a, &address, &b, 0);
        let mut other = case(&b, "jalan kenanga", "", 0);
        other.at = at;
        other.place = Place::new(&key(), "", "", Some((lat, lon)));
        prop_assert_eq!(&one.sketch, &case(&a, &address, &b, 0).sketch);
        prop_assert_eq!(Sketch::from_bytes(&one.sketch.to_bytes()), Ok(one.sketch.clone()));
        let (forth, back) = (compare(&one, &other), compare(&other, &one));
        prop_assert!((0.0..=1.0).contains(&forth.probability));
        prop_assert!((forth.probability - back.probability).abs() < 1e-4);
        for value in Features::of(&one.report(), &other.report()).values() {
            prop_assert!((0.0..=1.01).contains(&value));
        }
        let _ = cells_around(&key(), other.place);
        let _ = Keys::new(&key(), &a, other.place);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = Sketch::from_bytes(&bytes);
    }

    #[test]
    fn within_300_metres_is_in_a_neighbouring_cell(lat in -11.0..6.0_f64, lon in 95.0..141.0_f64, way in 0.0..std::f64::consts::TAU, metres in 0.0..299.0_f64) {
        let there = (lat + metres * way.sin() / 111_320.0, lon + metres * way.cos() / (111_320.0 * lat.to_radians().cos()));
        let here = Place::new(&key(), "", "", Some((lat, lon)));
        let there = Place::new(&key(), "", "", Some(there));
        prop_assert!(here.metres(there).unwrap() < 300.5);
        let cell = Keys::new(&key(), "", there).cell.unwrap();
        prop_assert!(cells_around(&key(), here).contains(&cell));
    }

    #[test]
    fn copies_share_the_verbatim_key(words in proptest::collection::vec("[a-zA-Z0-9]{1,8}", 1..30), gaps in proptest::collection::vec("[ ,.\n!-]{1,3}", 30)) {
        let plain = words.join(" ");
        let typed: String = words.iter().zip(&gaps).map(|(word, gap)| word.to_uppercase() + gap).collect();
        let verbatim = |text: &str| Keys::new(&key(), text, Place::default()).verbatim;
        prop_assert_eq!(verbatim(&plain), verbatim(&typed));
        for heading in ["Fwd: ", "*Forwarded*\n", "> Diteruskan berkali-kali\n", "[12/03/26 10.15] Budi: ", "FW: Re: "] {
            prop_assert_eq!(verbatim(&plain), verbatim(&format!("{heading}{typed}")), "{}", heading);
        }
    }
}
