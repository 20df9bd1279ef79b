//! The rules that follow from a configuration: which run on an article, with which severity and options.

use super::{Config, Level, Setting};
use crate::finding::Severity;
use crate::rule::{ArticleRule, Check, Meta, SiteRule};
use crate::rules;
use std::sync::Arc;

/// The rules that run on an article, each with its severity and options.
pub struct Rules {
    active: Vec<Active>,
    /// Those that judge an article by its text, and those that judge it in the light of its site.
    by_text: Vec<usize>,
    in_site: Vec<usize>,
}

/// A rule that runs.
pub struct Active {
    pub meta: &'static Meta,
    pub severity: Severity,
    pub check: Check,
}

impl Rules {
    pub fn iter(&self) -> impl Iterator<Item = &Active> {
        self.active.iter()
    }

    /// The rules that judge an article by its text.
    pub fn by_text(&self) -> impl Iterator<Item = (&'static Meta, &dyn ArticleRule)> {
        self.by_text.iter().filter_map(|&index| match &self.active[index] {
            Active { meta, check: Check::Article(rule), .. } => Some((*meta, &**rule)),
            _ => None,
        })
    }

    /// The rules that judge it in the light of its site.
    pub fn in_site(&self) -> impl Iterator<Item = (&'static Meta, &dyn SiteRule)> {
        self.in_site.iter().filter_map(|&index| match &self.active[index] {
            Active { meta, check: Check::Site(rule), .. } => Some((*meta, &**rule)),
            _ => None,
        })
    }

    /// The rule of this id, if it runs.
    pub fn get(&self, id: &str) -> Option<&Active> {
        self.active.binary_search_by(|active| active.meta.id.cmp(id)).ok().map(|index| &self.active[index])
    }
}

/// What the command line asks for, over any configuration.
#[derive(Clone, Debug, Default)]
pub struct Pick {
    /// Only these rules and categories, if any are named.
    pub select: Vec<String>,
    pub ignore: Vec<String>,
}

/// The rules of a site: one set for most articles, and one for each combination of overrides that some article has.
pub struct RuleSets {
    config: Config,
    pick: Pick,
    base: Arc<Rules>,
    special: std::sync::Mutex<Vec<(Vec<usize>, Arc<Rules>)>>,
}

impl RuleSets {
    pub fn new(config: Config, pick: Pick) -> RuleSets {
        let base = Arc::new(assemble(config.settings.iter(), &pick));
        RuleSets { config, pick, base, special: Default::default() }
    }

    /// The rules for the article at `local` in the site.
    pub fn of(&self, local: &str) -> Arc<Rules> {
        let overrides = &self.config.overrides;
        let matching: Vec<usize> = (0..overrides.len()).filter(|&index| overrides[index].files.matches(local)).collect();
        if matching.is_empty() {
            return self.base.clone();
        }
        let mut special = self.special.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((_, rules)) = special.iter().find(|(key, _)| *key == matching) {
            return rules.clone();
        }
        let settings = matching.iter().flat_map(|&index| &overrides[index].settings);
        let rules = Arc::new(assemble(self.config.settings.iter().chain(settings), &self.pick));
        special.push((matching, rules.clone()));
        rules
    }

    pub fn config(&self) -> &Config {
        &self.config
    }
}

fn assemble<'a>(settings: impl Iterator<Item = &'a Setting> + Clone, pick: &Pick) -> Rules {
    let names = |list: &[String], meta: &Meta| list.iter().any(|name| name == meta.id || name == meta.category());
    let (mut active, mut by_text, mut in_site) = (Vec::new(), Vec::new(), Vec::new());
    for meta in rules::RULES {
        let (mut severity, mut options) = ((!meta.off).then_some(meta.severity), serde_json::Map::new());
        for setting in settings.clone().filter(|setting| setting.name == meta.id || setting.name == meta.category()) {
            severity = match setting.level {
                // A category that is merely on leaves the rules that are off by themselves off.
                Level::Default if setting.name == meta.id => Some(severity.unwrap_or(meta.severity)),
                Level::Default => severity,
                Level::Off => None,
                Level::At(level) => Some(level),
            };
            options.extend(setting.options.clone());
        }
        if !pick.select.is_empty() {
            severity = names(&pick.select, meta).then(|| severity.unwrap_or(meta.severity));
        }
        let severity = severity.filter(|_| !names(&pick.ignore, meta));
        // The options were tried when the configuration was read.
        if let (Some(severity), Ok(check)) = (severity, rules::make(meta, options)) {
            match check {
                Check::Article(_) => by_text.push(active.len()),
                Check::Site(_) => in_site.push(active.len()),
                Check::Engine => {}
            }
            active.push(Active { meta, severity, check });
        }
    }
    Rules { active, by_text, in_site }
}
