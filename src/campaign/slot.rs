//! Slots for addresses that the appeal may have lost: where copies go, and where letters of solidarity go.
//!
//! Owns what a filled slot becomes: of letters of solidarity, a target. Addresses come from `targets.toml` or, for one
//! run, from the command line.

use std::sync::Arc;

use super::Campaign;
use super::dated::{Confidence, Dated, Evidence};
use super::office::Office;
use super::read_target::read_country;
use super::target::{Contact, Kind, Target};
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Place, Problems, Source};
use crate::email::Address;
use crate::fields::{Table, Text};

/// The id and the rank of the target that letters of solidarity go to.
pub const WORKERS: &str = "workers";

/// A slot for addresses.
#[derive(Clone, Debug, Default)]
pub struct Slot {
    /// E-mail addresses; none if nobody knows them.
    pub email: Vec<Text>,
    /// Why it is empty.
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
    fn add(&mut self, address: Text) {
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
}

impl Supported {
    /// Reads `[campaign.solidarity_to]`: the slot, and who they are.
    pub fn read(mut table: Table<'_>, languages: &[String]) -> (Slot, Self) {
        let slot = Slot::begin(&mut table);
        let country = table.text("country");
        let office = table.table("office");
        let supported = Self {
            office: Office::read(&mut table, office, languages),
            country: country.and_then(|code| read_country(&table, &code)),
            city: table.text("city").map(|text| text.value),
            place: Some(table.place()),
        };
        table.finish();
        (slot, supported)
    }

    /// The target that they are, reached by e-mail at some addresses.
    ///
    /// # Errors
    /// If the campaign does not say who they are.
    fn target(&self, email: &[Text]) -> Result<Target, Diagnostic> {
        let (Some(office), Some(country), Some(city)) = (&self.office, self.country, &self.city)
        else {
            return Err(self.unknown());
        };
        let place = self.place.clone();
        let place = place.unwrap_or_else(|| Place::new(&Source::new(WORKERS, ""), 0..0));
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
        })
    }

    /// That the campaign does not say who they are.
    fn unknown(&self) -> Diagnostic {
        let lacking = [
            ("office", self.office.is_none()),
            ("country", self.country.is_none()),
            ("city", self.city.is_none()),
        ];
        let lacking = lacking.into_iter().filter(|(_, lacks)| *lacks);
        let lacking: Vec<&str> = lacking.map(|(key, _)| key).collect();
        let message = format!(
            "there is an address for letters of solidarity, but `solidarity_to` lacks `{}`",
            lacking.join("`, `")
        );
        let help = "say in `[campaign.solidarity_to]` who gets them: `country`, `city`, and a table `office` with their \
                    name in each language";
        let problem = Diagnostic::error(message).help(help);
        match &self.place {
            Some(place) => problem.at(place.clone()),
            None => problem,
        }
    }
}

impl Campaign {
    /// Makes a target of the addresses for letters of solidarity, if there are any. One that is there already gets
    /// the addresses.
    ///
    /// # Errors
    /// If the campaign does not say who they are.
    pub(super) fn support(&mut self) -> Result<(), Diagnostic> {
        if self.solidarity_to.email.is_empty() || self.has_own_solidarity() {
            return Ok(());
        }
        let target = self.supported.target(&self.solidarity_to.email)?;
        self.targets.retain(|known| !is_made(known));
        self.targets.push(target);
        Ok(())
    }

    /// The target that letters of solidarity would go to, if their slot is empty and the campaign says who gets them.
    pub fn unsupported(&self) -> Option<Target> {
        let is_empty = self.solidarity_to.email.is_empty() && !self.has_own_solidarity();
        let target = self.supported.target(&[]).ok();
        target.filter(|_| is_empty)
    }

    /// Whether the campaign has targets of its own for letters of solidarity, which its slot is not for.
    pub fn has_own_solidarity(&self) -> bool {
        let mut targets = self.targets.iter();
        targets.any(|target| target.kind == Kind::Solidarity && !is_made(target))
    }

    /// Adds addresses to the slots for one run: for copies, and for letters of solidarity.
    ///
    /// # Errors
    /// Every address that is wrong; that letters of solidarity have no place for an address.
    pub fn fill_slots(&mut self, copies: &[String], solidarity: &[String]) -> Result<(), Problems> {
        let mut problems = Problems::default();
        for address in copies {
            if let Some(address) = problems.keep(given("--copies-to", address)) {
                self.copies_to.add(address);
            }
        }
        for address in solidarity {
            if let Some(address) = problems.keep(given("--solidarity-to", address)) {
                self.solidarity_to.add(address);
            }
        }
        if !solidarity.is_empty() && self.has_own_solidarity() {
            problems.push(not_for_own());
        } else if !problems.has_errors() {
            problems.keep(self.support());
        }
        if problems.has_errors() {
            Err(problems)
        } else {
            Ok(())
        }
    }
}

/// Whether a target was made of a slot.
pub fn is_made(target: &Target) -> bool {
    target.id == WORKERS
        && target
            .contacts
            .iter()
            .all(|contact| contact.place == target.place)
}

/// An address of the command line.
fn given(option: &str, address: &str) -> Result<Text, Diagnostic> {
    let source: Arc<Source> = Source::new(option, address);
    let place = Place::new(&source, 0..address.len());
    if Address::parse(address).is_none() {
        let message = format!("`{option}` is `{address}`, which is not an e-mail address");
        let help = "expected a form such as name@example.org";
        return Err(Diagnostic::error(message).help(help));
    }
    Ok(Text {
        value: address.to_owned(),
        place,
    })
}

fn not_for_own() -> Diagnostic {
    let message = "`--solidarity-to` is for campaigns without targets of the kind `solidarity`, and this one has some";
    Diagnostic::error(message).help("leave it out: letters go to the addresses of those targets")
}
