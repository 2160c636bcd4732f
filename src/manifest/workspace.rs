//! All manifests of a run, with the look-ups that rules need.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, LazyLock};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::core::v1::Namespace;

use super::manifest::Manifest;
use super::object::Typed;
use super::pods::Pods;
use super::surroundings::{Setup, Surroundings};
use super::twins::{Twin, Twins};
use crate::kubernetes::pod_admission::{AdmissionContext, PERMANENT_NAMESPACES as PERMANENT};
use crate::kubernetes::release::Release;
use crate::source::SourceFile;

/// All manifests of a run, in the order of their files and of their places in them.
#[derive(Debug, Default)]
pub struct Workspace {
    manifests: Vec<Arc<Manifest>>,
    /// What stands around them and is no part of them: found by name and type.
    around: Vec<Arc<Manifest>>,
    /// How the cluster is set up that they are applied to.
    setup: Setup,
    /// Those of one name: the places of each object's manifests.
    names: HashTable<Vec<u32>>,
    own_tables: Tables,
    around_tables: Tables,
    around_names: HashMap<Box<str>, Vec<u32>>,
    /// What kustomizations take from two files.
    twins: Arc<Twins>,
    /// Somebody says that all of it is applied together.
    is_together: bool,
}

/// The places of manifests by their types and namespaces. Rules ask of each DaemonSet for the few
/// LimitRanges or bindings beside thousands of others.
#[derive(Debug, Default)]
struct Tables {
    by_type: BTreeMap<&'static str, Vec<u32>>,
    by_namespace: BTreeMap<&'static str, HashMap<Box<str>, Vec<u32>>>,
}

impl Tables {
    fn new(manifests: &[Arc<Manifest>]) -> Self {
        let mut all = Self::default();
        for (place, manifest) in (0..).zip(manifests) {
            let Some(name) = manifest.outline.type_name else { continue };
            all.by_type.entry(name).or_default().push(place);
            add(all.by_namespace.entry(name).or_default(), manifest.namespace(), place);
        }
        all
    }

    fn of_type<T: Typed>(&self) -> &[u32] {
        self.by_type.get(T::NAME).map_or(&[], Vec::as_slice)
    }

    fn in_namespace<T: Typed>(&self, namespace: &str) -> &[u32] {
        let found = self.by_namespace.get(T::NAME).and_then(|all| all.get(namespace));
        found.map_or(&[], Vec::as_slice)
    }
}

fn add(table: &mut HashMap<Box<str>, Vec<u32>>, key: &str, place: u32) {
    match table.get_mut(key) {
        Some(places) => places.push(place),
        None => {
            table.insert(key.into(), vec![place]);
        }
    }
}

/// A manifest that brings pods: a workload's template, or a pod itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Workload<'a> {
    /// The manifest.
    pub manifest: &'a Manifest,
    /// Its pods.
    pub pods: Pods<'a>,
}

impl<'a> Workload<'a> {
    /// The workload of a manifest, if it brings pods.
    #[must_use]
    pub(crate) fn of(manifest: &'a Manifest) -> Option<Self> {
        manifest
            .brings_pods()
            .then(|| manifest.object().pods())?
            .map(|pods| Self { manifest, pods })
    }

    /// The labels of its pods.
    #[must_use]
    pub(crate) fn labels(&self) -> Option<&'a BTreeMap<String, String>> {
        self.pods.metadata?.labels.as_ref()
    }
}

impl Workspace {
    /// The workspace of these manifests. Their order is made the same for the same input
    /// ([`Manifest::order`]).
    #[must_use]
    pub fn new(mut manifests: Vec<Arc<Manifest>>) -> Self {
        manifests.sort_by(|one, other| one.order(other));
        let mut names = HashTable::new();
        for (place, manifest) in (0..).zip(&manifests) {
            if manifest.is_nameless() {
                continue;
            }
            let key = key(manifest);
            let is_of =
                |of: &u32| manifests.get(*of as usize).is_some_and(|one| self::key(one) == key);
            let rehash = |places: &Vec<u32>| {
                let first = places.first().and_then(|first| manifests.get(*first as usize));
                first.map_or(0, |first| hash(&self::key(first)))
            };
            let is_same = |places: &Vec<u32>| places.first().is_some_and(is_of);
            match names.entry(hash(&key), is_same, rehash) {
                Entry::Occupied(mut entry) => entry.get_mut().push(place),
                Entry::Vacant(entry) => {
                    entry.insert(vec![place]);
                }
            }
        }
        let own_tables = Tables::new(&manifests);
        Self { manifests, names, own_tables, ..Self::default() }
    }

    /// The same with objects around it that are found by name and type, and are no part of it.
    #[must_use]
    pub fn within(mut self, around: Vec<Arc<Manifest>>) -> Self {
        self.around = around;
        self.find_around();
        self
    }

