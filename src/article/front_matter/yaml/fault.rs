//! What is wrong with a stretch of YAML, in plain words, and the place of it.

use super::builder::Stop;
use crate::article::front_matter::line::{Line, boundary, has_text, is_marker, is_word, line_at, lines, name, split, unquoted};
use crate::article::front_matter::{Problem, ProblemKind, excerpt};
use crate::text::Span;
use granit_parser::ErrorKind;
use std::ops::Range;

/// The problem of a line that is indented with something that is no blank to YAML.
pub fn odd_indentation(space: char, span: Span) -> Problem {
    let name = match space {
        '\u{a0}' => "a non-breaking space".to_string(),
        '\u{3000}' => "an ideographic space".to_string(),
        other => format!("the space U+{:04X}", other as u32),
    };
    problem(span, format!("{name} stands where the name of a field should begin; it does not indent"), "use plain spaces")
}

fn problem(span: Span, message: String, help: impl Into<String>) -> Problem {
    let help = help.into();
    Problem { kind: ProblemKind::Syntax, span, message, help: (!help.is_empty()).then_some(help) }
}

/// Says what is wrong at `stop`; the text begins at byte `base` of the file.
pub fn explain(text: &str, stop: &Stop, base: usize) -> Problem {
    let (range, message, help) = find_fault(text, stop);
    problem(Span::new(base + range.start, base + range.end), message, help)
}

type Fault = (Range<usize>, String, String);

fn fault(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Fault {
    (range, message.into(), help.into())
}

fn find_fault(text: &str, stop: &Stop) -> Fault {
    use ErrorKind as K;
    let (at, line) = (stop.at, line_at(text, stop.at));
    let written = line.of(text);
    let first = line.start + written.len() - written.trim_start().len();
    let here = point(text, at);
    if let Some(marker) = lines(text, 0).take_while(|marker| marker.start <= line.next).find(|line| is_marker(line.of(text))) {
        return fault(
            marker.start..marker.end,
            "a merge conflict was left here",
            "keep one side, and delete the lines of `<`, `=` and `>`",
        );
    }
    if let Some(tab) = tab(text, stop) {
        return fault(tab, "a tab indents this line; YAML is indented with spaces only", "put two spaces in the place of each tab");
    }
    let indentation = &text[line.start..first];
    if let Some((at, space)) = indentation.char_indices().find(|(_, c)| !matches!(c, ' ' | '\t' | '\r')) {
        let Problem { message, help, .. } = odd_indentation(space, Span::default());
        return fault(line.start + at..line.start + at + space.len_utf8(), message, help.unwrap_or_default());
    }
    if let Some(open) = never_closed(text, stop) {
        return match text.as_bytes().get(open.start) {
            Some(b'[') => fault(open, "the list that begins with this `[` is never closed", "put a `]` behind its last item"),
            Some(b'{') => fault(open, "the map that begins with this `{` is never closed", "put a `}` behind its last field"),
            _ => {
                let help = quote_again(text, open.start).unwrap_or_else(|| "close it on the same line".into());
                fault(open, "the quote that opens here is never closed", help)
            }
        };
    }
    match &stop.kind {
        K::MappingValueNotAllowed | K::InvalidColonPlacement => colon(text, stop, line),
        K::SimpleKeyExpected | K::InvalidSimpleKey => no_field(text, line),
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => {
            let single = stop.kind == K::InvalidTrailingSingleQuotedScalar;
            let help = match quote_again(text, stop.at) {
                Some(way) => way,
                None if single => "write `''` for each `'` inside the value".into(),
                None => "write `\\\"` for each `\"` inside the value".into(),
            };
            let quote = if single { '\'' } else { '"' };
            fault(here, format!("the value ends with the `{quote}` before this; more text follows"), help)
        }
        K::UnknownQuotedScalarEscape | K::InvalidQuotedScalarHexEscape | K::InvalidUnicodeEscape | K::UnpairedLowSurrogate => {
            let message = "a `\\` in double quotes begins an escape, and this is none that YAML knows";
            let here = bad_escape(text, at).unwrap_or(here);
            let help = quote_again(text, at).unwrap_or_else(|| "write `\\\\` for a `\\`".into());
            fault(here, message, help)
        }
        K::MultipleDocumentsUnsupported => {
            fault(here, "a second document begins here", "put the line in quotes, or indent it, if it belongs to a value")
        }
        K::UnknownAnchor | K::MissingAnchorOrAliasName => {
            let help = quote_again(text, stop.at).unwrap_or_else(|| "put the value in quotes".into());
            fault(here, "a value that begins with `*` or `&` is a reference in YAML, and this one leads nowhere", help)
        }
        K::BlockSequenceEntryNotAllowed => {
            let help = "put the list on lines of its own, or the value in quotes";
            fault(here, "a `- ` cannot begin a value on the line of its name", help)
        }
        K::InvalidBlockScalarHeader => {
            let help = quote_again(text, stop.at).unwrap_or_default();
            fault(here, "text cannot follow `|` or `>` on its line; it belongs on the next lines, indented", help)
        }
        K::InvalidBlockScalarIndent => {
            let message = "the empty lines at the head of this text are indented deeper than the text";
            fault(here, message, "delete the blanks on the empty lines")
        }
        K::CommentNotSeparated => fault(here, "a blank is missing before this `#`", ""),
        K::RecursionLimitExceeded => fault(here, "lists and maps are nested too deeply", ""),
        K::UnexpectedCharacter { character } if character.is_control() => {
            let message = format!("the invisible character U+{:04X} is not allowed in YAML", *character as u32);
            let here = text[at..].find(*character).map_or(here, |found| point(text, at + found));
            fault(here, message, "delete it")
        }
        _ => by_character(text, stop, here, first),
    }
}

/// The first `\` behind `at` that begins no escape of YAML.
fn bad_escape(text: &str, at: usize) -> Option<Range<usize>> {
    let mut from = at;
    loop {
        let start = from + text[from..].find('\\')?;
        let letter = text[start + 1..].chars().next()?;
        let digits = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ if "0abt\tnvfre \"/\\N_LP\r\n".contains(letter) => 0,
            _ => return Some(start..start + 1),
        };
        let hex = text.get(start + 2..start + 2 + digits).is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        if !hex {
            return Some(start..start + 1);
        }
        from = start + 2 + digits;
    }
}

