//! Astro: detection and outline.

use super::{Definition, Outline, Root};

pub const DEFINITION: Definition = Definition {
    name: "astro",
    markers: &["astro.config.*"],
    detect: |root| root.files.iter().find(|file| file.starts_with("astro.config.")).map(|file| format!("{file} is there")),
    load: |root| Box::new(load(root)),
};

fn load(_root: &Root<'_>) -> Outline {
    let mut outline = Outline::new("astro", vec!["src/content".into(), "src/pages".into()]);
    outline.partials = true;
    outline
}
