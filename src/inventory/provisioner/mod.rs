//! What makes nodes at need: their manifests read as pools.
//!
//! They say what new nodes have, not which nodes there are: that is what kubectl prints. So a pool
//! of a provisioner has no nodes of its own; those of the inventory that carry its label belong to
//! it.

mod auto_mode;
pub(super) mod capa;
pub(super) mod capz;
pub(super) mod cluster_api;
pub(super) mod cluster_class;
pub(super) mod eksctl;
pub(super) mod gardener;
pub(super) mod gke;
mod group;
mod instance_type;
pub(super) mod karpenter;
pub(super) mod kops;
mod kops_karpenter;
pub(super) mod machine_template;
pub(super) mod node_claim;
pub(super) mod node_class;
pub(super) mod openshift;
pub(super) mod requirements;
mod scale_from_zero;

use super::builder::InventoryBuilder;
use super::node::TaintId;
use super::pool::{OpenLabel, Origin, Pool};
use super::provider::Provider;
use super::short::shape::Shape;
use super::tables::Tables;
use crate::kubernetes::labels::Test;
use crate::kubernetes::node_labels::{ARCH, OS, RENAMED, WELL_KNOWN, WINDOWS_BUILD};
use crate::kubernetes::system_taints::End;
use crate::yaml::cursor::{At, Read};

/// A new node as far as a manifest describes it.
struct NewNode {
    shape: Shape,
    open: Vec<OpenLabel>,
}

impl NewNode {
    const fn new(shape: Shape) -> Self {
        Self { shape, open: Vec::new() }
    }

    /// Leaves a label open between some values, or sets it where there is but one.
    fn one_of(&mut self, key: &str, values: Vec<String>, tables: &mut Tables) {
        match values.as_slice() {
            [] => {}
            [only] => self.shape.set_text(key, only, tables),
            _ => self.leave_open(key, Some(Test::In(values)), false, tables),
        }
    }

    fn leave_open(&mut self, key: &str, test: Option<Test>, missing: bool, tables: &mut Tables) {
        let key = tables.symbols.intern(key);
        let tests = test.into_iter().collect();
        self.open.push(OpenLabel { key, tests, may_be_missing: missing });
    }

    /// Leaves open what every node has and the manifest doesn't say.
    fn complete(&mut self, provider: &Provider, tables: &mut Tables) {
        self.follow_older_names(tables);
        self.narrow_architecture(provider, tables);
        for key in WELL_KNOWN {
            let symbol = tables.symbols.intern(key);
            if !self.has(symbol) {
                self.leave_open(key, None, false, tables);
            }
        }
        // Those of the region and the zone are set by the clouds that set the new ones.
        for (old, new) in RENAMED {
            let [new, old] = [new, old].map(|key| tables.symbols.intern(key));
            if self.has(old) {
                continue;
            }
            let fixed = self.shape.labels.iter().find(|(key, _)| *key == new);
            if let Some((_, value)) = fixed.copied() {
                self.shape.set(old, value);
            } else if let Some(label) = self.open.iter().find(|label| label.key == new).cloned() {
                self.open.push(OpenLabel { key: old, ..label });
            }
        }
        let build = tables.symbols.intern(WINDOWS_BUILD);
        let os = self.shape.text(OS, tables);
        let (windows, linux) = (os == Some("windows"), os == Some("linux"));
        if !linux && !self.has(build) {
            self.leave_open(WINDOWS_BUILD, None, !windows, tables);
        }
    }

    /// What is written under an older name alone holds for the newer one too: what sets one of them
    /// on a node sets both.
    fn follow_older_names(&mut self, tables: &mut Tables) {
        for (old, new) in RENAMED {
            let [old, new] = [old, new].map(|key| tables.symbols.intern(key));
            let written = self.shape.labels.iter().find(|(key, _)| *key == old);
            if let Some((_, value)) = written.copied()
                && !self.has(new)
            {
                self.shape.set(new, value);
            }
        }
    }

