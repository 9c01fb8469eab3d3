//! The sender: the values that it has.

use std::path::{Path, PathBuf};

use crate::country::Country;

/// Who signs a letter. Empty where it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// The name as it is signed.
    pub name: Option<String>,
    /// Who signs below, such as the other members of a household. No key of a sender file.
    pub co_signers: Vec<String>,
    /// What the sender is in the organization.
    pub role: Option<String>,
    /// The union, branch or other body.
    pub organization: Option<String>,
    /// Address lines in the order of the sender's country, without the country.
    pub address: Vec<String>,
    /// The country.
    pub country: Option<Country>,
    /// For answers.
    pub email: Option<String>,
    /// For answers, as the sender writes it.
    pub phone: Option<String>,
    /// The machine that faxes are sent from, in E.164.
    pub fax: Option<String>,
    /// The language to write in, a BCP 47 tag.
    pub language: Option<String>,
    /// A PNG file with the signature.
    pub signature: Option<PathBuf>,
    /// What stands at the top of the first page.
    pub letterhead: Option<Letterhead>,
}

/// The head of a body's letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// The name of the body.
    pub name: String,
    /// Lines below the name.
    pub lines: Vec<String>,
    /// A PNG file with the logo.
    pub logo: Option<PathBuf>,
}

impl Sender {
    /// Whether nobody would know from it who wrote.
    pub fn is_anonymous(&self) -> bool {
        self.name.is_none() && self.organization.is_none()
    }

    /// Whether it is several people: a body that names no person, or a household.
    pub fn is_plural(&self) -> bool {
        let is_body = self.name.is_none() && self.organization.is_some();
        is_body || !self.co_signers.is_empty()
    }

    /// The sender with the paths of its pictures taken as relative to `folder`.
    pub fn in_folder(mut self, folder: &Path) -> Self {
        let logo = self.letterhead.as_mut().and_then(|head| head.logo.as_mut());
        for path in self.signature.iter_mut().chain(logo) {
            *path = folder.join(&path);
        }
        self
    }
}
