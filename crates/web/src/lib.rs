//! Doors made of HTTP: public pages and workspace. No rules here.
//!
//! What a page shows is decided below this floor; here it gets its words
//! ([`i18n`]), its frame ([`layout`]), its files ([`assets`]) and its shape
//! ([`view`], [`workspace_view`] and `templates/`).

mod api;
mod asked;
pub mod assets;
mod behind;
pub mod errors;
mod feed;
pub mod form;
pub mod format;
mod guard;
pub mod i18n;
pub mod language;
pub mod layout;
mod limits;
mod measure_words;
mod open311;
mod places;
mod plan_words;
pub mod prefix;
#[cfg(any(test, feature = "preview"))]
pub mod preview;
mod public;
pub mod qr;
mod quota;
mod recent;
mod router;
pub mod session;
pub mod state;
pub mod view;
pub mod workspace;
pub mod workspace_view;

pub use api::openapi;
pub use router::router;
