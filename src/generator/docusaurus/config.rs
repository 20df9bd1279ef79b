//! What `docusaurus.config.*` says: its content plugins, versions and locales.

use super::section::{Globs, Numbers, Plugin, Section, is_index, page};
use super::{Docusaurus, Partial};
use crate::generator::script::{SPREAD, Script};
use crate::generator::{ExternalRel, Root, host, is_markdown};
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

/// Plugins that add no pages of their own.
const SILENT: &[&str] = &[
    "sass",
    "less",
    "pwa",
    "google-gtag",
    "google-analytics",
    "google-tag-manager",
    "vercel-analytics",
    "ideal-image",
    "image-zoom",
    "svgr",
    "sitemap",
    "debug",
    "css-cascade-layers",
    "rsdoctor",
    "client-redirects",
];

/// The name of the configuration file, if there is one.
pub fn file(root: &Root<'_>) -> Option<String> {
    root.files.iter().find(|file| file.starts_with("docusaurus.config.")).cloned()
}

pub fn load(root: &Root<'_>) -> Docusaurus {
    let text = file(root).and_then(|file| (root.read)(&file)).unwrap_or_default();
    let script = Script::new(&text);
    let config = script.exported().map_or(Value::Null, Value::from);
    let mut site =
        Docusaurus { maintain_case: config.pointer("/markdown/anchors/maintainCase") == Some(&Value::Bool(true)), ..Docusaurus::default() };
    site.external_rel = ExternalRel::by_rehype(&script);
    let delimiter = config.get("titleDelimiter").map_or(Some("|"), Value::as_str);
    let title = config.get("title").and_then(Value::as_str);
    site.title_suffix = title.zip(delimiter).map(|(title, delimiter)| format!(" {delimiter} {title}"));
    site.host = config.get("url").and_then(Value::as_str).and_then(host);
    site.trailing_slash = config.get("trailingSlash").and_then(Value::as_bool);
    site.format = config.pointer("/markdown/format").and_then(Value::as_str).unwrap_or("mdx").to_string();
    match config.get("baseUrl") {
        Some(Value::String(base)) => site.root = format!("/{}/", base.trim_matches('/')).replace("//", "/"),
        None if !config.is_null() => {}
        _ => site.unknown.push("baseUrl is computed, and taken as `/`".into()),
    }
    if config.is_null() {
        site.unknown.push("the configuration exports nothing that could be read".into());
    }
    let mut loader = Loader { root, locales: Locales::of(&config, root, &mut site), site };
    loader.presets(&config);
    loader.plugins(&config);
    loader.index();
    loader.statics(&config);
    loader.partials();
    loader.finish()
}

/// The languages of the site.
struct Locales {
    /// The folder of translations.
    folder: String,
    /// Without the default one: name, folder in [`Locales::folder`].
    others: Vec<(String, String)>,
    /// The default locale's own folder.
    default: String,
    known: bool,
}

impl Locales {
    fn of(config: &Value, root: &Root<'_>, site: &mut Docusaurus) -> Locales {
        let i18n = config.get("i18n");
        let text = |key: &str| i18n.and_then(|i18n| i18n.get(key)).and_then(Value::as_str);
        let folder = text("path").unwrap_or("i18n").trim_start_matches("./").trim_matches('/').to_string();
        let default = text("defaultLocale").unwrap_or("en").to_string();
        let listed = i18n.and_then(|i18n| i18n.get("locales")).and_then(Value::as_array);
        let listed: Option<Vec<String>> = listed.and_then(|list| list.iter().map(|name| name.as_str().map(String::from)).collect());
        let known = listed.is_some() || i18n.is_none() && !config.is_null();
        let mut names = listed.unwrap_or_default();
        if !known {
            let prefix = format!("{folder}/");
            names = root.files.iter().filter_map(|file| Some(file.strip_prefix(&prefix)?.split_once('/')?.0.to_string())).collect();
            names.dedup();
            site.unknown.push("the locales are computed".into());
        }
        names.retain(|name| *name != default);
        let path = |name: &str| {
            let path = i18n.and_then(|i18n| i18n.get("localeConfigs")?.get(name)?.get("path")?.as_str());
            path.unwrap_or(name).to_string()
        };
        Locales {
            default: path(&default),
            others: names.into_iter().map(|name| (path(&name), name)).map(|(path, name)| (name, path)).collect(),
            folder,
            known,
        }
    }
}

