//! What a list that everybody may see is narrowed to, as it stands in addresses: feeds, followers and the public list share it.

use lapor_domain::ids::{BodyId, CategoryId, UnitId};
use lapor_domain::rules::Rules;
use lapor_domain::words::Figure;
use lapor_store::list::PublicFilter;
use wilayah::RegionCode;

use crate::import::places::Places;

/// Longest query that is read, in bytes.
const LONGEST: usize = 2000;

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrow {
    /// One category.
    pub category: Option<CategoryId>,
    /// A region and what lies in it.
    pub region: Option<RegionCode>,
    /// A unit and what is below it.
    pub unit: Option<UnitId>,
    /// One figure.
    pub figure: Option<Figure>,
    /// Year of arrival.
    pub year: Option<i16>,
}

/// The parameter that says nothing that is known; its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("saringan {0} tidak dikenal; pilih lagi dari daftar laporan publik")]
pub struct BadNarrow(pub &'static str);

impl Narrow {
    /// Reads the parameters that narrow; others are not its business, and empty ones ask for nothing.
    ///
    /// # Errors
    /// [`BadNarrow`] with the name of the first that says nothing: a mistyped filter must not show more.
    pub fn read<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, BadNarrow> {
        fn known<T: std::str::FromStr>(name: &'static str, text: &str) -> Result<T, BadNarrow> {
            text.parse().map_err(|_| BadNarrow(name))
        }
        let mut narrow = Self::default();
        let said = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        for (name, value) in said {
            match name {
                "category" => narrow.category = Some(known("category", value)?),
                "village" | "region" => narrow.region = Some(known("village", value)?),
                "unit" => narrow.unit = Some(known("unit", value)?),
                "status" => narrow.figure = Some(known("status", value)?),
                "year" => {
                    let year: i16 = known("year", value)?;
                    if !(1990..2200).contains(&year) {
                        return Err(BadNarrow("year"));
                    }
                    narrow.year = Some(year);
                }
                _ => {}
            }
        }
        Ok(narrow)
    }

    /// Reads what [`Narrow::query`] wrote. Nothing in it needs an escape.
    ///
    /// # Errors
    /// As [`Narrow::read`].
    pub fn parse(query: &str) -> Result<Self, BadNarrow> {
        if query.len() > LONGEST {
            return Err(BadNarrow("q"));
        }
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        Self::read(pairs)
    }

    /// As a query, always in the same order; empty for everything.
    pub fn query(&self) -> String {
        let pairs = [
            ("category", self.category.map(|id| id.to_string())),
            ("village", self.region.map(|code| code.to_string())),
            ("unit", self.unit.map(|id| id.to_string())),
            (
                "status",
                self.figure.map(|figure| figure.as_str().to_owned()),
            ),
            ("year", self.year.map(|year| year.to_string())),
        ];
        pairs
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", value?)))
            .collect::<Vec<_>>()
            .join("&")
    }

    /// Whether these offices and categories are of the body's.
    ///
    /// # Errors
    /// [`BadNarrow`] with the name of what is nobody's here.
    pub fn is_of(&self, rules: &Rules, holder: Option<BodyId>) -> Result<(), BadNarrow> {
        let here = |body: BodyId| holder.is_none_or(|holder| holder == body);
        let directory = &rules.directory;
        let category = self.category.map(|id| directory.categories.get(&id));
        let unit = self.unit.map(|id| directory.units.get(&id));
        if category.is_some_and(|known| known.is_none_or(|category| !here(category.body))) {
            return Err(BadNarrow("category"));
        }
        if unit.is_some_and(|known| known.is_none_or(|unit| !here(unit.body))) {
            return Err(BadNarrow("unit"));
        }
        Ok(())
    }

    /// As the record is asked.
    pub fn filter(&self, rules: &Rules, holder: Option<BodyId>, limit: u32) -> PublicFilter {
        let units = self.unit.map(|unit| rules.directory.subtree(unit));
        let within = |category| rules.directory.categories_within(category);
        PublicFilter {
            holder,
            categories: self.category.map(within).unwrap_or_default(),
            region: self.region.map(|code| code.to_string()),
            units: units.unwrap_or_default(),
            figure: self.figure,
            year: self.year,
            limit,
            ..PublicFilter::default()
        }
    }

    /// Names of category, place and unit, for people.
    pub fn names(&self, rules: &Rules, places: &Places) -> Vec<String> {
        let directory = &rules.directory;
        let category = self.category.and_then(|id| directory.categories.get(&id));
        let region = self.region.map(|code| {
            let known = places.regions.get(code).map(wilayah::Region::full_name);
            known.unwrap_or_else(|| code.to_string())
        });
        let unit = self.unit.and_then(|id| directory.units.get(&id));
        let names = [
            category.map(|category| category.name.clone()),
            region,
            unit.map(|unit| unit.name.clone()),
        ];
        names.into_iter().flatten().collect()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_what_is_mistyped_is_refused() {
        let id = "0190a0b0-0000-7000-8000-000000000001";
        let query = format!("category={id}&village=62.71.03&unit={id}&status=handled&year=2024");
        let narrow = Narrow::parse(&query).unwrap();
        assert_eq!(narrow.query(), query);
        assert_eq!(Narrow::parse("").unwrap(), Narrow::default());
        assert_eq!(
            Narrow::parse("category=&q=jalan").unwrap(),
            Narrow::default()
        );
        for (query, name) in [
            ("category=jalan", "category"),
            ("village=627", "village"),
            ("status=all", "status"),
            ("year=24", "year"),
            ("unit=1", "unit"),
        ] {
            assert_eq!(Narrow::parse(query), Err(BadNarrow(name)), "{query}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_comes_can_break_it(text in "\\PC{0,80}", name in "category|village|unit|status|year|x") {
            if let Ok(narrow) = Narrow::parse(&format!("{name}={text}&{text}")) {
                prop_assert_eq!(Narrow::parse(&narrow.query()), Ok(narrow));
            }
        }
    }
}
