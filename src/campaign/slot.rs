//! Slots for addresses that the appeal may have lost: where copies go, and where letters of solidarity go.
//!
//! Owns how `targets.toml` gives them, and the target that the slot for letters of solidarity becomes. Filling them is
//! up to `solidarity`.

use crate::campaign::dated::{Confidence, Dated, Evidence};
use crate::campaign::office::Office;
use crate::campaign::read_target::read_country;
use crate::campaign::target::{Contact, Kind, Target};
use crate::country::Country;
use crate::diagnostic::{Code, Diagnostic, Place, Source};
use crate::email::Address;
use crate::fields::{Table, Text};

/// The id and the rank of the target that letters of solidarity go to.
pub(crate) const WORKERS: &str = "workers";

/// A slot for addresses.
#[derive(Clone, Debug, Default)]
pub struct Slot {
    /// E-mail addresses; none if nobody knows them.
    pub email: Vec<Text>,
    /// The reason why it is empty.
    pub lost: Option<String>,
}

impl Slot {
    /// Reads a slot that has nothing beside its addresses.
    pub fn read(mut table: Table<'_>) -> Self {
        let slot = Self::begin(&mut table);
        table.finish();
        slot
    }

    fn begin(table: &mut Table<'_>) -> Self {
        Self {
            email: table.texts("email"),
            lost: table.text("lost").map(|text| text.value),
        }
    }

    /// Adds an address, if it is not there yet.
    pub(super) fn add(&mut self, address: Text) {
        let parsed = Address::parse(&address.value);
        let is_it = |other: &Text| {
            let other = Address::parse(&other.value);
            other.zip(parsed.as_ref()).is_some_and(|(a, b)| a.is(b))
        };
        if !self.email.iter().any(is_it) {
            self.email.push(address);
        }
    }
}

/// Those whom letters of solidarity go to.
#[derive(Clone, Debug, Default)]
pub struct Supported {
    office: Option<Office>,
    country: Option<Country>,
    city: Option<String>,
    place: Option<Place>,
    /// Whether something of it could not be read.
    is_broken: bool,
}

impl Supported {
    /// Reads `[campaign.solidarity_to]`: the slot, and who they are.
    pub fn read(mut table: Table<'_>, languages: &[String]) -> (Slot, Self) {
        let problems = table.problem_count();
        let slot = Slot::begin(&mut table);
        let country = table.text("country");
        let office = table.table("office");
        let mut supported = Self {
            office: Office::read(&mut table, office, languages),
            country: country.and_then(|code| read_country(&table, &code)),
            city: table.text("city").map(|text| text.value),
            place: Some(table.place()),
            is_broken: false,
        };
        let has_problems = table.problem_count() > problems;
        supported.is_broken = !table.finish() || has_problems;
        (slot, supported)
    }

    /// Returns whether something of it could not be read.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// The target that they are, reached by e-mail at some addresses.
    ///
    /// # Errors
    /// If the campaign does not say who they are.
    pub(super) fn target(&self, email: &[Text]) -> Result<Target, Diagnostic> {
        let (Some(office), Some(country), Some(city)) = (&self.office, self.country, &self.city)
        else {
            return Err(self.unknown());
        };
        let place = self
            .place
            .clone()
            .unwrap_or_else(|| Place::new(&Source::new(WORKERS, ""), 0..0));
        let evidence = Evidence {
            source: vec!["`solidarity_to`".to_owned()],
            verified: None,
            confidence: Confidence::OneSource,
            note: None,
        };
        let contact = Dated {
            from: None,
            to: None,
            evidence,
            value: Contact {
                email: email.to_vec(),
                ..Contact::default()
            },
            place: place.clone(),
            is_whole: true,
        };
        Ok(Target {
            id: WORKERS.to_owned(),
            kind: Kind::Solidarity,
            rank: Text {
                value: WORKERS.to_owned(),
                place: place.clone(),
            },
            country,
            city: city.clone(),
            position: None,
            reads: Vec::new(),
            from: None,
            to: None,
            existence: None,
            successor: None,
            prefers: None,
            note: None,
            office: office.clone(),
            standing: Vec::new(),
            holders: Vec::new(),
            serves: Vec::new(),
            contacts: vec![contact],
            place,
            lacks_holder: false,
            lacks_contact: false,
        })
    }

    /// The error that the campaign does not say who they are.
    fn unknown(&self) -> Diagnostic {
        let lacking = [
            ("office", self.office.is_none()),
            ("country", self.country.is_none()),
            ("city", self.city.is_none()),
        ];
        let lacking: Vec<&str> = lacking
            .into_iter()
            .filter(|(_, lacks)| *lacks)
            .map(|(key, _)| key)
            .collect();
        let message = format!(
            "there is an address for letters of solidarity, but `solidarity_to` lacks `{}`",
            lacking.join("`, `")
        );
        let help = "say in `[campaign.solidarity_to]` who gets them: `country`, `city`, and a table `office` with their \
                    name in each language";
        let problem = Diagnostic::found(Code::IncompleteSlot, message).help(help);
        match &self.place {
            Some(place) => problem.at(place.clone()),
            None => problem,
        }
    }
}

/// Returns `true` if a target was made of a slot.
pub(crate) fn is_made(target: &Target) -> bool {
    target.id == WORKERS
        && target
            .contacts
            .iter()
            .all(|contact| contact.place == target.place)
}
