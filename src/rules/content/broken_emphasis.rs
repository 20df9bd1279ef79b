use crate::article::{Block, Element, Kind, Syntax};
use crate::finding::Edit;
use crate::rule::{ArticleRule, Out, Page};
use crate::text::{Span, Text};
use serde::Deserialize;
use std::cell::OnceCell;
use std::ops::Range;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BrokenEmphasis {
    max_length: usize,
}

impl ArticleRule for BrokenEmphasis {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        if !has_marks(page.tree.text().text()) {
            return;
        }
        let stretches = OnceCell::new();
        let is_raw = |at: usize| is_within(stretches.get_or_init(|| raw_text(page)), at);
        for (block, text) in page.blocks().filter(|(_, text)| has_marks(text.as_str())) {
            let runs = runs(page, block, text, is_raw);
            let mut at = 0;
            while at + 1 < runs.len() {
                let (open, close) = (&runs[at], &runs[at + 1]);
                match self.broken(text.as_str(), open, close) {
                    Some(why) => {
                        report(text, open, close, why, page.text(), out);
                        at += 2;
                    }
                    None => at += 1,
                }
            }
        }
    }
}

/// Why a pair of runs is no emphasis (CommonMark 0.31, 6.2: left- and right-flanking delimiter runs).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    Space,
    /// A mark of punctuation inside and a letter outside, as in Chinese or Japanese, where no space parts them.
    Punctuation,
}

/// Whether `**` or `__` is somewhere in a text.
fn has_marks(text: &str) -> bool {
    // To the end of a piece, which is quicker than to stop.
    let bytes = text.as_bytes();
    let is_mark = |(one, next): (&u8, &u8)| u8::from(one == next) & (u8::from(*one == b'*') | u8::from(*one == b'_'));
    (0..bytes.len()).step_by(PIECE).any(|start| {
        let end = bytes.len().min(start + PIECE);
        let (piece, behind) = (&bytes[start..end], &bytes[start + 1..bytes.len().min(end + 1)]);
        piece.iter().zip(behind).map(is_mark).fold(0, |found, mark| found | mark) != 0
    })
}

/// The bytes that are looked at at once.
const PIECE: usize = 256;

/// The runs of two or three `*` or `_` that stand in a block as text.
fn runs(page: &Page<'_>, block: &Block, text: Text<'_>, is_raw: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let (visible, mut runs, mut at) = (text.as_str(), Vec::new(), 0);
    let bytes = visible.as_bytes();
    while let Some(start) = memchr::memchr2(b'*', b'_', &bytes[at..]).map(|found| at + found) {
        let length = bytes[start..].iter().take_while(|&&byte| byte == bytes[start]).count();
        at = start + length;
        let span = text.part(start..at);
        let as_written = span.len() == length && span.of(page.text()) == &visible[start..at];
        // A backslash means it, and code is code.
        let escaped = page.text()[..span.start as usize].ends_with('\\');
        let place = block.text.start + start..block.text.start + at;
        if matches!(length, 2 | 3) && as_written && !escaped && !page.is_quiet(&place) && !is_raw(place.start) {
            runs.push(start..at);
        }
    }
    runs
}

/// The stretches of the visible text that were written as HTML: asterisks in them are no Markdown.
fn raw_text(page: &Page<'_>) -> Vec<Range<usize>> {
    let is_raw = |node: &Element<'_>| node.kind() == Kind::Text && node.syntax() == Syntax::Html;
    page.tree.nodes().filter(is_raw).map(|node| node.text().range()).collect()
}

fn is_within(stretches: &[Range<usize>], at: usize) -> bool {
    let index = stretches.partition_point(|stretch| stretch.end <= at);
    stretches.get(index).is_some_and(|stretch| stretch.start <= at)
}

