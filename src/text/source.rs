//! A file as it was read, and the lines and columns in it.

use super::Span;
use std::sync::Arc;

/// A file as it was read: its text, byte for byte as long as the file.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path for people and machines, with `/`, relative to the directory of the run.
    pub path: Arc<str>,
    /// The text. A byte that is no UTF-8 stands in it as `?`, so that every offset is the file's own.
    pub text: String,
    /// What is wrong with the bytes.
    pub defects: Vec<Defect>,
}

/// Bytes that are no UTF-8 text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Defect {
    /// A sequence that is not UTF-8, as it stands in the file.
    Invalid { span: Span, bytes: Vec<u8> },
    /// The file begins with the mark of UTF-16.
    Utf16 { span: Span },
}

const BOM: &str = "\u{feff}";

impl Source {
    /// Reads the bytes of a file.
    pub fn new(path: Arc<str>, bytes: Vec<u8>) -> Source {
        Source::within(path, &bytes, String::new())
    }

    /// Reads the bytes of a file into the room of a text that nobody needs any more.
    pub fn within(path: Arc<str>, bytes: &[u8], mut room: String) -> Source {
        room.clear();
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            let defects = vec![Defect::Utf16 { span: Span::new(0, 2) }];
            // As long as the file, and without a word to judge.
            return Source { path, text: " ".repeat(bytes.len()), defects };
        }
        // To prove a text with vectors and copy it takes a fraction of the time in which the standard library proves it.
        if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
            room.push_str(text);
            return Source { path, text: room, defects: Vec::new() };
        }
        let mut bytes = bytes.to_vec();
        let defects = replace_invalid(&mut bytes);
        let text = String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned());
        Source { path, text, defects }
    }

    /// Where the text begins: behind the byte order mark, if there is one.
    pub fn start(&self) -> usize {
        if self.text.starts_with(BOM) { BOM.len() } else { 0 }
    }

    /// The span of the line that `at` stands in, without its end.
    pub fn line_at(&self, at: usize) -> Span {
        let bytes = self.text.as_bytes();
        let at = at.min(bytes.len());
        let begins = at > 0 && bytes[at - 1] == b'\n';
        let start = if begins { at } else { memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |i| i + 1) };
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |i| at + i);
        let end = if end > start && bytes[end - 1] == b'\r' { end - 1 } else { end };
        Span::new(start.max(if start == 0 { self.start() } else { 0 }), end)
    }

    /// Where the line that `at` stands in ends, from there on.
    pub fn line_end(&self, at: usize) -> u32 {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let line = memchr::memchr(b'\n', rest).map_or(rest, |end| &rest[..end]);
        (at + line.strip_suffix(b"\r").unwrap_or(line).len()) as u32
    }
}

/// Writes `?` over each invalid byte and says where they were.
fn replace_invalid(bytes: &mut [u8]) -> Vec<Defect> {
    let (mut defects, mut at) = (Vec::new(), 0);
    while let Err(error) = std::str::from_utf8(&bytes[at..]) {
        let start = at + error.valid_up_to();
        let end = error.error_len().map_or(bytes.len(), |length| start + length);
        defects.push(Defect::Invalid { span: Span::new(start, end), bytes: bytes[start..end].to_vec() });
        bytes[start..end].fill(b'?');
        at = end;
    }
    defects
}

/// A place for a reader: line and column from 1, the column in Unicode code points, and the byte from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: u32,
    pub column: u32,
    pub byte: u32,
}

/// Where the lines of a text begin: not each of them, as few places are asked for.
#[derive(Clone, Debug)]
pub struct Lines {
    /// The number of line ends before each [`STEP`] bytes, and in all.
    ends: Vec<u32>,
    /// The number of characters before each [`STEP`] bytes, for texts with a long line: it may be as long as a file.
    characters: Vec<u32>,
}

const STEP: usize = 1024;

/// Characters begin with any byte but those of the form `10xxxxxx`.
fn count_characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as u32
}

fn count_ends(bytes: &[u8]) -> u32 {
    memchr::memchr_iter(b'\n', bytes).count() as u32
}

/// What is counted before each [`STEP`] bytes, and in all.
fn counted(text: &str, count: fn(&[u8]) -> u32) -> Vec<u32> {
    let mut all = 0;
    let mut counts = Vec::with_capacity(text.len() / STEP + 2);
    counts.push(all);
    for step in text.as_bytes().chunks(STEP) {
        all += count(step);
        counts.push(all);
    }
    counts
}

impl Lines {
    pub fn new(text: &str) -> Lines {
        let ends = counted(text, count_ends);
        let has_long = ends.windows(4).any(|ends| ends[0] == ends[3]);
        Lines { ends, characters: if has_long { counted(text, count_characters) } else { Vec::new() } }
    }

