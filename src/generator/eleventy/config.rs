//! What an Eleventy configuration says in so many words.

use super::super::paths::{below, glob_set, join};
use super::super::script::{Literal, Script};
use super::super::{ExternalRel, Root};
use super::{CONFIGS, rel};
use crate::article::Templates;
use globset::{GlobBuilder, GlobSet};

/// Which headings have ids, and of whose making.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headings {
    /// Eleventy itself gives none.
    Bare,
    /// markdown-it-anchor.
    Anchor { h1: bool },
    /// Eleventy's own IdAttributePlugin.
    Attribute,
}

pub struct Config {
    /// The input folder, `` for the site's own.
    pub input: String,
    /// Folders below which nothing is a page.
    without: Vec<String>,
    ignored: GlobSet,
    /// `pathPrefix`, with a slash at both ends.
    pub root: String,
    pub adds_root: bool,
    pub templates: Templates,
    pub html_templates: Templates,
    /// markdown-it-attrs is there.
    pub attributes: bool,
    pub headings: Headings,
    pub knows_ids: bool,
    /// Nothing changes URLs behind the back of permalinks.
    pub knows_urls: bool,
    /// Links to source files are made links to pages.
    pub resolves: bool,
    /// `draft: true` keeps a page back.
    pub drafts: bool,
    /// Copied as they are: from, to; nothing where the path stays the same.
    pub copies: Vec<(String, Option<String>)>,
    /// What is copied is not all written out.
    pub copies_more: bool,
    pub external_rel: Option<ExternalRel>,
    pub unknown: Vec<String>,
}

/// Packages that may give ids to headings, in ways of their own.
const ID_MAKERS: &[&str] = &[
    "markdown-it-anchor",
    "markdown-it-named-headings",
    "markdown-it-named-headers",
    "markdown-it-github-headings",
    "markdown-it-header-sections",
    "markdown-it-toc-and-anchor",
    "markdown-it-auto-header-ids",
    "eleventy-plugin-toc",
    "eleventy-plugin-nesting-toc",
    "eleventy-plugin-unified",
    "eleventy-plugin-remark",
    "@fec/eleventy-plugin-remark",
    "rehype-slug",
];

impl Config {
    pub fn read(root: &Root<'_>) -> Config {
        let script = Script::new(&scripts(root));
        let exported = script.exported().unwrap_or(Literal::Nothing);
        // `export const config = { … }`
        let constant = script.declared("config").filter(|value| matches!(value, Literal::Map(_))).unwrap_or(Literal::Nothing);
        let mut unknown = Vec::new();
        let mut option = |path: &[&str]| {
            let value = exported.get(path).or_else(|| constant.get(path)).cloned().unwrap_or(Literal::Nothing);
            if let Literal::Computed(text) = &value {
                unknown.push(format!("{}: {}", path.join("."), text.lines().next().unwrap_or_default()));
            }
            value
        };
        let arguments = |name: &str| script.calls(name).into_iter().next();
        let set = |method: &str| arguments(method).and_then(|values| values.first()?.as_str().map(String::from));
        let mut folder = |key: &str, method: &str, flag: Option<&str>| {
            let value = option(&["dir", key]);
            let given = value.as_str().map(String::from).or_else(|| set(method)).or_else(|| flag.and_then(|flag| command_line(root, flag)));
            given.map(|path| path.trim_end_matches('/').to_string())
        };
        let input = folder("input", "setInputDirectory", Some("--input")).and_then(|path| join("", &path)).unwrap_or_default();
        let output = folder("output", "setOutputDirectory", Some("--output")).unwrap_or_else(|| "_site".into());
        let mut without: Vec<String> = join("", &output).into_iter().filter(|output| !output.is_empty() && *output != input).collect();
        for (key, method, default) in [
            ("includes", "setIncludesDirectory", Some("_includes")),
            ("layouts", "setLayoutsDirectory", None),
            ("data", "setDataDirectory", Some("_data")),
        ] {
            let path = folder(key, method, None).or(default.map(String::from));
            without.extend(path.and_then(|path| join(&input, &path)).filter(|path| *path != input));
        }
        let prefix = option(&["pathPrefix"]).as_str().map(String::from).or_else(|| command_line(root, "--pathprefix"));
        let prefix = prefix.as_deref().unwrap_or_default().trim_matches('/').to_string();
        let mut engine = |key: &str| match option(&[key]) {
            Literal::Bool(false) => Templates::None,
            Literal::Text(engine) if engine == "njk" => Templates::Nunjucks,
            _ => Templates::Liquid,
        };
        let (templates, html_templates) = (engine("markdownTemplateEngine"), engine("htmlTemplateEngine"));
        let (headings, knows_ids) = headings(root, &script);
        let copies: Vec<Vec<Literal>> = script.calls("addPassthroughCopy");
        let mut config = Config {
            ignored: ignored(root, &input, &script),
            root: if prefix.is_empty() { "/".into() } else { format!("/{prefix}/") },
            adds_root: script.text().contains("HtmlBasePlugin"),
            templates,
            html_templates,
            attributes: uses(&script, "markdown-it-attrs").is_some(),
            headings,
            knows_ids,
            knows_urls: !["addUrlTransform", "eleventyComputed.permalink", "addGlobalData('permalink'", "addGlobalData(\"permalink\""]
                .iter()
                .any(|mark| script.text().contains(mark)),
            resolves: script.text().contains("InputPathToUrlTransformPlugin"),
            drafts: script.text().to_ascii_lowercase().contains("draft"),
            copies: Vec::new(),
            copies_more: false,
            external_rel: rel::external(&script),
            unknown: Vec::new(),
            input,
            without,
        };
        copies.iter().filter_map(|arguments| arguments.first()).for_each(|from| config.copy(from));
        if !config.knows_urls {
            unknown.push("a rule of its own for URLs".into());
        }
        config.unknown = unknown;
        config
    }

