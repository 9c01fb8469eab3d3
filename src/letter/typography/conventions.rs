//! The conventions of each language, as data.
//!
//! Sources: the Unicode CLDR (quotation marks), The Chicago Manual of Style and New Hart's Rules (en),
//! A. E. Milchin, "Spravochnik izdatelya i avtora" (ru), DIN 5008 (de), Lexique des règles
//! typographiques en usage à l'Imprimerie nationale (fr).

/// The conventions of a language.
#[derive(Debug)]
pub(super) struct Conventions {
    /// Outer quotation marks, opening and closing.
    pub outer: (char, char),
    /// Quotation marks within quotation marks.
    pub inner: (char, char),
    /// The dash between words.
    pub dash: char,
    /// A space stands inside guillemets and before `;`, `:`, `!` and `?`.
    pub spaced_marks: bool,
    /// A space stands before the per cent sign.
    pub spaced_percent: bool,
    /// Words that stay with the next one.
    pub leading: &'static [&'static str],
    /// Particles that stay with the word before them.
    pub trailing: &'static [&'static str],
    /// Titles and abbreviations that stay with a name or a number behind them.
    pub titles: &'static [&'static str],
    /// Words that stay with a number before them, without their full stop.
    pub units: &'static [&'static str],
}

impl Conventions {
    /// The conventions of a BCP 47 tag; those of English for languages that are not known here.
    pub(super) fn of(lang: &str) -> &'static Self {
        match lang.split('-').next().unwrap_or_default() {
            "ru" | "be" => &RUSSIAN,
            "uk" => &UKRAINIAN,
            "kk" | "ky" => &KAZAKH,
            "de" => &GERMAN,
            "fr" => &FRENCH,
            _ => &ENGLISH,
        }
    }
}

/// Units that all languages with Latin letters share (SI brochure, 9th edition, 5.4.3).
pub(super) const UNITS: [&str; 15] = [
    "%", "‰", "°C", "km", "m", "cm", "mm", "kg", "g", "t", "h", "min", "kW", "€", "$",
];

const EN_DASH: char = '–';
const EM_DASH: char = '—';

const ENGLISH: Conventions = Conventions {
    outer: ('“', '”'),
    inner: ('‘', '’'),
    dash: EN_DASH,
    spaced_marks: false,
    spaced_percent: false,
    leading: &[],
    trailing: &[],
    titles: &[
        "Mr", "Mrs", "Ms", "Dr", "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "No.", "p.",
    ],
    units: &[
        "thousand", "million", "billion", "per", "percent", "tenge", "dollars", "euros", "pounds",
        "a.m", "p.m", "USD", "EUR", "GBP", "KZT",
    ],
};

const RUSSIAN: Conventions = Conventions {
    outer: ('«', '»'),
    inner: ('„', '“'),
    dash: EM_DASH,
    spaced_marks: false,
    spaced_percent: false,
    leading: &["в", "с", "к", "о", "у", "и", "а", "я", "на", "не"],
    trailing: &["б", "бы", "ж", "же", "ли"],
    titles: &[
        "г.", "г-н", "г-жа", "г-ну", "г-же", "им.", "ул.", "д.", "стр.", "ст.", "п.",
    ],
    units: &[
        "г",
        "гг",
        "год",
        "года",
        "году",
        "годом",
        "лет",
        "км",
        "м",
        "см",
        "мм",
        "кг",
        "т",
        "ч",
        "мин",
        "тыс",
        "млн",
        "млрд",
        "руб",
        "тенге",
        "долл",
        "евро",
    ],
};

const UKRAINIAN: Conventions = Conventions {
    leading: &[
        "в", "у", "з", "о", "і", "й", "а", "я", "на", "не", "до", "за",
    ],
    trailing: &["б", "би", "ж", "же"],
    titles: &["м.", "ім.", "вул.", "буд.", "ст.", "п."],
    units: &[
        "р", "рр", "рік", "року", "році", "км", "м", "см", "кг", "т", "тис", "млн", "млрд", "грн",
    ],
    ..RUSSIAN
};

const KAZAKH: Conventions = Conventions {
    leading: &[],
    trailing: &["ба", "бе", "ма", "ме", "па", "пе"],
    titles: &["г.", "қ."],
    units: &[
        "ж",
        "жж",
        "жыл",
        "жылы",
        "жылғы",
        "жылдың",
        "жылдан",
        "км",
        "м",
        "см",
        "кг",
        "мың",
        "млн",
        "млрд",
        "миллион",
        "миллиард",
        "теңге",
    ],
    ..RUSSIAN
};

const GERMAN: Conventions = Conventions {
    outer: ('„', '“'),
    inner: ('‚', '‘'),
    dash: EN_DASH,
    spaced_marks: false,
    spaced_percent: true,
    leading: &[],
    trailing: &[],
    titles: &["Dr.", "Prof.", "Nr.", "S.", "Abs.", "Art.", "St."],
    units: &[
        "Uhr",
        "Euro",
        "Tsd",
        "Mio",
        "Mrd",
        "Millionen",
        "Milliarden",
        "Tenge",
        "Prozent",
    ],
};

const FRENCH: Conventions = Conventions {
    outer: ('«', '»'),
    inner: ('“', '”'),
    dash: EN_DASH,
    spaced_marks: true,
    spaced_percent: true,
    leading: &["à", "y"],
    trailing: &[],
    titles: &["M.", "MM.", "Mme", "Mlle", "Dr", "Me", "n°", "p.", "art."],
    units: &[
        "million",
        "millions",
        "milliard",
        "milliards",
        "euros",
        "tenges",
        "ans",
        "heures",
    ],
};
