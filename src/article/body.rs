//! The body as the Markdown parser is given it, and where each byte of it stands in the file.
//!
//! Generators read more, and other, Markdown than CommonMark. What the parser must not see is taken out, what it needs is put in, and
//! every byte still knows its place.

use super::attributes::AttributeList;
use super::flavour::mdx::FlowTag;
use crate::text::Span;
use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

/// See the module.
pub struct Body<'a> {
    text: Cow<'a, str>,
    /// Where the first byte stands in the file.
    offset: usize,
    /// Where the text and the file part ways, in order; none when nothing was taken out or put in.
    shifts: Vec<Shift>,
    /// Where among them the last question led: the parser goes through the text from its beginning to its end.
    near: Cell<usize>,
    /// The attribute lists that were taken out, in the order of their places.
    pub lists: Vec<AttributeList>,
    /// The tags of MDX that were taken out, in the order of their places.
    pub tags: Vec<FlowTag>,
}

/// From byte `text` of the parser's text on, bytes stand from byte `file` of the file on.
struct Shift {
    text: usize,
    file: usize,
    /// These bytes are not in the file.
    inserted: bool,
}

/// A change to the body: `range` makes way for `put`.
#[derive(Debug)]
pub struct Edit {
    pub range: Range<usize>,
    pub put: &'static str,
    /// The attribute list that stood there.
    pub list: Option<AttributeList>,
}

impl Edit {
    pub fn delete(range: Range<usize>) -> Edit {
        Edit { range, put: "", list: None }
    }

    pub fn insert(at: usize, put: &'static str) -> Edit {
        Edit { range: at..at, put, list: None }
    }
}

