//! `rel` of links: how an author may write it behind a link of Markdown, and what the generator and its plugins write themselves.

use super::host;
use super::script::{Literal, SPREAD, Script};
use crate::article::{Attributes, Dialect, Flavour};

/// How a list of attributes stands right behind a link of Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkAttributes {
    pub open: &'static str,
    pub close: &'static str,
    /// It may stand in a heading: the heading's id is not made of the way it is written.
    pub in_headings: bool,
    /// The list goes on to the last brace of the text behind the link.
    pub is_greedy: bool,
}

impl LinkAttributes {
    /// Those of a dialect, where it has any.
    pub fn of(dialect: &Dialect) -> Option<LinkAttributes> {
        match (dialect.flavour, dialect.attributes) {
            _ if dialect.html => None,
            // The id is made of the heading's source, a list in it included.
            (Flavour::Kramdown, _) => Some(LinkAttributes { open: "{:", close: "}", in_headings: false, is_greedy: false }),
            (Flavour::PythonMarkdown(extensions), _) if extensions.attributes => {
                Some(LinkAttributes { open: "{ ", close: " }", in_headings: true, is_greedy: true })
            }
            (_, Attributes::MarkdownIt) => Some(LinkAttributes { open: "{", close: "}", in_headings: true, is_greedy: false }),
            _ => None,
        }
    }

    /// The list with these attributes.
    pub fn list(&self, attributes: &str) -> String {
        format!("{}{attributes}{}", self.open, self.close)
    }
}

/// What a generator or its plugins write into `rel` of links to other hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalRel {
    /// `None` where only a build would tell.
    pub words: Option<Vec<String>>,
    /// In raw HTML too, and not only in links of Markdown.
    pub in_html: bool,
    /// What becomes of what the author wrote.
    pub own: Own,
    /// Hosts whose links are left as they are.
    pub except: Vec<String>,
}

/// What becomes of a `rel` that the author wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// It stays, and nothing is added.
    Kept,
    /// The words are added to it.
    Joined,
    /// The words stand in its place.
    Replaced,
}

impl ExternalRel {
    /// What links of Markdown get.
    pub fn in_markdown(words: Option<&str>, own: Own) -> ExternalRel {
        let words = words.map(|words| words.split_whitespace().map(String::from).collect());
        ExternalRel { words, in_html: false, own, except: Vec::new() }
    }

    /// What all links of the page get.
    pub fn everywhere(words: Option<&str>, own: Own) -> ExternalRel {
        ExternalRel { in_html: true, ..ExternalRel::in_markdown(words, own) }
    }

    pub fn except(self, hosts: impl IntoIterator<Item = String>) -> ExternalRel {
        ExternalRel { except: hosts.into_iter().collect(), ..self }
    }

    /// Whether a link to `href` gets the words, on a site whose own host is `site`.
    pub fn is_for(&self, href: &str, is_html: bool, site: Option<&str>) -> bool {
        let host = match href.strip_prefix("//") {
            Some(rest) => host(&format!("https://{rest}")),
            None => host(href),
        };
        let is_other = |host: &str| site != Some(host) && !self.except.iter().any(|other| host_of(other) == host);
        (self.in_html || !is_html) && host.is_some_and(|host| is_other(&host))
    }

    /// What rehype-external-links does, where a configuration in JavaScript uses it.
    pub fn by_rehype(script: &Script) -> Option<ExternalRel> {
        let options = script.plugin("rehype-external-links")?;
        let words = match options.get(&["rel"]) {
            _ if [SPREAD, "test"].iter().any(|key| options.get(&[key]).is_some()) => None,
            Some(rel) => words(rel),
            None if matches!(options, Literal::Computed(_)) => None,
            None => Some("nofollow".into()),
        };
        Some(ExternalRel::in_markdown(words.as_deref(), Own::Replaced))
    }
}

/// The words that a configuration gives, as a text or a list.
pub fn words(value: &Literal) -> Option<String> {
    match value {
        Literal::Text(text) => Some(text.clone()),
        Literal::List(items) => items.iter().map(Literal::as_str).collect::<Option<Vec<_>>>().map(|words| words.join(" ")),
        _ => None,
    }
}

/// The host of what may be an address.
fn host_of(text: &str) -> &str {
    let text = text.split_once("//").map_or(text, |(_, rest)| rest);
    text.split('/').next().unwrap_or_default()
}

/// Those words for paid links that a file of the site's own code names. Under what condition it writes them is not looked at.
pub fn mentioned(code: &str) -> Option<String> {
    let words: Vec<&str> = ["sponsored", "nofollow"].into_iter().filter(|word| code.contains(word)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_other_hosts_get_the_words() {
        let rel = ExternalRel::in_markdown(Some("nofollow"), Own::Kept).except(["shop.example".into(), "https://lids.example/x".into()]);
        let is_for = |href| rel.is_for(href, false, Some("desk.example"));
        assert!(is_for("https://kettle.example/") && is_for("//kettle.example"));
        for href in
            ["/go/kettle", "go/kettle", "https://desk.example/a", "https://shop.example/a", "https://lids.example", "mailto:a@b.example"]
        {
            assert!(!is_for(href), "{href}");
        }
        assert!(!rel.is_for("https://kettle.example/", true, None));
        assert!(ExternalRel::everywhere(None, Own::Kept).is_for("https://kettle.example/", true, None));
    }

    #[test]
    fn rehype_external_links_in_its_forms() {
        let words = |text: &str| ExternalRel::by_rehype(&Script::new(text)).map(|rel| rel.words.map(|words| words.join(" ")));
        let known = |text: &str| words(text).flatten();
        let import = "import links from 'rehype-external-links';\n";
        let with = |options: &str| format!("{import}export default {{ markdown: {{ rehypePlugins: [slug, [links, {options}]] }} }}");
        assert_eq!(known(&with("{ rel: ['sponsored', 'noopener'] }")).as_deref(), Some("sponsored noopener"));
        assert_eq!(known(&with("{ target: '_blank', rel: 'noopener' }")).as_deref(), Some("noopener"));
        assert_eq!(known(&with("{ target: '_blank' }")).as_deref(), Some("nofollow"));
        assert_eq!(known(&format!("{import}export default {{ rehypePlugins: [links] }}")).as_deref(), Some("nofollow"));
        assert_eq!(known("export default { rehypePlugins: [['rehype-external-links', { rel: [] }]] }").as_deref(), Some(""));
        let required = "module.exports = { rehypePlugins: [[require('rehype-external-links').default, { rel: ['nofollow'] }]] }";
        assert_eq!(known(required).as_deref(), Some("nofollow"));
        let declared = format!("{import}const options = {{ rel: 'sponsored' }}\nexport default {{ rehypePlugins: [[links, options]] }}");
        assert_eq!(known(&declared).as_deref(), Some("sponsored"));
        for computed in ["{ rel: relOf }", "{ ...shared }", "{ test: isAd, rel: 'sponsored' }"] {
            assert_eq!(words(&with(computed)), Some(None), "{computed}");
        }
        assert_eq!(words(import), Some(None));
        assert_eq!(words("export default {}"), None);
    }
}
