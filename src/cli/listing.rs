//! `targets` and `letters`: what there is, as a table, as lines with tabs or as JSON.

use std::path::Path;

use comfy_table::{ContentArrangement, Table};
use serde::Serialize;

use super::args;
use super::{Exit, plan};
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::dated::{Confidence, Dated};
use crate::campaign::target::{Contact, Gender, Holder, Kind, Target};
use crate::campaign::template::Status;
use crate::campaign::texts::Texts;
use crate::console::{self, Console};
use crate::country::Country;
use crate::diagnostic::{Diagnostic, Problems};
use crate::fields::Text;
use crate::phone;
use crate::report::visible;
use crate::selection;

/// Lists targets, or shows some in full.
pub fn targets(
    args: &args::Targets,
    folder: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let campaign = plan::campaign(folder)?;
    let (sender, _) = plan::sender(&args::SenderArgs::default())?;
    let (criteria, note) = plan::criteria(&args.selection, &campaign, &sender)?;
    let date = criteria.date;
    let in_full = !args.selectors.is_empty();
    let chosen: Vec<&Target> = if in_full {
        let chosen = selection::choose(&campaign, &args.selectors, criteria)?;
        let rules: Vec<Diagnostic> = chosen
            .iter()
            .filter_map(|choice| choice.note(criteria.country))
            .collect();
        let note = note.filter(|_| !rules.is_empty());
        console.tell(&Problems(note.into_iter().chain(rules).collect()));
        chosen.iter().map(|choice| choice.target).collect()
    } else {
        campaign
            .targets
            .iter()
            .filter(|target| target.exists(date))
            .collect()
    };
    let text = match (args.json, in_full) {
        (true, _) => json(
            &chosen
                .iter()
                .map(|target| record(target, date))
                .collect::<Vec<_>>(),
        )?,
        (false, true) => {
            let shown: Vec<String> = chosen.iter().map(|target| full(target, date)).collect();
            shown.join("\n")
        }
        (false, false) => {
            let rows: Vec<Vec<String>> = chosen.iter().map(|target| row(target, date)).collect();
            table(
                &["id", "kind", "country", "city", "reached by", "office"],
                &rows,
            )
        }
    };
    console.data(text.as_bytes())?;
    if !in_full {
        console.tell(&slots(&campaign));
    }
    Ok(Exit::Done)
}

/// The slots for addresses that the appeal lost.
fn slots(campaign: &Campaign) -> Problems {
    let slots = [
        ("solidarity_to", &campaign.solidarity_to),
        ("copies_to", &campaign.copies_to),
    ];
    let lost = slots.into_iter().filter(|(_, slot)| slot.email.is_empty());
    let notes = lost.filter_map(|(name, slot)| {
        let reason = slot.lost.as_ref()?;
        Some(Diagnostic::note(format!("`{name}` is empty: {reason}")))
    });
    Problems(notes.collect())
}

/// Lists letters.
pub fn letters(
    args: &args::Letters,
    folder: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let campaign = plan::campaign(folder)?;
    let list: Vec<LetterRecord<'_>> = campaign
        .templates
        .iter()
        .map(|template| LetterRecord {
            id: &template.id,
            language: &template.lang,
            status: template.status,
            targets: template
                .targets
                .iter()
                .map(|text| text.value.as_str())
                .collect(),
            title: &template.title,
        })
        .collect();
    let text = if args.json {
        json(&list)?
    } else {
        let row = |letter: &LetterRecord<'_>| {
            let (id, lang) = (letter.id.to_owned(), letter.language.to_owned());
            vec![
                id,
                lang,
                letter.status.to_string(),
                letter.targets.join(","),
                letter.title.to_owned(),
            ]
        };
        let rows: Vec<Vec<String>> = list.iter().map(row).collect();
        table(&["id", "language", "status", "for", "title"], &rows)
    };
    console.data(text.as_bytes())?;
    Ok(Exit::Done)
}

