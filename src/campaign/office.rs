//! The names of an office, in lists and in an address.

use crate::campaign::texts::Texts;
use crate::fields::Table;

/// The names of an office.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Office {
    /// The name, in the nominative.
    pub name: Texts,
    /// As an address line inflects it, where that differs.
    addressed: Texts,
    /// As an address line has it without inflecting it, before the name of the holder, where that differs: a ministry
    /// is addressed as its minister.
    plain: Texts,
}

impl Office {
    /// Reads `office_addressed` and `office_plain` of a table and `name`, its table `office`, if it is there.
    pub fn read(
        table: &mut Table<'_>,
        name: Option<Table<'_>>,
        languages: &[String],
    ) -> Option<Self> {
        let mut other = |key| {
            let texts = table.table(key);
            let texts = texts.map(|texts| Texts::read(texts, languages, false));
            texts.unwrap_or_default()
        };
        let (addressed, plain) = (other("office_addressed"), other("office_plain"));
        let name = Texts::read(name?, languages, true);
        Some(Self {
            name,
            addressed,
            plain,
        })
    }

    /// As an address line in `lang` inflects it.
    pub fn addressed(&self, lang: &str) -> &str {
        let inflected = self.addressed.get(lang);
        inflected.unwrap_or_else(|| self.name.best(lang))
    }

    /// As an address line in `lang` has it without inflecting it.
    pub fn plain(&self, lang: &str) -> &str {
        let plain = self.plain.get(lang);
        plain.unwrap_or_else(|| self.name.best(lang))
    }
}
