//! Templates of URLs: `[permalinks] posts = "/:year/:slug/"`.

use super::super::paths::below;
use super::super::root::string;
use super::config::strings;
use crate::generator::date::Date;
use globset::{GlobBuilder, GlobMatcher};
use serde_json::Value;

/// What a page is to Hugo, where templates tell pages apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Page,
    Home,
    Section,
    Taxonomy,
    Term,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Page => "page",
            Kind::Home => "home",
            Kind::Section => "section",
            Kind::Taxonomy => "taxonomy",
            Kind::Term => "term",
        }
    }
}

/// A template and the pages it is for.
pub struct Rule {
    pub template: String,
    language: Option<String>,
    languages: Vec<GlobMatcher>,
    kinds: Vec<GlobMatcher>,
    paths: Option<Paths>,
}

enum Paths {
    /// A section and all in it.
    Section(String),
    /// Pages beside the sections.
    Root,
    Glob(GlobMatcher),
}

impl Rule {
    /// The rules of a configuration, in the order in which they are asked.
    pub fn all(permalinks: Option<&Value>, language: Option<&str>) -> Vec<Rule> {
        let language = language.map(String::from);
        let of = |kinds: &str, section: &str, template: &str| Rule {
            template: template.to_string(),
            language: language.clone(),
            languages: Vec::new(),
            kinds: glob(kinds).into_iter().collect(),
            paths: Some(match section.trim_matches([' ', '/']) {
                "" => Paths::Root,
                section => Paths::Section(format!("/{}", section.to_lowercase())),
            }),
        };
        match permalinks {
            Some(Value::Object(map)) => {
                let mut rules = Vec::new();
                for (key, value) in map {
                    match value {
                        Value::String(template) => rules.push(of("{page,term}", key, template)),
                        Value::Object(sections) => {
                            rules.extend(sections.iter().filter_map(|(section, template)| Some(of(key, section, template.as_str()?))))
                        }
                        _ => {}
                    }
                }
                rules
            }
            Some(Value::Array(items)) => items.iter().filter_map(|item| Rule::targeted(item, language.clone())).collect(),
            _ => Vec::new(),
        }
    }

    fn targeted(item: &Value, language: Option<String>) -> Option<Rule> {
        let template = string(item, &["pattern"])?;
        let target = item.get("target").cloned().unwrap_or_default();
        if string(&target, &["environment"]).is_some_and(|environment| glob(&environment).is_none_or(|glob| !glob.is_match("production"))) {
            return None;
        }
        let matrix = target.get("sites").and_then(|sites| sites.get("matrix")).and_then(|matrix| matrix.get("languages"));
        let languages = string(&target, &["lang"]).into_iter().chain(strings(matrix));
        Some(Rule {
            template,
            language,
            languages: languages.filter_map(|pattern| glob(&pattern)).collect(),
            kinds: string(&target, &["kind"]).and_then(|pattern| glob(&pattern)).into_iter().collect(),
            paths: string(&target, &["path"]).and_then(|pattern| glob(&pattern)).map(Paths::Glob),
        })
    }

    /// Whether pages without an article may have this path: terms and sections, and what placeholders that are not known here make.
    pub fn may_make(&self, path: &str, taxonomies: &[String]) -> bool {
        let lists = match &self.paths {
            Some(Paths::Root) => false,
            Some(Paths::Section(section)) => {
                !self.fits(Kind::Page) || taxonomies.iter().any(|taxonomy| section[1..].starts_with(taxonomy.as_str()))
            }
            Some(Paths::Glob(_)) | None => [Kind::Section, Kind::Taxonomy, Kind::Term].into_iter().any(|kind| self.fits(kind)),
        };
        let head = self.template.split(':').next().unwrap_or_default().trim_matches('/');
        let begins = below(path, head).is_some();
        begins && (lists || self.template.contains(":sectionslug"))
    }

