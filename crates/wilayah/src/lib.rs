//! Indonesian region codes and boundaries: parse, nest, and find the region of a point.
