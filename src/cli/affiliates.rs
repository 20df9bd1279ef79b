//! `copydesk affiliates`: the paid links, one by one.

use super::{CLEAN, Outcome, TROUBLE, cwd, print_to, tell, tell_of_no_articles, terminal_width};
use crate::config::Pick;
use crate::engine::{Options, Session};
use crate::generator;
use crate::report::inventory::{Format, Inventory, Paid};
use std::path::PathBuf;

/// List the paid links: which, whose, and whether readers are told of them
///
/// One line a link, wherever it hides: in the text, in HTML, in a script, in a shortcode, in the front matter. It shows the network, the
/// partner id (who is paid), the shop, what `rel` tells search engines, and what tells the reader. Below stand the sums by network
/// and partner id, and the pages on which two partner ids of one network are paid. Drafts are looked at as well.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Args {
    /// Files and folders [default: .]
    paths: Vec<PathBuf>,
    /// How the links are written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Write the list to a file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Take the sites as this generator's
    #[arg(long, value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(generator::names()))]
    generator: Option<String>,
}

const AFTER: &str = "\
The column `disclosed`:
  label  the link has a label of its own, in its paragraph or its advertisement
  yes    the text says it before the link
  theme  the theme says it, according to copydesk.yml or the front matter
  no     nothing says it before the link

Examples:
  copydesk affiliates                                     all paid links of the site you stand in
  copydesk affiliates source/_posts/kettles.md            those of one article
  copydesk affiliates --format csv --output links.csv     for a spreadsheet

Exit codes: 0 the list is there, with links or without; 2 something could not be done.";

pub fn run(args: &Args) -> Outcome {
    let options = Options { paths: args.paths.clone(), generator: args.generator.clone(), pick: Pick::default(), as_of: None };
    let session = Session::open(&cwd()?, &options)?;
    let (pages, trouble) = session.each(Paid::of);
    tell(&trouble);
    if pages.is_empty() && trouble.is_empty() {
        tell_of_no_articles();
    }
    let inventory = Inventory::of(pages);
    let width = terminal_width().filter(|_| args.output.is_none());
    print_to(args.output.as_deref(), |out| inventory.write(args.format, width, out))?;
    Ok(if trouble.is_empty() { CLEAN } else { TROUBLE })
}
