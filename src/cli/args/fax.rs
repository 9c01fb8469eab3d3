//! The arguments of faxes, for `generate` and `batch`.

use std::path::Path;

use crate::cli::args::derive::{Args, ValueEnum};
use crate::cli::args::shared::HOW;
use crate::letter::fax_lines::FaxLines;

/// How faxes are made.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = HOW)]
pub(crate) struct FaxArgs {
    /// standard, fine or superfine
    ///
    /// How finely the pages are drawn. The default is fine; standard is for machines that take nothing else.
    #[arg(long, value_enum, value_name = "NAME", hide_short_help = true)]
    pub fax_resolution: Option<ResolutionArg>,
    /// How pages are coded
    ///
    /// The default is mh, which every program takes.
    #[arg(long, value_enum, value_name = "NAME", hide_short_help = true)]
    pub fax_coding: Option<CodingArg>,
    /// Mark the end of every page
    ///
    /// efax needs it.
    #[arg(long, hide_short_help = true)]
    pub rtc: bool,
    /// The file of a fax: tiff, pdf, png, layout
    ///
    /// The default follows the ending of --output, else it is tiff.
    #[arg(long, value_enum, value_name = "FORMAT", hide_short_help = true)]
    pub fax_format: Option<FaxFormat>,
    /// The fax line: 1, 2 or all
    ///
    /// An office may have several. The default is all.
    #[arg(long, value_name = "LINE", value_parser = fax_line)]
    pub fax_line: Option<FaxLines>,
    /// Whether a cover sheet comes first
    ///
    /// auto, the default, is for letters of more than one page.
    #[arg(long, value_enum, value_name = "WHEN")]
    pub cover: Option<CoverArg>,
}

/// What the program that sends faxes is told, but for the faxes.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = HOW)]
pub(crate) struct HandoverArgs {
    /// The host, trunk or modem
    ///
    /// What the program of --for sends through: the host of `HylaFAX`, a trunk of Asterisk or gateway of `FreeSWITCH`
    /// (fax unless given), the modem of efax (/dev/modem).
    #[arg(
        long,
        value_name = "NAME",
        requires = "program",
        hide_short_help = true
    )]
    pub fax_via: Option<String>,
    /// The service that turns mail into faxes
    ///
    /// For --for gateway: a domain for messages to NUMBER@DOMAIN, an address for messages with the number as their
    /// subject, FAX=@DOMAIN for RFC 3192.
    #[arg(
        long,
        value_name = "SERVICE",
        requires = "program",
        hide_short_help = true
    )]
    pub gateway: Option<String>,
}

/// Fax programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FaxProgram {
    /// The command `sendfax` of `HylaFAX`
    Hylafax,
    /// A call file for Asterisk beside every fax, and the command that moves it into the spool
    Asterisk,
    /// The command `originate` of `FreeSWITCH`
    Freeswitch,
    /// The command `efax`, with a modem of this machine
    Efax,
}

/// Resolutions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ResolutionArg {
    /// 204 by 98 dots an inch
    Standard,
    /// 204 by 196 dots an inch
    Fine,
    /// 204 by 391 dots an inch
    Superfine,
}

/// Codings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CodingArg {
    /// Group 3, in one dimension: TIFF Profile S
    Mh,
    /// Group 3, in two dimensions: Profile F
    Mr,
    /// Group 4: Profile F, the smallest files
    Mmr,
}

/// Files of faxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FaxFormat {
    /// What fax programs take
    Tiff,
    /// The same pages for gateways that take only that
    Pdf,
    /// A description of the pages, to check layouts with
    Layout,
    /// The pixels of each page as a PNG file, to look at; for single letters alone
    Png,
}

/// Covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CoverArg {
    /// If the letter has more than one page
    Auto,
    /// Always
    Yes,
    /// Never
    No,
}

fn fax_line(text: &str) -> Result<FaxLines, String> {
    if text == "all" {
        return Ok(FaxLines::All);
    }
    let number = text.parse().map(FaxLines::One);
    number.map_err(|_| "expected a number from 1, or `all`".to_owned())
}

