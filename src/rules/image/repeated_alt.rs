use crate::affiliate::is_invisible;
use crate::article::{Element, Name, hash};
use crate::rule::{ArticleRule, Out, Page};
use crate::rules::image::generic_alt::Generic;
use crate::text::{Span, Text};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepeatedAlt {
    min: usize,
}

impl ArticleRule for RepeatedAlt {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        if page.images().count() < self.min || !self.may_be_there(page) {
            return;
        }
        let mut groups: BTreeMap<String, Vec<(Element<'_>, &str, Text<'_>)>> = BTreeMap::new();
        for image in page.images() {
            let (Some(alt), Some(src)) = (image.attribute(Name::Alt), image.attribute(Name::Src)) else { continue };
            let alt = alt.trim();
            if !alt.as_str().is_empty() {
                groups.entry(alt.as_str().to_lowercase()).or_default().push((image, src.as_str(), alt));
            }
        }
        // A text that says nothing is said of each image.
        let speaks = |image, src: &str, alt: &str| !is_invisible(image) && Generic::of(alt, src).is_none();
        for images in groups.values().filter(|images| images.len() >= self.min) {
            let images: Vec<(&str, Text<'_>)> =
                images.iter().filter(|(image, src, alt)| speaks(*image, src, alt.as_str())).map(|&(_, src, alt)| (src, alt)).collect();
            let mut sources: Vec<&str> = images.iter().map(|(src, _)| *src).collect();
            sources.sort_unstable();
            sources.dedup();
            if images.is_empty() || sources.len() < self.min {
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

impl RepeatedAlt {
    /// Whether so many images have one text.
    fn may_be_there(&self, page: &Page<'_>) -> bool {
        let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
        page.images().filter_map(|image| image.attribute(Name::Alt)).any(|alt| {
            let alt = alt.as_str().trim();
            let count = counts.entry(if alt.is_ascii() { hash(alt) } else { hash(&alt.to_lowercase()) }).or_default();
            *count += usize::from(!alt.is_empty());
            *count >= self.min
        })
    }
}
