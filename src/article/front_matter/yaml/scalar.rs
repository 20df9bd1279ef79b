//! The scalars of YAML: what a plain one means, and where the bytes of a string came from.
//!
//! Each function here decodes a scalar by itself, run by run. The text is then compared with the parser's; where the two
//! differ, the string is one whole.

use crate::text::{Mapped, Span};
use granit_parser::ScalarStyle;

/// What a plain scalar means by the core schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    Null,
    Bool(bool),
    Number,
    String,
}

/// Resolves a plain scalar.
pub fn resolve(text: &str) -> Plain {
    match text.as_bytes() {
        [] | b"~" | b"null" | b"Null" | b"NULL" => Plain::Null,
        b"true" | b"True" | b"TRUE" => Plain::Bool(true),
        b"false" | b"False" | b"FALSE" => Plain::Bool(false),
        [b'0'..=b'9' | b'+' | b'-' | b'.', ..] if is_number(text) => Plain::Number,
        _ => Plain::String,
    }
}

fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match unsigned.as_bytes() {
        [b'0', b'x', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit),
        [b'0', b'o', digits @ ..] => !digits.is_empty() && digits.iter().all(|b| matches!(b, b'0'..=b'7')),
        [b'0', b'b', digits @ ..] => !digits.is_empty() && digits.iter().all(|b| matches!(b, b'0' | b'1')),
        // With a zero before it, as in `007`, it is a name rather than a number.
        [b'0', rest @ ..] if !rest.is_empty() && rest.iter().all(u8::is_ascii_digit) => false,
        b".inf" | b".Inf" | b".INF" => true,
        b".nan" | b".NaN" | b".NAN" => unsigned.len() == text.len(),
        [b'0'..=b'9' | b'.', ..] => unsigned.parse::<f64>().is_ok_and(f64::is_finite),
        _ => false,
    }
}

/// The string `decoded` that the parser made of `raw`, a plain or quoted scalar that begins at byte `at` of the file.
pub fn flow(decoded: &str, raw: &str, at: usize, style: ScalarStyle) -> Mapped {
    let whole = Span::new(at, at + raw.len());
    let (inner, at) = match style {
        ScalarStyle::Plain => (Some(raw), at),
        _ => (raw.get(1..raw.len().saturating_sub(1)), at + 1),
    };
    let mut mapped = Mapped::default();
    match inner {
        Some(inner) if inner == decoded => mapped.push_verbatim(decoded, at),
        Some(inner) => {
            mapped = decode(inner, at, style);
            verify(&mut mapped, decoded, whole);
        }
        None => mapped.push_atomic(decoded, whole),
    }
    mapped
}

/// Makes one whole of a string that was not decoded as the parser did it.
fn verify(mapped: &mut Mapped, decoded: &str, whole: Span) {
    if mapped.text() != decoded {
        *mapped = Mapped::default();
        mapped.push_atomic(decoded, whole);
    }
}

