//! HTML cut into pieces. Nearly all that articles have is plain: tags with quoted values, and text without references. A tokenizer that is
//! made for all HTML need only see the rest.

use memchr::{memchr, memchr_iter, memchr3};
use std::ops::Range;

/// A piece of HTML, by where it ends; it begins where the one before it ended.
pub enum Piece {
    /// Text that stands for itself.
    Text(usize),
    Comment(usize),
    /// `</name>`.
    EndTag(usize),
    StartTag(StartTag),
    /// What only the tokenizer can read.
    Unclear(usize),
}

impl Piece {
    /// Where it ends.
    pub fn end(&self) -> usize {
        match self {
            Piece::Text(end) | Piece::Comment(end) | Piece::EndTag(end) | Piece::Unclear(end) => *end,
            Piece::StartTag(tag) => tag.end,
        }
    }
}

/// A start tag: its name, and where it ends.
pub struct StartTag {
    pub name: Range<usize>,
    pub self_closing: bool,
    pub end: usize,
}

/// Where the name of an attribute stands, and its value without quotation marks, which may be empty.
pub type AttributeParts = (Range<usize>, Range<usize>);

/// More attributes than nearly any tag has.
const MOST_ATTRIBUTES: usize = 12;

/// The pieces of an HTML text, in order.
pub struct Pieces<'a> {
    html: &'a [u8],
    at: usize,
    /// The markup that begins at `at`, if it has been looked at.
    ahead: Option<Piece>,
    attributes: [AttributeParts; MOST_ATTRIBUTES],
    count: usize,
}

impl<'a> Pieces<'a> {
    pub fn of(html: &'a str) -> Pieces<'a> {
        Pieces { html: html.as_bytes(), at: 0, ahead: None, attributes: Default::default(), count: 0 }
    }

    /// The attributes of the start tag that was the last piece.
    pub fn attributes(&self) -> &[AttributeParts] {
        &self.attributes[..self.count]
    }

    /// The piece that begins with the `<` at `start`; `None` if it is not plain.
    fn markup(&mut self, start: usize) -> Option<Piece> {
        match self.html.get(start + 1)? {
            b'/' => end_tag(self.html, start),
            b'!' => comment(self.html, start),
            _ => self.start_tag(start).map(Piece::StartTag),
        }
    }

    fn start_tag(&mut self, start: usize) -> Option<StartTag> {
        let html = self.html;
        let name = start + 1..run(html, start + 1, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !html.get(name.start)?.is_ascii_alphabetic() || is_raw(&html[name.clone()]) {
            return None;
        }
        self.count = 0;
        let mut at = name.end;
        loop {
            let blank = run(html, at, |byte| matches!(byte, b' ' | b'\n' | b'\t'));
            match html.get(blank)? {
                b'>' => return Some(StartTag { name, self_closing: false, end: blank + 1 }),
                b'/' if html.get(blank + 1) == Some(&b'>') => return Some(StartTag { name, self_closing: true, end: blank + 2 }),
                _ if blank == at => return None,
                _ => {}
            }
            let (parts, end) = attribute(html, blank)?;
            *self.attributes.get_mut(self.count)? = parts;
            self.count += 1;
            at = end;
        }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let (html, start) = (self.html, self.at);
        if start >= html.len() {
            return None;
        }
        let piece = match self.ahead.take() {
            Some(piece) => piece,
            None => self.text_or_markup(text_end(html, start)),
        };
        self.at = piece.end();
        Some(piece)
    }
}

impl Pieces<'_> {
    /// The next piece, where the next markup begins at `end`.
    fn text_or_markup(&mut self, end: usize) -> Piece {
        let (html, start) = (self.html, self.at);
        if end < html.len() {
            match self.markup(end) {
                Some(piece) if end == start => return piece,
                Some(piece) => self.ahead = Some(piece),
                // The text before it may belong to it.
                None => return Piece::Unclear(html.len()),
            }
        }
        match memchr3(b'&', b'\r', 0, &html[start..end]) {
            Some(_) => Piece::Unclear(end),
            None => Piece::Text(end),
        }
    }
}

/// Where the text that begins at `start` ends: at what may be markup.
fn text_end(html: &[u8], start: usize) -> usize {
    let is_markup = |at: &usize| html.get(at + 1).is_some_and(|&next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'));
    memchr_iter(b'<', &html[start..]).map(|at| start + at).find(is_markup).unwrap_or(html.len())
}

/// The end of the stretch of such bytes that begins at `at`.
#[inline]
fn run(html: &[u8], at: usize, is: impl Fn(u8) -> bool) -> usize {
    at + html[at..].iter().take_while(|&&byte| is(byte)).count()
}

fn end_tag(html: &[u8], start: usize) -> Option<Piece> {
    let end = run(html, start + 2, |byte| byte.is_ascii_alphanumeric());
    (html.get(start + 2)?.is_ascii_alphabetic() && html.get(end) == Some(&b'>')).then_some(Piece::EndTag(end + 1))
}

fn comment(html: &[u8], start: usize) -> Option<Piece> {
    let text = html.get(start..)?.strip_prefix(b"<!--")?;
    // `<!-->` is a whole comment, and `--!>` ends one.
    let end = memchr_iter(b'>', text).find(|&end| text[..end].ends_with(b"--") || text[..end].ends_with(b"--!") || end < 2)?;
    (end >= 2 && text[..end].ends_with(b"--")).then_some(Piece::Comment(start + 4 + end + 1))
}

/// The attribute that begins at `start`, and where it ends.
fn attribute(html: &[u8], start: usize) -> Option<(AttributeParts, usize)> {
    let name = start..run(html, start, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'@' | b'.'));
    if name.is_empty() {
        return None;
    }
    let (value, end) = match html.get(name.end..name.end + 2) {
        Some(&[b'=', quote @ (b'"' | b'\'')]) => {
            let from = name.end + 2;
            let end = from + memchr(quote, &html[from..])?;
            (from..end, end + 1)
        }
        Some([b'=', _]) => {
            let from = name.end + 1;
            let end = run(html, from, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':' | b'%' | b'#'));
            if end == from || !matches!(html.get(end)?, b' ' | b'\n' | b'\t' | b'>') {
                return None;
            }
            (from..end, end)
        }
        _ => (name.end..name.end, name.end),
    };
    memchr3(b'&', b'\r', 0, &html[value.clone()]).is_none().then_some(((name, value), end))
}

/// Elements whose content is no markup.
fn is_raw(name: &[u8]) -> bool {
    const RAW: [&[u8]; 10] =
        [b"script", b"style", b"title", b"textarea", b"iframe", b"noembed", b"noframes", b"noscript", b"plaintext", b"xmp"];
    RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw))
}
