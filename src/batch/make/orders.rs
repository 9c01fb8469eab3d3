//! The orders of a batch's letters: what a member, the branch and the request give to each.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::batch::Request;
use crate::calendar::Date;
use crate::campaign::target::Target;
use crate::campaign::template::Template;
use crate::country::Country;
use crate::diagnostic::Diagnostic;
use crate::letter::Channel;
use crate::letter::furniture::Additions;
use crate::letter::order::Order;
use crate::maker::Maker;
use crate::members::Member;
use crate::sender::Sender;

/// The orders of a batch.
#[derive(Debug)]
pub(crate) struct Orders<'c> {
    request: &'c Request<'c>,
    /// The additions to letters of single members, where the letters of a batch are the branch's.
    alone: Option<Additions>,
    /// The channel of all letters, if not that of each target, and their additions with it.
    channel: Option<Channel>,
    all: Option<Additions>,
}

/// What the order of a member's letter to a target borrows from.
#[derive(Debug)]
pub(crate) struct MemberOrder<'m> {
    target: &'m Target,
    sender: Sender,
    country: Option<Country>,
    date: Date,
    personal: Option<&'m str>,
    set: BTreeMap<String, String>,
    added: Cow<'m, Additions>,
}

impl<'c> Orders<'c> {
    /// Creates the orders of a request, whose letters take a channel or that of each target.
    pub(crate) fn new(request: &'c Request<'c>, channel: Option<Channel>) -> Self {
        let all = channel.map(|channel| with_channel(&request.added, channel));
        let alone = request.signatories.then(|| Additions {
            signatories: Vec::new(),
            ..all.clone().unwrap_or_else(|| request.added.clone())
        });
        Self {
            request,
            alone,
            channel,
            all,
        }
    }

    /// Returns the template of a member's letter to a target, and what its order borrows from.
    ///
    /// # Errors
    /// If no letter is written for the target.
    pub(crate) fn of<'m>(
        &'m self,
        maker: &Maker<'c>,
        target: &'m Target,
        member: &'m Member,
    ) -> Result<(&'c Template, MemberOrder<'m>), Diagnostic> {
        let request = self.request;
        let sender = request.sender(member);
        let template = maker.template(target, sender.language.as_deref())?;
        let given = MemberOrder {
            target,
            sender,
            country: request.country_of(member),
            date: request.date,
            personal: member.personal.as_deref().or(request.personal.as_deref()),
            set: values(request, member, template),
            added: self.additions(target, member),
        };
        Ok((template, given))
    }

    /// Returns the additions to a member's letter to a target.
    fn additions(&self, target: &Target, member: &Member) -> Cow<'_, Additions> {
        let alone = self.alone.as_ref().filter(|_| member.row > 0);
        let added = alone.or(self.all.as_ref()).unwrap_or(&self.request.added);
        let of_target = || self.request.route(target).channel;
        let channel = self.channel.unwrap_or_else(of_target);
        if added.channel == channel {
            return Cow::Borrowed(added);
        }
        Cow::Owned(with_channel(added, channel))
    }
}

fn with_channel(added: &Additions, channel: Channel) -> Additions {
    Additions {
        channel,
        ..added.clone()
    }
}

impl MemberOrder<'_> {
    /// Returns the order.
    pub(crate) fn order(&self) -> Order<'_> {
        Order {
            target: self.target,
            sender: &self.sender,
            country: self.country,
            date: self.date,
            personal: self.personal,
            set: &self.set,
            added: &self.added,
        }
    }
}

/// Returns the values of the template's own variables: the member's, else those given for all. Columns that the
/// template does not use are for other templates.
fn values(request: &Request<'_>, member: &Member, template: &Template) -> BTreeMap<String, String> {
    let mut values = request.set.clone();
    let known = |key: &&String| template.variables.contains_key(*key);
    let own = member.variables.iter().filter(|(key, _)| known(key));
    values.extend(own.map(|(key, value)| (key.clone(), value.clone())));
    values
}
