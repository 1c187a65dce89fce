//! An address at a messenger: which one, and who there.

use std::fmt;

use super::Phone;

codes! {
    /// A messenger through which people report.
    pub enum Messenger {
        /// WhatsApp: people are telephone numbers.
        Whatsapp = "whatsapp",
        /// Telegram: people are numbers of private chats.
        Telegram = "telegram",
    }
}

/// `whatsapp:+62…` or `telegram:12345`. Not printed by accident: `Debug` is redacted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChatAddress(String);

impl ChatAddress {
    /// The WhatsApp account of a number, written with or without the plus before the country code.
    #[must_use]
    pub fn whatsapp(number: &str) -> Option<Self> {
        let digits = number.strip_prefix('+').unwrap_or(number);
        let phone = Phone::parse(&format!("+{digits}")).ok()?;
        Some(Self::of(Messenger::Whatsapp, phone.expose()))
    }

    /// A private chat of Telegram; groups have negative numbers.
    #[must_use]
    pub fn telegram(chat: i64) -> Option<Self> {
        (chat > 0).then(|| Self::of(Messenger::Telegram, &chat.to_string()))
    }

    fn of(messenger: Messenger, id: &str) -> Self {
        Self(format!("{messenger}:{id}"))
    }

    /// Reads what [`ChatAddress::expose`] gave.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (messenger, id) = text.split_once(':')?;
        let read = match messenger.parse().ok()? {
            Messenger::Whatsapp => Self::whatsapp(id),
            Messenger::Telegram => Self::telegram(id.parse().ok()?),
        };
        read.filter(|read| read.0 == text)
    }

    /// Which messenger.
    #[must_use]
    pub fn messenger(&self) -> Messenger {
        if self.0.starts_with("whatsapp:") {
            Messenger::Whatsapp
        } else {
            Messenger::Telegram
        }
    }

    /// Who there, as the messenger writes it: `62…` without a plus, or the number of a chat.
    #[must_use]
    pub fn id(&self) -> &str {
        let id = self.0.split_once(':').map_or("", |(_, id)| id);
        id.trim_start_matches('+')
    }

    /// The whole address. Asking for it is a deliberate act: the caller answers for where it goes.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ChatAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ChatAddress(…)")
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_messenger_has_its_addresses() {
        let address = ChatAddress::whatsapp("6281234567890").unwrap();
        assert_eq!(address.expose(), "whatsapp:+6281234567890");
        assert_eq!(
            (address.messenger(), address.id()),
            (Messenger::Whatsapp, "6281234567890")
        );
        assert_eq!(ChatAddress::whatsapp("+6281234567890"), Some(address));
        let address = ChatAddress::telegram(12345).unwrap();
        assert_eq!(
            (address.expose(), address.messenger(), address.id()),
            ("telegram:12345", Messenger::Telegram, "12345")
        );
        assert_eq!(ChatAddress::telegram(-100_200), None, "a group");
        for wrong in [
            "",
            "telegram:",
            "telegram:x",
            "whatsapp:12",
            "sms:+6281234567890",
            "whatsapp:6281234567890",
            "telegram:012",
        ] {
            assert_eq!(ChatAddress::parse(wrong), None, "{wrong}");
        }
        assert_eq!(
            format!("{:?}", ChatAddress::telegram(7).unwrap()),
            "ChatAddress(…)"
        );
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_was_written(text in any::<String>(), chat in 1_i64.., digits in "62[1-9][0-9]{7,10}") {
            prop_assert!(ChatAddress::parse(&text).is_none_or(|read| read.expose() == text));
            for address in [ChatAddress::telegram(chat).unwrap(), ChatAddress::whatsapp(&digits).unwrap()] {
                prop_assert_eq!(ChatAddress::parse(address.expose()), Some(address));
            }
        }
    }
}
