use crate::affiliate::is_invisible;
use crate::article::{Name, groups, is_content, keep_alike, may_repeat, words_of};
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;
use std::cell::OnceCell;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StuffedAlt {
    max_repeat: usize,
    min_percent: f64,
    max_characters: usize,
}

impl ArticleRule for StuffedAlt {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let english = OnceCell::new();
        for image in page.images() {
            // A word of two letters and what parts it from the next.
            let Some(alt) = image.attribute(Name::Alt).filter(|alt| alt.as_str().len() > 3 * self.max_repeat) else { continue };
            let text = alt.as_str();
            let is_long = self.max_characters > 0 && text.len() > self.max_characters;
            let repeats = may_repeat(text, self.max_repeat);
            if !is_long && !repeats || is_invisible(image) {
                continue;
            }
            let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
            let all: Vec<&str> = if repeats { words_of(text).collect() } else { Vec::new() };
            let repeated = [true, false].into_iter().find_map(|in_forms| {
                let places = self.repeated(&all, in_forms)?;
                (!in_forms || *english.get_or_init(|| page.is_english())).then_some(places)
            });
            let length = || text.chars().count();
            if let Some(places) = repeated {
                let message = format!("`{}` stands {} times in the {} words of this alternative text", places[0], places.len(), all.len());
                let spans: Vec<_> = places.iter().map(|word| alt.part(place(word)..place(word) + word.len())).collect();
                let finding = out.report(spans[0], message);
                finding.help("say what the image shows, as you would to somebody on the telephone").subject(text.to_lowercase());
                spans[1..].iter().for_each(|span| _ = finding.related(*span, "again"));
            } else if is_long && length() > self.max_characters {
                out.report(alt.span(), format!("this alternative text has {} characters; the limit is {}", length(), self.max_characters))
                    .lesser()
                    .help("say here what the image is, and put what it tells into the text, where everybody can read it");
            }
        }
    }
}

impl StuffedAlt {
    /// The places of a word with a meaning that stands too often among these.
    fn repeated<'a>(&self, all: &[&'a str], english: bool) -> Option<Vec<&'a str>> {
        let mut words = all.to_vec();
        keep_alike(&mut words, self.max_repeat, |word| word);
        words.retain(|word| is_content(word));
        let is_over =
            |group: &Vec<&str>| group.len() > self.max_repeat && group.len() as f64 * 100.0 >= self.min_percent * all.len() as f64;
        groups(&words, english, |word| word).into_iter().find(is_over)
    }
}
