//! What `help` explains beside commands: a text for each topic, which the manual page of the program holds too.

use crate::cli::args::help_pages;
use crate::diagnostic::Diagnostic;
use crate::suggest::did_you_mean;

/// A topic.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Topic {
    /// Its name.
    pub name: &'static str,
    /// Its title, as the manual page has it.
    pub title: &'static str,
    /// What there is to say, in lines of at most 80 characters.
    pub text: &'static str,
}

/// All topics.
pub(crate) const TOPICS: [Topic; 4] = [
    Topic {
        name: "formats",
        title: "FORMATS",
        text: include_str!("topics/formats.txt"),
    },
    Topic {
        name: "dates",
        title: "DATES",
        text: include_str!("topics/dates.txt"),
    },
    Topic {
        name: "environment",
        title: "ENVIRONMENT",
        text: include_str!("topics/environment.txt"),
    },
    Topic {
        name: "exit-codes",
        title: "EXIT STATUS",
        text: include_str!("topics/exit-codes.txt"),
    },
];

/// The topic of a name.
///
/// # Errors
/// If there is none; the help names the command or topic that was meant.
pub(crate) fn find(name: &str) -> Result<Topic, Diagnostic> {
    let found = TOPICS.into_iter().find(|topic| topic.name == name);
    found.ok_or_else(|| {
        let topics = TOPICS.map(|topic| topic.name);
        let commands = help_pages::commands();
        let known = topics
            .into_iter()
            .chain(commands.iter().map(String::as_str));
        let list = format!(
            "the topics are {}; `protest-letter --help` lists the commands",
            topics.join(", ")
        );
        let help = did_you_mean(name, known).unwrap_or(list);
        Diagnostic::error(format!("there is no command or topic `{name}`")).help(help)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::derive::ValueEnum;
    use crate::cli::args::shared::FormatArg;

    #[test]
    fn a_topic_fits_on_a_terminal() {
        for topic in TOPICS {
            let widest = topic.text.lines().map(|line| line.chars().count()).max();
            assert!(widest <= Some(80), "{}: {widest:?}", topic.name);
            assert!(topic.text.ends_with('\n') && topic.text.is_ascii());
        }
    }

    #[test]
    fn every_format_is_explained() {
        let text = find("formats").unwrap().text;
        for format in FormatArg::value_variants() {
            let name = format.to_possible_value().unwrap().get_name().to_owned();
            let begins = |line: &str| line.split_whitespace().next() == Some(&name);
            assert!(text.lines().any(begins), "{name}");
        }
    }

    #[test]
    fn a_mistyped_topic_is_found() {
        let problem = find("format").unwrap_err();
        assert!(problem.help[0].contains("`formats`"), "{problem:?}");
        assert!(find("xyz").unwrap_err().help[0].contains("exit-codes"));
    }
}
