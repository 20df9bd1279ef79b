//! What is said of many articles at once is told once to a person.

use crate::finding::Finding;
use rustc_hash::FxHashMap;

/// A finding, and the other articles that are told the same.
pub struct Told<'r> {
    pub finding: &'r Finding,
    pub also: Vec<&'r str>,
}

/// The other articles that are named.
const NAMED: usize = 10;

impl Told<'_> {
    /// `a.md, b.md and 3 more`; `None` when there are none.
    pub fn others(&self) -> Option<String> {
        let named = self.also.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        match self.also.len() {
            0 => None,
            count if count > NAMED => Some(format!("{named} and {} more", count - NAMED)),
            _ => Some(named),
        }
    }
}

/// The findings, those of one cluster folded into the first of them unless `all` are to be shown.
pub fn folded<'r>(findings: impl Iterator<Item = &'r Finding>, all: bool) -> Vec<Told<'r>> {
    let mut told: Vec<Told<'r>> = Vec::new();
    let mut first: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    for finding in findings {
        if let Some(cluster) = finding.cluster.as_deref().filter(|_| !all) {
            let at = *first.entry((finding.rule, cluster)).or_insert(told.len());
            if let Some(first) = told.get_mut(at) {
                first.also.push(&finding.file);
                continue;
            }
        }
        told.push(Told { finding, also: Vec::new() });
    }
    told
}
