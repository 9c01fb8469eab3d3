//! The examples that lead every help page and manual page. The tests run them.

/// A command line, and what it is for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Example {
    /// What it is for.
    pub what: &'static str,
    /// The line as it is typed.
    pub line: &'static str,
}

/// The number of examples of a command.
const EACH: usize = 3;

/// The name under which the examples of the program itself stand.
pub(crate) const PROGRAM: &str = "protest-letter";

/// The examples of all commands, in the order in which they can be tried.
const ALL: &[(&str, [Example; EACH])] = &[
    (
        PROGRAM,
        [
            of(
                "A letter to your embassy, as text",
                "protest-letter generate --target embassy",
            ),
            of(
                "The same as a page to print, for a window envelope",
                "protest-letter generate --target embassy -o letter.pdf",
            ),
            of(
                "The offices that you can write to",
                "protest-letter targets",
            ),
        ],
    ),
    (
        "generate",
        [
            of(
                "A letter to the embassy that covers Germany, as text",
                "protest-letter generate --target embassy --country DE",
            ),
            of(
                "Pages to print, a file for each of two offices",
                "protest-letter generate --target president,embassy -o letters/ --format pdf",
            ),
            of(
                "A draft for your mail program, with the page attached",
                "protest-letter generate --target embassy --attach pdf -o draft.eml",
            ),
        ],
    ),
    (
        "batch",
        [
            of(
                "A letter from every member to the embassy that covers them",
                "protest-letter batch --members branch.csv --target embassy -o out/",
            ),
            of(
                "What would be written, and which rows are wrong",
                "protest-letter batch --members branch.csv --target all --dry-run",
            ),
            of(
                "Later: only the letters of those who joined since",
                "protest-letter batch --members branch.csv -t embassy -o out/ --new-only",
            ),
        ],
    ),
    (
        "members",
        [
            of(
                "How a list is read: its columns, counts, address blocks and problems",
                "protest-letter members branch.csv",
            ),
            of(
                "The same, without one of its columns",
                "protest-letter members branch.csv --column 'Personal=none'",
            ),
            of(
                "The same for another program",
                "protest-letter members branch.csv --json",
            ),
        ],
    ),
    (
        "labels",
        [
            of(
                "Labels for the letters of a batch, in the order of its print files",
                "protest-letter labels out/ -o labels.pdf",
            ),
            of(
                "One label for each office, to send all letters in one envelope",
                "protest-letter labels out/ --parcel -o parcels.pdf",
            ),
            of(
                "Labels for two letters of your own, on a sheet whose first four are used",
                "protest-letter labels --target president,embassy --start 5 -o two.pdf",
            ),
        ],
    ),
    (
        "envelopes",
        [
            of(
                "Envelopes for the letters of a batch, in the order of its print files",
                "protest-letter envelopes out/ -o envelopes.pdf",
            ),
            of(
                "One envelope for each office, for all letters to it",
                "protest-letter envelopes out/ --parcel -o parcel-envelopes.pdf",
            ),
            of(
                "An envelope for a letter of your own",
                "protest-letter envelopes --target embassy --size c5 -o envelope.pdf",
            ),
        ],
    ),
    (
        "verify",
        [
            of(
                "Whether every letter is whole and that of its member",
                "protest-letter verify out/",
            ),
            of(
                "The same, and that the program would write the same letters today",
                "protest-letter verify out/ --again",
            ),
            of(
                "The result for another program",
                "protest-letter verify out/ --json",
            ),
        ],
    ),
    (
        "targets",
        [
            of(
                "The embassies that have a fax",
                "protest-letter targets --kind embassy --has fax",
            ),
            of(
                "Everything in London",
                "protest-letter targets --search london",
            ),
            of(
                "The embassy for Austria in full, with the source of its address",
                "protest-letter targets embassy --country AT",
            ),
        ],
    ),
    (
        "letters",
        [
            of("The letters and their languages", "protest-letter letters"),
            of(
                "The record behind each sentence of a letter",
                "protest-letter letters government --sources",
            ),
            of(
                "The list for another program",
                "protest-letter letters --json",
            ),
        ],
    ),
    (
        "profiles",
        [
            of("The pages that there are", "protest-letter profiles"),
            of(
                "Two of them drawn, with their measures",
                "protest-letter profiles din-5008-b,us-9",
            ),
            of(
                "The measures for another program",
                "protest-letter profiles --json",
            ),
        ],
    ),
    (
        "init",
        [
            of(
                "The built-in campaign as a folder, to edit",
                "protest-letter init my-campaign",
            ),
            of(
                "A small campaign to begin your own with",
                "protest-letter init --empty bus-drivers",
            ),
            of(
                "The built-in campaign again, in place of your changes",
                "protest-letter init my-campaign --force",
            ),
        ],
    ),
    (
        "check",
        [
            of(
                "Everything that is wrong with a campaign",
                "protest-letter check bus-drivers",
            ),
            of(
                "What a kind of finding means, and what to do",
                "protest-letter check --explain STALE-ADDRESS",
            ),
            of(
                "The findings for another program",
                "protest-letter check bus-drivers --json",
            ),
        ],
    ),
    (
        "sender",
        [
            of(
                "Save who signs your letters",
                "protest-letter sender --name 'Ana Silva' --role Secretary --country GB",
            ),
            of("What is saved", "protest-letter sender show"),
            of("Forget it", "protest-letter sender delete"),
        ],
    ),
    (
        "doctor",
        [
            of(
                "What the program finds here: programs, fonts, the saved sender",
                "protest-letter doctor",
            ),
            of(
                "The same for another program",
                "protest-letter doctor --json",
            ),
            of(
                "Whether everything is in order",
                "protest-letter doctor > report.txt && echo in order",
            ),
        ],
    ),
    (
        "completions",
        [
            of(
                "For bash, from the next terminal on",
                "echo 'source <(protest-letter completions bash)' >> ~/.bashrc",
            ),
            of(
                "For zsh",
                "echo 'source <(protest-letter completions zsh)' >> ~/.zshrc",
            ),
            of(
                "For fish",
                "protest-letter completions fish > ~/.config/fish/conf.d/protest-letter.fish",
            ),
        ],
    ),
    (
        "man",
        [
            of("The manual page of a command", "protest-letter man batch"),
            of(
                "The same as it is read",
                "protest-letter man batch | man -l -",
            ),
            of(
                "All pages, where `man protest-letter-batch` finds them",
                "protest-letter man -o ~/.local/share/man/man1",
            ),
        ],
    ),
    (
        "help",
        [
            of("A command", "protest-letter help batch"),
            of("The formats of letters", "protest-letter help formats"),
            of(
                "What the date of a letter does",
                "protest-letter help dates",
            ),
        ],
    ),
];

const fn of(what: &'static str, line: &'static str) -> Example {
    Example { what, line }
}

/// The examples of a command.
pub(crate) fn of_command(name: &str) -> &'static [Example] {
    let found = ALL.iter().find(|(command, _)| *command == name);
    found.map_or(&[], |(_, examples)| examples)
}
