//! `deprecated-field`: fields that have another name now, or do nothing any more.

use k8s_openapi::api::core::v1::Volume;

use crate::diagnostic::Severity;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::yaml::edit::Change;

/// The rule.
pub(super) struct DeprecatedField;

impl Check for DeprecatedField {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        findings.0.extend(template_generation(subject));
        findings.0.extend(service_account(subject));
        for (place, volume) in subject.pod.volumes.iter().flatten().enumerate() {
            let list = Route::pod_spec(subject.pods.path).field("volumes");
            findings.0.extend(of_volume(volume, &list.index(place)));
        }
    }
}

fn template_generation(subject: &WorkloadSubject<'_>) -> Option<Finding> {
    subject.manifest.find(&["spec", "templateGeneration"])?;
    let route = Route::spec().field("templateGeneration");
    let remove = Change::Remove { at: route.path() };
    Some(
        Finding::new(
            "`templateGeneration` went away with apps/v1: the API server counts generations itself",
            route.clone().key(),
            "an unknown field today",
        )
        .covers(route)
        .help("take it out")
        .fix("take it out", vec![remove]),
    )
}

fn service_account(subject: &WorkloadSubject<'_>) -> Option<Finding> {
    let old = subject.pod.service_account.as_deref().filter(|name| !name.is_empty())?;
    let new = subject.pod.service_account_name.as_deref().filter(|name| !name.is_empty());
    let spec = Route::pod_spec(subject.pods.path);
    let route = spec.clone().field("serviceAccount").key();
    let finding = |message: String| Finding::new(message, route.clone(), "the old name");
    let remove = Change::Remove { at: route.path() };
    Some(match new {
        // What kubectl prints has both.
        Some(new) if new == old => return None,
        Some(new) => finding(format!(
            "`serviceAccount: {old}` is not looked at: `serviceAccountName` says `{new}`"
        ))
        .related(spec.field("serviceAccountName"), "this one counts")
        .help("take `serviceAccount` out")
        .fix("take it out", vec![remove]),
        None => {
            finding("`serviceAccount` is a deprecated name for `serviceAccountName`".to_owned())
                .severity(Severity::Info)
                .help("write `serviceAccountName`")
                .fix(
                    "write `serviceAccountName`",
                    vec![route.clone().written_as("serviceAccountName")],
                )
        }
    })
}

/// What has become of a kind of volume.
struct Gone {
    field: &'static str,
    used: bool,
    since: &'static str,
    instead: &'static str,
}

fn of_volume(volume: &Volume, route: &Route) -> Option<Finding> {
    let row = |field, used, since, instead| Gone { field, used, since, instead };
    let csi = "the CSI driver of that storage";
    let all = [
        row(
            "gitRepo",
            volume.git_repo.is_some(),
            "switched off since 1.33",
            "clone in an init container into an `emptyDir`",
        ),
        row("glusterfs", volume.glusterfs.is_some(), "gone since 1.26", csi),
        row("flocker", volume.flocker.is_some(), "gone since 1.25", csi),
        row("quobyte", volume.quobyte.is_some(), "gone since 1.25", csi),
        row("storageos", volume.storageos.is_some(), "gone since 1.25", csi),
        row("scaleIO", volume.scale_io.is_some(), "gone since 1.22", csi),
        row(
            "photonPersistentDisk",
            volume.photon_persistent_disk.is_some(),
            "gone since 1.16",
            csi,
        ),
        row("rbd", volume.rbd.is_some(), "gone since 1.31", "ceph-csi (`rbd.csi.ceph.com`)"),
        row(
            "cephfs",
            volume.cephfs.is_some(),
            "gone since 1.31",
            "ceph-csi (`cephfs.csi.ceph.com`)",
        ),
    ];
    let gone = all.into_iter().find(|gone| gone.used)?;
    let Gone { field, since, instead, .. } = gone;
    let message = format!(
        "volume `{}`: `{field}` is {since}, so that the pods stay in ContainerCreating",
        volume.name
    );
    let at = route.clone().field(field).key();
    let finding = Finding::new(message, at.clone(), "no kubelet mounts this").covers(at);
    Some(finding.help(format!("use instead: {instead}")))
}
