//! Volumes of plugins that are gone, and files that a volume would hold twice.

use super::{Warnings, of_fraction};
use crate::kubernetes::field::Path;
use crate::kubernetes::release::{Change, Gate, Release};
use k8s_openapi::api::core::v1::{
    DownwardAPIVolumeFile, KeyToPath, PodCertificateProjection, PodSpec, ProjectedVolumeSource,
    Volume, VolumeProjection,
};

/// Warns of volumes, first of their plugins, then of their files.
pub(super) fn of_volumes(
    spec: &PodSpec,
    release: Release,
    path: &Path<'_>,
    warnings: &mut Warnings,
) {
    let volumes = spec.volumes.as_deref().unwrap_or_default();
    for (index, volume) in volumes.iter().enumerate() {
        of_plugin(volume, release, &path.index(index), warnings);
    }
    for (index, volume) in volumes.iter().enumerate() {
        of_overlapping_files(volume, release, &path.index(index), warnings);
    }
}

fn of_plugin(volume: &Volume, release: Release, path: &Path<'_>, warnings: &mut Warnings) {
    let v1_22 = "deprecated in v1.22, non-functional in v1.25+";
    let git_repo = if release.on(Gate::GitRepoVolumeDriver) {
        "deprecated in v1.11"
    } else {
        "deprecated in v1.11, and disabled by default in v1.33+"
    };
    let v1_28 = "deprecated in v1.28, non-functional in v1.31+";
    for (field, used, text) in [
        (
            "photonPersistentDisk",
            volume.photon_persistent_disk.is_some(),
            "deprecated in v1.11, non-functional in v1.16+",
        ),
        ("gitRepo", volume.git_repo.is_some(), git_repo),
        ("scaleIO", volume.scale_io.is_some(), "deprecated in v1.16, non-functional in v1.22+"),
        ("flocker", volume.flocker.is_some(), v1_22),
        ("storageOS", volume.storageos.is_some(), v1_22),
        ("quobyte", volume.quobyte.is_some(), v1_22),
        ("glusterfs", volume.glusterfs.is_some(), "deprecated in v1.25, non-functional in v1.26+"),
    ] {
        if used {
            warnings.push(&path.child(field), text);
        }
    }
    let claim = volume.ephemeral.as_ref().and_then(|source| source.volume_claim_template.as_ref());
    if let Some(resources) = claim.and_then(|claim| claim.spec.resources.as_ref()) {
        let template = path.child("ephemeral");
        let template = template.child("volumeClaimTemplate");
        let spec = template.child("spec");
        let resources_path = spec.child("resources");
        let path = resources_path.child("requests");
        of_fraction(resources.requests.as_ref(), "storage", &path, warnings);
    }
    for (field, used) in [("cephfs", volume.cephfs.is_some()), ("rbd", volume.rbd.is_some())] {
        if used {
            warnings.push(&path.child(field), v1_28);
        }
    }
}

/// A file of a volume and, in a projected one, where it comes from.
#[derive(Clone)]
struct File<'a> {
    path: &'a str,
    source: String,
}

impl<'a> File<'a> {
    fn new(path: &'a str, source: &str) -> Self {
        Self { path: path.trim_end_matches('/'), source: source.to_owned() }
    }

    /// Whether it is the same file as another one, or a folder that holds it.
    fn holds(&self, other: &Self) -> bool {
        let rest = other.path.strip_prefix(self.path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl std::fmt::Display for File<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.path)?;
        if self.source.is_empty() { Ok(()) } else { write!(f, " ({})", self.source) }
    }
}

/// Mirrors `warningsForOverlappingVirtualPaths`.
fn of_overlapping_files(
    volume: &Volume,
    release: Release,
    path: &Path<'_>,
    warnings: &mut Warnings,
) {
    if let Some(source) = &volume.config_map {
        let what = format!("ConfigMap {:?}", source.name);
        of_overlaps(keys(source.items.as_deref(), ""), &volume.name, &what, path, warnings);
    }
    if let Some(source) = &volume.secret {
        let what = format!("Secret {:?}", source.secret_name.as_deref().unwrap_or_default());
        of_overlaps(keys(source.items.as_deref(), ""), &volume.name, &what, path, warnings);
    }
    if let Some(source) = &volume.downward_api {
        let files = downward_api(source.items.as_deref(), "");
        of_overlaps(files, &volume.name, "DownwardAPI", path, warnings);
    }
    if let Some(source) = &volume.projected {
        of_projected(source, &volume.name, release, path, warnings);
    }
}

