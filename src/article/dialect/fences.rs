//! Fenced code, told apart by line as far as templates and attribute lists need it.

use memchr::memmem::Finder;
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

/// The fenced code blocks of a text. They are looked for when the first question is asked: many a text has nothing to ask about.
pub struct Fences<'a> {
    text: &'a str,
    found: OnceCell<Vec<Range<usize>>>,
}

impl<'a> Fences<'a> {
    pub fn of(text: &'a str) -> Fences<'a> {
        Fences { text, found: OnceCell::new() }
    }

    /// The fence that `at` stands in.
    pub fn around(&self, at: usize) -> Option<&Range<usize>> {
        around(self.found.get_or_init(|| fences(self.text)), at)
    }
}

/// The one of these fences that `at` stands in.
pub fn around(fences: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    fences.get(fences.partition_point(|fence| fence.end <= at)).filter(|fence| fence.start <= at)
}

fn fences(text: &str) -> Vec<Range<usize>> {
    static MARKS: LazyLock<[Finder<'_>; 2]> = LazyLock::new(|| ["```", "~~~"].map(Finder::new));
    let bytes = text.as_bytes();
    let mut fences = Vec::new();
    // Where it begins, its mark, and how many of them.
    let mut open: Option<(usize, u8, usize)> = None;
    let next = |index: usize, at: usize| MARKS[index].find(&bytes[at..]).map_or(bytes.len(), |found| at + found);
    let (mut at, mut ticks, mut tildes) = (0, next(0, 0), next(1, 0));
    loop {
        if ticks < at {
            ticks = next(0, at);
        }
        if tildes < at {
            tildes = next(1, at);
        }
        let start = ticks.min(tildes);
        if start == bytes.len() {
            break;
        }
        let mark = bytes[start];
        let line = memchr::memrchr(b'\n', &bytes[at..start]).map_or(at, |end| at + end + 1);
        let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |length| start + length + 1);
        at = end;
        if !bytes[line..start].iter().all(|byte| matches!(byte, b' ' | b'>' | b'\t')) {
            continue;
        }
        let length = bytes[start..end].iter().take_while(|&&byte| byte == mark).count();
        let rest = &text[start + length..end];
        match open {
            None if !(mark == b'`' && rest.contains('`')) => open = Some((line, mark, length)),
            Some((start, with, least)) if with == mark && length >= least && rest.trim().is_empty() => {
                fences.push(start..end);
                open = None;
            }
            _ => {}
        }
    }
    fences.extend(open.map(|(start, ..)| start..text.len()));
    fences
}
