//! The programs that send faxes, and the commands that hand a file to them.
//!
//! Nothing is sent from here. A command is printed as a person gives it to a shell; what a program would read
//! as something else than a name or a number is quoted for it, or refused.

mod asterisk;
mod dialing;
mod efax;
mod freeswitch;
mod hylafax;
pub(crate) mod job;
pub(crate) mod programs;
