//! Where Hexo serves a post or a page: from its path and front matter to its URL.
//!
//! The rules are those of Hexo 8: the processors of `hexo/plugins/processor/post` and `…/asset`, the filter `post_permalink`, `Permalink` of
//! hexo-util, and `Router.format`.

use std::borrow::Cow;

use super::super::date::Date;
use super::super::paths::root_of;
use super::super::slug::{Case, slugize};
use crate::text::percent_encoded;

/// What the site's `_config.yml` says. [`Default`] is Hexo's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site<'a> {
    /// `root`: the path that the site is served under, `/` or like `/blog/`.
    pub root: &'a str,
    /// `permalink`: the template of the posts' URLs.
    pub permalink: &'a str,
    /// `permalink_defaults`: the values of placeholders that neither Hexo nor the post gives.
    pub permalink_defaults: &'a [(&'a str, &'a str)],
    /// `new_post_name`: the template of the posts' file names. It is read, too: `:year-:month-:day-:title.md` takes the date off the slug.
    pub new_post_name: &'a str,
    /// `default_category`: what `:category` is for a post without one.
    pub default_category: &'a str,
    /// `category_map`: other names for categories in URLs.
    pub category_map: &'a [(&'a str, &'a str)],
    /// `filename_case`: the case of categories in URLs. File names that exist are not changed.
    pub filename_case: Case,
    /// `post_asset_folder`: each post has a folder of its own, and so has its URL.
    pub post_asset_folder: bool,
    /// `use_slug_as_post_title`: what `:post_title` is for a post without a title; otherwise nothing.
    pub use_slug_as_post_title: bool,
    /// `render_drafts`: drafts and unpublished posts are built too.
    pub render_drafts: bool,
}

impl Default for Site<'_> {
    fn default() -> Self {
        Self {
            root: "/",
            permalink: ":year/:month/:day/:title/",
            permalink_defaults: &[],
            new_post_name: ":title.md",
            default_category: "uncategorized",
            category_map: &[],
            filename_case: Case::Keep,
            post_asset_folder: false,
            use_slug_as_post_title: false,
            render_drafts: false,
        }
    }
}

/// One file of the site's source folder that Hexo renders to HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article<'a> {
    /// The path below the source folder, with `/`: `_posts/2024/a.md`, `about/index.md`.
    pub path: &'a str,
    /// Whether `include` names the page, so that a `_` or `.` at the begin of a name does not hide it. Posts stay hidden.
    pub included: bool,
    /// `permalink` of the front matter.
    pub permalink: Option<&'a str>,
    /// `published` of the front matter, true unless it says false.
    pub published: bool,
    /// `title` of the front matter.
    pub title: Option<&'a str>,
    /// `date` of the front matter, in the site's time zone.
    pub date: Option<Date>,
    /// `categories` of the front matter as chains from parent to child: `[a, b]` is the one chain a/b, `[[a], [b]]` are two chains.
    pub categories: &'a [&'a [&'a str]],
}

impl<'a> Article<'a> {
    /// A published article without front matter.
    pub fn new(path: &'a str) -> Self {
        Self { path, included: false, permalink: None, published: true, title: None, date: None, categories: &[] }
    }
}

/// Where an article is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// At this path from the host's root, percent-encoded. A folder's `index.html` is the folder, with a slash at the end.
    Page(String),
    /// As a file at this path whose name does not say that it is HTML: browsers offer to save it.
    File(String),
    /// At a path that only a build can tell.
    Unknown,
    /// Nowhere: Hexo does not build it.
    NotBuilt,
}

impl Address {
    /// The path, where it is known and a page.
    pub fn page(&self) -> Option<&str> {
        match self {
            Self::Page(url) => Some(url),
            _ => None,
        }
    }
}

