//! The database address: which engine, and where.

use std::path::PathBuf;

use tokio_postgres::config::SslMode;

use crate::StoreError;

/// A parsed database address.
#[derive(Debug)]
pub(crate) enum Address {
    /// One file beside which SQLite keeps its WAL.
    File(PathBuf),
    /// A PostgreSQL server.
    Server(Box<tokio_postgres::Config>),
}

/// Reads `sqlite:PATH`, `postgres://…` or `postgresql://…`; `postgres:///NAME` is on this machine.
///
/// A password in the address never becomes part of an error.
pub(crate) fn parse(url: &str) -> Result<Address, StoreError> {
    if let Some(rest) = url.strip_prefix("sqlite:") {
        return file(rest.strip_prefix("//").unwrap_or(rest));
    }
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return server(url);
    }
    let scheme = url
        .split_once(':')
        .map_or("tanpa awalan", |(scheme, _)| scheme);
    Err(StoreError::BadUrl(scheme.chars().take(40).collect()))
}

fn file(path: &str) -> Result<Address, StoreError> {
    // A database in memory could not be shared by writer and readers, and a receipt must outlive the process.
    if path.is_empty() || path == ":memory:" || path.ends_with('/') {
        return Err(StoreError::BadUrl("sqlite: tanpa nama berkas".to_owned()));
    }
    if path.contains('?') {
        return Err(StoreError::BadUrl(
            "sqlite: dengan parameter (?…) tidak didukung".to_owned(),
        ));
    }
    Ok(Address::File(PathBuf::from(path)))
}

/// Where PostgreSQL listens on this machine: Debian's folder, then the one it is built with.
const LOCAL_SOCKETS: [&str; 2] = ["/var/run/postgresql", "/tmp"];

fn server(url: &str) -> Result<Address, StoreError> {
    let mut config: tokio_postgres::Config = url.parse().map_err(|_| {
        StoreError::BadUrl("bagian setelah postgres:// tidak dapat dibaca".to_owned())
    })?;
    if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
        // As with PostgreSQL's own programs, no host means this machine's socket.
        for folder in LOCAL_SOCKETS {
            config.host_path(folder);
        }
    }
    if config.get_dbname().is_none() {
        return Err(StoreError::BadUrl(
            "postgres:// tanpa nama basis data".to_owned(),
        ));
    }
    if config.get_ssl_mode() == SslMode::Require {
        return Err(StoreError::BadUrl(
            "sslmode=require belum didukung; pakai soket lokal, jaringan tertutup atau terowongan"
                .to_owned(),
        ));
    }
    Ok(Address::Server(Box::new(config)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use tokio_postgres::config::Host;

    use super::*;

    #[test]
    fn the_two_forms_are_read() {
        assert!(
            matches!(parse("sqlite:/tmp/a.db").unwrap(), Address::File(p) if p.to_str() == Some("/tmp/a.db"))
        );
        assert!(
            matches!(parse("sqlite:a.db").unwrap(), Address::File(p) if p.to_str() == Some("a.db"))
        );
        assert!(
            matches!(parse("sqlite:///tmp/a.db").unwrap(), Address::File(p) if p.to_str() == Some("/tmp/a.db"))
        );
        assert!(matches!(
            parse("postgres://u@localhost/lapor").unwrap(),
            Address::Server(_)
        ));
        assert!(matches!(
            parse("postgresql://u@localhost:5433/lapor").unwrap(),
            Address::Server(_)
        ));
    }

    #[test]
    fn without_a_host_it_is_the_socket_of_this_machine() {
        let Address::Server(config) = parse("postgres:///demo").unwrap() else {
            panic!("a server")
        };
        let sockets = LOCAL_SOCKETS.map(|folder| Host::Unix(folder.into()));
        assert_eq!(config.get_hosts(), sockets);
        assert_eq!(config.get_dbname(), Some("demo"));
        let named = parse("postgres:///demo?host=/run/pg").unwrap();
        assert!(
            matches!(named, Address::Server(config) if config.get_hosts() == [Host::Unix("/run/pg".into())])
        );
    }

    #[test]
    fn every_other_form_says_what_is_accepted_and_never_the_password() {
        for url in [
            "",
            "lapor.db",
            "mysql://a:rahasia@b/c",
            "sqlite:",
            "sqlite::memory:",
            "sqlite:a.db?mode=ro",
            "postgres://u:rahasia@host",
            "postgres://",
            "postgres://u:rahasia@host/db?sslmode=require",
            "postgres://u:rahasia@host:x/db",
        ] {
            let told = parse(url).unwrap_err().to_string();
            assert!(
                told.contains("sqlite:BERKAS") && told.contains("postgres://PENGGUNA"),
                "{url}: {told}"
            );
            assert!(!told.contains("rahasia@"), "{told}");
        }
    }
}
