//! `voice`: what one who writes says in one way, and several in another.
//!
//! `{{voice "I am" "We are"}}` is a shorter way to write `{{#if plural}}We are{{else}}I am{{/if}}`, wherever it
//! stands: it is made into that block, so that its texts are parts of the template like those around it.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::fields::is_refused;
use crate::letter::engine::reference::PLURAL;
use crate::letter::engine::syntax::{HelperTemplate, Parameter, Path, Template, TemplateElement};

/// The name of the helper.
pub(super) const NAME: &str = "voice";

/// Two ways to say something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Voice {
    /// The bytes of the file that it takes, from `{{` to `}}`.
    pub range: Range<usize>,
    /// The words of one writer.
    pub one: String,
    /// The words of several writers.
    pub several: String,
}

impl Voice {
    /// Reads the tag that begins at a place.
    pub(super) fn read(helper: &HelperTemplate, place: &Place) -> Result<Self, Diagnostic> {
        let Some((one, several)) = texts(helper) else {
            let message = format!("`{NAME}` takes two texts in quotes and nothing else");
            let help = format!(
                "such as `{{{{{NAME} \"I am\" \"We are\"}}}}`: what one person writes, and what several write"
            );
            return Err(Diagnostic::found(Code::TemplateSyntax, message)
                .at(place.clone())
                .help(help));
        };
        if one.contains("{{") || several.contains("{{") {
            let message =
                format!("a text of `{NAME}` holds `{{{{`, which would be printed as it is");
            let help = "put names beside it, or write `{{#if plural}}…{{else}}…{{/if}}`";
            return Err(Diagnostic::found(Code::TemplateSyntax, message)
                .at(place.clone())
                .help(help));
        }
        if one.chars().chain(several.chars()).any(is_refused) {
            let message =
                format!("a text of `{NAME}` holds a control character; expected one line");
            return Err(Diagnostic::found(Code::ControlCharacter, message).at(place.clone()));
        }
        let start = place.span.start;
        Ok(Self {
            range: start..start + length(&place.source.text[start..]),
            one: one.to_owned(),
            several: several.to_owned(),
        })
    }
}

/// Returns `true` if a value is a use of the helper.
pub(super) fn is_voice(helper: &HelperTemplate) -> bool {
    helper.name.as_name() == Some(NAME)
}

fn texts(helper: &HelperTemplate) -> Option<(&str, &str)> {
    match &helper.params[..] {
        [one, several] if helper.hash.is_empty() => Some((quoted(one)?, quoted(several)?)),
        _ => None,
    }
}

fn quoted(parameter: &Parameter) -> Option<&str> {
    match parameter {
        Parameter::Literal(value) => value.as_str(),
        _ => None,
    }
}

/// The bytes of the tag that a text begins with. A quoted text may hold what ends a tag.
fn length(text: &str) -> usize {
    let mut quote = None;
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        match quote {
            None if text[at..].starts_with("}}") => return at + 2,
            None => quote = matches!(c, '"' | '\'').then_some(c),
            Some(_) if is_escaped => is_escaped = false,
            Some(_) if c == '\\' => is_escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
        }
    }
    text.len()
}

/// Makes every use of the helper the block that it stands for. One that is wrong stays: its letter is never filled.
pub(super) fn make_blocks(template: &mut Template) {
    for element in &mut template.elements {
        let (TemplateElement::Expression(tag) | TemplateElement::HelperBlock(tag)) = element else {
            continue;
        };
        for inner in tag.template.iter_mut().chain(&mut tag.inverse) {
            make_blocks(inner);
        }
        if let TemplateElement::Expression(tag) = element
            && is_voice(tag)
            && let Some((one, several)) = texts(tag)
            && let Ok(plural) = Path::parse(&format!("@root/{PLURAL}"))
        {
            let mut block = tag.clone();
            block.name = Parameter::Name("if".to_owned());
            block.params = vec![Parameter::Path(plural)];
            block.template = Some(raw(several));
            block.inverse = Some(raw(one));
            block.block = true;
            *element = TemplateElement::HelperBlock(block);
        }
    }
}

