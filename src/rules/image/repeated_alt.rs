use crate::affiliate::is_invisible;
use crate::article::Name;
use crate::rule::{ArticleRule, Out, Page};
use crate::rules::image::generic_alt::Generic;
use crate::text::{Span, Text};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepeatedAlt {
    min: usize,
}

impl ArticleRule for RepeatedAlt {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let mut groups: BTreeMap<String, Vec<(&str, Text<'_>)>> = BTreeMap::new();
        for image in page.images().filter(|image| !is_invisible(*image)) {
            let (Some(alt), Some(src)) = (image.attribute(Name::Alt), image.attribute(Name::Src)) else { continue };
            let alt = alt.trim();
            // A text that says nothing is said of each image.
            if !alt.as_str().is_empty() && Generic::of(alt.as_str(), src.as_str()).is_none() {
                groups.entry(alt.as_str().to_lowercase()).or_default().push((src.as_str(), alt));
            }
        }
        for images in groups.values() {
            let mut sources: Vec<&str> = images.iter().map(|(src, _)| *src).collect();
            sources.sort_unstable();
            sources.dedup();
            if sources.len() < self.min {
                continue;
            }
            let spans: Vec<Span> = images.iter().map(|(_, alt)| alt.span()).collect();
            let alt = images[0].1.as_str();
            let finding = out.report(spans[0], format!("{} different images have the alternative text `{alt}`", sources.len()));
            finding.help("say of each what it shows and the others do not");
            for span in &spans[1..] {
                finding.related(*span, "the same text");
            }
        }
    }
}
