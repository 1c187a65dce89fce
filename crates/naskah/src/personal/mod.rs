//! Personal data in a text: where it stands, of what kind, how sure.
