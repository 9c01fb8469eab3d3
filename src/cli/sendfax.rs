//! The command that hands a fax to `HylaFAX`.

use std::path::Path;

use crate::output::fax::Resolution;
use crate::shell::quoted;

/// What `sendfax` has to be told of a file. Options come before `-d`: what follows it is for the next job.
#[derive(Clone, Copy, Debug)]
pub struct File<'f> {
    /// Where it is.
    pub path: &'f Path,
    /// The number as it is dialled, with the marks of people in it.
    pub number: &'f str,
    /// Its resolution: a file that is not sent in its own is drawn anew, and worse.
    pub resolution: Resolution,
    /// Whether the sheet is US Letter, not A4.
    pub is_letter: bool,
}

/// The command that queues the file, for a shell; none for a resolution that `sendfax` has no option for.
pub fn command(file: File<'_>) -> Option<String> {
    let resolution = match file.resolution {
        Resolution::Standard => "-l",
        Resolution::Fine => "-m",
        Resolution::Superfine => return None,
    };
    let size = if file.is_letter { "na-let" } else { "a4" };
    let number = dialled(file.number);
    let path = file.path.display().to_string();
    // A name that begins like an option is no option.
    let path = match path.strip_prefix('-') {
        Some(_) => format!("./{path}"),
        None => path,
    };
    let path = quoted(&path);
    Some(format!(
        "sendfax -n {resolution} -s {size} -d {number} {path}"
    ))
}

/// The digits of a number, and what modems wait for a dial tone at.
fn dialled(number: &str) -> String {
    let kept = number.chars().filter_map(|c| match c {
        '0'..='9' => Some(c),
        '~' => Some('W'),
        _ => None,
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, number: &str, resolution: Resolution) -> Option<String> {
        command(File {
            path: Path::new(path),
            number,
            resolution,
            is_letter: false,
        })
    }

    #[test]
    fn a_command_has_the_resolution_of_its_file_and_its_options_before_the_number() {
        let fine = of("out/a.tif", "00 7 7172 97 60 00", Resolution::Fine);
        let expected = "sendfax -n -m -s a4 -d 0077172976000 out/a.tif";
        assert_eq!(fine.as_deref(), Some(expected));
        let standard = of("a b's.tif", "8~10 44 20 7930 8990", Resolution::Standard);
        let expected = r"sendfax -n -l -s a4 -d 8W10442079308990 'a b'\''s.tif'";
        assert_eq!(standard.as_deref(), Some(expected));
        assert_eq!(of("a.tif", "1", Resolution::Superfine), None);
        let option = of("-rf.tif", "1", Resolution::Fine).unwrap();
        assert!(option.ends_with("-d 1 ./-rf.tif"), "{option}");
    }
}
