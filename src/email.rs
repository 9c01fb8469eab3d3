//! E-mail addresses, RFC 5321 section 4.1.2 and RFC 5322 section 3.4.1.
//!
//! The only module that names `email_address`.

use email_address::{EmailAddress, Options};

/// Whether `address` is a bare e-mail address with a domain of at least two labels.
pub fn is_valid(address: &str) -> bool {
    let options = Options::default()
        .without_display_text()
        .without_domain_literal();
    EmailAddress::parse_with_options(address, options.with_required_tld()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_valid;

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
}
