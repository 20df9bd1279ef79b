//! How links lead to pages: the link render hook, and `ref`.

use super::super::paths::{folder_of, join};
use super::super::rel::mentioned;
use super::super::{ExternalRel, Links, Own, Root, Sources};
use super::Hugo;
use super::config::Config;
use super::logical::{Logical, Shape, base_of, ending};

/// What becomes of Markdown links. A render hook may make anything of them, and a theme that cannot be seen may have one.
pub fn links(config: &Config, root: &Root<'_>) -> Links {
    if config.multihost {
        return Links::Unknown;
    }
    let setting = |name: &str| config.goldmark(&["renderhooks", "link", name]);
    let embedded = match setting("useembedded").and_then(|value| value.as_str()) {
        Some("always") => return Links::Urls(Sources::Resolved),
        Some("fallback") => true,
        Some("never") => false,
        _ => match setting("enabledefault").and_then(|value| value.as_bool()) {
            Some(enabled) => enabled,
            None => config.languages.len() > 1 && !duplicates_files(config),
        },
    };
    let hooks = hooks(config, root);
    let finds_pages = |hook: &String| ["GetPage", "getpage", "relref", "ref "].iter().any(|call| hook.contains(call));
    Links::Urls(match hooks.as_slice() {
        [] if embedded => Sources::Resolved,
        [] if config.themes.iter().all(|theme| theme.folder.is_some()) => Sources::Kept,
        [] => Sources::Unknown,
        hooks if hooks.iter().all(finds_pages) => Sources::Resolved,
        _ => Sources::Unknown,
    })
}

/// The link render hooks of the site and of its themes.
fn hooks(config: &Config, root: &Root<'_>) -> Vec<String> {
    let theme = |file: &str| config.themes.iter().filter_map(|theme| theme.folder.as_deref()).any(|folder| is_below(file, folder));
    let hooks = root.files.iter().filter(|file| is_hook(file) && (file.starts_with("layouts/") || theme(file)));
    hooks.filter_map(|file| (root.read)(file)).collect()
}

/// What the render hooks write into `rel` of links.
pub fn external_rel(config: &Config, root: &Root<'_>) -> Option<ExternalRel> {
    let words = mentioned(&hooks(config, root).concat())?;
    Some(ExternalRel::in_markdown(Some(&words), Own::Kept))
}

/// What `_redirects` in a static folder says, as Netlify and others read it: `/from /to 301`.
pub fn redirects(config: &Config, root: &Root<'_>) -> Vec<(String, String)> {
    let files = config.statics.iter().filter_map(|folder| (root.read)(&format!("{folder}/_redirects")));
    let mut redirects = Vec::new();
    for line in files.collect::<Vec<_>>().iter().flat_map(|text| text.lines()) {
        let mut words = line.split_whitespace();
        let (Some(from), Some(to)) = (words.next().filter(|from| from.starts_with('/')), words.next()) else { continue };
        // A rule may ask for parameters before it says where it leads, and one that ends in 404 leads nowhere.
        let to = if to.contains('=') && !to.contains('/') { words.next().unwrap_or_default() } else { to };
        if !words.any(|word| word.trim_end_matches('!') == "404") {
            redirects.push((from.to_string(), to.to_string()));
        }
    }
    redirects
}

fn duplicates_files(config: &Config) -> bool {
    config.goldmark(&["duplicateresourcefiles"]).and_then(|value| value.as_bool()).unwrap_or(false)
}

fn is_below(file: &str, folder: &str) -> bool {
    file.strip_prefix(folder).is_some_and(|rest| rest.starts_with("/layouts/"))
}

/// `layouts/_default/_markup/render-link.html`, `layouts/posts/_markup/render-link.rss.xml`.
fn is_hook(file: &str) -> bool {
    file.rsplit_once("_markup/").is_some_and(|(_, name)| name.starts_with("render-link"))
}

