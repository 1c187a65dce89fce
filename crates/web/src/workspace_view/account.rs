//! One's own account: password and sessions.

use askama::Template;

use super::admin::Table;
use super::form::{Field, Form, Input};
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
