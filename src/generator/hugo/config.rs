//! Hugo's configuration, as far as URLs, links and ids follow from it.

use super::super::host;
use super::super::root::{Root, string, toml, yaml};
use super::mount::Mount;
use super::permalink::Rule;
use regex::RegexSet;
use serde_json::{Map, Value};

/// The file itself, in the order in which Hugo looks for it.
pub const FILES: &[&str] = &["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json"];

/// The folders of further files; what the second says goes over what the first says.
pub const FOLDERS: &[&str] = &["config/_default", "config/production"];

pub struct Config {
    /// The host of `baseURL`, unless each language has its own.
    pub host: Option<String>,
    /// The path of `baseURL`, with a slash at both ends.
    pub root: String,
    /// Codes of the languages that are built, the default one first.
    pub languages: Vec<String>,
    /// Codes of those that are not.
    pub disabled: Vec<String>,
    /// The default language has a folder of its own, too.
    pub default_in_folder: bool,
    /// Each language has its own host.
    pub multihost: bool,
    pub content: Vec<Mount>,
    /// Folders that are copied as they are.
    pub statics: Vec<String>,
    pub permalinks: Vec<Rule>,
    pub ugly: Ugly,
    pub keep_case: bool,
    pub without_accents: bool,
    pub drafts: bool,
    pub future: bool,
    pub expired: bool,
    pub ignored: RegexSet,
    pub dates: Dates,
    /// Folders of the taxonomies.
    pub taxonomies: Vec<String>,
    /// The folder that numbers the further pages of a list.
    pub pages: String,
    pub themes: Vec<Theme>,
    /// `markup.goldmark`.
    pub goldmark: Value,
}

/// Which sections have `.html` at the end of their pages.
pub enum Ugly {
    All(bool),
    Sections(Vec<String>),
}

/// Where the dates of a page come from, in order: fields of the front matter, in lower case, and `:filename`, `:git`, `:filemodtime`.
pub struct Dates {
    pub date: Vec<String>,
    pub publish: Vec<String>,
    pub expiry: Vec<String>,
}

/// A theme or module that the site is built with.
pub struct Theme {
    /// The folder it is in, where it can be seen.
    pub folder: Option<String>,
    /// It brings pages, for all that can be known.
    pub has_content: bool,
}

impl Config {
    pub fn read(root: &Root<'_>) -> Config {
        let config = load(root);
        let flag = |name: &str| config.get(name).and_then(Value::as_bool).unwrap_or(false);
        let languages = Languages::of(&config);
        let base = string(&config, &["baseurl"]).unwrap_or_default();
        let path = url::Url::parse(&base).map_or_else(|_| "/".into(), |url| url.path().to_string());
        let multihost = languages.settings.iter().any(|(_, own)| own.get("baseurl").is_some());
        let mut permalinks: Vec<Rule> = Vec::new();
        for (code, own) in &languages.settings {
            permalinks.extend(Rule::all(own.get("permalinks"), Some(code)));
        }
        permalinks.extend(Rule::all(config.get("permalinks"), None));
        let ignored: Vec<String> = strings(config.get("ignorefiles")).collect();
        let goldmark = config.get("markup").and_then(|markup| markup.get("goldmark")).cloned().unwrap_or_default();
        Config {
            host: host(&base).filter(|_| !multihost),
            root: if path.ends_with('/') { path } else { path + "/" },
            content: content(&config, &languages),
            statics: statics(&config),
            permalinks,
            ugly: match config.get("uglyurls") {
                Some(Value::Object(sections)) => {
                    Ugly::Sections(sections.iter().filter(|(_, value)| value.as_bool() == Some(true)).map(|(key, _)| key.clone()).collect())
                }
                value => Ugly::All(value.and_then(Value::as_bool).unwrap_or(false)),
            },
            keep_case: flag("disablepathtolower"),
            without_accents: flag("removepathaccents"),
            drafts: flag("builddrafts"),
            future: flag("buildfuture"),
            expired: flag("buildexpired"),
            ignored: RegexSet::new(&ignored).unwrap_or_default(),
            dates: Dates::of(&config),
            taxonomies: taxonomies(&config, &languages),
            pages: string(&config, &["pagination", "path"]).or_else(|| string(&config, &["paginatepath"])).unwrap_or_else(|| "page".into()),
            themes: themes(&config, root),
            goldmark,
            default_in_folder: flag("defaultcontentlanguageinsubdir"),
            multihost,
            languages: languages.codes,
            disabled: languages.disabled,
        }
    }

