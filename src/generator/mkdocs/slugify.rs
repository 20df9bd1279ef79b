//! The slug functions that the `toc` extension can be given.

use super::config::{Config, flag_of, python, text_of};
use crate::generator::slug::{self, Piece};

pub type Slug = fn(&[Piece<'_>], &mut String);

/// The site's slug function for headings; the name of one that is not known here.
pub fn of_headings(config: &Config) -> Result<Slug, String> {
    let options = config.extension("toc");
    let separator = options.and_then(|options| text_of(options, "separator")).unwrap_or("-");
    let Some(given) = options.and_then(|options| options.get("slugify")).filter(|given| !given.is_null()) else {
        return of("markdown.extensions.toc.slugify", None, separator).ok_or_else(|| "toc.separator".into());
    };
    let (name, keywords) = python(given).or_else(|| given.as_str().map(|name| (name, None))).unwrap_or(("", None));
    let case = keywords.and_then(|map| text_of(map, "case"));
    let percent = keywords.and_then(|map| flag_of(map, "percent_encode")) == Some(true);
    let known = match (name, percent) {
        ("pymdownx.slugs.slugify", true) => encoded(case),
        _ => of(name, case, separator),
    };
    known.ok_or_else(|| format!("toc.slugify: {name}"))
}

/// The function of this name.
pub fn of(name: &str, case: Option<&str>, separator: &str) -> Option<Slug> {
    Some(match (name, case.unwrap_or("none"), separator) {
        ("markdown.extensions.toc.slugify", _, "-") => slug::python_markdown,
        ("markdown.extensions.toc.slugify", _, "_") => slug::python_markdown_underscores,
        ("markdown.extensions.toc.slugify_unicode", _, "-") => slug::python_markdown_unicode,
        ("pymdownx.slugs.slugify", "none", "-") | ("pymdownx.slugs.uslugify_cased", _, "-") => slug::pymdown_none,
        ("pymdownx.slugs.slugify", "lower", "-") | ("pymdownx.slugs.uslugify", _, "-") => slug::pymdown_lower,
        ("pymdownx.slugs.slugify", "lower-ascii", "-") | ("pymdownx.slugs.gfm", _, "-") => |pieces, out| {
            let start = out.len();
            slug::pymdown_none(pieces, out);
            out[start..].make_ascii_lowercase();
        },
        _ => return None,
    })
}

/// The ids of `percent_encode: true`.
fn encoded(case: Option<&str>) -> Option<Slug> {
    Some(match case.unwrap_or("none") {
        "none" => |pieces, out| percent_encoded(pieces, out, slug::pymdown_none),
        "lower" => |pieces, out| percent_encoded(pieces, out, slug::pymdown_lower),
        _ => return None,
    })
}

fn percent_encoded(pieces: &[Piece<'_>], out: &mut String, of: Slug) {
    let mut slug = String::new();
    of(pieces, &mut slug);
    super::percent_encode(&slug, out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::mkdocs::config::tests::config;

    fn slug(yaml: &str, heading: &str) -> Result<String, String> {
        let slug = of_headings(&config(&[("mkdocs.yml", yaml)]))?;
        let mut out = String::new();
        slug(&[Piece::Text { raw: heading, text: heading }], &mut out);
        Ok(out)
    }

    #[test]
    fn the_configuration_names_the_function() {
        let toc = |options: &str| format!("markdown_extensions:\n  - toc:\n      {options}\n");
        let made = |options: &str| slug(&toc(options), "Thé & Two");
        assert_eq!(slug("site_name: x\n", "Thé & Two").as_deref(), Ok("the-two"));
        assert_eq!(made("separator: _").as_deref(), Ok("the_two"));
        assert_eq!(made("slugify: !!python/name:markdown.extensions.toc.slugify_unicode").as_deref(), Ok("thé-two"));
        assert_eq!(made("slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}").as_deref(), Ok("thé--two"));
        assert_eq!(made("slugify: !!python/object/apply:pymdownx.slugs.slugify {}").as_deref(), Ok("Thé--Two"));
        let encoded = made("slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {percent_encode: true}}");
        assert_eq!(encoded.as_deref(), Ok("Th%C3%A9--Two"));
        assert_eq!(made("slugify: !!python/name:our.own"), Err("toc.slugify: our.own".into()));
    }
}
