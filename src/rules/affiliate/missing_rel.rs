use crate::affiliate::Place;
use crate::article::{Name, Syntax};
use crate::finding::{Confidence, Edit};
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
        for link in &page.affiliate().links {
            // Crawlers follow links; what a template or the theme makes of a value cannot be seen here.
            let Some(element) = link.element.filter(|_| link.place == Place::Link) else { continue };
            let name = &link.affiliate.name;
            let rel = element.attribute(Name::Rel);
            let accepted = rel.is_some_and(|rel| {
                rel.as_str()
                    .split(|c: char| !c.is_ascii_alphanumeric())
                    .any(|word| self.accept.iter().any(|a| a.eq_ignore_ascii_case(word)))
            });
            if accepted || self.rel_by_generator {
                continue;
            }
            let span = element.span();
            match element.syntax() {
                Syntax::Html => {
                    let finding =
                        out.report(span, format!("this affiliate link ({name}) does not tell search engines that it is paid for"));
                    finding.help("add rel=\"sponsored\"");
                    let edit = match rel.filter(|rel| !rel.as_str().is_empty()) {
                        Some(rel) => also_sponsored(rel.span(), page.text()),
                        None => Edit::new(after_name(span, page.text()), " rel=\"sponsored\""),
                    };
                    if rel.is_none_or(|rel| !rel.as_str().is_empty()) {
                        finding.safe_fix("Add rel=\"sponsored\"", vec![edit]);
                    }
                }
                // A plugin of the generator may well add it: that is seen only in the built page.
                Syntax::Markdown => {
                    out.report(span, format!("this affiliate link ({name}) has no rel=\"sponsored\", which Markdown cannot write"))
                        .help("write it as <a href=… rel=\"sponsored\">, or set `rel_by_generator: true` if your generator adds it to such links")
                        .confidence(Confidence::Medium)
                        .lesser();
                }
            }
        }
    }
}

/// One word more in the value of `rel`, which needs quotation marks then.
fn also_sponsored(value: Span, source: &str) -> Edit {
    match source[value.end as usize..].starts_with(['"', '\'']) {
        true => Edit::new(Span { start: value.end, end: value.end }, " sponsored"),
        false => Edit::new(value, format!("\"{} sponsored\"", value.of(source))),
    }
}

/// Right behind `<a`.
fn after_name(tag: Span, source: &str) -> Span {
    let name = tag.of(source)[1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    Span::at(tag.start as usize + 1 + name)
}
