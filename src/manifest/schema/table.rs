// Generated from k8s-openapi's types and fixtures/kubernetes/fields.tsv: DAEMONLINT_UPDATE=1 cargo test --test schema
#![cfg_attr(rustfmt, rustfmt_skip)]

use super::{Field, Fields, Type, Type::*};
use crate::kubernetes::release::Gate::{AtomicWriteVolumeUserFields, ClusterTrustBundleProjection, ContainerRestartRules, ContainerStopSignals, DynamicResourceAllocation, EmptyDirVolumeMode, EnvFiles, EvictionRequestAPI, GRPCContainerProbeTLS, GenericWorkload, H2CContainerProbe, HostnameOverride, ImageVolume, InPlacePodVerticalScaling, MatchLabelKeysInPodTopologySpread, PodCertificateRequest, PodLevelResources, PodLifecycleSleepAction, ProcMountType, RecursiveReadOnlyMounts, SELinuxChangePolicy, SupplementalGroupsPolicy, UserNamespacesSupport, VolumeBindMountOptions};
use crate::kubernetes::release::Version::{V1_33, V1_34, V1_35, V1_36, V1_37};

const fn f(name: &'static str, kind: Type) -> Field {
    Field::new(name, kind)
}

/// `APIService`.
pub(super) static API_SERVICE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&API_SERVICE_SPEC)),
    f("status", Struct(&API_SERVICE_STATUS)),
];

/// `APIServiceCondition`.
pub(super) static API_SERVICE_CONDITION: Fields = &[
    f("lastTransitionTime", Time),
    f("message", Text),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `APIServiceSpec`.
pub(super) static API_SERVICE_SPEC: Fields = &[
    f("caBundle", Bytes),
    f("group", Text),
    f("groupPriorityMinimum", Int32),
    f("insecureSkipTLSVerify", Bool),
    f("service", Struct(&SERVICE_REFERENCE_APIREGISTRATION_K8S_IO_V1)),
    f("version", Text),
    f("versionPriority", Int32),
];

/// `APIServiceStatus`.
pub(super) static API_SERVICE_STATUS: Fields = &[
    f("conditions", List(&Struct(&API_SERVICE_CONDITION))),
];

/// `AWSElasticBlockStoreVolumeSource`.
pub(super) static AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE: Fields = &[
    f("fsType", Text),
    f("partition", Int32),
    f("readOnly", Bool),
    f("volumeID", Text),
];

/// `Affinity`.
pub(super) static AFFINITY: Fields = &[
    f("nodeAffinity", Struct(&NODE_AFFINITY)),
    f("podAffinity", Struct(&POD_AFFINITY)),
    f("podAntiAffinity", Struct(&POD_ANTI_AFFINITY)),
];

/// `AggregationRule`.
pub(super) static AGGREGATION_RULE: Fields = &[
    f("clusterRoleSelectors", List(&Struct(&LABEL_SELECTOR))),
];

/// `AllocatedDeviceStatus`.
pub(super) static ALLOCATED_DEVICE_STATUS: Fields = &[
    f("conditions", List(&Struct(&CONDITION))),
    f("data", Free),
    f("device", Text),
    f("driver", Text),
    f("networkData", Struct(&NETWORK_DEVICE_DATA)),
    f("pool", Text),
    f("shareID", Text).since(V1_34),
];

/// `AllocationResult`.
pub(super) static ALLOCATION_RESULT: Fields = &[
    f("allocationTimestamp", Time).since(V1_34),
    f("devices", Struct(&DEVICE_ALLOCATION_RESULT)),
    f("nodeSelector", Struct(&NODE_SELECTOR)),
];

/// `AppArmorProfile`.
pub(super) static APP_ARMOR_PROFILE: Fields = &[
    f("localhostProfile", Text),
    f("type", Text),
];

/// `ApplyConfiguration`.
pub(super) static APPLY_CONFIGURATION: Fields = &[
    f("expression", Text),
];

/// `AttachedVolume`.
pub(super) static ATTACHED_VOLUME: Fields = &[
    f("devicePath", Text),
    f("name", Text),
];

/// `AuditAnnotation`.
pub(super) static AUDIT_ANNOTATION: Fields = &[
    f("key", Text),
    f("valueExpression", Text),
];

/// `AzureDiskVolumeSource`.
pub(super) static AZURE_DISK_VOLUME_SOURCE: Fields = &[
    f("cachingMode", Text),
    f("diskName", Text),
    f("diskURI", Text),
    f("fsType", Text),
    f("kind", Text),
    f("readOnly", Bool),
];

/// `AzureFilePersistentVolumeSource`.
pub(super) static AZURE_FILE_PERSISTENT_VOLUME_SOURCE: Fields = &[
    f("readOnly", Bool),
    f("secretName", Text),
    f("secretNamespace", Text),
    f("shareName", Text),
];

/// `AzureFileVolumeSource`.
pub(super) static AZURE_FILE_VOLUME_SOURCE: Fields = &[
    f("readOnly", Bool),
    f("secretName", Text),
    f("shareName", Text),
];

/// `BasicDevice`.
pub(super) static BASIC_DEVICE: Fields = &[
    f("allNodes", Bool).since(V1_33),
    f("allowMultipleAllocations", Bool).since(V1_34),
    f("attributes", Map(&Struct(&DEVICE_ATTRIBUTE))),
    f("bindingConditions", List(&Text)).since(V1_34),
    f("bindingFailureConditions", List(&Text)).since(V1_34),
    f("bindsToNode", Bool).since(V1_34),
    f("capacity", Map(&Struct(&DEVICE_CAPACITY))),
    f("consumesCounters", List(&Struct(&DEVICE_COUNTER_CONSUMPTION))).since(V1_33),
    f("nodeAllocatableResourceMappings", Map(&Struct(&NODE_ALLOCATABLE_RESOURCE_MAPPING))).since(V1_36).until(V1_36),
    f("nodeAllocatableResources", Map(&Struct(&NODE_ALLOCATABLE_RESOURCE))).since(V1_37),
    f("nodeName", Text).since(V1_33),
    f("nodeSelector", Struct(&NODE_SELECTOR)).since(V1_33),
    f("taints", List(&Struct(&DEVICE_TAINT))).since(V1_33),
];

/// `BasicDevice_resource_k8s_io_v1alpha3`.
pub(super) static BASIC_DEVICE_RESOURCE_K8S_IO_V1ALPHA3: Fields = &[
    f("allNodes", Bool).since(V1_33),
    f("attributes", Map(&Struct(&DEVICE_ATTRIBUTE))),
    f("capacity", Map(&Quantity)),
    f("consumesCounters", List(&Struct(&DEVICE_COUNTER_CONSUMPTION))).since(V1_33),
    f("nodeName", Text).since(V1_33),
    f("nodeSelector", Struct(&NODE_SELECTOR)).since(V1_33),
    f("taints", List(&Struct(&DEVICE_TAINT))).since(V1_33),
];

/// `Binding`.
pub(super) static BINDING: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("target", Struct(&OBJECT_REFERENCE)),
];

/// `BoundObjectReference`.
pub(super) static BOUND_OBJECT_REFERENCE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("name", Text),
    f("uid", Text),
];

/// `CELDeviceSelector`.
pub(super) static CEL_DEVICE_SELECTOR: Fields = &[
    f("expression", Text),
];

/// `CSIDriver`.
pub(super) static CSI_DRIVER: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&CSI_DRIVER_SPEC)),
];

/// `CSIDriverSpec`.
pub(super) static CSI_DRIVER_SPEC: Fields = &[
    f("attachRequired", Bool),
    f("fsGroupPolicy", Text),
    f("nodeAllocatableUpdatePeriodSeconds", Int64).since(V1_33),
    f("podInfoOnMount", Bool),
    f("preventPodSchedulingIfMissing", Bool).since(V1_36),
    f("requiresRepublish", Bool),
    f("seLinuxMount", Bool),
    f("serviceAccountTokenInSecrets", Bool).since(V1_35),
    f("storageCapacity", Bool),
    f("tokenRequests", List(&Struct(&TOKEN_REQUEST_STORAGE_K8S_IO_V1))),
    f("volumeLifecycleModes", List(&Text)),
];

/// `CSINode`.
pub(super) static CSI_NODE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&CSI_NODE_SPEC)),
    f("status", Struct(&CSI_NODE_STATUS)).since(V1_37),
];

/// `CSINodeDriver`.
pub(super) static CSI_NODE_DRIVER: Fields = &[
    f("allocatable", Struct(&VOLUME_NODE_RESOURCES)),
    f("name", Text),
    f("nodeID", Text),
    f("topologyKeys", List(&Text)),
];

/// `CSINodeSpec`.
pub(super) static CSI_NODE_SPEC: Fields = &[
    f("drivers", List(&Struct(&CSI_NODE_DRIVER))),
];

/// `CSINodeStatus`.
pub(super) static CSI_NODE_STATUS: Fields = &[
    f("storageHealth", List(&Struct(&STORAGE_HEALTH))),
];

/// `CSIPersistentVolumeSource`.
pub(super) static CSI_PERSISTENT_VOLUME_SOURCE: Fields = &[
    f("controllerExpandSecretRef", Struct(&SECRET_REFERENCE)),
    f("controllerPublishSecretRef", Struct(&SECRET_REFERENCE)),
    f("driver", Text),
    f("fsType", Text),
    f("nodeExpandSecretRef", Struct(&SECRET_REFERENCE)),
    f("nodePublishSecretRef", Struct(&SECRET_REFERENCE)),
    f("nodeStageSecretRef", Struct(&SECRET_REFERENCE)),
    f("readOnly", Bool),
    f("volumeAttributes", Map(&Text)),
    f("volumeHandle", Text),
];

/// `CSIStorageCapacity`.
pub(super) static CSI_STORAGE_CAPACITY: Fields = &[
    f("apiVersion", Text),
    f("capacity", Quantity),
    f("kind", Text),
    f("maximumVolumeSize", Quantity),
    f("metadata", Struct(&OBJECT_META)),
    f("nodeTopology", Struct(&LABEL_SELECTOR)),
    f("storageClassName", Text),
];

/// `CSIVolumeSource`.
pub(super) static CSI_VOLUME_SOURCE: Fields = &[
    f("driver", Text),
    f("fsType", Text),
    f("nodePublishSecretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    f("readOnly", Bool),
    f("volumeAttributes", Map(&Text)),
];

/// `Capabilities`.
pub(super) static CAPABILITIES: Fields = &[
    f("add", List(&Text)),
    f("drop", List(&Text)),
];

/// `CapacityRequestPolicy`.
pub(super) static CAPACITY_REQUEST_POLICY: Fields = &[
    f("default", Quantity),
    f("validRange", Struct(&CAPACITY_REQUEST_POLICY_RANGE)),
    f("validValues", List(&Quantity)),
];

/// `CapacityRequestPolicyRange`.
pub(super) static CAPACITY_REQUEST_POLICY_RANGE: Fields = &[
    f("max", Quantity),
    f("min", Quantity),
    f("step", Quantity),
];

/// `CapacityRequirements`.
pub(super) static CAPACITY_REQUIREMENTS: Fields = &[
    f("requests", Map(&Quantity)),
];

/// `CephFSPersistentVolumeSource`.
pub(super) static CEPH_FS_PERSISTENT_VOLUME_SOURCE: Fields = &[
    f("monitors", List(&Text)),
    f("path", Text),
    f("readOnly", Bool),
    f("secretFile", Text),
    f("secretRef", Struct(&SECRET_REFERENCE)),
    f("user", Text),
];

/// `CephFSVolumeSource`.
pub(super) static CEPH_FS_VOLUME_SOURCE: Fields = &[
    f("monitors", List(&Text)),
    f("path", Text),
    f("readOnly", Bool),
    f("secretFile", Text),
    f("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    f("user", Text),
];

/// `CertificateSigningRequest`.
pub(super) static CERTIFICATE_SIGNING_REQUEST: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&CERTIFICATE_SIGNING_REQUEST_SPEC)),
    f("status", Struct(&CERTIFICATE_SIGNING_REQUEST_STATUS)),
];

/// `CertificateSigningRequestCondition`.
pub(super) static CERTIFICATE_SIGNING_REQUEST_CONDITION: Fields = &[
    f("lastTransitionTime", Time),
    f("lastUpdateTime", Time),
    f("message", Text),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `CertificateSigningRequestSpec`.
pub(super) static CERTIFICATE_SIGNING_REQUEST_SPEC: Fields = &[
    f("expirationSeconds", Int32),
    f("extra", Map(&List(&Text))),
    f("groups", List(&Text)),
    f("request", Bytes),
    f("signerName", Text),
    f("uid", Text),
    f("usages", List(&Text)),
    f("username", Text),
];

/// `CertificateSigningRequestStatus`.
pub(super) static CERTIFICATE_SIGNING_REQUEST_STATUS: Fields = &[
    f("certificate", Bytes),
    f("conditions", List(&Struct(&CERTIFICATE_SIGNING_REQUEST_CONDITION))),
];

/// `CinderPersistentVolumeSource`.
pub(super) static CINDER_PERSISTENT_VOLUME_SOURCE: Fields = &[
    f("fsType", Text),
    f("readOnly", Bool),
    f("secretRef", Struct(&SECRET_REFERENCE)),
    f("volumeID", Text),
];

/// `CinderVolumeSource`.
pub(super) static CINDER_VOLUME_SOURCE: Fields = &[
    f("fsType", Text),
    f("readOnly", Bool),
    f("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    f("volumeID", Text),
];

/// `ClientIPConfig`.
pub(super) static CLIENT_IP_CONFIG: Fields = &[
    f("timeoutSeconds", Int32),
];

/// `ClusterRole`.
pub(super) static CLUSTER_ROLE: Fields = &[
    f("aggregationRule", Struct(&AGGREGATION_RULE)),
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("rules", List(&Struct(&POLICY_RULE))),
];

/// `ClusterRoleBinding`.
pub(super) static CLUSTER_ROLE_BINDING: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("roleRef", Struct(&ROLE_REF)),
    f("subjects", List(&Struct(&SUBJECT_RBAC_AUTHORIZATION_K8S_IO_V1))),
];

/// `ClusterTrustBundle`.
pub(super) static CLUSTER_TRUST_BUNDLE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&CLUSTER_TRUST_BUNDLE_SPEC)),
];

/// `ClusterTrustBundleProjection`.
pub(super) static CLUSTER_TRUST_BUNDLE_PROJECTION: Fields = &[
    f("labelSelector", Struct(&LABEL_SELECTOR)),
    f("name", Text),
    f("optional", Bool),
    f("path", Text),
    f("signerName", Text),
    f("user", Int64).since(V1_37).gate(AtomicWriteVolumeUserFields),
];

/// `ClusterTrustBundleSpec`.
pub(super) static CLUSTER_TRUST_BUNDLE_SPEC: Fields = &[
    f("signerName", Text),
    f("trustBundle", Text),
];

/// `ComponentCondition`.
pub(super) static COMPONENT_CONDITION: Fields = &[
    f("error", Text),
    f("message", Text),
    f("status", Text),
    f("type", Text),
];

/// `ComponentStatus`.
pub(super) static COMPONENT_STATUS: Fields = &[
    f("apiVersion", Text),
    f("conditions", List(&Struct(&COMPONENT_CONDITION))),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
];

/// `CompositeDisruptionMode`.
pub(super) static COMPOSITE_DISRUPTION_MODE: Fields = &[
    f("all", Free),
    f("single", Free),
];

/// `CompositeGangSchedulingPolicy`.
pub(super) static COMPOSITE_GANG_SCHEDULING_POLICY: Fields = &[
    f("minGroupCount", Int32),
];

/// `CompositePodGroup`.
pub(super) static COMPOSITE_POD_GROUP: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&COMPOSITE_POD_GROUP_SPEC)),
    f("status", Struct(&COMPOSITE_POD_GROUP_STATUS)),
];

/// `CompositePodGroupSchedulingConstraints`.
pub(super) static COMPOSITE_POD_GROUP_SCHEDULING_CONSTRAINTS: Fields = &[
    f("topology", List(&Struct(&TOPOLOGY_CONSTRAINT))),
];

/// `CompositePodGroupSchedulingPolicy`.
pub(super) static COMPOSITE_POD_GROUP_SCHEDULING_POLICY: Fields = &[
    f("basic", Free),
    f("gang", Struct(&COMPOSITE_GANG_SCHEDULING_POLICY)),
];

/// `CompositePodGroupSpec`.
pub(super) static COMPOSITE_POD_GROUP_SPEC: Fields = &[
    f("disruptionMode", Struct(&COMPOSITE_DISRUPTION_MODE)),
    f("parentCompositePodGroupName", Text),
    f("preemptionPolicy", Text),
    f("priority", Int32),
    f("priorityClassName", Text),
    f("schedulingConstraints", Struct(&COMPOSITE_POD_GROUP_SCHEDULING_CONSTRAINTS)),
    f("schedulingPolicy", Struct(&COMPOSITE_POD_GROUP_SCHEDULING_POLICY)),
    f("workloadRef", Struct(&WORKLOAD_REFERENCE)),
];

/// `CompositePodGroupStatus`.
pub(super) static COMPOSITE_POD_GROUP_STATUS: Fields = &[
    f("conditions", List(&Struct(&CONDITION))),
];

/// `CompositePodGroupTemplate`.
pub(super) static COMPOSITE_POD_GROUP_TEMPLATE: Fields = &[
    f("compositePodGroupTemplates", List(&Struct(&COMPOSITE_POD_GROUP_TEMPLATE))),
    f("disruptionMode", Struct(&COMPOSITE_DISRUPTION_MODE)),
    f("name", Text),
    f("podGroupTemplates", List(&Struct(&POD_GROUP_TEMPLATE))),
    f("preemptionPolicy", Text),
    f("priority", Int32),
    f("priorityClassName", Text),
    f("schedulingConstraints", Struct(&COMPOSITE_POD_GROUP_SCHEDULING_CONSTRAINTS)),
    f("schedulingPolicy", Struct(&COMPOSITE_POD_GROUP_SCHEDULING_POLICY)),
];

/// `Condition`.
pub(super) static CONDITION: Fields = &[
    f("lastTransitionTime", Time),
    f("message", Text),
    f("observedGeneration", Int64),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `ConfigMap`.
pub(super) static CONFIG_MAP: Fields = &[
    f("apiVersion", Text),
    f("binaryData", Map(&Bytes)),
    f("data", Map(&Text)),
    f("immutable", Bool),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
];

/// `ConfigMapEnvSource`.
pub(super) static CONFIG_MAP_ENV_SOURCE: Fields = &[
    f("name", Text),
    f("optional", Bool),
];

/// `ConfigMapKeySelector`.
pub(super) static CONFIG_MAP_KEY_SELECTOR: Fields = &[
    f("key", Text),
    f("name", Text),
    f("optional", Bool),
];

/// `ConfigMapNodeConfigSource`.
pub(super) static CONFIG_MAP_NODE_CONFIG_SOURCE: Fields = &[
    f("kubeletConfigKey", Text),
    f("name", Text),
    f("namespace", Text),
    f("resourceVersion", Text),
    f("uid", Text),
];

/// `ConfigMapProjection`.
pub(super) static CONFIG_MAP_PROJECTION: Fields = &[
    f("items", List(&Struct(&KEY_TO_PATH))),
    f("name", Text),
    f("optional", Bool),
];

/// `ConfigMapVolumeSource`.
pub(super) static CONFIG_MAP_VOLUME_SOURCE: Fields = &[
    f("defaultMode", Int32),
    f("defaultUser", Int64).since(V1_37).gate(AtomicWriteVolumeUserFields),
    f("items", List(&Struct(&KEY_TO_PATH))),
    f("name", Text),
    f("optional", Bool),
];

/// `Container`.
pub(super) static CONTAINER: Fields = &[
    f("args", List(&Text)),
    f("command", List(&Text)),
    f("env", List(&Struct(&ENV_VAR))),
    f("envFrom", List(&Struct(&ENV_FROM_SOURCE))),
    f("image", Text),
    f("imagePullPolicy", Text),
    f("lifecycle", Struct(&LIFECYCLE)),
    f("livenessProbe", Struct(&PROBE)),
    f("name", Text),
    f("ports", List(&Struct(&CONTAINER_PORT))),
    f("readinessProbe", Struct(&PROBE)),
    f("resizePolicy", List(&Struct(&CONTAINER_RESIZE_POLICY))).gate(InPlacePodVerticalScaling),
    f("resources", Struct(&RESOURCE_REQUIREMENTS)),
    f("restartPolicy", Text),
    f("restartPolicyRules", List(&Struct(&CONTAINER_RESTART_RULE))).since(V1_34).gate(ContainerRestartRules),
    f("securityContext", Struct(&SECURITY_CONTEXT)),
    f("startupProbe", Struct(&PROBE)),
    f("stdin", Bool),
    f("stdinOnce", Bool),
    f("terminationMessagePath", Text),
    f("terminationMessagePolicy", Text),
    f("tty", Bool),
    f("volumeDevices", List(&Struct(&VOLUME_DEVICE))),
    f("volumeMounts", List(&Struct(&VOLUME_MOUNT))),
    f("workingDir", Text),
];

/// `ContainerExtendedResourceRequest`.
pub(super) static CONTAINER_EXTENDED_RESOURCE_REQUEST: Fields = &[
    f("containerName", Text),
    f("requestName", Text),
    f("resourceName", Text),
];

/// `ContainerImage`.
pub(super) static CONTAINER_IMAGE: Fields = &[
    f("names", List(&Text)),
    f("sizeBytes", Int64),
];

/// `ContainerPort`.
pub(super) static CONTAINER_PORT: Fields = &[
    f("containerPort", Int32),
    f("hostIP", Text),
    f("hostPort", Int32),
    f("name", Text),
    f("protocol", Text),
];

/// `ContainerResizePolicy`.
pub(super) static CONTAINER_RESIZE_POLICY: Fields = &[
    f("resourceName", Text),
    f("restartPolicy", Text),
];

/// `ContainerResourceMetricSource`.
pub(super) static CONTAINER_RESOURCE_METRIC_SOURCE: Fields = &[
    f("container", Text),
    f("name", Text),
    f("target", Struct(&METRIC_TARGET)),
];

/// `ContainerResourceMetricStatus`.
pub(super) static CONTAINER_RESOURCE_METRIC_STATUS: Fields = &[
    f("container", Text),
    f("current", Struct(&METRIC_VALUE_STATUS)),
    f("name", Text),
];

/// `ContainerRestartRule`.
pub(super) static CONTAINER_RESTART_RULE: Fields = &[
    f("action", Text),
    f("exitCodes", Struct(&CONTAINER_RESTART_RULE_ON_EXIT_CODES)),
];

/// `ContainerRestartRuleOnExitCodes`.
pub(super) static CONTAINER_RESTART_RULE_ON_EXIT_CODES: Fields = &[
    f("operator", Text),
    f("values", List(&Int32)),
];

/// `ContainerState`.
pub(super) static CONTAINER_STATE: Fields = &[
    f("running", Struct(&CONTAINER_STATE_RUNNING)),
    f("terminated", Struct(&CONTAINER_STATE_TERMINATED)),
    f("waiting", Struct(&CONTAINER_STATE_WAITING)),
];

/// `ContainerStateRunning`.
pub(super) static CONTAINER_STATE_RUNNING: Fields = &[
    f("startedAt", Time),
];

/// `ContainerStateTerminated`.
pub(super) static CONTAINER_STATE_TERMINATED: Fields = &[
    f("containerID", Text),
    f("exitCode", Int32),
    f("finishedAt", Time),
    f("message", Text),
    f("reason", Text),
    f("signal", Int32),
    f("startedAt", Time),
];

/// `ContainerStateWaiting`.
pub(super) static CONTAINER_STATE_WAITING: Fields = &[
    f("message", Text),
    f("reason", Text),
];

/// `ContainerStatus`.
pub(super) static CONTAINER_STATUS: Fields = &[
    f("allocatedResources", Map(&Quantity)),
    f("allocatedResourcesStatus", List(&Struct(&RESOURCE_STATUS))),
    f("containerID", Text),
    f("image", Text),
    f("imageID", Text),
    f("lastState", Struct(&CONTAINER_STATE)),
    f("name", Text),
    f("ready", Bool),
    f("resources", Struct(&RESOURCE_REQUIREMENTS)),
    f("restartCount", Int32),
    f("started", Bool),
    f("state", Struct(&CONTAINER_STATE)),
    f("stopSignal", Text).since(V1_33),
    f("user", Struct(&CONTAINER_USER)),
    f("volumeMounts", List(&Struct(&VOLUME_MOUNT_STATUS))),
];

/// `ContainerUser`.
pub(super) static CONTAINER_USER: Fields = &[
    f("linux", Struct(&LINUX_CONTAINER_USER)),
];

/// `ControllerRevision`.
pub(super) static CONTROLLER_REVISION: Fields = &[
    f("apiVersion", Text),
    f("data", Free),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("revision", Int64),
];

/// `Counter`.
pub(super) static COUNTER: Fields = &[
    f("value", Quantity),
];

/// `CounterSet`.
pub(super) static COUNTER_SET: Fields = &[
    f("counters", Map(&Struct(&COUNTER))),
    f("name", Text),
];

/// `CronJob`.
pub(super) static CRON_JOB: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&CRON_JOB_SPEC)),
    f("status", Struct(&CRON_JOB_STATUS)),
];

