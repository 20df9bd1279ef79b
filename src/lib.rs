//! copydesk reads a repository of articles the way a copy desk reads tomorrow's paper: every article, against the whole paper.
//!
//! The path of the data: [`files`] finds sites and articles; [`article`] reads each into one tree, in which every string knows its
//! bytes ([`text`]); [`generator`] says what the site's generator makes of it; [`facts`] keeps what others need to know of it;
//! [`site`] indexes the facts; the [`rules`] judge; [`engine`] runs it all and settles what is shown; [`report`] writes it.

pub mod affiliate;
pub mod article;
pub mod cli;
pub mod config;
pub mod engine;
pub mod facts;
pub mod files;
pub mod finding;
pub mod generator;
pub mod report;
pub mod rule;
pub mod rules;
pub mod site;
pub mod text;
