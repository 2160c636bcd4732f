//! What the cluster autoscaler counts on a node that a group would start from nothing: every DaemonSet
//! that the controller would want on its template (`SanitizedTemplateNodeInfoFromNodeGroup`,
//! `utils/daemonset`), for what its template asks for as it stands.

use k8s_openapi::api::core::v1::Taint;

use super::{Count, Counted, Counter, Difference};
use crate::inventory::{Inventory, NEW_NODE, Origin, Pool, PoolIx, Provider, ResourceAmounts};
use crate::kubernetes::node_labels::{ARCH, INSTANCE_TYPE, OS, REGION, RENAMED, ZONE, newer_name};
use crate::kubernetes::system_taints::is_taken_off_templates;
use crate::planner::controller::decide;
use crate::planner::fleet::Fleet;
use crate::planner::node_facts::NodeFacts;
use crate::planner::reason::Plugin;

/// The CPU of the static pod of kube-proxy that the autoscaler has on every first node
/// (`BuildKubeProxy`), whether there will be one or not.
const KUBE_PROXY: i64 = 100;

/// Counts for a pool.
pub(super) fn count(fleet: &Fleet<'_>, place: PoolIx) -> Counted {
    let inventory = fleet.inventory;
    let node = Template { inventory, pool: &inventory.pools[place] };
    let counts = fleet.pods.iter().map(|compiled| {
        let verdict = decide(&compiled.created, &node);
        if verdict.should_run {
            let counts = compiled.created.takes();
            // As the pod, but for what its limits say.
            let limits = compiled.of_template != counts;
            let why = if limits { Difference::LimitsOnly } else { Difference::SetLater };
            return Count::of(counts, why);
        }
        let by_taint = |r: &crate::planner::Reason| r.plugin == Plugin::TaintToleration;
        let labels = verdict.refusals.iter().any(|reason| !by_taint(reason));
        Count::none(match labels {
            true if node.asks_later(compiled) => Difference::LaterLabel,
            true => Difference::UnseenLabel,
            false => Difference::TaintAtFirst,
        })
    });
    let beside = ResourceAmounts { milli_cpu: KUBE_PROXY, pods: 1, ..ResourceAmounts::default() };
    Counted { beside, ..fleet.held_against(place, Counter::ClusterAutoscaler, counts.collect()) }
}

/// The node of which the autoscaler thinks.
struct Template<'a> {
    inventory: &'a Inventory,
    pool: &'a Pool,
}

impl Template<'_> {
    /// Whether a label is asked for that comes after the node.
    fn asks_later(&self, compiled: &crate::planner::daemon_pod::Compiled) -> bool {
        let later = |key: &str| {
            self.inventory.coming(self.pool, key) == Some(crate::inventory::Coming::Later)
        };
        compiled.created.template.affinity.keys().any(later)
    }
}

impl NodeFacts for Template<'_> {
    fn is_virtual(&self) -> bool {
        self.inventory.is_virtual(&self.pool.template)
    }

    fn name(&self) -> &str {
        NEW_NODE
    }

    fn label(&self, key: &str) -> Option<&str> {
        let Self { inventory, pool } = self;
        let of_cloud =
            matches!(newer_name(key).unwrap_or(key), OS | ARCH | INSTANCE_TYPE | ZONE | REGION);
        // When DaemonSets are asked, the templates of these have no older names yet
        // (`UpdateDeprecatedLabels` comes behind), and on AWS no operating system but Linux.
        let of_aws = pool.provider == Provider::Eks;
        let is_named = pool.provisioning.named.iter().any(|named| inventory.text(*named) == key);
        let of_machines = pool.origin.is_scaled_from_annotations();
        if (of_aws || of_machines) && newer_name(key).is_some() && !is_named {
            return None;
        }
        if of_aws && key == OS {
            return Some("linux");
        }
        let written = inventory.label(&pool.template, key);
        // What is written under an older name it doesn't take for the newer one.
        let is_of_older = |(old, new): &(&str, &str)| {
            let mut names = pool.provisioning.named.iter().map(|named| inventory.text(*named));
            *new == key && names.any(|name| name == *old)
        };
        let is_set = pool.origin == Origin::OpenShift
            || pool.provisioning.unseen_os && key == OS
            || pool.provisioning.unseen_arch && key == ARCH
            || RENAMED.iter().any(is_of_older);
        let written = written.filter(|_| is_named || !is_set);
        if of_machines {
            // `clusterapi_nodegroup.go` knows of nothing but what is written.
            // A template that doesn't tell of the system leaves both empty.
            return written.or(match key {
                OS | ARCH if pool.provisioning.nameless => Some(""),
                OS => Some("linux"),
                ARCH => Some("amd64"),
                _ => None,
            });
        }
        if pool.provisioning.untagged && !of_cloud && !key.contains("kubernetes.io/") {
            return None;
        }
        let first = || {
            let open = pool.open.iter().find(|open| inventory.text(open.key) == key)?;
            open.tests.iter().find_map(|test| match test {
                crate::kubernetes::labels::Test::In(values) => values.first().map(String::as_str),
                _ => None,
            })
        };
        written.or_else(first)
    }

    fn is_one_of_many(&self, _key: &str) -> bool {
        false
    }

    fn taints(&self) -> impl Iterator<Item = &Taint> + Clone {
        let taints = match self.pool.provisioning.untagged {
            true => &[][..],
            false => &self.pool.provisioning.taints,
        };
        let taints = taints.iter().filter_map(|id| self.inventory.taint(*id));
        taints.filter(|taint| !is_taken_off_templates(taint))
    }
}
