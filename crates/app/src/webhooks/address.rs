//! Addresses that a subscription may be given. Where a name leads is looked at anew each time it is called.

use std::net::IpAddr;

use hyper::Uri;

use crate::channels::egress;

/// Longest address.
const LONGEST: usize = 500;

/// Whether an address can be called at all; the code says what is wrong. `local` is an operator's word that the receiver
/// stands in the own network.
///
/// # Errors
/// `required`, `too_long`, `not_a_url`, `not_https`, `with_password` or `private`.
pub fn check(text: &str, local: bool) -> Result<(), &'static str> {
    if text.is_empty() {
        return Err("required");
    }
    if text.len() > LONGEST {
        return Err("too_long");
    }
    let uri: Uri = text.parse().map_err(|_| "not_a_url")?;
    let authority = uri.authority().ok_or("not_a_url")?;
    match uri.scheme_str() {
        Some("https") => {}
        Some("http") if local => {}
        Some("http") => return Err("not_https"),
        _ => return Err("not_a_url"),
    }
    // A password belongs into nobody's log.
    if authority.as_str().contains('@') {
        return Err("with_password");
    }
    let host = authority.host().trim_matches(['[', ']']);
    if host.is_empty() {
        return Err("not_a_url");
    }
    if local {
        return Ok(());
    }
    let named_so = host.eq_ignore_ascii_case("localhost") || !host.contains(['.', ':']);
    match host.parse::<IpAddr>() {
        Ok(ip) if !egress::is_public(ip) => Err("private"),
        Err(_) if named_so => Err("private"),
        _ => Ok(()),
    }
}

/// An address as it may be shown: many receivers know their senders by a part of the path or the query, so only the host
/// and the shape of the rest are told, as in `https://dasbor.example/…/…?…`.
pub fn shape(text: &str) -> String {
    let Ok(uri) = text.parse::<Uri>() else {
        return "…".to_owned();
    };
    let scheme = uri.scheme_str().unwrap_or("https");
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let host = authority.rsplit('@').next().unwrap_or_default();
    let steps = uri.path().split('/').filter(|step| !step.is_empty());
    let path: String = steps.map(|_| "/…").collect();
    let query = if uri.query().is_some() { "?…" } else { "" };
    format!("{scheme}://{host}{path}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_secret_is_not_shown() {
        for (text, shown) in [
            ("https://dasbor.example", "https://dasbor.example"),
            ("https://dasbor.example/", "https://dasbor.example"),
            (
                "https://dasbor.example:8443/masuk/T0K3N?kunci=rahasia",
                "https://dasbor.example:8443/…/…?…",
            ),
            ("http://a:sandi@10.1.2.3/x#y", "http://10.1.2.3/…"),
            ("bukan alamat", "…"),
        ] {
            assert_eq!(shape(text), shown, "{text}");
        }
    }

    #[test]
    fn only_addresses_on_the_open_internet() {
        for (text, expected) in [
            ("https://contoh.example/masuk?x=1", Ok(())),
            ("https://103.10.20.30:8443/", Ok(())),
            ("", Err("required")),
            ("contoh.example/masuk", Err("not_a_url")),
            ("ftp://contoh.example", Err("not_a_url")),
            ("http://contoh.example", Err("not_https")),
            ("https://saya:sandi@contoh.example", Err("with_password")),
            ("https://127.0.0.1/", Err("private")),
            ("https://[::1]/", Err("private")),
            ("https://[::ffff:10.0.0.1]/", Err("private")),
            ("https://169.254.169.254/latest/meta-data", Err("private")),
            ("https://localhost:8080/", Err("private")),
            ("https://gudang/", Err("private")),
        ] {
            assert_eq!(check(text, false), expected, "{text}");
        }
        assert_eq!(check("http://127.0.0.1:8080/masuk", true), Ok(()));
        assert_eq!(check("http://a@127.0.0.1/", true), Err("with_password"));
        assert_eq!(
            check(
                &format!("https://contoh.example/{}", "x".repeat(500)),
                false
            ),
            Err("too_long")
        );
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(text in ".{0,80}", local: bool) {
            let _code = check(&text, local);
            let _shown = shape(&text);
        }
    }
}