/// `CronJobSpec`.
pub(super) static CRON_JOB_SPEC: Fields = &[
    f("concurrencyPolicy", Text),
    f("failedJobsHistoryLimit", Int32),
    f("jobTemplate", Struct(&JOB_TEMPLATE_SPEC)),
    f("schedule", Text),
    f("startingDeadlineSeconds", Int64),
    f("successfulJobsHistoryLimit", Int32),
    f("suspend", Bool),
    f("timeZone", Text),
];

/// `CronJobStatus`.
pub(super) static CRON_JOB_STATUS: Fields = &[
    f("active", List(&Struct(&OBJECT_REFERENCE))),
    f("lastScheduleTime", Time),
    f("lastSuccessfulTime", Time),
];

/// `CrossVersionObjectReference`.
pub(super) static CROSS_VERSION_OBJECT_REFERENCE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("name", Text),
];

/// `CustomResourceColumnDefinition`.
pub(super) static CUSTOM_RESOURCE_COLUMN_DEFINITION: Fields = &[
    f("description", Text),
    f("format", Text),
    f("jsonPath", Text),
    f("name", Text),
    f("priority", Int32),
    f("type", Text),
];

/// `CustomResourceConversion`.
pub(super) static CUSTOM_RESOURCE_CONVERSION: Fields = &[
    f("strategy", Text),
    f("webhook", Struct(&WEBHOOK_CONVERSION)),
];

/// `CustomResourceDefinition`.
pub(super) static CUSTOM_RESOURCE_DEFINITION: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&CUSTOM_RESOURCE_DEFINITION_SPEC)),
    f("status", Struct(&CUSTOM_RESOURCE_DEFINITION_STATUS)),
];

/// `CustomResourceDefinitionCondition`.
pub(super) static CUSTOM_RESOURCE_DEFINITION_CONDITION: Fields = &[
    f("lastTransitionTime", Time),
    f("message", Text),
    f("observedGeneration", Int64).since(V1_35),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `CustomResourceDefinitionNames`.
pub(super) static CUSTOM_RESOURCE_DEFINITION_NAMES: Fields = &[
    f("categories", List(&Text)),
    f("kind", Text),
    f("listKind", Text),
    f("plural", Text),
    f("shortNames", List(&Text)),
    f("singular", Text),
];

/// `CustomResourceDefinitionSpec`.
pub(super) static CUSTOM_RESOURCE_DEFINITION_SPEC: Fields = &[
    f("conversion", Struct(&CUSTOM_RESOURCE_CONVERSION)),
    f("group", Text),
    f("names", Struct(&CUSTOM_RESOURCE_DEFINITION_NAMES)),
    f("preserveUnknownFields", Bool),
    f("scope", Text),
    f("versions", List(&Struct(&CUSTOM_RESOURCE_DEFINITION_VERSION))),
];

/// `CustomResourceDefinitionStatus`.
pub(super) static CUSTOM_RESOURCE_DEFINITION_STATUS: Fields = &[
    f("acceptedNames", Struct(&CUSTOM_RESOURCE_DEFINITION_NAMES)),
    f("conditions", List(&Struct(&CUSTOM_RESOURCE_DEFINITION_CONDITION))),
    f("observedGeneration", Int64).since(V1_35),
    f("storedVersions", List(&Text)),
];

/// `CustomResourceDefinitionVersion`.
pub(super) static CUSTOM_RESOURCE_DEFINITION_VERSION: Fields = &[
    f("additionalPrinterColumns", List(&Struct(&CUSTOM_RESOURCE_COLUMN_DEFINITION))),
    f("deprecated", Bool),
    f("deprecationWarning", Text),
    f("name", Text),
    f("schema", Struct(&CUSTOM_RESOURCE_VALIDATION)),
    f("selectableFields", List(&Struct(&SELECTABLE_FIELD))),
    f("served", Bool),
    f("storage", Bool),
    f("subresources", Struct(&CUSTOM_RESOURCE_SUBRESOURCES)),
];

/// `CustomResourceSubresourceScale`.
pub(super) static CUSTOM_RESOURCE_SUBRESOURCE_SCALE: Fields = &[
    f("labelSelectorPath", Text),
    f("specReplicasPath", Text),
    f("statusReplicasPath", Text),
];

/// `CustomResourceSubresources`.
pub(super) static CUSTOM_RESOURCE_SUBRESOURCES: Fields = &[
    f("scale", Struct(&CUSTOM_RESOURCE_SUBRESOURCE_SCALE)),
    f("status", Free),
];

/// `CustomResourceValidation`.
pub(super) static CUSTOM_RESOURCE_VALIDATION: Fields = &[
    f("openAPIV3Schema", Struct(&JSON_SCHEMA_PROPS)),
];

/// `DaemonEndpoint`.
pub(super) static DAEMON_ENDPOINT: Fields = &[
    f("Port", Int32),
];

/// `DaemonSet`.
pub(super) static DAEMON_SET: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&DAEMON_SET_SPEC)),
    f("status", Struct(&DAEMON_SET_STATUS)),
];

/// `DaemonSetCondition`.
pub(super) static DAEMON_SET_CONDITION: Fields = &[
    f("lastTransitionTime", Time),
    f("message", Text),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `DaemonSetSpec`.
pub(super) static DAEMON_SET_SPEC: Fields = &[
    f("minReadySeconds", Int32),
    f("revisionHistoryLimit", Int32),
    f("selector", Struct(&LABEL_SELECTOR)),
    f("template", Struct(&POD_TEMPLATE_SPEC)),
    f("updateStrategy", Struct(&DAEMON_SET_UPDATE_STRATEGY)),
];

/// `DaemonSetStatus`.
pub(super) static DAEMON_SET_STATUS: Fields = &[
    f("collisionCount", Int32),
    f("conditions", List(&Struct(&DAEMON_SET_CONDITION))),
    f("currentNumberScheduled", Int32),
    f("desiredNumberScheduled", Int32),
    f("numberAvailable", Int32),
    f("numberMisscheduled", Int32),
    f("numberReady", Int32),
    f("numberUnavailable", Int32),
    f("observedGeneration", Int64),
    f("updatedNumberScheduled", Int32),
];

/// `DaemonSetUpdateStrategy`.
pub(super) static DAEMON_SET_UPDATE_STRATEGY: Fields = &[
    f("rollingUpdate", Struct(&ROLLING_UPDATE_DAEMON_SET)),
    f("type", Text),
];

/// `DeleteOptions`.
pub(super) static DELETE_OPTIONS: Fields = &[
    f("apiVersion", Text),
    f("dryRun", List(&Text)),
    f("gracePeriodSeconds", Int64),
    f("ignoreStoreReadErrorWithClusterBreakingPotential", Bool),
    f("kind", Text),
    f("orphanDependents", Bool),
    f("preconditions", Struct(&PRECONDITIONS)),
    f("propagationPolicy", Text),
];

/// `Deployment`.
pub(super) static DEPLOYMENT: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&DEPLOYMENT_SPEC)),
    f("status", Struct(&DEPLOYMENT_STATUS)),
];

/// `DeploymentCondition`.
pub(super) static DEPLOYMENT_CONDITION: Fields = &[
    f("lastTransitionTime", Time),
    f("lastUpdateTime", Time),
    f("message", Text),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `DeploymentSpec`.
pub(super) static DEPLOYMENT_SPEC: Fields = &[
    f("minReadySeconds", Int32),
    f("paused", Bool),
    f("progressDeadlineSeconds", Int32),
    f("replicas", Int32),
    f("revisionHistoryLimit", Int32),
    f("selector", Struct(&LABEL_SELECTOR)),
    f("strategy", Struct(&DEPLOYMENT_STRATEGY)),
    f("template", Struct(&POD_TEMPLATE_SPEC)),
];

/// `DeploymentStatus`.
pub(super) static DEPLOYMENT_STATUS: Fields = &[
    f("availableReplicas", Int32),
    f("collisionCount", Int32),
    f("conditions", List(&Struct(&DEPLOYMENT_CONDITION))),
    f("observedGeneration", Int64),
    f("readyReplicas", Int32),
    f("replicas", Int32),
    f("terminatingReplicas", Int32).since(V1_33),
    f("unavailableReplicas", Int32),
    f("updatedReplicas", Int32),
];

/// `DeploymentStrategy`.
pub(super) static DEPLOYMENT_STRATEGY: Fields = &[
    f("rollingUpdate", Struct(&ROLLING_UPDATE_DEPLOYMENT)),
    f("type", Text),
];

/// `Device`.
pub(super) static DEVICE: Fields = &[
    f("allNodes", Bool),
    f("allowMultipleAllocations", Bool).since(V1_34),
    f("attributes", Map(&Struct(&DEVICE_ATTRIBUTE))),
    f("bindingConditions", List(&Text)).since(V1_34),
    f("bindingFailureConditions", List(&Text)).since(V1_34),
    f("bindsToNode", Bool).since(V1_34),
    f("capacity", Map(&Struct(&DEVICE_CAPACITY))),
    f("consumesCounters", List(&Struct(&DEVICE_COUNTER_CONSUMPTION))),
    f("name", Text),
    f("nodeAllocatableResourceMappings", Map(&Struct(&NODE_ALLOCATABLE_RESOURCE_MAPPING))).since(V1_36).until(V1_36),
    f("nodeAllocatableResources", Map(&Struct(&NODE_ALLOCATABLE_RESOURCE))).since(V1_37),
    f("nodeName", Text),
    f("nodeSelector", Struct(&NODE_SELECTOR)),
    f("taints", List(&Struct(&DEVICE_TAINT))),
];

/// `DeviceAllocationConfiguration`.
pub(super) static DEVICE_ALLOCATION_CONFIGURATION: Fields = &[
    f("opaque", Struct(&OPAQUE_DEVICE_CONFIGURATION)),
    f("requests", List(&Text)),
    f("source", Text),
];

/// `DeviceAllocationResult`.
pub(super) static DEVICE_ALLOCATION_RESULT: Fields = &[
    f("config", List(&Struct(&DEVICE_ALLOCATION_CONFIGURATION))),
    f("results", List(&Struct(&DEVICE_REQUEST_ALLOCATION_RESULT))),
];

/// `DeviceAttribute`.
pub(super) static DEVICE_ATTRIBUTE: Fields = &[
    f("bool", Bool),
    f("bools", List(&Bool)).since(V1_36),
    f("int", Int64),
    f("ints", List(&Int64)).since(V1_36),
    f("string", Text),
    f("strings", List(&Text)).since(V1_36),
    f("version", Text),
    f("versions", List(&Text)).since(V1_36),
];

/// `DeviceCapacity`.
pub(super) static DEVICE_CAPACITY: Fields = &[
    f("requestPolicy", Struct(&CAPACITY_REQUEST_POLICY)).since(V1_34),
    f("value", Quantity),
];

/// `DeviceClaim`.
pub(super) static DEVICE_CLAIM: Fields = &[
    f("config", List(&Struct(&DEVICE_CLAIM_CONFIGURATION))),
    f("constraints", List(&Struct(&DEVICE_CONSTRAINT))),
    f("requests", List(&Struct(&DEVICE_REQUEST))),
];

/// `DeviceClaimConfiguration`.
pub(super) static DEVICE_CLAIM_CONFIGURATION: Fields = &[
    f("opaque", Struct(&OPAQUE_DEVICE_CONFIGURATION)),
    f("requests", List(&Text)),
];

/// `DeviceClaim_resource_k8s_io_v1beta1`.
pub(super) static DEVICE_CLAIM_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    f("config", List(&Struct(&DEVICE_CLAIM_CONFIGURATION))),
    f("constraints", List(&Struct(&DEVICE_CONSTRAINT))),
    f("requests", List(&Struct(&DEVICE_REQUEST_RESOURCE_K8S_IO_V1BETA1))),
];

/// `DeviceClass`.
pub(super) static DEVICE_CLASS: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&DEVICE_CLASS_SPEC)),
];

/// `DeviceClassConfiguration`.
pub(super) static DEVICE_CLASS_CONFIGURATION: Fields = &[
    f("opaque", Struct(&OPAQUE_DEVICE_CONFIGURATION)),
];

/// `DeviceClassSpec`.
pub(super) static DEVICE_CLASS_SPEC: Fields = &[
    f("config", List(&Struct(&DEVICE_CLASS_CONFIGURATION))),
    f("extendedResourceName", Text).since(V1_34),
    f("selectors", List(&Struct(&DEVICE_SELECTOR))),
];

/// `DeviceConstraint`.
pub(super) static DEVICE_CONSTRAINT: Fields = &[
    f("distinctAttribute", Text).since(V1_34),
    f("matchAttribute", Text),
    f("requests", List(&Text)),
];

/// `DeviceCounterConsumption`.
pub(super) static DEVICE_COUNTER_CONSUMPTION: Fields = &[
    f("compatibilityGroups", List(&Text)).since(V1_37),
    f("counterSet", Text),
    f("counters", Map(&Struct(&COUNTER))),
];

/// `DeviceDerivedAttribute`.
pub(super) static DEVICE_DERIVED_ATTRIBUTE: Fields = &[
    f("expression", Text),
    f("name", Text),
];

/// `DeviceRequest`.
pub(super) static DEVICE_REQUEST: Fields = &[
    f("exactly", Struct(&EXACT_DEVICE_REQUEST)),
    f("firstAvailable", List(&Struct(&DEVICE_SUB_REQUEST))),
    f("name", Text),
];

/// `DeviceRequestAllocationResult`.
pub(super) static DEVICE_REQUEST_ALLOCATION_RESULT: Fields = &[
    f("adminAccess", Bool),
    f("bindingConditions", List(&Text)).since(V1_34),
    f("bindingFailureConditions", List(&Text)).since(V1_34),
    f("consumedCapacity", Map(&Quantity)).since(V1_34),
    f("device", Text),
    f("driver", Text),
    f("pool", Text),
    f("request", Text),
    f("shareID", Text).since(V1_34),
    f("skipNodeOperations", List(&Text)).since(V1_37),
    f("tolerations", List(&Struct(&DEVICE_TOLERATION))).since(V1_33),
];

/// `DeviceRequest_resource_k8s_io_v1beta1`.
pub(super) static DEVICE_REQUEST_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    f("adminAccess", Bool),
    f("allocationMode", Text),
    f("capacity", Struct(&CAPACITY_REQUIREMENTS)).since(V1_34),
    f("count", Int64),
    f("derivedAttributes", List(&Struct(&DEVICE_DERIVED_ATTRIBUTE))).since(V1_37),
    f("deviceClassName", Text),
    f("firstAvailable", List(&Struct(&DEVICE_SUB_REQUEST))).since(V1_33),
    f("name", Text),
    f("selectors", List(&Struct(&DEVICE_SELECTOR))),
    f("tolerations", List(&Struct(&DEVICE_TOLERATION))).since(V1_33),
];

/// `DeviceSelector`.
pub(super) static DEVICE_SELECTOR: Fields = &[
    f("cel", Struct(&CEL_DEVICE_SELECTOR)),
];

/// `DeviceSubRequest`.
pub(super) static DEVICE_SUB_REQUEST: Fields = &[
    f("allocationMode", Text),
    f("capacity", Struct(&CAPACITY_REQUIREMENTS)).since(V1_34),
    f("count", Int64),
    f("derivedAttributes", List(&Struct(&DEVICE_DERIVED_ATTRIBUTE))).since(V1_37),
    f("deviceClassName", Text),
    f("name", Text),
    f("selectors", List(&Struct(&DEVICE_SELECTOR))),
    f("tolerations", List(&Struct(&DEVICE_TOLERATION))),
];

/// `DeviceTaint`.
pub(super) static DEVICE_TAINT: Fields = &[
    f("effect", Text),
    f("key", Text),
    f("timeAdded", Time),
    f("value", Text),
];

/// `DeviceTaintRule`.
pub(super) static DEVICE_TAINT_RULE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&DEVICE_TAINT_RULE_SPEC)),
    f("status", Struct(&DEVICE_TAINT_RULE_STATUS)).since(V1_35),
];

/// `DeviceTaintRuleSpec`.
pub(super) static DEVICE_TAINT_RULE_SPEC: Fields = &[
    f("deviceSelector", Struct(&DEVICE_TAINT_SELECTOR)),
    f("taint", Struct(&DEVICE_TAINT)),
];

/// `DeviceTaintRuleStatus`.
pub(super) static DEVICE_TAINT_RULE_STATUS: Fields = &[
    f("conditions", List(&Struct(&CONDITION))),
];

/// `DeviceTaintSelector`.
pub(super) static DEVICE_TAINT_SELECTOR: Fields = &[
    f("device", Text),
    f("deviceClassName", Text).until(V1_34),
    f("driver", Text),
    f("pool", Text),
    f("selectors", List(&Struct(&DEVICE_SELECTOR))).until(V1_34),
];

/// `DeviceToleration`.
pub(super) static DEVICE_TOLERATION: Fields = &[
    f("effect", Text),
    f("key", Text),
    f("operator", Text),
    f("tolerationSeconds", Int64),
    f("value", Text),
];

/// `Device_resource_k8s_io_v1alpha3`.
pub(super) static DEVICE_RESOURCE_K8S_IO_V1ALPHA3: Fields = &[
    f("basic", Struct(&BASIC_DEVICE_RESOURCE_K8S_IO_V1ALPHA3)),
    f("name", Text),
];

/// `Device_resource_k8s_io_v1beta1`.
pub(super) static DEVICE_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    f("basic", Struct(&BASIC_DEVICE)),
    f("name", Text),
];

/// `DisruptionMode`.
pub(super) static DISRUPTION_MODE: Fields = &[
    f("all", Free),
    f("single", Free),
];

/// `DownwardAPIProjection`.
pub(super) static DOWNWARD_API_PROJECTION: Fields = &[
    f("items", List(&Struct(&DOWNWARD_API_VOLUME_FILE))),
];

/// `DownwardAPIVolumeFile`.
pub(super) static DOWNWARD_API_VOLUME_FILE: Fields = &[
    f("fieldRef", Struct(&OBJECT_FIELD_SELECTOR)),
    f("mode", Int32),
    f("path", Text),
    f("resourceFieldRef", Struct(&RESOURCE_FIELD_SELECTOR)),
    f("user", Int64).since(V1_37).gate(AtomicWriteVolumeUserFields),
];

/// `DownwardAPIVolumeSource`.
pub(super) static DOWNWARD_API_VOLUME_SOURCE: Fields = &[
    f("defaultMode", Int32),
    f("defaultUser", Int64).since(V1_37).gate(AtomicWriteVolumeUserFields),
    f("items", List(&Struct(&DOWNWARD_API_VOLUME_FILE))),
];

/// `EmptyDirVolumeSource`.
pub(super) static EMPTY_DIR_VOLUME_SOURCE: Fields = &[
    f("medium", Text),
    f("mode", Int32).since(V1_37).gate(EmptyDirVolumeMode),
    f("sizeLimit", Quantity),
];

/// `Endpoint`.
pub(super) static ENDPOINT: Fields = &[
    f("addresses", List(&Text)),
    f("conditions", Struct(&ENDPOINT_CONDITIONS)),
    f("deprecatedTopology", Map(&Text)),
    f("hints", Struct(&ENDPOINT_HINTS)),
    f("hostname", Text),
    f("nodeName", Text),
    f("targetRef", Struct(&OBJECT_REFERENCE)),
    f("zone", Text),
];

/// `EndpointAddress`.
pub(super) static ENDPOINT_ADDRESS: Fields = &[
    f("hostname", Text),
    f("ip", Text),
    f("nodeName", Text),
    f("targetRef", Struct(&OBJECT_REFERENCE)),
];

/// `EndpointConditions`.
pub(super) static ENDPOINT_CONDITIONS: Fields = &[
    f("ready", Bool),
    f("serving", Bool),
    f("terminating", Bool),
];

/// `EndpointHints`.
pub(super) static ENDPOINT_HINTS: Fields = &[
    f("forNodes", List(&Struct(&FOR_NODE))).since(V1_33),
    f("forZones", List(&Struct(&FOR_ZONE))),
];

/// `EndpointPort`.
pub(super) static ENDPOINT_PORT: Fields = &[
    f("appProtocol", Text),
    f("name", Text),
    f("port", Int32),
    f("protocol", Text),
];

/// `EndpointSlice`.
pub(super) static ENDPOINT_SLICE: Fields = &[
    f("addressType", Text),
    f("apiVersion", Text),
    f("endpoints", List(&Struct(&ENDPOINT))),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("ports", List(&Struct(&ENDPOINT_PORT))),
];