    /// Of clouds whose machines are known the architecture is one of few, also where nothing is
    /// written of it; names of instance types may tell which.
    fn narrow_architecture(&mut self, provider: &Provider, tables: &mut Tables) {
        let of_types = instance_type::architectures(self, provider, tables);
        let of_cloud = || provider.architectures().map(<[_]>::to_vec);
        let Some(known) = of_types.or_else(of_cloud) else { return };
        let key = tables.symbols.intern(ARCH);
        if self.shape.labels.iter().any(|(written, _)| *written == key) {
            return;
        }
        let known: Vec<String> = known.iter().map(|arch| (*arch).to_owned()).collect();
        match self.open.iter_mut().find(|open| open.key == key) {
            Some(open) => {
                let fits = |arch: &String| open.tests.iter().all(|test| test.passes(Some(arch)));
                // Other ones may be asked for, of which nothing is known.
                let fitting: Vec<&String> = known.iter().filter(|arch| fits(arch)).collect();
                if let ([only], false) = (fitting.as_slice(), open.may_be_missing) {
                    let only = (*only).clone();
                    self.open.retain(|open| open.key != key);
                    self.shape.set_text(ARCH, &only, tables);
                } else if !fitting.is_empty() {
                    let tests = std::mem::take(&mut open.tests).into_vec();
                    open.tests = tests.into_iter().chain([Test::In(known)]).collect();
                }
            }
            None => self.one_of(ARCH, known, tables),
        }
    }

    fn has(&self, key: super::symbols::Symbol) -> bool {
        self.shape.labels.iter().any(|(known, _)| *known == key)
            || self.open.iter().any(|label| label.key == key)
    }

    /// The pool of such nodes. Taints that go with the state of a node are there at first alone.
    fn into_pool(mut self, name: &str, origin: Origin, tables: &mut Tables) -> Pool {
        let taints = self.shape.taints.clone();
        let passes = |id: &TaintId| {
            let taint = tables.taints.get(id.index());
            taint.and_then(End::of) == Some(End::WithState)
        };
        let (at_first, stay) = std::mem::take(&mut self.shape.taints).into_iter().partition(passes);
        let at_first: Vec<TaintId> = at_first;
        self.shape.taints = stay;
        let mut pool = Pool::new(name, origin, self.shape.template(tables));
        (pool.open, pool.startup_taints) = (self.open.into(), at_first.into());
        pool.provisioning.taints = taints.into();
        pool
    }
}

/// Adds a pool that was read there.
fn add(at: At<'_>, pool: Pool, builder: &mut InventoryBuilder) -> Read<()> {
    match builder.add_pool(pool) {
        Ok(_) => Ok(()),
        Err(_) => Err(at.wrong("too many pools for one inventory")),
    }
}

/// Whether a value is still to be filled in, as in the templates of clusterctl (`${COUNT}`).
fn is_variable(text: &str) -> bool {
    text.contains("${")
}

/// The object's `metadata.name`.
fn object_name<'d>(at: At<'d>, kind: &str) -> Read<At<'d>> {
    let name = at.find(&["metadata", "name"]).filter(|name| name.text() != Ok(""));
    name.ok_or_else(|| at.wrong(format!("a {kind} without metadata.name")))
}

/// Adds a taint; of one key and effect a node has but one, and the last one counts.
fn add_taint(ids: &mut Vec<TaintId>, id: TaintId, tables: &Tables) {
    let of = |id: &TaintId| {
        let taint = tables.taints.get(id.index());
        taint.map(|taint| (taint.key.as_str(), taint.effect.as_str()))
    };
    ids.retain(|known| of(known) != of(&id));
    ids.push(id);
}

/// A share as the cluster autoscaler writes it (`0.65`), in hundredths of a percent; none where it is
/// no share.
fn share(text: &str) -> Option<u64> {
    let share: f64 = text.trim().parse().ok()?;
    // From 0 to 10,000, so that nothing is lost.
    (0.0..=1.0).contains(&share).then(|| (share * 10_000.0).round() as u64)
}
