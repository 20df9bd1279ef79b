//! Rules about descriptions.

pub mod missing;
pub mod repeats_title;
