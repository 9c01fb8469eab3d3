//! The arguments of `generate`.

use std::path::PathBuf;

use crate::cli::args::derive::{Args, ValueEnum, ValueHint};
use crate::cli::args::fax::{FaxArgs, FaxFormat, HandoverArgs};
use crate::cli::args::mail::{ChannelArg, MailArgs};
use crate::cli::args::program::Program;
use crate::cli::args::shared::{
    FormatArg, HOW, ReadersArgs, Selection, SignerArgs, TO_WHOM, WHAT, WHERE,
};
use crate::cli::args::slots::SlotArgs;
use crate::disk::Manner;
use crate::{letter, limits, output};

/// `generate`.
#[derive(Debug, Args)]
pub(crate) struct GenerateArgs {
    /// The offices: ids, a kind or `all`
    ///
    /// Repeat it or use commas. `embassy` is the embassy that covers your country. `protest-letter targets` lists the
    /// offices.
    #[arg(
        long,
        short,
        required = true,
        value_name = "WHO",
        help_heading = TO_WHOM
    )]
    pub target: Vec<String>,
    /// Which targets and when.
    #[command(flatten)]
    pub selection: Selection,
    /// The letter; else the one for the office
    ///
    /// `protest-letter letters` lists the letters; each is written for some offices or kinds of them.
    #[arg(long, value_name = "ID", help_heading = WHAT)]
    pub letter: Option<String>,
    /// The language, such as en, ru or kk
    ///
    /// The default is your own language if the office reads it, else one that the office reads.
    #[arg(long, value_name = "LANG", help_heading = WHAT)]
    pub lang: Option<String>,
    /// A paragraph of your own; @FILE reads it
    ///
    /// It is printed as you write it. @FILE reads it from a file, @- from standard input. Write @@ for a text that
    /// starts with @.
    #[arg(long, value_name = "TEXT|@FILE", help_heading = WHAT)]
    pub personal: Option<String>,
    /// A value for a variable of the letter
    ///
    /// For letters that have variables of their own; repeat it for each.
    #[arg(long, value_name = "KEY=VALUE", help_heading = WHAT)]
    pub set: Vec<String>,
    /// Your own reference, printed by the date
    #[arg(long, value_name = "TEXT", help_heading = WHAT)]
    pub reference: Option<String>,
    /// What you enclose; repeat it
    #[arg(long, value_name = "TEXT", help_heading = WHAT)]
    pub enclosure: Vec<String>,
    /// Addresses for the campaign's slots.
    #[command(flatten)]
    pub slots: SlotArgs,
    /// Who signs.
    #[command(flatten)]
    pub sender: SignerArgs,
    /// text, pdf, eml, fax, png: `help formats`
    ///
    /// The default follows the ending of --output, else it is text. `protest-letter help formats` describes them.
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = HOW)]
    pub format: Option<FormatArg>,
    /// The way it goes: post, email, fax, phone
    ///
    /// The channel chooses the format: pages for the post, messages, faxes or text. `auto` takes for each office the
    /// one that it prefers.
    #[arg(long, value_enum, value_name = "CHANNEL", help_heading = HOW)]
    pub channel: Option<ChannelArg>,
    /// The page; see `protest-letter profiles`
    ///
    /// The default follows the sender's country.
    #[arg(long, value_name = "NAME", help_heading = HOW)]
    pub profile: Option<String>,
    /// Draw the zones of the page over it
    ///
    /// The window, the addresses, the text and what must stay empty, each with its source, and every line that stands
    /// where it may not. A letter that would be refused for that is drawn too. It takes `--format pdf`, `png` or
    /// `layout`.
    #[arg(long, help_heading = HOW)]
    pub zones: bool,
    /// Dots an inch of a PNG picture
    ///
    /// The default is 150, as much as a screen shows; 300 is what print shows.
    #[arg(long, value_name = "DPI", value_parser = dots, help_heading = HOW)]
    pub resolution: Option<u32>,
    /// How messages are made.
    #[command(flatten)]
    pub mail: MailArgs,
    /// The form for a mail or fax program
    ///
    /// A fax and the command that sends it, a message, or a command that opens a draft. Nothing is sent.
    #[arg(long = "for", value_enum, value_name = "PROGRAM", help_heading = HOW)]
    pub program: Option<Program>,
    /// How faxes are made.
    #[command(flatten)]
    pub fax: FaxArgs,
    /// What programs that send them are told.
    #[command(flatten)]
    pub handover: HandoverArgs,
    /// The file or folder; else standard output
    ///
    /// A folder gets one file for each letter. - is standard output.
    #[arg(long, short, value_name = "PATH", value_hint = ValueHint::AnyPath, help_heading = WHERE)]
    pub output: Option<PathBuf>,
    /// Replace files that exist
    ///
    /// It also lets --letter go to offices that it is not written for.
    #[arg(long, help_heading = WHERE)]
    pub force: bool,
    /// Who can read what is written.
    #[command(flatten)]
    pub readers: ReadersArgs,
}

