//! Rules about descriptions.

pub mod boilerplate;
pub mod duplicate;
pub mod length;
pub mod missing;
pub mod repeats_title;
