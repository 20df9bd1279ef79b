//! What Hugo serves without an article: lists, feeds, and what themes bring.

use super::super::paths::{below, split};
use super::Hugo;
use super::logical::{ending, normal};

impl Hugo {
    /// Whether Hugo leaves the file out: hidden and backup files, and what `ignoreFiles` names.
    pub fn is_ignored(&self, path: &str) -> bool {
        let hidden = |part: &str| part.starts_with(['.', '#']) || part.ends_with('~');
        if path.split('/').any(|part| hidden(part) && part != "..") {
            return true;
        }
        if self.config.ignored.is_empty() {
            return false;
        }
        // The patterns see the whole path, folder by folder.
        let whole = format!("/{path}");
        let ends = whole.match_indices('/').map(|(at, _)| at).skip(1).chain([whole.len()]);
        ends.into_iter().any(|end| self.config.ignored.is_match(&whole[..end]))
    }

    /// Whether Hugo or the theme makes something of this path, decoded and below the site's root.
    pub fn is_served(&self, url: &str) -> bool {
        let url = url.trim_matches('/');
        let (first, rest) = url.split_once('/').unwrap_or((url, ""));
        let url = if self.config.languages.iter().any(|language| language == first) { rest } else { url };
        if matches!(ending(url), Some(ending) if !ending.starts_with("htm")) {
            return false;
        }
        let list = self.without_page(url);
        self.is_list(list) || self.is_feed(url) || self.is_of_theme(url) || self.is_everything(url) || self.is_other_format(url)
    }

    /// The list that `tags/tea/page/2` is a page of.
    fn without_page<'u>(&self, url: &'u str) -> &'u str {
        let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        match url.rsplit_once('/') {
            Some((before, last)) if number(last) => match before.strip_suffix(self.config.pages.as_str()) {
                Some(list) if list.is_empty() || list.ends_with('/') => list.trim_end_matches('/'),
                _ => url,
            },
            _ => url,
        }
    }

    fn is_list(&self, url: &str) -> bool {
        let url = url.strip_suffix("index.html").map_or(url, |folder| folder.trim_end_matches('/'));
        let is_below = |taxonomy: &String| below(url, taxonomy).is_some();
        // Terms stand in the front matter of all articles, and themes may list what they like.
        url.is_empty() || self.tree.is_section(&normal(url.into())) || self.config.taxonomies.iter().any(is_below)
    }

    /// A list in another format: `posts/index.xml`, `search.json`.
    fn is_feed(&self, url: &str) -> bool {
        let (folder, file) = split(url);
        let Some((name, ending)) = file.rsplit_once('.') else { return false };
        let is_known = matches!(name, "index" | "feed" | "rss" | "atom" | "search" | "searchindex" | "sitemap" | "sitemap_index");
        let is_alone = matches!(
            file,
            "robots.txt" | "404.html" | "favicon.ico" | "manifest.json" | "manifest.webmanifest" | "site.webmanifest" | "sw.js"
        );
        let is_data = matches!(ending, "xml" | "json" | "txt" | "rss" | "atom" | "ics" | "csv");
        is_alone && folder.is_empty() || is_known && is_data && (self.is_list(folder) || folder.is_empty())
    }

    /// Folders of style sheets, scripts and pictures, which may be a theme's that cannot be seen, or made from `assets/`.
    fn is_of_theme(&self, url: &str) -> bool {
        const MADE: &[&str] = &["css", "js", "scss", "sass", "lib", "libs", "vendor", "webfonts", "fonts", "assets", "pagefind"];
        const BROUGHT: &[&str] = &["img", "images", "icons", "favicons", "static", "media", "svg"];
        let Some((first, _)) = url.split_once('/') else { return false };
        let unseen = self.config.themes.iter().any(|theme| theme.folder.is_none());
        MADE.contains(&first) || unseen && BROUGHT.contains(&first)
    }

    /// Pages that templates or modules bring, of which nothing can be known.
    fn is_everything(&self, url: &str) -> bool {
        self.tree.is_made(&normal(url.into()))
            || self.config.themes.iter().any(|theme| theme.has_content)
            || self.config.permalinks.iter().any(|rule| rule.may_make(url, &self.config.taxonomies))
    }

    /// A page written in a format that is not read here.
    fn is_other_format(&self, url: &str) -> bool {
        let path = format!("/{}", normal(url.strip_suffix(".html").unwrap_or(url).into()));
        let file = self.config.languages.iter().find_map(|language| self.tree.file(language, &path));
        file.is_some_and(|file| !self.is_article(file))
    }

    fn is_article(&self, file: &str) -> bool {
        matches!(ending(file), Some("md" | "markdown" | "mdown" | "html" | "htm"))
    }
}
