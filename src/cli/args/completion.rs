//! Completion: the script that a shell reads once, and the answers that it asks the program for at every key.
//!
//! The only file that names `clap_complete`. Options and their values are those of clap; what a campaign knows (ids of
//! offices, letters, languages, pages) is handed over.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Zsh};

use crate::cli::args::command_line::Cli;
use crate::cli::args::derive::{Command, CommandFactory};
use crate::cli::args::examples::PROGRAM;
use crate::cli::args::shells::Shell;

/// The variable of the environment by which a shell asks for completions; its value is the name of the shell.
pub(crate) const ASKED_BY: &str = "PROTEST_LETTER_COMPLETE";

/// The variable in which bash says which word is completed.
pub(crate) const INDEX: &str = "_CLAP_COMPLETE_INDEX";

/// A word that can be completed, and what it means.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// The word.
    pub value: String,
    /// What it means, for shells that show it.
    pub meaning: String,
}

/// The words that can stand for values, by what they name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// Ids and kinds of targets.
    pub targets: Vec<Word>,
    /// Kinds of targets.
    pub kinds: Vec<Word>,
    /// Letters.
    pub letters: Vec<Word>,
    /// Languages of letters.
    pub languages: Vec<Word>,
    /// Countries, by code.
    pub countries: Vec<Word>,
    /// Profiles.
    pub profiles: Vec<Word>,
    /// Sheets of labels.
    pub sheets: Vec<Word>,
    /// Envelopes.
    pub envelopes: Vec<Word>,
    /// Codes of what `check` finds.
    pub codes: Vec<Word>,
    /// Commands and topics of `help`.
    pub pages: Vec<Word>,
}

/// The one of clap for a shell.
fn completer_of(shell: Shell) -> &'static dyn EnvCompleter {
    match shell {
        Shell::Bash => &Bash,
        Shell::Elvish => &Elvish,
        Shell::Fish => &Fish,
        Shell::Powershell => &Powershell,
        Shell::Zsh => &Zsh,
    }
}

/// The script that makes a shell ask the program.
///
/// # Errors
/// Never, in memory.
pub(crate) fn script(shell: Shell) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    completer_of(shell).write_registration(ASKED_BY, PROGRAM, PROGRAM, PROGRAM, &mut out)?;
    Ok(out)
}

/// The words of the command line that a shell asks about: what follows `--`.
pub(crate) fn words(arguments: &[OsString]) -> Vec<OsString> {
    let after = arguments.iter().position(|word| word == "--");
    arguments[after.map_or(arguments.len(), |at| at + 1)..].to_vec()
}

/// The campaign folder that a command line names so far.
pub(crate) fn campaign(words: &[OsString]) -> Option<PathBuf> {
    let texts: Vec<&str> = words
        .iter()
        .map(|word| word.to_str().unwrap_or_default())
        .collect();
    let joined = texts
        .iter()
        .find_map(|word| word.strip_prefix("--campaign="));
    // Bash takes a word apart at `=`, and hands the sign over as a word of its own.
    let apart = texts
        .iter()
        .position(|word| *word == "--campaign")
        .and_then(|at| {
            let next = texts.get(at + 1).filter(|word| **word != "=");
            next.or(texts.get(at + 2)).copied()
        });
    joined
        .or(apart)
        .filter(|path| !path.is_empty())
        .map(PathBuf::from)
}

/// What a shell asks.
#[derive(Debug)]
pub(crate) struct Question {
    /// The shell.
    pub shell: Shell,
    /// The words of its command line.
    pub words: Vec<OsString>,
    /// The number of the word that is completed, from 0, where the shell says it: in bash.
    pub at: Option<usize>,
}

/// What separates completions for bash, as the script of clap says it: a vertical tab.
const SEPARATOR: &str = "\u{b}";

/// The completions of a word, as a shell reads them.
///
/// # Errors
/// If the words cannot be completed.
pub(crate) fn answer(
    question: Question,
    folder: Option<&Path>,
    known: Known,
) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut command = completed(Cli::command(), &Arc::new(known));
    command.build();
    let Question { shell, words, at } = question;
    if let Some(at) = at.filter(|_| shell == Shell::Bash) {
        let (words, at) = without_signs(words, at);
        let found = complete(&mut command, words, at, folder)?;
        let values = found
            .iter()
            .map(|one| escaped(&one.get_value().to_string_lossy()));
        let values: Vec<String> = values.collect();
        return Ok(values.join(SEPARATOR).into_bytes());
    }
    completer_of(shell).write_complete(&mut command, words, folder, &mut out)?;
    Ok(out)
}

/// A word as bash has it on its command line: the script of clap does not say which words are files.
fn escaped(word: &str) -> String {
    let is_special = |c: char| " \t\\'\"$&;|<>()*?[]#`!{}".contains(c);
    let escape = |c: char| is_special(c).then_some('\\').into_iter().chain([c]);
    word.chars().flat_map(escape).collect()
}

