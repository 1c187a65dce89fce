//! What the documents say about where things are must be true: a page that leads to a file that was moved is worse than
//! none.

use crate::failure::{Failure, Outcome, While};
use crate::workspace::Workspace;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders that are made, not written.
const MADE: [&str; 3] = ["target", "node_modules", ".git"];

/// Endings by which a word between backticks is known for a file of ours.
const ENDINGS: [&str; 7] = [".rs", ".html", ".ftl", ".mjs", ".css", ".md", "/"];

/// Every link to a file, and every file named between backticks, in every document.
pub(crate) fn check(workspace: &Workspace) -> Outcome<()> {
    let mut all = BTreeSet::new();
    walk(&workspace.root, Path::new(""), &mut all)?;
    let mut wrong = Vec::new();
    for document in all.iter().filter(|path| is_document(path)) {
        let text = fs::read_to_string(workspace.root.join(document))
            .doing(format!("membaca {document}"))?;
        let dead = named(&text)
            .into_iter()
            .filter(|name| !is_there(&all, document, name));
        wrong.extend(dead.map(|name| format!("{document}: {}", name.shown())));
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "dokumen menyebut berkas yang tidak ada:\n  {}",
        wrong.join("\n  ")
    )))
}

fn is_document(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|ending| ending == "md")
}

/// How a document names a file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Named {
    /// `[words](path)`: from where the document lies.
    Link(String),
    /// Between backticks: the end of some file's path, as long as the sentence around it needs.
    Code(String),
}

impl Named {
    fn shown(&self) -> &str {
        match self {
            Self::Link(path) | Self::Code(path) => path,
        }
    }
}

/// Paths of all files and folders, from the root, with `/`.
fn walk(root: &Path, within: &Path, all: &mut BTreeSet<String>) -> Outcome<()> {
    let dir = root.join(within);
    let entries = fs::read_dir(&dir).doing(format!("membaca {}", dir.display()))?;
    for entry in entries {
        let entry = entry.doing(format!("membaca {}", dir.display()))?;
        let name = entry.file_name();
        if MADE.iter().any(|made| name == *made) {
            continue;
        }
        let path: PathBuf = within.join(&name);
        all.insert(path.to_string_lossy().into_owned());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(root, &path, all)?;
        }
    }
    Ok(())
}

/// What a document names outside its blocks of code.
fn named(text: &str) -> Vec<Named> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            found.extend(links(line));
            found.extend(codes(line));
        }
    }
    found
}

fn links(line: &str) -> impl Iterator<Item = Named> {
    line.split("](").skip(1).filter_map(|rest| {
        let (target, _) = rest.split_once(')')?;
        let path = target.split_once('#').map_or(target, |(path, _)| path);
        let is_ours = !path.is_empty() && !path.contains("://") && !path.starts_with("mailto:");
        is_ours.then(|| Named::Link(path.to_owned()))
    })
}

fn codes(line: &str) -> impl Iterator<Item = Named> {
    line.split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| is_path(word))
        .map(|word| Named::Code(word.to_owned()))
}

/// Whether a word is a path of ours: not of the reader's machine, not an address, not a pattern.
fn is_path(word: &str) -> bool {
    let plain = word
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
    plain && !word.starts_with(['/', '.']) && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

fn is_there(all: &BTreeSet<String>, document: &str, name: &Named) -> bool {
    match name {
        Named::Link(path) => all.contains(&from(document, path)),
        Named::Code(path) => {
            let path = path.trim_end_matches('/');
            // What a build or a test makes is there only afterwards.
            MADE.iter().any(|made| path.starts_with(made))
                || all.contains(path)
                || all.iter().any(|known| {
                    known
                        .strip_suffix(path)
                        .is_some_and(|before| before.ends_with('/'))
                })
        }
    }
}

/// A link's target, from the root.
fn from(document: &str, link: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in link.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there(document: &str, text: &str) -> Vec<bool> {
        let all = [
            "README.md",
            "docs",
            "docs/A.md",
            "crates/web/src/file.rs",
            "crates/web/src",
        ]
        .map(str::to_owned)
        .into();
        named(text)
            .iter()
            .map(|name| is_there(&all, document, name))
            .collect()
    }

    #[test]
    fn links_go_from_where_the_document_lies() {
        assert_eq!(
            there("docs/A.md", "[x](../README.md) [y](A.md#top)"),
            [true; 2]
        );
        assert_eq!(there("docs/A.md", "[x](README.md)"), [false]);
        assert_eq!(
            there(
                "README.md",
                "<https://a.example> [x](https://a.example/b.md)"
            ),
            [false; 0]
        );
    }

    #[test]
    fn files_between_backticks_are_known_by_their_end() {
        assert_eq!(
            there("README.md", "`web/src/file.rs`, `file.rs`, `web/src/`"),
            [true; 3]
        );
        assert_eq!(there("README.md", "`src/fil.rs` and `le.rs`"), [false; 2]);
        assert_eq!(
            there("README.md", "`lapor serve`, `/var/lib/`, `*.rs`"),
            [false; 0]
        );
        assert_eq!(there("README.md", "```\n`none.rs`\n```"), [false; 0]);
    }
}