impl<'a> Body<'a> {
    /// The body `text`, which begins at byte `offset` of the file, with these changes. Of changes that overlap the first counts.
    pub fn new(text: Cow<'a, str>, offset: usize, mut edits: Vec<Edit>) -> Body<'a> {
        if edits.is_empty() {
            return Body { text, offset, shifts: Vec::new(), near: Cell::new(0), lists: Vec::new(), tags: Vec::new() };
        }
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let (mut out, mut shifts, mut lists, mut done) = (String::with_capacity(text.len()), Vec::new(), Vec::new(), 0);
        for edit in edits.into_iter().filter(|edit| edit.range.end <= text.len()) {
            let Some(kept) = text.get(done..edit.range.start).filter(|_| edit.range.start >= done) else { continue };
            out.push_str(kept);
            if let Some(list) = edit.list {
                lists.push(AttributeList { at: out.len(), ..list });
            }
            if !edit.put.is_empty() {
                shifts.push(Shift { text: out.len(), file: offset + edit.range.start, inserted: true });
                out.push_str(edit.put);
            }
            done = edit.range.end;
            shifts.push(Shift { text: out.len(), file: offset + done, inserted: false });
        }
        out.push_str(text.get(done..).unwrap_or_default());
        Body { text: Cow::Owned(out), offset, shifts, near: Cell::new(0), lists, tags: Vec::new() }
    }

    /// What the parser reads.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number of shifts up to the byte `at` of the text.
    fn passed(&self, at: usize) -> usize {
        let fits = |passed: usize| {
            passed.checked_sub(1).is_none_or(|last| self.shifts.get(last).is_some_and(|shift| shift.text <= at))
                && self.shifts.get(passed).is_none_or(|shift| shift.text > at)
        };
        let near = self.near.get();
        let passed = [near, near + 1].into_iter().find(|&passed| fits(passed));
        let passed = passed.unwrap_or_else(|| self.shifts.partition_point(|shift| shift.text <= at));
        self.near.set(passed);
        passed
    }

    /// The last shift up to the byte `at` of the text.
    fn shift(&self, at: usize) -> Option<&Shift> {
        self.passed(at).checked_sub(1).and_then(|last| self.shifts.get(last))
    }

    /// Where the byte `at` of the text stands in the file.
    pub fn place(&self, at: usize) -> usize {
        match self.shift(at) {
            None => self.offset + at,
            Some(shift) if shift.inserted => shift.file,
            Some(shift) => shift.file + (at - shift.text),
        }
    }

    /// Where a stretch of the text stands; what was taken out at its ends is not in it.
    pub fn span(&self, range: Range<usize>) -> Span {
        if let Some(span) = self.straight(&range) {
            return span;
        }
        let start = self.place(range.start);
        let end = match range.end.checked_sub(1).filter(|&last| last >= range.start) {
            Some(last) => self.place(last) + usize::from(!self.is_inserted(last)),
            None => start,
        };
        Span::new(start, end.max(start))
    }

    fn is_inserted(&self, at: usize) -> bool {
        self.shift(at).is_some_and(|shift| shift.inserted)
    }

    /// Whether the bytes of a stretch follow one another in the file.
    pub fn is_straight(&self, range: &Range<usize>) -> bool {
        self.straight(range).is_some()
    }

    /// Where a stretch stands whose bytes follow one another in the file.
    #[inline]
    pub fn straight(&self, range: &Range<usize>) -> Option<Span> {
        let start = match self.shifts.is_empty() {
            true => self.offset + range.start,
            false => {
                let next = self.passed(range.start);
                let last = next.checked_sub(1).and_then(|last| self.shifts.get(last));
                if self.shifts.get(next).is_some_and(|shift| shift.text < range.end) {
                    return None;
                }
                match last {
                    None => self.offset + range.start,
                    Some(shift) if !shift.inserted => shift.file + (range.start - shift.text),
                    Some(shift) if range.is_empty() => shift.file,
                    Some(_) => return None,
                }
            }
        };
        Some(Span::new(start, start + range.len()))
    }

    /// A stretch of the text in parts that are straight each, what was put in left out: the part, and where it stands in the file.
    pub fn parts(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, usize)> {
        let next = self.passed(range.start);
        let ends = self.shifts[next..].iter().map(|shift| shift.text).take_while(move |&at| at < range.end).chain([range.end]);
        let mut start = range.start;
        ends.filter_map(move |end| {
            let part = start..end;
            start = end;
            (!part.is_empty() && !self.is_inserted(part.start)).then(|| (part.clone(), self.place(part.start)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(edits: Vec<Edit>) -> Body<'static> {
        Body::new("one two three".into(), 100, edits)
    }

    #[test]
    fn without_changes_all_is_straight() {
        let body = body(Vec::new());
        assert_eq!((body.text(), body.place(4), body.span(4..7)), ("one two three", 104, Span::new(104, 107)));
        assert!(body.is_straight(&(0..13)));
    }

    #[test]
    fn what_is_taken_out_moves_the_rest() {
        let body = body(vec![Edit::delete(3..7)]);
        assert_eq!(body.text(), "one three");
        assert_eq!((body.place(2), body.place(3)), (102, 107));
        assert_eq!(body.span(0..3), Span::new(100, 103));
        assert_eq!(body.span(0..9), Span::new(100, 113));
        assert!(body.is_straight(&(0..3)) && body.is_straight(&(3..9)) && !body.is_straight(&(2..4)));
        assert_eq!(body.parts(0..9).collect::<Vec<_>>(), [(0..3, 100), (3..9, 107)]);
    }

    #[test]
    fn what_is_put_in_has_no_length_in_the_file() {
        let body = body(vec![Edit::insert(4, "# ")]);
        assert_eq!(body.text(), "one # two three");
        assert_eq!((body.place(4), body.place(5), body.place(6)), (104, 104, 104));
        assert_eq!(body.span(4..9), Span::new(104, 107));
        assert_eq!(body.span(4..6), Span::new(104, 104));
        assert_eq!(body.parts(0..9).collect::<Vec<_>>(), [(0..4, 100), (6..9, 104)]);
    }

    #[test]
    fn of_changes_that_overlap_the_first_counts() {
        let body = body(vec![Edit::delete(2..6), Edit::delete(0..3), Edit::delete(100..200)]);
        assert_eq!(body.text(), " two three");
    }
}