/// Dots an inch.
fn dots(text: &str) -> Result<u32, String> {
    let number = text.parse().ok();
    let known = number.filter(|number| (LEAST_DOTS..=limits::DOTS).contains(number));
    known.ok_or_else(|| {
        format!(
            "expected a whole number from {LEAST_DOTS} to {}",
            limits::DOTS
        )
    })
}

/// The dots an inch of a picture in which lines of text can just be told apart.
const LEAST_DOTS: u32 = 20;

/// The dots an inch of a picture that is as large as a screen.
const USUAL_DOTS: u32 = 150;

impl GenerateArgs {
    /// The dots an inch of pictures.
    pub(crate) fn dots(&self) -> u32 {
        self.resolution.unwrap_or(USUAL_DOTS)
    }

    /// The format that is asked for, by its name or by the ending of the file.
    fn asked(&self) -> Option<output::Format> {
        self.format().map(FormatArg::as_output).or(self.by_ending())
    }

    /// The format that the ending of the file stands for.
    pub(crate) fn by_ending(&self) -> Option<output::Format> {
        let ending = self.output.as_deref().and_then(|path| path.extension())?;
        output::Format::of_extension(ending.to_str()?)
    }

    /// The manner in which files are put where they belong.
    pub(crate) fn manner(&self) -> Manner {
        Manner {
            force: self.force,
            readers: self.readers.get(),
        }
    }

    /// Tells whether there may be faxes.
    fn is_faxed(&self) -> bool {
        match self.channel {
            None => self.asked() == Some(output::Format::Fax),
            Some(channel) => channel.wanted().includes(letter::Channel::Fax),
        }
    }

    /// The format of messages, if letters may be some.
    fn of_mail(&self) -> Option<output::Format> {
        let Some(channel) = self.channel else {
            return self.asked();
        };
        let program = self.program.filter(|program| program.of_mail().is_some());
        let format = program.map_or(FormatArg::Eml, Program::format).as_output();
        let is_mailed = channel.wanted().includes(letter::Channel::Email);
        is_mailed.then_some(format)
    }

    /// The format by its name, or by the program that is to send it.
    pub(crate) fn format(&self) -> Option<FormatArg> {
        let of_program = self.program.map(Program::format);
        let opened = self.mail.open.then_some(FormatArg::Eml);
        self.format.or(of_program).or(opened)
    }

    /// The contradiction of arguments that are right one by one.
    pub(super) fn contradiction(&self) -> Option<String> {
        let (given, for_tiff) = self.fax.given();
        let given = given.or(self.handover.given());
        if let Some(found) = self.not_for_channel().or_else(|| self.not_for_pictures()) {
            return Some(found);
        }
        if let Some(option) = given.filter(|_| !self.is_faxed()) {
            let fax = letter::Channel::Fax;
            return Some(ChannelArg::not_for(option, fax, self.channel));
        }
        let in_mail = self
            .mail
            .contradiction(self.program, self.of_mail(), self.channel);
        in_mail.or_else(|| self.not_for_program()).or_else(|| {
            let other = self
                .fax
                .fax_format
                .filter(|format| *format != FaxFormat::Tiff)?;
            let name = other.to_possible_value()?.get_name().to_owned();
            let program = self.program.map(|_| "--for");
            let option = for_tiff.or(program)?;
            Some(format!(
                "`{option}` is for TIFF files, not for `--fax-format {name}`"
            ))
        })
    }

