//! Use cases, jobs, imports, photographs, sign-in.

pub mod admin;
pub mod api_keys;
pub mod app;
pub mod channels;
pub mod clock;
pub mod demo;
pub mod error;
pub mod figures;
pub mod files;
pub mod import;
pub mod jobs;
pub mod national;
pub mod notify;
mod order;
pub mod password;
pub mod photo;
pub mod phrase;
pub mod register;
pub mod report;
pub mod routing;
pub mod sign_in;
pub mod sp4n;
pub mod twins;
