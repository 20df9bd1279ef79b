//! Whose a host is: the domain that somebody has registered, and the site that stands under it.

use super::Web;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::LazyLock;

/// The host of a web address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host<'a> {
    /// In lower case, without `www.`.
    name: Cow<'a, str>,
    /// Where the registered domain begins in it.
    domain: usize,
}

impl<'a> Host<'a> {
    /// The host that an address names, if it is one of the public web.
    pub fn of(href: &'a str) -> Option<Host<'a>> {
        let web = Web::parse(href.trim())?;
        let written = web.host.trim_end_matches('.');
        let name = match written.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(written.to_ascii_lowercase()),
            false => Cow::Borrowed(written),
        };
        let name = match name {
            Cow::Borrowed(name) => Cow::Borrowed(name.strip_prefix("www.").unwrap_or(name)),
            Cow::Owned(name) => Cow::Owned(name.strip_prefix("www.").map(String::from).unwrap_or(name)),
        };
        let registered = psl::domain_str(&name)?;
        if web.is_local() || name.parse::<IpAddr>().is_ok() {
            return None;
        }
        Some(Host { domain: name.len() - registered.len(), name })
    }

    /// Whether it is the site's own, with or without `www.`.
    pub fn is_of(&self, own: Option<&str>) -> bool {
        own.is_some_and(|own| self.name.eq_ignore_ascii_case(own.strip_prefix("www.").unwrap_or(own)))
    }

    /// What its owner has registered: `desk.example` for `blog.desk.example`, but `desk.github.io` for itself.
    pub fn domain(&self) -> &str {
        &self.name[self.domain..]
    }

    /// The site under the domain: `tea` for `tea.desk.example` and for `old.tea.desk.example`. None for the domain itself, and for what
    /// is a part of its site: `docs`, `blog`, `de`.
    pub fn site(&self) -> Option<&str> {
        let before = self.name[..self.domain].strip_suffix('.')?;
        let site = before.rsplit('.').next().unwrap_or(before);
        let kind = site.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        let is_language = matches!(site.split('-').next().map(str::len), Some(2)) && site.len() <= 5;
        (!is_language && !kind.is_empty() && !PARTS.contains(kind)).then_some(site)
    }

    /// Whether many independent sites or the departments of a large house stand under the domain.
    pub fn is_shared(&self) -> bool {
        let domain = self.domain();
        let suffix = domain.split_once('.').map_or("", |(_, suffix)| suffix);
        let is_public = suffix.split('.').any(|label| PUBLIC.contains(&label));
        is_public || SHARED.contains(domain)
    }
}

/// Schools, universities, authorities, armed forces.
const PUBLIC: &[&str] = &["edu", "ac", "gov", "gob", "gouv", "govt", "mil", "int"];

/// The parts that the site of one house often has under a name of its own.
static PARTS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "www web m mobile app apps api admin my account accounts id auth login sso portal dashboard console cloud docs doc \
    documentation developer developers dev devel manual reference guide guides learn learning academy training edu university \
    school tutorial tutorials help support status faq kb wiki blog blogs news press media magazine about info company corp jobs \
    careers investor investors legal community forum forums discuss discussion talk chat bbs events event meetup conference \
    newsletter mail email lists shop store buy pay billing marketplace market download downloads get go link links try demo play \
    playground sandbox test testing stage staging beta alpha preview next old new legacy archive search maps cdn static assets \
    img images image photos video videos files file s ftp git code source svn bugs bug issues jira ci build builds packages repo \
    registry data stats research labs lab projects project open opensource security trust partners partner affiliate affiliates \
    ads feeds feed rss translate design brand podcast radio tv live us eu global international"
        .split_ascii_whitespace()
        .collect()
});

/// Domains under which many parties publish, that the public suffix list does not know as such, and those of houses whose departments
/// are sites of their own.
static SHARED: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "163.com adobe.com alibaba.com aliyun.com amazon.com apache.org apple.com archive.org atlassian.com atlassian.net baidu.com \
    bandcamp.com bbc.co.uk bbc.com cnblogs.com craigslist.org csdn.net debian.org deviantart.com eclipse.org europa.eu \
    facebook.com fandom.com fedoraproject.org freedesktop.org github.com gitlab.com gnome.org gnu.org google.com ibm.com itch.io \
    jboss.org kde.org kernel.org linkedin.com livejournal.com medium.com microsoft.com mozilla.org nytimes.com opensuse.org \
    oracle.com python.org qq.com readthedocs.org redhat.com salesforce.com sap.com sina.com.cn slack.com sohu.com sourceforge.net \
    spring.io stackexchange.com substack.com tencent.com tumblr.com typepad.com ubuntu.com visualstudio.com w3.org wikia.com \
    wikibooks.org wikimedia.org wikinews.org wikipedia.org wikiquote.org wikisource.org wikiversity.org wikivoyage.org \
    wiktionary.org wordpress.com wordpress.org yahoo.co.jp yahoo.com yandex.ru zendesk.com zhihu.com"
        .split_ascii_whitespace()
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_belong_to_domains() {
        let parts = |href| Host::of(href).map(|host| (host.domain().to_string(), host.site().map(String::from)));
        let is = |domain: &str, site: Option<&str>| Some((domain.to_string(), site.map(String::from)));
        assert_eq!(parts("https://tea.desk.example/a"), is("desk.example", Some("tea")));
        assert_eq!(parts("//WWW.Desk.example"), is("desk.example", None));
        assert_eq!(parts("http://old.tea.desk.co.uk./"), is("desk.co.uk", Some("tea")));
        assert_eq!(parts("https://a.github.io"), is("a.github.io", None));
        for part in ["docs", "de", "pt-br", "v2", "img3", "8"] {
            let href = format!("https://{part}.desk.example");
            assert_eq!(Host::of(&href).map(|host| host.site().is_none()), Some(true), "{part}");
        }
        for href in ["/a", "mailto:a@b.example", "http://localhost/", "https://192.0.2.7/", "https://10.0.0.1"] {
            assert_eq!(parts(href), None, "{href}");
        }
    }

    #[test]
    fn shared_domains() {
        let is_shared = |href| Host::of(href).is_some_and(|host| host.is_shared());
        assert!(["https://de.wikipedia.org", "https://cs.kettle.edu", "https://ling.kettle.ac.uk"].into_iter().all(is_shared));
        assert!(!is_shared("https://tea.desk.example") && !is_shared("https://edu.example"));
    }
}
