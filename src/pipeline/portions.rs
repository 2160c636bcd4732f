//! A text that is too large to be kept whole, read without the objects that nothing is said of.

use std::collections::HashSet;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::kubernetes::release::Release;
use crate::manifest::alone::Alone;
use crate::manifest::{Manifest, Reading, Workspace};
use crate::pipeline::Run;
use crate::rules::{RuleSet, Selection};
use crate::source::parallel::in_parallel;
use crate::source::portions::{Doubt, Look, Portion, Sieve};
use crate::source::{SourceFile, Sources};

/// Reads what is still to be read of some sources, for a release.
pub(crate) fn read_large(sources: &mut Sources, release: Release) {
    let Some(file) = sources.large() else {
        return;
    };
    let alone = Alone::new(file, sources.bare_pipe, &sources.guides, release);
    let all = Selection::new(&RuleSet::built_in(), &["all"], &[]);
    let rules = all.unwrap_or_else(|_| Selection::of(RuleSet::built_in()));
    let (shapes, names) = (HashSet::new(), HashSet::new());
    sources.read_large(&mut Needs { alone, rules, release, shapes, names });
}

/// What is needed of a text: all that anything is said of, and what rules ask about.
struct Needs {
    /// None where all is.
    alone: Option<Alone>,
    /// Every rule, so that it doesn't matter which of them run.
    rules: Selection,
    release: Release,
    /// What was kept of objects that are the same to others.
    shapes: HashSet<u64>,
    /// What was let go of.
    names: HashSet<u64>,
}

/// What is seen of an object that may be let go of.
struct Seen {
    shape: u64,
    name: u64,
    /// In words.
    said: String,
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

    fn look(&self, portions: &[Portion<'_>]) -> Vec<Look<Seen>> {
        let Some(alone) = &self.alone else {
            return portions.iter().map(|_| Look::Needed).collect();
        };
        let looks = in_parallel(portions, |portion| match alone.look(*portion) {
            Look::Spare(manifest) => {
                let (shape, name) = (alone.shape(&manifest), alone.name(&manifest));
                Look::Spare((Arc::new(manifest), shape, name))
            }
            Look::Broken => Look::Broken,
            Look::Needed => Look::Needed,
        });
        let manifest = |look: &Look<(Arc<Manifest>, u64, u64)>| match look {
            Look::Spare((manifest, ..)) => Some(Arc::clone(manifest)),
            _ => None,
        };
        let found = self.found_in(looks.iter().filter_map(manifest).collect());
        let one = |look: Look<(Arc<Manifest>, u64, u64)>| match look {
            Look::Spare((manifest, ..)) if found.contains(&Arc::as_ptr(manifest.file())) => {
                Look::Needed
            }
            Look::Spare((manifest, shape, name)) => {
                Look::Spare(Seen { shape, name, said: said(&manifest) })
            }
            Look::Broken => Look::Broken,
            Look::Needed => Look::Needed,
        };
        looks.into_iter().map(one).collect()
    }

    fn lets_go(&mut self, Seen { shape, name, said }: Seen) -> Result<bool, Doubt> {
        if self.shapes.insert(shape) {
            return Ok(false);
        }
        if self.names.insert(name) { Ok(true) } else { Err(twice(&said)) }
    }

    fn finish(&mut self, left: &SourceFile) -> Result<(), Doubt> {
        let Some(alone) = self.alone.as_ref().filter(|_| !self.names.is_empty()) else {
            return Ok(());
        };
        let left = alone.left(left);
        let again = left.iter().find(|manifest| self.names.contains(&alone.name(manifest)));
        again.map_or(Ok(()), |manifest| Err(twice(&said(manifest))))
    }
}

fn said(manifest: &Manifest) -> String {
    let object = manifest.object_ref();
    match manifest.namespace() {
        "" => format!("{} `{}`", object.kind, object.name),
        namespace => format!("{} `{namespace}/{}`", object.kind, object.name),
    }
}

fn twice(said: &str) -> Doubt {
    Doubt(format!("{said} is there twice"))
}
