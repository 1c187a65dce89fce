//! The table of targets.

mod chat;
mod forms;
mod mail;
mod maps;
mod open311;
mod outside;
mod photo;
mod sheets;
mod smpp;
mod sms;
mod text;
mod words;

/// What gets the bytes.
type Target = fn(&[u8]);

/// Each target by its name; `fuzz/seeds` has a folder for each.
const TARGETS: &[(&str, Target)] = &[
    ("mail", mail::letter),
    ("mail-trim", mail::trimmed),
    ("sms-fields", sms::fields),
    ("sms-command", sms::command),
    ("gsm7", sms::gsm7),
    ("open311-json", open311::json),
    ("open311-xml", open311::xml),
    ("open311-params", open311::params),
    ("open311-date", open311::date),
    ("sheet", sheets::export),
    ("photo", photo::photo),
    ("form", forms::form),
    ("multipart", forms::multipart),
    ("boundaries", maps::boundaries),
    ("contact", words::contact),
    ("channels-file", words::channels_file),
    ("text", text::text),
    ("whatsapp", chat::whatsapp),
    ("telegram", chat::telegram),
    ("chat-choice", chat::choice),
    ("lmtp", mail::lmtp),
    ("bounce", mail::bounce),
    ("imap", mail::imap),
    ("smpp-short", smpp::short),
    ("smpp-frames", smpp::frames),
    ("outside-unit", outside::unit),
    ("outside-national", outside::national),
    ("webhook-address", outside::receiver),
    ("register", sheets::register),
    ("register-mapping", sheets::mapping),
    ("narrow", words::narrow),
    ("link", words::link),
    ("inbound", outside::inbound),
    ("lmtp-letter", mail::lmtp_letter),
    ("mail-head", mail::head),
    ("files", forms::files),
    ("national-records", sheets::records),
    ("sms-part", sms::part),
    ("sms-answer", sms::answer),
    ("answers", words::answers),
    ("wording", words::wording),
    ("tongue", words::tongue),
    ("qr", words::qr),
    ("document", photo::document),
    ("chat-media", chat::media),
    ("chat-answer", chat::answer),
];

/// The target that `LAPOR_FUZZ` names.
///
/// # Panics
/// Where it names none: there is nothing to run.
pub fn chosen() -> Target {
    let name = std::env::var("LAPOR_FUZZ").unwrap_or_default();
    let found = TARGETS.iter().find(|(known, _)| *known == name);
    let Some((_, target)) = found else {
        let known: Vec<_> = TARGETS.iter().map(|(name, _)| *name).collect();
        panic!("LAPOR_FUZZ must be one of: {}", known.join(" "));
    };
    *target
}
