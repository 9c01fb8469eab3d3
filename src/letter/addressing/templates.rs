//! The templates in forms of address: compiled, judged and filled.

use crate::campaign::forms::Form;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::fields::Text;
use crate::letter::engine::{Engine, PARTIAL, PLURAL, Reference, Value};

/// Compiles texts of forms, and judges the names in them.
pub(in crate::letter) fn compiled<'c>(
    texts: impl Iterator<Item = (&'c Form, &'c Text)>,
    problems: &mut Problems,
) -> Engine {
    let mut engine = Engine::new(str::to_owned);
    for (form, text) in texts {
        let found = engine.add_value(&name(text), &text.value, &text.place);
        problems.0.extend(found.problems);
        let unknown = found.used.iter().filter_map(|used| unknown(form, used));
        problems.0.extend(unknown);
    }
    engine
}

/// A text of a form, filled.
///
/// # Errors
/// A name without a value.
pub(super) fn fill(engine: &Engine, text: &Text, values: &Value) -> Result<String, Problems> {
    let filled = engine.fill(&name(text), values);
    filled.map_err(|error| error.problem.into())
}

/// The name of a template of a form in the engine.
fn name(text: &Text) -> String {
    let place = &text.place;
    format!("{} {}", place.source.name, place.span.start)
}

/// The problem of a name in a template of a form, if it has one.
fn unknown(form: &Form, used: &Reference) -> Option<Diagnostic> {
    let problem = match (used.path.as_str(), form.gender) {
        ("office" | "office_plain", _) | ("holder" | "called", Some(_)) => return None,
        (name @ ("holder" | "called"), None) => {
            let message = "a form without `gender` serves where no holder is named";
            let help = format!("take `{{{{{name}}}}}` out, or give the form a `gender`");
            Diagnostic::found(Code::UnknownVariable, message).help(help)
        }
        (PLURAL, _) => {
            let message = "`voice` and `plural` are for letters, not for forms of address";
            Diagnostic::found(Code::NotInLetters, message)
                .help("write what one person and several both can say")
        }
        (other, _) => {
            let message = format!("unknown variable `{}`", other.trim_start_matches(PARTIAL));
            let help = "a form of address knows `office`, `office_plain`, `holder` and `called`";
            Diagnostic::found(Code::UnknownVariable, message).help(help)
        }
    };
    Some(problem.at(used.place.clone()))
}
