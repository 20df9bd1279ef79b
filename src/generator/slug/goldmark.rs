//! The plain text of a heading, as Hugo takes it from goldmark's syntax tree.

use super::Piece;
use regex::Regex;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// An open inline container.
struct Container {
    /// Whether it is itself part of the text.
    counts: bool,
    child: Child,
}

/// What of a container's first child was seen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Child {
    None,
    /// A text, which may go on.
    Text,
    Done,
}

/// What counts of the heading's text; `None` when nothing was there to count, whatever was replaced since.
pub fn plain_text(pieces: &[Piece<'_>], typographer: bool) -> Option<String> {
    let mut text = None::<String>;
    let mut open: Vec<Container> = Vec::new();
    let mut quotes = 0;
    for (at, piece) in pieces.iter().enumerate() {
        if *piece == Piece::Close {
            open.pop();
            continue;
        }
        let is_text = matches!(piece, Piece::Text { .. } | Piece::Escaped(_));
        let counts = open.last_mut().is_none_or(|container| {
            let first = container.child == Child::None || is_text && container.child == Child::Text;
            container.child = if is_text && first { Child::Text } else { Child::Done };
            container.counts && first
        });
        let segments = Segments { inside: !open.is_empty(), typographer, begins: at == 0 || pieces[at - 1] == Piece::Break };
        match piece {
            Piece::Open => open.push(Container { counts, child: Child::None }),
            // A heading of several lines has the id of its last.
            Piece::Break => text = None,
            Piece::Text { raw, .. } if counts => {
                let is_cut = segments.push(raw, &mut quotes, text.get_or_insert_default());
                if let Some(container) = open.last_mut().filter(|_| is_cut) {
                    container.child = Child::Done;
                }
            }
            Piece::Alt(alt) if counts && !alt.is_empty() => {
                Segments { inside: true, ..segments }.push(alt, &mut quotes, text.get_or_insert_default());
            }
            Piece::Escaped(part) | Piece::Code(part) if counts => text.get_or_insert_default().push_str(part),
            _ => {}
        }
    }
    text.filter(|text| !text.is_empty()).map(|text| resolved(text, pieces))
}

/// How a text is cut into nodes.
#[derive(Clone, Copy)]
struct Segments {
    /// It stands in a container, of which only the first node counts.
    inside: bool,
    typographer: bool,
    /// It begins a line.
    begins: bool,
}

impl Segments {
    /// Appends a text in which a dash stands for all that the typographer replaces, and from which bare links are gone; in a container only as
    /// far as the first of these. Says whether it was cut there.
    fn push(self, text: &str, quotes: &mut u32, out: &mut String) -> bool {
        let is_mark = |byte: u8| matches!(byte, b'\'' | b'"' | b'-' | b'.' | b'_' | b'<' | b'>' | b' ' | b'(');
        let has_sign = text.bytes().any(|byte| matches!(byte, b':' | b'.' | b'@'));
        let may_link = has_sign && !self.inside && (text.contains("://") || text.contains("www.") || text.contains('@'));
        let mut at = 0;
        if let Some(length) = if may_link && self.begins { link_length(text) } else { None } {
            at = length;
        }
        while let Some(found) = text.bytes().skip(at).position(is_mark) {
            let here = at + found;
            out.push_str(&text[at..here]);
            let rest = &text[here..];
            let length = if self.typographer { self.replaced_length(text, here, quotes) } else { 0 };
            match rest.as_bytes()[0] {
                _ if length > 0 && self.inside => return true,
                _ if length > 0 => {
                    out.push('–');
                    at = here + length;
                }
                // An underscore is a delimiter: the text goes on in another node.
                b'_' if self.inside => {
                    out.push('_');
                    return true;
                }
                byte => {
                    out.push(char::from(byte));
                    let link = if may_link && matches!(byte, b' ' | b'(') { link_length(&rest[1..]) } else { None };
                    at = here + 1 + link.unwrap_or(0);
                }
            }
        }
        out.push_str(&text[at..]);
        false
    }

    /// How many bytes from `at` on the typographer replaces.
    fn replaced_length(self, text: &str, at: usize, quotes: &mut u32) -> usize {
        match text.as_bytes()[at..] {
            [b'-', b'-', b'-', ..] | [b'.', b'.', b'.', ..] => 3,
            [b'-', b'-', ..] | [b'<', b'<', ..] | [b'>', b'>', ..] => 2,
            [b'\'', ..] => 1,
            [b'"', ..] => {
                let edge = if self.inside { '*' } else { ' ' };
                let (before, after) = (text[..at].chars().next_back().unwrap_or(edge), text[at + 1..].chars().next().unwrap_or(edge));
                let is_word = |c: char| !c.is_whitespace() && !c.is_ascii_punctuation();
                let opens = !after.is_whitespace() && (is_word(after) || !is_word(before));
                let closes = !before.is_whitespace() && (is_word(before) || !is_word(after));
                match (opens, closes, *quotes) {
                    (true, false, _) => {
                        *quotes += 1;
                        1
                    }
                    (false, true, 1..) => {
                        *quotes -= 1;
                        1
                    }
                    _ => 0,
                }
            }
            _ => 0,
        }
    }
}

/// Names of entities are resolved in the whole text, also in code; numbers are not.
fn resolved(text: String, pieces: &[Piece<'_>]) -> String {
    if !text.contains('&') {
        return text;
    }
    let entities = pieces.iter().filter_map(|piece| match piece {
        Piece::Text { raw, text } if raw.starts_with('&') => Some((*raw, *text)),
        _ => None,
    });
    let entities: FxHashMap<&str, &str> = entities.collect();
    let (mut out, mut rest) = (String::with_capacity(text.len()), text.as_str());
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = rest[1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let entity = rest.get(..name + 2).filter(|entity| name > 0 && entity.ends_with(';'));
        // In code, and behind a backslash, only those that are written there: they are no letters, and so much alike.
        let known = |entity: &str| ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&nbsp;", "&copy;"].contains(&entity).then_some("&");
        match entity.and_then(|entity| Some((entity, entities.get(entity).copied().or_else(|| known(entity))?))) {
            Some((entity, character)) => {
                out.push_str(character);
                rest = &rest[entity.len()..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The text without the tildes around what is struck out.
pub fn without_strikes(text: &str) -> String {
    let mut parts = text.split('~');
    let mut out = parts.next().unwrap_or_default().to_string();
    let mut is_open = false;
    let rest: Vec<&str> = parts.collect();
    for (index, part) in rest.iter().enumerate() {
        let opens = !is_open && !part.is_empty() && !part.starts_with(char::is_whitespace);
        let closed_later = opens && index + 1 < rest.len() && !part.ends_with(char::is_whitespace);
        let closes = is_open && !out.ends_with(char::is_whitespace);
        if !closed_later && !closes {
            out.push('~');
        }
        is_open = closed_later;
        out.push_str(part);
    }
    out
}

static URL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"^(?:(?:https?|ftp)://|www\.)[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+(?::[0-9]+)?(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=();,'">^{}\[\]`]*)?"#).ok()
});
static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^[a-zA-Z0-9][a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]*@[a-zA-Z0-9][a-zA-Z0-9-]*(?:\.[a-zA-Z0-9][a-zA-Z0-9-]*)+").ok()
});

/// The length of the bare URL or e-mail address that a text begins with, as goldmark links them.
fn link_length(text: &str) -> Option<usize> {
    if let Some(found) = URL.as_ref().and_then(|url| url.find(text)) {
        let mut link = found.as_str();
        if link.ends_with(')') {
            let surplus = link.matches(')').count().saturating_sub(link.matches('(').count());
            link = &link[..link.len() - surplus.min(link.len())];
        }
        return Some(link.trim_end_matches(['?', '!', '.', ',', ':', '*', '_', '~']).len());
    }
    let found = EMAIL.as_ref().and_then(|email| email.find(text))?;
    let link = found.as_str();
    (!text[link.len()..].starts_with(['-', '_'])).then_some(link.len())
}
