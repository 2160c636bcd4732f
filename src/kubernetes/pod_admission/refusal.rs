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
    /// The binding of the policy that refuses, if one is bound.
    pub binding: Option<String>,
}

impl Refusal {
    /// A refusal for one reason.
    pub(super) fn new(plugin: Plugin, reason: impl Into<String>) -> Self {
        let reasons = vec![Reason::new(reason)];
        Self { plugin, reasons, object: None, errors: Vec::new(), binding: None }
    }

    /// The refusal of an admission policy, with what it says.
    pub(crate) fn by_policy(
        plugin: Plugin,
        name: &str,
        said: impl IntoIterator<Item = String>,
    ) -> Self {
        let reasons = said.into_iter().map(Reason::new).collect();
        let refusal = Self { plugin, reasons, object: None, errors: Vec::new(), binding: None };
        refusal.by(plugin.as_str(), None, Some(name))
    }

    /// The same with the name of the policy's binding; empty where there is none.
    pub(crate) fn bound_by(mut self, binding: &str) -> Self {
        self.binding = Some(binding.to_owned()).filter(|name| !name.is_empty());
        self
    }

    /// The refusal for a webhook of a configuration that can't be called.
    pub(crate) fn by_webhook(plugin: Plugin, configuration: &str, said: String) -> Self {
        let kind = match plugin {
            Plugin::MutatingAdmissionWebhook => "MutatingWebhookConfiguration",
            _ => "ValidatingWebhookConfiguration",
        };
        Self::new(plugin, said).by(kind, None, Some(configuration))
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
