//! The options of `generate`, as far as they do not depend on the campaign.

use std::collections::BTreeMap;

use crate::cli::args::generate::GenerateArgs;
use crate::cli::args::program::Program;
use crate::cli::generate::letter_form::{self, RunForms};
use crate::cli::handover::fax_options::{FaxOptions, Handover};
use crate::cli::handover::gateway::Gateway;
use crate::cli::shared::destination::Destination;
use crate::cli::shared::{plan, senders};
use crate::diagnostic::Problems;
use crate::sender::Sender;

/// The options of `generate`, worked out without the campaign.
pub(super) struct GenerateOptions {
    /// The sender.
    pub sender: Sender,
    /// The place where the sender was found, if not in the arguments.
    pub found: Option<String>,
    /// The place that letters are written to.
    pub destination: Destination,
    /// The forms that letters take.
    pub forms: RunForms,
    /// The options of faxes.
    pub fax: FaxOptions,
    /// The personal paragraph.
    pub personal: Option<String>,
    /// The values of `--set`.
    pub set: BTreeMap<String, String>,
    /// Whether a letter may go to targets that it is not written for.
    pub for_any_target: bool,
    /// Whether the zones of pages are drawn over them.
    pub zones: bool,
}

/// The options that the arguments mean. `problems` gets what is wrong with them.
pub(super) fn options(args: &GenerateArgs, problems: &mut Problems) -> Option<GenerateOptions> {
    let sender = problems.keep(senders::sender(&args.sender));
    let forms = letter_form::forms(args, sender.as_ref().map(|(sender, _)| sender));
    let forms = problems.keep(forms);
    let personal = problems.keep(plan::personal(args.personal.as_deref()));
    let set = problems.keep(plan::settings(&args.set));
    problems.keep(plan::country_and_date(&args.selection));
    let gateway = args.handover.gateway.as_deref().map(Gateway::read);
    let gateway = problems.keep(gateway.transpose());
    if problems.has_errors() {
        return None;
    }
    let ((sender, found), (destination, forms)) = (sender?, forms?);
    Some(GenerateOptions {
        sender,
        found,
        destination,
        forms: forms?,
        fax: fax_options(args, gateway?),
        personal: personal?,
        set: set?,
        for_any_target: args.force,
        zones: args.zones,
    })
}

/// The options of faxes, with the program or the service that takes them over.
fn fax_options(args: &GenerateArgs, gateway: Option<Gateway>) -> FaxOptions {
    let to = Handover {
        program: args.program.and_then(Program::of_fax),
        via: args.handover.fax_via.clone(),
        gateway,
    };
    FaxOptions::new(&args.fax, to, args.output.as_deref())
}
