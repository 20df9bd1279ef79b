use crate::article::Name;
use crate::finding::Edit;
use crate::rule::{ArticleRule, Out, Page};
use crate::text::Span;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProtocolRelative {}

impl ArticleRule for ProtocolRelative {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        // Findings are sorted by their place later.
        for node in page.tree.links().chain(page.tree.images()).chain(page.tree.other_html()) {
            let value = [Name::Href, Name::Src].iter().find_map(|&name| node.attribute(name));
            let Some(value) = value.filter(|value| names_a_host(value.as_str())) else { continue };
            let value = value.trim();
            let span = value.span();
            out.report(span, "this address leaves the protocol to the page that shows it, and leads nowhere in feeds, mails and files")
                .help("write `https:` before it")
                .safe_fix("Write https:", vec![Edit::new(Span { start: span.start, end: span.start }, "https:")]);
        }
    }
}

/// Whether the address is `//` and a host, and not only slashes.
fn names_a_host(address: &str) -> bool {
    let may_begin_so = address.bytes().next().is_some_and(|first| first <= b'/' || first >= 0x80);
    may_begin_so
        && address.trim_start().strip_prefix("//").is_some_and(|rest| !rest.trim_end().is_empty() && !rest.starts_with(['/', '?', '#']))
}
