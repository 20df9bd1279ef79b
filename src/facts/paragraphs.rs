//! By what a paragraph is known again in other articles, even if a few of its words are others there.

use super::MainText;
use crate::article::Article;

/// Shorter ones are labels, captions and notices. In words.
const FEWEST_WORDS: usize = 8;
/// Of a longer article these many paragraphs are kept; which ones does not depend on the article.
const MOST: usize = 128;
/// A word leaves the rolling hash when it has been shifted so far three times: 3 x 22 bits are more than 64.
const SHIFT: u32 = 22;

/// A mark for each longer paragraph of the main text: the least hash of its sequences of three words. Two paragraphs have the same mark with
/// the probability of their resemblance (Broder), so that one name that is exchanged in twenty words leaves it in four of five. Sorted,
/// each once.
pub(super) fn marks(article: &Article, main: &MainText) -> Box<[u32]> {
    let mut marks: Vec<u32> = Vec::new();
    let mut ends = article.tree.blocks().iter().map(|block| block.text.end);
    let (mut end, mut sequence, mut seen, mut least) = (0, 0_u64, 0_usize, u64::MAX);
    for stretch in main.stretches_below_heading(article) {
        for word in stretch {
            if word.start as usize >= end {
                end = ends.by_ref().find(|&end| (word.start as usize) < end).unwrap_or(usize::MAX);
                if seen >= FEWEST_WORDS {
                    marks.push((least >> 16) as u32);
                }
                (seen, least) = (0, u64::MAX);
            }
            sequence = (sequence << SHIFT).wrapping_add(word.hash ^ word.hash >> SHIFT);
            seen += 1;
            let hash = (sequence ^ sequence >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            // Never a jump: whether a hash is the least is not to be foreseen.
            least = hash.max(if seen >= 3 { 0 } else { u64::MAX }).min(least);
        }
    }
    if seen >= FEWEST_WORDS {
        marks.push((least >> 16) as u32);
    }
    marks.sort_unstable();
    marks.dedup();
    marks.truncate(MOST);
    marks.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Dialect;
    use crate::text::Source;

    fn marks_of(text: &str) -> Box<[u32]> {
        let article = Article::read(Source::new("a.md".into(), text.as_bytes().to_vec()), &Dialect::default());
        marks(&article, &MainText::default())
    }

    #[test]
    fn a_paragraph_is_known_again_anywhere() {
        let (gate, ropes) =
            ("The gate is shut on Sundays and at night until six.", "Ropes are lent out at the kiosk, against a small deposit.");
        let both = marks_of(&format!("# One\n\n{gate}\n\n{ropes}\n\nToo short.\n"));
        assert_eq!(both.len(), 2);
        assert_eq!(both, marks_of(&format!("## Another\n\n- {ropes}\n- {gate}\n- {gate}\n")));
        assert_eq!(marks_of(gate)[..], both[..].iter().copied().filter(|mark| marks_of(gate).contains(mark)).collect::<Vec<_>>()[..]);
    }

    #[test]
    fn most_paragraphs_are_known_again_with_another_name_in_them() {
        let text = |place: &str| {
            let part = |i: usize| {
                format!(
                    "Part {i}x{i} of the walk leads along bank {i}y to {place}, where kiosk {i}z sells tea, postcards and maps of the towpath {i}w for a few coins.\n\n"
                )
            };
            (0..60).map(part).collect::<String>()
        };
        let (york, hull) = (marks_of(&text("York")), marks_of(&text("Hull")));
        let same = york.iter().filter(|mark| hull.contains(mark)).count();
        // Some of the sixty share their least sequence with another.
        assert!(york.len() > 45 && same < york.len() && same * 10 > york.len() * 7, "{same} of {}", york.len());
    }
}
