//! The columns that a members file can have, and what they are called in five languages.

use std::collections::BTreeMap;

use crate::members::spelling::key;
use crate::suggest;

/// The least similarity to the name of a known column at which that is suggested.
const NEAR: f64 = 0.9;

/// The least number of letters of a word of a title that may say what the column means.
const LONG: usize = 4;

/// The most lines of an address that can have columns of their own.
pub(super) const ADDRESS_LINES: usize = 4;

/// The kind of an address, of an e-mail address or of a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The one of a list that says no kind.
    Main,
    Mobile,
    Home,
    Work,
    Other,
    /// One of several with numbers, whose kind stands in a column beside it.
    Numbered(u8),
}

/// A part of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// A line, counted from 0.
    Line(usize),
    /// A line before the first, such as `c/o`.
    CareOf,
    HouseNumber,
    PoBox,
    Postcode,
    City,
    State,
    Country,
    /// All of it in lines.
    Formatted,
}

/// What a column beside another says the kind of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Labelled {
    Address,
    Email,
    Phone,
}

/// The meaning of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// The whole name.
    Name,
    /// The whole name; the last name, if a column of first names stands beside it.
    NameOrLast,
    /// The whole name; the first name, if a column of last names stands beside it.
    NameOrFirst,
    /// The whole name as an address book shows it, for rows without its parts.
    DisplayName,
    /// A title such as Dr, or a form of address.
    Prefix,
    FirstName,
    MiddleName,
    LastName,
    /// What stands behind the name, such as Jr.
    Suffix,
    Role,
    Organization,
    /// The company of an address book, which signs where no person does.
    Employer,
    Branch,
    Address(Kind, Part),
    Email(Kind),
    Phone(Kind),
    Label(Labelled, u8),
    Language,
    Personal,
    Consent,
    /// Whether the member has died, or when.
    Deceased,
    /// Whether the member wants no letters.
    Refusal,
}

impl Column {
    /// Returns `true` if it says a name of a person, or a part of one that is enough.
    pub(super) fn is_name(self) -> bool {
        let whole = matches!(self, Self::Name | Self::NameOrLast | Self::NameOrFirst);
        whole || matches!(self, Self::FirstName | Self::LastName)
    }

    /// The meaning in words, for a message.
    pub(super) fn meaning(self) -> String {
        let words = match self {
            Self::Name | Self::NameOrLast | Self::NameOrFirst => "the name",
            Self::DisplayName => "the name as shown",
            Self::Prefix => "the prefix of the name",
            Self::FirstName => "the first name",
            Self::MiddleName => "the middle name",
            Self::LastName => "the last name",
            Self::Suffix => "the suffix of the name",
            Self::Role => "the role",
            Self::Organization => "the organization",
            Self::Employer => "the employer",
            Self::Branch => "the branch",
            Self::Address(kind, part) => return part.meaning() + kind.words(),
            Self::Email(kind) => return "the e-mail address".to_owned() + kind.words(),
            Self::Phone(kind) => return "the phone number".to_owned() + kind.words(),
            Self::Label(Labelled::Address, _) => "the kind of the address",
            Self::Label(Labelled::Email, _) => "the kind of the e-mail address",
            Self::Label(Labelled::Phone, _) => "the kind of the phone number",
            Self::Language => "the language",
            Self::Personal => "the personal paragraph",
            Self::Consent => "the consent",
            Self::Deceased => "the death",
            Self::Refusal => "the refusal",
        };
        words.to_owned()
    }

    /// Whether several columns may have the meaning: a row takes the first that it can use, or looks at all.
    pub(super) fn may_repeat(self) -> bool {
        let is_contact = matches!(self, Self::Email(_) | Self::Phone(_));
        is_contact || matches!(self, Self::Deceased | Self::Refusal)
    }

    /// Whether a row may do without the cell of the column, whatever is in it.
    pub(super) fn is_choice(self) -> bool {
        let is_beside = matches!(
            self,
            Self::DisplayName | Self::Employer | Self::Label(..) | Self::Address(..)
        );
        is_beside || self.may_repeat()
    }
}

impl Part {
    fn meaning(self) -> String {
        let words = match self {
            Self::Line(line) => return format!("line {} of the address", line + 1),
            Self::CareOf => "the line before the street",
            Self::HouseNumber => "the house number",
            Self::PoBox => "the PO box",
            Self::Postcode => "the postcode",
            Self::City => "the town",
            Self::State => "the state",
            Self::Country => "the country",
            Self::Formatted => "the whole address",
        };
        words.to_owned()
    }
}

