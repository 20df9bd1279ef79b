use super::labels::*;
use super::table::*;
use super::triggers::*;
use super::*;
use crate::affiliate::language::NAMES;
use proptest::prelude::*;
use regex::RegexBuilder;

/// Of a language: sentences that disclose, attempts at it, and sentences with the same words that do neither.
struct Examples {
    language: &'static str,
    disclosing: &'static [&'static str],
    unclear: &'static [&'static str],
    other: &'static [&'static str],
}

const EXAMPLES: &[Examples] = &[
    Examples {
        language: "en",
        disclosing: &[
            "Purchases through links here may earn a commission at no extra cost to you.",
            "When you order through us, we get a small cut.",
            "I may be compensated if you sign up.",
            "The one above is an affiliate link.",
            "Contains affiliate links",
            "Desk & Sons participates in affiliate marketing programmes.",
            "If you buy through our links, we may earn an affiliate commission at no extra cost to you.",
            "I'm reader-supported: when you order here I get a small referral fee.",
            "This site receives compensation from some of the makers named below.",
            "You can use the button below, which earns me a small commission.",
            "Every order pays us a small percentage.",
            "When you purchase through links on this page, the Desk may earn a commission.",
            "If you click through and buy, I get a small cut.",
            "If you sign up here we get paid, and your price stays the same.",
            "Purchases made through these links may result in a commission for the desk.",
            "This post contains affiliate links.",
            "Our buying guides may also include some affiliate links, which never change a verdict.",
            "Some of the links below are affiliate links.",
            "Links with an asterisk are referral links.",
            "I sometimes use affiliate links to pay for the hosting.",
            "The Desk is a participant in the Amazon Services LLC Associates Program.",
            "We participate in various affiliate marketing programs.",
            "This newsletter is mainly funded through affiliate commissions.",
            "Affiliate disclosure: the shop pays for orders that come from here.",
            "This is a paid promotion.",
            "The following review was a sponsored post.",
            "A walk through the old town, in paid partnership with the tourist board.",
            "This episode was kindly sponsored by Desk & Sons.",
            "Sponsored by Desk & Sons",
            "We were paid to write this.",
            "As an Amazon Associate I earn from qualifying purchases.",
            "As an Amazon Associate, Desk & Sons may earn a little from qualifying purchases.",
            "The Desk is an Amazon affiliate and earns a little from qualifying purchases.",
            "Buying there helps us earn a small commission.",
            "These are paid links.",
            "The shop (affiliate link: a small commission is paid if you order) is open.",
        ],
        unclear: &["In partnership with Desk & Sons", "Supported by Desk & Sons", "This story is brought to you by Desk & Sons"],
        other: &[
            "Share this link to earn a commission on every sale you refer.",
            "A page that contains affiliate links must say so.",
            "How to get affiliate links: a guide",
            "All of it comes with no affiliate links and nothing to sell you.",
            "You are paid or compensated when your visitors order.",
            "The shops work in partnership with each other.",
            "We make every reader feel welcome and do not share any bonus codes.",
            "There is a 30-day money-back guarantee if you click by mistake, and we share the cost of sending it back.",
            "Our affiliate program pays partners a commission of 30 % on each sale.",
            "Affiliates earn a commission when customers order, and an income that grows with it.",
            "A salesman gets the customer first and the commission later, as a percentage.",
            "If you use a link from that forum, the counter may get a wrong value, and the European Commission will not help.",
            "If you buy two, we cut the price of the third; you get paid by the shop for sending them back.",
            "These links may break when the commission publishes its report.",
            "The article explains how sites mark affiliate links, paid links and sponsored links.",
            "What are affiliate links? Links whose clicks are counted, like referral links.",
            "We wrote a checker that finds affiliate links and a module for them.",
            "The participants in the affiliate study and every associate were asked twice.",
            "Our plugin rewrites affiliate links and is supported by two volunteers.",
            "Read the disclosure policy and the disclaimer before you report a hole.",
            "A paid promotion is one way to reach readers; sponsored content is another.",
            "The work on the parser was sponsored by Desk & Sons; thanks to all GitHub Sponsors.",
            "In this release, the page cache was paid for with memory.",
            "The translators are paid for each word of this manual and well compensated.",
            "An Amazon associate carried the box; the associates program of the gym ended.",
            "We do not earn any commission.",
            "This post contains no affiliate links, and we never use affiliate links.",
            "None of these are affiliate links.",
            "I don't get a commission for telling you so.",
            "Two libraries are supported by the plugin, and the parcel was brought in the morning.",
            "Every Amazon Associate knows which orders are qualifying.",
            "Affiliate links, referral links: what is the difference?",
        ],
    },
    Examples {
        language: "de",
        disclosing: &[
            "Bei den mit * gekennzeichneten Links handelt es sich um Affiliate-Links.",
            "Enthält Partnerlinks",
            "Dieser Beitrag enthält Werbung.",
            "Wenn Sie darüber kaufen, bekommen wir vom Händler eine Vermittlerprovision.",
            "Dieser Artikel enthält Affiliate-Links.",
            "Einige der Links auf dieser Seite sind sogenannte Partnerlinks.",
            "Wir verwenden in unseren Beiträgen Affiliate-Links.",
            "Kaufst du über diesen Link, erhalte ich eine kleine Provision.",
            "Ich bekomme für jede Bestellung eine Vergütung.",
            "Es kann sein, dass wir vom Händler eine Provision erhalten.",
            "Affiliate-Links sind mit einem Sternchen gekennzeichnet.",
            "Das Video enthält bezahlte Werbung.",
            "Eine Wanderung in bezahlter Partnerschaft mit dem Fremdenverkehrsamt.",
            "Als Amazon-Partner verdiene ich an qualifizierten Verkäufen.",
            "Wenn Sie über einen der Links kaufen, erhält Tisch & Söhne eine Provision.",
            "Der Betreiber erhält vom Händler eine Provision.",
        ],
        unclear: &["Präsentiert von Tisch & Söhne", "In Kooperation mit Tisch & Söhne"],
        other: &[
            "Wir erhalten Post, und die Makler verdienen gut.",
            "Der Weg ist mit Sternen markiert.",
            "Die Preise sind alle verwendet worden.",
            "Die kostenlose Fassung enthält Werbung.",
            "Dieser Beitrag enthält keine Werbung.",
            "Die qualifizierten Bewerber werden präsentiert von den Leitern, in Kooperation mit der Stadt.",
            "Affiliate-Links erklären wir im dritten Kapitel, Partnerlinks im vierten.",
            "Ich setze mich; wir verwenden Wörter. Unser Modul sammelt die Wörter und sortiert Werbelinks.",
            "Der Makler erhält eine Provision, die Vergütung regelt das Gesetz.",
            "Ich weiß nicht, wie hoch die Provision des Maklers ist.",
            "Der Artikel enthält keine Affiliate-Links.",
            "Bezahlte Werbung ist teuer, und bezahlte Partnerschaften sind es auch.",
            "Als Amazon gegründet wurde, gab es noch keine Partner.",
            "Als Amazon-Partner suchen wir nach qualifizierten Leuten.",
        ],
    },
    Examples {
        language: "fr",
        disclosing: &[
            "Les liens vers la boutique sont des liens affiliés.",
            "Partenariat rémunéré avec Bureau & Fils",
            "Cet article contient des liens affiliés.",
            "Certains liens de cette page sont des liens d’affiliation.",
            "Si vous achetez par ce lien, je touche une petite commission.",
            "Par ces liens, Bureau & Fils perçoit une commission.",
            "Nous pouvons percevoir une commission sur les achats.",
            "Une promenade en collaboration commerciale avec l’office du tourisme.",
            "Cet article est sponsorisé.",
            "En tant que Partenaire Amazon, je réalise un bénéfice sur les achats remplissant les conditions requises.",
        ],
        unclear: &["En partenariat avec Bureau & Fils"],
        other: &[
            "Le clavier a des touches, et nous recevons le courrier.",
            "Ce contenu est affilié à rien.",
            "Le musée ouvre en partenariat avec la ville.",
            "Les liens affiliés sont expliqués au chapitre trois, avec les contenus sponsorisés et nos partenaires.",
            "La commission européenne a rendu son avis et nous l’avons lu.",
            "La collaboration commerciale entre les deux pays dure depuis longtemps, comme le partenariat.",
            "Cet article ne contient aucun lien affilié.",
            "Le partenaire Amazon livre le colis demain.",
        ],
    },
    Examples {
        language: "es",
        disclosing: &[
            "Algunos recursos pueden incluir enlaces de afiliado.",
            "Como Asociado de Amazon, ganamos comisiones por compras elegibles.",
            "Contiene enlaces de afiliados",
            "Este artículo contiene enlaces de afiliados.",
            "Algunos de los enlaces son enlaces patrocinados.",
            "Si compras a través de ellos, recibo una pequeña comisión.",
            "Nuestro sitio recibe una comisión de la tienda.",
            "Podemos ganar comisiones por las compras.",
            "Este artículo es patrocinado.",
            "En calidad de Afiliado de Amazon, obtengo ingresos por las compras adscritas que cumplen los requisitos aplicables.",
        ],
        unclear: &[],
        other: &[
            "El asociado y el afiliado se reúnen.",
            "Los enlaces de afiliados se explican en el capítulo tercero.",
            "La comisión europea recibe a los vecinos.",
            "El contenido patrocinado y el pagado no son lo mismo, ni el remunerado.",
            "Este artículo no contiene enlaces de afiliados.",
            "Un afiliado de Amazon vive en el pueblo.",
        ],
    },
    Examples {
        language: "pt",
        disclosing: &[
            "Contém links de afiliados.",
            "Este artigo contém links de afiliados.",
            "Se você comprar por aqui, recebo uma pequena comissão.",
            "Este site recebe uma comissão da loja.",
            "Podemos ganhar comissões por essas compras.",
            "Este conteúdo é patrocinado.",
            "Como associado da Amazon, recebo por compras qualificadas.",
        ],
        unclear: &["Em parceria com a Mesa"],
        other: &[
            "A feira abre em parceria com a cidade.",
            "Os links de afiliados são explicados no capítulo três, com os patrocinados.",
            "A comissão de moradores recebe as contas, e nós ouvimos.",
            "O conteúdo pago é raro, e o conteúdo patrocinado, mais ainda.",
            "Este artigo não contém links de afiliados.",
            "A Amazon abriu um armazém.",
        ],
    },
    Examples {
        language: "it",
        disclosing: &[
            "Questo è un link di affiliazione.",
            "Possiamo ricevere una commissione senza costi per te.",
            "Questo articolo contiene link di affiliazione.",
            "Alcuni dei link sono link sponsorizzati.",
            "Se compri da qui, ricevo una piccola commissione.",
            "Questo sito riceve una commissione dal negozio.",
            "Potremmo guadagnare una commissione sugli acquisti.",
            "Articolo sponsorizzato da Desk.",
            "Offerto da Desk",
            "Una passeggiata, collaborazione retribuita con il comune.",
            "In qualità di Affiliato Amazon io ricevo un guadagno dagli acquisti idonei.",
        ],
        unclear: &["In collaborazione con Tavolo"],
        other: &[
            "Riceviamo la posta e otteniamo il permesso; gli affiliati votano.",
            "La mostra apre in collaborazione con il comune.",
            "I link di affiliazione e i contenuti sponsorizzati si spiegano nel terzo capitolo.",
            "La commissione europea riceve i sindaci.",
            "Il sindaco ha promosso e offerto una cena, e il nome è stato inserito.",
            "La collaborazione tra i comuni continua.",
            "Questo articolo non contiene link di affiliazione.",
            "Un affiliato Amazon vive qui.",
        ],
    },
    Examples {
        language: "nl",
        disclosing: &[
            "Bij aankoop ontvangen wij een kleine vergoeding.",
            "Bevat affiliate-links",
            "Dit artikel bevat affiliate-links.",
            "Sommige links zijn partnerlinks.",
            "Als je via deze link koopt, ontvang ik een kleine commissie.",
            "Onze redactie krijgt daarvoor een vergoeding.",
            "Het kan zijn dat wij een commissie krijgen.",
            "Een wandeling in betaalde samenwerking met de gemeente.",
            "Dit is een betaalde advertentie.",
            "Als Amazon-partner verdien ik aan in aanmerking komende aankopen.",
        ],
        unclear: &["In samenwerking met Tafel"],
        other: &[
            "De winkels zijn open en de mand bevat fruit.",
            "De vergoeding volgt morgen.",
            "De markt opent in samenwerking met de stad; de boeren verdienen er weinig.",
            "Wat affiliate-links zijn, staat in hoofdstuk drie, naast de gesponsorde en de partnerlinks.",
            "De Europese Commissie krijgt de brief; wij lezen de commissie voor.",
            "Een betaalde samenwerking is zeldzaam.",
            "Dit artikel bevat geen affiliate-links.",
            "Als Amazon morgen levert, zijn we klaar.",
            "Wie met schrijven geld wil verdienen, leest hoofdstuk drie.",
        ],
    },
    Examples {
        language: "zh",
        disclosing: &[
            "本文中的按钮为 AFF 链接。",
            "本文包含推广链接。",
            "文中部分連結為聯盟連結。",
            "通过以上链接购买，作者会获得少量佣金，您无需支付额外费用。",
            "我会从中获得一点返利。",
            "本文为商业合作。",
            "含付费推广",
            "本文含聯盟行銷。",
            "作为亚马逊联盟成员，我会从符合条件的购买中获得收入。",
        ],
        unclear: &[],
        other: &[
            "我们要在团队内部推广这份内容，并寻求合作。",
            "点击下面的链接下载源代码。",
            "专栏作者按订阅分成，佣金由平台支付。",
            "欢迎商业合作，请写信联系。",
            "本文不包含推广链接，我也不会获得佣金。",
            "本文包含广告拦截器的配置方法。",
            "亚马逊的仓库很大，Amazon 也卖书。",
        ],
    },
    Examples {
        language: "ja",
        disclosing: &[
            "※アフィリエイト広告を利用しています",
            "有料プロモーションを含みます",
            "当サイトはプロモーションを含む情報サイトです。",
            "PR・広告を含む記事です",
            "この記事には広告が含まれています。",
            "当サイトはアフィリエイトプログラムを利用しています。",
            "本ページはプロモーションが含まれます。",
            "当サイトのリンクから購入されると、運営者が報酬を得ることがあります。",
            "この記事は商品の提供を受けて書きました。",
            "Amazonのアソシエイトとして、編集部は適格販売により収入を得ています。",
            "当サイトはAmazon.co.jpアソシエイト・プログラムの参加者です。",
        ],
        unclear: &[],
        other: &[
            "コマンドは変数のプロモーションを含む機能をテストする。",
            "広告を管理する仕組みを使用しています。",
            "広告を含むページの表示速度を測りました。",
            "記事の宣伝は自分でします。",
            "アフィリエイトで収益を得る方法を調べた本を読みました。",
            "新しいサービスの提供を始めました。図書館から資料の提供を受けました。",
            "この記事には広告は含まれていません。",
            "アソシエイトという言葉の意味を調べた。",
            "プルリクエストを PR と略す人が多い。",
        ],
    },
    Examples {
        language: "ko",
        disclosing: &[
            "업체에서 협찬을 받았습니다.",
            "이 포스팅은 쿠팡 파트너스 활동의 일환으로, 이에 따른 일정액의 수수료를 제공받습니다.",
            "이 글에는 제휴 링크가 있습니다.",
            "업체로부터 소정의 원고료를 받고 작성했습니다.",
            "아마존 어소시에이트로서 적격 구매를 통해 수익을 얻습니다.",
        ],
        unclear: &[],
        other: &[
            "협찬 문의는 메일로 주세요.",
            "은행의 수수료와 수익을 비교했습니다.",
            "두 회사가 제휴를 발표했습니다.",
            "노력의 대가를 바라지 않습니다. 원고료는 없습니다.",
            "아마존 강은 길고, Amazon 은 회사입니다.",
        ],
    },
    Examples {
        language: "ru",
        disclosing: &[
            "Содержит партнёрские ссылки.",
            "Статья содержит партнёрские ссылки.",
            "Ссылки со звёздочкой — партнерские.",
            "Если вы купите по ссылке, мы получим небольшую комиссию.",
            "Обзор напечатан на правах рекламы.",
            "ООО «Стол», erid: 2VtzqxKettle1",
            "Реклама. ООО «Стол»",
            "Как участник партнёрской программы Amazon я зарабатываю на соответствующих покупках.",
        ],
        unclear: &[],
        other: &[
            "Партнёрские ссылки и рекламные сети мы разберём в третьей главе, реферальные тоже.",
            "Комиссия рассмотрела жалобу и выплатила вознаграждение.",
            "Рынок рекламы вырос. Реклама вредна.",
            "Что такое erid и где его взять?",
            "Amazon открыл склад для участников.",
            "Статья не содержит партнёрских ссылок.",
        ],
    },
];

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
        assert!(language.unless.iter().all(|pattern| !pattern.regex().as_str().is_empty()));
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
