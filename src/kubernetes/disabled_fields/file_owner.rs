//! The owners of files that volumes are made of: `defaultUser` of a volume, `user` of a file.

use super::note::{Fate, Note};
use crate::kubernetes::field::Path;
use k8s_openapi::api::core::v1::{
    DownwardAPIVolumeFile, KeyToPath, PodSpec, ProjectedVolumeSource, Volume,
};

type Uid = Option<i64>;

pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
    let list = path.child("volumes");
    for (index, volume) in spec.volumes.iter().flatten().enumerate() {
        in_volume(volume, &list.index(index), &mut |path, user| {
            if user.is_some() {
                note(path, Fate::Dropped);
            }
        });
    }
}

pub(crate) fn drop(spec: &mut PodSpec) {
    for volume in spec.volumes.iter_mut().flatten() {
        drop_in_volume(volume);
    }
}

fn in_volume(volume: &Volume, path: &Path<'_>, see: &mut dyn FnMut(&Path<'_>, Uid)) {
    if let Some(secret) = &volume.secret {
        let path = path.child("secret");
        see(&path.child("defaultUser"), secret.default_user);
        in_keys(secret.items.as_deref(), &path, see);
    }
    if let Some(config_map) = &volume.config_map {
        let path = path.child("configMap");
        see(&path.child("defaultUser"), config_map.default_user);
        in_keys(config_map.items.as_deref(), &path, see);
    }
    if let Some(downward_api) = &volume.downward_api {
        let path = path.child("downwardAPI");
        see(&path.child("defaultUser"), downward_api.default_user);
        in_downward_files(downward_api.items.as_deref(), &path, see);
    }
    if let Some(projected) = &volume.projected {
        in_projected(projected, &path.child("projected"), see);
    }
}

fn in_projected(
    projected: &ProjectedVolumeSource,
    path: &Path<'_>,
    see: &mut dyn FnMut(&Path<'_>, Uid),
) {
    see(&path.child("defaultUser"), projected.default_user);
    let list = path.child("sources");
    for (index, source) in projected.sources.iter().flatten().enumerate() {
        let path = list.index(index);
        if let Some(secret) = &source.secret {
            in_keys(secret.items.as_deref(), &path.child("secret"), see);
        }
        if let Some(config_map) = &source.config_map {
            in_keys(config_map.items.as_deref(), &path.child("configMap"), see);
        }
        if let Some(downward_api) = &source.downward_api {
            in_downward_files(downward_api.items.as_deref(), &path.child("downwardAPI"), see);
        }
        let single = [
            ("serviceAccountToken", source.service_account_token.as_ref().map(|s| s.user)),
            ("clusterTrustBundle", source.cluster_trust_bundle.as_ref().map(|s| s.user)),
            ("podCertificate", source.pod_certificate.as_ref().map(|s| s.user)),
        ];
        for (field, user) in single {
            see(&path.child(field).child("user"), user.flatten());
        }
    }
}

fn in_keys(items: Option<&[KeyToPath]>, path: &Path<'_>, see: &mut dyn FnMut(&Path<'_>, Uid)) {
    let list = path.child("items");
    for (index, item) in items.unwrap_or_default().iter().enumerate() {
        see(&list.index(index).child("user"), item.user);
    }
}

fn in_downward_files(
    items: Option<&[DownwardAPIVolumeFile]>,
    path: &Path<'_>,
    see: &mut dyn FnMut(&Path<'_>, Uid),
) {
    let list = path.child("items");
    for (index, item) in items.unwrap_or_default().iter().enumerate() {
        see(&list.index(index).child("user"), item.user);
    }
}

fn drop_in_volume(volume: &mut Volume) {
    if let Some(secret) = &mut volume.secret {
        secret.default_user = None;
        drop_in_keys(&mut secret.items);
    }
    if let Some(config_map) = &mut volume.config_map {
        config_map.default_user = None;
        drop_in_keys(&mut config_map.items);
    }
    if let Some(downward_api) = &mut volume.downward_api {
        downward_api.default_user = None;
        downward_api.items.iter_mut().flatten().for_each(|file| file.user = None);
    }
    let Some(projected) = &mut volume.projected else { return };
    projected.default_user = None;
    for source in projected.sources.iter_mut().flatten() {
        if let Some(secret) = &mut source.secret {
            drop_in_keys(&mut secret.items);
        }
        if let Some(config_map) = &mut source.config_map {
            drop_in_keys(&mut config_map.items);
        }
        if let Some(downward_api) = &mut source.downward_api {
            downward_api.items.iter_mut().flatten().for_each(|file| file.user = None);
        }
        if let Some(token) = &mut source.service_account_token {
            token.user = None;
        }
        if let Some(bundle) = &mut source.cluster_trust_bundle {
            bundle.user = None;
        }
        if let Some(certificate) = &mut source.pod_certificate {
            certificate.user = None;
        }
    }
}

fn drop_in_keys(items: &mut Option<Vec<KeyToPath>>) {
    items.iter_mut().flatten().for_each(|item| item.user = None);
}
