use crate::article::{Article, Data, Name, Value, hash};
use crate::facts::TITLE;
use crate::rule::{ArticleRule, Out, Page};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnusedKeyword {
    fields: Vec<String>,
    min_share: f64,
    min_words: usize,
}

impl ArticleRule for UnusedKeyword {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let fields: Vec<_> = self.fields.iter().filter_map(|name| page.field(name)).collect();
        if fields.is_empty() || page.words().len() < self.min_words {
            return;
        }
        let words = visible_words(page);
        for field in fields {
            let phrases = phrases(&field.value);
            let unused: Vec<&str> =
                phrases.iter().copied().filter(|phrase| !phrase.unicode_words().all(|word| words.contains(&hash(word)))).collect();
            if unused.is_empty() || (unused.len() as f64) < self.min_share * phrases.len() as f64 {
                continue;
            }
            let (of, verb) = (phrases.len(), if unused.len() == 1 { "has" } else { "have" });
            out.report(
                field.value.span,
                format!("{} of {of} `{}` {verb} words that the article never uses: {}", unused.len(), field.name, unused.join(", ")),
            )
            .help("search engines take no notice of this field, and a list of phrases that the text is not about looks like keyword stuffing; keep those it is about");
        }
    }
}

/// The phrases of a list, or of one text parted by commas.
fn phrases(value: &Value) -> Vec<&str> {
    let trim = |text: &'_ str| -> Option<(usize, usize)> {
        let trimmed = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        (!trimmed.is_empty()).then(|| (trimmed.as_ptr() as usize - text.as_ptr() as usize, trimmed.len()))
    };
    let items = match &value.data {
        Data::List(items) => items.as_slice(),
        _ => std::slice::from_ref(value),
    };
    let texts = items.iter().filter_map(Value::as_str).flat_map(|text| text.split([',', '，', ';']));
    texts.filter_map(|text| trim(text).map(|(start, length)| &text[start..start + length])).collect()
}

/// The words of the body, of its images' descriptions and of the title.
fn visible_words(article: &Article) -> FxHashSet<u64> {
    let mut words: FxHashSet<u64> = article.words().iter().map(|word| word.hash).collect();
    let alts = article.images().filter_map(|image| image.attribute(Name::Alt)).map(|alt| alt.as_str());
    let title = article.first_text(TITLE).map(|(_, title)| title);
    for text in alts.chain(title) {
        words.extend(text.unicode_words().map(hash));
    }
    words
}
