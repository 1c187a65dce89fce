//! Sparse linear classifier over hashed words and character n-grams: learns online, explains, abstains.
