//! HTML as kramdown sees it: which tags begin a block, and where that ends.

use super::line::outdented;
use crate::article::dialect::near;

/// Elements within a line. A tag of any other name begins a block, of whatever it is.
const SPANS: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdo", "big", "br", "button", "cite", "code", "del", "dfn", "em", "i", "img", "input", "ins", "kbd",
    "label", "mark", "option", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby", "samp", "select", "small", "span", "strong", "sub", "sup",
    "time", "tt", "u", "var",
];

/// Elements whose tags are text within a line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "applet",
    "body",
    "blockquote",
    "caption",
    "col",
    "colgroup",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "head",
    "iframe",
    "legend",
    "menu",
    "li",
    "main",
    "map",
    "nav",
    "ol",
    "optgroup",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tfoot",
    "tr",
    "ul",
];

const VOID: &[&str] =
    &["area", "base", "br", "col", "command", "embed", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr"];

/// Elements that hold blocks, where `markdown="1"` asks for Markdown in them.
const HOLD_BLOCKS: &[&str] = &[
    "address",
    "applet",
    "article",
    "aside",
    "blockquote",
    "body",
    "dd",
    "details",
    "div",
    "dl",
    "fieldset",
    "figure",
    "figcaption",
    "footer",
    "form",
    "header",
    "hgroup",
    "iframe",
    "li",
    "main",
    "map",
    "menu",
    "nav",
    "noscript",
    "object",
    "section",
    "summary",
    "td",
];

/// Those that hold no Markdown at all even so.
const HOLD_RAW: &[&str] = &["script", "style", "math", "option", "textarea", "pre", "code", "kbd", "samp", "var"];

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

pub fn is_span(name: &str) -> bool {
    is_one_of(SPANS, name)
}

pub fn is_block(name: &str) -> bool {
    is_one_of(BLOCKS, name)
}

/// What a tag's element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Html,
    /// Lines of text.
    Spans,
    /// Markdown.
    Blocks,
    /// Nothing: it has no end tag.
    Nothing,
}

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StartTag<'t> {
    pub name: &'t str,
    pub length: usize,
    pub holds: Holds,
}

/// Whether a line begins with a tag that begins or ends a block.
pub fn begins_block(line: &str) -> bool {
    let Some(tag) = outdented(line).and_then(|line| line.strip_prefix('<')) else { return false };
    // A comment in a paragraph stays in it, but template tags that hold code stand here as comments, and they are blocks.
    let name = name(tag.strip_prefix('/').unwrap_or(tag));
    name.is_some_and(|name| !is_span(name) && !name.eq_ignore_ascii_case("script")) || tag.starts_with("!--")
}

/// The name that a text begins with.
fn name(text: &str) -> Option<&str> {
    let is_start = |c: char| c.is_alphabetic() || c == '_';
    let plain = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':')).count();
    let end = match text.as_bytes().get(plain) {
        None | Some(0..0x80) => plain,
        Some(_) => text.find(|c: char| !(is_start(c) || c.is_ascii_digit() || matches!(c, '-' | '.' | ':'))).unwrap_or(text.len()),
    };
    let name = &text[..end];
    // `<https://…>` is a link.
    (name.starts_with(is_start) && !text[end..].starts_with("//")).then_some(name)
}

/// The length of the white space that a text begins with.
fn blanks(text: &str) -> usize {
    match text.as_bytes().first() {
        None | Some(b'!'..=b'~') => 0,
        Some(_) => text.len() - text.trim_start().len(),
    }
}

/// The start tag that a text begins with. Templates stand for attributes.
pub fn start_tag(text: &str) -> Option<StartTag<'_>> {
    let name = name(text.strip_prefix('<')?)?;
    let mut at = 1 + name.len();
    let mut markdown = None;
    loop {
        let blanks = blanks(&text[at..]);
        let rest = &text[at + blanks..];
        let end = match rest.as_bytes() {
            [b'>', ..] => Some(1),
            [b'/', b'>', ..] => Some(2),
            _ => None,
        };
        if let Some(length) = end {
            let holds = match markdown {
                _ if length == 2 || is_one_of(VOID, name) => Holds::Nothing,
                Some("1") if is_one_of(HOLD_BLOCKS, name) => Holds::Blocks,
                Some("1") if is_one_of(HOLD_RAW, name) => Holds::Html,
                Some("1") if is_block(name) || is_span(name) => Holds::Spans,
                Some("block") => Holds::Blocks,
                Some("span") => Holds::Spans,
                _ => Holds::Html,
            };
            return Some(StartTag { name, length: at + blanks + length, holds });
        }
        if blanks == 0 {
            return None;
        }
        at += blanks;
        let template = match rest.as_bytes() {
            [b'{', b'{', ..] => Some("}}"),
            [b'{', b'%', ..] => Some("%}"),
            _ => None,
        };
        if let Some(close) = template {
            at += rest.find(close)? + 2;
            continue;
        }
        let attribute = self::name(rest)?;
        at += attribute.len();
        let equals = at + self::blanks(&text[at..]);
        if text.as_bytes().get(equals) != Some(&b'=') {
            continue;
        }
        let start = equals + 1 + self::blanks(&text[equals + 1..]);
        let value = &text[start..];
        let (inside, end) = match value.chars().next()? {
            quote @ ('"' | '\'') => {
                let length = memchr::memchr(quote as u8, &value.as_bytes()[1..])?;
                (&value[1..1 + length], start + length + 2)
            }
            _ => {
                let length = value.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(value.len());
                (&value[..length], start + length)
            }
        };
        if start == end {
            return None;
        }
        if attribute.eq_ignore_ascii_case("markdown") {
            markdown = Some(inside);
        }
        at = end;
    }
}

