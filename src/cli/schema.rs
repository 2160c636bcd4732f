//! `daemonlint schema`: what the files that people write may hold, for editors.

use clap::{Args as Arguments, ValueEnum};
use serde_json::{Map, Value, json};

use super::arguments::KnownRules;
use super::exit::{Exit, Failure};
use super::output::Outputs;
use crate::config;
use crate::diagnostic::Severity;
use crate::inventory::short;
use crate::rules::params::{MOST, Param};
use crate::rules::{self, Category, RuleSet};

/// Print the JSON Schema of a file that people write, for completion and checks in editors
///
/// Write it beside the file and name it in the file's first line:
///
///   daemonlint schema config > .daemonlint.schema.json
///   # yaml-language-server: $schema=.daemonlint.schema.json
///
/// Of configs the nearest one is read, from the folder of the first path upwards, else from the
/// working directory; .daemonlint.yml is read as well, --isolated reads none. Its paths and globs are
/// seen from its own folder.
#[derive(Debug, Arguments)]
#[command(
    verbatim_doc_comment,
    after_long_help = super::ending(
        "  daemonlint schema config > .daemonlint.schema.json
  daemonlint schema rule > lint/.rule.schema.json
  daemonlint schema inventory | check-jsonschema --schemafile /dev/stdin nodes.yaml",
        super::exit::TELL_HELP,
    ),
    mut_arg("verbose", |arg| arg.hide(true)),
    mut_arg("quiet", |arg| arg.hide(true)),
)]
pub(super) struct Args {
    /// Of which file
    #[arg(value_enum, value_name = "config|rule|inventory")]
    of: Which,

    #[command(flatten)]
    known: KnownRules,

    #[command(flatten)]
    outputs: Outputs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    /// The config, .daemonlint.yaml
    Config,
    /// A rule of your own
    Rule,
    /// The short form of an inventory
    Inventory,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let schema = match args.of {
        Which::Config => of_config(&args.known.load()?),
        Which::Rule => of_rule(),
        Which::Inventory => short::SCHEMA.to_owned(),
    };
    args.outputs.write(&schema)?;
    Ok(Exit::Clean)
}

/// The config's schema, with the names of rules and their parameters: they are offered, and others are
/// taken as well, since configs below bring rules of their own.
pub(super) fn of_config(rules: &RuleSet) -> String {
    let mut schema: Value = serde_json::from_str(config::SCHEMA).unwrap_or_default();
    let ids = rules.metas().map(|meta| meta.id.as_ref());
    let names: Vec<&str> =
        ids.chain(Category::ALL.iter().map(|category| category.as_str())).chain(["all"]).collect();
    schema["$defs"]["rule"] = json!({"anyOf": [{"enum": names}, {"type": "string"}]});
    let reference = json!({"$ref": "#/$defs/rule"});
    let of_items = |key: &str, list: &str| format!("/properties/{key}/items/properties/{list}");
    let lists = [
        "/properties/select".to_owned(),
        "/properties/ignore".to_owned(),
        "/properties/enforce".to_owned(),
        of_items("overrides", "select"),
        of_items("overrides", "ignore"),
        of_items("suppress", "rules"),
    ];
    for list in lists {
        if let Some(items) = schema.pointer_mut(&format!("{list}/items")) {
            *items = reference.clone();
        }
    }
    for severities in ["/properties/severity".to_owned(), of_items("overrides", "severity")] {
        if let Some(severities) = schema.pointer_mut(&severities) {
            severities["propertyNames"] = reference.clone();
        }
    }
    let params = Value::Object(params(rules));
    for place in ["/properties/params".to_owned(), of_items("overrides", "params")] {
        if let Some(place) = schema.pointer_mut(&place) {
            place["properties"] = params.clone();
        }
    }
    pretty(&schema)
}

/// The parameters of rules.
fn params(rules: &RuleSet) -> Map<String, Value> {
    let of_rule = |(rule, params): (&str, &std::collections::BTreeMap<String, Param>)| {
        let one = |(name, value): (&String, &Param)| {
            let schema = match value {
                Param::Number(default) => {
                    json!({"type": "integer", "minimum": 0, "maximum": MOST, "default": default})
                }
                Param::Words(default) => {
                    json!({"type": "array", "items": {"type": "string"}, "default": default})
                }
                Param::Any(default) => json!({"default": default}),
            };
            (name.clone(), schema)
        };
        let properties: Map<String, Value> = params.iter().map(one).collect();
        let title = rules.find(rule).map(|rule| rule.meta.title.as_ref()).unwrap_or_default();
        let schema = json!({
            "description": title,
            "type": "object",
            "additionalProperties": false,
            "properties": properties,
        });
        (rule.to_owned(), schema)
    };
    rules.params().iter().map(of_rule).collect()
}

/// The schema of rules, with the categories and severities.
fn of_rule() -> String {
    let mut schema: Value = serde_json::from_str(rules::SCHEMA).unwrap_or_default();
    let categories = Category::ALL.map(Category::as_str);
    schema["properties"]["category"]["enum"] = json!(categories);
    let severities = [Severity::Error, Severity::Warning, Severity::Info].map(Severity::as_str);
    schema["properties"]["severity"]["enum"] = json!(severities);
    pretty(&schema)
}

fn pretty(schema: &Value) -> String {
    format!("{schema:#}\n")
}
