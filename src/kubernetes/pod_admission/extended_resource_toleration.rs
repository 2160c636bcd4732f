//! The plugin `ExtendedResourceToleration`: pods tolerate taints that are called after the extended
//! resources that they ask for.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::{Pod, Toleration};

use crate::kubernetes::containers::containers;
use crate::kubernetes::resources::is_extended;
use crate::kubernetes::toleration::{NO_SCHEDULE, add_or_update};

/// Adds the tolerations.
pub(super) fn admit(pod: &mut Pod) {
    let Some(spec) = &mut pod.spec else { return };
    let requests = containers(spec).filter_map(|container| container.resources.as_ref());
    let names = requests.flat_map(|resources| resources.requests.iter().flatten());
    let extended: BTreeSet<String> =
        names.map(|(name, _)| name).filter(|name| is_extended(name)).cloned().collect();
    for key in extended {
        add_or_update(
            spec.tolerations.get_or_insert_default(),
            Toleration {
                key: Some(key),
                operator: Some("Exists".to_owned()),
                effect: Some(NO_SCHEDULE.to_owned()),
                ..Toleration::default()
            },
        );
    }
}
