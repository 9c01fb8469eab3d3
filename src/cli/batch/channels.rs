//! The notes on the channels that letters take.

use crate::batch::Request;
use crate::batch::plan::survey::Survey;
use crate::cli::mail::options;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::letter::Channel;
use crate::letter::channel::ChannelChoice;

/// Tells by which channel each target is reached, where that was not asked for, whom to phone, and what messages lack.
pub(super) fn tell(request: &Request<'_>, found: &Survey<'_>, console: Console) {
    for (target, letters) in &found.targets {
        let route = request.route(target);
        let channel = if route.is_faxed() {
            Channel::Fax
        } else {
            route.channel
        };
        if request.channel == Some(ChannelChoice::Any) || channel == Channel::Phone {
            let by_hand = channel.by_hand(target, request.date);
            let by_hand = match by_hand.as_slice() {
                [] => String::new(),
                known => format!(" ({})", known.join(", ")),
            };
            let (id, name) = (&target.id, channel.name());
            console.inform(&format!("  {id}: {letters} by {name}{by_hand}"));
        }
    }
    if request.copies {
        let targets = found.targets.iter();
        let copies: usize = targets
            .map(|(target, letters)| letters * request.route(target).copies)
            .sum();
        console.inform(&format!("copies, each a message of its own: {copies}"));
    }
    let notes = [
        without_email(found.without_email),
        options::without_copies(request.copies, request.campaign),
    ];
    console.tell(&Problems(notes.into_iter().flatten().collect()));
}

/// The note on drafts without a sender.
fn without_email(members: usize) -> Option<Diagnostic> {
    let message = format!(
        "members without an e-mail address: {members}; whoever opens their drafts puts a From in"
    );
    (members > 0).then(|| Diagnostic::note(message).help("a column `email` says it"))
}
