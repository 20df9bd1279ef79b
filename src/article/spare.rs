//! The room that one article leaves for the next one on its thread.
//!
//! A tree needs several times the memory of its file, and asking the system for it anew for every article takes longer than to fill it.

use super::prose::Word;
use super::tree::Tree;
use std::cell::Cell;

/// What is left of an article: vectors with nothing in them.
#[derive(Default)]
struct Spare {
    tree: Tree,
    words: Vec<Word>,
    text: String,
}

thread_local! {
    static SPARE: Cell<Option<Spare>> = const { Cell::new(None) };
}

/// The room of an article of book length is not kept. In bytes of its file.
const MOST_KEPT: usize = 1 << 20;

/// An empty tree, with room in it if an article has left some.
pub fn tree() -> Tree {
    take(|spare| &mut spare.tree)
}

/// The same for words.
pub fn words() -> Vec<Word> {
    take(|spare| &mut spare.words)
}

/// The same for the text of a file.
pub fn text() -> String {
    take(|spare| &mut spare.text)
}

fn take<T: Default>(part: impl Fn(&mut Spare) -> &mut T) -> T {
    let taken = SPARE.try_with(|cell| {
        let mut spare = cell.take()?;
        let taken = std::mem::take(part(&mut spare));
        cell.set(Some(spare));
        Some(taken)
    });
    taken.ok().flatten().unwrap_or_default()
}

/// Leaves the room of an article that nobody looks at any more.
pub fn leave(mut tree: Tree, mut words: Vec<Word>, mut text: String) {
    if text.len() <= MOST_KEPT {
        tree.clear();
        words.clear();
        text.clear();
        // A thread that ends may have no room for it any more.
        let _ = SPARE.try_with(|cell| cell.set(Some(Spare { tree, words, text })));
    }
}
