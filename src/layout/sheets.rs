//! Sheets of labels and envelopes, filled one after the other.

use crate::calendar::Date;
use crate::page::stationery::Stationery;
use crate::page::{Document, Item, Page};

/// The most blocks of an address: the sender's and the recipient's.
const BLOCKS: usize = 2;

/// Sheets that are filled with addresses, one after the other.
#[derive(Debug)]
pub(crate) struct AddressSheets<'f> {
    form: &'f Stationery,
    title: String,
    date: Date,
    /// The next free place of the sheet, from 0.
    next: usize,
    page: Page,
}

impl<'f> AddressSheets<'f> {
    /// Creates sheets with a title and a date. The first one is free from a place on, counted from 0.
    pub(crate) fn new(form: &'f Stationery, title: &str, date: Date, free_from: usize) -> Self {
        Self {
            form,
            title: title.to_owned(),
            date,
            next: free_from,
            page: Page::default(),
        }
    }

    /// Puts an address that was set for the first place into the next one. Gives the sheet when it is full.
    pub(crate) fn add(&mut self, address: Vec<Item>) -> Option<Document> {
        let (right, down) = self.form.offset(self.next);
        let block = self.next * BLOCKS;
        let moved = address.into_iter().map(|item| item.moved(right, down));
        self.page
            .items
            .extend(moved.map(|item| numbered(item, block)));
        self.next += 1;
        if self.next < self.form.count() {
            return None;
        }
        self.next = 0;
        self.take()
    }

    /// Returns the last sheet, if there is an address on it.
    pub(crate) fn finish(mut self) -> Option<Document> {
        self.take()
    }

    fn take(&mut self) -> Option<Document> {
        let page = std::mem::take(&mut self.page);
        (!page.items.is_empty()).then(|| Document {
            lang: TITLE_LANGUAGE.to_owned(),
            title: self.title.clone(),
            author: None,
            date: self.date,
            keywords: Vec::new(),
            paper: self.form.paper,
            pages: vec![page],
        })
    }
}

/// The language of titles; every line of an address knows its own.
pub(crate) const TITLE_LANGUAGE: &str = "en";

/// Renumbers the block of an item, to be unlike those of other addresses.
fn numbered(mut item: Item, from: usize) -> Item {
    if let Item::Run(run) = &mut item {
        run.block += from;
    }
    item
}
