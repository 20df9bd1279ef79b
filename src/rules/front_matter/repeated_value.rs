use crate::article::Field;
use crate::facts::DESCRIPTION;
use crate::rule::{ArticleRule, Out, Page};
use crate::site::exact_key;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepeatedValue {
    min_words: usize,
}

impl ArticleRule for RepeatedValue {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let mut seen: Vec<(String, &Field)> = Vec::new();
        let fields = page.front_matter.iter().flat_map(|head| &head.fields);
        let fields: Vec<&Field> = fields.filter(|field| DESCRIPTION.contains(&field.name.as_str())).collect();
        for field in fields.iter().filter(|_| fields.len() > 1) {
            let Some(text) = field.value.as_str().filter(|text| text.split_whitespace().count() >= self.min_words) else { continue };
            let key = exact_key(text);
            match seen.iter().find(|(known, _)| *known == key) {
                Some((_, first)) => {
                    out.report(field.value.span, format!("`{}` repeats `{}` word for word", field.name, first.name))
                        .help(format!("say something of its own in `{}`, or leave it out", field.name))
                        .related(first.value.span, "the same text");
                }
                None => seen.push((key, field)),
            }
        }
    }
}
