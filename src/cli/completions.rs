//! `completions`: the script that makes a shell ask the program, and the answers to its questions.

use std::ffi::OsString;
use std::path::Path;

use crate::campaign::Campaign;
use crate::campaign::target::Kind;
use crate::cli::args::command_line::CompletionsArgs;
use crate::cli::args::completion::{self, Known, Question, Word};
use crate::cli::args::help_pages;
use crate::cli::args::shells::Shell;
use crate::cli::args::topics::TOPICS;
use crate::cli::exit::Exit;
use crate::cli::shared::plan;
use crate::console::{self, Console};
use crate::country::Country;
use crate::diagnostic::{Code, Problems};
use crate::page::profiles;
use crate::page::stationery::{self, Stationery};

/// Prints the script of a shell.
pub(super) fn run(args: &CompletionsArgs, console: Console) -> Result<Exit, Problems> {
    console.data(&completion::script(args.shell).unwrap_or_default())?;
    Ok(Exit::Done)
}

/// The shell that asks for completions with this run, if one does.
pub(super) fn asking_shell() -> Option<Shell> {
    let name = console::variable(completion::ASKED_BY)?;
    Shell::named(&name)
}

/// Prints the completions of the last word. Whatever is wrong, a shell is told nothing: nobody would see it.
pub(super) fn answer(shell: Shell, arguments: &[OsString], console: Console) -> Exit {
    let words = completion::words(arguments);
    let folder = completion::campaign(&words);
    let at = console::variable(completion::INDEX);
    let question = Question {
        shell,
        words,
        at: at.and_then(|at| at.parse().ok()),
    };
    let here = std::path::absolute(".").ok();
    let answer = completion::answer(question, here.as_deref(), known(folder.as_deref()));
    let _ = console.data(&answer.unwrap_or_default());
    Exit::Done
}

/// The words that can stand for values; without those of a campaign that cannot be read.
fn known(folder: Option<&Path>) -> Known {
    let campaign = plan::campaign(folder).ok();
    let stock = stationery::built_in().ok();
    let names = |all: Vec<Stationery>| {
        all.into_iter()
            .map(|one| word(&one.name, &one.title))
            .collect()
    };
    let mut known = Known {
        kinds: Kind::ALL
            .into_iter()
            .map(|kind| word(kind.name(), "a kind of office"))
            .collect(),
        countries: countries(),
        codes: Code::ALL
            .iter()
            .map(|code| word(code.name(), code.title()))
            .collect(),
        pages: pages(),
        ..Known::default()
    };
    if let Some(stock) = stock {
        (known.sheets, known.envelopes) = (names(stock.sheets), names(stock.envelopes));
    }
    if let Some(campaign) = &campaign {
        of_campaign(&mut known, campaign);
    }
    known
}

/// Adds what a campaign knows.
fn of_campaign(known: &mut Known, campaign: &Campaign) {
    let date = plan::date(None).unwrap_or(campaign.from);
    let offices = campaign
        .targets
        .iter()
        .map(|target| word(&target.id, target.office(date).best("en")));
    let kinds = Kind::ALL
        .into_iter()
        .filter(|kind| campaign.targets.iter().any(|target| target.kind == *kind));
    let kinds = kinds.map(|kind| word(kind.name(), "a kind of office"));
    let all = [word("all", "every office")];
    known.targets = offices.chain(kinds).chain(all).collect();
    for template in &campaign.templates {
        if !known
            .letters
            .iter()
            .any(|letter| letter.value == template.id)
        {
            known.letters.push(word(&template.id, &template.title));
        }
    }
    known.languages = campaign
        .languages
        .iter()
        .map(|lang| word(lang, "a language of the campaign"))
        .collect();
    let profiles = profiles::all(campaign.profiles.as_ref()).unwrap_or_default();
    let profiles = profiles
        .into_iter()
        .chain(profiles::of_faxes().unwrap_or_default());
    known.profiles = profiles
        .map(|profile| word(&profile.name, &profile.title))
        .collect();
}

/// Countries by code, and by name where that is one word.
fn countries() -> Vec<Word> {
    let all = Country::all();
    let codes = all
        .iter()
        .map(|country| word(&country.to_string(), &country.name("en")));
    let names = all.iter().map(|country| (country.name("en"), country));
    let names = names.filter(|(name, _)| name.chars().all(char::is_alphanumeric));
    codes
        .chain(names.map(|(name, country)| word(&name, &country.to_string())))
        .collect()
}

/// Commands and topics of `help`.
fn pages() -> Vec<Word> {
    let commands = help_pages::commands()
        .into_iter()
        .map(|name| word(&name, "a command"));
    let topics = TOPICS.into_iter().map(|topic| word(topic.name, "a topic"));
    commands.chain(topics).collect()
}

fn word(value: &str, meaning: &str) -> Word {
    Word {
        value: value.to_owned(),
        meaning: meaning.to_owned(),
    }
}
