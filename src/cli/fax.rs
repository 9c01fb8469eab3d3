//! Faxes of `generate`: a job for every fax line of a target.

use std::path::{Path, PathBuf};

use super::args::{self, FaxArgs, FaxFormat, FaxProgram};
use super::destination::Destination;
use super::gateway::{self, Gateway};
use super::sending::{self, Order};
use crate::campaign::Campaign;
use crate::console::Console;
use crate::diagnostic::{Diagnostic, Problems};
use crate::disk::Manner;
use crate::layout::Typesetter;
use crate::layout::call::{self, FaxCall};
use crate::layout::sending::Cover;
use crate::length::Length;
use crate::letter::Letter;
use crate::letter::fax_lines::{self, FaxLines};
use crate::letter::furniture::Additions;
use crate::output;
use crate::output::fax::bitmap::Bitmap;
use crate::output::fax::coding::Coding;
use crate::output::fax::{Resolution, airtime, tiff};
use crate::output::mail::Attachment;
use crate::page::Document;
use crate::page::profile::Profile;
use crate::selection::Criteria;
use crate::sender::Sender;
use crate::{disk, phone};

/// How faxes are made.
#[derive(Clone, Debug)]
pub struct Making {
    /// How pages are drawn and coded.
    pub style: tiff::TiffStyle,
    format: FaxFormat,
    /// Which lines of a target are called.
    pub line: FaxLines,
    /// Whether there is a cover.
    pub cover: Cover,
    program: Option<FaxProgram>,
    /// What the program sends through.
    via: Option<String>,
    gateway: Option<Gateway>,
}

/// What the faxes of a run share.
pub struct Run<'r> {
    /// The campaign.
    pub campaign: &'r Campaign,
    /// Who sends them.
    pub sender: &'r Sender,
    /// The country they are sent from, and the date.
    pub criteria: Criteria,
    /// Their page.
    pub profile: &'r Profile,
    /// How they are made.
    pub making: Making,
}

/// A fax to a number.
pub struct Fax {
    /// The id of the target, and its line where it has several.
    name: String,
    target: String,
    lang: String,
    number: String,
    document: Document,
}

/// What takes faxes over, if anything does.
#[derive(Debug, Default)]
pub struct Handover {
    /// A program that sends files.
    pub program: Option<FaxProgram>,
    /// What it sends through.
    pub via: Option<String>,
    /// A service that faxes messages.
    pub gateway: Option<Gateway>,
}

/// What the arguments mean; `output` is where the faxes go.
pub fn making(args: &FaxArgs, to: Handover, output: Option<&Path>) -> Making {
    let Handover {
        program,
        via,
        gateway,
    } = to;
    let wanted = gateway.as_ref().map(Gateway::format);
    Making {
        style: tiff::TiffStyle {
            resolution: match args.fax_resolution {
                Some(args::Resolution::Standard) => Resolution::Standard,
                Some(args::Resolution::Fine) | None => Resolution::Fine,
                Some(args::Resolution::Superfine) => Resolution::Superfine,
            },
            coding: match args.fax_coding {
                Some(args::Coding::Mh) | None => Coding::Mh,
                Some(args::Coding::Mr) => Coding::Mr,
                Some(args::Coding::Mmr) => Coding::Mmr,
            },
            rtc: args.rtc || program.is_some_and(sending::needs_rtc),
        },
        format: args
            .fax_format
            .or(wanted)
            .unwrap_or_else(|| args.file_format(output)),
        line: args.fax_line.unwrap_or_default(),
        cover: match args.cover {
            Some(args::Cover::Auto) | None => Cover::Auto,
            Some(args::Cover::Yes) => Cover::Yes,
            Some(args::Cover::No) => Cover::No,
        },
        program,
        via,
        gateway,
    }
}

