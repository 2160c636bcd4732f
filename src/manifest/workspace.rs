//! All manifests of a run, with the look-ups that rules need.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::core::v1::Namespace;

use super::manifest::Manifest;
use super::object::Typed;
use super::pods::Pods;
use super::surroundings::{Setup, Surroundings};
use crate::kubernetes::pod_admission::{AdmissionContext, PERMANENT_NAMESPACES as PERMANENT};
use crate::kubernetes::release::Release;

/// All manifests of a run, in the order of their files and of their places in them.
#[derive(Debug, Default)]
pub struct Workspace {
    manifests: Vec<Arc<Manifest>>,
    /// What stands around them and is no part of them: found by name and type.
    around: Vec<Arc<Manifest>>,
    /// How the cluster is set up that they are applied to.
    setup: Setup,
    /// By group, kind, namespace and name.
    by_name: BTreeMap<(String, String, String, String), Vec<usize>>,
    /// By the name of the object's type. Rules ask of each DaemonSet for the few LimitRanges or
    /// bindings beside thousands of others.
    by_type: BTreeMap<&'static str, Vec<usize>>,
}

/// A manifest that brings pods: a workload's template, or a pod itself.
#[derive(Clone, Copy, Debug)]
pub struct Workload<'a> {
    /// The manifest.
    pub manifest: &'a Manifest,
    /// Its pods.
    pub pods: Pods<'a>,
}

impl<'a> Workload<'a> {
    /// The workload of a manifest, if it brings pods.
    #[must_use]
    pub fn of(manifest: &'a Manifest) -> Option<Self> {
        Some(Self { manifest, pods: manifest.object().pods()? })
    }

    /// A label of its pods.
    #[must_use]
    pub fn label(&self, key: &str) -> Option<&'a str> {
        self.labels()?.get(key).map(String::as_str)
    }

    /// The labels of its pods.
    #[must_use]
    pub fn labels(&self) -> Option<&'a BTreeMap<String, String>> {
        self.pods.metadata?.labels.as_ref()
    }
}

impl Workspace {
    /// The workspace of these manifests. Their order is made the same for the same input
    /// ([`Manifest::order`]).
    #[must_use]
    pub fn new(mut manifests: Vec<Arc<Manifest>>) -> Self {
        manifests.sort_by(|one, other| one.order(other));
        let mut by_name: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        let named = |manifest: &Manifest| !manifest.is_nameless();
        for (index, manifest) in manifests.iter().enumerate().filter(|(_, m)| named(m)) {
            by_name.entry(key(manifest)).or_default().push(index);
        }
        let mut by_type: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (index, manifest) in manifests.iter().enumerate() {
            if let Some(name) = manifest.object().type_name() {
                by_type.entry(name).or_default().push(index);
            }
        }
        Self { manifests, by_name, by_type, ..Self::default() }
    }

    /// The same with objects around it that are found by name and type, and are no part of it.
    #[must_use]
    pub fn within(mut self, around: Vec<Arc<Manifest>>) -> Self {
        self.around = around;
        self
    }

    /// The same in a cluster: what it has stands around what the manifests have, which win where
    /// both have an object.
    pub(super) fn in_cluster(&mut self, surroundings: &Surroundings) {
        self.setup = surroundings.setup.clone();
        let around: BTreeSet<_> = self.around.iter().map(|manifest| key(manifest)).collect();
        let is_new = |manifest: &&Arc<Manifest>| {
            let key = key(manifest);
            !self.by_name.contains_key(&key) && !around.contains(&key)
        };
        let new: Vec<_> = surroundings.objects.iter().filter(is_new).cloned().collect();
        self.around.extend(new);
    }

    /// Whether what neither the manifests nor the cluster have is known not to exist.
    #[must_use]
    pub(crate) const fn is_complete(&self) -> bool {
        self.setup.complete
    }

    /// Whether the API server takes nothing for the namespace of a manifest, since there is none.
    #[must_use]
    pub(crate) fn lacks_namespace_of(&self, manifest: &Manifest) -> bool {
        let name = manifest.namespace();
        self.is_complete()
            && !name.is_empty()
            && !manifest.is_nameless()
            && !PERMANENT.contains(&name)
            && self.find::<Namespace>("", name).is_none()
    }

    /// Every manifest.
    #[must_use]
    pub fn manifests(&self) -> impl ExactSizeIterator<Item = &Manifest> {
        self.manifests.iter().map(Arc::as_ref)
    }

    /// Every manifest, to be taken into another workspace.
    pub(super) fn shared(&self) -> &[Arc<Manifest>] {
        &self.manifests
    }

    fn at(&self, index: usize) -> Option<&Manifest> {
        self.manifests.get(index).map(Arc::as_ref)
    }

    /// Every manifest, and those that stand around them.
    pub fn all_known(&self) -> impl Iterator<Item = &Manifest> {
        self.manifests.iter().chain(&self.around).map(Arc::as_ref)
    }