impl Kind {
    /// What is said behind a meaning.
    fn words(self) -> &'static str {
        match self {
            Self::Main | Self::Numbered(_) => "",
            Self::Mobile => " (mobile)",
            Self::Home => " (home)",
            Self::Work => " (work)",
            Self::Other => " (other)",
        }
    }
}

/// The use of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ColumnUse {
    Known(Column),
    /// A variable of templates.
    Variable(String),
    /// Nothing: whatever it holds is not read.
    Unused,
    /// Nothing: it has no name and must stay empty.
    Unnamed,
}

/// The names of the columns. Case, accents, spaces, `_`, `-` and dots do not count.
#[rustfmt::skip]
const NAMES: [(Column, &[&str]); 27] = [
    (Column::Name, &["full name", "complete name", "member name", "vor- und nachname", "vorname nachname",
        "vorname und nachname", "vollständiger name", "nom complet", "nom et prénom", "prénom et nom", "prénom nom",
        "nombre completo", "nombre y apellidos", "nombre y apellido", "ФИО", "полное имя",
        "имя и фамилия", "фамилия имя отчество"]),
    (Column::NameOrLast, &["name", "nom"]),
    (Column::NameOrFirst, &["nombre", "имя"]),
    (Column::FirstName, &["first name", "given name", "given names", "forename", "vorname", "rufname",
        "prénom", "nombre de pila", "nombres"]),
    (Column::MiddleName, &["middle name", "middle names", "zweiter vorname", "deuxième prénom", "segundo nombre", "отчество"]),
    (Column::LastName, &["last name", "surname", "family name", "nachname", "familienname", "zuname", "nom de famille",
        "apellido", "apellidos", "фамилия"]),
    (Column::Role, &["role", "position", "job title", "function", "office held", "funktion", "rolle", "amt", "fonction",
        "poste", "cargo", "función", "puesto", "должность", "роль"]),
    (Column::Organization, &["organization", "organisation", "union", "trade union", "body", "gewerkschaft", "verband",
        "syndicat", "organización", "sindicato", "организация", "профсоюз"]),
    (Column::Branch, &["branch", "section", "chapter", "local", "local branch", "ortsgruppe", "ortsverband", "ortsverein",
        "bezirk", "sektion", "section locale", "sección", "sección sindical", "отделение", "ячейка", "первичка",
        "первичная организация"]),
    (Column::Address(Kind::Main, Part::Line(0)), &["address", "street", "street address", "address 1", "address line 1", "street 1", "postal address",
        "straße", "str", "anschrift", "adresse", "postanschrift", "wohnanschrift", "wohnadresse", "meldeadresse", "adresse 1", "anschrift 1", "adresszeile 1", "straße und hausnummer", "straße hausnummer", "straße nr",
        "rue", "adresse postale", "dirección", "dirección 1", "calle", "domicilio", "адрес", "адрес 1", "почтовый адрес", "улица"]),
    (Column::Address(Kind::Main, Part::Line(1)), &["address 2", "address line 2", "street 2", "adresse 2", "anschrift 2", "adresszeile 2",
        "adresszusatz", "complément d'adresse", "dirección 2", "адрес 2"]),
    (Column::Address(Kind::Main, Part::Line(2)), &["address 3", "address line 3", "street 3", "adresse 3", "anschrift 3", "adresszeile 3", "dirección 3", "адрес 3"]),
    (Column::Address(Kind::Main, Part::Line(3)), &["address 4", "address line 4", "street 4", "adresse 4", "anschrift 4", "adresszeile 4", "dirección 4", "адрес 4"]),
    (Column::Address(Kind::Main, Part::HouseNumber), &["house number", "house no", "street number", "hausnummer", "hausnr", "numéro de rue", "numéro de voie",
        "número de casa", "номер дома", "дом"]),
    (Column::Address(Kind::Main, Part::PoBox), &["po box", "pob", "post office box", "postfach", "boîte postale", "apartado", "apartado de correos", "а/я",
        "абонентский ящик"]),
    (Column::Address(Kind::Main, Part::Postcode), &["postcode", "postal code", "zip", "zip code", "PLZ", "postleitzahl", "code postal",
        "CP", "código postal", "индекс", "почтовый индекс"]),
    (Column::Address(Kind::Main, Part::City), &["city", "town", "place", "post town", "ort", "stadt", "wohnort", "ville", "commune", "localité", "ciudad", "localidad",
        "población", "город", "населённый пункт",
        "postcode and city", "postcode and town", "postcode city", "postcode town", "city state zip", "city/town", "PLZ Ort", "PLZ und Ort", "PLZ Wohnort",
        "postleitzahl ort", "CP ville", "code postal ville", "CP localidad", "индекс и город"]),
    (Column::Address(Kind::Main, Part::State), &["state", "region", "province", "county", "bundesland", "kanton", "canton", "provincia", "estado", "область", "регион", "край"]),
    (Column::Address(Kind::Main, Part::Country), &["country", "country code", "land", "staat", "länderkürzel", "pays", "país", "страна"]),
    (Column::Email(Kind::Main), &["email", "email address", "mail", "e-mail-adresse", "mailadresse", "courriel", "adresse email", "adresse électronique",
        "correo", "correo electrónico", "dirección de correo", "эл. почта", "электронная почта", "почта", "имейл"]),
    (Column::Phone(Kind::Main), &["phone", "phone number", "telephone", "telephone number", "tel", "telefon", "telefonnummer",
        "telefonnr", "teléfono", "телефон", "номер телефона"]),
    (Column::Phone(Kind::Mobile), &["mobile", "mobile phone", "cell", "cell phone", "handy", "mobil", "portable", "móvil"]),
    (Column::Language, &["language", "lang", "language code", "sprache", "langue", "idioma", "lengua", "язык"]),
    (Column::Personal, &["personal", "personal paragraph", "personal message", "message", "own words", "persönlich",
        "persönlicher absatz", "persönliche nachricht", "nachricht", "message personnel", "paragraphe personnel", "mensaje",
        "mensaje personal", "párrafo personal", "личное", "личное сообщение", "сообщение"]),
    (Column::Consent, &["consent", "consented", "consent given", "has consented", "consent to sign", "agreed", "agrees", "agreed to sign", "will sign",
        "permission", "opt in", "opted in", "einwilligung", "einwilligung erteilt", "zustimmung", "zugestimmt", "einverständnis", "einverstanden",
        "consentement", "consentement donné", "accord", "d'accord", "consentimiento", "autorización", "acepta", "de acuerdo",
        "согласие", "согласен", "согласна"]),
    (Column::Deceased, &["deceased", "is deceased", "deceased on", "deceased date", "died", "died on", "dead", "date of death", "death date", "verstorben", "tot", "todesfall",
        "verstorben am", "gestorben", "gestorben am", "todesdatum", "todestag", "sterbedatum", "décédé", "décédée", "décédé le", "décès", "date de décès", "fallecido", "fallecida",
        "fallecido el", "fecha de fallecimiento", "умер", "умерла", "дата смерти", "қайтыс болды"]),
    (Column::Refusal, &["do not mail", "do not post", "do not contact", "do not send", "no mail", "no post", "no contact", "opt out", "opted out", "unsubscribed", "unsubscribe",
        "no consent", "consent withdrawn", "consent revoked", "refused", "declined", "do not sign",
        "absage", "abgesagt", "werbesperre", "sperrvermerk", "kontaktsperre", "keine post", "keine briefe", "postsperre", "kein kontakt", "keine einwilligung", "einwilligung widerrufen", "widerrufen", "nicht anschreiben", "nicht kontaktieren", "widerspruch", "ne pas contacter", "ne pas écrire", "refus",
        "no contactar", "no escribir", "не писать", "не беспокоить", "не согласен", "отказ"]),
];

