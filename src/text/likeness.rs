//! How much alike two texts are spelt.

/// How much alike two texts are spelt, from 0 to 1, if it is at least `least`: the Levenshtein distance as a share of the longer one.
/// Most pairs are told apart without it, by their lengths and the letters that they are made of.
pub fn likeness(a: &str, b: &str, least: f64) -> Option<f64> {
    let characters = |text: &str| text.bytes().filter(|byte| byte & 0xc0 != 0x80).count();
    let (a_length, b_length) = (characters(a), characters(b));
    let longer = a_length.max(b_length);
    if longer == 0 {
        return Some(1.0);
    }
    // Each edit changes one character, so that at least as many edits are needed as one text has characters that the other lacks.
    // They are counted in 32 classes.
    let most = (1.0 - least) * longer as f64;
    if a_length.abs_diff(b_length) as f64 > most + 1e-9 {
        return None;
    }
    let mut balance = [0_i32; 32];
    last_bytes(a).for_each(|byte| balance[usize::from(byte % 32)] += 1);
    last_bytes(b).for_each(|byte| balance[usize::from(byte % 32)] -= 1);
    let (more, fewer) = balance.iter().fold((0, 0), |(more, fewer), &n| (more + n.max(0), fewer + (-n).max(0)));
    if f64::from(more.max(fewer)) > most + 1e-9 {
        return None;
    }
    Some(strsim::normalized_levenshtein(a, b)).filter(|&score| score >= least)
}

/// The last byte of each character.
fn last_bytes(text: &str) -> impl Iterator<Item = u8> {
    let bytes = text.as_bytes();
    let is_last = |at: usize| bytes.get(at + 1).is_none_or(|next| next & 0xc0 != 0x80);
    bytes.iter().enumerate().filter(move |(at, _)| is_last(*at)).map(|(_, byte)| *byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_apart() {
        assert_eq!(likeness("kettle", "kettle", 0.7), Some(1.0));
        assert!(likeness("kettles", "kettle", 0.7).is_some_and(|score| score > 0.85));
        assert_eq!(likeness("kettle", "canal", 0.7), None);
        assert_eq!(likeness("", "", 0.7), Some(1.0));
    }

    proptest! {
        #[test]
        fn the_short_cut_loses_nothing(a in "[a-dé字]{0,12}", b in "[a-dé字]{0,12}") {
            let score = strsim::normalized_levenshtein(&a, &b);
            prop_assert_eq!(likeness(&a, &b, 0.6), Some(score).filter(|&score| score >= 0.6));
        }
    }
}
