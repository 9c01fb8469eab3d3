//! The forms of address of a campaign: which one a letter takes, filled for its target on its date.

use std::cell::OnceCell;

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::forms::{Form, Forms};
use crate::campaign::target::Target;
use crate::diagnostic::Problems;
use crate::letter::addressing::addressee::{Addressee, Addressees, Formalities};
use crate::letter::addressing::script::Script;
use crate::letter::addressing::templates::{compiled, fill};
use crate::letter::advice;
use crate::letter::engine::{Engine, Value};
use crate::letter::typography::{Typography, protect};

/// The forms of address of a campaign, compiled for letters in one language.
#[derive(Debug)]
pub(crate) struct Addressing<'c> {
    campaign: &'c Campaign,
    forms: &'c Forms,
    lang: &'c str,
    engine: Engine,
    others: OnceCell<Result<Engine, Problems>>,
}

impl<'c> Addressing<'c> {
    /// Compiles all forms of a language; the address lines of the others are compiled when a letter first needs them.
    pub(crate) fn new(
        campaign: &'c Campaign,
        forms: &'c Forms,
        lang: &'c str,
        problems: &mut Problems,
    ) -> Self {
        let own = all_forms(campaign).filter(|(other, _)| *other == lang);
        let texts = own.flat_map(|(_, form)| {
            let ends = [&form.salutation, &form.closing];
            let texts = form.addressee.iter().chain(ends);
            texts.map(move |text| (form, text))
        });
        Self {
            campaign,
            forms,
            lang,
            engine: compiled(texts, problems),
            others: OnceCell::new(),
        }
    }

    /// The address lines of the other languages.
    ///
    /// # Errors
    /// Every problem of these forms.
    fn others(&self) -> Result<&Engine, Problems> {
        let compile = || {
            let mut problems = Problems::default();
            let others = all_forms(self.campaign).filter(|(other, _)| *other != self.lang);
            let texts = others.flat_map(|(_, form)| form.addressee.iter().map(move |t| (form, t)));
            let engine = compiled(texts, &mut problems);
            if problems.has_errors() {
                return Err(problems);
            }
            Ok(engine)
        };
        self.others
            .get_or_init(compile)
            .as_ref()
            .map_err(Clone::clone)
    }

    /// The words around the text of a letter to a target on a date.
    ///
    /// # Errors
    /// If the target's rank has no form.
    pub(crate) fn words(
        &self,
        target: &Target,
        date: Date,
        typography: &Typography,
    ) -> Result<Formalities, Problems> {
        let form = form(self.forms, self.lang, target, date)
            .ok_or_else(|| self.forms.missing(target.rank(date)))?;
        let values = spoken(target, date, self.lang);
        let fill = |text| Ok::<_, Problems>(typography.text(&fill(&self.engine, text, &values)?));
        Ok(Formalities {
            addressees: self.addressees(form, target, date)?,
            salutation: fill(&form.salutation)?,
            closing: fill(&form.closing)?,
        })
    }

    /// Returns `true` if a letter to a target could name its holder in a language of the letter.
    pub(crate) fn names_holder(&self, target: &Target, date: Date, addressee: &Addressee) -> bool {
        let rank = &target.rank(date).value;
        let mut forms = all_forms(self.campaign);
        forms.any(|(lang, form)| {
            let is_used = lang == self.lang || lang == addressee.lang;
            is_used && form.rank == *rank && form.names_holder()
        })
    }

    fn addressees(&self, own: &Form, target: &Target, date: Date) -> Result<Addressees, Problems> {
        let own = self.addressee(own, self.lang, target, date)?;
        let mut latin = None;
        if own.script != Script::Latin {
            for lang in &self.campaign.languages {
                let forms = self.campaign.forms.get(lang);
                let Some(form) = forms.and_then(|forms| form(forms, lang, target, date)) else {
                    continue;
                };
                let other = self.addressee(form, lang, target, date)?;
                if other.script == Script::Latin {
                    latin = Some(other);
                    break;
                }
            }
        }
        Ok(Addressees { own, latin })
    }

    fn addressee(
        &self,
        form: &Form,
        lang: &str,
        target: &Target,
        date: Date,
    ) -> Result<Addressee, Problems> {
        let values = written(target, date, lang);
        let engine = if lang == self.lang {
            &self.engine
        } else {
            self.others()?
        };
        let lines = form
            .addressee
            .iter()
            .map(|text| fill(engine, text, &values));
        let lines = lines.collect::<Result<Vec<String>, Problems>>()?;
        let (inflected, plain) = offices(target, date, lang);
        let is_printed = lines.iter().any(|line| line.contains(inflected));
        let office = if is_printed { inflected } else { plain };
        Ok(Addressee {
            script: Script::of(&lines.concat()),
            lines,
            office: office.to_owned(),
            lang: lang.to_owned(),
        })
    }
}

