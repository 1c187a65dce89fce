//! The letter that goes with a report to an office outside.

use askama::Template;

use super::commands::Target;
use super::frame::Desk;
use crate::i18n::I18n;
use crate::layout::Layout;
use crate::view::parts::Photo;

/// The letter. It carries what anybody may know of the report, and nothing of its reporter.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/letter.html")]
pub struct LetterPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// The report.
    pub target: Target,
    /// The letter's own language: official letters are Indonesian.
    pub i: I18n,
    /// What stands in it.
    pub letter: Letter,
    /// `mailto:` with subject and words; empty where no mailbox is known.
    pub mail: String,
}

/// What stands in a letter.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The body that writes.
    pub from: String,
    /// Where it stands: the name of its territory; may be empty.
    pub place: String,
    /// Its own reference: report, hand-over and year.
    pub reference: String,
    /// The day of the hand-over.
    pub date: String,
    /// The office.
    pub to: String,
    /// How to reach it; may be empty.
    pub contact: String,
    /// Tracking number in groups.
    pub number: String,
    /// When the report came.
    pub received: String,
    /// Category; may be empty.
    pub category: String,
    /// Kelurahan; may be empty.
    pub region: String,
    /// Street or landmark, without persons; may be empty.
    pub spot: String,
    /// "-2.20833, 113.91667", of what stands in a public place; may be empty.
    pub point: String,
    /// "Permintaan kedua": asked for again, because no acknowledgement came; empty the first time.
    pub again: String,
    /// Public or masked title; empty where the words are not for others.
    pub title: String,
    /// Public or masked text.
    pub text: String,
    /// Photographs that were released.
    pub photos: Vec<Photo>,
    /// Why it is handed over.
    pub why: String,
    /// Until when an acknowledgement is asked for.
    pub until: String,
    /// How long that is: "5 hari kerja"; may be empty.
    pub within: String,
    /// Where the state of the report can be read.
    pub address: String,
}

impl LetterPage {
    /// What is asked for.
    pub fn asked(&self) -> String {
        self.letter.asked(&self.i)
    }

    /// How to say that it has come.
    pub fn how(&self) -> String {
        self.letter.how(&self.i)
    }
}

impl Letter {
    /// What is asked for, a sentence.
    pub fn asked(&self, i18n: &I18n) -> String {
        i18n.t2("letter-ask", "until", &self.until, "within", &self.within)
    }

    /// How to say that it has come, a sentence.
    pub fn how(&self, i18n: &I18n) -> String {
        i18n.t2(
            "letter-how",
            "reference",
            &self.reference,
            "from",
            &self.from,
        )
    }

    /// The same as a message without shape.
    pub fn plain(&self, i18n: &I18n) -> String {
        let mut lines = vec![
            i18n.t1("letter-salute", "to", &self.to),
            String::new(),
            i18n.t2(
                "letter-opening",
                "number",
                &self.number,
                "received",
                &self.received,
            ),
            String::new(),
        ];
        let facts = [
            ("letter-subject-of", &self.title),
            ("fact-category", &self.category),
            ("fact-region", &self.region),
        ];
        for (key, value) in facts {
            if !value.is_empty() {
                lines.push(format!("{}: {value}", i18n.t(key)));
            }
        }
        let words = if self.text.is_empty() {
            i18n.t("letter-words-apart")
        } else {
            self.text.clone()
        };
        lines.extend([
            String::new(),
            words,
            String::new(),
            format!("{}: {}", i18n.t("letter-why"), self.why),
            String::new(),
            self.asked(i18n),
            self.how(i18n),
            String::new(),
            i18n.t1("letter-track", "address", &self.address),
            String::new(),
            self.from.clone(),
        ]);
        lines.join("\r\n")
    }
}