impl Hugo {
    /// The paths of the pages that a reference may mean, in the order in which Hugo tries them.
    fn bases(&self, from: &Logical<'_>, reference: &str) -> Vec<String> {
        let reference = reference.trim_end_matches('/');
        let has_ending = reference.rsplit('/').next().is_some_and(|name| name.contains('.'));
        let mut bases = Vec::new();
        let mut push = |base: Option<String>| bases.extend(base.filter(|base| !bases.contains(base)));
        if !reference.starts_with('/') {
            let inside = from.shape == Shape::Branch || has_ending && reference.starts_with("../");
            push(base_of(&self.config, if inside { &from.folder } else { from.container() }, reference));
            if has_ending {
                push(base_of(&self.config, &from.folder, reference));
            }
            if reference.starts_with('.') {
                return bases;
            }
        }
        push(base_of(&self.config, "", reference));
        bases
    }

    /// The files that a link may mean to the link render hook.
    pub fn files_of(&self, from: &str, link: &str) -> Vec<String> {
        let Some(page) = Logical::of(&self.config, from) else { return Vec::new() };
        let link = link.strip_prefix("./").unwrap_or(link);
        let found = self.bases(&page, link).into_iter().filter_map(|base| self.tree.file(page.language, &base));
        let mut files: Vec<String> = found.map(String::from).collect();
        if files.is_empty() && ending(link).is_some() {
            let folder =
                if link.starts_with('/') { self.config.content.first().map_or("", |mount| mount.source.as_str()) } else { folder_of(from) };
            files.extend(join(folder, link));
        }
        files
    }

    /// The names of the pages that `ref` with these arguments may mean.
    pub fn referred(&self, from: &str, arguments: &str) -> Option<Vec<String>> {
        let page = Logical::of(&self.config, from)?;
        let arguments = arguments_of(arguments);
        let named = |name: &str| arguments.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
        let path = named("path").or_else(|| named(""))?;
        let path = path.split(['#', '?']).next().unwrap_or_default();
        let language = named("lang").unwrap_or(page.language);
        if path.is_empty() {
            return Some(vec![self.name(page.language, &page.base())]);
        }
        let bases = self.bases(&page, path);
        // Lists, and pages that are not read here, are there without an article.
        if bases.iter().any(|base| self.is_served(base)) {
            return None;
        }
        let mut names: Vec<String> = bases.iter().map(|base| self.name(language, base)).collect();
        if !path.trim_end_matches('/').contains('/') && !path.starts_with('.') {
            names.extend(bases.last().and_then(|base| base.rsplit('/').next()).map(|name| self.name(language, name)));
        }
        Some(names)
    }

    /// A name in a language; the default one need not be said.
    fn name(&self, language: &str, name: &str) -> String {
        if language == self.config.default_language() { name.to_string() } else { format!("{language}:{name}") }
    }

    /// The names that `ref` finds a page by.
    pub fn names_of(&self, path: &str) -> Vec<String> {
        let Some(page) = Logical::of(&self.config, path) else { return Vec::new() };
        let base = page.base();
        let short = base.rsplit('/').next().filter(|name| !name.is_empty()).map(|name| self.name(page.language, name));
        std::iter::once(self.name(page.language, &base)).chain(short).collect()
    }
}

/// The arguments of a shortcode: `"a"` is the value of an empty name, `key="b"` of its own.
pub fn arguments_of(text: &str) -> Vec<(&str, &str)> {
    let (mut found, mut rest) = (Vec::new(), text.trim_start());
    while !rest.is_empty() {
        let (mut key, mut value) = ("", rest);
        let word = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
        if word > 0 && rest[word..].starts_with('=') {
            (key, value) = (&rest[..word], &rest[word + 1..]);
        }
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '`' | '\'' | '“' | '”'));
        let (value, after) = match quote.and_then(|quote| value[quote.len_utf8()..].split_once(quote)) {
            Some(inside) => inside,
            None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        found.push((key, value));
        rest = after.trim_start();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::arguments_of;

    #[test]
    fn arguments_with_and_without_names() {
        assert_eq!(arguments_of(" \"a b.md\" x=`c` y=d "), [("", "a b.md"), ("x", "c"), ("y", "d")]);
        assert_eq!(arguments_of("tea.md"), [("", "tea.md")]);
        assert_eq!(arguments_of("\"open"), [("", "\"open")]);
        assert!(arguments_of(" ").is_empty());
    }
}