/// Where Hexo serves an article. `field` gives any other front matter field, as text, by its name: a permalink may name it.
pub fn address<'f>(site: &Site<'_>, article: &Article<'_>, field: impl Fn(&str) -> Option<Cow<'f, str>>) -> Address {
    let (place, path) = Place::of(article.path);
    let is_built = !is_temporary(path)
        && match place {
            Place::Page => article.included || !is_hidden(path),
            Place::Post => is_post(site, path) && (article.published || site.render_drafts),
            Place::Draft => is_post(site, path) && site.render_drafts,
        };
    if !is_built {
        return Address::NotBuilt;
    }
    let route = match place {
        Place::Page => Some(page_route(article)),
        Place::Post | Place::Draft => post_route(site, article, path, field),
    };
    route.map_or(Address::Unknown, |route| served(site.root, &route))
}

/// The folders of the source that Hexo tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Post,
    Draft,
    Page,
}

impl Place {
    /// The place of a file, and its path there.
    fn of(path: &str) -> (Self, &str) {
        if let Some(below) = path.strip_prefix("_posts/") {
            (Self::Post, below)
        } else if let Some(below) = path.strip_prefix("_drafts/") {
            (Self::Draft, below)
        } else {
            (Self::Page, path)
        }
    }
}

/// The slug of a post at `path` below the folder of posts: what `post_link` names it by.
pub fn slug(new_post_name: &str, path: &str) -> String {
    FileName::read(new_post_name, path).slug.to_string()
}

/// Hexo's `isTmpFile`.
fn is_temporary(path: &str) -> bool {
    path.ends_with(['~', '%'])
}

/// Hexo's `isHiddenFile`.
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|name| name.starts_with(['_', '.']))
}

/// Whether a file in a folder of posts is one. Beside the posts' asset folders only the extension of new posts makes a post.
fn is_post(site: &Site<'_>, path: &str) -> bool {
    !is_hidden(path) && (!site.post_asset_folder || extension(path) == extension(site.new_post_name))
}

/// The route of a page: its path with the extension of the output. Pages do not know `published`.
fn page_route(article: &Article<'_>) -> String {
    let Some(permalink) = given(article.permalink) else {
        return format!("{}.html", without_extension(article.path));
    };
    if permalink.ends_with('/') {
        format!("{permalink}index.html")
    } else if extension(permalink).is_empty() {
        format!("{permalink}.html")
    } else {
        permalink.to_owned()
    }
}

/// The filter `post_permalink`: the route of a post, unless it hangs on what only a build can tell.
fn post_route<'f>(site: &Site<'_>, article: &Article<'_>, path: &str, field: impl Fn(&str) -> Option<Cow<'f, str>>) -> Option<String> {
    let mut route = match given(article.permalink) {
        // It is taken as it is: there are no placeholders in it.
        Some(permalink) => permalink.to_owned(),
        None => Post::new(site, article, path).route(field)?,
    };
    if site.post_asset_folder && !route.ends_with('/') && !route.ends_with(".html") {
        route.push('/');
    }
    Some(route)
}

/// All that a permalink's placeholders can ask for.
struct Post<'a> {
    site: &'a Site<'a>,
    article: &'a Article<'a>,
    name: FileName<'a>,
    date: Option<Date>,
}

impl<'a> Post<'a> {
    fn new(site: &'a Site<'a>, article: &'a Article<'a>, path: &'a str) -> Self {
        let name = FileName::read(site.new_post_name, path);
        Self { site, article, date: article.date.or_else(|| name.date()), name }
    }

