//! Elements and text written one after the other. Everything that is text is escaped here and nowhere else.

use std::fmt::{Display, Write as _};

/// XML or HTML being written.
#[derive(Debug, Default)]
pub(crate) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// The declaration that parts of office files begin with.
    pub(crate) fn part() -> Self {
        Self {
            out: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned(),
            open: Vec::new(),
        }
    }

    /// Begins an element; it is ended by [`Xml::close`].
    pub(crate) fn open(&mut self, name: &'static str, attributes: &[(&str, &dyn Display)]) {
        self.start(name, attributes);
        self.out.push('>');
        self.open.push(name);
    }

    /// Ends the element begun last.
    pub(crate) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: &[(&str, &dyn Display)]) {
        self.start(name, attributes);
        self.out.push_str("/>");
    }

    /// An element with text.
    pub(crate) fn leaf(
        &mut self,
        name: &'static str,
        attributes: &[(&str, &dyn Display)],
        text: &str,
    ) {
        self.open(name, attributes);
        self.text(text);
        self.close();
    }

    /// Text, cleaned and escaped.
    pub(crate) fn text(&mut self, text: &str) {
        escape(&mut self.out, &crate::clean::clean(text));
    }

    /// What is written already as it should stand.
    pub(crate) fn raw(&mut self, written: &str) {
        self.out.push_str(written);
    }

    /// Everything written; what is still open is closed.
    pub(crate) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &dyn Display)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            let mut shown = String::new();
            let _infallible = write!(shown, "{value}");
            escape(&mut self.out, &crate::clean::clean(&shown));
            self.out.push('"');
        }
    }
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Xml;

    #[test]
    fn text_is_never_markup() {
        let mut xml = Xml::default();
        xml.open("p", &[("title", &"\"><script>")]);
        xml.text("]]></p>&\u{1}");
        xml.empty("br", &[]);
        assert_eq!(
            xml.finish(),
            "<p title=\"&quot;&gt;&lt;script&gt;\">]]&gt;&lt;/p&gt;&amp;<br/></p>"
        );
    }
}