/// `EndpointSubset`.
pub(super) static ENDPOINT_SUBSET: Fields = &[
    f("addresses", List(&Struct(&ENDPOINT_ADDRESS))),
    f("notReadyAddresses", List(&Struct(&ENDPOINT_ADDRESS))),
    f("ports", List(&Struct(&ENDPOINT_PORT))),
];

/// `Endpoints`.
pub(super) static ENDPOINTS: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("subsets", List(&Struct(&ENDPOINT_SUBSET))),
];

/// `EnvFromSource`.
pub(super) static ENV_FROM_SOURCE: Fields = &[
    f("configMapRef", Struct(&CONFIG_MAP_ENV_SOURCE)),
    f("prefix", Text),
    f("secretRef", Struct(&SECRET_ENV_SOURCE)),
];

/// `EnvVar`.
pub(super) static ENV_VAR: Fields = &[
    f("name", Text),
    f("value", Text),
    f("valueFrom", Struct(&ENV_VAR_SOURCE)),
];

/// `EnvVarSource`.
pub(super) static ENV_VAR_SOURCE: Fields = &[
    f("configMapKeyRef", Struct(&CONFIG_MAP_KEY_SELECTOR)),
    f("fieldRef", Struct(&OBJECT_FIELD_SELECTOR)),
    f("fileKeyRef", Struct(&FILE_KEY_SELECTOR)).since(V1_34).gate(EnvFiles),
    f("resourceFieldRef", Struct(&RESOURCE_FIELD_SELECTOR)),
    f("secretKeyRef", Struct(&SECRET_KEY_SELECTOR)),
];

/// `EphemeralContainer`.
pub(super) static EPHEMERAL_CONTAINER: Fields = &[
    f("args", List(&Text)),
    f("command", List(&Text)),
    f("env", List(&Struct(&ENV_VAR))),
    f("envFrom", List(&Struct(&ENV_FROM_SOURCE))),
    f("image", Text),
    f("imagePullPolicy", Text),
    f("lifecycle", Struct(&LIFECYCLE)),
    f("livenessProbe", Struct(&PROBE)),
    f("name", Text),
    f("ports", List(&Struct(&CONTAINER_PORT))),
    f("readinessProbe", Struct(&PROBE)),
    f("resizePolicy", List(&Struct(&CONTAINER_RESIZE_POLICY))).gate(InPlacePodVerticalScaling),
    f("resources", Struct(&RESOURCE_REQUIREMENTS)),
    f("restartPolicy", Text),
    f("restartPolicyRules", List(&Struct(&CONTAINER_RESTART_RULE))).since(V1_34).gate(ContainerRestartRules),
    f("securityContext", Struct(&SECURITY_CONTEXT)),
    f("startupProbe", Struct(&PROBE)),
    f("stdin", Bool),
    f("stdinOnce", Bool),
    f("targetContainerName", Text),
    f("terminationMessagePath", Text),
    f("terminationMessagePolicy", Text),
    f("tty", Bool),
    f("volumeDevices", List(&Struct(&VOLUME_DEVICE))),
    f("volumeMounts", List(&Struct(&VOLUME_MOUNT))),
    f("workingDir", Text),
];

/// `EphemeralVolumeSource`.
pub(super) static EPHEMERAL_VOLUME_SOURCE: Fields = &[
    f("volumeClaimTemplate", Struct(&PERSISTENT_VOLUME_CLAIM_TEMPLATE)),
];

/// `Event`.
pub(super) static EVENT: Fields = &[
    f("action", Text),
    f("apiVersion", Text),
    f("count", Int32),
    f("eventTime", MicroTime),
    f("firstTimestamp", Time),
    f("involvedObject", Struct(&OBJECT_REFERENCE)),
    f("kind", Text),
    f("lastTimestamp", Time),
    f("message", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("reason", Text),
    f("related", Struct(&OBJECT_REFERENCE)),
    f("reportingComponent", Text),
    f("reportingInstance", Text),
    f("series", Struct(&EVENT_SERIES)),
    f("source", Struct(&EVENT_SOURCE)),
    f("type", Text),
];

/// `EventSeries`.
pub(super) static EVENT_SERIES: Fields = &[
    f("count", Int32),
    f("lastObservedTime", MicroTime),
];

/// `EventSource`.
pub(super) static EVENT_SOURCE: Fields = &[
    f("component", Text),
    f("host", Text),
];

/// `Event_events_k8s_io_v1`.
pub(super) static EVENT_EVENTS_K8S_IO_V1: Fields = &[
    f("action", Text),
    f("apiVersion", Text),
    f("deprecatedCount", Int32),
    f("deprecatedFirstTimestamp", Time),
    f("deprecatedLastTimestamp", Time),
    f("deprecatedSource", Struct(&EVENT_SOURCE)),
    f("eventTime", MicroTime),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("note", Text),
    f("reason", Text),
    f("regarding", Struct(&OBJECT_REFERENCE)),
    f("related", Struct(&OBJECT_REFERENCE)),
    f("reportingController", Text),
    f("reportingInstance", Text),
    f("series", Struct(&EVENT_SERIES)),
    f("type", Text),
];

/// `Eviction`.
pub(super) static EVICTION: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&EVICTION_SPEC)),
    f("status", Struct(&EVICTION_STATUS)),
];

/// `EvictionPodReference`.
pub(super) static EVICTION_POD_REFERENCE: Fields = &[
    f("name", Text),
    f("uid", Text),
];

/// `EvictionRequest`.
pub(super) static EVICTION_REQUEST: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&EVICTION_REQUEST_SPEC)),
    f("status", Struct(&EVICTION_REQUEST_STATUS)),
];

/// `EvictionRequestPodReference`.
pub(super) static EVICTION_REQUEST_POD_REFERENCE: Fields = &[
    f("name", Text),
    f("uid", Text),
];

/// `EvictionRequestSpec`.
pub(super) static EVICTION_REQUEST_SPEC: Fields = &[
    f("intent", Text),
    f("requester", Text),
    f("target", Struct(&EVICTION_REQUEST_TARGET)),
];

/// `EvictionRequestStatus`.
pub(super) static EVICTION_REQUEST_STATUS: Fields = &[
    f("conditions", List(&Struct(&CONDITION))),
    f("observedGeneration", Int64),
];

/// `EvictionRequestTarget`.
pub(super) static EVICTION_REQUEST_TARGET: Fields = &[
    f("pod", Struct(&EVICTION_REQUEST_POD_REFERENCE)),
];

/// `EvictionResponder`.
pub(super) static EVICTION_RESPONDER: Fields = &[
    f("name", Text),
    f("priority", Int32),
];

/// `EvictionSpec`.
pub(super) static EVICTION_SPEC: Fields = &[
    f("target", Struct(&EVICTION_TARGET)),
];

/// `EvictionStatus`.
pub(super) static EVICTION_STATUS: Fields = &[
    f("conditions", List(&Struct(&CONDITION))),
    f("observedGeneration", Int64),
    f("requesters", List(&Struct(&REQUESTER))),
    f("responders", List(&Struct(&RESPONDER_STATUS))),
    f("targetResponders", List(&Struct(&TARGET_RESPONDER))),
];

/// `EvictionTarget`.
pub(super) static EVICTION_TARGET: Fields = &[
    f("pod", Struct(&EVICTION_POD_REFERENCE)),
];

/// `Eviction_policy_v1`.
pub(super) static EVICTION_POLICY_V1: Fields = &[
    f("apiVersion", Text),
    f("deleteOptions", Struct(&DELETE_OPTIONS)),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
];

/// `ExactDeviceRequest`.
pub(super) static EXACT_DEVICE_REQUEST: Fields = &[
    f("adminAccess", Bool),
    f("allocationMode", Text),
    f("capacity", Struct(&CAPACITY_REQUIREMENTS)).since(V1_34),
    f("count", Int64),
    f("derivedAttributes", List(&Struct(&DEVICE_DERIVED_ATTRIBUTE))).since(V1_37),
    f("deviceClassName", Text),
    f("selectors", List(&Struct(&DEVICE_SELECTOR))),
    f("tolerations", List(&Struct(&DEVICE_TOLERATION))),
];

/// `ExecAction`.
pub(super) static EXEC_ACTION: Fields = &[
    f("command", List(&Text)),
];

/// `ExemptPriorityLevelConfiguration`.
pub(super) static EXEMPT_PRIORITY_LEVEL_CONFIGURATION: Fields = &[
    f("lendablePercent", Int32),
    f("nominalConcurrencyShares", Int32),
];

/// `ExpressionWarning`.
pub(super) static EXPRESSION_WARNING: Fields = &[
    f("fieldRef", Text),
    f("warning", Text),
];

/// `ExternalDocumentation`.
pub(super) static EXTERNAL_DOCUMENTATION: Fields = &[
    f("description", Text),
    f("url", Text),
];

/// `ExternalMetricSource`.
pub(super) static EXTERNAL_METRIC_SOURCE: Fields = &[
    f("metric", Struct(&METRIC_IDENTIFIER)),
    f("target", Struct(&METRIC_TARGET)),
];

/// `ExternalMetricStatus`.
pub(super) static EXTERNAL_METRIC_STATUS: Fields = &[
    f("current", Struct(&METRIC_VALUE_STATUS)),
    f("metric", Struct(&METRIC_IDENTIFIER)),
];

/// `FCVolumeSource`.
pub(super) static FC_VOLUME_SOURCE: Fields = &[
    f("fsType", Text),
    f("lun", Int32),
    f("readOnly", Bool),
    f("targetWWNs", List(&Text)),
    f("wwids", List(&Text)),
];

/// `FieldSelectorAttributes`.
pub(super) static FIELD_SELECTOR_ATTRIBUTES: Fields = &[
    f("rawSelector", Text),
    f("requirements", List(&Struct(&FIELD_SELECTOR_REQUIREMENT))),
];

/// `FieldSelectorRequirement`.
pub(super) static FIELD_SELECTOR_REQUIREMENT: Fields = &[
    f("key", Text),
    f("operator", Text),
    f("values", List(&Text)),
];

/// `FileKeySelector`.
pub(super) static FILE_KEY_SELECTOR: Fields = &[
    f("key", Text),
    f("optional", Bool),
    f("path", Text),
    f("volumeName", Text),
];

/// `FlexPersistentVolumeSource`.
pub(super) static FLEX_PERSISTENT_VOLUME_SOURCE: Fields = &[
    f("driver", Text),
    f("fsType", Text),
    f("options", Map(&Text)),
    f("readOnly", Bool),
    f("secretRef", Struct(&SECRET_REFERENCE)),
];

/// `FlexVolumeSource`.
pub(super) static FLEX_VOLUME_SOURCE: Fields = &[
    f("driver", Text),
    f("fsType", Text),
    f("options", Map(&Text)),
    f("readOnly", Bool),
    f("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
];

/// `FlockerVolumeSource`.
pub(super) static FLOCKER_VOLUME_SOURCE: Fields = &[
    f("datasetName", Text),
    f("datasetUUID", Text),
];

/// `FlowDistinguisherMethod`.
pub(super) static FLOW_DISTINGUISHER_METHOD: Fields = &[
    f("type", Text),
];

/// `FlowSchema`.
pub(super) static FLOW_SCHEMA: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&FLOW_SCHEMA_SPEC)),
    f("status", Struct(&FLOW_SCHEMA_STATUS)),
];

/// `FlowSchemaCondition`.
pub(super) static FLOW_SCHEMA_CONDITION: Fields = &[
    f("lastTransitionTime", Time),
    f("message", Text),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `FlowSchemaSpec`.
pub(super) static FLOW_SCHEMA_SPEC: Fields = &[
    f("distinguisherMethod", Struct(&FLOW_DISTINGUISHER_METHOD)),
    f("matchingPrecedence", Int32),
    f("priorityLevelConfiguration", Struct(&PRIORITY_LEVEL_CONFIGURATION_REFERENCE)),
    f("rules", List(&Struct(&POLICY_RULES_WITH_SUBJECTS))),
];

/// `FlowSchemaStatus`.
pub(super) static FLOW_SCHEMA_STATUS: Fields = &[
    f("conditions", List(&Struct(&FLOW_SCHEMA_CONDITION))),
];

/// `ForNode`.
pub(super) static FOR_NODE: Fields = &[
    f("name", Text),
];

/// `ForZone`.
pub(super) static FOR_ZONE: Fields = &[
    f("name", Text),
];

/// `GCEPersistentDiskVolumeSource`.
pub(super) static GCE_PERSISTENT_DISK_VOLUME_SOURCE: Fields = &[
    f("fsType", Text),
    f("partition", Int32),
    f("pdName", Text),
    f("readOnly", Bool),
];

/// `GRPCAction`.
pub(super) static GRPC_ACTION: Fields = &[
    f("mode", Text).since(V1_37).gate(GRPCContainerProbeTLS),
    f("port", Int32),
    f("service", Text),
];

/// `GangSchedulingPolicy`.
pub(super) static GANG_SCHEDULING_POLICY: Fields = &[
    f("minCount", Int32),
];

/// `GitRepoVolumeSource`.
pub(super) static GIT_REPO_VOLUME_SOURCE: Fields = &[
    f("directory", Text),
    f("repository", Text),
    f("revision", Text),
];

/// `GlusterfsPersistentVolumeSource`.
pub(super) static GLUSTERFS_PERSISTENT_VOLUME_SOURCE: Fields = &[
    f("endpoints", Text),
    f("endpointsNamespace", Text),
    f("path", Text),
    f("readOnly", Bool),
];

/// `GlusterfsVolumeSource`.
pub(super) static GLUSTERFS_VOLUME_SOURCE: Fields = &[
    f("endpoints", Text),
    f("path", Text),
    f("readOnly", Bool),
];

/// `GroupResource`.
pub(super) static GROUP_RESOURCE: Fields = &[
    f("group", Text),
    f("resource", Text),
];

/// `GroupSubject`.
pub(super) static GROUP_SUBJECT: Fields = &[
    f("name", Text),
];

/// `GroupVersionResource_storagemigration_k8s_io_v1alpha1`.
pub(super) static GROUP_VERSION_RESOURCE_STORAGEMIGRATION_K8S_IO_V1ALPHA1: Fields = &[
    f("group", Text),
    f("resource", Text),
    f("version", Text),
];

/// `HPAScalingPolicy`.
pub(super) static HPA_SCALING_POLICY: Fields = &[
    f("periodSeconds", Int32),
    f("type", Text),
    f("value", Int32),
];

/// `HPAScalingRules`.
pub(super) static HPA_SCALING_RULES: Fields = &[
    f("policies", List(&Struct(&HPA_SCALING_POLICY))),
    f("selectPolicy", Text),
    f("stabilizationWindowSeconds", Int32),
    f("tolerance", Quantity).since(V1_33),
];

/// `HTTPGetAction`.
pub(super) static HTTP_GET_ACTION: Fields = &[
    f("host", Text),
    f("httpHeaders", List(&Struct(&HTTP_HEADER))),
    f("path", Text),
    f("port", IntOrString),
    f("protocol", Text).since(V1_37).gate(H2CContainerProbe),
    f("scheme", Text),
];

/// `HTTPHeader`.
pub(super) static HTTP_HEADER: Fields = &[
    f("name", Text),
    f("value", Text),
];

/// `HTTPIngressPath`.
pub(super) static HTTP_INGRESS_PATH: Fields = &[
    f("backend", Struct(&INGRESS_BACKEND)),
    f("path", Text),
    f("pathType", Text),
];

/// `HTTPIngressRuleValue`.
pub(super) static HTTP_INGRESS_RULE_VALUE: Fields = &[
    f("paths", List(&Struct(&HTTP_INGRESS_PATH))),
];

/// `HorizontalPodAutoscaler`.
pub(super) static HORIZONTAL_POD_AUTOSCALER: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&HORIZONTAL_POD_AUTOSCALER_SPEC)),
    f("status", Struct(&HORIZONTAL_POD_AUTOSCALER_STATUS)),
];

/// `HorizontalPodAutoscalerBehavior`.
pub(super) static HORIZONTAL_POD_AUTOSCALER_BEHAVIOR: Fields = &[
    f("scaleDown", Struct(&HPA_SCALING_RULES)),
    f("scaleUp", Struct(&HPA_SCALING_RULES)),
];

/// `HorizontalPodAutoscalerCondition`.
pub(super) static HORIZONTAL_POD_AUTOSCALER_CONDITION: Fields = &[
    f("lastTransitionTime", Time),
    f("message", Text),
    f("observedGeneration", Int64).since(V1_37),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `HorizontalPodAutoscalerSpec`.
pub(super) static HORIZONTAL_POD_AUTOSCALER_SPEC: Fields = &[
    f("maxReplicas", Int32),
    f("minReplicas", Int32),
    f("scaleTargetRef", Struct(&CROSS_VERSION_OBJECT_REFERENCE)),
    f("targetCPUUtilizationPercentage", Int32),
];

/// `HorizontalPodAutoscalerSpec_autoscaling_v2`.
pub(super) static HORIZONTAL_POD_AUTOSCALER_SPEC_AUTOSCALING_V2: Fields = &[
    f("behavior", Struct(&HORIZONTAL_POD_AUTOSCALER_BEHAVIOR)),
    f("maxReplicas", Int32),
    f("metrics", List(&Struct(&METRIC_SPEC))),
    f("minReplicas", Int32),
    f("scaleTargetRef", Struct(&CROSS_VERSION_OBJECT_REFERENCE)),
];

/// `HorizontalPodAutoscalerStatus`.
pub(super) static HORIZONTAL_POD_AUTOSCALER_STATUS: Fields = &[
    f("currentCPUUtilizationPercentage", Int32),
    f("currentReplicas", Int32),
    f("desiredReplicas", Int32),
    f("lastScaleTime", Time),
    f("observedGeneration", Int64),
];

/// `HorizontalPodAutoscalerStatus_autoscaling_v2`.
pub(super) static HORIZONTAL_POD_AUTOSCALER_STATUS_AUTOSCALING_V2: Fields = &[
    f("conditions", List(&Struct(&HORIZONTAL_POD_AUTOSCALER_CONDITION))),
    f("currentMetrics", List(&Struct(&METRIC_STATUS))),
    f("currentReplicas", Int32),
    f("desiredReplicas", Int32),
    f("lastScaleTime", Time),
    f("observedGeneration", Int64),
];

/// `HorizontalPodAutoscaler_autoscaling_v2`.
pub(super) static HORIZONTAL_POD_AUTOSCALER_AUTOSCALING_V2: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&HORIZONTAL_POD_AUTOSCALER_SPEC_AUTOSCALING_V2)),
    f("status", Struct(&HORIZONTAL_POD_AUTOSCALER_STATUS_AUTOSCALING_V2)),
];

/// `HostAlias`.
pub(super) static HOST_ALIAS: Fields = &[
    f("hostnames", List(&Text)),
    f("ip", Text),
];

/// `HostIP`.
pub(super) static HOST_IP: Fields = &[
    f("ip", Text),
];

/// `HostPathVolumeSource`.
pub(super) static HOST_PATH_VOLUME_SOURCE: Fields = &[
    f("path", Text),
    f("type", Text),
];

/// `IPAddress`.
pub(super) static IP_ADDRESS: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&IP_ADDRESS_SPEC)),
];

/// `IPAddressSpec`.
pub(super) static IP_ADDRESS_SPEC: Fields = &[
    f("parentRef", Struct(&PARENT_REFERENCE)),
];

/// `IPBlock`.
pub(super) static IP_BLOCK: Fields = &[
    f("cidr", Text),
    f("except", List(&Text)),
];

/// `ISCSIPersistentVolumeSource`.
pub(super) static ISCSI_PERSISTENT_VOLUME_SOURCE: Fields = &[
    f("chapAuthDiscovery", Bool),
    f("chapAuthSession", Bool),
    f("fsType", Text),
    f("initiatorName", Text),
    f("iqn", Text),
    f("iscsiInterface", Text),
    f("lun", Int32),
    f("portals", List(&Text)),
    f("readOnly", Bool),
    f("secretRef", Struct(&SECRET_REFERENCE)),
    f("targetPortal", Text),
];

/// `ISCSIVolumeSource`.
pub(super) static ISCSI_VOLUME_SOURCE: Fields = &[
    f("chapAuthDiscovery", Bool),
    f("chapAuthSession", Bool),
    f("fsType", Text),
    f("initiatorName", Text),
    f("iqn", Text),
    f("iscsiInterface", Text),
    f("lun", Int32),
    f("portals", List(&Text)),
    f("readOnly", Bool),
    f("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    f("targetPortal", Text),
];

/// `ImageVolumeSource`.
pub(super) static IMAGE_VOLUME_SOURCE: Fields = &[
    f("pullPolicy", Text),
    f("reference", Text),
];

/// `ImageVolumeStatus`.
pub(super) static IMAGE_VOLUME_STATUS: Fields = &[
    f("imageRef", Text),
];

/// `Ingress`.
pub(super) static INGRESS: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&INGRESS_SPEC)),
    f("status", Struct(&INGRESS_STATUS)),
];

/// `IngressBackend`.
pub(super) static INGRESS_BACKEND: Fields = &[
    f("resource", Struct(&TYPED_LOCAL_OBJECT_REFERENCE)),
    f("service", Struct(&INGRESS_SERVICE_BACKEND)),
];

/// `IngressClass`.
pub(super) static INGRESS_CLASS: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&INGRESS_CLASS_SPEC)),
];

/// `IngressClassParametersReference`.
pub(super) static INGRESS_CLASS_PARAMETERS_REFERENCE: Fields = &[
    f("apiGroup", Text),
    f("kind", Text),
    f("name", Text),
    f("namespace", Text),
    f("scope", Text),
];

/// `IngressClassSpec`.
pub(super) static INGRESS_CLASS_SPEC: Fields = &[
    f("controller", Text),
    f("parameters", Struct(&INGRESS_CLASS_PARAMETERS_REFERENCE)),
];

/// `IngressLoadBalancerIngress`.
pub(super) static INGRESS_LOAD_BALANCER_INGRESS: Fields = &[
    f("hostname", Text),
    f("ip", Text),
    f("ports", List(&Struct(&INGRESS_PORT_STATUS))),
];

/// `IngressLoadBalancerStatus`.
pub(super) static INGRESS_LOAD_BALANCER_STATUS: Fields = &[
    f("ingress", List(&Struct(&INGRESS_LOAD_BALANCER_INGRESS))),
];

/// `IngressPortStatus`.
pub(super) static INGRESS_PORT_STATUS: Fields = &[
    f("error", Text),
    f("port", Int32),
    f("protocol", Text),
];

/// `IngressRule`.
pub(super) static INGRESS_RULE: Fields = &[
    f("host", Text),
    f("http", Struct(&HTTP_INGRESS_RULE_VALUE)),
];

/// `IngressServiceBackend`.
pub(super) static INGRESS_SERVICE_BACKEND: Fields = &[
    f("name", Text),
    f("port", Struct(&SERVICE_BACKEND_PORT)),
];

