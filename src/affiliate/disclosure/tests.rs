mod examples;

use super::labels::*;
use super::table::*;
use super::triggers::*;
use super::*;
use crate::affiliate::language::NAMES;
use examples::EXAMPLES;
use proptest::prelude::*;
use regex::RegexBuilder;

/// The disclosures on a page that declares this language, or none.
fn disclosures(block: &str, declared: Option<&str>) -> Vec<Disclosure> {
    super::disclosures(block, &Languages::new(declared, ""))
}

fn kinds(block: &str, language: Option<&str>) -> Vec<(Kind, &'static str)> {
    disclosures(block, language).into_iter().map(|one| (one.kind, one.language)).collect()
}

/// Whether a look at the whole text has found that there may be something in it.
fn has_trigger(text: &str) -> bool {
    let found = trigger_places(text).is_none_or(|places| !places.is_empty());
    assert!(found || TRIGGERS.of(text) == 0, "{text}");
    found
}

fn in_language(id: &str) -> &'static Language {
    LANGUAGES.iter().find(|language| language.id == id).unwrap_or_else(|| panic!("{id} is in the table"))
}

#[test]
fn every_language_has_examples() {
    let ids: Vec<_> = LANGUAGES.iter().map(|language| language.id.as_str()).collect();
    let examples: Vec<_> = EXAMPLES.iter().map(|examples| examples.language).collect();
    assert_eq!(ids, examples);
    assert_eq!(ids, NAMES.map(|(code, _)| code));
}

#[test]
fn what_discloses_is_found_and_what_does_not_is_not() {
    for examples in EXAMPLES {
        for language in [None, Some(examples.language)] {
            for block in examples.disclosing {
                for written in [block.to_string(), block.to_uppercase()] {
                    assert!(kinds(&written, language).contains(&(Kind::Strong, examples.language)), "{written}");
                }
            }
            for block in examples.unclear {
                assert_eq!(kinds(block, language), [(Kind::Weak, examples.language)], "{block}");
            }
            for block in examples.other {
                assert_eq!(disclosures(block, language), [], "{block}");
            }
        }
    }
}

#[test]
fn every_phrase_has_an_example_and_a_look_alike() {
    for examples in EXAMPLES {
        let language = in_language(examples.language);
        for phrase in language.phrases() {
            let pattern = &phrase.re.pattern;
            let mut sentences = examples.disclosing.iter().chain(examples.unclear);
            assert!(sentences.any(|block| phrase.re.regex().is_match(block)), "no example of {pattern}");
            let has = |block: &&&str| phrase.has.iter().any(|has| block.to_lowercase().contains(has.as_str()));
            assert!(examples.other.iter().any(|block| has(&block)), "no look-alike of {pattern}");
        }
    }
}

#[test]
fn a_sentence_may_go_over_several_lines() {
    for block in
        ["If you buy here, we may\nearn a\n    small commission.", "Dieser Beitrag\r\nenthält\r\nAffiliate-Links.", "(paid\u{a0}link)"]
    {
        assert_eq!(disclosures(block, None).len(), 1, "{block}");
    }
}

#[test]
fn the_statement_that_amazon_wants_is_a_disclosure() {
    for block in [
        "As an Amazon Associate I earn from qualifying purchases.",
        "Als Amazon-Partner verdiene ich an qualifizierten Verkäufen.",
        "En tant que Partenaire Amazon, je réalise un bénéfice sur les achats remplissant les conditions requises.",
        "Amazonのアソシエイトとして、編集部は適格販売により収入を得ています。",
    ] {
        assert_eq!(disclosures(block, None).first().map(|found| found.kind), Some(Kind::Strong), "{block}");
    }
    let found = disclosures("So: as an Amazon Associate we earn from qualifying purchases!", Some("en"));
    assert_eq!(found.first().map(|found| found.range.clone()), Some(4..60));
}

