//! Finds the front matter of a text: which form it has, where it ends, where the body begins.

use super::line::{self, Line, blanks, lines};
use super::{Forms, FrontMatter, Head, Problem, ProblemKind, Signs, json, toml, yaml};
use crate::text::Span;
use std::ops::Range;

/// The language that a front matter is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Yaml,
    Toml,
    Json,
}

/// More problems of one block are not told.
pub(super) const PROBLEMS: usize = 50;

/// Cuts the front matter off the head of `text`, which begins at byte `start` (behind a byte order mark), and reads it.
/// Never fails: a text that has none is all body.
pub fn read(text: &str, start: usize, forms: Forms) -> Head {
    let none = Head { front_matter: None, body: start, problems: Vec::new() };
    let Some(rest) = text.get(start..) else { return none };
    let head = match rest.as_bytes().first() {
        Some(b'-') => fenced(text, start, forms, Format::Yaml),
        Some(b'+') if forms.toml => fenced(text, start, forms, Format::Toml),
        Some(b';') if forms.without_opening => fenced(text, start, forms, Format::Json),
        Some(b'{') if forms.json => object(text, start),
        _ => None,
    };
    let open = rest.starts_with("---") || rest.starts_with(";;;");
    let mut head = head.or_else(|| if forms.without_opening && !open { short(text, start, forms) } else { None }).unwrap_or(none);
    head.problems.truncate(PROBLEMS);
    if let Some(front) = &mut head.front_matter {
        front.signs = Signs::of(&front.fields);
    }
    head
}

/// A block between two lines of `---`, `+++` or `;;;`.
fn fenced(text: &str, start: usize, forms: Forms, format: Format) -> Option<Head> {
    let open = Line::at(text, start)?;
    let mark = open.of(text).trim_end_matches([' ', '\t']);
    let sign = mark.chars().next()?;
    let right = if forms.without_opening && format != Format::Toml { mark.len() >= 3 } else { mark.len() == 3 };
    if !right || !mark.chars().all(|c| c == sign) {
        return None;
    }
    let close = lines(text, open.next).find_map(|line| closing(text, line, mark, forms).map(|body| (line, body)));
    let Some((close, (end, body))) = close else { return unclosed(text, open, forms, format) };
    let inside = open.next..close.start;
    let (mut front, problems) = match format {
        Format::Yaml => {
            let block = yaml::block(text, inside.clone(), forms.without_opening);
            if !block.is_front_matter() {
                return None;
            }
            if let Some(end) = block.prose {
                return Some(run_over(text, open, end, forms));
            }
            (FrontMatter { fields: block.fields, comments: block.comments, ..empty(inside) }, block.problems)
        }
        Format::Toml => {
            let (fields, comments, problems) = toml::block(text, inside.clone());
            (FrontMatter { fields, comments, ..empty(inside) }, problems)
        }
        Format::Json => {
            let (fields, problems) = json::members(text, inside.clone());
            (FrontMatter { fields, ..empty(inside) }, problems)
        }
    };
    front.open = Span::new(start, open.end);
    front.span = Span::new(start, end);
    Some(Head { front_matter: Some(front), body, problems })
}

fn empty(inside: Range<usize>) -> FrontMatter {
    let inside = Span::from(inside);
    FrontMatter { span: inside, open: inside, inside, fields: Vec::new(), comments: Vec::new(), signs: Signs::default() }
}

/// Whether `line` closes a block opened by `mark`: the end of the delimiter and the begin of the body.
fn closing(text: &str, line: Line, mark: &str, forms: Forms) -> Option<(usize, usize)> {
    let written = line.of(text);
    if let Some(rest) = written.strip_prefix(mark)
        && (blanks(rest) || (forms.without_opening && !mark.starts_with('+')))
    {
        let end = line.start + mark.len();
        return Some((end, if blanks(rest) { line.next } else { end }));
    }
    let rest = written.strip_prefix("...").filter(|_| mark.starts_with('-'))?;
    blanks(rest).then_some((line.start + 3, line.next))
}

/// A block with no closing line, if it is one: fields follow its opening line. It ends with the paragraph of fields.
fn unclosed(text: &str, open: Line, forms: Forms, format: Format) -> Option<Head> {
    let mut end = open.next;
    for line in lines(text, open.next) {
        let written = line.of(text);
        if blanks(written) || written.starts_with("# ") || written.starts_with("##") {
            break;
        }
        end = line.next;
    }
    let mut names = lines(text, open.next).take_while(|line| line.start < end).map(|line| name(line.of(text), format));
    let first = names.next().flatten()?;
    if !first.starts_with(|c: char| c.is_lowercase() || c == '"') && names.flatten().next().is_none() {
        return None;
    }
    Some(run_over(text, open, end, forms))
}

