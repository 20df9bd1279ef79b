//! `mkdocs.yml`: with the configuration it inherits, and with its Python tags.

use crate::generator::{Root, join};
use serde_json::{Map, Value};

pub const NAMES: &[&str] = &["mkdocs.yml", "mkdocs.yaml"];

/// Under this key stands the name of the Python object that a tag asked for.
const PYTHON: &str = "!python";

/// The settings of a site, those inherited included.
pub struct Config {
    settings: Value,
    /// Whether another site's configuration was inherited.
    pub inherits: bool,
}

impl Config {
    pub fn read(root: &Root<'_>) -> Config {
        let (name, text) = root.first(NAMES).unwrap_or_default();
        let mut settings = parse(&text);
        let (mut base, mut depth) = (String::new(), 0);
        let mut inherits = false;
        while let Some(parent) = settings.as_object_mut().and_then(|map| map.remove("INHERIT")) {
            depth += 1;
            let Some(path) = parent.as_str().map(|parent| climb(&base, parent)).filter(|path| *path != name && depth < 9) else { break };
            let Some(text) = (root.read)(&path) else { break };
            inherits = true;
            base = path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_string());
            settings = merged(parse(&text), settings);
        }
        Config { settings, inherits }
    }

    /// What stands at a path of keys.
    pub fn get(&self, path: &[&str]) -> Option<&Value> {
        path.iter().try_fold(&self.settings, |value, key| value.get(key))
    }

    pub fn text(&self, path: &[&str]) -> Option<&str> {
        text(self.get(path)?)
    }

    pub fn flag(&self, path: &[&str]) -> Option<bool> {
        flag(self.get(path)?)
    }

    /// Whether the theme, or one that builds on it, is this one.
    pub fn theme(&self) -> &str {
        self.text(&["theme"]).or_else(|| self.text(&["theme", "name"])).unwrap_or("mkdocs")
    }

    /// The options of a Markdown extension, if the site uses it.
    pub fn extension(&self, name: &str) -> Option<&Value> {
        named(self.get(&["markdown_extensions"])?, |given| given == name || given.strip_prefix("markdown.extensions.") == Some(name))
    }

    /// The options of a plugin, if the site uses it. Themes may put their name before it: `material/blog`.
    pub fn plugin(&self, name: &str) -> Option<&Value> {
        let found = named(self.get(&["plugins"])?, |given| given.rsplit('/').next() == Some(name))?;
        (flag_of(found, "enabled") != Some(false)).then_some(found)
    }
}

/// A string; of `!ENV [VARIABLE, default]` the default.
pub fn text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(items) => items.last()?.as_str(),
        _ => None,
    }
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Array(items) => items.last()?.as_bool(),
        _ => None,
    }
}

pub fn flag_of(options: &Value, key: &str) -> Option<bool> {
    options.get(key).and_then(flag)
}

pub fn text_of<'v>(options: &'v Value, key: &str) -> Option<&'v str> {
    options.get(key).and_then(text)
}

/// The strings of a list, or the one that stands in its place.
pub fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        Value::String(text) => text.lines().collect(),
        _ => Vec::new(),
    }
}

/// The Python object that a value stands for, as its dotted path, and the arguments by name that it is made with.
pub fn python(value: &Value) -> Option<(&str, Option<&Value>)> {
    let name = value.get(PYTHON).and_then(Value::as_str).or_else(|| text_of(value, "object"))?;
    Some((name, value.get("kwds")))
}

/// The options of an entry of a list (`- name`, `- name: {…}`) or of a map (`name: {…}`).
fn named(entries: &Value, is: impl Fn(&str) -> bool) -> Option<&Value> {
    match entries {
        Value::Array(items) => items.iter().find_map(|item| match item {
            Value::String(name) => is(name).then_some(&Value::Null),
            Value::Object(map) => map.iter().find(|(name, _)| is(name)).map(|(_, options)| options),
            _ => None,
        }),
        Value::Object(map) => map.iter().find(|(name, _)| is(name)).map(|(_, options)| options),
        _ => None,
    }
}