/// The known columns by the keys of their names.
pub(super) struct ColumnNames(BTreeMap<String, Column>);

impl ColumnNames {
    pub(super) fn new() -> Self {
        let pairs = NAMES
            .iter()
            .flat_map(|(column, names)| names.iter().map(|name| (key(name), *column)));
        Self(pairs.collect())
    }

    /// The column that a cell of the header names.
    pub(super) fn column(&self, cell: &str) -> Option<Column> {
        self.0.get(&key(cell)).copied()
    }
}

/// The known column that a cell of the header was most likely meant to be, mistyped.
pub(super) fn suggestion(cell: &str) -> Option<Column> {
    let typed = key(cell);
    if !suggest::is_word(&typed) {
        return None;
    }
    let names = NAMES
        .iter()
        .flat_map(|(column, names)| names.iter().map(|name| (*column, *name)));
    let backwards = |word: &str| word.chars().rev().collect::<String>();
    // Words that begin alike are similar to Jaro and Winkler; those that also end alike are typed alike.
    let similar = |name: &str| {
        let name = key(name);
        let end = suggest::similarity(&backwards(&typed), &backwards(&name));
        suggest::similarity(&typed, &name).min(end)
    };
    let near = names.map(|(column, name)| (similar(name), column));
    near.filter(|(score, _)| *score >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, column)| column)
}

