//! What is known of a rule without reading its text.

use std::borrow::Cow;
use std::fmt;

use super::text::{Text, TextError};
use crate::diagnostic::Severity;

/// The folder that a rule is filed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// What the API server would say.
    Admission,
    /// What becomes of the pods of a DaemonSet that is accepted.
    Pods,
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
    pub const ALL: [Self; 9] = [
        Self::Admission,
        Self::Pods,
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
            Self::Pods => "pods",
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
    pub const fn named(name: &str) -> Option<Self> {
        let mut at = 0;
        while at < Self::ALL.len() {
            if is_same(name, Self::ALL[at].as_str()) {
                return Some(Self::ALL[at]);
            }
            at += 1;
        }
        None
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

/// What a rule's findings depend on besides its own object, the nodes and the old manifests: what
/// must be looked at again when an object changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Nothing.
    Object,
    /// The objects that belong together.
    Deployment,
    /// All objects of the run.
    Fleet,
}

impl Scope {
    /// The name in rule files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Object => "object",
            Self::Deployment => "deployment",
            Self::Fleet => "fleet",
        }
    }

    /// The scope of a name.
    #[must_use]
    pub const fn named(name: &str) -> Option<Self> {
        if is_same(name, "object") {
            Some(Self::Object)
        } else if is_same(name, "deployment") {
            Some(Self::Deployment)
        } else if is_same(name, "fleet") {
            Some(Self::Fleet)
        } else {
            None
        }
    }
}

/// Whether what a rule finds can be mended by `--fix`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixable {
    /// Nothing of it.
    No,
    /// Some or all of it, by fixes that keep the meaning.
    Safe,
    /// Some or all of it, by fixes that are carried out with `--unsafe-fixes` alone.
    Unsafe,
    /// Some of it by the one kind, some by the other.
    Both,
}

impl Fixable {
    /// The name in rule files, where there is one.
    #[must_use]
    pub const fn as_str(self) -> Option<&'static str> {
        match self {
            Self::No => None,
            Self::Safe => Some("safe"),
            Self::Unsafe => Some("unsafe"),
            Self::Both => Some("safe and unsafe"),
        }
    }

    /// The one of a name.
    #[must_use]
    pub const fn named(name: &str) -> Option<Self> {
        let all = [Self::Safe, Self::Unsafe, Self::Both];
        let mut at = 0;
        while at < all.len() {
            if let Some(own) = all[at].as_str()
                && is_same(name, own)
            {
                return Some(all[at]);
            }
            at += 1;
        }
        None
    }
}

/// What is known of a rule without reading its text: the head of its file.
#[derive(Clone, Debug)]
pub struct Meta {
    /// In kebab-case, stable for ever.
    pub id: Cow<'static, str>,
    /// What it finds, in one line.
    pub title: Cow<'static, str>,
    /// The folder it is filed under.
    pub category: Category,
    /// The severity of its findings, unless the finding or the configuration says otherwise.
    pub severity: Severity,
    /// The severity of its findings in what is there for tests, where that is less: errors stay what
    /// they are.
    pub in_tests: Option<Severity>,
    /// Whether it runs without being selected.
    pub default_on: bool,
    /// What it can't do without.
    pub needs: Needs,
    /// What its findings depend on.
    pub scope: Scope,
    /// Whether they can be mended.
    pub fixable: Fixable,
    /// The defaults of its parameters, as a map of YAML; none where it has none, and of rules that
    /// users bring, which read their own.
    pub params: Option<Cow<'static, str>>,
    /// The whole file, unparsed.
    pub source: Cow<'static, str>,
}

impl Meta {
    /// The rule's text, parsed now.
    ///
    /// # Errors
    /// When the file is not in the format of rule files; the tests keep that from happening to
    /// an embedded one.
    pub fn text(&self) -> Result<Text, TextError> {
        Text::parse(&self.source)
    }

    /// What becomes of its findings in tests, in two or three words, where that is another severity;
    /// `place` says where.
    #[must_use]
    pub fn in_tests_said(&self, place: &str) -> Option<String> {
        let less = self.in_tests?;
        Some(match self.severity {
            Severity::Error => format!("its warnings {less} {place}"),
            _ => format!("{less} {place}"),
        })
    }

    /// The severity of a finding where nothing is configured: the finding's own or the rule's, and in
    /// what is there for tests no more than advice where the rule says so.
    #[must_use]
    pub fn usual(&self, own: Option<Severity>, is_of_tests: impl FnOnce() -> bool) -> Severity {
        let severity = own.unwrap_or(self.severity);
        match self.in_tests {
            Some(less) if severity == Severity::Warning && less < severity && is_of_tests() => less,
            _ => severity,
        }
    }

    /// The page that says more, found without parsing the file.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        self.source.lines().find_map(|line| line.strip_prefix("reference: ")).map(str::trim)
    }
}

/// Whether two texts are the same, for constants.
pub(super) const fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}