/// Faults that the character at fault tells best.
fn by_character(text: &str, stop: &Stop, here: Range<usize>, first: usize) -> Fault {
    let help = quote_again(text, stop.at).unwrap_or_default();
    match text[stop.at..].chars().next() {
        Some(c @ ('@' | '`' | '%' | ',' | ']' | '}' | '?' | '!' | '|' | '>')) if stop.at > first || matches!(c, '@' | '`' | '%') => {
            let message = format!("a value cannot begin with `{c}` unless it is in quotes");
            fault(here, message, help)
        }
        Some('-') if stop.at == first && stop.kind == ErrorKind::ExpectedBlockMappingKey && value_above(text, first).is_some() => {
            let name = value_above(text, first).unwrap_or_default();
            let message = format!("this item of a list belongs to no list: `{}` has a value already", excerpt(name));
            fault(here, message, "put all items of the list on lines of their own, or all in its brackets")
        }
        _ if stop.at == first && stop.kind == ErrorKind::ExpectedBlockMappingKey => {
            let help = "indent it as deep as the lines it belongs to";
            fault(here, "the indentation of this line fits none of the lines above it", help)
        }
        _ if stop.kind == ErrorKind::ExpectedBlockMappingKey => fault(here, "the value ends before this; more text follows", help),
        _ => fault(here, format!("this is not valid YAML: {}", stop.kind), help),
    }
}

/// The name of the field on the line above `at`, if a value stands there too.
fn value_above(text: &str, at: usize) -> Option<&str> {
    let above = text[..line_at(text, at).start].trim_end().len();
    let (name, _) = value_on_line(text, line_at(text, above))?;
    (!text[name.clone()].starts_with('-')).then(|| &text[name])
}

/// The tab in the indentation of the line at fault, or of a line behind it that belongs to the same value.
fn tab(text: &str, stop: &Stop) -> Option<Range<usize>> {
    use ErrorKind as K;
    let by_kind = matches!(
        stop.kind,
        K::TabNotAllowed | K::TabInBlockIndentation | K::TabInIndentation | K::TabInPlainScalar | K::TabAtBlockScalarStart
    );
    let line = line_at(text, stop.at);
    let found = lines(text, line.start).take(if by_kind { 100 } else { 1 }).find_map(|line| {
        let written = line.of(text);
        let indentation = &written[..written.len() - written.trim_start().len()];
        let tab = indentation.find('\t').filter(|_| written.len() > indentation.len())?;
        let tabs = indentation[tab..].len() - indentation[tab..].trim_start_matches('\t').len();
        Some(line.start + tab..line.start + tab + tabs)
    });
    match found {
        None if by_kind => text[stop.at..line.end].find('\t').map(|tab| stop.at + tab..stop.at + tab + 1),
        found => found,
    }
}

/// The quote or bracket that opens above the line at fault, when that line is a field of its own: it was never closed.
pub fn never_closed(text: &str, stop: &Stop) -> Option<Range<usize>> {
    use ErrorKind as K;
    let line = line_at(text, stop.at);
    if matches!(stop.kind, K::UnclosedQuotedScalar | K::UnclosedFlowCollection { .. }) {
        return Some(point(text, stop.at));
    }
    let trailing = matches!(stop.kind, K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar);
    let open = match stop.bracket {
        _ if trailing || stop.kind == K::DocumentIndicatorInQuotedScalar => {
            text[stop.last..stop.at].find(['"', '\'']).map(|quote| stop.last + quote)
        }
        bracket => bracket,
    }?;
    let fields = lines(text, open).skip(1).take_while(|other| other.start <= line.start).any(|line| name(line.of(text)).is_some());
    (open < line.start && (fields || text[stop.at..].trim().is_empty())).then_some(open..open + 1)
}

