//! One program, many targets: `LAPOR_FUZZ` says which reader gets the bytes. `cargo xtask fuzz` builds it with LLVM's
//! counters and runs each target.
//!
//! A target breaks when its reader panics, takes more than five seconds or a gigabyte, or gives back what its own
//! promise excludes.
#![no_main]

mod targets;

use std::sync::OnceLock;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    static TARGET: OnceLock<fn(&[u8])> = OnceLock::new();
    TARGET.get_or_init(targets::chosen)(bytes);
});
