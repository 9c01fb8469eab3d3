//! Everything that is found, in the shape in which JSON shows it.

use std::path::Path;

use serde::Serialize;

use crate::cli::doctor::built_in::{self, CampaignRecord, DataLibrary, FontRecord};
use crate::cli::doctor::environment::{self, VariableRecord};
use crate::cli::doctor::programs::{self, DesktopRecord, ProgramRecord};
use crate::cli::doctor::saved::{self, SavedRecord};

/// What the program finds on this machine.
#[derive(Serialize)]
pub(super) struct Diagnosis {
    /// The version of the program.
    pub program: &'static str,
    /// The system that it was built for.
    pub system: &'static str,
    /// The processor that it was built for.
    pub processor: &'static str,
    /// The campaign.
    pub campaign: CampaignRecord,
    /// The libraries with data.
    pub libraries: Vec<DataLibrary>,
    /// The fonts.
    pub fonts: Vec<FontRecord>,
    /// The configuration and the saved sender.
    pub sender: SavedRecord,
    /// The mail programs.
    pub mail_programs: Vec<ProgramRecord>,
    /// The fax programs.
    pub fax_programs: Vec<ProgramRecord>,
    /// The desktop.
    pub desktop: DesktopRecord,
    /// The variables of the environment.
    pub variables: Vec<VariableRecord>,
}

impl Diagnosis {
    /// Looks around; `folder` is that of a campaign.
    pub(super) fn of(folder: Option<&Path>) -> Self {
        Self {
            program: env!("CARGO_PKG_VERSION"),
            system: std::env::consts::OS,
            processor: std::env::consts::ARCH,
            campaign: built_in::campaign(folder),
            libraries: built_in::libraries(),
            fonts: built_in::fonts(),
            sender: saved::look(),
            mail_programs: programs::mail(),
            fax_programs: programs::fax(),
            desktop: programs::desktop(),
            variables: environment::variables(),
        }
    }

    /// Whether something keeps letters from being written.
    pub(super) fn is_broken(&self) -> bool {
        let is_wrong = |variable: &VariableRecord| variable.wrong;
        self.campaign.content.is_none()
            || self.sender.problem.is_some()
            || self.variables.iter().any(is_wrong)
    }
}
