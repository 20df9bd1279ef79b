//! Sites in several languages, where a page that is not translated is there in the default language.

use super::config::{Config, climb, flag_of, text_of};
use crate::generator::Root;
use rustc_hash::FxHashSet;
use serde_json::Value;
use std::borrow::Cow;

/// How the languages of a site are kept apart.
#[derive(Debug, PartialEq, Eq)]
enum Structure {
    /// One language.
    Single,
    /// `about.fr.md` (mkdocs-static-i18n).
    Suffix,
    /// `docs/fr/about.md` (mkdocs-static-i18n).
    Folder,
    /// Folders beside the site's own, `../fr/docs/about.md`, that `extra.alternate` names and the site's build reads.
    Beside,
}

/// See the module.
pub struct Languages {
    structure: Structure,
    docs: String,
    default: String,
    /// Those besides the default.
    others: Vec<String>,
    /// What the default language has, by paths below its folder.
    files: FxHashSet<String>,
}

impl Languages {
    pub fn load(root: &Root<'_>, config: &Config, docs: &str) -> Languages {
        let mut languages = Languages {
            structure: Structure::Single,
            docs: docs.into(),
            default: String::new(),
            others: Vec::new(),
            files: FxHashSet::default(),
        };
        if let Some(options) = config.plugin("i18n") {
            languages.plugin(options);
        } else {
            languages.beside(root, config);
        }
        if languages.structure != Structure::Single {
            let folder = match languages.structure {
                Structure::Folder => format!("{docs}/{}/", languages.default),
                _ => format!("{docs}/"),
            };
            let below = root.files.iter().filter_map(|file| file.strip_prefix(&folder));
            languages.files = below.map(|file| languages.unsuffixed(file).1.into_owned()).collect();
        }
        languages
    }

    fn plugin(&mut self, options: &Value) {
        self.structure = match text_of(options, "docs_structure") {
            Some("folder") => Structure::Folder,
            _ => Structure::Suffix,
        };
        self.default = text_of(options, "default_language").unwrap_or_default().to_string();
        match options.get("languages") {
            Some(Value::Array(languages)) => {
                for language in languages {
                    let Some(locale) = text_of(language, "locale") else { continue };
                    match flag_of(language, "default") {
                        Some(true) => self.default = locale.into(),
                        _ => self.others.push(locale.into()),
                    }
                }
            }
            // As versions before 1.0 had it.
            Some(Value::Object(languages)) => self.others.extend(languages.keys().filter(|locale| *locale != "default").cloned()),
            _ => {}
        }
        self.others.retain(|locale| *locale != self.default);
    }

    /// The folders of translations that belong to this site: they have no configuration of their own, or one that inherits this.
    fn beside(&mut self, root: &Root<'_>, config: &Config) {
        let links = config.get(&["extra", "alternate"]).and_then(Value::as_array).into_iter().flatten();
        for code in links.filter_map(|link| text_of(link, "link")).filter_map(|link| link.trim_matches('/').rsplit('/').next()) {
            let is_code = !code.is_empty() && code.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
            let there = |path: &str| (root.read)(&format!("../{code}/{path}"));
            let own = || match there("mkdocs.yml") {
                None => there(&format!("{}/index.md", self.docs)).is_some(),
                Some(text) => text.lines().any(|line| line.starts_with("INHERIT:") && line.trim_end().ends_with("/mkdocs.yml")),
            };
            if is_code && !self.docs.starts_with("../") && !config.inherits && own() {
                self.structure = Structure::Beside;
                self.others.push(code.into());
            }
        }
    }

    /// The folders of other languages that lie outside the site.
    pub fn outside(&self) -> impl Iterator<Item = String> {
        let others = if self.structure == Structure::Beside { self.others.as_slice() } else { &[] };
        others.iter().map(|code| self.folder_of(code))
    }

    /// Where the articles of a language stand.
    fn folder_of(&self, code: &str) -> String {
        match self.structure {
            Structure::Beside if !code.is_empty() => format!("../{code}/{}", self.docs),
            Structure::Folder => format!("{}/{}", self.docs, if code.is_empty() { &self.default } else { code }),
            _ => self.docs.clone(),
        }
    }