    /// The contradiction of zones with what they are not drawn over.
    fn not_for_zones(&self) -> Option<String> {
        use output::Format::{Fax, Layout, Pdf, Png};
        if !self.zones {
            return None;
        }
        let output = self.output.as_deref();
        match self.asked() {
            Some(Png) if self.is_faxed() => Some(
                "`--zones` is for pages in colour, not for faxes as PNG: give `--fax-format pdf`"
                    .to_owned(),
            ),
            Some(Pdf | Png | Layout) if self.program.is_none() => None,
            Some(Fax) if self.fax.is_drawn_over(output) && self.program.is_none() => None,
            Some(Fax) => {
                Some("`--zones` is for pages in colour: give `--fax-format pdf`".to_owned())
            }
            _ => Some(
                "`--zones` is for pages: name a file `.pdf` or `.png`, or give `--format pdf`"
                    .to_owned(),
            ),
        }
    }

    /// The contradiction of options of pictures with what is no picture.
    fn not_for_pictures(&self) -> Option<String> {
        if let Some(found) = self.not_for_zones() {
            return Some(found);
        }
        self.resolution?;
        let is_paper = self
            .channel
            .is_none_or(|channel| channel.wanted().includes(letter::Channel::Post));
        let format = self.format.map(FormatArg::as_output).or(self.by_ending());
        match format {
            Some(output::Format::Png) if is_paper => None,
            Some(output::Format::Fax) => {
                Some("faxes have `--fax-resolution` instead of `--resolution`".to_owned())
            }
            _ => Some("`--resolution` is for pictures: give `--format png`".to_owned()),
        }
    }

    /// The contradiction of options with the channel, which chooses the format.
    fn not_for_channel(&self) -> Option<String> {
        let channel = self.channel?;
        if let Some(format) = self.format.and_then(|format| format.to_possible_value()) {
            let (channel, format) = (channel.name(), format.get_name());
            return Some(format!(
                "`--channel {channel}` chooses the format: leave out `--format {format}`"
            ));
        }
        let takes = |program: &Program| channel.wanted().includes(program.channel());
        let program = self.program.filter(|program| !takes(program))?;
        let (program, of, channel) = (program.name(), program.channel().name(), channel.name());
        Some(format!(
            "`--for {program}` is for `--channel {of}`: leave out `--for`, or `--channel {channel}`"
        ))
    }

    /// The reason why `--for` makes nothing, as far as that can be told from the arguments.
    fn not_for_program(&self) -> Option<String> {
        let program = self.program?;
        let other = self.format.filter(|format| *format != program.format());
        if let Some(other) = other.and_then(|format| format.to_possible_value()) {
            let (program, other) = (program.name(), other.get_name());
            return Some(format!(
                "`--for {program}` has its own form: leave out `--format {other}`"
            ));
        }
        let is_gateway = program == Program::Gateway;
        if is_gateway != self.handover.gateway.is_some() {
            return Some("`--for gateway` and `--gateway` go together".to_owned());
        }
        let format = self.fax.fax_format;
        let untaken = format.filter(|it| matches!(it, FaxFormat::Layout | FaxFormat::Png));
        if let Some(untaken) = untaken.filter(|_| is_gateway) {
            let name = untaken.to_possible_value()?.get_name().to_owned();
            return Some(format!("no gateway takes `--fax-format {name}`"));
        }
        self.fax
            .not_for_program(program.of_fax()?, self.output.as_deref())
    }
}
