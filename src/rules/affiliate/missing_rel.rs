use crate::affiliate::{AffiliateLink, Place, external};
use crate::article::{Element, Kind, Name, Syntax, Tag};
use crate::finding::{Confidence, Edit};
use crate::generator::{ExternalRel, LinkAttributes, Own};
use crate::rule::{ArticleRule, Out, Page};
use crate::text::Span;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissingRel {
    accept: Vec<String>,
    rel_by_generator: bool,
}

impl ArticleRule for MissingRel {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        if self.rel_by_generator {
            return;
        }
        for link in &page.affiliate().links {
            // Crawlers follow links; what a template or the theme makes of a value cannot be seen here.
            let Some(element) = link.element.filter(|_| link.place == Place::Link) else { continue };
            if page.rel(link).has(&self.accept) != Some(false) {
                continue;
            }
            let external = external(link, page.generator);
            if let Some(external) = external.filter(|external| external.own == Own::Replaced) {
                report_lost(page, link, element, external, self.word(), out);
                continue;
            }
            // What the generator adds where the author writes nothing stays.
            let words = external.and_then(|external| external.words.as_deref()).unwrap_or_default().join(" ");
            let rel = Wanted { word: self.word(), all: format!("{} {words}", self.word()).trim_end().into() };
            match (element.syntax(), page.link_attributes()) {
                (Syntax::Html, _) => report(link, element, &rel, out, format!("add {}", rel.short()), in_html(element, &rel, page.text())),
                (Syntax::Markdown, Some(attributes)) => {
                    let help = format!("write {} right behind it", attributes.list(&rel.short()));
                    report(link, element, &rel, out, help, in_list(element, attributes, &rel, page.text()));
                }
                (Syntax::Markdown, None) => report_bare(page, link, element, &rel, out),
            }
        }
    }
}

impl MissingRel {
    /// The word that fixes write.
    fn word(&self) -> &str {
        match self.accept.first() {
            Some(first) if !self.accept.iter().any(|word| word.eq_ignore_ascii_case("sponsored")) => first,
            _ => "sponsored",
        }
    }
}

/// The `rel` that a link is to have.
struct Wanted<'r> {
    word: &'r str,
    /// With the words that the generator would have added.
    all: String,
}

impl Wanted<'_> {
    /// The attribute as it is shown to the author.
    fn short(&self) -> String {
        format!("rel=\"{}\"", self.word)
    }

    fn attribute(&self) -> String {
        format!("rel=\"{}\"", self.all)
    }
}

/// A link that can be mended where it stands.
fn report(link: &AffiliateLink<'_>, element: Element<'_>, rel: &Wanted<'_>, out: &mut Out<'_>, help: String, edit: Option<Edit>) {
    let message = format!("this affiliate link ({}) does not tell search engines that it is paid for", link.affiliate.name);
    let finding = out.report(element.span(), message).help(help).confidence(link.affiliate.confidence);
    if let Some(edit) = edit {
        finding.safe_fix(format!("Add {}", rel.short()), vec![edit]);
    }
}

/// A link of Markdown that has no place for it. A plugin of the generator may well add it: that is seen only in the built page.
fn report_bare(page: &Page<'_>, link: &AffiliateLink<'_>, element: Element<'_>, rel: &Wanted<'_>, out: &mut Out<'_>) {
    let message = format!("this affiliate link ({}) has no {}, which Markdown cannot write", link.affiliate.name, rel.short());
    out.report(element.span(), message).help(ways_out(page, rel.word)).confidence(Confidence::Medium).lesser();
}

/// A link whose `rel` is replaced by other words, whatever the author writes.
fn report_lost(page: &Page<'_>, link: &AffiliateLink<'_>, element: Element<'_>, external: &ExternalRel, word: &str, out: &mut Out<'_>) {
    let (name, words) = (&link.affiliate.name, external.words.as_deref().unwrap_or_default().join(" "));
    let message =
        format!("this affiliate link ({name}) gets rel=\"{words}\" when the site is built, which does not say that it is paid for");
    let help = if external.in_html { format!("add {word} to the words that the plugin sets") } else { ways_out(page, word) };
    out.report(element.span(), message).help(help).confidence(Confidence::Medium).lesser();
}

