//! What annotations say of a node group that has no node yet, as the cluster autoscaler reads them:
//! `clusterapi_unstructured.go` and `clusterapi_utils.go` of its provider `clusterapi`. What it passes
//! over is passed over, and noted: the API server takes any text for an annotation.

use super::{NewNode, add_taint};
use crate::inventory::machine_template::{Offered, Texts};
use crate::inventory::pool::UNBOUNDED;
use crate::inventory::short::shape::{PODS, taint_id};
use crate::inventory::tables::Tables;
use crate::kubernetes::names::{label_key, label_value, qualified_name};
use crate::kubernetes::quantity::Quantity;
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE, PREFER_NO_SCHEDULE};
use crate::yaml::cursor::{At, Read};

const CAPACITY: &str = "capacity.cluster-autoscaler.kubernetes.io/";
/// Where the size of a group is bounded; OpenShift's machines have a prefix of their own.
const SIZES: [&str; 2] = [
    "cluster.x-k8s.io/cluster-api-autoscaler-node-group-",
    "machine.openshift.io/cluster-api-autoscaler-node-group-",
];

/// How the annotations begin by which a group has options of its own.
const OPTIONS: [&str; 2] =
    ["cluster.x-k8s.io/autoscaling-options-", "machine.openshift.io/autoscaling-options-"];
/// What OpenShift's operators write of a machine's size: by the name of [`CAPACITY`], the annotation
/// and the unit of its whole number. The autoscaler's own ones come first (`openshift_utils.go`).
const OF_OPENSHIFT: [(&str, &str, &str); 4] = [
    ("cpu", "machine.openshift.io/vCPU", ""),
    ("memory", "machine.openshift.io/memoryMb", "Mi"),
    ("maxPods", "machine.openshift.io/maxPods", ""),
    ("gpu-count", "machine.openshift.io/GPU", ""),
];
/// What the autoscaler takes OpenShift's machines with a GPU to have.
const GPU: &str = "nvidia.com/gpu";

/// The annotations of a group of machines.
#[derive(Clone, Copy)]
pub(super) struct Annotations<'d> {
    at: Option<At<'d>>,
    openshift: bool,
}

impl<'d> Annotations<'d> {
    pub(super) const fn new(at: Option<At<'d>>) -> Self {
        Self { at, openshift: false }
    }

    /// Those of OpenShift's machines.
    pub(super) const fn of_openshift(at: Option<At<'d>>) -> Self {
        Self { at, openshift: true }
    }

