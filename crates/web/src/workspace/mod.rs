//! The workspace: officers sign in, see what they must do, and do it. One endpoint, one file.

mod access;
mod account;
mod account_notices;
mod admin;
mod answers;
pub mod case_file;
mod choices;
mod clock;
pub(crate) mod command;
mod dashboard;
mod documents;
mod emblem;
mod evidence;
mod figure_table;
mod file_for;
mod inbox;
mod letter;
mod log;
mod marks;
mod national;
mod next;
mod open;
mod outside;
mod owners;
mod parse;
mod parts;
mod passed;
mod plans;
mod proposals;
mod provenance;
mod quality;
mod report;
mod rule_of_choice;
mod seat;
mod sign_in;
mod slip;
pub(crate) mod statistics;
mod twins;
mod work;
mod work_hooks;

use axum::Router;
use axum::routing::{get, post};

use crate::state::Web;

pub(crate) use choices::categories as offered_categories;
pub(crate) use dashboard::Mornings;
pub(crate) use documents::attachment;

/// Every page of the workspace.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/masuk", get(sign_in::page).post(sign_in::enter))
        .route("/keluar", post(sign_in::leave))
        .route("/ruang", get(inbox::page))
        .route("/ruang/catat", get(file_for::page).post(file_for::send))
        .route("/ruang/catat/saya", get(slip::list))
        .route("/ruang/catat/saya/{number}", get(slip::once_more))
        .route("/ruang/buka", get(inbox::page))
        .route("/ruang/laporan/{number}", get(report::page))
        .route("/ruang/laporan/{number}/buka", post(open::with_reason))
        .route("/ruang/laporan/{number}/surat", get(letter::page))
        .route(
            "/ruang/laporan/{number}/berkas-perkara",
            post(case_file::make),
        )
        .route(
            "/ruang/laporan/{number}/sp4n",
            axum::routing::post(national::give),
        )
        .route(
            "/ruang/laporan/{number}/{command}",
            get(command::page).post(command::give),
        )
        .route("/ruang/akses", get(access::page))
        .route("/ruang/akun", get(account::page))
        .route("/ruang/akun/sandi", post(account::password))
        .route("/ruang/akun/sesi", post(account::end))
        .route("/ruang/akun/kabar", post(account_notices::set))
        .route("/ruang/statistik", get(statistics::page))
        .route("/ruang/statistik/ukuran", get(figure_table::page))
        .route("/ruang/bukti", get(evidence::send))
        .route("/ruang/dokumen", get(documents::page).post(documents::make))
        .route("/ruang/dokumen/{id}", get(documents::one))
        .route(
            "/ruang/dokumen/{id}/{what}",
            get(documents::file).post(documents::act),
        )
        .route("/ruang/dasbor", get(dashboard::page))
        .route("/ruang/rencana", get(plans::page))
        .route(
            "/ruang/rencana/baru",
            get(plans::new::page).post(plans::new::send),
        )
        .route("/ruang/rencana/usulan/{id}", post(plans::proposed::dismiss))
        .route("/ruang/rencana/{id}", get(plans::one::page))
        .route("/ruang/rencana/{id}/{step}", post(plans::one::give))
        .route("/ruang/rute", get(quality::page))
        .route("/ruang/pekerjaan", get(work::page))
        .route("/ruang/pekerjaan/ulang", post(work::retry))
        .route("/ruang/pekerjaan/pesan", post(work::resend))
        .route("/ruang/pekerjaan/saluran", post(work::hold))
        .route("/ruang/pekerjaan/sistem", post(outside::again))
        .merge(admin::routes())
}
