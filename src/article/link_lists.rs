//! Lists of links: what leads on to other texts, and is no text itself.

use super::tree::{NodeId, Tag, Tree};
use std::ops::Range;

/// The least number of links that make a list one of links.
const FEWEST: usize = 3;
/// The share of its text that is the text of links, in percent.
const SHARE: usize = 70;

/// A list, with the lists in it, of which nearly all the text is links: a table of contents, `Read more`, sources.
#[derive(Clone, Debug)]
pub struct LinkList {
    pub node: NodeId,
    /// Where it stands in the visible text.
    pub text: Range<usize>,
    pub links: Vec<NodeId>,
}

/// The lists of links, in document order; none is in another.
pub fn link_lists(tree: &Tree) -> Vec<LinkList> {
    let mut lists: Vec<LinkList> = Vec::new();
    // The list that is looked at, the node behind it, and how much of its text is links.
    let mut open: Option<(LinkList, NodeId, usize)> = None;
    let mut close = |open: Option<(LinkList, NodeId, usize)>| {
        if let Some((list, _, linked)) = open
            && list.links.len() >= FEWEST
            && linked * 100 >= SHARE * tree.text().text()[list.text.clone()].trim().len()
        {
            lists.push(list);
        }
    };
    for link in tree.links() {
        if open.as_ref().is_none_or(|(_, end, _)| link.id() >= *end) {
            close(open.take());
            let outermost = link.ancestors().filter(|node| matches!(node.tag(), Some(Tag::Ul | Tag::Ol))).last();
            open = outermost.map(|list| (LinkList { node: list.id(), text: list.text().range(), links: Vec::new() }, list.end_id(), 0));
        }
        if let Some((list, _, linked)) = &mut open {
            list.links.push(link.id());
            *linked += link.text().as_str().len();
        }
    }
    close(open);
    lists
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Dialect};
    use crate::text::Source;

    fn lists(text: &str) -> Vec<(String, usize)> {
        let article = Article::read(Source::new("a.md".into(), text.as_bytes().to_vec()), &Dialect::default());
        let lists = article.link_lists().iter();
        lists.map(|list| (article.tree.text().text()[list.text.clone()].trim().to_string(), list.links.len())).collect()
    }

    #[test]
    fn a_list_of_links_is_one_with_the_lists_in_it() {
        let text = "See [a](a).\n\n- [One](1)\n- [Two](2)\n  - [Three](3)\n\nText.\n\n<ul><li><a href=x>Four</a></li><li><a href=y>Five</a><li><a href=z>Six</a></ul>\n";
        assert_eq!(lists(text), [("One\nTwo\nThree".to_string(), 3), ("Four\nFive\nSix".to_string(), 3)]);
    }

    #[test]
    fn a_list_that_says_something_is_text() {
        assert!(
            lists("- [One](1) is the first of the three locks\n- [Two](2) is the second\n- [Three](3) lies behind the bend\n").is_empty()
        );
        assert!(lists("- [One](1)\n- [Two](2)\n").is_empty());
    }
}