#[test]
fn a_label_counts_where_it_stands_as_a_label() {
    for (block, label) in [
        ("Anzeige", "Anzeige"),
        ("*** ANZEIGE ***", "ANZEIGE"),
        ("Werbung: Ein Schreibtisch für alle Fälle", "Werbung"),
        ("Ad - a desk for all seasons", "Ad"),
        ("A desk (paid link) for all seasons", "paid link"),
        ("A desk [ Ad ] for all seasons", "Ad"),
        ("A desk for all seasons #ad", "ad"),
        ("Un bureau #Publicité", "Publicité"),
        ("PUBLICITÉ", "PUBLICITÉ"),
        ("【PR】机の選び方", "PR"),
        ("机の選び方（広告）", "広告"),
        ("广告｜书桌", "广告"),
        ("[광고] 책상", "광고"),
        ("РЕКЛАМА", "РЕКЛАМА"),
        ("Commissions  Earned", "Commissions  Earned"),
    ] {
        let found = disclosures(block, None);
        let [Disclosure { range, kind: Kind::Label, .. }] = found.as_slice() else { panic!("{block}: {found:?}") };
        assert_eq!(&block[range.clone()], label, "{block}");
    }
    for block in [
        "We removed an ad from the page, and the ads beside it.",
        "Ad-free reading: how we do it",
        "Loading ads is slow",
        "See page.html#ad or https://shop.example/#ads",
        "Die Anzeige blinkt, und Werbung nervt.",
        "Le réseau de publicité et l'annonce du maire",
        "PR: fix the parser (PR)",
        "The pub (pub) and the adv. (adv) are abbreviations",
        "「広告」という言葉の歴史",
        "Sponsors",
        "Adze: a tool",
        "",
        "***",
    ] {
        assert_eq!(disclosures(block, None), [], "{block}");
    }
}

#[test]
fn an_unclear_attempt_is_weak_and_says_why() {
    for (block, language) in [
        ("A desk (affiliate link) for all seasons", None),
        ("*affiliate links", None),
        ("My new desk! #spon #collab", None),
        ("In partnership with Desk & Sons", None),
        ("Affiliate-Link", Some("de")),
        ("Mein neuer Schreibtisch #ad", Some("de-AT")),
        ("Sponsored by Tisch & Söhne", Some("de")),
        ("En partenariat avec Bureau", Some("fr")),
    ] {
        let found = disclosures(block, language);
        assert!(found.first().is_some_and(|one| one.kind == Kind::Weak && one.why.is_some()), "{block}: {found:?}");
        assert!(found.iter().all(|one| one.kind == Kind::Weak), "{block}: {found:?}");
    }
    // Unclear in one language, clear in another.
    assert_eq!(kinds("#ad", None), [(Kind::Label, "en")]);
    assert_eq!(kinds("#ad", Some("de")), [(Kind::Weak, "de")]);
    assert_eq!(kinds("#ad", Some("sv")), [(Kind::Label, "en")]);
    assert_eq!(kinds("PR", Some("ja")), [(Kind::Label, "ja")]);
    assert_eq!(kinds("PR", None), []);
}

#[test]
fn the_strongest_of_several_is_told() {
    let block = "Affiliate disclosure: this post contains affiliate links, and we may earn a commission. #ad";
    let found = disclosures(block, None);
    assert!(found.iter().all(|one| one.kind != Kind::Weak), "{found:?}");
    assert!(found.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "{found:?}");
    assert_eq!(found.last().map(|one| one.kind), Some(Kind::Label));
}

