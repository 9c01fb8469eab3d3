//! A letter that lists demands and has none is an error, unless the list is there only if there are some, wherever
//! the template says so.

use std::collections::BTreeMap;

use protest_letter::calendar::Date;
use protest_letter::campaign::{Campaign, embedded};
use protest_letter::diagnostic::Source;
use protest_letter::letter::recipe::Recipe;

const LIST: &str = "{{#each demands}}\n- {{this}};\n{{/each}}\n";

/// Whether the letter to the President is refused where nothing is asked of the government, with such a text.
fn is_refused(text: &str) -> bool {
    let mut folder = embedded::folder();
    let file = folder.files.get_mut("targets.toml").unwrap();
    let lines = file.text.split_inclusive('\n').map(|line| {
        if line.starts_with("for = ") {
            line.replace("\"government\"", "\"press\"")
        } else {
            line.to_owned()
        }
    });
    *file = Source::new("targets.toml", lines.collect::<String>());
    let name = "letters/en/government.md";
    let letter = &folder.files[name].text;
    let (head, _) = letter.rsplit_once("\n+++\n").unwrap();
    let letter = format!("{head}\n+++\n{text}\n");
    folder
        .files
        .insert(name.to_owned(), Source::new(name, letter));
    let partials = [
        ("list", LIST.to_owned()),
        ("asked", format!("{{{{#if demands}}}}\n{LIST}{{{{/if}}}}")),
    ];
    for (id, text) in partials {
        let name = format!("letters/en/partials/{id}.md");
        folder.files.insert(name.clone(), Source::new(&name, text));
    }
    let campaign = Campaign::read(&folder).0.unwrap();
    let template = campaign.template("government", "en").unwrap();
    let recipe = Recipe::new(&campaign, template).unwrap();
    let date = Date::parse("2026-12-01").unwrap();
    recipe
        .check_demands(campaign.target("president").unwrap(), date)
        .is_err()
}

#[test]
fn a_list_of_demands_is_asked_for_where_the_template_says() {
    let texts = BTreeMap::from([
        (LIST.to_owned(), true),
        (format!("{{{{#if demands}}}}\n{LIST}{{{{/if}}}}"), false),
        (
            format!("{{{{#if demands}}}}\nyes\n{{{{else}}}}\n{LIST}{{{{/if}}}}"),
            true,
        ),
        (
            format!("{{{{#unless demands}}}}\nno\n{{{{else}}}}\n{LIST}{{{{/unless}}}}"),
            false,
        ),
        (
            format!("{{{{#unless demands}}}}\n{LIST}{{{{/unless}}}}"),
            true,
        ),
        (format!("{{{{#if facts.toll}}}}\n{LIST}{{{{/if}}}}"), true),
        ("{{> list}}".to_owned(), true),
        ("{{> asked}}".to_owned(), false),
        ("{{#if demands}}\n{{> list}}\n{{/if}}".to_owned(), false),
        (
            "{{#if demands}}\n{{> list}}\n{{/if}}\n\n{{> list}}".to_owned(),
            true,
        ),
        ("no partial is used".to_owned(), false),
    ]);
    for (text, refused) in texts {
        assert_eq!(is_refused(&text), refused, "{text}");
    }
}