/// What can be done about a link whose `rel` cannot be written as it stands.
fn ways_out(page: &Page<'_>, word: &str) -> String {
    let setting = page.generator.rel_setting().map(|setting| format!(", or {setting}")).unwrap_or_default();
    format!("write it as <a href=… rel=\"{word}\">{setting}, or set `rel_by_generator: true` once the built pages have it")
}

/// The edit that puts the word into a start tag.
fn in_html(element: Element<'_>, rel: &Wanted<'_>, source: &str) -> Option<Edit> {
    let Some((_, key, value)) = element.attributes().find(|(name, ..)| *name == Name::Rel) else {
        return Some(Edit::new(after_name(element.span(), source), format!(" {}", rel.attribute())));
    };
    if value.as_str().is_empty() {
        // `rel`, `rel=""`
        let rest = &source[key.end as usize..element.span().end as usize];
        let empty =
            rest.trim_start().strip_prefix('=').map(str::trim_start).and_then(|rest| rest.strip_prefix("\"\"").or(rest.strip_prefix("''")));
        let end = key.end as usize + empty.map_or(0, |behind| rest.len() - behind.len());
        let is_bare = empty.is_none() && rest.trim_start().starts_with('=');
        return (!is_bare).then(|| Edit::new(Span::new(key.start as usize, end), rel.attribute()));
    }
    let span = value.span();
    match span.of(source).strip_suffix('}').filter(|expression| expression.starts_with('{')) {
        // `rel={"noopener"}`
        Some(expression) => {
            let end = span.start as usize + expression.trim_end().len() - 1;
            Some(Edit::new(Span::at(end), format!(" {}", rel.word)))
        }
        None => Some(one_more(span, rel.word, source)),
    }
}

/// The edit that puts the word into the list behind a link of Markdown, or such a list behind the link.
fn in_list(element: Element<'_>, attributes: LinkAttributes, rel: &Wanted<'_>, source: &str) -> Option<Edit> {
    let at = element.span().end as usize;
    if !attributes.in_headings && element.ancestors().any(|node| matches!(node.tag(), Some(Tag::H(_)))) {
        return None;
    }
    let behind = &source[at..];
    let list = behind.starts_with('{').then(|| behind.find('}')).flatten().map_or(0, |end| end + 1);
    let list = Span::new(at, at + list);
    let mut inside = element.attributes().filter(|(_, key, _)| list.contains(*key)).peekable();
    if let Some((.., value)) = element.attributes().find(|(name, ..)| *name == Name::Rel) {
        return list.contains(value.span()).then(|| one_more(value.span(), rel.word, source));
    }
    if inside.peek().is_some() {
        let open = list.of(source);
        let blanks = open.strip_prefix("{:").or(open.strip_prefix('{'))?.trim_start();
        return Some(Edit::new(Span::at(at + open.len() - blanks.len()), format!("{} ", rel.attribute())));
    }
    // A brace would end the list somewhere else.
    let tail = element.following().filter(|node| node.kind() == Kind::Text).map_or("", |node| node.span().of(source));
    let is_unclear = behind.starts_with('}') || attributes.is_greedy && tail.lines().next().is_some_and(|line| line.contains('}'));
    (!is_unclear).then(|| Edit::new(Span::at(at), attributes.list(&rel.attribute())))
}

/// One word more in the value of `rel`, which needs quotation marks then.
fn one_more(value: Span, word: &str, source: &str) -> Edit {
    let is_quoted = source[value.end as usize..].starts_with(['"', '\'']);
    match (is_quoted, value.is_empty()) {
        (true, true) => Edit::new(value, word),
        (true, false) => Edit::new(Span::at(value.end as usize), format!(" {word}")),
        (false, _) => Edit::new(value, format!("\"{} {word}\"", value.of(source))),
    }
}

/// Right behind `<a`.
fn after_name(tag: Span, source: &str) -> Span {
    let name = tag.of(source)[1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    Span::at(tag.start as usize + 1 + name)
}
