//! Who adds `rel` to links: plugins of markdown-it and of Eleventy, and transforms.

use super::config::uses;
use crate::generator::rel::{mentioned, words};
use crate::generator::script::{Literal, Script};
use crate::generator::{ExternalRel, Own};

/// Plugins of Eleventy that go over the links of finished pages, with the words that they add by default.
const PLUGINS: &[(&str, &str)] = &[
    ("@aloskutov/eleventy-plugin-external-links", "noreferrer nofollow noopener external"),
    ("eleventy-plugin-external-links", "noopener"),
];

/// What the configuration says of it.
pub fn external(script: &Script) -> Option<ExternalRel> {
    // Any code may stand in a transform.
    let transforms = script.text().contains("addTransform").then(|| mentioned(script.text())).flatten();
    if transforms.is_some() {
        return Some(ExternalRel::everywhere(None, Own::Joined));
    }
    let plugins = script.calls("addPlugin");
    for (module, default) in PLUGINS {
        let Some(name) = script.name_of(module) else { continue };
        let is_it = |arguments: &&Vec<Literal>| matches!(arguments.first(), Some(Literal::Computed(text)) if text == name);
        if let Some(arguments) = plugins.iter().find(is_it) {
            let options = arguments.get(1).unwrap_or(&Literal::Nothing);
            let words = match options.get(&["rel"]) {
                Some(rel) => words(rel),
                None => Some(default.to_string()),
            };
            let own = if options.get(&["overwrite"]) == Some(&Literal::Bool(false)) { Own::Kept } else { Own::Replaced };
            return Some(ExternalRel::everywhere(words.as_deref(), own));
        }
    }
    attributes(&uses(script, "markdown-it-link-attributes")?)
}

/// What markdown-it-link-attributes does with these options: one configuration, or several for different links.
fn attributes(options: &Literal) -> Option<ExternalRel> {
    let one = std::slice::from_ref(options);
    let all = if let Literal::List(items) = options { items.as_slice() } else { one };
    if all.iter().any(|options| !matches!(options, Literal::Map(_))) {
        return Some(ExternalRel::in_markdown(None, Own::Replaced));
    }
    // Before its third version, the attributes stood among the options themselves.
    let rels: Vec<&Literal> = all.iter().filter_map(|options| options.get(&["attrs", "rel"]).or_else(|| options.get(&["rel"]))).collect();
    let found: Option<Vec<String>> = rels.iter().map(|rel| words(rel)).collect();
    (!rels.is_empty()).then(|| ExternalRel::in_markdown(found.map(|found| found.join(" ")).as_deref(), Own::Replaced))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plugins_and_transforms() {
        let of = |text: &str| external(&Script::new(text)).map(|rel| (rel.words.map(|words| words.join(" ")), rel.in_html));
        let links = "const links = require('markdown-it-link-attributes');\n";
        assert_eq!(
            of(&format!("{links}md.use(links, {{ attrs: {{ target: '_blank', rel: 'nofollow' }} }})")),
            Some((Some("nofollow".into()), false))
        );
        assert_eq!(
            of(&format!("{links}md.use(links, [{{ matcher: isAd, attrs: {{ rel: 'sponsored' }} }}, {{ attrs: {{ rel: 'noopener' }} }}])")),
            Some((Some("sponsored noopener".into()), false))
        );
        assert_eq!(of(&format!("{links}md.use(links, {{ attrs: {{ target: '_blank' }} }})")), None);
        assert_eq!(of(&format!("{links}md.use(links, options())")), Some((None, false)));
        let plugin = "const ext = require('@aloskutov/eleventy-plugin-external-links');\n";
        assert_eq!(
            of(&format!("{plugin}c.addPlugin(ext, {{ url: 'https://desk.example' }})")),
            Some((Some("noreferrer nofollow noopener external".into()), true))
        );
        assert_eq!(of(&format!("{plugin}c.addPlugin(ext, {{ rel: ['sponsored'] }})")), Some((Some("sponsored".into()), true)));
        assert_eq!(of("c.addTransform('rel', (page) => page.replace('<a ', '<a rel=\"sponsored\" '))"), Some((None, true)));
        assert_eq!(of("c.addTransform('min', minify)"), None);
    }
}
