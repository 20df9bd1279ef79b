//! markdown-it's typographer: its rules `replacements` and `smartquotes`.

use super::classes::is_js_space;

/// The contents of a paragraph's inline tokens, one after the other, and what the typographer must know of them.
#[derive(Default)]
pub(super) struct Typographer {
    content: Vec<char>,
    /// Where the text that still waits for its replacements begins.
    text_from: Option<usize>,
    /// Straight quotes in text tokens.
    quotes: Vec<Quote>,
    /// Ends of lines, which count as blanks around a quote, though they have no content.
    breaks: Vec<usize>,
    level: u32,
}

struct Quote {
    at: usize,
    level: u32,
}

impl Typographer {
    pub(super) fn push_text(&mut self, text: &str) {
        self.text_from.get_or_insert(self.content.len());
        self.content.extend(text.chars());
    }

    /// Code, raw HTML, an entity: content that is kept as it is.
    pub(super) fn push_verbatim(&mut self, text: &str) {
        self.end_text();
        self.content.extend(text.chars());
    }

    pub(super) fn break_line(&mut self) {
        self.end_text();
        self.breaks.push(self.content.len());
    }

    pub(super) fn open(&mut self) {
        self.end_text();
        self.level += 1;
    }

    pub(super) fn close(&mut self) {
        self.end_text();
        self.level = self.level.saturating_sub(1);
    }

    pub(super) fn finish(mut self) -> String {
        self.end_text();
        self.curl_quotes();
        self.content.into_iter().collect()
    }

    fn end_text(&mut self) {
        let Some(from) = self.text_from.take() else { return };
        let text: Vec<char> = self.content.drain(from..).collect();
        replace(&text, &mut self.content);
        let level = self.level;
        let is_quote = |&at: &usize| matches!(self.content[at], '\'' | '"');
        self.quotes.extend((from..self.content.len()).filter(is_quote).map(|at| Quote { at, level }));
    }

    fn curl_quotes(&mut self) {
        // Quotes that wait for their mates, single and double ones apart, each with its number.
        let mut waiting: [Vec<(usize, &Quote)>; 2] = Default::default();
        for (number, quote) in self.quotes.iter().enumerate() {
            drop_while(&mut waiting, |_, other| other.level > quote.level);
            let mark = self.content[quote.at];
            let kind = usize::from(mark == '"');
            let (can_open, can_close) = self.flanking(quote.at);
            let mate = waiting[kind].last().filter(|(_, mate)| can_close && mate.level == quote.level);
            match mate {
                Some(&(first, mate)) => {
                    let (left, right) = if mark == '"' { ('“', '”') } else { ('‘', '’') };
                    self.content[mate.at] = left;
                    self.content[quote.at] = right;
                    drop_while(&mut waiting, |other, _| other >= first);
                }
                None if can_open => waiting[kind].push((number, quote)),
                None if mark == '\'' => self.content[quote.at] = '’',
                None => {}
            }
        }
    }

    fn is_break(&self, at: usize) -> bool {
        self.breaks.binary_search(&at).is_ok()
    }

    /// Whether the quote there may open and whether it may close.
    fn flanking(&self, at: usize) -> (bool, bool) {
        let before = if self.is_break(at) { None } else { at.checked_sub(1).map(|before| self.content[before]) };
        let after = if self.is_break(at + 1) { None } else { self.content.get(at + 1).copied() };
        let (before, after) = (before.unwrap_or(' '), after.unwrap_or(' '));
        let (space_before, space_after) = (is_js_space(before), is_js_space(after));
        let (mark_before, mark_after) = (is_punctuation(before), is_punctuation(after));
        // `5""`: inches, and no quotes.
        if self.content[at] == '"' && after == '"' && before.is_ascii_digit() {
            return (false, false);
        }
        let can_open = !space_after && (!mark_after || space_before || mark_before);
        let can_close = !space_before && (!mark_before || space_after || mark_after);
        if can_open && can_close { (mark_before, mark_after) } else { (can_open, can_close) }
    }
}

