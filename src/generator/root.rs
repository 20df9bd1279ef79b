//! A folder that may be a site, and its configuration files as plain values.

use serde_json::Value;

/// A folder that may be a site, as the generators look at it.
pub struct Root<'a> {
    /// Paths of all files in it, relative to it, sorted.
    pub files: &'a [String],
    /// Reads a file in it.
    pub read: &'a dyn Fn(&str) -> Option<String>,
    /// `site.version` of the configuration.
    pub version: Option<&'a str>,
}

impl Root<'_> {
    pub fn has(&self, path: &str) -> bool {
        self.files.binary_search_by(|file| file.as_str().cmp(path)).is_ok()
    }

    pub fn has_dir(&self, dir: &str) -> bool {
        let prefix = format!("{dir}/");
        let index = self.files.partition_point(|file| file.as_str() < prefix.as_str());
        self.files.get(index).is_some_and(|file| file.starts_with(&prefix))
    }

    /// The first of these files that is there, with its text.
    pub fn first(&self, names: &[&str]) -> Option<(String, String)> {
        names.iter().find(|name| self.has(name)).and_then(|name| Some((name.to_string(), (self.read)(name)?)))
    }

    /// A YAML file as a value; what cannot be read is an empty map.
    pub fn yaml(&self, name: &str) -> Value {
        (self.read)(name).map(|text| yaml(&text)).unwrap_or_default()
    }

    /// Whether `package.json` or `Gemfile` names this package.
    pub fn depends_on(&self, package: &str) -> bool {
        let quoted = [format!("\"{package}\""), format!("'{package}'")];
        ["package.json", "Gemfile"].iter().filter_map(|name| (self.read)(name)).any(|text| quoted.iter().any(|q| text.contains(q)))
    }
}

/// A YAML text as a value. Tags of other languages (`!!python/name:…`) are dropped, as they mean nothing here.
pub fn yaml(text: &str) -> Value {
    let parsed: Result<serde_yaml::Value, _> = serde_yaml::from_str(text);
    parsed.ok().and_then(|value| serde_json::to_value(untagged(value)).ok()).unwrap_or_default()
}

fn untagged(value: serde_yaml::Value) -> serde_yaml::Value {
    use serde_yaml::Value as Y;
    match value {
        Y::Tagged(tagged) => untagged(tagged.value),
        Y::Sequence(items) => Y::Sequence(items.into_iter().map(untagged).collect()),
        Y::Mapping(map) => {
            let key = |key: Y| match key {
                Y::String(text) => Some(text),
                Y::Number(number) => Some(number.to_string()),
                Y::Bool(value) => Some(value.to_string()),
                _ => None,
            };
            Y::Mapping(map.into_iter().filter_map(|(k, v)| Some((Y::String(key(k)?), untagged(v)))).collect())
        }
        other => other,
    }
}

/// A TOML text as a value.
pub fn toml(text: &str) -> Value {
    toml::from_str::<Value>(text).unwrap_or_default()
}

/// A string at a path of keys.
pub fn string(value: &Value, path: &[&str]) -> Option<String> {
    let found = path.iter().try_fold(value, |value, key| value.get(key))?;
    match found {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_other_languages_are_dropped() {
        let value = yaml("a:\n  - toc:\n      slugify: !!python/object/apply:x.y\n        kwds: {case: lower}\n");
        assert_eq!(value["a"][0]["toc"]["slugify"]["kwds"]["case"], "lower");
    }
}
