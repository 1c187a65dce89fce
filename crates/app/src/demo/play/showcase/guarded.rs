//! What not everyone may see: secrets, supervision, releases taken back, data erased.

use lapor_domain::words::{Concern, Outcome, ReportType};

use super::Book;
use crate::demo::play::deeds as d;
use crate::demo::play::deeds::Verdict;
use crate::demo::play::tale::CITY_SLUG;
use crate::demo::texts::officer::Occasion;

impl Book<'_> {
    /// Rahasia, and rahasia lifted by its reporter; anonim; no identity at all.
    pub(super) fn hidden(&mut self) {
        let mut secret = self.report("", "2022-12-15T20:30:00", "minuman-keras");
        secret.tale.filing.rahasia = true;
        let secret = secret
            .officer(1, "koordinator", d::verify(Verdict::closed("satpolpp")))
            .officer(2, "satpolpp", d::propose(Outcome::Done))
            .reporter(3, d::confirm());
        self.add(secret);
        let mut open_secret = self.report("", "2024-01-17T20:30:00", "minuman-keras");
        open_secret.tale.filing.rahasia = true;
        open_secret.tale.filing.anonim = true;
        let open_secret = open_secret
            .officer(1, "koordinator", d::verify(Verdict::closed("satpolpp")))
            .officer(2, "satpolpp", d::answer(5));
        self.show(
            open_secret,
            "rahasia dan anonim: hanya terbuka dengan frasa ini",
        );
        let mut lifted = self.report("", "2024-01-05T13:40:00", "parkir-liar");
        lifted.tale.filing.rahasia = true;
        let lifted = lifted
            .officer(1, "koordinator", d::verify(Verdict::closed("dishub")))
            .reporter(1, d::set_flags(true, false))
            .officer(1, "koordinator", d::edit_text())
            .officer(0, "koordinator", d::release())
            .officer(1, "dishub", d::answer(4));
        self.add(lifted);
        let mut nobody = self.report("", "2024-01-11T22:40:00", "pungutan-liar");
        nobody.tale.filing.no_identity = true;
        let nobody = nobody.officer(1, "koordinator", d::hold());
        self.add(nobody);
    }

    /// Row 20 into supervision, and the inspectorate's own handling with a dispute.
    pub(super) fn supervisory(&mut self) {
        let to_inspectorate = Verdict {
            supervisory: true,
            ..Verdict::closed("inspektorat")
        };
        let mut declared = self.report("", "2022-12-16T09:30:00", "penyalahgunaan-wewenang");
        declared.tale.filing.supervisory = true;
        declared.tale.filing.rahasia = true;
        let declared = declared
            .officer(1, "koordinator", d::verify(to_inspectorate))
            .officer(3, "inspektur", d::answer(10))
            .officer(1, "inspektur", d::share_with(None))
            .officer(6, "inspektur", d::propose(Outcome::Unfounded))
            .reporter(3, d::dispute())
            .officer(
                2,
                "inspektur2",
                d::assign_anew("inspektorat", Some("inspektur2")),
            )
            .officer(8, "inspektur2", d::propose(Outcome::Done))
            .reporter(2, d::confirm());
        self.add(declared);
        let found = self
            .report("", "2024-01-12T10:10:00", "pelayanan-kantor")
            .officer(
                0,
                "koordinator",
                d::verify(Verdict::to("bagian-pemerintahan")),
            )
            .officer(
                2,
                "koordinator",
                d::reclassify(ReportType::Complaint, true, "pungutan-liar"),
            )
            .officer(2, "inspektur", d::note(Occasion::Note));
        self.add(found);
    }

    /// About the coordinators: past them to the desk, and by the desk to the inspectorate.
    pub(super) fn past_them(&mut self) {
        let mut past = self.report("", "2024-01-10T19:20:00", "penyalahgunaan-wewenang");
        past.tale.filing.concerns = vec![Concern::Coordinator];
        let past = past
            .officer(1, "desk", d::forward(CITY_SLUG))
            .officer(
                1,
                "inspektur",
                d::verify(Verdict {
                    supervisory: true,
                    ..Verdict::closed("inspektorat")
                }),
            )
            .officer(2, "inspektur", d::exclude("dpupr"))
            .officer(1, "inspektur", d::answer(10));
        self.add(past);
    }

    /// Row 40: release and back, a look for another unit, and a person's data erased.
    pub(super) fn attributes(&mut self) {
        let taken_back = self
            .report("", "2022-12-22T08:10:00", "kebisingan")
            .officer(0, "koordinator", d::verify(Verdict::to("satpolpp")))
            .officer(0, "koordinator", d::share_with(Some("kel-menteng")))
            .officer(1, "koordinator", d::unrelease())
            .officer(1, "satpolpp", d::propose(Outcome::Done));
        self.add(taken_back);
        let mut erased = self.report("", "2022-12-15T09:15:00", "orang-telantar");
        erased.tale.photos = 1;
        let erased = erased
            .officer(0, "koordinator", d::verify(Verdict::closed("dinsos")))
            .officer(2, "dinsos", d::propose(Outcome::Done))
            .reporter(1, d::confirm())
            .officer(12, "koordinator", d::erase());
        self.add(erased);
    }
}
