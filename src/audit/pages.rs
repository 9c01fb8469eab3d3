//! The pages of a letter, in every profile of paper and of faxes.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::faults::PageFaults;
use crate::calendar::Date;
use crate::campaign::Campaign;
use crate::campaign::target::Target;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::layout::Typesetter;
use crate::layout::call::{self, FaxCall};
use crate::layout::sending::Cover;
use crate::letter::Letter;
use crate::page::profile::{MOST_LINES, Profile};
use crate::page::profiles;
use crate::sender::Sender;

/// More pages are too many whatever the profile, and whoever gets the letter.
const MANY: usize = 3;

/// Sets letters in every profile and collects their faults.
pub(super) struct PageAudit<'c> {
    campaign: &'c Campaign,
    papers: Vec<Profile>,
    faxes: Vec<Profile>,
    typesetter: Typesetter,
    /// The letters, by language and template, that are much too long: to set them for every target takes long.
    long: BTreeSet<(String, String)>,
    /// The targets whose addresses are too long for a small window, by the name of its profile.
    crowded: BTreeMap<String, BTreeSet<&'c str>>,
}

/// The sender, the target and the date of a letter.
#[derive(Clone, Copy)]
pub(super) struct SampleLetter<'s, 'c> {
    /// The sender.
    pub sender: &'s Sender,
    /// The target.
    pub target: &'c Target,
    /// The date of the letter.
    pub date: Date,
    /// True if it is faxed too.
    pub is_faxed: bool,
}

impl<'c> PageAudit<'c> {
    /// Reads every profile that the letters of a campaign can be set in. If one of its own is wrong, that is reported,
    /// and the letters are set in the built-in ones.
    pub(super) fn new(campaign: &'c Campaign, problems: &mut Problems) -> Option<Self> {
        let own = profiles::all(campaign.profiles.as_ref());
        let papers = problems.keep(own);
        let papers = papers.or_else(|| problems.keep(profiles::built_in()))?;
        Some(Self {
            campaign,
            papers,
            faxes: problems.keep(profiles::of_faxes())?,
            typesetter: Typesetter::default(),
            long: BTreeSet::new(),
            crowded: BTreeMap::new(),
        })
    }

    /// Finds the faults of the pages of a letter, with their profiles and places in the data. Of a letter that
    /// is much too long, that is found once.
    pub(super) fn faults(&mut self, letter: &Letter, sent: SampleLetter<'_, 'c>) -> PageFaults {
        let mut faults = PageFaults::default();
        if self.long.contains(&key(letter)) {
            return faults;
        }
        self.on_paper(letter, &sent.target.id, &mut faults);
        // One line stands for the others: nothing but the number is different.
        let numbers = sent.target.fax_numbers(sent.date);
        let is_faxed = sent.is_faxed && !self.long.contains(&key(letter));
        if let Some(number) = numbers.first().filter(|_| is_faxed) {
            self.by_fax(letter, sent.sender, &number.value, &mut faults);
        }
        faults
    }

    fn on_paper(&mut self, letter: &Letter, target: &'c str, faults: &mut PageFaults) {
        for profile in &self.papers {
            let name = &profile.name;
            if profile.lines < MOST_LINES && !self.typesetter.has_room(letter, profile) {
                self.crowded.entry(name.clone()).or_default().insert(target);
                continue;
            }
            match self.typesetter.set(letter, profile) {
                Ok(document) if document.pages.len() == 1 => {}
                Ok(document) => {
                    let message = format!("{} pages, expected one,", document.pages.len());
                    let problem = Diagnostic::found(Code::TooManyPages, message);
                    faults.add(problem.because_of("the letter").into(), name);
                    if document.pages.len() > MANY {
                        self.long.insert(key(letter));
                        return;
                    }
                }
                Err(found) => faults.add(found, name),
            }
        }
    }

    /// Faxes have as many pages as they need, and a cover where the language has the words for it.
    fn by_fax(&mut self, letter: &Letter, sender: &Sender, number: &str, faults: &mut PageFaults) {
        let call = FaxCall {
            campaign: self.campaign,
            sender,
            country: self.campaign.country,
            number,
            cover: call::words(self.campaign, letter).map_or(Cover::No, |_| Cover::Yes),
        };
        for profile in &self.faxes {
            if let Err(found) = self.typesetter.fax_to(letter, profile, call) {
                faults.add(found, &profile.name);
            }
        }
    }

    /// Notes windows too small for an address: a window that is known to be small is no mistake of the campaign.
    pub(super) fn report_crowded(self, problems: &mut Problems) {
        for (name, targets) in self.crowded {
            let targets: Vec<&str> = targets.into_iter().collect();
            let message = format!(
                "the window of `{name}` is too small for the address of `{}`",
                targets.join("`, `")
            );
            problems.push(
                Diagnostic::found(Code::SmallWindow, message)
                    .help("take another `--profile` for them"),
            );
        }
    }
}

fn key(letter: &Letter) -> (String, String) {
    (letter.lang.clone(), letter.template.clone())
}