/// Takes the last quotes of both kinds away, as long as they are as `is_over` says.
fn drop_while(waiting: &mut [Vec<(usize, &Quote)>; 2], is_over: impl Fn(usize, &Quote) -> bool) {
    for quotes in waiting {
        while quotes.last().is_some_and(|&(number, quote)| is_over(number, quote)) {
            quotes.pop();
        }
    }
}

/// Punctuation and symbols, as far as they are found beside quotes.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{A1}'..='\u{A9}' | '\u{AB}'..='\u{B4}' | '\u{B6}'..='\u{B8}' | '\u{BB}' | '\u{BF}')
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}')
        || matches!(c, '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}')
}

/// The rule `replacements` on one text token, as far as a slug can show it.
fn replace(text: &[char], out: &mut Vec<char>) {
    let mut at = 0;
    while let Some(&c) = text.get(at) {
        let run = if matches!(c, '.' | '-') { text[at..].iter().take_while(|&&other| other == c).count() } else { 1 };
        let before = at.checked_sub(1).map(|before| text[before]);
        let (written, length) = match (c, &text[at..]) {
            ('(', [_, 'c' | 'C', ')', ..]) => ('©', 3),
            ('(', [_, 'r' | 'R', ')', ..]) => ('®', 3),
            ('(', [_, 't' | 'T', 'm' | 'M', ')', ..]) => ('™', 4),
            ('+', [_, '-', ..]) => ('±', 2),
            // After `?` and `!` dots stay dots, which are no part of a slug.
            ('.', _) if run > 1 && !matches!(before, Some('?' | '!')) => ('…', run),
            ('-', _) if run == 3 => ('—', run),
            ('-', _) if run == 2 && is_dash_between(before, text.get(at + run)) => ('–', run),
            ('-', _) => {
                out.extend(std::iter::repeat_n('-', run));
                at += run;
                continue;
            }
            _ => (c, 1),
        };
        out.push(written);
        at += length;
    }
}

/// Whether two hyphens are an en dash: with blanks on both sides or on none.
fn is_dash_between(before: Option<char>, after: Option<&char>) -> bool {
    match (before, after) {
        (None, _) | (_, None) => true,
        (Some(before), Some(&after)) => is_js_space(before) == is_js_space(after),
    }
}

#[cfg(test)]
mod tests {
    use super::Typographer;

    fn text(text: &str) -> String {
        let mut typographer = Typographer::default();
        typographer.push_text(text);
        typographer.finish()
    }

    #[test]
    fn quotes_are_curled_in_pairs() {
        for (source, expected) in [
            ("\"tea\" and 'milk'", "“tea” and ‘milk’"),
            ("tea's", "tea’s"),
            ("6\" cup", "6\" cup"),
            ("the '70s", "the '70s"),
            ("''twice''", "‘‘twice’’"),
            ("x=\"y\"", "x=“y”"),
        ] {
            assert_eq!(text(source), expected);
        }
    }

    #[test]
    fn a_quote_closes_only_on_its_own_level() {
        let mut typographer = Typographer::default();
        typographer.push_text("\"a ");
        typographer.open();
        typographer.push_text("b\"");
        typographer.close();
        assert_eq!(typographer.finish(), "\"a b\"");
    }

    #[test]
    fn what_is_no_text_is_left_alone() {
        let mut typographer = Typographer::default();
        typographer.push_text("tea (c)");
        typographer.push_verbatim(" (c) --");
        assert_eq!(typographer.finish(), "tea © (c) --");
    }

    #[test]
    fn replacements() {
        for (source, expected) in
            [("(R) (tm) +-1", "® ™ ±1"), ("a -- b--c---d", "a – b–c—d"), ("a --b ----", "a --b ----"), ("so.... what?..", "so… what?..")]
        {
            assert_eq!(text(source), expected);
        }
    }
}
