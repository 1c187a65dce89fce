//! What units do with a report, and what waits for them on the last day.

use lapor_domain::report::state::SupportEnd;
use lapor_domain::words::{Channel, Outcome, ReportType};

use super::Book;
use crate::demo::play::deeds as d;
use crate::demo::play::deeds::Verdict;
use crate::demo::texts::officer::Occasion;

impl Book<'_> {
    /// Rows 12 to 19, 21 and 23, 24 and 28: what a unit does with a report.
    pub(super) fn in_hands(&mut self) {
        let supported = self
            .report("", "2022-12-12T08:30:00", "drainase")
            .officer(0, "koordinator", d::verify(Verdict::to("dpupr")))
            .officer(0, "dpupr", d::accept())
            .officer(0, "koordinator", d::add_support("dlh", 5))
            .officer(0, "dpupr", d::add_support("kec-jekan-raya", 5))
            .officer(0, "dpupr", d::add_support("bpbd", 5))
            .officer(1, "dlh", d::support_note(None))
            .officer(0, "dlh", d::support_note(Some(SupportEnd::Finished)))
            .officer(0, "bpbd", d::support_note(Some(SupportEnd::Refused)))
            .officer(1, "dpupr", d::release_support("kec-jekan-raya"))
            .officer(1, "dpupr", d::ask())
            .officer(2, "dpupr", d::request_extension(7))
            .officer(1, "koordinator", d::extend(7))
            .officer(9, "dpupr", d::propose(Outcome::Done))
            .with_photo()
            .officer(1, "dpupr", d::take_back())
            .officer(2, "dpupr", d::propose(Outcome::Done))
            .with_photo()
            .officer(1, "loket", d::record_confirmation());
        self.add(supported);
        let bound = self
            .report("", "2022-12-20T09:00:00", "taman")
            .officer(0, "koordinator", d::verify(Verdict::to("dlh")))
            .officer(1, "dlh", d::refuse("disperkimtan"))
            .officer(
                0,
                "koordinator",
                d::redirect("disperkimtan", Occasion::Redirect),
            )
            .officer(1, "disperkimtan", d::refuse("dlh"))
            .officer(
                0,
                "koordinator",
                d::redirect("disperkimtan", Occasion::Overrule),
            )
            .officer(2, "disperkimtan", d::answer(6))
            .officer(4, "disperkimtan", d::propose(Outcome::Done))
            .with_photo();
        self.add(bound);
        let in_the_field = self
            .report("", "2024-01-09T07:10:00", "jalan-rusak")
            .officer(0, "koordinator", d::verify(Verdict::to("dpupr")))
            .officer(
                1,
                "dpupr",
                d::sub_dispose("upt-jalan", Some("lapangan-jalan")),
            )
            .officer(2, "lapangan-jalan", d::add_file())
            .with_photo()
            .officer(0, "lapangan-jalan", d::field_result())
            .officer(1, "upt-jalan", d::propose(Outcome::Done))
            .with_photo()
            .reporter(2, d::confirm())
            .reporter(0, d::rate(5));
        self.add(in_the_field);
        let planned = self
            .by(
                "",
                "2022-12-21T10:00:00",
                "penerangan-jalan",
                ReportType::Aspiration,
                Channel::App,
            )
            .officer(0, "koordinator", d::verify(Verdict::to("disperkimtan")))
            .officer(2, "disperkimtan", d::propose(Outcome::Planned))
            .reporter(1, d::confirm());
        self.add(planned);
        let at_ppid = self
            .by(
                "",
                "2022-12-05T10:20:00",
                "layanan-daring",
                ReportType::Information,
                Channel::Web,
            )
            .officer(0, "koordinator", d::verify(Verdict::to("disdukcapil")))
            .officer(1, "disdukcapil", d::refer_ppid("diskominfo"))
            .officer(1, "diskominfo", d::take_ppid())
            .officer(2, "diskominfo", d::answer(8))
            .officer(3, "diskominfo", d::extend_ppid())
            .officer(5, "diskominfo", d::propose(Outcome::Answered))
            .reporter(1, d::confirm());
        self.add(at_ppid);
        let kept = self
            .by(
                "",
                "2022-12-21T11:00:00",
                "layanan-daring",
                ReportType::Information,
                Channel::Sms,
            )
            .officer(
                0,
                "koordinator",
                d::verify(Verdict {
                    keep: true,
                    ..Verdict::to("diskominfo")
                }),
            )
            .officer(1, "koordinator", d::propose(Outcome::Answered))
            .reporter(0, d::confirm());
        self.add(kept);
    }

    /// Where an inbox should not be empty on the last day: refused, disputed, unverified, danger.
    pub(super) fn open_now(&mut self) {
        let mut refused = self.report("", "2024-01-29T08:20:00", "pohon");
        refused.tale.photos = 2;
        let refused = refused
            .officer(0, "koordinator", d::verify(Verdict::to("dlh")))
            .officer(1, "dlh", d::refuse("disperkimtan"));
        self.add(refused);
        let mut disputed = self.report("", "2024-01-22T08:20:00", "drainase");
        disputed.tale.photos = 1;
        let disputed = disputed
            .officer(0, "koordinator", d::verify(Verdict::to("dpupr")))
            .officer(2, "dpupr", d::propose(Outcome::Done))
            .with_photo()
            .reporter(2, d::dispute());
        self.add(disputed);
        let fresh = [
            ("2024-01-30T09:30:00", "kabut-asap"),
            ("2024-01-30T16:45:00", "lampu-lalu-lintas"),
            ("2024-01-31T06:20:00", "air-mati"),
        ];
        for (at, category) in fresh {
            let mut teller = self.report("", at, category);
            teller.tale.photos = 1;
            "-2.2096".clone_into(&mut teller.tale.filing.latitude);
            "113.9108".clone_into(&mut teller.tale.filing.longitude);
            self.add(teller);
        }
    }
}
