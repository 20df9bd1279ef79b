//! Hexo's two Markdown renderers. Both end in hexo-util's `slugize`.

use super::classes::{is_js_space, is_plain_letter};
use super::{Piece, Squeezed, find_mapping, tables::HEXO_DIACRITICS, typographer::Typographer};

/// Opening and closing double and opening and closing single quote: hexo-renderer-marked's `marked.quotes`.
pub type Quotes = [char; 4];

/// hexo-renderer-marked 7 (Hexo's default): the heading's rendered HTML, entities undone, tags stripped, slugized.
///
/// The case is kept: apply [`Case`](super::Case) of `modifyAnchors` before [`Repeats`](super::Repeats).
pub fn hexo_marked(pieces: &[Piece<'_>], out: &mut String) {
    hexo_marked_with(Some(['“', '”', '‘', '’']), pieces, out);
}

/// [`hexo_marked`] with the quotes of the configuration, or with `marked.smartypants: false`.
pub fn hexo_marked_with(quotes: Option<Quotes>, pieces: &[Piece<'_>], out: &mut String) {
    if let [Piece::Text { raw, .. }] = pieces
        && is_unchanged_by_marked(raw)
    {
        return slugize(raw, out);
    }
    let html = rendered_by_marked(quotes, pieces);
    if html.contains('<') { slugize(&strip_tags(&html), out) } else { slugize(&html, out) }
}

/// hexo-util's `slugize` with its default options: diacritics off, control characters dropped, runs of ASCII punctuation and white space to
/// one `-`, none at the ends. All else stays: CJK punctuation, emoji, typographic quotes.
pub fn slugize(text: &str, out: &mut String) {
    let mut out = Squeezed::new(out);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if word > 0 {
            out.write().push_str(&rest[..word]);
            rest = &rest[word..];
            continue;
        }
        match c {
            '\0'..='\x1F' => {}
            ' '..='~' => out.separate(),
            _ if is_plain_letter(c) => out.write().push(c),
            _ if is_js_space(c) => out.separate(),
            _ => match find_mapping(HEXO_DIACRITICS, c) {
                Some(base) => out.write().push_str(base),
                None => out.write().push(c),
            },
        }
        rest = &rest[c.len_utf8()..];
    }
}

/// Whether rendering and stripping would give the text back as it is. A lone `<` or `&` may begin a tag or an entity.
fn is_unchanged_by_marked(raw: &str) -> bool {
    let mut before = 0;
    raw.bytes().all(|byte| match byte {
        b'\'' | b'"' | b'<' | b'&' | b'~' => false,
        b'-' | b'.' if before == byte => false,
        _ => {
            before = byte;
            true
        }
    })
}

/// The rendered inlines after hexo-util's `unescapeHTML`, without the tags that Markdown itself makes: those are whole, so that stripping
/// takes them out wherever they stand.
fn rendered_by_marked(quotes: Option<Quotes>, pieces: &[Piece<'_>]) -> String {
    let mut html = String::with_capacity(64);
    // marked begins a new text token after everything but text.
    let mut token = String::new();
    let mut is_raw = false;
    for piece in pieces {
        if let Piece::Text { raw, .. } = piece {
            token.push_str(raw);
            continue;
        }
        render_text(&token, quotes.filter(|_| !is_raw), &mut html);
        token.clear();
        match piece {
            // Escaping and then unescaping leaves these as they are.
            Piece::Escaped(text) | Piece::Code(text) | Piece::Autolink(text) => html.push_str(text),
            Piece::Html(tag) => {
                is_raw = if is_raw { !is_raw_tag(tag, "</") } else { is_raw_tag(tag, "<") };
                unescape(tag, &mut html);
            }
            // marked knows no footnotes.
            Piece::FootnoteMark { label, .. } => html.extend(["[^", label, "]"]),
            // `<img>` and `<br>` are stripped.
            Piece::Text { .. } | Piece::Alt(_) | Piece::Break | Piece::Open | Piece::Close => {}
        }
    }
    render_text(&token, quotes.filter(|_| !is_raw), &mut html);
    html
}

/// Whether a tag opens (`<`) or closes (`</`) what marked calls a raw block, whose text smartypants leaves alone.
fn is_raw_tag(tag: &str, opening: &str) -> bool {
    tag.strip_prefix(opening).is_some_and(|rest| {
        let end = rest.find(|c: char| c == '>' || is_js_space(c)).unwrap_or(0);
        ["pre", "code", "kbd", "script"].iter().any(|name| rest[..end].eq_ignore_ascii_case(name))
    })
}

/// Renders a stretch of text, in which marked still sees bare URLs and struck text that CommonMark's parsers do not.
fn render_text(text: &str, quotes: Option<Quotes>, html: &mut String) {
    let mut smart = String::with_capacity(text.len());
    let curl = |token: &str, smart: &mut String| match quotes {
        Some(quotes) => smartypants(token, quotes, smart),
        None => smart.push_str(token),
    };
    let mut start = 0;
    let mut at = 0;
    let mut tildes = Tildes::default();
    while let Some(found) = text[at..].find(['~', ':', '.']) {
        at += found;
        if let Some(inside) = tildes.struck(text, at) {
            curl(&text[start..at], &mut smart);
            curl(&text[inside.clone()], &mut smart);
            // There are as many tildes after it as before it.
            at = inside.end + (inside.start - at);
            start = at;
        } else if let Some(url) = bare_url(text, at).filter(|url| url.start >= start) {
            curl(&text[start..url.start], &mut smart);
            smart.push_str(&text[url.clone()]);
            at = url.end;
            start = at;
        } else {
            // Tildes that strike nothing through are text all together.
            let tildes = text[at..].bytes().take_while(|&byte| byte == b'~').count();
            at += tildes.max(1);
        }
    }
    curl(&text[start..], &mut smart);
    unescape(&smart, html);
}

/// `~…~` and `~~…~~`, of which marked does not ask what stands around them: inside of words, beside CJK punctuation.
#[derive(Default)]
struct Tildes {
    /// Nothing closes one tilde, or two tildes, from here on: a second search would find no more.
    unclosed: [bool; 2],
}

impl Tildes {
    /// What the tildes at `at` strike through.
    fn struck(&mut self, text: &str, at: usize) -> Option<std::ops::Range<usize>> {
        let is_inside = |c: char| c != '~' && !is_js_space(c);
        let mark = if text[at..].starts_with("~~") { "~~" } else { "~" };
        let inside = text[at..].strip_prefix(mark)?;
        if self.unclosed[mark.len() - 1] || !inside.starts_with(is_inside) {
            return None;
        }
        let closes = |end: usize| inside[..end].ends_with(is_inside) && !inside[end + mark.len()..].starts_with('~');
        let close = inside.match_indices(mark).find(|&(end, _)| closes(end));
        self.unclosed[mark.len() - 1] = close.is_none();
        let start = at + mark.len();
        close.map(|(end, _)| start..start + end)
    }
}

/// The bare URL whose `://`, or the dot of whose `www.`, stands at `at`: as far as white space or `<`, but for punctuation at its end.
fn bare_url(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let (prefixes, mark): (&[&str], _) = if text[at..].starts_with('.') { (&["www"], ".") } else { (&["https", "http", "ftp"], "://") };
    let host = text[at..].strip_prefix(mark)?;
    if !host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-') {
        return None;
    }
    let start = prefixes.iter().find_map(|prefix| text[..at].strip_suffix(prefix))?.len();
    let rest = &text[start..];
    let length = rest.find(|c: char| c == '<' || is_js_space(c)).unwrap_or(rest.len());
    let url = rest[..length].trim_end_matches(['?', '!', '.', ',', ':', ';', '*', '_', '\'', '"', '~', ')']);
    Some(start..start + url.len())
}

/// hexo-renderer-marked's `smartypants` on a text token: dashes, curly quotes, ellipses.
fn smartypants(token: &str, quotes: Quotes, out: &mut String) {
    let [open_double, close_double, open_single, close_single] = quotes;
    let mut before = None;
    let mut rest = token;
    while let Some(c) = rest.chars().next() {
        let (written, length) = match c {
            '-' if rest.starts_with("---") => ('—', 3),
            '-' if rest.starts_with("--") => ('–', 2),
            '\'' => (if opens_quote(before, '"') { open_single } else { close_single }, 1),
            '"' => (if opens_quote(before, '‘') { open_double } else { close_double }, 1),
            '.' if rest.starts_with("...") => ('…', 3),
            _ => (c, c.len_utf8()),
        };
        out.push(written);
        // Single quotes are curled before double ones, and see those straight.
        before = Some(if c == '"' { c } else { written });
        rest = &rest[length..];
    }
}

/// Whether a quote after `before` opens. `other` is the quote of the other kind that may stand there.
fn opens_quote(before: Option<char>, other: char) -> bool {
    before.is_none_or(|c| matches!(c, '-' | '—' | '/' | '(' | '[' | '{') || c == other || is_js_space(c))
}

/// hexo-util's `unescapeHTML`: eight entities, in one pass.
fn unescape(text: &str, out: &mut String) {
    const ENTITIES: [(&str, char); 8] =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&#96;", '`'), ("&#x2F;", '/'), ("&#x3D;", '=')];
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
        let (character, length) = entity.map_or(('&', 1), |(entity, c)| (*c, entity.len()));
        out.push(character);
        rest = &rest[length..];
    }
    out.push_str(rest);
}

