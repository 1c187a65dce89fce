//! One's own account: password and sessions.

use askama::Template;

use super::admin::Table;
use super::form::{Field, Form, Input, Radio};
use super::frame::Desk;
use crate::i18n::I18n;
use crate::layout::Layout;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/account.html")]
pub struct AccountPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// Name to sign in, roles and where they count.
    pub facts: Vec<(String, String)>,
    /// Changing the password ([`password_form`]).
    pub password: Form,
    /// When and where one hears of one's work ([`notices_form`]).
    pub notices: Form,
    /// Open sessions, the present one marked; each can be ended.
    pub sessions: Table,
}

/// `old_password`, `new_password`, `again`.
pub fn password_form(i18n: &I18n, base: &str) -> Form {
    let t = |key: &str| i18n.t(key);
    let field =
        |name, label: &str, word| Field::new(name, t(label), Input::Password).autocomplete(word);
    Form::new(
        "sandi",
        format!("{base}/ruang/akun/sandi"),
        t("account-button"),
        vec![
            field("old_password", "account-old", "current-password"),
            field("new_password", "account-new", "new-password").hint(t("account-new-hint")),
            field("again", "account-again", "new-password"),
        ],
    )
}

/// `wish`, `email`, `phone`.
pub fn notices_form(i18n: &I18n, base: &str, wish: &str, email: &str, phone: &str) -> Form {
    let t = |key: &str| i18n.t(key);
    let radios = ["off", "daily", "immediate"].map(|code| {
        let key = format!("account-digest-{code}");
        Radio::new(code, t(&key), t(&format!("{key}-hint")))
    });
    Form::new(
        "kabar",
        format!("{base}/ruang/akun/kabar"),
        t("account-notices-button"),
        vec![
            Field::new("wish", t("account-digest"), Input::Radios(radios.to_vec())).value(wish),
            Field::new("email", t("account-email"), Input::Line)
                .value(email)
                .optional()
                .autocomplete("email"),
            Field::new("phone", t("account-phone"), Input::Line)
                .hint(t("account-phone-hint"))
                .value(phone)
                .optional()
                .autocomplete("tel"),
        ],
    )
}
