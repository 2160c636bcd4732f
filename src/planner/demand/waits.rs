//! What keeps a pod waiting whatever the nodes have left: gates, another scheduler, claims.

use k8s_openapi::api::core::v1::{PersistentVolumeClaim, PodSpec};

use super::Need;
use crate::inventory::Inventory;
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::node_affinity::RequiredNodeAffinity;
use crate::kubernetes::pod_admission::{AdmissionContext, Kind};
use crate::planner::reason::{Fact, Plugin, Reason};
use crate::planner::template::{field, template_path};

/// The scheduler that takes the pods that name none.
const DEFAULT_SCHEDULER: &str = "default-scheduler";
/// The provisioner of classes whose volumes are made by hand.
const NO_PROVISIONER: &str = "kubernetes.io/no-provisioner";
/// The access mode of claims that one pod alone may use.
const READ_WRITE_ONCE_POD: &str = "ReadWriteOncePod";

/// The kind of classes of devices.
pub(crate) const DEVICE_CLASS: &str = "DeviceClass";

/// What keeps a pod waiting, as far as it is known.
#[derive(Clone, Debug, Default)]
pub struct Waits {
    /// Why no node gets the pod.
    pub reasons: Vec<Reason>,
    /// Volumes that only some nodes reach.
    pub volumes: Vec<BoundVolume>,
    /// Claims that one pod alone may use, by name, with their fields.
    pub exclusive: Vec<(String, FieldPath)>,
    /// What the pod names and nobody knows of.
    pub unknown: Vec<Unknown>,
}

/// A volume of a pod's claim that only some nodes reach.
#[derive(Clone, Debug)]
pub struct BoundVolume {
    /// Which nodes.
    affinity: RequiredNodeAffinity,
    /// The field that names the claim.
    field: FieldPath,
}

/// Something that a pod names, of which it is not known whether it exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Its kind.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The field that names it.
    pub field: FieldPath,
}

impl Waits {
    /// What keeps a pod of this spec waiting in a namespace.
    #[must_use]
    pub(in crate::planner) fn of(
        spec: &PodSpec,
        namespace: &str,
        context: &AdmissionContext<'_>,
    ) -> Self {
        let mut waits = Self::default();
        let scheduler = spec.scheduler_name.as_deref().unwrap_or_default();
        if !matches!(scheduler, "" | DEFAULT_SCHEDULER) {
            let said = format!("no scheduler but {DEFAULT_SCHEDULER} is known");
            waits.reason(Plugin::SchedulerName, said, template_path([field("schedulerName")]));
        }
        if spec.scheduling_gates.iter().flatten().next().is_some() {
            let path = [field("schedulingGates"), Step::Index(0), field("name")];
            let said = "Scheduling is blocked due to non-empty scheduling gates".to_owned();
            waits.reason(Plugin::SchedulingGates, said, template_path(path));
        }
        for (place, volume) in spec.volumes.iter().flatten().enumerate() {
            let Some(claim) = &volume.persistent_volume_claim else { continue };
            let path = [
                field("volumes"),
                Step::Index(place),
                field("persistentVolumeClaim"),
                field("claimName"),
            ];
            waits.claim(&claim.claim_name, template_path(path), namespace, context);
        }
        waits.devices(spec, namespace, context);
        waits
    }

    /// Notes that on some nodes it hangs on free devices whether a pod with these needs comes.
    pub(in crate::planner) fn devices_for(&mut self, needs: &[Need], inventory: &Inventory) {
        for need in needs {
            let (Some(class), Some(field)) = (&need.device_class, &need.field) else { continue };
            let mut offers = inventory.nodes_and_templates().filter_map(|n| n.allocatable.as_ref());
            if offers.any(|offer| need.resource.is_none_or(|resource| offer.get(resource) == 0)) {
                self.not_known(DEVICE_CLASS, class, field.clone());
            }
        }
    }

    fn reason(&mut self, plugin: Plugin, said: String, field: FieldPath) {
        self.reasons.push(Reason::new(plugin, said, Some(field), Fact::None));
    }

    fn not_known(&mut self, kind: &'static str, name: &str, field: FieldPath) {
        self.unknown.push(Unknown { kind, name: name.to_owned(), field });
    }

