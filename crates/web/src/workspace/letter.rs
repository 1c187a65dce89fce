//! `GET /ruang/laporan/{number}/surat`: the letter that goes with a report to an office outside.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use lapor_app::error::AppError;
use lapor_app::report::case::{CaseView, Entry, Fact};
use lapor_domain::clock::{ClockKind, DayUnit, Length};
use lapor_domain::words::StateCode;
use naskah::personal::{self, Kind};

use super::seat::Seat;
use super::{choices, report};
use crate::errors;
use crate::i18n::{I18n, Lang};
use crate::layout::{self, query_escaped};
use crate::places::Region;
use crate::state::{Here, face};
use crate::view::parts::Photo;
use crate::view::receipt::ReceiptPage;
use crate::workspace_view::frame;
use crate::workspace_view::letter::{Letter, LetterPage};
use crate::workspace_view::report::LetterLink;

/// Longest text that a draft of a message carries: mail programs take addresses of some 2,000 characters.
const DRAFT: usize = 700;

/// The letter, to be printed or sent.
pub(super) async fn page(here: Here, Path(number): Path<String>) -> Response {
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    let case = match report::find(&seat, &number).await {
        Ok(case) => case,
        Err(response) => return response,
    };
    let region = seat.here.region().await;
    let Some(letter) = letter(&seat, &case, Some(&region)) else {
        return errors::answer(&seat.here, &AppError::NotFound, "");
    };
    let page = LetterPage {
        l: seat.layout().one_off().with_scripts(ReceiptPage::SCRIPTS),
        d: seat.desk(frame::Here::Inbox),
        target: report::target(&seat, &case),
        i: I18n::new(Lang::Id),
        mail: mail(&letter),
        letter,
    };
    layout::page(StatusCode::OK, &page)
}

/// The way there, from the page of a report that an office outside has.
pub(super) fn link(seat: &Seat, case: &CaseView) -> Option<LetterLink> {
    let letter = letter(seat, case, None)?;
    let i18n = seat.here.i18n;
    let waits = case
        .clocks
        .iter()
        .any(|clock| clock.clock == ClockKind::HandoverAck && clock.stopped.is_none());
    let key = if waits {
        "letter-waits"
    } else {
        "letter-taken"
    };
    Some(LetterLink {
        href: format!("{}/surat", report::target(seat, case).href()),
        mail: mail(&letter),
        line: i18n.t2(key, "to", &letter.to, "until", &letter.until),
    })
}

/// `None` unless an office outside has it.
fn letter(seat: &Seat, case: &CaseView, names: Option<&Region>) -> Option<Letter> {
    if case.state != StateCode::Transferred {
        return None;
    }
    let handed = case
        .history
        .iter()
        .rev()
        .find(|entry| entry.kind == "transferred_out")?;
    let i18n = I18n::new(Lang::Id);
    let zone = face(case.zone);
    let (title, text) = words(seat, case);
    let ack = case
        .clocks
        .iter()
        .rev()
        .find(|clock| clock.clock == ClockKind::HandoverAck);
    let named = |code: &Option<String>| {
        let code = code.as_deref().unwrap_or_default();
        names.map(|names| names.name(code)).unwrap_or_default()
    };
    let rules = seat.here.rules();
    let body = rules.directory.bodies.get(&case.holder);
    Some(Letter {
        from: case.holder_name.clone(),
        place: body
            .map(|body| named(&body.region))
            .filter(|place| !case.holder_name.contains(place.as_str()))
            .unwrap_or_default(),
        reference: format!(
            "LAPOR/{}/{}/{}",
            case.tracking,
            handed.seq,
            case.zone.local_date(handed.at).year()
        ),
        date: i18n.date(case.zone.local_date(handed.at)),
        to: fact(handed, |fact| match fact {
            Fact::Body(name) => Some(name),
            _ => None,
        }),
        contact: fact(handed, |fact| match fact {
            Fact::Contact(contact) => Some(contact),
            _ => None,
        }),
        number: case.tracking.grouped(),
        received: i18n.date(case.zone.local_date(case.received_at)),
        category: case.category.clone().unwrap_or_default(),
        region: named(&case.region),
        spot: spot(case),
        point: point(seat, case),
        again: again(i18n, case, handed.at),
        photos: photos(seat, case, &title),
        title,
        text,
        why: handed.words.clone().unwrap_or_default(),
        until: ack
            .map(|clock| i18n.due(clock.due, zone))
            .unwrap_or_default(),
        within: ack
            .map(|clock| days(i18n, clock.length))
            .unwrap_or_default(),
        address: format!("{}{}/lacak", seat.here.host(), seat.here.site.base),
    })
}

