//! Believable Indonesian report texts, made from the project's own templates.
//!
//! The same seed, category and kelurahan always give the same text. Nobody in them exists, and none carries a
//! number, an address or a name that could be anyone's.

mod library;
pub mod officer;
mod register;
mod template;

#[cfg(test)]
mod tests;

use lapor_domain::words::ReportType;

use crate::demo::city::CITY;
use crate::demo::random::Choices;
use library::{CategoryTexts, LIBRARY, Shared};
use register::Voice;
use template::{Slots, expand, tidy};

/// What a reporter of the demonstration wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoText {
    /// A short title.
    pub title: String,
    /// The report.
    pub body: String,
    /// Where it is, in words: "Jl. Karet dekat simpang".
    pub street: String,
}

/// A complaint of this category from this kelurahan.
pub fn report(seed: u64, category_code: &str, region_name: &str) -> DemoText {
    report_of(seed, ReportType::Complaint, category_code, region_name)
}

/// A report of a type; an unknown category is written as "lain-lain", an unknown type as a complaint.
pub fn report_of(seed: u64, kind: ReportType, category_code: &str, region_name: &str) -> DemoText {
    let mut choices = Choices::new(seed, &format!("{category_code}/{region_name}/{kind}"));
    let place = Place::choose(&mut choices, region_name);
    let Some((shared, texts)) = LIBRARY.category(category_code) else {
        return DemoText {
            title: String::new(),
            body: String::new(),
            street: place.words(),
        };
    };
    DemoText {
        title: title(kind, category_code, texts, &mut choices, &place),
        body: body(kind, shared, texts, &mut choices, &place),
        street: place.words(),
    }
}

/// A complaint's title says what and where; the others' sentences belong to the whole top category, so their titles do too.
fn title(
    kind: ReportType,
    category_code: &str,
    texts: &CategoryTexts,
    choices: &mut Choices,
    place: &Place,
) -> String {
    let topic = CITY
        .category(category_code)
        .map_or("pelayanan", |(group, _)| &group.name)
        .to_lowercase();
    let template = match kind {
        ReportType::Complaint | ReportType::Unknown => {
            choices.pick(&texts.title).cloned().unwrap_or_default()
        }
        ReportType::Aspiration => {
            format!("[Usulan warga tentang|Saran mengenai|Usul perbaikan] {topic} di {{kel}}")
        }
        ReportType::Information => {
            format!("[Pertanyaan tentang|Mohon informasi|Permintaan keterangan] {topic} di {{kel}}")
        }
    };
    tidy(&expand(&template, choices, &InTitle(place)))
}

fn body(
    kind: ReportType,
    shared: &Shared,
    texts: &CategoryTexts,
    choices: &mut Choices,
    place: &Place,
) -> String {
    let voice = Voice::choose(choices, kind);
    let sentences = match kind {
        ReportType::Aspiration => &shared.aspiration,
        ReportType::Information => &shared.information,
        ReportType::Complaint | ReportType::Unknown if voice.is_formal() => &texts.formal,
        ReportType::Complaint | ReportType::Unknown => &texts.casual,
    };
    let complaint = matches!(kind, ReportType::Complaint | ReportType::Unknown);
    let matter = choices.pick(sentences).cloned().unwrap_or_default();
    let impact = (complaint && choices.percent(voice.impact_share()))
        .then(|| choices.pick(&texts.impact).cloned())
        .flatten();
    let matter = expand(&matter, choices, place);
    let impact = impact
        .map(|template| expand(&template, choices, place))
        .unwrap_or_default();
    voice.write(&matter, &impact, complaint, choices, place)
}

/// Where a report is from; fixed for the whole text.
struct Place {
    street: String,
    landmark: String,
    kelurahan: String,
}

impl Place {
    fn choose(choices: &mut Choices, kelurahan: &str) -> Self {
        let street = choices
            .pick(LIBRARY.streets(kelurahan))
            .cloned()
            .unwrap_or_default();
        let landmarks = LIBRARY
            .frame
            .slots
            .get("patokan")
            .map_or(&[][..], Vec::as_slice);
        Self {
            street: street.replace("{kel}", kelurahan),
            landmark: choices.pick(landmarks).cloned().unwrap_or_default(),
            kelurahan: kelurahan.to_owned(),
        }
    }

    fn words(&self) -> String {
        format!("{} {}", self.street, self.landmark)
    }
}

impl Slots for Place {
    fn slot(&self, name: &str, choices: &mut Choices) -> Option<String> {
        match name {
            "jalan" => Some(self.street.clone()),
            "kel" => Some(self.kelurahan.clone()),
            "patokan" => Some(self.landmark.clone()),
            _ => choices.pick(LIBRARY.frame.slots.get(name)?).cloned(),
        }
    }
}

/// A title names the street and no more.
struct InTitle<'a>(&'a Place);

impl Slots for InTitle<'_> {
    fn slot(&self, name: &str, choices: &mut Choices) -> Option<String> {
        if name == "tempat" {
            return Some(format!("di {}", self.0.street));
        }
        self.0.slot(name, choices)
    }
}
