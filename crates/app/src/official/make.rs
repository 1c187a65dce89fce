//! Puts a document together: letterhead, what its layout says, how the figures came about, signature.

use dokumen::{Block, Document, Letterhead, Signature};
use lapor_domain::official::{Layout, Papers, Reader, date_words};

use super::annex::Telling;
use super::lines::Words;
use super::model::Gathered;
use super::pieces::remark;
use super::words::moment;
use super::{activity, edition, press, provenance, province, recap, units};

/// What a document wears beside its figures.
#[derive(Clone, Copy, Debug)]
pub struct Dressing<'a> {
    /// Letterhead, signature, chapters.
    pub papers: &'a Papers,
    /// What people wrote into it: recommendations, as edited, or sentences for the press.
    pub advice: &'a [String],
    /// Nobody has approved it.
    pub is_draft: bool,
    /// What looks like personal data stands masked.
    pub is_masked: bool,
    /// Said before everything else: that this is printed again, and what is lacking.
    pub note: Option<&'a str>,
}

/// The document: the same for the same arguments, for ever.
pub fn document(gathered: &Gathered, words: &Words, dressing: &Dressing<'_>) -> Document {
    let telling = Telling {
        gathered,
        words,
        papers: dressing.papers,
        is_masked: dressing.is_masked,
    };
    let mut blocks: Vec<Block> = dressing.note.map(remark).into_iter().collect();
    blocks.extend(match gathered.layout {
        Layout::Activity => activity::blocks(&telling, dressing),
        Layout::Units => units::blocks(gathered),
        Layout::Recap => recap::blocks(&telling),
        Layout::Press => press::blocks(gathered, dressing.advice),
        Layout::Province => province::blocks(gathered),
    });
    if gathered.layout != Layout::Press {
        blocks.extend(provenance::blocks(gathered));
    }
    blocks.push(Block::Signature(signature(gathered, dressing.papers)));
    let title = format!(
        "{} PERIODE {}",
        gathered.layout.title(),
        gathered.period.words().to_uppercase()
    );
    Document {
        subject: subject(gathered),
        author: gathered.body_name.clone(),
        language: "id".to_owned(),
        made_at: gathered.as_of,
        letterhead: Some(letterhead(dressing.papers)),
        // One line of a page: whose it is stands in the letterhead.
        footer: format!(
            "{}, keadaan sampai {}",
            edition::title_of(gathered.layout, &gathered.period),
            moment(gathered.as_of, gathered.zone)
        ),
        title,
        watermark: dressing.is_draft.then(|| "DRAF".to_owned()),
        blocks,
    }
}

fn subject(gathered: &Gathered) -> String {
    let edition = match gathered.reader {
        Reader::Public => "Edisi umum",
        Reader::Inside => "Edisi untuk pimpinan",
    };
    format!(
        "{edition}, {}, keadaan sampai {}",
        gathered.period.in_sentence(),
        moment(gathered.as_of, gathered.zone)
    )
}

/// The head of a body's documents.
pub fn letterhead(papers: &Papers) -> Letterhead {
    Letterhead {
        government: papers.government.clone(),
        office: papers.office.clone(),
        lines: papers.lines.clone(),
        emblem: papers.emblem.as_ref().map(|emblem| emblem.png().to_vec()),
    }
}

fn signature(gathered: &Gathered, papers: &Papers) -> Signature {
    let day = date_words(gathered.zone.local_date(gathered.as_of));
    Signature {
        place_and_date: match papers.place.as_str() {
            "" => day,
            place => format!("{place}, {day}"),
        },
        office: papers.signer_office.clone(),
        name: if papers.signer_name.is_empty() {
            "………………………………".to_owned()
        } else {
            papers.signer_name.clone()
        },
        lines: papers.signer_lines.clone(),
    }
}
