//! The values of a configuration, as they are written out.

use super::lex::is_name;
use super::reader::Reader;
use serde_json::Value;

/// A value of a configuration.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    Text(String),
    Number(f64),
    Bool(bool),
    /// `null` and `undefined`.
    Nothing,
    List(Vec<Literal>),
    Map(Vec<(String, Literal)>),
    /// What only a run of the script would tell, as it is written.
    Computed(String),
}

impl Literal {
    /// The value at a path of keys; of keys that are there twice, the last counts.
    pub fn get(&self, path: &[&str]) -> Option<&Literal> {
        path.iter().try_fold(self, |value, key| match value {
            Literal::Map(entries) => entries.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        })
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Literal::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Literal::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Its texts: of a list, or the one it is itself.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Literal::List(items) => items.iter().filter_map(Literal::as_str).collect(),
            _ => self.as_str().into_iter().collect(),
        }
    }
}

/// The key under which an object says that more was spread into it than can be read.
pub const SPREAD: &str = "...";

impl From<Literal> for Value {
    /// As JSON has it: what is computed is null, but a call is `{"call": name, "with": [arguments]}`. A key that is computed stands as
    /// it is written, its value behind it.
    fn from(literal: Literal) -> Value {
        json(literal, 0)
    }
}

fn json(literal: Literal, calls: u32) -> Value {
    match literal {
        Literal::Text(text) => Value::String(text),
        Literal::Number(number) => serde_json::Number::from_f64(number).map_or(Value::Null, Value::Number),
        Literal::Bool(value) => Value::Bool(value),
        Literal::Nothing => Value::Null,
        Literal::List(items) => Value::Array(items.into_iter().map(|item| json(item, calls)).collect()),
        Literal::Map(entries) => {
            let entry = |(key, value): (String, Literal)| match value {
                Literal::Computed(text) if key.is_empty() => (text, Value::Null),
                value => (key, json(value, calls)),
            };
            Value::Object(entries.into_iter().map(entry).collect())
        }
        Literal::Computed(text) => called(&text, calls + 1).unwrap_or_default(),
    }
}

/// A call with all its arguments, and nothing behind it; calls in calls count.
fn called(text: &str, calls: u32) -> Option<Value> {
    let open = text.find(|c| !(is_name(c) || c == '.')).filter(|&open| open > 0 && text[open..].starts_with('('))?;
    let reader = Reader::without_lookups(text);
    let (arguments, end) = if calls < 4 { reader.list(open + 1, b')', 0) } else { return None };
    let arguments: Vec<Value> = arguments.into_iter().map(|argument| json(argument, calls)).collect();
    text[end..].trim().is_empty().then(|| serde_json::json!({"call": &text[..open], "with": arguments}))
}