struct Loader<'r, 'a> {
    root: &'r Root<'a>,
    locales: Locales,
    site: Docusaurus,
}

impl Loader<'_, '_> {
    fn presets(&mut self, config: &Value) {
        // Without presets, or with such as cannot be read, the classic one is the likely one.
        let Some(presets) = config.get("presets").and_then(Value::as_array) else { return self.classic(&Value::Null) };
        for preset in presets {
            let (name, options) = named(preset);
            match name.as_deref().map(|name| name.trim_start_matches("@docusaurus/preset-")) {
                Some("classic") => self.classic(options),
                _ => self.site.open = true,
            }
        }
    }

    fn classic(&mut self, options: &Value) {
        for (key, plugin) in [("docs", Plugin::Docs), ("blog", Plugin::Blog), ("pages", Plugin::Pages)] {
            match options.get(key) {
                Some(Value::Bool(false)) => {}
                Some(options) => self.instance(plugin, options),
                None => self.instance(plugin, &Value::Object(Default::default())),
            }
        }
    }

    fn plugins(&mut self, config: &Value) {
        match config.get("plugins") {
            None => {}
            Some(Value::Array(plugins)) => {
                for plugin in plugins {
                    let (name, options) = named(plugin);
                    match name.as_deref().map(short) {
                        Some("content-docs") => self.instance(Plugin::Docs, options),
                        Some("content-blog") => self.instance(Plugin::Blog, options),
                        Some("content-pages") => self.instance(Plugin::Pages, options),
                        Some("client-redirects") => self.redirects(options),
                        Some(name) if SILENT.contains(&name) => {}
                        _ => self.site.open = true,
                    }
                }
            }
            Some(_) => self.site.open = true,
        }
    }

    fn redirects(&mut self, options: &Value) {
        if options.get("createRedirects").is_some() || options.get(SPREAD).is_some() || options.is_null() {
            self.site.murky.push(String::new());
        }
        let rooted = |path: &str, root: &str| format!("{root}{}", path.trim_start_matches('/'));
        for redirect in options.get("redirects").and_then(Value::as_array).into_iter().flatten() {
            let to = redirect.get("to").and_then(Value::as_str);
            let from = match redirect.get("from") {
                Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
                Some(Value::String(from)) => vec![from.as_str()],
                _ => Vec::new(),
            };
            match to {
                Some(to) if !from.is_empty() => {
                    let root = &self.site.root;
                    self.site.redirects.extend(from.iter().map(|from| (rooted(from, root), rooted(to, root))));
                }
                _ => self.site.murky.push(String::new()),
            }
        }
    }

    /// One instance of a content plugin, with its versions and translations.
    fn instance(&mut self, plugin: Plugin, options: &Value) {
        let (default_path, default_base) = match plugin {
            Plugin::Docs => ("docs", "docs"),
            Plugin::Blog => ("blog", "blog"),
            Plugin::Pages => ("src/pages", ""),
        };
        let spread = options.get(SPREAD).is_some() || options.is_null();
        let path = match options.get("path") {
            Some(Value::String(path)) => path.trim_start_matches("./").trim_end_matches('/').to_string(),
            Some(_) => {
                self.site.unknown.push("the path of a content plugin is computed".into());
                self.site.open = true;
                return;
            }
            None => default_path.to_string(),
        };
        let base = match options.get("routeBasePath") {
            Some(Value::String(base)) => Some(base.trim_matches('/').to_string()),
            None if !spread => Some(default_base.to_string()),
            _ => None,
        };
        let id = options.get("id").and_then(Value::as_str).filter(|id| *id != "default");
        let numbers = match options.get("numberPrefixParser") {
            None if !spread => Numbers::Cut,
            Some(Value::Bool(true)) => Numbers::Cut,
            Some(Value::Bool(false)) => Numbers::Kept,
            _ => Numbers::Unknown,
        };
        let files = Globs::of(options);
        let versions = match plugin {
            Plugin::Docs => self.versions(&path, id, options),
            _ => vec![(path.clone(), Some(String::new()), None)],
        };
        let suffix = id.map_or(String::new(), |id| format!("-{id}"));
        let name = match plugin {
            Plugin::Docs => "docs",
            Plugin::Blog => "blog",
            Plugin::Pages => "pages",
        };
        for (folder, part, version) in versions {
            let base = match (&base, &part) {
                (Some(base), Some(part)) => Some(joined(&[base, part])),
                _ => {
                    self.site.murky.push(base.clone().unwrap_or_default());
                    None
                }
            };
            let section = Section { plugin, folder: folder.clone(), original: None, base: base.clone(), numbers, files: files.clone() };
            let below = version.map_or(String::new(), |version| format!("/{version}"));
            let translated = |locale: &str| format!("{}/{locale}/docusaurus-plugin-content-{name}{suffix}{below}", self.locales.folder);
            let others = self.locales.others.iter().map(|(name, path)| (translated(path), Some(name)));
            let own = std::iter::once((translated(&self.locales.default), None));
            let translations: Vec<Section> = own
                .chain(others)
                .filter(|(folder, _)| self.root.has_dir(folder))
                .map(|(translation, locale)| Section {
                    folder: translation,
                    original: Some(folder.clone()),
                    base: base.as_ref().filter(|_| self.locales.known).map(|base| joined(&[locale.map_or("", String::as_str), base])),
                    ..section.clone()
                })
                .collect();
            self.site.sections.push(section);
            self.site.sections.extend(translations);
        }
    }

