//! The shapes of targets in JSON.

use serde::Serialize;

use crate::calendar::Date;
use crate::campaign::dated::{Confidence, Dated};
use crate::campaign::standing::Standing;
use crate::campaign::target::{Contact, Gender, Holder, Kind, Target};
use crate::campaign::texts::Texts;
use crate::cli::targets::target_text::{is_current, is_reached};
use crate::country::Country;
use crate::fields::Text;

/// The report `targets`.
#[derive(Serialize)]
pub(super) struct TargetList<'c> {
    /// The targets that were asked for.
    pub targets: Vec<TargetRecord<'c>>,
}

/// A target with all its records.
#[derive(Serialize)]
pub(super) struct TargetRecord<'c> {
    id: &'c str,
    kind: Kind,
    rank: &'c str,
    country: String,
    city: &'c str,
    position: Option<[f64; 2]>,
    reads: &'c [String],
    office: &'c Texts,
    from: Option<String>,
    to: Option<String>,
    note: Option<&'c str>,
    standing: Vec<DatedRecord<'c, StandingRecord<'c>>>,
    holders: Vec<DatedRecord<'c, HolderRecord<'c>>>,
    serves: Vec<DatedRecord<'c, ServesRecord>>,
    contacts: Vec<DatedRecord<'c, ContactRecord<'c>>>,
}

#[derive(Serialize)]
struct StandingRecord<'c> {
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tell: Option<&'c str>,
}

#[derive(Serialize)]
struct HolderRecord<'c> {
    name: &'c Texts,
    gender: Gender,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended: Option<&'c str>,
}

#[derive(Serialize)]
struct ServesRecord {
    countries: Vec<String>,
}

#[derive(Serialize)]
struct ContactRecord<'c> {
    section: Option<&'c str>,
    post: &'c [String],
    post_local: &'c [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    post_local_lang: Option<&'c str>,
    fax: Vec<&'c str>,
    phone: Vec<&'c str>,
    email: Vec<&'c str>,
    web: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left: Option<String>,
}

fn values(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(|text| text.value.as_str()).collect()
}

#[derive(Serialize)]
struct DatedRecord<'c, T: Serialize> {
    #[serde(flatten)]
    value: T,
    from: Option<String>,
    to: Option<String>,
    in_force: bool,
    source: &'c [String],
    verified: Option<String>,
    confidence: Confidence,
    note: Option<&'c str>,
}

/// A target as JSON shows it on a date.
pub(super) fn record(target: &Target, date: Date) -> TargetRecord<'_> {
    TargetRecord {
        id: &target.id,
        kind: target.kind,
        rank: &target.rank(date).value,
        country: target.country.to_string(),
        city: &target.city,
        position: target.position.map(|at| [at.latitude, at.longitude]),
        reads: &target.reads,
        office: target.office(date),
        from: target.from.map(|period| period.to_string()),
        to: target.to.map(|period| period.to_string()),
        note: target.note.as_deref(),
        standing: records(
            &target.standing,
            |r| r.covers(date),
            |standing: &Standing| StandingRecord {
                rank: standing.rank.as_ref().map(|rank| rank.value.as_str()),
                tell: standing.tell.as_deref(),
            },
        ),
        holders: records(
            &target.holders,
            |r| is_current(&target.holders, r, date),
            |holder: &Holder| HolderRecord {
                name: &holder.name,
                gender: holder.gender,
                ended: holder.ended.as_deref(),
            },
        ),
        serves: records(
            &target.serves,
            |r| r.covers(date),
            |countries: &Vec<Country>| ServesRecord {
                countries: countries.iter().map(ToString::to_string).collect(),
            },
        ),
        contacts: records(
            &target.contacts,
            |r| is_reached(target, r, date),
            contact_record,
        ),
    }
}

fn contact_record(contact: &Contact) -> ContactRecord<'_> {
    ContactRecord {
        section: contact.section.as_deref(),
        post: &contact.post,
        post_local: &contact.post_local,
        post_local_lang: contact.post_local_lang.as_deref(),
        fax: values(&contact.fax),
        phone: values(&contact.phone),
        email: values(&contact.email),
        web: contact.web.as_deref(),
        left: contact.left.map(|left| left.to_string()),
    }
}

fn records<'c, T, R: Serialize>(
    records: &'c [Dated<T>],
    in_force: impl Fn(&Dated<T>) -> bool,
    value: impl Fn(&'c T) -> R,
) -> Vec<DatedRecord<'c, R>> {
    let one = |record: &'c Dated<T>| DatedRecord {
        value: value(&record.value),
        from: record.from.map(|period| period.to_string()),
        to: record.to.map(|period| period.to_string()),
        in_force: in_force(record),
        source: &record.evidence.source,
        verified: record.evidence.verified.map(|period| period.to_string()),
        confidence: record.evidence.confidence,
        note: record.evidence.note.as_deref(),
    };
    records.iter().map(one).collect()
}