#[test]
fn the_table_is_sound() {
    assert!(LANGUAGES.iter().flat_map(Language::phrases).all(|phrase| phrase.trigger > LABEL), "no bit is left for a trigger");
    for language in LANGUAGES.iter() {
        for phrase in language.phrases() {
            phrase.re.regex();
            for has in &phrase.has {
                assert!(has.len() > 1 && *has == folded(has) && !has.contains(char::is_whitespace), "{has}");
            }
        }
        language.unless.iter().for_each(|pattern| _ = pattern.regex());
        assert!(language.weak.iter().all(|weak| weak.phrase.is_some() || !weak.labels.is_empty()), "{}", language.id);
    }
    for (label, meanings) in LABELS.iter() {
        assert!(
            **label == folded(label) && label.len() <= LONGEST_LABEL && words_of(label, 0..label.len()) == Some(0..label.len()),
            "{label}"
        );
        assert!(label_needle(label).text.len() > 1, "{label}");
        for meaning in meanings.iter().filter(|meaning| meaning.hashtag_only) {
            let id = Some(meaning.language.id.as_str());
            assert!(!disclosures(&format!("… #{label}"), id).is_empty(), "#{label}");
            if meanings.iter().all(|meaning| meaning.hashtag_only) {
                assert_eq!(disclosures(label, id), [], "{label} without its hash");
            }
        }
        for meaning in meanings.iter().filter(|meaning| !meaning.hashtag_only) {
            for written in [format!("({label})"), format!("{label}: …")] {
                assert!(!disclosures(&written, Some(&meaning.language.id)).is_empty(), "{written}");
            }
            for written in [label.to_string(), label.to_uppercase()] {
                assert!(has_trigger(&written), "{written}");
                assert!(!disclosures(&written, Some(&meaning.language.id)).is_empty(), "{written}");
                let prose = format!("about {written} of");
                assert_eq!(disclosures(&prose, Some(&meaning.language.id)), [], "{prose}");
            }
        }
    }
}

#[test]
fn every_pattern_compiles_to_a_small_automaton() {
    let weight = |pattern: &Pattern| {
        let built = RegexBuilder::new(&pattern.pattern).case_insensitive(true).size_limit(1 << 20).build();
        assert!(built.is_ok(), "more than a mebibyte: {}", pattern.pattern);
    };
    for language in LANGUAGES.iter() {
        language.phrases().for_each(|phrase| weight(&phrase.re));
        language.unless.iter().for_each(weight);
    }
}

#[test]
fn what_is_clear_in_another_language_is_weak_and_says_so() {
    let why = |block: &str, declared: &str| {
        let found = disclosures(block, Some(declared));
        assert!(found.iter().all(|one| one.kind == Kind::Weak), "{block}: {found:?}");
        found.first().and_then(|one| one.why).map(|why| why.to_string()).unwrap_or_default()
    };
    assert_eq!(why("Advertisement", "de"), "it is in English, on a page that is in German");
    assert_eq!(why("We earn a commission when you buy here.", "ja"), "it is in English, on a page that is in Japanese");
    assert_eq!(why("Anzeige", "fr"), "it is in German, on a page that is in French");
    assert_eq!(why("本文包含推广链接。", "en"), "it is in Chinese, on a page that is in English");
    assert_eq!(why("As an Amazon Associate I earn from qualifying purchases.", "it"), "it is in English, on a page that is in Italian");
    // Its own reason says more.
    assert!(why("Sponsored", "de").starts_with("German courts"));
    // Clear in one language of the page is clear.
    let text =
        "Der Kessel steht auf dem Herd, und niemand hat ihn seit dem Morgen bewegt. Wenn das Wasser kocht, klappert der Deckel. ".repeat(4);
    let both = Languages::new(Some("en"), &text);
    assert!(["Sponsored", "Anzeige", "#ad"].iter().all(|label| super::disclosures(label, &both)[0].kind == Kind::Label));
}

#[test]
fn words_that_mean_something_else_elsewhere_count_at_home_only() {
    for (label, home) in [("Adv", "it"), ("(pub)", "fr"), ("Publi", "es"), ("Publi", "pt"), ("Adv.", "nl"), ("PR", "ja"), ("AFF", "zh")] {
        assert_eq!(kinds(label, Some(home)), [(Kind::Label, home)], "{label}");
        assert_eq!(disclosures(label, None), [], "{label}");
        assert_eq!(disclosures(label, Some("en")), [], "{label}");
    }
}

