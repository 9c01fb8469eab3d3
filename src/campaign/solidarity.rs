//! The slots of a campaign filled: addresses for copies, and the target of letters of solidarity.

use std::sync::Arc;

use crate::campaign::model::Campaign;
use crate::campaign::slot::is_made;
use crate::campaign::target::{Kind, Target};
use crate::diagnostic::{Diagnostic, Place, Problems, Source};
use crate::email::Address;
use crate::fields::Text;

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
        if self.supported.is_broken() {
            self.unread.any_target = true;
            return Ok(());
        }
        let target = self.supported.target(&self.solidarity_to.email)?;
        self.targets.retain(|known| !is_made(known));
        self.targets.push(target);
        Ok(())
    }

    /// Returns whether those who are supported could not be read.
    pub fn lacks_supported(&self) -> bool {
        self.supported.is_broken()
    }

    /// The target that letters of solidarity would go to, if their slot is empty and the campaign says who gets them.
    pub fn unsupported(&self) -> Option<Target> {
        let is_empty = self.solidarity_to.email.is_empty() && !self.has_own_solidarity();
        let target = self.supported.target(&[]).ok();
        target.filter(|_| is_empty)
    }

    /// Returns `true` if the campaign has targets of its own for letters of solidarity, which its slot is not for.
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
