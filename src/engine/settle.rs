//! The one filter between what the rules say and what is shown: severity, suppression, order. Nothing is dropped; what is suppressed is
//! kept apart.

use crate::article::Directive;
use crate::config::Rules;
use crate::files::{ArticleFile, SiteFolder};
use crate::finding::{At, Finding};
use crate::rule::Out;
use crate::rules;
use crate::text::{Lines, Source, Span};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet, FxHasher};
use std::hash::{BuildHasher, Hash, Hasher};
use std::iter;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// The texts of a site's articles, read again for the few whose findings were made without them.
pub struct Texts<'a> {
    files: FxHashMap<&'a str, &'a Path>,
    read: Mutex<FxHashMap<Arc<str>, Arc<Read>>>,
}

/// A text and its lines.
struct Read {
    source: Source,
    lines: Lines,
}

impl<'a> Texts<'a> {
    pub fn new(folder: &'a SiteFolder) -> Texts<'a> {
        Texts {
            files: folder.articles.iter().map(|article| (&*article.path, article.absolute.as_path())).collect(),
            read: Mutex::default(),
        }
    }

    fn get(&self, path: &Arc<str>) -> Arc<Read> {
        let lock = || self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = lock().get(path) {
            return text.clone();
        }
        let bytes = self.files.get(&**path).and_then(|file| std::fs::read(file).ok()).unwrap_or_default();
        let source = Source::new(path.clone(), bytes);
        let lines = Lines::new(&source.text);
        let text = Arc::new(Read { source, lines });
        lock().insert(path.clone(), text.clone());
        text
    }
}

/// Gives findings of one article, all of whose labels are in it, their places.
pub fn locate(findings: &mut [Finding], source: &Source, local: &str) {
    if findings.is_empty() {
        return;
    }
    // Lines behind the last finding need not be counted.
    let ends = findings.iter().flat_map(|finding| iter::once(finding.span).chain(finding.related.iter().map(|label| label.span)));
    let end = ends.map(|span| span.end.max(span.start)).max().unwrap_or_default();
    let lines = Lines::new(source.text.get(..end as usize).unwrap_or(&source.text));
    for finding in findings {
        finding.at = at(finding.span, source, &lines);
        finding.fingerprint = fingerprint(finding, source, local);
        for label in &mut finding.related {
            label.at = at(label.span, source, &lines);
        }
    }
}

/// Gives findings their places, with labels in any article of the site.
pub fn locate_in(findings: &mut [Finding], texts: &Texts<'_>, local: &str) {
    for finding in findings {
        let own = texts.get(&finding.file);
        finding.at = at(finding.span, &own.source, &own.lines);
        finding.fingerprint = fingerprint(finding, &own.source, local);
        for label in &mut finding.related {
            let text = texts.get(&label.file);
            label.at = at(label.span, &text.source, &text.lines);
        }
    }
}

fn at(span: Span, source: &Source, lines: &Lines) -> At {
    let (start, end) = lines.places(&source.text, span);
    At { start, end }
}

/// The same wherever the run was started from: `local` is the article's path in its site.
fn fingerprint(finding: &Finding, source: &Source, local: &str) -> u64 {
    let mut hasher = FxHasher::default();
    (finding.rule, local).hash(&mut hasher);
    match &finding.subject {
        Some(subject) => subject.hash(&mut hasher),
        None => finding.span.of(&source.text).split_whitespace().for_each(|word| word.hash(&mut hasher)),
    }
    hasher.finish()
}

/// Sets severities and takes out what the article suppresses; adds what there is to say of the suppressions themselves.
pub fn settle(
    findings: Vec<Finding>,
    directives: &[Directive],
    rules: &Rules,
    file: &ArticleFile,
    texts: &Texts<'_>,
) -> (Vec<Finding>, Vec<Finding>) {
    let (mut shown, mut suppressed) = (Vec::with_capacity(findings.len()), Vec::new());
    let mut used = vec![Vec::new(); directives.len()];
    let mut like: FxHashMap<u64, u64> = FxHashMap::default();
    let mut seen = FxHashSet::default();
    like.reserve(findings.len());
    seen.reserve(findings.len());
    for mut finding in findings {
        let Some(active) = rules.get(finding.rule) else { continue };
        // Links that share a definition share what is wrong with it.
        if !seen.insert(FxBuildHasher.hash_one((finding.rule, finding.span, &finding.message))) {
            continue;
        }
        finding.severity = if finding.lesser { active.severity.lesser() } else { active.severity };
        // The second finding of its kind on the same text is another finding.
        let count = like.entry(finding.fingerprint).or_default();
        finding.fingerprint = finding.fingerprint.wrapping_add(count.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        *count += 1;
        let by = directives.iter().enumerate().find_map(|(index, directive)| {
            let covers =
                directive.covers.start <= finding.span.start && finding.span.start < directive.covers.end.max(directive.covers.start + 1);
            let rule = directive.rules.iter().position(|(rule, _)| covers && names(rule, finding.rule));
            rule.map(|rule| (index, rule))
        });
        match by {
            Some((index, rule)) => {
                used[index].push(rule);
                suppressed.push(finding);
            }
            None => shown.push(finding),
        }
    }
    let from = shown.len();
    for (directive, used) in directives.iter().zip(&used) {
        judge(directive, used, rules, &file.path, &mut shown);
    }
    locate_in(&mut shown[from..], texts, &file.local);
    for finding in &mut shown[from..] {
        finding.severity = rules.get(finding.rule).map_or(finding.severity, |active| active.severity);
    }
    let order = |finding: &Finding| (finding.span.start, finding.span.end, finding.rule);
    shown.sort_by_key(order);
    suppressed.sort_by_key(order);
    (shown, suppressed)
}

/// Whether a suppression's name stands for this rule: itself, or its category.
fn names(name: &str, rule: &str) -> bool {
    name == rule || rule.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'))
}

fn judge(directive: &Directive, used: &[usize], rules: &Rules, path: &Arc<str>, shown: &mut Vec<Finding>) {
    let (unknown, unused) = (rules.get("engine/unknown-suppression"), rules.get("engine/unused-suppression"));
    if let Some(active) = unknown.filter(|_| directive.rules.is_empty()) {
        Out::new(active.meta, path, shown)
            .report(directive.span, "this suppression names no rule, so it suppresses nothing")
            .help("name the rule: `<!-- copydesk-ignore link/broken-fragment: reason -->`");
    }
    for (index, (name, span)) in directive.rules.iter().enumerate() {
        match (rules::named(name).next(), unknown, unused) {
            (None, Some(active), _) => {
                let help = match rules::suggest(name) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`copydesk rules` lists all rules; a reason is written behind a `:`".into(),
                };
                Out::new(active.meta, path, shown)
                    .report(*span, format!("`{name}` is no rule and no category, so this suppresses nothing"))
                    .help(help);
            }
            // Only a rule that runs can have had something to say.
            (Some(_), _, Some(active)) if !used.contains(&index) && rules.iter().any(|rule| names(name, rule.meta.id)) => {
                Out::new(active.meta, path, shown)
                    .report(*span, format!("nothing here is suppressed: `{name}` has no finding in what this covers"))
                    .help("take the suppression out");
            }
            _ => {}
        }
    }
}