/// Length of the line break at the head of `bytes`, zero where there is none.
fn line_break(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// Decodes what stands between the quotes, or a plain scalar of several lines.
fn decode(raw: &str, at: usize, style: ScalarStyle) -> Mapped {
    let (bytes, mut mapped) = (raw.as_bytes(), Mapped::default());
    // The text from `from` is still to be written; blanks before `floor` are no end of a line.
    let (mut from, mut floor, mut i) = (0, 0, 0);
    while i < bytes.len() {
        match bytes[i] {
            b'\n' | b'\r' => {
                let end = floor + raw[floor..i].trim_end_matches([' ', '\t']).len();
                mapped.push_verbatim(&raw[from..end], at + from);
                let (next, breaks) = skip_breaks(bytes, i);
                let place = Span::new(at + end, at + next);
                if breaks == 1 {
                    mapped.push_atomic(" ", place)
                } else {
                    mapped.push_atomic(&"\n".repeat(breaks - 1), place)
                }
                (from, floor, i) = (next, next, next);
            }
            b'\'' if style == ScalarStyle::SingleQuoted => {
                mapped.push_verbatim(&raw[from..i], at + from);
                let next = (i + 2).min(bytes.len());
                mapped.push_atomic("'", Span::new(at + i, at + next));
                (from, floor, i) = (next, next, next);
            }
            b'\\' if style == ScalarStyle::DoubleQuoted => {
                mapped.push_verbatim(&raw[from..i], at + from);
                let next = escape(raw, i, at, &mut mapped);
                (from, floor, i) = (next, next, next);
            }
            _ => i += 1,
        }
    }
    mapped.push_verbatim(&raw[from..], at + from);
    mapped
}

/// The end of the line breaks and blanks that begin at `i`, and the number of breaks.
fn skip_breaks(bytes: &[u8], mut i: usize) -> (usize, usize) {
    let mut breaks = 0;
    while i < bytes.len() {
        match line_break(&bytes[i..]) {
            0 if matches!(bytes[i], b' ' | b'\t') => i += 1,
            0 => break,
            length => {
                i += length;
                breaks += 1;
            }
        }
    }
    (i, breaks)
}

/// Decodes the escape at byte `i` of `raw`; returns its end.
fn escape(raw: &str, i: usize, at: usize, mapped: &mut Mapped) -> usize {
    let bytes = raw.as_bytes();
    let Some(&letter) = bytes.get(i + 1) else { return bytes.len() };
    let digits = match letter {
        b'x' => 2,
        b'u' => 4,
        b'U' => 8,
        b'\n' | b'\r' => {
            // The break is left out, and so are the blanks of the next line; empty lines behind it count.
            let (next, breaks) = skip_breaks(bytes, i + 1);
            mapped.push_atomic(&"\n".repeat(breaks - 1), Span::new(at + i, at + next));
            return next;
        }
        _ => {
            let character = match letter {
                b'0' => '\0',
                b'a' => '\u{7}',
                b'b' => '\u{8}',
                b't' | b'\t' => '\t',
                b'n' => '\n',
                b'v' => '\u{b}',
                b'f' => '\u{c}',
                b'r' => '\r',
                b'e' => '\u{1b}',
                b'N' => '\u{85}',
                b'_' => '\u{a0}',
                b'L' => '\u{2028}',
                b'P' => '\u{2029}',
                other if other.is_ascii() => other as char,
                _ => return i + 1,
            };
            mapped.push_atomic(character.encode_utf8(&mut [0; 4]), Span::new(at + i, at + i + 2));
            return i + 2;
        }
    };
    let mut end = (i + 2 + digits).min(bytes.len());
    let value = |from: usize, end: usize| raw.get(from..end).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    let mut code = value(i + 2, end);
    if let Some(high) = code.filter(|code| (0xd800..0xdc00).contains(code))
        && raw.get(end..end + 2) == Some("\\u")
        && let Some(low) = value(end + 2, end + 6).filter(|code| (0xdc00..0xe000).contains(code))
    {
        code = Some(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
        end += 6;
    }
    match code.and_then(char::from_u32) {
        Some(character) => {
            mapped.push_atomic(character.encode_utf8(&mut [0; 4]), Span::new(at + i, at + end));
            end
        }
        None => i + 2,
    }
}

/// A block scalar: the text it stands in, and the places that tell its lines apart.
pub struct Block<'a> {
    pub text: &'a str,
    /// Where its `|` or `>` stands.
    pub header: usize,
    /// The end of its lines.
    pub end: usize,
    /// How many spaces indent its lines.
    pub indent: usize,
}

impl Block<'_> {
    /// The string, which the parser decoded as `decoded`, and the end of the last line of text. `base` is the place of the
    /// text in the file.
    pub fn read(&self, decoded: &str, base: usize) -> (Mapped, usize) {
        let bytes = self.text.as_bytes();
        let header = &bytes[self.header..self.end.max(self.header)];
        let header_end = self.header + memchr::memchr2(b'\n', b'\r', header).unwrap_or(header.len());
        let folded = header.first() == Some(&b'>');
        let signs = self.text[self.header..header_end].split([' ', '\t']).next().unwrap_or_default();
        let (strip, keep) = (signs.contains('-'), signs.contains('+'));
        let mut mapped = Mapped::default();
        // Where the breaks since the last line of text begin.
        let mut breaks: Vec<usize> = Vec::new();
        let (mut last, mut indented) = (None, false);
        let mut start = header_end + line_break(&bytes[header_end..]);
        while start < self.end {
            let end = start + memchr::memchr2(b'\n', b'\r', &bytes[start..self.end]).unwrap_or(self.end - start);
            let next = end + line_break(&bytes[end..]);
            let spaces = bytes[start..end].iter().take(self.indent).take_while(|&&b| b == b' ').count();
            let from = start + spaces;
            if from < end {
                if spaces < self.indent {
                    break;
                }
                let deeper = matches!(bytes[from], b' ' | b'\t');
                let folds = folded && last.is_some() && !indented && !deeper;
                self.write_breaks(&mut mapped, &breaks, from, folds, base);
                mapped.push_verbatim(&self.text[from..end], base + from);
                breaks.clear();
                (last, indented) = (Some(end), deeper);
            }
            if next > end {
                breaks.push(end);
            }
            start = next;
        }
        let value_end = last.unwrap_or(self.header + signs.len());
        let place = Span::at(base + value_end);
        let kept = if strip {
            0
        } else if keep {
            breaks.len()
        } else {
            usize::from(last.is_some() && !breaks.is_empty())
        };
        if kept > 0 {
            mapped.push_atomic(&"\n".repeat(kept), place);
        }
        verify(&mut mapped, decoded, Span::new(base + self.header, base + value_end));
        (mapped, value_end)
    }

    /// Writes the breaks before the line whose text begins at `next`: each is a `\n`, but where lines are folded, one alone
    /// is a space and the first of several is nothing.
    fn write_breaks(&self, mapped: &mut Mapped, breaks: &[usize], next: usize, folds: bool, base: usize) {
        for (i, &start) in breaks.iter().enumerate() {
            let end = breaks.get(i + 1).copied().unwrap_or(next);
            let (sign, start) = match (folds, breaks.len(), i) {
                (true, 1, _) => (" ", start),
                (true, _, 0) => continue,
                (true, _, 1) => ("\n", breaks[0]),
                _ => ("\n", start),
            };
            mapped.push_atomic(sign, Span::new(base + start, base + end));
        }
    }
}
