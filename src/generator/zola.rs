//! Zola: detection and outline.

use super::{Definition, Outline, toml};
use crate::article::Templates;

const CONFIGS: &[&str] = &["zola.toml", "config.toml"];

pub const DEFINITION: Definition = Definition {
    name: "zola",
    markers: CONFIGS,
    detect: |root| {
        let (name, text) = root.first(CONFIGS)?;
        let is_zola = toml(&text).get("base_url").is_some() || text.lines().any(|line| line.trim_start().starts_with("base_url"));
        is_zola.then(|| format!("{name} has base_url"))
    },
    load: |_| Box::new(load()),
};

fn load() -> Outline {
    let mut outline = Outline::new("zola", vec!["content".into()]).templates(Templates::Shortcodes);
    outline.dialect.attributes = crate::article::Attributes::Pulldown;
    outline.bad_date = Some("Zola stops the build at it");
    outline.date_fields = &["date", "updated"];
    outline
}
