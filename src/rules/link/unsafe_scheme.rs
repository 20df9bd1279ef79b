use crate::article::{Element, Name, Tag};
use crate::facts::{Slip, Web, is_template, mistyped, scheme};
use crate::finding::Edit;
use crate::finding::shown;
use crate::rule::{ArticleRule, Out, Page, Patterns};
use crate::site::percent_decoded;
use crate::text::Text;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnsafeScheme {
    allow: Patterns,
}

impl ArticleRule for UnsafeScheme {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let (mut last, mut outward) = (None, page.outward().iter().peekable());
        let links = page.links().map(|(link, href)| match outward.next_if(|outward| outward.link.id() == link.id()) {
            Some(outward) => (link, outward.address, Some(outward.web)),
            None => (link, href.trim(), None),
        });
        let images = page.images().filter_map(|image| {
            let address = image.attribute(Name::Src)?.trim();
            Some((image, address, Web::parse(address.as_str())))
        });
        for (node, address, web) in links.chain(images) {
            let href = address.as_str();
            if is_harmless(href, web.as_ref()) {
                continue;
            }
            // Many links may share one definition.
            let span = address.span();
            if href.is_empty() || is_template(href) || last.replace(span) == Some(span) || self.allow.matches(href) || is_code(node) {
                continue;
            }
            if let Some(slip) = mistyped(href) {
                // An image is no letter to write.
                if slip.slip != Slip::Missing || node.tag() != Some(Tag::Img) {
                    let (from, to) = (slip.part.start, if slip.part.is_empty() { href.len() } else { slip.part.end });
                    let written = shown(&href[from..to]);
                    let message = match slip.slip {
                        Slip::Scheme => format!("{written} is no beginning of an address, so this leads nowhere"),
                        Slip::Twice => format!("{written} stands before an address that has its own, so this leads nowhere"),
                        Slip::Missing => {
                            format!("{written} is an e-mail address, but without `mailto:` browsers take it for a page of this site")
                        }
                    };
                    let whole = format!("{}{}", slip.meant, &href[slip.part.end..]);
                    out.report(address.part(from..to), message)
                        .help(format!("did you mean {}?", shown(&whole)))
                        .risky_fix(format!("Write {}", shown(&whole)), vec![Edit::new(address.part(slip.part), slip.meant)]);
                }
                continue;
            }
            if let Some(web) = web.filter(Web::is_local) {
                local(page, node, address, &web, out);
            } else if let Some(scheme) = scheme(href) {
                by_scheme(page, node, address, scheme, out);
            }
        }
    }
}

/// Whether it is a path, or leads to the web without a slip: nearly all links are one or the other.
fn is_harmless(href: &str, web: Option<&Web<'_>>) -> bool {
    match web {
        // `https://http://` has a host of that name.
        Some(web) => {
            let is_scheme = web.host.as_bytes().get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"http"));
            !href.starts_with('/') && !web.host.is_empty() && !web.is_local() && (!is_scheme || mistyped(href).is_none())
        }
        None => !href.bytes().any(|b| b == b':') && mistyped(href).is_none(),
    }
}

/// An address on the reader's own computer, or in a network of the writer's.
fn local(page: &Page<'_>, node: Element<'_>, address: Text<'_>, web: &Web<'_>, out: &mut Out<'_>) {
    // What a tutorial has the reader open is shown by its address.
    let text = node.text().as_str().to_ascii_lowercase();
    let host = web.host.to_ascii_lowercase();
    if [host.as_str(), "localhost", "127.0.0.1"].iter().any(|host| text.contains(host)) {
        return;
    }
    let whose = match host.trim_matches(['[', ']']) {
        "localhost" | "::1" | "0.0.0.0" => "is the reader's own computer",
        host if host.starts_with("127.") || host.ends_with(".localhost") => "is the reader's own computer",
        _ => "is a host of a private network",
    };
    let finding = out.report(address.span(), format!("{} {whose}, so others find nothing there", shown(web.host)));
    finding.help("link to where it is published; if readers are to start it themselves, show the address as the link's text");
    // The article speaks of it elsewhere as well: then it tells readers how to come by it.
    if mentions(page, web) {
        finding.lesser();
    }
}

