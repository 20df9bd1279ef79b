//! VitePress: detection and outline.

use super::{Definition, Outline, Root};

pub const DEFINITION: Definition = Definition {
    name: "vitepress",
    markers: &[".vitepress/config.*", ".vitepress/config/index.*"],
    detect: |root| root.files.iter().find(|file| file.starts_with(".vitepress/config")).map(|file| format!("{file} is there")),
    load: |root| Box::new(load(root)),
};

fn load(root: &Root<'_>) -> Outline {
    // The configuration may stand in a folder of its own (`docs/.vitepress`); named by hand, it is looked for.
    let config = root.files.iter().find(|file| file.contains(".vitepress/config"));
    let folder = config.and_then(|file| file.split_once("/.vitepress/")).map(|(folder, _)| folder.to_string());
    let mut outline = Outline::new("vitepress", folder.into_iter().collect());
    outline.dialect.attributes = crate::article::Attributes::Pulldown;
    outline.prints_title = false;
    outline.h1_is_title = true;
    outline
}
