//! MkDocs: detection and outline.

use super::{Definition, Outline, Root, string, yaml};

const CONFIGS: &[&str] = &["mkdocs.yml", "mkdocs.yaml"];

pub const DEFINITION: Definition = Definition {
    name: "mkdocs",
    markers: CONFIGS,
    detect: |root| root.first(CONFIGS).map(|(name, _)| format!("{name} is there")),
    load: |root| Box::new(load(root)),
};

fn load(root: &Root<'_>) -> Outline {
    let config = root.first(CONFIGS).map(|(_, text)| yaml(&text)).unwrap_or_default();
    let docs = string(&config, &["docs_dir"]).unwrap_or_else(|| "docs".into()).trim_matches('/').to_string();
    let mut outline = Outline::new("mkdocs", vec![docs]);
    outline.dialect.attributes = crate::article::Attributes::Pulldown;
    outline.prints_title = false;
    outline.h1_is_title = true;
    outline
}
