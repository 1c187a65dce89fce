//! `lapor route`: what routing learns, how well it does, and what a rule would have done.

mod eval;
mod rule;
mod train;

use clap::{Args, Subcommand};

use crate::cli::Global;
use crate::failure::Failure;

/// Usulan unit dan kategori: belajar, mengukur, aturan
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Contoh:
  lapor import sp4n ekspor.xlsx && lapor route train --body palangkaraya
  lapor route eval laporan.csv --json
  lapor route rule add palangkaraya --region 62.71.03 --category jalan --unit dpupr --note \"SK 12/2026\"
  lapor route rule try palangkaraya --region 62.71.03 --unit dpupr --from 2026-01-01 --to 2026-06-30"
)]
pub(crate) struct Route {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Train(train::Train),
    Eval(eval::Eval),
    Rule(rule::RuleCommand),
}

impl Route {
    pub(super) async fn run(self, global: &Global) -> Result<(), Failure> {
        match self.what {
            What::Train(train) => train.run(global).await,
            What::Eval(eval) => eval.run(),
            What::Rule(rule) => rule.run(global).await,
        }
    }
}
