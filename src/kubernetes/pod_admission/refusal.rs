//! Why a pod is refused.

use super::plugin::Plugin;
use crate::kubernetes::field::{FieldError, FieldPath, Step};

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

/// Why the API server refuses a pod.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Who refuses.
    pub plugin: Plugin,
    /// Each thing that is wrong, in the API server's words.
    pub reasons: Vec<String>,
    /// The field of the pod that decides (`spec.priorityClassName`); none where none does.
    pub field: Option<FieldPath>,
    /// The object that has the rule.
    pub object: Option<ObjectKey>,
    /// What validation says; empty for plugins.
    pub errors: Vec<FieldError>,
}

impl Refusal {
    /// A refusal for one reason.
    pub(super) fn new(plugin: Plugin, reason: impl Into<String>) -> Self {
        let reasons = vec![reason.into()];
        Self { plugin, reasons, field: None, object: None, errors: Vec::new() }
    }

    /// The same with the field of the pod's spec that decides.
    pub(super) fn at(mut self, field: &'static str) -> Self {
        let steps = ["spec", field].map(|name| Step::Field(name.into()));
        self.field = Some(FieldPath(steps.to_vec()));
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
            [only] => only.clone(),
            all => format!("[{}]", all.join(", ")),
        }
    }
}
