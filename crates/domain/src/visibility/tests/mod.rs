//! Section 5, held against the function: every cell printed, and the invariants under chance.

mod invariants;
mod matrix;
mod rules;
mod world;
