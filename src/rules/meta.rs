//! What is known of a rule without reading its text.

use std::fmt;

use super::text::{Text, TextError};
use crate::diagnostic::Severity;

/// The folder that a rule is filed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// What the API server would say.
    Admission,
    /// Which pods the DaemonSet counts as its own.
    Selector,
    /// How a change rolls over the nodes.
    UpdateStrategy,
    /// Which nodes get a pod.
    Targeting,
    /// Whether the pods fit.
    Capacity,
    /// Ports, names and traffic.
    Networking,
    /// What the pods may do to their node.
    Security,
    /// What bites later.
    Hygiene,
}

impl Category {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 8] = [
        Self::Admission,
        Self::Selector,
        Self::UpdateStrategy,
        Self::Targeting,
        Self::Capacity,
        Self::Networking,
        Self::Security,
        Self::Hygiene,
    ];

    /// The name in rule files and on the command line, `update-strategy` for example.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admission => "admission",
            Self::Selector => "selector",
            Self::UpdateStrategy => "update-strategy",
            Self::Targeting => "targeting",
            Self::Capacity => "capacity",
            Self::Networking => "networking",
            Self::Security => "security",
            Self::Hygiene => "hygiene",
        }
    }

    /// The category of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.as_str() == name)
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a rule can't do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// The manifests are enough.
    Manifests,
    /// A node inventory (`--nodes`): without one the rule is silent.
    Inventory,
}

/// What is known of a rule without reading its text. The text repeats it for the reader; a test
/// holds the two together.
#[derive(Debug)]
pub struct Meta {
    /// In kebab-case, stable for ever.
    pub id: &'static str,
    /// The folder it is filed under.
    pub category: Category,
    /// The severity of its findings, unless the finding or the configuration says otherwise.
    pub severity: Severity,
    /// Whether it runs without being selected.
    pub default_on: bool,
    /// What it can't do without.
    pub needs: Needs,
    /// The rule file, unparsed: start-up must not pay for eighty of them.
    pub(super) source: &'static str,
}

impl Meta {
    /// A rule of a category that runs by default and needs the manifests alone.
    #[must_use]
    pub const fn new(
        id: &'static str,
        category: Category,
        severity: Severity,
        source: &'static str,
    ) -> Self {
        Self { id, category, severity, default_on: true, needs: Needs::Manifests, source }
    }

    /// The same, needing a node inventory.
    #[must_use]
    pub const fn with_inventory(mut self) -> Self {
        self.needs = Needs::Inventory;
        self
    }

    /// The same, silent unless selected.
    #[must_use]
    pub const fn off(mut self) -> Self {
        self.default_on = false;
        self
    }

    /// The rule's text, parsed now.
    ///
    /// # Errors
    /// When the file is not in the format of rule files; the tests keep that from happening to
    /// an embedded one.
    pub fn text(&self) -> Result<Text, TextError> {
        Text::parse(self.source)
    }

    /// The page that says more, found without parsing the file.
    #[must_use]
    pub fn reference(&self) -> Option<&'static str> {
        self.source.lines().find_map(|line| line.strip_prefix("reference: ")).map(str::trim)
    }

    /// The rule file as it stands.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }
}

/// The embedded file of a rule: `text!("selector/selector-overlap")`.
macro_rules! text {
    ($path:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $path, ".yaml"))
    };
}
pub(super) use text;