/// Rows as a table for a terminal, as lines with tabs for a pipe.
fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    if !console::stdout_is_terminal() {
        let clean = |cell: &String| cell.replace(['\t', '\n'], " ");
        let line = |row: &Vec<String>| row.iter().map(clean).collect::<Vec<_>>().join("\t") + "\n";
        return rows.iter().map(line).collect();
    }
    let mut table = Table::new();
    table
        .load_style(comfy_table::presets::UTF8_NO_BORDERS)
        .set_header(header.to_vec());
    table.set_content_arrangement(ContentArrangement::Dynamic);
    for row in rows {
        table.add_row(row.iter().map(|cell| visible(cell)).collect::<Vec<_>>());
    }
    format!("{}\n", table.trim_fmt())
}

fn json(value: &impl Serialize) -> Result<String, Diagnostic> {
    let text = serde_json::to_string_pretty(value);
    text.map(|text| text + "\n")
        .map_err(|error| Diagnostic::error(error.to_string()))
}

fn row(target: &Target, date: Date) -> Vec<String> {
    vec![
        target.id.clone(),
        target.kind.to_string(),
        target.country.to_string(),
        target.city.clone(),
        channels(target, date).join(","),
        target.office.best("en").to_owned(),
    ]
}

fn channels(target: &Target, date: Date) -> Vec<&'static str> {
    let has = |channel: fn(&Contact) -> bool| !target.reached(date, channel).is_empty();
    let known = [
        ("post", has(|c| !c.post.is_empty())),
        ("fax", has(|c| !c.fax.is_empty())),
        ("email", has(|c| !c.email.is_empty())),
        ("phone", has(|c| !c.phone.is_empty())),
        ("web", has(|c| c.web.is_some())),
    ];
    known
        .into_iter()
        .filter(|(_, has)| *has)
        .map(|(name, _)| name)
        .collect()
}

/// A target in full, for people. Records that are not in force on the date are marked.
fn full(target: &Target, date: Date) -> String {
    let mut lines = vec![
        format!("{}", target.id),
        format!("  {}", target.office.best("en")),
    ];
    lines.push(format!(
        "  kind {}, rank {}, {}, {}",
        target.kind,
        target.rank.value,
        target.city,
        target.country.name("en")
    ));
    if !target.reads.is_empty() {
        lines.push(format!("  reads {}", target.reads.join(", ")));
    }
    if let Some(source) = &target.existence {
        let from = target
            .from
            .map(|from| format!(" from {from}"))
            .unwrap_or_default();
        let to = target
            .to
            .map(|to| format!(" until {to}"))
            .unwrap_or_default();
        lines.push(format!("  exists{from}{to} (source: {source})"));
    }
    lines.extend(target.note.iter().map(|note| format!("  note: {note}")));
    for record in &target.holders {
        lines.push(format!("  holder: {}", record.value.name.best("en")));
        lines.extend(evidence(record, date));
    }
    for record in &target.serves {
        let countries: Vec<String> = record.value.iter().map(ToString::to_string).collect();
        lines.push(format!("  serves: {}", countries.join(", ")));
        lines.extend(evidence(record, date));
    }
    for record in &target.contacts {
        lines.extend(contact(&record.value));
        lines.extend(evidence(record, date));
    }
    lines.iter().map(|line| visible(line) + "\n").collect()
}

fn contact(contact: &Contact) -> Vec<String> {
    let section = contact
        .section
        .as_ref()
        .map(|name| format!(" ({name})"))
        .unwrap_or_default();
    let mut lines = Vec::new();
    let mut add = |what: &str, value: String| lines.push(format!("  {what}{section}: {value}"));
    if !contact.post.is_empty() {
        add("post", contact.post.join(", "));
    }
    if !contact.post_local.is_empty() {
        add("post in the country", contact.post_local.join(", "));
    }
    for number in &contact.fax {
        add("fax", phone::readable(&number.value));
    }
    for number in &contact.phone {
        add("phone", phone::readable(&number.value));
    }
    for address in &contact.email {
        add("e-mail", address.value.clone());
    }
    if let Some(page) = &contact.web {
        add("web", page.clone());
    }
    lines
}

