//! Configurations in JavaScript or TypeScript, as far as they are written out: literals are read, nothing is run.

mod lex;

use lex::{after, after_brackets, boundary, string, without_comments};
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
    let reader = Reader { text, lookups: std::cell::Cell::new(0) };
    let (arguments, end) = if calls < 4 { reader.list(open + 1, b')', 0) } else { return None };
    let arguments: Vec<Value> = arguments.into_iter().map(|argument| json(argument, calls)).collect();
    text[end..].trim().is_empty().then(|| serde_json::json!({"call": &text[..open], "with": arguments}))
}

/// Deeper nesting is no configuration.
const DEPTH: u32 = 64;
/// Names that are looked up in one configuration, at most.
const LOOKUPS: u32 = 200;
/// Longer scripts are no configurations. 1 MiB.
const LONGEST: usize = 1 << 20;

/// One or more scripts that are read as one.
pub struct Script {
    /// Comments are blanked.
    text: String,
}

impl Script {
    pub fn new(text: &str) -> Script {
        Script { text: if text.len() > LONGEST { String::new() } else { without_comments(text) } }
    }

    /// The text without its comments.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the script exports as its configuration: an object, or what a function returns.
    pub fn exported(&self) -> Option<Literal> {
        let start = ["export default", "module.exports =", "module.exports=", "exports.default ="].iter().find_map(|mark| {
            let at = self.text.find(mark)?;
            Some(at + mark.len())
        })?;
        self.reader().configuration(start, 0)
    }

    /// The value of a name that is declared in the script.
    pub fn declared(&self, name: &str) -> Option<Literal> {
        let reader = self.reader();
        reader.configuration(reader.declaration(name)?, 0)
    }

    /// The arguments of all calls of a function or method of this name.
    pub fn calls(&self, name: &str) -> Vec<Vec<Literal>> {
        let reader = self.reader();
        let mut calls = Vec::new();
        let mut at = 0;
        while let Some(found) = self.text[at..].find(name).filter(|_| calls.len() < LOOKUPS as usize) {
            let (start, end) = (at + found, at + found + name.len());
            at = end;
            if !self.text[..start].ends_with(is_name) && self.text[end..].starts_with('(') {
                calls.push(reader.list(end + 1, b')', 0).0);
            }
        }
        calls
    }

    /// The name that a module has in the script: `import name from 'module'`, `const name = require('module')`.
    pub fn name_of(&self, module: &str) -> Option<&str> {
        [format!("'{module}'"), format!("\"{module}\"")].iter().find_map(|quoted| {
            let before = self.text[..self.text.find(quoted.as_str())?].trim_end();
            let before = match before.strip_suffix('(') {
                Some(before) => before.trim_end().strip_suffix("require")?.trim_end().strip_suffix('=')?,
                None => before.strip_suffix("from")?,
            };
            let before = before.trim_end();
            let name = &before[before.trim_end_matches(is_name).len()..];
            (!name.is_empty()).then_some(name)
        })
    }

    fn reader(&self) -> Reader<'_> {
        Reader { text: &self.text, lookups: std::cell::Cell::new(LOOKUPS) }
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

struct Reader<'a> {
    text: &'a str,
    lookups: std::cell::Cell<u32>,
}

