//! The campaign: everything that `targets.toml` and `letters/` say, read and judged.
//!
//! Owns the schema of a campaign folder. Leaves reading files to `disk`, choosing among targets to
//! `selection` and filling templates to `letter`. In: a [`Folder`] of texts. Out: a [`Campaign`], or
//! every problem of every file. Invariant: whatever is in a [`Campaign`] has the right type, a known
//! language, country, kind and range of dates, and ids are unique.

pub mod argument;
pub mod audience;
pub mod channel;
pub mod claims;
pub mod dated;
pub mod embedded;
pub mod exclusion;
pub mod fax;
mod folder;
pub mod forms;
mod history;
pub mod ids;
mod model;
pub mod office;
mod read_campaign;
mod read_target;
pub mod slot;
mod solidarity;
pub mod standing;
pub mod target;
pub mod template;
pub mod texts;

pub use folder::{Folder, PROFILES, TARGETS};
pub use model::Campaign;
pub use read_campaign::SCHEMA;
