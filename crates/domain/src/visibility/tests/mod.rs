//! Section 5, held against the function: every cell printed, and the invariants under chance.

mod answers;
mod case_file;
mod counts;
mod invariants;
mod lines;
mod matrix;
mod photos;
mod rules;
mod world;
