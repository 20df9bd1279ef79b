//! Templates of permalinks, as Jekyll fills them in.

use super::super::date::Date;
use regex::Regex;
use std::borrow::Cow;
use std::fmt::Write;
use std::sync::LazyLock;

/// What the URL of a post or of another document of a collection is made of.
#[derive(Clone, Debug, Default)]
pub struct Document<'a> {
    /// The label of its collection.
    pub collection: &'a str,
    /// Its path without the collection's folder and its own ending, with a slash at its begin.
    pub path: Cow<'a, str>,
    /// The file's name without its ending.
    pub basename: &'a str,
    /// `slug` of the front matter, or what the file's name says behind the date.
    pub slug: &'a str,
    pub categories: Vec<Cow<'a, str>>,
    /// Unknown where only the build knows it.
    pub date: Option<Date>,
    pub output_ext: &'a str,
}

impl Document<'_> {
    /// The URL, percent-encoded. `None` where the template asks for what Jekyll has not, or what is not known.
    pub fn url(&self, template: &str) -> Option<String> {
        let (mut url, mut rest) = (String::with_capacity(template.len() + 32), template);
        while let Some(at) = rest.find(':') {
            url.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            let length = after.bytes().take_while(|&b| b.is_ascii_lowercase() || b == b'_').count();
            if length == 0 {
                url.push(':');
                rest = after;
                continue;
            }
            // `:month_:day` is the month, then an underscore.
            let (key, length) = match after[..length].strip_suffix('_') {
                Some(key) => (key, length - 1),
                None => (&after[..length], length),
            };
            url.push_str(&escaped(&self.value(key)?));
            rest = &after[length..];
        }
        url.push_str(rest);
        Some(sanitized(&url))
    }

    fn value(&self, key: &str) -> Option<String> {
        Some(match key {
            "collection" => self.collection.into(),
            "path" => self.path.to_string(),
            "output_ext" => self.output_ext.into(),
            "name" => slugified(self.basename),
            "title" => pretty(self.slug),
            "slug" => slugified(self.slug),
            "categories" => joined(self.categories.iter().map(|category| category.to_lowercase())),
            "slugified_categories" => joined(self.categories.iter().map(|category| slugified(category))),
            _ => of_date(self.date?, key)?,
        })
    }
}

/// A part of a date.
fn of_date(date: Date, key: &str) -> Option<String> {
    let day = jiff::civil::Date::new(date.year.try_into().ok()?, date.month.try_into().ok()?, date.day.try_into().ok()?).ok()?;
    let (week, weekday) = (day.iso_week_date(), day.weekday().to_monday_one_offset());
    const MONTHS: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let month = MONTHS.get(usize::from(date.month).checked_sub(1)?)?;
    let name = DAYS.get(usize::try_from(weekday).ok()?.checked_sub(1)?)?;
    Some(match key {
        "year" => format!("{:04}", date.year),
        "month" => format!("{:02}", date.month),
        "day" => format!("{:02}", date.day),
        "hour" => format!("{:02}", date.hour),
        "minute" => format!("{:02}", date.minute),
        "second" => format!("{:02}", date.second),
        "i_day" => date.day.to_string(),
        "i_month" => date.month.to_string(),
        "short_month" => month[..3].into(),
        "long_month" => (*month).into(),
        "short_year" => format!("{:02}", date.year.rem_euclid(100)),
        "w_year" => week.year().to_string(),
        "week" => format!("{:02}", week.week()),
        "w_day" => weekday.to_string(),
        "short_day" => name[..3].into(),
        "long_day" => (*name).into(),
        "y_day" => format!("{:03}", day.day_of_year()),
        _ => return None,
    })
}

/// The URL of a page: in its template, only `:path`, `:basename` and `:output_ext` are filled in.
pub fn page(template: &str, folder: &str, basename: &str, output_ext: &str) -> String {
    let mut url = template.to_string();
    for (key, value) in [(":path", folder), (":basename", basename), (":output_ext", output_ext)] {
        if !url.contains(':') {
            break;
        }
        url = url.replace(key, &escaped(value));
    }
    sanitized(&url)
}

/// Each once, with slashes between them.
fn joined(parts: impl Iterator<Item = String>) -> String {
    let mut once: Vec<String> = Vec::new();
    for part in parts {
        if !once.contains(&part) {
            once.push(part);
        }
    }
    once.join("/")
}

/// Runs of all but letters, marks and digits become one hyphen; one hyphen at either end goes.
pub fn slugified(text: &str) -> String {
    static OTHERS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[^\p{M}\p{L}\p{Nd}]+").ok());
    hyphened(&OTHERS, text).to_lowercase()
}

