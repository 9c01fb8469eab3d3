//! The notes on the channels that letters take.

use crate::batch::Request;
use crate::batch::plan::survey::Survey;
use crate::campaign::target::Target;
use crate::cli::mail::options;
use crate::console::Console;
use crate::diagnostic::Problems;
use crate::letter::Channel;
use crate::letter::channel::ChannelChoice;

/// The channel of letters to a target, or of the faxes if they are faxed.
pub(super) fn of(request: &Request<'_>, target: &Target) -> Channel {
    let route = request.route(target);
    if route.is_faxed() {
        Channel::Fax
    } else {
        route.channel
    }
}

/// How letters to a target go there, where that was not asked for or somebody has to phone; else empty.
pub(super) fn told(request: &Request<'_>, target: &Target) -> String {
    let channel = of(request, target);
    if request.channel != Some(ChannelChoice::Any) && channel != Channel::Phone {
        return String::new();
    }
    let by_hand = channel.by_hand(target, request.date);
    let by_hand = match by_hand.as_slice() {
        [] => String::new(),
        known => format!(" ({})", known.join(", ")),
    };
    format!("by {}{by_hand}", channel.name())
}

/// Tells how many copies there are, and whether nobody gets one.
pub(super) fn tell(request: &Request<'_>, found: &Survey<'_>, console: Console) {
    if request.copies {
        let targets = found.targets.iter();
        let copies: usize = targets
            .map(|(target, letters)| letters * request.route(target).copies)
            .sum();
        console.inform(&format!("copies, each a message of its own: {copies}"));
    }
    let note = options::without_copies(request.copies, request.campaign);
    console.tell(&Problems(note.into_iter().collect()));
}