/// hexo-util's `stripHTML`: a scanner that knows quotes, nested `<` and comments, and takes `< ` for text.
fn strip_tags(html: &str) -> String {
    enum State {
        Text,
        Tag,
        Comment,
    }
    let mut out = String::with_capacity(html.len());
    let mut state = State::Text;
    let mut tag = String::new();
    let mut depth = 0_u32;
    let mut quote = None;
    for c in html.chars() {
        match state {
            State::Text if c == '<' => {
                state = State::Tag;
                tag.clear();
                tag.push(c);
            }
            State::Text => out.push(c),
            State::Tag => match c {
                '<' if quote.is_none() => depth += 1,
                '>' if quote.is_none() && depth > 0 => depth -= 1,
                '>' if quote.is_none() => state = State::Text,
                '<' | '>' => {}
                '"' | '\'' => {
                    quote = if quote == Some(c) { None } else { quote.or(Some(c)) };
                    tag.push(c);
                }
                '-' if tag == "<!-" => {
                    state = State::Comment;
                    tag.push(c);
                }
                ' ' | '\n' if tag == "<" => {
                    state = State::Text;
                    out.push_str("< ");
                }
                _ => tag.push(c),
            },
            State::Comment if c == '>' => {
                if tag.ends_with("--") {
                    state = State::Text;
                }
                tag.clear();
            }
            State::Comment => tag.push(c),
        }
    }
    out
}