    /// The versions of a docs plugin: folder, its part of the route (`None` if unknown), and its name among the translations.
    fn versions(&self, path: &str, id: Option<&str>, options: &Value) -> Vec<(String, Option<String>, Option<String>)> {
        let prefix = id.map_or(String::new(), |id| format!("{id}_"));
        let folder = |name: &str| format!("{prefix}versioned_docs/version-{name}");
        let current = |part: Option<&str>| (path.to_string(), part.map(String::from), Some("current".to_string()));
        let listed = (self.root.read)(&format!("{prefix}versions.json"));
        let listed: Option<Vec<String>> = listed.and_then(|text| serde_json::from_str(&text).ok());
        let flag = |key: &str, default: bool| match options.get(key) {
            Some(value) => value.as_bool(),
            None => Some(default),
        };
        let Some(mut names) = listed else {
            // Folders of versions that nothing lists: which of them is the last one cannot be known.
            let marker = format!("{prefix}versioned_docs/version-");
            let mut found: Vec<&str> =
                self.root.files.iter().filter_map(|file| Some(file.strip_prefix(&marker)?.split_once('/')?.0)).collect();
            found.dedup();
            let part = if found.is_empty() { Some("") } else { None };
            let versions = found.iter().map(|name| (folder(name), None, Some(format!("version-{name}"))));
            return std::iter::once(current(part)).chain(versions).collect();
        };
        if flag("disableVersioning", false) == Some(true) {
            return vec![current(Some(""))];
        }
        if flag("includeCurrentVersion", true) != Some(false) && !names.iter().any(|name| name == "current") {
            names.insert(0, "current".into());
        }
        if let Some(only) = options.get("onlyIncludeVersions").and_then(Value::as_array) {
            names.retain(|name| only.iter().any(|one| one == name.as_str()));
        }
        let last = match options.get("lastVersion") {
            Some(last) => last.as_str().map(String::from),
            None => names.iter().find(|name| *name != "current").cloned().or(Some("current".into())),
        };
        let own = options.get("versions").and_then(Value::as_object);
        let murky = options.get("versions").is_some_and(|versions| !versions.is_object())
            || own.is_some_and(|own| own.keys().any(|key| key == SPREAD || key.starts_with('[') && key.contains("path")));
        let part = |name: &str| match own.and_then(|own| own.get(name)?.get("path")) {
            Some(path) => path.as_str().map(String::from),
            None if murky => None,
            None => last.as_deref().map(|last| match name {
                _ if name == last => String::new(),
                "current" => "next".to_string(),
                name => name.to_string(),
            }),
        };
        let version = |name: &String| match name.as_str() {
            "current" => current(part(name).as_deref()),
            name => (folder(name), part(name), Some(format!("version-{name}"))),
        };
        names.iter().map(version).collect()
    }

    fn index(&mut self) {
        for (index, section) in self.site.sections.iter().enumerate() {
            self.site.by_folder.entry(section.folder.clone()).or_insert(index);
        }
    }

