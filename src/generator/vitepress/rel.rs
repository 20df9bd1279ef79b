//! `rel` of links to other sites, which VitePress sets whether the author has written one or not.

use crate::generator::root::string;
use crate::generator::script::{Literal, SPREAD};
use crate::generator::{ExternalRel, Own, Root};

/// What VitePress writes, by the configuration that is exported and the version that the `package.json` beside `.vitepress`, or above, asks for.
pub fn external(exported: &Literal, root: &Root<'_>, folder: &str) -> ExternalRel {
    let markdown = exported.get(&["markdown"]);
    let links = markdown.and_then(|markdown| markdown.get(&["externalLinks"]));
    let is_open = |options: Option<&Literal>| match options {
        None | Some(Literal::Nothing) => false,
        Some(options) => !matches!(options, Literal::Map(_)) || options.get(&[SPREAD]).is_some(),
    };
    let words = match links.and_then(|links| links.get(&["rel"])) {
        Some(Literal::Text(words)) => Some(words.as_str()),
        Some(_) => None,
        None if is_open(Some(exported)) || is_open(markdown) || is_open(links) => None,
        None => Some("noreferrer"),
    };
    // The site may be the folder of `.vitepress` itself, in a project around it.
    let package =
        [format!("{folder}/package.json"), "package.json".into(), "../package.json".into()].iter().find_map(|name| (root.read)(name));
    let package: serde_json::Value = package.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let version = ["devDependencies", "dependencies"].iter().find_map(|list| string(&package, &[list, "vitepress"]));
    let keeps = version.is_some_and(|version| keeps_own(&version));
    ExternalRel::in_markdown(words, if keeps { Own::Kept } else { Own::Replaced })
}

/// Whether this version leaves attributes alone that the author has written: from 2.0.0-alpha.19 on.
fn keeps_own(version: &str) -> bool {
    let version = version.trim_start_matches(['^', '~', '>', '=', ' ', 'v']);
    match version.strip_prefix("2.0.0-alpha.") {
        Some(alpha) => alpha.parse().is_ok_and(|alpha: u32| alpha >= 19),
        None => version.split(['.', '-', ' ']).next().and_then(|major| major.parse().ok()).is_some_and(|major: u32| major >= 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::script::Script;
    use crate::generator::testing;

    fn of(config: &str, package: &str) -> ExternalRel {
        let exported = Script::new(config).exported().unwrap_or(Literal::Nothing);
        testing::site(&[("package.json", package)], |root| external(&exported, root, "docs"))
    }

    #[test]
    fn its_own_words_and_those_of_the_configuration() {
        let words = |config: &str| of(config, "{}").words.map(|words| words.join(" "));
        assert_eq!(words("export default {}").as_deref(), Some("noreferrer"));
        assert_eq!(words("export default { markdown: { externalLinks: { target: '_self' } } }").as_deref(), Some("noreferrer"));
        assert_eq!(
            words("export default { markdown: { externalLinks: { rel: 'sponsored noopener' } } }").as_deref(),
            Some("sponsored noopener")
        );
        for computed in [
            "export default { ...shared() }",
            "export default { markdown: made() }",
            "export default { markdown: { externalLinks: { rel: rel() } } }",
        ] {
            assert_eq!(words(computed), None, "{computed}");
        }
    }

    #[test]
    fn older_versions_replace_what_the_author_wrote() {
        let own = |version: &str| of("export default {}", &format!("{{\"devDependencies\": {{\"vitepress\": \"{version}\"}}}}")).own;
        for version in ["^1.6.3", "latest", "2.0.0-alpha.5", "*"] {
            assert_eq!(own(version), Own::Replaced, "{version}");
        }
        for version in ["2.0.0-alpha.19", "^2.0.0-alpha.21", "^2.0.0", "3"] {
            assert_eq!(own(version), Own::Kept, "{version}");
        }
    }
}
