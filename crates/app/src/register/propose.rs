//! A first mapping, from the words of the header and from what stands below them. People look it over.

use std::collections::{BTreeMap, HashMap, HashSet};

use lapor_domain::contact::{Email, Nik, Phone};
use lapor_domain::sp4n::imported_channel;
use lapor_domain::words::Channel;

use super::error::RegisterError;
use super::field::Field;
use super::grid::Grid;
use super::header::Header;
use super::mapping::{RegisterMapping, Words, word_key};
use super::names::Names;
use super::state::RegisterState;
use crate::sp4n::cell::{Cell, clean, one_line};
use crate::sp4n::column::fold;
use crate::sp4n::date::read_date;

/// Rows that are looked at to see what a column holds.
const SAMPLE: usize = 200;
/// Words of a column that are listed; a column with more is no column of words.
const LISTED: usize = 300;

/// Proposes a mapping. `names` are those of the body's own units and categories.
///
/// # Errors
/// [`RegisterError::NoHeader`] where no row looks like a header.
pub fn propose(grid: &Grid, names: &Names) -> Result<RegisterMapping, RegisterError> {
    let header = Header::guess(grid)?;
    let mut columns = by_words(&header);
    by_contents(grid, &header, &mut columns);
    let mut mapping = RegisterMapping {
        name: register_name(&grid.file_name),
        sheet: grid.sheet.clone(),
        ..RegisterMapping::default()
    };
    for (field, at) in &columns {
        if let Some(name) = header.names.get(*at) {
            mapping
                .columns
                .insert(field.code().to_owned(), name.clone());
        }
    }
    let taken: HashSet<usize> = columns.values().copied().collect();
    let besides = header.names.iter().enumerate();
    mapping.notes = besides
        .filter(|(at, name)| !taken.contains(at) && is_kept(name, grid, &header, *at))
        .map(|(_, name)| name.clone())
        .collect();
    complete(&mut mapping, grid, &header, names);
    Ok(mapping)
}

/// Adds the words that the file has and the tables lack, each with what it probably means.
pub(super) fn complete(mapping: &mut RegisterMapping, grid: &Grid, header: &Header, names: &Names) {
    let place = |field| mapping.column(field).and_then(|name| header.place(name));
    let (status, unit, category, channel) = (
        place(Field::Status),
        place(Field::Unit),
        place(Field::Category),
        place(Field::Channel),
    );
    let state = |word: &str| {
        RegisterState::propose(word)
            .map_or("", |state| state.code)
            .to_owned()
    };
    add(&mut mapping.status, grid, header, status, state);
    add(&mut mapping.unit, grid, header, unit, |word| {
        names.unit_like(word)
    });
    add(&mut mapping.category, grid, header, category, |word| {
        names.category_like(word)
    });
    add(&mut mapping.channel, grid, header, channel, channel_of);
}

fn add(
    words: &mut Words,
    grid: &Grid,
    header: &Header,
    at: Option<usize>,
    mean: impl Fn(&str) -> String,
) {
    let Some(at) = at else { return };
    let known: HashSet<String> = words.0.keys().map(|word| word_key(word)).collect();
    for word in words_of(grid, header, at) {
        if !known.contains(&word_key(&word)) {
            let meaning = mean(&word);
            words.0.insert(word, meaning);
        }
    }
}

/// The words of a column, the commonest first, as first written.
fn words_of(grid: &Grid, header: &Header, at: usize) -> Vec<String> {
    let mut counts: HashMap<String, (usize, String)> = HashMap::new();
    for row in grid.rows.iter().skip(header.at + 1) {
        let Some(cell) = row.cells.get(at) else {
            continue;
        };
        let word = one_line(&clean(&cell.text()).text);
        if word.is_empty() || word == "-" || word.chars().count() > 120 {
            continue;
        }
        let known = counts.len();
        match counts.get_mut(&word_key(&word)) {
            Some((count, _)) => *count += 1,
            None if known < LISTED * 4 => {
                counts.insert(word_key(&word), (1, word));
            }
            None => {}
        }
    }
    let mut words: Vec<_> = counts.into_values().collect();
    words.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    words
        .into_iter()
        .take(LISTED)
        .map(|(_, word)| word)
        .collect()
}

