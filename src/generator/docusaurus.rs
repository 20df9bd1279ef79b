//! Docusaurus: detection and outline.

use super::{Definition, Outline, Root, literal};

pub const DEFINITION: Definition = Definition {
    name: "docusaurus",
    markers: &["docusaurus.config.*"],
    detect: |root| root.files.iter().find(|file| file.starts_with("docusaurus.config.")).map(|file| format!("{file} is there")),
    load: |root| Box::new(load(root)),
};

fn load(root: &Root<'_>) -> Outline {
    let mut folders: Vec<String> = ["docs", "blog", "versioned_docs", "src/pages", "i18n"].map(String::from).into();
    let config =
        root.files.iter().find(|file| file.starts_with("docusaurus.config.")).and_then(|file| (root.read)(file)).unwrap_or_default();
    let mut outside = Vec::new();
    // `path: '../docs'` of a docs or blog plugin.
    let mut rest = config.as_str();
    while let Some(at) = rest.find("path:") {
        if let Some(path) = literal(&rest[at..], "path") {
            let path = path.trim_start_matches("./").trim_end_matches('/').to_string();
            if path.starts_with("../") {
                outside.push(path);
            } else if !path.is_empty() && !path.starts_with('/') && root.has_dir(&path) {
                folders.push(path);
            }
        }
        rest = &rest[at + 5..];
    }
    outside.sort();
    outside.dedup();
    let mut outline = Outline::new("docusaurus", folders);
    outline.outside = outside;
    outline.partials = true;
    outline.h1_is_title = true;
    outline.bad_date = Some("Docusaurus stops the build at it");
    // `.md` is read as MDX too, unless the configuration says otherwise.
    if literal(&config, "format").is_none() {
        outline = outline.templates(crate::article::Templates::Mdx);
    }
    outline.dialect.attributes = crate::article::Attributes::None;
    outline
}