/// The forms of a campaign with their languages.
fn all_forms(campaign: &Campaign) -> impl Iterator<Item = (&str, &Form)> {
    let all = campaign.forms.iter();
    all.flat_map(|(lang, forms)| forms.forms.iter().map(|form| (lang.as_str(), form)))
}

/// The form for a target on a date. It is one without a name where nobody is known to hold the office, and where the
/// form with one prints what the holder is called and nobody knows that.
fn form<'f>(forms: &'f Forms, lang: &str, target: &Target, date: Date) -> Option<&'f Form> {
    let rank = &target.rank(date).value;
    let holder = advice::named_holder(target, date).map(|record| &record.value);
    let gender = holder.map(|holder| holder.gender);
    let is_called = holder.is_some_and(|holder| holder.called.get(lang).is_some());
    let named = forms
        .of(rank, gender)
        .filter(|form| is_called || !form.uses("called"));
    named.or_else(|| forms.of(rank, None))
}

/// The office as an address line inflects it, and without that.
fn offices<'t>(target: &'t Target, date: Date, lang: &str) -> (&'t str, &'t str) {
    let names = target.names(date);
    (names.addressed(lang), names.plain(lang))
}

/// The values for the lines of an address, which inflect the office and the name.
fn written(target: &Target, date: Date, lang: &str) -> Value {
    let (office, plain) = offices(target, date, lang);
    let holder = advice::named_holder(target, date).map(|record| &record.value);
    let name = holder.map(|holder| {
        let inflected = holder.addressed.get(lang);
        inflected.unwrap_or_else(|| holder.name.best(lang))
    });
    let called = holder.and_then(|holder| holder.called.get(lang));
    let texts = [office, plain].map(str::to_owned);
    let [office, plain] = texts.map(Some);
    Value::of_texts([
        ("office", office),
        ("office_plain", plain),
        ("holder", name.map(str::to_owned)),
        ("called", called.map(str::to_owned)),
    ])
}

