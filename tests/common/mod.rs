//! What several tests need: sites in temporary folders, and a run over them.
#![allow(dead_code, reason = "each test uses some of it")]

use copydesk::config::Pick;
use copydesk::engine::{Options, Run, Session};
use copydesk::generator::{self, Detected, Root};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder that is gone when the test is.
pub struct Folder {
    _folder: tempfile::TempDir,
    pub root: PathBuf,
}

impl Folder {
    pub fn new() -> Folder {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let root = folder.path().canonicalize().expect("it is there");
        Folder { _folder: folder, root }
    }

    /// A folder with these files.
    pub fn with(files: &[(&str, &[u8])]) -> Folder {
        let folder = Folder::new();
        files.iter().for_each(|(path, bytes)| folder.write(path, bytes));
        folder
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }

    pub fn run(&self) -> Run {
        run(&self.root, &[])
    }
}

/// Checks these paths, seen from `root`.
pub fn run(root: &Path, paths: &[&str]) -> Run {
    let options = Options { paths: paths.iter().map(PathBuf::from).collect(), generator: None, pick: Pick::default(), as_of: None };
    Session::open(root, &options).unwrap_or_else(|error| panic!("{}", error.message)).check()
}

/// A copy of one of the project's sites, away from the project's own repository.
pub fn fixture(name: &str) -> Folder {
    let folder = Folder::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name), &folder.root);
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("the folder is there").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the file can be copied");
        }
    }
}

/// `path:line rule "text at fault"`, a line a finding.
pub fn listed(root: &Path, run: &Run) -> Vec<String> {
    let mut lines: Vec<String> = run
        .findings
        .iter()
        .map(|finding| {
            let bytes = fs::read(root.join(&*finding.file)).expect("the article is there");
            let text = String::from_utf8_lossy(&bytes[finding.span.range()]).into_owned();
            let text = text.split_once('\n').map_or(text.clone(), |(first, _)| format!("{}…", first.trim_end()));
            format!("{}:{} {} \"{text}\"", finding.file, finding.at.start.line, finding.rule)
        })
        .collect();
    lines.sort();
    lines
}

/// What the program has said, and how it ended.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// The report without the seconds that it took.
    pub fn timeless(&self) -> String {
        let without = |line: &str| match line.strip_suffix(" s").and_then(|line| line.rsplit_once(". ")) {
            Some((line, seconds)) if seconds.parse::<f64>().is_ok() => format!("{line}.\n"),
            _ => format!("{line}\n"),
        };
        self.out.lines().map(without).collect()
    }
}

/// Runs the program in `cwd`.
pub fn copydesk(cwd: &Path, arguments: &[&str]) -> Said {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let output = command.current_dir(cwd).args(arguments).env_remove("NO_COLOR").output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what it says is UTF-8");
    Said { code: output.status.code().expect("it ends by itself"), out: text(output.stdout), err: text(output.stderr) }
}

/// All generators, and those that a configuration makes read other Markdown.
pub fn generators() -> Vec<Detected> {
    SITES.iter().filter_map(|(name, file, text)| site(name, file, text)).collect()
}

pub fn site(name: &str, file: &str, text: &str) -> Option<Detected> {
    generator::named(name, &Root { files: &[file.into()], read: &|asked| (asked == file).then(|| text.into()), version: None })
}