impl Making {
    /// The format of the files.
    pub fn file(&self) -> output::Format {
        match self.format {
            FaxFormat::Tiff => output::Format::Fax,
            FaxFormat::Pdf => output::Format::Pdf,
            FaxFormat::Layout => output::Format::Layout,
        }
    }
}

/// Whether somebody is named, as a fax has to say.
///
/// # Errors
/// If nobody is.
pub fn check_sender(sender: &Sender) -> Result<(), Diagnostic> {
    if !sender.is_anonymous() {
        return Ok(());
    }
    let problem = Diagnostic::error("a fax says who sends it, and no sender is given");
    Err(problem.help("give `--name` or `--organization`, `--from FILE`, or save one with `protest-letter sender`"))
}

/// Notes on pictures that a fax cannot have.
pub fn notes(added: &Additions) -> Vec<Diagnostic> {
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

impl Run<'_> {
    /// The faxes of letters. `failed` gets why others could not be made, `notes` what is to be known.
    pub fn make(
        &self,
        letters: &[Letter],
        notes: &mut Problems,
        failed: &mut Problems,
    ) -> Vec<Fax> {
        let mut typesetter = Typesetter::default();
        let mut faxes = Vec::new();
        for letter in letters {
            let Some(target) = self.campaign.target(&letter.target) else {
                continue;
            };
            let lines = fax_lines::lines(target, self.criteria.date, self.making.line);
            let Some(lines) = failed.keep(lines) else {
                continue;
            };
            let note = call::language_note(self.campaign, letter, self.making.cover);
            notes.add_new(note.into_iter().collect());
            for line in lines {
                let call = FaxCall {
                    campaign: self.campaign,
                    sender: self.sender,
                    country: self.criteria.country,
                    number: &line.number,
                    cover: self.making.cover,
                };
                match typesetter.fax_to(letter, self.profile, call) {
                    Ok(document) => faxes.push(Fax {
                        name: line.name(&target.id),
                        target: target.id.clone(),
                        lang: letter.lang.clone(),
                        number: line.number,
                        document,
                    }),
                    Err(problems) => failed.add_new(named(&target.id, problems)),
                }
            }
        }
        faxes
    }

    /// Writes the faxes where they belong: one into a file, or each into a file of a folder. Returns how
    /// many were written; `failed` gets the problems of the others.
    pub fn deliver(
        &self,
        faxes: &[Fax],
        destination: &Destination,
        manner: Manner,
        failed: &mut Problems,
        console: Console,
    ) -> usize {
        let ending = match self.making.gateway {
            Some(_) => output::Format::Eml,
            None => self.making.file(),
        };
        let write = |fax: &Fax, path: &Path| {
            let order = self.order(fax, path)?;
            if let Some((beside, text)) = order.iter().find_map(|order| order.file.as_ref())
                && !manner.force
                && disk::exists(beside)?
                && !disk::holds(beside, text.as_bytes())?
            {
                return Err(disk::there_already(beside));
            }
            let drawn = self.drawn(fax);
            disk::write(path, &self.bytes(fax, &drawn)?, manner)?;
            let before = format!("wrote `{}`: ", path.display());
            self.tell(fax, &drawn, &before, console);
            order.map_or(Ok(()), |order| hand_over(&order, manner, console))
        };
        let result = match (destination, faxes) {
            (_, []) => return 0,
            (Destination::Folder(folder), _) => {
                if failed
                    .keep(disk::make_folder_for(folder, manner.readers))
                    .is_none()
                {
                    return 0;
                }
                let path = |fax: &Fax| -> PathBuf {
                    folder.join(format!("{}.{}", fax.name, ending.extension()))
                };
                let written = faxes.iter().map(|fax| failed.keep(write(fax, &path(fax))));
                return written.flatten().count();
            }
            (Destination::File(path), [fax]) => write(fax, path),
            (Destination::Standard, [fax]) => {
                let drawn = self.drawn(fax);
                self.bytes(fax, &drawn).and_then(|bytes| {
                    self.tell(fax, &drawn, "", console);
                    console.data(&bytes)
                })
            }
            (_, faxes) => Err(too_many(faxes)),
        };
        usize::from(failed.keep(result).is_some())
    }

    /// The pages as they will be on the line, whatever the file is.
    fn drawn(&self, fax: &Fax) -> Vec<Bitmap> {
        output::fax::pages(&[&fax.document], self.making.style.resolution)
    }

    /// The file: the pages, or the message that takes them to a gateway.
    fn bytes(&self, fax: &Fax, drawn: &[Bitmap]) -> Result<Vec<u8>, Diagnostic> {
        let bytes = self.pages(&fax.document, drawn)?;
        let Some(gateway) = &self.making.gateway else {
            return Ok(bytes);
        };
        let file = Attachment {
            name: format!("{}.{}", fax.name, self.making.file().extension()),
            kind: gateway::kind(self.making.format),
            bytes,
        };
        gateway.draft(
            self.sender,
            &fax.number,
            (self.criteria.date, &fax.lang),
            file,
        )
    }

    fn pages(&self, document: &Document, drawn: &[Bitmap]) -> Result<Vec<u8>, Diagnostic> {
        match self.making.format {
            FaxFormat::Tiff => Ok(tiff::write(drawn, self.making.style)),
            FaxFormat::Pdf => output::pdf::write(&[document])
                .map_err(|failure| Diagnostic::error(failure.to_string())),
            FaxFormat::Layout => Ok(output::description::write(&[document]).into_bytes()),
        }
    }

    /// What hands a file to the program that is to send it, if there is one.
    fn order(&self, fax: &Fax, path: &Path) -> Result<Option<Order>, Diagnostic> {
        let Some(program) = self.making.program else {
            return Ok(None);
        };
        let (_, height) = fax.document.paper;
        let job = sending::Job {
            path,
            number: &fax.number,
            country: &self.criteria.country.to_string(),
            rows: self.making.style.resolution,
            is_letter: height < Length::millimetres(290.0),
            from: self.sender.fax.as_deref(),
            via: self.making.via.as_deref(),
        };
        sending::order(program, job).map(Some)
    }

    /// Says to whom a fax goes, by which number, how many pages it has and how long they are on the line.
    fn tell(&self, fax: &Fax, drawn: &[Bitmap], before: &str, console: Console) {
        if console.quiet {
            return;
        }
        let seconds = airtime::seconds(drawn);
        let number = phone::readable(&fax.number);
        let dialled = phone::dialled(&fax.number, &self.criteria.country.to_string());
        let pages = match drawn.len() {
            1 => "1 page".to_owned(),
            n => format!("{n} pages"),
        };
        let target = &fax.target;
        console.inform(&format!(
            "{before}{target}, {number} (dial {dialled}), {pages}, about {seconds:.0} seconds on the line"
        ));
    }
}

/// Writes the file that hands a fax over, and prints the command.
fn hand_over(order: &Order, manner: Manner, console: Console) -> Result<(), Diagnostic> {
    if let Some((path, text)) = &order.file {
        disk::write(path, text.as_bytes(), manner)?;
    }
    console.data(format!("{}\n", order.command).as_bytes())
}

fn named(target: &str, problems: Problems) -> Vec<Diagnostic> {
    let named = |mut problem: Diagnostic| {
        problem.message = format!("{target}: {}", problem.message);
        problem
    };
    problems.0.into_iter().map(named).collect()
}

fn too_many(faxes: &[Fax]) -> Diagnostic {
    let names: Vec<&str> = faxes.iter().map(|fax| fax.name.as_str()).collect();
    let message = format!(
        "{} faxes do not go into one file: {}",
        faxes.len(),
        names.join(", ")
    );
    Diagnostic::error(message)
        .help("end the name of a folder with `/`, or choose one with `--fax-line`")
}
