//! The parts of a page: addresses, the letterhead, the flow of the text, what runs along the pages, the cover of a fax.

pub mod address;
pub mod block;
mod closing;
mod column;
pub mod cover;
pub mod flow;
pub mod letterhead;
pub mod paging;
pub mod running;
