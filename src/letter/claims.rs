//! The claims of letters: what one to a target may say on a date, in which words, and who says so.

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::argument;
use crate::campaign::claims::{Fact, demanded, stated};
use crate::campaign::dated::{Dated, Evidence};
use crate::campaign::target::Target;

/// The kind of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimKind {
    /// A fact: `facts.ID`, or a part of `argument`.
    Fact,
    /// A demand: one of `demands`.
    Demand,
    /// The conclusion from the facts of an argument: the end of `argument`.
    Conclusion,
}

/// Something that a letter can say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim<'c> {
    /// The id of the fact or demand; `argument` for what follows from facts.
    pub id: &'c str,
    /// Its kind.
    pub what: ClaimKind,
    /// Its text in the words for the target.
    pub text: &'c str,
    /// Its evidence: that of one record, or of all the facts that it follows from.
    pub evidence: Vec<&'c Evidence>,
}

/// Everything that a letter to a target on a date in a language can say: the facts, the demands, and what follows
/// from the facts of the argument that is made then.
pub fn of<'c>(campaign: &'c Campaign, target: &Target, date: Date, lang: &str) -> Vec<Claim<'c>> {
    let mut claims = facts(campaign, target, date, lang);
    claims.extend(demands(campaign, target, date, lang));
    let argument = argument(campaign, target, date, lang).into_iter();
    claims.extend(argument.filter(|claim| claim.what == ClaimKind::Conclusion));
    claims
}

/// The facts that may be stated.
pub fn facts<'c>(
    campaign: &'c Campaign,
    target: &Target,
    date: Date,
    lang: &str,
) -> Vec<Claim<'c>> {
    let stated = stated(&campaign.facts, date).into_iter();
    stated
        .filter_map(|record| fact(record, target, date, lang))
        .collect()
}

/// The demands that are made.
pub fn demands<'c>(
    campaign: &'c Campaign,
    target: &Target,
    date: Date,
    lang: &str,
) -> Vec<Claim<'c>> {
    let demanded = demanded(&campaign.demands, target, date);
    demanded
        .filter_map(|record| {
            let text = record.value.text_for(target, date).get(lang)?;
            Some(claim(
                ClaimKind::Demand,
                &record.value.id,
                text,
                &record.evidence,
            ))
        })
        .collect()
}

/// The facts of the argument that is made, in its order, and what follows from them; nothing if none is made.
pub fn argument<'c>(
    campaign: &'c Campaign,
    target: &Target,
    date: Date,
    lang: &str,
) -> Vec<Claim<'c>> {
    let found = argument::in_force(&campaign.arguments, &campaign.facts, target, date);
    let Some((argument, records)) = found else {
        return Vec::new();
    };
    let facts = records
        .iter()
        .map(|record| fact(record, target, date, lang));
    let Some(mut claims) = facts.collect::<Option<Vec<_>>>() else {
        return Vec::new();
    };
    let so = argument.so.as_ref().and_then(|so| so.get(lang));
    claims.extend(so.map(|text| Claim {
        id: "argument",
        what: ClaimKind::Conclusion,
        text,
        evidence: records.iter().map(|record| &record.evidence).collect(),
    }));
    claims
}

fn fact<'c>(record: &'c Dated<Fact>, target: &Target, date: Date, lang: &str) -> Option<Claim<'c>> {
    let text = record.value.text_for(target, date).get(lang)?;
    Some(claim(
        ClaimKind::Fact,
        &record.value.id,
        text,
        &record.evidence,
    ))
}

fn claim<'c>(what: ClaimKind, id: &'c str, text: &'c str, evidence: &'c Evidence) -> Claim<'c> {
    Claim {
        id,
        what,
        text,
        evidence: vec![evidence],
    }
}