    /// The site's template with all its placeholders filled in.
    fn route<'f>(&self, field: impl Fn(&str) -> Option<Cow<'f, str>>) -> Option<String> {
        let mut route = String::with_capacity(self.site.permalink.len() + self.name.slug.len());
        for part in Part::all(self.site.permalink) {
            match part {
                Part::Literal(text) => route.push_str(text),
                Part::Placeholder(name) => route.push_str(&self.value(name, &field)?),
            }
        }
        Some(route)
    }

    /// The value of a placeholder.
    fn value<'f>(&self, placeholder: &str, field: impl Fn(&str) -> Option<Cow<'f, str>>) -> Option<Cow<'_, str>> {
        let number = |value: fn(Date) -> i32, width: usize| {
            let value = value(self.date?);
            Some(Cow::Owned(format!("{value:0width$}")))
        };
        match placeholder {
            "title" | "slug" => Some(Cow::Borrowed(&self.name.slug)),
            "name" => self.name.slug.rsplit('/').next().map(Cow::Borrowed),
            "post_title" => Some(Cow::Owned(slug_of(self.title(), Case::Lower))),
            "year" => number(|date| date.year, 4),
            "month" => number(|date| date.month.into(), 2),
            "i_month" => number(|date| date.month.into(), 1),
            "day" => number(|date| date.day.into(), 2),
            "i_day" => number(|date| date.day.into(), 1),
            "hour" => number(|date| date.hour.into(), 2),
            "minute" => number(|date| date.minute.into(), 2),
            "second" => number(|date| date.second.into(), 2),
            "category" => self.category(),
            // Both are made of the moment in time, for which a date without its offset is too little.
            "hash" | "timestamp" => None,
            // Without an id of its own a post has that of its database record, and `permalink_defaults` do not count.
            "id" => field("id").map(|id| Cow::Owned(id.into_owned())),
            _ => self.other(placeholder, field),
        }
    }

    fn title(&self) -> &str {
        let slug = if self.site.use_slug_as_post_title { &self.name.slug } else { "" };
        self.article.title.unwrap_or(slug)
    }

    /// A placeholder that the file's name, the front matter or the defaults may fill. Where none does, a plugin may be at work.
    fn other<'f>(&self, placeholder: &str, field: impl Fn(&str) -> Option<Cow<'f, str>>) -> Option<Cow<'_, str>> {
        let default = || lookup(self.site.permalink_defaults, placeholder);
        let of_name = self.name.value(placeholder);
        of_name
            .map(Cow::Borrowed)
            .or_else(|| field(placeholder).map(|value| Cow::Owned(value.into_owned())))
            .or_else(|| default().map(Cow::Borrowed))
    }

    /// The slugs of the last category and its parents. Which of several chains is the last hangs on the posts that were read before.
    fn category(&self) -> Option<Cow<'_, str>> {
        match self.article.categories {
            [] | [[]] => Some(match self.name.value("category") {
                Some(name) => Cow::Owned(self.category_slug(name)),
                None => Cow::Borrowed(self.site.default_category),
            }),
            [chain] => {
                let slugs: Vec<String> = chain.iter().map(|name| self.category_slug(name)).collect();
                Some(Cow::Owned(slugs.join("/")))
            }
            _ => None,
        }
    }

    fn category_slug(&self, name: &str) -> String {
        slug_of(lookup(self.site.category_map, name).unwrap_or(name), self.site.filename_case)
    }
}

/// A post's path below its folder, read by the template `new_post_name`: Hexo's `parseFilename`.
struct FileName<'a> {
    slug: String,
    values: Vec<(&'a str, &'a str)>,
}

impl<'a> FileName<'a> {
    fn read(template: &'a str, path: &'a str) -> Self {
        let template: Vec<Part<'a>> = Part::all(without_extension(template)).collect();
        let path = without_extension(path);
        let mut values = Vec::new();
        if !matches(&template, path, &mut values) {
            values.clear();
        }
        let slug = lookup(&values, "title").map_or_else(|| slug_of(path, Case::Keep), str::to_owned);
        Self { slug, values }
    }

    fn value(&self, placeholder: &str) -> Option<&str> {
        lookup(&self.values, placeholder)
    }

    /// The date in the name, which counts for a post that has no other.
    fn date(&self) -> Option<Date> {
        let number = |name| self.value(name)?.parse::<u8>().ok();
        let year = self.value("year")?.parse().ok()?;
        let month = number("month").or_else(|| number("i_month"))?;
        let day = number("day").or_else(|| number("i_day"))?;
        let is_date = (1..=12).contains(&month) && (1..=31).contains(&day);
        is_date.then_some(Date { year, month, day, hour: 0, minute: 0, second: 0 })
    }
}