/// The same, but what URLs may hold is kept, and so are capitals.
fn pretty(text: &str) -> String {
    static OTHERS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+").ok());
    hyphened(&OTHERS, text)
}

fn hyphened(others: &Option<Regex>, text: &str) -> String {
    let slug = others.as_ref().map_or(Cow::Borrowed(text), |others| others.replace_all(text, "-"));
    let slug = slug.strip_prefix('-').unwrap_or(&slug);
    slug.strip_suffix('-').unwrap_or(slug).to_string()
}

/// A URL path with a slash at its begin and no empty, `.` or `..` parts.
fn sanitized(url: &str) -> String {
    let url = format!("/{url}").replace("..", "/").replace("./", "");
    let mut squeezed = String::with_capacity(url.len());
    for c in url.chars() {
        if c == '/' && squeezed.ends_with('/') {
            continue;
        }
        match c {
            // What the template itself holds may be encoded already.
            '%' => squeezed.push(c),
            c => push_escaped(c, &mut squeezed),
        }
    }
    squeezed
}

/// A path in which all that a URL's path cannot hold is percent-encoded.
fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    path.chars().for_each(|c| push_escaped(c, &mut out));
    out
}

fn push_escaped(c: char, out: &mut String) {
    if c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/".contains(c) {
        return out.push(c);
    }
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        // Writing to a string does not fail.
        let _ = write!(out, "%{byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post<'a>(slug: &'a str) -> Document<'a> {
        let date = Date { year: 2021, month: 1, day: 3, hour: 9, minute: 5, second: 0 };
        Document {
            collection: "posts",
            path: "/tea".into(),
            basename: slug,
            slug,
            date: Some(date),
            output_ext: ".html",
            ..Document::default()
        }
    }

    #[test]
    fn parts_of_the_date() {
        for (template, expected) in [
            ("/:year/:month/:day/:title:output_ext", "/2021/01/03/tea.html"),
            (":short_year-:i_month-:i_day/:title/", "/21-1-3/tea/"),
            ("/:month_:day/:short_month/:long_month", "/01_03/Jan/January"),
            ("/:w_year/W:week/:w_day/:short_day/:long_day/:y_day", "/2020/W53/7/Sun/Sunday/003"),
            ("/:hour.:minute.:second", "/09.05.00"),
            ("tea: :slug", "/tea:%20tea"),
        ] {
            assert_eq!(post("tea").url(template).as_deref(), Some(expected), "{template}");
        }
    }

    #[test]
    fn slugs() {
        for (name, title, slug) in [
            ("Green Tea", "Green-Tea", "green-tea"),
            ("v1.2_beta", "v1.2_beta", "v1-2-beta"),
            ("绿茶 入门!", "%E7%BB%BF%E8%8C%B6-%E5%85%A5%E9%97%A8!", "%E7%BB%BF%E8%8C%B6-%E5%85%A5%E9%97%A8"),
            ("(tea) & pots", "(tea)-&-pots", "tea-pots"),
        ] {
            assert_eq!(post(name).url("/:title"), Some(format!("/{title}")));
            assert_eq!(post(name).url("/:slug"), Some(format!("/{slug}")));
        }
    }

    #[test]
    fn categories_are_folders() {
        let post = Document { categories: vec!["Hot Drinks".into(), "tea".into(), "Tea".into()], ..post("oolong") };
        assert_eq!(post.url("/:categories/:title/").as_deref(), Some("/hot%20drinks/tea/oolong/"));
        assert_eq!(post.url("/:slugified_categories/:title").as_deref(), Some("/hot-drinks/tea/oolong"));
        assert_eq!(super::Document { categories: Vec::new(), ..post }.url("/:categories/:title").as_deref(), Some("/oolong"));
    }

    #[test]
    fn what_jekyll_has_not_is_unknown() {
        assert_eq!(post("tea").url("/:author/:title"), None);
        assert_eq!(Document { date: None, ..post("tea") }.url("/:year/:title"), None);
        assert_eq!(Document { date: None, ..post("tea") }.url("/:collection:path").as_deref(), Some("/posts/tea"));
    }

    #[test]
    fn pages_have_templates_of_their_own() {
        assert_eq!(page("/:path/:basename:output_ext", "a/b", "my tea", ".html"), "/a/b/my%20tea.html");
        assert_eq!(page("/:path/", "", "index", ".html"), "/");
        assert_eq!(page("/teas/:title/", "a", "tea", ".html"), "/teas/:title/");
        assert_eq!(page("tea%20pots/", "a", "tea", ".html"), "/tea%20pots/");
    }
}