fn of_projected(
    projected: &ProjectedVolumeSource,
    name: &str,
    release: Release,
    path: &Path<'_>,
    warnings: &mut Warnings,
) {
    let told_apart = release.has(Change::ProjectedSourcesAreToldApart);
    let (mut files, mut of_source) = (Vec::new(), Vec::new());
    // Before which files a source stands that has none.
    let mut bare = Vec::new();
    for source in projected.sources.iter().flatten() {
        if *source == VolumeProjection::default() {
            bare.push(files.len());
            continue;
        }
        match projected_files(source) {
            Some(own) => of_source = own,
            None if told_apart => of_source = Vec::new(),
            None => {}
        }
        files.extend(of_source.iter().cloned());
    }
    let mut bare = bare.into_iter().peekable();
    let mut of_bare = |before: usize, warnings: &mut Warnings| {
        while bare.next_if(|place| *place <= before).is_some() {
            let message = format!("volume {name:?} (Projected) has no sources provided");
            warnings.push_bare(path, message);
        }
    };
    for (later, earlier) in overlaps(&files) {
        of_bare(later, warnings);
        of_overlap((&files, later, earlier), name, "Projected", path, warnings);
    }
    of_bare(files.len(), warnings);
}

/// The files of a source; none if it is of a kind that names no file here.
fn projected_files(source: &VolumeProjection) -> Option<Vec<File<'_>>> {
    if let Some(config_map) = source.config_map.as_ref().filter(|source| source.items.is_some()) {
        Some(keys(config_map.items.as_deref(), &format!("ConfigMap {:?}", config_map.name)))
    } else if let Some(secret) = source.secret.as_ref().filter(|source| source.items.is_some()) {
        Some(keys(secret.items.as_deref(), &format!("Secret {:?}", secret.name)))
    } else if let Some(files) = source.downward_api.as_ref().filter(|s| s.items.is_some()) {
        Some(downward_api(files.items.as_deref(), "DownwardAPI"))
    } else if let Some(token) = &source.service_account_token {
        Some(vec![File::new(&token.path, "ServiceAccountToken")])
    } else if let Some(bundle) = &source.cluster_trust_bundle {
        let name = bundle.name.as_deref().or(bundle.signer_name.as_deref()).unwrap_or_default();
        Some(vec![File::new(&bundle.path, &format!("ClusterTrustBundle {name:?}"))])
    } else {
        source.pod_certificate.as_ref().map(certificate_files)
    }
}

fn certificate_files(certificate: &PodCertificateProjection) -> Vec<File<'_>> {
    let files = [
        (&certificate.certificate_chain_path, "PodCertificate chain"),
        (&certificate.key_path, "PodCertificate key"),
        (&certificate.credential_bundle_path, "PodCertificate credential bundle"),
    ];
    let given = files.into_iter().filter_map(|(path, what)| Some((path.as_deref()?, what)));
    given.filter(|(path, _)| !path.is_empty()).map(|(path, what)| File::new(path, what)).collect()
}

fn keys<'a>(items: Option<&'a [KeyToPath]>, source: &str) -> Vec<File<'a>> {
    items.unwrap_or_default().iter().map(|item| File::new(&item.path, source)).collect()
}

fn downward_api<'a>(items: Option<&'a [DownwardAPIVolumeFile]>, source: &str) -> Vec<File<'a>> {
    items.unwrap_or_default().iter().map(|item| File::new(&item.path, source)).collect()
}

fn of_overlaps(
    files: Vec<File<'_>>,
    name: &str,
    what: &str,
    path: &Path<'_>,
    warnings: &mut Warnings,
) {
    for (later, earlier) in overlaps(&files) {
        of_overlap((&files, later, earlier), name, what, path, warnings);
    }
}

fn of_overlap(
    (files, later, earlier): (&[File<'_>], usize, usize),
    name: &str,
    what: &str,
    path: &Path<'_>,
    warnings: &mut Warnings,
) {
    if let (Some(file), Some(other)) = (files.get(later), files.get(earlier)) {
        let message = format!("volume {name:?} ({what}): overlapping paths: {file} with {other}");
        warnings.push_bare(path, message);
    }
}

/// The pairs of files of which both are one, or one is a folder that holds the other: the later one
/// and the earlier one, in the order of the later ones.
fn overlaps(files: &[File<'_>]) -> Vec<(usize, usize)> {
    let mut sorted: Vec<(usize, &File<'_>)> =
        files.iter().enumerate().filter(|(_, file)| !file.path.is_empty()).collect();
    // What a folder holds comes right behind it.
    sorted.sort_by(|(_, a), (_, b)| a.path.split('/').cmp(b.path.split('/')));
    let mut pairs = Vec::new();
    let mut around: Vec<(usize, &File<'_>)> = Vec::new();
    for (place, file) in sorted {
        while around.last().is_some_and(|(_, folder)| !folder.holds(file)) {
            around.pop();
        }
        pairs.extend(around.iter().map(|(other, _)| (place.max(*other), place.min(*other))));
        around.push((place, file));
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_overlap_with_themselves_and_with_folders_that_hold_them() {
        let paths = ["b", "a/b", "a-b", "", "a", "a/b/", "b/c", "a/bc"];
        let files: Vec<File<'_>> = paths.iter().map(|path| File::new(path, "")).collect();
        assert_eq!(overlaps(&files), [(4, 1), (5, 1), (5, 4), (6, 0), (7, 4)]);
    }
}
