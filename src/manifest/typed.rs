//! An object as a type, and what validation says of it: read once, let go of where there are many, and
//! read again for whoever asks.

use std::sync::{Arc, OnceLock};

use k8s_openapi::api::apps::v1::DaemonSet;

use super::built_in::Verdict;
use super::manifest::Manifest;
use super::object::{Object, Typed};
use super::outline::Outline;
use crate::kubernetes::field::{FieldError, FieldErrors};
use crate::kubernetes::validation::Warning;
use crate::yaml::{Entry, StandIns};

impl Manifest {
    /// The object.
    #[must_use]
    pub fn object(&self) -> &Object {
        self.object.get_or_init(|| match self.kind {
            Some(kind) => Object::read(&self.document, self.node, kind, &self.stand_ins),
            None => Object::Other,
        })
    }

    /// Takes an object for what stands here.
    pub(super) fn be(&mut self, object: Object) {
        self.outline = Outline::of(&object);
        self.object = OnceLock::from(object);
    }

    /// Takes it for an object that can be read as its kind, and reads it when someone asks.
    pub(super) fn wait(&mut self, (outline, stand_ins): (Outline, StandIns)) {
        self.outline = outline;
        self.stand_ins = stand_ins;
        self.object = OnceLock::new();
    }

    /// Lets go of the typed object, which takes far more room than the tree: it is read again for
    /// whoever asks. What validation says of it is kept, since it need not be copied for that now.
    pub(super) fn let_go(&mut self) {
        if self.outline.type_name.is_none() {
            return;
        }
        if let Some(mut object) = self.object.take() {
            object.fill_in(self.release);
            let verdict = object.verdict(self.facts(), self.release);
            self.verdict = OnceLock::from(verdict);
        }
    }

    /// Whether its typed object is at hand.
    #[must_use]
    pub(crate) fn is_at_hand(&self) -> bool {
        self.object.get().is_some()
    }

    /// Whether it is the same object of the same text, though perhaps another value.
    #[must_use]
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.document, &other.document) && self.node == other.node
    }

    /// Whether it is of a type.
    #[must_use]
    pub(crate) fn is_a<T: Typed>(&self) -> bool {
        self.outline.type_name == Some(T::NAME)
    }

    /// Whether it brings pods.
    #[must_use]
    pub(crate) const fn brings_pods(&self) -> bool {
        self.outline.pods.is_some()
    }

    /// The ports of the node that its pods ask for, as far as it tells.
    #[must_use]
    pub(crate) const fn host_ports(&self) -> &[i32] {
        &self.outline.host_ports
    }

    /// Whether its pods are those of the network for which new nodes keep other pods back.
    #[must_use]
    pub(crate) const fn is_network_agent(&self) -> bool {
        self.outline.is_network_agent
    }

    /// The labels of the pods that it brings, in their order.
    #[must_use]
    pub fn pod_labels(&self) -> Vec<(&str, &str)> {
        let Some(path) = self.outline.pods else { return Vec::new() };
        if self.is_at_hand() || !self.stand_ins.is_empty() {
            let labels = self.object().pods().and_then(|pods| pods.metadata?.labels.as_ref());
            return labels.into_iter().flatten().map(|(key, value)| (&**key, &**value)).collect();
        }
        let template = self.find(path.keys());
        let labels = template.and_then(|template| {
            let metadata = self.document.get(template, "metadata")?;
            self.document.get(metadata, "labels")
        });
        let entries = labels.map_or(&[][..], |labels| self.document.entries(labels));
        // Null is no label's value, and Go reads an empty text.
        let label = |entry: &Entry| {
            (self.document.key(entry), self.document.as_str(entry.value).unwrap_or_default())
        };
        let mut labels: Vec<(&str, &str)> = entries.iter().map(label).collect();
        labels.sort_unstable();
        labels
    }

    /// The object as a type, if it is of that type.
    #[must_use]
    pub fn typed<T: Typed>(&self) -> Option<&T> {
        self.is_a::<T>().then(|| T::of(self.object()))?
    }

    /// The DaemonSet as written, if it is one.
    #[must_use]
    pub fn daemon_set(&self) -> Option<&DaemonSet> {
        self.typed()
    }

    /// The object after defaulting: what validation works on.
    #[must_use]
    pub fn defaulted(&self) -> &Object {
        self.defaulted.get_or_init(|| self.filled_in())
    }

    /// The DaemonSet after defaulting, if it is one.
    #[must_use]
    pub fn defaulted_daemon_set(&self) -> Option<&DaemonSet> {
        self.daemon_set()?;
        DaemonSet::of(self.defaulted())
    }

    /// The object as the API server stores it: defaulted, and without the fields whose feature
    /// gate is off. Lists may be shorter than they are written.
    #[must_use]
    pub fn stored(&self) -> &Object {
        let defaulted = self.defaulted();
        let stored = self.stored.get_or_init(|| defaulted.without_disabled_fields(self.release));
        stored.as_ref().unwrap_or(defaulted)
    }

    /// The DaemonSet as the API server stores it, if it is one: what planning works on.
    #[must_use]
    pub fn stored_daemon_set(&self) -> Option<&DaemonSet> {
        self.daemon_set()?;
        DaemonSet::of(self.stored())
    }

    /// What the API server refuses of it on create.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &FieldError> {
        self.verdict().0.0.iter()
    }

    /// What the API server refuses of it on create and what it warns of, asked once. The object as
    /// it is filled in is let go again: a run has thousands, and few of them are looked at further.
    fn verdict(&self) -> &Verdict {
        self.verdict.get_or_init(|| match self.defaulted.get() {
            Some(object) => object.verdict(self.facts(), self.release),
            None => self.object().verdict_filled_in(self.facts(), self.release),
        })
    }

    fn filled_in(&self) -> Object {
        let mut object = self.object().clone();
        object.fill_in(self.release);
        object
    }

    /// What the API server refuses where it replaces an old object of its kind.
    #[must_use]
    pub fn validate_update(&self, old: &Self) -> FieldErrors {
        self.defaulted().validate_update(self.facts(), (old.stored(), old.facts()), self.release)
    }

    /// What the API server takes with a warning.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.verdict().1
    }
}
