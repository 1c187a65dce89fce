//! Values of arguments, each with a refusal that says what is accepted.

use std::net::{IpAddr, SocketAddr};

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::words::Role;
use lapor_domain::zone::Zone;

/// A date.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "tanggal ditulis TAHUN-BULAN-HARI, misalnya 2023-01-31".to_owned())
}

/// A moment.
pub(crate) fn moment(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| {
        "waktu ditulis lengkap dengan zonanya (RFC 3339), misalnya 2024-01-01T00:00:00+07:00"
            .to_owned()
    })
}

/// Part of an address: what bodies, units and categories are called there.
pub(crate) fn slug(text: &str) -> Result<String, String> {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if text.is_empty()
        || text.len() > 60
        || !text.chars().all(good)
        || text.starts_with('-')
        || text.ends_with('-')
    {
        return Err(
            "nama pendek hanya huruf kecil, angka dan tanda hubung, paling panjang 60, misalnya dinas-pupr"
                .to_owned(),
        );
    }
    Ok(text.to_owned())
}

/// A name that people read.
pub(crate) fn name(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 200 || text.chars().any(char::is_control) {
        return Err(
            "nama tidak boleh kosong, lebih dari 200 huruf, atau berisi ganti baris".to_owned(),
        );
    }
    Ok(text.to_owned())
}

/// Name used to sign in.
pub(crate) fn login(text: &str) -> Result<String, String> {
    let text = text.trim().to_lowercase();
    let good = |c: char| c.is_alphanumeric() || ".@_+-".contains(c);
    if text.len() < 3 || text.len() > 200 || !text.chars().all(good) {
        return Err(
            "nama masuk adalah alamat surel atau nama pendek tanpa spasi, paling sedikit 3 huruf"
                .to_owned(),
        );
    }
    Ok(text)
}

/// A region code.
pub(crate) fn region(text: &str) -> Result<wilayah::RegionCode, String> {
    text.parse()
        .map_err(|error: wilayah::CodeError| error.to_string())
}

/// Where to listen.
pub(crate) fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse()
        .map_err(|_| "alamat IP dan porta, misalnya 127.0.0.1:8080 atau [::1]:8080".to_owned())
}

/// A machine.
pub(crate) fn ip(text: &str) -> Result<IpAddr, String> {
    text.parse()
        .map_err(|_| "alamat IP, misalnya 127.0.0.1 atau 10.0.0.5".to_owned())
}

/// A host name and whose it is.
pub(crate) fn host(text: &str) -> Result<(String, String), String> {
    let (host, body) = text
        .split_once('=')
        .ok_or_else(|| "HOST=INSTANSI, misalnya lapor.kota.example=palangkaraya".to_owned())?;
    Ok((host.trim().to_lowercase(), slug(body.trim())?))
}

/// A time zone.
pub(crate) fn zone(text: &str) -> Result<Zone, String> {
    text.parse()
        .map_err(|_| "zona waktu: wib, wita, atau wit".to_owned())
}

/// The roles that an account may hold, under the words officers use.
pub(crate) const ROLES: [(&str, Role); 10] = [
    ("admin-nasional", Role::Desk),
    ("koordinator", Role::Coordinator),
    ("loket", Role::Counter),
    ("penghubung", Role::UnitOfficer),
    ("lapangan", Role::FieldOfficer),
    ("pimpinan", Role::Leader),
    ("inspektorat", Role::Inspector),
    ("ombudsman", Role::Overseer),
    ("auditor", Role::Auditor),
    ("administrator", Role::Administrator),
];

/// A role, in Indonesian or as its code.
pub(crate) fn role(text: &str) -> Result<Role, String> {
    ROLES
        .iter()
        .find(|(word, role)| *word == text || role.as_str() == text)
        .map(|(_, role)| *role)
        .ok_or_else(|| {
            let words: Vec<&str> = ROLES.iter().map(|(word, _)| *word).collect();
            format!("peran: {}", words.join(", "))
        })
}

/// The word for a role.
pub(crate) fn role_word(role: Role) -> &'static str {
    ROLES
        .iter()
        .find(|(_, known)| *known == role)
        .map_or(role.as_str(), |(word, _)| *word)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn each_refusal_shows_what_is_accepted() {
        assert!(date("31/01/2023").unwrap_err().contains("2023-01-31"));
        assert!(moment("2024-01-01").unwrap_err().contains("+07:00"));
        assert!(slug("Dinas PU").unwrap_err().contains("dinas-pupr"));
        assert!(role("bos").unwrap_err().contains("koordinator"));
        assert_eq!(role("coordinator"), Ok(Role::Coordinator));
        assert_eq!(role("koordinator"), Ok(Role::Coordinator));
    }
}