/// `IngressSpec`.
pub(super) static INGRESS_SPEC: Fields = &[
    f("defaultBackend", Struct(&INGRESS_BACKEND)),
    f("ingressClassName", Text),
    f("rules", List(&Struct(&INGRESS_RULE))),
    f("tls", List(&Struct(&INGRESS_TLS))),
];

/// `IngressStatus`.
pub(super) static INGRESS_STATUS: Fields = &[
    f("loadBalancer", Struct(&INGRESS_LOAD_BALANCER_STATUS)),
];

/// `IngressTLS`.
pub(super) static INGRESS_TLS: Fields = &[
    f("hosts", List(&Text)),
    f("secretName", Text),
];

/// `JSONPatch`.
pub(super) static JSON_PATCH: Fields = &[
    f("expression", Text),
];

/// `JSONSchemaProps`.
pub(super) static JSON_SCHEMA_PROPS: Fields = &[
    f("$ref", Text),
    f("$schema", Text),
    f("additionalItems", Free),
    f("additionalProperties", Free),
    f("allOf", List(&Struct(&JSON_SCHEMA_PROPS))),
    f("anyOf", List(&Struct(&JSON_SCHEMA_PROPS))),
    f("default", Free),
    f("definitions", Map(&Struct(&JSON_SCHEMA_PROPS))),
    f("dependencies", Map(&Free)),
    f("description", Text),
    f("enum", List(&Free)),
    f("example", Free),
    f("exclusiveMaximum", Bool),
    f("exclusiveMinimum", Bool),
    f("externalDocs", Struct(&EXTERNAL_DOCUMENTATION)),
    f("format", Text),
    f("id", Text),
    f("items", Free),
    f("maxItems", Int64),
    f("maxLength", Int64),
    f("maxProperties", Int64),
    f("maximum", Float),
    f("minItems", Int64),
    f("minLength", Int64),
    f("minProperties", Int64),
    f("minimum", Float),
    f("multipleOf", Float),
    f("not", Struct(&JSON_SCHEMA_PROPS)),
    f("nullable", Bool),
    f("oneOf", List(&Struct(&JSON_SCHEMA_PROPS))),
    f("pattern", Text),
    f("patternProperties", Map(&Struct(&JSON_SCHEMA_PROPS))),
    f("properties", Map(&Struct(&JSON_SCHEMA_PROPS))),
    f("required", List(&Text)),
    f("title", Text),
    f("type", Text),
    f("uniqueItems", Bool),
    f("x-kubernetes-embedded-resource", Bool),
    f("x-kubernetes-int-or-string", Bool),
    f("x-kubernetes-list-map-keys", List(&Text)),
    f("x-kubernetes-list-type", Text),
    f("x-kubernetes-map-type", Text),
    f("x-kubernetes-preserve-unknown-fields", Bool),
    f("x-kubernetes-validations", List(&Struct(&VALIDATION_RULE))),
];

/// `Job`.
pub(super) static JOB: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&JOB_SPEC)),
    f("status", Struct(&JOB_STATUS)),
];

/// `JobCondition`.
pub(super) static JOB_CONDITION: Fields = &[
    f("lastProbeTime", Time),
    f("lastTransitionTime", Time),
    f("message", Text),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `JobSchedulingConfiguration`.
pub(super) static JOB_SCHEDULING_CONFIGURATION: Fields = &[
    f("disruptionMode", Struct(&WORKLOAD_POD_GROUP_DISRUPTION_MODE)),
    f("resourceClaims", List(&Struct(&WORKLOAD_POD_GROUP_RESOURCE_CLAIM))),
    f("schedulingConstraints", Struct(&WORKLOAD_POD_GROUP_SCHEDULING_CONSTRAINTS)),
    f("schedulingPolicy", Struct(&WORKLOAD_POD_GROUP_SCHEDULING_POLICY)),
];

/// `JobSpec`.
pub(super) static JOB_SPEC: Fields = &[
    f("activeDeadlineSeconds", Int64),
    f("backoffLimit", Int32),
    f("backoffLimitPerIndex", Int32),
    f("completionMode", Text),
    f("completions", Int32),
    f("managedBy", Text),
    f("manualSelector", Bool),
    f("maxFailedIndexes", Int32),
    f("parallelism", Int32),
    f("podFailurePolicy", Struct(&POD_FAILURE_POLICY)),
    f("podReplacementPolicy", Text),
    f("scheduling", Struct(&JOB_SCHEDULING_CONFIGURATION)).since(V1_37),
    f("selector", Struct(&LABEL_SELECTOR)),
    f("successPolicy", Struct(&SUCCESS_POLICY)),
    f("suspend", Bool),
    f("template", Struct(&POD_TEMPLATE_SPEC)),
    f("ttlSecondsAfterFinished", Int32),
];

/// `JobStatus`.
pub(super) static JOB_STATUS: Fields = &[
    f("active", Int32),
    f("completedIndexes", Text),
    f("completionTime", Time),
    f("conditions", List(&Struct(&JOB_CONDITION))),
    f("failed", Int32),
    f("failedIndexes", Text),
    f("ready", Int32),
    f("startTime", Time),
    f("succeeded", Int32),
    f("terminating", Int32),
    f("uncountedTerminatedPods", Struct(&UNCOUNTED_TERMINATED_PODS)),
];

/// `JobTemplateSpec`.
pub(super) static JOB_TEMPLATE_SPEC: Fields = &[
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&JOB_SPEC)),
];

/// `KeyToPath`.
pub(super) static KEY_TO_PATH: Fields = &[
    f("key", Text),
    f("mode", Int32),
    f("path", Text),
    f("user", Int64).since(V1_37).gate(AtomicWriteVolumeUserFields),
];

/// `LabelSelector`.
pub(super) static LABEL_SELECTOR: Fields = &[
    f("matchExpressions", List(&Struct(&LABEL_SELECTOR_REQUIREMENT))),
    f("matchLabels", Map(&Text)),
];

/// `LabelSelectorAttributes`.
pub(super) static LABEL_SELECTOR_ATTRIBUTES: Fields = &[
    f("rawSelector", Text),
    f("requirements", List(&Struct(&LABEL_SELECTOR_REQUIREMENT))),
];

/// `LabelSelectorRequirement`.
pub(super) static LABEL_SELECTOR_REQUIREMENT: Fields = &[
    f("key", Text),
    f("operator", Text),
    f("values", List(&Text)),
];

/// `Lease`.
pub(super) static LEASE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&LEASE_SPEC)),
];

/// `LeaseCandidate`.
pub(super) static LEASE_CANDIDATE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&LEASE_CANDIDATE_SPEC)),
];

/// `LeaseCandidateSpec`.
pub(super) static LEASE_CANDIDATE_SPEC: Fields = &[
    f("binaryVersion", Text),
    f("emulationVersion", Text),
    f("leaseName", Text),
    f("pingTime", MicroTime),
    f("renewTime", MicroTime),
    f("strategy", Text),
];

/// `LeaseSpec`.
pub(super) static LEASE_SPEC: Fields = &[
    f("acquireTime", MicroTime),
    f("holderIdentity", Text),
    f("leaseDurationSeconds", Int32),
    f("leaseTransitions", Int32),
    f("preferredHolder", Text),
    f("renewTime", MicroTime),
    f("strategy", Text),
];

/// `Lifecycle`.
pub(super) static LIFECYCLE: Fields = &[
    f("postStart", Struct(&LIFECYCLE_HANDLER)),
    f("preStop", Struct(&LIFECYCLE_HANDLER)),
    f("stopSignal", Text).since(V1_33).gate(ContainerStopSignals),
];

/// `LifecycleHandler`.
pub(super) static LIFECYCLE_HANDLER: Fields = &[
    f("exec", Struct(&EXEC_ACTION)),
    f("httpGet", Struct(&HTTP_GET_ACTION)),
    f("sleep", Struct(&SLEEP_ACTION)).gate(PodLifecycleSleepAction),
    f("tcpSocket", Struct(&TCP_SOCKET_ACTION)),
];

/// `LimitRange`.
pub(super) static LIMIT_RANGE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&LIMIT_RANGE_SPEC)),
];

/// `LimitRangeItem`.
pub(super) static LIMIT_RANGE_ITEM: Fields = &[
    f("default", Map(&Quantity)),
    f("defaultRequest", Map(&Quantity)),
    f("max", Map(&Quantity)),
    f("maxLimitRequestRatio", Map(&Quantity)),
    f("min", Map(&Quantity)),
    f("type", Text),
];

/// `LimitRangeSpec`.
pub(super) static LIMIT_RANGE_SPEC: Fields = &[
    f("limits", List(&Struct(&LIMIT_RANGE_ITEM))),
];

/// `LimitResponse`.
pub(super) static LIMIT_RESPONSE: Fields = &[
    f("queuing", Struct(&QUEUING_CONFIGURATION)),
    f("type", Text),
];

/// `LimitedPriorityLevelConfiguration`.
pub(super) static LIMITED_PRIORITY_LEVEL_CONFIGURATION: Fields = &[
    f("borrowingLimitPercent", Int32),
    f("lendablePercent", Int32),
    f("limitResponse", Struct(&LIMIT_RESPONSE)),
    f("nominalConcurrencyShares", Int32),
];

/// `LinuxContainerUser`.
pub(super) static LINUX_CONTAINER_USER: Fields = &[
    f("gid", Int64),
    f("supplementalGroups", List(&Int64)),
    f("uid", Int64),
];

/// `LoadBalancerIngress`.
pub(super) static LOAD_BALANCER_INGRESS: Fields = &[
    f("hostname", Text),
    f("ip", Text),
    f("ipMode", Text),
    f("ports", List(&Struct(&PORT_STATUS))),
];

/// `LoadBalancerStatus`.
pub(super) static LOAD_BALANCER_STATUS: Fields = &[
    f("ingress", List(&Struct(&LOAD_BALANCER_INGRESS))),
];

/// `LocalObjectReference`.
pub(super) static LOCAL_OBJECT_REFERENCE: Fields = &[
    f("name", Text),
];

/// `LocalSubjectAccessReview`.
pub(super) static LOCAL_SUBJECT_ACCESS_REVIEW: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&SUBJECT_ACCESS_REVIEW_SPEC)),
    f("status", Struct(&SUBJECT_ACCESS_REVIEW_STATUS)),
];

/// `LocalVolumeSource`.
pub(super) static LOCAL_VOLUME_SOURCE: Fields = &[
    f("fsType", Text),
    f("path", Text),
];

/// `ManagedFieldsEntry`.
pub(super) static MANAGED_FIELDS_ENTRY: Fields = &[
    f("apiVersion", Text),
    f("fieldsType", Text),
    f("fieldsV1", Free),
    f("manager", Text),
    f("operation", Text),
    f("subresource", Text),
    f("time", Time),
];

/// `MatchCondition`.
pub(super) static MATCH_CONDITION: Fields = &[
    f("expression", Text),
    f("name", Text),
];

/// `MatchResources`.
pub(super) static MATCH_RESOURCES: Fields = &[
    f("excludeResourceRules", List(&Struct(&NAMED_RULE_WITH_OPERATIONS))),
    f("matchPolicy", Text),
    f("namespaceSelector", Struct(&LABEL_SELECTOR)),
    f("objectSelector", Struct(&LABEL_SELECTOR)),
    f("resourceRules", List(&Struct(&NAMED_RULE_WITH_OPERATIONS))),
];

/// `MetricIdentifier`.
pub(super) static METRIC_IDENTIFIER: Fields = &[
    f("name", Text),
    f("selector", Struct(&LABEL_SELECTOR)),
];

/// `MetricSpec`.
pub(super) static METRIC_SPEC: Fields = &[
    f("containerResource", Struct(&CONTAINER_RESOURCE_METRIC_SOURCE)),
    f("external", Struct(&EXTERNAL_METRIC_SOURCE)),
    f("object", Struct(&OBJECT_METRIC_SOURCE)),
    f("pods", Struct(&PODS_METRIC_SOURCE)),
    f("resource", Struct(&RESOURCE_METRIC_SOURCE)),
    f("type", Text),
];

/// `MetricStatus`.
pub(super) static METRIC_STATUS: Fields = &[
    f("containerResource", Struct(&CONTAINER_RESOURCE_METRIC_STATUS)),
    f("external", Struct(&EXTERNAL_METRIC_STATUS)),
    f("object", Struct(&OBJECT_METRIC_STATUS)),
    f("pods", Struct(&PODS_METRIC_STATUS)),
    f("resource", Struct(&RESOURCE_METRIC_STATUS)),
    f("type", Text),
];

/// `MetricTarget`.
pub(super) static METRIC_TARGET: Fields = &[
    f("averageUtilization", Int32),
    f("averageValue", Quantity),
    f("type", Text),
    f("value", Quantity),
];

/// `MetricValueStatus`.
pub(super) static METRIC_VALUE_STATUS: Fields = &[
    f("averageUtilization", Int32),
    f("averageValue", Quantity),
    f("value", Quantity),
];

/// `MigrationCondition_storagemigration_k8s_io_v1alpha1`.
pub(super) static MIGRATION_CONDITION_STORAGEMIGRATION_K8S_IO_V1ALPHA1: Fields = &[
    f("lastUpdateTime", Time),
    f("message", Text),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `ModifyVolumeStatus`.
pub(super) static MODIFY_VOLUME_STATUS: Fields = &[
    f("status", Text),
    f("targetVolumeAttributesClassName", Text),
];

/// `MutatingAdmissionPolicy`.
pub(super) static MUTATING_ADMISSION_POLICY: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&MUTATING_ADMISSION_POLICY_SPEC)),
];

/// `MutatingAdmissionPolicyBinding`.
pub(super) static MUTATING_ADMISSION_POLICY_BINDING: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&MUTATING_ADMISSION_POLICY_BINDING_SPEC)),
];

/// `MutatingAdmissionPolicyBindingSpec`.
pub(super) static MUTATING_ADMISSION_POLICY_BINDING_SPEC: Fields = &[
    f("matchResources", Struct(&MATCH_RESOURCES)),
    f("paramRef", Struct(&PARAM_REF)),
    f("policyName", Text),
];

/// `MutatingAdmissionPolicySpec`.
pub(super) static MUTATING_ADMISSION_POLICY_SPEC: Fields = &[
    f("failurePolicy", Text),
    f("matchConditions", List(&Struct(&MATCH_CONDITION))),
    f("matchConstraints", Struct(&MATCH_RESOURCES)),
    f("mutations", List(&Struct(&MUTATION))),
    f("paramKind", Struct(&PARAM_KIND)),
    f("reinvocationPolicy", Text),
    f("variables", List(&Struct(&VARIABLE))),
];

/// `MutatingWebhook`.
pub(super) static MUTATING_WEBHOOK: Fields = &[
    f("admissionReviewVersions", List(&Text)),
    f("clientConfig", Struct(&WEBHOOK_CLIENT_CONFIG)),
    f("failurePolicy", Text),
    f("matchConditions", List(&Struct(&MATCH_CONDITION))),
    f("matchPolicy", Text),
    f("name", Text),
    f("namespaceSelector", Struct(&LABEL_SELECTOR)),
    f("objectSelector", Struct(&LABEL_SELECTOR)),
    f("reinvocationPolicy", Text),
    f("rules", List(&Struct(&RULE_WITH_OPERATIONS))),
    f("sideEffects", Text),
    f("timeoutSeconds", Int32),
];

/// `MutatingWebhookConfiguration`.
pub(super) static MUTATING_WEBHOOK_CONFIGURATION: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("webhooks", List(&Struct(&MUTATING_WEBHOOK))),
];

/// `Mutation`.
pub(super) static MUTATION: Fields = &[
    f("applyConfiguration", Struct(&APPLY_CONFIGURATION)),
    f("jsonPatch", Struct(&JSON_PATCH)),
    f("patchType", Text),
];

/// `NFSVolumeSource`.
pub(super) static NFS_VOLUME_SOURCE: Fields = &[
    f("path", Text),
    f("readOnly", Bool),
    f("server", Text),
];

/// `NamedRuleWithOperations`.
pub(super) static NAMED_RULE_WITH_OPERATIONS: Fields = &[
    f("apiGroups", List(&Text)),
    f("apiVersions", List(&Text)),
    f("operations", List(&Text)),
    f("resourceNames", List(&Text)),
    f("resources", List(&Text)),
    f("scope", Text),
];

/// `Namespace`.
pub(super) static NAMESPACE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&NAMESPACE_SPEC)),
    f("status", Struct(&NAMESPACE_STATUS)),
];

/// `NamespaceCondition`.
pub(super) static NAMESPACE_CONDITION: Fields = &[
    f("lastTransitionTime", Time),
    f("message", Text),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `NamespaceSpec`.
pub(super) static NAMESPACE_SPEC: Fields = &[
    f("finalizers", List(&Text)),
];

/// `NamespaceStatus`.
pub(super) static NAMESPACE_STATUS: Fields = &[
    f("conditions", List(&Struct(&NAMESPACE_CONDITION))),
    f("phase", Text),
];

/// `NetworkDeviceData`.
pub(super) static NETWORK_DEVICE_DATA: Fields = &[
    f("hardwareAddress", Text),
    f("interfaceName", Text),
    f("ips", List(&Text)),
];

/// `NetworkPolicy`.
pub(super) static NETWORK_POLICY: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&NETWORK_POLICY_SPEC)),
];

/// `NetworkPolicyEgressRule`.
pub(super) static NETWORK_POLICY_EGRESS_RULE: Fields = &[
    f("ports", List(&Struct(&NETWORK_POLICY_PORT))),
    f("to", List(&Struct(&NETWORK_POLICY_PEER))),
];

/// `NetworkPolicyIngressRule`.
pub(super) static NETWORK_POLICY_INGRESS_RULE: Fields = &[
    f("from", List(&Struct(&NETWORK_POLICY_PEER))),
    f("ports", List(&Struct(&NETWORK_POLICY_PORT))),
];

/// `NetworkPolicyPeer`.
pub(super) static NETWORK_POLICY_PEER: Fields = &[
    f("ipBlock", Struct(&IP_BLOCK)),
    f("namespaceSelector", Struct(&LABEL_SELECTOR)),
    f("podSelector", Struct(&LABEL_SELECTOR)),
];

/// `NetworkPolicyPort`.
pub(super) static NETWORK_POLICY_PORT: Fields = &[
    f("endPort", Int32),
    f("port", IntOrString),
    f("protocol", Text),
];

/// `NetworkPolicySpec`.
pub(super) static NETWORK_POLICY_SPEC: Fields = &[
    f("egress", List(&Struct(&NETWORK_POLICY_EGRESS_RULE))),
    f("ingress", List(&Struct(&NETWORK_POLICY_INGRESS_RULE))),
    f("podSelector", Struct(&LABEL_SELECTOR)),
    f("policyTypes", List(&Text)),
];

/// `Node`.
pub(super) static NODE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&NODE_SPEC)),
    f("status", Struct(&NODE_STATUS)),
];

/// `NodeAddress`.
pub(super) static NODE_ADDRESS: Fields = &[
    f("address", Text),
    f("type", Text),
];

/// `NodeAffinity`.
pub(super) static NODE_AFFINITY: Fields = &[
    f("preferredDuringSchedulingIgnoredDuringExecution", List(&Struct(&PREFERRED_SCHEDULING_TERM))),
    f("requiredDuringSchedulingIgnoredDuringExecution", Struct(&NODE_SELECTOR)),
];

/// `NodeAllocatableMappedResources`.
pub(super) static NODE_ALLOCATABLE_MAPPED_RESOURCES: Fields = &[
    f("name", Text),
    f("quantity", Quantity),
];

/// `NodeAllocatableMapping`.
pub(super) static NODE_ALLOCATABLE_MAPPING: Fields = &[
    f("capacityKey", Text),
    f("capacityMultiplier", Quantity),
    f("deviceMultiplier", Quantity),
];

/// `NodeAllocatableOverhead`.
pub(super) static NODE_ALLOCATABLE_OVERHEAD: Fields = &[
    f("perContainer", Quantity),
    f("perPod", Quantity),
];

/// `NodeAllocatableOverheadResources`.
pub(super) static NODE_ALLOCATABLE_OVERHEAD_RESOURCES: Fields = &[
    f("name", Text),
    f("perContainer", Quantity),
    f("perPod", Quantity),
];

/// `NodeAllocatableResource`.
pub(super) static NODE_ALLOCATABLE_RESOURCE: Fields = &[
    f("mapping", Struct(&NODE_ALLOCATABLE_MAPPING)),
    f("overhead", Struct(&NODE_ALLOCATABLE_OVERHEAD)),
];

/// `NodeAllocatableResourceClaimStatus`.
pub(super) static NODE_ALLOCATABLE_RESOURCE_CLAIM_STATUS: Fields = &[
    f("containers", List(&Text)),
    f("mapping", List(&Struct(&NODE_ALLOCATABLE_MAPPED_RESOURCES))).since(V1_37),
    f("overhead", List(&Struct(&NODE_ALLOCATABLE_OVERHEAD_RESOURCES))).since(V1_37),
    f("resourceClaimName", Text),
    f("resources", Map(&Quantity)).since(V1_36).until(V1_36),
];

/// `NodeAllocatableResourceMapping`.
pub(super) static NODE_ALLOCATABLE_RESOURCE_MAPPING: Fields = &[
    f("allocationMultiplier", Quantity),
    f("capacityKey", Text),
];

