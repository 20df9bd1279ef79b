//! `copydesk.yml`: which rules run, how loud, with which options, and what the site is.
//!
//! It is read with the same spanned reader as front matter, so that an error points at the key it is about.

mod advertising;
mod ruleset;
mod schema;

pub use ruleset::{Active, Pick, RuleSets, Rules};
pub use schema::schema;

use crate::affiliate;
use crate::article::front_matter;
use crate::article::{Data, Field, Value};
use crate::finding::Severity;
use crate::generator;
use crate::rule::Meta;
use crate::rules;
use crate::text::Span;
use globset::{Glob, GlobSet, GlobSetBuilder};
use std::path::{Path, PathBuf};

/// The names the configuration may have, at the root of a site.
pub const NAMES: [&str; 2] = ["copydesk.yml", ".copydesk.yml"];

/// A configuration, read.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Where it was read from, if anywhere.
    pub path: Option<PathBuf>,
    /// The files it builds on, each before the one that names it.
    pub extends: Vec<PathBuf>,
    /// `site.generator`.
    pub generator: Option<String>,
    /// `site.version`.
    pub version: Option<String>,
    /// What the rules are set to, in the order in which it applies.
    pub settings: Vec<Setting>,
    pub overrides: Vec<Override>,
    /// Articles that are not looked at.
    pub exclude: Globs,
    /// `affiliate:` and `disclosure:`.
    pub affiliate: affiliate::Settings,
}

/// What one entry under `rules:` asks for.
#[derive(Clone, Debug)]
pub struct Setting {
    /// A rule or a category.
    pub name: String,
    pub level: Level,
    pub options: serde_json::Map<String, serde_json::Value>,
}

/// How loud a rule is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// As its page says; a rule that is off there is on.
    Default,
    Off,
    At(Severity),
}

/// Settings for some files.
#[derive(Clone, Debug)]
pub struct Override {
    pub files: Globs,
    pub settings: Vec<Setting>,
}

/// Patterns of paths, relative to the site, as in `.gitignore`: `drafts/**`, `*.mdx`.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    set: GlobSet,
    pub patterns: Vec<String>,
}

impl Globs {
    pub fn matches(&self, local: &str) -> bool {
        !self.patterns.is_empty() && self.set.is_match(local)
    }
}

/// Why a configuration cannot be used.
#[derive(Debug)]
pub struct ConfigError {
    pub path: PathBuf,
    pub text: String,
    pub span: Span,
    pub message: String,
    pub help: Option<String>,
}

impl Config {
    /// Reads a configuration file and what it extends.
    ///
    /// # Errors
    /// When it cannot be read, is no YAML, or asks for something that does not exist.
    pub fn read(path: &Path) -> Result<Config, Box<ConfigError>> {
        let mut config = Config { path: Some(path.to_path_buf()), ..Config::default() };
        Reader { path, text: load(path)? }.read(&mut config, &mut vec![path.to_path_buf()])?;
        Ok(config)
    }
}

fn load(path: &Path) -> Result<String, Box<ConfigError>> {
    std::fs::read_to_string(path).map_err(|error| {
        let message = format!("{} cannot be read: {error}", path.display());
        Box::new(ConfigError { path: path.into(), text: String::new(), span: Span::at(0), message, help: None })
    })
}

type Outcome<T> = Result<T, Box<ConfigError>>;

struct Reader<'a> {
    path: &'a Path,
    text: String,
}