    /// A setting of goldmark, by its path of keys in lower case.
    pub fn goldmark(&self, path: &[&str]) -> Option<&Value> {
        path.iter().try_fold(&self.goldmark, |value, key| value.get(key))
    }
}

/// Whether Hugo reads a configuration file of this name in one of its folders.
pub fn is_file(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "toml" | "yaml" | "yml" | "json"))
}

/// All files as one; letter case does not count in the names of settings.
fn load(root: &Root<'_>) -> Value {
    let mut config = Value::Object(Map::new());
    if let Some((name, text)) = root.first(FILES) {
        merge(&mut config, parse(&name, &text));
    }
    for folder in FOLDERS {
        let prefix = format!("{folder}/");
        let first = root.files.partition_point(|file| file.as_str() < prefix.as_str());
        for file in root.files[first..].iter().take_while(|file| file.starts_with(&prefix)) {
            let name = &file[prefix.len()..];
            let Some(text) = (!name.contains('/') && is_file(name)).then(|| (root.read)(file)).flatten() else { continue };
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
            let value = parse(name, &text);
            // `params.toml` holds what stands below `params`, `params.fr.toml` what stands below `languages.fr.params`.
            let value = match (stem.as_str(), stem.split_once('.')) {
                ("hugo" | "config", _) => value,
                (_, Some((key, language))) => nest("languages", nest(language, nest(key, value))),
                (key, None) => nest(key, value),
            };
            merge(&mut config, value);
        }
    }
    config
}

fn nest(key: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(key.to_string(), value)]))
}

fn parse(name: &str, text: &str) -> Value {
    // A byte order mark is no part of a text.
    let text = text.trim_start_matches('\u{FEFF}');
    lower(if name.ends_with(".toml") { toml(text) } else { yaml(text) })
}

fn lower(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(map.into_iter().map(|(key, value)| (key.to_lowercase(), lower(value))).collect()),
        Value::Array(items) => Value::Array(items.into_iter().map(lower).collect()),
        value => value,
    }
}

/// Writes what `over` says over what `under` says.
fn merge(under: &mut Value, over: Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (key, value) in over {
                merge(under.entry(key).or_insert(Value::Null), value);
            }
        }
        (_, Value::Null) => {}
        (under, over) => *under = over,
    }
}

/// The strings of a list, or of a string.
pub fn strings(value: Option<&Value>) -> impl Iterator<Item = String> {
    let items = match value {
        Some(Value::Array(items)) => items.as_slice(),
        Some(item) => std::slice::from_ref(item),
        None => &[],
    };
    items.iter().filter_map(Value::as_str).map(String::from)
}

/// A path of the configuration as the paths of files are written.
pub fn tidy(path: &str) -> String {
    let path = path.trim_end_matches('/');
    path.strip_prefix("./").unwrap_or(path).to_string()
}

struct Languages {
    codes: Vec<String>,
    disabled: Vec<String>,
    /// What each language that is built sets for itself.
    settings: Vec<(String, Value)>,
}

