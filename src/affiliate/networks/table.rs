//! The table as it is written, in `rules/data/affiliate-networks.yaml`.

use super::partner::Place;
use super::shape::Shape;
use crate::finding::Confidence;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    pub networks: Vec<Network>,
    pub pixels: Vec<String>,
    pub creatives: Vec<String>,
    pub units: Vec<Unit>,
    pub shorteners: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Network {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub kind: Kind,
    #[serde(default = "Network::confidence")]
    pub confidence: Confidence,
    #[serde(default)]
    pub redirects: Vec<String>,
    #[serde(default)]
    pub hosts: Vec<String>,
    #[serde(default)]
    pub unverified: Vec<String>,
    #[serde(default)]
    pub shapes: Vec<Shape>,
    #[serde(default)]
    pub anywhere: Vec<Shape>,
    #[serde(default)]
    pub traces: Vec<Shape>,
    #[serde(default)]
    pub partner: Vec<Place>,
    #[serde(default)]
    pub destination: Vec<String>,
    #[serde(default)]
    pub pixels: Vec<String>,
    #[serde(default)]
    pub creatives: Vec<String>,
}

impl Network {
    fn confidence() -> Confidence {
        Confidence::High
    }
}

#[derive(Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    #[default]
    Network,
    Merchant,
}

/// How the elements are known that a provider's script fills with advertisements.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    pub name: String,
    #[serde(default)]
    pub elements: Vec<String>,
    #[serde(default)]
    pub classes: Vec<String>,
    #[serde(default)]
    pub ids: Vec<String>,
    #[serde(default)]
    pub attributes: Vec<String>,
    #[serde(default)]
    pub scripts: Vec<String>,
}

pub static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let table = include_str!(concat!(env!("OUT_DIR"), "/affiliate-networks.json"));
    serde_json::from_str(table).expect("the embedded table is valid: a test reads it")
});
