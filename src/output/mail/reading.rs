//! Messages that were written, read again.
//!
//! The only module that names `mail_parser`: another library than the one that wrote them.

use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Address, MessageParser};

/// What a message says.
#[derive(Debug, PartialEq, Eq)]
pub struct Received {
    /// The address of its sender.
    pub from: Option<String>,
    /// The addresses that it goes to.
    pub to: Vec<String>,
    /// Its text, lines ending with LF.
    pub text: String,
}

/// Reads a message, which has a text; `None` if it is none.
pub fn message(bytes: &[u8]) -> Option<Received> {
    let message = MessageParser::new().parse(bytes)?;
    let from = message.from().and_then(Address::first);
    let from = from.and_then(|from| from.address()).map(str::to_owned);
    let to = message.to().into_iter().flat_map(Address::iter);
    let to = to.filter_map(|to| to.address()).map(str::to_owned);
    let to = to.collect();
    let text = message.body_text(0)?.replace("\r\n", "\n");
    Some(Received { from, to, text })
}

/// The messages of an mbox (mboxrd).
pub fn of_mbox(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let messages = MessageIterator::new(bytes);
    // What is in memory can be read.
    let messages = messages.map_while(Result::ok);
    messages.map(|message| {
        let mut bytes = message.unwrap_contents();
        // The empty line that ends it.
        bytes.pop_if(|byte| *byte == b'\n');
        bytes
    })
}
