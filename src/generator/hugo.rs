//! Hugo: detection and outline.

use super::{Definition, Outline, Root, string, toml, yaml};
use crate::article::Templates;
use crate::article::front_matter::Forms;

const CONFIGS: &[&str] = &["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json"];

pub const DEFINITION: Definition = Definition { name: "hugo", markers: CONFIGS, detect, load: |root| Box::new(load(root)) };

/// A file named `hugo.*` says so by itself; one named `config.*` only when it has Hugo's `baseURL`.
fn detect(root: &Root<'_>) -> Option<String> {
    let (name, text) = root.first(CONFIGS)?;
    if name.starts_with("hugo.") {
        return Some(format!("{name} is there"));
    }
    let has_base = text.lines().any(|line| {
        let key = line.trim_start().trim_start_matches('"');
        key.get(..7).is_some_and(|key| key.eq_ignore_ascii_case("baseurl"))
    });
    (has_base && root.has_dir("content")).then(|| format!("{name} has baseURL, and there is content/"))
}

fn load(root: &Root<'_>) -> Outline {
    let (name, text) = root.first(CONFIGS).unwrap_or_default();
    let config = match name.rsplit_once('.') {
        Some((_, "toml")) => toml(&text),
        _ => yaml(&text),
    };
    let content = string(&config, &["contentDir"]).unwrap_or_else(|| "content".into());
    let mut outline = Outline::new("hugo", vec![content.trim_matches('/').to_string()]).templates(Templates::Shortcodes).forms(Forms {
        without_opening: false,
        json: true,
        toml: true,
    });
    outline.dialect.attributes = crate::article::Attributes::Pulldown;
    outline.html = true;
    outline.bad_date = Some("Hugo stops the build at it");
    outline.date_fields = &["date", "lastmod", "publishDate", "expiryDate"];
    outline
}
