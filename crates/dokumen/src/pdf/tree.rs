//! The tree of what the document says, built while pages are laid out and joined to them when they are drawn.

use krilla::tagging::{Identifier, Node, Tag, TagGroup, TagKind, TagTree};

/// Content drawn somewhere, by number.
pub(super) type Leaf = usize;

/// A part of the tree.
#[derive(Debug)]
pub(super) struct Branch {
    tag: TagKind,
    children: Vec<Child>,
}

#[derive(Debug)]
enum Child {
    Branch(Box<Branch>),
    Leaf(Leaf),
    /// A cell drawn in one piece, or an empty one. Tables have hundreds of thousands: these have no branch of their own.
    Cell(Option<Leaf>),
}

/// A cell of a table, drawn in pieces where its row goes on over pages.
#[derive(Debug)]
pub(super) enum Td {
    One(Option<Leaf>),
    Many(Branch),
}

impl Td {
    pub(super) fn leaf(&mut self, leaf: Leaf) {
        match self {
            Self::One(None) => *self = Self::One(Some(leaf)),
            _ => self.child(Child::Leaf(leaf)),
        }
    }

    pub(super) fn branch(&mut self, branch: Branch) {
        self.child(Child::Branch(Box::new(branch)));
    }

    fn child(&mut self, child: Child) {
        match self {
            Self::Many(branch) => branch.children.push(child),
            Self::One(one) => {
                let mut branch = Branch::new(Tag::TD);
                branch.children.extend(one.map(Child::Leaf));
                branch.children.push(child);
                *self = Self::Many(branch);
            }
        }
    }
}

impl Branch {
    pub(super) fn new(tag: impl Into<TagKind>) -> Self {
        Self {
            tag: tag.into(),
            children: Vec::new(),
        }
    }

    /// A part that is drawn in one piece.
    pub(super) fn of(tag: impl Into<TagKind>, leaf: Leaf) -> Self {
        let mut branch = Self::new(tag);
        branch.leaf(leaf);
        branch
    }

    pub(super) fn leaf(&mut self, leaf: Leaf) {
        self.children.push(Child::Leaf(leaf));
    }

    pub(super) fn branch(&mut self, branch: Self) {
        self.children.push(Child::Branch(Box::new(branch)));
    }

    /// A row of cells.
    pub(super) fn row(cells: impl ExactSizeIterator<Item = Td>) -> Self {
        let mut children = Vec::with_capacity(cells.len());
        children.extend(cells.map(|cell| match cell {
            Td::One(leaf) => Child::Cell(leaf),
            Td::Many(branch) => Child::Branch(Box::new(branch)),
        }));
        Self {
            tag: Tag::TR.into(),
            children,
        }
    }

    fn finish(self, drawn: &Drawn) -> TagGroup {
        // Room for all at once, and no more: what grows step by step takes twice as much.
        let mut nodes = Vec::with_capacity(self.children.len());
        nodes.extend(self.children.into_iter().filter_map(|child| match child {
            Child::Branch(branch) => Some(Node::Group(branch.finish(drawn))),
            Child::Leaf(leaf) => drawn.leaf(leaf),
            Child::Cell(leaf) => {
                let mut cell = Vec::with_capacity(1);
                cell.extend(leaf.and_then(|leaf| drawn.leaf(leaf)));
                Some(Node::Group(TagGroup::with_children(Tag::TD, cell)))
            }
        }));
        TagGroup::with_children(self.tag, nodes)
    }
}

/// What leaves were drawn as: each once, on one page.
pub(super) struct Drawn(Vec<Option<Identifier>>);

impl Drawn {
    /// Nothing is drawn yet of so many leaves.
    pub(super) fn none_of(leaves: usize) -> Self {
        Self(vec![None; leaves])
    }

    pub(super) fn note(&mut self, leaf: Leaf, identifier: Identifier) {
        if let Some(known) = self.0.get_mut(leaf) {
            *known = Some(identifier);
        }
    }

    fn leaf(&self, leaf: Leaf) -> Option<Node> {
        self.0.get(leaf).copied().flatten().map(Node::Leaf)
    }
}

/// The whole tree, with what was drawn for each leaf.
pub(super) fn finish(branches: Vec<Branch>, drawn: &Drawn, language: &str) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    for branch in branches {
        tree.push(branch.finish(drawn));
    }
    tree
}

#[cfg(test)]
mod tests {
    use krilla::tagging::Tag;

    use super::{Branch, Child, Td};

    #[test]
    fn a_cell_in_pieces_keeps_them_all_in_order() {
        let mut whole = Td::One(None);
        whole.leaf(1);
        let mut parted = Td::One(None);
        parted.leaf(2);
        parted.leaf(3);
        parted.branch(Branch::of(Tag::Link, 4));
        let row = Branch::row([Td::One(None), whole, parted].into_iter());
        let [Child::Cell(None), Child::Cell(Some(1)), Child::Branch(many)] = &row.children[..]
        else {
            unreachable!("{row:?}")
        };
        let kept = &many.children[..];
        assert!(
            matches!(kept, [Child::Leaf(2), Child::Leaf(3), Child::Branch(_)]),
            "{kept:?}"
        );
    }
}
