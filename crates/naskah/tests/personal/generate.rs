//! Texts with personal data in known places, among what only looks like it.

use std::ops::Range;

use naskah::personal::Kind;

use crate::people::{Dice, disguised, mobile, name, nik, spaced, street};

/// A generated text and what is hidden in it.
pub(crate) struct Sample {
    pub(crate) text: String,
    pub(crate) gold: Vec<(Range<usize>, Kind)>,
}

/// Makes one text: some matter, two or three hard negatives, some personal data, in one of the ways people type.
pub(crate) fn sample(seed: u64) -> Sample {
    let dice = &mut Dice::new(seed + 1);
    let mut sample = Sample {
        text: String::new(),
        gold: Vec::new(),
    };
    sample.say(dice.of(OPENINGS));
    for _ in 0..=dice.below(3) {
        let negative = negative(dice);
        sample.say(&negative);
        sample.secret(dice);
    }
    sample.say(dice.of(MATTERS));
    let negative = negative(dice);
    sample.say(&negative);
    match dice.below(10) {
        0 | 1 => sample.map(str::to_lowercase),
        2 => sample.map(str::to_uppercase),
        _ => sample,
    }
}

const OPENINGS: &[&str] = &[
    "Assalamualaikum Bapak/Ibu,",
    "Selamat pagi pak,",
    "Yth. Bapak Wali Kota,",
    "Kepada Yth. Kepala Dinas Perhubungan.",
    "Mohon maaf mengganggu.",
    "Ijin melapor ndan,",
    "Pak mohon ditindaklanjuti.",
    "Ibu kota yang indah ini jorok.",
    "Kepada Ibu Camat Pahandut dan Bapak Lurah Langkai.",
    "",
];
const MATTERS: &[&str] = &[
    "Lampu jalan padam sudah dua minggu.",
    "Sampah menumpuk di depan pasar dan bau sekali.",
    "Jalan berlubang membahayakan pengendara motor.",
    "Air PDAM tidak mengalir sejak kemarin pak.",
    "Bantuan belum juga saya terima bu, mohon dicek.",
    "Saluran air mampet dan banjir masuk rumah warga.",
    "Ketua RT dan Pak RT sudah dilapori tetapi tidak ada tindakan.",
    "tlg segera diperbaiki ya pak krn sdh byk yg jatuh.",
];

fn negative(dice: &mut Dice) -> String {
    let (a, b, c) = (1 + dice.below(28), 1 + dice.below(12), 1 + dice.below(98));
    match dice.below(22) {
        0 => format!("di wilayah RT {a:02} RW {b:02} Kelurahan Panarung,"),
        1 => format!("di RT.{a:03}/RW.{b:03}, dekat pos ronda,"),
        2 => format!("dengan biaya Rp {a}.{c:02}0.000 per orang,"),
        3 => format!("anggaran Rp1.{c:03}.000.000 tahun 20{b:02},"),
        4 => format!("sejak tanggal {a:02}-{b:02}-2024 pukul {b:02}.30,"),
        5 => format!(
            "pada {a:02}/{b:02}/2023 jam 0{}.00-1{}.00 WIB,",
            1 + b % 9,
            b % 3
        ),
        6 => format!("dengan nomor tiket {} yang belum dijawab,", dice.digits(12)),
        7 => format!("laporan no. {} sebelumnya,", dice.digits(8)),
        8 => format!("sesuai Perda No. {a} Tahun 20{b:02} dan UU 25/2009,"),
        9 => format!("surat nomor 470/{c}/{b}/2024,"),
        10 => format!("sebanyak {a} titik lampu dan {c} KK,"),
        11 => format!("di km {a},{b} arah Kasongan,"),
        12 => format!("Jalan Yos Sudarso No. {a} kantor dinas,").replace(&format!(" No. {a}"), ""),
        13 => format!("KM {a} RT {b} RW {a},"),
        14 => format!("tahun 2021 2022 2023 20{b:02} berturut-turut,"),
        15 => format!("ukuran {a} x {b} meter, tebal {c} cm,"),
        16 => "Ibu rumah tangga dan bapak-bapak resah,".to_owned(),
        17 => "Jl. H. Ikap dan Jl. Pangeran Samudera rusak,".to_owned(),
        18 => format!("Blok {} gang {a},", dice.of(&["A", "B", "C"])),
        19 => "Pak Camat, Bu Lurah, dan Pak Wali Kota belum turun,".to_owned(),
        20 => "nama saya tidak ada di daftar penerima,".to_owned(),
        _ => format!(
            "resi {} dan kode booking {},",
            dice.digits(11),
            dice.digits(10)
        ),
    }
}

