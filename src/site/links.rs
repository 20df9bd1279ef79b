//! Where a link leads.

use super::{PageId, Site};
use crate::affiliate::is_redirect;
use crate::facts::{Facts, Link, is_external, is_template, own_rest};
use crate::generator::{Links, Sources, any_has, is_markdown, join};
use crate::text::percent_decoded;

/// What a link leads to.
#[derive(Debug)]
pub enum Target<'a> {
    /// A page of the site; the fragment as written, without `#`.
    Page {
        page: &'a Facts,
        fragment: Option<&'a str>,
    },
    /// Another file of the site, or a page that the generator makes without a source.
    Asset,
    External,
    Broken(Broken),
    /// Nobody can know, and why.
    Ignored(&'static str),
}

/// Why a path leads nowhere.
#[derive(Debug)]
pub enum Broken {
    /// No file of this name (as it was looked for, in the site).
    File { looked_for: String },
    /// No page and no file has this URL.
    Url { looked_for: String },
    /// The file is there, but the generator leaves links to source files as they are.
    Source { local: String, url: Option<String> },
    /// No article has the name that a template refers to.
    Name { name: String },
}

impl<'a> Site<'a> {
    /// The links of a page and where they lead, found when the first rule asks.
    pub fn targets(&self, page: &Facts) -> impl Iterator<Item = (&'a Link, &Target<'a>)> {
        let id = self.local.get(&*page.local).map(|&id| id as usize);
        let known = id.and_then(|id| Some((&self.pages[id], self.targets.get(id)?)));
        known.into_iter().flat_map(|(page, targets)| {
            let targets = targets.get_or_init(|| page.links.iter().map(|link| self.resolve(page, link)).collect());
            page.links.iter().zip(targets)
        })
    }