/// `path` seen from a folder that may lie above the site.
pub fn climb(base: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A folder of the configuration: relative to the site, without `.` and slashes at its ends. `None` for an absolute one.
pub fn folder(path: &str) -> Option<String> {
    let absolute = path.starts_with(['/', '\\']) || path.get(1..2) == Some(":");
    (!absolute).then(|| join("", path).unwrap_or_else(|| climb("", path)))
}

/// As `INHERIT` merges: maps key by key, all else as the heir has it.
fn merged(parent: Value, heir: Value) -> Value {
    match (parent, heir) {
        (Value::Object(mut parent), Value::Object(heir)) => {
            for (key, value) in heir {
                let value = match parent.remove(&key) {
                    Some(inherited) => merged(inherited, value),
                    None => value,
                };
                parent.insert(key, value);
            }
            Value::Object(parent)
        }
        (parent, Value::Null) => parent,
        (_, heir) => heir,
    }
}

fn parse(text: &str) -> Value {
    // The parser passes tags of YAML's own namespace over; as tags of the document they are kept.
    let parsed: Result<serde_yaml::Value, _> = serde_yaml::from_str(&text.replace("!!python/", "!python/"));
    parsed.map(value).unwrap_or_default()
}

/// The value without tags; a Python object leaves its name.
fn value(yaml: serde_yaml::Value) -> Value {
    use serde_yaml::Value as Y;
    match yaml {
        Y::Null => Value::Null,
        Y::Bool(flag) => Value::Bool(flag),
        Y::Number(number) => serde_json::to_value(number).unwrap_or_default(),
        Y::String(text) => Value::String(text),
        Y::Sequence(items) => Value::Array(items.into_iter().map(value).collect()),
        Y::Mapping(map) => {
            let key = |key: Y| match key {
                Y::String(text) => Some(text),
                Y::Number(number) => Some(number.to_string()),
                Y::Bool(flag) => Some(flag.to_string()),
                _ => None,
            };
            Value::Object(map.into_iter().filter_map(|(k, v)| Some((key(k)?, value(v)))).collect())
        }
        Y::Tagged(tagged) => {
            let name = tagged.tag.to_string();
            let inner = value(tagged.value);
            // `!!python/name:a.b`, `!!python/object/apply:a.b`
            match name.split_once("python/").and_then(|(_, rest)| rest.split_once(':')) {
                Some((_, object)) => {
                    let mut map = match inner {
                        Value::Object(map) => map,
                        _ => Map::new(),
                    };
                    map.insert(PYTHON.into(), object.into());
                    Value::Object(map)
                }
                None => inner,
            }
        }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::generator::testing;

    /// The configuration of a site of these files.
    pub fn config(files: &[(&str, &str)]) -> Config {
        testing::site(files, Config::read)
    }

    #[test]
    fn extensions_and_plugins_are_lists_or_maps() {
        let list = config(&[("mkdocs.yml", "markdown_extensions:\n  - attr_list\n  - toc:\n      permalink: true\nplugins: [search]\n")]);
        assert!(list.extension("attr_list").is_some() && list.extension("footnotes").is_none() && list.plugin("search").is_some());
        assert_eq!(list.extension("toc").and_then(|options| flag_of(options, "permalink")), Some(true));
        let map =
            config(&[("mkdocs.yml", "markdown_extensions:\n  markdown.extensions.toc: {toc_depth: 3}\nplugins:\n  material/blog: {}\n")]);
        assert!(map.extension("toc").is_some() && map.plugin("blog").is_some() && map.plugin("tags").is_none());
    }

    #[test]
    fn python_objects_keep_their_names() {
        let text = "a: !!python/name:pymdownx.slugs.uslugify\nb: !!python/object/apply:pymdownx.slugs.slugify\n  kwds:\n    case: lower\n\
                    c: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: none}}\nd: !relative $config_dir\ne: !ENV [X, y]\n";
        let config = config(&[("mkdocs.yml", text)]);
        let name = |key: &str| config.get(&[key]).and_then(python).map(|(name, _)| name.to_string());
        assert_eq!(name("a").as_deref(), Some("pymdownx.slugs.uslugify"));
        assert_eq!(name("b").as_deref(), Some("pymdownx.slugs.slugify"));
        assert_eq!(config.text(&["b", "kwds", "case"]), Some("lower"));
        assert_eq!(config.text(&["c", "kwds", "case"]), Some("none"));
        assert_eq!((name("d"), config.text(&["d"]), config.text(&["e"])), (None, Some("$config_dir"), Some("y")));
    }

    #[test]
    fn inherited_maps_are_merged_and_lists_replaced() {
        let parent = "docs_dir: text\ntheme: {name: material, language: en}\nplugins: [a, b]\n";
        let heir = "INHERIT: ../base.yml\ntheme: {language: de}\nplugins: [c]\n";
        let config = config(&[("mkdocs.yml", heir), ("../base.yml", parent)]);
        assert!(config.inherits);
        assert_eq!((config.theme(), config.text(&["docs_dir"])), ("material", Some("text")));
        assert_eq!(config.text(&["theme", "language"]), Some("de"));
        assert!(config.plugin("c").is_some() && config.plugin("a").is_none());
    }

    #[test]
    fn folders_may_lie_above_the_site() {
        assert_eq!(folder("./docs/").as_deref(), Some("docs"));
        assert_eq!(folder("../docs").as_deref(), Some("../docs"));
        assert_eq!(folder("/srv/docs"), None);
        assert_eq!(climb("../en", "../de/x.yml"), "../de/x.yml");
    }
}
