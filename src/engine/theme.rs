//! What the templates of a site say on all of its pages, as far as a rule asks for it.

use crate::affiliate::has_amazon_statement;
use crate::article::{Article, Dialect};
use crate::facts::{Facts, Statement};
use crate::files::SiteFolder;
use crate::text::Source;
use rayon::prelude::*;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Larger files are no templates. 256 KiB.
const MOST_BYTES: u64 = 256 << 10;

/// Languages of templates, and of the data that they show.
const ENDINGS: &[&str] = &[
    "html", "htm", "njk", "liquid", "hbs", "ejs", "pug", "swig", "jinja", "j2", "twig", "mustache", "astro", "vue", "svelte", "jsx", "tsx",
    "js", "ts", "php", "yml", "yaml", "toml", "json",
];

/// Whether a template has the statement that Amazon asks of its Associates: in a footer, above every article. Templates are read only
/// where a page has links of the programme and does not make the statement itself.
pub fn states_amazon(folder: &SiteFolder, pages: &[Facts]) -> bool {
    if !pages.iter().any(|page| page.amazon.is_some() && page.amazon_statement == Statement::Absent) {
        return false;
    }
    let is_template = |file: &&String| {
        let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
        ENDINGS.contains(&ending) && !file.split('/').any(|part| part == "node_modules")
    };
    let is_article = |file: &&String| folder.articles.binary_search_by(|article| article.local.as_str().cmp(file)).is_ok();
    folder.files.par_iter().filter(|file| is_template(file) && !is_article(file)).any(|file| states(&folder.root.join(file)))
}

fn states(file: &Path) -> bool {
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
    if read.is_err() || bytes.len() as u64 > MOST_BYTES || memchr::memmem::find(&bytes, b"mazon").is_none() {
        return false;
    }
    // Data and scripts are read as if they were text; what is meant for readers is written out in them.
    let dialect = Dialect { html: true, ..Dialect::default() };
    has_amazon_statement(&Article::read(Source::new("".into(), bytes), &dialect))
}