/// A `: ` where there can be none.
fn colon(text: &str, stop: &Stop, line: Line) -> Fault {
    let (at, written) = (stop.at, line.of(text));
    let here = point(text, at);
    let before = &text[line.start..at.max(line.start)];
    if before.contains(": ") || before.contains(":\t") {
        let help = quote_again(text, stop.at).unwrap_or_else(|| "put the value in quotes".into());
        return fault(here, "a value that holds `: ` must be in quotes", help);
    }
    // The line was read as the rest of a value that begins above.
    let above = text[..line.start].trim_end();
    let above = line_at(text, boundary(text, above.len()));
    if let Some(found) = missing_blank(above.of(text)) {
        return unspaced(text, above, found);
    }
    if above.start < line.start && name(above.of(text)).is_some() && written.starts_with([' ', '\t']) {
        let field = name(above.of(text)).unwrap_or_default();
        let message = format!("this field is indented as if it were part of `{}`, which has a value already", excerpt(field));
        return fault(here, message, "begin the line at the left margin, or put the value above in quotes");
    }
    if above.start < line.start && split(above.of(text)).is_none() {
        return no_field(text, above);
    }
    fault(here, "a `: ` is not allowed here", quote_again(text, stop.at).unwrap_or_default())
}

/// A line at the margin that is no field.
fn no_field(text: &str, line: Line) -> Fault {
    let written = line.of(text);
    if let Some(found) = missing_blank(written) {
        return unspaced(text, line, found);
    }
    let range = line.start..line.start + written.trim_end().len();
    let help = "indent the line if it goes on with the value above; if it is text of the article, the line `---` is missing before it";
    fault(range, "this line is no field: it has no `name: value`", help)
}

/// The problem of a block whose first line would be a field but for a missing blank.
pub fn unspaced_head(text: &str, base: usize) -> Option<Problem> {
    let line = lines(text, 0).find(|line| has_text(line.of(text)))?;
    let (range, message, help) = unspaced(text, line, missing_blank(line.of(text))?);
    Some(problem(Span::new(base + range.start, base + range.end), message, help))
}

fn unspaced(text: &str, line: Line, colon: Range<usize>) -> Fault {
    let (name, value) = (&line.of(text)[..colon.start], &line.of(text)[colon.end..]);
    let help = format!("write `{}: {}`", excerpt(name), excerpt(value.trim()));
    let full = colon.len() > 1;
    let range = line.start + colon.start..line.start + colon.end;
    let message = format!("a blank is missing behind `{name}:`");
    fault(range, if full { "this colon of full width ends no name; YAML wants `: `".into() } else { message }, help)
}

/// The colon behind the first word of `line`, when no blank follows it: `title:text`, or a colon of full width.
pub fn missing_blank(line: &str) -> Option<Range<usize>> {
    if let Some(colon) = line.find('：').filter(|&colon| is_word(&line[..colon])) {
        return Some(colon..colon + '：'.len_utf8());
    }
    let (name, rest) = split(line)?;
    let sure = !name.contains(['/', '.']) && !rest.starts_with([':', '/', ' ', '\t', '\r', '\n']) && !rest.is_empty();
    sure.then(|| line.len() - rest.len() - 1..line.len() - rest.len())
}

/// The way out for a value on one line: the field with its value in quotes.
fn quote_again(text: &str, at: usize) -> Option<String> {
    let line = line_at(text, at);
    let (name, value) = value_on_line(text, line)?;
    let (name, value) = (text[line.start..name.end].trim_start(), text[value].trim_end());
    if value.chars().count() > 100 {
        return Some("put the whole value in quotes".into());
    }
    let inner = &value[unquoted(value)];
    Some(match (inner.contains(['"', '\\']), inner.contains('\'')) {
        (false, _) => format!("write `{name}: \"{inner}\"`"),
        (true, false) => format!("write `{name}: '{inner}'`"),
        (true, true) => format!("write `{name}: '{}'`", inner.replace('\'', "''")),
    })
}

/// The name and the value of a line `name: value`, perhaps behind a dash.
pub fn value_on_line(text: &str, line: Line) -> Option<(Range<usize>, Range<usize>)> {
    let written = line.of(text);
    let field = written.trim_start_matches([' ', '-']);
    let name = line.end - field.len()..line.end - field.len() + name(field)?.len();
    let value = text[name.end..line.end].find(':').map(|colon| name.end + colon + 1)?;
    let value = line.end - text[value..line.end].trim_start().len();
    (value < line.end).then_some((name, value..line.end))
}

/// The end of the comment at `at`, if one begins there.
pub fn comment(text: &str, at: usize) -> Option<usize> {
    text.get(at..).filter(|rest| rest.starts_with('#')).map(|_| line_at(text, at).end)
}

/// The character at `at`; at the end of a line, the last one before it.
fn point(text: &str, at: usize) -> Range<usize> {
    let line = line_at(text, at);
    match text[at..line.end.max(at)].chars().next() {
        Some(c) if at < line.end => at..at + c.len_utf8(),
        _ => {
            let end = text[..at].trim_end().len();
            let start = text[..end].char_indices().next_back().map_or(end, |(at, _)| at);
            start..end
        }
    }
}
