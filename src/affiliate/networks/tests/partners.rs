//! Who is paid: an address of every network that says so, in the network's own form, with made-up identifiers.

use super::super::{TABLE, recognise};
use rustc_hash::FxHashSet;

const PARTNERS: &[(&str, &str)] = &[
    ("https://kettle.pxf.io/c/1000001/2000002/3003", "1000001"),
    ("https://goto.target.com/c/1000001/2000002/3003?subId1=x&u=https%3A%2F%2Fwww.target.com%2Fp%2Fkettle", "1000001"),
    ("https://go.kettle.example/c/1000001/2000002/3003", "1000001"),
    ("https://kettle.example/?irclickid=a1b2&ir_partnerid=1000001", "1000001"),
    ("https://www.anrdoezrs.net/click-1000001-20000002?url=https%3A%2F%2Fkettle.example", "1000001"),
    ("https://www.kqzyfj.com/links/1000001/type/dlg/https://kettle.example/red", "1000001"),
    ("https://www.awin1.com/cread.php?awinmid=1001&awinaffid=200002&clickref=&ued=https%3A%2F%2Fkettle.example", "200002"),
    ("https://www.awin1.com/awclick.php?mid=1001&id=200002", "200002"),
    ("https://www.awin1.com/pclick.php?p=3003&a=200002&m=1001", "200002"),
    ("https://kettle.example/?awinaffid=200002", "200002"),
    ("https://partners.webmasterplan.com/click.asp?ref=100001&site=2002&type=text&tnb=3", "100001"),
    ("https://www.shareasale.com/r.cfm?b=100&u=200002&m=3003&urllink=&afftrack=", "200002"),
    ("https://www.shareasale.com/m-pr.cfm?merchantID=100&userID=200002&productID=3", "200002"),
    ("https://click.linksynergy.com/deeplink?id=AbCdEfGhIjK&mid=1001&murl=https%3A%2F%2Fkettle.example", "AbCdEfGhIjK"),
    ("https://click.linksynergy.com/fs-bin/click?id=AbC*dEfGhIjK&offerid=1001.2&type=3&subid=0", "AbC*dEfGhIjK"),
    ("https://kettle.example/?ranMID=1001&ranEAID=AbCdEfGhIjK&id=7", "AbCdEfGhIjK"),
    ("https://rcm-na.amazon-adsystem.com/e/cm?t=desk-20&o=1&p=8&l=as1&asins=B000000000&f=ifr", "desk-20"),
    ("//ws-eu.amazon-adsystem.com/widgets/q?OneJS=1&tracking_id=desk-21&asins=B000000000", "desk-21"),
    ("https://prf.hn/click/camref:1101l1abc/pubref:desk/destination:https%3A%2F%2Fkettle.example%2F", "1101l1abc"),
    ("https://www.avantlink.com/click.php?tt=cl&mi=10001&pw=200002&url=https%3A%2F%2Fkettle.example", "200002"),
    ("https://scripts.affiliatefuture.com/AFClick.asp?affiliateID=10001&merchantID=2&programmeID=3&mediaID=0", "10001"),
    ("https://is1.clixgalore.com/PSale.aspx?BID=1&AfID=200002&AdID=3&LP=kettle.example", "200002"),
    ("https://clk.omgt3.com/?AID=100001&PID=2002&r=https%3A%2F%2Fkettle.example", "100001"),
    ("https://t.cfjump.com/10001/t/20002?Url=https%3A%2F%2Fkettle.example", "10001"),
    ("https://clicks.pipaffiliates.com/c?c=100001&l=en&p=1", "100001"),
    ("https://clk.tradedoubler.com/click?p=1001&a=2000002&g=3003", "2000002"),
    ("https://clk.tradedoubler.com/click?p(1001)a(2000002)g(3003)url(https://kettle.example)", "2000002"),
    ("https://tc.tradetracker.net/?c=1001&m=12&a=200002&r=&u=%2Fred", "200002"),
    ("https://track.webgains.com/click.html?wgcampaignid=100001&wgprogramid=2002&wgtarget=https://kettle.example", "100001"),
    ("https://ds1.nl/c/?si=1001&li=2000002&wi=300003&ws=&dl=red", "300003"),
    ("https://kettle.example/c/?si=1001&li=2000002&wi=300003", "300003"),
    ("https://t.adcell.com/p/click?promoId=100001&slotId=20002&param0=https%3A%2F%2Fkettle.example", "20002"),
    ("https://www.adcell.com/promotion/click/promoId/100001/slotId/20002", "20002"),
    ("https://tracking.publicidees.com/clic.php?progid=1001&partid=20002&dpl=https%3A%2F%2Fkettle.example", "20002"),
    ("https://go.kettle.example/t/t?a=1000000001&as=2000000002&t=2&tk=1", "2000000002"),
    ("https://click.adrecord.com/?c=100001&p=2002", "100001"),
    ("https://online.adservicemedia.dk/cgi-bin/click.pl?bannerid=1001&media_id=20002", "20002"),
    ("https://www.partner-ads.com/dk/klikbanner.php?partnerid=10001&bannerid=20002&htmlurl=https://kettle.example", "10001"),
    ("https://addrevenue.io/t?c=100001&a=200002&u=https%3A%2F%2Fkettle.example", "100001"),
    ("https://go.linkwi.se/z/1001-0/CD20002/?lnkurl=https%3A%2F%2Fkettle.example", "CD20002"),
    (
        "https://event.2performant.com/events/click?ad_type=quicklink&aff_code=a1b2c3d4e&unique=f5&redirect_to=https%3A%2F%2Fkettle.example",
        "a1b2c3d4e",
    ),
    ("https://ehub.cz/system/scripts/click.php?a_aid=a1b2c3d4&a_bid=e5f6a7b8&desturl=https%3A%2F%2Fkettle.example", "a1b2c3d4"),
    ("https://login.dognet.sk/scripts/fc234pi?a_aid=desk&a_bid=a1b2c3d4", "desk"),
    ("https://af.moshimo.com/af/c/click?a_id=1000001&p_id=170&pc_id=185&pl_id=4062&url=https%3A%2F%2Fkettle.example", "1000001"),
    ("https://ck.jp.ap.valuecommerce.com/servlet/referral?sid=1000001&pid=200000002&vc_url=https%3A%2F%2Fkettle.example", "1000001"),
    ("https://uland.taobao.com/coupon/edetail?activityId=a1&itemId=2&pid=mm_10001_20002_30003", "mm_10001_20002_30003"),
    ("https://mobile.yangkeduo.com/duo_coupon_landing.html?goods_id=1&pid=1000001_2000002", "1000001_2000002"),
    ("https://go.isclix.com/deep_link/1000000000000000001?url=https%3A%2F%2Fkettle.example", "1000000000000000001"),
    ("https://invol.co/aff_m?offer_id=1001&aff_id=20002&source=deeplink&url=https%3A%2F%2Fkettle.example", "20002"),
    ("https://invld.co/aff_c?offer_id=1001&aff_id=20002", "20002"),
    ("https://tracking.vcommission.com/aff_c?offer_id=1001&aff_id=20002&url=https%3A%2F%2Fkettle.example", "20002"),
    ("https://linksredirect.com/?cid=10001&source=linkkit&url=https%3A%2F%2Fkettle.example", "10001"),
    ("https://redir.lomadee.com/v2/deeplink?sourceId=10001&url=https%3A%2F%2Fkettle.example", "10001"),
    ("https://v2.afilio.com.br/tracker.php?banid=1001&campid=2;3&siteid=40004", "40004"),
    ("https://sun.eduzz.com/100001?a=20000002", "20000002"),
    ("https://ev.braip.com/ref?pv=pro1a2b3c&af=afi4d5e6f", "afi4d5e6f"),
    ("https://pay.kiwify.com.br/a1b2c3d?afid=E4f5G6h7", "E4f5G6h7"),
    ("https://go.skimresources.com/?id=10001X200002&xs=1&url=https%3A%2F%2Fkettle.example", "10001X200002"),
    ("https://redirect.viglink.com/?key=a1b2c3d4&u=https%3A%2F%2Fkettle.example", "a1b2c3d4"),
    ("https://desk.digidip.net/visit?url=https%3A%2F%2Fkettle.example", "desk"),
    ("https://r.srvtrck.com/v1/redirect?yk_tag=x&site_id=a1b2&url=https%3A%2F%2Fkettle.example", "a1b2"),
    ("https://link.sylikes.com/?publisherId=10001&url=https%3A%2F%2Fkettle.example", "10001"),
    ("https://target.georiot.com/Proxy.ashx?tsid=10001&GR_URL=https%3A%2F%2Fkettle.example", "10001"),
    ("https://tp.media/r?marker=100001.desk&p=2002&u=https%3A%2F%2Fkettle.example", "100001.desk"),
    ("https://c111.travelpayouts.com/click?shmarker=100001&promo_id=2002&custom_url=https%3A%2F%2Fkettle.example", "100001"),
    ("https://www.stay22.com/allez/roam?aid=desk&link=https%3A%2F%2Fkettle.example", "desk"),
    ("https://secure.2checkout.com/order/checkout.php?PRODS=1&QTY=1&AFFILIATE=100001&CART=1", "100001"),
    ("https://store.kettle.example/order/checkout.php?PRODS=1&AFFILIATE=100001", "100001"),
    ("https://desk.kettles.hop.clickbank.net/?tid=red", "desk"),
    ("https://hop.clickbank.net/?affiliate=desk&vendor=kettles", "desk"),
    ("https://www.digistore24.com/redir/100001/Desk/", "Desk"),
    ("https://copecart.com/products/a1b2c3/p/desk", "desk"),
    ("https://jvz2.com/c/100001/200002", "100001"),
    ("https://secure.bluesnap.com/jsp/buynow.jsp?contractId=1001&referrer=desk", "desk"),
    ("https://pay.paddle.com/checkout/1001?affiliate=20002", "20002"),
    ("https://order.mycommerce.com/product?vendorid=1001&productid=2&affiliateid=300003", "300003"),
    ("https://secure.cleverbridge.com/1001/purl-kettle?affiliate=20002", "20002"),
    ("https://gumroad.com/a/100000001/kettle", "100000001"),
    ("https://desk.gumroad.com/l/kettle?affiliate_id=100000001", "100000001"),
    ("https://kettles.lemonsqueezy.com/buy/a1?aff=B2c3d", "B2c3d"),
    ("https://school.kettle.example/p/brewing?affcode=10001_a1b2c3d4", "10001_a1b2c3d4"),
    ("https://kettle.example/?rfsn=1000001.a1b2c3", "1000001.a1b2c3"),
    ("https://kettle.example/?tap_a=1001-a1b2c3&tap_s=20002-d4e5f6", "20002-d4e5f6"),
    ("https://kettle.example/?fpr=desk", "desk"),
    ("https://kettle.example/?sca_ref=100001.AbCd", "100001.AbCd"),
    ("https://kettle.example/?afmc=1a", "1a"),
    ("https://kettle.example/?ps_partner_key=ZGVzaw&ps_xid=a1", "ZGVzaw"),
    ("https://kettle.example/scripts/click.php?a_aid=desk&a_bid=a1b2", "desk"),
    ("https://kettle.example/affiliate/idevaffiliate.php?id=1001", "1001"),
    ("https://go.kettle.example/aff_c?offer_id=1001&aff_id=20002", "20002"),
    ("https://kettle.g2afse.com/click?pid=1001&offer_id=2", "1001"),
    ("https://kettle.scaletrk.com/click?o=1001&a=20002", "20002"),
    ("https://kettle.gotrackier.com/click?campaign_id=1001&pub_id=20002", "20002"),
    ("https://my.kettle.example/aff.php?aff=1001", "1001"),
    ("https://kettle.example/?affid=desk", "desk"),
    ("https://www.amazon.com/dp/B0000KETTL?tag=desk-20", "desk-20"),
    ("https://www.amazon.co.uk/exec/obidos/ASIN/B0000KETTL/desk-21", "desk-21"),
    ("https://www.ebay.co.uk/itm/100000000001?mkevt=1&mkcid=1&campid=5330000001&toolid=10001", "5330000001"),
    ("https://rover.ebay.com/rover/1/711-53200-19255-0/1?campid=5330000001&mpre=https%3A%2F%2Fwww.ebay.com", "5330000001"),
    ("https://www.walmart.com/ip/1001?wmlspartner=desk", "desk"),
    ("https://www.target.com/p/kettle?afid=desk", "desk"),
    ("https://partner.bol.com/click/click?p=2&t=url&s=10001&f=TXL&url=https%3A%2F%2Fwww.bol.com", "10001"),
    ("https://www.banggood.com/kettle-p-1001.html?p=AB1200034&custlinkid=2002", "AB1200034"),
    ("https://link.coupang.com/re/AFFSDP?lptag=AF1000001&pageKey=2", "AF1000001"),
    ("https://www.flipkart.com/kettle/p/itm1?affid=desk", "desk"),
    ("https://www.mercadolivre.com.br/kettle?matt_tool=10000001&matt_word=desk", "10000001"),
    ("https://www.magazinevoce.com.br/magazinedesk/kettle/p/1001/", "magazinedesk"),
    ("https://www.booking.com/hotel/nl/lock.html?aid=1000001", "1000001"),
    ("https://www.agoda.com/partners/partnersearch.aspx?cid=1000001&hid=2", "1000001"),
    ("https://www.getyourguide.com/delft-l1001/?partner_id=A1B2C3D&utm_medium=online_publisher", "A1B2C3D"),
    ("https://www.viator.com/tours/Delft/d1001?pid=P00010001&mcid=42383&medium=link", "P00010001"),
    ("https://www.expedia.com/Delft-Hotels?camref=1101l1abc", "1101l1abc"),
    ("https://www.trip.com/hotels/?Allianceid=1001&SID=20002", "1001"),
    ("https://www.klook.com/activity/1001-boats/?aid=20002", "20002"),
    ("https://apps.apple.com/app/kettle/id1001?at=1000lAb2C", "1000lAb2C"),
    ("https://www.humblebundle.com/?partner=desk", "desk"),
    ("https://us.gamesplanet.com/game/lock?ref=desk", "desk"),
    ("https://www.fanatical.com/en/game/lock?ref=desk", "desk"),
    ("https://www.kinguin.net/category/1001/lock?r=20002", "20002"),
    ("https://www.gog.com/game/lock?pp=a1b2c3", "a1b2c3"),
    ("https://www.eneba.com/lock?af_id=desk", "desk"),
    ("https://www.instant-gaming.com/en/1001-lock/?igr=desk", "desk"),
    ("https://www.g2a.com/lock-i1001?reflink=desk", "desk"),
    ("https://store.epicgames.com/en-US/p/lock?epic_creator_id=a1b2c3", "a1b2c3"),
    ("https://go.nordvpn.net/aff_c?offer_id=15&aff_id=10001&url_id=902", "10001"),
    ("https://www.expressvpn.com/?a_fid=desk", "desk"),
    ("https://get.surfshark.net/aff_c?offer_id=926&aff_id=10001", "10001"),
    ("https://m.do.co/c/a1b2c3d4e5f6", "a1b2c3d4e5f6"),
    ("https://www.digitalocean.com/?refcode=a1b2c3d4e5f6", "a1b2c3d4e5f6"),
    ("https://www.vultr.com/?ref=1000001", "1000001"),
    ("https://www.linode.com/?r=a1b2c3d4", "a1b2c3d4"),
    ("https://www.a2hosting.com/?aid=desk&bid=a1b2c3", "desk"),
    ("https://www.bluehost.com/track/desk/", "desk"),
    ("https://www.siteground.com/index.htm?afcode=a1b2c3", "a1b2c3"),
    ("https://www.hostinger.com/?REFERRALCODE=desk", "desk"),
    ("https://www.namecheap.com/?aff=100001", "100001"),
    ("https://kinsta.com/?kaid=ABCDEFGHIJKL", "ABCDEFGHIJKL"),
    ("https://www.cloudways.com/en/?id=100001", "100001"),
    ("https://themeforest.net/item/lock/1001?ref=desk", "desk"),
    ("https://creativemarket.com/lock/1001-boats?u=desk", "desk"),
    ("https://www.creativefabrica.com/ref/100001/", "100001"),
];