#[test]
fn a_link_to_a_page_about_it_is_weak() {
    for text in ["Disclosure", " affiliate  disclosure. ", "→ Offenlegung", "Política de afiliados"] {
        assert!(bare_link(text).is_some(), "{text}");
    }
    for text in ["", "…", "Affiliate disclosure: we are paid", "Kettle", "Disclosures of the court"] {
        assert!(bare_link(text).is_none(), "{text}");
    }
    assert!(LANGUAGES.iter().flat_map(|language| &language.links).all(|link| bare_link(link).is_some()));
}

#[test]
fn amazons_statement_is_known_in_the_wordings_of_its_programmes() {
    for block in [
        "As an Amazon Associate I earn from qualifying purchases.",
        "As an Amazon Associate, desk.example earns from qualifying purchases.",
        "The Desk is an Amazon Associate and earns from qualifying purchases.",
        "We are a participant in the Amazon Services LLC Associates Program, an affiliate advertising program.",
        "Als Amazon-Partner verdienen wir an qualifizierten Käufen.",
        "En tant que Partenaire Amazon, nous réalisons un bénéfice sur les achats remplissant les conditions requises.",
        "En calidad de Afiliado de Amazon, obtengo ingresos por las compras adscritas que cumplen los requisitos aplicables.",
        "In qualità di Affiliato Amazon io ricevo un guadagno dagli acquisti idonei.",
        "Amazonのアソシエイトとして、机は適格販売により収入を得ています。",
    ] {
        assert!(states_amazon(block), "{block}");
    }
    for block in
        ["We earn a commission when you buy on Amazon.", "Amazon", "As an Amazon Associate I do not earn from qualifying purchases.", ""]
    {
        assert!(!states_amazon(block), "{block}");
    }
}

#[test]
fn nothing_is_triggered_by_ordinary_prose() {
    let prose = "The parser reads a block, and the reader sees a heading. Read on about adding a thread, or loading a bundle.";
    assert!(!has_trigger(prose));
    assert_eq!(disclosures(prose, None), []);
    assert!(!has_trigger(""));
    assert!(!has_trigger("a"));
}

#[test]
fn a_hostile_block_is_read_in_bounded_time() {
    for part in ["(", "#", "ad ", "(ad", "#ad", "#ad ", "(ad) ", "we earn ", "links are ", "this ", "記事", "if you link "] {
        let block = part.repeat(20_000);
        disclosures(&format!("commission affiliate ad 広告 {block}"), None);
    }
}

/// Texts that match a pattern, or would if its words ended there.
fn matching(pattern: &str) -> impl Strategy<Value = String> + use<> {
    let pattern = pattern.replace(r"\b", "").replace('^', "").replace(r"[\W_]*$", "").replace('$', "");
    // The dots between two words need not be long.
    let pattern = pattern.replace("{0,80}", "{0,9}").replace("{0,60}", "{0,9}").replace("{0,50}", "{0,9}").replace("{0,40}", "{0,9}");
    proptest::string::string_regex(&format!("(?i){pattern}")).expect("the pattern is without anchors")
}

#[test]
fn whatever_a_pattern_matches_has_a_trigger() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 48, ..ProptestConfig::default() });
    for language in LANGUAGES.iter() {
        for phrase in language.phrases() {
            let property = |text: String| {
                let triggers = TRIGGERS.of(&text);
                prop_assert!(triggers & phrase.trigger != 0, "{} in {text:?}", phrase.re.pattern);
                Ok(())
            };
            runner.run(&matching(&phrase.re.pattern), property).unwrap_or_else(|error| panic!("{}: {error}", language.id));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn what_has_no_trigger_has_no_disclosure(start in ".{0,9}", mid in r"(?i)[#(\[【]?(ads?|pr|anzeige|publicité|реклама|広告|paid  ?link)[)\]】:]?", end in ".{0,9}") {
        let block = format!("{start}{mid}{end}");
        let found = disclosures(&block, None);
        let anywhere = labels(&block, &Languages::new(None, "")).count();
        prop_assert!(anywhere == 0 || has_trigger(&block), "{block:?}");
        for one in found {
            prop_assert!(block.get(one.range.clone()).is_some_and(|part| !part.is_empty()), "{block:?} {one:?}");
        }
    }
}
