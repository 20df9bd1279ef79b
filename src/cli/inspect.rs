//! `copydesk inspect`: what is believed of each article.

use super::{CLEAN, Outcome, TROUBLE, cwd, print, tell};
use crate::article::{Data, Element, Field, Name, Syntax, Tag, Value};
use crate::config::Pick;
use crate::engine::{Options, Session};
use crate::facts::{Facts, Link, is_external};
use crate::generator::date::Day;
use crate::report::{json_place, write_json_line};
use crate::rule::Page;
use crate::site::{Site, Target};
use crate::text::{Lines, Span, Text};
use serde_json::{Map, Value as Json, json};
use std::io::Write;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    /// Files and folders [default: .]
    paths: Vec<PathBuf>,
    #[arg(long, value_parser = ["text", "jsonl"], default_value = "text")]
    format: String,
    /// Take the sites as this generator's
    #[arg(long, value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(crate::generator::names()))]
    generator: Option<String>,
    /// The day on which the site is looked at, for pages of the future [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
}

pub fn run(args: &Args) -> Outcome {
    let options = Options { paths: args.paths.clone(), generator: args.generator.clone(), pick: Pick::default(), as_of: args.as_of };
    let cwd = cwd()?;
    let session = Session::open(&cwd, &options)?;
    let (articles, trouble) = session.inspect(describe);
    tell(&trouble);
    print(|out| {
        if args.format == "jsonl" {
            for article in &articles {
                write_json_line(article, out)?;
            }
            return Ok(());
        }
        for (site, ..) in session.sites() {
            let generator = &site.detected.generator;
            writeln!(out, "site {}: {} ({})", crate::files::show(&site.root, &cwd), generator.name(), site.detected.reason)?;
            writeln!(out, "  articles in {}: {}", generator.content().join(", "), site.articles.len())?;
            if !generator.knows_ids() {
                writeln!(
                    out,
                    "  the ids of its headings are made by a rule that is not known: a fragment is broken only where no known rule makes it"
                )?;
            }
            for unknown in generator.unknown() {
                writeln!(out, "  not understood: {unknown}")?;
            }
        }
        articles.iter().try_for_each(|article| text(article, out))
    })?;
    Ok(if trouble.is_empty() { CLEAN } else { TROUBLE })
}

/// One article, as the stable format has it.
fn describe(page: &Page<'_>, facts: &Facts, site: &Site<'_>) -> Json {
    let lines = Lines::new(page.text());
    let places = |span: Span| {
        let place = |at: u32| json_place(lines.place(page.text(), at));
        (json!(place(span.start)), json!(place(span.end)))
    };
    let with = |mut object: Json, span: Span| {
        let (start, end) = places(span);
        object["start"] = start;
        object["end"] = end;
        object
    };
    let mut ids = facts.anchors.iter();
    let headings: Vec<Json> = page
        .headings()
        .map(|(level, node)| {
            let id = ids.clone().find(|anchor| anchor.span.start == node.span().start).map(|anchor| anchor.id);
            with(json!({"level": level, "text": node.text().as_str().trim(), "id": id}), node.span())
        })
        .collect();
    let anchors: Vec<Json> = ids.by_ref().map(|anchor| with(json!({"id": anchor.id, "from": anchor.from}), anchor.span)).collect();
    // A reference in a link's destination is that link's own.
    let references: Vec<&Link> = facts.links.iter().filter(|link| link.names.is_some()).collect();
    let within = |span: Span| {
        let next = references.partition_point(|link| link.span.start < span.start);
        references.get(next).filter(|link| link.span.end <= span.end)
    };
    let written = page.links().map(|(node, href)| {
        let (target, resolved) = match within(href.span()) {
            Some(reference) => told(site.resolve(facts, reference), site),
            None => target(facts, site, href),
        };
        (node.span(), json!({"href": href.as_str(), "text": node.text().as_str().trim(), "target": target, "resolved": resolved}))
    });
    let destinations: Vec<Span> = page.links().map(|(_, href)| href.span()).collect();
    let in_destination = |link: &Link| {
        let next = destinations.partition_point(|span| span.start <= link.span.start);
        next.checked_sub(1).and_then(|before| destinations.get(before)).is_some_and(|span| link.span.end <= span.end)
    };
    let alone = references.iter().filter(|link| !in_destination(link));
    let references = alone.map(|link| {
        let (target, resolved) = told(site.resolve(facts, link), site);
        (link.span, json!({"href": link.href, "text": "", "target": target, "resolved": resolved}))
    });
    let mut links: Vec<(Span, Json)> = written.chain(references).collect();
    links.sort_by_key(|(span, _)| span.start);
    let links: Vec<Json> = links.into_iter().map(|(span, link)| with(link, span)).collect();
    let images: Vec<Json> = page.images().map(|image| with(describe_image(image), image.span())).collect();
    let survey = page.affiliate();
    let affiliate: Vec<Json> = survey
        .links
        .iter()
        .map(|link| {
            let (disclosed, rel) = (survey.is_disclosed(link), page.rel(link).text());
            let found = &link.affiliate;
            let object = json!({
                "href": link.href, "where": link.place.name(), "network": found.network, "merchant": found.merchant, "partner": found.partner,
                "evidence": found.evidence, "rel": rel, "disclosed": disclosed,
            });
            with(object, link.span)
        })
        .collect();
    let mut fields = Map::new();
    for field in page.front_matter.iter().flat_map(|head| &head.fields) {
        fields.insert(field.name.clone(), with(json!({"value": value(&field.value)}), field.value.span));
    }
    let no_url = no_url(facts, site);
    json!({
        "path": facts.path, "generator": site.generator.name(), "url": facts.url.as_deref().filter(|_| no_url.is_none()), "no_url": no_url, "draft": facts.publication.draft, "front_matter": fields,
        "headings": headings, "anchors": anchors, "links": links, "images": images, "affiliate": affiliate,
        "words": page.words().len(), "skipped": page.skipped,
    })
}