impl Languages {
    fn of(config: &Value) -> Languages {
        let default = string(config, &["defaultcontentlanguage"]).map(|code| code.to_lowercase());
        let disabled: Vec<String> = strings(config.get("disablelanguages")).map(|code| code.to_lowercase()).collect();
        let is_off = |code: &String, own: &Value| disabled.contains(code) || own.get("disabled").and_then(Value::as_bool).unwrap_or(false);
        let all = config.get("languages").and_then(Value::as_object).into_iter().flatten();
        let (off, settings): (Vec<_>, Vec<_>) = all
            .filter(|(_, own)| own.is_object() || own.is_null())
            .map(|(code, own)| (code.clone(), own.clone()))
            .partition(|(code, own)| is_off(code, own));
        let mut codes: Vec<String> = settings.iter().map(|(code, _)| code.clone()).collect();
        match codes.iter().position(|code| *code == default.as_deref().unwrap_or("en")) {
            Some(index) => codes.swap(0, index),
            None if codes.is_empty() => codes.push(default.unwrap_or_else(|| "en".into())),
            None => {
                let weight = |code: &String| {
                    let own = settings.iter().find(|(known, _)| known == code);
                    own.and_then(|(_, own)| own.get("weight")?.as_i64()).unwrap_or(i64::MAX)
                };
                codes.sort_by_key(weight);
            }
        }
        Languages { codes, disabled: off.into_iter().map(|(code, _)| code).collect(), settings }
    }
}

/// The folders of the content: what is mounted as such, else those of the languages.
fn content(config: &Value, languages: &Languages) -> Vec<Mount> {
    let mounts = config.get("module").and_then(|module| module.get("mounts")).and_then(Value::as_array);
    let mut found: Vec<Mount> = mounts.into_iter().flatten().filter_map(|mount| Mount::of(mount, "content")).collect();
    if found.is_empty() {
        let base = tidy(&string(config, &["contentdir"]).unwrap_or_else(|| "content".into()));
        for (code, own) in &languages.settings {
            if let Some(folder) = string(own, &["contentdir"]).map(|folder| tidy(&folder)).filter(|folder| *folder != base) {
                found.push(Mount::folder(folder, Some(code.clone())));
            }
        }
        if found.len() < languages.settings.len() || found.is_empty() {
            found.push(Mount::folder(base, None));
        }
    }
    found.sort_by_key(|mount| std::cmp::Reverse(mount.source.len()));
    found
}

fn statics(config: &Value) -> Vec<String> {
    let mounts = config.get("module").and_then(|module| module.get("mounts")).and_then(Value::as_array);
    let mounted: Vec<String> =
        mounts.into_iter().flatten().filter_map(|mount| Mount::of(mount, "static")).map(|mount| mount.source).collect();
    if !mounted.is_empty() {
        return mounted;
    }
    let numbered = (0..=10).map(|number| format!("staticdir{number}"));
    let own = config.get("languages").and_then(Value::as_object).into_iter().flatten().filter_map(|(_, own)| own.get("staticdir"));
    let mut folders: Vec<String> = strings(config.get("staticdir"))
        .chain(numbered.flat_map(|name| strings(config.get(&name)).collect::<Vec<_>>()))
        .chain(own.flat_map(|value| strings(Some(value)).collect::<Vec<_>>()))
        .map(|folder| tidy(&folder))
        .collect();
    if config.get("staticdir").is_none() {
        folders.push("static".into());
    }
    folders
}

fn taxonomies(config: &Value, languages: &Languages) -> Vec<String> {
    let of = |config: &Value| config.get("taxonomies").or_else(|| config.get("indexes")).and_then(Value::as_object).cloned();
    let default = || Map::from_iter([("category".into(), "categories".into()), ("tag".into(), "tags".into())]);
    let site = of(config).unwrap_or_else(default);
    let own = languages.settings.iter().filter_map(|(_, own)| of(own)).flatten();
    site.into_iter().chain(own).filter_map(|(_, plural)| Some(plural.as_str()?.trim_matches('/').to_lowercase())).collect()
}

fn themes(config: &Value, root: &Root<'_>) -> Vec<Theme> {
    let folder = tidy(&string(config, &["themesdir"]).unwrap_or_else(|| "themes".into()));
    let seen = |path: &str| {
        let places = [format!("{folder}/{path}"), format!("_vendor/{path}")];
        places.into_iter().find(|place| root.has_dir(place))
    };
    let mut themes: Vec<Theme> = strings(config.get("theme")).map(|theme| Theme { folder: seen(&theme), has_content: false }).collect();
    let imports = config.get("module").and_then(|module| module.get("imports")).and_then(Value::as_array);
    for import in imports.into_iter().flatten().filter(|import| import.get("disable").and_then(Value::as_bool) != Some(true)) {
        let mounts = import.get("mounts").and_then(Value::as_array);
        let folder = string(import, &["path"]).and_then(|path| seen(&path));
        let has_content = mounts.is_some_and(|mounts| mounts.iter().any(|mount| Mount::of(mount, "content").is_some()));
        themes.push(Theme { folder, has_content });
    }
    themes
}

