//! Signing in.

use askama::Template;

use super::frame::Desk;
use crate::layout::Layout;

/// Why it did not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInTrouble {
    /// Name or password are wrong; which of them is not said.
    Wrong,
    /// The session has ended; what was being written is handed back elsewhere.
    Ended,
    /// Too many tries: so many seconds to wait.
    Throttled(u64),
    /// Signed out.
    SignedOut,
    /// The form was open for too long.
    Stale,
}

/// The page; fields `login`, `password`, hidden `csrf` and `next`.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/sign_in.html")]
pub struct SignInPage {
    /// Frame.
    pub l: Layout,
    /// Nobody is signed in; carries `csrf`.
    pub d: Desk,
    /// Name as it was written.
    pub login: String,
    /// Where to go afterwards, a path of this site.
    pub next: String,
    /// Why it did not work.
    pub trouble: Option<SignInTrouble>,
}

impl SignInPage {
    /// Whether the fields are marked as wrong.
    pub fn is_wrong(&self) -> bool {
        self.trouble == Some(SignInTrouble::Wrong)
    }

    /// "30 detik", "2 menit": the wait, rounded up.
    pub fn wait(&self) -> Option<String> {
        match self.trouble {
            Some(SignInTrouble::Throttled(seconds)) if seconds < 60 => {
                Some(self.l.tn("wait-seconds", seconds))
            }
            Some(SignInTrouble::Throttled(seconds)) => {
                Some(self.l.tn("wait-minutes", seconds.div_ceil(60)))
            }
            _ => None,
        }
    }

    /// The message above the form; throttling has its own words.
    pub fn message(&self) -> Option<(&'static str, &'static str)> {
        match self.trouble? {
            SignInTrouble::Wrong => Some(("error", "signin-wrong")),
            SignInTrouble::Ended => Some(("warn", "signin-ended")),
            SignInTrouble::SignedOut => Some(("done", "signin-out")),
            SignInTrouble::Stale => Some(("warn", "signin-stale")),
            SignInTrouble::Throttled(_) => None,
        }
    }
}
