use crate::affiliate::is_invisible;
use crate::article::Name;
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackingPixel {
    allow_hosts: Vec<String>,
}

impl ArticleRule for TrackingPixel {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        for image in page.images() {
            let Some(src) = image.attribute(Name::Src).filter(|src| src.as_str().contains("//")) else { continue };
            if !is_invisible(image) {
                continue;
            }
            let Some(host) = host(src.as_str().trim()) else { continue };
            let allowed = self
                .allow_hosts
                .iter()
                .any(|allowed| host.strip_suffix(allowed.as_str()).is_some_and(|above| above.is_empty() || above.ends_with('.')));
            if !allowed {
                out.report(image.span(), format!("this image cannot be seen: it tells {host} who reads the page"))
                    .help("take it out, or ask the reader first where the law wants that; the link works without it");
            }
        }
    }
}

/// The host of an address on another server, in lower case and without a port.
fn host(src: &str) -> Option<String> {
    let rest = match src.split_once("//") {
        Some((scheme, rest)) if ["", "http:", "https:"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => rest,
        _ => return None,
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().and_then(|host| host.split(':').next()).unwrap_or_default();
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}