    /// The manifests of a type, with the object as written.
    pub fn typed<T: Typed>(&self) -> impl Iterator<Item = (&Manifest, &T)> {
        let of_type = self.by_type.get(T::NAME).into_iter().flatten();
        of_type.filter_map(|index| {
            let manifest = self.at(*index)?;
            Some((manifest, manifest.typed::<T>()?))
        })
    }

    /// The same with those that stand around it.
    pub fn known<T: Typed>(&self) -> impl Iterator<Item = (&Manifest, &T)> {
        self.typed().chain(typed(&self.around))
    }

    /// The DaemonSets that could be read, as written.
    pub fn daemon_sets(&self) -> impl Iterator<Item = (&Manifest, &DaemonSet)> {
        self.typed()
    }

    /// The manifests that bring pods.
    pub fn workloads(&self) -> impl Iterator<Item = Workload<'_>> {
        self.manifests.iter().filter_map(|manifest| Workload::of(manifest))
    }

    /// The manifests of a type in a namespace.
    pub fn in_namespace<'a, T: Typed>(
        &'a self,
        namespace: &'a str,
    ) -> impl Iterator<Item = (&'a Manifest, &'a T)> {
        self.known().filter(move |(manifest, _)| manifest.namespace() == namespace)
    }

    /// The object of a type by its namespace (empty for types outside of namespaces) and name;
    /// of several the first.
    #[must_use]
    pub fn find<T: Typed>(&self, namespace: &str, name: &str) -> Option<(&Manifest, &T)> {
        let key = (T::GROUP.to_owned(), T::KIND.to_owned(), namespace.to_owned(), name.to_owned());
        let own = self.by_name.get(&key).into_iter().flatten();
        let own = own.filter_map(|index| self.at(*index));
        let around = self
            .around
            .iter()
            .map(Arc::as_ref)
            .filter(|one| one.namespace() == namespace && one.object_ref().name == name);
        own.chain(around).find_map(|manifest| Some((manifest, manifest.typed::<T>()?)))
    }

    /// What changes pods on their way or keeps them waiting, as far as the manifests have it.
    #[must_use]
    pub fn admission_context(&self, release: Release) -> AdmissionContext<'_> {
        AdmissionContext {
            priority_classes: self.known().map(|(_, class)| class).collect(),
            resource_quotas: self.known().map(|(_, quota)| quota).collect(),
            service_accounts: self.known().map(|(_, account)| account).collect(),
            runtime_classes: self.known().map(|(_, class)| class).collect(),
            limit_ranges: self.known().map(|(_, range)| range).collect(),
            namespaces: self.known().map(|(_, namespace)| namespace).collect(),
            claims: self.known().map(|(_, claim)| claim).collect(),
            volumes: self.known().map(|(_, volume)| volume).collect(),
            storage_classes: self.known().map(|(_, class)| class).collect(),
            resource_claims: self.known().map(|(_, claim)| claim).collect(),
            resource_claim_templates: self.known().map(|(_, template)| template).collect(),
            device_classes: self.known().map(|(_, class)| class).collect(),
            disruption_budgets: self.known().map(|(_, budget)| budget).collect(),
            known: if self.is_complete() { AdmissionContext::ALL.to_vec() } else { Vec::new() },
            optional_plugins: self.setup.plugins.clone(),
            release,
            ..AdmissionContext::default()
        }
    }

    /// The manifests that name the same object as this one, itself among them, in their order;
    /// none for one without a name.
    pub fn namesakes_of(&self, manifest: &Manifest) -> impl Iterator<Item = &Manifest> {
        let key = Some(key(manifest)).filter(|(_, _, _, name)| !name.is_empty());
        let indices = key.and_then(|key| self.by_name.get(&key));
        indices.into_iter().flatten().filter_map(|index| self.at(*index))
    }

    /// The manifests that name the same object: same group, kind, namespace and name, where it
    /// has a name and occurs more than once.
    pub fn namesakes(&self) -> impl Iterator<Item = impl Iterator<Item = &Manifest>> {
        self.by_name
            .iter()
            .filter(|((_, _, _, name), indices)| indices.len() > 1 && !name.is_empty())
            .map(|(_, indices)| indices.iter().filter_map(|index| self.at(*index)))
    }
}

/// Those of a type among some manifests, with the object as written.
fn typed<T: Typed>(manifests: &[Arc<Manifest>]) -> impl Iterator<Item = (&Manifest, &T)> {
    manifests.iter().filter_map(|one| Some((one.as_ref(), one.typed::<T>()?)))
}

/// What names an object: group, kind, namespace and name.
fn key(manifest: &Manifest) -> (String, String, String, String) {
    let object = manifest.object_ref();
    (
        manifest.group().to_owned(),
        object.kind.clone(),
        manifest.namespace().to_owned(),
        object.name.clone(),
    )
}
