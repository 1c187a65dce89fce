//! Who opened what, over a whole body.

use askama::Template;

use super::admin::Table;
use super::frame::Desk;
use crate::layout::Layout;
use crate::view::parts::Pager;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/access.html")]
pub struct AccessPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// The looks, newest first.
    pub table: Table,
    /// Pages.
    pub pager: Pager,
}
