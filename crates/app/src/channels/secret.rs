//! A secret of the configuration: never printed.

use std::fmt;

use serde::Deserialize;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A password or key. `env:NAME` in the file means the variable NAME of the environment.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The secret itself.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Takes the value out of the environment where the file says so.
    pub(super) fn resolve(&mut self, env: &dyn Fn(&str) -> Option<String>) -> Result<(), String> {
        let Some(name) = self.0.strip_prefix("env:") else {
            return Ok(());
        };
        let value = env(name).filter(|value| !value.is_empty());
        self.0 = value.ok_or_else(|| {
            format!(
                "variabel lingkungan {name} tidak diset atau kosong; isi sebelum menjalankan lapor"
            )
        })?;
        Ok(())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
