//! Eleventy: detection and outline.

use super::{Definition, Outline, Root, literal};
use crate::article::Templates;

const CONFIGS: &[&str] = &[".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", "eleventy.config.ts"];

pub const DEFINITION: Definition = Definition {
    name: "eleventy",
    markers: CONFIGS,
    detect: |root| root.first(CONFIGS).map(|(name, _)| format!("{name} is there")),
    load: |root| Box::new(load(root)),
};

fn load(root: &Root<'_>) -> Outline {
    let config = root.first(CONFIGS).map(|(_, text)| text).unwrap_or_default();
    let input = literal(&config, "input").map(|path| path.trim_start_matches("./").trim_end_matches('/').to_string());
    let folders = input.filter(|path| !path.is_empty() && path != ".").into_iter().collect();
    let mut outline = Outline::new("eleventy", folders).templates(Templates::Liquid);
    outline.without = &["_includes", "_site", "_data"];
    outline.bad_date = Some("Eleventy stops the build at it");
    outline
}
