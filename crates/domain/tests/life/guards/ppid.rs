//! Rows 19 and 41 to 41b: what is the PPID desk's, and until when.

use lapor_domain::report::command::Command;
use lapor_domain::report::refusal::Guard as G;
use lapor_domain::testkit::commands::{extend_ppid, refer_ppid};
use lapor_domain::testkit::{self as kit};

use super::{Bite, bites as all_of};
use crate::lives::{C, S, U, asked_for, assigned, referred, words};

#[rustfmt::skip]
pub(super) fn bites() -> Vec<Bite> {
    let taken = || referred().as_support(Command::TakePpid);
    let extend = || Command::Extend { days: 2, reason: words() };
    let request = || Command::RequestExtension { days: 2, reason: words() };
    [
        all_of(G::NotInformation, vec![("41", assigned(), U, refer_ppid(kit::WATER))]),
        all_of(G::AtPpid, vec![
            ("41", referred(), C, refer_ppid(kit::WATER)),
            ("19", taken(), S, request()),
            ("19", taken(), C, extend()),
        ]),
        all_of(G::NotPpid, vec![("41", asked_for(), U, refer_ppid(kit::ROADS))]),
        all_of(G::NoSuchUnit, vec![("41", asked_for(), U, refer_ppid(kit::PROVINCE_ROADS))]),
        all_of(G::NotAtPpid, vec![
            ("41a", asked_for(), U, Command::TakePpid),
            ("41b", asked_for(), U, extend_ppid()),
        ]),
        all_of(G::AlreadyAccepted, vec![("41a", taken(), S, Command::TakePpid)]),
        all_of(G::AlreadyExtended, vec![("41b", taken().as_support(extend_ppid()), S, extend_ppid())]),
        all_of(G::PpidOverdue, vec![("41b", taken().wait_days(30), S, extend_ppid())]),
    ].into_iter().flatten().collect()
}