fn raw(text: &str) -> Template {
    let mut template = Template::new();
    let text = TemplateElement::RawString(text.to_owned());
    template.elements.push(text);
    template
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;
    use crate::letter::engine::walk::Compiled;
    use crate::letter::engine::{Engine, Value};
    use crate::letter::markup::escape;
    use std::collections::BTreeMap;

    fn compile(text: &str) -> (Engine, Compiled) {
        let mut engine = Engine::new(escape);
        let whole = format!("+++\n{text}");
        let source = Source::new("letter", whole);
        let partial = Source::new("partial", "{{voice '*p*' 'q'}}");
        engine.add_part("p", &partial, 0..partial.text.len());
        let compiled = engine.add_part("t", &source, 4..source.text.len());
        (engine, compiled)
    }

    fn filled(text: &str) -> [String; 2] {
        let (engine, compiled) = compile(text);
        assert!(compiled.problems.is_empty(), "{:?}", compiled.problems);
        [false, true].map(|plural| {
            let one = Value::Map(BTreeMap::from([(
                "x".to_owned(),
                Value::Text("*".to_owned()),
            )]));
            let values = Value::Map(BTreeMap::from([
                (PLURAL.to_owned(), Value::Flag(plural)),
                ("one".to_owned(), one),
                ("all".to_owned(), Value::List(vec!["a".to_owned(); 2])),
            ]));
            engine.fill("t", &values).unwrap()
        })
    }

    #[test]
    fn its_texts_come_out_as_if_they_stood_there() {
        for (text, one, several) in [
            (
                r#"{{voice "I am" "We are"}} here"#,
                "I am here",
                "We are here",
            ),
            (
                r#"{{voice "*I*, & <b>" 'We "all"'}}"#,
                "*I*, & <b>",
                "We \"all\"",
            ),
            (r#"a{{voice "" " }} b"}}c"#, "ac", "a }} bc"),
            (
                r#"{{#each all}}{{voice "my" "our"}} {{this}} {{/each}}"#,
                "my a my a ",
                "our a our a ",
            ),
            (
                r#"{{#with one}}{{voice "I" "we"}} {{x}}{{/with}}"#,
                r"I \*",
                r"we \*",
            ),
            (
                r#"{{#if none}}{{else if one}}{{voice "I" "we"}}{{/if}}"#,
                "I",
                "we",
            ),
            (
                r#"{{#if none}}{{else}}{{voice "I" "we"}}{{/if}}"#,
                "I",
                "we",
            ),
            ("a {{> p}} b", "a *p* b", "a q b"),
            (
                "{{#if plural}}we{{else}}I{{/if}}{{#unless plural}}!{{/unless}}",
                "I!",
                "we",
            ),
        ] {
            assert_eq!(filled(text), [one, several], "{text}");
        }
    }

    #[test]
    fn it_is_found_where_it_stands() {
        let text = r#"ä {{#if x}}{{voice "}}" "\"'"}}{{/if}} {{voice 'a' 'b'}}"#;
        let compiled = compile(text).1;
        let whole = format!("+++\n{text}");
        let tags: Vec<&str> = compiled
            .voices
            .iter()
            .map(|voice| &whole[voice.range.clone()])
            .collect();
        assert_eq!(tags, [r#"{{voice "}}" "\"'"}}"#, "{{voice 'a' 'b'}}"]);
        let asked = compiled.used.iter().filter(|used| used.path == PLURAL);
        assert_eq!(asked.count(), 2);
    }

    #[test]
    fn anything_but_two_texts_is_one_error_at_its_place() {
        for tag in [
            "{{voice}}",
            r#"{{voice "I"}}"#,
            r#"{{voice "I" "we" "they"}}"#,
            r#"{{voice name "we"}}"#,
            r#"{{voice "I" 2}}"#,
            r#"{{voice one="I" several="we"}}"#,
            r#"{{voice "I" "we" x="y"}}"#,
            r#"{{voice "I" (voice "we" "they")}}"#,
            r#"{{voice "a\nb" "c"}}"#,
            r#"{{voise "I" "we"}}"#,
            r#"{{{voice "I" "we"}}}"#,
            r#"{{#voice "I" "we"}}{{/voice}}"#,
        ] {
            let compiled = compile(&format!("a\n{tag}")).1;
            let [problem] = &compiled.problems[..] else {
                panic!("{tag}: {:?}", compiled.problems)
            };
            let place = problem.place.as_ref().unwrap();
            assert_eq!((place.line(), place.span.start), (3, 6), "{tag}");
        }
    }

    #[test]
    fn a_text_that_cannot_be_read_is_found() {
        for text in ["\"a\nb\"", r#""a\*""#] {
            let compiled = compile(&format!("a\n\n{{{{voice {text} \"c\"}}}}")).1;
            let [problem] = &compiled.problems[..] else {
                panic!("{text}: {:?}", compiled.problems)
            };
            assert_eq!(problem.place.as_ref().unwrap().line(), 4, "{text}");
        }
    }
}
