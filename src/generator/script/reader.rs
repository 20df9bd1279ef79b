//! From the text of a script to the values in it.

use super::Literal;
use super::lex::{after, after_brackets, boundary, is_name, string};
use std::cell::Cell;

/// Deeper nesting is no configuration.
const DEPTH: u32 = 64;
/// Names that are looked up in one configuration, at most.
pub const LOOKUPS: u32 = 200;

/// Reads values, and looks up the names in them.
pub struct Reader<'a> {
    text: &'a str,
    lookups: Cell<u32>,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str) -> Reader<'a> {
        Reader { text, lookups: Cell::new(LOOKUPS) }
    }

    /// For a part of a script, in which nothing is declared.
    pub fn without_lookups(text: &'a str) -> Reader<'a> {
        Reader { text, lookups: Cell::new(0) }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The text in between; nothing where an end comes before its begin.
    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn skip_blanks(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + rest.len() - rest.trim_start().len()
    }

    /// The name that stands here.
    fn name(&self, at: usize) -> &'a str {
        let rest = &self.text[at..];
        &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())]
    }

    /// An object, wherever it comes from: written here, declared elsewhere, handed through `defineConfig(…)`, or returned.
    pub fn configuration(&self, at: usize, depth: u32) -> Option<Literal> {
        if depth > DEPTH {
            return None;
        }
        let at = self.skip_blanks(at);
        match self.byte(at)? {
            b'{' | b'[' | b'\'' | b'"' | b'`' => Some(self.value(at, depth).0),
            // `(api) => …`, or something in parentheses.
            b'(' => {
                let end = self.skip_blanks(after_brackets(self.text, at));
                match self.text[end..].strip_prefix("=>") {
                    Some(_) => self.returned(end + 2, depth),
                    None => self.configuration(at + 1, depth + 1),
                }
            }
            _ => match self.name(at) {
                "async" | "await" => self.configuration(at + 5, depth + 1),
                "function" => {
                    let parameters = at + self.text[at..].find('(')?;
                    self.returned(after_brackets(self.text, parameters), depth)
                }
                "" => None,
                _ => {
                    let (value, end) = self.value(at, depth);
                    match value {
                        Literal::Computed(_) if self.text[self.skip_blanks(end)..].starts_with("=>") => None,
                        Literal::Computed(text) => {
                            let arrow = text.split_once("=>").filter(|(name, _)| name.trim().chars().all(is_name));
                            match arrow {
                                Some((name, _)) => self.returned(at + name.len() + 2, depth),
                                None => None,
                            }
                        }
                        value => Some(value),
                    }
                }
            },
        }
    }

    /// What a function returns whose body begins here.
    fn returned(&self, at: usize, depth: u32) -> Option<Literal> {
        let at = self.skip_blanks(at);
        if self.byte(at)? != b'{' {
            return self.configuration(at, depth + 1);
        }
        let end = after_brackets(self.text, at);
        let (mut now, mut found) = (at + 1, None);
        while now < end {
            let name = self.name(now);
            match self.byte(now) {
                _ if name == "return" => {
                    found = Some(now + name.len());
                    now += name.len();
                }
                _ if !name.is_empty() => now += name.len(),
                _ => now = after(self.text, now),
            }
        }
        self.configuration(found?, depth + 1)
    }

    /// The value that stands here, and where it ends.
    fn value(&self, at: usize, depth: u32) -> (Literal, usize) {
        let at = self.skip_blanks(at);
        let end = self.expression_end(at);
        let computed = || (Literal::Computed(self.slice(at, end).trim().to_string()), end);
        if depth > DEPTH {
            return computed();
        }
        let (value, stop) = match self.byte(at) {
            Some(b'{') => self.object(at, depth + 1),
            Some(b'[') => {
                let (items, stop) = self.list(at + 1, b']', depth + 1);
                (Literal::List(items), stop)
            }
            Some(quote @ (b'\'' | b'"' | b'`')) => match string(&self.text[at..], quote) {
                Some((text, length)) => (Literal::Text(text), at + length),
                None => return computed(),
            },
            Some(_) => match self.word(at, end, depth) {
                Some(found) => found,
                None => return computed(),
            },
            None => return computed(),
        };
        let rest = self.slice(stop, end).trim();
        if rest.is_empty() || rest.starts_with("as ") || rest.starts_with("satisfies ") { (value, end) } else { computed() }
    }

    /// A number, a constant, a name that is declared elsewhere, or `defineConfig({…})`.
    fn word(&self, at: usize, end: usize, depth: u32) -> Option<(Literal, usize)> {
        let name = self.name(at);
        let stop = at + name.len();
        let value = match name {
            "true" => Literal::Bool(true),
            "false" => Literal::Bool(false),
            "null" | "undefined" => Literal::Nothing,
            _ if name.starts_with(|c: char| c.is_ascii_digit()) => {
                let number = self.slice(at, end).trim();
                return Some((Literal::Number(number.parse().ok()?), end));
            }
            "" => return None,
            _ => match self.byte(stop) {
                // Helpers that hand their argument through: `defineConfig`, `withMermaid`.
                Some(b'(') if name.starts_with("define") || name.starts_with("with") => {
                    let value = self.configuration(stop + 1, depth + 1)?;
                    return Some((value, after_brackets(self.text, stop)));
                }
                Some(b'<') if name.starts_with("define") => {
                    let open = stop + self.slice(stop, end).find(">(")? + 1;
                    return Some((self.configuration(open + 1, depth + 1)?, after_brackets(self.text, open)));
                }
                _ if self.slice(stop, end).trim().is_empty() => {
                    let declaration = self.declaration(name).filter(|declaration| !(at..end).contains(declaration))?;
                    self.configuration(declaration, depth + 1)?
                }
                _ => return None,
            },
        };
        Some((value, stop))
    }

    fn object(&self, at: usize, depth: u32) -> (Literal, usize) {
        let mut entries = Vec::new();
        let mut at = at + 1;
        loop {
            at = self.skip_blanks(at);
            match self.byte(at) {
                None => return (Literal::Map(entries), at),
                Some(b'}') => return (Literal::Map(entries), at + 1),
                Some(b',') => at += 1,
                Some(b'.') if self.text[at..].starts_with("...") => {
                    let (value, end) = self.value(at + 3, depth);
                    match value {
                        Literal::Map(more) => entries.extend(more),
                        other => entries.push(("...".into(), other)),
                    }
                    at = end;
                }
                Some(quote) => {
                    let (key, end) = match quote {
                        b'\'' | b'"' => match string(&self.text[at..], quote) {
                            Some((key, length)) => (key, at + length),
                            None => return (Literal::Map(entries), self.text.len()),
                        },
                        _ => (self.name(at).to_string(), at + self.name(at).len()),
                    };
                    let colon = self.skip_blanks(end);
                    match self.byte(colon) {
                        Some(b':') if !key.is_empty() => {
                            let (value, end) = self.value(colon + 1, depth);
                            entries.push((key, value));
                            at = end;
                        }
                        // `{ base }`
                        Some(b',' | b'}') if !key.is_empty() => {
                            entries.push((key, self.value(at, depth).0));
                            at = colon;
                        }
                        // A method, or a key that is computed.
                        _ => {
                            let end = self.expression_end(at).max(at + 1);
                            let end = boundary(self.text, end);
                            entries.push((key, Literal::Computed(self.slice(at, end).trim().to_string())));
                            at = end;
                        }
                    }
                }
            }
        }
    }

    /// The items up to a closing bracket, and where it ends.
    pub fn list(&self, at: usize, close: u8, depth: u32) -> (Vec<Literal>, usize) {
        let mut items = Vec::new();
        let mut at = at;
        loop {
            at = self.skip_blanks(at);
            match self.byte(at) {
                None => return (items, at),
                Some(byte) if byte == close => return (items, at + 1),
                Some(b',') => at += 1,
                // Another closing bracket, or a semicolon: no list after all.
                Some(b')' | b']' | b'}' | b';') => return (items, at),
                Some(b'.') if self.text[at..].starts_with("...") => {
                    let (value, end) = self.value(at + 3, depth);
                    match value {
                        Literal::List(more) => items.extend(more),
                        other => items.push(other),
                    }
                    at = end.max(at + 3);
                }
                Some(_) => {
                    let (value, end) = self.value(at, depth);
                    items.push(value);
                    at = end;
                }
            }
        }
    }

    /// Where the expression that begins here ends: at a comma, a semicolon or a closing bracket of what is around it.
    fn expression_end(&self, at: usize) -> usize {
        let mut at = at;
        while let Some(byte) = self.byte(at) {
            match byte {
                b',' | b';' | b')' | b']' | b'}' => return at,
                // Without semicolons, the next statement ends it.
                b'\n'
                    if ["const ", "let ", "var ", "export ", "function ", "module."]
                        .iter()
                        .any(|word| self.text[at..].trim_start().starts_with(word)) =>
                {
                    return at;
                }
                _ => at = after(self.text, at),
            }
        }
        at
    }

    /// Where the value of `const name = …` begins.
    pub fn declaration(&self, name: &str) -> Option<usize> {
        self.lookups.set(self.lookups.get().checked_sub(1)?);
        let mut at = 0;
        while let Some(found) = self.text[at..].find(name) {
            let (start, end) = (at + found, at + found + name.len());
            at = end;
            let before = self.text[..start].trim_end();
            let is_blank_before = before.len() < start;
            if before.ends_with("function") && is_blank_before {
                return Some(before.len() - "function".len());
            }
            if !is_blank_before
                || !["const", "let", "var"].iter().any(|word| before.ends_with(word))
                || self.text[end..].starts_with(is_name)
            {
                continue;
            }
            // A type may stand before the value.
            let line = self.text[end..].find(['=', ';', '\n']).map(|equals| end + equals)?;
            if self.byte(line) == Some(b'=') {
                return Some(line + 1);
            }
        }
        None
    }
}
