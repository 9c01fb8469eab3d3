//! The part of clap that arguments are declared, read and explained with. No other file names it.

pub(super) use clap::builder::{PossibleValue, PossibleValuesParser, StyledStr, TypedValueParser};
pub(super) use clap::error::ErrorKind;
pub(super) use clap::{
    ArgAction, Args, Command, CommandFactory, Error, Parser, Subcommand, ValueEnum, ValueHint,
};