impl Reader<'_> {
    fn error<T>(&self, span: Span, message: String, help: Option<String>) -> Outcome<T> {
        Err(Box::new(ConfigError { path: self.path.into(), text: self.text.clone(), span, message, help }))
    }

    fn unknown<T>(&self, span: Span, what: &str, name: &str, known: &[&str]) -> Outcome<T> {
        let help = match rules::closest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", known.join(", ")),
        };
        self.error(span, format!("`{name}` is no {what}"), Some(help))
    }

    fn read(&self, config: &mut Config, chain: &mut Vec<PathBuf>) -> Outcome<()> {
        let start = if self.text.starts_with('\u{feff}') { 3 } else { 0 };
        let (fields, _, problems) = front_matter::yaml(&self.text[start..], start);
        if let Some(problem) = problems.into_iter().next() {
            return self.error(problem.span, problem.message, problem.help);
        }
        // What is extended comes first, so that this file has the last word.
        if let Some(field) = fields.iter().find(|field| field.name == "extends") {
            self.extends(&field.value, config, chain)?;
        }
        for field in &fields {
            match field.name.as_str() {
                "extends" => {}
                "site" => self.site(field, config)?,
                "affiliate" => self.affiliate(field, config)?,
                "disclosure" => self.disclosure(field, config)?,
                "rules" => config.settings.extend(self.settings(&field.value)?),
                "overrides" => self.overrides(&field.value, config)?,
                "exclude" => {
                    let mut patterns = std::mem::take(&mut config.exclude.patterns);
                    patterns.extend(self.strings(&field.value)?.into_iter().map(|(pattern, _)| pattern));
                    config.exclude = self.globs(patterns, field.value.span)?;
                }
                name => {
                    let known = ["site", "rules", "overrides", "exclude", "extends", "affiliate", "disclosure"];
                    return self.unknown(field.key, "setting of copydesk", name, &known);
                }
            }
        }
        Ok(())
    }

    fn extends(&self, value: &Value, config: &mut Config, chain: &mut Vec<PathBuf>) -> Outcome<()> {
        for (name, span) in self.strings(value)? {
            let path = self.path.parent().unwrap_or(Path::new("")).join(&name);
            if chain.contains(&path) {
                return self.error(span, format!("`{name}` extends this file, so neither can be read first"), None);
            }
            let Ok(text) = std::fs::read_to_string(&path) else {
                return self.error(span, format!("`{name}` cannot be read"), Some(format!("it was looked for at {}", path.display())));
            };
            chain.push(path.clone());
            Reader { path: &path, text }.read(config, chain)?;
            chain.pop();
            config.extends.push(path);
        }
        Ok(())
    }

    fn site(&self, field: &Field, config: &mut Config) -> Outcome<()> {
        for setting in self.map(&field.value)? {
            let text = setting.value.as_str().map(String::from).or_else(|| match &setting.value.data {
                Data::Number(number) => Some(number.to_string()),
                _ => None,
            });
            match (setting.name.as_str(), text) {
                ("generator", Some(name)) if generator::names().any(|known| known == name) => config.generator = Some(name),
                ("generator", Some(name)) => {
                    return self.unknown(setting.value.span, "generator", &name, &generator::names().collect::<Vec<_>>());
                }
                ("version", Some(version)) => config.version = Some(version),
                ("generator" | "version", None) => return self.error(setting.value.span, "a name is wanted here".into(), None),
                (name, _) => return self.unknown(setting.key, "setting of `site`", name, &["generator", "version"]),
            }
        }
        Ok(())
    }

    fn overrides(&self, value: &Value, config: &mut Config) -> Outcome<()> {
        let Data::List(items) = &value.data else {
            return self.error(value.span, "a list is wanted here, each item with `files` and `rules`".into(), None);
        };
        for item in items {
            let (mut files, mut settings) = (None, Vec::new());
            for field in self.map(item)? {
                match field.name.as_str() {
                    "files" => {
                        let patterns = self.strings(&field.value)?.into_iter().map(|(pattern, _)| pattern).collect();
                        files = Some(self.globs(patterns, field.value.span)?);
                    }
                    "rules" => settings = self.settings(&field.value)?,
                    name => return self.unknown(field.key, "setting of an override", name, &["files", "rules"]),
                }
            }
            match files {
                Some(files) => config.overrides.push(Override { files, settings }),
                None => return self.error(item.span, "this override says not which `files` it is for".into(), None),
            }
        }
        Ok(())
    }

    /// Categories first, so that a rule's own entry has the last word wherever it stands.
    fn settings(&self, value: &Value) -> Outcome<Vec<Setting>> {
        let mut settings = Vec::new();
        for field in self.map(value)? {
            let mut named = rules::named(&field.name).peekable();
            let Some(first) = named.peek().copied() else {
                let known: Vec<&str> = rules::RULES.iter().map(|meta| meta.id).chain(rules::categories()).collect();
                let help = match rules::closest(&field.name, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`copydesk rules` lists them all".into(),
                };
                return self.error(field.key, format!("`{}` is no rule and no category", field.name), Some(help));
            };
            let meta = (first.id == field.name).then_some(first);
            settings.push(self.setting(field, meta)?);
        }
        settings.sort_by_key(|setting| setting.name.contains('/'));
        Ok(settings)
    }

    fn setting(&self, field: &Field, meta: Option<&'static Meta>) -> Outcome<Setting> {
        let mut setting = Setting { name: field.name.clone(), level: Level::Default, options: serde_json::Map::new() };
        let Data::Map(entries) = &field.value.data else {
            setting.level = self.level(&field.value)?;
            return Ok(setting);
        };
        for entry in entries {
            if entry.name == "severity" {
                setting.level = self.level(&entry.value)?;
                continue;
            }
            let known: Vec<&str> = meta.iter().flat_map(|meta| meta.options.iter().map(|option| option.name)).chain(["severity"]).collect();
            let Some(option) = meta.and_then(|meta| meta.options.iter().find(|option| option.name == entry.name)) else {
                return self.unknown(entry.key, &format!("option of {}", field.name), &entry.name, &known);
            };
            let value = json(&entry.value);
            let fits = match option.kind {
                "integer" => value.is_u64(),
                "number" => value.is_number(),
                "boolean" => value.is_boolean(),
                "string" => value.is_string(),
                _ => value.as_array().is_some_and(|items| items.iter().all(serde_json::Value::is_string)),
            };
            if !fits {
                let help = format!("the default is {}", option.default);
                return self.error(entry.value.span, format!("`{}` of {} takes {}", entry.name, field.name, kind(option.kind)), Some(help));
            }
            setting.options.insert(entry.name.clone(), value);
        }
        if let Some(Err(error)) = meta.map(|meta| rules::make(meta, setting.options.clone())) {
            return self.error(field.value.span, format!("{}: {error}", field.name), None);
        }
        Ok(setting)
    }

    fn level(&self, value: &Value) -> Outcome<Level> {
        match (&value.data, value.as_str()) {
            (Data::Bool(false), _) | (_, Some("off")) => Ok(Level::Off),
            (Data::Bool(true), _) | (_, Some("on")) => Ok(Level::Default),
            (_, Some("error")) => Ok(Level::At(Severity::Error)),
            (_, Some("warning")) => Ok(Level::At(Severity::Warning)),
            (_, Some("info")) => Ok(Level::At(Severity::Info)),
            (_, Some(name)) => self.unknown(value.span, "severity", name, &["off", "on", "info", "warning", "error"]),
            _ => self.error(value.span, "a severity is wanted here: off, on, info, warning or error".into(), None),
        }
    }

    fn map<'v>(&self, value: &'v Value) -> Outcome<&'v [Field]> {
        match &value.data {
            Data::Map(fields) => Ok(fields),
            Data::Null => Ok(&[]),
            _ => self.error(value.span, "`name: value` lines are wanted here".into(), None),
        }
    }

    fn strings(&self, value: &Value) -> Outcome<Vec<(String, Span)>> {
        let items = match &value.data {
            Data::List(items) => items.as_slice(),
            Data::Null => &[],
            _ => std::slice::from_ref(value),
        };
        let text = |item: &Value| match item.as_str() {
            Some(text) => Ok((text.to_string(), item.span)),
            None => self.error(item.span, "text is wanted here".into(), None),
        };
        items.iter().map(text).collect()
    }

    fn globs(&self, patterns: Vec<String>, span: Span) -> Outcome<Globs> {
        let mut builder = GlobSetBuilder::new();
        for pattern in &patterns {
            // As in `.gitignore`: a folder means what is in it, and a name without a slash is meant anywhere.
            let trimmed = pattern.trim_start_matches("./").trim_end_matches('/');
            let anywhere = if trimmed.contains('/') { trimmed.trim_start_matches('/').to_string() } else { format!("**/{trimmed}") };
            for glob in [anywhere.clone(), format!("{anywhere}/**")] {
                match Glob::new(&glob) {
                    Ok(glob) => builder.add(glob),
                    Err(error) => return self.error(span, format!("`{pattern}` is no pattern: {}", error.kind()), None),
                };
            }
        }
        match builder.build() {
            Ok(set) => Ok(Globs { set, patterns }),
            Err(error) => self.error(span, format!("these patterns cannot be used together: {error}"), None),
        }
    }
}

fn kind(name: &str) -> &'static str {
    match name {
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "string" => "text",
        _ => "a list of texts",
    }
}

fn json(value: &Value) -> serde_json::Value {
    use serde_json::Value as J;
    match &value.data {
        Data::Null => J::Null,
        Data::Bool(flag) => J::Bool(*flag),
        Data::Number(number) => serde_json::from_str(number).unwrap_or_else(|_| J::String(number.to_string())),
        Data::Date(date) => J::String(date.to_string()),
        Data::String(_) => J::String(value.as_str().unwrap_or_default().to_string()),
        Data::List(items) => J::Array(items.iter().map(json).collect()),
        Data::Map(fields) => J::Object(fields.iter().map(|field| (field.name.clone(), json(&field.value))).collect()),
    }
}
