//! What tests of every floor share: a small installation with officers of every role, a policy
//! with the rule book's lengths, and reports that live through real commands.
//!
//! Behind the feature `testkit`; never part of the program.

pub mod commands;
mod life;
mod town;

pub use life::{Life, receipt};
pub use town::*;

use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

use crate::content::{ContentKind, ContentRef};
use crate::ids::{ContentId, FileId};
use crate::question::{AnswerType, Choice, Question};
use crate::report::event::Attachment;

/// A new reference to words that nobody wrote.
pub fn content(kind: ContentKind) -> ContentRef {
    let n = next();
    ContentRef {
        id: ContentId(Uuid::from_u128(0xC000_0000 + u128::from(n))),
        kind,
        commitment: format!("{n:064x}"),
    }
}

/// A new file that nobody took.
pub fn attachment() -> Attachment {
    Attachment {
        file: FileId(Uuid::from_u128(0xF000_0000 + u128::from(next()))),
        content: content(ContentKind::File),
    }
}

/// A question that may be answered; its choices are named by their keys.
pub fn question(code: &str, datatype: AnswerType, keys: &[&str]) -> Question {
    let choice = |key: &&str| Choice {
        key: (*key).to_owned(),
        name: format!("Pilihan {key}"),
    };
    Question {
        code: code.to_owned(),
        label: format!("Apa {code}?"),
        label_en: None,
        datatype,
        datatype_description: String::new(),
        values: keys.iter().map(choice).collect(),
        required: false,
        variable: true,
        public: false,
        ended: false,
    }
}

/// Counts up for as long as the test program runs.
fn next() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}
