//! The article's own text, told apart from what stands around it on the page: lists of links and advertisements.

use crate::affiliate::Survey;
use crate::article::{Article, Kind, Word};
use std::ops::Range;

/// Which parts of the visible text are not the article's own.
#[derive(Clone, Debug, Default)]
pub struct MainText {
    /// Sorted, without overlap.
    aside: Vec<Range<usize>>,
}

impl MainText {
    /// The main text of an article, of which `survey` has found the advertisements.
    pub fn of(article: &Article, survey: &Survey<'_>) -> MainText {
        let mut aside: Vec<Range<usize>> = article.link_lists().iter().map(|list| list.text.clone()).collect();
        if !survey.blocks.is_empty() {
            let is_text = |kind: Kind| matches!(kind, Kind::Text | Kind::Code | Kind::FootnoteMark | Kind::Break);
            let advertised = article.tree.nodes().filter(|node| is_text(node.kind()) && survey.block_around(node.span()).is_some());
            aside.extend(advertised.map(|node| node.text().range()));
            aside.sort_unstable_by_key(|range| range.start);
            aside.dedup_by(|next, last| {
                let joins = next.start <= last.end;
                if joins {
                    last.end = last.end.max(next.end);
                }
                joins
            });
        }
        MainText { aside }
    }

    /// The stretches of the visible text that are not the article's own, in order and without overlap.
    pub fn aside(&self) -> &[Range<usize>] {
        &self.aside
    }

    /// Whether what stands at this place of the visible text is the article's own.
    pub fn holds(&self, at: usize) -> bool {
        let index = self.aside.partition_point(|range| range.end <= at);
        self.aside.get(index).is_none_or(|range| at < range.start)
    }

    /// Its words, in order.
    pub fn words<'w>(&'w self, article: &'w Article) -> impl Iterator<Item = &'w Word> {
        self.stretches(article).flatten()
    }

    /// How many words it has.
    pub fn count(&self, article: &Article) -> usize {
        self.stretches(article).map(<[Word]>::len).sum()
    }

    /// Its words, in the stretches that stand together.
    fn stretches<'w>(&'w self, article: &'w Article) -> impl Iterator<Item = &'w [Word]> {
        let (words, mut from) = (article.words(), 0);
        let stretches = self.aside.iter().map(|range| (range.start, range.end)).chain([(usize::MAX, usize::MAX)]);
        stretches.map(move |(start, end)| {
            let stretch = from..from + before(&words[from..], start);
            from = stretch.end + before(&words[stretch.end..], end);
            &words[stretch]
        })
    }

    /// Its words without those of the first heading, which is the title once more, in the stretches that stand together.
    pub fn stretches_below_heading<'w>(&'w self, article: &'w Article) -> impl Iterator<Item = &'w [Word]> {
        let heading = article.headings().next().map_or(0..0, |(_, heading)| heading.text().range());
        self.stretches(article).flat_map(move |stretch| {
            let (above, rest) = stretch.split_at(before(stretch, heading.start));
            [above, &rest[before(rest, heading.end)..]]
        })
    }
}

/// How many of the words begin before a place.
fn before(words: &[Word], place: usize) -> usize {
    words.partition_point(|word| (word.start as usize) < place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::affiliate::{Context, Settings};
    use crate::article::Dialect;
    use crate::text::Source;

    #[test]
    fn lists_of_links_and_advertisements_are_set_aside() {
        let text = "Open the gate.\n\n- [One](1)\n- [Two](2)\n- [Three](3)\n\nMind the step.\n\n<!-- affiliate ads begin -->\n\n[Ropes](https://x.example/) for sale\n\n<!-- affiliate ads end -->\n\nShut it.\n";
        let article = Article::read(Source::new("a.md".into(), text.as_bytes().to_vec()), &Dialect::default());
        let settings = Settings::default();
        let survey = Survey::of(&article, &Context { settings: &settings, host: None, language: None });
        let main = MainText::of(&article, &survey);
        let words: Vec<&str> = main.words(&article).map(|word| &article.tree.text().text()[word.range()]).collect();
        assert_eq!(words, ["Open", "the", "gate", "Mind", "the", "step", "Shut", "it"]);
        assert!(main.holds(0) && !main.holds(article.tree.text().text().find("Two").unwrap_or(0)));
    }
}