#[test]
fn every_network_that_names_its_publisher_is_read() {
    let mut unread: FxHashSet<_> =
        TABLE.networks.iter().filter(|network| !network.partner.is_empty()).map(|network| network.id.as_str()).collect();
    for (href, partner) in PARTNERS {
        let found = recognise(href);
        assert_eq!(found.as_ref().and_then(|found| found.partner.as_deref()).unwrap_or_default(), *partner, "{href}");
        if let Some(found) = found {
            unread.remove(&*found.network);
        }
    }
    assert!(unread.is_empty(), "no example for {unread:?}");
}

#[test]
fn what_is_no_publisher_is_not_taken_for_one() {
    for href in [
        // The shop's own parameters, behind the redirect.
        "https://kettle.example/?awc=1001_2_a1&id=7&a=8",
        "https://kettle.example/?ranSiteID=AbC-dEf&id=7",
        "https://kettle.example/?cjevent=a1b2&url=7",
        // Codes that only the network can read.
        "https://amzn.to/4aBcDeF",
        "https://s.click.aliexpress.com/e/_aBcDeF",
        "https://px.a8.net/svt/ejp?a8mat=3AB1CD+EF2GH+3IJ+4KL5M",
        // Nothing filled in.
        "https://www.awin1.com/cread.php?awinmid=1001&awinaffid=",
        "https://www.awin1.com/cread.php?awinmid=1001&awinaffid={id}",
        "https://kettle.pxf.io/kettle",
    ] {
        assert_eq!(recognise(href).map(|found| found.partner), Some(None), "{href}");
    }
}

#[test]
fn the_outermost_network_pays() {
    let href = "https://go.redirectingat.com/?id=10001X2&url=https%3A%2F%2Fwww.awin1.com%2Fcread.php%3Fawinaffid%3D200002%26ued%3D\
                https%253A%252F%252Fwww.amazon.com%252Fdp%252FB0%253Ftag%253Dother-20";
    let found = recognise(href).expect("it is a link of Skimlinks");
    assert_eq!((&*found.network, found.partner.as_deref(), found.merchant.as_deref()), ("skimlinks", Some("10001X2"), Some("amazon.com")));
}
