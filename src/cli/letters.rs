//! `letters`: the letters there are, and the record behind each sentence of one.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::dated::Evidence;
use crate::campaign::target::{Kind, Target};
use crate::campaign::template::Status;
use crate::cli::args::lists::LettersArgs;
use crate::cli::exit::Exit;
use crate::cli::shared::listing::{ColumnFit, ListColumn, list as listed, report};
use crate::cli::shared::plan;
use crate::console::Console;
use crate::counting::{counted, one_or_many};
use crate::diagnostic::{Diagnostic, Problems};
use crate::letter::claims::{self, ClaimKind};
use crate::letter::composer::Composer;
use crate::letter::furniture::Additions;
use crate::letter::order::Order;
use crate::letter::sourced::{Sourced, sentences_of};
use crate::report::visible;
use crate::sender::Sender;
use crate::suggest::did_you_mean;

/// Lists letters, or shows one sentence by sentence, each with its record.
pub(super) fn run(
    args: &LettersArgs,
    folder: Option<&Path>,
    console: Console,
) -> Result<Exit, Problems> {
    let campaign = plan::campaign(folder)?;
    let text = match &args.letter {
        Some(id) => of_letter(args, &campaign, id, console)?,
        None => list(args, &campaign)?,
    };
    console.data(text.as_bytes())?;
    Ok(Exit::Done)
}

/// The columns of the list.
const COLUMNS: [ListColumn; 5] = [
    ListColumn::new("id", ColumnFit::Whole),
    ListColumn::new("language", ColumnFit::Whole),
    ListColumn::new("status", ColumnFit::Wide),
    ListColumn::new("for", ColumnFit::Cut),
    ListColumn::new("title", ColumnFit::Cut),
];

fn list(args: &LettersArgs, campaign: &Campaign) -> Result<String, Problems> {
    let templates = campaign.templates.iter();
    let list: Vec<LetterRecord<'_>> = templates
        .map(|template| LetterRecord {
            id: &template.id,
            language: &template.lang,
            status: template.status,
            targets: template.targets.iter().map(|t| t.value.as_str()).collect(),
            title: &template.title,
        })
        .collect();
    if args.json {
        return Ok(report("letters", 1, &LetterList { letters: list })?);
    }
    let rows: Vec<Vec<String>> = list.iter().map(LetterRecord::row).collect();
    Ok(listed(&COLUMNS, &rows))
}

/// The report `letters`.
#[derive(Serialize)]
struct LetterList<'c> {
    letters: Vec<LetterRecord<'c>>,
}

#[derive(Serialize)]
struct LetterRecord<'c> {
    id: &'c str,
    language: &'c str,
    status: Status,
    targets: Vec<&'c str>,
    title: &'c str,
}

impl LetterRecord<'_> {
    fn row(&self) -> Vec<String> {
        vec![
            self.id.to_owned(),
            self.language.to_owned(),
            self.status.to_string(),
            self.targets.join(","),
            self.title.to_owned(),
        ]
    }
}

/// A letter sentence by sentence.
fn of_letter(
    args: &LettersArgs,
    campaign: &Campaign,
    id: &str,
    console: Console,
) -> Result<String, Problems> {
    let date = plan::date(args.date.as_deref())?;
    plan::in_time(campaign, date)?;
    plan::choices(args.lang.as_deref(), Some(id), campaign)?;
    let unsupported = campaign.unsupported();
    let targets: Vec<&Target> = campaign.targets.iter().chain(&unsupported).collect();
    let target = target(args, campaign, &targets, id, date)?;
    let mut composer = Composer::new(campaign, Some(id), args.lang.as_deref());
    let order = Order {
        target,
        sender: &Sender::default(),
        country: Some(campaign.country),
        date,
        personal: None,
        set: &BTreeMap::new(),
        added: &Additions::default(),
    };
    let (letter, _) = composer.compose(&order)?;
    let claims = claims::of(campaign, target, date, &letter.lang);
    let sentences = sentences_of(&letter, &claims);
    let head = SourcesRecord {
        letter: id,
        language: &letter.lang,
        target: &target.id,
        date: date.to_string(),
        sentences: sentences.iter().map(SentenceRecord::of).collect(),
    };
    if args.json {
        return Ok(report("sentences", 1, &head)?);
    }
    console.tell(&own_words(&sentences).into());
    Ok(head.shown())
}

