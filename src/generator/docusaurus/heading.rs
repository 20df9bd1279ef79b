//! The ids of headings: from their text as the syntax tree of Markdown has it, or explicit.

use crate::article::{Article, Element, Kind};
use crate::generator::anchors::Given;
use crate::generator::slug::{Piece, docusaurus, docusaurus_cased};

/// The slug of a heading in MDX, where tags are no text.
pub fn mdx(pieces: &[Piece<'_>], out: &mut String) {
    slug(pieces, false, docusaurus, out);
}

/// The same with `markdown.anchors.maintainCase`.
pub fn mdx_cased(pieces: &[Piece<'_>], out: &mut String) {
    slug(pieces, false, docusaurus_cased, out);
}

/// The slug of a heading in `format: md`, where tags are text, but not those of the heading itself, unless it has nothing else.
pub fn markdown(pieces: &[Piece<'_>], out: &mut String) {
    slug(pieces, true, docusaurus, out);
}

/// The same with `markdown.anchors.maintainCase`.
pub fn markdown_cased(pieces: &[Piece<'_>], out: &mut String) {
    slug(pieces, true, docusaurus_cased, out);
}

fn slug(pieces: &[Piece<'_>], tags: bool, make: fn(&[Piece<'_>], &mut String), out: &mut String) {
    // As nearly all are.
    if let [piece @ Piece::Text { text, .. }] = pieces
        && !text.bytes().any(|byte| byte == b':')
    {
        return make(&[*piece], out);
    }
    let text = text(pieces, tags);
    make(&[Piece::Text { raw: &text, text: &text }], out);
}

/// The heading's text. Descriptions of images count, marks of footnotes do not.
fn text(pieces: &[Piece<'_>], tags: bool) -> String {
    let only_tags = tags && pieces.iter().all(|piece| matches!(piece, Piece::Html(_)));
    let (mut text, mut run, mut depth) = (String::new(), String::new(), 0_u32);
    for piece in pieces {
        if let Piece::Text { text, .. } = piece {
            run.push_str(text);
            continue;
        }
        without_directives(&run, &mut text);
        run.clear();
        match piece {
            Piece::Escaped(part) | Piece::Code(part) | Piece::Autolink(part) | Piece::Alt(part) => text.push_str(part),
            Piece::Html(comment) if comment.starts_with("{/*") => text.push_str(&comment[1..comment.len() - 1]),
            Piece::Html(tag) if only_tags || tags && depth > 0 => text.push_str(tag),
            Piece::Open => depth += 1,
            Piece::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    without_directives(&run, &mut text);
    text
}

/// Appends a text without the directives in it: `:name` is one, `:name:` is an emoji.
fn without_directives(text: &str, out: &mut String) {
    let mut done = 0;
    for (at, _) in text.match_indices(':') {
        let after = &text[at + 1..];
        let length = after.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
        let name = &after[..length];
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.ends_with(['-', '_']);
        if is_name && !text[..at].ends_with(':') && !after[length..].starts_with(':') {
            out.push_str(&text[done..at]);
            done = at + 1 + length;
        }
    }
    out.push_str(&text[done..]);
}

/// The id at the end of a heading's text in another form than a list of attributes: `{/* #id */}`, or `{#id}` as code.
pub fn given(article: &Article, heading: Element<'_>) -> Given {
    let last = heading.children().last().filter(|last| last.kind() == Kind::Comment);
    let id = match last.and_then(|comment| comment.span().of(article.text()).strip_prefix("{/*")) {
        Some(comment) => comment.trim().split([' ', '*']).next().and_then(|word| word.strip_prefix('#')),
        None => heading.text().as_str().strip_suffix('}').and_then(|text| text.rsplit_once("{#")).map(|(_, id)| id.trim()),
    };
    match id.filter(|id| !id.is_empty() && !id.contains(['}', '\n'])) {
        Some(id) => Given::Id(id.to_string()),
        None => Given::Made,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::slug::testing::{plain, slug_of};

    #[test]
    fn what_counts_as_text() {
        let pieces = [
            Piece::Open,
            Piece::Alt("A Cup"),
            Piece::Close,
            plain(" of"),
            Piece::FootnoteMark { label: "1", number: 1 },
            Piece::Html("<b>"),
        ];
        assert_eq!(slug_of(mdx, &pieces), "a-cup-of");
        assert_eq!(slug_of(mdx_cased, &pieces), "A-Cup-of");
        assert_eq!(slug_of(markdown, &[Piece::Html("<pot>")]), "pot");
        assert_eq!(slug_of(mdx, &[Piece::Html("<pot>")]), "");
        assert_eq!(slug_of(markdown, &[Piece::Open, Piece::Html("<i>"), plain("tea"), Piece::Close]), "itea");
    }

    #[test]
    fn directives_are_no_text() {
        for (text, expected) in [("tea:pot", "tea"), ("tea: pot", "tea-pot"), (":tea: pot", "tea-pot"), ("a::b", "ab"), ("12:30", "1230")] {
            assert_eq!(slug_of(mdx, &[plain(text)]), expected);
        }
    }
}
