//! Why a pod is refused.

use super::plugin::Plugin;
use crate::kubernetes::field::{FieldError, FieldPath};

/// An object of the cluster, by kind and name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectKey {
    /// Its kind.
    pub kind: &'static str,
    /// Its namespace, if it has one.
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
}

/// One thing that is wrong with a pod.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What, in the API server's words.
    pub said: String,
    /// The fields of the pod that decide (`spec.priorityClassName`), the first one most.
    pub fields: Vec<FieldPath>,
}

impl Reason {
    /// A reason that no field decides.
    pub(super) fn new(said: impl Into<String>) -> Self {
        Self { said: said.into(), fields: Vec::new() }
    }
}

/// Why the API server refuses a pod.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Who refuses.
    pub plugin: Plugin,
    /// Each thing that is wrong.
    pub reasons: Vec<Reason>,
    /// The object that has the rule.
    pub object: Option<ObjectKey>,
    /// What validation says; empty for plugins.
    pub errors: Vec<FieldError>,
}

impl Refusal {
    /// A refusal for one reason.
    pub(super) fn new(plugin: Plugin, reason: impl Into<String>) -> Self {
        Self { plugin, reasons: vec![Reason::new(reason)], object: None, errors: Vec::new() }
    }

    /// The refusal of a ValidatingAdmissionPolicy, with what it says.
    pub(crate) fn by_policy(name: &str, said: impl IntoIterator<Item = String>) -> Self {
        let plugin = Plugin::ValidatingAdmissionPolicy;
        let reasons = said.into_iter().map(Reason::new).collect();
        let refusal = Self { plugin, reasons, object: None, errors: Vec::new() };
        refusal.by(plugin.as_str(), None, Some(name))
    }

    /// The same with the field of the pod's spec that decides.
    pub(super) fn at(mut self, field: &'static str) -> Self {
        let path = FieldPath::of(&["spec", field]);
        for reason in self.reasons.iter_mut().filter(|reason| reason.fields.is_empty()) {
            reason.fields.push(path.clone());
        }
        self
    }

    /// The same with the object that has the rule.
    pub(super) fn by(
        mut self,
        kind: &'static str,
        namespace: Option<&str>,
        name: Option<&str>,
    ) -> Self {
        let (namespace, name) = (namespace.map(str::to_owned), name.unwrap_or_default().to_owned());
        self.object = Some(ObjectKey { kind, namespace, name });
        self
    }

    /// What the API server says, without the pod's name.
    #[must_use]
    pub fn message(&self) -> String {
        match self.reasons.as_slice() {
            [only] => only.said.clone(),
            _ => format!("[{}]", self.words().join(", ")),
        }
    }

    /// What is wrong, each by itself, in the API server's words.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        self.reasons.iter().map(|reason| reason.said.as_str()).collect()
    }

    /// The field that decides most; none where none does.
    #[must_use]
    pub fn field(&self) -> Option<&FieldPath> {
        self.reasons.iter().find_map(|reason| reason.fields.first())
    }
}
