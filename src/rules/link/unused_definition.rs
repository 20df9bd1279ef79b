use crate::facts::includes;
use crate::finding::Edit;
use crate::finding::shown;
use crate::rule::{ArticleRule, Out, Page};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnusedDefinition {
    allow: FxHashSet<String>,
}

impl ArticleRule for UnusedDefinition {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let definitions = &page.references.definitions;
        // A file of nothing but definitions is there for others.
        if definitions.iter().all(|definition| definition.used) || page.tree.blocks().is_empty() || includes(page) {
            return;
        }
        let named = named(page.text());
        for definition in definitions.iter().filter(|definition| !definition.used) {
            let label = definition.label.trim();
            // Where it is in code, in a template or in HTML, something may make a reference of it.
            let is_named = named.get(&folded(label)).is_some_and(|&count| count > 1);
            if is_named || label.starts_with('^') || is_comment(definition.span.of(page.text())) || self.allow.contains(label) {
                continue;
            }
            let finding = out.report(definition.span, format!("nothing in this article refers to {}", shown(label)));
            finding.help("take the definition out, or refer to it: `[text][label]`");
            if let Some(lines) = lines(page, definition.span) {
                finding.safe_fix("Take the definition out", vec![Edit::new(lines, "")]);
            }
        }
    }
}

/// What stands in brackets, and how often.
fn named(text: &str) -> FxHashMap<String, u32> {
    let mut counts = FxHashMap::default();
    for (label, _) in text.split('[').skip(1).filter_map(|rest| rest.split_once(']')) {
        *counts.entry(folded(label)).or_default() += 1;
    }
    counts
}

/// As labels are compared: letter case and the kind of white space make no difference.
fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether a definition is the customary way of writing a comment: `[//]: # (text)`, `[comment]: <> (text)`.
fn is_comment(definition: &str) -> bool {
    let Some((label, rest)) = definition.split_once("]:") else { return true };
    let label = label.trim_start_matches('[').trim();
    let destination = rest.split_whitespace().next().unwrap_or_default();
    !label.contains(char::is_alphanumeric) || label.eq_ignore_ascii_case("comment") || matches!(destination, "#" | "<>" | "<#>" | "-" | "")
}

/// The whole lines of a definition, if nothing else stands on them.
fn lines(page: &Page<'_>, span: Span) -> Option<Span> {
    let text = page.text();
    let start = text[..span.start as usize].rfind('\n').map_or(page.source.start(), |at| at + 1);
    let end = text[span.end as usize..].find('\n').map_or(text.len(), |at| span.end as usize + at + 1);
    let is_alone = text[start..span.start as usize].trim().is_empty() && text[span.end as usize..end].trim().is_empty();
    is_alone.then(|| Span::new(start, end))
}
