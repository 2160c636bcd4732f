//! The plugin `AlwaysPullImages`.

use k8s_openapi::api::core::v1::Pod;

use crate::kubernetes::containers::containers_mut;

/// Makes every container pull its image.
pub(super) fn admit(pod: &mut Pod) {
    let Some(spec) = &mut pod.spec else { return };
    for container in containers_mut(spec) {
        container.image_pull_policy = Some("Always".to_owned());
    }
}