/// `NodeCondition`.
pub(super) static NODE_CONDITION: Fields = &[
    f("lastHeartbeatTime", Time),
    f("lastTransitionTime", Time),
    f("message", Text),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `NodeConfigSource`.
pub(super) static NODE_CONFIG_SOURCE: Fields = &[
    f("configMap", Struct(&CONFIG_MAP_NODE_CONFIG_SOURCE)),
];

/// `NodeConfigStatus`.
pub(super) static NODE_CONFIG_STATUS: Fields = &[
    f("active", Struct(&NODE_CONFIG_SOURCE)),
    f("assigned", Struct(&NODE_CONFIG_SOURCE)),
    f("error", Text),
    f("lastKnownGood", Struct(&NODE_CONFIG_SOURCE)),
];

/// `NodeDaemonEndpoints`.
pub(super) static NODE_DAEMON_ENDPOINTS: Fields = &[
    f("kubeletEndpoint", Struct(&DAEMON_ENDPOINT)),
];

/// `NodeFeatures`.
pub(super) static NODE_FEATURES: Fields = &[
    f("supplementalGroupsPolicy", Bool),
];

/// `NodePodPreemptionPolicy`.
pub(super) static NODE_POD_PREEMPTION_POLICY: Fields = &[
    f("disableResizePreemption", List(&Text)),
];

/// `NodeRuntimeHandler`.
pub(super) static NODE_RUNTIME_HANDLER: Fields = &[
    f("features", Struct(&NODE_RUNTIME_HANDLER_FEATURES)),
    f("name", Text),
];

/// `NodeRuntimeHandlerFeatures`.
pub(super) static NODE_RUNTIME_HANDLER_FEATURES: Fields = &[
    f("recursiveReadOnlyMounts", Bool),
    f("userNamespaces", Bool),
];

/// `NodeSelector`.
pub(super) static NODE_SELECTOR: Fields = &[
    f("nodeSelectorTerms", List(&Struct(&NODE_SELECTOR_TERM))),
];

/// `NodeSelectorRequirement`.
pub(super) static NODE_SELECTOR_REQUIREMENT: Fields = &[
    f("key", Text),
    f("operator", Text),
    f("values", List(&Text)),
];

/// `NodeSelectorTerm`.
pub(super) static NODE_SELECTOR_TERM: Fields = &[
    f("matchExpressions", List(&Struct(&NODE_SELECTOR_REQUIREMENT))),
    f("matchFields", List(&Struct(&NODE_SELECTOR_REQUIREMENT))),
];

/// `NodeSpec`.
pub(super) static NODE_SPEC: Fields = &[
    f("configSource", Struct(&NODE_CONFIG_SOURCE)),
    f("externalID", Text),
    f("podCIDR", Text),
    f("podCIDRs", List(&Text)),
    f("podPreemptionPolicy", Struct(&NODE_POD_PREEMPTION_POLICY)).since(V1_37),
    f("providerID", Text),
    f("taints", List(&Struct(&TAINT))),
    f("unschedulable", Bool),
];

/// `NodeStatus`.
pub(super) static NODE_STATUS: Fields = &[
    f("addresses", List(&Struct(&NODE_ADDRESS))),
    f("allocatable", Map(&Quantity)),
    f("capacity", Map(&Quantity)),
    f("conditions", List(&Struct(&NODE_CONDITION))),
    f("config", Struct(&NODE_CONFIG_STATUS)),
    f("daemonEndpoints", Struct(&NODE_DAEMON_ENDPOINTS)),
    f("declaredFeatures", List(&Text)).since(V1_35),
    f("features", Struct(&NODE_FEATURES)),
    f("images", List(&Struct(&CONTAINER_IMAGE))),
    f("nodeInfo", Struct(&NODE_SYSTEM_INFO)),
    f("phase", Text),
    f("runtimeHandlers", List(&Struct(&NODE_RUNTIME_HANDLER))),
    f("volumesAttached", List(&Struct(&ATTACHED_VOLUME))),
    f("volumesInUse", List(&Text)),
];

/// `NodeSwapStatus`.
pub(super) static NODE_SWAP_STATUS: Fields = &[
    f("capacity", Int64),
];

/// `NodeSystemInfo`.
pub(super) static NODE_SYSTEM_INFO: Fields = &[
    f("architecture", Text),
    f("bootID", Text),
    f("containerRuntimeVersion", Text),
    f("kernelVersion", Text),
    f("kubeProxyVersion", Text),
    f("kubeletVersion", Text),
    f("machineID", Text),
    f("operatingSystem", Text),
    f("osImage", Text),
    f("runningInUserNamespace", Bool).since(V1_37),
    f("swap", Struct(&NODE_SWAP_STATUS)).since(V1_33),
    f("systemUUID", Text),
];

/// `NonResourceAttributes`.
pub(super) static NON_RESOURCE_ATTRIBUTES: Fields = &[
    f("path", Text),
    f("verb", Text),
];

/// `NonResourcePolicyRule`.
pub(super) static NON_RESOURCE_POLICY_RULE: Fields = &[
    f("nonResourceURLs", List(&Text)),
    f("verbs", List(&Text)),
];

/// `NonResourceRule`.
pub(super) static NON_RESOURCE_RULE: Fields = &[
    f("nonResourceURLs", List(&Text)),
    f("verbs", List(&Text)),
];

/// `ObjectFieldSelector`.
pub(super) static OBJECT_FIELD_SELECTOR: Fields = &[
    f("apiVersion", Text),
    f("fieldPath", Text),
];

/// `ObjectMeta`.
pub(super) static OBJECT_META: Fields = &[
    f("annotations", Map(&Text)),
    f("creationTimestamp", Time),
    f("deletionGracePeriodSeconds", Int64),
    f("deletionTimestamp", Time),
    f("finalizers", List(&Text)),
    f("generateName", Text),
    f("generation", Int64),
    f("labels", Map(&Text)),
    f("managedFields", List(&Struct(&MANAGED_FIELDS_ENTRY))),
    f("name", Text),
    f("namespace", Text),
    f("ownerReferences", List(&Struct(&OWNER_REFERENCE))),
    f("resourceVersion", Text),
    f("selfLink", Text),
    f("uid", Text),
];

/// `ObjectMetricSource`.
pub(super) static OBJECT_METRIC_SOURCE: Fields = &[
    f("describedObject", Struct(&CROSS_VERSION_OBJECT_REFERENCE)),
    f("metric", Struct(&METRIC_IDENTIFIER)),
    f("target", Struct(&METRIC_TARGET)),
];

/// `ObjectMetricStatus`.
pub(super) static OBJECT_METRIC_STATUS: Fields = &[
    f("current", Struct(&METRIC_VALUE_STATUS)),
    f("describedObject", Struct(&CROSS_VERSION_OBJECT_REFERENCE)),
    f("metric", Struct(&METRIC_IDENTIFIER)),
];

/// `ObjectReference`.
pub(super) static OBJECT_REFERENCE: Fields = &[
    f("apiVersion", Text),
    f("fieldPath", Text),
    f("kind", Text),
    f("name", Text),
    f("namespace", Text),
    f("resourceVersion", Text),
    f("uid", Text),
];

/// `OpaqueDeviceConfiguration`.
pub(super) static OPAQUE_DEVICE_CONFIGURATION: Fields = &[
    f("driver", Text),
    f("parameters", Free),
];

/// `Overhead`.
pub(super) static OVERHEAD: Fields = &[
    f("podFixed", Map(&Quantity)),
];

/// `OwnerReference`.
pub(super) static OWNER_REFERENCE: Fields = &[
    f("apiVersion", Text),
    f("blockOwnerDeletion", Bool),
    f("controller", Bool),
    f("kind", Text),
    f("name", Text),
    f("uid", Text),
];

/// `ParamKind`.
pub(super) static PARAM_KIND: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
];

/// `ParamRef`.
pub(super) static PARAM_REF: Fields = &[
    f("name", Text),
    f("namespace", Text),
    f("parameterNotFoundAction", Text),
    f("selector", Struct(&LABEL_SELECTOR)),
];

/// `ParentReference`.
pub(super) static PARENT_REFERENCE: Fields = &[
    f("group", Text),
    f("name", Text),
    f("namespace", Text),
    f("resource", Text),
];

/// `PartitionTypeStatus`.
pub(super) static PARTITION_TYPE_STATUS: Fields = &[
    f("allocatable", Int32),
    f("attribute", Text),
    f("total", Int32),
    f("type", Text),
];

/// `PersistentVolume`.
pub(super) static PERSISTENT_VOLUME: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&PERSISTENT_VOLUME_SPEC)),
    f("status", Struct(&PERSISTENT_VOLUME_STATUS)),
];

/// `PersistentVolumeClaim`.
pub(super) static PERSISTENT_VOLUME_CLAIM: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&PERSISTENT_VOLUME_CLAIM_SPEC)),
    f("status", Struct(&PERSISTENT_VOLUME_CLAIM_STATUS)),
];

/// `PersistentVolumeClaimCondition`.
pub(super) static PERSISTENT_VOLUME_CLAIM_CONDITION: Fields = &[
    f("lastProbeTime", Time),
    f("lastTransitionTime", Time),
    f("message", Text),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `PersistentVolumeClaimSpec`.
pub(super) static PERSISTENT_VOLUME_CLAIM_SPEC: Fields = &[
    f("accessModes", List(&Text)),
    f("dataSource", Struct(&TYPED_LOCAL_OBJECT_REFERENCE)),
    f("dataSourceRef", Struct(&TYPED_OBJECT_REFERENCE)),
    f("resources", Struct(&VOLUME_RESOURCE_REQUIREMENTS)),
    f("selector", Struct(&LABEL_SELECTOR)),
    f("storageClassName", Text),
    f("volumeAttributesClassName", Text),
    f("volumeMode", Text),
    f("volumeName", Text),
];

/// `PersistentVolumeClaimStatus`.
pub(super) static PERSISTENT_VOLUME_CLAIM_STATUS: Fields = &[
    f("accessModes", List(&Text)),
    f("allocatedResourceStatuses", Map(&Text)),
    f("allocatedResources", Map(&Quantity)),
    f("capacity", Map(&Quantity)),
    f("conditions", List(&Struct(&PERSISTENT_VOLUME_CLAIM_CONDITION))),
    f("currentVolumeAttributesClassName", Text),
    f("healthStatus", Struct(&VOLUME_HEALTH_STATUS)).since(V1_37),
    f("modifyVolumeStatus", Struct(&MODIFY_VOLUME_STATUS)),
    f("phase", Text),
];

/// `PersistentVolumeClaimTemplate`.
pub(super) static PERSISTENT_VOLUME_CLAIM_TEMPLATE: Fields = &[
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&PERSISTENT_VOLUME_CLAIM_SPEC)),
];

/// `PersistentVolumeClaimVolumeSource`.
pub(super) static PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE: Fields = &[
    f("claimName", Text),
    f("readOnly", Bool),
];

/// `PersistentVolumeSpec`.
pub(super) static PERSISTENT_VOLUME_SPEC: Fields = &[
    f("accessModes", List(&Text)),
    f("awsElasticBlockStore", Struct(&AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE)),
    f("azureDisk", Struct(&AZURE_DISK_VOLUME_SOURCE)),
    f("azureFile", Struct(&AZURE_FILE_PERSISTENT_VOLUME_SOURCE)),
    f("capacity", Map(&Quantity)),
    f("cephfs", Struct(&CEPH_FS_PERSISTENT_VOLUME_SOURCE)),
    f("cinder", Struct(&CINDER_PERSISTENT_VOLUME_SOURCE)),
    f("claimRef", Struct(&OBJECT_REFERENCE)),
    f("csi", Struct(&CSI_PERSISTENT_VOLUME_SOURCE)),
    f("fc", Struct(&FC_VOLUME_SOURCE)),
    f("flexVolume", Struct(&FLEX_PERSISTENT_VOLUME_SOURCE)),
    f("flocker", Struct(&FLOCKER_VOLUME_SOURCE)),
    f("gcePersistentDisk", Struct(&GCE_PERSISTENT_DISK_VOLUME_SOURCE)),
    f("glusterfs", Struct(&GLUSTERFS_PERSISTENT_VOLUME_SOURCE)),
    f("hostPath", Struct(&HOST_PATH_VOLUME_SOURCE)),
    f("iscsi", Struct(&ISCSI_PERSISTENT_VOLUME_SOURCE)),
    f("local", Struct(&LOCAL_VOLUME_SOURCE)),
    f("mountOptions", List(&Text)),
    f("nfs", Struct(&NFS_VOLUME_SOURCE)),
    f("nodeAffinity", Struct(&VOLUME_NODE_AFFINITY)),
    f("persistentVolumeReclaimPolicy", Text),
    f("photonPersistentDisk", Struct(&PHOTON_PERSISTENT_DISK_VOLUME_SOURCE)),
    f("portworxVolume", Struct(&PORTWORX_VOLUME_SOURCE)),
    f("quobyte", Struct(&QUOBYTE_VOLUME_SOURCE)),
    f("rbd", Struct(&RBD_PERSISTENT_VOLUME_SOURCE)),
    f("scaleIO", Struct(&SCALE_IO_PERSISTENT_VOLUME_SOURCE)),
    f("storageClassName", Text),
    f("storageos", Struct(&STORAGE_OS_PERSISTENT_VOLUME_SOURCE)),
    f("volumeAttributesClassName", Text),
    f("volumeMode", Text),
    f("vsphereVolume", Struct(&VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE)),
];

/// `PersistentVolumeStatus`.
pub(super) static PERSISTENT_VOLUME_STATUS: Fields = &[
    f("lastPhaseTransitionTime", Time),
    f("message", Text),
    f("phase", Text),
    f("reason", Text),
];

/// `PhotonPersistentDiskVolumeSource`.
pub(super) static PHOTON_PERSISTENT_DISK_VOLUME_SOURCE: Fields = &[
    f("fsType", Text),
    f("pdID", Text),
];

/// `Pod`.
pub(super) static POD: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&POD_SPEC)),
    f("status", Struct(&POD_STATUS)),
];

/// `PodAffinity`.
pub(super) static POD_AFFINITY: Fields = &[
    f("preferredDuringSchedulingIgnoredDuringExecution", List(&Struct(&WEIGHTED_POD_AFFINITY_TERM))),
    f("requiredDuringSchedulingIgnoredDuringExecution", List(&Struct(&POD_AFFINITY_TERM))),
];

/// `PodAffinityTerm`.
pub(super) static POD_AFFINITY_TERM: Fields = &[
    f("labelSelector", Struct(&LABEL_SELECTOR)),
    f("matchLabelKeys", List(&Text)),
    f("mismatchLabelKeys", List(&Text)),
    f("namespaceSelector", Struct(&LABEL_SELECTOR)),
    f("namespaces", List(&Text)),
    f("topologyKey", Text),
];

/// `PodAntiAffinity`.
pub(super) static POD_ANTI_AFFINITY: Fields = &[
    f("preferredDuringSchedulingIgnoredDuringExecution", List(&Struct(&WEIGHTED_POD_AFFINITY_TERM))),
    f("requiredDuringSchedulingIgnoredDuringExecution", List(&Struct(&POD_AFFINITY_TERM))),
];

/// `PodCertificateProjection`.
pub(super) static POD_CERTIFICATE_PROJECTION: Fields = &[
    f("certificateChainPath", Text),
    f("credentialBundlePath", Text),
    f("keyPath", Text),
    f("keyType", Text),
    f("maxExpirationSeconds", Int32),
    f("signerName", Text),
    f("user", Int64).since(V1_37).gate(AtomicWriteVolumeUserFields),
    f("userAnnotations", Map(&Text)).since(V1_35),
];

/// `PodCertificateRequest`.
pub(super) static POD_CERTIFICATE_REQUEST: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&POD_CERTIFICATE_REQUEST_SPEC)),
    f("status", Struct(&POD_CERTIFICATE_REQUEST_STATUS)),
];

/// `PodCertificateRequestSpec`.
pub(super) static POD_CERTIFICATE_REQUEST_SPEC: Fields = &[
    f("maxExpirationSeconds", Int32),
    f("nodeName", Text),
    f("nodeUID", Text),
    f("podName", Text),
    f("podUID", Text),
    f("serviceAccountName", Text),
    f("serviceAccountUID", Text),
    f("signerName", Text),
    f("stubPKCS10Request", Bytes),
    f("unverifiedUserAnnotations", Map(&Text)),
];

/// `PodCertificateRequestSpec_certificates_k8s_io_v1alpha1`.
pub(super) static POD_CERTIFICATE_REQUEST_SPEC_CERTIFICATES_K8S_IO_V1ALPHA1: Fields = &[
    f("maxExpirationSeconds", Int32),
    f("nodeName", Text),
    f("nodeUID", Text),
    f("pkixPublicKey", Bytes),
    f("podName", Text),
    f("podUID", Text),
    f("proofOfPossession", Bytes),
    f("serviceAccountName", Text),
    f("serviceAccountUID", Text),
    f("signerName", Text),
];

/// `PodCertificateRequestSpec_certificates_k8s_io_v1beta1`.
pub(super) static POD_CERTIFICATE_REQUEST_SPEC_CERTIFICATES_K8S_IO_V1BETA1: Fields = &[
    f("maxExpirationSeconds", Int32),
    f("nodeName", Text),
    f("nodeUID", Text),
    f("pkixPublicKey", Bytes),
    f("podName", Text),
    f("podUID", Text),
    f("proofOfPossession", Bytes),
    f("serviceAccountName", Text),
    f("serviceAccountUID", Text),
    f("signerName", Text),
    f("stubPKCS10Request", Bytes).since(V1_36),
    f("unverifiedUserAnnotations", Map(&Text)),
];

/// `PodCertificateRequestStatus`.
pub(super) static POD_CERTIFICATE_REQUEST_STATUS: Fields = &[
    f("beginRefreshAt", Time),
    f("certificateChain", Text),
    f("conditions", List(&Struct(&CONDITION))),
    f("notAfter", Time),
    f("notBefore", Time),
];

/// `PodCertificateRequest_certificates_k8s_io_v1alpha1`.
pub(super) static POD_CERTIFICATE_REQUEST_CERTIFICATES_K8S_IO_V1ALPHA1: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&POD_CERTIFICATE_REQUEST_SPEC_CERTIFICATES_K8S_IO_V1ALPHA1)),
    f("status", Struct(&POD_CERTIFICATE_REQUEST_STATUS)),
];

/// `PodCertificateRequest_certificates_k8s_io_v1beta1`.
pub(super) static POD_CERTIFICATE_REQUEST_CERTIFICATES_K8S_IO_V1BETA1: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&POD_CERTIFICATE_REQUEST_SPEC_CERTIFICATES_K8S_IO_V1BETA1)),
    f("status", Struct(&POD_CERTIFICATE_REQUEST_STATUS)),
];

/// `PodCondition`.
pub(super) static POD_CONDITION: Fields = &[
    f("lastProbeTime", Time),
    f("lastTransitionTime", Time),
    f("message", Text),
    f("observedGeneration", Int64).since(V1_33),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `PodDNSConfig`.
pub(super) static POD_DNS_CONFIG: Fields = &[
    f("nameservers", List(&Text)),
    f("options", List(&Struct(&POD_DNS_CONFIG_OPTION))),
    f("searches", List(&Text)),
];

/// `PodDNSConfigOption`.
pub(super) static POD_DNS_CONFIG_OPTION: Fields = &[
    f("name", Text),
    f("value", Text),
];

/// `PodDisruptionBudget`.
pub(super) static POD_DISRUPTION_BUDGET: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&POD_DISRUPTION_BUDGET_SPEC)),
    f("status", Struct(&POD_DISRUPTION_BUDGET_STATUS)),
];

/// `PodDisruptionBudgetSpec`.
pub(super) static POD_DISRUPTION_BUDGET_SPEC: Fields = &[
    f("maxUnavailable", IntOrString),
    f("minAvailable", IntOrString),
    f("selector", Struct(&LABEL_SELECTOR)),
    f("unhealthyPodEvictionPolicy", Text),
];

/// `PodDisruptionBudgetStatus`.
pub(super) static POD_DISRUPTION_BUDGET_STATUS: Fields = &[
    f("conditions", List(&Struct(&CONDITION))),
    f("currentHealthy", Int32),
    f("desiredHealthy", Int32),
    f("disruptedPods", Map(&Time)),
    f("disruptionsAllowed", Int32),
    f("expectedPods", Int32),
    f("observedGeneration", Int64),
];

/// `PodExtendedResourceClaimStatus`.
pub(super) static POD_EXTENDED_RESOURCE_CLAIM_STATUS: Fields = &[
    f("requestMappings", List(&Struct(&CONTAINER_EXTENDED_RESOURCE_REQUEST))),
    f("resourceClaimName", Text),
];

/// `PodFailurePolicy`.
pub(super) static POD_FAILURE_POLICY: Fields = &[
    f("rules", List(&Struct(&POD_FAILURE_POLICY_RULE))),
];

/// `PodFailurePolicyOnExitCodesRequirement`.
pub(super) static POD_FAILURE_POLICY_ON_EXIT_CODES_REQUIREMENT: Fields = &[
    f("containerName", Text),
    f("operator", Text),
    f("values", List(&Int32)),
];

/// `PodFailurePolicyOnPodConditionsPattern`.
pub(super) static POD_FAILURE_POLICY_ON_POD_CONDITIONS_PATTERN: Fields = &[
    f("status", Text),
    f("type", Text),
];

/// `PodFailurePolicyRule`.
pub(super) static POD_FAILURE_POLICY_RULE: Fields = &[
    f("action", Text),
    f("onExitCodes", Struct(&POD_FAILURE_POLICY_ON_EXIT_CODES_REQUIREMENT)),
    f("onPodConditions", List(&Struct(&POD_FAILURE_POLICY_ON_POD_CONDITIONS_PATTERN))),
];

/// `PodGroup`.
pub(super) static POD_GROUP: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&POD_GROUP_SPEC)),
    f("status", Struct(&POD_GROUP_STATUS)),
];

/// `PodGroupPolicy_scheduling_k8s_io_v1alpha1`.
pub(super) static POD_GROUP_POLICY_SCHEDULING_K8S_IO_V1ALPHA1: Fields = &[
    f("basic", Free),
    f("gang", Struct(&GANG_SCHEDULING_POLICY)),
];

/// `PodGroupResourceClaim`.
pub(super) static POD_GROUP_RESOURCE_CLAIM: Fields = &[
    f("name", Text),
    f("resourceClaimName", Text),
    f("resourceClaimTemplateName", Text),
];

/// `PodGroupResourceClaimStatus`.
pub(super) static POD_GROUP_RESOURCE_CLAIM_STATUS: Fields = &[
    f("name", Text),
    f("resourceClaimName", Text),
];

/// `PodGroupSchedulingConstraints`.
pub(super) static POD_GROUP_SCHEDULING_CONSTRAINTS: Fields = &[
    f("topology", List(&Struct(&TOPOLOGY_CONSTRAINT))),
];

/// `PodGroupSchedulingPolicy`.
pub(super) static POD_GROUP_SCHEDULING_POLICY: Fields = &[
    f("basic", Free),
    f("gang", Struct(&GANG_SCHEDULING_POLICY)),
];

/// `PodGroupSpec`.
pub(super) static POD_GROUP_SPEC: Fields = &[
    f("disruptionMode", Struct(&DISRUPTION_MODE)),
    f("parentCompositePodGroupName", Text),
    f("preemptionPolicy", Text),
    f("priority", Int32),
    f("priorityClassName", Text),
    f("resourceClaims", List(&Struct(&POD_GROUP_RESOURCE_CLAIM))),
    f("schedulingConstraints", Struct(&POD_GROUP_SCHEDULING_CONSTRAINTS)),
    f("schedulingPolicy", Struct(&POD_GROUP_SCHEDULING_POLICY)),
    f("workloadRef", Struct(&WORKLOAD_REFERENCE)),
];

/// `PodGroupSpec_scheduling_k8s_io_v1alpha2`.
pub(super) static POD_GROUP_SPEC_SCHEDULING_K8S_IO_V1ALPHA2: Fields = &[
    f("disruptionMode", Text),
    f("podGroupTemplateRef", Struct(&POD_GROUP_TEMPLATE_REFERENCE_SCHEDULING_K8S_IO_V1ALPHA2)),
    f("priority", Int32),
    f("priorityClassName", Text),
    f("resourceClaims", List(&Struct(&POD_GROUP_RESOURCE_CLAIM))),
    f("schedulingConstraints", Struct(&POD_GROUP_SCHEDULING_CONSTRAINTS)),
    f("schedulingPolicy", Struct(&POD_GROUP_SCHEDULING_POLICY)),
];

