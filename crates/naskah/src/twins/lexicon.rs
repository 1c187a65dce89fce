//! Ordinary words of reports: how much each says, which words mean one thing, and which name a matter.
//!
//! Written by hand from the language, not counted from anybody's reports. A word that is not here is taken for rare:
//! a name, a place, a thing out of the ordinary.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Entry {
    /// The word that stands for its group.
    pub(super) means: &'static str,
    /// Share of reports that have it, roughly.
    pub(super) share: f32,
    /// Whether the group names a matter that reports are about (lamps, trees, identity cards).
    pub(super) matter: bool,
}

/// Share of reports that hold a given word which the lexicon does not know.
pub(super) const RARE: f32 = 0.000_6;
/// Share of reports that hold a given word of a region's name (city, kecamatan, kelurahan).
pub(super) const AREA: f32 = 0.05;
/// Share of reports that hold a given bare number.
pub(super) const NUMBER: f32 = 0.02;

/// Looks a word up, as it is and then by its stem.
pub(super) fn look_up(word: &str) -> Option<Entry> {
    WORDS.get(word).copied()
}

static WORDS: LazyLock<HashMap<&'static str, Entry>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (share, group) in FILLERS {
        for word in group.split_whitespace() {
            words.insert(
                word,
                Entry {
                    means: word,
                    share: *share,
                    matter: false,
                },
            );
        }
    }
    for (share, matter, groups) in [(0.05, false, SAME), (0.03, true, MATTERS)] {
        for group in groups.lines() {
            let means = group.split_whitespace().next().unwrap_or_default();
            for word in group.split_whitespace() {
                words.insert(
                    word,
                    Entry {
                        means,
                        share,
                        matter,
                    },
                );
            }
        }
    }
    words
});

/// Words that say little or nothing of the matter, with the share of reports that have them.
const FILLERS: &[(f32, &str)] = &[
    // Courtesies and joints: nearly no weight.
    (
        0.35,
        "yang yg di dan dn ke dari dr untuk utk dengan dgn pada ini itu tersebut tsb ada adanya saya sy aku kami kita \
         bapak bpk pak bapa ibu bu mohon mhn tolong tlg bantuan bantu dibantu bantuannya terima kasih terimakasih \
         trimakasih makasih tks thx suwun maturnuwun matur nuwun selamat pagi siang sore malam assalamualaikum \
         assalamu alaikum wr wb warahmatullahi wabarakatuh tidak tdk gak ga nggak ndak tak enggak sudah sdh udah uda \
         belum blm nya kepada yth",
    ),
    (
        0.2,
        "karena krn karna akan agar supaya juga jg bisa bs dapat dpt atau atas oleh sangat sekali lagi saja aja masih \
         msh jika kalau kalo klo kl bila apabila jangan jgn harap mohonnya segera sgr sehingga shg maka tapi tp tetapi \
         namun padahal kok koq kenapa mengapa knp apa apakah bagaimana gimana siapa kapan dimana mana sampai sampe \
         sampek hingga sejak selama saat waktu hari minggu bulan tahun jam pukul tanggal tgl tadi kemarin kemaren \
         besok sekarang skrg dulu lama sering selalu setiap tiap banyak bnyak beberapa semua seluruh para lain lainnya \
         sama hanya cuma lebih kurang paling punya izin ijin ingin mau hendak sebagai seperti spt secara dalam luar \
         antara tentang terkait mengenai perihal hal sesuai demikian begitu mas mbak kak admin min sesama orang org \
         warga masyarakat kota kab kabupaten pemkot pemerintah pemda walikota bupati dinas tim petugas bidang instansi \
         lapor laporan melaporkan pelapor laporkan sampaikan menyampaikan keluhan pengaduan aduan info informasi \
         informasikan tindak lanjut ditindaklanjuti ditindak tindaklanjut lanjuti respon direspon cek dicek kroscek \
         baik perbaikan diperbaiki memperbaiki perbaiki nggih njih ngapunten monggo sudi kiranya berkenan perhatian \
         perhatikan diperhatikan solusi solusinya pencerahan pencerahannya penjelasan hormat salam hallo halo",
    ),
    (
        0.1,
        "air jalan jl jln jalanan jalannya rumah rmh daerah wilayah lokasi tempat alamat titik depan dpn belakang samping \
         sebelah dekat seberang sekitar sepanjang ujung pojok tengah lingkungan kampung kp kampungnya rt rw no nomor \
         nmr kel kelurahan kec kecamatan desa gang gg blok perumahan perum komplek kompleks raya masuk menuju arah \
         anak keluarga tetangga nama nm usia umur bapaknya ibunya suami istri data surat kantor pihak sendiri satu dua \
         tiga empat lima sebuah ditambah tambah pasang dipasang pemasangan pasangkan kondisi keadaan kejadian \
         menjadi jadi dijadikan membuat buat dibuat pembuatan terjadi akibat akibatnya mengakibatkan bahaya \
         membahayakan berbahaya rawan kecelakaan ganggu mengganggu terganggu parah rusak kerusakan merusak lewat \
         melewati dilewati melintas pengendara motor mobil kendaraan sepeda tinggal bertempat pernah ajukan mengajukan \
         diajukan pengajuan daftar terdaftar mendaftar didaftarkan tunggu menunggu proses diproses butuh membutuhkan \
         dibutuhkan kebutuhan minta meminta dimohon tanya menanyakan bertanya tau tahu mengetahui lihat melihat \
         dilihat datang didatangi beri diberi memberi berikan kasih dikasih indonesia jawa timur barat utara selatan \
         kalimantan sumatera sulawesi papua bali hp wa telp telepon nik nokk hujan musim sisi perempatan pertigaan \
         simpang persil kav kavling dusun dsn gapura pos jembatan makam masjid mushola musholla langgar gereja taman \
         lapangan toko apotik apotek indomaret alfamart alfamidi spbu pom bensin bank hotel ruko pertokoan stasiun \
         terminal bandara pelabuhan kampus universitas",
    ),
];

