//! The documents, one file each.

pub(crate) mod answers;
pub(crate) mod definition;
pub(crate) mod discovery;
pub(crate) mod fault;
pub(crate) mod receipt;
pub(crate) mod request;
pub(crate) mod service;
pub(crate) mod update;
