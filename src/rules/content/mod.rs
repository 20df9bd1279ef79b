//! Rules about what the article says, and how.

pub mod broken_emphasis;
pub mod cannibalisation;
pub mod keyphrase_placement;
pub mod keyword_stuffing;
pub mod near_duplicate;
pub mod scaled_template;
pub mod thin;
