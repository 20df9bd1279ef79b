//! Decoded text with the way back to the bytes it was made from.

use super::Span;
use std::ops::Range;

/// Decoded text that knows, for every byte of it, which bytes of the file it was made from.
///
/// One `Mapped` holds many strings: an article has one for its visible text and one for its attribute values, so that a
/// string is only a range and costs no allocation.
#[derive(Clone, Debug, Default)]
pub struct Mapped {
    text: String,
    runs: Vec<Run>,
}

/// The bytes of the text from `at` up to the next run came from `src`: byte by byte, or as one whole.
#[derive(Clone, Copy, Debug)]
struct Run {
    at: u32,
    src: Span,
    atomic: bool,
}

/// Which escapes the writer of a raw string may have used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escapes {
    /// `&amp;`: an attribute of HTML.
    Html,
    /// `&amp;` and `\*`: a destination, title or text of Markdown.
    Markdown,
}

impl Mapped {
    /// All the text, of all strings.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where in the file the text so far ends.
    pub fn source_end(&self) -> usize {
        self.runs.last().map_or(0, |run| run.src.end as usize)
    }

    /// Makes room for `bytes` more.
    pub fn reserve(&mut self, bytes: usize) {
        self.text.reserve(bytes);
        // A line, or a piece of one.
        self.runs.reserve(bytes / 64);
    }

    /// Takes all out, and keeps the room.
    pub fn clear(&mut self) {
        self.text.clear();
        self.runs.clear();
    }

    /// Length of the text so far, in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text that stands in the file as it is, from byte `src` on.
    pub fn push_verbatim(&mut self, text: &str, src: usize) {
        if text.is_empty() {
            return;
        }
        let src = Span::new(src, src + text.len());
        match self.runs.last_mut() {
            Some(last) if !last.atomic && last.src.end == src.start => last.src.end = src.end,
            _ => self.runs.push(Run { at: self.text.len() as u32, src, atomic: false }),
        }
        self.text.push_str(text);
    }

    /// Adds text of which only the whole has a place in the file, such as the `&` of `&amp;`.
    pub fn push_atomic(&mut self, text: &str, src: Span) {
        if text.is_empty() {
            return;
        }
        self.runs.push(Run { at: self.text.len() as u32, src, atomic: true });
        self.text.push_str(text);
    }

    /// Adds `decoded`, which a parser made from `raw`, a stretch of the file that begins at byte `src`. Escapes become
    /// atomic runs; if the two cannot be brought together, the whole is one atomic run.
    pub fn push_decoded(&mut self, decoded: &str, raw: &str, src: usize, escapes: Escapes) {
        if decoded == raw {
            return self.push_verbatim(decoded, src);
        }
        let (text, runs, whole) = (self.text.len(), self.runs.len(), Span::new(src, src + raw.len()));
        if self.align(decoded, raw, src, escapes).is_none() {
            self.text.truncate(text);
            self.runs.truncate(runs);
            // A verbatim run before may have been lengthened: cut it back to the text that is left.
            if let Some(last) = self.runs.last_mut().filter(|run| !run.atomic) {
                last.src.end = last.src.start + (text as u32 - last.at);
            }
            self.push_atomic(decoded, whole);
        }
    }

    /// Puts the bytes of the file where text from byte `from` on was made of a masked copy of it.
    pub fn unmask(&mut self, from: usize, source: &str) {
        let pieces: Vec<_> = self.pieces(from..self.text.len()).map(|(piece, span, atomic)| (piece.len(), span, atomic)).collect();
        let mut at = from;
        for (length, span, atomic) in pieces {
            let original = span.of(source);
            if !atomic && original.len() == length {
                self.text.replace_range(at..at + length, original);
            }
            at += length;
        }
    }

