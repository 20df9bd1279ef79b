use crate::article::{Syntax, Tag};
use crate::facts::includes;
use crate::finding::shown;
use crate::finding::{Confidence, Edit};
use crate::rule::{ArticleRule, Out, Page};
use crate::text::Span;
use rustc_hash::FxHashSet;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UndefinedReference {
    allow: FxHashSet<String>,
}

/// Findings of one article that come with the label that may have been meant.
const HINTS: usize = 50;

impl ArticleRule for UndefinedReference {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let references = &page.references;
        if references.undefined.is_empty() || page.generator.resolves_references() || includes(page) {
            return;
        }
        let (code, mut hints) = (code(page), HINTS);
        for undefined in &references.undefined {
            let written = undefined.span.of(page.text());
            let Some((text, label)) = parts(written) else { continue };
            let is_code =
                code[..code.partition_point(|code| code.start < undefined.span.start)].last().is_some_and(|it| it.contains(undefined.span));
            let before = page.text()[..undefined.span.start as usize].chars().next_back();
            let after = page.text()[undefined.span.end as usize..].chars().next();
            let (text, wanted) = (text.trim(), if label.trim().is_empty() { text.trim() } else { label.trim() });
            if is_code || is_other(before, after) || means_else(text) || means_else(wanted) || are_marks(text, wanted) {
                continue;
            }
            // Without a single definition, the brackets may be meant to be seen: `[New][Updated]`.
            let lonely = references.definitions.is_empty();
            if self.allow.contains(wanted) || lonely && !is_likely(text, wanted) {
                continue;
            }
            let finding =
                out.report(undefined.span, format!("no definition of {}, so readers see the brackets and no link", shown(wanted)));
            let labels = references.definitions.iter().map(|definition| &*definition.label);
            let near = if hints > 0 { nearest(wanted, labels) } else { None };
            hints = hints.saturating_sub(1);
            match near {
                Some(near) => {
                    // `[label][]` has nothing between its second brackets.
                    let end = undefined.span.end as usize - 1;
                    finding.help(format!("did you mean {}?", shown(near)));
                    finding.risky_fix(format!("Refer to {near}"), vec![Edit::new(Span::new(end - label.len(), end), near)]);
                }
                None => {
                    finding.help(format!(
                        "add a line `[{}]: https://…`, or write the address in place of the label",
                        undefined.label.split_whitespace().collect::<Vec<_>>().join(" ")
                    ));
                }
            }
            if lonely {
                finding.lesser().confidence(Confidence::Medium);
            }
        }
    }
}

/// What stands between the two pairs of brackets.
fn parts(written: &str) -> Option<(&str, &str)> {
    let (text, label) = written.strip_suffix(']')?.rsplit_once("][")?;
    Some((text.strip_prefix("![").or_else(|| text.strip_prefix('['))?, label))
}

/// An array (`a[i][j]`), or a link of a wiki (`[[a][b]]`).
fn is_other(before: Option<char>, after: Option<char>) -> bool {
    let element = before.is_some_and(|c| c.is_alphanumeric() && c.is_ascii() || matches!(c, '_' | ')' | ']' | '[' | '\\' | '$'));
    element || after.is_some_and(|c| matches!(c, '[' | ']' | '='))
}

/// Whether brackets mean something else here: a task, a footnote, an alert, a citation, markup of a forum, an option of a program, the path
/// of a symbol, a template, HTML.
fn means_else(text: &str) -> bool {
    matches!(text, "" | "x" | "X")
        || text.starts_with(['^', '!', '@', '/', '-', '.', '#', '%', ':'])
        || text.contains(['{', '}', '<', '>', '=', '|', '$', '\\', '"'])
        || text.contains("::")
        || text.contains("[[")
}

/// Whether both are numbers, or both in capitals: `[1][2]` cites two works, and `[OPTIONS][FILE]` shows how to call a program.
fn are_marks(text: &str, label: &str) -> bool {
    let all = |is: fn(char) -> bool| text.chars().chain(label.chars()).all(is);
    all(|c| !c.is_alphabetic()) || all(|c| c.is_ascii_uppercase() || c == '_')
}

/// Whether a label by itself, without any definition around, looks like one: a number, or behind a text of several words.
fn is_likely(text: &str, label: &str) -> bool {
    let is_text = text.contains(char::is_lowercase);
    is_text && label.is_ascii() && (label.bytes().all(|b| b.is_ascii_digit()) || text.contains(char::is_whitespace))
}

/// Where raw HTML shows code.
fn code(page: &Page<'_>) -> Vec<Span> {
    let is_code = |tag: Option<Tag>| matches!(tag, Some(Tag::Code | Tag::Pre));
    page.tree.other_html().filter(|node| node.syntax() == Syntax::Html && is_code(node.tag())).map(|node| node.extent()).collect()
}

/// The label that is spelt most like the wanted one.
fn nearest<'a>(wanted: &str, labels: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let wanted = bare(wanted);
    let scored = labels.take(1000).map(|label| (strsim::normalized_levenshtein(&bare(label), &wanted), label));
    scored.filter(|(score, _)| *score >= 0.7).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, label)| label)
}
