//! `cargo xtask test`: everything that must hold before a change is merged.

use crate::acceptance;
use crate::browser;
use crate::clients;
use crate::deny;
use crate::failure::{Failure, Outcome};
use crate::lint::{self, cargo};
use crate::mail::{self, MailServer};
use crate::postgres::{Disk, PrivateServer};
use crate::prerequisites::{self, BROWSER, COMPILER, NODE, Need, PAPERS, POSTGRES, PYTHON, TRACER};
use crate::schema;
use crate::steps::{self, Steps, cargo_results};
use crate::workspace::Workspace;
use std::process::ExitCode;

/// All that any check needs.
const NEEDS: [Need; 7] = [COMPILER, POSTGRES, BROWSER, TRACER, NODE, PYTHON, PAPERS];
/// Seconds in which the foreign tester asks what comes to its mind.
const ASKING: &str = "60";

/// Runs all checks in the order in which they are cheapest to fail.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Outcome<ExitCode> {
    if !args.is_empty() {
        return Err(Failure::new("`cargo xtask test` tidak memakai pilihan."));
    }
    let steps = Steps::new(workspace)?;
    steps::call("prasyarat", || {
        prerequisites::ensure(&NEEDS)?;
        prerequisites::check_node()
    })?;
    lint::steps(workspace, &steps)?;
    deny::steps(workspace, &steps)?;
    rust_tests(workspace, &steps)?;
    browser::steps(workspace, &steps)?;
    acceptance::steps(workspace, &steps)?;
    clients::steps(workspace, &steps)?;
    schema::steps(workspace, &steps, ASKING)?;
    println!("Semua pemeriksaan lulus.");
    Ok(ExitCode::SUCCESS)
}

/// Every test of the workspace, each storage test on both engines.
fn rust_tests(workspace: &Workspace, steps: &Steps) -> Outcome<()> {
    // A server that was named from outside is used as it is.
    let (url, _server) = if let Ok(url) = std::env::var("LAPOR_TEST_POSTGRES") {
        (url, None)
    } else {
        let server = steps::call("PostgreSQL pribadi", || {
            PrivateServer::start(Disk::NotWaited)
        })?;
        (server.url(), Some(server))
    };
    let mail = match mail::hindrance() {
        Some(why) => {
            steps::skipped("uji dengan server surel sungguhan dan SMPP", why);
            None
        }
        None => Some(steps::call("server surel pribadi", || {
            mail::ensure()?;
            Ok((mail::smpp(workspace)?, MailServer::start()?))
        })?),
    };
    let mut test = cargo(workspace);
    test.args(["test", "--workspace", "--locked", "--no-fail-fast"])
        .env("LAPOR_TEST_POSTGRES", url)
        // With this a test that finds no server fails instead of passing on one engine only.
        .env("LAPOR_REQUIRE_POSTGRES", "1")
        .env("INSTA_UPDATE", "no")
        .env_remove("LAPOR_TEST_DATA");
    if let Some((smpp, mail)) = &mail {
        test.env("LAPOR_TEST_MAIL", &mail.dir)
            .env("LAPOR_TEST_SMPP", smpp)
            // As above: none found is a failure.
            .env("LAPOR_REQUIRE_MAIL", "1");
    }
    match workspace.sample_data() {
        Some(data) => {
            test.env("LAPOR_TEST_DATA", data);
        }
        None => steps::skipped("uji dengan berkas nyata", "LAPOR_TEST_DATA tidak ada"),
    }
    steps.command("uji Rust", &mut test, cargo_results)
}
