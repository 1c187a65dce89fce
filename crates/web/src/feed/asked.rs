//! What a feed is asked for. Filters have the names that they have on the page; what is not understood is refused, for a
//! mistyped filter must not show more.

use lapor_app::report::narrow::{BadNarrow, Narrow};
use lapor_store::list::{Cursor, News};
use lapor_store::search::Stems;
use open311::Params;

use crate::layout::query_escaped;
use crate::state::Here;

/// Letters of a search that are read.
const LONGEST: usize = 200;

/// A question to a feed.
#[derive(Debug)]
pub(super) struct Question {
    narrow: Narrow,
    words: String,
    after: Option<Cursor>,
    limit: u32,
    /// Written in the address, where it is not the usual.
    asked_limit: Option<u32>,
}

impl Question {
    /// Reads a query; `usual` reports where nobody says otherwise, `most` at all.
    pub(super) fn read(
        here: &Here,
        query: &str,
        (usual, most): (u32, u32),
    ) -> Result<Self, BadNarrow> {
        let params = Params::parse(query.as_bytes()).map_err(|_| BadNarrow("q"))?;
        let pairs = params.pairs().iter();
        let narrow = Narrow::read(pairs.map(|(name, value)| (name.as_str(), value.as_str())))?;
        narrow.is_of(&here.rules(), here.body)?;
        let after = params.get("after").map(str::parse).transpose();
        let asked_limit = params.get("limit").map(str::parse::<u32>).transpose();
        let asked_limit = asked_limit
            .ok()
            .filter(|limit| limit.is_none_or(|limit| (1..=most).contains(&limit)))
            .ok_or(BadNarrow("limit"))?;
        Ok(Self {
            narrow,
            words: params
                .get("q")
                .unwrap_or_default()
                .chars()
                .take(LONGEST)
                .collect(),
            after: after.map_err(|_| BadNarrow("after"))?,
            limit: asked_limit.unwrap_or(usual),
            asked_limit,
        })
    }

    /// As the record is asked.
    pub(super) fn news(&self, here: &Here) -> News {
        let words = Stems::of(&self.words);
        let mut filter = self.narrow.filter(&here.rules(), here.body, self.limit);
        filter.words = (!words.is_empty()).then_some(words);
        filter.after = self.after;
        News {
            filter,
            since: None,
            until: None,
        }
    }

    /// The filters as a query.
    pub(super) fn filters(&self) -> String {
        let words = format!("q={}", query_escaped(&self.words));
        let words = (!self.words.is_empty()).then_some(words);
        let narrow = Some(self.narrow.query()).filter(|query| !query.is_empty());
        joined([words, narrow])
    }

    /// The whole question as a query.
    pub(super) fn query(&self) -> String {
        self.written(self.after)
    }

    /// The same question, from another place on.
    pub(super) fn query_after(&self, after: Cursor) -> String {
        self.written(Some(after))
    }

    fn written(&self, after: Option<Cursor>) -> String {
        let filters = Some(self.filters()).filter(|query| !query.is_empty());
        let limit = self.asked_limit.map(|limit| format!("limit={limit}"));
        joined([filters, limit, after.map(|after| format!("after={after}"))])
    }

    /// What narrows it, for people.
    pub(super) fn names(&self, here: &Here) -> Vec<String> {
        let mut names = self.narrow.names(&here.rules(), &here.app().places());
        let figure = self.narrow.figure;
        names.extend(figure.map(|figure| here.i18n.t(crate::public::list::figure_key(figure))));
        names.extend(self.narrow.year.map(|year| year.to_string()));
        names.extend(Some(format!("“{}”", self.words)).filter(|_| !self.words.is_empty()));
        names
    }
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join("&")
}