/// One group a line: words that mean the same; the first stands for all.
const SAME: &str = "\
mati padam nyala menyala hidup gelap
lubang berlubang lobang bolong
hancur ambles amblas ambrol longsor roboh runtuh rubuh jebol retak pecah
genang tergenang genangan menggenang
tumbang patah ambruk
sumbat mampet buntu tersumbat tersendat
bocor bocoran rembes
bongkar dibongkar pembongkaran
tertib ditertibkan penertiban sidak operasi razia
angkut pengangkutan diangkut pengambilan diambil ambil
bersih bersihkan dibersihkan pembersihan kotor kumuh
pangkas perantingan pemangkasan dipangkas dirampingkan perampingan potong dipotong pemotongan tebang ditebang penebangan
liar ilegal illegal
bayar membayar dibayar pembayaran biaya bea bayaran tarif
gratis 
palsu penipuan tipu menipu
kasar sopan ramah arogan attitude sikap
lambat lamban lemot antri antre antrian antrean
tutup ditutup penutup menutup penutupan
cair pencairan dicairkan turun
usul usulan mengusulkan diusulkan
survey survei disurvey disurvei
hilang kehilangan dicuri
";

/// One group a line: words that tell what a report is about; the first stands for all.
const MATTERS: &str = "\
lampu pju lpju penerangan neon mercury
aspal pengaspalan diaspal beraspal makadam bergelombang lubang berlubang lobang cor pengecoran paving dipaving pavingisasi
pohon dahan ranting ketapang trembesi angsana
sampah tps tpa bak kontainer pemulung rongsokan
saluran got selokan gorong drainase uditch boxculvert culvert parit riol
banjir kebanjiran rob pompa meluap luapan
plengsengan tanggul talud turap bronjong
sungai kali eceng enceng gondok pendangkalan
pdam pam leding ledeng meteran keruh
parkir parkiran jukir karcis
macet kemacetan lalulintas lalin rambu marka zebra apill trafficlight
trotoar pedestrian pejalan guiding
pkl pedagang lapak berjualan jualan kakilima
bising berisik kebisingan karaoke musik sound speaker knalpot
mbr bansos blt pkh bpnt dtks sembako miskin pramiskin gakin kemensos prasejahtera sktm
bpjs jkn kis pbi
puskesmas rsud dokter obat perawat poli igd ugd pasien rumahsakit
nyamuk fogging dbd jentik demam
vaksin vaksinasi booster covid corona
stunting posyandu balita gizi
sekolah sekolahan siswa murid guru sd smp sma smk sdn smpn sman smkn ppdb zonasi ijazah seragam spp kip pip
ktp ektp kk akta akte kia dukcapil adminduk kependudukan capil nikah
kerja pekerjaan lowongan loker nganggur pengangguran phk outsourcing
umkm bpum koperasi
rusun rusunawa kontrakan kos
rutilahu bedah reyot
sertifikat ptsl tanah bpn sengketa ahliwaris
pbb pajak bphtb retribusi
lurah camat sekcam seklur kasi
pungli pungutan suap korupsi gratifikasi mafia calo
pemilihan pilkades pencalonan mencalonkan jabatan
kucing anjing ular tawon tikus monyet biawak ternak ayam kandang
listrik pln
kabel tiang fiber
wifi internet indihome sinyal provider tower menara
maling pencurian begal jambret tawuran curanmor perampokan
cctv kamera
miras mabuk narkoba judi perjudian togel prostitusi
balap balapan
odgj gangguanjiwa pengemis gelandangan anjal pengamen gepeng
lansia disabilitas difabel
imb pbg bangunan renovasi
asap bakar pembakaran membakar kebakaran polusi
limbah pabrik pencemaran bau busuk menyengat
bus bis angkot halte angkutan
taman playground rth
minyak gas elpiji lpg pertalite solar bbm harga
loket pelayanan
kur kredit pinjol bankkeliling rentenir
lomba olahraga atlet porprov
reklame baliho spanduk
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_meaning_meet() {
        let lamp = look_up("pju");
        assert_eq!(lamp, look_up("lampu"));
        assert!(lamp.is_some_and(|entry| entry.matter));
        assert_eq!(look_up("padam").map(|entry| entry.means), Some("mati"));
        assert_eq!(look_up("yg").map(|entry| entry.matter), Some(false));
        assert_eq!(look_up("kenanga"), None);
    }
}
