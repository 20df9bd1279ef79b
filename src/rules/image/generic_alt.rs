use crate::affiliate::is_invisible;
use crate::article::{Element, Name, Tag};
use crate::finding::shown;
use crate::rule::{ArticleRule, Out, Page};
use crate::text::percent_decoded;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GenericAlt {
    allow: FxHashSet<String>,
}

impl ArticleRule for GenericAlt {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        for image in page.images() {
            let Some(alt) = image.attribute(Name::Alt).map(|alt| alt.trim()) else { continue };
            let src = image.attribute(Name::Src);
            let Some(generic) = Generic::of(alt.as_str(), src.map(|src| src.as_str()).unwrap_or_default()) else { continue };
            if is_unread(image) || self.allow.contains(&plain(alt.as_str())) {
                continue;
            }
            let shown = shown(alt.as_str());
            let message = match generic {
                Generic::Word => format!("{shown} fits any image, and does not say what this one shows"),
                Generic::FileName => format!("{shown} is the name of a file, and does not say what the image shows"),
                Generic::Address => format!("the alternative text {shown} is an address, and does not say what the image shows"),
            };
            let in_link = image.ancestors().any(|node| node.tag() == Some(Tag::A));
            out.report(alt.span(), message).help(match in_link {
                true => "say what the image shows, or where the link leads if it holds nothing else",
                false => "say what the image shows; if it is mere decoration, write `<img src=… alt=\"\">`",
            });
        }
    }
}

/// Whether nobody hears the alternative text: the image is not there to be seen, or another attribute speaks in its place.
fn is_unread(image: Element<'_>) -> bool {
    let says = |name| image.attribute(name).is_some_and(|text| !matches!(text.as_str().trim(), "" | "false"));
    let decorative = image.attribute(Name::Role).is_some_and(|role| matches!(role.as_str(), "presentation" | "none"));
    decorative || says(Name::AriaHidden) || says(Name::AriaLabel) || is_invisible(image)
}

/// Why an alternative text is one for any image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Generic {
    /// `image`, `author avatar`, `Screenshot 2`.
    Word,
    /// `kettle.png`, `IMG_1234`, `red_kettle`.
    FileName,
    /// `https://kettle.example`.
    Address,
}

/// Longer texts say something. In bytes.
const LONGEST_WORDS: usize = 64;

impl Generic {
    /// What is wrong with `alt` as the alternative text of the image at `src`.
    pub(super) fn of(alt: &str, src: &str) -> Option<Generic> {
        if alt.is_empty() {
            return None;
        }
        if is_address(alt) {
            return Some(Generic::Address);
        }
        if is_file_name(alt, src) {
            return Some(Generic::FileName);
        }
        if alt.len() > LONGEST_WORDS {
            return None;
        }
        let said = plain(alt);
        let name = without_count(&said);
        let counted = said[name.len()..].bytes().filter(u8::is_ascii_digit).count();
        let is_word = WORDS.contains(name) || WORDS.contains(alt);
        match counted >= 4 && (is_word || CAMERAS.contains(&name)) {
            true => Some(Generic::FileName),
            false => is_word.then_some(Generic::Word),
        }
    }
}

fn is_address(alt: &str) -> bool {
    if !alt.starts_with(['h', 'H', '/', 'w', 'W']) {
        return false;
    }
    let begins = |start: &str| alt.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    ["https://", "http://", "//", "www."].into_iter().any(begins) && !alt.contains(char::is_whitespace)
}

/// Whether the text is the name of an image's file, or what a program or a person in haste made of it.
fn is_file_name(alt: &str, src: &str) -> bool {
    let one_word = !alt.contains(char::is_whitespace);
    let has_ending = alt.rsplit_once('.').is_some_and(|(stem, ending)| {
        stem.ends_with(char::is_alphanumeric) | stem.ends_with([')', '-', '_'])
            && ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
    });
    let file = || {
        let path = src.split(['?', '#']).next().unwrap_or_default();
        percent_decoded(path.rsplit('/').next().unwrap_or_default())
    };
    if has_ending {
        return one_word || *file() == *alt;
    }
    if !one_word {
        return false;
    }
    let is_hash = alt.len() >= 16 && alt.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-') && alt.bytes().any(|b| b.is_ascii_digit());
    // `knitr` for `knitr.png` may be the name of what is shown, `red_kettle` for `red_kettle.png` is that of the file.
    let is_joined = || alt.contains('_') || alt.matches('-').count() > 1;
    is_hash || is_joined() && file().rsplit_once('.').is_some_and(|(stem, _)| stem == alt)
}

/// In lower case, white space squeezed, without what stands around the words.
fn plain(alt: &str) -> String {
    let bare = alt.trim_matches(|c: char| !c.is_alphanumeric());
    let mut plain = String::with_capacity(bare.len());
    for word in bare.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        match word.is_ascii() {
            true => plain.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase()))),
            false => plain.push_str(&word.to_lowercase()),
        }
    }
    plain
}

/// Without a number or a time at the end: `image 3`, `screenshot 2024-05-01 at 10.12.13`.
fn without_count(said: &str) -> &str {
    let mut rest = said;
    loop {
        let name = rest.trim_end_matches(|c: char| !c.is_alphabetic());
        let counted = name.len() < rest.len();
        match [" at", " um", " à", " am", " pm"].iter().find_map(|word| name.strip_suffix(word)) {
            Some(before) if counted || before.ends_with(|c: char| c.is_ascii_digit()) => rest = before,
            _ => return name,
        }
    }
}

