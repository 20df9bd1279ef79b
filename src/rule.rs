//! What a rule is, and what it is given.

use crate::affiliate::{AffiliateLink, Context, Rel, Settings, Speech, Survey};
use crate::article::{Article, Element};
use crate::facts::{Facts, MainText, TITLE, Web, language};
use crate::finding::{Confidence, Finding, RuleId, Severity};
use crate::generator::{Generator, LinkAttributes};
use crate::site::Site;
use crate::text::{Span, Text};
use globset::{Glob, GlobMatcher};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::cell::OnceCell;
use std::ops::Deref;
use std::sync::Arc;

/// A rule that judges one article by its text.
pub trait ArticleRule: Send + Sync {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>);
}

/// A rule that judges one article in the light of its site.
pub trait SiteRule: Send + Sync {
    fn check(&self, page: &Facts, site: &Site<'_>, out: &mut Out<'_>);
}

/// An article as its generator takes it. What several rules need and only some articles have is found once.
pub struct Page<'a> {
    pub article: &'a Article,
    pub generator: &'a dyn Generator,
    /// Its path in its site.
    local: &'a str,
    settings: &'a Settings,
    survey: OnceCell<Survey<'a>>,
    main_text: OnceCell<MainText>,
    outward: OnceCell<Vec<Outward<'a>>>,
}

/// A link whose address names a host.
pub struct Outward<'a> {
    pub link: Element<'a>,
    /// Without white space around it.
    pub address: Text<'a>,
    pub web: Web<'a>,
}

impl<'a> Page<'a> {
    /// The article at `local` in its site, of whose advertising `settings` speak.
    pub fn new(article: &'a Article, generator: &'a dyn Generator, local: &'a str, settings: &'a Settings) -> Page<'a> {
        let (survey, main_text, outward) = Default::default();
        Page { article, generator, local, settings, survey, main_text, outward }
    }

    /// The title, where the theme prints it above the article as the page's h1.
    pub fn printed_title(&self) -> Option<&'a str> {
        let hidden = || self.says("hide_title", true);
        let (_, title) = self.article.first_text(TITLE).filter(|_| self.generator.prints_title() && !hidden())?;
        // Docusaurus leaves its own out where the article begins with one.
        let replaced = self.generator.h1_is_title() && self.article.begins_with_h1();
        (!replaced).then_some(title)
    }

    /// Affiliate links, advertisements and disclosures.
    pub fn affiliate(&self) -> &Survey<'a> {
        self.survey.get_or_init(|| {
            let language = language(self.article, self.local);
            let context = Context { settings: self.settings, host: self.generator.host(), language: language.as_deref() };
            Survey::of(self.article, &context)
        })
    }

    /// The article's own text: without lists of links and advertisements.
    pub fn main_text(&self) -> &MainText {
        self.main_text.get_or_init(|| MainText::of(self.article, self.affiliate()))
    }

    /// The links whose addresses name a host, in document order.
    pub fn outward(&self) -> &[Outward<'a>] {
        self.outward.get_or_init(|| {
            let outward = |(link, address): (Element<'a>, Text<'a>)| {
                let address = address.trim();
                Some(Outward { link, address, web: Web::parse(address.as_str())? })
            };
            let links = self.article.links();
            let mut all = Vec::with_capacity(links.size_hint().1.unwrap_or_default());
            all.extend(links.filter_map(outward));
            all
        })
    }

    /// Whether its words have the forms of English ones. Looks at the text where no language is declared.
    pub fn is_english(&self) -> bool {
        let language = language(self.article, self.local);
        Speech::declared_or_of(language.as_deref(), self.tree.text().text()) == Speech::Known("en")
    }

    /// The site-root path of the page, percent-encoded, where it is known.
    pub fn url(&self) -> Option<String> {
        self.generator.url(self.local, self.article)
    }

    /// How attributes may stand behind a link of Markdown.
    pub fn link_attributes(&self) -> Option<LinkAttributes> {
        self.generator.link_attributes(self.local)
    }

    /// The words in `rel` that an affiliate link will have in the built page.
    pub fn rel(&self, link: &AffiliateLink<'_>) -> Rel {
        Rel::of(link, self.article.text(), self.generator)
    }
}

impl Deref for Page<'_> {
    type Target = Article;

    fn deref(&self) -> &Article {
        self.article
    }
}

/// Where a rule puts what it finds.
pub struct Out<'a> {
    meta: &'static Meta,
    file: &'a Arc<str>,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Out<'a> {
    pub fn new(meta: &'static Meta, file: &'a Arc<str>, findings: &'a mut Vec<Finding>) -> Out<'a> {
        Out { meta, file, findings }
    }

    /// Reports a finding; labels, help and fixes are added to what it returns.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        let mut finding = Finding::new(self.file.clone(), span, self.meta.id, message.into());
        finding.confidence = self.meta.confidence;
        let index = self.findings.len();
        self.findings.push(finding);
        &mut self.findings[index]
    }
}

/// Who applies a rule, and to what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Article,
    Site,
    /// The engine itself says it.
    Engine,
}

/// What the page of a rule says. `build.rs` writes these.
#[derive(Debug)]
pub struct Meta {
    pub id: RuleId,
    pub scope: Scope,
    pub severity: Severity,
    /// `off` on the page: the rule runs only when the configuration asks for it.
    pub off: bool,
    pub confidence: Confidence,
    pub since: &'static str,
    /// `never`, `risky` or `safe`.
    pub fix: &'static str,
    pub options: &'static [OptionMeta],
    pub sources: &'static [&'static str],
    pub title: &'static str,
    /// One paragraph.
    pub summary: &'static str,
    /// The whole page, in Markdown, without its front matter.
    pub page: &'static str,
}

/// One option of a rule.
#[derive(Debug)]
pub struct OptionMeta {
    pub name: &'static str,
    /// `integer`, `number`, `boolean`, `string`, or `list` (of strings).
    pub kind: &'static str,
    /// In JSON.
    pub default: &'static str,
    pub about: &'static str,
}

impl Meta {
    pub fn category(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(category, _)| category)
    }

    /// The options with their defaults.
    pub fn defaults(&self) -> serde_json::Map<String, Value> {
        let value = |option: &OptionMeta| serde_json::from_str(option.default).unwrap_or(Value::Null);
        self.options.iter().map(|option| (option.name.to_string(), value(option))).collect()
    }
}

/// A rule with its options, ready to run.
pub enum Check {
    Article(Box<dyn ArticleRule>),
    Site(Box<dyn SiteRule>),
    Engine,
}

/// Patterns of paths or addresses, as an option of a rule.
#[derive(Debug, Default)]
pub struct Patterns(Vec<GlobMatcher>);

impl Patterns {
    pub fn matches(&self, text: &str) -> bool {
        self.0.iter().any(|glob| glob.is_match(text))
    }
}

impl<'de> Deserialize<'de> for Patterns {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Patterns, D::Error> {
        let compile = |pattern: String| Glob::new(&pattern).map(|glob| glob.compile_matcher()).map_err(serde::de::Error::custom);
        Vec::<String>::deserialize(from)?.into_iter().map(compile).collect::<Result<_, _>>().map(Patterns)
    }
}
