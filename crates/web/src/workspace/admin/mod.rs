//! `/ruang/kelola/…`: units, officers, categories, calendar, rules, and who changed what.

mod appointments;
mod calendar;
mod categories;
mod changes;
mod import;
mod import_form;
mod keeper;
mod keys;
mod national;
mod officers;
mod papers;
mod policy;
mod questions;
mod routes;
mod trees;
mod units;
mod webhooks;
mod wordings;

use axum::Router;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};

use crate::state::{Here, Web};

/// Pages of the administration.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/ruang/kelola", get(first))
        .route("/ruang/kelola/unit", get(units::page).post(units::add))
        .route(
            "/ruang/kelola/unit/{slug}",
            get(units::one).post(units::save),
        )
        .route(
            "/ruang/kelola/kategori",
            get(categories::page).post(categories::add),
        )
        .route(
            "/ruang/kelola/kategori/{slug}",
            get(categories::one).post(categories::save),
        )
        .route(
            "/ruang/kelola/kategori/{slug}/pertanyaan",
            post(questions::add),
        )
        .route(
            "/ruang/kelola/kategori/{slug}/pertanyaan/{code}",
            get(questions::one).post(questions::save),
        )
        .route("/ruang/kelola/rute", get(routes::page).post(routes::add))
        .route("/ruang/kelola/rute/akhiri", post(routes::end))
        .route(
            "/ruang/kelola/petugas",
            get(officers::page).post(officers::add),
        )
        .route(
            "/ruang/kelola/petugas/{id}",
            get(officers::one).post(officers::save),
        )
        .route("/ruang/kelola/petugas/{id}/hak", post(officers::grant))
        .route("/ruang/kelola/petugas/{id}/cabut", post(officers::revoke))
        .route("/ruang/kelola/petugas/{id}/sandi", post(officers::password))
        .route(
            "/ruang/kelola/kalender",
            get(calendar::this_year).post(calendar::add),
        )
        .route("/ruang/kelola/kalender/hapus", post(calendar::remove))
        .route("/ruang/kelola/kalender/{year}", get(calendar::of_year))
        .route(
            "/ruang/kelola/aturan",
            get(policy::newest).post(policy::add),
        )
        .route("/ruang/kelola/aturan/{version}", get(policy::version))
        .route("/ruang/kelola/kop", get(papers::page).post(papers::save))
        .route("/ruang/kelola/kop/lambang", post(papers::put_emblem))
        .route("/ruang/kelola/kop/lambang/{day}", get(papers::emblem))
        .route("/ruang/kelola/kunci", get(keys::page).post(keys::add))
        .route("/ruang/kelola/kunci/cabut", post(keys::revoke))
        .route("/ruang/kelola/kata", get(wordings::list))
        .route(
            "/ruang/kelola/kata/{language}/{key}",
            get(wordings::one).post(wordings::change),
        )
        .route(
            "/ruang/kelola/impor",
            get(import::page).post(import::upload),
        )
        .route(
            "/ruang/kelola/impor/{id}",
            get(import::one).post(import::save),
        )
        .route("/ruang/kelola/impor/{id}/jalankan", post(import::run))
        .route(
            "/ruang/kelola/impor/{id}/pemetaan.toml",
            get(import::mapping),
        )
        .route(
            "/ruang/kelola/impor/{id}/masalah.csv",
            get(import::problems),
        )
        .route("/ruang/kelola/sp4n", get(national::page))
        .route("/ruang/kelola/sp4n/kirim", post(national::send))
        .route("/ruang/kelola/sp4n/tarik", post(national::pull))
        .route("/ruang/kelola/sp4n/beda.csv", get(national::csv))
        .route("/ruang/kelola/riwayat", get(changes::page))
        .route(
            "/ruang/kelola/webhook",
            get(webhooks::page).post(webhooks::add),
        )
        .route("/ruang/kelola/webhook/{id}", get(webhooks::one))
        .route("/ruang/kelola/webhook/{id}/{deed}", post(webhooks::act))
}

async fn first(here: Here) -> Response {
    Redirect::to(&format!("{}/ruang/kelola/unit", here.site.base)).into_response()
}
