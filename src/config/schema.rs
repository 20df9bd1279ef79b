//! The JSON Schema of `copydesk.yml`.

use crate::generator;
use crate::rule::OptionMeta;
use crate::rules;
use serde_json::{Map, Value, json};

/// The JSON Schema of `copydesk.yml`, made from the pages of the rules.
pub fn schema() -> Value {
    let level = json!({"enum": ["off", "on", "info", "warning", "error", true, false]});
    let mut properties = Map::new();
    for category in rules::categories() {
        properties
            .insert(category.into(), json!({"description": format!("All rules of the category {category}."), "$ref": "#/$defs/level"}));
    }
    for meta in rules::RULES {
        let mut options: Map<String, Value> = meta.options.iter().map(|option| (option.name.to_string(), of_option(option))).collect();
        options.insert("severity".into(), json!({"$ref": "#/$defs/level"}));
        let description = format!("{} {}", meta.title, meta.summary);
        let object = json!({"type": "object", "properties": options, "additionalProperties": false});
        properties.insert(meta.id.into(), json!({"description": description, "anyOf": [{"$ref": "#/$defs/level"}, object]}));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "copydesk.yml",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "site": {
                "type": "object",
                "description": "What builds the site; recognised by itself in most cases.",
                "additionalProperties": false,
                "properties": {
                    "generator": {"enum": generator::names().collect::<Vec<_>>()},
                    "version": {"type": ["string", "number"], "description": "The generator's version, where versions differ."}
                }
            },
            "rules": {"$ref": "#/$defs/rules"},
            "overrides": {
                "type": "array",
                "description": "Other settings for some files.",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["files"],
                    "properties": {"files": {"$ref": "#/$defs/patterns"}, "rules": {"$ref": "#/$defs/rules"}}
                }
            },
            "affiliate": {
                "type": "object",
                "description": "Affiliate links and advertisements that copydesk does not know by itself.",
                "additionalProperties": false,
                "properties": {
                    "hosts": {"$ref": "#/$defs/patterns", "description": "Hosts of which every address is an affiliate link: go.kettle.example."},
                    "merchants": {"$ref": "#/$defs/patterns", "description": "Shops, with the parameter or path of an affiliate link: kettle.example?partner."},
                    "cloaks": {"$ref": "#/$defs/patterns", "description": "Addresses of the site itself that redirect to a shop: /go/."},
                    "markers": {
                        "type": "array",
                        "description": "The words of comments around an advertisement.",
                        "items": {
                            "type": "object",
                            "additionalProperties": false,
                            "required": ["begin", "end"],
                            "properties": {"begin": {"type": "string"}, "end": {"type": "string"}}
                        }
                    }
                }
            },
            "disclosure": {
                "type": "object",
                "description": "Where readers are told that somebody is paid, if not in the text.",
                "additionalProperties": false,
                "properties": {
                    "provided_by": {"enum": ["article", "theme"], "description": "theme: above every article."},
                    "flags": {"$ref": "#/$defs/patterns", "description": "Front matter fields which, when true, let the theme show it."},
                    "shortcodes": {"$ref": "#/$defs/patterns", "description": "Shortcodes, template tags and components that show it."}
                }
            },
            "exclude": {"$ref": "#/$defs/patterns", "description": "Articles that are not looked at."},
            "extends": {"$ref": "#/$defs/patterns", "description": "Configuration files that this one builds on, relative to it."}
        },
        "$defs": {
            "level": level,
            "patterns": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
            "rules": {"type": "object", "additionalProperties": false, "properties": properties}
        }
    })
}

fn of_option(option: &OptionMeta) -> Value {
    let default: Value = serde_json::from_str(option.default).unwrap_or(Value::Null);
    match option.kind {
        "list" => json!({"type": "array", "items": {"type": "string"}, "default": default, "description": option.about}),
        "integer" => json!({"type": "integer", "minimum": 0, "default": default, "description": option.about}),
        kind => json!({"type": kind, "default": default, "description": option.about}),
    }
}
