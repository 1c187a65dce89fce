//! Short lists the classifier needs: words without a subject, everyday spellings, words before a person's name.

use std::sync::LazyLock;

/// Words that say nothing about who is competent.
const STOP: &str = "
    ada adalah adanya agar aja akan akhir akhirnya aku alhamdulillah amin anda antara apa apabila apakah apalagi
    asalamualaikum assalamualaikum atas atau bagaimana bagi bahkan bahwa banget bapak baru beberapa begini begitu
    belum berapa beserta betul biar bila bisa boleh buat cara cukup cuma dalam dan dari daripada deh demikian
    dengan di dia dikarenakan dong dulu hal halo hanya harap harus hingga ia ialah ibu ingin ini itu iya izin jadi
    jangan jika juga kak kalau kali kami kamu kan karena kasih ke kemarin kenapa kepada ketika kita kok lagi lah
    lain lalu lebih maaf maka malam mana masih mau melainkan memang mengapa menjadi menurut mereka merupakan meski
    meskipun mohon namun nya oleh orang pada padahal pagi para per perlu pernah pun saat saja salam sama sampai
    sangat saya seandainya sebagai sebelum sebelumnya sebuah secara sedang sehingga sejak sekali sekarang sekian
    selalu selamat semoga semua seperti sering serta sesuai setelah setiap siang siap sih silahkan sore suatu
    sudah supaya tadi tanpa tapi telah tentang terhadap terima terimakasih terkait tersebut tetap tetapi tiap
    tidak toh tolong tuh untuk waalaikumsalam walau walaupun wassalamualaikum wb wr ya yaitu yakni yang
";

/// Everyday spellings, each with the word meant.
const SPELLINGS: &str = "
    ad=ada adlh=adalah ajah=aja aq=aku ato=atau bgmn=bagaimana bgt=banget bhw=bahwa bkn=bukan blm=belum blom=belum
    blum=belum bnyk=banyak bpk=bapak brp=berapa bs=bisa bsa=bisa bu=ibu byk=banyak cm=cuma cuman=cuma d=di
    dah=sudah dapet=dapat dg=dengan dgn=dengan dlm=dalam dmn=dimana dpt=dapat dr=dari dri=dari drmh=rumah
    engga=tidak enggak=tidak g=tidak ga=tidak gak=tidak gg=gang gimana=bagaimana gk=tidak gmn=bagaimana gw=saya
    hrs=harus ijin=izin jd=jadi jg=juga jgn=jangan jl=jalan jlan=jalan jln=jalan jml=jumlah k=ke kab=kabupaten
    kalo=kalau kec=kecamatan kel=kelurahan kl=kalau klo=kalau kmrn=kemarin knp=kenapa kpd=kepada krn=karena
    lg=lagi liat=lihat lwt=lewat mhn=mohon min=admin mlm=malam msh=masih msk=masuk ngga=tidak nggak=tidak nih=ini
    nmr=nomor no=nomor org=orang pak=bapak pake=pakai pd=pada pdhl=padahal perum=perumahan prov=provinsi rmh=rumah
    saia=saya sampe=sampai sampek=sampai sblm=sebelum sdh=sudah sdr=saudara sja=saja skrg=sekarang skrng=sekarang
    slalu=selalu sm=sama smg=semoga smpe=sampai smua=semua sprt=seperti spt=seperti sy=saya tak=tidak td=tadi
    tdk=tidak tgl=tanggal thd=terhadap thn=tahun tlg=tolong tlong=tolong tp=tapi trima=terima
    trimakasih=terimakasih trims=terimakasih trs=terus tsb=tersebut ttg=tentang uda=sudah udah=sudah udh=sudah
    utk=untuk wkt=waktu wrg=warga yg=yang yng=yang
";

/// Words after which people write a name.
const BEFORE_NAMES: &str = "a an alias almarhum atasnama bapak bpk bu buk haji hj h ibu mas mbak nama namanya pak pelapor saudara saudari sdr sdri";

static STOP_SORTED: LazyLock<Vec<&str>> = LazyLock::new(|| sorted(STOP));
static BEFORE_NAMES_SORTED: LazyLock<Vec<&str>> = LazyLock::new(|| sorted(BEFORE_NAMES));
static SPELLINGS_SORTED: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let pairs = SPELLINGS.split_whitespace();
    let mut pairs: Vec<_> = pairs.filter_map(|pair| pair.split_once('=')).collect();
    pairs.sort_unstable();
    pairs
});

/// Whether a word has no subject.
pub(super) fn is_stop(word: &str) -> bool {
    STOP_SORTED.binary_search(&word).is_ok()
}

/// Whether a name is likely to follow.
pub(super) fn is_before_name(word: &str) -> bool {
    BEFORE_NAMES_SORTED.binary_search(&word).is_ok()
}

/// The common word behind an everyday spelling, or the word itself.
pub(super) fn meant(word: &str) -> &str {
    let pairs = &SPELLINGS_SORTED;
    let found = pairs.binary_search_by(|(spelling, _)| (*spelling).cmp(word));
    found
        .ok()
        .and_then(|at| pairs.get(at))
        .map_or(word, |(_, meant)| meant)
}

fn sorted(list: &'static str) -> Vec<&'static str> {
    let mut words: Vec<_> = list.split_whitespace().collect();
    words.sort_unstable();
    words
}
