//! Use cases, jobs, imports, photographs, sign-in.

pub mod demo;
pub mod files;
pub mod password;
pub mod photo;
pub mod phrase;
pub mod sp4n;