    fn fits(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|glob| glob.is_match(kind.name()))
    }

    pub fn is_for(&self, kind: Kind, base: &str, language: &str) -> bool {
        let path = match &self.paths {
            None => true,
            Some(Paths::Root) => base.len() > 1 && base.matches('/').count() == 1,
            Some(Paths::Section(section)) => below(base, section).is_some(),
            Some(Paths::Glob(glob)) => glob.is_match(base),
        };
        path && self.language.as_ref().is_none_or(|own| own == language)
            && (self.languages.is_empty() || self.languages.iter().any(|glob| glob.is_match(language)))
            && self.fits(kind)
    }
}

fn glob(pattern: &str) -> Option<GlobMatcher> {
    let pattern = pattern.to_lowercase();
    Some(GlobBuilder::new(&pattern).literal_separator(true).build().ok()?.compile_matcher())
}

/// What placeholders stand for. `None` where that cannot be known.
pub struct Page<'a> {
    pub date: Option<Date>,
    pub title: &'a str,
    pub slug: Option<&'a str>,
    /// The name of the file, or of the bundle's folder; as written.
    pub name: &'a str,
    pub section: &'a str,
    /// The folders down to the nearest section.
    pub sections: &'a [&'a str],
    /// Makes a text part of a path.
    pub sanitized: &'a dyn Fn(&str) -> String,
}

/// A template with its placeholders filled in, not cleaned yet; `None` when one of them cannot be known.
pub fn expand(template: &str, page: &Page<'_>) -> Option<String> {
    const COLON: &str = "\0";
    let template = template.replace("\\:", COLON);
    let mut path = String::with_capacity(template.len() * 2);
    let mut rest = template.as_str();
    while let Some(at) = rest.find(':') {
        path.push_str(&rest[..at]);
        let placeholder = &rest[at + 1..];
        let word = placeholder.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        if word == 0 {
            path.push(':');
            rest = placeholder;
            continue;
        }
        // `:sections[1:]`; there is something between the brackets.
        let cut = placeholder[word..].strip_prefix('[').and_then(|inside| inside.get(1..)?.find(']').map(|end| &inside[..=end]));
        path.push_str(&value(&placeholder[..word], cut, page)?);
        rest = &placeholder[word + cut.map_or(0, |cut| cut.len() + 2)..];
    }
    path.push_str(rest);
    Some(unescaped(&path).replace(COLON, ":"))
}

fn value(name: &str, cut: Option<&str>, page: &Page<'_>) -> Option<String> {
    let slug_or = |other: &str| urlized(page.slug.unwrap_or(other), page);
    if let Some(cut) = cut {
        return (name == "sections").then(|| sliced(page.sections, cut).join("/"));
    }
    Some(match name {
        "title" => urlized(page.title, page),
        "slug" => slug_or(page.title),
        "slugorfilename" | "slugorcontentbasename" => slug_or(page.name),
        "filename" | "contentbasename" => urlized(page.name, page),
        "section" => page.section.to_string(),
        "sections" => page.sections.join("/"),
        _ => return dated(name, page.date?),
    })
}