    /// The number of characters that begin in `from..to`.
    fn characters_in(&self, text: &str, from: usize, to: usize) -> u32 {
        let direct = |from: usize, to: usize| text.as_bytes().get(from..to).map_or(0, count_characters);
        let (first, last) = (from.div_ceil(STEP), to / STEP);
        match (self.characters.get(first), self.characters.get(last)) {
            (Some(before), Some(until)) if first < last => direct(from, first * STEP) + (until - before) + direct(last * STEP, to),
            _ => direct(from, to),
        }
    }

    /// The number of lines; a text that ends with a line end has an empty last one.
    pub fn count(&self) -> u32 {
        self.ends.last().map_or(1, |ends| ends + 1)
    }

    /// The line, from 1, in which byte `at` of `text` stands, the text the lines were made from.
    pub fn line(&self, text: &str, at: u32) -> u32 {
        let at = (at as usize).min(text.len());
        self.ends[at / STEP] + count_ends(&text.as_bytes()[at / STEP * STEP..at]) + 1
    }

    /// The byte of `text` at which line `line` (from 1) begins; the last line's for a line beyond.
    pub fn start(&self, text: &str, line: u32) -> u32 {
        let before = line.clamp(1, self.count()) - 1;
        let Some(step) = self.ends.partition_point(|&ends| ends < before).checked_sub(1) else { return 0 };
        let mut ends = memchr::memchr_iter(b'\n', &text.as_bytes()[step * STEP..]);
        ends.nth((before - self.ends[step]) as usize - 1).map_or(text.len(), |at| step * STEP + at + 1) as u32
    }

    /// The place of byte `at` of `text`. A byte order mark counts as no column.
    pub fn place(&self, text: &str, at: u32) -> Place {
        let (line, end) = (self.line(text, at), (at as usize).min(text.len()));
        let step = end / STEP * STEP;
        let near = memchr::memrchr(b'\n', &text.as_bytes()[step..end]).map(|at| step + at + 1);
        let start = near.unwrap_or_else(|| self.start(text, line) as usize);
        let start = if start == 0 && text.starts_with(BOM) { BOM.len() } else { start };
        Place { line, column: self.characters_in(text, start, end.max(start)) + 1, byte: at }
    }

    /// The places where a stretch of `text` begins and ends.
    pub fn places(&self, text: &str, span: Span) -> (Place, Place) {
        let start = self.place(text, span.start);
        let inside = text.as_bytes().get(span.range()).filter(|inside| inside.len() < STEP && span.start as usize >= BOM.len());
        let end = match inside {
            // Nearly all end in the line where they begin.
            Some(inside) if memchr::memchr(b'\n', inside).is_none() => {
                Place { line: start.line, column: start.column + count_characters(inside), byte: span.end }
            }
            _ => self.place(text, span.end),
        };
        (start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(bytes: &[u8]) -> Source {
        Source::new("a.md".into(), bytes.to_vec())
    }

    #[test]
    fn invalid_bytes_keep_their_places() {
        let source = source(b"ab\xff\xfecd\xe4\xb8");
        assert_eq!(source.text, "ab??cd??");
        let spans: Vec<_> = source
            .defects
            .iter()
            .map(|d| match d {
                Defect::Invalid { span, .. } | Defect::Utf16 { span } => *span,
            })
            .collect();
        assert_eq!(spans, [Span::new(2, 3), Span::new(3, 4), Span::new(6, 8)]);
    }

    #[test]
    fn places_count_characters_and_skip_the_mark() {
        let text = "\u{feff}é1\r\nüß x";
        let lines = Lines::new(text);
        assert_eq!(lines.place(text, 5), Place { line: 1, column: 2, byte: 5 });
        let x = text.find('x').map(|i| i as u32).unwrap_or_default();
        assert_eq!(lines.place(text, x), Place { line: 2, column: 4, byte: x });
    }

    #[test]
    fn lines_are_found_in_long_texts() {
        for length in [0, 1, 30, 700, 5 * STEP] {
            let text = format!("{}\n", "é".repeat(length)).repeat(9) + "end";
            let lines = Lines::new(&text);
            assert_eq!(lines.count(), 10);
            let mut start = 0;
            for line in 1..=10 {
                assert_eq!((lines.start(&text, line), lines.line(&text, start)), (start, line));
                assert_eq!(lines.place(&text, start), Place { line, column: 1, byte: start });
                start += 2 * length as u32;
                if line < 10 {
                    assert_eq!(lines.place(&text, start), Place { line, column: length as u32 + 1, byte: start });
                }
                start += 1;
            }
            assert_eq!((lines.start(&text, 99), lines.line(&text, u32::MAX)), (text.len() as u32 - 3, 10));
        }
    }

    #[test]
    fn a_line_ends_before_its_line_end() {
        let source = source(b"one\r\ntwo\nthree");
        assert_eq!(source.line_at(1).of(&source.text), "one");
        assert_eq!(source.line_at(6).of(&source.text), "two");
        assert_eq!(source.line_at(14).of(&source.text), "three");
    }
}
