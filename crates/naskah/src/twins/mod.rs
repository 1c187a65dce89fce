//! Near-duplicates: reports of one matter, by text, place and time.
