//! Channels: the ways to reach an office.

/// A channel: the way a letter goes to its target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Channel {
    /// By post.
    #[default]
    Post,
    /// By fax.
    Fax,
    /// By e-mail.
    Email,
    /// Read out on the phone.
    Phone,
    /// Typed into what its web page offers.
    Web,
}

impl Channel {
    /// Every channel that can be asked for, in the order of how soon a letter arrives whole and can be answered.
    pub const ALL: [Self; 4] = [Self::Email, Self::Fax, Self::Post, Self::Phone];

    /// The word for it on the command line and in manifests.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Fax => "fax",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Web => "web",
        }
    }

    /// The channel of a word.
    pub fn parse(word: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter().chain([Self::Web]);
        all.find(|channel| channel.name() == word)
    }
}
