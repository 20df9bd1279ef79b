//! JSON: an object at the head of a text, or the members of one, with the places of all names and values.

use super::{Data, Field, Problem, ProblemKind, Value, drop_duplicates, excerpt};
use crate::text::{Mapped, Span};
use std::ops::Range;

/// Deeper lists and maps are a fault.
const DEPTH: usize = 100;

/// An object at the head of a text.
pub struct Object {
    pub fields: Vec<Field>,
    pub problems: Vec<Problem>,
    /// Behind its closing brace. Where it has none, the end of its last line that holds something of it.
    pub end: usize,
    pub closed: bool,
}

/// Reads the object that begins with the `{` at byte `start`.
pub fn object(text: &str, start: usize) -> Object {
    let mut reader = Reader { text, at: start + 1, end: text.len(), problems: Vec::new() };
    let mut fields = Vec::new();
    match reader.members(&mut fields, 0, Some(b'}')) {
        Ok(()) => Object { fields, end: reader.at, problems: reader.finish(None), closed: true },
        Err(fault) => {
            let (end, closed) = match closing_brace(text, start) {
                Some(end) => (end, true),
                None => (paragraph(text, start), false),
            };
            fields.retain(|field| field.value.span.end as usize <= end);
            let open = Span::new(start, start + 1);
            let message = "the front matter that begins with this `{` is never closed".to_string();
            let unclosed =
                Problem { kind: ProblemKind::Unclosed, span: open, message, help: Some("put a `}` behind its last field".into()) };
            reader.problems.retain(|problem| problem.span.end as usize <= end);
            let problem = if closed { reader.problem(fault) } else { unclosed };
            Object { fields, end, problems: reader.finish(Some(problem)), closed }
        }
    }
}

/// Reads the members of an object whose braces are not written.
pub fn members(text: &str, inside: Range<usize>) -> (Vec<Field>, Vec<Problem>) {
    let mut reader = Reader { text, at: inside.start, end: inside.end, problems: Vec::new() };
    let mut fields = Vec::new();
    let fault = reader.members(&mut fields, 0, None).err();
    let problem = fault.map(|fault| reader.problem(fault));
    (fields, reader.finish(problem))
}

