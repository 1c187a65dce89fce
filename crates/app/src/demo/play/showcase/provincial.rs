//! Reports to the province itself, so that its recap of January 2024 has something of every kind to tell.

use lapor_domain::words::Outcome;

use super::Book;
use crate::demo::play::deeds::{self as d, Verdict};
use crate::demo::play::tale::{PROVINCE, Teller};

const COORDINATOR: &str = "koordinator-kalteng";
const ROADS: &str = "dpupr-kalteng";

impl<'a> Book<'a> {
    /// One handled, one in process, one disposed and not yet answered, one that nobody has looked at.
    pub(super) fn provinces_own(&mut self) {
        let handled = self
            .roads("2024-01-04T08:20:00", "jalan-rusak")
            .officer(1, ROADS, d::answer(5))
            .officer(3, ROADS, d::propose(Outcome::Done))
            .with_photo()
            .officer(1, COORDINATOR, d::check_approve())
            .reporter(1, d::confirm());
        self.add(handled);
        let in_process = self
            .roads("2024-01-16T10:05:00", "jembatan-titian")
            .officer(2, ROADS, d::answer(6));
        self.add(in_process);
        let disposed = self.roads("2024-01-26T07:50:00", "jalan-rusak");
        self.add(disposed);
        let unseen = self.provincial("2024-01-30T19:40:00", "jalan-rusak");
        self.add(unseen);
    }

    /// A report to the province, of its roads.
    fn provincial(&self, at: &str, category: &'static str) -> Teller<'a> {
        let mut teller = self.report("", at, category);
        teller.tale.filing.body = self.world.body(PROVINCE);
        teller.tale.filing.category = self.world.category("jalan-provinsi");
        teller
    }

    /// The same, verified and disposed on the next working day.
    fn roads(&self, at: &str, category: &'static str) -> Teller<'a> {
        let verdict = Verdict {
            body: PROVINCE,
            category: Some("jalan-provinsi"),
            ..Verdict::to("dpupr")
        };
        self.provincial(at, category)
            .officer(1, COORDINATOR, d::verify(verdict))
    }
}