    /// A claim for a volume (`PreFilter` of the plugin `VolumeBinding`).
    fn claim(
        &mut self,
        name: &str,
        field: FieldPath,
        namespace: &str,
        context: &AdmissionContext<'_>,
    ) {
        let Some(claim) = context.claims.named_in(namespace, name) else {
            if context.knows(Kind::PersistentVolumeClaim) {
                let said = format!("persistentvolumeclaim \"{name}\" not found");
                self.reason(Plugin::VolumeBinding, said, field);
            } else {
                self.not_known("PersistentVolumeClaim", name, field);
            }
            return;
        };
        if claim.metadata.deletion_timestamp.is_some() {
            let said = format!("persistentvolumeclaim \"{name}\" is being deleted");
            self.reason(Plugin::VolumeBinding, said, field);
            return;
        }
        let modes = claim.spec.as_ref().and_then(|spec| spec.access_modes.as_ref());
        if modes.is_some_and(|modes| modes.iter().any(|mode| mode == READ_WRITE_ONCE_POD)) {
            self.exclusive.push((name.to_owned(), field.clone()));
        }
        match claim.spec.as_ref().and_then(|spec| spec.volume_name.as_deref()) {
            Some(volume) if !volume.is_empty() => self.volume(volume, field, context),
            _ => self.unbound(claim, field, context),
        }
    }

    /// The volume that a claim is bound to.
    fn volume(&mut self, name: &str, field: FieldPath, context: &AdmissionContext<'_>) {
        let Some(volume) = context.volumes.named(name) else {
            if context.knows(Kind::PersistentVolume) {
                let said = "node(s) unavailable due to one or more pvc(s) bound to non-existent \
                            pv(s)";
                self.reason(Plugin::VolumeBinding, said.to_owned(), field);
            } else {
                self.not_known("PersistentVolume", name, field);
            }
            return;
        };
        let affinity = volume.spec.as_ref().and_then(|spec| spec.node_affinity.as_ref());
        if let Some(required) = affinity.and_then(|affinity| affinity.required.as_ref()) {
            let affinity = RequiredNodeAffinity::of_terms(required);
            self.volumes.push(BoundVolume { affinity, field });
        }
    }

    /// A claim that is bound to nothing yet: whether somebody makes a volume for it.
    fn unbound(
        &mut self,
        claim: &PersistentVolumeClaim,
        field: FieldPath,
        context: &AdmissionContext<'_>,
    ) {
        let name = claim.spec.as_ref().and_then(|spec| spec.storage_class_name.as_deref());
        let nobody = "pod has unbound immediate PersistentVolumeClaims".to_owned();
        // Without a name it is the class that the cluster has marked, whichever that is.
        let Some(name) = name else {
            self.not_known("StorageClass", "", field);
            return;
        };
        match context.storage_classes.named(name) {
            Some(class) if class.provisioner != NO_PROVISIONER => {}
            None if !name.is_empty() && !context.knows(Kind::StorageClass) => {
                self.not_known("StorageClass", name, field);
            }
            // Volumes that are made by hand may come.
            _ if !context.knows(Kind::PersistentVolume) => {
                self.not_known("PersistentVolume", "", field);
            }
            _ => self.reason(Plugin::VolumeBinding, nobody, field),
        }
    }

    /// Claims for devices (`PreEnqueue` of the plugin `DynamicResources`).
    fn devices(&mut self, spec: &PodSpec, namespace: &str, context: &AdmissionContext<'_>) {
        for (place, claim) in spec.resource_claims.iter().flatten().enumerate() {
            let path =
                |name| template_path([field("resourceClaims"), Step::Index(place), field(name)]);
            if let Some(name) = &claim.resource_claim_name {
                let exists = context.resource_claims.named_in(namespace, name).is_some();
                let (kind, path) = (Kind::ResourceClaim, path("resourceClaimName"));
                self.named("ResourceClaim", name, path, exists, context.knows(kind));
            }
            if let Some(name) = &claim.resource_claim_template_name {
                let exists = context.resource_claim_templates.named_in(namespace, name).is_some();
                let (kind, path) = (Kind::ResourceClaimTemplate, path("resourceClaimTemplateName"));
                self.named("ResourceClaimTemplate", name, path, exists, context.knows(kind));
            }
        }
    }

    fn named(
        &mut self,
        kind: &'static str,
        name: &str,
        field: FieldPath,
        exists: bool,
        all_are_known: bool,
    ) {
        if exists {
            return;
        }
        if all_are_known {
            let said = format!("{kind} \"{name}\" not found");
            self.reason(Plugin::DynamicResources, said, field);
        } else {
            self.not_known(kind, name, field);
        }
    }
}

impl BoundVolume {
    /// Why the pod can't go to a node, by its name and a look-up of its labels: the volume isn't
    /// reached from there.
    pub(in crate::planner) fn refusal<'a>(
        &self,
        node_name: &str,
        label: impl Fn(&str) -> Option<&'a str>,
    ) -> Option<Reason> {
        if self.affinity.allows(node_name, label) {
            return None;
        }
        let said = "node(s) didn't match PersistentVolume's node affinity";
        Some(Reason::new(Plugin::VolumeBinding, said, Some(self.field.clone()), Fact::None))
    }
}