/// Where it is, in words: without it nobody outside finds the pole. Persons that are named in them stay out.
fn spot(case: &CaseView) -> String {
    if case.rahasia || case.supervisory {
        return String::new();
    }
    let place = case.place.words().unwrap_or_default();
    let mut persons = personal::find(place);
    persons.retain(|finding| finding.kind != Kind::Address);
    personal::mask(place, &persons)
}

/// The point of what stands in a public place; a home is told by its kelurahan alone.
fn point(seat: &Seat, case: &CaseView) -> String {
    let rules = seat.here.rules();
    let category = case
        .category_id
        .and_then(|id| rules.directory.categories.get(&id));
    let is_open = !case.rahasia && category.is_some_and(|category| category.public_place);
    match case.point.filter(|_| is_open) {
        Some((latitude, longitude)) => format!("{latitude:.5}, {longitude:.5}"),
        None => String::new(),
    }
}

/// From the second request on, which one it is: each time an acknowledgement did not come, it is asked for again.
fn again(i18n: I18n, case: &CaseView, since: Timestamp) -> String {
    let asked = case
        .clocks
        .iter()
        .filter(|clock| clock.clock == ClockKind::HandoverAck && clock.started_at >= since)
        .count();
    if asked < 2 {
        return String::new();
    }
    let first = i18n.date(case.zone.local_date(since));
    i18n.t2("letter-again", "n", asked, "first", first)
}

/// The public words, or the reporter's own, masked. What is secret or about an official is told to the office by
/// other ways than a letter that lies open.
fn words(seat: &Seat, case: &CaseView) -> (String, String) {
    if case.rahasia || case.supervisory {
        return (String::new(), String::new());
    }
    let (title, text, _) = choices::public_words(seat, case);
    let mask = |words: &str| personal::mask(words, &personal::find(words));
    if case.is_public {
        // Settled by an officer, and read by everybody.
        (title, text)
    } else {
        (mask(&title), mask(&text))
    }
}

/// Only those that everybody may see.
fn photos(seat: &Seat, case: &CaseView, title: &str) -> Vec<Photo> {
    let base = &seat.here.site.base;
    let released = case.photos.iter().filter(|photo| photo.is_public);
    released
        .map(|photo| Photo {
            href: format!("{base}/berkas/{}", photo.file),
            thumbnail: format!("{base}/berkas/{}/kecil", photo.file),
            alt: if photo.caption.is_empty() {
                title.to_owned()
            } else {
                photo.caption.clone()
            },
        })
        .collect()
}

fn days(i18n: I18n, length: Length) -> String {
    let key = match length.unit {
        DayUnit::Working => "length-working",
        DayUnit::Calendar => "length-calendar",
    };
    i18n.tn(key, u64::from(length.days))
}

fn fact<'e>(entry: &'e Entry, pick: impl Fn(&'e Fact) -> Option<&'e String>) -> String {
    entry
        .facts
        .iter()
        .find_map(pick)
        .cloned()
        .unwrap_or_default()
}

/// The draft of a message where the contact names a mailbox. It is sent from the officer's own mail program.
fn mail(letter: &Letter) -> String {
    let Some(mailbox) = mailbox(&letter.contact) else {
        return String::new();
    };
    let i18n = I18n::new(Lang::Id);
    let subject = i18n.t1("letter-subject", "reference", &letter.reference);
    let short = Letter {
        text: beginning(&letter.text),
        ..letter.clone()
    };
    format!(
        "mailto:{}?subject={}&body={}",
        query_escaped(mailbox).replace("%40", "@"),
        query_escaped(&subject),
        query_escaped(&short.plain(&i18n))
    )
}

fn beginning(text: &str) -> String {
    match text.char_indices().nth(DRAFT) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The first word that has the shape of a mail address.
fn mailbox(contact: &str) -> Option<&str> {
    contact
        .split(|c: char| c.is_whitespace() || ",;()<>:\"".contains(c))
        .map(|word| word.trim_end_matches('.'))
        .find(|word| {
            let plain = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
            word.split_once('@').is_some_and(|(name, host)| {
                !name.is_empty()
                    && name.chars().all(plain)
                    && host.chars().all(plain)
                    && host.split('.').filter(|part| !part.is_empty()).count() >= 2
                    && !host.starts_with('.')
            })
        })
}

#[cfg(test)]
mod tests {
    use super::mailbox;

    #[test]
    fn a_mailbox_is_found_among_other_ways_and_nothing_else_is_taken_for_one() {
        assert_eq!(
            mailbox("Telepon 123, surel: aduan@pln.example."),
            Some("aduan@pln.example")
        );
        assert_eq!(
            mailbox("<layanan@bpjn.example>"),
            Some("layanan@bpjn.example")
        );
        for none in [
            "",
            "Telepon 0536",
            "@pln",
            "a@b",
            "a@.com",
            "x@y.z?cc=a@b.c",
        ] {
            assert_eq!(mailbox(none), None, "{none}");
        }
    }
}
