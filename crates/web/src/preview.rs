//! Every page with invented contents: to look at, to photograph, and for the
//! test that renders them all. Never part of the program that serves people.

mod errors;
mod figures;
mod parts;
mod reading;
mod reporting;
mod workspace;
mod workspace_admin;
mod workspace_commands;
mod workspace_inbox;
mod workspace_letter;
mod workspace_parts;
mod workspace_plans;
mod workspace_report;

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use crate::i18n::{I18n, Lang};
use crate::layout::{Layout, Nav, Site, secure};

/// One page with invented contents.
#[derive(Debug)]
pub struct Sample {
    /// Its name in the preview's address.
    pub name: &'static str,
    /// The page.
    pub html: String,
}

impl Sample {
    /// The sample `name` of a template; a template that does not render is
    /// shown as its error, so that the test finds it.
    pub fn new(name: &'static str, template: &impl Template) -> Self {
        let html = template
            .render()
            .unwrap_or_else(|error| format!("RENDER ERROR: {error}"));
        Self { name, html }
    }
}

/// All samples in one language.
pub fn samples(lang: Lang) -> Vec<Sample> {
    let i18n = I18n::new(lang);
    [
        reporting::samples(i18n),
        reading::samples(i18n),
        figures::samples(i18n),
        errors::samples(i18n),
        workspace::samples(i18n),
        workspace_inbox::samples(i18n),
        workspace_report::samples(i18n),
        workspace_commands::samples(i18n),
        workspace_letter::samples(i18n),
        workspace_admin::samples(i18n),
        workspace_plans::samples(i18n),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The frame of a sample.
pub fn layout(i18n: I18n, nav: Nav, path: &str) -> Layout {
    let site = Site {
        body: "Kota Palangka Raya".into(),
        base: String::new(),
        demo: false,
    };
    Layout::new(i18n, site, nav, path)
}

/// `/` lists the samples, `/{id|en}/{name}` shows one.
pub fn router() -> Router {
    Router::new()
        .route("/", get(index))
        .route("/{lang}/{name}", get(show))
        .merge(crate::assets::routes())
}

async fn index() -> Html<String> {
    use std::fmt::Write as _;
    let mut out = String::from("<!doctype html><html lang=en><title>preview</title><ul>");
    for lang in Lang::ALL {
        for sample in samples(lang) {
            let path = format!("{}/{}", lang.code(), sample.name);
            let _ = write!(
                out,
                "<li><a href=\"{path}\">{path}</a> {} B",
                sample.html.len()
            );
        }
    }
    Html(out)
}

async fn show(Path((lang, name)): Path<(String, String)>) -> Response {
    let lang = Lang::from_code(&lang).unwrap_or_default();
    let Some(sample) = samples(lang).into_iter().find(|s| s.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = Html(sample.html).into_response();
    secure(response.headers_mut());
    response
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::assets;

    /// Bytes of the start page with its styles, before compression: what a
    /// cheap phone on a bad line has to wait for.
    const FIRST_PAGE_LIMIT: usize = 30_000;

    #[test]
    fn every_page_renders_in_both_languages() {
        for lang in Lang::ALL {
            let mut names = BTreeSet::new();
            for Sample { name, html } in samples(lang) {
                let page = format!("{}/{name}", lang.code());
                assert!(names.insert(name), "{page}: name used twice");
                assert!(html.starts_with("<!doctype html>"), "{page}: {html}");
                assert!(
                    html.contains(&format!("<html lang=\"{}\">", lang.code())),
                    "{page}"
                );
                assert_eq!(html.matches("<h1").count(), 1, "{page}: one h1");
                assert_eq!(html.matches("<title>").count(), 1, "{page}: one title");
            }
        }
    }

    #[test]
    fn nothing_is_inline_so_the_security_policy_holds() {
        for sample in samples(Lang::Id) {
            for forbidden in [
                " style=",
                "<style",
                " onclick=",
                " onsubmit=",
                "javascript:",
            ] {
                assert!(
                    !sample.html.contains(forbidden),
                    "{}: {forbidden}",
                    sample.name
                );
            }
            for script in sample.html.split("<script").skip(1) {
                let tag = script.split('>').next().unwrap_or_default();
                assert!(tag.contains(" src=\"/assets/"), "{}: {tag}", sample.name);
            }
        }
    }

    #[test]
    fn ids_are_unique_and_references_lead_somewhere() {
        for Sample { name, html } in samples(Lang::Id) {
            let values = |attribute: &str| -> Vec<String> {
                html.split(&format!(" {attribute}=\""))
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next())
                    .flat_map(|value| {
                        value
                            .split_whitespace()
                            .map(str::to_owned)
                            .collect::<Vec<_>>()
                    })
                    .collect()
            };
            let ids = values("id");
            let unique: BTreeSet<_> = ids.iter().collect();
            assert_eq!(
                ids.len(),
                unique.len(),
                "{name}: an id occurs twice in {ids:?}"
            );
            let local = values("href")
                .into_iter()
                .filter_map(|h| h.strip_prefix('#').map(str::to_owned));
            for target in values("for")
                .into_iter()
                .chain(values("aria-describedby"))
                .chain(values("aria-labelledby"))
                .chain(local)
            {
                assert!(unique.contains(&target), "{name}: #{target} does not exist");
            }
        }
    }

    #[test]
    fn the_first_page_is_small() {
        let css = assets::find("app.css").map_or(usize::MAX, |a| a.body().len());
        for name in ["home"] {
            for lang in Lang::ALL {
                let Some(home) = samples(lang).into_iter().find(|s| s.name == name) else {
                    continue;
                };
                let total = home.html.len() + css;
                assert!(
                    total < FIRST_PAGE_LIMIT,
                    "{name}: {} + {css} B",
                    home.html.len()
                );
            }
        }
    }
}
