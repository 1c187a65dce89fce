//! The demonstration: a city, its rules, a year's plan, and the words people write.

pub mod accounts;
pub mod city;
pub mod install;
pub mod plan;
pub mod play;
pub mod policy_file;
pub mod random;
pub mod texts;
