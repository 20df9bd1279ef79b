//! The attribute lists of goldmark, which Hugo uses: `{#id .class key="a \" b" n=-1 list=["a", 2]}`, with or without commas.

use std::ops::Range;

/// A name with the places of the key and of the value in the text that was read.
pub type Pair<'t> = (&'t str, Range<usize>, Range<usize>);

/// Lists in lists, as values, as deep as anybody looks.
const DEEPEST: usize = 4;

/// The list that ends a line, and where it begins: the first that the grammar takes and that nothing follows.
pub fn at_end(line: &str) -> Option<(usize, Vec<Pair<'_>>)> {
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'{', b'\\', &bytes[at..]) {
        at += found;
        if bytes[at] == b'\\' {
            at += 1 + usize::from(bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation));
            continue;
        }
        if let Some((_, pairs)) = list(&line[at..]).filter(|(length, _)| line[at + length..].trim_end().is_empty()) {
            let place = |range: Range<usize>| at + range.start..at + range.end;
            return Some((at, pairs.into_iter().map(|(name, key, value)| (name, place(key), place(value))).collect()));
        }
        at += 1;
    }
    None
}

/// The list that a text begins with, and its length. Of several ids the last counts.
pub fn list(text: &str) -> Option<(usize, Vec<Pair<'_>>)> {
    let mut reader = Reader { text, at: 0 };
    let mut pairs = reader.list(0)?;
    let last = pairs.iter().rposition(|(name, ..)| *name == "id");
    let mut index = 0;
    pairs.retain(|(name, ..)| {
        index += 1;
        *name != "id" || last == Some(index - 1)
    });
    Some((reader.at, pairs))
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn blanks(&mut self) {
        self.while_is(|byte| byte.is_ascii_whitespace());
    }

    /// Steps over bytes of a class; says where they were.
    fn while_is(&mut self, is: impl Fn(u8) -> bool) -> Range<usize> {
        let start = self.at;
        self.at += self.text.as_bytes()[start..].iter().take_while(|&&byte| is(byte)).count();
        start..self.at
    }

    fn list(&mut self, depth: usize) -> Option<Vec<Pair<'t>>> {
        if depth > DEEPEST || !self.takes(b'{') {
            return None;
        }
        let mut pairs = Vec::new();
        while !self.takes(b'}') {
            pairs.push(self.attribute(depth)?);
            self.blanks();
            if self.takes(b',') {
                self.blanks();
            }
        }
        Some(pairs)
    }

    fn attribute(&mut self, depth: usize) -> Option<Pair<'t>> {
        self.blanks();
        let start = self.at;
        if self.takes(b'#') || self.takes(b'.') {
            let name = if self.text.as_bytes()[start] == b'#' { "id" } else { "class" };
            let is_word =
                |byte: u8| !byte.is_ascii_whitespace() && (!byte.is_ascii_punctuation() || matches!(byte, b'_' | b'-' | b':' | b'.'));
            return Some((name, start..self.at, self.while_is(is_word)));
        }
        let key = self.word()?;
        self.blanks();
        if !self.takes(b'=') {
            return None;
        }
        self.blanks();
        let value = self.value(depth)?;
        Some((&self.text[key.clone()], key, value))
    }

    fn word(&mut self) -> Option<Range<usize>> {
        self.peek().filter(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':'))?;
        Some(self.while_is(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'.' | b'-')))
    }

    fn value(&mut self, depth: usize) -> Option<Range<usize>> {
        let start = self.at;
        match self.peek()? {
            b'{' => {
                self.list(depth + 1)?;
                Some(start..self.at)
            }
            b'[' => self.array(depth + 1),
            b'"' => self.string(),
            b'-' | b'+' | b'0'..=b'9' => self.number(),
            _ => self.word(),
        }
    }

    fn array(&mut self, depth: usize) -> Option<Range<usize>> {
        let start = self.at;
        if depth > DEEPEST {
            return None;
        }
        self.at += 1;
        while !self.takes(b']') {
            self.takes(b',');
            self.blanks();
            self.value(depth)?;
            self.blanks();
        }
        Some(start..self.at)
    }

    fn string(&mut self) -> Option<Range<usize>> {
        self.at += 1;
        let start = self.at;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' if self.at + 1 < self.text.len() => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        // A byte behind a backslash may have been the first of a longer character.
        self.text.get(start..self.at - 1).map(|_| start..self.at - 1)
    }

    fn number(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        self.at += usize::from(matches!(self.peek(), Some(b'-' | b'+')));
        if self.while_is(|byte| byte.is_ascii_digit()).is_empty() {
            return None;
        }
        if self.takes(b'.') {
            self.while_is(|byte| byte.is_ascii_digit());
        }
        if self.takes(b'e') || self.takes(b'E') {
            self.at += usize::from(matches!(self.peek(), Some(b'-' | b'+')));
            self.while_is(|byte| byte.is_ascii_digit());
        }
        Some(start..self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The attributes of the list at the end of a line, as `name=value`.
    fn read(line: &str) -> Option<Vec<String>> {
        Some(at_end(line)?.1.into_iter().map(|(name, _, value)| format!("{name}={}", &line[value])).collect())
    }

    #[test]
    fn lists() {
        for (line, expected) in [
            ("Tea {#green}", &["id=green"][..]),
            ("Tea{#a.b:c .x}", &["id=a.b:c", "class=x"]),
            ("Tea {#a #b}", &["id=b"]),
            ("Tea {#茶 n=-1.5e3, t=true}", &["id=茶", "n=-1.5e3", "t=true"]),
            ("Tea {id=\"a } b\" list=[\"x\", 2] in={.y}}", &["id=a } b", "list=\"x\", 2]", "in={.y}"]),
            ("{} {}", &[]),
            ("Tea \\{#no} {#yes}", &["id=yes"]),
        ] {
            let expected: Vec<String> = expected.iter().map(|pair| pair.replace("list=", "list=[")).collect();
            assert_eq!(read(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_is_none() {
        for line in [
            "Tea",
            "Tea {#a b}",
            "Tea {#a} pot",
            "Tea {#a=b}",
            "Tea {id=}",
            "Tea {id='a'}",
            "Tea {: #a}",
            "Tea \\{#a}",
            "Tea {#a",
            "Tea {a=\"}",
            "Tea {{#a}}",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
        let deep = format!("Tea {}", "{a=".repeat(5000));
        assert_eq!(read(&deep), None);
    }
}
