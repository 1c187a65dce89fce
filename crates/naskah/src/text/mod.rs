//! Normalising, tokens, n-grams, stop words, stems.
