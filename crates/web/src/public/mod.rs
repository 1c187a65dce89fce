//! Pages for everybody: file, track, one's own report, what was released, figures, rules.
//! One endpoint, one file.

mod about;
mod chat;
pub(crate) mod choices;
pub(crate) mod data;
mod deliver;
pub(crate) mod documents;
pub(crate) mod file;
mod follow;
mod gateway;
mod home;
pub(crate) mod list;
pub(crate) mod open_data;
mod own;
mod photo;
mod promises;
pub(crate) mod receipt;
mod report;
pub(crate) mod show;
mod similar;
pub(crate) mod stats;
mod stop;
pub(crate) mod track;

use axum::Router;
use axum::routing::{get, post};

use crate::state::Web;

/// The public doors.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/", get(home::page))
        .route("/lapor", get(file::page).post(file::send))
        .route("/lapor/serupa", post(similar::look))
        .route("/lacak", get(track::by_number).post(track::by_phrase))
        .route("/milik", get(own::page))
        .route("/milik/tutup", post(own::leave))
        .route("/milik/{action}", post(own::act))
        .route("/laporan", get(list::page))
        .route("/laporan/{number}", get(report::page))
        .route("/laporan/{number}/dukung", post(similar::endorse))
        .route("/ikuti", get(follow::page).post(follow::ask))
        .route("/ikuti/{id}", get(follow::link).post(follow::press))
        .route("/data", get(data::page))
        .route("/dokumen", get(documents::page))
        .route("/janji", get(promises::page))
        .route("/masuk/sms/{gateway}", post(gateway::sms))
        .route(
            "/masuk/whatsapp/{name}",
            get(chat::verify).post(chat::whatsapp),
        )
        .route("/masuk/telegram/{name}", post(chat::telegram))
        .route("/masuk/sms/{gateway}/laporan", post(gateway::report))
        .route("/masuk/web/{name}", post(deliver::report))
        .route("/berhenti/{message}", get(stop::page).post(stop::stop))
        .route("/tentang", get(about::rules))
        .route("/privasi", get(about::privacy))
        .route("/aksesibilitas", get(about::accessibility))
        .route("/berkas/{file}", get(photo::large))
        .route("/berkas/{file}/kecil", get(photo::small))
}
