//! Targets chosen by ids, kinds and `all`.

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::slot::WORKERS;
use crate::campaign::target::{Kind, Target};
use crate::diagnostic::{Diagnostic, Problems};
use crate::selection::chosen::Chosen;
use crate::selection::criteria::Criteria;
use crate::selection::nearest;
use crate::selection::notes;
use crate::suggest::did_you_mean;

/// Chooses the targets of `words`: ids, kinds or `all`, in lists with commas or one by one.
///
/// # Errors
/// Every word that names nothing, or nothing that exists on the date.
pub fn choose<'c>(
    campaign: &'c Campaign,
    words: &[String],
    criteria: Criteria,
) -> Result<Vec<Chosen<'c>>, Problems> {
    let mut chosen: Vec<Chosen<'c>> = Vec::new();
    let mut problems = Problems::default();
    let words = words
        .iter()
        .flat_map(|w| w.split(','))
        .map(str::trim)
        .filter(|w| !w.is_empty());
    for word in words {
        match choose_word(campaign, word, criteria) {
            Ok(found) => chosen.extend(found),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.0.is_empty() {
        return Err(problems);
    }
    if chosen.is_empty() {
        return Err(nobody_named().into());
    }
    let mut seen = std::collections::BTreeSet::new();
    chosen.retain(|c| seen.insert(&c.target.id));
    Ok(chosen)
}

/// Checks that every word of `--target` is an id, a kind or `all`.
///
/// # Errors
/// Each word that is none of these.
pub fn check(campaign: &Campaign, words: &[String]) -> Result<(), Problems> {
    let words = words
        .iter()
        .flat_map(|words| words.split(','))
        .map(str::trim);
    let is_known = |word: &str| {
        word.is_empty()
            || word == "all"
            || Kind::parse(word).is_some()
            || campaign.target(word).is_some()
            || word == WORKERS && campaign.unsupported().is_some()
    };
    let unknown = words.filter(|word| !is_known(word));
    let problems = Problems(unknown.map(|word| self::unknown(campaign, word)).collect());
    if problems.has_errors() {
        Err(problems)
    } else {
        Ok(())
    }
}

/// Checks that every word of `--target` means a target that exists on a date, in some country.
///
/// # Errors
/// If there is no word, and for each word without such a target.
pub fn check_date(campaign: &Campaign, words: &[String], date: Date) -> Result<(), Problems> {
    if words.is_empty() {
        return Err(nobody_named().into());
    }
    let mut problems = Problems::default();
    for word in words {
        problems.keep(fixed(campaign, word, date));
    }
    if problems.has_errors() {
        Err(problems)
    } else {
        Ok(())
    }
}

fn nobody_named() -> Diagnostic {
    Diagnostic::error("no target was named").help(LIST_HELP)
}

/// Returns whether the sender's country decides which targets a word of `--target` means, unless the whole kind is
/// taken.
pub fn is_routed(word: &str) -> bool {
    matches!(Kind::parse(word), Some(Kind::Embassy | Kind::Consulate))
}

/// Returns the targets of a word that are the same in every country.
///
/// # Errors
/// If the word names nothing, or nothing that exists on the date.
pub fn fixed<'c>(
    campaign: &'c Campaign,
    word: &str,
    date: Date,
) -> Result<Vec<&'c Target>, Diagnostic> {
    let existing = campaign.targets.iter().filter(|t| t.exists(date));
    if word == "all" {
        return Ok(existing.collect());
    }
    if let Some(kind) = Kind::parse(word) {
        let found: Vec<&Target> = existing.filter(|target| target.kind == kind).collect();
        return if found.is_empty() {
            Err(none_of_kind(campaign, kind))
        } else {
            Ok(found)
        };
    }
    match campaign.target(word) {
        Some(target) if target.exists(date) => Ok(vec![target]),
        Some(target) => Err(not_there(campaign, target, date)),
        None if word == WORKERS && campaign.unsupported().is_some() => {
            Err(none_of_kind(campaign, Kind::Solidarity))
        }
        None => Err(unknown(campaign, word)),
    }
}

const LIST_HELP: &str = "`protest-letter targets` lists ids and kinds";

fn choose_word<'c>(
    campaign: &'c Campaign,
    word: &str,
    criteria: Criteria,
) -> Result<Vec<Chosen<'c>>, Diagnostic> {
    if let Some(kind) = Kind::parse(word).filter(|_| is_routed(word)) {
        return choose_kind(campaign, kind, criteria);
    }
    let found = fixed(campaign, word, criteria.date)?.into_iter();
    Ok(found.map(Chosen::named).collect())
}

fn choose_kind(
    campaign: &Campaign,
    kind: Kind,
    criteria: Criteria,
) -> Result<Vec<Chosen<'_>>, Diagnostic> {
    let of_kind = |target: &&Target| target.kind == kind && target.exists(criteria.date);
    let existing: Vec<&Target> = campaign.targets.iter().filter(of_kind).collect();
    if existing.is_empty() {
        return Err(none_of_kind(campaign, kind));
    }
    if criteria.all || !is_routed(kind.name()) {
        return Ok(existing.into_iter().map(Chosen::named).collect());
    }
    let found = nearest::missions(campaign, kind, criteria)
        .map_err(|left_out| notes::none_to_write_to(kind, criteria, &existing, &left_out))?;
    let chosen = found.missions.into_iter().map(|target| Chosen {
        target,
        rule: Some(found.rule),
        left_out: found.left_out.clone(),
    });
    Ok(chosen.collect())
}

fn none_of_kind(campaign: &Campaign, kind: Kind) -> Diagnostic {
    let problem = Diagnostic::error(format!("this campaign has no target of the kind `{kind}`"));
    match (&kind, &campaign.solidarity_to.lost) {
        (Kind::Solidarity, Some(lost)) => problem.help(lost.clone()).help(
            "when you know it, give `--solidarity-to ADDRESS` to `generate` or `batch`, or fill in \
             `[campaign.solidarity_to]`; it is not guessed",
        ),
        _ => problem.help(LIST_HELP),
    }
}

fn not_there(campaign: &Campaign, target: &Target, date: Date) -> Diagnostic {
    let id = &target.id;
    if let Some(to) = target.to.filter(|to| to.last() < date) {
        let problem = Diagnostic::error(format!(
            "`{id}` existed until {to}; the letter is of {date}"
        ));
        let successor = target.successor.as_ref();
        return problem
            .maybe_help(target.existence.clone())
            .maybe_help(successor.map(|next| format!("its successor is `{next}`")));
    }
    let from = match target.from {
        Some(from) if from.first() <= date => format!("some day in {from}"),
        from => from.map(|from| from.to_string()).unwrap_or_default(),
    };
    let predecessor = campaign
        .targets
        .iter()
        .find(|t| t.successor.as_ref() == Some(id));
    Diagnostic::error(format!(
        "`{id}` is known from {from} on; the letter is of {date}"
    ))
    .maybe_help(target.existence.clone())
    .maybe_help(predecessor.map(|before| format!("before that, write to `{}`", before.id)))
}

fn unknown(campaign: &Campaign, word: &str) -> Diagnostic {
    let ids = campaign.targets.iter().map(|target| target.id.as_str());
    let known = ids
        .chain(Kind::ALL.iter().map(|kind| kind.name()))
        .chain(["all"]);
    let help = did_you_mean(word, known).unwrap_or_else(|| LIST_HELP.to_owned());
    Diagnostic::error(format!("there is no target or kind `{word}`")).help(help)
}
