use crate::article::{Article, Name, Tag, Value, hash};
use crate::facts::TITLE;
use crate::rule::{ArticleRule, Out, Page};
use crate::text::Span;
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
            let is_unused = |phrase: &Phrase<'_>| !phrase.text.unicode_words().all(|word| words.contains(&hash(word)));
            let unused: Vec<_> = phrases.iter().filter(|phrase| is_unused(phrase)).collect();
            let Some(first) = unused.first().filter(|_| unused.len() as f64 >= self.min_share * phrases.len() as f64) else { continue };
            let (of, verb) = (phrases.len(), if unused.len() == 1 { "has" } else { "have" });
            let names: Vec<_> = unused.iter().map(|phrase| phrase.text).collect();
            // Of a list with a line for each item, the first item at fault.
            let span = if field.value.span.of(page.text()).contains('\n') { first.span } else { field.value.span };
            out.report(
                span,
                format!("{} of {of} `{}` {verb} words that the article never uses: {}", unused.len(), field.name, names.join(", ")),
            )
            .help("search engines take no notice of this field, and a list of phrases that the text is not about looks like keyword stuffing; keep those it is about")
            .subject(field.name.clone());
        }
    }
}

/// A keyword, and the value that it stands in.
struct Phrase<'a> {
    text: &'a str,
    span: Span,
}

/// The phrases of a list, or of one text parted by commas.
fn phrases(value: &Value) -> Vec<Phrase<'_>> {
    let quotes = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
    let texts = value.items().iter().filter_map(|item| Some((item.as_str()?, item.span)));
    texts
        .flat_map(|(text, span)| text.split([',', '，', ';', '、', '\n']).map(move |text| Phrase { text, span }))
        .map(|phrase| Phrase { text: phrase.text.trim_matches(quotes), ..phrase })
        .filter(|phrase| !phrase.text.is_empty())
        .collect()
}

/// The words of the body, code included, of its images' descriptions and of the title.
fn visible_words(article: &Article) -> FxHashSet<u64> {
    let code = article.tree.elements(Tag::Pre).map(|block| block.extent().of(article.text()));
    let alts = article.images().filter_map(|image| image.attribute(Name::Alt)).map(|alt| alt.as_str());
    let title = article.first_text(TITLE).map(|(_, title)| title);
    let mut words = FxHashSet::default();
    for word in code.chain(alts).chain(title).chain([article.tree.text().text()]).flat_map(str::unicode_words) {
        words.insert(hash(word));
        // `mosquitto_sub` speaks of mosquitto.
        words.extend(word.split('_').map(hash));
    }
    words
}
