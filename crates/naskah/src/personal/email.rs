//! Addresses of e-mail, also those with `(at)` in them.

use super::finding::{Finding, Kind};
use super::view::View;
use crate::text::Glyph;

/// Most characters of the part before the sign.
const LONGEST_NAME: usize = 64;
/// Most characters of the part after it.
const LONGEST_HOST: usize = 100;
/// Where most people have their mail: known even when the dot is missing or spaces stand around the sign.
const PROVIDERS: &[&str] = &[
    "gmail",
    "yahoo",
    "ymail",
    "outlook",
    "hotmail",
    "icloud",
    "rocketmail",
    "proton",
    "live",
];

pub(super) fn find(view: &View, found: &mut Vec<Finding>) {
    let glyphs = &view.glyphs;
    for at in 0..glyphs.len() {
        let Some(after) = sign(glyphs, at) else {
            continue;
        };
        let spaces = |at: usize| usize::from(ch(glyphs, at) == ' ');
        let host_from = after + spaces(after);
        let Some((host_to, host)) = host(glyphs, host_from) else {
            continue;
        };
        let is_provider = PROVIDERS.iter().any(|name| host.starts_with(name));
        let name_to = at - usize::from(at > 0 && ch(glyphs, at - 1) == ' ');
        let is_loose = host_from > after || name_to < at;
        let name = glyphs
            .get(name_to.saturating_sub(LONGEST_NAME)..name_to)
            .unwrap_or_default()
            .iter()
            .rev()
            .take_while(|glyph| glyph.ch.is_alphanumeric() || "._%+-".contains(glyph.ch))
            .count();
        let has_dot = host.rsplit_once('.').is_some_and(|(before, last)| {
            !before.is_empty() && last.len() > 1 && last.chars().all(char::is_alphabetic)
        });
        if name > 0 && (is_provider || (has_dot && !is_loose)) {
            found.extend(view.finding(name_to - name, host_to, Kind::Email, 0.99));
        }
    }
}

/// The glyph after `@`, `(at)` or `[at]`.
fn sign(glyphs: &[Glyph], at: usize) -> Option<usize> {
    match ch(glyphs, at) {
        '@' => Some(at + 1),
        '(' | '[' | '{' => {
            let inside: String = (at + 1..at + 3)
                .map(|at| ch(glyphs, at).to_ascii_lowercase())
                .collect();
            (matches!(inside.as_str(), "at" | "et") && ")]}".contains(ch(glyphs, at + 3)))
                .then_some(at + 4)
        }
        _ => None,
    }
}

/// The host's end, and the host in lower case with dots for `(dot)`.
fn host(glyphs: &[Glyph], from: usize) -> Option<(usize, String)> {
    let (mut host, mut at, mut end) = (String::new(), from, from);
    while at < from + LONGEST_HOST {
        let next = ch(glyphs, at);
        if next.is_alphanumeric() || next == '-' {
            host.extend(next.to_lowercase());
            at += 1;
            end = at;
        } else if next == '.' && ch(glyphs, at + 1).is_alphanumeric() {
            host.push('.');
            at += 1;
        } else if "([{".contains(next) {
            let inside: String = (at + 1..at + 4)
                .map(|at| ch(glyphs, at).to_ascii_lowercase())
                .collect();
            if inside != "dot" {
                break;
            }
            host.push('.');
            at += 5;
        } else {
            break;
        }
    }
    (end > from).then_some((end, host))
}

fn ch(glyphs: &[Glyph], at: usize) -> char {
    glyphs.get(at).map_or('\0', |glyph| glyph.ch)
}