impl Sample {
    fn say(&mut self, words: &str) {
        if !self.text.is_empty() && !words.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(words);
    }

    /// Words with one secret in the place of `{}`.
    fn hide(&mut self, words: &str, kind: Kind, secret: &str) {
        let (before, after) = words.split_once("{}").unwrap();
        self.say(before);
        let start = self.text.len();
        self.text.push_str(secret);
        self.gold.push((start..self.text.len(), kind));
        self.text.push_str(after);
    }

    fn secret(&mut self, dice: &mut Dice) {
        match dice.below(16) {
            0 | 1 => {
                let mut digits = nik(dice);
                match dice.below(10) {
                    0 | 1 => digits = disguised(dice, &digits),
                    2 => digits = spaced(dice, &digits, &[4]),
                    3 => digits = spaced(dice, &digits, &[6, 6, 4]),
                    _ => {}
                }
                self.hide(
                    dice.of(&[
                        "NIK {},",
                        "nik saya {}",
                        "no KTP: {}.",
                        "ini nik ibu saya {} mohon dicek",
                        "({}) belum terdaftar,",
                        "NIK : {}\n",
                    ]),
                    Kind::Nik,
                    &digits,
                );
            }
            2 => {
                let mut digits = nik(dice);
                if dice.chance(50) {
                    digits.pop();
                } else {
                    digits.insert(7, '3');
                }
                self.hide(
                    dice.of(&["NIK {},", "nik : {}", "no ktp {}."]),
                    Kind::Nik,
                    &digits,
                );
            }
            3 => {
                let digits = nik(dice);
                self.hide(
                    dice.of(&["No. KK {},", "nomor kk: {}", "kartu keluarga {}."]),
                    Kind::FamilyCard,
                    &digits,
                );
            }
            4 | 5 => self.phone(dice),
            6 => {
                let user = format!(
                    "{}{}{}",
                    dice.of(&["warga", "budi", "ani.rt", "cs_"]),
                    dice.of(&[".", "_", ""]),
                    dice.below(99)
                );
                let mail = format!(
                    "{user}@{}",
                    dice.of(&[
                        "contoh.example",
                        "gmail.com",
                        "mail.contoh.id",
                        "yahoo.co.id"
                    ])
                );
                self.hide(
                    dice.of(&["email {},", "kirim ke {} saja", "({})"]),
                    Kind::Email,
                    &mail,
                );
            }
            7 => {
                let code = dice.of(&["KH", "DA", "B", "L", "KB", "AB"]);
                let gap = dice.of(&[" ", "", "-", " "]);
                let length = 4;
                let plate = format!(
                    "{code}{gap}{}{}{gap}{}",
                    1 + dice.below(9),
                    dice.digits(length - 1),
                    dice.of(&["AB", "TY", "QZ", "X", "FGH"])
                );
                self.hide(
                    dice.of(&[
                        "truk dengan plat {} ngebut,",
                        "mobil nopol {},",
                        "nomor polisi {} parkir sembarangan,",
                        "No. Pol. {},",
                    ]),
                    Kind::Plate,
                    &plate,
                );
            }
            8 => {
                let length = [10, 15, 13, 12][dice.below(4)];
                let digits = format!("{}{}", 1 + dice.below(9), dice.digits(length - 1));
                let digits = if dice.chance(30) {
                    spaced(dice, &digits, &[4])
                } else {
                    digits
                };
                self.hide(
                    dice.of(&[
                        "transfer ke rekening {},",
                        "norek {}",
                        "rekening BRI {},",
                        "BCA {}.",
                        "no. rek. Mandiri: {}",
                    ]),
                    Kind::Account,
                    &digits,
                );
            }
            9 => {
                let digits = format!("000{}", dice.digits(10));
                self.hide(
                    dice.of(&[
                        "BPJS {},",
                        "no kartu JKN {}",
                        "nomor BPJS Kesehatan: {}.",
                        "kartu {} tidak aktif,",
                    ]),
                    Kind::Health,
                    &digits,
                );
            }
            10 => {
                let length = 11 + dice.below(2);
                let digits = format!("5{}", dice.digits(length - 1));
                self.hide(
                    dice.of(&[
                        "id pelanggan PLN {},",
                        "idpel {}",
                        "nomor meter {}.",
                        "no. pelanggan PDAM {},",
                    ]),
                    Kind::Customer,
                    &digits,
                );
            }
            11..=13 => {
                let name = name(dice);
                self.hide(
                    dice.of(&[
                        "Pak {} sudah datang,",
                        "menurut Bapak {},",
                        "kata Bu {} begitu,",
                        "Ibu {} sakit,",
                        "a.n. {},",
                        "a/n {}.",
                        "atas nama {},",
                        "nama saya {}.",
                        "nama: {}\n",
                        "Nama lengkap : {},",
                        "Sdr. {} menolak,",
                        "Saudara {},",
                        "ketua RT 03 Pak {} diam,",
                        "oknum bernama {},",
                        "perkenalkan nama saya {}, warga baru,",
                        "dilayani Ibu Hj. {},",
                        "Bpk {} (ketua RW),",
                    ]),
                    Kind::Name,
                    &name,
                );
            }
            14 => {
                let number = format!("{}{}", 1 + dice.below(150), dice.of(&["", "", "A", "/12"]));
                let street = street(dice);
                let address = match dice.below(5) {
                    0 => format!("Jl. {street} No. {number} RT 03 RW 05"),
                    1 => format!("Jalan {street} no {number}"),
                    2 => format!("Jl {street} Gg. Damai No.{number}"),
                    3 => format!("Perum {street} Blok C No. {number}"),
                    _ => format!("Jln. {street} no. {number} RT.02/RW.11"),
                };
                self.hide(
                    dice.of(&[
                        "rumah saya di {},",
                        "alamat {}.",
                        "alamat: {}\n",
                        "saya tinggal di {},",
                    ]),
                    Kind::Address,
                    &address,
                );
            }
            _ => {
                let (lat, lon) = (dice.digits(5), dice.digits(5));
                let place = match dice.below(4) {
                    0 => format!("-2.{lat}, 113.{lon}"),
                    1 => format!("-2.{lat},113.{lon}"),
                    2 => format!("https://maps.app.goo.gl/{}Xy", dice.digits(6)),
                    _ => "2°12'36\"S 113°55'12\"E".to_owned(),
                };
                self.hide(
                    dice.of(&[
                        "lokasi {} dekat pasar",
                        "koordinat: {}\n",
                        "titik {} ya pak",
                    ]),
                    Kind::Coordinates,
                    &place,
                );
            }
        }
    }

    fn phone(&mut self, dice: &mut Dice) {
        let local = mobile(dice);
        let cut = local.get(1..).unwrap();
        let number = match dice.below(8) {
            0 => format!("+62{cut}"),
            1 => format!("+62 {}", spaced(dice, cut, &[3, 4, 5])),
            2 => spaced(dice, &local, &[4, 4, 5]),
            3 => disguised(dice, &local),
            4 => format!("(0536) 322{}", dice.digits(4)),
            5 => format!("0536-32{}", dice.digits(5)),
            _ => local,
        };
        self.hide(
            dice.of(&[
                "hubungi {},",
                "WA {} ya",
                "no hp saya {}.",
                "telp. {},",
                "({})",
                "saya bisa dihubungi di {} kapan saja",
            ]),
            Kind::Phone,
            &number,
        );
    }

    /// The same text in another case; a letter of ours never changes its length.
    fn map(self, change: fn(&str) -> String) -> Self {
        let text = change(&self.text);
        assert_eq!(text.len(), self.text.len());
        Self {
            text,
            gold: self.gold,
        }
    }
}
