//! Whether a list is what was said of it.

use crate::diagnostic::Diagnostic;
use crate::members::content::{Content, ListFormat};
use crate::members::options::ListOptions;

/// Checks that it may be what `options` say.
///
/// # Errors
/// If it is not, or something was said that it cannot have.
pub(super) fn check(content: Content, name: &str, options: &ListOptions) -> Result<(), Diagnostic> {
    let may_be: &[Content] = match options.format {
        Some(ListFormat::Csv | ListFormat::Tsv) => &[Content::Text],
        Some(ListFormat::Xlsx | ListFormat::Xls) => &[Content::Packed, Content::Compound],
        Some(ListFormat::Ods) => &[Content::Packed],
        Some(ListFormat::Vcf) => &[Content::Cards],
        None => &[
            Content::Text,
            Content::Packed,
            Content::Compound,
            Content::Cards,
        ],
    };
    let what = content.what();
    if let Some(said) = options.format.filter(|_| !may_be.contains(&content)) {
        return Err(not_said(name, what, said));
    }
    let is_workbook = matches!(content, Content::Packed | Content::Compound);
    if let Some(sheet) = options.sheet.as_deref().filter(|_| !is_workbook) {
        let message = format!("`{name}` is {what}; expected a workbook with a sheet `{sheet}`");
        let option = options.sheet_option.word();
        let help = format!("leave `{option}` out, or give the workbook");
        return Err(Diagnostic::error(message).help(help));
    }
    if let Some(encoding) = options.encoding.filter(|_| is_workbook) {
        let encoding = encoding.name();
        let message = format!("`{name}` is {what}; expected a text in {encoding}");
        let help =
            "leave `--encoding` out, or give the text: a workbook says itself how it is encoded";
        return Err(Diagnostic::error(message).help(help));
    }
    Ok(())
}

/// Checks that a workbook is of the format that was named, if one was.
///
/// # Errors
/// If it is of another.
pub(super) fn check_workbook(
    name: &str,
    found: ListFormat,
    said: Option<ListFormat>,
) -> Result<(), Diagnostic> {
    let what = match found {
        ListFormat::Ods => "a workbook of LibreOffice (ods)",
        ListFormat::Xls => "a workbook of Excel before 2007 (xls)",
        _ => "a workbook of Excel since 2007 (xlsx)",
    };
    match said.filter(|said| *said != found) {
        Some(said) => Err(not_said(name, what, said)),
        None => Ok(()),
    }
}

fn not_said(name: &str, what: &str, said: ListFormat) -> Diagnostic {
    let message = format!(
        "`{name}` is {what}; expected {}, as `--members-format` says",
        said.word()
    );
    let help = "leave `--members-format` out: the file itself tells what it is";
    Diagnostic::error(message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::encoding::Encoding;

    #[test]
    fn what_was_said_has_to_be_right() {
        let sheet = ListOptions {
            sheet: Some("A".to_owned()),
            ..ListOptions::default()
        };
        let encoding = ListOptions {
            encoding: Some(Encoding::UTF_8),
            ..ListOptions::default()
        };
        let of = |format| ListOptions {
            format: Some(format),
            ..ListOptions::default()
        };
        for (content, options, part) in [
            (
                Content::Text,
                of(ListFormat::Xlsx),
                "is a text; expected xlsx",
            ),
            (
                Content::Compound,
                of(ListFormat::Ods),
                "is a workbook; expected ods",
            ),
            (
                Content::Text,
                sheet.clone(),
                "is a text; expected a workbook with a sheet `A`",
            ),
            (
                Content::Cards,
                sheet.clone(),
                "is an address book; expected a workbook",
            ),
            (
                Content::Packed,
                encoding.clone(),
                "is a workbook; expected a text in UTF-8",
            ),
        ] {
            let problem = check(content, "x", &options).unwrap_err();
            assert!(problem.message.contains(part), "{problem:?}");
            assert!(problem.help[0].starts_with("leave `--"), "{problem:?}");
        }
        for (content, options) in [
            (Content::Text, of(ListFormat::Tsv)),
            (Content::Packed, of(ListFormat::Xls)),
            (Content::Packed, sheet),
            (Content::Text, encoding.clone()),
            (Content::Cards, encoding),
        ] {
            assert!(check(content, "x", &options).is_ok(), "{content:?}");
        }
    }

    #[test]
    fn a_workbook_is_of_the_format_that_was_named() {
        let check = |found, said| check_workbook("x", found, said);
        assert!(check(ListFormat::Ods, None).is_ok());
        assert!(check(ListFormat::Xls, Some(ListFormat::Xls)).is_ok());
        let problem = check(ListFormat::Ods, Some(ListFormat::Xlsx)).unwrap_err();
        let part = "is a workbook of LibreOffice (ods); expected xlsx";
        assert!(problem.message.contains(part), "{problem:?}");
    }
}
