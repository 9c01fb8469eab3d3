//! The options of `generate`, as far as they do not depend on the campaign.

use std::collections::BTreeMap;

use crate::cli::args::generate::GenerateArgs;
use crate::cli::generate::route::{self, Routes};
use crate::cli::handover::gateway::Gateway;
use crate::cli::shared::destination::Destination;
use crate::cli::shared::{plan, senders};
use crate::diagnostic::Problems;
use crate::sender::Sender;

/// The options of `generate`, worked out without the campaign.
pub struct GenerateOptions {
    /// The sender.
    pub sender: Sender,
    /// The place where the sender was found, if not in the arguments.
    pub found: Option<String>,
    /// The place that letters are written to.
    pub destination: Destination,
    /// The routes that letters take.
    pub routes: Routes,
    /// The service that turns mail into faxes, if one is to.
    pub gateway: Option<Gateway>,
    /// The personal paragraph.
    pub personal: Option<String>,
    /// The values of `--set`.
    pub set: BTreeMap<String, String>,
    /// Whether a letter may go to targets that it is not written for.
    pub for_any_target: bool,
}

/// The options that the arguments mean. `problems` gets what is wrong with them.
pub fn options(args: &GenerateArgs, problems: &mut Problems) -> Option<GenerateOptions> {
    let sender = problems.keep(senders::sender(&args.sender));
    let routes = route::routes(args, sender.as_ref().map(|(sender, _)| sender));
    let routes = problems.keep(routes);
    let personal = problems.keep(plan::personal(args.personal.as_deref()));
    let set = problems.keep(plan::settings(&args.set));
    problems.keep(plan::country_and_date(&args.selection));
    let gateway = args.handover.gateway.as_deref().map(Gateway::read);
    let gateway = problems.keep(gateway.transpose());
    if problems.has_errors() {
        return None;
    }
    let ((sender, found), (destination, routes)) = (sender?, routes?);
    Some(GenerateOptions {
        sender,
        found,
        destination,
        routes: routes?,
        gateway: gateway?,
        personal: personal?,
        set: set?,
        for_any_target: args.force,
    })
}