/// The note on the sentences that have no record.
fn own_words(sentences: &[Sourced<'_>]) -> Diagnostic {
    let own = sentences.iter().filter(|s| s.claim.is_none()).count();
    let all = sentences.len();
    let (are, have) = (
        one_or_many(own, "is", "are"),
        one_or_many(own, "has", "have"),
    );
    Diagnostic::note(format!(
        "{own} of {} {are} the letter's own words and {have} no record",
        counted(all, "sentence")
    ))
}

/// The target that was named, else the first one that the letter goes to on the date.
fn target<'c>(
    args: &LettersArgs,
    campaign: &Campaign,
    targets: &[&'c Target],
    id: &str,
    date: Date,
) -> Result<&'c Target, Diagnostic> {
    let there = || targets.iter().copied().filter(|t| t.exists(date));
    let Some(named) = &args.target else {
        let mut written = there().filter(|t| campaign.letter_for(t) == Some(id));
        return written.next().ok_or_else(|| {
            let message = format!("the letter `{id}` goes to no target on {date}");
            Diagnostic::error(message).help("name one with `--target`, or another `--date`")
        });
    };
    let found = there().find(|target| target.id == *named).ok_or_else(|| {
        let ids = there().map(|target| target.id.as_str());
        let message = format!("there is no target `{named}` on {date}");
        let help = match Kind::parse(named) {
            Some(kind) => there()
                .find(|target| target.kind == kind)
                .map(|target| format!("it takes the id of one target, such as `{}`", target.id)),
            None => did_you_mean(named, ids),
        };
        let list = "`protest-letter targets` lists them";
        Diagnostic::error(message).help(help.unwrap_or_else(|| list.to_owned()))
    })?;
    match campaign.letter_for(found) {
        Some(own) if own != id => {
            let message = format!("the letter `{id}` does not go to `{named}`");
            Err(Diagnostic::error(message).help(format!("its letter is `{own}`")))
        }
        _ => Ok(found),
    }
}

#[derive(Serialize)]
struct SourcesRecord<'c> {
    letter: &'c str,
    language: &'c str,
    target: &'c str,
    date: String,
    sentences: Vec<SentenceRecord<'c>>,
}

impl SourcesRecord<'_> {
    fn shown(&self) -> String {
        let Self {
            letter, language, ..
        } = self;
        let mut lines = vec![format!(
            "{letter} in {language}, to {}, of {}",
            self.target, self.date
        )];
        for sentence in &self.sentences {
            lines.push(String::new());
            lines.extend(sentence.lines());
        }
        lines.iter().map(|line| visible(line) + "\n").collect()
    }
}

#[derive(Serialize)]
struct SentenceRecord<'c> {
    text: &'c str,
    /// `fact`, `demand`, `conclusion`, or null.
    says: Option<&'static str>,
    id: Option<&'c str>,
    records: Vec<RecordOf<'c>>,
}

#[derive(Serialize)]
struct RecordOf<'c> {
    source: &'c [String],
    verified: Option<String>,
    confidence: String,
    note: Option<&'c str>,
}

impl<'c> SentenceRecord<'c> {
    fn of(sentence: &'c Sourced<'c>) -> Self {
        let claim = sentence.claim.as_ref();
        let evidence = claim.map_or(&[][..], |claim| &claim.evidence);
        Self {
            text: &sentence.text,
            says: claim.map(|claim| match claim.what {
                ClaimKind::Fact => "fact",
                ClaimKind::Demand => "demand",
                ClaimKind::Conclusion => "conclusion",
            }),
            id: claim.map(|claim| claim.id),
            records: evidence
                .iter()
                .map(|evidence| RecordOf::of(evidence))
                .collect(),
        }
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.text.to_owned()];
        match (self.says, self.id) {
            (Some("conclusion"), _) => {
                lines.push("    conclusion: it follows from the facts before it".to_owned());
            }
            (Some(says), Some(id)) => {
                for record in &self.records {
                    lines.extend(record.lines(says, id));
                }
            }
            _ => lines.push("    no record: the letter's own words".to_owned()),
        }
        lines
    }
}

impl<'c> RecordOf<'c> {
    fn of(evidence: &'c Evidence) -> Self {
        Self {
            source: &evidence.source,
            verified: evidence.verified.map(|period| period.to_string()),
            confidence: evidence.confidence.to_string(),
            note: evidence.note.as_deref(),
        }
    }

    fn lines(&self, says: &str, id: &str) -> Vec<String> {
        let verified = match &self.verified {
            Some(when) => format!("verified {when}"),
            None => "the source bears no date".to_owned(),
        };
        let head = format!("    {says} `{id}`; {verified}; {}", self.confidence);
        let source = format!("    source: {}", self.source.join("; "));
        let note = self.note.map(|note| format!("    note: {note}"));
        [head, source].into_iter().chain(note).collect()
    }
}
