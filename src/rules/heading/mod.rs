//! Rules about headings.

pub mod byline;
pub mod multiple_h1;
pub mod repeats_title;
pub mod skipped_level;
