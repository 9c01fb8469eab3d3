//! The part of clap that arguments are declared and read with. No other file names it.

pub use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
pub use clap::error::ErrorKind;
pub use clap::{Args, CommandFactory, Error, Parser, Subcommand, ValueEnum, ValueHint};
