//! One flow for every caller: read each article, index each site, judge, settle.

mod folders;
mod settle;
mod theme;

pub use folders::Folders;

use crate::affiliate::Settings;
use crate::article::{self, Article, Directive, Skipped};
use crate::config::{ConfigError, Pick, RuleSets, Rules};
use crate::facts::Facts;
use crate::files::{self, ArticleFile, Request, SiteFolder, Trouble};
use crate::finding::Finding;
use crate::generator::Generator;
use crate::generator::date::Day;
use crate::rule::{Out, Page};
use crate::rules;
use crate::site::{Known, Site};
use crate::text::{Defect, Source};
use rayon::prelude::*;
use std::cell::Cell;
use std::fs::File;
use std::io::Read as _;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Larger files are no articles. 64 MiB.
const MOST_BYTES: u64 = 64 << 20;

/// What to do, apart from the configuration.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub paths: Vec<PathBuf>,
    pub generator: Option<String>,
    pub pick: Pick,
    /// The day on which the site is looked at; today when there is none.
    pub as_of: Option<Day>,
}

/// The sites of a run, found and configured; nothing of them is read yet.
pub struct Session {
    sites: Vec<Ready>,
    trouble: Vec<Trouble>,
    as_of: Day,
    /// Articles read so far, for whoever watches.
    pub progress: AtomicU32,
}

/// A site, ready to be read.
struct Ready {
    folder: SiteFolder,
    rules: RuleSets,
    settings: Settings,
}

/// What a run has found.
#[derive(Default)]
pub struct Run {
    /// In the order of path, place and rule.
    pub findings: Vec<Finding>,
    /// Findings that are not shown, as the article suppresses them.
    pub suppressed: Vec<Finding>,
    pub articles: u32,
    /// Where they stand.
    pub folders: Folders,
    /// The generator of each site.
    pub generators: Vec<&'static str>,
    pub skipped: Skipped,
    pub trouble: Vec<Trouble>,
    /// What was read, site by site. A program that ends now need not take it apart.
    pub pages: Vec<Vec<Facts>>,
}

/// What is left of an article, besides its facts, once it has been read.
struct Read<'a> {
    file: &'a ArticleFile,
    findings: Vec<Finding>,
    directives: Vec<Directive>,
    skipped: Skipped,
}

impl Session {
    /// Finds the sites and reads their configurations.
    ///
    /// # Errors
    /// When a configuration cannot be used.
    pub fn open(cwd: &Path, options: &Options) -> Result<Session, Box<ConfigError>> {
        let mut trouble = Vec::new();
        let request = Request { cwd, paths: &options.paths, generator: options.generator.as_deref() };
        let sites = files::discover(&request, &mut trouble)?;
        let ready = |mut folder: SiteFolder| {
            let mut config = std::mem::take(&mut folder.config);
            let mut settings = std::mem::take(&mut config.affiliate);
            settings.learn(folder.detected.generator.redirects().iter().chain(&folder.redirects));
            Ready { folder, rules: RuleSets::new(config, options.pick.clone()), settings }
        };
        Ok(Session {
            sites: sites.into_iter().map(ready).collect(),
            trouble,
            as_of: options.as_of.unwrap_or_else(Day::today),
            progress: AtomicU32::new(0),
        })
    }

    /// How many articles are to be read.
    pub fn article_count(&self) -> usize {
        self.asked().map(|site| site.folder.articles.len()).sum()
    }

    /// The sites, with their rules and what they say of their advertising.
    pub fn sites(&self) -> impl Iterator<Item = (&SiteFolder, &RuleSets, &Settings)> {
        self.sites.iter().map(|site| (&site.folder, &site.rules, &site.settings))
    }

    /// Judges every article that was asked for, in the light of its whole site.
    pub fn check(&self) -> Run {
        let mut run = Run { trouble: self.trouble.clone(), ..Run::default() };
        for site in self.asked() {
            self.check_site(site, &mut run);
        }
        // Those of each article are in order already, and nearly always the articles too.
        run.findings.sort_by(|a, b| order(a).cmp(&order(b)));
        run.suppressed.sort_by(|a, b| order(a).cmp(&order(b)));
        run
    }

    /// The sites to be read. They know nothing of one another: one of which nobody has asked for an article is left alone.
    fn asked(&self) -> impl Iterator<Item = &Ready> {
        self.sites.iter().filter(|site| site.folder.articles.is_empty() || site.folder.articles.iter().any(|article| article.asked))
    }

