//! Who adds `rel` to links: hexo-renderer-marked, and the plugins for that.

use crate::generator::root::{Root, string};
use crate::generator::{ExternalRel, Own};
use serde_json::Value;

/// What `_config.yml` says of it.
pub fn external(root: &Root<'_>, config: &Value, marked: bool) -> Option<ExternalRel> {
    let of = |key: &str| config.get(key).cloned().unwrap_or_default();
    let is_on = |options: &Value, key: &str| options.get(key).and_then(Value::as_bool);
    // hexo-filter-nofollow works unless it is turned off, its forerunners when they are turned on.
    let nofollow = of("nofollow");
    if is_on(&nofollow, "enable").unwrap_or_else(|| root.depends_on("hexo-filter-nofollow")) {
        let rel = ExternalRel::everywhere(Some("noopener external nofollow"), Own::Joined);
        return Some(rel.except(hosts(&nofollow)));
    }
    let external = of("hexo_external_link");
    if is_on(&external, "enable") == Some(true) {
        let words = string(&external, &["link_rel"]).unwrap_or_else(|| "external nofollow noopener noreferrer".into());
        return Some(ExternalRel::everywhere(Some(&words), Own::Replaced));
    }
    let link = config.pointer("/marked/external_link").filter(|_| marked)?;
    let rel = ExternalRel::in_markdown(Some("noopener external nofollow noreferrer"), Own::Kept);
    (is_on(link, "nofollow") == Some(true)).then(|| rel.except(hosts(link)))
}

/// The hosts that are left out: a list, or one.
fn hosts(options: &Value) -> Vec<String> {
    match options.get("exclude") {
        Some(Value::Array(hosts)) => hosts.iter().filter_map(Value::as_str).map(String::from).collect(),
        Some(Value::String(host)) => vec![host.clone()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::root::yaml;
    use crate::generator::testing;

    /// The words that links of Markdown get, and whether those of HTML get them.
    fn external_of(config: &str, package: &str) -> Option<(String, bool)> {
        let rel = testing::site(&[("package.json", package)], |root| external(root, &yaml(config), true))?;
        Some((rel.words?.join(" "), rel.in_html))
    }

    #[test]
    fn plugins_and_the_renderer() {
        let filtered = Some(("noopener external nofollow".to_string(), true));
        assert_eq!(external_of("nofollow: {enable: true}", "{}"), filtered);
        assert_eq!(external_of("", "{\"dependencies\": {\"hexo-filter-nofollow\": \"^2\"}}"), filtered);
        assert_eq!(external_of("nofollow: {enable: false}", "{\"dependencies\": {\"hexo-filter-nofollow\": \"^2\"}}"), None);
        let rendered = Some(("noopener external nofollow noreferrer".to_string(), false));
        assert_eq!(external_of("marked: {external_link: {nofollow: true}}", "{}"), rendered);
        assert_eq!(external_of("marked: {external_link: {enable: true}}", "{}"), None);
        assert_eq!(external_of("hexo_external_link: {enable: true, link_rel: sponsored}", "{}"), Some(("sponsored".into(), true)));
        assert_eq!(external_of("external_link: {enable: true}", "{}"), None);
    }

    #[test]
    fn hosts_that_are_left_out() {
        let of = |config: &str| hosts(&yaml(config));
        assert_eq!(of("exclude: [a.example, b.example]"), ["a.example", "b.example"]);
        assert_eq!(of("exclude: a.example"), ["a.example"]);
        assert!(of("enable: true").is_empty());
    }
}
