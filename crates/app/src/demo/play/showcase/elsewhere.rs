//! Reports that belong to someone else: outside, at the desk, in the province.

use lapor_domain::words::Outcome;

use super::Book;
use crate::demo::play::deeds as d;
use crate::demo::play::deeds::Verdict;
use crate::demo::play::tale::{CITY_SLUG, PROVINCE};
use crate::demo::texts::officer::Occasion;

impl Book<'_> {
    /// Rows 10, 36 and 37, outside the installation.
    pub(super) fn transferred(&mut self) {
        let taken = self
            .report("", "2022-12-08T08:20:00", "penerangan-jalan")
            .officer(
                1,
                "koordinator",
                d::transfer_outside("PLN UP3 Palangka Raya"),
            )
            .officer(3, "koordinator", d::acknowledge());
        self.add(taken);
        let returned = self
            .report("", "2022-12-09T09:50:00", "penerangan-jalan")
            .officer(0, "koordinator", d::verify(Verdict::to("disperkimtan")))
            .officer(
                1,
                "koordinator",
                d::transfer_outside("Balai Pelaksana Jalan Nasional"),
            )
            .officer(4, "koordinator", d::hand_back())
            .officer(
                0,
                "koordinator",
                d::redirect("disperkimtan", Occasion::Redirect),
            )
            .officer(2, "disperkimtan", d::answer(5))
            .officer(3, "disperkimtan", d::propose(Outcome::Done))
            .with_photo();
        self.add(returned);
        let unheard = self
            .report("", "2024-01-08T15:00:00", "layanan-rumah-sakit")
            .officer(
                1,
                "koordinator",
                d::transfer_outside("BPJS Kesehatan Cabang Palangka Raya"),
            );
        self.show(unheard, "diteruskan ke instansi lain, belum ditanggapi");
    }

    /// Rows 2 and 3: past the desk, back to it, and the desk's last word.
    pub(super) fn at_the_desk(&mut self) {
        let mut teller = self.report("", "2022-12-12T07:45:00", "jalan-rusak");
        teller.tale.filing.body = None;
        teller.tale.filing.category = None;
        let teller = teller
            .officer(0, "desk", d::forward(CITY_SLUG))
            .officer(
                1,
                "koordinator",
                d::return_to_desk("Dinas PUPR Provinsi Kalimantan Tengah"),
            )
            .officer(1, "desk", d::forward(PROVINCE))
            .officer(
                1,
                "koordinator-kalteng",
                d::verify(Verdict {
                    body: PROVINCE,
                    category: Some("jalan-provinsi"),
                    ..Verdict::to("dpupr")
                }),
            )
            .officer(3, "dpupr-kalteng", d::answer(6))
            .officer(4, "dpupr-kalteng", d::propose(Outcome::NotGranted));
        self.add(teller);
        let mut waiting = self.report("", "2024-01-30T20:15:00", "angkutan-umum");
        waiting.tale.filing.body = None;
        waiting.tale.filing.category = None;
        self.add(waiting);
    }

    /// Row 10 inside the installation, and rows 22 and 22a: the province lets a second person check.
    pub(super) fn in_the_province(&mut self) {
        let verdict = Verdict {
            body: PROVINCE,
            category: Some("jalan-provinsi"),
            ..Verdict::to("dpupr")
        };
        let checked = self
            .report("", "2024-01-02T09:10:00", "jalan-rusak")
            .officer(1, "koordinator", d::transfer_to(PROVINCE))
            .officer(1, "koordinator-kalteng", d::verify(verdict))
            .officer(1, "dpupr-kalteng", d::answer(5))
            .officer(3, "dpupr-kalteng", d::propose(Outcome::Done))
            .officer(1, "koordinator-kalteng", d::check_return())
            .officer(2, "dpupr-kalteng", d::propose(Outcome::Done))
            .with_photo()
            .officer(1, "koordinator-kalteng", d::check_approve())
            .reporter(2, d::confirm())
            .reporter(0, d::rate(5));
        self.show(
            checked,
            "pindah ke provinsi, diperiksa orang kedua, selesai",
        );
        let after_disposition = self
            .report("", "2022-12-13T10:00:00", "kendaraan-berat")
            .officer(1, "koordinator", d::verify(Verdict::to("dishub")))
            .officer(2, "dishub", d::answer(3))
            .officer(1, "koordinator", d::transfer_to(PROVINCE));
        self.add(after_disposition);
        let unchecked = self
            .report("", "2024-01-22T09:10:00", "jembatan-titian")
            .officer(0, "koordinator", d::transfer_to(PROVINCE))
            .officer(1, "koordinator-kalteng", d::verify(verdict))
            .officer(4, "dpupr-kalteng", d::propose(Outcome::Done));
        self.add(unchecked);
    }
}
