//! The signers of the letters that are made again, found in the members file as it is now.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::batch::Request;
use crate::batch::record::chosen::Chosen;
use crate::batch::record::identity::identity;
use crate::batch::record::only::Only;
use crate::batch::record::picked::{PickedLetter, named};
use crate::diagnostic::{Diagnostic, Problems};
use crate::members::{Member, Row};

/// The letters by the rows that their signers have now.
#[derive(Debug, Default)]
pub(crate) struct Located {
    /// The letters.
    pub only: Only,
    /// The row that the first signer of a letter to a target had, by the row that it has now.
    pub then: BTreeMap<(String, usize), usize>,
    /// The letters whose first signer is in another line by now, in words.
    pub moved: Vec<String>,
}

/// A place of a member: the row and the line.
type Place = (usize, usize);

/// Lets a choice know which members of the members file sign with others.
///
/// # Errors
/// If the file cannot be read.
pub(crate) fn learn(request: &Request<'_>, chosen: &mut Chosen) -> Result<(), Problems> {
    members(request, |member| {
        chosen.learn_member(member.row, member.line, &identity(&member));
    })
}

/// Finds the signers of letters.
///
/// # Errors
/// If the members file cannot be read; all letters with a signer whom it does not have as then.
pub(crate) fn locate(request: &Request<'_>, letters: &[PickedLetter]) -> Result<Located, Problems> {
    let signers = letters.iter().flat_map(|letter| letter.member.split('+'));
    let mut places: HashMap<&str, Vec<Place>> = signers.map(|id| (id, Vec::new())).collect();
    members(request, |member| {
        if let Some(known) = places.get_mut(identity(&member).as_str()) {
            known.push((member.row, member.line));
        }
    })?;
    let mut found = Located::default();
    let (mut taken, mut gone) = (HashSet::new(), Vec::new());
    for letter in letters {
        let target = &letter.target;
        let places = if letter.row == 0 {
            Some(vec![(0, 0)])
        } else {
            signing(letter, &places, &mut taken)
        };
        let Some(places) = places else {
            gone.push(letter.told());
            continue;
        };
        let rows: Vec<usize> = places.iter().map(|(row, _)| *row).collect();
        let first = places.first().copied().unwrap_or_default();
        if first.1 != letter.line {
            let told = letter.told();
            found
                .moved
                .push(format!("{told} is of line {} now", first.1));
        }
        found.only.add(target, &rows);
        let now = rows.iter().min().copied().unwrap_or_default();
        found.then.insert((target.clone(), now), letter.row);
    }
    if gone.is_empty() {
        return Ok(found);
    }
    Err(not_there(request, &gone).into())
}

/// Hands every member of the members file to `take`.
fn members(request: &Request<'_>, mut take: impl FnMut(Member)) -> Result<(), Problems> {
    for row in request.rows()? {
        match row {
            Row::Member(member) => take(*member),
            Row::Broken(problem) => return Err(problem.into()),
            Row::NoConsent { .. } | Row::LeftOut(_) | Row::Bad(_) => {}
        }
    }
    Ok(())
}

/// Returns the places of the signers of a letter, the first signer first: where each was, else the first that no other
/// letter to the target has taken.
fn signing(
    letter: &PickedLetter,
    places: &HashMap<&str, Vec<Place>>,
    taken: &mut HashSet<(String, usize)>,
) -> Option<Vec<Place>> {
    let signers = letter.member.split('+').enumerate();
    let found = signers.map(|(n, signer)| {
        let known = places.get(signer)?;
        let then = known.iter().find(|(row, _)| n == 0 && *row == letter.row);
        let mut free = known
            .iter()
            .filter(|(row, _)| !taken.contains(&(letter.target.clone(), *row)));
        let place = then.or_else(|| free.next()).copied()?;
        taken.insert((letter.target.clone(), place.0));
        Some(place)
    });
    found.collect()
}

/// Returns the problem of letters with a signer whom the members file does not have as then.
fn not_there(request: &Request<'_>, gone: &[String]) -> Diagnostic {
    let message = format!(
        "`{}` does not have whoever signed these letters as then: {}",
        request.members.name(),
        named(gone)
    );
    let help = "the row was changed or removed, or does not agree any more: name the list that the letters were written \
                from with `--members`, or leave them out";
    Diagnostic::error(message).help(help)
}
