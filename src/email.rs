//! E-mail addresses, RFC 5321 section 4.1.2 and RFC 5322 section 3.4.1.
//!
//! The only module that names `email_address`.

use std::fmt;

use email_address::{EmailAddress, Options};

/// Whether `address` is a bare e-mail address with a domain of at least two labels.
pub fn is_valid(address: &str) -> bool {
    let options = Options::default()
        .without_display_text()
        .without_domain_literal();
    EmailAddress::parse_with_options(address, options.with_required_tld()).is_ok()
}

/// An address that can stand in every header, link and command as it is: a dot-atom, `@` and a domain
/// (RFC 5322, section 3.2.3), all of ASCII, and nothing else to a program: no option, and no file, folder or
/// pipe, which `mailx` takes by their first character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Reads an address; `None` for those with quotes, comments, spaces or letters beyond ASCII.
    ///
    /// ```
    /// use protest_letter::email::Address;
    /// assert!(Address::parse("london@mfa.kz").is_some());
    /// assert_eq!(Address::parse("\"a, b\"@mfa.kz"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (local, domain) = text.rsplit_once('@')?;
        let is_plain = local.chars().all(is_of_a_dot_atom) && domain.chars().all(is_of_a_domain);
        let is_no_order = text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let stands = is_plain && is_no_order && is_valid(text);
        stands.then(|| Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// Whether both are one: in the domain the case of letters says nothing (RFC 5321, section 2.4).
    ///
    /// ```
    /// use protest_letter::email::Address;
    /// let [one, other] = ["london@mfa.kz", "london@MFA.kz"].map(|text| Address::parse(text).unwrap());
    /// assert!(one.is(&other));
    /// ```
    pub fn is(&self, other: &Self) -> bool {
        self.local() == other.local() && self.domain().eq_ignore_ascii_case(other.domain())
    }

    /// What stands before the `@`.
    fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// RFC 5322, section 3.2.3: `atext` and the dot.
fn is_of_a_dot_atom(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
}

fn is_of_a_domain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.')
}

/// An address and whose it is (RFC 5322, section 3.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    name: Option<String>,
    address: Address,
}

impl Mailbox {
    /// A mailbox; the name becomes one line of text.
    pub fn new(name: Option<&str>, address: Address) -> Self {
        let name = name.map(one_line).filter(|name| !name.is_empty());
        Self { name, address }
    }

    /// Whose it is, one line without control characters.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The address.
    pub fn address(&self) -> &Address {
        &self.address
    }
}

/// A text as a header holds it: on one line, without control characters, nothing around it, and one space where
/// there were more: a long line is folded at spaces, and readers disagree on how many of them stood there.
pub fn one_line(text: &str) -> String {
    let parts = |c: char| c == ' ' || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let words: Vec<&str> = text.split(parts).filter(|word| !word.is_empty()).collect();
    words.join(" ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bare_address_is_valid() {
        assert!(is_valid("london@mfa.kz"));
        for bad in [
            "london",
            "london@",
            "a b@mfa.kz",
            "A <a@mfa.kz>",
            "a@localhost",
            "a@mfa.kz\nb",
        ] {
            assert!(!is_valid(bad), "{bad}");
        }
    }

    #[test]
    fn an_address_of_a_message_is_plain() {
        for good in ["london@mfa.kz", "o'neil+kz@a-b.example", "a.b@x.xn--p1ai"] {
            assert_eq!(Address::parse(good).unwrap().as_str(), good);
        }
        for bad in [
            "a@mfa.kz\nBcc: b@x.kz",
            "a@mfa.kz, b@x.kz",
            "a@b@mfa.kz",
            "\"a b\"@mfa.kz",
            "\"a@x.kz,\"@mfa.kz",
            "(a)b@mfa.kz",
            "посол@mfa.kz",
            "a@mfa.қаз",
            "-oQ/tmp@mfa.kz",
            "|touch@mfa.kz",
            "/tmp/box@mfa.kz",
            "+box@mfa.kz",
            "a@[127.0.0.1]",
            "a@mfa.kz\0",
            "",
            "@",
        ] {
            assert_eq!(Address::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_name_is_one_line() {
        let address = Address::parse("a@x.kz").unwrap();
        let of = |name| {
            Mailbox::new(Some(name), address.clone())
                .name()
                .map(str::to_owned)
        };
        assert_eq!(
            of("Ana\r\nBcc: b@x.kz\0\u{7} c\u{2028}d").as_deref(),
            Some("Ana Bcc: b@x.kz c d")
        );
        assert_eq!(of(" \n "), None);
    }
}