    fn check_site(&self, ready: &Ready, run: &mut Run) {
        let Ready { folder, rules, .. } = ready;
        let generator = &*folder.detected.generator;
        let (facts, reads) = self.read_all(ready, &mut run.trouble, |page, file| {
            let mut findings = Vec::new();
            if file.asked {
                judge_article(page, &rules.of(&file.local), &mut findings);
                settle::locate(&mut findings, &page.source, &file.local);
            }
            findings
        });
        let asked: Vec<&ArticleFile> = reads.iter().map(|read| read.file).filter(|file| file.asked).collect();
        run.articles += asked.len() as u32;
        // In the order of their paths, those of one folder stand together.
        for files in asked.chunk_by(|a, b| folders::are_beside(&a.path, &b.path)) {
            run.folders.add(&files[0].path, &files[0].local, files.len());
        }
        for (what, count) in reads.iter().filter(|read| read.file.asked).flat_map(|read| &read.skipped) {
            *run.skipped.entry(what).or_default() += count;
        }
        run.generators.push(generator.name());
        let site = Site::build(&facts, self.known(ready));
        let site = site.with_theme_statement(theme::states_amazon(folder, &facts));
        let texts = settle::Texts::new(folder);
        let settled: Vec<_> = facts
            .par_iter()
            .zip(reads)
            .filter(|(_, read)| read.file.asked)
            .map(|(page, Read { file, mut findings, directives, .. })| {
                let rules = rules.of(&file.local);
                let from = findings.len();
                let judged = catch_unwind(AssertUnwindSafe(|| judge_in_site(page, &site, &rules, &mut findings)));
                let trouble = judged.is_err().then(|| Trouble { path: file.path.to_string(), message: PANIC.into() });
                settle::locate_in(&mut findings[from..], &texts, &file.local);
                (settle::settle(findings, &directives, &rules, file, &texts), trouble)
            })
            .collect();
        for ((shown, suppressed), trouble) in settled {
            run.findings.extend(shown);
            run.suppressed.extend(suppressed);
            run.trouble.extend(trouble);
        }
        drop(site);
        run.pages.push(facts);
    }

    fn known<'a>(&self, ready: &'a Ready) -> Known<'a> {
        let Ready { folder, settings, .. } = ready;
        Known { generator: &*folder.detected.generator, files: &folder.files, redirects: &folder.redirects, as_of: self.as_of, settings }
    }

    /// Reads the articles of a site, and keeps their facts and what `judge` says of each while it is whole.
    fn read_all<'a>(
        &self,
        ready: &'a Ready,
        trouble: &mut Vec<Trouble>,
        judge: impl Fn(&Page<'_>, &ArticleFile) -> Vec<Finding> + Sync,
    ) -> (Vec<Facts>, Vec<Read<'a>>) {
        let Ready { folder, settings, .. } = ready;
        let generator = &*folder.detected.generator;
        let reads: Vec<Result<(Facts, Read<'_>), Trouble>> = folder
            .articles
            .par_iter()
            .map(|file| {
                let read = read(file, generator, |mut article| {
                    let page = Page::new(&article, generator, &file.local, settings);
                    let findings = judge(&page, file);
                    let facts = Facts::of(&article, generator, &file.local, page.affiliate(), page.main_text());
                    drop(page);
                    let (directives, skipped) = (mem::take(&mut article.directives), mem::take(&mut article.skipped));
                    article.recycle();
                    (facts, Read { file, findings, directives, skipped })
                });
                self.progress.fetch_add(1, Ordering::Relaxed);
                read
            })
            .collect();
        let (mut all, mut rest) = (Vec::with_capacity(reads.len()), Vec::with_capacity(reads.len()));
        for read in reads {
            match read {
                Ok((facts, read)) => {
                    all.push(facts);
                    rest.push(read);
                }
                Err(problem) => trouble.push(problem),
            }
        }
        (all, rest)
    }

    /// Shows every article that was asked for to `look`, each by itself, in the order of their paths.
    pub fn each<T: Send>(&self, look: impl Fn(&Page<'_>) -> T + Sync) -> (Vec<T>, Vec<Trouble>) {
        let (mut seen, mut trouble) = (Vec::new(), self.trouble.clone());
        for Ready { folder, settings, .. } in &self.sites {
            let generator = &*folder.detected.generator;
            let asked: Vec<&ArticleFile> = folder.articles.iter().filter(|file| file.asked).collect();
            let look = |file: &&ArticleFile| read(file, generator, |article| look(&Page::new(&article, generator, &file.local, settings)));
            sort_out(asked.par_iter().map(look).collect(), &mut seen, &mut trouble);
        }
        (seen, trouble)
    }

    /// Shows every article that was asked for to `look`, with its site, in the order of their paths.
    pub fn inspect<T: Send>(&self, look: impl Fn(&Page<'_>, &Facts, &Site<'_>) -> T + Sync) -> (Vec<T>, Vec<Trouble>) {
        let (mut seen, mut trouble) = (Vec::new(), self.trouble.clone());
        for ready in self.asked() {
            let Ready { folder, settings, .. } = ready;
            let generator = &*folder.detected.generator;
            let (facts, reads) = self.read_all(ready, &mut trouble, |_, _| Vec::new());
            let site = Site::build(&facts, self.known(ready));
            let looked: Vec<_> = facts
                .par_iter()
                .zip(reads)
                .filter(|(_, read)| read.file.asked)
                .map(|(page, Read { file, .. })| {
                    read(file, generator, |article| look(&Page::new(&article, generator, &file.local, settings), page, &site))
                })
                .collect();
            sort_out(looked, &mut seen, &mut trouble);
        }
        (seen, trouble)
    }
}

fn sort_out<T>(results: Vec<Result<T, Trouble>>, good: &mut Vec<T>, trouble: &mut Vec<Trouble>) {
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(problem) => trouble.push(problem),
        }
    }
}

