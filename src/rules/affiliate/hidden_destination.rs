use crate::affiliate::Disguise;
use crate::finding::Confidence;
use crate::rule::{ArticleRule, Out, Page, Patterns};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HiddenDestination {
    allow: Patterns,
}

impl ArticleRule for HiddenDestination {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        for link in page.affiliate().hidden.iter().filter(|link| !self.allow.matches(&link.href)) {
            match &link.disguise {
                Disguise::Shortener { host } => {
                    out.report(link.span, format!("{host} hides where this link leads, and readers cannot tell whether it is paid for")).help(
                        "link to the page itself; if it is an affiliate link, list the address under `affiliate: {hosts: […]}` in copydesk.yml",
                    );
                }
                Disguise::Redirect { address } => {
                    out.report(link.span, format!("{address} looks like a redirect of this site, and readers cannot see where it leads"))
                        .help("link to the page itself, or list the address under `affiliate: {cloaks: […]}` in copydesk.yml, so that the other rules know it")
                        .confidence(Confidence::Medium);
                }
                Disguise::Script { network, merchant } => {
                    let shop = merchant.as_ref().map(|host| format!(" for {host}")).unwrap_or_default();
                    out.report(
                        link.span,
                        format!("a script opens an affiliate link ({network}{shop}), and readers cannot see where it leads"),
                    )
                    .help("make it a link: <a href=… rel=\"sponsored\">");
                }
            }
        }
    }
}