    /// Where `link` on the page `from` leads.
    pub fn resolve<'t>(&self, from: &'t Facts, link: &'t Link) -> Target<'t>
    where
        'a: 't,
    {
        match &link.names {
            None => self.resolve_href(from, &link.href),
            Some(names) => {
                let fragment = link.href.split_once('#').map(|(_, rest)| rest).filter(|_| link.fragment.is_some());
                let stop = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`');
                let fragment = fragment.map(|rest| rest.split(stop).next().unwrap_or_default());
                let found = names.iter().find_map(|name| self.names.get(&**name));
                match (found, names.first()) {
                    (Some(&id), _) => self.page(id, fragment),
                    (None, Some(name)) => Target::Broken(Broken::Name { name: name.to_string() }),
                    (None, None) => Target::Ignored("the template names nothing"),
                }
            }
        }
    }

    /// The same for a destination as written.
    pub fn resolve_href<'t>(&self, from: &'t Facts, href: &'t str) -> Target<'t>
    where
        'a: 't,
    {
        if is_template(href) {
            return Target::Ignored("a template fills it in");
        }
        if is_external(href) {
            // Something else may serve the rest of the host.
            let own = own_rest(href, self.generator.host()).map(|rest| self.resolve_rest(from, rest));
            return own.filter(|target| matches!(target, Target::Page { .. })).unwrap_or(Target::External);
        }
        let (rest, fragment) = with_fragment(href);
        let path = rest.split('?').next().unwrap_or_default();
        if path.is_empty() {
            return Target::Page { page: from, fragment };
        }
        if self.settings.redirects(path) {
            return Target::Ignored("the configuration says that it is redirected");
        }
        let path = percent_decoded(path);
        let target = match self.generator.links() {
            Links::Files => self.by_file(from, &path, fragment),
            Links::Urls(sources) => self.by_url(from, &path, fragment, sources),
            Links::Unknown => self.by_source(from, &path, fragment),
        };
        match target {
            // The server of a site may send `/go/kettle` to a shop, where the site has no section of that name.
            Target::Broken(Broken::Url { looked_for }) if is_redirect(&looked_for) && !self.has_section(&looked_for) => {
                Target::Ignored("it has the form of a redirect")
            }
            target => target,
        }
    }

    /// Whether pages of the site stand below the first folder of a URL.
    fn has_section(&self, url: &str) -> bool {
        let first = |url: &str| url.trim_start_matches('/').split('/').next().unwrap_or_default().to_string();
        let sections = self.sections.get_or_init(|| self.urls.keys().map(|url| first(url)).collect());
        sections.contains(&first(url))
    }

    /// Where an address on the site's own host leads; `rest` is what stands behind the host.
    pub fn resolve_rest<'t>(&self, from: &'t Facts, rest: &'t str) -> Target<'t>
    where
        'a: 't,
    {
        let (path, fragment) = with_fragment(rest);
        let path = percent_decoded(path.split('?').next().unwrap_or_default());
        let url = if path.is_empty() { "/" } else { &*path };
        match self.at_url(from, url, url, fragment) {
            Some(target) => target,
            None if self.may_be_unknown(url) => Target::Ignored("not all URLs of the site are known"),
            None => Target::Broken(Broken::Url { looked_for: url.to_string() }),
        }
    }

    fn page<'t>(&self, id: PageId, fragment: Option<&'t str>) -> Target<'t>
    where
        'a: 't,
    {
        Target::Page { page: &self.pages[id as usize], fragment }
    }

    /// The page or file at a path of the site, or the page of a folder.
    fn at<'t>(&self, local: &str, fragment: Option<&'t str>) -> Option<Target<'t>>
    where
        'a: 't,
    {
        if let Some(&id) = self.local.get(local) {
            return Some(self.page(id, fragment));
        }
        if self.files.contains(local) {
            return Some(Target::Asset);
        }
        if local.is_empty() || self.folders.contains(local) {
            let index = ["README.md", "index.md", "readme.md", "_index.md"].iter().find_map(|name| self.local.get(&*join(local, name)?));
            return Some(index.map_or(Target::Asset, |&id| self.page(id, fragment)));
        }
        None
    }

    /// As GitHub resolves links between files.
    fn by_file<'t>(&self, from: &Facts, path: &str, fragment: Option<&'t str>) -> Target<'t>
    where
        'a: 't,
    {
        let base = if path.starts_with('/') { "" } else { from.folder() };
        let Some(local) = join(base, path) else { return Target::Ignored("it leads out of the site") };
        if let Some(target) = self.at(&local, fragment) {
            return target;
        }
        // Something unknown may build this repository: pages without an ending, or with `.html`.
        let stem = local.strip_suffix(".html").unwrap_or(&local);
        if let Some(target) = [".md", ".mdx", ".markdown"].iter().find_map(|ending| self.at(&format!("{stem}{ending}"), fragment)) {
            return target;
        }
        let has_ending = local.rsplit('/').next().is_some_and(|name| name.trim_start_matches('.').contains('.'));
        match (path.starts_with('/'), has_ending, from.front_matter.is_some()) {
            (_, true, _) if is_markdown(&local) => Target::Broken(Broken::File { looked_for: local }),
            (true, ..) => Target::Ignored("nothing says what the site's URLs are"),
            (false, true, _) | (false, false, false) => Target::Broken(Broken::File { looked_for: local }),
            (false, false, true) => Target::Ignored("nothing says what the site's URLs are"),
        }
    }

    /// As a browser resolves links between the pages of a built site; links to source files as the generator treats them.
    fn by_url<'t>(&self, from: &Facts, path: &str, fragment: Option<&'t str>, sources: Sources) -> Target<'t>
    where
        'a: 't,
    {
        let is_source = is_markdown(path);
        let candidates = if is_source || sources == Sources::Resolved { self.generator.sources(&from.local, path) } else { Vec::new() };
        // What is not built of itself may be included elsewhere.
        let page = candidates.iter().find_map(|local| self.local.get(local.as_str()));
        if let Some(&id) = page.filter(|_| sources != Sources::Kept) {
            return self.page(id, fragment);
        }
        if sources != Sources::Kept && candidates.iter().any(|local| self.files.contains(local.as_str())) {
            return Target::Asset;
        }
        let Some(url) = self.url_of(from, path) else {
            return match candidates.into_iter().next().filter(|_| is_source) {
                Some(local) if page.is_some() => self.source_link(&local),
                Some(local) => Target::Broken(Broken::File { looked_for: local }),
                None => Target::Ignored("its URL is not known"),
            };
        };
        if let Some(target) = self.at_url(from, &url, path, fragment) {
            return target;
        }
        // A generator that does not look for a file leaves the link as it is.
        let beside =
            || join(from.folder(), path).filter(|local| is_source && !path.starts_with('/') && self.local.contains_key(local.as_str()));
        match candidates.into_iter().next().filter(|_| is_source).or_else(beside) {
            Some(local) if page.is_some() || self.local.contains_key(local.as_str()) => self.source_link(&local),
            Some(local) if sources != Sources::Kept => Target::Broken(Broken::File { looked_for: local }),
            _ if !is_source && self.may_be_unknown(&url) => Target::Ignored("not all URLs of the site are known"),
            _ => Target::Broken(Broken::Url { looked_for: url }),
        }
    }

    /// Whether a page whose URL is not known may have this one: it is named like it, or there are many such pages.
    fn may_be_unknown(&self, url: &str) -> bool {
        let (names, count) = &self.unknown;
        count * 10 > self.pages.len()
            || !names.is_empty() && url.split('/').any(|part| names.contains(&part.trim_end_matches(".html").to_lowercase()))
    }

    /// The site-root path, decoded, that a path means on the page `from`.
    fn url_of(&self, from: &Facts, path: &str) -> Option<String> {
        if path.starts_with('/') {
            return Some(self.generator.absolute(&from.local, path).unwrap_or_else(|| path.to_string()));
        }
        let base = percent_decoded(from.url.as_deref()?);
        let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
        let joined = join(folder.trim_start_matches('/'), path)?;
        Some(format!("/{joined}{}", if path.ends_with('/') && !joined.is_empty() { "/" } else { "" }))
    }

    /// What answers at a site-root path: a page, a file, or something that the generator makes.
    fn at_url<'t>(&self, from: &Facts, url: &str, path: &str, fragment: Option<&'t str>) -> Option<Target<'t>>
    where
        'a: 't,
    {
        if let Some(&id) = self.urls.get(url_key(url)) {
            return Some(self.page(id, fragment));
        }
        if let Some(target) = self.redirected(url, fragment) {
            return Some(target);
        }
        let root = self.generator.root();
        let Some(inside) = url.strip_prefix(root).or_else(|| (url.len() + 1 == root.len()).then_some("")) else {
            return Some(Target::Ignored("it leads out of the site"));
        };
        let there = |local: Option<String>| local.is_some_and(|local| self.files.contains(local.as_str()));
        if !is_markdown(inside) && any_has(&self.served, inside, |local| self.files.contains(local)) {
            return Some(Target::Asset);
        }
        let stem = inside.trim_end_matches('/').trim_end_matches(".html");
        let others = self.others.get_or_init(|| self.files.iter().filter_map(|file| other_page(file)).collect());
        if !others.is_empty() && any_has(&self.roots, stem, |local| others.contains(local)) {
            return Some(Target::Asset);
        }
        // A file in the folder of a page: Hexo's post_asset_folder, Hugo's bundles.
        let of_page = |page: &Facts, path: &str| there(self.generator.resources(&page.local).and_then(|folder| join(&folder, path)));
        let mut above = url.match_indices('/').map(|(at, _)| url.split_at(at + 1));
        let mut is_resource = || {
            above.any(|(page, rest)| {
                let page = self.urls.get(url_key(page)).filter(|_| !rest.is_empty());
                page.is_some_and(|&id| of_page(&self.pages[id as usize], rest))
            })
        };
        let is_own = !path.starts_with('/') && of_page(from, path);
        (is_own || is_resource() || self.generator.generates(inside)).then_some(Target::Asset)
    }

    /// Whether files at a site-root path are kept in this repository: it has the top folder of the path. `None` where it keeps no
    /// pictures at all, so that they must come from elsewhere.
    pub fn keeps(&self, url: &str) -> Option<bool> {
        const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "ico", "bmp", "mp4", "webm"];
        let is_picture = |file: &str| {
            let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
            PICTURES.iter().any(|known| ending.eq_ignore_ascii_case(known))
        };
        if !*self.has_pictures.get_or_init(|| self.files.iter().any(|file| is_picture(file))) {
            return None;
        }
        let inside = url.strip_prefix(self.generator.root()).unwrap_or(url).trim_start_matches('/');
        let top = inside.split_once('/').map_or("", |(top, _)| top);
        let mut folders = self.roots.iter().filter_map(|folder| join(folder, top));
        Some(top.is_empty() || folders.any(|folder| self.folders.contains(folder.as_str())))
    }

    fn source_link(&self, local: &str) -> Target<'static> {
        let url = self.local.get(local).and_then(|&id| self.pages[id as usize].url.as_deref());
        Target::Broken(Broken::Source { local: local.to_string(), url: url.map(String::from) })
    }

    /// Where the pages' URLs are not known, a link to a source file is still broken when there is no such file.
    fn by_source<'t>(&self, from: &Facts, path: &str, fragment: Option<&'t str>) -> Target<'t>
    where
        'a: 't,
    {
        let content = self.generator.content();
        let (bases, path): (Vec<&str>, &str) = match path.strip_prefix("@site/").or_else(|| path.strip_prefix("@/")) {
            Some(rest) => (content.iter().map(String::as_str).chain([""]).collect(), rest),
            None if path.starts_with('/') => (content.iter().map(String::as_str).chain([""]).collect(), path),
            None => (std::iter::once(from.folder()).chain(content.iter().map(String::as_str)).collect(), path),
        };
        let candidates: Vec<String> = bases.iter().filter_map(|base| join(base, path)).collect();
        let found = candidates.iter().filter(|local| !local.is_empty()).find_map(|local| match self.local.get(local.as_str()) {
            Some(&id) => Some(self.page(id, fragment)),
            None => self.files.contains(local.as_str()).then_some(Target::Asset),
        });
        match (found, candidates.into_iter().next()) {
            (Some(target), _) => target,
            (None, Some(local)) if is_markdown(&local) => Target::Broken(Broken::File { looked_for: local }),
            (None, Some(_)) => Target::Ignored("the URLs of the site are not known"),
            (None, None) => Target::Ignored("it leads out of the site"),
        }
    }
}

/// What a file in one of the generators' other languages is a page of (`source/themes/index.njk`, `src/pages/help.tsx`): its path
/// without ending and `index`.
fn other_page(file: &str) -> Option<&str> {
    const ENDINGS: &[&str] =
        &["html", "htm", "njk", "ejs", "pug", "swig", "json", "liquid", "hbs", "astro", "js", "jsx", "ts", "tsx", "vue", "xml", "txt"];
    let (stem, ending) = file.rsplit_once('.')?;
    let stem = if ending == "js" { stem.strip_suffix(".11ty").unwrap_or(stem) } else { stem };
    let folder = stem.strip_suffix("index").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    ENDINGS.contains(&ending).then(|| folder.map_or(stem, |folder| folder.trim_end_matches('/')))
}

/// A destination without its fragment, and the fragment.
fn with_fragment(href: &str) -> (&str, Option<&str>) {
    href.split_once('#').map_or((href, None), |(rest, fragment)| (rest, Some(fragment)))
}

/// A URL path for comparison: servers answer `/a`, `/a/`, `/a.html` and `/a/index.html` alike.
pub fn url_key(url: &str) -> &str {
    let url = url.strip_suffix(".html").map_or(url, |stem| stem.strip_suffix("index").unwrap_or(stem));
    let mut key = url;
    while let Some(rest) = key.strip_prefix('/').or_else(|| key.strip_suffix('/')) {
        key = rest;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_key() {
        assert!(["/a/", "/a", "/a.html", "/a/index.html"].iter().all(|url| url_key(url) == "a"));
    }
}
