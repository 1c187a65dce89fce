//! The simple HTML beside a letter's plain text: paragraphs and links, nothing that is fetched.

/// A letter's text as HTML. Everything in it is escaped; only addresses of pages become links.
pub fn of_text(text: &str, language: &str) -> String {
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"></head>\n<body style=\"font-family:sans-serif;max-width:40em\">\n",
        escaped(language)
    );
    for paragraph in text
        .split("\n\n")
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        let lines: Vec<String> = paragraph.lines().map(line).collect();
        html.push_str("<p>");
        html.push_str(&lines.join("<br>\n"));
        html.push_str("</p>\n");
    }
    html.push_str("</body></html>\n");
    html
}

fn line(text: &str) -> String {
    let words: Vec<String> = text
        .split(' ')
        .map(|word| {
            let shown = escaped(word);
            if word.starts_with("https://") || word.starts_with("http://") {
                format!("<a href=\"{shown}\">{shown}</a>")
            } else {
                shown
            }
        })
        .collect();
    words.join(" ")
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_words_and_links_are_links() {
        let html = of_text("Halo <b>\n\nLihat https://x.example/a?b=\"c", "id");
        assert!(html.contains("<p>Halo &lt;b&gt;</p>"), "{html}");
        assert!(
            html.contains("<a href=\"https://x.example/a?b=&quot;c\">"),
            "{html}"
        );
        assert!(!of_text("javascript:alert(1)", "id").contains("<a"));
    }
}
