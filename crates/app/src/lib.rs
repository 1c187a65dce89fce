//! Use cases, jobs, imports, photographs, sign-in.

pub mod app;
pub mod clock;
pub mod demo;
pub mod error;
pub mod files;
pub mod password;
pub mod photo;
pub mod phrase;
pub mod report;
pub mod sp4n;
