//! Lists of words that the readers go by, kept in one file.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::text::entries;

/// A list of words in small letters.
#[derive(Clone, Copy, Debug)]
pub(super) enum List {
    /// Titles before a name.
    Titles,
    /// Titles that are also called out to nobody, or stand for other words.
    WeakTitles,
    /// Offices between a title and a name, or alone before one.
    Offices,
    /// Offices and parts that need no title before them.
    Roles,
    /// After "nama": whose.
    Whose,
    /// Before a name that a street or a building bears.
    Bearers,
    /// Particles inside names.
    Particles,
    /// Words that make a name one of a place.
    Places,
    /// What an address begins with.
    AddressHeads,
    /// Words that stand before a house number.
    HouseNumbers,
    /// Words inside an address.
    InAddresses,
    /// Units of what is counted: a number before them is no house.
    Units,
    /// Words before an address that make it somebody's home.
    Homes,
    /// Heads after which a bare number is a street's house; elsewhere it is the estate's or the lane's own.
    Streets,
    /// Words that end a street's name: what is wrong there, and what begins another matter.
    StreetEnds,
    /// First letters of plates in use (Peraturan Kepolisian on registration of vehicles).
    PlateCodes,
    /// Words that announce a plate.
    PlateCues,
    /// Words that make a plate likely.
    Vehicles,
    /// Words before letters and digits that are a house or a room.
    Houses,
    /// Words after digits that are not a plate's last letters.
    NotPlates,
}

static LISTS: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
    let mut lists: HashMap<&str, HashSet<&str>> = HashMap::new();
    let mut name = "";
    for line in entries(include_str!("lexicon/lists.txt")) {
        match line.strip_prefix("= ") {
            Some(next) => name = next,
            None => lists
                .entry(name)
                .or_default()
                .extend(line.split_whitespace()),
        }
    }
    lists
});

impl List {
    /// Whether a word is in the list.
    pub(super) fn has(self, word: &str) -> bool {
        LISTS
            .get(self.name())
            .is_some_and(|words| words.contains(word))
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Titles => "Titles",
            Self::WeakTitles => "WeakTitles",
            Self::Offices => "Offices",
            Self::Roles => "Roles",
            Self::Whose => "Whose",
            Self::Bearers => "Bearers",
            Self::Particles => "Particles",
            Self::Places => "Places",
            Self::AddressHeads => "AddressHeads",
            Self::HouseNumbers => "HouseNumbers",
            Self::InAddresses => "InAddresses",
            Self::Units => "Units",
            Self::Homes => "Homes",
            Self::Streets => "Streets",
            Self::StreetEnds => "StreetEnds",
            Self::PlateCodes => "PlateCodes",
            Self::PlateCues => "PlateCues",
            Self::Vehicles => "Vehicles",
            Self::Houses => "Houses",
            Self::NotPlates => "NotPlates",
        }
    }

    #[cfg(test)]
    const ALL: &[Self] = &[
        Self::Titles,
        Self::WeakTitles,
        Self::Offices,
        Self::Roles,
        Self::Whose,
        Self::Bearers,
        Self::Particles,
        Self::Places,
        Self::AddressHeads,
        Self::HouseNumbers,
        Self::InAddresses,
        Self::Units,
        Self::Homes,
        Self::Streets,
        Self::StreetEnds,
        Self::PlateCodes,
        Self::PlateCues,
        Self::Vehicles,
        Self::Houses,
        Self::NotPlates,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_in_the_file() {
        for list in List::ALL {
            assert!(LISTS.contains_key(list.name()), "{list:?}");
        }
        assert_eq!(LISTS.len(), List::ALL.len());
    }
}
