#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::{Function, explain, lexicon, of_category_name, of_unit_name, score};

fn first(text: &str) -> &'static str {
    score(text)
        .first()
        .map_or("-", |(function, _)| function.code())
}

fn named(functions: &[(Function, f32)]) -> Vec<&'static str> {
    functions
        .iter()
        .map(|(function, _)| function.code())
        .collect()
}

#[test]
fn the_lists_can_be_read() {
    for lists in [lexicon::reports(), lexicon::units(), lexicon::categories()] {
        assert_eq!(lists.problems, Vec::<String>::new());
    }
    assert_eq!(Function::all().len(), 29);
    for function in Function::all() {
        assert_eq!(function.code().parse(), Ok(function));
        assert!(!function.name().is_empty());
    }
    assert!("urusan-lain".parse::<Function>().is_err());
}

#[test]
fn everyday_reports_find_their_function() {
    for (text, code) in [
        (
            "Jl. Melati berlubang parah, tolong ditambal",
            "pekerjaan-umum",
        ),
        (
            "got mampet sdh 2 minggu, klo ujan mesti banjir",
            "pekerjaan-umum",
        ),
        ("Lampu jalan di gang kami mati sejak senin", "perhubungan"),
        (
            "juru parkir di depan pasar minta 5 ribu tanpa karcis",
            "perhubungan",
        ),
        ("smpah numpuk ga diangkut2 petugas", "lingkungan-hidup"),
        (
            "mohon pemangkasan pohon yang sudah rimbun di depan sekolah",
            "lingkungan-hidup",
        ),
        ("pedagang kaki lima berjualan di trotoar", "ketertiban"),
        (
            "ada sarang tawon di atap rumah, mohon evakuasi",
            "kebakaran",
        ),
        ("kapan bansos PKH cair? nama saya ada di DTKS", "sosial"),
        (
            "antrian di puskesmas lama sekali, dokter tidak ada",
            "kesehatan",
        ),
        ("KTP saya hilang, blanko katanya habis", "kependudukan"),
        ("upah di bawah UMK dan THR tidak dibayar", "tenaga-kerja"),
        ("gas elpiji 3 kg langka, harga naik", "usaha"),
        ("permohonan NIB lewat OSS ditolak terus", "perizinan"),
        ("air PDAM mati dari kemarin", "air-minum"),
        ("listrik padam tiap malam, trafo meledak", "energi"),
        (
            "pupuk subsidi tidak sampai ke kelompok tani",
            "pertanian-pangan",
        ),
        (
            "stadion dan lapangan bola tidak terawat, atlet mengeluh",
            "pariwisata-budaya-olahraga",
        ),
        ("perangkat desa mempersulit surat pengantar", "wilayah"),
        ("PBB saya dobel, SPPT salah nama", "pendapatan"),
    ] {
        assert_eq!(first(text), code, "{text}");
    }
}

#[test]
fn regional_words_are_understood() {
    for (text, code) in [
        ("dalane bolong, banyune nggenang", "pekerjaan-umum"),
        ("uwuh numpuk ning pinggir kali, mambu", "lingkungan-hidup"),
        ("ratik kada diangkut, baunya menyengat", "lingkungan-hidup"),
        ("banyu ledeng kada mangalir sudah talu hari", "air-minum"),
        ("lampu jalan pajah, kadap banar", "perhubungan"),
        ("danum PDAM dia mahasur, ledeng pajah", "air-minum"),
    ] {
        assert_eq!(first(text), code, "{text}");
    }
}

#[test]
fn places_are_not_matters() {
    assert_eq!(first("jalan berlubang di depan sekolah"), "pekerjaan-umum");
    assert_eq!(first("sampah menumpuk dekat puskesmas"), "lingkungan-hidup");
    assert_eq!(first("atap rumah sakit"), "kesehatan");
}

#[test]
fn says_nothing_when_no_word_speaks() {
    for text in [
        "",
        " ",
        "🙏🙏",
        "1234",
        "Lorem ipsum dolor sit amet",
        "halo min",
    ] {
        assert_eq!(score(text), [], "{text}");
    }
}

#[test]
fn names_of_units_and_repeats_steer_little() {
    let honest = "jalan berlubang dan trotoar rusak, mohon segera diperbaiki";
    let names = "Dinas Sosial Dinsos Dinas Pendidikan Inspektorat ".repeat(50);
    assert_eq!(first(&format!("{names} {honest}")), "pekerjaan-umum");
    assert_eq!(
        first(&format!("{honest} {}", "dinas sosial ".repeat(200))),
        "pekerjaan-umum"
    );
    // A weak word does not grow strong by being said often.
    assert_eq!(
        first(&format!("{honest} {}", "mobil ".repeat(300))),
        "pekerjaan-umum"
    );
    // On its own a named unit is still the best there is.
    assert_eq!(
        first("yth. Dinas Perhubungan mohon perhatiannya"),
        "perhubungan"
    );
}

#[test]
fn reasons_stand_in_the_text() {
    let text = "Mohon dicek, lampu di gang kami padam";
    let proposals = explain(text);
    let proposal = proposals.first().unwrap();
    assert_eq!(proposal.function.code(), "perhubungan");
    let reason = proposal.reasons.first().unwrap();
    assert_eq!(text.get(reason.span.clone()), Some("lampu"));
    assert_eq!(text.get(reason.with.clone().unwrap()), Some("padam"));
    assert!(reason.weight > 0.0);
}