/// `PodGroupStatus`.
pub(super) static POD_GROUP_STATUS: Fields = &[
    f("conditions", List(&Struct(&CONDITION))),
    f("resourceClaimStatuses", List(&Struct(&POD_GROUP_RESOURCE_CLAIM_STATUS))),
];

/// `PodGroupTemplate`.
pub(super) static POD_GROUP_TEMPLATE: Fields = &[
    f("disruptionMode", Struct(&DISRUPTION_MODE)),
    f("name", Text),
    f("preemptionPolicy", Text),
    f("priority", Int32),
    f("priorityClassName", Text),
    f("resourceClaims", List(&Struct(&POD_GROUP_RESOURCE_CLAIM))),
    f("schedulingConstraints", Struct(&POD_GROUP_SCHEDULING_CONSTRAINTS)),
    f("schedulingPolicy", Struct(&POD_GROUP_SCHEDULING_POLICY)),
];

/// `PodGroupTemplateReference_scheduling_k8s_io_v1alpha2`.
pub(super) static POD_GROUP_TEMPLATE_REFERENCE_SCHEDULING_K8S_IO_V1ALPHA2: Fields = &[
    f("workload", Struct(&WORKLOAD_POD_GROUP_TEMPLATE_REFERENCE_SCHEDULING_K8S_IO_V1ALPHA2)),
];

/// `PodGroupTemplate_scheduling_k8s_io_v1alpha2`.
pub(super) static POD_GROUP_TEMPLATE_SCHEDULING_K8S_IO_V1ALPHA2: Fields = &[
    f("disruptionMode", Text),
    f("name", Text),
    f("priority", Int32),
    f("priorityClassName", Text),
    f("resourceClaims", List(&Struct(&POD_GROUP_RESOURCE_CLAIM))),
    f("schedulingConstraints", Struct(&POD_GROUP_SCHEDULING_CONSTRAINTS)),
    f("schedulingPolicy", Struct(&POD_GROUP_SCHEDULING_POLICY)),
];

/// `PodGroup_scheduling_k8s_io_v1alpha1`.
pub(super) static POD_GROUP_SCHEDULING_K8S_IO_V1ALPHA1: Fields = &[
    f("name", Text),
    f("policy", Struct(&POD_GROUP_POLICY_SCHEDULING_K8S_IO_V1ALPHA1)),
];

/// `PodGroup_scheduling_k8s_io_v1alpha2`.
pub(super) static POD_GROUP_SCHEDULING_K8S_IO_V1ALPHA2: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&POD_GROUP_SPEC_SCHEDULING_K8S_IO_V1ALPHA2)),
    f("status", Struct(&POD_GROUP_STATUS)),
];

/// `PodIP`.
pub(super) static POD_IP: Fields = &[
    f("ip", Text),
];

/// `PodOS`.
pub(super) static POD_OS: Fields = &[
    f("name", Text),
];

/// `PodReadinessGate`.
pub(super) static POD_READINESS_GATE: Fields = &[
    f("conditionType", Text),
];

/// `PodResourceClaim`.
pub(super) static POD_RESOURCE_CLAIM: Fields = &[
    f("name", Text),
    f("resourceClaimName", Text),
    f("resourceClaimTemplateName", Text),
];

/// `PodResourceClaimStatus`.
pub(super) static POD_RESOURCE_CLAIM_STATUS: Fields = &[
    f("name", Text),
    f("resourceClaimName", Text),
];

/// `PodSchedulingGate`.
pub(super) static POD_SCHEDULING_GATE: Fields = &[
    f("name", Text),
];

/// `PodSchedulingGroup`.
pub(super) static POD_SCHEDULING_GROUP: Fields = &[
    f("podGroupName", Text),
];

/// `PodSecurityContext`.
pub(super) static POD_SECURITY_CONTEXT: Fields = &[
    f("appArmorProfile", Struct(&APP_ARMOR_PROFILE)),
    f("fsGroup", Int64),
    f("fsGroupChangePolicy", Text),
    f("runAsGroup", Int64),
    f("runAsNonRoot", Bool),
    f("runAsUser", Int64),
    f("seLinuxChangePolicy", Text).gate(SELinuxChangePolicy),
    f("seLinuxOptions", Struct(&SE_LINUX_OPTIONS)),
    f("seccompProfile", Struct(&SECCOMP_PROFILE)),
    f("supplementalGroups", List(&Int64)),
    f("supplementalGroupsPolicy", Text).gate(SupplementalGroupsPolicy),
    f("sysctls", List(&Struct(&SYSCTL))),
    f("windowsOptions", Struct(&WINDOWS_SECURITY_CONTEXT_OPTIONS)),
];

/// `PodSpec`.
pub(super) static POD_SPEC: Fields = &[
    f("activeDeadlineSeconds", Int64),
    f("affinity", Struct(&AFFINITY)),
    f("automountServiceAccountToken", Bool),
    f("containers", List(&Struct(&CONTAINER))),
    f("dnsConfig", Struct(&POD_DNS_CONFIG)),
    f("dnsPolicy", Text),
    f("enableServiceLinks", Bool),
    f("ephemeralContainers", List(&Struct(&EPHEMERAL_CONTAINER))),
    f("evictionResponders", List(&Struct(&EVICTION_RESPONDER))).since(V1_37).gate(EvictionRequestAPI),
    f("hostAliases", List(&Struct(&HOST_ALIAS))),
    f("hostIPC", Bool),
    f("hostNetwork", Bool),
    f("hostPID", Bool),
    f("hostUsers", Bool).gate(UserNamespacesSupport),
    f("hostname", Text),
    f("hostnameOverride", Text).since(V1_34).gate(HostnameOverride),
    f("imagePullSecrets", List(&Struct(&LOCAL_OBJECT_REFERENCE))),
    f("initContainers", List(&Struct(&CONTAINER))),
    f("nodeName", Text),
    f("nodeSelector", Map(&Text)),
    f("os", Struct(&POD_OS)),
    f("overhead", Map(&Quantity)),
    f("preemptionPolicy", Text),
    f("priority", Int32),
    f("priorityClassName", Text),
    f("readinessGates", List(&Struct(&POD_READINESS_GATE))),
    f("resourceClaims", List(&Struct(&POD_RESOURCE_CLAIM))).gate(DynamicResourceAllocation),
    f("resources", Struct(&RESOURCE_REQUIREMENTS)).gate(PodLevelResources),
    f("restartPolicy", Text),
    f("runtimeClassName", Text),
    f("schedulerName", Text),
    f("schedulingGates", List(&Struct(&POD_SCHEDULING_GATE))),
    f("schedulingGroup", Struct(&POD_SCHEDULING_GROUP)).since(V1_36).gate(GenericWorkload),
    f("securityContext", Struct(&POD_SECURITY_CONTEXT)),
    f("serviceAccount", Text),
    f("serviceAccountName", Text),
    f("setHostnameAsFQDN", Bool),
    f("shareProcessNamespace", Bool),
    f("subdomain", Text),
    f("terminationGracePeriodSeconds", Int64),
    f("tolerations", List(&Struct(&TOLERATION))),
    f("topologySpreadConstraints", List(&Struct(&TOPOLOGY_SPREAD_CONSTRAINT))),
    f("volumes", List(&Struct(&VOLUME))),
    f("workloadRef", Struct(&POD_WORKLOAD_REFERENCE)).since(V1_35).until(V1_35).gate(GenericWorkload),
];

/// `PodStatus`.
pub(super) static POD_STATUS: Fields = &[
    f("allocatedResources", Map(&Quantity)).since(V1_35),
    f("conditions", List(&Struct(&POD_CONDITION))),
    f("containerStatuses", List(&Struct(&CONTAINER_STATUS))),
    f("ephemeralContainerStatuses", List(&Struct(&CONTAINER_STATUS))),
    f("extendedResourceClaimStatus", Struct(&POD_EXTENDED_RESOURCE_CLAIM_STATUS)).since(V1_34),
    f("hostIP", Text),
    f("hostIPs", List(&Struct(&HOST_IP))),
    f("initContainerStatuses", List(&Struct(&CONTAINER_STATUS))),
    f("message", Text),
    f("nodeAllocatableResourceClaimStatuses", List(&Struct(&NODE_ALLOCATABLE_RESOURCE_CLAIM_STATUS))).since(V1_36),
    f("nominatedNodeName", Text),
    f("observedGeneration", Int64).since(V1_33),
    f("phase", Text),
    f("podIP", Text),
    f("podIPs", List(&Struct(&POD_IP))),
    f("qosClass", Text),
    f("reason", Text),
    f("resize", Text),
    f("resourceClaimStatuses", List(&Struct(&POD_RESOURCE_CLAIM_STATUS))),
    f("resources", Struct(&RESOURCE_REQUIREMENTS)).since(V1_35),
    f("startTime", Time),
    f("volumeHealth", List(&Struct(&POD_VOLUME_HEALTH))).since(V1_37),
];

/// `PodTemplate`.
pub(super) static POD_TEMPLATE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("template", Struct(&POD_TEMPLATE_SPEC)),
];

/// `PodTemplateSpec`.
pub(super) static POD_TEMPLATE_SPEC: Fields = &[
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&POD_SPEC)),
];

/// `PodVolumeHealth`.
pub(super) static POD_VOLUME_HEALTH: Fields = &[
    f("healthConditions", List(&Struct(&VOLUME_HEALTH_CONDITION))),
    f("lastTransitionTime", Time),
    f("name", Text),
];

/// `PodWorkloadReference`.
pub(super) static POD_WORKLOAD_REFERENCE: Fields = &[
    f("name", Text).since(V1_35).until(V1_35),
    f("podGroup", Text).since(V1_35).until(V1_35),
    f("podGroupReplicaKey", Text).since(V1_35).until(V1_35),
];

/// `PodsMetricSource`.
pub(super) static PODS_METRIC_SOURCE: Fields = &[
    f("metric", Struct(&METRIC_IDENTIFIER)),
    f("target", Struct(&METRIC_TARGET)),
];

/// `PodsMetricStatus`.
pub(super) static PODS_METRIC_STATUS: Fields = &[
    f("current", Struct(&METRIC_VALUE_STATUS)),
    f("metric", Struct(&METRIC_IDENTIFIER)),
];

/// `PolicyRule`.
pub(super) static POLICY_RULE: Fields = &[
    f("apiGroups", List(&Text)),
    f("nonResourceURLs", List(&Text)),
    f("resourceNames", List(&Text)),
    f("resources", List(&Text)),
    f("verbs", List(&Text)),
];

/// `PolicyRulesWithSubjects`.
pub(super) static POLICY_RULES_WITH_SUBJECTS: Fields = &[
    f("nonResourceRules", List(&Struct(&NON_RESOURCE_POLICY_RULE))),
    f("resourceRules", List(&Struct(&RESOURCE_POLICY_RULE))),
    f("subjects", List(&Struct(&SUBJECT))),
];

/// `PoolStatus`.
pub(super) static POOL_STATUS: Fields = &[
    f("allocatedDevices", Int32),
    f("availableDevices", Int32),
    f("driver", Text),
    f("generation", Int64),
    f("nodeName", Text),
    f("partitionSummary", List(&Struct(&PARTITION_TYPE_STATUS))).since(V1_37),
    f("poolName", Text),
    f("resourceSliceCount", Int32),
    f("shareableSummary", Struct(&SHAREABLE_SUMMARY_STATUS)).since(V1_37),
    f("totalDevices", Int32),
    f("unavailableDevices", Int32),
    f("validationError", Text),
];

/// `PortStatus`.
pub(super) static PORT_STATUS: Fields = &[
    f("error", Text),
    f("port", Int32),
    f("protocol", Text),
];

/// `PortworxVolumeSource`.
pub(super) static PORTWORX_VOLUME_SOURCE: Fields = &[
    f("fsType", Text),
    f("readOnly", Bool),
    f("volumeID", Text),
];

/// `Preconditions`.
pub(super) static PRECONDITIONS: Fields = &[
    f("resourceVersion", Text),
    f("uid", Text),
];

/// `PreferredSchedulingTerm`.
pub(super) static PREFERRED_SCHEDULING_TERM: Fields = &[
    f("preference", Struct(&NODE_SELECTOR_TERM)),
    f("weight", Int32),
];

/// `PriorityClass`.
pub(super) static PRIORITY_CLASS: Fields = &[
    f("apiVersion", Text),
    f("description", Text),
    f("globalDefault", Bool),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("preemptionPolicy", Text),
    f("value", Int32),
];

/// `PriorityLevelConfiguration`.
pub(super) static PRIORITY_LEVEL_CONFIGURATION: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&PRIORITY_LEVEL_CONFIGURATION_SPEC)),
    f("status", Struct(&PRIORITY_LEVEL_CONFIGURATION_STATUS)),
];

/// `PriorityLevelConfigurationCondition`.
pub(super) static PRIORITY_LEVEL_CONFIGURATION_CONDITION: Fields = &[
    f("lastTransitionTime", Time),
    f("message", Text),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `PriorityLevelConfigurationReference`.
pub(super) static PRIORITY_LEVEL_CONFIGURATION_REFERENCE: Fields = &[
    f("name", Text),
];

/// `PriorityLevelConfigurationSpec`.
pub(super) static PRIORITY_LEVEL_CONFIGURATION_SPEC: Fields = &[
    f("exempt", Struct(&EXEMPT_PRIORITY_LEVEL_CONFIGURATION)),
    f("limited", Struct(&LIMITED_PRIORITY_LEVEL_CONFIGURATION)),
    f("type", Text),
];

/// `PriorityLevelConfigurationStatus`.
pub(super) static PRIORITY_LEVEL_CONFIGURATION_STATUS: Fields = &[
    f("conditions", List(&Struct(&PRIORITY_LEVEL_CONFIGURATION_CONDITION))),
];

/// `Probe`.
pub(super) static PROBE: Fields = &[
    f("exec", Struct(&EXEC_ACTION)),
    f("failureThreshold", Int32),
    f("grpc", Struct(&GRPC_ACTION)),
    f("httpGet", Struct(&HTTP_GET_ACTION)),
    f("initialDelaySeconds", Int32),
    f("periodSeconds", Int32),
    f("successThreshold", Int32),
    f("tcpSocket", Struct(&TCP_SOCKET_ACTION)),
    f("terminationGracePeriodSeconds", Int64),
    f("timeoutSeconds", Int32),
];

/// `ProjectedVolumeSource`.
pub(super) static PROJECTED_VOLUME_SOURCE: Fields = &[
    f("defaultMode", Int32),
    f("defaultUser", Int64).since(V1_37).gate(AtomicWriteVolumeUserFields),
    f("sources", List(&Struct(&VOLUME_PROJECTION))),
];

/// `QueuingConfiguration`.
pub(super) static QUEUING_CONFIGURATION: Fields = &[
    f("handSize", Int32),
    f("queueLengthLimit", Int32),
    f("queues", Int32),
];

/// `QuobyteVolumeSource`.
pub(super) static QUOBYTE_VOLUME_SOURCE: Fields = &[
    f("group", Text),
    f("readOnly", Bool),
    f("registry", Text),
    f("tenant", Text),
    f("user", Text),
    f("volume", Text),
];

/// `RBDPersistentVolumeSource`.
pub(super) static RBD_PERSISTENT_VOLUME_SOURCE: Fields = &[
    f("fsType", Text),
    f("image", Text),
    f("keyring", Text),
    f("monitors", List(&Text)),
    f("pool", Text),
    f("readOnly", Bool),
    f("secretRef", Struct(&SECRET_REFERENCE)),
    f("user", Text),
];

/// `RBDVolumeSource`.
pub(super) static RBD_VOLUME_SOURCE: Fields = &[
    f("fsType", Text),
    f("image", Text),
    f("keyring", Text),
    f("monitors", List(&Text)),
    f("pool", Text),
    f("readOnly", Bool),
    f("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    f("user", Text),
];

/// `ReplicaSet`.
pub(super) static REPLICA_SET: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&REPLICA_SET_SPEC)),
    f("status", Struct(&REPLICA_SET_STATUS)),
];

/// `ReplicaSetCondition`.
pub(super) static REPLICA_SET_CONDITION: Fields = &[
    f("lastTransitionTime", Time),
    f("message", Text),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `ReplicaSetSpec`.
pub(super) static REPLICA_SET_SPEC: Fields = &[
    f("minReadySeconds", Int32),
    f("replicas", Int32),
    f("selector", Struct(&LABEL_SELECTOR)),
    f("template", Struct(&POD_TEMPLATE_SPEC)),
];

/// `ReplicaSetStatus`.
pub(super) static REPLICA_SET_STATUS: Fields = &[
    f("availableReplicas", Int32),
    f("conditions", List(&Struct(&REPLICA_SET_CONDITION))),
    f("fullyLabeledReplicas", Int32),
    f("observedGeneration", Int64),
    f("readyReplicas", Int32),
    f("replicas", Int32),
    f("terminatingReplicas", Int32).since(V1_33),
];

/// `ReplicationController`.
pub(super) static REPLICATION_CONTROLLER: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&REPLICATION_CONTROLLER_SPEC)),
    f("status", Struct(&REPLICATION_CONTROLLER_STATUS)),
];

/// `ReplicationControllerCondition`.
pub(super) static REPLICATION_CONTROLLER_CONDITION: Fields = &[
    f("lastTransitionTime", Time),
    f("message", Text),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `ReplicationControllerSpec`.
pub(super) static REPLICATION_CONTROLLER_SPEC: Fields = &[
    f("minReadySeconds", Int32),
    f("replicas", Int32),
    f("selector", Map(&Text)),
    f("template", Struct(&POD_TEMPLATE_SPEC)),
];

/// `ReplicationControllerStatus`.
pub(super) static REPLICATION_CONTROLLER_STATUS: Fields = &[
    f("availableReplicas", Int32),
    f("conditions", List(&Struct(&REPLICATION_CONTROLLER_CONDITION))),
    f("fullyLabeledReplicas", Int32),
    f("observedGeneration", Int64),
    f("readyReplicas", Int32),
    f("replicas", Int32),
];

/// `Requester`.
pub(super) static REQUESTER: Fields = &[
    f("intent", Text),
    f("name", Text),
];

/// `ResourceAttributes`.
pub(super) static RESOURCE_ATTRIBUTES: Fields = &[
    f("fieldSelector", Struct(&FIELD_SELECTOR_ATTRIBUTES)),
    f("group", Text),
    f("labelSelector", Struct(&LABEL_SELECTOR_ATTRIBUTES)),
    f("name", Text),
    f("namespace", Text),
    f("resource", Text),
    f("subresource", Text),
    f("verb", Text),
    f("version", Text),
];

/// `ResourceClaim`.
pub(super) static RESOURCE_CLAIM: Fields = &[
    f("name", Text),
    f("request", Text),
];

/// `ResourceClaimConsumerReference`.
pub(super) static RESOURCE_CLAIM_CONSUMER_REFERENCE: Fields = &[
    f("apiGroup", Text),
    f("name", Text),
    f("resource", Text),
    f("uid", Text),
];

/// `ResourceClaimSpec`.
pub(super) static RESOURCE_CLAIM_SPEC: Fields = &[
    f("devices", Struct(&DEVICE_CLAIM)),
];

/// `ResourceClaimSpec_resource_k8s_io_v1beta1`.
pub(super) static RESOURCE_CLAIM_SPEC_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    f("devices", Struct(&DEVICE_CLAIM_RESOURCE_K8S_IO_V1BETA1)),
];

/// `ResourceClaimStatus`.
pub(super) static RESOURCE_CLAIM_STATUS: Fields = &[
    f("allocation", Struct(&ALLOCATION_RESULT)),
    f("devices", List(&Struct(&ALLOCATED_DEVICE_STATUS))),
    f("reservedFor", List(&Struct(&RESOURCE_CLAIM_CONSUMER_REFERENCE))),
];

/// `ResourceClaimTemplate`.
pub(super) static RESOURCE_CLAIM_TEMPLATE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&RESOURCE_CLAIM_TEMPLATE_SPEC)),
];

/// `ResourceClaimTemplateSpec`.
pub(super) static RESOURCE_CLAIM_TEMPLATE_SPEC: Fields = &[
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&RESOURCE_CLAIM_SPEC)),
];

/// `ResourceClaimTemplateSpec_resource_k8s_io_v1beta1`.
pub(super) static RESOURCE_CLAIM_TEMPLATE_SPEC_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&RESOURCE_CLAIM_SPEC_RESOURCE_K8S_IO_V1BETA1)),
];

/// `ResourceClaimTemplate_resource_k8s_io_v1beta1`.
pub(super) static RESOURCE_CLAIM_TEMPLATE_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&RESOURCE_CLAIM_TEMPLATE_SPEC_RESOURCE_K8S_IO_V1BETA1)),
];

/// `ResourceClaim_resource_k8s_io_v1`.
pub(super) static RESOURCE_CLAIM_RESOURCE_K8S_IO_V1: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&RESOURCE_CLAIM_SPEC)),
    f("status", Struct(&RESOURCE_CLAIM_STATUS)),
];

/// `ResourceClaim_resource_k8s_io_v1beta1`.
pub(super) static RESOURCE_CLAIM_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&RESOURCE_CLAIM_SPEC_RESOURCE_K8S_IO_V1BETA1)),
    f("status", Struct(&RESOURCE_CLAIM_STATUS)),
];

/// `ResourceFieldSelector`.
pub(super) static RESOURCE_FIELD_SELECTOR: Fields = &[
    f("containerName", Text),
    f("divisor", Quantity),
    f("resource", Text),
];

/// `ResourceHealth`.
pub(super) static RESOURCE_HEALTH: Fields = &[
    f("health", Text),
    f("message", Text).since(V1_36),
    f("resourceID", Text),
];

/// `ResourceMetricSource`.
pub(super) static RESOURCE_METRIC_SOURCE: Fields = &[
    f("name", Text),
    f("target", Struct(&METRIC_TARGET)),
];

/// `ResourceMetricStatus`.
pub(super) static RESOURCE_METRIC_STATUS: Fields = &[
    f("current", Struct(&METRIC_VALUE_STATUS)),
    f("name", Text),
];

/// `ResourcePolicyRule`.
pub(super) static RESOURCE_POLICY_RULE: Fields = &[
    f("apiGroups", List(&Text)),
    f("clusterScope", Bool),
    f("namespaces", List(&Text)),
    f("resources", List(&Text)),
    f("verbs", List(&Text)),
];

/// `ResourcePool`.
pub(super) static RESOURCE_POOL: Fields = &[
    f("generation", Int64),
    f("name", Text),
    f("resourceSliceCount", Int64),
];

/// `ResourcePoolStatusRequest`.
pub(super) static RESOURCE_POOL_STATUS_REQUEST: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&RESOURCE_POOL_STATUS_REQUEST_SPEC)),
    f("status", Struct(&RESOURCE_POOL_STATUS_REQUEST_STATUS)),
];

/// `ResourcePoolStatusRequestSpec`.
pub(super) static RESOURCE_POOL_STATUS_REQUEST_SPEC: Fields = &[
    f("defaultPartitionTypeAttribute", Text).since(V1_37),
    f("driver", Text),
    f("limit", Int32),
    f("poolName", Text),
];

