//! A text that is too large to be kept whole, read without the objects that nothing is said of.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use k8s_openapi::api::core::v1::Service;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::diagnostic::Diagnostic;
use crate::kubernetes::label_selector::Selector;
use crate::kubernetes::release::Release;
use crate::manifest::alone::{Alone, spare_parameters};
use crate::manifest::{Manifest, Reading, Workload, Workspace};
use crate::pipeline::Run;
use crate::rules::{RuleSet, Selection};
use crate::source::parallel::in_parallel;
use crate::source::portions::{Doubt, Fate, Look, Portion, Sieve};
use crate::source::{SourceFile, Sources};

/// Reads what is still to be read of some sources, for a release.
pub(crate) fn read_large(sources: &mut Sources, release: Release) {
    let Some(file) = sources.large() else {
        return;
    };
    let alone = Alone::new(file, sources.bare_pipe, &sources.guides, release);
    let all = Selection::new(&RuleSet::built_in(), &["all"], &[]);
    let rules = all.unwrap_or_else(|_| Selection::of(RuleSet::built_in()));
    let (shapes, names, selectors) = (HashSet::new(), HashSet::new(), HashMap::new());
    sources.read_large(&mut Needs { alone, rules, release, shapes, names, selectors });
}

/// What is needed of a text: all that anything is said of, and what rules ask about.
struct Needs {
    /// None where all is.
    alone: Option<Alone>,
    /// Every rule, so that it doesn't matter which of them run.
    rules: Selection,
    release: Release,
    /// What there is of objects that are the same to others.
    shapes: HashSet<u64>,
    /// What is not kept in any case.
    names: HashSet<u64>,
    /// What objects ask for pods, by their namespaces.
    selectors: HashMap<String, Vec<Selector>>,
}

/// What is seen of an object that may be let go of.
struct Seen {
    shape: u64,
    name: u64,
    manifest: Arc<Manifest>,
}

/// What of an object others may ask for.
struct Labelled {
    namespace: String,
    labels: BTreeMap<String, String>,
}

impl Needs {
    /// The files in which a rule finds something.
    fn found_in(&self, manifests: Vec<Arc<Manifest>>) -> HashSet<*const SourceFile> {
        let workspace = Workspace::new(manifests);
        let reading = Reading { release: self.release, workspace, ..Reading::default() };
        let checked = Run { rules: self.rules.clone(), ..Run::over(&reading) }.check();
        let file = |found: &Diagnostic| Arc::as_ptr(&found.file);
        checked.diagnostics.iter().map(file).collect()
    }
}

impl Sieve for Needs {
    type Seen = Seen;
    type Waiting = Labelled;

    fn look(&self, portions: &[Portion<'_>]) -> Vec<Look<Seen>> {
        let Some(alone) = &self.alone else {
            return portions.iter().map(|_| Look::Needed).collect();
        };
        let looks = in_parallel(portions, |portion| match alone.look(*portion) {
            Look::Spare(manifest) => Look::Spare(Seen {
                shape: alone.shape(&manifest),
                name: alone.name(&manifest),
                manifest: Arc::new(manifest),
            }),
            Look::Broken => Look::Broken,
            Look::Needed => Look::Needed,
        });
        let manifest = |look: &Look<Seen>| match look {
            Look::Spare(seen) => Some(Arc::clone(&seen.manifest)),
            _ => None,
        };
        let found = self.found_in(looks.iter().filter_map(manifest).collect());
        let one = |look| match look {
            Look::Spare(Seen { manifest, .. }) if found.contains(&Arc::as_ptr(manifest.file())) => {
                Look::Needed
            }
            look => look,
        };
        looks.into_iter().map(one).collect()
    }

    fn decide(&mut self, seen: Seen) -> Result<Fate<Labelled>, Doubt> {
        let Seen { shape, name, manifest } = seen;
        if !self.names.insert(name) {
            return Err(twice(&manifest));
        }
        if !self.shapes.insert(shape) {
            return Ok(Fate::Gone);
        }
        let namespace = manifest.namespace().to_owned();
        let own = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
        let labels = manifest.pod_labels().into_iter().map(own).collect();
        Ok(Fate::Waits(Labelled { namespace, labels }))
    }

    fn finish(&mut self, left: SourceFile) -> Result<(), Doubt> {
        let Some(alone) = &self.alone else { return Ok(()) };
        for manifest in alone.left(left) {
            if self.names.contains(&alone.name(&manifest)) {
                return Err(twice(&manifest));
            }
            if let Some(kind) = spare_parameters(&manifest) {
                let name = &manifest.object_ref().name;
                return Err(Doubt(format!("the policy `{name}` asks for each {kind}")));
            }
            let selectors = selectors(&manifest);
            if !selectors.is_empty() {
                let namespace = manifest.namespace().to_owned();
                self.selectors.entry(namespace).or_default().extend(selectors);
            }
        }
        Ok(())
    }

    fn needs(&self, Labelled { namespace, labels }: &Labelled) -> bool {
        let selectors = self.selectors.get(namespace).map_or(&[][..], Vec::as_slice);
        selectors.iter().any(|selector| selector.matches(labels))
    }
}

/// What an object asks for among the pods of its namespace: a Service for those that it sends to, a
/// workload for those that keep its own off.
fn selectors(manifest: &Manifest) -> Vec<Selector> {
    let service = manifest.typed::<Service>().and_then(|service| service.spec.as_ref());
    let service = service
        .and_then(|spec| spec.selector.clone())
        .map(|labels| LabelSelector { match_labels: Some(labels), ..LabelSelector::default() });
    let spec = Workload::of(manifest).and_then(|workload| workload.pods.spec);
    let affinity = spec.and_then(|spec| spec.affinity.as_ref()?.pod_anti_affinity.as_ref());
    let terms = affinity
        .into_iter()
        .flat_map(|own| own.required_during_scheduling_ignored_during_execution.iter().flatten());
    let terms = terms.filter_map(|term| term.label_selector.clone());
    let all = service.into_iter().chain(terms);
    all.filter_map(|selector| Selector::compile(&selector).ok()).collect()
}

fn twice(manifest: &Manifest) -> Doubt {
    let object = manifest.object_ref();
    let name = match manifest.namespace() {
        "" => object.name.clone(),
        namespace => format!("{namespace}/{}", object.name),
    };
    Doubt(format!("{} `{name}` is there twice", object.kind))
}

#[cfg(test)]
mod tests;
