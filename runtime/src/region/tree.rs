//! Combining the values of blocks in a binary tree by their number, in whatever order they come.

/// The values of neighbouring blocks, `1 << height` of them, from a multiple of as many on.
#[derive(Debug)]
struct Node<T> {
    first: usize,
    height: u32,
    value: T,
}

/// The part of the tree that is known.
#[derive(Debug)]
pub(super) struct Tree<T>(Vec<Node<T>>);

impl<T> Tree<T> {
    pub(super) fn new() -> Self {
        Tree(Vec::new())
    }

    /// The value of a block, which comes after all that are known.
    #[inline]
    pub(super) fn push(&mut self, block: usize, value: T, combine: impl Fn(T, T) -> T) {
        self.push_node(Node { first: block, height: 0, value }, &combine);
    }

    #[inline]
    fn push_node(&mut self, mut node: Node<T>, combine: &impl Fn(T, T) -> T) {
        while let Some(last) =
            self.0.pop_if(|last| last.height == node.height && last.first ^ node.first == 1 << node.height)
        {
            node =
                Node { first: last.first, height: node.height + 1, value: combine(last.value, node.value) };
        }
        self.0.push(node);
    }

    /// How many blocks are known.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|node| 1 << node.height).sum()
    }

    /// Takes in the blocks of another part.
    pub(super) fn merge(&mut self, other: Tree<T>, combine: impl Fn(T, T) -> T) {
        let mut all = std::mem::take(&mut self.0);
        all.extend(other.0);
        all.sort_by_key(|node| node.first);
        for node in all {
            self.push_node(node, &combine);
        }
    }

    /// The value of all blocks together, once all are known.
    pub(super) fn root(self, combine: impl Fn(T, T) -> T) -> Option<T> {
        self.0.into_iter().map(|node| node.value).rev().reduce(|right, left| combine(left, right))
    }
}
