//! Turns the pages under `rules/` into the registry of rules, and the tables beside them into JSON, which is read several times as fast
//! as YAML. A page without a module, or a module without a page, stops the build.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    scope: String,
    severity: String,
    #[serde(default)]
    off: bool,
    confidence: String,
    since: String,
    fix: String,
    #[serde(default)]
    options: serde_yaml::Mapping,
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleOption {
    r#type: String,
    default: serde_json::Value,
    about: String,
}

fn main() {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=src/rules");
    if let Err(problem) = registry().and_then(|()| tables()) {
        eprintln!("{problem}");
        process::exit(1);
    }
}

/// A folder that cargo names.
fn folder(variable: &str) -> Result<PathBuf, String> {
    env::var(variable).map(PathBuf::from).map_err(|e| format!("{variable}: {e}"))
}

/// Writes `NAME.json` for every `rules/data/NAME.yaml`.
fn tables() -> Result<(), String> {
    let out = folder("OUT_DIR")?;
    for (id, path) in files(&folder("CARGO_MANIFEST_DIR")?.join("rules"), "yaml")? {
        let problem = |problem: &dyn std::fmt::Display| format!("{}: {problem}", path.display());
        let text = fs::read_to_string(&path).map_err(|e| problem(&e))?;
        let table: serde_json::Value = serde_yaml::from_str(&text).map_err(|e| problem(&e))?;
        let name = id.rsplit('/').next().unwrap_or_default();
        fs::write(out.join(name).with_extension("json"), table.to_string()).map_err(|e| problem(&e))?;
    }
    Ok(())
}

fn registry() -> Result<(), String> {
    let root = folder("CARGO_MANIFEST_DIR")?;
    let pages = files(&root.join("rules"), "md")?;
    let modules = files(&root.join("src/rules"), "rs")?;
    for (id, path) in &modules {
        if !id.ends_with("/mod") && !pages.contains_key(&id.replace('_', "-")) {
            return Err(format!("{} has no page: write rules/{}.md", path.display(), id.replace('_', "-")));
        }
    }
    let (mut metas, mut builders) = (String::new(), String::new());
    for (id, path) in &pages {
        let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?.replace("\r\n", "\n");
        write_rule(id, &text, &modules, &mut metas, &mut builders).map_err(|problem| format!("{}: {problem}", path.display()))?;
    }
    let code = format!(
        "/// All rules, in the order of their ids.\npub static RULES: &[Meta] = &[\n{metas}];\n\n\
         fn build(id: &str, options: Value) -> Result<Check, serde_json::Error> {{\n    match id {{\n{builders}        _ => Ok(Check::Engine),\n    }}\n}}\n"
    );
    fs::write(folder("OUT_DIR")?.join("registry.rs"), code).map_err(|e| e.to_string())
}

/// The files with this ending in the folders of `dir`, by `category/name`.
fn files(dir: &Path, ending: &str) -> Result<BTreeMap<String, PathBuf>, String> {
    let mut found = BTreeMap::new();
    let list = |dir: &Path| fs::read_dir(dir).map_err(|e| format!("{}: {e}", dir.display()));
    for category in list(dir)?.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
        for file in list(&category)?.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == ending)) {
            let part = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            found.insert(format!("{}/{}", part(&category), part(&file)), file);
        }
    }
    Ok(found)
}

fn write_rule(id: &str, text: &str, modules: &BTreeMap<String, PathBuf>, metas: &mut String, builders: &mut String) -> Result<(), String> {
    let (head, body) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).ok_or("it must begin with front matter")?;
    let page: Page = serde_yaml::from_str(head).map_err(|e| e.to_string())?;
    let body = body.trim_start();
    let (title, rest) =
        body.strip_prefix("# ").and_then(|rest| rest.split_once('\n')).ok_or("a title `# …` must follow the front matter")?;
    let summary = rest.trim_start().split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let pick = |value: &str, names: &[&str], what: &str| match names.contains(&value) {
        true => Ok(value[..1].to_uppercase() + &value[1..]),
        false => Err(format!("{what}: `{value}` is none of {}", names.join(", "))),
    };
    let scope = pick(&page.scope, &["article", "site", "engine"], "scope")?;
    let severity = pick(&page.severity, &["error", "warning", "info"], "severity")?;
    let confidence = pick(&page.confidence, &["high", "medium", "low"], "confidence")?;
    pick(&page.fix, &["never", "risky", "safe"], "fix")?;
    for section in ["\n## Why\n", "\n## Bad\n", "\n## Good\n"] {
        if !body.contains(section) {
            return Err(format!("the section `{}` is missing", section.trim()));
        }
    }
    let mut options = String::new();
    for (name, option) in page.options {
        let name = name.as_str().ok_or("an option's name must be text")?.to_string();
        let option: RuleOption = serde_yaml::from_value(option).map_err(|e| format!("option {name}: {e}"))?;
        pick(&option.r#type, &["integer", "number", "boolean", "string", "list"], &name)?;
        let default = option.default.to_string();
        let _ = write!(
            options,
            "OptionMeta {{ name: {name:?}, kind: {:?}, default: {default:?}, about: {:?} }}, ",
            option.r#type, option.about
        );
    }
    let _ = writeln!(
        metas,
        "    Meta {{ id: {id:?}, scope: Scope::{scope}, severity: Severity::{severity}, off: {}, confidence: Confidence::{confidence}, since: {:?}, fix: {:?}, \
         options: &[{options}], sources: &{:?}, title: {title:?}, summary: {summary:?}, page: {body:?} }},",
        page.off, page.since, page.fix, page.sources
    );
    let module = id.replace('-', "_");
    match (page.scope.as_str(), modules.contains_key(&module)) {
        ("engine", false) => {}
        ("engine", true) => return Err("the engine says this rule itself, but it has a module".into()),
        (_, false) => return Err(format!("it has no module: write src/rules/{module}.rs")),
        (_, true) => {
            let path = module.replace('/', "::");
            let name = module.rsplit('/').next().unwrap_or_default();
            let name: String = name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
            let _ = writeln!(
                builders,
                "        {id:?} => serde_json::from_value::<{path}::{name}>(options).map(|rule| Check::{scope}(Box::new(rule))),"
            );
        }
    }
    Ok(())
}