/// The values for the salutation and the close: nothing is inflected, and everything is printed as the data have it.
fn spoken(target: &Target, date: Date, lang: &str) -> Value {
    let (_, plain) = offices(target, date, lang);
    let holder = advice::named_holder(target, date).map(|record| &record.value);
    let called = holder.and_then(|holder| holder.called.get(lang));
    Value::of_texts([
        ("office", Some(protect(plain))),
        ("office_plain", Some(protect(plain))),
        (
            "holder",
            holder.map(|holder| protect(holder.name.best(lang))),
        ),
        ("called", called.map(protect)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::target::Gender;
    use crate::campaign::{Folder, TARGETS};
    use crate::country::Country;
    use crate::diagnostic::Source;

    const OFFICES: [(&str, &str, &str); 4] = [
        ("ru", "Совет", "Председателю: "),
        ("de", "Stadtrat", "An den "),
        ("en", "Council", "The Chair, "),
        ("el", "Συμβούλιο", "Προς: "),
    ];

    /// A campaign in some of the languages, with one office in a country.
    fn campaign(languages: &[&str], country: &str) -> Campaign {
        let of = |lang: &str| OFFICES.iter().find(|office| office.0 == lang).unwrap();
        let texts = languages
            .iter()
            .map(|lang| format!("{lang} = \"{}\"\n", of(lang).1));
        let texts: String = texts.collect();
        let targets = format!(
            "schema = 1\n[campaign]\nid = \"c\"\nfrom = \"2020-01-01\"\ncountry = \"GB\"\n\
             languages = {languages:?}\n[campaign.name]\n{texts}\
             [[target]]\nid = \"council\"\nkind = \"government\"\nrank = \"chair\"\n\
             country = \"{country}\"\ncity = \"City\"\n[target.office]\n{texts}"
        );
        let mut folder = Folder::default();
        folder
            .files
            .insert(TARGETS.to_owned(), Source::new(TARGETS, targets));
        for lang in languages {
            let path = format!("letters/{lang}/forms.toml");
            let forms = format!(
                "[[form]]\nrank = \"chair\"\naddressee = [\"{}{{{{office}}}}\"]\nsalutation = \"S\"\n\
                 closing = \"C\"\nsource = [\"s\"]\nconfidence = \"unsure\"\n[words]\ndate = \"%F\"\n\
                 email = \"e\"\nphone = \"p\"\ncopies = \"c\"\npage = \"{{page}} {{pages}}\"\n\
                 line_name = \"n\"\nline_address = \"a\"\n",
                of(lang).2
            );
            folder.files.insert(path.clone(), Source::new(path, forms));
        }
        let (campaign, problems) = Campaign::read(&folder);
        assert!(!problems.has_errors(), "{problems:#?}");
        campaign.unwrap()
    }

    /// The first line of an address in a letter in the first language, and the language that it is marked with.
    fn line(languages: &[&str], from: &str, to: &str) -> (String, Option<String>) {
        let campaign = campaign(languages, to);
        let (lang, target) = (languages[0], &campaign.targets[0]);
        let mut problems = Problems::default();
        let addressing = Addressing::new(&campaign, &campaign.forms[lang], lang, &mut problems);
        assert!(problems.0.is_empty(), "{problems:?}");
        let date = Date::parse("2020-01-01").unwrap();
        let words = addressing
            .words(target, date, &Typography::of(lang))
            .unwrap();
        let addressee = words
            .addressees
            .read(Country::from_code(from), target.country);
        assert!(addressee.lines[0].ends_with(&addressee.office));
        let line = addressee.lines(lang).remove(0);
        (line.text().to_owned(), line.lang().map(str::to_owned))
    }

    fn is_in(languages: &[&str], from: &str, to: &str, expected: Option<&str>) {
        let (text, lang) = line(languages, from, to);
        let printed = expected.unwrap_or(languages[0]);
        let (_, office, before) = OFFICES.iter().find(|other| other.0 == printed).unwrap();
        let found = (text.as_str(), lang.as_deref());
        let wanted = format!("{before}{office}");
        assert_eq!(
            found,
            (wanted.as_str(), expected),
            "{languages:?}, {from} to {to}"
        );
    }

    #[test]
    fn the_post_of_both_countries_reads_the_address() {
        for (from, to, expected) in [
            ("RU", "KZ", None),
            ("BG", "RS", None),
            ("", "KZ", None),
            ("GB", "KZ", Some("en")),
            ("RU", "GB", Some("en")),
            ("", "GB", Some("en")),
            ("UZ", "UZ", Some("en")),
        ] {
            is_in(&["ru", "en"], from, to, expected);
        }
    }

    #[test]
    fn letters_of_another_script_are_for_those_who_speak_the_language() {
        for (from, to, expected) in [
            ("GR", "CY", None),
            ("RU", "GR", Some("en")),
            ("GR", "RU", Some("en")),
        ] {
            is_in(&["el", "en"], from, to, expected);
        }
    }

    #[test]
    fn the_first_language_in_latin_script_stands_in() {
        is_in(&["ru", "de", "en"], "GB", "KZ", Some("de"));
        is_in(&["ru", "el", "en", "de"], "GB", "KZ", Some("en"));
    }

    #[test]
    fn a_letter_in_latin_script_stays_as_it_is() {
        is_in(&["de", "en"], "RU", "KZ", None);
    }

    #[test]
    fn without_a_language_in_latin_script_the_letter_keeps_its_own() {
        is_in(&["ru", "el"], "GB", "GB", None);
    }

    #[test]
    fn a_letter_could_name_its_holder_in_a_form_for_its_rank_and_in_a_language_that_it_uses() {
        for (named_in, rank, read_by, expected) in [
            ("ru", "chair", "RU", true),
            ("ru", "chair", "GB", true),
            ("en", "chair", "GB", true),
            ("en", "chair", "RU", false),
            ("ru", "member", "RU", false),
            ("", "chair", "RU", false),
        ] {
            let mut campaign = campaign(&["ru", "en"], "KZ");
            let target = campaign.targets[0].clone();
            for form in campaign
                .forms
                .get_mut(named_in)
                .into_iter()
                .flat_map(|forms| &mut forms.forms)
            {
                let line = &mut form.addressee[0];
                line.value += "{{#if holder}}, {{holder}}{{/if}}";
                form.rank = rank.to_owned();
                form.gender = Some(Gender::F);
            }
            // Somebody of the rank is there in each language.
            let mut plain = self::campaign(&["ru", "en"], "KZ");
            for (lang, forms) in &mut campaign.forms {
                forms
                    .forms
                    .append(&mut plain.forms.get_mut(lang).unwrap().forms);
            }
            let mut problems = Problems::default();
            let addressing = Addressing::new(&campaign, &campaign.forms["ru"], "ru", &mut problems);
            let date = Date::parse("2020-01-01").unwrap();
            let words = addressing
                .words(&target, date, &Typography::of("ru"))
                .unwrap();
            let addressee = words
                .addressees
                .read(Country::from_code(read_by), target.country);
            let found = addressing.names_holder(&target, date, addressee);
            assert_eq!(found, expected, "{named_in}, {rank}, {read_by}");
        }
    }
}
