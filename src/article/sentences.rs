//! Where the sentences of the visible text end.

use super::{Article, Word};

impl Article {
    /// The words by sentences, in order. That an abbreviation ends none is not known here.
    pub fn sentences(&self) -> impl Iterator<Item = &[Word]> {
        self.words().chunk_by(|one, next| {
            let gap = self.between(one, next);
            let ends = gap.contains(['。', '！', '？']) || gap.contains(['.', '!', '?', '…', '؟']) && gap.contains(char::is_whitespace);
            !ends && !self.parts(one, next)
        })
    }

    /// What stands between two words of the visible text.
    pub fn between(&self, one: &Word, next: &Word) -> &str {
        self.tree.text().text().get(one.end as usize..next.start as usize).unwrap_or_default()
    }

    /// Whether a block ends between two words: a paragraph, a heading, an item, a cell.
    pub fn parts(&self, one: &Word, next: &Word) -> bool {
        let blocks = self.tree.blocks();
        // A line may end within a block too.
        self.between(one, next).contains('\n') && {
            let block = blocks.partition_point(|block| block.text.end < one.end as usize);
            blocks.get(block).is_none_or(|block| block.text.end <= next.start as usize)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Dialect};
    use crate::text::Source;

    #[test]
    fn marks_and_blocks_end_sentences() {
        let text = "# The lock\n\nOpen it: slowly,\nand by hand. Version 1.2 of it? 開けて。閉めて\n\n- One\n- two";
        let article = Article::read(Source::new("a.md".into(), text.as_bytes().to_vec()), &Dialect::default());
        let visible = article.tree.text().text();
        let sentences: Vec<String> =
            article.sentences().map(|words| words.iter().map(|word| &visible[word.range()]).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(sentences, ["The lock", "Open it slowly and by hand", "Version 1.2 of it", "開 け て", "閉 め て", "One", "two"]);
    }
}
