//! Plugins that add `rel` to links. They go over the finished page, so that it makes no difference how a link was written.

use super::config::Plugins;
use crate::generator::rel::mentioned;
use crate::generator::root::{Root, string};
use crate::generator::{ExternalRel, Own};
use serde_json::Value;

/// What the plugins of the site do, by what `_config.yml` says.
pub fn external(root: &Root<'_>, config: &Value, plugins: &Plugins) -> Option<ExternalRel> {
    let text = |path: &[&str]| string(config, path);
    let is_off = |path: &str| config.pointer(path).and_then(Value::as_bool) == Some(false);
    let has = |names: &[&str]| names.iter().any(|name| plugins.has(name));
    if has(&["jekyll-target-blank"]) {
        // Only links of a class, which may be that of the paid ones.
        let words = text(&["target-blank", "css_class"]).is_none().then(|| {
            let defaults = ["noopener", "noreferrer"].into_iter().filter(|word| !is_off(&format!("/target-blank/{word}")));
            defaults.map(String::from).chain(text(&["target-blank", "rel"])).collect::<Vec<_>>().join(" ")
        });
        return Some(ExternalRel::everywhere(words.as_deref(), Own::Replaced));
    }
    if has(&["jekyll-link-attributes", "jekyll-external-link-accessibility"]) && !is_off("/external_links/enabled") {
        let words = text(&["external_links", "rel"]).unwrap_or_else(|| "external nofollow noopener".into());
        return Some(ExternalRel::everywhere(Some(&words), Own::Kept).except(hosts(&config["external_links"]["exclude"])));
    }
    if has(&["jekyll-autonofollow"]) && config.pointer("/nofollow/enable").and_then(Value::as_bool) == Some(true) {
        return Some(ExternalRel::everywhere(Some("external nofollow"), Own::Replaced).except(hosts(&config["nofollow"]["exclude"])));
    }
    if let Some(words) = text(&["extlinks", "attributes", "rel"]) {
        return Some(ExternalRel::everywhere(Some(&words), Own::Kept).except(hosts(&config["extlinks"]["rel_exclude"])));
    }
    // Any code may stand in a plugin of the site's own.
    let folder = format!("{}/", text(&["plugins_dir"]).unwrap_or_else(|| "_plugins".into()).trim_matches('/'));
    let mut own = root.files.iter().filter(|file| file.starts_with(&folder) && file.ends_with(".rb")).take(100);
    let is_about_rel = own.any(|file| (root.read)(file).is_some_and(|code| mentioned(&code).is_some()));
    is_about_rel.then(|| ExternalRel::everywhere(None, Own::Joined))
}

fn hosts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(String::from).collect()
}

#[cfg(test)]
mod tests {
    use super::super::config::Config;
    use crate::generator::testing;

    fn external(config: &str) -> Option<(Option<String>, super::Own)> {
        let rel = testing::site(&[("_config.yml", config)], Config::read).external_rel?;
        Some((rel.words.map(|words| words.join(" ")), rel.own))
    }

    #[test]
    fn plugins_with_their_defaults_and_options() {
        use super::Own::{Kept, Replaced};
        let words = |words: &str| Some(words.to_string());
        assert_eq!(external("plugins: [jekyll-target-blank]"), Some((words("noopener noreferrer"), Replaced)));
        assert_eq!(
            external("plugins: [jekyll-target-blank]\ntarget-blank: {rel: sponsored, noreferrer: false}"),
            Some((words("noopener sponsored"), Replaced))
        );
        assert_eq!(external("plugins: [jekyll-target-blank]\ntarget-blank: {css_class: ad}"), Some((None, Replaced)));
        assert_eq!(external("plugins: [jekyll-link-attributes]"), Some((words("external nofollow noopener"), Kept)));
        assert_eq!(external("plugins: [jekyll-link-attributes]\nexternal_links: {enabled: false}"), None);
        assert_eq!(external("extlinks: {attributes: {rel: nofollow, target: _blank}}"), Some((words("nofollow"), Kept)));
        assert_eq!(external("plugins: [jekyll-feed]"), None);
    }
}