const ENDINGS: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "bmp", "tif", "tiff", "heic", "ico"];

/// What cameras, telephones and messengers put before the number of a picture.
const CAMERAS: &[&str] = &["dsc", "dscn", "dscf", "pxl", "p", "mvi", "gopr", "sam", "wp", "mmexport", "whatsapp image"];

/// What says no more than that there is an image, in lower case.
static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| LISTED.split(',').map(str::trim).collect());

const LISTED: &str = "image, images, img, clip_image, the image, this image, an image, image here, picture, pic, photo, photograph, graphic, \
    screenshot, screen shot, screen capture, screengrab, thumbnail, icon, logo, banner, avatar, author avatar, user avatar, \
    author photo, author image, author picture, profile photo, profile picture, profile image, profile pic, featured image, feature image, \
    cover image, header image, hero image, blog image, post image, article image, product image, stock photo, placeholder, placeholder image, \
    alt, alt text, alt-text, alternative text, image alt text, image description, image title, description, enter image description here, \
    insert image description here, image not found, untitled, unnamed, undefined, null, no alt, image alt, \
    bild, das bild, foto, grafik, abbildung, screenshot, bildschirmfoto, bildschirmaufnahme, symbolbild, bildbeschreibung, beitragsbild, \
    une image, capture d'écran, capture d’écran, capture, illustration, photo de profil, texte alternatif, description de l'image, \
    imagen, imágen, captura, captura de pantalla, foto de perfil, texto alternativo, descripción de la imagen, \
    immagine, schermata, testo alternativo, imagem, captura de tela, captura de ecrã, print da tela, texto alternativo, \
    afbeelding, schermafbeelding, schermafdruk, skärmbild, skärmdump, billede, skærmbillede, bilde, skjermbilde, kuva, kuvakaappaus, \
    obraz, obrazek, zdjęcie, zrzut ekranu, obrázek, fotka, snímek obrazovky, kép, képernyőkép, imagine, captură de ecran, \
    изображение, картинка, фото, фотография, скриншот, снимок экрана, логотип, зображення, картинка, знімок екрана, \
    resim, görsel, fotoğraf, ekran görüntüsü, εικόνα, φωτογραφία, gambar, tangkapan layar, hình ảnh, ảnh chụp màn hình, รูปภาพ, ภาพ, \
    تصویر, صورة, תמונה, चित्र, छवि, \
    图片, 圖片, 图像, 圖像, 照片, 截图, 截圖, 屏幕截图, 螢幕截圖, 配图, 插图, 插圖, 头像, [公式], 图片描述, 图片说明, 在这里插入图片描述, 这里写图片描述, 点击在新窗口中浏览此图片, \
    画像, 写真, スクリーンショット, スクショ, アイコン, ロゴ, アバター, イメージ, 代替テキスト, 画像の説明, \
    이미지, 사진, 스크린샷, 그림, 아이콘, 로고";

#[cfg(test)]
mod tests {
    use super::*;

    fn of(alt: &str) -> Option<Generic> {
        Generic::of(alt, "/images/red_kettle.png?w=300")
    }

    #[test]
    fn words_for_any_image() {
        for alt in ["image", "Author Avatar", "[公式]", "Image 3", "image003", "图片1", "clip_image012", "Alt text"] {
            assert_eq!(of(alt), Some(Generic::Word), "{alt}");
        }
        for alt in
            ["Images of Mars", "kettle icon", "Hermes logo", "Photo finish", "picture of a kettle", "3", "At 10 am", "Bildung", "Figure 3"]
        {
            assert_eq!(of(alt), None, "{alt}");
        }
    }

    #[test]
    fn names_of_files() {
        for alt in [
            "kettle.png",
            "red_kettle",
            "DSC_0012",
            "IMG_1234",
            "Screenshot 2024-05-01 at 10.12.13 AM",
            "P1010042",
            "u=27,13fm=26.jpg",
            "9f86d081884c7d65",
            "red_kettle.png",
            "img(2).JPG",
        ] {
            assert_eq!(of(alt), Some(Generic::FileName), "{alt}");
        }
        assert_eq!(Generic::of("our shop.jpg", "https://kettle.example/our%20shop.jpg"), Some(Generic::FileName));
        assert_eq!(Generic::of("how-to-pour-1", "how-to-pour-1.png"), Some(Generic::FileName));
        for alt in ["The file kettle.png in the editor", "Save as .jpg", "kettle", "read_kettle", "Wi-Fi", "deadbeef", "P1"] {
            assert_eq!(of(alt), None, "{alt}");
        }
        assert_eq!(Generic::of("knitr", "knitr.png"), None);
        assert_eq!(Generic::of("e-mail", "e-mail.png"), None);
    }

    #[test]
    fn addresses() {
        for alt in ["https://kettle.example", "WWW.kettle.example", "//cdn.kettle.example/a.png"] {
            assert_eq!(of(alt), Some(Generic::Address), "{alt}");
        }
        assert_eq!(of("https://kettle.example in a browser"), None);
    }
}