impl FaxArgs {
    /// The contradiction of an option with a file that is no TIFF.
    pub(crate) fn not_for_its_file(&self) -> Option<String> {
        let other = self
            .fax_format
            .filter(|format| *format != FaxFormat::Tiff)?;
        let name = other.to_possible_value()?.get_name().to_owned();
        let (_, option) = self.given();
        let option = option?;
        Some(format!(
            "`{option}` is for TIFF files, not for `--fax-format {name}`"
        ))
    }

    /// The file: the one that is asked for, else that of the ending of `output`.
    pub(crate) fn file_format(&self, output: Option<&Path>) -> FaxFormat {
        let ending = output.and_then(Path::extension);
        let is = |known: &str| ending.is_some_and(|ending| ending.eq_ignore_ascii_case(known));
        let by_ending = match () {
            () if is("pdf") => FaxFormat::Pdf,
            () if is("png") => FaxFormat::Png,
            () => FaxFormat::Tiff,
        };
        self.fax_format.unwrap_or(by_ending)
    }

    /// Tells whether zones can be drawn over the pages: they are in colour.
    pub(crate) fn is_drawn_over(&self, output: Option<&Path>) -> bool {
        matches!(self.file_format(output), FaxFormat::Pdf | FaxFormat::Layout)
    }

    /// The first option that was given, and the first that is for TIFF alone. Pictures have its pixels.
    pub(crate) fn given(&self) -> (Option<&'static str>, Option<&'static str>) {
        let is_picture = self.fax_format == Some(FaxFormat::Png);
        let tiff = [
            (
                self.fax_resolution.is_some() && !is_picture,
                "--fax-resolution",
            ),
            (self.fax_coding.is_some(), "--fax-coding"),
            (self.rtc, "--rtc"),
        ];
        let any = [
            (self.fax_format.is_some(), "--fax-format"),
            (self.fax_line.is_some(), "--fax-line"),
            (self.cover.is_some(), "--cover"),
        ];
        let first = |mut list: std::slice::Iter<'_, (bool, &'static str)>| {
            list.find(|(given, _)| *given).map(|(_, name)| *name)
        };
        let for_tiff = first(tiff.iter());
        (for_tiff.or(first(any.iter())), for_tiff)
    }

    /// The reason why a program does not send what the arguments ask for.
    pub(crate) fn not_for_program(
        &self,
        program: FaxProgram,
        output: Option<&Path>,
    ) -> Option<String> {
        if output.is_none_or(|path| path == Path::new("-")) {
            return Some("`--for` needs files: give `-o` a file or a folder".to_owned());
        }
        if self.fax_format.is_none() && self.file_format(output) != FaxFormat::Tiff {
            let name = output.unwrap_or(Path::new("")).display();
            return Some(format!("`--for` is for TIFF files, not for `{name}`"));
        }
        let is_superfine = self.fax_resolution == Some(ResolutionArg::Superfine);
        match program {
            FaxProgram::Hylafax | FaxProgram::Efax if is_superfine => {
                let name = program.command();
                Some(format!(
                    "`{name}` sends standard and fine resolution only: give `--fax-resolution fine`"
                ))
            }
            FaxProgram::Efax if matches!(self.fax_coding, Some(CodingArg::Mr | CodingArg::Mmr)) => {
                Some("`efax` sends `--fax-coding mh` only".to_owned())
            }
            FaxProgram::Hylafax
            | FaxProgram::Asterisk
            | FaxProgram::Freeswitch
            | FaxProgram::Efax => None,
        }
    }
}

impl FaxProgram {
    /// The command that sends, as people call it.
    fn command(self) -> &'static str {
        match self {
            Self::Hylafax => "sendfax",
            Self::Asterisk => "asterisk",
            Self::Freeswitch => "fs_cli",
            Self::Efax => "efax",
        }
    }
}

impl HandoverArgs {
    /// The first option that was given.
    pub(crate) fn given(&self) -> Option<&'static str> {
        let via = self.fax_via.as_ref().map(|_| "--fax-via");
        via.or(self.gateway.as_ref().map(|_| "--gateway"))
    }
}