#[test]
fn units_of_any_body_are_proposed_functions() {
    for (name, codes) in [
        (
            "Dinas Pekerjaan Umum dan Penataan Ruang",
            &["pekerjaan-umum"][..],
        ),
        ("DPUPR Kota Palangka Raya", &["pekerjaan-umum"]),
        (
            "Dinas Perumahan, Kawasan Permukiman dan Pertanahan",
            &["perumahan", "pertanahan"],
        ),
        ("DISDUKCAPIL", &["kependudukan"]),
        ("PERUMDAM Tirta Sejuk", &["air-minum"]),
        ("RSUD dr. Contoh", &["kesehatan"]),
        ("UPTD Puskesmas Contoh", &["kesehatan"]),
        ("Kelurahan Contoh", &["wilayah"]),
        ("KECAMATAN CONTOH", &["wilayah"]),
        ("Satpol PP", &["ketertiban"]),
        ("Satuan Polisi Pamong Praja", &["ketertiban"]),
        ("BPPRD", &["pendapatan"]),
        ("Badan Pendapatan Daerah", &["pendapatan"]),
        ("Inspektorat Daerah", &["pengawasan"]),
        ("Disperindag", &["usaha"]),
        ("SMAN 1 Contoh", &["pendidikan"]),
        ("SDN 05 Contoh", &["pendidikan"]),
        ("PT PLN (Persero) ULP Contoh", &["energi"]),
        ("BPBD", &["bencana"]),
        ("Dinas Pemadam Kebakaran dan Penyelamatan", &["kebakaran"]),
        (
            "Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak",
            &["sosial", "perempuan-anak-kb"],
        ),
        ("Polresta Contoh", &["keamanan"]),
        ("Bappeda", &["sekretariat"]),
        ("Kantor Pertanahan (BPN)", &["pertanahan"]),
        ("CV Maju Terus", &[]),
    ] {
        assert_eq!(named(&of_unit_name(name)), codes, "{name}");
    }
    let shares: f32 = of_unit_name("Dinas Tenaga Kerja dan Perindustrian")
        .iter()
        .map(|(_, share)| share)
        .sum();
    assert!((shares - 1.0).abs() < 1e-5);
}

#[test]
fn categories_are_proposed_functions() {
    for (name, code) in [
        ("JALAN BERLUBANG", "pekerjaan-umum"),
        ("LAMPU PENERANGAN JALAN UMUM", "perhubungan"),
        ("BIAYA/TARIF PDAM", "air-minum"),
        ("AKTA KELAHIRAN", "kependudukan"),
        ("LAINNYA TERKAIT LISTRIK", "energi"),
        ("TENAGA HONORER", "kepegawaian"),
        ("PEMERINTAHAN DESA", "wilayah"),
    ] {
        assert_eq!(
            named(&of_category_name(name)).first(),
            Some(&code),
            "{name}"
        );
    }
}

#[test]
fn long_and_foreign_texts() {
    let long = "jalan rusak lampu mati sampah ".repeat(10_000);
    assert!(score(&long).len() >= 3);
    assert!(score(&"a".repeat(200_000)).is_empty());
    assert_eq!(
        first("Excuse me, the internet is down in my street"),
        "kominfo"
    );
    assert_eq!(
        first("SEGERAAA DITINDAK!!! SAMPAAAH MENUMPUUUK"),
        "lingkungan-hidup"
    );
    // The end of a text past what is looked at says nothing.
    assert!(score(&format!("{}banjir", " ".repeat(100_000))).is_empty());
}

#[test]
fn a_form_is_not_its_fields() {
    let form = "Nama: Contoh\nNIK: 6271000000000000\nAlamat: Jl. Contoh RT 01 RW 02\nKelurahan Contoh Kecamatan Contoh\n\
                Keluhan: air PDAM tidak mengalir";
    assert_eq!(first(form), "air-minum");
}

#[test]
fn a_function_goes_over_the_wire_by_its_code() {
    let function = Function::from_code("air-minum").unwrap();
    assert_eq!(function.to_string(), "Air minum");
    assert_eq!(format!("{function:?}"), "Function(air-minum)");
    assert_eq!(
        "lain"
            .repeat(30)
            .parse::<Function>()
            .unwrap_err()
            .given
            .len(),
        40
    );
}

proptest! {
    #[test]
    fn any_text_is_borne(text in "(\\PC|[a-z ]|\\s|jalan|lampu|rusak|🙏){0,400}") {
        let proposals = explain(&text);
        prop_assert_eq!(&proposals, &explain(&text));
        let together: f32 = proposals.iter().map(|proposal| proposal.probability).sum();
        prop_assert!(together <= 1.001);
        for reason in proposals.iter().flat_map(|proposal| &proposal.reasons) {
            prop_assert!(text.get(reason.span.clone()).is_some());
            prop_assert!(reason.with.clone().is_none_or(|span| text.get(span).is_some()));
        }
        of_unit_name(&text);
        of_category_name(&text);
    }
}