    fn align(&mut self, decoded: &str, raw: &str, src: usize, escapes: Escapes) -> Option<()> {
        let (mut d, mut r) = (0, 0);
        while d < decoded.len() {
            let (want, have) = (decoded[d..].chars().next()?, raw.get(r..)?.chars().next()?);
            let step = want.len_utf8();
            if have == '&' && !(want == '&' && reference(&raw[r..]).is_none()) {
                // A character reference gives one character, seldom two (`&acE;`).
                let length = reference(&raw[r..])?;
                let after = raw[r + length..].chars().next();
                let mut taken = step;
                if let Some(second) = decoded[d + step..].chars().next()
                    && Some(second) != after
                    && after != Some('&')
                    && !(escapes == Escapes::Markdown && after == Some('\\'))
                {
                    taken += second.len_utf8();
                }
                self.push_atomic(&decoded[d..d + taken], Span::new(src + r, src + r + length));
                (d, r) = (d + taken, r + length);
            } else if escapes == Escapes::Markdown && have == '\\' && raw[r + 1..].starts_with(want) && want.is_ascii_punctuation() {
                self.push_verbatim(&decoded[d..d + step], src + r + 1);
                (d, r) = (d + step, r + 1 + step);
            } else if want == have {
                self.push_verbatim(&decoded[d..d + step], src + r);
                (d, r) = (d + step, r + step);
            } else if want == '\n' && raw[r..].starts_with("\r\n") {
                self.push_atomic("\n", Span::new(src + r, src + r + 2));
                (d, r) = (d + 1, r + 2);
            } else {
                return None;
            }
        }
        (r == raw.len()).then_some(())
    }

    /// The bytes of the file that `part` of the text came from; it grows to whole atomic runs.
    pub fn span(&self, part: Range<usize>) -> Span {
        let start = self.place(part.start, false);
        if part.is_empty() {
            return Span { start: start.start, end: start.start };
        }
        let end = self.place(part.end, true);
        Span { start: start.start, end: end.end.max(start.start) }
    }

    /// The place of the character that begins at `at`, or, with `before`, of the one that ends there.
    fn place(&self, at: usize, before: bool) -> Span {
        let at = at as u32;
        let index = self.runs.partition_point(|run| if before { run.at < at } else { run.at <= at });
        let Some(run) = index.checked_sub(1).and_then(|i| self.runs.get(i)) else {
            return self.runs.first().map(|run| Span { start: run.src.start, end: run.src.start }).unwrap_or_default();
        };
        if run.atomic {
            return run.src;
        }
        let offset = run.src.start + (at - run.at);
        Span { start: offset.min(run.src.end), end: offset.min(run.src.end) }
    }

    /// The stretches of `part` with their places, in order: the text, its span, and whether it is atomic.
    pub fn pieces(&self, part: Range<usize>) -> impl Iterator<Item = (&str, Span, bool)> {
        let first = self.runs.partition_point(|run| run.at as usize <= part.start).saturating_sub(1);
        self.runs[first.min(self.runs.len())..].iter().enumerate().map_while(move |(i, run)| {
            let next = self.runs.get(first + i + 1).map_or(self.text.len(), |run| run.at as usize);
            let range = part.start.max(run.at as usize)..part.end.min(next);
            if range.start >= range.end {
                return None;
            }
            let src = run.src.start as usize;
            let span = if run.atomic { run.src } else { Span::new(src + range.start - run.at as usize, src + range.end - run.at as usize) };
            Some((&self.text[range], span, run.atomic))
        })
    }

    /// A string of it.
    pub fn get(&self, range: Range<usize>) -> Text<'_> {
        Text { mapped: self, start: range.start, end: range.end }
    }
}

/// Length of the character reference that `raw` begins with (`&name;`, `&#39;`, `&#x27;`), if it begins with one.
fn reference(raw: &str) -> Option<usize> {
    let body = raw.strip_prefix('&')?;
    let length = body.bytes().take(32).position(|b| !(b.is_ascii_alphanumeric() || b == b'#'))?;
    (length > 0 && body.as_bytes()[length] == b';').then_some(length + 2)
}

