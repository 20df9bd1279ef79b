//! The front matter at the head of an article: where it ends, and its fields with the places of their names and values.
//!
//! Four ways of writing it are read: YAML between lines of `---`, TOML between lines of `+++`, a JSON object, and Hexo's
//! own forms (more dashes, `;;;`, no opening line). Reading never fails: what is wrong is a [`Problem`], and the fields that
//! are sure are there all the same.

mod cut;
mod json;
mod line;
#[cfg(test)]
mod tests;
mod toml;
mod yaml;

use crate::text::{Mapped, Span, Text};

pub use cut::read;
pub use yaml::yaml;

/// The block at the head of an article.
#[derive(Clone, Debug)]
pub struct FrontMatter {
    /// From the opening delimiter through the closing one; of a block that is never closed, to the end of its fields.
    pub span: Span,
    /// The opening line, without its end. Where there is none (Hexo's short form): the first line.
    pub open: Span,
    /// What stands between the delimiters.
    pub inside: Span,
    /// In the order of the file, each name once: of fields of one name the first is kept.
    pub fields: Vec<Field>,
    /// The comments of YAML and TOML, from their `#` to the end of the line.
    pub comments: Vec<Span>,
    signs: Signs,
}

/// What the names of fields have in common, a bit each: most of the names that are asked for are not there.
#[derive(Clone, Copy, Debug, Default)]
struct Signs(u64);

/// A name and its value.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name, decoded. A name that is no string is the text it was written with.
    pub name: String,
    /// The name as written, quotes included.
    pub key: Span,
    pub value: Value,
}

/// A value and its place.
#[derive(Clone, Debug)]
pub struct Value {
    /// The value as written: a string with its quotes; a block scalar from its `|` or `>` to the end of its last line of
    /// text; a list or map with its brackets or from its first child to its last; an absent value is empty, right behind
    /// the colon or dash. A YAML tag or anchor is not part of it.
    pub span: Span,
    pub data: Data,
}

/// What a value is. The types of YAML are those of its core schema: `yes` and `2024-07-25` are strings.
#[derive(Clone, Debug)]
pub enum Data {
    Null,
    Bool(bool),
    /// A number, as written.
    Number(Box<str>),
    /// A date or time of TOML, as written.
    Date(Box<str>),
    String(Mapped),
    List(Vec<Value>),
    Map(Vec<Field>),
}

/// Something wrong in a front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    pub span: Span,
    /// What is wrong, in plain words.
    pub message: String,
    /// A way out.
    pub help: Option<String>,
}

/// Which sort of wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The text is not of its language.
    Syntax,
    /// The block has no closing delimiter; the span is its opening line.
    Unclosed,
    /// A name that its map has already; the span is the second name.
    DuplicateKey { first: Span },
}

/// The forms of front matter to look for besides `---`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms {
    /// Hexo's forms: YAML up to a line `---` with no opening line, more than three dashes, and `;;;` around the members of
    /// a JSON object. A closing delimiter need not be alone on its line, and tabs may indent YAML.
    pub without_opening: bool,
    /// A JSON object: `{` … `}`.
    pub json: bool,
    /// TOML between lines of `+++`.
    pub toml: bool,
}

/// What [`read`] found at the head of a text.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub front_matter: Option<FrontMatter>,
    /// Where the body begins: behind the line of the closing delimiter.
    pub body: usize,
    /// In the order of the file.
    pub problems: Vec<Problem>,
}

impl FrontMatter {
    /// The field at a path of names, such as `title` or `seo.title`; case-sensitive. A name may itself hold dots.
    #[inline]
    pub fn get(&self, path: &str) -> Option<&Field> {
        if self.signs.may_have(path) { find(&self.fields, path) } else { None }
    }
}

impl Signs {
    fn of(fields: &[Field]) -> Signs {
        let signs = fields.iter().map(|field| match field.value.data {
            // What leads into it is not known by its begin and end.
            Data::Map(_) => u64::MAX,
            _ => Signs::bit(&field.name),
        });
        Signs(signs.fold(0, |all, sign| all | sign))
    }

    fn bit(name: &str) -> u64 {
        let byte = |byte: Option<&u8>| byte.map_or(0, |&byte| usize::from(byte));
        let (first, last) = (byte(name.as_bytes().first()), byte(name.as_bytes().last()));
        1 << ((name.len() + 3 * first + 7 * last) % 64)
    }

