//! The campaign: everything that `targets.toml` and `letters/` say, read and judged.
//!
//! Owns the schema of a campaign folder. Leaves reading files to `disk`, choosing among targets to
//! `selection` and filling templates to `letter`. In: a [`Folder`] of texts. Out: a [`Campaign`], or
//! every problem of every file. Invariant: whatever is in a [`Campaign`] has the right type, a known
//! language, country, kind and range of dates, and ids are unique.

pub(crate) mod argument;
pub(crate) mod audience;
pub(crate) mod channel;
pub(crate) mod claims;
pub(crate) mod dated;
pub mod embedded;
pub(crate) mod exclusion;
pub mod fax;
mod folder;
mod followers;
pub mod forms;
mod history;
pub mod ids;
mod layout;
mod model;
pub(crate) mod office;
mod read_campaign;
mod read_letters;
mod read_target;
pub(crate) mod slot;
mod solidarity;
pub(crate) mod standing;
pub mod target;
pub mod template;
pub(crate) mod texts;
pub mod unread;

pub use folder::{Folder, PROFILES, TARGETS};
pub use model::Campaign;
pub use read_campaign::SCHEMA;
