//! Who adds `rel` to links: Material's privacy plugin, and hooks.

use super::config::{Config, flag_of, text_of};
use crate::generator::rel::mentioned;
use crate::generator::{ExternalRel, Own};

/// What `mkdocs.yml` and the texts of the hooks say of it.
pub fn external(config: &Config, hooks: &[Option<String>]) -> Option<ExternalRel> {
    let attributes = config.plugin("privacy").filter(|options| flag_of(options, "links") != Some(false));
    if let Some(words) = attributes.and_then(|options| text_of(options.get("links_attr_map")?, "rel")) {
        return Some(ExternalRel::everywhere(Some(words), Own::Replaced));
    }
    let is_about_rel = hooks.iter().flatten().any(|hook| mentioned(hook).is_some());
    is_about_rel.then(|| ExternalRel::everywhere(None, Own::Joined))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::mkdocs::config::tests::config;

    #[test]
    fn attributes_of_the_privacy_plugin_and_hooks() {
        let of = |plugins: &str, hooks: &[Option<String>]| external(&config(&[("mkdocs.yml", plugins)]), hooks).map(|rel| rel.words);
        let words = |words: &[&str]| Some(Some(words.iter().map(|word| word.to_string()).collect::<Vec<_>>()));
        assert_eq!(
            of("plugins: [{privacy: {links_attr_map: {target: _blank, rel: sponsored noopener}}}]", &[]),
            words(&["sponsored", "noopener"])
        );
        assert_eq!(of("plugins: [{material/privacy: {links: false, links_attr_map: {rel: nofollow}}}]", &[]), None);
        assert_eq!(of("plugins: [privacy]", &[]), None);
        assert_eq!(of("", &[Some("link.set('rel', 'sponsored')".into())]), Some(None));
        assert_eq!(of("", &[None]), None);
    }
}
