//! Rule files: what a rule says, why, how to mend what it finds, and examples that prove it.

use serde::Deserialize;

/// A rule file, parsed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The rule's id.
    pub id: String,
    /// What it finds, in one line.
    pub title: String,
    /// The category's name.
    pub category: String,
    /// `error`, `warning` or `info`.
    pub severity: String,
    /// `off` where the rule is silent unless selected.
    #[serde(default)]
    pub default: Option<String>,
    /// `inventory` where it needs one.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What its findings depend on, where that is more than the object: `deployment` or `fleet`.
    #[serde(default)]
    pub scope: Option<String>,
    /// What would happen, and by which mechanism.
    pub why: String,
    /// What to write instead.
    pub fix: String,
    /// The page that says more.
    #[serde(default)]
    pub reference: Option<String>,
    /// Where the check is.
    pub check: Implementation,
    /// Manifests that it finds, and manifests that it leaves alone.
    #[serde(default)]
    pub examples: Vec<Example>,
}

/// Where a rule's check is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Implementation {
    /// In this program.
    #[serde(default)]
    pub builtin: bool,
}

/// A manifest that shows the rule at work. Exactly one of `bad` and `good` is set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// A stream in which the rule finds what `expect` lists.
    #[serde(default)]
    pub bad: Option<String>,
    /// A stream in which the rule finds nothing.
    #[serde(default)]
    pub good: Option<String>,
    /// The findings: `RULE at LINE:COLUMN`.
    #[serde(default)]
    pub expect: Vec<String>,
    /// A node inventory, in any form that `--nodes` takes.
    #[serde(default)]
    pub inventory: Option<String>,
    /// The pods that already run, as `--pods` takes them.
    #[serde(default)]
    pub pods: Option<String>,
    /// The old manifests, as `--against` takes them.
    #[serde(default)]
    pub against: Option<String>,
}

/// A rule file that can't be used.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// It is not YAML, or lacks a field or has one too many.
    #[error("not a rule file: {0}")]
    Format(#[from] serde_yaml::Error),
}

impl Text {
    /// Parses a rule file.
    ///
    /// # Errors
    /// When it is not YAML, lacks a field or has one that is not known.
    pub fn parse(source: &str) -> Result<Self, TextError> {
        Ok(serde_yaml::from_str(source)?)
    }
}