    /// Files that are served as they are, pages in JavaScript, and index pages of categories.
    fn statics(&mut self, config: &Value) {
        self.site.statics = match config.get("staticDirectories").and_then(Value::as_array) {
            Some(list) => {
                let folders = list.iter().filter_map(Value::as_str);
                folders.map(|folder| folder.trim_start_matches("./").trim_end_matches('/').to_string()).collect()
            }
            None => vec!["static".to_string()],
        };
        let scripts = [".js", ".jsx", ".ts", ".tsx"];
        let mut made = Vec::new();
        for file in self.root.files {
            let Some((section, below)) = self.site.section(file) else { continue };
            let Some(base) = &section.base else { continue };
            let name = below.rsplit('/').next().unwrap_or_default();
            match section.plugin {
                Plugin::Pages
                    if scripts.iter().any(|ending| name.ends_with(ending)) && !below.split('/').any(|part| part.starts_with('_')) =>
                {
                    made.push(joined(&[base, &page(below)]));
                }
                Plugin::Docs if name.starts_with("_category_.") => {
                    let category = self.root.yaml(file);
                    made.extend(category.pointer("/link/slug").and_then(Value::as_str).map(|slug| joined(&[base, slug])));
                }
                _ => {}
            }
        }
        // The slugs of generated indexes that sidebars name.
        let is_sidebar = |file: &&String| file.contains("sidebars") && !file.contains('/') || file.contains("versioned_sidebars/");
        for text in self.root.files.iter().filter(is_sidebar).filter_map(|file| (self.root.read)(file)) {
            for slug in Script::new(&text).texts_of("slug").iter().filter(|slug| slug.starts_with('/')) {
                let docs = self.site.sections.iter().filter(|section| section.plugin == Plugin::Docs);
                made.extend(docs.filter_map(|section| Some(joined(&[section.base.as_ref()?, slug]))));
            }
        }
        let root = &self.site.root;
        made.extend(self.site.redirects.iter().filter_map(|(from, _)| Some(joined(&[from.strip_prefix(root.as_str())?]))));
        self.site.made.extend(made);
    }

    /// The files that others include.
    fn partials(&mut self) {
        let is_partial = |file: &&String| is_markdown(file) && file.split('/').any(|part| part.starts_with('_'));
        for path in self.root.files.iter().filter(is_partial) {
            let Some(text) = (self.root.read)(path) else { continue };
            self.site.partials.insert(path.clone(), Partial::new(text));
        }
    }

    fn finish(mut self) -> Docusaurus {
        self.site.locales = self.locales.others.into_iter().map(|(name, _)| name).collect();
        self.site.made.sort_unstable();
        self.site.made.dedup();
        // Of several docs that speak for one folder, the first by its id has the route.
        let mut first: FxHashMap<&str, &str> = FxHashMap::default();
        let is_doc = |section: &Section, below: &str| section.plugin == Plugin::Docs && is_index(below) && section.files.matches(below);
        let indexes = self.root.files.iter().filter(|file| self.site.section(file).is_some_and(|(section, below)| is_doc(section, below)));
        let mut shadowed = FxHashSet::default();
        for (folder, file) in indexes.filter_map(|file| file.rsplit_once('/')) {
            let winner = first.entry(folder).or_insert(file);
            if file.to_lowercase() < winner.to_lowercase() {
                shadowed.insert(format!("{folder}/{winner}"));
                *winner = file;
            } else if file != *winner {
                shadowed.insert(format!("{folder}/{file}"));
            }
        }
        self.site.shadowed = shadowed;
        self.site.outside =
            self.site.sections.iter().map(|section| section.folder.clone()).filter(|folder| folder.starts_with("../")).collect();
        self.site.outside.sort();
        self.site.outside.dedup();
        self.site.murky.sort();
        self.site.murky.dedup();
        self.site
    }
}

/// The name and the options of a preset or plugin: `'name'` or `['name', {…}]`.
fn named(entry: &Value) -> (Option<String>, &Value) {
    static NONE: Value = Value::Null;
    let name = |value: &Value| match value {
        Value::String(name) => Some(name.clone()),
        // `require.resolve('name')`
        call => call.get("with")?.get(0)?.as_str().map(String::from),
    };
    match entry {
        Value::Array(parts) => (parts.first().and_then(name), parts.get(1).unwrap_or(&NONE)),
        entry => (name(entry), &NONE),
    }
}

/// A plugin's name as its short form.
fn short(name: &str) -> &str {
    ["@docusaurus/plugin-", "docusaurus-plugin-"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
}

/// Parts of a route put together, without slashes at the ends.
fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| part.trim_matches('/')).filter(|part| !part.is_empty()).collect();
    parts.join("/")
}