impl Dates {
    fn of(config: &Value) -> Dates {
        let git = config.get("enablegitinfo").and_then(Value::as_bool).unwrap_or(false);
        let chain = |name: &str, default: &[&str]| {
            let own: Vec<String> = match config.get("frontmatter").and_then(|settings| settings.get(name)) {
                Some(value) => strings(Some(value)).map(|field| field.to_lowercase()).collect(),
                None => vec![":default".into()],
            };
            let mut fields: Vec<String> = Vec::new();
            for field in own {
                let fields_of = if field == ":default" { default.to_vec() } else { vec![field.as_str()] };
                for field in fields_of.into_iter().filter(|field| *field != ":git" || git) {
                    let aliases: &[&str] = match field {
                        "lastmod" => &["modified"],
                        "publishdate" => &["pubdate", "published"],
                        "expirydate" => &["unpublishdate"],
                        _ => &[],
                    };
                    fields.extend(std::iter::once(&field).chain(aliases).map(|name| name.to_string()));
                }
            }
            fields
        };
        Dates {
            date: chain("date", &["date", "publishdate", "lastmod"]),
            publish: chain("publishdate", &["publishdate", "date"]),
            expiry: chain("expirydate", &["expirydate"]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::testing;

    fn config(files: &[(&str, &str)]) -> Config {
        testing::site(files, Config::read)
    }

    #[test]
    fn settings_have_no_letter_case_and_may_lie_in_a_folder() {
        let config = config(&[
            ("config/_default/hugo.yaml", "BaseUrl: https://tea.example/shop\nuglyurls: {Cups: true, pots: false}\n"),
            ("config/_default/permalinks.toml", "cups = '/c/:slug/'"),
            ("config/production/hugo.toml", "buildFuture = true"),
        ]);
        assert_eq!(config.root, "/shop/");
        assert!(matches!(config.ugly, Ugly::Sections(sections) if sections == ["cups"]));
        assert_eq!(config.permalinks.len(), 1);
        assert!(config.future && !config.drafts);
    }

    #[test]
    fn a_site_has_one_language_or_those_it_names() {
        let plain = config(&[("hugo.toml", "")]);
        assert_eq!((plain.languages, plain.root.as_str()), (vec!["en".to_string()], "/"));
        let named = config(&[(
            "hugo.toml",
            "defaultContentLanguage = 'DE'\n[languages.en]\ncontentDir = 'english'\n[languages.de]\n[languages.fr]\ndisabled = true\n",
        )]);
        assert_eq!((named.languages, named.disabled), (vec!["de".to_string(), "en".into()], vec!["fr".to_string()]));
        let folders: Vec<&str> = named.content.iter().map(|mount| mount.source.as_str()).collect();
        assert_eq!(folders, ["english", "content"]);
    }

    #[test]
    fn dates_come_from_fields_in_turn() {
        let plain = config(&[("hugo.toml", "")]).dates;
        assert_eq!(plain.date, ["date", "publishdate", "pubdate", "published", "lastmod", "modified"]);
        let own = config(&[("hugo.toml", "[frontmatter]\ndate = [':git', ':filename', ':default']\nexpiryDate = ['gone']")]).dates;
        assert_eq!(own.date[..2], [":filename", "date"]);
        assert_eq!(own.expiry, ["gone"]);
    }

    #[test]
    fn themes_may_be_out_of_sight() {
        let config = config(&[("hugo.toml", "theme = ['here', 'there']\nthemesDir = './t/'"), ("t/here/theme.toml", "")]);
        let folders: Vec<_> = config.themes.into_iter().map(|theme| theme.folder).collect();
        assert_eq!(folders, [Some("t/here".to_string()), None]);
    }
}