    fn copy(&mut self, from: &Literal) {
        let clean = |path: &str| join("", path).unwrap_or_default();
        match from {
            Literal::Text(path) => self.copies.push((clean(path), None)),
            Literal::List(items) => items.iter().for_each(|item| self.copy(item)),
            Literal::Map(entries) => {
                for (from, to) in entries {
                    match to {
                        Literal::Text(to) => self.copies.push((clean(from), Some(to.clone()))),
                        _ => self.copies_more = true,
                    }
                }
            }
            _ => self.copies_more = true,
        }
    }

    /// The path below the input folder.
    pub fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        below(path, &self.input)
    }

    /// Whether a file of the right ending is a page, as far as its place goes.
    pub fn is_template(&self, path: &str) -> bool {
        let inside = |folder: &String| path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'));
        self.below(path).is_some()
            && !self.without.iter().any(inside)
            && !path.split('/').any(|part| part == "node_modules")
            && !self.ignored.is_match(path)
    }

    /// Whether the path is one of a layout or include.
    pub fn is_partial(&self, path: &str) -> bool {
        self.without.iter().any(|folder| path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/')))
    }
}

/// The configuration, and the files of the site that it draws in itself.
fn scripts(root: &Root<'_>) -> String {
    let mut text = root.first(CONFIGS).map(|(_, text)| text).unwrap_or_default();
    let main = text.clone();
    let mut drawn = 0;
    for quote in ["from '.", "from \".", "require('.", "require(\".", "import('.", "import(\"."] {
        for rest in main.split(quote).skip(1) {
            let end = rest.find(['\'', '"', '\n']).unwrap_or(rest.len());
            let Some(path) = join("", &format!(".{}", &rest[..end])) else { continue };
            let names = [path.clone(), format!("{path}.js"), format!("{path}/index.js"), format!("{path}.cjs"), format!("{path}.mjs")];
            if let Some(more) = names.iter().find(|name| root.has(name)).and_then(|name| (root.read)(name)).filter(|_| drawn < 50) {
                drawn += 1;
                text.push_str("\n;\n");
                text.push_str(&more);
            }
        }
    }
    text
}

