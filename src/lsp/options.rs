//! What the client chooses, as the command line's arguments choose it for `check`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;

use crate::config::Loaded;
use crate::diagnostic::Severity;
use crate::inventory::Inventory;
use crate::kubernetes::release::{Asked, Gate, GateError, Named, Release, Version, VersionError};
use crate::project::Chosen;
use crate::project::kubernetes::of_nodes;

/// The initialization options: they come before the configs.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    /// The nodes.
    pub nodes: Option<PathBuf>,
    /// The pods.
    pub pods: Option<PathBuf>,
    /// Which rules run.
    pub chosen: Chosen,
    /// Globs of files that are left out, seen from each workspace folder.
    pub exclude: Vec<String>,
    /// Reads no config file.
    pub isolated: bool,
    /// Reads what git ignores, too.
    pub no_ignore: bool,
    /// The lowest severity that is shown.
    pub show: Option<Severity>,
    /// Tells also of files that are not open.
    pub whole_workspace: bool,
    kubernetes: Option<Asked>,
    gates: Vec<(Named, bool)>,
}

/// The same, as JSON has it.
#[derive(Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[derive(Default)]
struct Written {
    nodes: Option<PathBuf>,
    pods: Option<PathBuf>,
    profile: Option<String>,
    select: Vec<String>,
    ignore: Vec<String>,
    exclude: Vec<String>,
    isolated: bool,
    no_ignore: bool,
    show: Option<Severity>,
    whole_workspace: bool,
    kubernetes: Option<String>,
    feature_gates: BTreeMap<String, bool>,
}

impl Options {
    /// Reads them; what is null or missing is as by default.
    ///
    /// # Errors
    /// In words, when a field is not known or has a value that it can't have.
    pub(super) fn read(value: &Value) -> Result<Self, String> {
        let Value::Object(fields) = value else {
            return match value {
                Value::Null => Ok(Self::default()),
                // An empty table of Lua is a list to JSON.
                Value::Array(list) if list.is_empty() => Ok(Self::default()),
                _ => Err("the options are no object".to_owned()),
            };
        };
        let set = fields.iter().filter(|(_, value)| !value.is_null());
        let set: serde_json::Map<_, _> =
            set.map(|(key, value)| (key.clone(), value.clone())).collect();
        let written: Written =
            serde_json::from_value(Value::Object(set)).map_err(|error| error.to_string())?;
        let version = written.kubernetes.map(|text| text.parse());
        let gate = |(name, on): (String, bool)| Ok((name.parse()?, on));
        let gates = written.feature_gates.into_iter().map(gate).collect::<Result<_, GateError>>();
        Ok(Self {
            nodes: written.nodes,
            pods: written.pods,
            chosen: Chosen {
                profile: written.profile,
                select: written.select,
                ignore: written.ignore,
                ..Chosen::default()
            },
            exclude: written.exclude,
            isolated: written.isolated,
            no_ignore: written.no_ignore,
            show: written.show,
            whole_workspace: written.whole_workspace,
            kubernetes: version.transpose().map_err(|error: VersionError| error.to_string())?,
            gates: gates.map_err(|error| error.to_string())?,
        })
    }

    /// The Kubernetes to answer for, by these and a config, which may want that of the nodes.
    ///
    /// # Errors
    /// In words, when it has a feature gate no more, or not as it is chosen, or the nodes don't
    /// tell it.
    pub(super) fn release(
        &self,
        config: &Loaded,
        inventory: Option<&Inventory>,
    ) -> Result<Release, String> {
        let version = match self.kubernetes.or(config.config.kubernetes) {
            None => Version::DEFAULT,
            Some(Asked::Version(version)) => version,
            Some(Asked::Nodes) => {
                of_nodes(inventory).map_err(|error| format!("`kubernetes: nodes`: {error}"))?
            }
        };
        let gate = |(named, on): &(Named, bool)| match named {
            Named::Gate(gate) => Some((*gate, *on)),
            Named::Other(_) => None,
        };
        let gates = config.config.feature_gates.iter().chain(&self.gates);
        let gates: Vec<(Gate, bool)> = gates.filter_map(gate).collect();
        Release::new(version).with_all(&gates).map_err(|error| error.to_string())
    }
}

/// Options with others over them, key by key.
#[must_use]
pub(super) fn merged(mut under: Value, over: &Value) -> Value {
    match (&mut under, over) {
        (Value::Object(fields), Value::Object(more)) => {
            fields.extend(more.iter().map(|(key, value)| (key.clone(), value.clone())));
            under
        }
        (_, Value::Object(_)) => over.clone(),
        _ => under,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn options_are_read() {
        let options = Options::read(&json!({
            "nodes": "nodes.json", "pods": null, "select": ["admission"], "show": "warning",
            "kubernetes": "1.34", "featureGates": {"ImageVolume": true},
        }));
        let options = options.unwrap();
        assert_eq!(options.nodes.as_deref(), Some(std::path::Path::new("nodes.json")));
        assert_eq!(options.chosen.select, ["admission"]);
        assert_eq!(options.show, Some(Severity::Warning));
        let release = options.release(&Loaded::default(), None).unwrap();
        assert_eq!(release.version().to_string(), "1.34");
        let nodes = Options::read(&json!({"kubernetes": "nodes"})).unwrap();
        let said = nodes.release(&Loaded::default(), None).unwrap_err();
        assert_eq!(said, "`kubernetes: nodes`: there are no nodes: --nodes FILE");
        assert!(Options::read(&json!(null)).is_ok() && Options::read(&json!([])).is_ok());
    }

    /// The settings of the VS Code extension are these options, and what is the editor's alone.
    #[test]
    fn the_extension_has_the_same() {
        use std::collections::BTreeSet;
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/editors/vscode/package.json");
        let manifest: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let settings = &manifest["contributes"]["configuration"]["properties"];
        let mut there = BTreeSet::new();
        for (key, setting) in settings.as_object().unwrap() {
            let name = key.trim_start_matches("daemonlint.");
            if !["path", "trace.server"].contains(&name) {
                there.insert(name.to_owned());
                Options::read(&json!({name: setting["default"]})).unwrap();
            }
        }
        // What serde says of a field that it doesn't know lists those that it knows.
        let refusal = Options::read(&json!({"?": true})).unwrap_err();
        let known = refusal.split('`').skip(3).step_by(2).map(str::to_owned);
        assert_eq!(there, known.collect::<BTreeSet<_>>(), "{refusal}");
    }

    #[test]
    fn what_is_wrong_is_said() {
        let wrong = |value: Value| Options::read(&value).unwrap_err();
        assert!(wrong(json!({"node": "x"})).starts_with("unknown field `node`"));
        assert!(wrong(json!({"kubernetes": "2.0"})).contains("2.0"));
        assert!(wrong(json!({"featureGates": {"Nope": true}})).contains("Nope"));
        assert!(wrong(json!(7)).contains("no object"));
    }
}