/// `ResourcePoolStatusRequestStatus`.
pub(super) static RESOURCE_POOL_STATUS_REQUEST_STATUS: Fields = &[
    f("conditions", List(&Struct(&CONDITION))),
    f("poolCount", Int32),
    f("pools", List(&Struct(&POOL_STATUS))),
];

/// `ResourceQuota`.
pub(super) static RESOURCE_QUOTA: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&RESOURCE_QUOTA_SPEC)),
    f("status", Struct(&RESOURCE_QUOTA_STATUS)),
];

/// `ResourceQuotaSpec`.
pub(super) static RESOURCE_QUOTA_SPEC: Fields = &[
    f("hard", Map(&Quantity)),
    f("scopeSelector", Struct(&SCOPE_SELECTOR)),
    f("scopes", List(&Text)),
];

/// `ResourceQuotaStatus`.
pub(super) static RESOURCE_QUOTA_STATUS: Fields = &[
    f("hard", Map(&Quantity)),
    f("used", Map(&Quantity)),
];

/// `ResourceRequirements`.
pub(super) static RESOURCE_REQUIREMENTS: Fields = &[
    f("claims", List(&Struct(&RESOURCE_CLAIM))).gate(DynamicResourceAllocation),
    f("limits", Map(&Quantity)),
    f("requests", Map(&Quantity)),
];

/// `ResourceRule`.
pub(super) static RESOURCE_RULE: Fields = &[
    f("apiGroups", List(&Text)),
    f("resourceNames", List(&Text)),
    f("resources", List(&Text)),
    f("verbs", List(&Text)),
];

/// `ResourceSlice`.
pub(super) static RESOURCE_SLICE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&RESOURCE_SLICE_SPEC)),
];

/// `ResourceSliceSpec`.
pub(super) static RESOURCE_SLICE_SPEC: Fields = &[
    f("allNodes", Bool),
    f("devices", List(&Struct(&DEVICE))),
    f("driver", Text),
    f("nodeName", Text),
    f("nodeSelector", Struct(&NODE_SELECTOR)),
    f("partitionTypeAttribute", Text).since(V1_37),
    f("perDeviceNodeSelection", Bool),
    f("pool", Struct(&RESOURCE_POOL)),
    f("sharedCounters", List(&Struct(&COUNTER_SET))),
    f("skipNodeOperations", List(&Text)).since(V1_37),
];

/// `ResourceSliceSpec_resource_k8s_io_v1alpha3`.
pub(super) static RESOURCE_SLICE_SPEC_RESOURCE_K8S_IO_V1ALPHA3: Fields = &[
    f("allNodes", Bool),
    f("devices", List(&Struct(&DEVICE_RESOURCE_K8S_IO_V1ALPHA3))),
    f("driver", Text),
    f("nodeName", Text),
    f("nodeSelector", Struct(&NODE_SELECTOR)),
    f("perDeviceNodeSelection", Bool).since(V1_33),
    f("pool", Struct(&RESOURCE_POOL)),
    f("sharedCounters", List(&Struct(&COUNTER_SET))).since(V1_33),
];

/// `ResourceSliceSpec_resource_k8s_io_v1beta1`.
pub(super) static RESOURCE_SLICE_SPEC_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    f("allNodes", Bool),
    f("devices", List(&Struct(&DEVICE_RESOURCE_K8S_IO_V1BETA1))),
    f("driver", Text),
    f("nodeName", Text),
    f("nodeSelector", Struct(&NODE_SELECTOR)),
    f("partitionTypeAttribute", Text).since(V1_37),
    f("perDeviceNodeSelection", Bool).since(V1_33),
    f("pool", Struct(&RESOURCE_POOL)),
    f("sharedCounters", List(&Struct(&COUNTER_SET))).since(V1_33),
    f("skipNodeOperations", List(&Text)).since(V1_37),
];

/// `ResourceSlice_resource_k8s_io_v1alpha3`.
pub(super) static RESOURCE_SLICE_RESOURCE_K8S_IO_V1ALPHA3: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&RESOURCE_SLICE_SPEC_RESOURCE_K8S_IO_V1ALPHA3)),
];

/// `ResourceSlice_resource_k8s_io_v1beta1`.
pub(super) static RESOURCE_SLICE_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&RESOURCE_SLICE_SPEC_RESOURCE_K8S_IO_V1BETA1)),
];

/// `ResourceStatus`.
pub(super) static RESOURCE_STATUS: Fields = &[
    f("name", Text),
    f("resources", List(&Struct(&RESOURCE_HEALTH))),
];

/// `ResponderStatus`.
pub(super) static RESPONDER_STATUS: Fields = &[
    f("completionTime", Time),
    f("expectedCompletionTime", Time),
    f("heartbeatTime", Time),
    f("message", Text),
    f("name", Text),
    f("startTime", Time),
];

/// `Role`.
pub(super) static ROLE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("rules", List(&Struct(&POLICY_RULE))),
];

/// `RoleBinding`.
pub(super) static ROLE_BINDING: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("roleRef", Struct(&ROLE_REF)),
    f("subjects", List(&Struct(&SUBJECT_RBAC_AUTHORIZATION_K8S_IO_V1))),
];

/// `RoleRef`.
pub(super) static ROLE_REF: Fields = &[
    f("apiGroup", Text),
    f("kind", Text),
    f("name", Text),
];

/// `RollingUpdateDaemonSet`.
pub(super) static ROLLING_UPDATE_DAEMON_SET: Fields = &[
    f("maxSurge", IntOrString),
    f("maxUnavailable", IntOrString),
];

/// `RollingUpdateDeployment`.
pub(super) static ROLLING_UPDATE_DEPLOYMENT: Fields = &[
    f("maxSurge", IntOrString),
    f("maxUnavailable", IntOrString),
];

/// `RollingUpdateStatefulSetStrategy`.
pub(super) static ROLLING_UPDATE_STATEFUL_SET_STRATEGY: Fields = &[
    f("maxUnavailable", IntOrString),
    f("partition", Int32),
];

/// `RuleWithOperations`.
pub(super) static RULE_WITH_OPERATIONS: Fields = &[
    f("apiGroups", List(&Text)),
    f("apiVersions", List(&Text)),
    f("operations", List(&Text)),
    f("resources", List(&Text)),
    f("scope", Text),
];

/// `RuntimeClass`.
pub(super) static RUNTIME_CLASS: Fields = &[
    f("apiVersion", Text),
    f("handler", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("overhead", Struct(&OVERHEAD)),
    f("scheduling", Struct(&SCHEDULING)),
];

/// `SELinuxOptions`.
pub(super) static SE_LINUX_OPTIONS: Fields = &[
    f("level", Text),
    f("role", Text),
    f("type", Text),
    f("user", Text),
];

/// `Scale`.
pub(super) static SCALE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&SCALE_SPEC)),
    f("status", Struct(&SCALE_STATUS)),
];

/// `ScaleIOPersistentVolumeSource`.
pub(super) static SCALE_IO_PERSISTENT_VOLUME_SOURCE: Fields = &[
    f("fsType", Text),
    f("gateway", Text),
    f("protectionDomain", Text),
    f("readOnly", Bool),
    f("secretRef", Struct(&SECRET_REFERENCE)),
    f("sslEnabled", Bool),
    f("storageMode", Text),
    f("storagePool", Text),
    f("system", Text),
    f("volumeName", Text),
];

/// `ScaleIOVolumeSource`.
pub(super) static SCALE_IO_VOLUME_SOURCE: Fields = &[
    f("fsType", Text),
    f("gateway", Text),
    f("protectionDomain", Text),
    f("readOnly", Bool),
    f("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    f("sslEnabled", Bool),
    f("storageMode", Text),
    f("storagePool", Text),
    f("system", Text),
    f("volumeName", Text),
];

/// `ScaleSpec`.
pub(super) static SCALE_SPEC: Fields = &[
    f("replicas", Int32),
];

/// `ScaleStatus`.
pub(super) static SCALE_STATUS: Fields = &[
    f("replicas", Int32),
    f("selector", Text),
];

/// `Scheduling`.
pub(super) static SCHEDULING: Fields = &[
    f("nodeSelector", Map(&Text)),
    f("tolerations", List(&Struct(&TOLERATION))),
];

/// `ScopeSelector`.
pub(super) static SCOPE_SELECTOR: Fields = &[
    f("matchExpressions", List(&Struct(&SCOPED_RESOURCE_SELECTOR_REQUIREMENT))),
];

/// `ScopedResourceSelectorRequirement`.
pub(super) static SCOPED_RESOURCE_SELECTOR_REQUIREMENT: Fields = &[
    f("operator", Text),
    f("scopeName", Text),
    f("values", List(&Text)),
];

/// `SeccompProfile`.
pub(super) static SECCOMP_PROFILE: Fields = &[
    f("localhostProfile", Text),
    f("type", Text),
];

/// `Secret`.
pub(super) static SECRET: Fields = &[
    f("apiVersion", Text),
    f("data", Map(&Bytes)),
    f("immutable", Bool),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("stringData", Map(&Text)),
    f("type", Text),
];

/// `SecretEnvSource`.
pub(super) static SECRET_ENV_SOURCE: Fields = &[
    f("name", Text),
    f("optional", Bool),
];

/// `SecretKeySelector`.
pub(super) static SECRET_KEY_SELECTOR: Fields = &[
    f("key", Text),
    f("name", Text),
    f("optional", Bool),
];

/// `SecretProjection`.
pub(super) static SECRET_PROJECTION: Fields = &[
    f("items", List(&Struct(&KEY_TO_PATH))),
    f("name", Text),
    f("optional", Bool),
];

/// `SecretReference`.
pub(super) static SECRET_REFERENCE: Fields = &[
    f("name", Text),
    f("namespace", Text),
];

/// `SecretVolumeSource`.
pub(super) static SECRET_VOLUME_SOURCE: Fields = &[
    f("defaultMode", Int32),
    f("defaultUser", Int64).since(V1_37).gate(AtomicWriteVolumeUserFields),
    f("items", List(&Struct(&KEY_TO_PATH))),
    f("optional", Bool),
    f("secretName", Text),
];

/// `SecurityContext`.
pub(super) static SECURITY_CONTEXT: Fields = &[
    f("allowPrivilegeEscalation", Bool),
    f("appArmorProfile", Struct(&APP_ARMOR_PROFILE)),
    f("capabilities", Struct(&CAPABILITIES)),
    f("privileged", Bool),
    f("procMount", Text).gate(ProcMountType),
    f("readOnlyRootFilesystem", Bool),
    f("runAsGroup", Int64),
    f("runAsNonRoot", Bool),
    f("runAsUser", Int64),
    f("seLinuxOptions", Struct(&SE_LINUX_OPTIONS)),
    f("seccompProfile", Struct(&SECCOMP_PROFILE)),
    f("windowsOptions", Struct(&WINDOWS_SECURITY_CONTEXT_OPTIONS)),
];

/// `SelectableField`.
pub(super) static SELECTABLE_FIELD: Fields = &[
    f("jsonPath", Text),
];

/// `SelfSubjectAccessReview`.
pub(super) static SELF_SUBJECT_ACCESS_REVIEW: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&SELF_SUBJECT_ACCESS_REVIEW_SPEC)),
    f("status", Struct(&SUBJECT_ACCESS_REVIEW_STATUS)),
];

/// `SelfSubjectAccessReviewSpec`.
pub(super) static SELF_SUBJECT_ACCESS_REVIEW_SPEC: Fields = &[
    f("nonResourceAttributes", Struct(&NON_RESOURCE_ATTRIBUTES)),
    f("resourceAttributes", Struct(&RESOURCE_ATTRIBUTES)),
];

/// `SelfSubjectReview`.
pub(super) static SELF_SUBJECT_REVIEW: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("status", Struct(&SELF_SUBJECT_REVIEW_STATUS)),
];

/// `SelfSubjectReviewStatus`.
pub(super) static SELF_SUBJECT_REVIEW_STATUS: Fields = &[
    f("userInfo", Struct(&USER_INFO)),
];

/// `SelfSubjectRulesReview`.
pub(super) static SELF_SUBJECT_RULES_REVIEW: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&SELF_SUBJECT_RULES_REVIEW_SPEC)),
    f("status", Struct(&SUBJECT_RULES_REVIEW_STATUS)),
];

/// `SelfSubjectRulesReviewSpec`.
pub(super) static SELF_SUBJECT_RULES_REVIEW_SPEC: Fields = &[
    f("namespace", Text),
];

/// `ServerStorageVersion`.
pub(super) static SERVER_STORAGE_VERSION: Fields = &[
    f("apiServerID", Text),
    f("decodableVersions", List(&Text)),
    f("encodingVersion", Text),
    f("servedVersions", List(&Text)),
];

/// `Service`.
pub(super) static SERVICE: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&SERVICE_SPEC)),
    f("status", Struct(&SERVICE_STATUS)),
];

/// `ServiceAccount`.
pub(super) static SERVICE_ACCOUNT: Fields = &[
    f("apiVersion", Text),
    f("automountServiceAccountToken", Bool),
    f("imagePullSecrets", List(&Struct(&LOCAL_OBJECT_REFERENCE))),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("secrets", List(&Struct(&OBJECT_REFERENCE))),
];

/// `ServiceAccountSubject`.
pub(super) static SERVICE_ACCOUNT_SUBJECT: Fields = &[
    f("name", Text),
    f("namespace", Text),
];

/// `ServiceAccountTokenProjection`.
pub(super) static SERVICE_ACCOUNT_TOKEN_PROJECTION: Fields = &[
    f("audience", Text),
    f("expirationSeconds", Int64),
    f("path", Text),
    f("user", Int64).since(V1_37).gate(AtomicWriteVolumeUserFields),
];

/// `ServiceBackendPort`.
pub(super) static SERVICE_BACKEND_PORT: Fields = &[
    f("name", Text),
    f("number", Int32),
];

/// `ServiceCIDR`.
pub(super) static SERVICE_CIDR: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&SERVICE_CIDR_SPEC)),
    f("status", Struct(&SERVICE_CIDR_STATUS)),
];

/// `ServiceCIDRSpec`.
pub(super) static SERVICE_CIDR_SPEC: Fields = &[
    f("cidrs", List(&Text)),
];

/// `ServiceCIDRStatus`.
pub(super) static SERVICE_CIDR_STATUS: Fields = &[
    f("conditions", List(&Struct(&CONDITION))),
];

/// `ServicePort`.
pub(super) static SERVICE_PORT: Fields = &[
    f("appProtocol", Text),
    f("name", Text),
    f("nodePort", Int32),
    f("port", Int32),
    f("protocol", Text),
    f("targetPort", IntOrString),
];

/// `ServiceReference`.
pub(super) static SERVICE_REFERENCE: Fields = &[
    f("name", Text),
    f("namespace", Text),
    f("path", Text),
    f("port", Int32),
];

/// `ServiceReference_apiregistration_k8s_io_v1`.
pub(super) static SERVICE_REFERENCE_APIREGISTRATION_K8S_IO_V1: Fields = &[
    f("name", Text),
    f("namespace", Text),
    f("port", Int32),
];

/// `ServiceSpec`.
pub(super) static SERVICE_SPEC: Fields = &[
    f("allocateLoadBalancerNodePorts", Bool),
    f("clusterIP", Text),
    f("clusterIPs", List(&Text)),
    f("externalIPs", List(&Text)),
    f("externalName", Text),
    f("externalTrafficPolicy", Text),
    f("healthCheckNodePort", Int32),
    f("internalTrafficPolicy", Text),
    f("ipFamilies", List(&Text)),
    f("ipFamilyPolicy", Text),
    f("loadBalancerClass", Text),
    f("loadBalancerIP", Text),
    f("loadBalancerSourceRanges", List(&Text)),
    f("ports", List(&Struct(&SERVICE_PORT))),
    f("publishNotReadyAddresses", Bool),
    f("selector", Map(&Text)),
    f("sessionAffinity", Text),
    f("sessionAffinityConfig", Struct(&SESSION_AFFINITY_CONFIG)),
    f("trafficDistribution", Text),
    f("type", Text),
];

/// `ServiceStatus`.
pub(super) static SERVICE_STATUS: Fields = &[
    f("conditions", List(&Struct(&CONDITION))),
    f("loadBalancer", Struct(&LOAD_BALANCER_STATUS)),
];

/// `SessionAffinityConfig`.
pub(super) static SESSION_AFFINITY_CONFIG: Fields = &[
    f("clientIP", Struct(&CLIENT_IP_CONFIG)),
];

/// `ShareableCapacityStatus`.
pub(super) static SHAREABLE_CAPACITY_STATUS: Fields = &[
    f("available", Quantity),
    f("consumed", Quantity),
    f("name", Text),
    f("total", Quantity),
];

/// `ShareableSummaryStatus`.
pub(super) static SHAREABLE_SUMMARY_STATUS: Fields = &[
    f("capacity", List(&Struct(&SHAREABLE_CAPACITY_STATUS))),
    f("fullyAvailableDevices", Int32),
    f("partiallyAvailableDevices", Int32),
];

/// `SleepAction`.
pub(super) static SLEEP_ACTION: Fields = &[
    f("seconds", Int64),
];

/// `StatefulSet`.
pub(super) static STATEFUL_SET: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&STATEFUL_SET_SPEC)),
    f("status", Struct(&STATEFUL_SET_STATUS)),
];

/// `StatefulSetCondition`.
pub(super) static STATEFUL_SET_CONDITION: Fields = &[
    f("lastTransitionTime", Time),
    f("message", Text),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `StatefulSetOrdinals`.
pub(super) static STATEFUL_SET_ORDINALS: Fields = &[
    f("start", Int32),
];

/// `StatefulSetPersistentVolumeClaimRetentionPolicy`.
pub(super) static STATEFUL_SET_PERSISTENT_VOLUME_CLAIM_RETENTION_POLICY: Fields = &[
    f("whenDeleted", Text),
    f("whenScaled", Text),
];

/// `StatefulSetSpec`.
pub(super) static STATEFUL_SET_SPEC: Fields = &[
    f("minReadySeconds", Int32),
    f("ordinals", Struct(&STATEFUL_SET_ORDINALS)),
    f("persistentVolumeClaimRetentionPolicy", Struct(&STATEFUL_SET_PERSISTENT_VOLUME_CLAIM_RETENTION_POLICY)),
    f("podManagementPolicy", Text),
    f("replicas", Int32),
    f("revisionHistoryLimit", Int32),
    f("selector", Struct(&LABEL_SELECTOR)),
    f("serviceName", Text),
    f("template", Struct(&POD_TEMPLATE_SPEC)),
    f("updateStrategy", Struct(&STATEFUL_SET_UPDATE_STRATEGY)),
    f("volumeClaimTemplates", List(&Struct(&PERSISTENT_VOLUME_CLAIM))),
];

/// `StatefulSetStatus`.
pub(super) static STATEFUL_SET_STATUS: Fields = &[
    f("availableReplicas", Int32),
    f("collisionCount", Int32),
    f("conditions", List(&Struct(&STATEFUL_SET_CONDITION))),
    f("currentReplicas", Int32),
    f("currentRevision", Text),
    f("observedGeneration", Int64),
    f("readyReplicas", Int32),
    f("replicas", Int32),
    f("updateRevision", Text),
    f("updatedReplicas", Int32),
];

/// `StatefulSetUpdateStrategy`.
pub(super) static STATEFUL_SET_UPDATE_STRATEGY: Fields = &[
    f("rollingUpdate", Struct(&ROLLING_UPDATE_STATEFUL_SET_STRATEGY)),
    f("type", Text),
];

/// `StorageClass`.
pub(super) static STORAGE_CLASS: Fields = &[
    f("allowVolumeExpansion", Bool),
    f("allowedTopologies", List(&Struct(&TOPOLOGY_SELECTOR_TERM))),
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("mountOptions", List(&Text)),
    f("parameters", Map(&Text)),
    f("provisioner", Text),
    f("reclaimPolicy", Text),
    f("volumeBindingMode", Text),
];

/// `StorageHealth`.
pub(super) static STORAGE_HEALTH: Fields = &[
    f("healthConditions", List(&Struct(&STORAGE_HEALTH_CONDITION))),
    f("name", Text),
];

/// `StorageHealthCondition`.
pub(super) static STORAGE_HEALTH_CONDITION: Fields = &[
    f("accessMode", Text),
    f("lastTransitionTime", Time),
    f("message", Text),
    f("reason", Text),
    f("status", Text),
    f("volumeMode", Text),
];

/// `StorageOSPersistentVolumeSource`.
pub(super) static STORAGE_OS_PERSISTENT_VOLUME_SOURCE: Fields = &[
    f("fsType", Text),
    f("readOnly", Bool),
    f("secretRef", Struct(&OBJECT_REFERENCE)),
    f("volumeName", Text),
    f("volumeNamespace", Text),
];

/// `StorageOSVolumeSource`.
pub(super) static STORAGE_OS_VOLUME_SOURCE: Fields = &[
    f("fsType", Text),
    f("readOnly", Bool),
    f("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    f("volumeName", Text),
    f("volumeNamespace", Text),
];

/// `StorageVersion`.
pub(super) static STORAGE_VERSION: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Free),
    f("status", Struct(&STORAGE_VERSION_STATUS)),
];

/// `StorageVersionCondition`.
pub(super) static STORAGE_VERSION_CONDITION: Fields = &[
    f("lastTransitionTime", Time),
    f("message", Text),
    f("observedGeneration", Int64),
    f("reason", Text),
    f("status", Text),
    f("type", Text),
];

/// `StorageVersionMigration`.
pub(super) static STORAGE_VERSION_MIGRATION: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&STORAGE_VERSION_MIGRATION_SPEC)),
    f("status", Struct(&STORAGE_VERSION_MIGRATION_STATUS)),
];

/// `StorageVersionMigrationSpec`.
pub(super) static STORAGE_VERSION_MIGRATION_SPEC: Fields = &[
    f("resource", Struct(&GROUP_RESOURCE)),
];

/// `StorageVersionMigrationSpec_storagemigration_k8s_io_v1alpha1`.
pub(super) static STORAGE_VERSION_MIGRATION_SPEC_STORAGEMIGRATION_K8S_IO_V1ALPHA1: Fields = &[
    f("continueToken", Text),
    f("resource", Struct(&GROUP_VERSION_RESOURCE_STORAGEMIGRATION_K8S_IO_V1ALPHA1)),
];

/// `StorageVersionMigrationStatus`.
pub(super) static STORAGE_VERSION_MIGRATION_STATUS: Fields = &[
    f("conditions", List(&Struct(&CONDITION))),
    f("resourceVersion", Text),
];

/// `StorageVersionMigrationStatus_storagemigration_k8s_io_v1alpha1`.
pub(super) static STORAGE_VERSION_MIGRATION_STATUS_STORAGEMIGRATION_K8S_IO_V1ALPHA1: Fields = &[
    f("conditions", List(&Struct(&MIGRATION_CONDITION_STORAGEMIGRATION_K8S_IO_V1ALPHA1))),
    f("resourceVersion", Text),
];