/// Where a record comes from, indented under it.
fn evidence<T>(record: &Dated<T>, date: Date) -> Vec<String> {
    let from = record.from.map(|from| format!("from {from}"));
    let to = record.to.map(|to| format!("until {to}"));
    let range: Vec<String> = from.into_iter().chain(to).collect();
    let range = if range.is_empty() {
        String::new()
    } else {
        format!("{}; ", range.join(" "))
    };
    let verified = match record.evidence.verified {
        None => "the source bears no date".to_owned(),
        Some(when) => {
            let age = record
                .age(date)
                .map(|age| format!(" ({age} before {date})"));
            format!("verified {when}{}", age.unwrap_or_default())
        }
    };
    let state = if record.covers(date) {
        ""
    } else {
        "; not in force on this date"
    };
    let mut lines = vec![
        format!(
            "    {range}{verified}; {}{state}",
            record.evidence.confidence
        ),
        format!("    source: {}", record.evidence.source.join("; ")),
    ];
    lines.extend(
        record
            .evidence
            .note
            .iter()
            .map(|note| format!("    note: {note}")),
    );
    lines
}

#[derive(Serialize)]
struct LetterRecord<'c> {
    id: &'c str,
    language: &'c str,
    status: Status,
    targets: Vec<&'c str>,
    title: &'c str,
}

#[derive(Serialize)]
struct TargetRecord<'c> {
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
    holders: Vec<DatedRecord<'c, HolderRecord<'c>>>,
    serves: Vec<DatedRecord<'c, ServesRecord>>,
    contacts: Vec<DatedRecord<'c, ContactRecord<'c>>>,
}

#[derive(Serialize)]
struct HolderRecord<'c> {
    name: &'c Texts,
    gender: Gender,
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
    fax: Vec<&'c str>,
    phone: Vec<&'c str>,
    email: Vec<&'c str>,
    web: Option<&'c str>,
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

fn record(target: &Target, date: Date) -> TargetRecord<'_> {
    TargetRecord {
        id: &target.id,
        kind: target.kind,
        rank: &target.rank.value,
        country: target.country.to_string(),
        city: &target.city,
        position: target.position.map(|at| [at.latitude, at.longitude]),
        reads: &target.reads,
        office: &target.office,
        from: target.from.map(|period| period.to_string()),
        to: target.to.map(|period| period.to_string()),
        note: target.note.as_deref(),
        holders: dated(&target.holders, date, |holder: &Holder| HolderRecord {
            name: &holder.name,
            gender: holder.gender,
        }),
        serves: dated(&target.serves, date, |countries: &Vec<Country>| {
            ServesRecord {
                countries: countries.iter().map(ToString::to_string).collect(),
            }
        }),
        contacts: dated(&target.contacts, date, contact_record),
    }
}

fn contact_record(contact: &Contact) -> ContactRecord<'_> {
    ContactRecord {
        section: contact.section.as_deref(),
        post: &contact.post,
        post_local: &contact.post_local,
        fax: values(&contact.fax),
        phone: values(&contact.phone),
        email: values(&contact.email),
        web: contact.web.as_deref(),
    }
}

fn dated<'c, T, R: Serialize>(
    records: &'c [Dated<T>],
    date: Date,
    value: impl Fn(&'c T) -> R,
) -> Vec<DatedRecord<'c, R>> {
    let one = |record: &'c Dated<T>| DatedRecord {
        value: value(&record.value),
        from: record.from.map(|period| period.to_string()),
        to: record.to.map(|period| period.to_string()),
        in_force: record.covers(date),
        source: &record.evidence.source,
        verified: record.evidence.verified.map(|period| period.to_string()),
        confidence: record.evidence.confidence,
        note: record.evidence.note.as_deref(),
    };
    records.iter().map(one).collect()
}