/// One string of a [`Mapped`].
#[derive(Clone, Copy)]
pub struct Text<'a> {
    mapped: &'a Mapped,
    start: usize,
    end: usize,
}

impl<'a> Text<'a> {
    pub fn as_str(self) -> &'a str {
        &self.mapped.text[self.start..self.end]
    }

    /// The bytes of the file it came from.
    pub fn span(self) -> Span {
        self.mapped.span(self.start..self.end)
    }

    /// The bytes of the file that `part` of the string came from.
    pub fn part(self, part: Range<usize>) -> Span {
        self.mapped.span(self.start + part.start..self.start + part.end)
    }

    /// A part of the string.
    pub fn slice(self, part: Range<usize>) -> Text<'a> {
        Text { mapped: self.mapped, start: self.start + part.start, end: self.start + part.end }
    }

    /// As [`Mapped::pieces`], of this string.
    pub fn pieces(self) -> impl Iterator<Item = (&'a str, Span, bool)> {
        self.mapped.pieces(self.range())
    }

    /// Where the string stands in its [`Mapped`].
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The string without white space around it.
    pub fn trim(self) -> Text<'a> {
        let text = self.as_str();
        // As nearly all are.
        if let [first, .., last] = text.as_bytes()
            && first.is_ascii_graphic()
            && last.is_ascii_graphic()
        {
            return self;
        }
        let start = self.start + (text.len() - text.trim_start().len());
        Text { mapped: self.mapped, start, end: start + text.trim().len() }
    }
}

impl std::fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbatim_runs_join_and_map_byte_by_byte() {
        let mut mapped = Mapped::default();
        mapped.push_verbatim("abc", 10);
        mapped.push_verbatim("def", 13);
        assert_eq!(mapped.runs.len(), 1);
        assert_eq!(mapped.span(2..5), Span::new(12, 15));
    }

    #[test]
    fn spans_grow_to_whole_escapes() {
        let mut mapped = Mapped::default();
        mapped.push_decoded("a&b", "a&amp;b", 100, Escapes::Html);
        assert_eq!(mapped.text(), "a&b");
        assert_eq!(mapped.span(1..2), Span::new(101, 106));
        assert_eq!(mapped.span(2..3), Span::new(106, 107));
        assert_eq!(mapped.span(0..3), Span::new(100, 107));
    }

    #[test]
    fn a_bare_ampersand_is_itself() {
        let mut mapped = Mapped::default();
        mapped.push_decoded("?a=1&b=\"2", "?a=1&b=&quot;2", 0, Escapes::Html);
        assert_eq!(mapped.span(4..5), Span::new(4, 5));
        assert_eq!(mapped.span(7..8), Span::new(7, 13));
    }

    #[test]
    fn backslashes_of_markdown_are_left_out() {
        let mut mapped = Mapped::default();
        mapped.push_decoded("a(b)", "a\\(b\\)", 5, Escapes::Markdown);
        assert_eq!(mapped.span(1..4), Span::new(7, 11));
    }

    #[test]
    fn what_cannot_be_aligned_is_one_whole() {
        let mut mapped = Mapped::default();
        mapped.push_verbatim("x", 4);
        mapped.push_decoded("zzz", "yyyy", 5, Escapes::Html);
        assert_eq!(mapped.span(2..3), Span::new(5, 9));
        assert_eq!(mapped.span(0..1), Span::new(4, 5));
    }

    #[test]
    fn pieces_follow_the_runs() {
        let mut mapped = Mapped::default();
        mapped.push_decoded("a&bc", "a&amp;bc", 0, Escapes::Html);
        let pieces: Vec<_> = mapped.pieces(0..3).collect();
        assert_eq!(pieces, [("a", Span::new(0, 1), false), ("&", Span::new(1, 6), true), ("b", Span::new(6, 7), false)]);
    }
}
