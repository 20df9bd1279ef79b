//! Names of hosts, classes and the like, each with what it stands for: they are asked for every link and every element, and nearly never
//! known.

use rustc_hash::FxHashMap;

/// See the module. In lower case.
pub struct Names<T> {
    meanings: FxHashMap<&'static str, T>,
    /// A bit for the [`mark`] of each: nearly every other name is told by its own.
    marks: Box<[u64; MARKS / 64]>,
}

const MARKS: usize = 1 << 15;

/// The length of a name and its first two letters, in whatever letter case.
fn mark(name: &str) -> usize {
    let letter = |at| name.as_bytes().get(at).map_or(0, |byte| usize::from(byte & 0x1f));
    (name.len() << 10 | letter(0) << 5 | letter(1)) % MARKS
}

impl<T> Default for Names<T> {
    fn default() -> Names<T> {
        Names { meanings: FxHashMap::default(), marks: Box::new([0; MARKS / 64]) }
    }
}

impl<T> Names<T> {
    /// What a name stands for, to be filled in.
    pub fn entry(&mut self, name: &'static str) -> &mut T
    where
        T: Default,
    {
        self.mark(name);
        self.meanings.entry(name).or_default()
    }

    pub fn insert(&mut self, name: &'static str, meaning: T) {
        self.mark(name);
        self.meanings.insert(name, meaning);
    }

    fn mark(&mut self, name: &str) {
        let mark = mark(name);
        self.marks[mark / 64] |= 1 << (mark % 64);
    }

    /// The name as it was put in, and what it stands for.
    pub fn get(&self, name: &str) -> Option<(&'static str, &T)> {
        if !self.may_have(name) {
            return None;
        }
        self.meanings.get_key_value(name).map(|(name, meaning)| (*name, meaning))
    }

    /// The same of a name in whatever letter case.
    pub fn get_in_any_case(&self, name: &str) -> Option<(&'static str, &T)> {
        if self.may_have(name) { self.get(&name.to_ascii_lowercase()) } else { None }
    }

    fn may_have(&self, name: &str) -> bool {
        let mark = mark(name);
        self.marks[mark / 64] >> (mark % 64) & 1 == 1
    }
}
