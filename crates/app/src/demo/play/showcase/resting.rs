//! Reports that rest: archived, held, withdrawn, and what an objection does.

use lapor_domain::words::{ArchiveReason, Outcome, Priority};

use super::Book;
use crate::demo::play::deeds as d;
use crate::demo::play::deeds::Verdict;
use crate::demo::texts::officer::Occasion;

/// The address of one person who reports the same matter twice on one day.
pub(super) const TWICE: &str = "warga-dua-kali@contoh.lapor.example";

impl Book<'_> {
    /// Row 9 with each of its reasons.
    pub(super) fn archived(&mut self) {
        use ArchiveReason as A;
        let before = [
            ("2022-12-01T08:10:00", "lain-lain", A::Unclear),
            ("2022-12-01T10:40:00", "pungutan-liar", A::NoEvidence),
            ("2022-12-02T09:05:00", "minuman-keras", A::OutOfScope),
            ("2022-12-05T13:20:00", "jalan-rusak", A::Duplicate),
            ("2022-12-06T19:45:00", "lain-lain", A::SpamOrTest),
        ];
        for (at, category, reason) in before {
            let mut teller = self.report("", at, category);
            let deed = if reason == A::Duplicate {
                TWICE.clone_into(&mut teller.tale.filing.email);
                d::archive_duplicate("lubang")
            } else {
                d::archive(reason)
            };
            let teller = teller.officer(1, "koordinator", deed);
            self.add(teller);
        }
        let after = [
            (
                "2022-12-05T08:00:00",
                "bangunan-liar",
                "satpolpp",
                A::InCourt,
            ),
            (
                "2022-12-07T11:30:00",
                "ktp-elektronik",
                "disdukcapil",
                A::AlreadyAnswered,
            ),
            ("2022-12-08T21:10:00", "kebisingan", "satpolpp", A::Unlawful),
        ];
        for (at, category, lead, reason) in after {
            let teller = self
                .report("", at, category)
                .officer(0, "koordinator", d::verify(Verdict::to(lead)))
                .officer(2, "koordinator", d::archive(reason));
            self.add(teller);
        }
    }

    /// Rows 33 to 35: an objection accepted, and one rejected.
    pub(super) fn objected(&mut self) {
        let accepted = self
            .report("", "2022-12-06T07:30:00", "drainase")
            .officer(1, "koordinator", d::archive(ArchiveReason::Unclear))
            .reporter(2, d::object())
            .officer(2, "koordinator2", d::restore())
            .officer(1, "koordinator", d::verify(Verdict::to("dpupr")))
            .officer(3, "dpupr", d::propose(Outcome::Done))
            .with_photo()
            .reporter(2, d::confirm());
        self.add(accepted);
        let rejected = self
            .report("", "2024-01-04T10:30:00", "bantuan-sosial")
            .officer(1, "koordinator", d::archive(ArchiveReason::OutOfScope))
            .reporter(3, d::object())
            .officer(3, "koordinator2", d::reject_objection());
        self.show(
            rejected,
            "diarsipkan, keberatan ditolak, jalan ke Ombudsman",
        );
        let open = self
            .report("", "2024-01-22T14:30:00", "kebisingan")
            .officer(1, "koordinator", d::archive(ArchiveReason::NoEvidence))
            .reporter(4, d::object());
        self.add(open);
    }

    /// Rows 5 to 8: answered, resumed by the officer, expired, and still waiting.
    pub(super) fn held(&mut self) {
        let expired = self.report("", "2022-12-05T16:00:00", "air-keruh").officer(
            1,
            "koordinator",
            d::hold(),
        );
        self.add(expired);
        let resumed = self
            .report("", "2022-12-07T09:00:00", "pohon")
            .officer(0, "koordinator", d::verify(Verdict::to("dlh")))
            .officer(1, "dlh", d::hold())
            .officer(4, "dlh", d::resume())
            .officer(2, "dlh", d::propose(Outcome::Done))
            .with_photo()
            .reporter(1, d::confirm())
            .reporter(0, d::rate(4));
        self.add(resumed);
        let waiting = self
            .report("", "2024-01-22T08:40:00", "sampah-liar")
            .officer(1, "koordinator", d::hold());
        self.show(waiting, "ditunda: menunggu jawaban pelapor");
        let answered = self
            .report("", "2024-01-15T12:10:00", "trotoar")
            .officer(0, "koordinator", d::verify(Verdict::to("dpupr")))
            .officer(1, "dpupr", d::hold())
            .reporter(3, d::reply(Occasion::HoldReply))
            .with_photo();
        self.add(answered);
    }

    /// Row 39 at once, undone by an objection, and where the handling goes on.
    pub(super) fn withdrawn(&mut self) {
        let gone = self
            .report("", "2022-12-14T08:30:00", "kebersihan-pasar")
            .officer(1, "koordinator", d::verify(Verdict::to("upt-pasar")))
            .reporter(1, d::withdraw());
        self.add(gone);
        let undone = self
            .report("", "2022-12-14T18:20:00", "air-mati")
            .reporter(0, d::withdraw())
            .reporter(1, d::object())
            .officer(1, "koordinator", d::restore())
            .officer(1, "koordinator", d::verify(Verdict::to("perumdam")))
            .officer(2, "perumdam", d::propose(Outcome::Done));
        self.add(undone);
        let goes_on = self
            .report("", "2024-01-10T06:50:00", "jembatan-titian")
            .officer(0, "koordinator", d::verify(Verdict::to("dpupr")))
            .officer(0, "koordinator", d::priority(Priority::Danger))
            .reporter(1, d::withdraw())
            .officer(1, "dpupr", d::answer(3));
        self.add(goes_on);
    }
}
