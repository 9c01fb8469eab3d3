//! The options of faxes, and what they ask of pictures.

use std::path::Path;

use crate::cli::args::fax::{CodingArg, CoverArg, FaxArgs, FaxFormat, FaxProgram, ResolutionArg};
use crate::cli::handover::gateway::Gateway;
use crate::cli::handover::sending::programs;
use crate::diagnostic::Diagnostic;
use crate::layout::sending::Cover;
use crate::letter::fax_lines::FaxLines;
use crate::letter::furniture::Additions;
use crate::output;
use crate::output::fax::coding::Coding;
use crate::output::fax::{Resolution, tiff};

/// The options of faxes.
#[derive(Clone, Debug)]
pub(crate) struct FaxOptions {
    /// The drawing and coding of pages.
    pub style: tiff::TiffStyle,
    /// The format of the files.
    pub format: FaxFormat,
    /// The lines of a target that are called.
    pub line: FaxLines,
    /// Whether there is a cover.
    pub cover: Cover,
    /// The program that sends the files.
    pub program: Option<FaxProgram>,
    /// The host, trunk or modem that the program sends through.
    pub via: Option<String>,
    /// The service that faxes messages.
    pub gateway: Option<Gateway>,
}

/// The program or service that takes faxes over, if there is one.
#[derive(Debug, Default)]
pub(crate) struct Handover {
    /// A program that sends files.
    pub program: Option<FaxProgram>,
    /// The host, trunk or modem that it sends through.
    pub via: Option<String>,
    /// A service that faxes messages.
    pub gateway: Option<Gateway>,
}

impl FaxOptions {
    /// The options that the arguments mean; `output` is where the faxes go.
    pub(crate) fn new(args: &FaxArgs, to: Handover, output: Option<&Path>) -> Self {
        let Handover {
            program,
            via,
            gateway,
        } = to;
        let wanted = gateway.as_ref().map(Gateway::format);
        Self {
            style: style(args, program),
            format: args
                .fax_format
                .or(wanted)
                .unwrap_or_else(|| args.file_format(output)),
            line: args.fax_line.unwrap_or_default(),
            cover: match args.cover {
                Some(CoverArg::Auto) | None => Cover::Auto,
                Some(CoverArg::Yes) => Cover::Yes,
                Some(CoverArg::No) => Cover::No,
            },
            program,
            via,
            gateway,
        }
    }

    /// The format of the files.
    pub(crate) fn file(&self) -> output::Format {
        match self.format {
            FaxFormat::Tiff => output::Format::Fax,
            FaxFormat::Pdf => output::Format::Pdf,
            FaxFormat::Layout => output::Format::Layout,
            FaxFormat::Png => output::Format::Png,
        }
    }
}

/// The drawing and coding of pages that the arguments mean.
fn style(args: &FaxArgs, program: Option<FaxProgram>) -> tiff::TiffStyle {
    tiff::TiffStyle {
        resolution: match args.fax_resolution {
            Some(ResolutionArg::Standard) => Resolution::Standard,
            Some(ResolutionArg::Fine) | None => Resolution::Fine,
            Some(ResolutionArg::Superfine) => Resolution::Superfine,
        },
        coding: match args.fax_coding {
            Some(CodingArg::Mh) | None => Coding::Mh,
            Some(CodingArg::Mr) => Coding::Mr,
            Some(CodingArg::Mmr) => Coding::Mmr,
        },
        rtc: args.rtc || program.is_some_and(programs::needs_rtc),
    }
}

/// Notes on pictures that a fax cannot have.
pub(crate) fn notes(added: &Additions) -> Vec<Diagnostic> {
    let pictures = [("signature", &added.signature), ("logo", &added.logo)];
    let gray = pictures.into_iter().filter(|(_, picture)| {
        let picture = picture.as_ref();
        picture.is_some_and(|picture| !picture.is_bilevel())
    });
    let note = |(what, _)| {
        let message =
            format!("the {what} has shades of gray, which fax machines make dots of: left out");
        Diagnostic::note(message).help("give a picture in black and white")
    };
    gray.map(note).collect()
}
