//! Which words mean something by themselves.

use super::hash;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Words that hold sentences together.
const FUNCTION: &str = "a about above after again all also an another and any are as at be because been before being below between both but by can cannot \
    could did do does doing don't down during each even every few first for from further get had has have having he her here hers him his how i if in \
    into is it its it's just let like may me might more most much must my new no nor not now of off on once one only or other our out over own same \
    she should so some such than that the their them then there these they this those through to too two under until up upon us use used using very \
    was we well were what when where which while who whom why will with within without would yes you your yours you're via per \
    der die das und ist nicht ein eine einen einem einer mit von zu den dem des auf für im in als auch sich es an werden aus er hat dass sie nach wird \
    bei um noch wie über so zum war haben nur oder aber vor zur bis mehr durch man sein wurde wenn kann ihr \
    wir ihre ihren ihrer ihrem seine ihnen uns mir mich dir dich hier diese dieser dieses diesem diesen wird hat damit \
    le la les des un une et est dans pour que qui sur par au avec plus pas ce il se ne sont de du en vous nous ils elle elles vos votre nos notre ses son sa leur leurs cette ces cet aux si tout tous \
    el los las una y es en por con para no del se su al lo como más pero sus o ha este tu tus mi mis si ya muy esta esto estos estas ser son fue te nos le les al cuando puede \
    il di che non per una sono con della delle dei nel come da gli o os um uma não com dos das ao na nas";

/// Whether the word is one that holds sentences together, in one of the languages we know those of.
pub fn is_function(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| FUNCTION.split_ascii_whitespace().map(hash).collect());
    match word.contains('’') {
        true => WORDS.contains(&hash(&word.replace('’', "'"))),
        false => WORDS.contains(&hash(word)),
    }
}

/// The number of slots that words share by their hashes.
pub const SLOTS: usize = 2048;

/// The slot of a word with this hash.
#[inline]
pub fn slot(hash: u64) -> usize {
    (hash >> (u64::BITS - SLOTS.ilog2())) as usize
}

/// The hashes of words that hold sentences together, each in its slot, as far as the slot does not tell them. Of two in one slot one is lost.
pub fn function_slots() -> &'static [u32; SLOTS] {
    static HASHES: LazyLock<Box<[u32; SLOTS]>> = LazyLock::new(|| {
        let mut slots = Box::new([0; SLOTS]);
        FUNCTION.split_ascii_whitespace().map(hash).for_each(|hash| slots[slot(hash)] = hash as u32);
        slots
    });
    &HASHES
}

/// Whether a word means something by itself: not a function word, not a number, not a single letter, and of a script that parts words
/// with spaces.
pub fn is_content(word: &str) -> bool {
    let (mut letters, mut spaced) = (0, true);
    for c in word.chars() {
        letters += usize::from(c.is_alphabetic());
        spaced &= !is_unspaced(c);
    }
    letters >= 2 && spaced && !is_function(word)
}

/// Scripts that write words without spaces: what the segmenter cuts out of them is no word to count.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_a_meaning() {
        assert!(["kettle", "Kessel", "чайник", "v2x", "B&B"].iter().all(|word| is_content(word)));
        assert!(!["the", "The", "don’t", "you're", "12", "x", "水", "ケトル", "nicht"].iter().any(|word| is_content(word)));
    }
}
