//! The parts of a page: addresses, the letterhead, the flow of the text, what runs along the pages, the cover of a fax.

pub(crate) mod address;
pub(crate) mod block;
mod closing;
mod column;
pub(crate) mod cover;
pub(crate) mod flow;
pub(crate) mod letterhead;
pub(crate) mod paging;
pub(crate) mod running;