    fn may_have(self, path: &str) -> bool {
        self.0 & Signs::bit(path) != 0
    }
}

/// The field at `path` in or under `fields`.
pub fn find<'a>(fields: &'a [Field], path: &str) -> Option<&'a Field> {
    if let Some(field) = fields.iter().find(|field| field.name == path) {
        return Some(field);
    }
    let inside = |field: &'a Field| match &field.value.data {
        Data::Map(inner) => {
            let rest = path.strip_prefix(&*field.name)?.strip_prefix('.')?;
            Some((field.name.len(), find(inner, rest)?))
        }
        _ => None,
    };
    fields.iter().filter_map(inside).min_by_key(|&(length, _)| length).map(|(_, field)| field)
}

impl Value {
    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        self.as_text().map(Text::as_str)
    }

    /// The text of a string, with the places of its bytes.
    pub fn as_text(&self) -> Option<Text<'_>> {
        match &self.data {
            Data::String(mapped) => Some(mapped.get(0..mapped.len())),
            _ => None,
        }
    }

    /// The text of anything that is one word to a reader: a string, number, date, or `true` and `false`.
    pub fn scalar(&self) -> Option<&str> {
        match &self.data {
            Data::String(mapped) => Some(mapped.text()),
            Data::Number(text) | Data::Date(text) => Some(text),
            Data::Bool(value) => Some(if *value { "true" } else { "false" }),
            Data::Null | Data::List(_) | Data::Map(_) => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self.data {
            Data::Bool(value) => Some(value),
            _ => None,
        }
    }

    pub fn as_map(&self) -> Option<&[Field]> {
        match &self.data {
            Data::Map(fields) => Some(fields),
            _ => None,
        }
    }

    /// Whether there is nothing in it: no value, an empty string, list or map. White space counts as something.
    pub fn is_empty(&self) -> bool {
        match &self.data {
            Data::Null => true,
            Data::String(mapped) => mapped.is_empty(),
            Data::List(items) => items.is_empty(),
            Data::Map(fields) => fields.is_empty(),
            Data::Bool(_) | Data::Number(_) | Data::Date(_) => false,
        }
    }

    /// The items of a list; a value that is no list is its own only item, and no value is none.
    pub fn items(&self) -> &[Value] {
        match &self.data {
            Data::List(items) => items,
            Data::Null => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The strings of a string or of a list, in order.
    pub fn strings(&self) -> impl Iterator<Item = Text<'_>> {
        self.items().iter().filter_map(Value::as_text)
    }

    /// The field at `path` of a map.
    pub fn get(&self, path: &str) -> Option<&Field> {
        find(self.as_map()?, path)
    }
}

/// Reports the fields whose name an earlier one has, and drops them.
fn drop_duplicates(fields: &mut Vec<Field>, problems: &mut Vec<Problem>) {
    let count = fields.len();
    let mut later: Vec<(usize, usize)> = Vec::new();
    if count <= 32 {
        for second in 1..count {
            if let Some(first) = (0..second).find(|&first| fields[first].name == fields[second].name) {
                later.push((first, second));
            }
        }
    } else {
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by(|&a, &b| fields[a].name.cmp(&fields[b].name));
        for group in order.chunk_by(|&a, &b| fields[a].name == fields[b].name) {
            later.extend(group[1..].iter().map(|&second| (group[0], second)));
        }
        later.sort_unstable_by_key(|&(_, second)| second);
    }
    // A merge key of YAML may stand more than once.
    later.retain(|&(first, _)| fields[first].name != "<<");
    if later.is_empty() {
        return;
    }
    problems.extend(later.iter().map(|&(first, second)| duplicate(&fields[second].name, fields[first].key, fields[second].key)));
    let (mut at, mut next) = (0, later.iter().map(|&(_, second)| second).peekable());
    fields.retain(|_| {
        let drop = next.next_if_eq(&at).is_some();
        at += 1;
        !drop
    });
}

fn duplicate(name: &str, first: Span, second: Span) -> Problem {
    Problem {
        kind: ProblemKind::DuplicateKey { first },
        span: second,
        message: format!("the field `{}` is there already", excerpt(name)),
        help: Some("keep one of the two; many site generators refuse the article as it is".into()),
    }
}

/// So much of `text` as fits into a message.
fn excerpt(text: &str) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &text[..at]).into(),
        None => text.into(),
    }
}
