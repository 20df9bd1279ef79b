//! Configurations in JavaScript or TypeScript, as far as they are written out: literals are read, nothing is run.

mod lex;
mod literal;
mod reader;

pub use literal::{Literal, SPREAD};

use lex::{is_name, string, without_comments};
use reader::{LOOKUPS, Reader};

/// Longer scripts are no configurations. 1 MiB.
const LONGEST: usize = 1 << 20;

/// One or more scripts that are read as one.
pub struct Script {
    /// Comments are blanked.
    text: String,
}

impl Script {
    pub fn new(text: &str) -> Script {
        Script { text: if text.len() > LONGEST { String::new() } else { without_comments(text) } }
    }

    /// The text without its comments.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the script exports as its configuration: an object, or what a function returns.
    pub fn exported(&self) -> Option<Literal> {
        let start = ["export default", "module.exports =", "module.exports=", "exports.default ="].iter().find_map(|mark| {
            let at = self.text.find(mark)?;
            Some(at + mark.len())
        })?;
        self.reader().configuration(start, 0)
    }

    /// The value of a name that is declared in the script.
    pub fn declared(&self, name: &str) -> Option<Literal> {
        let reader = self.reader();
        reader.configuration(reader.declaration(name)?, 0)
    }

    /// The arguments of all calls of a function or method of this name.
    pub fn calls(&self, name: &str) -> Vec<Vec<Literal>> {
        let reader = self.reader();
        let mut calls = Vec::new();
        let mut at = 0;
        while let Some(found) = self.text[at..].find(name).filter(|_| calls.len() < LOOKUPS as usize) {
            let (start, end) = (at + found, at + found + name.len());
            at = end;
            if !self.text[..start].ends_with(is_name) && self.text[end..].starts_with('(') {
                calls.push(reader.list(end + 1, b')', 0).0);
            }
        }
        calls
    }

    /// The strings that stand behind a key, wherever in the script.
    pub fn texts_of(&self, key: &str) -> Vec<String> {
        let value = |(start, _): (usize, &str)| {
            if self.text[..start].ends_with(|c| is_name(c) || matches!(c, '.' | '-')) {
                return None;
            }
            let behind = self.text[start + key.len()..].trim_start_matches(['\'', '"']).trim_start();
            let value = behind.strip_prefix(':')?.trim_start();
            let quote = value.bytes().next().filter(|byte| matches!(byte, b'\'' | b'"' | b'`'))?;
            Some(string(value, quote)?.0)
        };
        self.text.match_indices(key).filter_map(value).collect()
    }

    /// The name that a module has in the script: `import name from 'module'`, `const name = require('module')`.
    pub fn name_of(&self, module: &str) -> Option<&str> {
        [format!("'{module}'"), format!("\"{module}\"")].iter().find_map(|quoted| {
            let before = self.text[..self.text.find(quoted.as_str())?].trim_end();
            let before = match before.strip_suffix('(') {
                Some(before) => before.trim_end().strip_suffix("require")?.trim_end().strip_suffix('=')?,
                None => before.strip_suffix("from")?,
            };
            let before = before.trim_end();
            let name = &before[before.trim_end_matches(is_name).len()..];
            (!name.is_empty()).then_some(name)
        })
    }

    /// The options that a module has in a list of plugins (`[module, { … }]`): nothing where it has none, and computed where its use is not
    /// seen. `None` where the script does not have the module.
    pub fn plugin(&self, module: &str) -> Option<Literal> {
        let quoted = [format!("'{module}'"), format!("\"{module}\"")];
        let names: Vec<&str> = match self.name_of(module) {
            Some(name) => vec![name],
            None => quoted.iter().map(String::as_str).filter(|quoted| self.text.contains(quoted)).collect(),
        };
        let unseen = Literal::Computed(names.first()?.to_string());
        let places = names.iter().flat_map(|name| self.text.match_indices(*name).map(|(start, name)| (start, start + name.len())));
        let mut uses = places.take(LOOKUPS as usize).filter_map(|(start, end)| {
            let (before, behind) = (&self.text[..start], &self.text[end..]);
            if before.ends_with(|c| is_name(c) || c == '.') || before.trim_end().ends_with("import") {
                return None;
            }
            // `require('module').default`, `(await import('module')).default`
            let rest = behind.trim_start_matches([')', ' ']);
            let rest = rest.strip_prefix(".default").unwrap_or(rest).trim_start_matches([')', ' ', '\n', '\r', '\t']);
            match rest.strip_prefix(',') {
                Some(options) => self.reader().configuration(self.text.len() - options.len(), 0).or(Some(Literal::Nothing)),
                None => rest.starts_with(']').then_some(Literal::Nothing),
            }
        });
        Some(uses.next().unwrap_or(unseen))
    }

