//! `copydesk config`.

use super::{CLEAN, Failure, Outcome, cwd, print, tell};
use crate::affiliate::{Pattern, Settings};
use crate::config::{Pick, RuleSets};
use crate::engine::{Options, Session};
use crate::files::{SiteFolder, show};
use crate::rules::RULES;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Args {
    /// An article or a folder
    #[arg(default_value = ".")]
    path: PathBuf,
}

pub fn run(args: &Args) -> Outcome {
    let cwd = cwd()?;
    let options = Options { paths: vec![args.path.clone()], generator: None, pick: Pick::default(), as_of: None };
    let session = Session::open(&cwd, &options)?;
    let absolute = cwd.join(&args.path).canonicalize().map_err(|error| Failure::Arguments(format!("{}: {error}", args.path.display())))?;
    let site =
        session.sites().filter(|(site, ..)| absolute.starts_with(canonical(site))).max_by_key(|(site, ..)| site.root.as_os_str().len());
    let Some((site, rules, settings)) = site.or_else(|| session.sites().next()) else {
        tell(&[]);
        return Err(Failure::Arguments(format!("{}: no site was found", args.path.display())));
    };
    let local = absolute.strip_prefix(canonical(site)).map(|local| local.to_string_lossy().into_owned()).unwrap_or_default();
    print(|out| describe(site, rules, settings, &local, &cwd, out))?;
    Ok(CLEAN)
}

/// What the site says of its own advertising.
fn advertising(settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let patterns = |patterns: &[Pattern]| patterns.iter().map(Pattern::as_str).collect::<Vec<_>>().join(", ");
    let markers: Vec<String> = settings.markers.iter().map(|markers| format!("{} … {}", markers.begin, markers.end)).collect();
    let told = [
        ("paid links:", patterns(&settings.programmes)),
        ("redirects:", patterns(&settings.cloaks)),
        ("ad markers:", markers.join(", ")),
        ("disclosure:", if settings.by_theme { "by the theme, above every article".into() } else { String::new() }),
        ("disclosure:", by("front matter", &settings.flags)),
        ("disclosure:", by("shortcodes", &settings.shortcodes)),
    ];
    told.iter().filter(|(_, text)| !text.is_empty()).try_for_each(|(what, text)| writeln!(out, "{what:11} {text}"))
}

fn by(what: &str, names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!("by {what}: {}", names.join(", ")) }
}

fn canonical(site: &SiteFolder) -> PathBuf {
    site.root.canonicalize().unwrap_or_else(|_| site.root.clone())
}

fn describe(site: &SiteFolder, rules: &RuleSets, settings: &Settings, local: &str, cwd: &Path, out: &mut dyn Write) -> io::Result<()> {
    let config = rules.config();
    let file = config.path.as_ref().map_or("none; these are the defaults".into(), |path| show(path, cwd));
    writeln!(out, "site:       {}", show(&site.root, cwd))?;
    writeln!(out, "generator:  {} ({})", site.detected.generator.name(), site.detected.reason)?;
    writeln!(out, "configured: {file}")?;
    if !config.extends.is_empty() {
        writeln!(out, "extends:    {}", config.extends.iter().map(|path| show(path, cwd)).collect::<Vec<_>>().join(", "))?;
    }
    advertising(settings, out)?;
    if !config.exclude.patterns.is_empty() {
        writeln!(out, "excluded:   {}", config.exclude.patterns.join(", "))?;
    }
    let matching: Vec<String> = config.overrides.iter().filter(|o| o.files.matches(local)).map(|o| o.files.patterns.join(", ")).collect();
    if !matching.is_empty() {
        writeln!(out, "overrides:  {}", matching.join("; "))?;
    }
    writeln!(out)?;
    let active = rules.of(local);
    for meta in RULES {
        let (level, changed) = match active.get(meta.id) {
            Some(active) => (active.severity.name(), active.severity != meta.severity || meta.off),
            None => ("off", !meta.off),
        };
        writeln!(out, "{:34} {level}{}", meta.id, if changed { "  (set)" } else { "" })?;
    }
    Ok(())
}