/// The best pairs of column and field first; each of both once.
fn by_words(header: &Header) -> BTreeMap<Field, usize> {
    let mut pairs = Vec::new();
    for field in Field::all() {
        for (at, name) in header.names.iter().enumerate() {
            let fit = field.fit(name);
            if fit > 0 {
                pairs.push((fit, at, field));
            }
        }
    }
    pairs.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut columns = BTreeMap::new();
    let mut taken = HashSet::new();
    for (_, at, field) in pairs {
        if !taken.contains(&at) && !columns.contains_key(&field) {
            taken.insert(at);
            columns.insert(field, at);
        }
    }
    columns
}

/// Takes back what the cells do not bear out, and finds by its cells what no header names.
fn by_contents(grid: &Grid, header: &Header, columns: &mut BTreeMap<Field, usize>) {
    let sample = Sample::of(grid, header);
    let bears = |field: Field, at: usize| match field {
        Field::Date => sample.share(at, |cell| read_date(cell).is_ok()) >= 0.5,
        Field::Phone => sample.share(at, is_phone) >= 0.3,
        Field::Email => sample.share(at, |cell| Email::parse(&cell.text()).is_ok()) >= 0.3,
        Field::Key => is_key(grid, header, at),
        // "Isi" with one word in each row is a status or a category.
        Field::Text => sample.length(at) >= 8,
        _ => true,
    };
    let by_words = columns.clone();
    columns.retain(|field, at| sample.is_blank(*at) || bears(*field, *at));
    for (field, is) in [
        (
            Field::Date,
            (&|cell: &Cell| read_date(cell).is_ok()) as &dyn Fn(&Cell) -> bool,
        ),
        (Field::Email, &|cell: &Cell| {
            Email::parse(&cell.text()).is_ok()
        }),
        (Field::Nik, &|cell: &Cell| Nik::parse(&cell.text()).is_ok()),
        (Field::Phone, &is_phone),
    ] {
        if columns.contains_key(&field) {
            continue;
        }
        let taken: HashSet<usize> = columns.values().copied().collect();
        let found = (0..header.names.len())
            .filter(|at| !taken.contains(at))
            .find(|at| sample.share(*at, is) >= 0.8);
        if let Some(at) = found {
            columns.insert(field, at);
        }
    }
    if !columns.contains_key(&Field::Text) {
        let taken: HashSet<usize> = columns.values().copied().collect();
        let longest = (0..header.names.len())
            .filter(|at| !taken.contains(at))
            .max_by_key(|at| sample.length(*at));
        if let Some(at) = longest.filter(|at| sample.length(*at) >= 25) {
            columns.insert(Field::Text, at);
        }
    }
    // Where nothing fits better, the header's word stands: a person sees to the cells.
    for (field, at) in by_words {
        if field != Field::Key && !columns.contains_key(&field) {
            columns.insert(field, at);
        }
    }
}

fn is_phone(cell: &Cell) -> bool {
    // A serial number of a day has five digits and is no telephone.
    Phone::parse(&cell.text()).is_ok()
}

/// The first rows below the header.
struct Sample<'g> {
    rows: Vec<&'g [Cell]>,
}

impl<'g> Sample<'g> {
    fn of(grid: &'g Grid, header: &Header) -> Self {
        let rows = grid.rows.iter().skip(header.at + 1).take(SAMPLE);
        Self {
            rows: rows.map(|row| row.cells.as_slice()).collect(),
        }
    }

    fn cells(&self, at: usize) -> impl Iterator<Item = &'g Cell> {
        let cells = self.rows.iter().filter_map(move |row| row.get(at));
        cells.filter(|cell| !cell.is_blank())
    }

    fn is_blank(&self, at: usize) -> bool {
        self.cells(at).next().is_none()
    }

    fn share(&self, at: usize, is: impl Fn(&Cell) -> bool) -> f64 {
        let all = self.cells(at).count();
        if all == 0 {
            return 0.0;
        }
        self.cells(at).filter(|cell| is(cell)).count() as f64 / all as f64
    }

    /// Mean length in characters.
    fn length(&self, at: usize) -> usize {
        let all = self.cells(at).count().max(1);
        let chars: usize = self.cells(at).map(|cell| cell.text().chars().count()).sum();
        chars / all
    }
}

