//! Volumes, and fields of them.

/// A source of a projected volume: the entry stays, and is empty.
macro_rules! projected_source {
    ($(#[$doc:meta])* $module:ident, $name:literal) => {
        $(#[$doc])*
        pub(super) mod $module {
                        use super::super::note::{Fate, Note};
            use crate::kubernetes::field::Path;
            use k8s_openapi::api::core::v1::PodSpec;

            pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
                let volumes = path.child("volumes");
                for (index, volume) in spec.volumes.iter().flatten().enumerate() {
                    let volume_path = volumes.index(index);
                    let path = volume_path.child("projected");
                    let list = path.child("sources");
                    let sources = volume.projected.iter().flat_map(|p| p.sources.iter().flatten());
                    for (index, source) in sources.enumerate() {
                        if source.$module.is_some() {
                            note(&list.index(index).child($name), Fate::Dropped);
                        }
                    }
                }
            }

            pub(crate) fn drop(spec: &mut PodSpec) {
                let volumes = spec.volumes.iter_mut().flatten();
                let projected = volumes.filter_map(|volume| volume.projected.as_mut());
                for source in projected.flat_map(|p| p.sources.iter_mut().flatten()) {
                    source.$module = None;
                }
            }
        }
    };
}

projected_source!(
    /// `projected.sources[*].clusterTrustBundle`.
    cluster_trust_bundle, "clusterTrustBundle"
);
projected_source!(
    /// `projected.sources[*].podCertificate`.
    pod_certificate, "podCertificate"
);

/// `emptyDir.mode`.
pub(super) mod empty_dir_mode {
    use super::super::note::{Fate, Note};
    use crate::kubernetes::field::Path;
    use k8s_openapi::api::core::v1::PodSpec;

    pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        let list = path.child("volumes");
        for (index, volume) in spec.volumes.iter().flatten().enumerate() {
            if volume.empty_dir.as_ref().is_some_and(|empty| empty.mode.is_some()) {
                let path = list.index(index);
                note(&path.child("emptyDir").child("mode"), Fate::Dropped);
            }
        }
    }

    pub(crate) fn drop(spec: &mut PodSpec) {
        let volumes = spec.volumes.iter_mut().flatten();
        volumes.filter_map(|volume| volume.empty_dir.as_mut()).for_each(|empty| empty.mode = None);
    }
}

/// Image volumes: they go as a whole, with all that mounts them.
pub(super) mod image {
    use super::super::container::in_all_containers;
    use super::super::note::{Fate, Note};
    use crate::kubernetes::containers::visit_containers;
    use crate::kubernetes::field::Path;
    use k8s_openapi::api::core::v1::PodSpec;
    use std::collections::BTreeSet;

    fn names(spec: &PodSpec) -> BTreeSet<String> {
        let volumes = spec.volumes.iter().flatten();
        volumes.filter(|volume| volume.image.is_some()).map(|v| v.name.clone()).collect()
    }

    pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        let volumes = spec.volumes.as_deref().unwrap_or_default();
        note_items(volumes, |volume| volume.image.is_some(), &path.child("volumes"), note);
        let gone = names(spec);
        if gone.is_empty() {
            return;
        }
        visit_containers(spec, path, |container, path| {
            let mounts = path.child("volumeMounts");
            note_items(container.volume_mounts, |mount| gone.contains(&mount.name), &mounts, note);
        });
    }

    /// Notes the sources themselves.
    pub(crate) fn find_sources(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        let list = path.child("volumes");
        for (index, volume) in spec.volumes.iter().flatten().enumerate() {
            if volume.image.is_some() {
                note(&list.index(index).child("image"), Fate::Dropped);
            }
        }
    }

    /// Notes the items that go; the list where all of them do.
    fn note_items<T>(items: &[T], goes: impl Fn(&T) -> bool, path: &Path<'_>, note: &mut Note<'_>) {
        if !items.is_empty() && items.iter().all(&goes) {
            return note(path, Fate::Dropped);
        }
        for (index, _) in items.iter().enumerate().filter(|(_, item)| goes(item)) {
            note(&path.index(index), Fate::Dropped);
        }
    }

    pub(crate) fn drop(spec: &mut PodSpec) {
        let gone = names(spec);
        retain(&mut spec.volumes, |volume| volume.image.is_none());
        in_all_containers!(spec, |container| {
            retain(&mut container.volume_mounts, |mount| !gone.contains(&mount.name));
        });
    }

    fn retain<T>(items: &mut Option<Vec<T>>, keep: impl Fn(&T) -> bool) {
        if let Some(all) = items {
            all.retain(keep);
            if all.is_empty() {
                *items = None;
            }
        }
    }
}
