//! Manual pages: one for the program, one for each command.
//!
//! The only file that names `clap_mangen`, which writes the sections that clap knows. Examples and topics are ours.

use crate::cli::args::command_line::Cli;
use crate::cli::args::derive::{Command, CommandFactory};
use crate::cli::args::examples::{self, PROGRAM};
use crate::cli::args::help_pages;
use crate::cli::args::topics::TOPICS;

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

/// A manual page as a file.
#[derive(Clone, Debug)]
pub(crate) struct ManualPage {
    /// The name of the file, such as `protest-letter-batch.1`.
    pub name: String,
    /// Its source, in the macros of man(7).
    pub source: Vec<u8>,
}

/// The page of a command or of the program.
pub(crate) fn of_command(name: &str) -> Option<ManualPage> {
    pages().into_iter().find(|page| {
        let file = page.name.strip_suffix(".1");
        file == Some(name)
            || file.and_then(|file| file.strip_prefix("protest-letter-")) == Some(name)
    })
}

/// All pages.
pub(crate) fn pages() -> Vec<ManualPage> {
    let mut program = Cli::command();
    program.build();
    let commands: Vec<Command> = program.get_subcommands().cloned().collect();
    let written = [program]
        .into_iter()
        .chain(commands)
        .map(|command| page(&command));
    // Nothing fails in memory.
    written.filter_map(Result::ok).collect()
}

fn page(command: &Command) -> std::io::Result<ManualPage> {
    let is_program = command.get_name() == PROGRAM;
    let mut command = command.clone();
    // Options are listed below: the synopsis is that of the help page.
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").to_owned();
    let man = Man::new(command.clone().override_usage(usage));
    let mut source = Vec::new();
    man.render_title(&mut source)?;
    man.render_name_section(&mut source)?;
    man.render_synopsis_section(&mut source)?;
    man.render_description_section(&mut source)?;
    examples_of(command.get_name()).to_writer(&mut source)?;
    if is_program {
        man.render_subcommands_section(&mut source)?;
    }
    man.render_options_section(&mut source)?;
    if is_program {
        topics().to_writer(&mut source)?;
    }
    closing(command.get_name()).to_writer(&mut source)?;
    Ok(ManualPage {
        name: man.get_filename(),
        source,
    })
}

/// The section with the examples of a command.
fn examples_of(name: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXAMPLES"]);
    for example in examples::of_command(name) {
        roff.control("TP", []);
        roff.text([roman(format!("{}:", example.what))]);
        roff.control("nf", []);
        roff.text([bold(example.line)]);
        roff.control("fi", []);
    }
    roff
}

/// A section for each topic, line by line as `help` prints it.
fn topics() -> Roff {
    let mut roff = Roff::new();
    for topic in TOPICS {
        roff.control("SH", [topic.title]);
        roff.control("nf", []);
        for line in topic.text.lines() {
            roff.text([roman(line)]);
        }
        roff.control("fi", []);
    }
    roff
}

/// The sections that say where to read on.
fn closing(name: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["NOTES"]);
    for line in help_pages::footer(name).lines() {
        roff.text([roman(line)]);
    }
    roff.control("SH", ["SEE ALSO"]);
    let program = (name != PROGRAM).then(|| PROGRAM.to_owned());
    let commands = help_pages::commands();
    let commands = commands.iter().filter(|_| name == PROGRAM);
    let pages = program
        .into_iter()
        .chain(commands.map(|command| format!("{PROGRAM}-{command}")));
    let pages: Vec<String> = pages.map(|page| format!("{page}(1)")).collect();
    roff.text([roman(pages.join(", "))]);
    roff
}
