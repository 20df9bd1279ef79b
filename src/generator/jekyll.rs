//! Jekyll: detection and outline.

use super::{Definition, Generator, Outline, Root, is_markdown};
use crate::article::{Dialect, Templates};
use serde_json::Value;

pub const DEFINITION: Definition = Definition {
    name: "jekyll",
    markers: &["_config.yml", "_config.yaml"],
    detect: |root| root.first(&["_config.yml", "_config.yaml"]).map(|(name, _)| format!("{name} is there, and nothing in it is Hexo's")),
    load: |root| Box::new(load(root)),
};

/// Jekyll builds Markdown anywhere, but of the folders whose name begins with `_` only posts, drafts and collections.
struct Jekyll {
    outline: Outline,
    collections: Vec<String>,
    exclude: Vec<String>,
}

fn load(root: &Root<'_>) -> Jekyll {
    let config = root.first(&["_config.yml", "_config.yaml"]).map(|(_, text)| super::yaml(&text)).unwrap_or_default();
    let mut collections: Vec<String> = ["_posts", "_drafts"].map(String::from).into();
    match &config["collections"] {
        Value::Object(map) => collections.extend(map.keys().map(|name| format!("_{name}"))),
        Value::Array(names) => collections.extend(names.iter().filter_map(Value::as_str).map(|name| format!("_{name}"))),
        _ => {}
    }
    let list =
        |key: &str| config[key].as_array().map(|a| a.iter().filter_map(Value::as_str).map(String::from).collect()).unwrap_or_default();
    let mut exclude: Vec<String> = list("exclude");
    exclude.extend(["vendor", "node_modules", "README.md", "LICENSE.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(String::from));
    let mut outline = Outline::new("jekyll", Vec::new()).templates(Templates::Liquid);
    outline.bad_date = Some("Jekyll stops the build at it");
    Jekyll { outline, collections, exclude }
}

impl Generator for Jekyll {
    fn name(&self) -> &'static str {
        "jekyll"
    }

    fn content(&self) -> Vec<String> {
        std::iter::once(".".to_string()).chain(self.collections.iter().cloned()).collect()
    }

    fn builds(&self, path: &str) -> bool {
        let hidden = |part: &str| part.starts_with('_') && !self.collections.iter().any(|name| name == part);
        let excluded =
            |name: &String| path == name || path.strip_prefix(name.trim_end_matches('/')).is_some_and(|rest| rest.starts_with('/'));
        is_markdown(path) && !path.split('/').any(hidden) && !self.exclude.iter().any(excluded)
    }

    fn dialect(&self, path: &str) -> Dialect {
        self.outline.dialect(path)
    }

    fn bad_date(&self) -> Option<&'static str> {
        self.outline.bad_date()
    }

    fn date_fields(&self) -> &'static [&'static str] {
        self.outline.date_fields()
    }
}
