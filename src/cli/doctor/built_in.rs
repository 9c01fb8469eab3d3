//! What comes with the program: fonts, data of libraries, the campaign.

use std::path::Path;

use serde::Serialize;

use crate::campaign::{Campaign, SCHEMA};
use crate::cli::doctor::places;
use crate::cli::shared::plan;
use crate::font::{self, Family, Style};
use crate::{country, phone};

/// A library whose data decides what letters say or where they go.
#[derive(Serialize)]
pub(super) struct DataLibrary {
    /// What it knows.
    pub knows: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// The libraries with data.
pub(super) fn libraries() -> Vec<DataLibrary> {
    let known = [
        ("countries", country::LIBRARY),
        ("phone numbers", phone::LIBRARY),
    ];
    let library = |(knows, (name, version))| DataLibrary {
        knows,
        name,
        version,
    };
    known.into_iter().map(library).collect()
}

/// A family of fonts that is built in.
#[derive(Serialize)]
pub(super) struct FontRecord {
    /// Its name.
    pub name: &'static str,
    /// Its version, as the font says it.
    pub version: Option<String>,
    /// The number of its styles.
    pub styles: usize,
    /// The scripts that all of its styles have.
    pub scripts: Vec<&'static str>,
    /// The scripts that only some of its styles have.
    pub scripts_in_part: Vec<&'static str>,
}

/// Scripts, and letters of them that languages do not do without: accents and final forms.
const SCRIPTS: [(&str, &str); 4] = [
    ("Latin", "AZazÀßčŁőşŵẽ"),
    ("Greek", "ΑΩαςώΐ"),
    ("Cyrillic", "АЯаяёЇѓ"),
    ("Kazakh", "ӘәҒғҚқҢңӨөҰұҮүҺһІі"),
];

/// The fonts.
pub(super) fn fonts() -> Vec<FontRecord> {
    [Family::Serif, Family::Sans]
        .into_iter()
        .map(font)
        .collect()
}

fn font(family: Family) -> FontRecord {
    let styles = Style::ALL.into_iter();
    let styles: Vec<Style> = styles.filter(|style| style.family() == family).collect();
    let is_there = |style, c| font::glyph(style, c).is_some_and(|(glyph, _)| glyph != 0);
    let has = |style: &Style, letters: &str| letters.chars().all(|c| is_there(*style, c));
    let having = |letters| styles.iter().filter(|style| has(style, letters)).count();
    let scripts = |is_wanted: &dyn Fn(usize) -> bool| {
        let scripts = SCRIPTS.into_iter();
        let scripts = scripts.filter(|(_, letters)| is_wanted(having(letters)));
        scripts.map(|(script, _)| script).collect()
    };
    FontRecord {
        name: family.name(),
        version: styles.first().and_then(|style| style.version()),
        scripts: scripts(&|count| count == styles.len()),
        scripts_in_part: scripts(&|count| count > 0 && count < styles.len()),
        styles: styles.len(),
    }
}

/// The campaign that letters are written from.
#[derive(Serialize)]
pub(super) struct CampaignRecord {
    /// Its folder; none of the built-in one.
    pub folder: Option<String>,
    /// What it says of itself, if it can be read.
    pub content: Option<CampaignContent>,
    /// The number of errors in it.
    pub errors: usize,
}

/// What a campaign says of itself.
#[derive(Serialize)]
pub(super) struct CampaignContent {
    /// Its id.
    pub id: String,
    /// The version of the schema of its files.
    pub schema: i64,
    /// The first date that a letter may bear.
    pub from: String,
    /// The date of its newest source.
    pub verified: Option<String>,
    /// The number of offices.
    pub offices: usize,
    /// The languages.
    pub languages: Vec<String>,
}

/// The campaign of a folder, or the built-in one.
pub(super) fn campaign(folder: Option<&Path>) -> CampaignRecord {
    let read = plan::campaign(folder);
    CampaignRecord {
        folder: folder.map(places::shown),
        errors: read.as_ref().err().map_or(0, |problems| problems.0.len()),
        content: read.ok().map(content),
    }
}

fn content(campaign: Campaign) -> CampaignContent {
    CampaignContent {
        schema: SCHEMA,
        from: campaign.from.to_string(),
        verified: campaign.verified().map(|period| period.to_string()),
        offices: campaign.targets.len(),
        id: campaign.id,
        languages: campaign.languages,
    }
}
