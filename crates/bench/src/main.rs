//! Benchmarks of `lapor`: `cargo xtask bench [NAME] [REPORTS]`; an unknown name tells which there are.
//!
//! `seed` fills `target/bench-data` (or `LAPOR_BENCH_DIR`) with five years of reports, and goes on where it was broken
//! off; `figures` does so and measures figures on it, and `price` what writing costs; `open311` and `export` keep one with all
//! their words. For `seed` and `figures-postgres` `LAPOR_BENCH_POSTGRES` names a database that is kept. With `LAPOR_BENCH_DAYS`
//! figures have cells of days at any size.
//!
//! Machines are shared and noisy, so each claim is a ratio of two things measured in one run. With
//! `cargo xtask with-postgres cargo xtask bench` the same is measured on PostgreSQL too.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

mod bare;
mod copying;
mod doors;
mod export;
mod figures;
mod http;
mod intake;
mod measures;
mod price;
mod route;
mod scale;
mod seed;
mod server;
mod sink;
mod story;
mod table;
mod timer;
mod town;

use seed::Saying;
use table::Table;

/// Any failure: a benchmark stops and says what failed.
type Failed = Box<dyn std::error::Error + Send + Sync>;

/// As in the program that is measured.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Failed> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let which = words.first().map_or("all", String::as_str);
    let reports = words
        .get(1)
        .and_then(|word| word.parse().ok())
        .unwrap_or(1_000_000);
    let mut table = Table::default();
    let outcome = match which {
        "record" => record(&mut table),
        "http" => http(&mut table),
        "doors" => block_on(doors::run(&mut table)),
        "scale" => scale(&mut table, reports),
        "open311" => block_on(copying::run(&mut table, reports)),
        "export" => block_on(export::run(&mut table, reports)),
        "seed" => seed(&mut table, reports),
        "figures" => figures::run(&mut table, reports),
        "figures-postgres" => figures::on_postgres(&mut table, reports),
        "price" => figures::prices(&mut table),
        "route" => route::run(&mut table),
        "all" => record(&mut table)
            .and_then(|()| http(&mut table))
            .and_then(|()| block_on(doors::run(&mut table)))
            .and_then(|()| route::run(&mut table))
            .and_then(|()| scale(&mut table, reports))
            .and_then(|()| block_on(copying::run(&mut table, reports)))
            .and_then(|()| block_on(export::run(&mut table, reports))),
        other => Err(format!(
            "unknown benchmark {other:?}; there are: record, http, doors, route, scale, open311, export, seed, figures, figures-postgres, price, all"
        )
        .into()),
    };
    println!("{table}");
    outcome
}

fn record(table: &mut Table) -> Result<(), Failed> {
    block_on(intake::run(table))?;
    town::with_postgres(|url| async move { intake::postgres(table, &url).await })?;
    Ok(())
}

fn http(table: &mut Table) -> Result<(), Failed> {
    block_on(http::sqlite(table))?;
    // Two databases: the use case and the program each fill one of their own.
    let base = town::with_postgres(|url| async move { http::postgres_base(&url).await })?;
    if let Some(base) = base {
        town::with_postgres(|url| async move { http::postgres(table, &url, base).await })?;
    }
    Ok(())
}

fn scale(table: &mut Table, reports: u64) -> Result<(), Failed> {
    block_on(scale::run(table, reports))
}

fn seed(table: &mut Table, reports: u64) -> Result<(), Failed> {
    let url = match std::env::var("LAPOR_BENCH_POSTGRES") {
        Ok(url) => url,
        Err(_) => seed::sqlite_url("seed")?,
    };
    block_on(async {
        let seeded = seed::run(table, &url, reports, Saying::Nothing).await?;
        seed::sizes(table, &url, &seeded.app).await
    })
}

fn block_on<T>(future: impl Future<Output = Result<T, Failed>>) -> Result<T, Failed> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(future)
}
