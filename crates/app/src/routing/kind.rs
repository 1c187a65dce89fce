//! Type, and supervisory or not: what the reporter said, what was learnt, what the words say.

use lapor_domain::words::ReportType;
use naskah::classify::Proposal;
use naskah::functions;

use super::labels;
use super::propose::{Asked, Likely};

/// Function of those who watch over officials.
const WATCHING: &str = "pengawasan";
/// From this share on, words that speak of an official's wrong are a doubt.
const DOUBT: f32 = 0.15;
/// Among so many first functions they are one too.
const FIRST: usize = 3;
/// From this probability on, what was learnt is one: with few decisions even the rarest label is not unlikely.
const LEARNT_DOUBT: f32 = 0.25;

/// What a proposed type rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindBasis {
    /// The reporter said so.
    Reporter,
    /// The body's decisions taught it.
    Learnt,
    /// Words of asking or wishing.
    Words,
    /// Most reports are complaints; nothing says otherwise.
    Usual,
}

/// Type, and supervisory or not, with what they rest on.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Type.
    pub report_type: Option<ReportType>,
    /// What it rests on.
    pub basis: KindBasis,
    /// Types, likeliest first. Only what was learnt has a probability.
    pub types: Vec<Likely<ReportType>>,
    /// Supervisory or not; `None` where that is in doubt: then an officer chooses.
    pub supervisory: Option<bool>,
    /// How likely it is supervisory, and the words that say so.
    pub watched: Likely<bool>,
}

impl Kind {
    /// How sure the type is, 0 to 1: words alone were never measured.
    pub(super) fn confidence(&self) -> f32 {
        match self.basis {
            KindBasis::Reporter => 1.0,
            KindBasis::Learnt => self.types.first().map_or(0.0, |first| first.probability),
            KindBasis::Words | KindBasis::Usual => 0.0,
        }
    }
}

impl Asked<'_> {
    /// The reporter's own word counts first; the model's only where it stands by it.
    pub(super) fn kind(&self) -> Kind {
        let proposal = self.brain.types.propose(&self.features);
        let answer = proposal.answer();
        // A model that knows one label only says nothing.
        let answer = answer.filter(|_| proposal.ranked().len() > 1);
        let learnt = answer.and_then(|answer| answer.label.parse::<ReportType>().ok());
        let declared = self
            .matter
            .declared_type
            .filter(|kind| *kind != ReportType::Unknown);
        let (guess, cues) = guess(self.matter.text);
        let (report_type, basis) = match (declared, learnt) {
            (Some(declared), _) => (Some(declared), KindBasis::Reporter),
            (None, Some(learnt)) => (Some(learnt), KindBasis::Learnt),
            (None, None) if cues.is_empty() => (guess, KindBasis::Usual),
            (None, None) => (guess, KindBasis::Words),
        };
        let types = match basis {
            KindBasis::Words | KindBasis::Usual => guess.map(|kind| Likely {
                id: kind,
                probability: 0.0,
                words: cues.into_iter().map(str::to_owned).collect(),
                against: Vec::new(),
            }),
            KindBasis::Learnt | KindBasis::Reporter => None,
        };
        let by_decisions = proposal.ranked().iter().filter_map(|ranked| {
            let id = ranked.label.parse().ok()?;
            let (words, against) = self.learnt_words(&self.brain.types, ranked.label);
            Some(Likely {
                id,
                probability: ranked.probability,
                words,
                against,
            })
        });
        let types = match types {
            Some(guessed) => vec![guessed],
            None => by_decisions.collect(),
        };
        let (supervisory, watched) = self.supervisory(&proposal);
        Kind {
            report_type,
            basis,
            types,
            supervisory,
            watched,
        }
    }

    /// Yes where the reporter says so, where it was learnt, or where the words are first of all about an official's
    /// wrong; in doubt where they touch on one or what was learnt says otherwise: one press must not send a report to
    /// those it is about.
    fn supervisory(&self, proposal: &Proposal<'_>) -> (Option<bool>, Likely<bool>) {
        let answer = proposal.answer();
        let learnt = answer.map(|answer| answer.label == labels::SUPERVISORY);
        let mut ranked = proposal.ranked().iter();
        let taught = ranked.find(|ranked| ranked.label == labels::SUPERVISORY);
        let taught = taught.filter(|_| proposal.ranked().len() > 1);
        let spoken = self.functions.iter().enumerate().find(|(_, proposal)| {
            proposal.function.code() == WATCHING
                && proposal.reasons.iter().any(|reason| reason.weight > 0.0)
        });
        let share = spoken.map_or(0.0, |(_, said)| said.probability);
        let probability = taught.map_or(share, |taught| taught.probability.max(share));
        let (mut words, mut against) = if taught.is_some() {
            self.learnt_words(&self.brain.types, labels::SUPERVISORY)
        } else {
            (Vec::new(), Vec::new())
        };
        if let Some((_, said)) = spoken {
            let (spoke, spoke_against) = self.cold_words(said);
            words = spoke;
            against.extend(spoke_against);
        }
        let watched = Likely {
            id: true,
            probability,
            words,
            against,
        };
        let is_first = spoken.is_some_and(|(at, _)| at == 0);
        let is_notable = spoken.is_some_and(|(at, said)| at < FIRST || said.probability >= DOUBT);
        let is_likely = taught.is_some_and(|taught| taught.probability >= LEARNT_DOUBT);
        let denied = learnt == Some(false) && taught.is_some();
        let said = self.matter.declared_supervisory || learnt == Some(true);
        let is = if said || is_first && !denied {
            Some(true)
        } else if is_notable || is_likely {
            None
        } else {
            Some(false)
        };
        (is, watched)
    }

    /// The words that spoke for a function and against it, as they stand in the text.
    pub(super) fn cold_words(&self, said: &functions::Proposal) -> (Vec<String>, Vec<String>) {
        let mut words = (Vec::new(), Vec::new());
        for reason in &said.reasons {
            let list = if reason.weight > 0.0 {
                &mut words.0
            } else {
                &mut words.1
            };
            let word = self.matter.text.get(reason.span.clone());
            let word = word.map(str::to_lowercase).unwrap_or_default();
            if !word.is_empty() && !list.contains(&word) {
                list.push(word);
            }
        }
        words
    }
}

/// Before anything was learnt: who asks wants to know, who proposes wants something better, all others complain. With
/// the words that say so.
fn guess(text: &str) -> (Option<ReportType>, Vec<&'static str>) {
    const ASKS: [&str; 10] = [
        "bagaimana cara",
        "apa syarat",
        "apa saja syarat",
        "persyaratan",
        "mohon informasi",
        "minta informasi",
        "ingin bertanya",
        "mau tanya",
        "kapan dibuka",
        "jam berapa",
    ];
    const WISHES: [&str; 6] = [
        "usul",
        "saran saya",
        "menyarankan",
        "sebaiknya",
        "alangkah baiknya",
        "berharap agar",
    ];
    let lower = text.to_lowercase();
    let said = |cues: &[&'static str]| -> Vec<&'static str> {
        let said = cues.iter().copied();
        said.filter(|cue| lower.contains(cue)).collect()
    };
    let (asks, wishes) = (said(&ASKS), said(&WISHES));
    match (lower.trim().is_empty(), asks.is_empty(), wishes.is_empty()) {
        (true, ..) => (None, Vec::new()),
        (_, false, _) => (Some(ReportType::Information), asks),
        (_, _, false) => (Some(ReportType::Aspiration), wishes),
        _ => (Some(ReportType::Complaint), Vec::new()),
    }
}