/// The known column that a word of a title names, such as the postcode in `Your postcode`.
pub(super) fn word_suggestion(title: &str) -> Option<Column> {
    let names = ColumnNames::new();
    let words = title.split(|c: char| !c.is_alphanumeric());
    let mut long = words.filter(|word| word.chars().count() >= LONG);
    let is_of_address_book = |column: &Column| {
        let is_name = matches!(
            column,
            Column::Name | Column::NameOrLast | Column::NameOrFirst
        );
        is_name
            || matches!(
                column,
                Column::Address(..) | Column::Email(_) | Column::Phone(_)
            )
    };
    long.find_map(|word| names.column(word).filter(is_of_address_book))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_stands_twice() {
        let mut seen = BTreeMap::new();
        for (column, names) in NAMES {
            for name in names {
                assert_eq!(seen.insert(key(name), column), None, "{name}");
            }
        }
    }

    #[test]
    fn columns_are_known_in_five_languages() {
        let names = ColumnNames::new();
        for (cell, column) in [
            ("E-MAIL", Column::Email(Kind::Main)),
            ("Code_Postal", Column::Address(Kind::Main, Part::Postcode)),
            ("STRASSE", Column::Address(Kind::Main, Part::Line(0))),
            ("Address_line-2", Column::Address(Kind::Main, Part::Line(1))),
            ("pais", Column::Address(Kind::Main, Part::Country)),
            ("Населенный пункт", Column::Address(Kind::Main, Part::City)),
            ("Ф. И. О.", Column::Name),
        ] {
            assert_eq!(names.column(cell), Some(column), "{cell}");
        }
        assert_eq!(names.column("Mitgliedsnummer"), None);
    }

    /// The rows of the table in the documentation whose second column lists names.
    #[test]
    fn the_documentation_lists_every_name() {
        let names = ColumnNames::new();
        let text = include_str!("../../docs/members.md");
        let rows = text
            .lines()
            .filter(|line| line.starts_with("| ") && line.contains('`'));
        let mut told = 0;
        for row in rows.filter(|row| row.matches('|').count() == 4) {
            let cell = row.split('|').nth(3).unwrap();
            let found: Vec<_> = cell.split('`').skip(1).step_by(2).collect();
            let columns: Vec<_> = found.iter().map(|name| names.column(name)).collect();
            assert!(columns.iter().all(Option::is_some), "{row}");
            told += found.len();
        }
        let known: usize = NAMES.iter().map(|(_, names)| names.len()).sum();
        assert_eq!(told, known);
    }

    #[test]
    fn what_was_meant_is_suggested() {
        for (cell, column) in [
            ("adress", Column::Address(Kind::Main, Part::Line(0))),
            ("Strase", Column::Address(Kind::Main, Part::Line(0))),
            ("postocde", Column::Address(Kind::Main, Part::Postcode)),
            ("Postcod", Column::Address(Kind::Main, Part::Postcode)),
            ("e-mial", Column::Email(Kind::Main)),
            ("Telefn", Column::Phone(Kind::Main)),
        ] {
            assert_eq!(suggestion(cell), Some(column), "{cell}");
        }
        for other in [
            "member number",
            "notes",
            "shift",
            "id",
            "department",
            "employer",
            "company",
            "title",
            "birthday",
            "gender",
            "salutation",
            "status",
            "Betrieb",
            "Anrede",
            "Titel",
            "Geburtsdatum",
            "entreprise",
            "civilité",
            "empresa",
            "дата рождения",
            "завод",
            "цех",
        ] {
            assert_eq!(suggestion(other), None, "{other}");
        }
    }
}