/// hexo-renderer-markdown-it 7: the contents of the inline tokens, raw HTML and alternative texts among them, slugized. The case is kept.
pub fn hexo_markdown_it(pieces: &[Piece<'_>], out: &mut String) {
    let mut content = Typographer::default();
    for piece in pieces {
        match piece {
            Piece::Text { raw, text } if raw == text => content.push_text(text),
            // An entity is a token of its own, which the typographer does not look at.
            Piece::Text { text, .. }
            | Piece::Escaped(text)
            | Piece::Code(text)
            | Piece::Autolink(text)
            | Piece::Html(text)
            | Piece::Alt(text) => content.push_verbatim(text),
            Piece::FootnoteMark { label, .. } => ["[^", label, "]"].into_iter().for_each(|part| content.push_text(part)),
            Piece::Break => content.break_line(),
            Piece::Open => content.open(),
            Piece::Close => content.close(),
        }
    }
    slugize(&content.finish(), out);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{plain, slug_of};
    use super::super::{Case, Repeats, Style};
    use super::*;

    fn marked(pieces: &[Piece<'_>]) -> String {
        slug_of(hexo_marked, pieces)
    }

    fn markdown_it(pieces: &[Piece<'_>]) -> String {
        slug_of(hexo_markdown_it, pieces)
    }

    #[test]
    fn slugize_squeezes_ascii_punctuation_and_white_space() {
        for (text, expected) in [
            ("How to brew tea", "How-to-brew-tea"),
            ("  [1.] Water & heat!  ", "1-Water-heat"),
            ("snake_case", "snake-case"),
            ("one\u{A0}two\u{3000}three\u{FEFF}", "one-two-three"),
            ("tab\there", "tabhere"),
            ("泡茶：水温（摄氏）", "泡茶：水温（摄氏）"),
            ("100 °C", "100-°C"),
            ("?!", ""),
        ] {
            let mut out = "#".to_owned();
            slugize(text, &mut out);
            assert_eq!(out, format!("#{expected}"));
        }
    }

    #[test]
    fn slugize_takes_diacritics_off_whole_letters_only() {
        for (text, expected) in [
            ("Crème brûlée", "Creme-brulee"),
            ("Ærø", "AEro"),
            ("Maß", "Mas"),
            ("ＴＥＡ２", "TEA２"),
            ("ⓣ①", "t①"),
            ("Cafe\u{301}", "Cafe\u{301}"),
            ("чай", "чай"),
        ] {
            assert_eq!(marked(&[plain(text)]), expected);
        }
    }

    #[test]
    fn typography_stays_in_the_slug() {
        for (text, expected) in [
            ("Don't boil it", "Don’t-boil-it"),
            ("'Tis \"hot\"", "‘Tis-“hot”"),
            ("(\"in\" '(x)')", "“in”-‘-x-’"),
            ("milk -- or not", "milk-–-or-not"),
            ("milk---or not", "milk—or-not"),
            ("a----b-----c", "a—-b—–c"),
            ("wait...", "wait…"),
            ("wait..", "wait"),
            ("\"'Nested'\"", "“‘Nested’”"),
        ] {
            assert_eq!(marked(&[plain(text)]), expected, "{text}");
        }
    }

    #[test]
    fn typography_is_a_matter_of_configuration() {
        let marked = |quotes, text| {
            let mut out = String::new();
            hexo_marked_with(quotes, &[plain(text)], &mut out);
            out
        };
        assert_eq!(marked(None, "\"tea\" -- it's..."), "tea-it-s");
        assert_eq!(marked(Some(['«', '»', '‹', '›']), "\"tea\" -- it's..."), "«tea»-–-it›s…");
    }

    #[test]
    fn quotes_open_where_a_text_token_begins() {
        assert_eq!(marked(&[Piece::Open, plain("tea"), Piece::Close, plain("'s")]), "tea‘s");
        assert_eq!(marked(&[Piece::Code("tea"), plain("'s")]), "tea‘s");
        assert_eq!(marked(&[plain("tea"), plain("'s")]), "tea’s");
        assert_eq!(marked(&[plain("tea"), Piece::Escaped("'"), plain("s")]), "tea-s");
        assert_eq!(marked(&[Piece::Code("it's -- x")]), "it-s-x");
    }

    #[test]
    fn tags_are_stripped_after_entities_are_undone() {
        assert_eq!(marked(&[plain("the "), Piece::Code("<tea>"), plain(" element")]), "the-element");
        assert_eq!(marked(&[Piece::Code("List<Tea>")]), "List");
        assert_eq!(marked(&[Piece::Text { raw: "&lt;tea&gt;", text: "<tea>" }]), "");
        assert_eq!(marked(&[plain("a < b > c")]), "a-b-c");
        assert_eq!(marked(&[plain("I <3 tea")]), "I");
        assert_eq!(marked(&[Piece::Html("<i title='>'>"), plain("tea"), Piece::Html("</i>")]), "tea");
        assert_eq!(marked(&[plain("a"), Piece::Html("<!-- <b> -->"), plain("b")]), "ab");
    }

    #[test]
    fn only_eight_entities_are_undone() {
        let entity = |raw| Piece::Text { raw, text: "" };
        assert_eq!(marked(&[entity("&copy;"), plain(" tea")]), "copy-tea");
        assert_eq!(marked(&[plain("milk "), entity("&amp;"), plain(" tea")]), "milk-tea");
        assert_eq!(marked(&[plain("AT&T")]), "AT-T");
        assert_eq!(marked(&[entity("&#35;")]), "35");
        assert_eq!(marked(&[plain("can"), entity("&#39;"), plain("t")]), "can-t");
    }

    #[test]
    fn what_leaves_no_text_joins_its_neighbours() {
        assert_eq!(marked(&[plain("two"), Piece::Break, plain("lines")]), "twolines");
        assert_eq!(marked(&[Piece::Open, Piece::Alt("a cup"), Piece::Close, plain(" tea")]), "tea");
        assert_eq!(marked(&[plain("tea"), Piece::FootnoteMark { label: "note", number: 1 }]), "tea-note");
    }

    #[test]
    fn raw_blocks_know_no_smartypants() {
        assert_eq!(marked(&[Piece::Html("<kbd>"), plain("tea -- it's"), Piece::Html("</kbd>"), plain(" --x")]), "tea-it-s-–x");
        assert_eq!(marked(&[Piece::Html("<b>"), plain("it's"), Piece::Html("</b>")]), "it’s");
    }

    #[test]
    fn tildes_strike_inside_words() {
        assert_eq!(marked(&[plain("CO~2~ in tea")]), "CO2-in-tea");
        assert_eq!(marked(&[plain("~10 cups")]), "10-cups");
        assert_eq!(marked(&[plain("10~20 cups or 5~6")]), "1020-cups-or-56");
        assert_eq!(marked(&[plain("茶~~「水」~~乳")]), "茶「水」乳");
        assert_eq!(marked(&[plain("a ~ b~~c~")]), "a-b-c");
        assert_eq!(marked(&[plain("a~~~b~c~d")]), "a-bcd");
        assert_eq!(marked(&[Piece::Html("<kbd>"), plain("CO~2~"), Piece::Html("</kbd>")]), "CO2");
    }

    #[test]
    fn bare_urls_know_no_smartypants() {
        assert_eq!(marked(&[plain("http://tea.example/a--b \"x\"")]), "http-tea-example-a-b-“x”");
        assert_eq!(marked(&[plain("see www.tea.example/a--b, c--d")]), "see-www-tea-example-a-b-c–d");
        assert_eq!(marked(&[plain("tea://a--b")]), "tea-a–b");
    }

    #[test]
    fn markdown_it_counts_tags_and_alternative_texts() {
        assert_eq!(markdown_it(&[Piece::Html("<b id=\"x\">"), plain("tea"), Piece::Html("</b>")]), "b-id-x-tea-b");
        assert_eq!(markdown_it(&[Piece::Open, Piece::Alt("a cup"), Piece::Close, plain(" of tea")]), "a-cup-of-tea");
        assert_eq!(markdown_it(&[plain("Tea's "), Piece::Code("it's")]), "Tea’s-it-s");
    }

    #[test]
    fn repeated_slugs_meet_the_object_they_are_counted_in() {
        let (mut repeats, mut ids) = (Repeats::new(Style::ObjectCounter), String::new());
        let mut id = |text: &str, case: Case| {
            let from = ids.len();
            hexo_marked(&[plain(text)], &mut ids);
            case.apply(from, &mut ids);
            repeats.make_unique(from, &mut ids);
            ids[from..].to_string()
        };
        assert_eq!(id("valueOf", Case::Lower), "valueof");
        assert_eq!(id("valueOf", Case::Keep), "valueOf-NaN");
        assert_eq!(id("valueOf", Case::Keep), "valueOf");
        assert_eq!(id("valueOf", Case::Keep), "valueOf-1");
        assert_eq!(id("__proto__", Case::Keep), "proto");
    }
}