/// The words of bash, which takes `--option=value` apart, without the signs between, and where the word at `at` then is.
fn without_signs(words: Vec<OsString>, at: usize) -> (Vec<OsString>, usize) {
    let mut kept: Vec<OsString> = Vec::new();
    let mut now = at;
    for (n, word) in words.into_iter().enumerate() {
        let is_behind_option = kept
            .last()
            .is_some_and(|last| last.to_string_lossy().starts_with("--"));
        match (word == "=" && is_behind_option, n == at) {
            (true, true) => kept.push(OsString::new()),
            (true, false) => now -= usize::from(n < at),
            (false, _) => kept.push(word),
        }
    }
    (kept, now)
}

/// The command line whose values are completed.
fn completed(program: Command, known: &Arc<Known>) -> Command {
    program.mut_subcommands(|command| {
        let name = command.get_name().to_owned();
        command.mut_args(
            |argument| match completer(&name, argument.get_id().as_str(), known) {
                Some(completer) => argument.add(completer),
                None => argument,
            },
        )
    })
}

/// The completer of an argument of a command, if its values are known words.
fn completer(command: &str, argument: &str, known: &Arc<Known>) -> Option<ArgValueCompleter> {
    let (words, many): (fn(&Known) -> &[Word], bool) = match (command, argument) {
        ("letters", "target") => (|known| &known.targets, false),
        (_, "target" | "selectors") => (|known| &known.targets, true),
        // clap takes the kinds apart itself.
        (_, "kind") => (|known| &known.kinds, false),
        (_, "letter") => (|known| &known.letters, false),
        (_, "lang") => (|known| &known.languages, false),
        (_, "country") => (|known| &known.countries, false),
        (_, "profile") => (|known| &known.profiles, false),
        ("profiles", "names") => (|known| &known.profiles, true),
        (_, "explain") => (|known| &known.codes, false),
        (_, "sheet") => (|known| &known.sheets, false),
        (_, "size") => (|known| &known.envelopes, false),
        ("man", "command") | ("help", "about") => (|known| &known.pages, false),
        _ => return None,
    };
    let known = Arc::clone(known);
    Some(ArgValueCompleter::new(move |typed: &OsStr| {
        candidates(words(&known), &typed.to_string_lossy(), many)
    }))
}

/// The words that what is typed can become; of a list with commas, the last is completed.
fn candidates(words: &[Word], typed: &str, many: bool) -> Vec<CompletionCandidate> {
    let comma = typed.rfind(',').filter(|_| many).map_or(0, |at| at + 1);
    let (before, last) = typed.split_at(comma);
    let begins = |word: &&Word| {
        let start = word.value.get(..last.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(last))
    };
    let is_new = |word: &&Word| before.split(',').all(|named| named != word.value);
    let found = words.iter().filter(begins).filter(is_new);
    found
        .map(|word| {
            let candidate = CompletionCandidate::new(format!("{before}{}", word.value));
            candidate.help(Some(word.meaning.clone().into()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(value: &str) -> Word {
        Word {
            value: value.to_owned(),
            meaning: String::new(),
        }
    }

    fn found(typed: &str, many: bool) -> Vec<String> {
        let words = ["embassy", "embassy-gb", "president"].map(word);
        let found = candidates(&words, typed, many).into_iter();
        found
            .map(|found| found.get_value().to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn the_last_word_of_a_list_is_completed() {
        assert_eq!(found("pre", true), ["president"]);
        assert_eq!(
            found("president,E", true),
            ["president,embassy", "president,embassy-gb"]
        );
        assert_eq!(found("embassy,e", true), ["embassy,embassy-gb"]);
        assert_eq!(found("president,e", false), [""; 0]);
        assert_eq!(found("é", true), [""; 0]);
    }

    #[test]
    fn bash_takes_options_apart() {
        let parted = |line: &str, at| {
            let words = line.split(' ').map(OsString::from).collect();
            let (words, at) = without_signs(words, at);
            (words.join(OsStr::new(" ")).into_string().unwrap(), at)
        };
        assert_eq!(parted("p --target = x", 3), ("p --target x".to_owned(), 2));
        assert_eq!(parted("p --target =", 2), ("p --target ".to_owned(), 2));
        assert_eq!(
            parted("p x --a = b --c", 5),
            ("p x --a b --c".to_owned(), 4)
        );
        assert_eq!(parted("p --set a = b", 4), ("p --set a = b".to_owned(), 4));
    }

    #[test]
    fn the_campaign_of_the_line_is_used() {
        let of = |line: &str| campaign(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of("p generate --campaign x --target"), Some("x".into()));
        assert_eq!(of("p --campaign=x targets"), Some("x".into()));
        assert_eq!(of("p --campaign = x targets"), Some("x".into()));
        assert_eq!(of("p targets --campaign"), None);
        assert_eq!(
            words(&["p", "--", "p", "x"].map(OsString::from)),
            ["p", "x"]
        );
        assert_eq!(words(&["p"].map(OsString::from)), [""; 0]);
    }
}
