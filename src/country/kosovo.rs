//! Kosovo, which ISO 3166-1 does not list.
//!
//! Its code is XK, one of those that ISO 3166-1 leaves to users, as Unicode CLDR, the European Union and the IMF use it.
//! It is a state to some and a part of Serbia to others, so it is nobody's territory here: like other countries without
//! missions of a government, it has those that are accredited to it, else the nearest.

/// Its code, and that of three letters.
pub(super) const CODES: [&str; 2] = ["XK", "XKX"];

/// The name in English, which is that in most languages.
pub(super) const NAME: &str = "Kosovo";

/// The names in languages that have another one (Unicode CLDR).
const NAMES: [(&str, &str); 20] = [
    ("ar", "كوسوفو"),
    ("be", "Косава"),
    ("bg", "Косово"),
    ("el", "Κοσσυφοπέδιο"),
    ("fa", "کوزوو"),
    ("he", "קוסובו"),
    ("hu", "Koszovó"),
    ("hy", "Կոսովո"),
    ("ja", "コソボ"),
    ("ka", "კოსოვო"),
    ("kk", "Косово"),
    ("ko", "코소보"),
    ("lt", "Kosovas"),
    ("mk", "Косово"),
    ("ru", "Косово"),
    ("sq", "Kosovë"),
    ("sr", "Косово"),
    ("tr", "Kosova"),
    ("uk", "Косово"),
    ("zh", "科索沃"),
];

/// The official languages (constitution, article 5).
pub(super) const LANGUAGES: [&str; 2] = ["sq", "sr"];

/// The order of an address, as its post has it: `10000 Prishtinë`.
pub(super) const ADDRESS: &str = "{{street}}\n{{postalcode}} {{city}}";

/// The form of postcodes.
pub(super) const POSTCODE: &str = r"\d{5}";

/// The middle of the country: degrees north and east.
pub(super) const MIDDLE: (f64, f64) = (42.58, 21.0);

/// The name in a language.
pub(super) fn name(lang: &str) -> &'static str {
    let own = NAMES.iter().find(|(known, _)| *known == lang);
    own.map_or(NAME, |(_, name)| name)
}

/// All its names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(_, name)| *name).chain([NAME])
}
