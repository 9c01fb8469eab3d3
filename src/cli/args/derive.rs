//! The part of clap that arguments are declared and read with. No other file names it.

pub(super) use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
pub(super) use clap::error::ErrorKind;
pub(super) use clap::{Args, CommandFactory, Error, Parser, Subcommand, ValueEnum, ValueHint};
