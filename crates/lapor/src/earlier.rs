//! That an answer as anyone may see it is of an earlier day than was asked for (decision 29 of docs/decisions).

use jiff::{SignedDuration, Timestamp};
use lapor_domain::official::date_words;
use lapor_domain::zone::Zone;

/// One sentence where an answer stands at an earlier day than was asked for; both moments are exclusive.
pub(crate) fn said(asked: Timestamp, answered: Timestamp, zone: Zone) -> Option<String> {
    let last = |before: Timestamp| {
        let last = before.checked_sub(SignedDuration::from_micros(1));
        zone.local_date(last.unwrap_or(before))
    };
    let (wanted, told) = (last(asked), last(answered));
    (told < wanted).then(|| {
        format!(
            "Keadaannya sampai akhir {}, lebih awal daripada {} yang diminta: angka untuk umum dihitung per hari penuh, dan \
             mundur ke hari sebelumnya bila selisih dua hari akan menyingkap laporan yang belum dibuka.",
            date_words(told),
            date_words(wanted)
        )
    })
}

/// Says it beside the answer, on standard error: what is on standard output may be for programs.
pub(crate) fn tell(asked: Timestamp, answered: Timestamp, zone: Zone) {
    if let Some(said) = said(asked, answered, zone) {
        eprintln!("{said}");
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn at(moment: &str) -> Timestamp {
        moment.parse().unwrap()
    }

    #[test]
    fn the_day_that_was_asked_for_needs_no_word() {
        let midnight = at("2024-01-01T00:00:00+07:00");
        assert_eq!(said(midnight, midnight, Zone::Wib), None);
    }

    #[test]
    fn an_earlier_day_is_named_beside_the_one_that_was_asked_for() {
        let answered = at("2023-12-30T00:00:00+07:00");
        for (asked, day) in [
            ("2024-01-01T00:00:00+07:00", "31 Desember 2023"),
            ("2024-01-01T10:00:00+07:00", "1 Januari 2024"),
        ] {
            let said = said(at(asked), answered, Zone::Wib).unwrap();
            assert!(
                said.contains("akhir 29 Desember 2023") && said.contains(day),
                "{said}"
            );
        }
    }
}
