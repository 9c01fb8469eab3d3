//! The additions of a run to the text of its letters, with their pictures read.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Problems};
use crate::disk;
use crate::letter::Channel;
use crate::letter::furniture::Additions;
use crate::limits;
use crate::picture::{LOGO, Picture, Print, SIGNATURE};
use crate::sender::{self, Sender};

/// The additions to the text of the letters. Pictures are read for letters that are set on pages.
///
/// # Errors
/// Every line that is none, and every picture that cannot be printed.
pub(crate) fn additions(
    reference: Option<&str>,
    enclosures: &[String],
    sender: &Sender,
    (channel, has_pages): (Channel, bool),
) -> Result<Additions, Problems> {
    let mut problems = Problems::default();
    let mut line = |key, text: &str| problems.keep(sender::one_line(key, text)).flatten();
    let mut added = Additions {
        reference: reference.and_then(|text| line("--reference", text)),
        enclosures: enclosures
            .iter()
            .filter_map(|text| line("--enclosure", text))
            .collect(),
        channel,
        ..Additions::default()
    };
    if has_pages {
        let logo = sender.letterhead.as_ref().and_then(|h| h.logo.as_deref());
        added.logo = logo.and_then(|path| problems.keep(picture(path, LOGO)));
        let signature = sender.signature.as_deref();
        added.signature = signature.and_then(|path| problems.keep(picture(path, SIGNATURE)));
    }
    if added.signature.is_some() && sender.is_anonymous() {
        let problem = Diagnostic::error("the signature is nobody's: no sender is named");
        problems.push(problem.help("give `--name` or `--organization`"));
    }
    if problems.has_errors() {
        Err(problems)
    } else {
        Ok(added)
    }
}

fn picture(path: &Path, print: Print) -> Result<Picture, Diagnostic> {
    let bytes = disk::read_bytes(path, limits::PICTURE)?;
    Picture::from_png(&path.display().to_string(), &bytes, print)
}
