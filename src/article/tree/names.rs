//! The names of elements and attributes, as far as somebody asks for them.

/// The elements that some rule or view tells apart; all others are `Other`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    Root,
    A,
    Area,
    Aside,
    Blockquote,
    Br,
    Button,
    Code,
    Dd,
    Del,
    Details,
    Div,
    Dl,
    Dt,
    Em,
    Figcaption,
    Figure,
    Footnote,
    /// `h1` to `h6`.
    H(u8),
    Hr,
    Iframe,
    Img,
    Ins,
    Li,
    Ol,
    Option,
    P,
    Pre,
    Script,
    Section,
    Span,
    Strong,
    Style,
    Summary,
    Svg,
    Table,
    Td,
    Template,
    Th,
    Tr,
    Ul,
    Other,
}

impl Tag {
    /// The element of this name, in lower case.
    pub fn named(name: &str) -> Tag {
        match name {
            "a" => Tag::A,
            "area" => Tag::Area,
            "aside" => Tag::Aside,
            "blockquote" => Tag::Blockquote,
            "br" => Tag::Br,
            "button" => Tag::Button,
            "code" => Tag::Code,
            "dd" => Tag::Dd,
            "del" | "s" => Tag::Del,
            "details" => Tag::Details,
            "div" | "article" | "main" | "header" | "footer" | "nav" | "center" | "form" | "body" => Tag::Div,
            "dl" => Tag::Dl,
            "dt" => Tag::Dt,
            "em" | "i" => Tag::Em,
            "figcaption" | "caption" => Tag::Figcaption,
            "figure" => Tag::Figure,
            "h1" => Tag::H(1),
            "h2" => Tag::H(2),
            "h3" => Tag::H(3),
            "h4" => Tag::H(4),
            "h5" => Tag::H(5),
            "h6" => Tag::H(6),
            "hr" => Tag::Hr,
            "iframe" => Tag::Iframe,
            "img" => Tag::Img,
            "ins" => Tag::Ins,
            "li" => Tag::Li,
            "ol" => Tag::Ol,
            "option" => Tag::Option,
            "p" => Tag::P,
            "pre" => Tag::Pre,
            "script" => Tag::Script,
            "section" => Tag::Section,
            "span" => Tag::Span,
            "strong" | "b" => Tag::Strong,
            "style" => Tag::Style,
            "summary" => Tag::Summary,
            "svg" => Tag::Svg,
            "table" => Tag::Table,
            "td" => Tag::Td,
            "template" | "noscript" => Tag::Template,
            "th" => Tag::Th,
            "tr" => Tag::Tr,
            "ul" | "menu" => Tag::Ul,
            _ => Tag::Other,
        }
    }

    /// Whether the element stands in a block of its own, so that the text before and after it is apart.
    pub fn is_block(self) -> bool {
        use Tag::*;
        matches!(self, Root | Aside | Blockquote | Dd | Details | Div | Dl | Dt | Figcaption | Figure | Footnote | H(_) | Hr | Li | Ol | P)
            || matches!(self, Pre | Section | Summary | Table | Td | Th | Tr | Ul | Script | Style | Template)
    }

    /// Whether the text in it is not for readers.
    pub(super) fn is_hidden(self) -> bool {
        matches!(self, Tag::Script | Tag::Style | Tag::Template | Tag::Svg)
    }
}

/// Elements that never have content (HTML Living Standard, 13.1.2).
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "source" | "track" | "wbr" | "param"
    )
}

/// The names of attributes that rules ask for by themselves; the others keep their name in the source only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    Alt,
    AriaHidden,
    AriaLabel,
    Class,
    Height,
    Hidden,
    Href,
    Id,
    Name,
    Rel,
    Role,
    Src,
    Style,
    Title,
    Width,
    Other,
}

impl Name {
    pub(super) fn named(name: &str) -> Name {
        match name {
            "alt" => Name::Alt,
            "aria-hidden" => Name::AriaHidden,
            "aria-label" | "aria-labelledby" => Name::AriaLabel,
            "class" | "classname" => Name::Class,
            "height" => Name::Height,
            "hidden" => Name::Hidden,
            "href" => Name::Href,
            "id" => Name::Id,
            "name" => Name::Name,
            "rel" => Name::Rel,
            "role" => Name::Role,
            "src" => Name::Src,
            "style" => Name::Style,
            "title" => Name::Title,
            "width" => Name::Width,
            _ => Name::Other,
        }
    }
}