    /// The same with what kustomizations take from two files.
    #[must_use]
    pub(super) fn with_twins(self, twins: Arc<Twins>) -> Self {
        Self { twins, ..self }
    }

    /// The same, of which somebody says, or does not, that all of it is applied together.
    #[must_use]
    pub(super) fn told_together(self, is_together: bool) -> Self {
        Self { is_together, ..self }
    }

    /// Whether the config says that all of it is applied together.
    #[must_use]
    pub(crate) const fn is_together(&self) -> bool {
        self.is_together
    }

    /// What stands in another file for the same object of the same kustomization.
    #[must_use]
    pub(crate) fn twin_of(&self, manifest: &Manifest) -> Option<&Twin> {
        self.twins.before(manifest)
    }

    /// Makes what stands around found.
    fn find_around(&mut self) {
        self.around_tables = Tables::new(&self.around);
        self.around_names.clear();
        for (place, manifest) in (0..).zip(&self.around) {
            add(&mut self.around_names, &manifest.object_ref().name, place);
        }
    }

    /// The same in a cluster: what it has stands around what the manifests have, which win where
    /// both have an object.
    pub(super) fn in_cluster(&mut self, surroundings: &Surroundings) {
        self.setup = surroundings.setup.clone();
        let around: HashSet<_> = self.around.iter().map(|manifest| key(manifest)).collect();
        let is_new = |manifest: &&Arc<Manifest>| {
            let key = key(manifest);
            self.named(key).is_empty() && !around.contains(&key)
        };
        let new: Vec<_> = surroundings.objects.iter().filter(is_new).cloned().collect();
        self.around.extend(new);
        self.find_around();
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

    /// Every manifest, to be taken along.
    pub(crate) fn shared(&self) -> &[Arc<Manifest>] {
        &self.manifests
    }

    fn at(&self, place: u32) -> Option<&Manifest> {
        self.manifests.get(place as usize).map(Arc::as_ref)
    }

    /// The places of the manifests of an object.
    fn named(&self, key: Key<'_>) -> &[u32] {
        let is_of = |place: &u32| self.at(*place).is_some_and(|one| self::key(one) == key);
        let is_same = |places: &Vec<u32>| places.first().is_some_and(is_of);
        self.names.find(hash(&key), is_same).map_or(&[], Vec::as_slice)
    }

    /// The manifest that stands at a byte of a file: of several the first.
    pub(crate) fn at_byte(&self, file: &SourceFile, byte: u32) -> Option<&Manifest> {
        let comes_before = |one: &Arc<Manifest>| one.file().name() < file.name();
        let first = self.manifests.partition_point(comes_before);
        let of_file = self.manifests.get(first..).unwrap_or_default();
        let end = of_file.partition_point(|one| one.file().name() == file.name());
        let of_file = of_file.get(..end).unwrap_or_default();
        // Documents, and items of their lists, follow each other in the text.
        let span = |one: &Arc<Manifest>| one.document().span(one.node());
        let end = of_file.partition_point(|one| span(one).start <= byte);
        let last = of_file.get(..end).and_then(<[_]>::last)?;
        (byte < span(last).end).then_some(last.as_ref())
    }

    /// Every manifest, and those that stand around them.
    pub fn all_known(&self) -> impl Iterator<Item = &Manifest> {
        self.manifests.iter().chain(&self.around).map(Arc::as_ref)
    }

    /// The manifests of a type, with the object as written.
    pub fn typed<T: Typed>(&self) -> impl Iterator<Item = (&Manifest, &T)> {
        typed(&self.manifests, self.own_tables.of_type::<T>())
    }

    /// The same with those that stand around it.
    pub fn known<T: Typed>(&self) -> impl Iterator<Item = (&Manifest, &T)> {
        self.typed().chain(typed(&self.around, self.around_tables.of_type::<T>()))
    }

    /// The DaemonSets that could be read, as written.
    pub fn daemon_sets(&self) -> impl Iterator<Item = (&Manifest, &DaemonSet)> {
        self.typed()
    }

    /// The manifests of a type, which need not be read as it.
    pub(crate) fn of_type<T: Typed>(&self) -> impl Iterator<Item = &Manifest> {
        self.own_tables.of_type::<T>().iter().filter_map(|place| self.at(*place))
    }

    /// The manifests that bring pods.
    pub fn bringing_pods(&self) -> impl Iterator<Item = &Manifest> {
        self.manifests().filter(|manifest| manifest.brings_pods())
    }

    /// The manifests of a type in a namespace.
    pub fn in_namespace<'a, T: Typed>(
        &'a self,
        namespace: &str,
    ) -> impl Iterator<Item = (&'a Manifest, &'a T)> + use<'a, T> {
        let around = typed(&self.around, self.around_tables.in_namespace::<T>(namespace));
        self.own_in_namespace(namespace).chain(around)
    }

    /// The same without those that stand around it.
    pub(crate) fn own_in_namespace<'a, T: Typed>(
        &'a self,
        namespace: &str,
    ) -> impl Iterator<Item = (&'a Manifest, &'a T)> + use<'a, T> {
        typed(&self.manifests, self.own_tables.in_namespace::<T>(namespace))
    }

    /// The same of those alone that stand around it.
    pub(crate) fn around_in_namespace<T: Typed>(
        &self,
        namespace: &str,
    ) -> impl Iterator<Item = (&Manifest, &T)> {
        typed(&self.around, self.around_tables.in_namespace::<T>(namespace))
    }

    /// The object of a type by its namespace (empty for types outside of namespaces) and name;
    /// of several the first.
    #[must_use]
    pub fn find<T: Typed>(&self, namespace: &str, name: &str) -> Option<(&Manifest, &T)> {
        let key = (T::GROUP, T::KIND, namespace, name);
        let own = typed(&self.manifests, self.named(key)).next();
        own.or_else(|| {
            let places = self.around_names.get(name).map_or(&[][..], Vec::as_slice);
            let mut around = typed::<T>(&self.around, places);
            around.find(|(one, _)| one.namespace() == namespace)
        })
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
            openshift: self.openshift_scheduler().is_some(),
            default_node_selector: self.default_node_selector(),
            ..AdmissionContext::default()
        }
    }

    /// OpenShift's config of the scheduler, where it is among the manifests or the cluster's objects.
    fn openshift_scheduler(&self) -> Option<&Manifest> {
        self.all_known().find(|manifest| {
            let object = manifest.object_ref();
            manifest.group() == "config.openshift.io"
                && object.kind == "Scheduler"
                && object.name == "cluster"
        })
    }

    /// The node selector of OpenShift's projects that have none of their own.
    fn default_node_selector(&self) -> Option<String> {
        let manifest = self.openshift_scheduler()?;
        let document = manifest.document();
        let spec = document.get(manifest.node(), "spec")?;
        let selector = document.as_str(document.get(spec, "defaultNodeSelector")?)?;
        (!selector.is_empty()).then(|| selector.to_owned())
    }

    /// The manifests that name the same object as this one, itself among them, in their order;
    /// none for one without a name.
    pub fn namesakes_of(&self, manifest: &Manifest) -> impl Iterator<Item = &Manifest> {
        let key = Some(key(manifest)).filter(|(_, _, _, name)| !name.is_empty());
        let places = key.map_or(&[][..], |key| self.named(key));
        places.iter().filter_map(|place| self.at(*place))
    }

    /// The manifests that name the same object: same group, kind, namespace and name, where it
    /// has a name and occurs more than once. By what they name.
    pub fn namesakes(&self) -> impl Iterator<Item = impl Iterator<Item = &Manifest>> {
        self.shared_namesakes().map(|all| all.into_iter().map(Arc::as_ref))
    }

    /// The same, to be taken along.
    pub(super) fn shared_namesakes(&self) -> impl Iterator<Item = Vec<&Arc<Manifest>>> {
        let first = |places: &[u32]| places.first().and_then(|first| self.at(*first)).map(key);
        let several = self.names.iter().map(Vec::as_slice).filter(|places| places.len() > 1);
        let mut several: Vec<(Key<'_>, &[u32])> =
            several.filter_map(|places| Some((first(places)?, places))).collect();
        several.sort_unstable_by_key(|(key, _)| *key);
        let named = several.into_iter().filter(|((_, _, _, name), _)| !name.is_empty());
        let at = |place: &u32| self.manifests.get(*place as usize);
        named.map(move |(_, places)| places.iter().filter_map(at).collect())
    }
}

/// Those of some manifests that stand at places and are of a type, with the object as written.
fn typed<'a, T: Typed>(
    manifests: &'a [Arc<Manifest>],
    places: &'a [u32],
) -> impl Iterator<Item = (&'a Manifest, &'a T)> + use<'a, T> {
    places.iter().filter_map(|place| {
        let manifest = manifests.get(*place as usize)?;
        Some((manifest.as_ref(), manifest.typed::<T>()?))
    })
}

/// What names an object: group, kind, namespace and name.
type Key<'a> = (&'a str, &'a str, &'a str, &'a str);

fn key(manifest: &Manifest) -> Key<'_> {
    let object = manifest.object_ref();
    (manifest.group(), &object.kind, manifest.namespace(), &object.name)
}

/// The hash of a key; keys come from manifests, so that it is one which nobody can aim at.
fn hash(key: &Key<'_>) -> u64 {
    static STATE: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    STATE.hash_one(key)
}