    fn reader(&self) -> Reader<'_> {
        Reader::new(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn exported(text: &str) -> Literal {
        Script::new(text).exported().unwrap_or(Literal::Nothing)
    }

    #[test]
    fn configurations_are_found_in_all_their_forms() {
        for text in [
            "export default { base: '/tea/' }",
            "import { defineConfig } from 'x'\n// defineConfig({ base: 'no' })\nexport default defineConfig({ base: \"/tea/\", })\n",
            "module.exports = {base: `/tea/`};",
            "export default withMermaid(defineConfig<Theme>({ base: '/tea/' }), {})",
            "const config: UserConfig = { base: '/tea/' }\nexport default config",
            "export default async () => { const x = { base: 1 }; return { base: '/tea/' } }",
            "export default defineConfig(({ mode }) => ({ base: '/tea/' }))",
            "module.exports = function (c) { c.on(() => { return 1; }); return { base: '/tea/' }; };",
            "const base = '/tea/'\nconst shared = { base }\nexport default { title: 'x', ...shared }",
            "export default { base: '/tea/' } satisfies UserConfig",
        ] {
            assert_eq!(exported(text).get(&["base"]).and_then(Literal::as_str), Some("/tea/"), "{text}");
        }
    }

    #[test]
    fn what_is_computed_is_said_to_be() {
        let config =
            exported("export default { base: process.env.BASE || '/', url: `${a}/b`, n: 2, f() { return 1 }, list: ['a', b, 'c'] }");
        assert_eq!(config.get(&["base"]), Some(&Literal::Computed("process.env.BASE || '/'".into())));
        assert!(matches!(config.get(&["url"]), Some(Literal::Computed(_))));
        assert!(matches!(config.get(&["f"]), Some(Literal::Computed(_))));
        assert_eq!(config.get(&["n"]), Some(&Literal::Number(2.0)));
        assert_eq!(config.get(&["list"]).map(Literal::texts), Some(vec!["a", "c"]));
    }

    #[test]
    fn as_json() {
        let config = exported("export default { a: [1, 'x', b], p: [tea({ x: 'y' }), f(1)[0]], ...more, [key]: { path: 1 } }");
        let json = serde_json::json!({
            "a": [1.0, "x", null],
            "p": [{"call": "tea", "with": [{"x": "y"}]}, null],
            "...": null,
            "[key]: { path: 1 }": null,
        });
        assert_eq!(Value::from(config), json);
    }

    #[test]
    fn nested_keys_are_not_those_of_the_top() {
        let config = exported("export default { sidebar: { '/a/': { base: '/no/' } }, ignore: [/^\\/x'/, \"it's\"], 'base': '/yes/' }");
        assert_eq!(config.get(&["base"]).and_then(Literal::as_str), Some("/yes/"));
        assert_eq!(config.get(&["sidebar", "/a/", "base"]).and_then(Literal::as_str), Some("/no/"));
    }

    #[test]
    fn texts_of_a_key_wherever_it_stands() {
        let script =
            Script::new("a = { slug: '/a', docs: [{ 'slug': \"/b\" }], x: { slug: `${y}` }, my-slug: '/c', slug: d, slugs: '/e' }");
        assert_eq!(script.texts_of("slug"), ["/a", "/b"]);
    }

    #[test]
    fn calls_and_modules() {
        let script = Script::new(
            "import anchor from 'md-anchor';\nconst attrs = require(\"md-attrs\");\nc.addCopy('a').addCopy({ 'b/c': 'd' });\nmd.use(anchor, { level: [2, 3] })",
        );
        assert_eq!(script.calls("addCopy").len(), 2);
        assert_eq!(script.calls("addCopy")[1][0].get(&["b/c"]).and_then(Literal::as_str), Some("d"));
        assert_eq!((script.name_of("md-anchor"), script.name_of("md-attrs"), script.name_of("no")), (Some("anchor"), Some("attrs"), None));
        assert_eq!(script.calls("use")[0][0], Literal::Computed("anchor".into()));
    }

    #[test]
    fn plugins_and_their_options() {
        let options = |text: &str| Script::new(text).plugin("md-links");
        assert_eq!(options("import slug from 'md-slug'; use([slug])"), None);
        assert_eq!(options("import links from 'md-links'; use([slug, links])"), Some(Literal::Nothing));
        let rel = |text: &str| options(text)?.get(&["rel"]).and_then(Literal::as_str).map(String::from);
        for text in [
            "import links from 'md-links'; use([[links, { rel: 'x' }]])",
            "const links = require('md-links'); use([slug, [links, { rel: 'x' }]])",
            "use([['md-links', { rel: 'x' }]])",
            "use([[require(\"md-links\").default, { rel: 'x' }]])",
            "use([[(await import('md-links')).default, { rel: 'x' }]])",
        ] {
            assert_eq!(rel(text).as_deref(), Some("x"), "{text}");
        }
        assert!(matches!(options("const { default: links } = await import('md-links')\nuse([links])"), Some(Literal::Computed(_))));
    }

    #[test]
    fn broken_scripts_are_read_to_their_end() {
        for text in [
            "export default {",
            "export default { a: 'x",
            "module.exports = {a: [1, {b: (",
            "export default a\nconst a = a",
            "export default {é: 1, [x]: 2, ]}",
        ] {
            Script::new(text).exported();
        }
    }
}
