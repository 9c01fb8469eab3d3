//! The page of the documentation on campaigns, as it stands beside one.
//!
//! In the documentation it links to other pages. Those are not in the folder of a campaign, so that the copy names them
//! instead.

/// Its name in the folder of a campaign.
pub(super) const NAME: &str = "campaign.md";

/// The page in the documentation.
const PAGE: &str = include_str!("../../../docs/campaign.md");

/// The text above the copy.
const HEAD: &str = concat!(
    "<!-- This is docs/campaign.md of protest-letter ",
    env!("CARGO_PKG_VERSION"),
    ". The other pages that it names are where the program is installed: share/doc/protest-letter/docs. -->\n\n"
);

/// Returns the copy.
pub(super) fn text() -> String {
    HEAD.to_owned() + &without_links(PAGE)
}

/// Returns a page with the links to other pages as text.
fn without_links(page: &str) -> String {
    let mut copy = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once('[') {
        copy += before;
        rest = if let Some((text, page, behind)) = link(after) {
            copy += &named(text, page);
            behind
        } else {
            copy.push('[');
            after
        };
    }
    copy + rest
}

/// Returns the text of a link to another page, that page, and what stands behind the link.
fn link(after: &str) -> Option<(&str, &str, &str)> {
    let (text, target) = after.split_once("](")?;
    let (target, behind) = target.split_once(')')?;
    let (page, _) = target.split_once('#').unwrap_or((target, ""));
    let (_, ending) = page.rsplit_once('.')?;
    let is_outside = ending == "md" && !page.contains(':') && !text.contains(['[', '\n']);
    is_outside.then_some((text, page, behind))
}

/// Returns the words for a link.
fn named(text: &str, page: &str) -> String {
    if text == page {
        return format!("docs/{page}");
    }
    format!("{text} (docs/{page})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_other_pages_become_their_names() {
        let page = "`[[target]]` and [x, y]: [dates](#dates), [truth.md](truth.md) and a\n\
            [fax](fax.md#covers), [Handlebars](https://handlebarsjs.com/guide/).\n";
        let copy = "`[[target]]` and [x, y]: [dates](#dates), docs/truth.md and a\n\
            fax (docs/fax.md), [Handlebars](https://handlebarsjs.com/guide/).\n";
        assert_eq!(without_links(page), copy);
    }

    #[test]
    fn no_link_of_the_copy_leads_out_of_the_folder() {
        let copy = text();
        let links = copy.split("](").skip(1);
        let mut outside = links.filter(|link| !link.starts_with('#') && !link.starts_with("http"));
        assert_eq!(outside.next(), None);
        assert!(copy.contains("docs/truth.md"));
    }
}