/// The end of the object at `start` by its braces alone.
fn closing_brace(text: &str, start: usize) -> Option<usize> {
    let (bytes, mut depth, mut quoted, mut at) = (text.as_bytes(), 0usize, false, start);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            // A string ends with its line at the latest.
            b'\n' => quoted = false,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The end of the paragraph that `start` stands in.
fn paragraph(text: &str, start: usize) -> usize {
    let empty = super::line::lines(text, start).skip(1).find(|line| line.of(text).trim().is_empty());
    text[..empty.map_or(text.len(), |line| line.start)].trim_end().len().max(start + 1)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    problems: Vec<Problem>,
}

/// What is wrong, and where.
struct Fault {
    range: Range<usize>,
    message: String,
    help: Option<&'static str>,
}

fn fault<T>(range: Range<usize>, message: impl Into<String>, help: &'static str) -> Result<T, Fault> {
    Err(Fault { range, message: message.into(), help: Some(help).filter(|help| !help.is_empty()) })
}

impl Reader<'_> {
    fn finish(self, last: Option<Problem>) -> Vec<Problem> {
        let mut problems = self.problems;
        problems.extend(last);
        problems.sort_by_key(|problem| problem.span);
        problems
    }

    fn problem(&self, fault: Fault) -> Problem {
        let Fault { range, message, help } = fault;
        Problem { kind: ProblemKind::Syntax, span: Span::from(range), message, help: help.map(String::from) }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes()[..self.end].get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// The character that stands here; at the end, the last one before it that is no blank.
    fn here(&self) -> Range<usize> {
        match self.text[self.at..self.end].chars().next() {
            Some(c) if !c.is_whitespace() => self.at..self.at + c.len_utf8(),
            _ => {
                let end = self.text[..self.at].trim_end().len();
                self.text[..end].char_indices().next_back().map_or(end, |(at, _)| at)..end
            }
        }
    }

    /// Reads members up to `close`, or to the end.
    fn members(&mut self, fields: &mut Vec<Field>, depth: usize, close: Option<u8>) -> Result<(), Fault> {
        let result = self.read_members(fields, depth, close);
        drop_duplicates(fields, &mut self.problems);
        result
    }

    fn read_members(&mut self, fields: &mut Vec<Field>, depth: usize, close: Option<u8>) -> Result<(), Fault> {
        let mut comma = None;
        loop {
            self.blanks();
            let here = self.here();
            match self.peek() {
                byte if byte == close => {
                    if let Some(comma) = comma {
                        self.note(comma..comma + 1, "a comma behind the last member is not allowed in JSON", "delete it");
                    }
                    self.at += usize::from(close.is_some());
                    return Ok(());
                }
                None => return fault(here, "the map ends nowhere: its `}` is missing", ""),
                Some(b'{') if close.is_none() && fields.is_empty() => {
                    self.note(here, "the braces around front matter between `;;;` are not written", "delete `{` and its `}`");
                    self.at += 1;
                    return self.read_members(fields, depth, Some(b'}'));
                }
                _ if !fields.is_empty() && comma.is_none() => {
                    self.note(here, "a comma is missing before this member", "put a `,` behind the value above");
                }
                _ => {}
            }
            let start = self.at;
            let name = self.name()?;
            let key = Span::new(start, self.at);
            self.blanks();
            if self.peek() != Some(b':') {
                let message = format!("a `:` is missing behind the name `{}`", excerpt(&name));
                return fault(self.here(), message, "write `\"name\": value`");
            }
            self.at += 1;
            let value = self.value(depth)?;
            fields.push(Field { name, key, value });
            comma = self.comma();
        }
    }

    /// The name of a member. One without quotes is a fault that can be got over.
    fn name(&mut self) -> Result<String, Fault> {
        match self.peek() {
            Some(b'"') => Ok(self.string()?.text().to_string()),
            Some(b'\'') => fault(self.here(), "JSON has no single quotes", "write `\"` in the place of `'`"),
            _ => {
                let rest = &self.text[self.at..self.end];
                let length = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(rest.len());
                let (range, help) = (self.at..self.at + length, "write `\"name\": value`");
                if length == 0 {
                    return fault(self.here(), "a name in double quotes should stand here", help);
                }
                self.note(range.clone(), "the name of a member must be in double quotes", help);
                self.at = range.end;
                Ok(self.text[range].to_string())
            }
        }
    }

    /// Notes a fault that reading gets over.
    fn note(&mut self, range: Range<usize>, message: impl Into<String>, help: &'static str) {
        let problem = self.problem(Fault { range, message: message.into(), help: Some(help) });
        self.problems.push(problem);
    }

    /// Takes a comma, if one is next; its place.
    fn comma(&mut self) -> Option<usize> {
        self.blanks();
        let comma = (self.peek() == Some(b',')).then_some(self.at);
        self.at += usize::from(comma.is_some());
        comma
    }

    fn value(&mut self, depth: usize) -> Result<Value, Fault> {
        self.blanks();
        let start = self.at;
        let data = match self.peek() {
            Some(b'"') => Data::String(self.string()?),
            Some(b'{' | b'[') if depth >= DEPTH => return fault(self.here(), "lists and maps are nested too deeply", ""),
            Some(b'{') => {
                self.at += 1;
                let mut fields = Vec::new();
                self.members(&mut fields, depth + 1, Some(b'}'))?;
                Data::Map(fields)
            }
            Some(b'[') => self.list(depth + 1)?,
            Some(b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => self.word(),
            Some(b'\'') => return fault(self.here(), "JSON has no single quotes", "write `\"` in the place of `'`"),
            Some(_) => return fault(self.here(), "a value should stand here", ""),
            None => return fault(self.here(), "a value is missing", ""),
        };
        Ok(Value { span: Span::new(start, self.at), data })
    }

    fn list(&mut self, depth: usize) -> Result<Data, Fault> {
        let (open, mut items, mut comma) = (self.at, Vec::new(), None);
        self.at += 1;
        loop {
            self.blanks();
            match (self.peek(), comma) {
                (Some(b']'), comma) => {
                    if let Some(comma) = comma {
                        self.note(comma..comma + 1, "a comma behind the last item is not allowed in JSON", "delete it");
                    }
                    self.at += 1;
                    return Ok(Data::List(items));
                }
                (None, _) => return fault(open..open + 1, "the list that begins with this `[` is never closed", ""),
                (Some(_), None) if !items.is_empty() => {
                    self.note(self.here(), "a comma is missing before this item", "put a `,` between two items");
                    items.push(self.value(depth)?);
                }
                _ => items.push(self.value(depth)?),
            }
            comma = self.comma();
        }
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Data {
        let rest = &self.text.as_bytes()[self.at..self.end];
        let length = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.' | b'_')).count();
        let range = self.at..self.at + length;
        let text = self.text;
        let word = &text[range.clone()];
        self.at = range.end;
        match word {
            "null" => Data::Null,
            "true" => Data::Bool(true),
            "false" => Data::Bool(false),
            _ if is_number(word) => Data::Number(word.into()),
            _ => {
                let message = format!("`{}` is no value of JSON", excerpt(word));
                self.note(range.clone(), message, "put text in double quotes; write `true`, `false` and `null` in small letters");
                let mut mapped = Mapped::default();
                mapped.push_verbatim(word, range.start);
                Data::String(mapped)
            }
        }
    }

    fn string(&mut self) -> Result<Mapped, Fault> {
        let open = self.at;
        let mut mapped = Mapped::default();
        self.at += 1;
        loop {
            let rest = &self.text.as_bytes()[self.at..self.end];
            let length = rest.iter().position(|&b| b == b'"' || b == b'\\' || b < 0x20);
            let next = self.at + length.unwrap_or(rest.len());
            mapped.push_verbatim(&self.text[self.at..next], self.at);
            self.at = next;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(mapped);
                }
                Some(b'\\') => self.escape(&mut mapped)?,
                Some(b'\n' | b'\r') | None => {
                    return fault(open..open + 1, "the quote that opens here is never closed on its line", "write `\\n` for a new line");
                }
                Some(control) => {
                    let message = format!("the invisible character U+{control:04X} must be written as an escape");
                    return fault(self.at..self.at + 1, message, if control == b'\t' { "write `\\t`" } else { "" });
                }
            }
        }
    }

    fn escape(&mut self, mapped: &mut Mapped) -> Result<(), Fault> {
        let (start, unit) = (self.at, |at: usize| -> Option<u32> {
            let digits = self.text[..self.end].get(at..at + 4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
            u32::from_str_radix(digits, 16).ok()
        });
        let (end, character) = match self.text.as_bytes()[..self.end].get(start + 1) {
            Some(quoted @ (b'"' | b'\\' | b'/')) => (start + 2, Some(*quoted as char)),
            Some(b'b') => (start + 2, Some('\u{8}')),
            Some(b'f') => (start + 2, Some('\u{c}')),
            Some(b'n') => (start + 2, Some('\n')),
            Some(b'r') => (start + 2, Some('\r')),
            Some(b't') => (start + 2, Some('\t')),
            Some(b'u') => match unit(start + 2) {
                Some(high @ 0xd800..0xdc00) => match (self.text[..self.end].get(start + 6..start + 8), unit(start + 8)) {
                    (Some("\\u"), Some(low @ 0xdc00..0xe000)) => {
                        (start + 12, char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)))
                    }
                    _ => (start + 6, None),
                },
                code => (start + 6, code.and_then(char::from_u32)),
            },
            _ => (start + 2, None),
        };
        let Some(character) = character else {
            return fault(start..start + 1, "a `\\` begins an escape, and this is none that JSON knows", "write `\\\\` for a `\\`");
        };
        mapped.push_atomic(character.encode_utf8(&mut [0; 4]), Span::new(start, end));
        self.at = end;
        Ok(())
    }
}

/// `-`, digits with no zero before them, a fraction, an exponent.
fn is_number(word: &str) -> bool {
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(digits) && exponent.is_none_or(digits)
}