    /// The text of an annotation.
    pub(super) fn get(self, key: &str) -> Read<Option<&'d str>> {
        self.at.and_then(|at| at.get(key)).map(At::text).transpose()
    }

    fn capacity(self, key: &str) -> Read<Option<&'d str>> {
        self.get(&format!("{CAPACITY}{key}"))
    }

    /// An option of the group.
    pub(super) fn option(self, name: &str) -> Read<Option<&'d str>> {
        let [upstream, own] = OPTIONS.map(|prefix| format!("{prefix}{name}"));
        let known = self.get(&upstream)?;
        if self.openshift { Ok(self.get(&own)?.or(known)) } else { Ok(known) }
    }

    /// The keys of the labels that are written.
    pub(super) fn label_keys(self) -> Read<impl Iterator<Item = &'d str>> {
        Ok(self.capacity("labels")?.into_iter().flat_map(pairs).map(|(key, _)| key))
    }

    /// An amount that is set, with its unit: 0 and nothing stand for one that is not.
    fn amount(self, key: &str, is_zero: impl Fn(&str) -> Option<bool>) -> Read<Amount> {
        let own = self.capacity(key)?.filter(|text| !text.is_empty());
        if let Some(text) = own {
            match is_zero(text) {
                None => return Ok(Amount::Wrong),
                Some(false) => return Ok(Amount::Set(text.into())),
                Some(true) => {}
            }
        }
        let older = OF_OPENSHIFT.iter().find(|(name, ..)| self.openshift && *name == key);
        let Some((_, annotation, unit)) = older else { return Ok(Amount::Missing) };
        let Some(text) = self.get(annotation)?.filter(|text| !text.is_empty()) else {
            return Ok(Amount::Missing);
        };
        let whole = || text.parse::<i64>().ok().map(|number| number == 0);
        Ok(match if unit.is_empty() { is_zero(text) } else { whole() } {
            None => Amount::Wrong,
            Some(true) => Amount::Missing,
            Some(false) => Amount::Set(format!("{text}{unit}").into()),
        })
    }

    /// Sets labels: divided at `,` and `=`, with the blanks that stand there.
    pub(super) fn labels(
        self,
        node: &mut NewNode,
        notes: &mut Vec<String>,
        tables: &mut Tables,
    ) -> Read<()> {
        for (key, value) in self.capacity("labels")?.into_iter().flat_map(pairs) {
            if label_key(key).is_empty() && label_value(value).is_empty() {
                node.shape.set_text(key, value, tables);
                continue;
            }
            let why = match key.trim() != key || value.trim() != value {
                true => "whose blank the autoscaler takes for a part of it",
                false => "which is no label: no pod can ask for it",
            };
            notes.push(format!("its labels annotation has `{key}={value}`, {why}"));
        }
        Ok(())
    }

    /// Adds taints: one of the same key and effect takes the place of the one that is there, but for
    /// OpenShift's autoscaler, which has both (`Taints` in its provider `openshift`).
    pub(super) fn taints(
        self,
        node: &mut NewNode,
        notes: &mut Vec<String>,
        tables: &mut Tables,
    ) -> Read<()> {
        let list = self.capacity("taints")?.unwrap_or_default();
        for text in list.split(',').filter(|text| !text.is_empty()) {
            match taint(text) {
                Ok((key, value, effect)) => {
                    let id = taint_id(key, value, effect, tables);
                    match self.openshift {
                        true if node.shape.taints.contains(&id) => {}
                        true => node.shape.taints.push(id),
                        false => add_taint(&mut node.shape.taints, id, tables),
                    }
                }
                Err(problem) => {
                    notes.push(format!("its taints annotation has `{text}`, {problem}"));
                }
            }
        }
        Ok(())
    }

    /// What a node offers, or why the autoscaler makes nothing of it. It takes 0 for a value that is not
    /// set.
    pub(super) fn offered(self) -> Read<Result<Offered, &'static str>> {
        let mut offered: Texts = vec![("pods".into(), PODS.to_string().into())];
        let gpu = match self.openshift {
            true => Some(GPU),
            false => self.capacity("gpu-type")?.filter(|name| !name.is_empty()),
        };
        let resources = [
            ("cpu", Some("cpu"), NO_QUANTITY),
            ("memory", Some("memory"), NO_QUANTITY),
            ("ephemeral-disk", Some("ephemeral-storage"), NO_QUANTITY),
            ("maxPods", Some("pods"), NO_WHOLE_PODS),
            ("gpu-count", gpu, NO_WHOLE_GPUS),
        ];
        for (key, resource, problem) in resources {
            let is_zero = |text: &str| match problem {
                NO_QUANTITY => Quantity::parse(text).ok().map(|amount| amount.is_zero()),
                _ => text.parse::<i64>().ok().map(|number| number == 0),
            };
            match (self.amount(key, is_zero)?, resource) {
                (Amount::Wrong, _) => return Ok(Err(problem)),
                (Amount::Set(text), Some(resource)) => offered.push((resource.into(), text)),
                (Amount::Set(_) | Amount::Missing, _) => {}
            }
        }
        Ok(Ok(Offered(offered)))
    }

    /// Why the autoscaler sees to no such group; none where it does (`newNodeGroupFromScalableResource`,
    /// `parseScalingBounds`).
    pub(super) fn no_group(self) -> Read<Option<&'static str>> {
        let [least, most] = ["min-size", "max-size"].map(|end| -> Read<Option<i64>> {
            for prefix in SIZES {
                if let Some(text) = self.get(&format!("{prefix}{end}"))? {
                    return Ok(Some(text.parse().unwrap_or(-1)));
                }
            }
            Ok(None)
        });
        Ok(match (least?, most?) {
            (_, None) => Some(UNBOUNDED),
            (_, Some(0)) => Some("its largest size is 0"),
            (Some(-1), _) | (_, Some(-1)) => Some("its smallest or largest size is no number"),
            (least, Some(most)) if least.unwrap_or_default() > most => {
                Some("its smallest size is above its largest")
            }
            _ => None,
        })
    }

    /// Whether it is written how large the group may become.
    pub(super) fn has_size(self) -> bool {
        SIZES.iter().any(|prefix| matches!(self.get(&format!("{prefix}max-size")), Ok(Some(_))))
    }
}

/// An amount in annotations.
enum Amount {
    /// It is not set.
    Missing,
    /// It is none.
    Wrong,
    Set(Box<str>),
}

const NO_WHOLE_PODS: &str =
    "maxPods in its annotations is no whole number: the autoscaler starts no first node";
const NO_WHOLE_GPUS: &str =
    "gpu-count in its annotations is no whole number: the autoscaler starts no first node";
const NO_QUANTITY: &str =
    "an amount in its annotations is no quantity: the autoscaler starts no first node";

/// The pairs of a text like `a=b,c=d`.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(',').filter_map(|pair| pair.split_once('='))
}

/// A taint in its three parts, or why the autoscaler passes it over (`parseTaint`).
fn taint(text: &str) -> Result<(&str, &str, &str), &'static str> {
    let Some((rest, effect)) = text.split_once(':') else {
        let named = qualified_name(text).is_empty();
        let problem = "a taint without effect, which keeps nothing off";
        return Err(if named { problem } else { NO_TAINT });
    };
    let (key, value) = rest.split_once('=').unwrap_or((rest, ""));
    if effect.contains(':') || !qualified_name(key).is_empty() || !label_value(value).is_empty() {
        return Err(NO_TAINT);
    }
    if ![NO_SCHEDULE, PREFER_NO_SCHEDULE, NO_EXECUTE].contains(&effect) {
        return Err("whose effect is none, so that it keeps nothing off");
    }
    Ok((key, value, effect))
}

const NO_TAINT: &str = "which is no taint: the autoscaler passes over it";
