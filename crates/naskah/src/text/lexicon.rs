//! The word lists beside the modules.

/// The lines of a word list; those that begin with `#` are remarks.
pub(crate) fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.starts_with('#'))
}