const PANIC: &str = "copydesk has a mistake that this article brings out; please report it. The other articles were checked";

fn order(finding: &Finding) -> (&str, u32, u32, &str) {
    (&finding.file, finding.span.start, finding.span.end, finding.rule)
}

/// Reads a file and hands the article over; a panic on one article is trouble with that article only.
fn read<T>(file: &ArticleFile, generator: &dyn Generator, then: impl FnOnce(Article) -> T) -> Result<T, Trouble> {
    let trouble = |message: String| Trouble { path: file.path.to_string(), message };
    let mut bytes = BYTES.take();
    read_bytes(&file.absolute, &mut bytes).map_err(trouble)?;
    let read = catch_unwind(AssertUnwindSafe(|| {
        let source = Source::within(file.path.clone(), &bytes, article::room());
        then(Article::read(source, &generator.dialect(&file.local)))
    }));
    if bytes.len() <= MOST_KEPT {
        BYTES.set(bytes);
    }
    read.map_err(|_| trouble(PANIC.into()))
}

thread_local! {
    /// The bytes of one file after another.
    static BYTES: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// The room for the bytes of a larger file is not kept.
const MOST_KEPT: usize = 1 << 20;

fn read_bytes(path: &Path, bytes: &mut Vec<u8>) -> Result<(), String> {
    let unreadable = |error: std::io::Error| files::unreadable(&error);
    let mut file = File::open(path).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    if length > MOST_BYTES {
        return Err(format!("it has {} MiB; an article may have {}", length >> 20, MOST_BYTES >> 20));
    }
    bytes.clear();
    bytes.reserve(length as usize + 1);
    file.read_to_end(bytes).map_err(unreadable)?;
    Ok(())
}

fn judge_article(page: &Page<'_>, rules: &Rules, findings: &mut Vec<Finding>) {
    for (meta, rule) in rules.by_text() {
        rule.check(page, &mut Out::new(meta, &page.source.path, findings));
    }
    if page.source.defects.is_empty() {
        return;
    }
    if let Some(meta) = rules::find("engine/invalid-utf8") {
        let mut out = Out::new(meta, &page.source.path, findings);
        for defect in &page.source.defects {
            report_defect(defect, &mut out);
        }
    }
}

fn report_defect(defect: &Defect, out: &mut Out<'_>) {
    match defect {
        Defect::Utf16 { span } => out
            .report(*span, "this file is written in UTF-16, which no site generator reads; nothing in it was checked")
            .help("save it as UTF-8"),
        Defect::Invalid { span, bytes } => {
            let hex: Vec<String> = bytes.iter().map(|byte| format!("0x{byte:02X}")).collect();
            let (what, are) = if bytes.len() == 1 { ("byte", "is") } else { ("bytes", "are") };
            out.report(*span, format!("the {what} {} {are} not UTF-8; readers see a � here", hex.join(" ")))
                .help("type the character again and save the file as UTF-8")
                .subject(hex.join(" "))
        }
    };
}

fn judge_in_site(page: &Facts, site: &Site<'_>, rules: &Rules, findings: &mut Vec<Finding>) {
    for (meta, rule) in rules.in_site() {
        rule.check(page, site, &mut Out::new(meta, &page.path, findings));
    }
}