/// Generators, each with a file of its configuration that decides what it reads.
pub const SITES: &[(&str, &str, &str)] = &[
    ("plain", "README.md", ""),
    ("hexo", "_config.yml", ""),
    ("hexo", "package.json", "{\"dependencies\": {\"hexo-renderer-markdown-it\": \"7\"}}"),
    ("hugo", "hugo.toml", ""),
    ("hugo", "hugo.toml", "[markup.goldmark.parser.attribute]\nblock = true\n"),
    ("jekyll", "_config.yml", ""),
    ("jekyll", "_config.yml", "markdown: CommonMarkGhPages\n"),
    ("docusaurus", "docusaurus.config.js", ""),
    ("astro", "astro.config.mjs", ""),
    ("mkdocs", "mkdocs.yml", ""),
    (
        "mkdocs",
        "mkdocs.yml",
        "markdown_extensions: [extra, admonition, mdx_include, pymdownx.details, pymdownx.tabbed, pymdownx.snippets, \
         pymdownx.blocks.details]\nplugins: [mkdocstrings]\n",
    ),
    ("mkdocs", "mkdocs.yml", "markdown_extensions: [extra, admonition]\nplugins: [macros]\n"),
    ("vitepress", ".vitepress/config.js", ""),
    ("eleventy", "eleventy.config.js", ""),
    (
        "eleventy",
        "eleventy.config.js",
        "import attrs from 'markdown-it-attrs';\nexport default (c) => c.amendLibrary('md', (md) => md.use(attrs));\n",
    ),
    ("mdbook", "book.toml", ""),
    ("zola", "config.toml", "[markdown]\ndefinition_list = true\n"),
];

/// Each way of reading an article that these have, with a generator and the name of a file that it reads so.
pub fn dialects() -> Vec<(Detected, &'static str)> {
    let mut found: Vec<(Detected, &str)> = Vec::new();
    for name in ["a.md", "docs/a.mdx"] {
        for detected in generators() {
            let dialect = detected.generator.dialect(name);
            if found.iter().all(|(known, name)| known.generator.dialect(name) != dialect) {
                found.push((detected, name));
            }
        }
    }
    found
}

/// What goes on for ever, or comes very often, in some dialect.
pub const ENDLESS: &[&str] = &[
    "{",
    "{#",
    "{: ",
    "{{< ",
    "{{% ",
    "{{ ",
    "{% ",
    "{% raw %} ",
    "{{< highlight >}}\n",
    "{/* ",
    "{/*\n",
    "{*",
    "{\"",
    "{a=",
    "){",
    "*a*{",
    "`a`{.x",
    "<A ",
    "<A\n",
    "<A {",
    "<A>\n",
    "<a>{\n",
    "<a \"> <a '\n",
    "</b>\n",
    "<b></i> a ",
    "<div>\n",
    "<div markdown=\"1\">\n",
    "<p markdown=\"span\">",
    "<p \"'>\n",
    "<pre>\n",
    "<script> a ",
    "<!--\n",
    "<!-- a --> b\n",
    ":::\n",
    "::: tip\n",
    "::: a.b\n",
    "::: tip\n\n- a\n\n",
    "!!! note\n",
    "!!! note\n    ",
    "??? tip \"\n",
    "=== \"a\"\n",
    "/// note\n",
    "--8<--\n",
    "{! a\n",
    "$$\n",
    "$$ ",
    "^\n",
    "```x\n",
    "~~~ a b\n",
    "` ``",
    "- ",
    "- a\n",
    "- {: .x}\n",
    "1. a\n   - b\n",
    "> ",
    "> - ",
    "    ",
    "\t- a\n",
    "  a\n\n",
    "[^1]",
    "[^1]: a\n\n",
    "[^1]:\n    ",
    "a\n: b\n\n",
    "a\n: b\n",
    ": ",
    "*[a]: b\n",
    "[a]: b\n",
    "[a][",
    "| a ",
    "| a |\n|---|\n| b |\n\n",
    "## a {#b}\n\n",
    "## a\n",
    "a\n===\n",
    "a\n{: #b}\n\n",
    "{: #b}\na\n\n",
    "{:b: .c}\n",
    "a {#b}\n",
    "*a*{: .b} ",
    "[a](b){ .c } ",
    "<h2 id=a>\n",
    "# a {#a .b c=d} #\n",
    "{::comment}\n",
    "{:/}\n",
    "export const a = {\n\n",
    "import a\n\n",
    "{{ é }}\u{a0}\n",
    "\\",
    "\\`",
    "&",
    "\u{2028}",
];
