//! The clocks held against the rule book and against a slower, plainer reading of it.

mod examples;
mod minutes;
mod oracle;
mod rules;
mod support;