impl<'a> Reader<'a> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The text in between; nothing where an end comes before its begin.
    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn skip_blanks(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + rest.len() - rest.trim_start().len()
    }

    /// The name that stands here.
    fn name(&self, at: usize) -> &'a str {
        let rest = &self.text[at..];
        &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())]
    }

    /// An object, wherever it comes from: written here, declared elsewhere, handed through `defineConfig(…)`, or returned.
    fn configuration(&self, at: usize, depth: u32) -> Option<Literal> {
        if depth > DEPTH {
            return None;
        }
        let at = self.skip_blanks(at);
        match self.byte(at)? {
            b'{' | b'[' | b'\'' | b'"' | b'`' => Some(self.value(at, depth).0),
            // `(api) => …`, or something in parentheses.
            b'(' => {
                let end = self.skip_blanks(after_brackets(self.text, at));
                match self.text[end..].strip_prefix("=>") {
                    Some(_) => self.returned(end + 2, depth),
                    None => self.configuration(at + 1, depth + 1),
                }
            }
            _ => match self.name(at) {
                "async" | "await" => self.configuration(at + 5, depth + 1),
                "function" => {
                    let parameters = at + self.text[at..].find('(')?;
                    self.returned(after_brackets(self.text, parameters), depth)
                }
                "" => None,
                _ => {
                    let (value, end) = self.value(at, depth);
                    match value {
                        Literal::Computed(_) if self.text[self.skip_blanks(end)..].starts_with("=>") => None,
                        Literal::Computed(text) => {
                            let arrow = text.split_once("=>").filter(|(name, _)| name.trim().chars().all(is_name));
                            match arrow {
                                Some((name, _)) => self.returned(at + name.len() + 2, depth),
                                None => None,
                            }
                        }
                        value => Some(value),
                    }
                }
            },
        }
    }

    /// What a function returns whose body begins here.
    fn returned(&self, at: usize, depth: u32) -> Option<Literal> {
        let at = self.skip_blanks(at);
        if self.byte(at)? != b'{' {
            return self.configuration(at, depth + 1);
        }
        let end = after_brackets(self.text, at);
        let (mut now, mut found) = (at + 1, None);
        while now < end {
            let name = self.name(now);
            match self.byte(now) {
                _ if name == "return" => {
                    found = Some(now + name.len());
                    now += name.len();
                }
                _ if !name.is_empty() => now += name.len(),
                _ => now = after(self.text, now),
            }
        }
        self.configuration(found?, depth + 1)
    }

    /// The value that stands here, and where it ends.
    fn value(&self, at: usize, depth: u32) -> (Literal, usize) {
        let at = self.skip_blanks(at);
        let end = self.expression_end(at);
        let computed = || (Literal::Computed(self.slice(at, end).trim().to_string()), end);
        if depth > DEPTH {
            return computed();
        }
        let (value, stop) = match self.byte(at) {
            Some(b'{') => self.object(at, depth + 1),
            Some(b'[') => {
                let (items, stop) = self.list(at + 1, b']', depth + 1);
                (Literal::List(items), stop)
            }
            Some(quote @ (b'\'' | b'"' | b'`')) => match string(&self.text[at..], quote) {
                Some((text, length)) => (Literal::Text(text), at + length),
                None => return computed(),
            },
            Some(_) => match self.word(at, end, depth) {
                Some(found) => found,
                None => return computed(),
            },
            None => return computed(),
        };
        let rest = self.slice(stop, end).trim();
        if rest.is_empty() || rest.starts_with("as ") || rest.starts_with("satisfies ") { (value, end) } else { computed() }
    }

    /// A number, a constant, a name that is declared elsewhere, or `defineConfig({…})`.
    fn word(&self, at: usize, end: usize, depth: u32) -> Option<(Literal, usize)> {
        let name = self.name(at);
        let stop = at + name.len();
        let value = match name {
            "true" => Literal::Bool(true),
            "false" => Literal::Bool(false),
            "null" | "undefined" => Literal::Nothing,
            _ if name.starts_with(|c: char| c.is_ascii_digit()) => {
                let number = self.slice(at, end).trim();
                return Some((Literal::Number(number.parse().ok()?), end));
            }
            "" => return None,
            _ => match self.byte(stop) {
                // Helpers that hand their argument through: `defineConfig`, `withMermaid`.
                Some(b'(') if name.starts_with("define") || name.starts_with("with") => {
                    let value = self.configuration(stop + 1, depth + 1)?;
                    return Some((value, after_brackets(self.text, stop)));
                }
                Some(b'<') if name.starts_with("define") => {
                    let open = stop + self.slice(stop, end).find(">(")? + 1;
                    return Some((self.configuration(open + 1, depth + 1)?, after_brackets(self.text, open)));
                }
                _ if self.slice(stop, end).trim().is_empty() => {
                    let declaration = self.declaration(name).filter(|declaration| !(at..end).contains(declaration))?;
                    self.configuration(declaration, depth + 1)?
                }
                _ => return None,
            },
        };
        Some((value, stop))
    }

    fn object(&self, at: usize, depth: u32) -> (Literal, usize) {
        let mut entries = Vec::new();
        let mut at = at + 1;
        loop {
            at = self.skip_blanks(at);
            match self.byte(at) {
                None => return (Literal::Map(entries), at),
                Some(b'}') => return (Literal::Map(entries), at + 1),
                Some(b',') => at += 1,
                Some(b'.') if self.text[at..].starts_with("...") => {
                    let (value, end) = self.value(at + 3, depth);
                    match value {
                        Literal::Map(more) => entries.extend(more),
                        other => entries.push(("...".into(), other)),
                    }
                    at = end;
                }
                Some(quote) => {
                    let (key, end) = match quote {
                        b'\'' | b'"' => match string(&self.text[at..], quote) {
                            Some((key, length)) => (key, at + length),
                            None => return (Literal::Map(entries), self.text.len()),
                        },
                        _ => (self.name(at).to_string(), at + self.name(at).len()),
                    };
                    let colon = self.skip_blanks(end);
                    match self.byte(colon) {
                        Some(b':') if !key.is_empty() => {
                            let (value, end) = self.value(colon + 1, depth);
                            entries.push((key, value));
                            at = end;
                        }
                        // `{ base }`
                        Some(b',' | b'}') if !key.is_empty() => {
                            entries.push((key, self.value(at, depth).0));
                            at = colon;
                        }
                        // A method, or a key that is computed.
                        _ => {
                            let end = self.expression_end(at).max(at + 1);
                            let end = boundary(self.text, end);
                            entries.push((key, Literal::Computed(self.slice(at, end).trim().to_string())));
                            at = end;
                        }
                    }
                }
            }
        }
    }

    /// The items up to a closing bracket, and where it ends.
    fn list(&self, at: usize, close: u8, depth: u32) -> (Vec<Literal>, usize) {
        let mut items = Vec::new();
        let mut at = at;
        loop {
            at = self.skip_blanks(at);
            match self.byte(at) {
                None => return (items, at),
                Some(byte) if byte == close => return (items, at + 1),
                Some(b',') => at += 1,
                // Another closing bracket, or a semicolon: no list after all.
                Some(b')' | b']' | b'}' | b';') => return (items, at),
                Some(b'.') if self.text[at..].starts_with("...") => {
                    let (value, end) = self.value(at + 3, depth);
                    match value {
                        Literal::List(more) => items.extend(more),
                        other => items.push(other),
                    }
                    at = end.max(at + 3);
                }
                Some(_) => {
                    let (value, end) = self.value(at, depth);
                    items.push(value);
                    at = end;
                }
            }
        }
    }

    /// Where the expression that begins here ends: at a comma, a semicolon or a closing bracket of what is around it.
    fn expression_end(&self, at: usize) -> usize {
        let mut at = at;
        while let Some(byte) = self.byte(at) {
            match byte {
                b',' | b';' | b')' | b']' | b'}' => return at,
                // Without semicolons, the next statement ends it.
                b'\n'
                    if ["const ", "let ", "var ", "export ", "function ", "module."]
                        .iter()
                        .any(|word| self.text[at..].trim_start().starts_with(word)) =>
                {
                    return at;
                }
                _ => at = after(self.text, at),
            }
        }
        at
    }

    /// Where the value of `const name = …` begins.
    fn declaration(&self, name: &str) -> Option<usize> {
        self.lookups.set(self.lookups.get().checked_sub(1)?);
        let mut at = 0;
        while let Some(found) = self.text[at..].find(name) {
            let (start, end) = (at + found, at + found + name.len());
            at = end;
            let before = self.text[..start].trim_end();
            let is_blank_before = before.len() < start;
            if before.ends_with("function") && is_blank_before {
                return Some(before.len() - "function".len());
            }
            if !is_blank_before
                || !["const", "let", "var"].iter().any(|word| before.ends_with(word))
                || self.text[end..].starts_with(is_name)
            {
                continue;
            }
            // A type may stand before the value.
            let line = self.text[end..].find(['=', ';', '\n']).map(|equals| end + equals)?;
            if self.byte(line) == Some(b'=') {
                return Some(line + 1);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exported(text: &str) -> Literal {
        Script::new(text).exported().unwrap_or(Literal::Nothing)
    }

    #[test]
    fn configurations_are_found_in_all_their_forms() {
        for text in [
            "export default { base: '/tea/' }",
            "import { defineConfig } from 'x'\n// defineConfig({ base: 'no' })\nexport default defineConfig({ base: \"/tea/\", })\n",
            "module.exports = {base: `/tea/`};",
            "export default withMermaid(defineConfig<Theme>({ base: '/tea/' }), {})",
            "const config: UserConfig = { base: '/tea/' }\nexport default config",
            "export default async () => { const x = { base: 1 }; return { base: '/tea/' } }",
            "export default defineConfig(({ mode }) => ({ base: '/tea/' }))",
            "module.exports = function (c) { c.on(() => { return 1; }); return { base: '/tea/' }; };",
            "const base = '/tea/'\nconst shared = { base }\nexport default { title: 'x', ...shared }",
            "export default { base: '/tea/' } satisfies UserConfig",
        ] {
            assert_eq!(exported(text).get(&["base"]).and_then(Literal::as_str), Some("/tea/"), "{text}");
        }
    }

    #[test]
    fn what_is_computed_is_said_to_be() {
        let config =
            exported("export default { base: process.env.BASE || '/', url: `${a}/b`, n: 2, f() { return 1 }, list: ['a', b, 'c'] }");
        assert_eq!(config.get(&["base"]), Some(&Literal::Computed("process.env.BASE || '/'".into())));
        assert!(matches!(config.get(&["url"]), Some(Literal::Computed(_))));
        assert!(matches!(config.get(&["f"]), Some(Literal::Computed(_))));
        assert_eq!(config.get(&["n"]), Some(&Literal::Number(2.0)));
        assert_eq!(config.get(&["list"]).map(Literal::texts), Some(vec!["a", "c"]));
    }

    #[test]
    fn as_json() {
        let config = exported("export default { a: [1, 'x', b], p: [tea({ x: 'y' }), f(1)[0]], ...more, [key]: { path: 1 } }");
        let json = serde_json::json!({
            "a": [1.0, "x", null],
            "p": [{"call": "tea", "with": [{"x": "y"}]}, null],
            "...": null,
            "[key]: { path: 1 }": null,
        });
        assert_eq!(Value::from(config), json);
    }

    #[test]
    fn nested_keys_are_not_those_of_the_top() {
        let config = exported("export default { sidebar: { '/a/': { base: '/no/' } }, ignore: [/^\\/x'/, \"it's\"], 'base': '/yes/' }");
        assert_eq!(config.get(&["base"]).and_then(Literal::as_str), Some("/yes/"));
        assert_eq!(config.get(&["sidebar", "/a/", "base"]).and_then(Literal::as_str), Some("/no/"));
    }

    #[test]
    fn calls_and_modules() {
        let script = Script::new(
            "import anchor from 'md-anchor';\nconst attrs = require(\"md-attrs\");\nc.addCopy('a').addCopy({ 'b/c': 'd' });\nmd.use(anchor, { level: [2, 3] })",
        );
        assert_eq!(script.calls("addCopy").len(), 2);
        assert_eq!(script.calls("addCopy")[1][0].get(&["b/c"]).and_then(Literal::as_str), Some("d"));
        assert_eq!((script.name_of("md-anchor"), script.name_of("md-attrs"), script.name_of("no")), (Some("anchor"), Some("attrs"), None));
        assert_eq!(script.calls("use")[0][0], Literal::Computed("anchor".into()));
    }

    #[test]
    fn broken_scripts_are_read_to_their_end() {
        for text in [
            "export default {",
            "export default { a: 'x",
            "module.exports = {a: [1, {b: (",
            "export default a\nconst a = a",
            "export default {é: 1, [x]: 2, ]}",
        ] {
            Script::new(text).exported();
        }
    }
}