/// Whether the host, with its port, stands in the text or the code of the article, and not only in links.
fn mentions(page: &Page<'_>, web: &Web<'_>) -> bool {
    let name = if web.port.is_empty() { web.host.to_string() } else { format!("{}:{}", web.host, web.port) };
    let all = memchr::memmem::find_iter(page.text().as_bytes(), name.as_bytes()).count();
    let in_links = page.links().filter(|(_, href)| href.as_str().contains(&name)).count();
    let in_images = page.images().filter_map(|image| image.attribute(Name::Src)).filter(|src| src.as_str().contains(&name)).count();
    all > in_links + in_images
}

fn by_scheme(page: &Page<'_>, node: Element<'_>, address: Text<'_>, scheme: &str, out: &mut Out<'_>) {
    let href = address.as_str();
    let rest = &href[scheme.len() + 1..];
    let head = address.part(0..scheme.len() + 1);
    match scheme.to_ascii_lowercase().as_str() {
        // A drive of Windows.
        drive if drive.len() == 1 && rest.starts_with(['\\', '/']) => {
            out.report(address.span(), format!("{} is a file on the computer of whoever wrote this", shown(href)))
                .help("put the file into the site, and link to it there");
        }
        "file" => {
            out.report(address.span(), format!("{} is a file on the computer of whoever wrote this; browsers do not open it", shown(href)))
                .help("put the file into the site, and link to it there");
        }
        "javascript" => {
            let code = percent_decoded(rest);
            match Script::of(&code) {
                Script::Idle => {
                    out.report(
                        head,
                        format!("{} leads nowhere: in a new tab, in feeds and where scripts are off, nothing happens", shown(href)),
                    )
                    .help("link to what the script opens, or make it a `<button>`")
                    .lesser();
                }
                Script::Active => {
                    out.report(head, format!("{} leads nowhere in a new tab, in feeds and where scripts are off", shown(href)))
                        .help("link to a page, or make it a `<button>` with a handler");
                }
                Script::Bookmarklet | Script::Opens => {}
            }
        }
        "vbscript" => {
            out.report(head, format!("{} is run by no browser of today", shown(href))).help("link to a page");
        }
        "data" if node.tag() != Some(Tag::Img) && is_page(rest) && !is_download(page, node) => {
            out.report(head, "browsers do not follow a link to `data:text/html`").help("put the page into the site, and link to it there");
        }
        _ => {}
    }
}

/// What the code of a `javascript:` address does.
enum Script {
    /// Nothing: a handler beside it may.
    Idle,
    /// It opens another page, which is looked at elsewhere.
    Opens,
    /// It is there to be dragged to the bookmarks.
    Bookmarklet,
    Active,
}

impl Script {
    fn of(code: &str) -> Script {
        let bare: String = code.chars().filter(|c| !c.is_whitespace() && !matches!(c, ';' | '(' | ')')).collect();
        let begins = |start: &[&str]| start.iter().any(|start| code.trim_start().starts_with(start));
        if matches!(&*bare, "" | "void0" | "void" | "void''" | "undefined" | "null" | "//" | "#" | "returnfalse" | "false") {
            Script::Idle
        } else if code.contains("window.open(") {
            Script::Opens
        } else if begins(&["(", "!function", "void(function", "void function", "void (", "var ", "let ", "const ", "{", "/*", "try"]) {
            Script::Bookmarklet
        } else {
            Script::Active
        }
    }
}

fn is_page(data: &str) -> bool {
    data.get(..9).is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"))
}

fn is_download(page: &Page<'_>, node: Element<'_>) -> bool {
    node.attributes().any(|(_, key, _)| key.of(page.text()).eq_ignore_ascii_case("download"))
}

/// Whether it is shown as code.
fn is_code(node: Element<'_>) -> bool {
    node.ancestors().any(|around| matches!(around.tag(), Some(Tag::Code | Tag::Pre)))
}