/// A piece of a template of hexo-util's `Permalink`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'a> {
    Literal(&'a str),
    Placeholder(&'a str),
}

impl<'a> Part<'a> {
    /// The pieces of a template: a placeholder is a colon and the word after it.
    fn all(template: &'a str) -> impl Iterator<Item = Part<'a>> {
        let mut rest = template;
        std::iter::from_fn(move || {
            let (part, length) = match placeholder_at(rest) {
                Some(name) => (Part::Placeholder(name), name.len() + 1),
                None => {
                    let after = |at: &(usize, &str)| placeholder_at(&rest[at.0..]).is_some();
                    let length = rest.match_indices(':').find(after).map_or(rest.len(), |(at, _)| at);
                    (Part::Literal(&rest[..length]), length)
                }
            };
            rest = &rest[length..];
            (length > 0).then_some(part)
        })
    }
}

/// The name of the placeholder that the text begins with: a word that does not end with an underscore.
fn placeholder_at(text: &str) -> Option<&str> {
    let word = text.strip_prefix(':')?;
    let end = word.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(word.len());
    let name = word[..end].trim_end_matches('_');
    (!name.is_empty()).then_some(name)
}

/// Whether a template fits the whole of a text; the values of its placeholders go into `values`.
fn matches<'a>(template: &[Part<'a>], text: &'a str, values: &mut Vec<(&'a str, &'a str)>) -> bool {
    match template.split_first() {
        None => text.is_empty(),
        Some((Part::Literal(literal), others)) => text.strip_prefix(literal).is_some_and(|rest| matches(others, rest, values)),
        Some((Part::Placeholder(name), others)) => lengths(name, text).any(|length| {
            let (value, rest) = text.split_at(length);
            let known = values.len();
            values.push((name, value));
            let fits = matches(others, rest, values);
            if !fits {
                values.truncate(known);
            }
            fits
        }),
    }
}

/// How long a placeholder's value at the begin of a text may be, in the order in which the lengths are tried.
fn lengths<'t>(name: &str, text: &'t str) -> Box<dyn Iterator<Item = usize> + 't> {
    let (of_class, allowed): (fn(&u8) -> bool, &[usize]) = match name {
        "year" => (u8::is_ascii_digit, &[4]),
        "month" | "day" => (u8::is_ascii_digit, &[2]),
        "i_month" | "i_day" => (u8::is_ascii_digit, &[2, 1]),
        "hash" => (|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'), &[12]),
        _ => return Box::new(text.char_indices().map(|(at, c)| at + c.len_utf8())),
    };
    let found = text.bytes().take_while(of_class).count();
    Box::new(allowed.iter().copied().filter(move |&length| length <= found))
}

/// `Router.format`: from a route to the path that serves it.
fn served(root: &str, route: &str) -> Address {
    if route.contains("://") {
        return Address::Unknown;
    }
    let route = route.trim_start_matches('/').replace('\\', "/");
    let route = route.split('?').next().unwrap_or_default();
    let folder = match route.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => route,
    };
    let url = format!("{}{}", root_of(root), percent_encoded(folder));
    let is_page = url.ends_with('/') || url.ends_with(".html") || url.ends_with(".htm");
    if is_page { Address::Page(url) } else { Address::File(url) }
}

/// hexo-util's `slugize` with a change of case.
fn slug_of(text: &str, case: Case) -> String {
    let mut slug = String::with_capacity(text.len());
    slugize(text, &mut slug);
    case.apply(0, &mut slug);
    slug
}

/// A permalink that is there and not empty.
fn given(permalink: Option<&str>) -> Option<&str> {
    permalink.filter(|permalink| !permalink.is_empty())
}

fn lookup<'a>(pairs: &[(&str, &'a str)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
}

/// A path without what Node's `path.extname` finds: the last dot of the last name, unless the name begins with it, and what follows.
fn without_extension(path: &str) -> &str {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[name..].rfind('.') {
        Some(dot) if dot > 0 => &path[..name + dot],
        _ => path,
    }
}

fn extension(path: &str) -> &str {
    &path[without_extension(path).len()..]
}

#[cfg(test)]
mod tests;