/// The value of an option that a script of `package.json` starts Eleventy with: `--input=src`.
fn command_line(root: &Root<'_>, option: &str) -> Option<String> {
    let package = (root.read)("package.json")?;
    let package: serde_json::Value = serde_json::from_str(&package).ok()?;
    let commands = package.get("scripts")?.as_object()?.values().filter_map(serde_json::Value::as_str);
    commands.filter(|command| command.contains("eleventy")).find_map(|command| {
        let rest = command.split_once(option)?.1;
        let value = rest.strip_prefix(['=', ' '])?.split_whitespace().next()?;
        Some(value.trim_matches(['"', '\'']).to_string())
    })
}

/// The options with which a module is used as a plugin of markdown-it; nothing if it is not.
pub fn uses(script: &Script, module: &str) -> Option<Literal> {
    let name = script.name_of(module);
    let is_it = |plugin: &Literal| match plugin {
        Literal::Computed(text) => name.is_some_and(|name| *text == name || text.starts_with(&format!("{name}."))) || text.contains(module),
        _ => false,
    };
    let mut calls = script.calls("use").into_iter();
    calls.find(|arguments| arguments.first().is_some_and(is_it)).map(|arguments| arguments.into_iter().nth(1).unwrap_or(Literal::Nothing))
}

/// Who gives ids to headings, and whether that is sure.
fn headings(root: &Root<'_>, script: &Script) -> (Headings, bool) {
    let plugins = script.calls("addPlugin");
    let is_it =
        |arguments: &&Vec<Literal>| matches!(arguments.first(), Some(Literal::Computed(text)) if text.contains("IdAttributePlugin"));
    if let Some(arguments) = plugins.iter().find(is_it) {
        let own = ["slugify", "selector", "filter", "decodeEntities", "..."];
        let is_plain = |options: &Literal| matches!(options, Literal::Map(_)) && own.iter().all(|key| options.get(&[key]).is_none());
        return (Headings::Attribute, arguments.get(1).is_none_or(is_plain));
    }
    // A transform that goes about ids.
    let is_about_ids = |arguments: &Vec<Literal>| {
        arguments.iter().any(|argument| matches!(argument, Literal::Computed(text) if [".id", "\"id\"", "'id'", "slug"].iter().any(|mark| text.contains(mark))))
    };
    let transformed = script.calls("addTransform").iter().any(is_about_ids);
    match uses(script, "markdown-it-anchor") {
        Some(options) => {
            let own = ["slugify", "slugifyWithState", "getTokensText", "uniqueSlugStartIndex", "..."];
            let known = matches!(options, Literal::Map(_) | Literal::Nothing) && own.iter().all(|key| options.get(&[key]).is_none());
            let (h1, levels_known) = match options.get(&["level"]) {
                None | Some(Literal::Number(1.0)) => (true, true),
                Some(Literal::Number(2.0)) => (false, true),
                Some(Literal::List(levels)) => (levels.contains(&Literal::Number(1.0)), false),
                Some(_) => (false, false),
            };
            (Headings::Anchor { h1 }, known && levels_known && !transformed)
        }
        None => {
            (Headings::Bare, !transformed && !ID_MAKERS.iter().any(|package| root.depends_on(package) || script.text().contains(package)))
        }
    }
}

/// What `.eleventyignore` and the configuration leave out. The lines are globs of whole paths, not those of git.
fn ignored(root: &Root<'_>, input: &str, script: &Script) -> GlobSet {
    let mut globs = Vec::new();
    let mut add = |folder: &str, pattern: &str| {
        let joined = if pattern.starts_with("**/") { Some(pattern.to_string()) } else { join(folder, pattern) };
        let Some(pattern) = joined.filter(|pattern| !pattern.is_empty()) else { return };
        let pattern = if root.has_dir(&pattern) { format!("{pattern}/**") } else { pattern };
        globs.push(GlobBuilder::new(&pattern).literal_separator(true).build());
    };
    let mut folders = vec![""];
    folders.extend((!input.is_empty()).then_some(input));
    for folder in folders {
        let text = join(folder, ".eleventyignore").and_then(|name| (root.read)(&name)).unwrap_or_default();
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', '!'])).for_each(|line| add(folder, line));
    }
    for arguments in script.calls("ignores.add") {
        arguments.iter().filter_map(Literal::as_str).for_each(|pattern| add("", pattern));
    }
    glob_set(globs)
}