/// The end tag that a text begins with: its name and its length.
pub fn end_tag(text: &str) -> Option<(&str, usize)> {
    let name = name(text.strip_prefix("</")?)?;
    let rest = text[2 + name.len()..].trim_start();
    rest.starts_with('>').then(|| (name, text.len() - rest.len() + 1))
}

/// The length of the comment that a text begins with.
pub fn comment(text: &str) -> Option<usize> {
    text.strip_prefix("<!--").and_then(|rest| rest.find("-->")).map(|at| at + 7)
}

/// Something in raw HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    Start(StartTag<'t>),
    End(&'t str),
    /// A comment, or an instruction.
    Other,
}

/// The next tag in a text: where it stands, what it is, and how long.
pub fn next(text: &str) -> Option<(usize, Piece<'_>, usize)> {
    let mut at = 0;
    loop {
        at += memchr::memchr(b'<', &text.as_bytes()[at..])?;
        let rest = near(&text[at..]);
        if let Some(tag) = start_tag(rest) {
            // What stands in scripts is no HTML.
            if ["script", "style"].iter().any(|name| tag.name.eq_ignore_ascii_case(name)) {
                let end = raw_end(&rest[tag.length..], tag.name)?;
                return Some((at, Piece::Other, tag.length + end));
            }
            return Some((at, Piece::Start(tag), tag.length));
        }
        if let Some((name, length)) = end_tag(rest) {
            return Some((at, Piece::End(name), length));
        }
        let ends = [("<?", "?>"), ("<![CDATA[", "]]>")];
        let other = comment(rest).or_else(|| {
            ends.iter().find_map(|(open, close)| rest.strip_prefix(open)?.find(close).map(|end| open.len() + end + close.len()))
        });
        match other {
            Some(length) => return Some((at, Piece::Other, length)),
            None => at += 1,
        }
    }
}

/// Where the end tag of a script ends.
fn raw_end(text: &str, name: &str) -> Option<usize> {
    let close =
        text.match_indices("</").find(|(at, _)| end_tag(&text[*at..]).is_some_and(|(found, _)| found.eq_ignore_ascii_case(name)))?;
    Some(close.0 + end_tag(&text[close.0..])?.1)
}

/// What CommonMark sees in a line that begins with a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A block of HTML up to the next blank line.
    Block,
    /// The same, but where a paragraph goes before it is part of that.
    LateBlock,
    /// A block of HTML up to the end tag.
    Raw,
    Text,
}

/// The names that begin a block of HTML in CommonMark.
const COMMON: &[&str] = &[
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];

/// How CommonMark takes a line, from its tag on.
pub fn seen(line: &str) -> Seen {
    let (name, length) = match (start_tag(line), end_tag(line)) {
        (Some(tag), _) => (tag.name, tag.length),
        (_, Some((name, length))) => (name, length),
        // A tag that goes on over the line's end.
        _ => match line.strip_prefix('<').and_then(self::name) {
            Some(name) => (name, 0),
            None => return Seen::Text,
        },
    };
    if !line.starts_with("</") && is_one_of(&["script", "pre", "style", "textarea"], name) {
        return Seen::Raw;
    }
    match is_one_of(COMMON, name) {
        true => Seen::Block,
        false if length > 0 && line[length..].trim().is_empty() => Seen::LateBlock,
        false => Seen::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        let tag = |text: &'static str| start_tag(text).map(|tag| (tag.name, &text[tag.length..], tag.holds));
        assert_eq!(tag("<div class='a' x=1 y\n z=\"<b>\"> t"), Some(("div", " t", Holds::Html)));
        assert_eq!(tag("<div markdown=\"1\">"), Some(("div", "", Holds::Blocks)));
        assert_eq!(tag("<p markdown=1>"), Some(("p", "", Holds::Spans)));
        assert_eq!(tag("<pre markdown='1'>"), Some(("pre", "", Holds::Html)));
        assert_eq!(tag("<hr>"), Some(("hr", "", Holds::Nothing)));
        assert_eq!(tag("<Tab {{x}} />"), Some(("Tab", "", Holds::Nothing)));
        for text in ["<https://a.org>", "<1>", "< div>", "<div", "<div =x>", "<me@a.org>"] {
            assert_eq!(tag(text), None, "{text}");
        }
        assert_eq!(end_tag("</div >x"), Some(("div", 7)));
    }

    #[test]
    fn scripts_are_stepped_over() {
        let text = "a <script>if (a<b>c) {}</script> </div>";
        let (at, piece, length) = next(text).unwrap_or((0, Piece::Other, 0));
        assert_eq!((at, piece, &text[at + length..]), (2, Piece::Other, " </div>"));
    }

    #[test]
    fn what_commonmark_sees() {
        assert_eq!(seen("<div>x"), Seen::Block);
        assert_eq!(seen("<div"), Seen::Block);
        assert_eq!(seen("<tabs>"), Seen::LateBlock);
        assert_eq!(seen("<tabs>x"), Seen::Text);
        assert_eq!(seen("<pre>"), Seen::Raw);
    }
}
