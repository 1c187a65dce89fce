//! The log: to standard error, without personal data. `LAPOR_LOG` filters, such as `lapor=debug,warn`.

use std::io;

use tracing_subscriber::EnvFilter;

/// Starts it. A service speaks from `info`, a command from `warn`.
pub(crate) fn start(json: bool, service: bool) {
    let usual = if service { "info" } else { "warn" };
    let filter = EnvFilter::builder()
        .with_default_directive(tracing_subscriber::filter::LevelFilter::WARN.into())
        .parse_lossy(std::env::var("LAPOR_LOG").unwrap_or_else(|_| usual.to_owned()));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr);
    // A second subscriber in one process is a programming mistake that only tests could make.
    let _already = if json {
        log.json().try_init()
    } else {
        log.with_ansi(false).with_target(false).try_init()
    };
    // What a panic says may hold what people wrote; where it happened never does.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(
            place = place.as_deref().unwrap_or("?"),
            "kesalahan program; laporkan kepada pengembang beserta tempat ini"
        );
    }));
}
