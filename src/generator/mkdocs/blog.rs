//! The blog plugin of Material for MkDocs: posts whose URLs come from their dates and titles.

use super::config::{Config, flag_of, python, text_of};
use super::slugify;
use crate::article::{Article, Tag};
use crate::generator::date::{self, Date};
use crate::generator::slug::Piece;

/// See the module. Folders are below the site's folder of articles.
pub struct Blog {
    dir: String,
    posts: String,
    url: String,
    date: String,
    slug: Option<slugify::Slug>,
    future: bool,
}

impl Blog {
    pub fn load(config: &Config) -> Option<Blog> {
        let options = config.plugin("blog")?;
        let text = |key: &str, default: &str| text_of(options, key).unwrap_or(default).trim_matches('/').to_string();
        let dir = match text("blog_dir", "blog") {
            dir if dir == "." => String::new(),
            dir => dir,
        };
        let slug = match options.get("post_slugify") {
            None => slugify::of("pymdownx.slugs.slugify", Some("lower"), &text("post_slugify_separator", "-")),
            Some(given) => python(given).and_then(|(name, keywords)| {
                slugify::of(name, keywords.and_then(|map| text_of(map, "case")), &text("post_slugify_separator", "-"))
            }),
        };
        Some(Blog {
            posts: text("post_dir", "{blog}/posts").replace("{blog}", &dir).trim_matches('/').to_string(),
            url: text("post_url_format", "{date}/{slug}"),
            date: text("post_url_date_format", "yyyy/MM/dd"),
            slug,
            future: flag_of(options, "draft_if_future_date") == Some(true),
            dir,
        })
    }

    /// Whether the file, at a path below the folder of articles, is a post.
    pub fn is_post(&self, below: &str) -> bool {
        below.strip_prefix(self.posts.as_str()).is_some_and(|rest| rest.starts_with('/'))
    }

    pub fn created(article: &Article) -> Option<Date> {
        let field = article.field("date.created").or_else(|| article.field("date"))?;
        date::read(field.value.scalar()?).ok()
    }

    /// Whether posts of the future are kept back.
    pub fn waits(&self) -> bool {
        self.future
    }

    /// The path of a post's page within the site, without slashes at its ends. `None` when it holds what is not known here.
    pub fn path(&self, below: &str, article: &Article) -> Option<String> {
        let mut path = self.url.clone();
        if path.contains("{date}") {
            path = path.replace("{date}", &formatted(&self.date, Blog::created(article)?)?);
        }
        if path.contains("{slug}") {
            path = path.replace("{slug}", &self.slug(article)?);
        }
        let name = below.rsplit('/').next()?;
        path = path.replace("{file}", name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let known = !path.contains('{');
        known.then(|| format!("{}/{path}", self.dir).trim_matches('/').to_string())
    }

    fn slug(&self, article: &Article) -> Option<String> {
        if let Some((_, slug)) = article.first_text(&["slug"]) {
            return Some(slug.to_string());
        }
        let heading = || {
            let (_, first) = article.headings().find(|(_, node)| node.tag() == Some(Tag::H(1)))?;
            Some(first.text().as_str().trim().to_string())
        };
        let title = article.first_text(&["title"]).map(|(_, title)| title.to_string()).or_else(heading)?;
        let mut slug = String::new();
        (self.slug?)(&[Piece::Text { raw: &title, text: &title }], &mut slug);
        Some(slug)
    }

    /// Pages that the plugin makes: the blog itself, its archive, categories, authors, and further pages of each.
    pub fn generates(&self, url: &str) -> bool {
        let rest = match self.dir.as_str() {
            "" => Some(url),
            dir => url.strip_prefix(dir),
        };
        let first = rest.map(|rest| rest.trim_matches('/').split('/').next().unwrap_or_default());
        first.is_some_and(|first| matches!(first, "" | "archive" | "category" | "author" | "page"))
    }
}

/// A date in a pattern of Unicode's LDML, as far as it is made of numbers.
fn formatted(pattern: &str, date: Date) -> Option<String> {
    let (mut out, mut rest) = (String::new(), pattern);
    while let Some(c) = rest.chars().next() {
        let length = rest.chars().take_while(|&next| next == c).count() * c.len_utf8();
        match &rest[..length] {
            "y" | "yyyy" => out.push_str(&format!("{:04}", date.year)),
            "yy" => out.push_str(&format!("{:02}", date.year % 100)),
            "MM" => out.push_str(&format!("{:02}", date.month)),
            "M" => out.push_str(&date.month.to_string()),
            "dd" => out.push_str(&format!("{:02}", date.day)),
            "d" => out.push_str(&date.day.to_string()),
            literal if !c.is_alphabetic() && c != '\'' => out.push_str(literal),
            _ => return None,
        }
        rest = &rest[length..];
    }
    Some(out)
}