/// The name of the field that `line` begins with, if it looks like one.
fn name(line: &str, format: Format) -> Option<&str> {
    match format {
        Format::Yaml => line::name(line),
        Format::Toml => line.split_once('=').map(|(name, _)| name.trim_end()).filter(|name| line::is_word(name)),
        Format::Json => line.trim_start().starts_with('"').then_some("\""),
    }
}

/// The head of a text whose front matter ends, unclosed, at `end`.
fn run_over(text: &str, open: Line, end: usize, forms: Forms) -> Head {
    let mark = open.of(text).trim_end();
    let inside = open.next..(text[..end].trim_end_matches(['\n', '\r']).len()).max(open.next);
    let fields = match mark.as_bytes().first() {
        Some(b'+') => toml::block(text, inside.clone()).0,
        Some(b';') => json::members(text, inside.clone()).0,
        _ => yaml::block(text, inside.clone(), forms.without_opening).fields,
    };
    let span = Span::new(open.start, open.end);
    let problem = Problem {
        kind: ProblemKind::Unclosed,
        span,
        message: format!("the front matter that begins here is never closed: no line `{mark}` follows its fields"),
        help: Some(format!("put a line `{mark}` between the last field and the text")),
    };
    let front = FrontMatter { fields, open: span, span: Span::new(open.start, inside.end), ..empty(inside) };
    Head { front_matter: Some(front), body: end, problems: vec![problem] }
}

/// A JSON object that the text begins with.
fn object(text: &str, start: usize) -> Option<Head> {
    let first = text[start + 1..].trim_start_matches([' ', '\t', '\r', '\n']);
    if !first.starts_with(['"', '}']) {
        // Not quite JSON, but meant as such: `{` alone on its line, a name and a colon on the next.
        let line = Line::at(text, start)?;
        let next = Line::at(text, line.next)?.of(text).trim_start();
        if line.of(text).trim_end() != "{" || line::name(next).is_none() {
            return None;
        }
    }
    let open = Line::at(text, start)?;
    let object = json::object(text, start);
    let span = Span::new(start, object.end);
    let inside = Span::new(start + 1, if object.closed { object.end - 1 } else { object.end });
    let body = match Line::at(text, object.end) {
        Some(rest) if blanks(rest.of(text)) => rest.next,
        _ => object.end,
    };
    let open = Span::new(start, open.end);
    let mut front = FrontMatter { span, open, inside, ..empty(0..0) };
    front.fields = object.fields;
    Some(Head { front_matter: Some(front), body, problems: object.problems })
}

/// Hexo's short form: YAML from the first line to a line of dashes, or members of a JSON object to a line of `;;;`.
fn short(text: &str, start: usize, forms: Forms) -> Option<Head> {
    let first = lines(text, start).find(|line| !blanks(line.of(text)) && !line.of(text).starts_with('#'))?;
    let written = first.of(text);
    let format = if written.trim_start().starts_with('"') && line::name(written.trim_start()).is_some() {
        // Both languages write a member so: the closing line decides.
        None
    } else {
        line::name(written)?;
        Some(Format::Yaml)
    };
    let (close, sign) = lines(text, first.next).find_map(|line| {
        let written = line.of(text);
        if written.starts_with("---") { Some((line, '-')) } else { written.starts_with(";;;").then_some((line, ';')) }
    })?;
    let mark = close.of(text).len() - close.of(text).trim_start_matches(sign).len();
    let end = close.start + mark;
    let body = if blanks(&text[end..close.end]) { close.next } else { end };
    let inside = start..close.start;
    let (mut front, problems) = match (sign, format) {
        (';', None) => {
            let (fields, problems) = json::members(text, inside.clone());
            (FrontMatter { fields, ..empty(inside) }, problems)
        }
        ('-', _) => {
            let block = yaml::block(text, inside.clone(), forms.without_opening);
            if !block.is_front_matter() || block.prose.is_some() || (block.fields.is_empty() && !block.problems.is_empty()) {
                return None;
            }
            (FrontMatter { fields: block.fields, comments: block.comments, ..empty(inside) }, block.problems)
        }
        _ => return None,
    };
    let open = Line::at(text, start)?;
    front.open = Span::new(start, open.end);
    front.span = Span::new(start, end);
    Some(Head { front_matter: Some(front), body, problems })
}
