//! The JSON Schemas of the files that people write: editors complete and check them by these.
//!
//! A test holds that a schema has the keys that the reader of the file asks for, with their kinds.

macro_rules! files {
    ($($name:literal),*) => {
        &[$((
            concat!("schemas/", $name, ".json"),
            include_str!(concat!("../../../schemas/", $name, ".json")),
        )),*]
    };
}

/// The files: their paths in a campaign folder, and their texts.
pub(super) const FILES: &[(&str, &str)] = files!["targets", "forms", "profiles", "sender"];

#[cfg(test)]
mod tests;