impl BrokenEmphasis {
    fn broken(&self, text: &str, open: &Range<usize>, close: &Range<usize>) -> Option<Why> {
        let inside = text.get(open.end..close.start)?;
        let same = text[open.clone()] == text[close.clone()];
        if !same || inside.len() > self.max_length || !is_balanced(inside) {
            return None;
        }
        let (before, after) = (text[..open.start].chars().next_back(), text[close.end..].chars().next());
        let (first, last) = (inside.chars().next()?, inside.chars().next_back()?);
        let letters = inside.chars().filter(|c| c.is_alphabetic()).count();
        let word_before = before.is_some_and(char::is_alphanumeric);
        let word_after = after.is_some_and(char::is_alphanumeric);
        let (space_first, space_last) = (first.is_whitespace(), last.is_whitespace());
        match (space_first, space_last) {
            // `** bold**`: what opens must touch its word, and this one does not close anything before it.
            (true, false) if !word_before && letters > 0 && !is_end(inside.trim_start()) => Some(Why::Space),
            // `**bold **`: what closes must touch its word.
            (false, true) if (!word_after || !word_before) && letters > 0 && !is_end(inside) => {
                (!is_operator(inside, &text[close.end..])).then_some(Why::Space)
            }
            // `** bold **`, but not `a ** b ** c`, nor two blanks to fill in (`__`), nor two asterisks that refer to a note.
            (true, true) if !word_before && letters >= 3 && text[open.clone()].starts_with('*') && !inside.contains(". ") => {
                (!is_end(inside.trim_start())).then_some(Why::Space)
            }
            (false, false) if letters > 0 && (word_after && is_punctuation(last) || word_before && is_punctuation(first)) => {
                Some(Why::Punctuation)
            }
            _ => None,
        }
    }
}

/// Whether a text begins as nothing bold does: with what ends a phrase.
fn is_end(inside: &str) -> bool {
    inside.starts_with(['.', ',', ';', ':', '!', '?', ')', ']', '}', '。', '，', '、', '；', '：', '！', '？', '）'])
}

/// Whether every bracket has its mate: what begins in one bracket and ends in another is no phrase.
fn is_balanced(inside: &str) -> bool {
    let mut depth = 0;
    for c in inside.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// Whether two marks are rather those of a program: `**kwargs and **options`, `(**a, **b)`, `**/*.md or **/*.html`.
fn is_operator(inside: &str, after: &str) -> bool {
    const NAMES: &[&str] = &["args", "kwargs", "kw", "kwds", "opts", "options", "params"];
    let name = |text: &str| {
        let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
        NAMES.contains(&&text[..end])
    };
    let glued = after.starts_with(|c: char| !c.is_whitespace());
    glued && (after.starts_with('/') || inside.trim_end().ends_with(',') || name(inside) || name(after))
}

/// Punctuation and symbols, as CommonMark has them, of ASCII and of East Asian texts.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}')
        || matches!(c, '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff3d}' | '\u{ff5b}'..='\u{ff65}')
}

fn report(text: Text<'_>, open: &Range<usize>, close: &Range<usize>, why: Why, source: &str, out: &mut Out<'_>) {
    let span = text.part(open.start..close.end);
    let mark = &text.as_str()[open.clone()];
    let visible = &text.as_str()[open.end..close.start];
    let inside = Span { start: text.part(open.clone()).end, end: text.part(close.clone()).start }.of(source).trim();
    match why {
        Why::Space => {
            let phrase = visible.split_whitespace().collect::<Vec<_>>().join(" ");
            let finding = out.report(span, format!("readers see the `{mark}`: a space keeps it from making `{phrase}` bold"));
            finding.help("put the space outside the marks");
            // The space that the marks had inside them parts them from their neighbours.
            let parted = |neighbour: Option<char>| if neighbour.is_some_and(char::is_alphanumeric) { " " } else { "" };
            let before = parted(text.as_str()[..open.start].chars().next_back());
            let after = parted(text.as_str()[close.end..].chars().next());
            finding.safe_fix("Put the space outside", vec![Edit::new(span, format!("{before}{mark}{inside}{mark}{after}"))]);
        }
        Why::Punctuation => {
            out.report(span, format!("readers see the `{mark}`: it stands between punctuation and a letter, and so makes nothing bold"))
                .help("put the punctuation outside the marks, or a space between mark and letter")
                .lesser();
        }
    }
}
