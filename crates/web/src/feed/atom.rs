//! Atom (RFC 4287), with the next page by RFC 5005 and points by GeoRSS Simple.

use jiff::Timestamp;
use lapor_app::report::case::CaseView;
use open311::clean;

use super::{Feed, Written};
use crate::public::show;

/// The feed as a document.
pub(super) fn document(feed: &Feed<'_>) -> Written {
    let here = feed.here;
    let cases = &feed.found.cases;
    // A feed without entries is as old as the format's rules allow: it has never been changed.
    let updated = cases.iter().filter_map(|case| case.public_at).max();
    let mut xml = Xml::new();
    xml.open(
        "feed",
        &[
            ("xmlns", "http://www.w3.org/2005/Atom"),
            ("xmlns:georss", "http://www.georss.org/georss"),
            ("xml:lang", here.i18n.lang.code()),
        ],
    );
    let filters = feed.question.filters();
    let owner = &here.site.base;
    let mark = if filters.is_empty() { "" } else { "?" };
    xml.text("id", &feed.id(&format!("umpan{owner}{mark}{filters}")));
    xml.text("title", &feed.title());
    xml.text("subtitle", &here.i18n.t("released-lead"));
    xml.text("updated", &moment(updated.unwrap_or_default()));
    xml.open("author", &[]);
    let body = &here.site.body;
    let name = here.i18n.t("site-name");
    xml.text("name", if body.is_empty() { &name } else { body });
    xml.close("author");
    xml.text("generator", "lapor");
    let link = |xml: &mut Xml, rel, kind, href: &str| {
        xml.empty("link", &[("rel", rel), ("type", kind), ("href", href)]);
    };
    link(&mut xml, "self", "application/atom+xml", &feed.address());
    link(&mut xml, "alternate", "text/html", &feed.page());
    if let Some(next) = feed.next() {
        link(&mut xml, "next", "application/atom+xml", &next);
    }
    for case in cases {
        entry(&mut xml, feed, case);
    }
    xml.close("feed");
    Written {
        kind: "application/atom+xml; charset=utf-8",
        text: xml.out,
    }
}

fn entry(xml: &mut Xml, feed: &Feed<'_>, case: &CaseView) {
    let page = feed.report(case);
    xml.open("entry", &[]);
    xml.text("id", &feed.id(&format!("laporan/{}", case.tracking)));
    xml.text("title", &feed.title_of(case));
    let at = case.public_at.unwrap_or(case.received_at);
    xml.text("updated", &moment(at));
    xml.text("published", &moment(case.public_since.unwrap_or(at)));
    xml.empty(
        "link",
        &[("rel", "alternate"), ("type", "text/html"), ("href", &page)],
    );
    for photo in feed.photos(case) {
        xml.empty(
            "link",
            &[
                ("rel", "enclosure"),
                ("type", "image/jpeg"),
                ("href", &photo),
            ],
        );
    }
    xml.open("author", &[]);
    xml.text("name", &feed.reporter(case));
    xml.close("author");
    let rules = feed.here.rules();
    let category = case.category.as_ref().and(case.category_id);
    if let Some(category) = category.and_then(|id| rules.directory.categories.get(&id)) {
        xml.empty(
            "category",
            &[("term", &category.slug), ("label", &category.name)],
        );
    }
    if let Some(region) = &case.region {
        let label = case.address(&feed.here.app().places()).unwrap_or_default();
        xml.empty(
            "category",
            &[
                ("scheme", &feed.id("wilayah")),
                ("term", region),
                ("label", &label),
            ],
        );
    }
    xml.typed("content", "text", &content(feed, case));
    if let Some((lat, lon)) = case.point {
        xml.text("georss:point", &format!("{lat} {lon}"));
    }
    xml.close("entry");
}

/// The words as released, where it has got to, and the answer that counts.
fn content(feed: &Feed<'_>, case: &CaseView) -> String {
    let mut parts = vec![
        case.text_public.words().unwrap_or_default().to_owned(),
        feed.standing(case),
    ];
    if let Some(answer) = show::answer(feed.here, case) {
        parts.push(format!("{}, {}:\n{}", answer.from, answer.at, answer.text));
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n\n")
}

fn moment(at: Timestamp) -> String {
    Timestamp::from_second(at.as_second())
        .unwrap_or(at)
        .to_string()
}

/// A document under way. Whatever people wrote, it stays well-formed.
struct Xml {
    out: String,
}

impl Xml {
    fn new() -> Self {
        Self {
            out: "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned(),
        }
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.out.push_str(">\n");
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.out.push_str("/>\n");
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.written(name, &[], text);
    }

    fn typed(&mut self, name: &str, kind: &str, text: &str) {
        self.written(name, &[("type", kind)], text);
    }

    fn written(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.start(name, attributes);
        self.out.push('>');
        escape(text, &mut self.out);
        self.close(name);
    }
}

/// What XML cannot carry is left out, and so is what would turn the rest of a reader's line around.
fn escape(text: &str, out: &mut String) {
    for c in text.chars().filter(|c| is_kept(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
}

/// A character that a feed may hold.
pub(super) const fn is_kept(c: char) -> bool {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    clean::is_allowed(c) && !turns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_words_stay_words() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "\"><script>\u{0}")]);
        xml.text(
            "t",
            "</a>&amp; \u{0}\u{1b}\u{202E}txt\u{2069} \u{FFFF}é😀]]>",
        );
        xml.close("a");
        assert_eq!(
            xml.out.lines().skip(1).collect::<String>(),
            "<a b=\"&quot;&gt;&lt;script&gt;\"><t>&lt;/a&gt;&amp;amp; txt é😀]]&gt;</t></a>"
        );
    }
}
