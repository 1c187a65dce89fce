//! Pages of the officers' workspace: plain values that were decided elsewhere,
//! and the words and shape they get. Nothing here asks a rule.

pub mod access;
pub mod account;
pub mod admin;
pub mod admin_forms;
pub mod answers;
pub mod commands;
pub mod dashboard;
pub mod documents;
pub mod fields;
mod fields_owner;
mod fields_verify;
pub mod figure_table;
pub mod file_for;
pub mod form;
pub mod frame;
pub mod inbox;
pub mod jobs;
pub mod letter;
pub mod outside;
pub mod plans;
pub mod policy;
pub mod quality;
pub mod report;
pub mod sealed;
pub mod sign_in;
pub mod slip;
pub mod statistics;
pub mod timeline;
pub mod webhook_form;
pub mod wording;
pub mod words;

#[cfg(test)]
mod tests;
