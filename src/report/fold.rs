//! What is said of many articles at once is told once to a person: of a group of articles by the rule's own word, and of nearly all
//! articles of a folder.

use crate::engine::Folders;
use crate::finding::{Finding, counted, grouped};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::io::{self, Write};

/// A finding, and where else the same is told.
pub struct Told<'r> {
    pub finding: &'r Finding,
    also: Also<'r>,
}

enum Also<'r> {
    /// The other articles of its cluster.
    Articles(Vec<&'r str>),
    Folder(Common<'r>),
}

/// What nearly all articles of a folder have.
#[derive(Clone, Copy)]
struct Common<'r> {
    folder: &'r str,
    /// The articles that have it, those that were checked, and the findings.
    articles: usize,
    checked: usize,
    findings: usize,
    is_told: bool,
}

/// The other articles that are named.
const NAMED: usize = 10;
/// The least number of checked articles of a folder of which something can be common to nearly all.
const FEWEST: usize = 10;
/// How many of them are nearly all, in percent.
const NEARLY_ALL: usize = 90;

impl Told<'_> {
    /// Whether it is told of nearly all articles of a folder.
    pub fn is_common(&self) -> bool {
        matches!(self.also, Also::Folder(_))
    }

    /// What is told of the other articles with the finding; `None` when there are none.
    pub fn others(&self) -> Option<String> {
        match &self.also {
            Also::Articles(articles) if articles.is_empty() => None,
            Also::Articles(articles) => {
                let named = articles.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
                let more = articles.len().saturating_sub(NAMED);
                Some(format!("the same is said of {named}{}", if more > 0 { format!(" and {more} more") } else { String::new() }))
            }
            Also::Folder(Common { folder, articles, checked, findings, .. }) => {
                let folder = if folder.is_empty() { "this folder" } else { folder };
                let findings = if findings > articles { format!(" ({})", counted(*findings, "finding")) } else { String::new() };
                let of = counted(*checked, "article");
                let of = if articles == checked { format!("all {of}") } else { format!("{} of {of}", grouped(*articles)) };
                Some(format!("so on {of} of {folder}{findings}: mend the template or script behind it, if there is one"))
            }
        }
    }
}

/// The findings, each that is told of many articles once, unless `all` are to be shown. They are in the order of their paths.
pub fn folded<'r>(findings: &[&'r Finding], folders: &Folders, all: bool) -> Vec<Told<'r>> {
    let alone = |finding| Told { finding, also: Also::Articles(Vec::new()) };
    if all {
        return findings.iter().copied().map(alone).collect();
    }
    let likeness: Vec<u64> = findings.iter().map(|finding| likeness(finding)).collect();
    let mut commons = commons(findings, &likeness, folders);
    let mut clusters: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    let mut told: Vec<Told<'r>> = Vec::new();
    for (&finding, &likeness) in findings.iter().zip(&likeness) {
        if let Some(cluster) = finding.cluster.as_deref() {
            let at = *clusters.entry((finding.rule, cluster)).or_insert(told.len());
            if let Some(Told { also: Also::Articles(also), .. }) = told.get_mut(at) {
                also.push(&finding.file);
                continue;
            }
        }
        let folder = folders.around(&finding.file).find(|&folder| commons.contains_key(&(likeness, folder)));
        match folder.filter(|_| finding.cluster.is_none()).and_then(|folder| commons.get_mut(&(likeness, folder))) {
            Some(common) if common.is_told => {}
            Some(common) => {
                common.is_told = true;
                told.push(Told { finding, also: Also::Folder(*common) });
            }
            None => told.push(alone(finding)),
        }
    }
    told
}

/// What nearly all articles of a folder have, by the likeness of its findings and the folder.
fn commons<'r>(findings: &[&'r Finding], likeness: &[u64], folders: &Folders) -> FxHashMap<(u64, &'r str), Common<'r>> {
    let mut found = FxHashMap::default();
    // Most findings have few of their like.
    let mut articles: FxHashMap<u64, (usize, &str)> = FxHashMap::default();
    for (finding, &likeness) in findings.iter().zip(likeness) {
        let (count, last) = articles.entry(likeness).or_insert((0, ""));
        *count += usize::from(*last != &*finding.file);
        *last = &finding.file;
    }
    let mut alike: FxHashMap<u64, Vec<&'r Finding>> = FxHashMap::default();
    for (&finding, &likeness) in findings.iter().zip(likeness).filter(|(finding, _)| finding.cluster.is_none()) {
        if articles.get(&likeness).is_some_and(|(count, _)| *count >= FEWEST) {
            alike.entry(likeness).or_default().push(finding);
        }
    }
    for (likeness, findings) in alike {
        for common in common_to(&findings, folders) {
            found.insert((likeness, common.folder), common);
        }
    }
    found
}

/// The folders of which nearly all articles have one of these findings: the outermost of them, but no wider than their articles stand.
fn common_to<'r>(findings: &[&'r Finding], folders: &Folders) -> Vec<Common<'r>> {
    let mut counts: FxHashMap<&'r str, Common<'r>> = FxHashMap::default();
    let mut last = "";
    for finding in findings {
        for folder in folders.around(&finding.file) {
            let checked = folders.articles(folder);
            let common = counts.entry(folder).or_insert(Common { folder, articles: 0, checked, findings: 0, is_told: false });
            common.findings += 1;
            common.articles += usize::from(last != &*finding.file);
        }
        last = &finding.file;
    }
    let mut commons: Vec<Common<'r>> = Vec::new();
    for finding in findings {
        let around = || folders.around(&finding.file).filter_map(|folder| counts.get(folder));
        let Some(outermost) = around().filter(|common| common.is_nearly_all()).last() else { continue };
        let narrowed = around().find(|common| common.articles == outermost.articles).unwrap_or(outermost);
        if commons.last().is_none_or(|common| common.folder != narrowed.folder) {
            commons.push(*narrowed);
        }
    }
    commons
}

impl Common<'_> {
    fn is_nearly_all(&self) -> bool {
        self.checked >= FEWEST && self.articles * 100 >= NEARLY_ALL * self.checked
    }
}

/// What findings that say the same have in common: the rule, the severity, and the message but for its numbers. Names in it count with every
/// letter, so that two broken links are alike only if they lead to the same place.
fn likeness(finding: &Finding) -> u64 {
    let mut hasher = FxHasher::default();
    (finding.rule, finding.severity).hash(&mut hasher);
    for (index, part) in finding.message.split('`').enumerate() {
        match index % 2 {
            0 => part
                .split(|c: char| c.is_ascii_digit())
                .filter(|text| !matches!(*text, "" | "," | "."))
                .for_each(|text| text.hash(&mut hasher)),
            _ => part.hash(&mut hasher),
        }
    }
    hasher.finish()
}

/// Says how many findings were not told each by itself.
pub fn note_folded(count: usize, out: &mut dyn Write) -> io::Result<()> {
    match count {
        0 => Ok(()),
        count => writeln!(out, "{} told together with others that say the same; see each with --all", counted(count, "finding")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn what_says_the_same_is_alike_but_for_numbers() {
        let of = |message: &str| likeness(&Finding::new("a.md".into(), Span::at(0), "link/broken-path", message.into()));
        assert_eq!(of("3 of 12 links"), of("1,204 of 5 links"));
        assert_eq!(of("`#part1` has no target in 3 parts"), of("`#part1` has no target in 4 parts"));
        assert_ne!(of("`#part1` has no target"), of("`#part2` has no target"));
    }
}
