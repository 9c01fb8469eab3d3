//! The members file: who signs, when it is many.
mod decoding;
mod records;
