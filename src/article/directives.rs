//! Suppressions that the writer put into the article.

use super::front_matter::{Data, FrontMatter};
use super::tree::{Element, Kind, Tree};
use crate::text::{Source, Span};
use memchr::memmem::Finder;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A suppression: these rules are not to speak of this stretch of the article.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Directive {
    /// The directive itself.
    pub span: Span,
    /// Rules and categories, as written.
    pub rules: Vec<(String, Span)>,
    /// What it covers.
    pub covers: Span,
}

const WORD: &str = "copydesk-ignore";
static FINDER: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(WORD));

/// All directives of an article, in the order of the file.
pub fn read(source: &Source, front_matter: Option<&FrontMatter>, tree: &Tree) -> Vec<Directive> {
    let mut directives = Vec::new();
    if let Some(front_matter) = front_matter {
        in_front_matter(source, front_matter, &mut directives);
    }
    if tree.comments().any(|comment| FINDER.find(comment.span().of(&source.text).as_bytes()).is_some()) {
        in_body(source, tree, &mut directives);
    }
    directives
}

/// `copydesk: {ignore: […]}` covers the article, `# copydesk-ignore …` its own line.
fn in_front_matter(source: &Source, front_matter: &FrontMatter, directives: &mut Vec<Directive>) {
    if let Some(field) = front_matter.get("copydesk.ignore") {
        let values = match &field.value.data {
            Data::List(values) => values.as_slice(),
            _ => std::slice::from_ref(&field.value),
        };
        let rules: Vec<_> = values.iter().filter_map(|value| Some((value.as_str()?.to_string(), value.span))).collect();
        if !rules.is_empty() {
            directives.push(Directive { span: field.value.span, rules, covers: Span::new(0, source.text.len()) });
        }
    }
    for &comment in &front_matter.comments {
        if let Some((_, rules)) = parse(comment.of(&source.text), comment.start) {
            let line = source.line_at(comment.start as usize);
            // Alone on its line, it speaks of the next one.
            let alone = source.text[line.start as usize..comment.start as usize].trim().is_empty();
            let covers = if alone { line.cover(source.line_at(line.end as usize + 1)) } else { line };
            directives.push(Directive { span: comment, rules, covers });
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Next,
    Start,
    End,
}

fn in_body(source: &Source, tree: &Tree, directives: &mut Vec<Directive>) {
    let mut open: Vec<Directive> = Vec::new();
    let end_of_file = source.text.len();
    for comment in tree.comments() {
        let span = comment.span();
        let Some((reach, rules)) = parse(span.of(&source.text), span.start) else { continue };
        match reach {
            Reach::Next => directives.push(Directive { span, rules, covers: next(source, comment) }),
            Reach::Start => open.push(Directive { span, rules, covers: Span::new(span.start as usize, end_of_file) }),
            Reach::End => {
                // An end ends the last start that it names, or the last of all: a start without its end would hide too much.
                let matches =
                    |start: &Directive| rules.is_empty() || start.rules.iter().any(|(rule, _)| rules.iter().any(|(r, _)| r == rule));
                if let Some(index) = open.iter().rposition(matches).or(open.len().checked_sub(1)) {
                    let mut start = open.remove(index);
                    start.covers.end = span.end;
                    directives.push(start);
                }
            }
        }
    }
    directives.extend(open);
    directives.sort_by_key(|directive| directive.span);
}

/// The next block for a comment on a line of its own, else that line.
fn next(source: &Source, comment: Element<'_>) -> Span {
    let span = comment.span();
    let line = source.line_at(span.start as usize).cover(source.line_at(span.end.saturating_sub(1).max(span.start) as usize));
    let before = &source.text[line.start as usize..span.start as usize];
    let after = &source.text[span.end as usize..(line.end.max(span.end)) as usize];
    if !is_margin(before) || !after.trim().is_empty() {
        return line;
    }
    let following = std::iter::successors(comment.following(), |node| node.following())
        .find(|node| matches!(node.kind(), Kind::Element(_) | Kind::Text) && !node.span().of(&source.text).trim().is_empty());
    match following {
        Some(node) => {
            let extent = node.extent();
            extent.cover(source.line_at(extent.start as usize)).cover(source.line_at(extent.end.saturating_sub(1) as usize)).cover(line)
        }
        None => line,
    }
}

/// Whether a line holds nothing so far but what makes it part of quotes and lists: `> `, `- `, `1. `.
fn is_margin(before: &str) -> bool {
    before.split_whitespace().all(|mark| {
        let number = mark.trim_end_matches(['.', ')']);
        matches!(mark, "-" | "*" | "+")
            || mark.bytes().all(|b| b == b'>')
            || number.len() + 1 == mark.len() && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Reads `<!-- copydesk-ignore[-start|-end] rule, rule: reason -->`, or the same behind `#` or in `{/* */}`.
fn parse(comment: &str, at: u32) -> Option<(Reach, Vec<(String, Span)>)> {
    let found = comment.find(WORD)?;
    if !comment[..found].trim_start_matches(['<', '!', '-', '#', '{', '/', '*']).trim().is_empty() {
        return None;
    }
    let mut from = found + WORD.len();
    let mut reach = Reach::Next;
    for (suffix, meaning) in [("-start", Reach::Start), ("-end", Reach::End)] {
        if comment[from..].starts_with(suffix) {
            (from, reach) = (from + suffix.len(), meaning);
        }
    }
    let list = &comment[from..];
    if !list.starts_with(|c: char| c.is_whitespace() || c == ':' || c == '-') && !list.is_empty() {
        return None;
    }
    let end = [":", "--", " - ", "—", "*/"].iter().filter_map(|mark| list.find(mark)).min().unwrap_or(list.len());
    let mut rules = Vec::new();
    let mut offset = 0;
    for part in list[..end].split([',', ' ', '\t', '\n', '\r']) {
        if !part.is_empty() {
            let start = at as usize + from + offset;
            rules.push((part.to_string(), Span::new(start, start + part.len())));
        }
        offset += part.len() + 1;
    }
    Some((reach, rules))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(comment: &str) -> Option<Vec<String>> {
        parse(comment, 0).map(|(_, rules)| rules.into_iter().map(|(rule, _)| rule).collect())
    }

    #[test]
    fn rules_and_reasons_are_told_apart() {
        assert_eq!(names("<!-- copydesk-ignore link/empty: the theme fills it -->"), Some(vec!["link/empty".into()]));
        assert_eq!(names("<!-- copydesk-ignore-start link/empty, image -->"), Some(vec!["link/empty".into(), "image".into()]));
        assert_eq!(names("# copydesk-ignore title/duplicate"), Some(vec!["title/duplicate".into()]));
        assert_eq!(names("<!-- copydesk-ignore link/empty -- see: the theme -->"), Some(vec!["link/empty".into()]));
        assert_eq!(names("<!-- copydesk-ignored -->"), None);
        assert_eq!(names("<!-- see copydesk-ignore -->"), None);
    }

    #[test]
    fn margins_are_told_from_text() {
        assert!(["", "  ", "> ", ">> - ", "12. > "].iter().all(|before| is_margin(before)));
        assert!(!["text ", "> a ", "1 ", "-a "].iter().any(|before| is_margin(before)));
    }

    #[test]
    fn a_rule_knows_its_bytes() {
        let text = "<!-- copydesk-ignore a/b,  c/d -->";
        let (_, rules) = parse(text, 0).unwrap_or((Reach::Next, Vec::new()));
        assert!(rules.iter().all(|(rule, span)| span.of(text) == rule));
        assert_eq!(rules.len(), 2);
    }
}