/// A number that no two rows share. Rows counted from one are no number of a register: the next file counts again.
fn is_key(grid: &Grid, header: &Header, at: usize) -> bool {
    let mut seen = HashSet::new();
    let mut all = 0_usize;
    let mut counts = 0_usize;
    for row in grid.rows.iter().skip(header.at + 1) {
        let Some(cell) = row.cells.get(at).filter(|cell| !cell.is_blank()) else {
            continue;
        };
        all += 1;
        let text = cell.text();
        counts += usize::from(text.trim() == all.to_string());
        seen.insert(text.trim().to_owned());
    }
    all > 0 && seen.len() * 100 >= all * 99 && counts * 2 < all.max(2)
}

/// A column besides is kept as a note, unless it names a person or says nothing.
fn is_kept(name: &str, grid: &Grid, header: &Header, at: usize) -> bool {
    const ABOUT_PEOPLE: &[&str] = &[
        "pelapor",
        "pengadu",
        "pemohon",
        "ktp",
        "nik",
        "ibu",
        "umur",
        "usia",
        "kelamin",
        "lahir",
        "agama",
        "pekerjaan",
        "nama",
        "hp",
        "telp",
        "wa",
        "email",
        "alamat",
        "foto",
        "ttd",
        "tandatangan",
    ];
    const OURS: &[&str] = &[
        "masalah",
        "perbaikan",
        "baris",
        "no",
        "nomor",
        "nomorurut",
        "nourut",
    ];
    let folded = fold(name);
    let is_person = name
        .split(|c: char| !c.is_alphanumeric())
        .map(fold)
        .any(|part| ABOUT_PEOPLE.contains(&part.as_str()));
    !is_person
        && !OURS.contains(&folded.as_str())
        && Field::all().all(|field| !field.is_personal() || field.fit(name) == 0)
        && !Sample::of(grid, header).is_blank(at)
}

fn channel_of(word: &str) -> String {
    const WORDS: &[(Channel, &[&str])] = &[
        (
            Channel::Chat,
            &["wa", "whatsapp", "wagrup", "telegram", "pesanwa", "chat"],
        ),
        (
            Channel::Telephone,
            &["telepon", "telp", "callcenter", "112", "hotline", "phone"],
        ),
        (
            Channel::Counter,
            &[
                "datanglangsung",
                "langsung",
                "lisan",
                "loket",
                "tatapmuka",
                "walkin",
                "kantor",
                "kotaksaran",
            ],
        ),
        (Channel::Letter, &["surat", "pos", "suratmasuk"]),
        (Channel::Email, &["email", "surel"]),
        (
            Channel::SocialMedia,
            &["medsos", "mediasosial", "ig", "fb", "sosmed", "dm"],
        ),
        (Channel::Web, &["web", "website", "situs", "online"]),
        (Channel::App, &["aplikasi", "android", "ios", "mobile"]),
        (Channel::Sms, &["sms", "1708"]),
        (
            Channel::Institution,
            &["lapor", "sp4n", "sp4nlapor", "laporsp4n"],
        ),
    ];
    let folded = fold(word);
    let known = WORDS
        .iter()
        .find(|(_, words)| words.contains(&folded.as_str()))
        .map(|(channel, _)| *channel);
    let channel = known.unwrap_or_else(|| imported_channel(word).channel);
    if matches!(channel, Channel::Other | Channel::Unknown) {
        String::new()
    } else {
        channel.as_str().to_owned()
    }
}

/// "Buku Aduan 2019.xlsx" is `buku-aduan-2019`.
fn register_name(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut name = String::new();
    for c in stem.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
        if name.len() >= 40 {
            break;
        }
    }
    match name.trim_end_matches('-') {
        "" => "register".to_owned(),
        name => name.to_owned(),
    }
}
