//! What the API server makes of the DaemonSets of a run that are new, beside policies and webhooks: quotas
//! that count objects (`count/daemonsets.apps`) count one more, and its first revision, and a namespace that
//! is being deleted takes no new object. An update of one that is there passes both.

use std::collections::HashMap;

use k8s_openapi::api::apps::v1::DaemonSet;

use crate::inventory::Inventory;
use crate::kubernetes::pod_admission::{
    AdmissionContext, Refusal, counts_objects, has_no_object, in_terminating_namespace,
    refuses_object,
};
use crate::manifest::{Counterparts, Manifest, Workspace};

/// What quotas count.
const DAEMON_SETS: &str = "daemonsets.apps";
/// What the controller creates for a DaemonSet before any pod (`controller_utils`, `history`).
const REVISIONS: &str = "controllerrevisions.apps";

/// What becomes of a DaemonSet as an object.
#[derive(Clone, Debug, Default)]
pub(crate) struct AsObject {
    /// Why it is refused, if it is.
    pub refused: Option<Refusal>,
    /// Why the controller can't keep its revision, so that no pod comes.
    pub without_revision: Option<Refusal>,
    /// Why it is refused if it is new, which isn't known.
    pub if_new: Option<Refusal>,
}

/// Whether a DaemonSet is there before the run is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Presence {
    New,
    There,
    Unknown,
}

/// What tells which DaemonSets are there already.
#[derive(Clone, Copy, Default)]
pub(crate) struct Known<'k> {
    /// The state before.
    pub before: Option<&'k Counterparts<'k>>,
    /// The pods that run.
    pub inventory: Option<&'k Inventory>,
}

/// What becomes of the DaemonSets of a workspace as objects, in its order; empty where no quota counts any
/// and no namespace goes.
#[must_use]
pub(crate) fn as_objects(
    workspace: &Workspace,
    context: &AdmissionContext<'_>,
    known: Known<'_>,
) -> Vec<AsObject> {
    let concerns = |manifest: &Manifest| {
        let namespace = manifest.namespace();
        in_terminating_namespace(namespace, context).is_some()
            || [DAEMON_SETS, REVISIONS].iter().any(|one| counts_objects(one, namespace, context))
    };
    let manifests: Vec<&Manifest> = workspace.of_type::<DaemonSet>().collect();
    if !manifests.iter().any(|one| concerns(one)) {
        return Vec::new();
    }
    let of = |manifest: &Manifest, coming: &mut (usize, usize)| {
        let mut all = AsObject::default();
        let presence = presence(manifest, workspace, context, known);
        let namespace = manifest.namespace();
        let (sure, maybe) = coming;
        // The server asks this first, and quotas last.
        let goes = in_terminating_namespace(namespace, context);
        let refuses = |resource, come| refuses_object(resource, namespace, context, come);
        match presence {
            Presence::There => {}
            Presence::New if goes.is_some() => all.refused = goes,
            Presence::Unknown if goes.is_some() => all.if_new = goes,
            Presence::New => {
                all.refused = refuses(DAEMON_SETS, *sure);
                if all.refused.is_none() {
                    all.without_revision = refuses(REVISIONS, *sure);
                    all.if_new = refuses(DAEMON_SETS, *sure + *maybe);
                    *sure += 1;
                }
            }
            Presence::Unknown => {
                all.if_new = refuses(DAEMON_SETS, *sure + *maybe)
                    .or_else(|| refuses(REVISIONS, *sure + *maybe));
                *maybe += usize::from(all.if_new.is_none());
            }
        }
        all
    };
    // By namespace: how many surely come, and how many may.
    let mut coming: HashMap<&str, (usize, usize)> = HashMap::new();
    let mut all = Vec::new();
    for manifest in manifests {
        all.push(of(manifest, coming.entry(manifest.namespace()).or_default()));
    }
    all
}

fn presence(
    manifest: &Manifest,
    workspace: &Workspace,
    context: &AdmissionContext<'_>,
    known: Known<'_>,
) -> Presence {
    let (namespace, name) = (manifest.namespace(), &manifest.object_ref().name);
    if let Some(before) = known.before {
        let is_there = before.updated_by(manifest).is_some();
        return if is_there { Presence::There } else { Presence::New };
    }
    let has_pods = known.inventory.is_some_and(|inventory| {
        let symbols = &inventory.symbols;
        let wanted = symbols.find(namespace).zip(symbols.find(name));
        wanted.is_some_and(|(namespace, name)| {
            let is_own = |pod: &crate::inventory::Pod| {
                pod.namespace == namespace && pod.daemon_set == Some(name)
            };
            inventory.pods.iter().any(is_own)
        })
    });
    if has_pods {
        Presence::There
    } else if workspace.is_complete() || has_no_object(DAEMON_SETS, namespace, context) {
        Presence::New
    } else {
        Presence::Unknown
    }
}
