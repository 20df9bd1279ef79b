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

/// More than nearly any tag has.
const MOST_ATTRIBUTES: usize = 12;

/// The parts of a start tag.
pub struct StartTag {
    pub name: Range<usize>,
    attributes: [(Range<usize>, Range<usize>); MOST_ATTRIBUTES],
    count: usize,
    pub self_closing: bool,
    pub end: usize,
}

impl StartTag {
    /// Where the names stand, and their values without quotation marks; a value may be empty.
    pub fn attributes(&self) -> &[(Range<usize>, Range<usize>)] {
        &self.attributes[..self.count]
    }
}

/// The pieces of an HTML text, in order.
pub struct Pieces<'a> {
    html: &'a [u8],
    at: usize,
    /// The markup that begins at `at`, if it has been looked at.
    ahead: Option<Piece>,
}

impl<'a> Pieces<'a> {
    pub fn of(html: &'a str) -> Pieces<'a> {
        Pieces { html: html.as_bytes(), at: 0, ahead: None }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let (html, start) = (self.html, self.at);
        if start >= html.len() {
            return None;
        }
        let piece = self.ahead.take().unwrap_or_else(|| {
            let end = text_end(html, start);
            let unclear = Piece::Unclear(html.len());
            if end < html.len() {
                match markup(html, end) {
                    Some(piece) if end == start => return piece,
                    Some(piece) => self.ahead = Some(piece),
                    // The text before it may belong to it.
                    None => return unclear,
                }
            }
            match memchr3(b'&', b'\r', 0, &html[start..end]) {
                Some(_) => Piece::Unclear(end),
                None => Piece::Text(end),
            }
        });
        self.at = piece.end();
        Some(piece)
    }
}

/// Where the text that begins at `start` ends: at what may be markup.
fn text_end(html: &[u8], start: usize) -> usize {
    let is_markup = |at: &usize| html.get(at + 1).is_some_and(|&next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'));
    memchr_iter(b'<', &html[start..]).map(|at| start + at).find(is_markup).unwrap_or(html.len())
}

/// The piece that begins with the `<` at `start`; `None` if it is not plain.
fn markup(html: &[u8], start: usize) -> Option<Piece> {
    match html.get(start + 1)? {
        b'/' => {
            let end = run(html, start + 2, |byte| byte.is_ascii_alphanumeric());
            (html.get(start + 2)?.is_ascii_alphabetic() && html.get(end) == Some(&b'>')).then_some(Piece::EndTag(end + 1))
        }
        b'!' => comment(html, start),
        _ => start_tag(html, start).map(Piece::StartTag),
    }
}

/// The end of the stretch of such bytes that begins at `at`.
#[inline]
fn run(html: &[u8], at: usize, is: impl Fn(u8) -> bool) -> usize {
    at + html[at..].iter().take_while(|&&byte| is(byte)).count()
}

fn comment(html: &[u8], start: usize) -> Option<Piece> {
    let text = html.get(start..)?.strip_prefix(b"<!--")?;
    // `<!-->` is a whole comment, and `--!>` ends one.
    let end = memchr_iter(b'>', text).find(|&end| text[..end].ends_with(b"--") || text[..end].ends_with(b"--!") || end < 2)?;
    (end >= 2 && text[..end].ends_with(b"--")).then_some(Piece::Comment(start + 4 + end + 1))
}

fn start_tag(html: &[u8], start: usize) -> Option<StartTag> {
    let name = start + 1..run(html, start + 1, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !html.get(name.start)?.is_ascii_alphabetic() || is_raw(&html[name.clone()]) {
        return None;
    }
    let mut at = name.end;
    let mut tag = StartTag { name, attributes: Default::default(), count: 0, self_closing: false, end: 0 };
    loop {
        let blank = run(html, at, |byte| matches!(byte, b' ' | b'\n' | b'\t'));
        match html.get(blank)? {
            b'>' => {
                tag.end = blank + 1;
                return Some(tag);
            }
            b'/' if html.get(blank + 1) == Some(&b'>') => {
                (tag.self_closing, tag.end) = (true, blank + 2);
                return Some(tag);
            }
            _ if blank == at => return None,
            _ => {}
        }
        let name = blank..run(html, blank, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'@' | b'.'));
        at = name.end;
        let value = match html.get(at..at + 2) {
            _ if name.is_empty() => return None,
            Some(&[b'=', quote @ (b'"' | b'\'')]) => {
                let value = at + 2..at + 2 + memchr(quote, &html[at + 2..])?;
                at = value.end + 1;
                value
            }
            Some([b'=', _]) => {
                let end = run(html, at + 1, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':' | b'%' | b'#'));
                if end == at + 1 || !matches!(html.get(end)?, b' ' | b'\n' | b'\t' | b'>') {
                    return None;
                }
                let value = at + 1..end;
                at = end;
                value
            }
            _ => at..at,
        };
        if memchr3(b'&', b'\r', 0, &html[value.clone()]).is_some() {
            return None;
        }
        *tag.attributes.get_mut(tag.count)? = (name, value);
        tag.count += 1;
    }
}

/// Elements whose content is no markup.
fn is_raw(name: &[u8]) -> bool {
    const RAW: [&[u8]; 10] =
        [b"script", b"style", b"title", b"textarea", b"iframe", b"noembed", b"noframes", b"noscript", b"plaintext", b"xmp"];
    RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw))
}