/// Why the page has no URL, where it has none.
fn no_url(facts: &Facts, site: &Site<'_>) -> Option<String> {
    if facts.publication.draft {
        return Some("a draft".into());
    }
    if !site.is_published(facts) {
        return Some("not published on this day".into());
    }
    if facts.url.is_none() {
        return Some("not known".into());
    }
    site.served_instead(facts).map(|other| format!("its place is taken by {}", other.path))
}

fn target(facts: &Facts, site: &Site<'_>, href: Text<'_>) -> (&'static str, Option<String>) {
    let href = href.as_str().trim();
    if href.is_empty() {
        return ("broken", None);
    }
    match site.resolve_href(facts, href) {
        target @ Target::Page { .. } => told(target, site),
        _ if is_external(href) => ("external", Some(href.to_string())),
        target => told(target, site),
    }
}

/// A target in the words of the format, and where it leads.
fn told(target: Target<'_>, site: &Site<'_>) -> (&'static str, Option<String>) {
    match target {
        Target::Page { page, fragment } => {
            let broken = fragment.is_some_and(|fragment| !page.includes && !site.has_fragment(page, fragment));
            let url = page.url.as_deref().unwrap_or(&page.local);
            let resolved = fragment.map_or(url.to_string(), |fragment| format!("{url}#{fragment}"));
            (if broken { "broken" } else { "page" }, Some(resolved))
        }
        Target::Asset => ("asset", None),
        Target::External => ("external", None),
        Target::Broken(_) => ("broken", None),
        Target::Ignored(reason) => ("ignored", Some(reason.to_string())),
    }
}

fn describe_image(image: Element<'_>) -> Json {
    let alt = image.attribute(Name::Alt).filter(|alt| image.syntax() == Syntax::Html || !alt.as_str().is_empty());
    let in_link = image.ancestors().any(|node| node.tag() == Some(Tag::A));
    json!({"src": image.attribute(Name::Src).map(Text::as_str), "alt": alt.map(Text::as_str), "in_link": in_link})
}

fn value(value: &Value) -> Json {
    match &value.data {
        Data::Null => Json::Null,
        Data::Bool(flag) => Json::Bool(*flag),
        Data::Number(number) => serde_json::from_str(number).unwrap_or_else(|_| Json::String(number.to_string())),
        Data::Date(date) => Json::String(date.to_string()),
        Data::String(_) => Json::String(value.as_str().unwrap_or_default().to_string()),
        Data::List(items) => Json::Array(items.iter().map(self::value).collect()),
        Data::Map(fields) => Json::Object(fields.iter().map(|field: &Field| (field.name.clone(), self::value(&field.value))).collect()),
    }
}

/// The same for a person.
fn text(article: &Json, out: &mut dyn Write) -> std::io::Result<()> {
    let string = |value: &Json| value.as_str().map_or_else(|| value.to_string(), String::from);
    let list = |key: &str| article[key].as_array().map(Vec::as_slice).unwrap_or_default();
    writeln!(out, "\n{}", string(&article["path"]))?;
    let url = article["url"].as_str().map_or_else(|| format!("none: {}", string(&article["no_url"])), String::from);
    writeln!(out, "  url      {url}")?;
    writeln!(out, "  words    {}", article["words"])?;
    for (name, field) in article["front_matter"].as_object().into_iter().flatten() {
        writeln!(out, "  field    {name}: {} (line {})", string(&field["value"]), field["start"]["line"])?;
    }
    for heading in list("headings") {
        let id = heading["id"].as_str().map_or("no id".into(), |id| format!("#{id}"));
        writeln!(out, "  heading  h{} {} ({id}, line {})", heading["level"], string(&heading["text"]), heading["start"]["line"])?;
    }
    for anchor in list("anchors").iter().filter(|anchor| anchor["from"] != "heading") {
        writeln!(out, "  anchor   #{} ({}, line {})", string(&anchor["id"]), string(&anchor["from"]), anchor["start"]["line"])?;
    }
    for link in list("links") {
        let resolved = link["resolved"].as_str().filter(|resolved| *resolved != link["href"]).map_or(String::new(), |to| format!(": {to}"));
        writeln!(out, "  link     {} ({}{resolved}, line {})", string(&link["href"]), string(&link["target"]), link["start"]["line"])?;
    }
    for image in list("images") {
        let alt = image["alt"].as_str().map_or("no alternative text".into(), |alt| format!("\"{alt}\""));
        writeln!(out, "  image    {} ({alt}, line {})", string(&image["src"]), image["start"]["line"])?;
    }
    for link in list("affiliate") {
        let disclosed = if link["disclosed"] == true { "disclosed before it" } else { "not disclosed before it" };
        let [href, network, evidence] = ["href", "network", "evidence"].map(|name| string(&link[name]));
        writeln!(out, "  affiliate {href} ({network} by {evidence}, {disclosed}, line {})", link["start"]["line"])?;
    }
    for (what, count) in article["skipped"].as_object().into_iter().flatten() {
        writeln!(out, "  skipped  {count} {what}")?;
    }
    Ok(())
}