    /// The language of a file of the site, `` for the default, and the path that it has within the language.
    pub fn split<'p>(&self, local: &'p str) -> Option<(&str, Cow<'p, str>)> {
        let below = |folder: &str| local.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
        match self.structure {
            Structure::Single => Some(("", below(&self.docs)?.into())),
            Structure::Suffix => Some(self.unsuffixed(below(&self.docs)?)),
            Structure::Folder | Structure::Beside => {
                // Asked for every article and every link: no folder is written down for it.
                let (around, inside) = match self.structure {
                    Structure::Beside => (local.strip_prefix("../"), self.docs.as_str()),
                    _ => (below(&self.docs), ""),
                };
                let of = |code: &str| {
                    let rest = around?.strip_prefix(code)?.strip_prefix('/')?;
                    if inside.is_empty() { Some(rest) } else { rest.strip_prefix(inside)?.strip_prefix('/') }
                };
                let other = around.and_then(|_| self.others.iter().find_map(|code| Some((code.as_str(), of(code)?.into()))));
                other.or_else(|| Some(("", below(&self.folder_of("")).or_else(|| below(&self.docs))?.into())))
            }
        }
    }

    /// `about.fr.md` is `about.md` in French.
    fn unsuffixed<'p>(&self, path: &'p str) -> (&str, Cow<'p, str>) {
        if self.structure == Structure::Suffix
            && let Some((stem, ending)) = path.rsplit_once('.')
            && let Some((stem, suffix)) = stem.rsplit_once('.')
        {
            if suffix == self.default {
                return ("", format!("{stem}.{ending}").into());
            }
            if let Some(code) = self.others.iter().find(|code| *code == suffix) {
                return (code, format!("{stem}.{ending}").into());
            }
        }
        ("", path.into())
    }

    /// The files that stand for a file of the site in a language: its translation, then what takes its place.
    pub fn variants(&self, from: &str, target: String) -> Vec<String> {
        let Some((code, _)) = self.split(from).filter(|_| self.structure != Structure::Single) else { return vec![target] };
        let mut found = Vec::new();
        if self.structure == Structure::Suffix
            && let Some((stem, ending)) = target.rsplit_once('.')
        {
            found.extend((!code.is_empty()).then(|| format!("{stem}.{code}.{ending}")));
            found.push(target.clone());
            found.push(format!("{stem}.{}.{ending}", self.default));
            return found;
        }
        let shared = self.split(&target).map(|(_, rest)| (climb(&self.folder_of(""), &rest), climb(&self.docs, &rest)));
        found.push(target);
        if let Some((default, shared)) = shared {
            found.push(default);
            found.push(shared);
        }
        found.dedup();
        found
    }

    /// Whether a URL within the site is that of a page or file that a language takes from the default.
    pub fn falls_back(&self, url: &str) -> bool {
        let rest = self.others.iter().find_map(|code| url.strip_prefix(code.as_str())?.strip_prefix('/'));
        let Some(rest) = rest.map(|rest| rest.trim_end_matches('/')) else { return false };
        let stem = rest.strip_suffix("index.html").or_else(|| rest.strip_suffix(".html")).unwrap_or(rest).trim_end_matches('/');
        let pages = [format!("{stem}.md"), format!("{stem}/index.md"), format!("{stem}/README.md")];
        stem.is_empty() || self.files.contains(rest) || pages.iter().any(|page| self.files.contains(page))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::mkdocs::config::tests::config;

    fn languages(yaml: &str, files: &[(&str, &str)]) -> Languages {
        let all: Vec<_> = files.iter().copied().chain([("mkdocs.yml", yaml)]).collect();
        let mut names: Vec<String> = all.iter().map(|(name, _)| name.to_string()).filter(|name| !name.starts_with("..")).collect();
        names.sort_unstable();
        let read = |name: &str| all.iter().find(|(file, _)| *file == name).map(|(_, text)| text.to_string());
        Languages::load(&Root { files: &names, read: &read, version: None }, &config(&all), "docs")
    }

    #[test]
    fn suffixes_tell_languages_apart() {
        let yaml = "plugins:\n  - i18n:\n      languages:\n        - {locale: en, default: true}\n        - {locale: fr}\n";
        let site = languages(yaml, &[("docs/tea.md", ""), ("docs/cup.en.md", "")]);
        assert_eq!(site.split("docs/tea.fr.md"), Some(("fr", "tea.md".into())));
        assert_eq!(site.split("docs/cup.en.md"), Some(("", "cup.md".into())));
        assert_eq!(site.split("docs/v1.2.md"), Some(("", "v1.2.md".into())));
        assert_eq!(site.variants("docs/a.fr.md", "docs/tea.md".into()), ["docs/tea.fr.md", "docs/tea.md", "docs/tea.en.md"]);
        assert!(site.falls_back("fr/tea/") && site.falls_back("fr/cup/") && site.falls_back("fr/") && !site.falls_back("fr/pot/"));
        assert!(!site.falls_back("tea/"));
    }

    #[test]
    fn folders_tell_languages_apart() {
        let yaml = "plugins:\n  - i18n:\n      docs_structure: folder\n      languages:\n        - {locale: en, default: true}\n        - {locale: fr}\n";
        let site = languages(yaml, &[("docs/en/tea.md", "")]);
        assert_eq!(site.split("docs/en/tea.md"), Some(("", "tea.md".into())));
        assert_eq!(site.split("docs/fr/tea.md"), Some(("fr", "tea.md".into())));
        assert_eq!(site.variants("docs/fr/a.md", "docs/fr/tea.md".into()), ["docs/fr/tea.md", "docs/en/tea.md", "docs/tea.md"]);
        assert!(site.falls_back("fr/tea/"));
    }

    #[test]
    fn folders_beside_the_site_belong_to_it() {
        let yaml = "extra:\n  alternate:\n    - {link: /, name: English}\n    - {link: /de/, name: Deutsch}\n    - {link: /fr/, name: Français}\n    - {link: /it/, name: Italiano}\n";
        let site = languages(
            yaml,
            &[
                ("docs/tea.md", ""),
                ("../de/docs/index.md", ""),
                ("../fr/mkdocs.yml", "INHERIT: ../en/mkdocs.yml\n"),
                ("../it/mkdocs.yml", "site_name: x\n"),
            ],
        );
        assert_eq!(site.outside().collect::<Vec<_>>(), ["../de/docs", "../fr/docs"]);
        assert_eq!(site.split("../de/docs/tea.md"), Some(("de", "tea.md".into())));
        assert_eq!(site.variants("../de/docs/a.md", "../de/docs/tea.md".into()), ["../de/docs/tea.md", "docs/tea.md"]);
        assert!(site.falls_back("de/tea/") && !site.falls_back("it/tea/"));
    }
}