/// `StorageVersionMigration_storagemigration_k8s_io_v1alpha1`.
pub(super) static STORAGE_VERSION_MIGRATION_STORAGEMIGRATION_K8S_IO_V1ALPHA1: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&STORAGE_VERSION_MIGRATION_SPEC_STORAGEMIGRATION_K8S_IO_V1ALPHA1)),
    f("status", Struct(&STORAGE_VERSION_MIGRATION_STATUS_STORAGEMIGRATION_K8S_IO_V1ALPHA1)),
];

/// `StorageVersionStatus`.
pub(super) static STORAGE_VERSION_STATUS: Fields = &[
    f("commonEncodingVersion", Text),
    f("conditions", List(&Struct(&STORAGE_VERSION_CONDITION))),
    f("storageVersions", List(&Struct(&SERVER_STORAGE_VERSION))),
];

/// `Subject`.
pub(super) static SUBJECT: Fields = &[
    f("group", Struct(&GROUP_SUBJECT)),
    f("kind", Text),
    f("serviceAccount", Struct(&SERVICE_ACCOUNT_SUBJECT)),
    f("user", Struct(&USER_SUBJECT)),
];

/// `SubjectAccessReview`.
pub(super) static SUBJECT_ACCESS_REVIEW: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&SUBJECT_ACCESS_REVIEW_SPEC)),
    f("status", Struct(&SUBJECT_ACCESS_REVIEW_STATUS)),
];

/// `SubjectAccessReviewSpec`.
pub(super) static SUBJECT_ACCESS_REVIEW_SPEC: Fields = &[
    f("extra", Map(&List(&Text))),
    f("groups", List(&Text)),
    f("nonResourceAttributes", Struct(&NON_RESOURCE_ATTRIBUTES)),
    f("resourceAttributes", Struct(&RESOURCE_ATTRIBUTES)),
    f("uid", Text),
    f("user", Text),
];

/// `SubjectAccessReviewStatus`.
pub(super) static SUBJECT_ACCESS_REVIEW_STATUS: Fields = &[
    f("allowed", Bool),
    f("denied", Bool),
    f("evaluationError", Text),
    f("reason", Text),
];

/// `SubjectRulesReviewStatus`.
pub(super) static SUBJECT_RULES_REVIEW_STATUS: Fields = &[
    f("evaluationError", Text),
    f("incomplete", Bool),
    f("nonResourceRules", List(&Struct(&NON_RESOURCE_RULE))),
    f("resourceRules", List(&Struct(&RESOURCE_RULE))),
];

/// `Subject_rbac_authorization_k8s_io_v1`.
pub(super) static SUBJECT_RBAC_AUTHORIZATION_K8S_IO_V1: Fields = &[
    f("apiGroup", Text),
    f("kind", Text),
    f("name", Text),
    f("namespace", Text),
];

/// `SuccessPolicy`.
pub(super) static SUCCESS_POLICY: Fields = &[
    f("rules", List(&Struct(&SUCCESS_POLICY_RULE))),
];

/// `SuccessPolicyRule`.
pub(super) static SUCCESS_POLICY_RULE: Fields = &[
    f("succeededCount", Int32),
    f("succeededIndexes", Text),
];

/// `Sysctl`.
pub(super) static SYSCTL: Fields = &[
    f("name", Text),
    f("value", Text),
];

/// `TCPSocketAction`.
pub(super) static TCP_SOCKET_ACTION: Fields = &[
    f("host", Text),
    f("port", IntOrString),
];

/// `Taint`.
pub(super) static TAINT: Fields = &[
    f("effect", Text),
    f("key", Text),
    f("timeAdded", Time),
    f("value", Text),
];

/// `TargetResponder`.
pub(super) static TARGET_RESPONDER: Fields = &[
    f("name", Text),
    f("priority", Int32),
    f("state", Text),
];

/// `TokenRequest`.
pub(super) static TOKEN_REQUEST: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&TOKEN_REQUEST_SPEC)),
    f("status", Struct(&TOKEN_REQUEST_STATUS)),
];

/// `TokenRequestSpec`.
pub(super) static TOKEN_REQUEST_SPEC: Fields = &[
    f("attestations", Map(&List(&Text))).since(V1_37),
    f("audiences", List(&Text)),
    f("boundObjectRef", Struct(&BOUND_OBJECT_REFERENCE)),
    f("expirationSeconds", Int64),
];

/// `TokenRequestStatus`.
pub(super) static TOKEN_REQUEST_STATUS: Fields = &[
    f("expirationTimestamp", Time),
    f("token", Text),
];

/// `TokenRequest_storage_k8s_io_v1`.
pub(super) static TOKEN_REQUEST_STORAGE_K8S_IO_V1: Fields = &[
    f("audience", Text),
    f("expirationSeconds", Int64),
];

/// `TokenReview`.
pub(super) static TOKEN_REVIEW: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&TOKEN_REVIEW_SPEC)),
    f("status", Struct(&TOKEN_REVIEW_STATUS)),
];

/// `TokenReviewSpec`.
pub(super) static TOKEN_REVIEW_SPEC: Fields = &[
    f("audiences", List(&Text)),
    f("token", Text),
];

/// `TokenReviewStatus`.
pub(super) static TOKEN_REVIEW_STATUS: Fields = &[
    f("audiences", List(&Text)),
    f("authenticated", Bool),
    f("error", Text),
    f("user", Struct(&USER_INFO)),
];

/// `Toleration`.
pub(super) static TOLERATION: Fields = &[
    f("effect", Text),
    f("key", Text),
    f("operator", Text),
    f("tolerationSeconds", Int64),
    f("value", Text),
];

/// `TopologyConstraint`.
pub(super) static TOPOLOGY_CONSTRAINT: Fields = &[
    f("key", Text),
];

/// `TopologySelectorLabelRequirement`.
pub(super) static TOPOLOGY_SELECTOR_LABEL_REQUIREMENT: Fields = &[
    f("key", Text),
    f("values", List(&Text)),
];

/// `TopologySelectorTerm`.
pub(super) static TOPOLOGY_SELECTOR_TERM: Fields = &[
    f("matchLabelExpressions", List(&Struct(&TOPOLOGY_SELECTOR_LABEL_REQUIREMENT))),
];

/// `TopologySpreadConstraint`.
pub(super) static TOPOLOGY_SPREAD_CONSTRAINT: Fields = &[
    f("labelSelector", Struct(&LABEL_SELECTOR)),
    f("matchLabelKeys", List(&Text)).gate(MatchLabelKeysInPodTopologySpread),
    f("maxSkew", Int32),
    f("minDomains", Int32),
    f("nodeAffinityPolicy", Text),
    f("nodeTaintsPolicy", Text),
    f("topologyKey", Text),
    f("whenUnsatisfiable", Text),
];

/// `TypeChecking`.
pub(super) static TYPE_CHECKING: Fields = &[
    f("expressionWarnings", List(&Struct(&EXPRESSION_WARNING))),
];

/// `TypedLocalObjectReference`.
pub(super) static TYPED_LOCAL_OBJECT_REFERENCE: Fields = &[
    f("apiGroup", Text),
    f("kind", Text),
    f("name", Text),
];

/// `TypedObjectReference`.
pub(super) static TYPED_OBJECT_REFERENCE: Fields = &[
    f("apiGroup", Text),
    f("kind", Text),
    f("name", Text),
    f("namespace", Text),
];

/// `UncountedTerminatedPods`.
pub(super) static UNCOUNTED_TERMINATED_PODS: Fields = &[
    f("failed", List(&Text)),
    f("succeeded", List(&Text)),
];

/// `UserInfo`.
pub(super) static USER_INFO: Fields = &[
    f("extra", Map(&List(&Text))),
    f("groups", List(&Text)),
    f("uid", Text),
    f("username", Text),
];

/// `UserSubject`.
pub(super) static USER_SUBJECT: Fields = &[
    f("name", Text),
];

/// `ValidatingAdmissionPolicy`.
pub(super) static VALIDATING_ADMISSION_POLICY: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&VALIDATING_ADMISSION_POLICY_SPEC)),
    f("status", Struct(&VALIDATING_ADMISSION_POLICY_STATUS)),
];

/// `ValidatingAdmissionPolicyBinding`.
pub(super) static VALIDATING_ADMISSION_POLICY_BINDING: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&VALIDATING_ADMISSION_POLICY_BINDING_SPEC)),
];

/// `ValidatingAdmissionPolicyBindingSpec`.
pub(super) static VALIDATING_ADMISSION_POLICY_BINDING_SPEC: Fields = &[
    f("matchResources", Struct(&MATCH_RESOURCES)),
    f("paramRef", Struct(&PARAM_REF)),
    f("policyName", Text),
    f("validationActions", List(&Text)),
];

/// `ValidatingAdmissionPolicySpec`.
pub(super) static VALIDATING_ADMISSION_POLICY_SPEC: Fields = &[
    f("auditAnnotations", List(&Struct(&AUDIT_ANNOTATION))),
    f("failurePolicy", Text),
    f("matchConditions", List(&Struct(&MATCH_CONDITION))),
    f("matchConstraints", Struct(&MATCH_RESOURCES)),
    f("paramKind", Struct(&PARAM_KIND)),
    f("validations", List(&Struct(&VALIDATION))),
    f("variables", List(&Struct(&VARIABLE))),
];

/// `ValidatingAdmissionPolicyStatus`.
pub(super) static VALIDATING_ADMISSION_POLICY_STATUS: Fields = &[
    f("conditions", List(&Struct(&CONDITION))),
    f("observedGeneration", Int64),
    f("typeChecking", Struct(&TYPE_CHECKING)),
];

/// `ValidatingWebhook`.
pub(super) static VALIDATING_WEBHOOK: Fields = &[
    f("admissionReviewVersions", List(&Text)),
    f("clientConfig", Struct(&WEBHOOK_CLIENT_CONFIG)),
    f("failurePolicy", Text),
    f("matchConditions", List(&Struct(&MATCH_CONDITION))),
    f("matchPolicy", Text),
    f("name", Text),
    f("namespaceSelector", Struct(&LABEL_SELECTOR)),
    f("objectSelector", Struct(&LABEL_SELECTOR)),
    f("rules", List(&Struct(&RULE_WITH_OPERATIONS))),
    f("sideEffects", Text),
    f("timeoutSeconds", Int32),
];

/// `ValidatingWebhookConfiguration`.
pub(super) static VALIDATING_WEBHOOK_CONFIGURATION: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("webhooks", List(&Struct(&VALIDATING_WEBHOOK))),
];

/// `Validation`.
pub(super) static VALIDATION: Fields = &[
    f("expression", Text),
    f("message", Text),
    f("messageExpression", Text),
    f("reason", Text),
];

/// `ValidationRule`.
pub(super) static VALIDATION_RULE: Fields = &[
    f("fieldPath", Text),
    f("message", Text),
    f("messageExpression", Text),
    f("optionalOldSelf", Bool),
    f("reason", Text),
    f("rule", Text),
];

/// `Variable`.
pub(super) static VARIABLE: Fields = &[
    f("expression", Text),
    f("name", Text),
];

/// `Volume`.
pub(super) static VOLUME: Fields = &[
    f("awsElasticBlockStore", Struct(&AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE)),
    f("azureDisk", Struct(&AZURE_DISK_VOLUME_SOURCE)),
    f("azureFile", Struct(&AZURE_FILE_VOLUME_SOURCE)),
    f("cephfs", Struct(&CEPH_FS_VOLUME_SOURCE)),
    f("cinder", Struct(&CINDER_VOLUME_SOURCE)),
    f("configMap", Struct(&CONFIG_MAP_VOLUME_SOURCE)),
    f("csi", Struct(&CSI_VOLUME_SOURCE)),
    f("downwardAPI", Struct(&DOWNWARD_API_VOLUME_SOURCE)),
    f("emptyDir", Struct(&EMPTY_DIR_VOLUME_SOURCE)),
    f("ephemeral", Struct(&EPHEMERAL_VOLUME_SOURCE)),
    f("fc", Struct(&FC_VOLUME_SOURCE)),
    f("flexVolume", Struct(&FLEX_VOLUME_SOURCE)),
    f("flocker", Struct(&FLOCKER_VOLUME_SOURCE)),
    f("gcePersistentDisk", Struct(&GCE_PERSISTENT_DISK_VOLUME_SOURCE)),
    f("gitRepo", Struct(&GIT_REPO_VOLUME_SOURCE)),
    f("glusterfs", Struct(&GLUSTERFS_VOLUME_SOURCE)),
    f("hostPath", Struct(&HOST_PATH_VOLUME_SOURCE)),
    f("image", Struct(&IMAGE_VOLUME_SOURCE)).gate(ImageVolume),
    f("iscsi", Struct(&ISCSI_VOLUME_SOURCE)),
    f("name", Text),
    f("nfs", Struct(&NFS_VOLUME_SOURCE)),
    f("persistentVolumeClaim", Struct(&PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE)),
    f("photonPersistentDisk", Struct(&PHOTON_PERSISTENT_DISK_VOLUME_SOURCE)),
    f("portworxVolume", Struct(&PORTWORX_VOLUME_SOURCE)),
    f("projected", Struct(&PROJECTED_VOLUME_SOURCE)),
    f("quobyte", Struct(&QUOBYTE_VOLUME_SOURCE)),
    f("rbd", Struct(&RBD_VOLUME_SOURCE)),
    f("scaleIO", Struct(&SCALE_IO_VOLUME_SOURCE)),
    f("secret", Struct(&SECRET_VOLUME_SOURCE)),
    f("storageos", Struct(&STORAGE_OS_VOLUME_SOURCE)),
    f("vsphereVolume", Struct(&VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE)),
];

/// `VolumeAttachment`.
pub(super) static VOLUME_ATTACHMENT: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&VOLUME_ATTACHMENT_SPEC)),
    f("status", Struct(&VOLUME_ATTACHMENT_STATUS)),
];

/// `VolumeAttachmentSource`.
pub(super) static VOLUME_ATTACHMENT_SOURCE: Fields = &[
    f("inlineVolumeSpec", Struct(&PERSISTENT_VOLUME_SPEC)),
    f("persistentVolumeName", Text),
];

/// `VolumeAttachmentSpec`.
pub(super) static VOLUME_ATTACHMENT_SPEC: Fields = &[
    f("attacher", Text),
    f("nodeName", Text),
    f("source", Struct(&VOLUME_ATTACHMENT_SOURCE)),
];

/// `VolumeAttachmentStatus`.
pub(super) static VOLUME_ATTACHMENT_STATUS: Fields = &[
    f("attachError", Struct(&VOLUME_ERROR)),
    f("attached", Bool),
    f("attachmentMetadata", Map(&Text)),
    f("detachError", Struct(&VOLUME_ERROR)),
];

/// `VolumeAttributesClass`.
pub(super) static VOLUME_ATTRIBUTES_CLASS: Fields = &[
    f("apiVersion", Text),
    f("driverName", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("parameters", Map(&Text)),
];

/// `VolumeDevice`.
pub(super) static VOLUME_DEVICE: Fields = &[
    f("devicePath", Text),
    f("name", Text),
];

/// `VolumeError`.
pub(super) static VOLUME_ERROR: Fields = &[
    f("errorCode", Int32).since(V1_33),
    f("message", Text),
    f("time", Time),
];

/// `VolumeHealthCondition`.
pub(super) static VOLUME_HEALTH_CONDITION: Fields = &[
    f("message", Text),
    f("reason", Text),
    f("status", Text),
];

/// `VolumeHealthStatus`.
pub(super) static VOLUME_HEALTH_STATUS: Fields = &[
    f("healthConditions", List(&Struct(&VOLUME_HEALTH_CONDITION))),
    f("lastTransitionTime", Time),
];

/// `VolumeMount`.
pub(super) static VOLUME_MOUNT: Fields = &[
    f("bindMountOptions", List(&Text)).since(V1_37).gate(VolumeBindMountOptions),
    f("mountPath", Text),
    f("mountPropagation", Text),
    f("name", Text),
    f("readOnly", Bool),
    f("recursiveReadOnly", Text).gate(RecursiveReadOnlyMounts),
    f("subPath", Text),
    f("subPathExpr", Text),
];

/// `VolumeMountStatus`.
pub(super) static VOLUME_MOUNT_STATUS: Fields = &[
    f("mountPath", Text),
    f("name", Text),
    f("readOnly", Bool),
    f("recursiveReadOnly", Text),
    f("volumeStatus", Struct(&VOLUME_STATUS)).since(V1_36),
];

/// `VolumeNodeAffinity`.
pub(super) static VOLUME_NODE_AFFINITY: Fields = &[
    f("required", Struct(&NODE_SELECTOR)),
];

/// `VolumeNodeResources`.
pub(super) static VOLUME_NODE_RESOURCES: Fields = &[
    f("count", Int32),
];

/// `VolumeProjection`.
pub(super) static VOLUME_PROJECTION: Fields = &[
    f("clusterTrustBundle", Struct(&CLUSTER_TRUST_BUNDLE_PROJECTION)).gate(ClusterTrustBundleProjection),
    f("configMap", Struct(&CONFIG_MAP_PROJECTION)),
    f("downwardAPI", Struct(&DOWNWARD_API_PROJECTION)),
    f("podCertificate", Struct(&POD_CERTIFICATE_PROJECTION)).since(V1_34).gate(PodCertificateRequest),
    f("secret", Struct(&SECRET_PROJECTION)),
    f("serviceAccountToken", Struct(&SERVICE_ACCOUNT_TOKEN_PROJECTION)),
];

/// `VolumeResourceRequirements`.
pub(super) static VOLUME_RESOURCE_REQUIREMENTS: Fields = &[
    f("limits", Map(&Quantity)),
    f("requests", Map(&Quantity)),
];

/// `VolumeStatus`.
pub(super) static VOLUME_STATUS: Fields = &[
    f("image", Struct(&IMAGE_VOLUME_STATUS)),
];

/// `VsphereVirtualDiskVolumeSource`.
pub(super) static VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE: Fields = &[
    f("fsType", Text),
    f("storagePolicyID", Text),
    f("storagePolicyName", Text),
    f("volumePath", Text),
];

/// `WebhookClientConfig`.
pub(super) static WEBHOOK_CLIENT_CONFIG: Fields = &[
    f("caBundle", Bytes),
    f("service", Struct(&SERVICE_REFERENCE)),
    f("url", Text),
];

/// `WebhookConversion`.
pub(super) static WEBHOOK_CONVERSION: Fields = &[
    f("clientConfig", Struct(&WEBHOOK_CLIENT_CONFIG)),
    f("conversionReviewVersions", List(&Text)),
];

/// `WeightedPodAffinityTerm`.
pub(super) static WEIGHTED_POD_AFFINITY_TERM: Fields = &[
    f("podAffinityTerm", Struct(&POD_AFFINITY_TERM)),
    f("weight", Int32),
];

/// `WindowsSecurityContextOptions`.
pub(super) static WINDOWS_SECURITY_CONTEXT_OPTIONS: Fields = &[
    f("gmsaCredentialSpec", Text),
    f("gmsaCredentialSpecName", Text),
    f("hostProcess", Bool),
    f("runAsUserName", Text),
];

/// `Workload`.
pub(super) static WORKLOAD: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&WORKLOAD_SPEC)),
];

/// `WorkloadPodGroupDisruptionMode`.
pub(super) static WORKLOAD_POD_GROUP_DISRUPTION_MODE: Fields = &[
    f("all", Free),
    f("single", Free),
];

/// `WorkloadPodGroupGangSchedulingPolicy`.
pub(super) static WORKLOAD_POD_GROUP_GANG_SCHEDULING_POLICY: Fields = &[
    f("minCount", Int32),
];

/// `WorkloadPodGroupResourceClaim`.
pub(super) static WORKLOAD_POD_GROUP_RESOURCE_CLAIM: Fields = &[
    f("name", Text),
    f("resourceClaimName", Text),
    f("resourceClaimTemplateName", Text),
];

/// `WorkloadPodGroupSchedulingConstraints`.
pub(super) static WORKLOAD_POD_GROUP_SCHEDULING_CONSTRAINTS: Fields = &[
    f("topology", List(&Struct(&TOPOLOGY_CONSTRAINT))),
];

/// `WorkloadPodGroupSchedulingPolicy`.
pub(super) static WORKLOAD_POD_GROUP_SCHEDULING_POLICY: Fields = &[
    f("basic", Free),
    f("gang", Struct(&WORKLOAD_POD_GROUP_GANG_SCHEDULING_POLICY)),
];

/// `WorkloadPodGroupTemplateReference_scheduling_k8s_io_v1alpha2`.
pub(super) static WORKLOAD_POD_GROUP_TEMPLATE_REFERENCE_SCHEDULING_K8S_IO_V1ALPHA2: Fields = &[
    f("podGroupTemplateName", Text),
    f("workloadName", Text),
];

/// `WorkloadReference`.
pub(super) static WORKLOAD_REFERENCE: Fields = &[
    f("templateName", Text),
    f("workloadName", Text),
];

/// `WorkloadSpec`.
pub(super) static WORKLOAD_SPEC: Fields = &[
    f("compositePodGroupTemplates", List(&Struct(&COMPOSITE_POD_GROUP_TEMPLATE))),
    f("controllerRef", Struct(&TYPED_LOCAL_OBJECT_REFERENCE)),
    f("podGroupTemplates", List(&Struct(&POD_GROUP_TEMPLATE))),
];

/// `WorkloadSpec_scheduling_k8s_io_v1alpha1`.
pub(super) static WORKLOAD_SPEC_SCHEDULING_K8S_IO_V1ALPHA1: Fields = &[
    f("controllerRef", Struct(&TYPED_LOCAL_OBJECT_REFERENCE)),
    f("podGroups", List(&Struct(&POD_GROUP_SCHEDULING_K8S_IO_V1ALPHA1))),
];

/// `WorkloadSpec_scheduling_k8s_io_v1alpha2`.
pub(super) static WORKLOAD_SPEC_SCHEDULING_K8S_IO_V1ALPHA2: Fields = &[
    f("controllerRef", Struct(&TYPED_LOCAL_OBJECT_REFERENCE)),
    f("podGroupTemplates", List(&Struct(&POD_GROUP_TEMPLATE_SCHEDULING_K8S_IO_V1ALPHA2))),
];

/// `Workload_scheduling_k8s_io_v1alpha1`.
pub(super) static WORKLOAD_SCHEDULING_K8S_IO_V1ALPHA1: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&WORKLOAD_SPEC_SCHEDULING_K8S_IO_V1ALPHA1)),
];

/// `Workload_scheduling_k8s_io_v1alpha2`.
pub(super) static WORKLOAD_SCHEDULING_K8S_IO_V1ALPHA2: Fields = &[
    f("apiVersion", Text),
    f("kind", Text),
    f("metadata", Struct(&OBJECT_META)),
    f("spec", Struct(&WORKLOAD_SPEC_SCHEDULING_K8S_IO_V1ALPHA2)),
];
