//! Words before a number that say what it is.

use super::view::{Piece, View};

/// What the words before a number announce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    Identity,
    Family,
    Phone,
    Account,
    Health,
    Customer,
    /// A company with customers: its number may be the customer's, or its own telephone.
    Utility,
    Tax,
    /// A number that belongs to a person, of no kind of its own here: pupil, official, passport.
    Personal,
    /// A number that belongs to a matter: ticket, letter, law.
    Matter,
    Money,
}

/// A cue and how close it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Announced {
    pub(super) cue: Cue,
    /// Words between the cue and the number; more than [`REACH`] where a comma or a full stop stands between.
    pub(super) distance: usize,
}

/// How far back a cue may stand, in words.
pub(super) const REACH: usize = 6;

/// The nearest cue before a part. A long number between ends the reach of what stands before it.
pub(super) fn before(view: &View, at: usize) -> Option<Announced> {
    let mut words = 0;
    let mut is_apart = false;
    for back in (at.saturating_sub(20)..at).rev() {
        match view.part(back)?.piece {
            Piece::Digits if view.digits(back)?.len() > 5 => return None,
            Piece::Sign(',' | ';' | '!' | '?') => is_apart = true,
            // "No. HP" is one thing, "rusak. 12" is not.
            Piece::Sign('.') => {
                is_apart |= back > 0 && view.word(back - 1).is_some_and(|word| word.len() > 4);
            }
            Piece::Word => {
                let word = view.word(back)?;
                let before = view
                    .words_before(back, 1)
                    .next()
                    .map_or("", |(_, word)| word);
                // "20 KK" and "5 meter" are counted.
                let is_counted =
                    back > 1 && view.digits(back - 2).is_some_and(|digits| digits.len() < 5);
                if !(is_counted && matches!(word, "kk" | "meter" | "pelanggan" | "unit"))
                    && let Some(cue) = cue(word, before)
                {
                    let distance = if is_apart { words + REACH + 1 } else { words };
                    return Some(Announced { cue, distance });
                }
                words += 1;
                if words == REACH {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}

fn cue(word: &str, before: &str) -> Option<Cue> {
    Some(match word {
        "mandiri" | "kesehatan" if before == "bpjs" => Cue::Health,
        "nik" | "nikk" | "niknya" | "ktp" | "ektp" | "kependudukan" | "ktpnya" => Cue::Identity,
        "kk" | "kknya" | "nkk" | "nokk" => Cue::Family,
        "keluarga" if before == "kartu" => Cue::Family,
        "hp" | "hpnya" | "hape" | "handphone" | "telp" | "tlp" | "tlpn" | "telpon" | "telepon"
        | "telephone" | "telfon" | "tel" | "phone" | "ponsel" | "wa" | "whatsapp" | "whatsap"
        | "wasap" | "watsap" | "hubungi" | "dihubungi" | "hub" | "kontak" | "contact" | "cp"
        | "call" | "center" | "centre" | "hotline" | "nohp" | "notelp" | "nowa" | "fax" | "sms"
        | "telegram" | "telegrup" | "gopay" | "ovo" | "dana" | "shopeepay" | "linkaja"
        | "menghubungi" | "nelpon" | "menelpon" | "menelepon" | "seluler" => Cue::Phone,
        "rekening" | "norek" | "rek" | "rekeningnya" | "bca" | "bri" | "bni" | "btn"
        | "mandiri" | "bsi" | "cimb" | "danamon" | "permata" | "bjb" | "bpd" | "jatim"
        | "kalteng" | "muamalat" | "jago" | "seabank" | "bank" | "transfer" | "va" | "atm"
        | "tabungan" => Cue::Account,
        "virtual" | "account" => Cue::Account,
        "bpjs" | "jkn" | "kis" | "bpjsnya" | "jamkesmas" | "askes" => Cue::Health,
        "pelanggan" | "idpel" | "pel" | "pelangan" | "meter" | "meteran" | "sambungan"
        | "idpelanggan" | "nosal" | "nopel" | "pelanggannya" => Cue::Customer,
        "kwh" | "pdam" | "pln" | "token" | "indihome" | "pgn" => Cue::Utility,
        "npwp" | "npwpnya" => Cue::Tax,
        "nisn" | "nis" | "nip" | "nim" | "nuptk" | "nrp" | "sim" | "paspor" | "passport"
        | "imei" | "nop" | "nopd" | "sertifikat" | "pbb" | "dtks" | "kip" | "kks" | "pkh"
        | "idbdt" => Cue::Personal,
        "pengaduannya" | "laporannya" | "pelaporan" | "aduannya" | "tiket" | "ticket"
        | "laporan" | "aduan" | "pengaduan" | "resi" | "tracking" | "antrian" | "antrean"
        | "invoice" | "transaksi" | "surat" | "sk" | "perda" | "perwali" | "permen" | "uu"
        | "undang" | "pp" | "perpres" | "keputusan" | "registrasi" | "reg" | "berkas"
        | "pendaftaran" | "pasal" | "lacak" | "pesanan" | "order" | "kode" | "referensi"
        | "booking" => Cue::Matter,
        "id" if matches!(before, "laporan" | "aduan" | "tiket") => Cue::Matter,
        "rp" | "idr" | "seharga" | "sebesar" | "harga" | "biaya" | "denda" | "anggaran" => {
            Cue::Money
        }
        _ => return None,
    })
}
