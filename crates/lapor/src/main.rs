//! The program `lapor`: reads its arguments, opens the record, calls the use cases. Wiring only.

mod background;
mod cli;
mod command;
mod earlier;
mod failure;
mod http;
mod log;
mod open;
mod output;
mod places;
mod progress;
mod stop;
mod values;
mod words;

use std::process::ExitCode;
use std::time::Duration;

/// Answers are made of many small pieces by several threads, which this allocator serves in two thirds of the time and with
/// less memory than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match words::read(std::env::args_os()) {
        Ok(cli) => cli,
        Err(answer) => return answer.give(),
    };
    log::start(cli.global.log_json, cli.command.is_service());
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("lapor: sistem tidak memberi utas kerja ({error}); periksa batas proses.");
            return ExitCode::FAILURE;
        }
    };
    let ran = runtime.block_on(cli.command.run(&cli.global));
    // A thread that still waits for standard input must not keep the program alive.
    runtime.shutdown_timeout(Duration::from_millis(200));
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}
