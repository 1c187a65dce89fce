//! The tree of what the document says, built while pages are laid out and joined to them when they are drawn.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

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
    Branch(Branch),
    Leaf(Leaf),
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
        self.children.push(Child::Branch(branch));
    }

    fn finish(self, drawn: &[Vec<Identifier>]) -> TagGroup {
        let mut group = TagGroup::new(self.tag);
        for child in self.children {
            match child {
                Child::Branch(branch) => group.push(branch.finish(drawn)),
                Child::Leaf(leaf) => {
                    for identifier in drawn.get(leaf).into_iter().flatten() {
                        group.children.push(Node::Leaf(*identifier));
                    }
                }
            }
        }
        group
    }
}

/// The whole tree, with what was drawn for each leaf.
pub(super) fn finish(branches: Vec<Branch>, drawn: &[Vec<Identifier>], language: &str) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    for branch in branches {
        tree.push(branch.finish(drawn));
    }
    tree
}