/// A part of the date; also as Go's layouts have it.
fn dated(name: &str, date: Date) -> Option<String> {
    let day = jiff::civil::date(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
    let (month, weekday) = (|| day.strftime("%B").to_string(), || day.strftime("%A").to_string());
    Some(match name {
        "year" => date.year.to_string(),
        "month" | "01" => format!("{:02}", date.month),
        "monthname" | "January" => month(),
        "day" | "02" => format!("{:02}", date.day),
        "weekday" => day.weekday().to_sunday_zero_offset().to_string(),
        "weekdayname" | "Monday" => weekday(),
        "yearday" => day.day_of_year().to_string(),
        "2006" => format!("{:04}", date.year),
        "06" => format!("{:02}", date.year % 100),
        "1" => date.month.to_string(),
        "2" => date.day.to_string(),
        "002" => format!("{:03}", day.day_of_year()),
        "Jan" => month().get(..3)?.to_string(),
        "Mon" => weekday().get(..3)?.to_string(),
        "15" => format!("{:02}", date.hour),
        "04" => format!("{:02}", date.minute),
        "05" => format!("{:02}", date.second),
        _ => return None,
    })
}

/// `[1:]`, `[:last]`, `[0]` of the sections.
fn sliced<'s>(sections: &'s [&'s str], cut: &str) -> &'s [&'s str] {
    let number = |text: &str, missing: usize| match text.trim().to_lowercase().as_str() {
        "" => Some(missing),
        "last" => sections.len().checked_sub(1),
        text => Some(text.parse().unwrap_or(0)),
    };
    match cut.split_once(':') {
        Some((low, high)) => {
            let low = number(low, 0).filter(|low| *low < sections.len());
            let high = number(high, sections.len()).map(|high| high.min(sections.len()));
            low.zip(high).and_then(|(low, high)| sections.get(low..high)).unwrap_or_default()
        }
        None => number(cut, 0).and_then(|index| sections.get(index..=index)).unwrap_or_default(),
    }
}

/// A text as part of a URL. An empty fragment is lost, and an escape decoded.
fn urlized(text: &str, page: &Page<'_>) -> String {
    let clean = (page.sanitized)(text);
    let clean = clean.strip_suffix('#').filter(|rest| !rest.contains('#')).unwrap_or(&clean);
    crate::text::percent_decoded(clean).replace('%', "%25")
}

/// As the values of forms are read: `+` is a blank.
fn unescaped(path: &str) -> String {
    crate::text::percent_decoded(&path.replace('+', " ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn filled(template: &str) -> Option<String> {
        let page = Page {
            date: Some(Date { year: 2023, month: 7, day: 4, hour: 9, minute: 5, second: 0 }),
            title: "Green Tea",
            slug: None,
            name: "tea",
            section: "cups",
            sections: &["cups", "asia", "china"],
            sanitized: &|text| text.to_lowercase().replace(' ', "-"),
        };
        expand(template, &page)
    }

    #[test]
    fn placeholders() {
        for (template, expected) in [
            ("/:year/:month/:day/:slug/", "/2023/07/04/green-tea/"),
            ("/:section/:contentbasename", "/cups/tea"),
            ("/:sections/:title", "/cups/asia/china/green-tea"),
            ("/:sections[1:]/x", "/asia/china/x"),
            ("/:sections[last]/x", "/china/x"),
            ("/:sections[:2]/:sections[0]", "/cups/asia/cups"),
            ("/:sections[7]/x", "//x"),
            ("/:monthname/:weekdayname/:weekday/:yearday", "/July/Tuesday/2/185"),
            ("/:2006-:01:02/", "/2023-0704/"),
            ("/a\\:b/c++/%20:", "/a:b/c  / :"),
        ] {
            assert_eq!(filled(template).as_deref(), Some(expected), "{template}");
        }
        assert_eq!(filled("/:sectionslug/:slug"), None);
    }

    #[test]
    fn the_first_rule_that_fits_counts() {
        let rules = Rule::all(Some(&json!({"cups": "/c/:slug", "page": {"pots": "/p/:slug"}, "/": "/r/:slug"})), None);
        let found = |kind, base| rules.iter().find(|rule| rule.is_for(kind, base, "en")).map(|rule| rule.template.as_str());
        assert_eq!(found(Kind::Page, "/cups/asia/tea"), Some("/c/:slug"));
        assert_eq!(found(Kind::Page, "/pots/tea"), Some("/p/:slug"));
        assert_eq!(found(Kind::Page, "/about"), Some("/r/:slug"));
        assert_eq!(found(Kind::Section, "/cups"), None);
        assert_eq!(found(Kind::Page, "/cupboards/tea"), None);
        let target =
            json!([{"target": {"kind": "{page,section}", "path": "{/cups,/cups/**}", "lang": "d*"}, "pattern": "/d"}, {"pattern": "/all"}]);
        let rules = Rule::all(Some(&target), None);
        let found = |base, language| rules.iter().find(|rule| rule.is_for(Kind::Page, base, language)).map(|rule| rule.template.as_str());
        assert_eq!((found("/cups/tea", "de"), found("/cups/tea", "en")), (Some("/d"), Some("/all")));
    }
}
