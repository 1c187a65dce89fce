//! Documents of the protocol, written and read in either format.

use crate::error::WireError;
use crate::format::Format;
use crate::node::Node;
use crate::value::Value;
use crate::{json, xml};

/// A whole document.
pub trait Document: Sized {
    /// The root element in XML.
    const ROOT: &'static str;

    /// What it says.
    fn value(&self) -> Value;

    /// Understands what came.
    ///
    /// # Errors
    /// [`WireError`] where something that must be there is lacking or makes no sense.
    fn from_node(node: &Node) -> Result<Self, WireError>;
}

/// Writes a document.
pub fn write<D: Document>(document: &D, format: Format) -> String {
    let value = document.value();
    match format {
        Format::Xml => xml::write(D::ROOT, &value),
        Format::Json => json::write(&value),
    }
}

/// Reads a document.
///
/// # Errors
/// [`WireError`].
pub fn read<D: Document>(bytes: &[u8], format: Format) -> Result<D, WireError> {
    let node = match format {
        Format::Json => json::read(bytes)?,
        Format::Xml => {
            let (root, node) = xml::read(bytes)?;
            if root != D::ROOT {
                return Err(WireError::OtherRoot {
                    wanted: D::ROOT,
                    found: root.chars().take(60).collect(),
                });
            }
            node
        }
    };
    D::from_node(&node)
}
