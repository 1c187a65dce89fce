//! Reports that are one with another, and those that are looked at again.

use lapor_domain::words::Outcome;

use super::Book;
use super::resting::TWICE;
use crate::demo::play::deeds as d;
use crate::demo::play::deeds::Verdict;
use crate::demo::texts::officer::Occasion;

impl Book<'_> {
    /// Rows 11, 24a, 26a, 38 and 38a: one root, followers with a word of their own, and one that was not the same.
    pub(super) fn merged(&mut self) {
        let root = self
            .report("banjir", "2022-12-19T06:10:00", "banjir")
            .officer(0, "koordinator", d::verify(Verdict::to("bpbd")))
            .officer(1, "bpbd", d::answer(3))
            .officer(3, "bpbd", d::propose(Outcome::Done))
            .with_photo()
            .officer(6, "koordinator2", d::assign_anew("dpupr", None))
            .officer(2, "dpupr", d::propose(Outcome::Done))
            .with_photo();
        self.add(root);
        let joined = self
            .report("", "2022-12-19T07:20:00", "banjir")
            .officer(0, "koordinator", d::merge("banjir"))
            .reporter(6, d::confirm_shared());
        self.add(joined);
        let second = self
            .report("", "2022-12-19T09:40:00", "banjir")
            .officer(0, "koordinator", d::note(Occasion::Merge))
            .officer(0, "koordinator", d::merge("banjir"))
            .reporter(8, d::dispute_shared())
            .officer(1, "koordinator", d::hear_dispute());
        self.add(second);
        let other = self
            .report("", "2022-12-19T10:30:00", "drainase")
            .officer(0, "koordinator", d::merge("banjir"))
            .officer(1, "koordinator", d::unmerge())
            .officer(1, "koordinator", d::verify(Verdict::to("dpupr")))
            .officer(4, "dpupr", d::propose(Outcome::Done))
            .with_photo();
        self.add(other);
        let root = self
            .report("sampah", "2024-01-16T06:30:00", "sampah-menumpuk")
            .officer(1, "koordinator", d::verify(Verdict::to("dlh")))
            .officer(3, "dlh", d::answer(6));
        self.add(root);
        for at in ["2024-01-18T07:05:00", "2024-01-19T17:30:00"] {
            let follower = self.report("", at, "sampah-menumpuk").officer(
                1,
                "koordinator",
                d::merge("sampah"),
            );
            self.add(follower);
        }
        let apart = self
            .report("", "2024-01-19T18:10:00", "sampah-menumpuk")
            .officer(1, "koordinator", d::keep_apart("sampah"))
            .officer(0, "koordinator", d::verify(Verdict::to("dlh")));
        self.add(apart);
    }

    /// Rows 26, 29 and 30: disputed twice, upheld by two.
    pub(super) fn disputed(&mut self) {
        let upheld = self
            .report("", "2022-12-02T07:50:00", "bangunan-liar")
            .officer(0, "koordinator", d::verify(Verdict::to("satpolpp")))
            .officer(1, "satpolpp", d::propose(Outcome::Unfounded))
            .reporter(1, d::dispute())
            .officer(
                1,
                "koordinator2",
                d::assign_anew("satpolpp", Some("satpolpp2")),
            )
            .officer(3, "satpolpp2", d::propose(Outcome::Unfounded))
            .reporter(1, d::dispute())
            .officer(2, "koordinator2", d::uphold("wali-kota"));
        self.add(upheld);
        let again = self
            // Late enough that the reporter is still asked when the play ends.
            .report("", "2024-01-17T07:50:00", "lampu-lalu-lintas")
            .officer(0, "koordinator", d::verify(Verdict::to("dishub")))
            .officer(1, "dishub", d::propose(Outcome::Done))
            .with_photo()
            .reporter(2, d::dispute())
            .officer(2, "koordinator2", d::assign_anew("dishub", Some("dishub2")))
            .officer(3, "dishub2", d::propose(Outcome::Done))
            .with_photo();
        self.show(
            again,
            "jawaban kedua setelah sanggahan: setujui atau sanggah lagi",
        );
    }

    /// Row 32 by the reporter and by an officer.
    pub(super) fn reopened(&mut self) {
        let mut by_reporter = self.report("lubang", "2022-12-05T09:30:00", "jalan-rusak");
        TWICE.clone_into(&mut by_reporter.tale.filing.email);
        let by_reporter = by_reporter
            .officer(0, "koordinator", d::verify(Verdict::to("dpupr")))
            .officer(2, "dpupr", d::propose(Outcome::Done))
            .with_photo()
            .reporter(1, d::confirm())
            .reporter(8, d::reopen())
            .officer(1, "koordinator2", d::assign_anew("dpupr", Some("dpupr2")))
            .officer(2, "dpupr2", d::answer(3))
            .officer(3, "dpupr2", d::propose(Outcome::Done))
            .with_photo()
            .reporter(2, d::confirm())
            .reporter(0, d::rate(4));
        self.add(by_reporter);
        let by_officer = self
            .report("", "2024-01-04T08:00:00", "taman")
            .officer(0, "koordinator", d::verify(Verdict::to("disperkimtan")))
            .officer(1, "disperkimtan", d::propose(Outcome::Done))
            .with_photo()
            .reporter(1, d::confirm())
            .officer(5, "koordinator2", d::reopen_again());
        self.add(by_officer);
    }
}
