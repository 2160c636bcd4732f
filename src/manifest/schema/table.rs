// Generated from k8s-openapi's types: DAEMONLINT_UPDATE=1 cargo test --test schema
#![cfg_attr(rustfmt, rustfmt_skip)]

use super::{Fields, Type::*};

/// `APIService`.
pub static API_SERVICE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&API_SERVICE_SPEC)),
    ("status", Struct(&API_SERVICE_STATUS)),
];

/// `APIServiceCondition`.
pub static API_SERVICE_CONDITION: Fields = &[
    ("lastTransitionTime", Time),
    ("message", Text),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `APIServiceSpec`.
pub static API_SERVICE_SPEC: Fields = &[
    ("caBundle", Bytes),
    ("group", Text),
    ("groupPriorityMinimum", Int32),
    ("insecureSkipTLSVerify", Bool),
    ("service", Struct(&SERVICE_REFERENCE_APIREGISTRATION_K8S_IO_V1)),
    ("version", Text),
    ("versionPriority", Int32),
];

/// `APIServiceStatus`.
pub static API_SERVICE_STATUS: Fields = &[
    ("conditions", List(&Struct(&API_SERVICE_CONDITION))),
];

/// `AWSElasticBlockStoreVolumeSource`.
pub static AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("partition", Int32),
    ("readOnly", Bool),
    ("volumeID", Text),
];

/// `Affinity`.
pub static AFFINITY: Fields = &[
    ("nodeAffinity", Struct(&NODE_AFFINITY)),
    ("podAffinity", Struct(&POD_AFFINITY)),
    ("podAntiAffinity", Struct(&POD_ANTI_AFFINITY)),
];

/// `AggregationRule`.
pub static AGGREGATION_RULE: Fields = &[
    ("clusterRoleSelectors", List(&Struct(&LABEL_SELECTOR))),
];

/// `AllocatedDeviceStatus`.
pub static ALLOCATED_DEVICE_STATUS: Fields = &[
    ("conditions", List(&Struct(&CONDITION))),
    ("data", Free),
    ("device", Text),
    ("driver", Text),
    ("networkData", Struct(&NETWORK_DEVICE_DATA)),
    ("pool", Text),
    ("shareID", Text),
];

/// `AllocationResult`.
pub static ALLOCATION_RESULT: Fields = &[
    ("allocationTimestamp", Time),
    ("devices", Struct(&DEVICE_ALLOCATION_RESULT)),
    ("nodeSelector", Struct(&NODE_SELECTOR)),
];

/// `AppArmorProfile`.
pub static APP_ARMOR_PROFILE: Fields = &[
    ("localhostProfile", Text),
    ("type", Text),
];

/// `ApplyConfiguration`.
pub static APPLY_CONFIGURATION: Fields = &[
    ("expression", Text),
];

/// `AttachedVolume`.
pub static ATTACHED_VOLUME: Fields = &[
    ("devicePath", Text),
    ("name", Text),
];

/// `AuditAnnotation`.
pub static AUDIT_ANNOTATION: Fields = &[
    ("key", Text),
    ("valueExpression", Text),
];

/// `AzureDiskVolumeSource`.
pub static AZURE_DISK_VOLUME_SOURCE: Fields = &[
    ("cachingMode", Text),
    ("diskName", Text),
    ("diskURI", Text),
    ("fsType", Text),
    ("kind", Text),
    ("readOnly", Bool),
];

/// `AzureFilePersistentVolumeSource`.
pub static AZURE_FILE_PERSISTENT_VOLUME_SOURCE: Fields = &[
    ("readOnly", Bool),
    ("secretName", Text),
    ("secretNamespace", Text),
    ("shareName", Text),
];

/// `AzureFileVolumeSource`.
pub static AZURE_FILE_VOLUME_SOURCE: Fields = &[
    ("readOnly", Bool),
    ("secretName", Text),
    ("shareName", Text),
];

/// `BasicDevice`.
pub static BASIC_DEVICE: Fields = &[
    ("allNodes", Bool),
    ("allowMultipleAllocations", Bool),
    ("attributes", Map(&Struct(&DEVICE_ATTRIBUTE))),
    ("bindingConditions", List(&Text)),
    ("bindingFailureConditions", List(&Text)),
    ("bindsToNode", Bool),
    ("capacity", Map(&Struct(&DEVICE_CAPACITY))),
    ("consumesCounters", List(&Struct(&DEVICE_COUNTER_CONSUMPTION))),
    ("nodeAllocatableResourceMappings", Map(&Struct(&NODE_ALLOCATABLE_RESOURCE_MAPPING))),
    ("nodeName", Text),
    ("nodeSelector", Struct(&NODE_SELECTOR)),
    ("taints", List(&Struct(&DEVICE_TAINT))),
];

/// `Binding`.
pub static BINDING: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("target", Struct(&OBJECT_REFERENCE)),
];

/// `BoundObjectReference`.
pub static BOUND_OBJECT_REFERENCE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("name", Text),
    ("uid", Text),
];

/// `CELDeviceSelector`.
pub static CEL_DEVICE_SELECTOR: Fields = &[
    ("expression", Text),
];

/// `CSIDriver`.
pub static CSI_DRIVER: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&CSI_DRIVER_SPEC)),
];

/// `CSIDriverSpec`.
pub static CSI_DRIVER_SPEC: Fields = &[
    ("attachRequired", Bool),
    ("fsGroupPolicy", Text),
    ("nodeAllocatableUpdatePeriodSeconds", Int64),
    ("podInfoOnMount", Bool),
    ("preventPodSchedulingIfMissing", Bool),
    ("requiresRepublish", Bool),
    ("seLinuxMount", Bool),
    ("serviceAccountTokenInSecrets", Bool),
    ("storageCapacity", Bool),
    ("tokenRequests", List(&Struct(&TOKEN_REQUEST_STORAGE_K8S_IO_V1))),
    ("volumeLifecycleModes", List(&Text)),
];

/// `CSINode`.
pub static CSI_NODE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&CSI_NODE_SPEC)),
];

/// `CSINodeDriver`.
pub static CSI_NODE_DRIVER: Fields = &[
    ("allocatable", Struct(&VOLUME_NODE_RESOURCES)),
    ("name", Text),
    ("nodeID", Text),
    ("topologyKeys", List(&Text)),
];

/// `CSINodeSpec`.
pub static CSI_NODE_SPEC: Fields = &[
    ("drivers", List(&Struct(&CSI_NODE_DRIVER))),
];

/// `CSIPersistentVolumeSource`.
pub static CSI_PERSISTENT_VOLUME_SOURCE: Fields = &[
    ("controllerExpandSecretRef", Struct(&SECRET_REFERENCE)),
    ("controllerPublishSecretRef", Struct(&SECRET_REFERENCE)),
    ("driver", Text),
    ("fsType", Text),
    ("nodeExpandSecretRef", Struct(&SECRET_REFERENCE)),
    ("nodePublishSecretRef", Struct(&SECRET_REFERENCE)),
    ("nodeStageSecretRef", Struct(&SECRET_REFERENCE)),
    ("readOnly", Bool),
    ("volumeAttributes", Map(&Text)),
    ("volumeHandle", Text),
];

/// `CSIStorageCapacity`.
pub static CSI_STORAGE_CAPACITY: Fields = &[
    ("apiVersion", Text),
    ("capacity", Quantity),
    ("kind", Text),
    ("maximumVolumeSize", Quantity),
    ("metadata", Struct(&OBJECT_META)),
    ("nodeTopology", Struct(&LABEL_SELECTOR)),
    ("storageClassName", Text),
];

/// `CSIVolumeSource`.
pub static CSI_VOLUME_SOURCE: Fields = &[
    ("driver", Text),
    ("fsType", Text),
    ("nodePublishSecretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    ("readOnly", Bool),
    ("volumeAttributes", Map(&Text)),
];

/// `Capabilities`.
pub static CAPABILITIES: Fields = &[
    ("add", List(&Text)),
    ("drop", List(&Text)),
];

/// `CapacityRequestPolicy`.
pub static CAPACITY_REQUEST_POLICY: Fields = &[
    ("default", Quantity),
    ("validRange", Struct(&CAPACITY_REQUEST_POLICY_RANGE)),
    ("validValues", List(&Quantity)),
];

/// `CapacityRequestPolicyRange`.
pub static CAPACITY_REQUEST_POLICY_RANGE: Fields = &[
    ("max", Quantity),
    ("min", Quantity),
    ("step", Quantity),
];

/// `CapacityRequirements`.
pub static CAPACITY_REQUIREMENTS: Fields = &[
    ("requests", Map(&Quantity)),
];

/// `CephFSPersistentVolumeSource`.
pub static CEPH_FS_PERSISTENT_VOLUME_SOURCE: Fields = &[
    ("monitors", List(&Text)),
    ("path", Text),
    ("readOnly", Bool),
    ("secretFile", Text),
    ("secretRef", Struct(&SECRET_REFERENCE)),
    ("user", Text),
];

/// `CephFSVolumeSource`.
pub static CEPH_FS_VOLUME_SOURCE: Fields = &[
    ("monitors", List(&Text)),
    ("path", Text),
    ("readOnly", Bool),
    ("secretFile", Text),
    ("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    ("user", Text),
];

/// `CertificateSigningRequest`.
pub static CERTIFICATE_SIGNING_REQUEST: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&CERTIFICATE_SIGNING_REQUEST_SPEC)),
    ("status", Struct(&CERTIFICATE_SIGNING_REQUEST_STATUS)),
];

/// `CertificateSigningRequestCondition`.
pub static CERTIFICATE_SIGNING_REQUEST_CONDITION: Fields = &[
    ("lastTransitionTime", Time),
    ("lastUpdateTime", Time),
    ("message", Text),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `CertificateSigningRequestSpec`.
pub static CERTIFICATE_SIGNING_REQUEST_SPEC: Fields = &[
    ("expirationSeconds", Int32),
    ("extra", Map(&List(&Text))),
    ("groups", List(&Text)),
    ("request", Bytes),
    ("signerName", Text),
    ("uid", Text),
    ("usages", List(&Text)),
    ("username", Text),
];

/// `CertificateSigningRequestStatus`.
pub static CERTIFICATE_SIGNING_REQUEST_STATUS: Fields = &[
    ("certificate", Bytes),
    ("conditions", List(&Struct(&CERTIFICATE_SIGNING_REQUEST_CONDITION))),
];

/// `CinderPersistentVolumeSource`.
pub static CINDER_PERSISTENT_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("readOnly", Bool),
    ("secretRef", Struct(&SECRET_REFERENCE)),
    ("volumeID", Text),
];

/// `CinderVolumeSource`.
pub static CINDER_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("readOnly", Bool),
    ("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    ("volumeID", Text),
];

/// `ClientIPConfig`.
pub static CLIENT_IP_CONFIG: Fields = &[
    ("timeoutSeconds", Int32),
];

/// `ClusterRole`.
pub static CLUSTER_ROLE: Fields = &[
    ("aggregationRule", Struct(&AGGREGATION_RULE)),
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("rules", List(&Struct(&POLICY_RULE))),
];

/// `ClusterRoleBinding`.
pub static CLUSTER_ROLE_BINDING: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("roleRef", Struct(&ROLE_REF)),
    ("subjects", List(&Struct(&SUBJECT_RBAC_AUTHORIZATION_K8S_IO_V1))),
];

/// `ClusterTrustBundle`.
pub static CLUSTER_TRUST_BUNDLE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&CLUSTER_TRUST_BUNDLE_SPEC)),
];

/// `ClusterTrustBundleProjection`.
pub static CLUSTER_TRUST_BUNDLE_PROJECTION: Fields = &[
    ("labelSelector", Struct(&LABEL_SELECTOR)),
    ("name", Text),
    ("optional", Bool),
    ("path", Text),
    ("signerName", Text),
];

/// `ClusterTrustBundleSpec`.
pub static CLUSTER_TRUST_BUNDLE_SPEC: Fields = &[
    ("signerName", Text),
    ("trustBundle", Text),
];

/// `ComponentCondition`.
pub static COMPONENT_CONDITION: Fields = &[
    ("error", Text),
    ("message", Text),
    ("status", Text),
    ("type", Text),
];

/// `ComponentStatus`.
pub static COMPONENT_STATUS: Fields = &[
    ("apiVersion", Text),
    ("conditions", List(&Struct(&COMPONENT_CONDITION))),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
];

/// `Condition`.
pub static CONDITION: Fields = &[
    ("lastTransitionTime", Time),
    ("message", Text),
    ("observedGeneration", Int64),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `ConfigMap`.
pub static CONFIG_MAP: Fields = &[
    ("apiVersion", Text),
    ("binaryData", Map(&Bytes)),
    ("data", Map(&Text)),
    ("immutable", Bool),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
];

/// `ConfigMapEnvSource`.
pub static CONFIG_MAP_ENV_SOURCE: Fields = &[
    ("name", Text),
    ("optional", Bool),
];

/// `ConfigMapKeySelector`.
pub static CONFIG_MAP_KEY_SELECTOR: Fields = &[
    ("key", Text),
    ("name", Text),
    ("optional", Bool),
];

/// `ConfigMapNodeConfigSource`.
pub static CONFIG_MAP_NODE_CONFIG_SOURCE: Fields = &[
    ("kubeletConfigKey", Text),
    ("name", Text),
    ("namespace", Text),
    ("resourceVersion", Text),
    ("uid", Text),
];

/// `ConfigMapProjection`.
pub static CONFIG_MAP_PROJECTION: Fields = &[
    ("items", List(&Struct(&KEY_TO_PATH))),
    ("name", Text),
    ("optional", Bool),
];

/// `ConfigMapVolumeSource`.
pub static CONFIG_MAP_VOLUME_SOURCE: Fields = &[
    ("defaultMode", Int32),
    ("items", List(&Struct(&KEY_TO_PATH))),
    ("name", Text),
    ("optional", Bool),
];

/// `Container`.
pub static CONTAINER: Fields = &[
    ("args", List(&Text)),
    ("command", List(&Text)),
    ("env", List(&Struct(&ENV_VAR))),
    ("envFrom", List(&Struct(&ENV_FROM_SOURCE))),
    ("image", Text),
    ("imagePullPolicy", Text),
    ("lifecycle", Struct(&LIFECYCLE)),
    ("livenessProbe", Struct(&PROBE)),
    ("name", Text),
    ("ports", List(&Struct(&CONTAINER_PORT))),
    ("readinessProbe", Struct(&PROBE)),
    ("resizePolicy", List(&Struct(&CONTAINER_RESIZE_POLICY))),
    ("resources", Struct(&RESOURCE_REQUIREMENTS)),
    ("restartPolicy", Text),
    ("restartPolicyRules", List(&Struct(&CONTAINER_RESTART_RULE))),
    ("securityContext", Struct(&SECURITY_CONTEXT)),
    ("startupProbe", Struct(&PROBE)),
    ("stdin", Bool),
    ("stdinOnce", Bool),
    ("terminationMessagePath", Text),
    ("terminationMessagePolicy", Text),
    ("tty", Bool),
    ("volumeDevices", List(&Struct(&VOLUME_DEVICE))),
    ("volumeMounts", List(&Struct(&VOLUME_MOUNT))),
    ("workingDir", Text),
];

/// `ContainerExtendedResourceRequest`.
pub static CONTAINER_EXTENDED_RESOURCE_REQUEST: Fields = &[
    ("containerName", Text),
    ("requestName", Text),
    ("resourceName", Text),
];

/// `ContainerImage`.
pub static CONTAINER_IMAGE: Fields = &[
    ("names", List(&Text)),
    ("sizeBytes", Int64),
];

/// `ContainerPort`.
pub static CONTAINER_PORT: Fields = &[
    ("containerPort", Int32),
    ("hostIP", Text),
    ("hostPort", Int32),
    ("name", Text),
    ("protocol", Text),
];

/// `ContainerResizePolicy`.
pub static CONTAINER_RESIZE_POLICY: Fields = &[
    ("resourceName", Text),
    ("restartPolicy", Text),
];

/// `ContainerResourceMetricSource`.
pub static CONTAINER_RESOURCE_METRIC_SOURCE: Fields = &[
    ("container", Text),
    ("name", Text),
    ("target", Struct(&METRIC_TARGET)),
];

/// `ContainerResourceMetricStatus`.
pub static CONTAINER_RESOURCE_METRIC_STATUS: Fields = &[
    ("container", Text),
    ("current", Struct(&METRIC_VALUE_STATUS)),
    ("name", Text),
];

/// `ContainerRestartRule`.
pub static CONTAINER_RESTART_RULE: Fields = &[
    ("action", Text),
    ("exitCodes", Struct(&CONTAINER_RESTART_RULE_ON_EXIT_CODES)),
];

/// `ContainerRestartRuleOnExitCodes`.
pub static CONTAINER_RESTART_RULE_ON_EXIT_CODES: Fields = &[
    ("operator", Text),
    ("values", List(&Int32)),
];

/// `ContainerState`.
pub static CONTAINER_STATE: Fields = &[
    ("running", Struct(&CONTAINER_STATE_RUNNING)),
    ("terminated", Struct(&CONTAINER_STATE_TERMINATED)),
    ("waiting", Struct(&CONTAINER_STATE_WAITING)),
];

/// `ContainerStateRunning`.
pub static CONTAINER_STATE_RUNNING: Fields = &[
    ("startedAt", Time),
];

/// `ContainerStateTerminated`.
pub static CONTAINER_STATE_TERMINATED: Fields = &[
    ("containerID", Text),
    ("exitCode", Int32),
    ("finishedAt", Time),
    ("message", Text),
    ("reason", Text),
    ("signal", Int32),
    ("startedAt", Time),
];

/// `ContainerStateWaiting`.
pub static CONTAINER_STATE_WAITING: Fields = &[
    ("message", Text),
    ("reason", Text),
];

/// `ContainerStatus`.
pub static CONTAINER_STATUS: Fields = &[
    ("allocatedResources", Map(&Quantity)),
    ("allocatedResourcesStatus", List(&Struct(&RESOURCE_STATUS))),
    ("containerID", Text),
    ("image", Text),
    ("imageID", Text),
    ("lastState", Struct(&CONTAINER_STATE)),
    ("name", Text),
    ("ready", Bool),
    ("resources", Struct(&RESOURCE_REQUIREMENTS)),
    ("restartCount", Int32),
    ("started", Bool),
    ("state", Struct(&CONTAINER_STATE)),
    ("stopSignal", Text),
    ("user", Struct(&CONTAINER_USER)),
    ("volumeMounts", List(&Struct(&VOLUME_MOUNT_STATUS))),
];

/// `ContainerUser`.
pub static CONTAINER_USER: Fields = &[
    ("linux", Struct(&LINUX_CONTAINER_USER)),
];

/// `ControllerRevision`.
pub static CONTROLLER_REVISION: Fields = &[
    ("apiVersion", Text),
    ("data", Free),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("revision", Int64),
];

/// `Counter`.
pub static COUNTER: Fields = &[
    ("value", Quantity),
];

/// `CounterSet`.
pub static COUNTER_SET: Fields = &[
    ("counters", Map(&Struct(&COUNTER))),
    ("name", Text),
];

/// `CronJob`.
pub static CRON_JOB: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&CRON_JOB_SPEC)),
    ("status", Struct(&CRON_JOB_STATUS)),
];

/// `CronJobSpec`.
pub static CRON_JOB_SPEC: Fields = &[
    ("concurrencyPolicy", Text),
    ("failedJobsHistoryLimit", Int32),
    ("jobTemplate", Struct(&JOB_TEMPLATE_SPEC)),
    ("schedule", Text),
    ("startingDeadlineSeconds", Int64),
    ("successfulJobsHistoryLimit", Int32),
    ("suspend", Bool),
    ("timeZone", Text),
];

/// `CronJobStatus`.
pub static CRON_JOB_STATUS: Fields = &[
    ("active", List(&Struct(&OBJECT_REFERENCE))),
    ("lastScheduleTime", Time),
    ("lastSuccessfulTime", Time),
];

/// `CrossVersionObjectReference`.
pub static CROSS_VERSION_OBJECT_REFERENCE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("name", Text),
];

/// `CustomResourceColumnDefinition`.
pub static CUSTOM_RESOURCE_COLUMN_DEFINITION: Fields = &[
    ("description", Text),
    ("format", Text),
    ("jsonPath", Text),
    ("name", Text),
    ("priority", Int32),
    ("type", Text),
];

/// `CustomResourceConversion`.
pub static CUSTOM_RESOURCE_CONVERSION: Fields = &[
    ("strategy", Text),
    ("webhook", Struct(&WEBHOOK_CONVERSION)),
];

/// `CustomResourceDefinition`.
pub static CUSTOM_RESOURCE_DEFINITION: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&CUSTOM_RESOURCE_DEFINITION_SPEC)),
    ("status", Struct(&CUSTOM_RESOURCE_DEFINITION_STATUS)),
];

/// `CustomResourceDefinitionCondition`.
pub static CUSTOM_RESOURCE_DEFINITION_CONDITION: Fields = &[
    ("lastTransitionTime", Time),
    ("message", Text),
    ("observedGeneration", Int64),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `CustomResourceDefinitionNames`.
pub static CUSTOM_RESOURCE_DEFINITION_NAMES: Fields = &[
    ("categories", List(&Text)),
    ("kind", Text),
    ("listKind", Text),
    ("plural", Text),
    ("shortNames", List(&Text)),
    ("singular", Text),
];

/// `CustomResourceDefinitionSpec`.
pub static CUSTOM_RESOURCE_DEFINITION_SPEC: Fields = &[
    ("conversion", Struct(&CUSTOM_RESOURCE_CONVERSION)),
    ("group", Text),
    ("names", Struct(&CUSTOM_RESOURCE_DEFINITION_NAMES)),
    ("preserveUnknownFields", Bool),
    ("scope", Text),
    ("versions", List(&Struct(&CUSTOM_RESOURCE_DEFINITION_VERSION))),
];

/// `CustomResourceDefinitionStatus`.
pub static CUSTOM_RESOURCE_DEFINITION_STATUS: Fields = &[
    ("acceptedNames", Struct(&CUSTOM_RESOURCE_DEFINITION_NAMES)),
    ("conditions", List(&Struct(&CUSTOM_RESOURCE_DEFINITION_CONDITION))),
    ("observedGeneration", Int64),
    ("storedVersions", List(&Text)),
];

/// `CustomResourceDefinitionVersion`.
pub static CUSTOM_RESOURCE_DEFINITION_VERSION: Fields = &[
    ("additionalPrinterColumns", List(&Struct(&CUSTOM_RESOURCE_COLUMN_DEFINITION))),
    ("deprecated", Bool),
    ("deprecationWarning", Text),
    ("name", Text),
    ("schema", Struct(&CUSTOM_RESOURCE_VALIDATION)),
    ("selectableFields", List(&Struct(&SELECTABLE_FIELD))),
    ("served", Bool),
    ("storage", Bool),
    ("subresources", Struct(&CUSTOM_RESOURCE_SUBRESOURCES)),
];

/// `CustomResourceSubresourceScale`.
pub static CUSTOM_RESOURCE_SUBRESOURCE_SCALE: Fields = &[
    ("labelSelectorPath", Text),
    ("specReplicasPath", Text),
    ("statusReplicasPath", Text),
];

/// `CustomResourceSubresources`.
pub static CUSTOM_RESOURCE_SUBRESOURCES: Fields = &[
    ("scale", Struct(&CUSTOM_RESOURCE_SUBRESOURCE_SCALE)),
    ("status", Free),
];

/// `CustomResourceValidation`.
pub static CUSTOM_RESOURCE_VALIDATION: Fields = &[
    ("openAPIV3Schema", Struct(&JSON_SCHEMA_PROPS)),
];

/// `DaemonEndpoint`.
pub static DAEMON_ENDPOINT: Fields = &[
    ("Port", Int32),
];

/// `DaemonSet`.
pub static DAEMON_SET: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&DAEMON_SET_SPEC)),
    ("status", Struct(&DAEMON_SET_STATUS)),
];

/// `DaemonSetCondition`.
pub static DAEMON_SET_CONDITION: Fields = &[
    ("lastTransitionTime", Time),
    ("message", Text),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `DaemonSetSpec`.
pub static DAEMON_SET_SPEC: Fields = &[
    ("minReadySeconds", Int32),
    ("revisionHistoryLimit", Int32),
    ("selector", Struct(&LABEL_SELECTOR)),
    ("template", Struct(&POD_TEMPLATE_SPEC)),
    ("updateStrategy", Struct(&DAEMON_SET_UPDATE_STRATEGY)),
];

/// `DaemonSetStatus`.
pub static DAEMON_SET_STATUS: Fields = &[
    ("collisionCount", Int32),
    ("conditions", List(&Struct(&DAEMON_SET_CONDITION))),
    ("currentNumberScheduled", Int32),
    ("desiredNumberScheduled", Int32),
    ("numberAvailable", Int32),
    ("numberMisscheduled", Int32),
    ("numberReady", Int32),
    ("numberUnavailable", Int32),
    ("observedGeneration", Int64),
    ("updatedNumberScheduled", Int32),
];

/// `DaemonSetUpdateStrategy`.
pub static DAEMON_SET_UPDATE_STRATEGY: Fields = &[
    ("rollingUpdate", Struct(&ROLLING_UPDATE_DAEMON_SET)),
    ("type", Text),
];

/// `DeleteOptions`.
pub static DELETE_OPTIONS: Fields = &[
    ("apiVersion", Text),
    ("dryRun", List(&Text)),
    ("gracePeriodSeconds", Int64),
    ("ignoreStoreReadErrorWithClusterBreakingPotential", Bool),
    ("kind", Text),
    ("orphanDependents", Bool),
    ("preconditions", Struct(&PRECONDITIONS)),
    ("propagationPolicy", Text),
];

/// `Deployment`.
pub static DEPLOYMENT: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&DEPLOYMENT_SPEC)),
    ("status", Struct(&DEPLOYMENT_STATUS)),
];

/// `DeploymentCondition`.
pub static DEPLOYMENT_CONDITION: Fields = &[
    ("lastTransitionTime", Time),
    ("lastUpdateTime", Time),
    ("message", Text),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `DeploymentSpec`.
pub static DEPLOYMENT_SPEC: Fields = &[
    ("minReadySeconds", Int32),
    ("paused", Bool),
    ("progressDeadlineSeconds", Int32),
    ("replicas", Int32),
    ("revisionHistoryLimit", Int32),
    ("selector", Struct(&LABEL_SELECTOR)),
    ("strategy", Struct(&DEPLOYMENT_STRATEGY)),
    ("template", Struct(&POD_TEMPLATE_SPEC)),
];

/// `DeploymentStatus`.
pub static DEPLOYMENT_STATUS: Fields = &[
    ("availableReplicas", Int32),
    ("collisionCount", Int32),
    ("conditions", List(&Struct(&DEPLOYMENT_CONDITION))),
    ("observedGeneration", Int64),
    ("readyReplicas", Int32),
    ("replicas", Int32),
    ("terminatingReplicas", Int32),
    ("unavailableReplicas", Int32),
    ("updatedReplicas", Int32),
];

/// `DeploymentStrategy`.
pub static DEPLOYMENT_STRATEGY: Fields = &[
    ("rollingUpdate", Struct(&ROLLING_UPDATE_DEPLOYMENT)),
    ("type", Text),
];

/// `Device`.
pub static DEVICE: Fields = &[
    ("allNodes", Bool),
    ("allowMultipleAllocations", Bool),
    ("attributes", Map(&Struct(&DEVICE_ATTRIBUTE))),
    ("bindingConditions", List(&Text)),
    ("bindingFailureConditions", List(&Text)),
    ("bindsToNode", Bool),
    ("capacity", Map(&Struct(&DEVICE_CAPACITY))),
    ("consumesCounters", List(&Struct(&DEVICE_COUNTER_CONSUMPTION))),
    ("name", Text),
    ("nodeAllocatableResourceMappings", Map(&Struct(&NODE_ALLOCATABLE_RESOURCE_MAPPING))),
    ("nodeName", Text),
    ("nodeSelector", Struct(&NODE_SELECTOR)),
    ("taints", List(&Struct(&DEVICE_TAINT))),
];

/// `DeviceAllocationConfiguration`.
pub static DEVICE_ALLOCATION_CONFIGURATION: Fields = &[
    ("opaque", Struct(&OPAQUE_DEVICE_CONFIGURATION)),
    ("requests", List(&Text)),
    ("source", Text),
];

/// `DeviceAllocationResult`.
pub static DEVICE_ALLOCATION_RESULT: Fields = &[
    ("config", List(&Struct(&DEVICE_ALLOCATION_CONFIGURATION))),
    ("results", List(&Struct(&DEVICE_REQUEST_ALLOCATION_RESULT))),
];

/// `DeviceAttribute`.
pub static DEVICE_ATTRIBUTE: Fields = &[
    ("bool", Bool),
    ("bools", List(&Bool)),
    ("int", Int64),
    ("ints", List(&Int64)),
    ("string", Text),
    ("strings", List(&Text)),
    ("version", Text),
    ("versions", List(&Text)),
];

/// `DeviceCapacity`.
pub static DEVICE_CAPACITY: Fields = &[
    ("requestPolicy", Struct(&CAPACITY_REQUEST_POLICY)),
    ("value", Quantity),
];

/// `DeviceClaim`.
pub static DEVICE_CLAIM: Fields = &[
    ("config", List(&Struct(&DEVICE_CLAIM_CONFIGURATION))),
    ("constraints", List(&Struct(&DEVICE_CONSTRAINT))),
    ("requests", List(&Struct(&DEVICE_REQUEST))),
];

/// `DeviceClaimConfiguration`.
pub static DEVICE_CLAIM_CONFIGURATION: Fields = &[
    ("opaque", Struct(&OPAQUE_DEVICE_CONFIGURATION)),
    ("requests", List(&Text)),
];

/// `DeviceClaim_resource_k8s_io_v1beta1`.
pub static DEVICE_CLAIM_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    ("config", List(&Struct(&DEVICE_CLAIM_CONFIGURATION))),
    ("constraints", List(&Struct(&DEVICE_CONSTRAINT))),
    ("requests", List(&Struct(&DEVICE_REQUEST_RESOURCE_K8S_IO_V1BETA1))),
];

/// `DeviceClass`.
pub static DEVICE_CLASS: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&DEVICE_CLASS_SPEC)),
];

/// `DeviceClassConfiguration`.
pub static DEVICE_CLASS_CONFIGURATION: Fields = &[
    ("opaque", Struct(&OPAQUE_DEVICE_CONFIGURATION)),
];

/// `DeviceClassSpec`.
pub static DEVICE_CLASS_SPEC: Fields = &[
    ("config", List(&Struct(&DEVICE_CLASS_CONFIGURATION))),
    ("extendedResourceName", Text),
    ("selectors", List(&Struct(&DEVICE_SELECTOR))),
];

/// `DeviceConstraint`.
pub static DEVICE_CONSTRAINT: Fields = &[
    ("distinctAttribute", Text),
    ("matchAttribute", Text),
    ("requests", List(&Text)),
];

/// `DeviceCounterConsumption`.
pub static DEVICE_COUNTER_CONSUMPTION: Fields = &[
    ("counterSet", Text),
    ("counters", Map(&Struct(&COUNTER))),
];

/// `DeviceRequest`.
pub static DEVICE_REQUEST: Fields = &[
    ("exactly", Struct(&EXACT_DEVICE_REQUEST)),
    ("firstAvailable", List(&Struct(&DEVICE_SUB_REQUEST))),
    ("name", Text),
];

/// `DeviceRequestAllocationResult`.
pub static DEVICE_REQUEST_ALLOCATION_RESULT: Fields = &[
    ("adminAccess", Bool),
    ("bindingConditions", List(&Text)),
    ("bindingFailureConditions", List(&Text)),
    ("consumedCapacity", Map(&Quantity)),
    ("device", Text),
    ("driver", Text),
    ("pool", Text),
    ("request", Text),
    ("shareID", Text),
    ("tolerations", List(&Struct(&DEVICE_TOLERATION))),
];

/// `DeviceRequest_resource_k8s_io_v1beta1`.
pub static DEVICE_REQUEST_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    ("adminAccess", Bool),
    ("allocationMode", Text),
    ("capacity", Struct(&CAPACITY_REQUIREMENTS)),
    ("count", Int64),
    ("deviceClassName", Text),
    ("firstAvailable", List(&Struct(&DEVICE_SUB_REQUEST))),
    ("name", Text),
    ("selectors", List(&Struct(&DEVICE_SELECTOR))),
    ("tolerations", List(&Struct(&DEVICE_TOLERATION))),
];

/// `DeviceSelector`.
pub static DEVICE_SELECTOR: Fields = &[
    ("cel", Struct(&CEL_DEVICE_SELECTOR)),
];

/// `DeviceSubRequest`.
pub static DEVICE_SUB_REQUEST: Fields = &[
    ("allocationMode", Text),
    ("capacity", Struct(&CAPACITY_REQUIREMENTS)),
    ("count", Int64),
    ("deviceClassName", Text),
    ("name", Text),
    ("selectors", List(&Struct(&DEVICE_SELECTOR))),
    ("tolerations", List(&Struct(&DEVICE_TOLERATION))),
];

/// `DeviceTaint`.
pub static DEVICE_TAINT: Fields = &[
    ("effect", Text),
    ("key", Text),
    ("timeAdded", Time),
    ("value", Text),
];

/// `DeviceTaintRule`.
pub static DEVICE_TAINT_RULE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&DEVICE_TAINT_RULE_SPEC)),
    ("status", Struct(&DEVICE_TAINT_RULE_STATUS)),
];

/// `DeviceTaintRuleSpec`.
pub static DEVICE_TAINT_RULE_SPEC: Fields = &[
    ("deviceSelector", Struct(&DEVICE_TAINT_SELECTOR)),
    ("taint", Struct(&DEVICE_TAINT)),
];

/// `DeviceTaintRuleStatus`.
pub static DEVICE_TAINT_RULE_STATUS: Fields = &[
    ("conditions", List(&Struct(&CONDITION))),
];

/// `DeviceTaintSelector`.
pub static DEVICE_TAINT_SELECTOR: Fields = &[
    ("device", Text),
    ("driver", Text),
    ("pool", Text),
];

/// `DeviceToleration`.
pub static DEVICE_TOLERATION: Fields = &[
    ("effect", Text),
    ("key", Text),
    ("operator", Text),
    ("tolerationSeconds", Int64),
    ("value", Text),
];

/// `Device_resource_k8s_io_v1beta1`.
pub static DEVICE_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    ("basic", Struct(&BASIC_DEVICE)),
    ("name", Text),
];

/// `DownwardAPIProjection`.
pub static DOWNWARD_API_PROJECTION: Fields = &[
    ("items", List(&Struct(&DOWNWARD_API_VOLUME_FILE))),
];

/// `DownwardAPIVolumeFile`.
pub static DOWNWARD_API_VOLUME_FILE: Fields = &[
    ("fieldRef", Struct(&OBJECT_FIELD_SELECTOR)),
    ("mode", Int32),
    ("path", Text),
    ("resourceFieldRef", Struct(&RESOURCE_FIELD_SELECTOR)),
];

/// `DownwardAPIVolumeSource`.
pub static DOWNWARD_API_VOLUME_SOURCE: Fields = &[
    ("defaultMode", Int32),
    ("items", List(&Struct(&DOWNWARD_API_VOLUME_FILE))),
];

/// `EmptyDirVolumeSource`.
pub static EMPTY_DIR_VOLUME_SOURCE: Fields = &[
    ("medium", Text),
    ("sizeLimit", Quantity),
];

/// `Endpoint`.
pub static ENDPOINT: Fields = &[
    ("addresses", List(&Text)),
    ("conditions", Struct(&ENDPOINT_CONDITIONS)),
    ("deprecatedTopology", Map(&Text)),
    ("hints", Struct(&ENDPOINT_HINTS)),
    ("hostname", Text),
    ("nodeName", Text),
    ("targetRef", Struct(&OBJECT_REFERENCE)),
    ("zone", Text),
];

/// `EndpointAddress`.
pub static ENDPOINT_ADDRESS: Fields = &[
    ("hostname", Text),
    ("ip", Text),
    ("nodeName", Text),
    ("targetRef", Struct(&OBJECT_REFERENCE)),
];

/// `EndpointConditions`.
pub static ENDPOINT_CONDITIONS: Fields = &[
    ("ready", Bool),
    ("serving", Bool),
    ("terminating", Bool),
];

/// `EndpointHints`.
pub static ENDPOINT_HINTS: Fields = &[
    ("forNodes", List(&Struct(&FOR_NODE))),
    ("forZones", List(&Struct(&FOR_ZONE))),
];

/// `EndpointPort`.
pub static ENDPOINT_PORT: Fields = &[
    ("appProtocol", Text),
    ("name", Text),
    ("port", Int32),
    ("protocol", Text),
];

/// `EndpointSlice`.
pub static ENDPOINT_SLICE: Fields = &[
    ("addressType", Text),
    ("apiVersion", Text),
    ("endpoints", List(&Struct(&ENDPOINT))),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("ports", List(&Struct(&ENDPOINT_PORT))),
];

/// `EndpointSubset`.
pub static ENDPOINT_SUBSET: Fields = &[
    ("addresses", List(&Struct(&ENDPOINT_ADDRESS))),
    ("notReadyAddresses", List(&Struct(&ENDPOINT_ADDRESS))),
    ("ports", List(&Struct(&ENDPOINT_PORT))),
];

/// `Endpoints`.
pub static ENDPOINTS: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("subsets", List(&Struct(&ENDPOINT_SUBSET))),
];

/// `EnvFromSource`.
pub static ENV_FROM_SOURCE: Fields = &[
    ("configMapRef", Struct(&CONFIG_MAP_ENV_SOURCE)),
    ("prefix", Text),
    ("secretRef", Struct(&SECRET_ENV_SOURCE)),
];

/// `EnvVar`.
pub static ENV_VAR: Fields = &[
    ("name", Text),
    ("value", Text),
    ("valueFrom", Struct(&ENV_VAR_SOURCE)),
];

/// `EnvVarSource`.
pub static ENV_VAR_SOURCE: Fields = &[
    ("configMapKeyRef", Struct(&CONFIG_MAP_KEY_SELECTOR)),
    ("fieldRef", Struct(&OBJECT_FIELD_SELECTOR)),
    ("fileKeyRef", Struct(&FILE_KEY_SELECTOR)),
    ("resourceFieldRef", Struct(&RESOURCE_FIELD_SELECTOR)),
    ("secretKeyRef", Struct(&SECRET_KEY_SELECTOR)),
];

/// `EphemeralContainer`.
pub static EPHEMERAL_CONTAINER: Fields = &[
    ("args", List(&Text)),
    ("command", List(&Text)),
    ("env", List(&Struct(&ENV_VAR))),
    ("envFrom", List(&Struct(&ENV_FROM_SOURCE))),
    ("image", Text),
    ("imagePullPolicy", Text),
    ("lifecycle", Struct(&LIFECYCLE)),
    ("livenessProbe", Struct(&PROBE)),
    ("name", Text),
    ("ports", List(&Struct(&CONTAINER_PORT))),
    ("readinessProbe", Struct(&PROBE)),
    ("resizePolicy", List(&Struct(&CONTAINER_RESIZE_POLICY))),
    ("resources", Struct(&RESOURCE_REQUIREMENTS)),
    ("restartPolicy", Text),
    ("restartPolicyRules", List(&Struct(&CONTAINER_RESTART_RULE))),
    ("securityContext", Struct(&SECURITY_CONTEXT)),
    ("startupProbe", Struct(&PROBE)),
    ("stdin", Bool),
    ("stdinOnce", Bool),
    ("targetContainerName", Text),
    ("terminationMessagePath", Text),
    ("terminationMessagePolicy", Text),
    ("tty", Bool),
    ("volumeDevices", List(&Struct(&VOLUME_DEVICE))),
    ("volumeMounts", List(&Struct(&VOLUME_MOUNT))),
    ("workingDir", Text),
];

/// `EphemeralVolumeSource`.
pub static EPHEMERAL_VOLUME_SOURCE: Fields = &[
    ("volumeClaimTemplate", Struct(&PERSISTENT_VOLUME_CLAIM_TEMPLATE)),
];

/// `Event`.
pub static EVENT: Fields = &[
    ("action", Text),
    ("apiVersion", Text),
    ("count", Int32),
    ("eventTime", MicroTime),
    ("firstTimestamp", Time),
    ("involvedObject", Struct(&OBJECT_REFERENCE)),
    ("kind", Text),
    ("lastTimestamp", Time),
    ("message", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("reason", Text),
    ("related", Struct(&OBJECT_REFERENCE)),
    ("reportingComponent", Text),
    ("reportingInstance", Text),
    ("series", Struct(&EVENT_SERIES)),
    ("source", Struct(&EVENT_SOURCE)),
    ("type", Text),
];

/// `EventSeries`.
pub static EVENT_SERIES: Fields = &[
    ("count", Int32),
    ("lastObservedTime", MicroTime),
];

/// `EventSource`.
pub static EVENT_SOURCE: Fields = &[
    ("component", Text),
    ("host", Text),
];

/// `Event_events_k8s_io_v1`.
pub static EVENT_EVENTS_K8S_IO_V1: Fields = &[
    ("action", Text),
    ("apiVersion", Text),
    ("deprecatedCount", Int32),
    ("deprecatedFirstTimestamp", Time),
    ("deprecatedLastTimestamp", Time),
    ("deprecatedSource", Struct(&EVENT_SOURCE)),
    ("eventTime", MicroTime),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("note", Text),
    ("reason", Text),
    ("regarding", Struct(&OBJECT_REFERENCE)),
    ("related", Struct(&OBJECT_REFERENCE)),
    ("reportingController", Text),
    ("reportingInstance", Text),
    ("series", Struct(&EVENT_SERIES)),
    ("type", Text),
];

/// `Eviction`.
pub static EVICTION: Fields = &[
    ("apiVersion", Text),
    ("deleteOptions", Struct(&DELETE_OPTIONS)),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
];

/// `ExactDeviceRequest`.
pub static EXACT_DEVICE_REQUEST: Fields = &[
    ("adminAccess", Bool),
    ("allocationMode", Text),
    ("capacity", Struct(&CAPACITY_REQUIREMENTS)),
    ("count", Int64),
    ("deviceClassName", Text),
    ("selectors", List(&Struct(&DEVICE_SELECTOR))),
    ("tolerations", List(&Struct(&DEVICE_TOLERATION))),
];

/// `ExecAction`.
pub static EXEC_ACTION: Fields = &[
    ("command", List(&Text)),
];

/// `ExemptPriorityLevelConfiguration`.
pub static EXEMPT_PRIORITY_LEVEL_CONFIGURATION: Fields = &[
    ("lendablePercent", Int32),
    ("nominalConcurrencyShares", Int32),
];

/// `ExpressionWarning`.
pub static EXPRESSION_WARNING: Fields = &[
    ("fieldRef", Text),
    ("warning", Text),
];

/// `ExternalDocumentation`.
pub static EXTERNAL_DOCUMENTATION: Fields = &[
    ("description", Text),
    ("url", Text),
];

/// `ExternalMetricSource`.
pub static EXTERNAL_METRIC_SOURCE: Fields = &[
    ("metric", Struct(&METRIC_IDENTIFIER)),
    ("target", Struct(&METRIC_TARGET)),
];

/// `ExternalMetricStatus`.
pub static EXTERNAL_METRIC_STATUS: Fields = &[
    ("current", Struct(&METRIC_VALUE_STATUS)),
    ("metric", Struct(&METRIC_IDENTIFIER)),
];

/// `FCVolumeSource`.
pub static FC_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("lun", Int32),
    ("readOnly", Bool),
    ("targetWWNs", List(&Text)),
    ("wwids", List(&Text)),
];

/// `FieldSelectorAttributes`.
pub static FIELD_SELECTOR_ATTRIBUTES: Fields = &[
    ("rawSelector", Text),
    ("requirements", List(&Struct(&FIELD_SELECTOR_REQUIREMENT))),
];

/// `FieldSelectorRequirement`.
pub static FIELD_SELECTOR_REQUIREMENT: Fields = &[
    ("key", Text),
    ("operator", Text),
    ("values", List(&Text)),
];

/// `FileKeySelector`.
pub static FILE_KEY_SELECTOR: Fields = &[
    ("key", Text),
    ("optional", Bool),
    ("path", Text),
    ("volumeName", Text),
];

/// `FlexPersistentVolumeSource`.
pub static FLEX_PERSISTENT_VOLUME_SOURCE: Fields = &[
    ("driver", Text),
    ("fsType", Text),
    ("options", Map(&Text)),
    ("readOnly", Bool),
    ("secretRef", Struct(&SECRET_REFERENCE)),
];

/// `FlexVolumeSource`.
pub static FLEX_VOLUME_SOURCE: Fields = &[
    ("driver", Text),
    ("fsType", Text),
    ("options", Map(&Text)),
    ("readOnly", Bool),
    ("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
];

/// `FlockerVolumeSource`.
pub static FLOCKER_VOLUME_SOURCE: Fields = &[
    ("datasetName", Text),
    ("datasetUUID", Text),
];

/// `FlowDistinguisherMethod`.
pub static FLOW_DISTINGUISHER_METHOD: Fields = &[
    ("type", Text),
];

/// `FlowSchema`.
pub static FLOW_SCHEMA: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&FLOW_SCHEMA_SPEC)),
    ("status", Struct(&FLOW_SCHEMA_STATUS)),
];

/// `FlowSchemaCondition`.
pub static FLOW_SCHEMA_CONDITION: Fields = &[
    ("lastTransitionTime", Time),
    ("message", Text),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `FlowSchemaSpec`.
pub static FLOW_SCHEMA_SPEC: Fields = &[
    ("distinguisherMethod", Struct(&FLOW_DISTINGUISHER_METHOD)),
    ("matchingPrecedence", Int32),
    ("priorityLevelConfiguration", Struct(&PRIORITY_LEVEL_CONFIGURATION_REFERENCE)),
    ("rules", List(&Struct(&POLICY_RULES_WITH_SUBJECTS))),
];

/// `FlowSchemaStatus`.
pub static FLOW_SCHEMA_STATUS: Fields = &[
    ("conditions", List(&Struct(&FLOW_SCHEMA_CONDITION))),
];

/// `ForNode`.
pub static FOR_NODE: Fields = &[
    ("name", Text),
];

/// `ForZone`.
pub static FOR_ZONE: Fields = &[
    ("name", Text),
];

/// `GCEPersistentDiskVolumeSource`.
pub static GCE_PERSISTENT_DISK_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("partition", Int32),
    ("pdName", Text),
    ("readOnly", Bool),
];

/// `GRPCAction`.
pub static GRPC_ACTION: Fields = &[
    ("port", Int32),
    ("service", Text),
];

/// `GangSchedulingPolicy`.
pub static GANG_SCHEDULING_POLICY: Fields = &[
    ("minCount", Int32),
];

/// `GitRepoVolumeSource`.
pub static GIT_REPO_VOLUME_SOURCE: Fields = &[
    ("directory", Text),
    ("repository", Text),
    ("revision", Text),
];

/// `GlusterfsPersistentVolumeSource`.
pub static GLUSTERFS_PERSISTENT_VOLUME_SOURCE: Fields = &[
    ("endpoints", Text),
    ("endpointsNamespace", Text),
    ("path", Text),
    ("readOnly", Bool),
];

/// `GlusterfsVolumeSource`.
pub static GLUSTERFS_VOLUME_SOURCE: Fields = &[
    ("endpoints", Text),
    ("path", Text),
    ("readOnly", Bool),
];

/// `GroupResource`.
pub static GROUP_RESOURCE: Fields = &[
    ("group", Text),
    ("resource", Text),
];

/// `GroupSubject`.
pub static GROUP_SUBJECT: Fields = &[
    ("name", Text),
];

/// `HPAScalingPolicy`.
pub static HPA_SCALING_POLICY: Fields = &[
    ("periodSeconds", Int32),
    ("type", Text),
    ("value", Int32),
];

/// `HPAScalingRules`.
pub static HPA_SCALING_RULES: Fields = &[
    ("policies", List(&Struct(&HPA_SCALING_POLICY))),
    ("selectPolicy", Text),
    ("stabilizationWindowSeconds", Int32),
    ("tolerance", Quantity),
];

/// `HTTPGetAction`.
pub static HTTP_GET_ACTION: Fields = &[
    ("host", Text),
    ("httpHeaders", List(&Struct(&HTTP_HEADER))),
    ("path", Text),
    ("port", IntOrString),
    ("scheme", Text),
];

/// `HTTPHeader`.
pub static HTTP_HEADER: Fields = &[
    ("name", Text),
    ("value", Text),
];

/// `HTTPIngressPath`.
pub static HTTP_INGRESS_PATH: Fields = &[
    ("backend", Struct(&INGRESS_BACKEND)),
    ("path", Text),
    ("pathType", Text),
];

/// `HTTPIngressRuleValue`.
pub static HTTP_INGRESS_RULE_VALUE: Fields = &[
    ("paths", List(&Struct(&HTTP_INGRESS_PATH))),
];

/// `HorizontalPodAutoscaler`.
pub static HORIZONTAL_POD_AUTOSCALER: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&HORIZONTAL_POD_AUTOSCALER_SPEC)),
    ("status", Struct(&HORIZONTAL_POD_AUTOSCALER_STATUS)),
];

/// `HorizontalPodAutoscalerBehavior`.
pub static HORIZONTAL_POD_AUTOSCALER_BEHAVIOR: Fields = &[
    ("scaleDown", Struct(&HPA_SCALING_RULES)),
    ("scaleUp", Struct(&HPA_SCALING_RULES)),
];

/// `HorizontalPodAutoscalerCondition`.
pub static HORIZONTAL_POD_AUTOSCALER_CONDITION: Fields = &[
    ("lastTransitionTime", Time),
    ("message", Text),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `HorizontalPodAutoscalerSpec`.
pub static HORIZONTAL_POD_AUTOSCALER_SPEC: Fields = &[
    ("maxReplicas", Int32),
    ("minReplicas", Int32),
    ("scaleTargetRef", Struct(&CROSS_VERSION_OBJECT_REFERENCE)),
    ("targetCPUUtilizationPercentage", Int32),
];

/// `HorizontalPodAutoscalerSpec_autoscaling_v2`.
pub static HORIZONTAL_POD_AUTOSCALER_SPEC_AUTOSCALING_V2: Fields = &[
    ("behavior", Struct(&HORIZONTAL_POD_AUTOSCALER_BEHAVIOR)),
    ("maxReplicas", Int32),
    ("metrics", List(&Struct(&METRIC_SPEC))),
    ("minReplicas", Int32),
    ("scaleTargetRef", Struct(&CROSS_VERSION_OBJECT_REFERENCE)),
];

/// `HorizontalPodAutoscalerStatus`.
pub static HORIZONTAL_POD_AUTOSCALER_STATUS: Fields = &[
    ("currentCPUUtilizationPercentage", Int32),
    ("currentReplicas", Int32),
    ("desiredReplicas", Int32),
    ("lastScaleTime", Time),
    ("observedGeneration", Int64),
];

/// `HorizontalPodAutoscalerStatus_autoscaling_v2`.
pub static HORIZONTAL_POD_AUTOSCALER_STATUS_AUTOSCALING_V2: Fields = &[
    ("conditions", List(&Struct(&HORIZONTAL_POD_AUTOSCALER_CONDITION))),
    ("currentMetrics", List(&Struct(&METRIC_STATUS))),
    ("currentReplicas", Int32),
    ("desiredReplicas", Int32),
    ("lastScaleTime", Time),
    ("observedGeneration", Int64),
];

/// `HorizontalPodAutoscaler_autoscaling_v2`.
pub static HORIZONTAL_POD_AUTOSCALER_AUTOSCALING_V2: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&HORIZONTAL_POD_AUTOSCALER_SPEC_AUTOSCALING_V2)),
    ("status", Struct(&HORIZONTAL_POD_AUTOSCALER_STATUS_AUTOSCALING_V2)),
];

/// `HostAlias`.
pub static HOST_ALIAS: Fields = &[
    ("hostnames", List(&Text)),
    ("ip", Text),
];

/// `HostIP`.
pub static HOST_IP: Fields = &[
    ("ip", Text),
];

/// `HostPathVolumeSource`.
pub static HOST_PATH_VOLUME_SOURCE: Fields = &[
    ("path", Text),
    ("type", Text),
];

/// `IPAddress`.
pub static IP_ADDRESS: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&IP_ADDRESS_SPEC)),
];

/// `IPAddressSpec`.
pub static IP_ADDRESS_SPEC: Fields = &[
    ("parentRef", Struct(&PARENT_REFERENCE)),
];

/// `IPBlock`.
pub static IP_BLOCK: Fields = &[
    ("cidr", Text),
    ("except", List(&Text)),
];

/// `ISCSIPersistentVolumeSource`.
pub static ISCSI_PERSISTENT_VOLUME_SOURCE: Fields = &[
    ("chapAuthDiscovery", Bool),
    ("chapAuthSession", Bool),
    ("fsType", Text),
    ("initiatorName", Text),
    ("iqn", Text),
    ("iscsiInterface", Text),
    ("lun", Int32),
    ("portals", List(&Text)),
    ("readOnly", Bool),
    ("secretRef", Struct(&SECRET_REFERENCE)),
    ("targetPortal", Text),
];

/// `ISCSIVolumeSource`.
pub static ISCSI_VOLUME_SOURCE: Fields = &[
    ("chapAuthDiscovery", Bool),
    ("chapAuthSession", Bool),
    ("fsType", Text),
    ("initiatorName", Text),
    ("iqn", Text),
    ("iscsiInterface", Text),
    ("lun", Int32),
    ("portals", List(&Text)),
    ("readOnly", Bool),
    ("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    ("targetPortal", Text),
];

/// `ImageVolumeSource`.
pub static IMAGE_VOLUME_SOURCE: Fields = &[
    ("pullPolicy", Text),
    ("reference", Text),
];

/// `ImageVolumeStatus`.
pub static IMAGE_VOLUME_STATUS: Fields = &[
    ("imageRef", Text),
];

/// `Ingress`.
pub static INGRESS: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&INGRESS_SPEC)),
    ("status", Struct(&INGRESS_STATUS)),
];

/// `IngressBackend`.
pub static INGRESS_BACKEND: Fields = &[
    ("resource", Struct(&TYPED_LOCAL_OBJECT_REFERENCE)),
    ("service", Struct(&INGRESS_SERVICE_BACKEND)),
];

/// `IngressClass`.
pub static INGRESS_CLASS: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&INGRESS_CLASS_SPEC)),
];

/// `IngressClassParametersReference`.
pub static INGRESS_CLASS_PARAMETERS_REFERENCE: Fields = &[
    ("apiGroup", Text),
    ("kind", Text),
    ("name", Text),
    ("namespace", Text),
    ("scope", Text),
];

/// `IngressClassSpec`.
pub static INGRESS_CLASS_SPEC: Fields = &[
    ("controller", Text),
    ("parameters", Struct(&INGRESS_CLASS_PARAMETERS_REFERENCE)),
];

/// `IngressLoadBalancerIngress`.
pub static INGRESS_LOAD_BALANCER_INGRESS: Fields = &[
    ("hostname", Text),
    ("ip", Text),
    ("ports", List(&Struct(&INGRESS_PORT_STATUS))),
];

/// `IngressLoadBalancerStatus`.
pub static INGRESS_LOAD_BALANCER_STATUS: Fields = &[
    ("ingress", List(&Struct(&INGRESS_LOAD_BALANCER_INGRESS))),
];

/// `IngressPortStatus`.
pub static INGRESS_PORT_STATUS: Fields = &[
    ("error", Text),
    ("port", Int32),
    ("protocol", Text),
];

/// `IngressRule`.
pub static INGRESS_RULE: Fields = &[
    ("host", Text),
    ("http", Struct(&HTTP_INGRESS_RULE_VALUE)),
];

/// `IngressServiceBackend`.
pub static INGRESS_SERVICE_BACKEND: Fields = &[
    ("name", Text),
    ("port", Struct(&SERVICE_BACKEND_PORT)),
];

/// `IngressSpec`.
pub static INGRESS_SPEC: Fields = &[
    ("defaultBackend", Struct(&INGRESS_BACKEND)),
    ("ingressClassName", Text),
    ("rules", List(&Struct(&INGRESS_RULE))),
    ("tls", List(&Struct(&INGRESS_TLS))),
];

/// `IngressStatus`.
pub static INGRESS_STATUS: Fields = &[
    ("loadBalancer", Struct(&INGRESS_LOAD_BALANCER_STATUS)),
];

/// `IngressTLS`.
pub static INGRESS_TLS: Fields = &[
    ("hosts", List(&Text)),
    ("secretName", Text),
];

/// `JSONPatch`.
pub static JSON_PATCH: Fields = &[
    ("expression", Text),
];

/// `JSONSchemaProps`.
pub static JSON_SCHEMA_PROPS: Fields = &[
    ("$ref", Text),
    ("$schema", Text),
    ("additionalItems", Free),
    ("additionalProperties", Free),
    ("allOf", List(&Struct(&JSON_SCHEMA_PROPS))),
    ("anyOf", List(&Struct(&JSON_SCHEMA_PROPS))),
    ("default", Free),
    ("definitions", Map(&Struct(&JSON_SCHEMA_PROPS))),
    ("dependencies", Map(&Free)),
    ("description", Text),
    ("enum", List(&Free)),
    ("example", Free),
    ("exclusiveMaximum", Bool),
    ("exclusiveMinimum", Bool),
    ("externalDocs", Struct(&EXTERNAL_DOCUMENTATION)),
    ("format", Text),
    ("id", Text),
    ("items", Free),
    ("maxItems", Int64),
    ("maxLength", Int64),
    ("maxProperties", Int64),
    ("maximum", Float),
    ("minItems", Int64),
    ("minLength", Int64),
    ("minProperties", Int64),
    ("minimum", Float),
    ("multipleOf", Float),
    ("not", Struct(&JSON_SCHEMA_PROPS)),
    ("nullable", Bool),
    ("oneOf", List(&Struct(&JSON_SCHEMA_PROPS))),
    ("pattern", Text),
    ("patternProperties", Map(&Struct(&JSON_SCHEMA_PROPS))),
    ("properties", Map(&Struct(&JSON_SCHEMA_PROPS))),
    ("required", List(&Text)),
    ("title", Text),
    ("type", Text),
    ("uniqueItems", Bool),
    ("x-kubernetes-embedded-resource", Bool),
    ("x-kubernetes-int-or-string", Bool),
    ("x-kubernetes-list-map-keys", List(&Text)),
    ("x-kubernetes-list-type", Text),
    ("x-kubernetes-map-type", Text),
    ("x-kubernetes-preserve-unknown-fields", Bool),
    ("x-kubernetes-validations", List(&Struct(&VALIDATION_RULE))),
];

/// `Job`.
pub static JOB: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&JOB_SPEC)),
    ("status", Struct(&JOB_STATUS)),
];

/// `JobCondition`.
pub static JOB_CONDITION: Fields = &[
    ("lastProbeTime", Time),
    ("lastTransitionTime", Time),
    ("message", Text),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `JobSpec`.
pub static JOB_SPEC: Fields = &[
    ("activeDeadlineSeconds", Int64),
    ("backoffLimit", Int32),
    ("backoffLimitPerIndex", Int32),
    ("completionMode", Text),
    ("completions", Int32),
    ("managedBy", Text),
    ("manualSelector", Bool),
    ("maxFailedIndexes", Int32),
    ("parallelism", Int32),
    ("podFailurePolicy", Struct(&POD_FAILURE_POLICY)),
    ("podReplacementPolicy", Text),
    ("selector", Struct(&LABEL_SELECTOR)),
    ("successPolicy", Struct(&SUCCESS_POLICY)),
    ("suspend", Bool),
    ("template", Struct(&POD_TEMPLATE_SPEC)),
    ("ttlSecondsAfterFinished", Int32),
];

/// `JobStatus`.
pub static JOB_STATUS: Fields = &[
    ("active", Int32),
    ("completedIndexes", Text),
    ("completionTime", Time),
    ("conditions", List(&Struct(&JOB_CONDITION))),
    ("failed", Int32),
    ("failedIndexes", Text),
    ("ready", Int32),
    ("startTime", Time),
    ("succeeded", Int32),
    ("terminating", Int32),
    ("uncountedTerminatedPods", Struct(&UNCOUNTED_TERMINATED_PODS)),
];

/// `JobTemplateSpec`.
pub static JOB_TEMPLATE_SPEC: Fields = &[
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&JOB_SPEC)),
];

/// `KeyToPath`.
pub static KEY_TO_PATH: Fields = &[
    ("key", Text),
    ("mode", Int32),
    ("path", Text),
];

/// `LabelSelector`.
pub static LABEL_SELECTOR: Fields = &[
    ("matchExpressions", List(&Struct(&LABEL_SELECTOR_REQUIREMENT))),
    ("matchLabels", Map(&Text)),
];

/// `LabelSelectorAttributes`.
pub static LABEL_SELECTOR_ATTRIBUTES: Fields = &[
    ("rawSelector", Text),
    ("requirements", List(&Struct(&LABEL_SELECTOR_REQUIREMENT))),
];

/// `LabelSelectorRequirement`.
pub static LABEL_SELECTOR_REQUIREMENT: Fields = &[
    ("key", Text),
    ("operator", Text),
    ("values", List(&Text)),
];

/// `Lease`.
pub static LEASE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&LEASE_SPEC)),
];

/// `LeaseCandidate`.
pub static LEASE_CANDIDATE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&LEASE_CANDIDATE_SPEC)),
];

/// `LeaseCandidateSpec`.
pub static LEASE_CANDIDATE_SPEC: Fields = &[
    ("binaryVersion", Text),
    ("emulationVersion", Text),
    ("leaseName", Text),
    ("pingTime", MicroTime),
    ("renewTime", MicroTime),
    ("strategy", Text),
];

/// `LeaseSpec`.
pub static LEASE_SPEC: Fields = &[
    ("acquireTime", MicroTime),
    ("holderIdentity", Text),
    ("leaseDurationSeconds", Int32),
    ("leaseTransitions", Int32),
    ("preferredHolder", Text),
    ("renewTime", MicroTime),
    ("strategy", Text),
];

/// `Lifecycle`.
pub static LIFECYCLE: Fields = &[
    ("postStart", Struct(&LIFECYCLE_HANDLER)),
    ("preStop", Struct(&LIFECYCLE_HANDLER)),
    ("stopSignal", Text),
];

/// `LifecycleHandler`.
pub static LIFECYCLE_HANDLER: Fields = &[
    ("exec", Struct(&EXEC_ACTION)),
    ("httpGet", Struct(&HTTP_GET_ACTION)),
    ("sleep", Struct(&SLEEP_ACTION)),
    ("tcpSocket", Struct(&TCP_SOCKET_ACTION)),
];

/// `LimitRange`.
pub static LIMIT_RANGE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&LIMIT_RANGE_SPEC)),
];

/// `LimitRangeItem`.
pub static LIMIT_RANGE_ITEM: Fields = &[
    ("default", Map(&Quantity)),
    ("defaultRequest", Map(&Quantity)),
    ("max", Map(&Quantity)),
    ("maxLimitRequestRatio", Map(&Quantity)),
    ("min", Map(&Quantity)),
    ("type", Text),
];

/// `LimitRangeSpec`.
pub static LIMIT_RANGE_SPEC: Fields = &[
    ("limits", List(&Struct(&LIMIT_RANGE_ITEM))),
];

/// `LimitResponse`.
pub static LIMIT_RESPONSE: Fields = &[
    ("queuing", Struct(&QUEUING_CONFIGURATION)),
    ("type", Text),
];

/// `LimitedPriorityLevelConfiguration`.
pub static LIMITED_PRIORITY_LEVEL_CONFIGURATION: Fields = &[
    ("borrowingLimitPercent", Int32),
    ("lendablePercent", Int32),
    ("limitResponse", Struct(&LIMIT_RESPONSE)),
    ("nominalConcurrencyShares", Int32),
];

/// `LinuxContainerUser`.
pub static LINUX_CONTAINER_USER: Fields = &[
    ("gid", Int64),
    ("supplementalGroups", List(&Int64)),
    ("uid", Int64),
];

/// `LoadBalancerIngress`.
pub static LOAD_BALANCER_INGRESS: Fields = &[
    ("hostname", Text),
    ("ip", Text),
    ("ipMode", Text),
    ("ports", List(&Struct(&PORT_STATUS))),
];

/// `LoadBalancerStatus`.
pub static LOAD_BALANCER_STATUS: Fields = &[
    ("ingress", List(&Struct(&LOAD_BALANCER_INGRESS))),
];

/// `LocalObjectReference`.
pub static LOCAL_OBJECT_REFERENCE: Fields = &[
    ("name", Text),
];

/// `LocalSubjectAccessReview`.
pub static LOCAL_SUBJECT_ACCESS_REVIEW: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&SUBJECT_ACCESS_REVIEW_SPEC)),
    ("status", Struct(&SUBJECT_ACCESS_REVIEW_STATUS)),
];

/// `LocalVolumeSource`.
pub static LOCAL_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("path", Text),
];

/// `ManagedFieldsEntry`.
pub static MANAGED_FIELDS_ENTRY: Fields = &[
    ("apiVersion", Text),
    ("fieldsType", Text),
    ("fieldsV1", Free),
    ("manager", Text),
    ("operation", Text),
    ("subresource", Text),
    ("time", Time),
];

/// `MatchCondition`.
pub static MATCH_CONDITION: Fields = &[
    ("expression", Text),
    ("name", Text),
];

/// `MatchResources`.
pub static MATCH_RESOURCES: Fields = &[
    ("excludeResourceRules", List(&Struct(&NAMED_RULE_WITH_OPERATIONS))),
    ("matchPolicy", Text),
    ("namespaceSelector", Struct(&LABEL_SELECTOR)),
    ("objectSelector", Struct(&LABEL_SELECTOR)),
    ("resourceRules", List(&Struct(&NAMED_RULE_WITH_OPERATIONS))),
];

/// `MetricIdentifier`.
pub static METRIC_IDENTIFIER: Fields = &[
    ("name", Text),
    ("selector", Struct(&LABEL_SELECTOR)),
];

/// `MetricSpec`.
pub static METRIC_SPEC: Fields = &[
    ("containerResource", Struct(&CONTAINER_RESOURCE_METRIC_SOURCE)),
    ("external", Struct(&EXTERNAL_METRIC_SOURCE)),
    ("object", Struct(&OBJECT_METRIC_SOURCE)),
    ("pods", Struct(&PODS_METRIC_SOURCE)),
    ("resource", Struct(&RESOURCE_METRIC_SOURCE)),
    ("type", Text),
];

/// `MetricStatus`.
pub static METRIC_STATUS: Fields = &[
    ("containerResource", Struct(&CONTAINER_RESOURCE_METRIC_STATUS)),
    ("external", Struct(&EXTERNAL_METRIC_STATUS)),
    ("object", Struct(&OBJECT_METRIC_STATUS)),
    ("pods", Struct(&PODS_METRIC_STATUS)),
    ("resource", Struct(&RESOURCE_METRIC_STATUS)),
    ("type", Text),
];

/// `MetricTarget`.
pub static METRIC_TARGET: Fields = &[
    ("averageUtilization", Int32),
    ("averageValue", Quantity),
    ("type", Text),
    ("value", Quantity),
];

/// `MetricValueStatus`.
pub static METRIC_VALUE_STATUS: Fields = &[
    ("averageUtilization", Int32),
    ("averageValue", Quantity),
    ("value", Quantity),
];

/// `ModifyVolumeStatus`.
pub static MODIFY_VOLUME_STATUS: Fields = &[
    ("status", Text),
    ("targetVolumeAttributesClassName", Text),
];

/// `MutatingAdmissionPolicy`.
pub static MUTATING_ADMISSION_POLICY: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&MUTATING_ADMISSION_POLICY_SPEC)),
];

/// `MutatingAdmissionPolicyBinding`.
pub static MUTATING_ADMISSION_POLICY_BINDING: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&MUTATING_ADMISSION_POLICY_BINDING_SPEC)),
];

/// `MutatingAdmissionPolicyBindingSpec`.
pub static MUTATING_ADMISSION_POLICY_BINDING_SPEC: Fields = &[
    ("matchResources", Struct(&MATCH_RESOURCES)),
    ("paramRef", Struct(&PARAM_REF)),
    ("policyName", Text),
];

/// `MutatingAdmissionPolicySpec`.
pub static MUTATING_ADMISSION_POLICY_SPEC: Fields = &[
    ("failurePolicy", Text),
    ("matchConditions", List(&Struct(&MATCH_CONDITION))),
    ("matchConstraints", Struct(&MATCH_RESOURCES)),
    ("mutations", List(&Struct(&MUTATION))),
    ("paramKind", Struct(&PARAM_KIND)),
    ("reinvocationPolicy", Text),
    ("variables", List(&Struct(&VARIABLE))),
];

/// `MutatingWebhook`.
pub static MUTATING_WEBHOOK: Fields = &[
    ("admissionReviewVersions", List(&Text)),
    ("clientConfig", Struct(&WEBHOOK_CLIENT_CONFIG)),
    ("failurePolicy", Text),
    ("matchConditions", List(&Struct(&MATCH_CONDITION))),
    ("matchPolicy", Text),
    ("name", Text),
    ("namespaceSelector", Struct(&LABEL_SELECTOR)),
    ("objectSelector", Struct(&LABEL_SELECTOR)),
    ("reinvocationPolicy", Text),
    ("rules", List(&Struct(&RULE_WITH_OPERATIONS))),
    ("sideEffects", Text),
    ("timeoutSeconds", Int32),
];

/// `MutatingWebhookConfiguration`.
pub static MUTATING_WEBHOOK_CONFIGURATION: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("webhooks", List(&Struct(&MUTATING_WEBHOOK))),
];

/// `Mutation`.
pub static MUTATION: Fields = &[
    ("applyConfiguration", Struct(&APPLY_CONFIGURATION)),
    ("jsonPatch", Struct(&JSON_PATCH)),
    ("patchType", Text),
];

/// `NFSVolumeSource`.
pub static NFS_VOLUME_SOURCE: Fields = &[
    ("path", Text),
    ("readOnly", Bool),
    ("server", Text),
];

/// `NamedRuleWithOperations`.
pub static NAMED_RULE_WITH_OPERATIONS: Fields = &[
    ("apiGroups", List(&Text)),
    ("apiVersions", List(&Text)),
    ("operations", List(&Text)),
    ("resourceNames", List(&Text)),
    ("resources", List(&Text)),
    ("scope", Text),
];

/// `Namespace`.
pub static NAMESPACE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&NAMESPACE_SPEC)),
    ("status", Struct(&NAMESPACE_STATUS)),
];

/// `NamespaceCondition`.
pub static NAMESPACE_CONDITION: Fields = &[
    ("lastTransitionTime", Time),
    ("message", Text),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `NamespaceSpec`.
pub static NAMESPACE_SPEC: Fields = &[
    ("finalizers", List(&Text)),
];

/// `NamespaceStatus`.
pub static NAMESPACE_STATUS: Fields = &[
    ("conditions", List(&Struct(&NAMESPACE_CONDITION))),
    ("phase", Text),
];

/// `NetworkDeviceData`.
pub static NETWORK_DEVICE_DATA: Fields = &[
    ("hardwareAddress", Text),
    ("interfaceName", Text),
    ("ips", List(&Text)),
];

/// `NetworkPolicy`.
pub static NETWORK_POLICY: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&NETWORK_POLICY_SPEC)),
];

/// `NetworkPolicyEgressRule`.
pub static NETWORK_POLICY_EGRESS_RULE: Fields = &[
    ("ports", List(&Struct(&NETWORK_POLICY_PORT))),
    ("to", List(&Struct(&NETWORK_POLICY_PEER))),
];

/// `NetworkPolicyIngressRule`.
pub static NETWORK_POLICY_INGRESS_RULE: Fields = &[
    ("from", List(&Struct(&NETWORK_POLICY_PEER))),
    ("ports", List(&Struct(&NETWORK_POLICY_PORT))),
];

/// `NetworkPolicyPeer`.
pub static NETWORK_POLICY_PEER: Fields = &[
    ("ipBlock", Struct(&IP_BLOCK)),
    ("namespaceSelector", Struct(&LABEL_SELECTOR)),
    ("podSelector", Struct(&LABEL_SELECTOR)),
];

/// `NetworkPolicyPort`.
pub static NETWORK_POLICY_PORT: Fields = &[
    ("endPort", Int32),
    ("port", IntOrString),
    ("protocol", Text),
];

/// `NetworkPolicySpec`.
pub static NETWORK_POLICY_SPEC: Fields = &[
    ("egress", List(&Struct(&NETWORK_POLICY_EGRESS_RULE))),
    ("ingress", List(&Struct(&NETWORK_POLICY_INGRESS_RULE))),
    ("podSelector", Struct(&LABEL_SELECTOR)),
    ("policyTypes", List(&Text)),
];

/// `Node`.
pub static NODE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&NODE_SPEC)),
    ("status", Struct(&NODE_STATUS)),
];

/// `NodeAddress`.
pub static NODE_ADDRESS: Fields = &[
    ("address", Text),
    ("type", Text),
];

/// `NodeAffinity`.
pub static NODE_AFFINITY: Fields = &[
    ("preferredDuringSchedulingIgnoredDuringExecution", List(&Struct(&PREFERRED_SCHEDULING_TERM))),
    ("requiredDuringSchedulingIgnoredDuringExecution", Struct(&NODE_SELECTOR)),
];

/// `NodeAllocatableResourceClaimStatus`.
pub static NODE_ALLOCATABLE_RESOURCE_CLAIM_STATUS: Fields = &[
    ("containers", List(&Text)),
    ("resourceClaimName", Text),
    ("resources", Map(&Quantity)),
];

/// `NodeAllocatableResourceMapping`.
pub static NODE_ALLOCATABLE_RESOURCE_MAPPING: Fields = &[
    ("allocationMultiplier", Quantity),
    ("capacityKey", Text),
];

/// `NodeCondition`.
pub static NODE_CONDITION: Fields = &[
    ("lastHeartbeatTime", Time),
    ("lastTransitionTime", Time),
    ("message", Text),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `NodeConfigSource`.
pub static NODE_CONFIG_SOURCE: Fields = &[
    ("configMap", Struct(&CONFIG_MAP_NODE_CONFIG_SOURCE)),
];

/// `NodeConfigStatus`.
pub static NODE_CONFIG_STATUS: Fields = &[
    ("active", Struct(&NODE_CONFIG_SOURCE)),
    ("assigned", Struct(&NODE_CONFIG_SOURCE)),
    ("error", Text),
    ("lastKnownGood", Struct(&NODE_CONFIG_SOURCE)),
];

/// `NodeDaemonEndpoints`.
pub static NODE_DAEMON_ENDPOINTS: Fields = &[
    ("kubeletEndpoint", Struct(&DAEMON_ENDPOINT)),
];

/// `NodeFeatures`.
pub static NODE_FEATURES: Fields = &[
    ("supplementalGroupsPolicy", Bool),
];

/// `NodeRuntimeHandler`.
pub static NODE_RUNTIME_HANDLER: Fields = &[
    ("features", Struct(&NODE_RUNTIME_HANDLER_FEATURES)),
    ("name", Text),
];

/// `NodeRuntimeHandlerFeatures`.
pub static NODE_RUNTIME_HANDLER_FEATURES: Fields = &[
    ("recursiveReadOnlyMounts", Bool),
    ("userNamespaces", Bool),
];

/// `NodeSelector`.
pub static NODE_SELECTOR: Fields = &[
    ("nodeSelectorTerms", List(&Struct(&NODE_SELECTOR_TERM))),
];

/// `NodeSelectorRequirement`.
pub static NODE_SELECTOR_REQUIREMENT: Fields = &[
    ("key", Text),
    ("operator", Text),
    ("values", List(&Text)),
];

/// `NodeSelectorTerm`.
pub static NODE_SELECTOR_TERM: Fields = &[
    ("matchExpressions", List(&Struct(&NODE_SELECTOR_REQUIREMENT))),
    ("matchFields", List(&Struct(&NODE_SELECTOR_REQUIREMENT))),
];

/// `NodeSpec`.
pub static NODE_SPEC: Fields = &[
    ("configSource", Struct(&NODE_CONFIG_SOURCE)),
    ("externalID", Text),
    ("podCIDR", Text),
    ("podCIDRs", List(&Text)),
    ("providerID", Text),
    ("taints", List(&Struct(&TAINT))),
    ("unschedulable", Bool),
];

/// `NodeStatus`.
pub static NODE_STATUS: Fields = &[
    ("addresses", List(&Struct(&NODE_ADDRESS))),
    ("allocatable", Map(&Quantity)),
    ("capacity", Map(&Quantity)),
    ("conditions", List(&Struct(&NODE_CONDITION))),
    ("config", Struct(&NODE_CONFIG_STATUS)),
    ("daemonEndpoints", Struct(&NODE_DAEMON_ENDPOINTS)),
    ("declaredFeatures", List(&Text)),
    ("features", Struct(&NODE_FEATURES)),
    ("images", List(&Struct(&CONTAINER_IMAGE))),
    ("nodeInfo", Struct(&NODE_SYSTEM_INFO)),
    ("phase", Text),
    ("runtimeHandlers", List(&Struct(&NODE_RUNTIME_HANDLER))),
    ("volumesAttached", List(&Struct(&ATTACHED_VOLUME))),
    ("volumesInUse", List(&Text)),
];

/// `NodeSwapStatus`.
pub static NODE_SWAP_STATUS: Fields = &[
    ("capacity", Int64),
];

/// `NodeSystemInfo`.
pub static NODE_SYSTEM_INFO: Fields = &[
    ("architecture", Text),
    ("bootID", Text),
    ("containerRuntimeVersion", Text),
    ("kernelVersion", Text),
    ("kubeProxyVersion", Text),
    ("kubeletVersion", Text),
    ("machineID", Text),
    ("operatingSystem", Text),
    ("osImage", Text),
    ("swap", Struct(&NODE_SWAP_STATUS)),
    ("systemUUID", Text),
];

/// `NonResourceAttributes`.
pub static NON_RESOURCE_ATTRIBUTES: Fields = &[
    ("path", Text),
    ("verb", Text),
];

/// `NonResourcePolicyRule`.
pub static NON_RESOURCE_POLICY_RULE: Fields = &[
    ("nonResourceURLs", List(&Text)),
    ("verbs", List(&Text)),
];

/// `NonResourceRule`.
pub static NON_RESOURCE_RULE: Fields = &[
    ("nonResourceURLs", List(&Text)),
    ("verbs", List(&Text)),
];

/// `ObjectFieldSelector`.
pub static OBJECT_FIELD_SELECTOR: Fields = &[
    ("apiVersion", Text),
    ("fieldPath", Text),
];

/// `ObjectMeta`.
pub static OBJECT_META: Fields = &[
    ("annotations", Map(&Text)),
    ("creationTimestamp", Time),
    ("deletionGracePeriodSeconds", Int64),
    ("deletionTimestamp", Time),
    ("finalizers", List(&Text)),
    ("generateName", Text),
    ("generation", Int64),
    ("labels", Map(&Text)),
    ("managedFields", List(&Struct(&MANAGED_FIELDS_ENTRY))),
    ("name", Text),
    ("namespace", Text),
    ("ownerReferences", List(&Struct(&OWNER_REFERENCE))),
    ("resourceVersion", Text),
    ("selfLink", Text),
    ("uid", Text),
];

/// `ObjectMetricSource`.
pub static OBJECT_METRIC_SOURCE: Fields = &[
    ("describedObject", Struct(&CROSS_VERSION_OBJECT_REFERENCE)),
    ("metric", Struct(&METRIC_IDENTIFIER)),
    ("target", Struct(&METRIC_TARGET)),
];

/// `ObjectMetricStatus`.
pub static OBJECT_METRIC_STATUS: Fields = &[
    ("current", Struct(&METRIC_VALUE_STATUS)),
    ("describedObject", Struct(&CROSS_VERSION_OBJECT_REFERENCE)),
    ("metric", Struct(&METRIC_IDENTIFIER)),
];

/// `ObjectReference`.
pub static OBJECT_REFERENCE: Fields = &[
    ("apiVersion", Text),
    ("fieldPath", Text),
    ("kind", Text),
    ("name", Text),
    ("namespace", Text),
    ("resourceVersion", Text),
    ("uid", Text),
];

/// `OpaqueDeviceConfiguration`.
pub static OPAQUE_DEVICE_CONFIGURATION: Fields = &[
    ("driver", Text),
    ("parameters", Free),
];

/// `Overhead`.
pub static OVERHEAD: Fields = &[
    ("podFixed", Map(&Quantity)),
];

/// `OwnerReference`.
pub static OWNER_REFERENCE: Fields = &[
    ("apiVersion", Text),
    ("blockOwnerDeletion", Bool),
    ("controller", Bool),
    ("kind", Text),
    ("name", Text),
    ("uid", Text),
];

/// `ParamKind`.
pub static PARAM_KIND: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
];

/// `ParamRef`.
pub static PARAM_REF: Fields = &[
    ("name", Text),
    ("namespace", Text),
    ("parameterNotFoundAction", Text),
    ("selector", Struct(&LABEL_SELECTOR)),
];

/// `ParentReference`.
pub static PARENT_REFERENCE: Fields = &[
    ("group", Text),
    ("name", Text),
    ("namespace", Text),
    ("resource", Text),
];

/// `PersistentVolume`.
pub static PERSISTENT_VOLUME: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&PERSISTENT_VOLUME_SPEC)),
    ("status", Struct(&PERSISTENT_VOLUME_STATUS)),
];

/// `PersistentVolumeClaim`.
pub static PERSISTENT_VOLUME_CLAIM: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&PERSISTENT_VOLUME_CLAIM_SPEC)),
    ("status", Struct(&PERSISTENT_VOLUME_CLAIM_STATUS)),
];

/// `PersistentVolumeClaimCondition`.
pub static PERSISTENT_VOLUME_CLAIM_CONDITION: Fields = &[
    ("lastProbeTime", Time),
    ("lastTransitionTime", Time),
    ("message", Text),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `PersistentVolumeClaimSpec`.
pub static PERSISTENT_VOLUME_CLAIM_SPEC: Fields = &[
    ("accessModes", List(&Text)),
    ("dataSource", Struct(&TYPED_LOCAL_OBJECT_REFERENCE)),
    ("dataSourceRef", Struct(&TYPED_OBJECT_REFERENCE)),
    ("resources", Struct(&VOLUME_RESOURCE_REQUIREMENTS)),
    ("selector", Struct(&LABEL_SELECTOR)),
    ("storageClassName", Text),
    ("volumeAttributesClassName", Text),
    ("volumeMode", Text),
    ("volumeName", Text),
];

/// `PersistentVolumeClaimStatus`.
pub static PERSISTENT_VOLUME_CLAIM_STATUS: Fields = &[
    ("accessModes", List(&Text)),
    ("allocatedResourceStatuses", Map(&Text)),
    ("allocatedResources", Map(&Quantity)),
    ("capacity", Map(&Quantity)),
    ("conditions", List(&Struct(&PERSISTENT_VOLUME_CLAIM_CONDITION))),
    ("currentVolumeAttributesClassName", Text),
    ("modifyVolumeStatus", Struct(&MODIFY_VOLUME_STATUS)),
    ("phase", Text),
];

/// `PersistentVolumeClaimTemplate`.
pub static PERSISTENT_VOLUME_CLAIM_TEMPLATE: Fields = &[
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&PERSISTENT_VOLUME_CLAIM_SPEC)),
];

/// `PersistentVolumeClaimVolumeSource`.
pub static PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE: Fields = &[
    ("claimName", Text),
    ("readOnly", Bool),
];

/// `PersistentVolumeSpec`.
pub static PERSISTENT_VOLUME_SPEC: Fields = &[
    ("accessModes", List(&Text)),
    ("awsElasticBlockStore", Struct(&AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE)),
    ("azureDisk", Struct(&AZURE_DISK_VOLUME_SOURCE)),
    ("azureFile", Struct(&AZURE_FILE_PERSISTENT_VOLUME_SOURCE)),
    ("capacity", Map(&Quantity)),
    ("cephfs", Struct(&CEPH_FS_PERSISTENT_VOLUME_SOURCE)),
    ("cinder", Struct(&CINDER_PERSISTENT_VOLUME_SOURCE)),
    ("claimRef", Struct(&OBJECT_REFERENCE)),
    ("csi", Struct(&CSI_PERSISTENT_VOLUME_SOURCE)),
    ("fc", Struct(&FC_VOLUME_SOURCE)),
    ("flexVolume", Struct(&FLEX_PERSISTENT_VOLUME_SOURCE)),
    ("flocker", Struct(&FLOCKER_VOLUME_SOURCE)),
    ("gcePersistentDisk", Struct(&GCE_PERSISTENT_DISK_VOLUME_SOURCE)),
    ("glusterfs", Struct(&GLUSTERFS_PERSISTENT_VOLUME_SOURCE)),
    ("hostPath", Struct(&HOST_PATH_VOLUME_SOURCE)),
    ("iscsi", Struct(&ISCSI_PERSISTENT_VOLUME_SOURCE)),
    ("local", Struct(&LOCAL_VOLUME_SOURCE)),
    ("mountOptions", List(&Text)),
    ("nfs", Struct(&NFS_VOLUME_SOURCE)),
    ("nodeAffinity", Struct(&VOLUME_NODE_AFFINITY)),
    ("persistentVolumeReclaimPolicy", Text),
    ("photonPersistentDisk", Struct(&PHOTON_PERSISTENT_DISK_VOLUME_SOURCE)),
    ("portworxVolume", Struct(&PORTWORX_VOLUME_SOURCE)),
    ("quobyte", Struct(&QUOBYTE_VOLUME_SOURCE)),
    ("rbd", Struct(&RBD_PERSISTENT_VOLUME_SOURCE)),
    ("scaleIO", Struct(&SCALE_IO_PERSISTENT_VOLUME_SOURCE)),
    ("storageClassName", Text),
    ("storageos", Struct(&STORAGE_OS_PERSISTENT_VOLUME_SOURCE)),
    ("volumeAttributesClassName", Text),
    ("volumeMode", Text),
    ("vsphereVolume", Struct(&VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE)),
];

/// `PersistentVolumeStatus`.
pub static PERSISTENT_VOLUME_STATUS: Fields = &[
    ("lastPhaseTransitionTime", Time),
    ("message", Text),
    ("phase", Text),
    ("reason", Text),
];

/// `PhotonPersistentDiskVolumeSource`.
pub static PHOTON_PERSISTENT_DISK_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("pdID", Text),
];

/// `Pod`.
pub static POD: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&POD_SPEC)),
    ("status", Struct(&POD_STATUS)),
];

/// `PodAffinity`.
pub static POD_AFFINITY: Fields = &[
    ("preferredDuringSchedulingIgnoredDuringExecution", List(&Struct(&WEIGHTED_POD_AFFINITY_TERM))),
    ("requiredDuringSchedulingIgnoredDuringExecution", List(&Struct(&POD_AFFINITY_TERM))),
];

/// `PodAffinityTerm`.
pub static POD_AFFINITY_TERM: Fields = &[
    ("labelSelector", Struct(&LABEL_SELECTOR)),
    ("matchLabelKeys", List(&Text)),
    ("mismatchLabelKeys", List(&Text)),
    ("namespaceSelector", Struct(&LABEL_SELECTOR)),
    ("namespaces", List(&Text)),
    ("topologyKey", Text),
];

/// `PodAntiAffinity`.
pub static POD_ANTI_AFFINITY: Fields = &[
    ("preferredDuringSchedulingIgnoredDuringExecution", List(&Struct(&WEIGHTED_POD_AFFINITY_TERM))),
    ("requiredDuringSchedulingIgnoredDuringExecution", List(&Struct(&POD_AFFINITY_TERM))),
];

/// `PodCertificateProjection`.
pub static POD_CERTIFICATE_PROJECTION: Fields = &[
    ("certificateChainPath", Text),
    ("credentialBundlePath", Text),
    ("keyPath", Text),
    ("keyType", Text),
    ("maxExpirationSeconds", Int32),
    ("signerName", Text),
    ("userAnnotations", Map(&Text)),
];

/// `PodCertificateRequest`.
pub static POD_CERTIFICATE_REQUEST: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&POD_CERTIFICATE_REQUEST_SPEC)),
    ("status", Struct(&POD_CERTIFICATE_REQUEST_STATUS)),
];

/// `PodCertificateRequestSpec`.
pub static POD_CERTIFICATE_REQUEST_SPEC: Fields = &[
    ("maxExpirationSeconds", Int32),
    ("nodeName", Text),
    ("nodeUID", Text),
    ("pkixPublicKey", Bytes),
    ("podName", Text),
    ("podUID", Text),
    ("proofOfPossession", Bytes),
    ("serviceAccountName", Text),
    ("serviceAccountUID", Text),
    ("signerName", Text),
    ("stubPKCS10Request", Bytes),
    ("unverifiedUserAnnotations", Map(&Text)),
];

/// `PodCertificateRequestStatus`.
pub static POD_CERTIFICATE_REQUEST_STATUS: Fields = &[
    ("beginRefreshAt", Time),
    ("certificateChain", Text),
    ("conditions", List(&Struct(&CONDITION))),
    ("notAfter", Time),
    ("notBefore", Time),
];

/// `PodCondition`.
pub static POD_CONDITION: Fields = &[
    ("lastProbeTime", Time),
    ("lastTransitionTime", Time),
    ("message", Text),
    ("observedGeneration", Int64),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `PodDNSConfig`.
pub static POD_DNS_CONFIG: Fields = &[
    ("nameservers", List(&Text)),
    ("options", List(&Struct(&POD_DNS_CONFIG_OPTION))),
    ("searches", List(&Text)),
];

/// `PodDNSConfigOption`.
pub static POD_DNS_CONFIG_OPTION: Fields = &[
    ("name", Text),
    ("value", Text),
];

/// `PodDisruptionBudget`.
pub static POD_DISRUPTION_BUDGET: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&POD_DISRUPTION_BUDGET_SPEC)),
    ("status", Struct(&POD_DISRUPTION_BUDGET_STATUS)),
];

/// `PodDisruptionBudgetSpec`.
pub static POD_DISRUPTION_BUDGET_SPEC: Fields = &[
    ("maxUnavailable", IntOrString),
    ("minAvailable", IntOrString),
    ("selector", Struct(&LABEL_SELECTOR)),
    ("unhealthyPodEvictionPolicy", Text),
];

/// `PodDisruptionBudgetStatus`.
pub static POD_DISRUPTION_BUDGET_STATUS: Fields = &[
    ("conditions", List(&Struct(&CONDITION))),
    ("currentHealthy", Int32),
    ("desiredHealthy", Int32),
    ("disruptedPods", Map(&Time)),
    ("disruptionsAllowed", Int32),
    ("expectedPods", Int32),
    ("observedGeneration", Int64),
];

/// `PodExtendedResourceClaimStatus`.
pub static POD_EXTENDED_RESOURCE_CLAIM_STATUS: Fields = &[
    ("requestMappings", List(&Struct(&CONTAINER_EXTENDED_RESOURCE_REQUEST))),
    ("resourceClaimName", Text),
];

/// `PodFailurePolicy`.
pub static POD_FAILURE_POLICY: Fields = &[
    ("rules", List(&Struct(&POD_FAILURE_POLICY_RULE))),
];

/// `PodFailurePolicyOnExitCodesRequirement`.
pub static POD_FAILURE_POLICY_ON_EXIT_CODES_REQUIREMENT: Fields = &[
    ("containerName", Text),
    ("operator", Text),
    ("values", List(&Int32)),
];

/// `PodFailurePolicyOnPodConditionsPattern`.
pub static POD_FAILURE_POLICY_ON_POD_CONDITIONS_PATTERN: Fields = &[
    ("status", Text),
    ("type", Text),
];

/// `PodFailurePolicyRule`.
pub static POD_FAILURE_POLICY_RULE: Fields = &[
    ("action", Text),
    ("onExitCodes", Struct(&POD_FAILURE_POLICY_ON_EXIT_CODES_REQUIREMENT)),
    ("onPodConditions", List(&Struct(&POD_FAILURE_POLICY_ON_POD_CONDITIONS_PATTERN))),
];

/// `PodGroup`.
pub static POD_GROUP: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&POD_GROUP_SPEC)),
    ("status", Struct(&POD_GROUP_STATUS)),
];

/// `PodGroupResourceClaim`.
pub static POD_GROUP_RESOURCE_CLAIM: Fields = &[
    ("name", Text),
    ("resourceClaimName", Text),
    ("resourceClaimTemplateName", Text),
];

/// `PodGroupResourceClaimStatus`.
pub static POD_GROUP_RESOURCE_CLAIM_STATUS: Fields = &[
    ("name", Text),
    ("resourceClaimName", Text),
];

/// `PodGroupSchedulingConstraints`.
pub static POD_GROUP_SCHEDULING_CONSTRAINTS: Fields = &[
    ("topology", List(&Struct(&TOPOLOGY_CONSTRAINT))),
];

/// `PodGroupSchedulingPolicy`.
pub static POD_GROUP_SCHEDULING_POLICY: Fields = &[
    ("basic", Free),
    ("gang", Struct(&GANG_SCHEDULING_POLICY)),
];

/// `PodGroupSpec`.
pub static POD_GROUP_SPEC: Fields = &[
    ("disruptionMode", Text),
    ("podGroupTemplateRef", Struct(&POD_GROUP_TEMPLATE_REFERENCE)),
    ("priority", Int32),
    ("priorityClassName", Text),
    ("resourceClaims", List(&Struct(&POD_GROUP_RESOURCE_CLAIM))),
    ("schedulingConstraints", Struct(&POD_GROUP_SCHEDULING_CONSTRAINTS)),
    ("schedulingPolicy", Struct(&POD_GROUP_SCHEDULING_POLICY)),
];

/// `PodGroupStatus`.
pub static POD_GROUP_STATUS: Fields = &[
    ("conditions", List(&Struct(&CONDITION))),
    ("resourceClaimStatuses", List(&Struct(&POD_GROUP_RESOURCE_CLAIM_STATUS))),
];

/// `PodGroupTemplate`.
pub static POD_GROUP_TEMPLATE: Fields = &[
    ("disruptionMode", Text),
    ("name", Text),
    ("priority", Int32),
    ("priorityClassName", Text),
    ("resourceClaims", List(&Struct(&POD_GROUP_RESOURCE_CLAIM))),
    ("schedulingConstraints", Struct(&POD_GROUP_SCHEDULING_CONSTRAINTS)),
    ("schedulingPolicy", Struct(&POD_GROUP_SCHEDULING_POLICY)),
];

/// `PodGroupTemplateReference`.
pub static POD_GROUP_TEMPLATE_REFERENCE: Fields = &[
    ("workload", Struct(&WORKLOAD_POD_GROUP_TEMPLATE_REFERENCE)),
];

/// `PodIP`.
pub static POD_IP: Fields = &[
    ("ip", Text),
];

/// `PodOS`.
pub static POD_OS: Fields = &[
    ("name", Text),
];

/// `PodReadinessGate`.
pub static POD_READINESS_GATE: Fields = &[
    ("conditionType", Text),
];

/// `PodResourceClaim`.
pub static POD_RESOURCE_CLAIM: Fields = &[
    ("name", Text),
    ("resourceClaimName", Text),
    ("resourceClaimTemplateName", Text),
];

/// `PodResourceClaimStatus`.
pub static POD_RESOURCE_CLAIM_STATUS: Fields = &[
    ("name", Text),
    ("resourceClaimName", Text),
];

/// `PodSchedulingGate`.
pub static POD_SCHEDULING_GATE: Fields = &[
    ("name", Text),
];

/// `PodSchedulingGroup`.
pub static POD_SCHEDULING_GROUP: Fields = &[
    ("podGroupName", Text),
];

/// `PodSecurityContext`.
pub static POD_SECURITY_CONTEXT: Fields = &[
    ("appArmorProfile", Struct(&APP_ARMOR_PROFILE)),
    ("fsGroup", Int64),
    ("fsGroupChangePolicy", Text),
    ("runAsGroup", Int64),
    ("runAsNonRoot", Bool),
    ("runAsUser", Int64),
    ("seLinuxChangePolicy", Text),
    ("seLinuxOptions", Struct(&SE_LINUX_OPTIONS)),
    ("seccompProfile", Struct(&SECCOMP_PROFILE)),
    ("supplementalGroups", List(&Int64)),
    ("supplementalGroupsPolicy", Text),
    ("sysctls", List(&Struct(&SYSCTL))),
    ("windowsOptions", Struct(&WINDOWS_SECURITY_CONTEXT_OPTIONS)),
];

/// `PodSpec`.
pub static POD_SPEC: Fields = &[
    ("activeDeadlineSeconds", Int64),
    ("affinity", Struct(&AFFINITY)),
    ("automountServiceAccountToken", Bool),
    ("containers", List(&Struct(&CONTAINER))),
    ("dnsConfig", Struct(&POD_DNS_CONFIG)),
    ("dnsPolicy", Text),
    ("enableServiceLinks", Bool),
    ("ephemeralContainers", List(&Struct(&EPHEMERAL_CONTAINER))),
    ("hostAliases", List(&Struct(&HOST_ALIAS))),
    ("hostIPC", Bool),
    ("hostNetwork", Bool),
    ("hostPID", Bool),
    ("hostUsers", Bool),
    ("hostname", Text),
    ("hostnameOverride", Text),
    ("imagePullSecrets", List(&Struct(&LOCAL_OBJECT_REFERENCE))),
    ("initContainers", List(&Struct(&CONTAINER))),
    ("nodeName", Text),
    ("nodeSelector", Map(&Text)),
    ("os", Struct(&POD_OS)),
    ("overhead", Map(&Quantity)),
    ("preemptionPolicy", Text),
    ("priority", Int32),
    ("priorityClassName", Text),
    ("readinessGates", List(&Struct(&POD_READINESS_GATE))),
    ("resourceClaims", List(&Struct(&POD_RESOURCE_CLAIM))),
    ("resources", Struct(&RESOURCE_REQUIREMENTS)),
    ("restartPolicy", Text),
    ("runtimeClassName", Text),
    ("schedulerName", Text),
    ("schedulingGates", List(&Struct(&POD_SCHEDULING_GATE))),
    ("schedulingGroup", Struct(&POD_SCHEDULING_GROUP)),
    ("securityContext", Struct(&POD_SECURITY_CONTEXT)),
    ("serviceAccount", Text),
    ("serviceAccountName", Text),
    ("setHostnameAsFQDN", Bool),
    ("shareProcessNamespace", Bool),
    ("subdomain", Text),
    ("terminationGracePeriodSeconds", Int64),
    ("tolerations", List(&Struct(&TOLERATION))),
    ("topologySpreadConstraints", List(&Struct(&TOPOLOGY_SPREAD_CONSTRAINT))),
    ("volumes", List(&Struct(&VOLUME))),
];

/// `PodStatus`.
pub static POD_STATUS: Fields = &[
    ("allocatedResources", Map(&Quantity)),
    ("conditions", List(&Struct(&POD_CONDITION))),
    ("containerStatuses", List(&Struct(&CONTAINER_STATUS))),
    ("ephemeralContainerStatuses", List(&Struct(&CONTAINER_STATUS))),
    ("extendedResourceClaimStatus", Struct(&POD_EXTENDED_RESOURCE_CLAIM_STATUS)),
    ("hostIP", Text),
    ("hostIPs", List(&Struct(&HOST_IP))),
    ("initContainerStatuses", List(&Struct(&CONTAINER_STATUS))),
    ("message", Text),
    ("nodeAllocatableResourceClaimStatuses", List(&Struct(&NODE_ALLOCATABLE_RESOURCE_CLAIM_STATUS))),
    ("nominatedNodeName", Text),
    ("observedGeneration", Int64),
    ("phase", Text),
    ("podIP", Text),
    ("podIPs", List(&Struct(&POD_IP))),
    ("qosClass", Text),
    ("reason", Text),
    ("resize", Text),
    ("resourceClaimStatuses", List(&Struct(&POD_RESOURCE_CLAIM_STATUS))),
    ("resources", Struct(&RESOURCE_REQUIREMENTS)),
    ("startTime", Time),
];

/// `PodTemplate`.
pub static POD_TEMPLATE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("template", Struct(&POD_TEMPLATE_SPEC)),
];

/// `PodTemplateSpec`.
pub static POD_TEMPLATE_SPEC: Fields = &[
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&POD_SPEC)),
];

/// `PodsMetricSource`.
pub static PODS_METRIC_SOURCE: Fields = &[
    ("metric", Struct(&METRIC_IDENTIFIER)),
    ("target", Struct(&METRIC_TARGET)),
];

/// `PodsMetricStatus`.
pub static PODS_METRIC_STATUS: Fields = &[
    ("current", Struct(&METRIC_VALUE_STATUS)),
    ("metric", Struct(&METRIC_IDENTIFIER)),
];

/// `PolicyRule`.
pub static POLICY_RULE: Fields = &[
    ("apiGroups", List(&Text)),
    ("nonResourceURLs", List(&Text)),
    ("resourceNames", List(&Text)),
    ("resources", List(&Text)),
    ("verbs", List(&Text)),
];

/// `PolicyRulesWithSubjects`.
pub static POLICY_RULES_WITH_SUBJECTS: Fields = &[
    ("nonResourceRules", List(&Struct(&NON_RESOURCE_POLICY_RULE))),
    ("resourceRules", List(&Struct(&RESOURCE_POLICY_RULE))),
    ("subjects", List(&Struct(&SUBJECT))),
];

/// `PoolStatus`.
pub static POOL_STATUS: Fields = &[
    ("allocatedDevices", Int32),
    ("availableDevices", Int32),
    ("driver", Text),
    ("generation", Int64),
    ("nodeName", Text),
    ("poolName", Text),
    ("resourceSliceCount", Int32),
    ("totalDevices", Int32),
    ("unavailableDevices", Int32),
    ("validationError", Text),
];

/// `PortStatus`.
pub static PORT_STATUS: Fields = &[
    ("error", Text),
    ("port", Int32),
    ("protocol", Text),
];

/// `PortworxVolumeSource`.
pub static PORTWORX_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("readOnly", Bool),
    ("volumeID", Text),
];

/// `Preconditions`.
pub static PRECONDITIONS: Fields = &[
    ("resourceVersion", Text),
    ("uid", Text),
];

/// `PreferredSchedulingTerm`.
pub static PREFERRED_SCHEDULING_TERM: Fields = &[
    ("preference", Struct(&NODE_SELECTOR_TERM)),
    ("weight", Int32),
];

/// `PriorityClass`.
pub static PRIORITY_CLASS: Fields = &[
    ("apiVersion", Text),
    ("description", Text),
    ("globalDefault", Bool),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("preemptionPolicy", Text),
    ("value", Int32),
];

/// `PriorityLevelConfiguration`.
pub static PRIORITY_LEVEL_CONFIGURATION: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&PRIORITY_LEVEL_CONFIGURATION_SPEC)),
    ("status", Struct(&PRIORITY_LEVEL_CONFIGURATION_STATUS)),
];

/// `PriorityLevelConfigurationCondition`.
pub static PRIORITY_LEVEL_CONFIGURATION_CONDITION: Fields = &[
    ("lastTransitionTime", Time),
    ("message", Text),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `PriorityLevelConfigurationReference`.
pub static PRIORITY_LEVEL_CONFIGURATION_REFERENCE: Fields = &[
    ("name", Text),
];

/// `PriorityLevelConfigurationSpec`.
pub static PRIORITY_LEVEL_CONFIGURATION_SPEC: Fields = &[
    ("exempt", Struct(&EXEMPT_PRIORITY_LEVEL_CONFIGURATION)),
    ("limited", Struct(&LIMITED_PRIORITY_LEVEL_CONFIGURATION)),
    ("type", Text),
];

/// `PriorityLevelConfigurationStatus`.
pub static PRIORITY_LEVEL_CONFIGURATION_STATUS: Fields = &[
    ("conditions", List(&Struct(&PRIORITY_LEVEL_CONFIGURATION_CONDITION))),
];

/// `Probe`.
pub static PROBE: Fields = &[
    ("exec", Struct(&EXEC_ACTION)),
    ("failureThreshold", Int32),
    ("grpc", Struct(&GRPC_ACTION)),
    ("httpGet", Struct(&HTTP_GET_ACTION)),
    ("initialDelaySeconds", Int32),
    ("periodSeconds", Int32),
    ("successThreshold", Int32),
    ("tcpSocket", Struct(&TCP_SOCKET_ACTION)),
    ("terminationGracePeriodSeconds", Int64),
    ("timeoutSeconds", Int32),
];

/// `ProjectedVolumeSource`.
pub static PROJECTED_VOLUME_SOURCE: Fields = &[
    ("defaultMode", Int32),
    ("sources", List(&Struct(&VOLUME_PROJECTION))),
];

/// `QueuingConfiguration`.
pub static QUEUING_CONFIGURATION: Fields = &[
    ("handSize", Int32),
    ("queueLengthLimit", Int32),
    ("queues", Int32),
];

/// `QuobyteVolumeSource`.
pub static QUOBYTE_VOLUME_SOURCE: Fields = &[
    ("group", Text),
    ("readOnly", Bool),
    ("registry", Text),
    ("tenant", Text),
    ("user", Text),
    ("volume", Text),
];

/// `RBDPersistentVolumeSource`.
pub static RBD_PERSISTENT_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("image", Text),
    ("keyring", Text),
    ("monitors", List(&Text)),
    ("pool", Text),
    ("readOnly", Bool),
    ("secretRef", Struct(&SECRET_REFERENCE)),
    ("user", Text),
];

/// `RBDVolumeSource`.
pub static RBD_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("image", Text),
    ("keyring", Text),
    ("monitors", List(&Text)),
    ("pool", Text),
    ("readOnly", Bool),
    ("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    ("user", Text),
];

/// `ReplicaSet`.
pub static REPLICA_SET: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&REPLICA_SET_SPEC)),
    ("status", Struct(&REPLICA_SET_STATUS)),
];

/// `ReplicaSetCondition`.
pub static REPLICA_SET_CONDITION: Fields = &[
    ("lastTransitionTime", Time),
    ("message", Text),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `ReplicaSetSpec`.
pub static REPLICA_SET_SPEC: Fields = &[
    ("minReadySeconds", Int32),
    ("replicas", Int32),
    ("selector", Struct(&LABEL_SELECTOR)),
    ("template", Struct(&POD_TEMPLATE_SPEC)),
];

/// `ReplicaSetStatus`.
pub static REPLICA_SET_STATUS: Fields = &[
    ("availableReplicas", Int32),
    ("conditions", List(&Struct(&REPLICA_SET_CONDITION))),
    ("fullyLabeledReplicas", Int32),
    ("observedGeneration", Int64),
    ("readyReplicas", Int32),
    ("replicas", Int32),
    ("terminatingReplicas", Int32),
];

/// `ReplicationController`.
pub static REPLICATION_CONTROLLER: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&REPLICATION_CONTROLLER_SPEC)),
    ("status", Struct(&REPLICATION_CONTROLLER_STATUS)),
];

/// `ReplicationControllerCondition`.
pub static REPLICATION_CONTROLLER_CONDITION: Fields = &[
    ("lastTransitionTime", Time),
    ("message", Text),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `ReplicationControllerSpec`.
pub static REPLICATION_CONTROLLER_SPEC: Fields = &[
    ("minReadySeconds", Int32),
    ("replicas", Int32),
    ("selector", Map(&Text)),
    ("template", Struct(&POD_TEMPLATE_SPEC)),
];

/// `ReplicationControllerStatus`.
pub static REPLICATION_CONTROLLER_STATUS: Fields = &[
    ("availableReplicas", Int32),
    ("conditions", List(&Struct(&REPLICATION_CONTROLLER_CONDITION))),
    ("fullyLabeledReplicas", Int32),
    ("observedGeneration", Int64),
    ("readyReplicas", Int32),
    ("replicas", Int32),
];

/// `ResourceAttributes`.
pub static RESOURCE_ATTRIBUTES: Fields = &[
    ("fieldSelector", Struct(&FIELD_SELECTOR_ATTRIBUTES)),
    ("group", Text),
    ("labelSelector", Struct(&LABEL_SELECTOR_ATTRIBUTES)),
    ("name", Text),
    ("namespace", Text),
    ("resource", Text),
    ("subresource", Text),
    ("verb", Text),
    ("version", Text),
];

/// `ResourceClaim`.
pub static RESOURCE_CLAIM: Fields = &[
    ("name", Text),
    ("request", Text),
];

/// `ResourceClaimConsumerReference`.
pub static RESOURCE_CLAIM_CONSUMER_REFERENCE: Fields = &[
    ("apiGroup", Text),
    ("name", Text),
    ("resource", Text),
    ("uid", Text),
];

/// `ResourceClaimSpec`.
pub static RESOURCE_CLAIM_SPEC: Fields = &[
    ("devices", Struct(&DEVICE_CLAIM)),
];

/// `ResourceClaimSpec_resource_k8s_io_v1beta1`.
pub static RESOURCE_CLAIM_SPEC_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    ("devices", Struct(&DEVICE_CLAIM_RESOURCE_K8S_IO_V1BETA1)),
];

/// `ResourceClaimStatus`.
pub static RESOURCE_CLAIM_STATUS: Fields = &[
    ("allocation", Struct(&ALLOCATION_RESULT)),
    ("devices", List(&Struct(&ALLOCATED_DEVICE_STATUS))),
    ("reservedFor", List(&Struct(&RESOURCE_CLAIM_CONSUMER_REFERENCE))),
];

/// `ResourceClaimTemplate`.
pub static RESOURCE_CLAIM_TEMPLATE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&RESOURCE_CLAIM_TEMPLATE_SPEC)),
];

/// `ResourceClaimTemplateSpec`.
pub static RESOURCE_CLAIM_TEMPLATE_SPEC: Fields = &[
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&RESOURCE_CLAIM_SPEC)),
];

/// `ResourceClaimTemplateSpec_resource_k8s_io_v1beta1`.
pub static RESOURCE_CLAIM_TEMPLATE_SPEC_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&RESOURCE_CLAIM_SPEC_RESOURCE_K8S_IO_V1BETA1)),
];

/// `ResourceClaimTemplate_resource_k8s_io_v1beta1`.
pub static RESOURCE_CLAIM_TEMPLATE_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&RESOURCE_CLAIM_TEMPLATE_SPEC_RESOURCE_K8S_IO_V1BETA1)),
];

/// `ResourceClaim_resource_k8s_io_v1`.
pub static RESOURCE_CLAIM_RESOURCE_K8S_IO_V1: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&RESOURCE_CLAIM_SPEC)),
    ("status", Struct(&RESOURCE_CLAIM_STATUS)),
];

/// `ResourceClaim_resource_k8s_io_v1beta1`.
pub static RESOURCE_CLAIM_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&RESOURCE_CLAIM_SPEC_RESOURCE_K8S_IO_V1BETA1)),
    ("status", Struct(&RESOURCE_CLAIM_STATUS)),
];

/// `ResourceFieldSelector`.
pub static RESOURCE_FIELD_SELECTOR: Fields = &[
    ("containerName", Text),
    ("divisor", Quantity),
    ("resource", Text),
];

/// `ResourceHealth`.
pub static RESOURCE_HEALTH: Fields = &[
    ("health", Text),
    ("message", Text),
    ("resourceID", Text),
];

/// `ResourceMetricSource`.
pub static RESOURCE_METRIC_SOURCE: Fields = &[
    ("name", Text),
    ("target", Struct(&METRIC_TARGET)),
];

/// `ResourceMetricStatus`.
pub static RESOURCE_METRIC_STATUS: Fields = &[
    ("current", Struct(&METRIC_VALUE_STATUS)),
    ("name", Text),
];

/// `ResourcePolicyRule`.
pub static RESOURCE_POLICY_RULE: Fields = &[
    ("apiGroups", List(&Text)),
    ("clusterScope", Bool),
    ("namespaces", List(&Text)),
    ("resources", List(&Text)),
    ("verbs", List(&Text)),
];

/// `ResourcePool`.
pub static RESOURCE_POOL: Fields = &[
    ("generation", Int64),
    ("name", Text),
    ("resourceSliceCount", Int64),
];

/// `ResourcePoolStatusRequest`.
pub static RESOURCE_POOL_STATUS_REQUEST: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&RESOURCE_POOL_STATUS_REQUEST_SPEC)),
    ("status", Struct(&RESOURCE_POOL_STATUS_REQUEST_STATUS)),
];

/// `ResourcePoolStatusRequestSpec`.
pub static RESOURCE_POOL_STATUS_REQUEST_SPEC: Fields = &[
    ("driver", Text),
    ("limit", Int32),
    ("poolName", Text),
];

/// `ResourcePoolStatusRequestStatus`.
pub static RESOURCE_POOL_STATUS_REQUEST_STATUS: Fields = &[
    ("conditions", List(&Struct(&CONDITION))),
    ("poolCount", Int32),
    ("pools", List(&Struct(&POOL_STATUS))),
];

/// `ResourceQuota`.
pub static RESOURCE_QUOTA: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&RESOURCE_QUOTA_SPEC)),
    ("status", Struct(&RESOURCE_QUOTA_STATUS)),
];

/// `ResourceQuotaSpec`.
pub static RESOURCE_QUOTA_SPEC: Fields = &[
    ("hard", Map(&Quantity)),
    ("scopeSelector", Struct(&SCOPE_SELECTOR)),
    ("scopes", List(&Text)),
];

/// `ResourceQuotaStatus`.
pub static RESOURCE_QUOTA_STATUS: Fields = &[
    ("hard", Map(&Quantity)),
    ("used", Map(&Quantity)),
];

/// `ResourceRequirements`.
pub static RESOURCE_REQUIREMENTS: Fields = &[
    ("claims", List(&Struct(&RESOURCE_CLAIM))),
    ("limits", Map(&Quantity)),
    ("requests", Map(&Quantity)),
];

/// `ResourceRule`.
pub static RESOURCE_RULE: Fields = &[
    ("apiGroups", List(&Text)),
    ("resourceNames", List(&Text)),
    ("resources", List(&Text)),
    ("verbs", List(&Text)),
];

/// `ResourceSlice`.
pub static RESOURCE_SLICE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&RESOURCE_SLICE_SPEC)),
];

/// `ResourceSliceSpec`.
pub static RESOURCE_SLICE_SPEC: Fields = &[
    ("allNodes", Bool),
    ("devices", List(&Struct(&DEVICE))),
    ("driver", Text),
    ("nodeName", Text),
    ("nodeSelector", Struct(&NODE_SELECTOR)),
    ("perDeviceNodeSelection", Bool),
    ("pool", Struct(&RESOURCE_POOL)),
    ("sharedCounters", List(&Struct(&COUNTER_SET))),
];

/// `ResourceSliceSpec_resource_k8s_io_v1beta1`.
pub static RESOURCE_SLICE_SPEC_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    ("allNodes", Bool),
    ("devices", List(&Struct(&DEVICE_RESOURCE_K8S_IO_V1BETA1))),
    ("driver", Text),
    ("nodeName", Text),
    ("nodeSelector", Struct(&NODE_SELECTOR)),
    ("perDeviceNodeSelection", Bool),
    ("pool", Struct(&RESOURCE_POOL)),
    ("sharedCounters", List(&Struct(&COUNTER_SET))),
];

/// `ResourceSlice_resource_k8s_io_v1beta1`.
pub static RESOURCE_SLICE_RESOURCE_K8S_IO_V1BETA1: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&RESOURCE_SLICE_SPEC_RESOURCE_K8S_IO_V1BETA1)),
];

/// `ResourceStatus`.
pub static RESOURCE_STATUS: Fields = &[
    ("name", Text),
    ("resources", List(&Struct(&RESOURCE_HEALTH))),
];

/// `Role`.
pub static ROLE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("rules", List(&Struct(&POLICY_RULE))),
];

/// `RoleBinding`.
pub static ROLE_BINDING: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("roleRef", Struct(&ROLE_REF)),
    ("subjects", List(&Struct(&SUBJECT_RBAC_AUTHORIZATION_K8S_IO_V1))),
];

/// `RoleRef`.
pub static ROLE_REF: Fields = &[
    ("apiGroup", Text),
    ("kind", Text),
    ("name", Text),
];

/// `RollingUpdateDaemonSet`.
pub static ROLLING_UPDATE_DAEMON_SET: Fields = &[
    ("maxSurge", IntOrString),
    ("maxUnavailable", IntOrString),
];

/// `RollingUpdateDeployment`.
pub static ROLLING_UPDATE_DEPLOYMENT: Fields = &[
    ("maxSurge", IntOrString),
    ("maxUnavailable", IntOrString),
];

/// `RollingUpdateStatefulSetStrategy`.
pub static ROLLING_UPDATE_STATEFUL_SET_STRATEGY: Fields = &[
    ("maxUnavailable", IntOrString),
    ("partition", Int32),
];

/// `RuleWithOperations`.
pub static RULE_WITH_OPERATIONS: Fields = &[
    ("apiGroups", List(&Text)),
    ("apiVersions", List(&Text)),
    ("operations", List(&Text)),
    ("resources", List(&Text)),
    ("scope", Text),
];

/// `RuntimeClass`.
pub static RUNTIME_CLASS: Fields = &[
    ("apiVersion", Text),
    ("handler", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("overhead", Struct(&OVERHEAD)),
    ("scheduling", Struct(&SCHEDULING)),
];

/// `SELinuxOptions`.
pub static SE_LINUX_OPTIONS: Fields = &[
    ("level", Text),
    ("role", Text),
    ("type", Text),
    ("user", Text),
];

/// `Scale`.
pub static SCALE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&SCALE_SPEC)),
    ("status", Struct(&SCALE_STATUS)),
];

/// `ScaleIOPersistentVolumeSource`.
pub static SCALE_IO_PERSISTENT_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("gateway", Text),
    ("protectionDomain", Text),
    ("readOnly", Bool),
    ("secretRef", Struct(&SECRET_REFERENCE)),
    ("sslEnabled", Bool),
    ("storageMode", Text),
    ("storagePool", Text),
    ("system", Text),
    ("volumeName", Text),
];

/// `ScaleIOVolumeSource`.
pub static SCALE_IO_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("gateway", Text),
    ("protectionDomain", Text),
    ("readOnly", Bool),
    ("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    ("sslEnabled", Bool),
    ("storageMode", Text),
    ("storagePool", Text),
    ("system", Text),
    ("volumeName", Text),
];

/// `ScaleSpec`.
pub static SCALE_SPEC: Fields = &[
    ("replicas", Int32),
];

/// `ScaleStatus`.
pub static SCALE_STATUS: Fields = &[
    ("replicas", Int32),
    ("selector", Text),
];

/// `Scheduling`.
pub static SCHEDULING: Fields = &[
    ("nodeSelector", Map(&Text)),
    ("tolerations", List(&Struct(&TOLERATION))),
];

/// `ScopeSelector`.
pub static SCOPE_SELECTOR: Fields = &[
    ("matchExpressions", List(&Struct(&SCOPED_RESOURCE_SELECTOR_REQUIREMENT))),
];

/// `ScopedResourceSelectorRequirement`.
pub static SCOPED_RESOURCE_SELECTOR_REQUIREMENT: Fields = &[
    ("operator", Text),
    ("scopeName", Text),
    ("values", List(&Text)),
];

/// `SeccompProfile`.
pub static SECCOMP_PROFILE: Fields = &[
    ("localhostProfile", Text),
    ("type", Text),
];

/// `Secret`.
pub static SECRET: Fields = &[
    ("apiVersion", Text),
    ("data", Map(&Bytes)),
    ("immutable", Bool),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("stringData", Map(&Text)),
    ("type", Text),
];

/// `SecretEnvSource`.
pub static SECRET_ENV_SOURCE: Fields = &[
    ("name", Text),
    ("optional", Bool),
];

/// `SecretKeySelector`.
pub static SECRET_KEY_SELECTOR: Fields = &[
    ("key", Text),
    ("name", Text),
    ("optional", Bool),
];

/// `SecretProjection`.
pub static SECRET_PROJECTION: Fields = &[
    ("items", List(&Struct(&KEY_TO_PATH))),
    ("name", Text),
    ("optional", Bool),
];

/// `SecretReference`.
pub static SECRET_REFERENCE: Fields = &[
    ("name", Text),
    ("namespace", Text),
];

/// `SecretVolumeSource`.
pub static SECRET_VOLUME_SOURCE: Fields = &[
    ("defaultMode", Int32),
    ("items", List(&Struct(&KEY_TO_PATH))),
    ("optional", Bool),
    ("secretName", Text),
];

/// `SecurityContext`.
pub static SECURITY_CONTEXT: Fields = &[
    ("allowPrivilegeEscalation", Bool),
    ("appArmorProfile", Struct(&APP_ARMOR_PROFILE)),
    ("capabilities", Struct(&CAPABILITIES)),
    ("privileged", Bool),
    ("procMount", Text),
    ("readOnlyRootFilesystem", Bool),
    ("runAsGroup", Int64),
    ("runAsNonRoot", Bool),
    ("runAsUser", Int64),
    ("seLinuxOptions", Struct(&SE_LINUX_OPTIONS)),
    ("seccompProfile", Struct(&SECCOMP_PROFILE)),
    ("windowsOptions", Struct(&WINDOWS_SECURITY_CONTEXT_OPTIONS)),
];

/// `SelectableField`.
pub static SELECTABLE_FIELD: Fields = &[
    ("jsonPath", Text),
];

/// `SelfSubjectAccessReview`.
pub static SELF_SUBJECT_ACCESS_REVIEW: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&SELF_SUBJECT_ACCESS_REVIEW_SPEC)),
    ("status", Struct(&SUBJECT_ACCESS_REVIEW_STATUS)),
];

/// `SelfSubjectAccessReviewSpec`.
pub static SELF_SUBJECT_ACCESS_REVIEW_SPEC: Fields = &[
    ("nonResourceAttributes", Struct(&NON_RESOURCE_ATTRIBUTES)),
    ("resourceAttributes", Struct(&RESOURCE_ATTRIBUTES)),
];

/// `SelfSubjectReview`.
pub static SELF_SUBJECT_REVIEW: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("status", Struct(&SELF_SUBJECT_REVIEW_STATUS)),
];

/// `SelfSubjectReviewStatus`.
pub static SELF_SUBJECT_REVIEW_STATUS: Fields = &[
    ("userInfo", Struct(&USER_INFO)),
];

/// `SelfSubjectRulesReview`.
pub static SELF_SUBJECT_RULES_REVIEW: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&SELF_SUBJECT_RULES_REVIEW_SPEC)),
    ("status", Struct(&SUBJECT_RULES_REVIEW_STATUS)),
];

/// `SelfSubjectRulesReviewSpec`.
pub static SELF_SUBJECT_RULES_REVIEW_SPEC: Fields = &[
    ("namespace", Text),
];

/// `ServerStorageVersion`.
pub static SERVER_STORAGE_VERSION: Fields = &[
    ("apiServerID", Text),
    ("decodableVersions", List(&Text)),
    ("encodingVersion", Text),
    ("servedVersions", List(&Text)),
];

/// `Service`.
pub static SERVICE: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&SERVICE_SPEC)),
    ("status", Struct(&SERVICE_STATUS)),
];

/// `ServiceAccount`.
pub static SERVICE_ACCOUNT: Fields = &[
    ("apiVersion", Text),
    ("automountServiceAccountToken", Bool),
    ("imagePullSecrets", List(&Struct(&LOCAL_OBJECT_REFERENCE))),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("secrets", List(&Struct(&OBJECT_REFERENCE))),
];

/// `ServiceAccountSubject`.
pub static SERVICE_ACCOUNT_SUBJECT: Fields = &[
    ("name", Text),
    ("namespace", Text),
];

/// `ServiceAccountTokenProjection`.
pub static SERVICE_ACCOUNT_TOKEN_PROJECTION: Fields = &[
    ("audience", Text),
    ("expirationSeconds", Int64),
    ("path", Text),
];

/// `ServiceBackendPort`.
pub static SERVICE_BACKEND_PORT: Fields = &[
    ("name", Text),
    ("number", Int32),
];

/// `ServiceCIDR`.
pub static SERVICE_CIDR: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&SERVICE_CIDR_SPEC)),
    ("status", Struct(&SERVICE_CIDR_STATUS)),
];

/// `ServiceCIDRSpec`.
pub static SERVICE_CIDR_SPEC: Fields = &[
    ("cidrs", List(&Text)),
];

/// `ServiceCIDRStatus`.
pub static SERVICE_CIDR_STATUS: Fields = &[
    ("conditions", List(&Struct(&CONDITION))),
];

/// `ServicePort`.
pub static SERVICE_PORT: Fields = &[
    ("appProtocol", Text),
    ("name", Text),
    ("nodePort", Int32),
    ("port", Int32),
    ("protocol", Text),
    ("targetPort", IntOrString),
];

/// `ServiceReference`.
pub static SERVICE_REFERENCE: Fields = &[
    ("name", Text),
    ("namespace", Text),
    ("path", Text),
    ("port", Int32),
];

/// `ServiceReference_apiregistration_k8s_io_v1`.
pub static SERVICE_REFERENCE_APIREGISTRATION_K8S_IO_V1: Fields = &[
    ("name", Text),
    ("namespace", Text),
    ("port", Int32),
];

/// `ServiceSpec`.
pub static SERVICE_SPEC: Fields = &[
    ("allocateLoadBalancerNodePorts", Bool),
    ("clusterIP", Text),
    ("clusterIPs", List(&Text)),
    ("externalIPs", List(&Text)),
    ("externalName", Text),
    ("externalTrafficPolicy", Text),
    ("healthCheckNodePort", Int32),
    ("internalTrafficPolicy", Text),
    ("ipFamilies", List(&Text)),
    ("ipFamilyPolicy", Text),
    ("loadBalancerClass", Text),
    ("loadBalancerIP", Text),
    ("loadBalancerSourceRanges", List(&Text)),
    ("ports", List(&Struct(&SERVICE_PORT))),
    ("publishNotReadyAddresses", Bool),
    ("selector", Map(&Text)),
    ("sessionAffinity", Text),
    ("sessionAffinityConfig", Struct(&SESSION_AFFINITY_CONFIG)),
    ("trafficDistribution", Text),
    ("type", Text),
];

/// `ServiceStatus`.
pub static SERVICE_STATUS: Fields = &[
    ("conditions", List(&Struct(&CONDITION))),
    ("loadBalancer", Struct(&LOAD_BALANCER_STATUS)),
];

/// `SessionAffinityConfig`.
pub static SESSION_AFFINITY_CONFIG: Fields = &[
    ("clientIP", Struct(&CLIENT_IP_CONFIG)),
];

/// `SleepAction`.
pub static SLEEP_ACTION: Fields = &[
    ("seconds", Int64),
];

/// `StatefulSet`.
pub static STATEFUL_SET: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&STATEFUL_SET_SPEC)),
    ("status", Struct(&STATEFUL_SET_STATUS)),
];

/// `StatefulSetCondition`.
pub static STATEFUL_SET_CONDITION: Fields = &[
    ("lastTransitionTime", Time),
    ("message", Text),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `StatefulSetOrdinals`.
pub static STATEFUL_SET_ORDINALS: Fields = &[
    ("start", Int32),
];

/// `StatefulSetPersistentVolumeClaimRetentionPolicy`.
pub static STATEFUL_SET_PERSISTENT_VOLUME_CLAIM_RETENTION_POLICY: Fields = &[
    ("whenDeleted", Text),
    ("whenScaled", Text),
];

/// `StatefulSetSpec`.
pub static STATEFUL_SET_SPEC: Fields = &[
    ("minReadySeconds", Int32),
    ("ordinals", Struct(&STATEFUL_SET_ORDINALS)),
    ("persistentVolumeClaimRetentionPolicy", Struct(&STATEFUL_SET_PERSISTENT_VOLUME_CLAIM_RETENTION_POLICY)),
    ("podManagementPolicy", Text),
    ("replicas", Int32),
    ("revisionHistoryLimit", Int32),
    ("selector", Struct(&LABEL_SELECTOR)),
    ("serviceName", Text),
    ("template", Struct(&POD_TEMPLATE_SPEC)),
    ("updateStrategy", Struct(&STATEFUL_SET_UPDATE_STRATEGY)),
    ("volumeClaimTemplates", List(&Struct(&PERSISTENT_VOLUME_CLAIM))),
];

/// `StatefulSetStatus`.
pub static STATEFUL_SET_STATUS: Fields = &[
    ("availableReplicas", Int32),
    ("collisionCount", Int32),
    ("conditions", List(&Struct(&STATEFUL_SET_CONDITION))),
    ("currentReplicas", Int32),
    ("currentRevision", Text),
    ("observedGeneration", Int64),
    ("readyReplicas", Int32),
    ("replicas", Int32),
    ("updateRevision", Text),
    ("updatedReplicas", Int32),
];

/// `StatefulSetUpdateStrategy`.
pub static STATEFUL_SET_UPDATE_STRATEGY: Fields = &[
    ("rollingUpdate", Struct(&ROLLING_UPDATE_STATEFUL_SET_STRATEGY)),
    ("type", Text),
];

/// `StorageClass`.
pub static STORAGE_CLASS: Fields = &[
    ("allowVolumeExpansion", Bool),
    ("allowedTopologies", List(&Struct(&TOPOLOGY_SELECTOR_TERM))),
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("mountOptions", List(&Text)),
    ("parameters", Map(&Text)),
    ("provisioner", Text),
    ("reclaimPolicy", Text),
    ("volumeBindingMode", Text),
];

/// `StorageOSPersistentVolumeSource`.
pub static STORAGE_OS_PERSISTENT_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("readOnly", Bool),
    ("secretRef", Struct(&OBJECT_REFERENCE)),
    ("volumeName", Text),
    ("volumeNamespace", Text),
];

/// `StorageOSVolumeSource`.
pub static STORAGE_OS_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("readOnly", Bool),
    ("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    ("volumeName", Text),
    ("volumeNamespace", Text),
];

/// `StorageVersion`.
pub static STORAGE_VERSION: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Free),
    ("status", Struct(&STORAGE_VERSION_STATUS)),
];

/// `StorageVersionCondition`.
pub static STORAGE_VERSION_CONDITION: Fields = &[
    ("lastTransitionTime", Time),
    ("message", Text),
    ("observedGeneration", Int64),
    ("reason", Text),
    ("status", Text),
    ("type", Text),
];

/// `StorageVersionMigration`.
pub static STORAGE_VERSION_MIGRATION: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&STORAGE_VERSION_MIGRATION_SPEC)),
    ("status", Struct(&STORAGE_VERSION_MIGRATION_STATUS)),
];

/// `StorageVersionMigrationSpec`.
pub static STORAGE_VERSION_MIGRATION_SPEC: Fields = &[
    ("resource", Struct(&GROUP_RESOURCE)),
];

/// `StorageVersionMigrationStatus`.
pub static STORAGE_VERSION_MIGRATION_STATUS: Fields = &[
    ("conditions", List(&Struct(&CONDITION))),
    ("resourceVersion", Text),
];

/// `StorageVersionStatus`.
pub static STORAGE_VERSION_STATUS: Fields = &[
    ("commonEncodingVersion", Text),
    ("conditions", List(&Struct(&STORAGE_VERSION_CONDITION))),
    ("storageVersions", List(&Struct(&SERVER_STORAGE_VERSION))),
];

/// `Subject`.
pub static SUBJECT: Fields = &[
    ("group", Struct(&GROUP_SUBJECT)),
    ("kind", Text),
    ("serviceAccount", Struct(&SERVICE_ACCOUNT_SUBJECT)),
    ("user", Struct(&USER_SUBJECT)),
];

/// `SubjectAccessReview`.
pub static SUBJECT_ACCESS_REVIEW: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&SUBJECT_ACCESS_REVIEW_SPEC)),
    ("status", Struct(&SUBJECT_ACCESS_REVIEW_STATUS)),
];

/// `SubjectAccessReviewSpec`.
pub static SUBJECT_ACCESS_REVIEW_SPEC: Fields = &[
    ("extra", Map(&List(&Text))),
    ("groups", List(&Text)),
    ("nonResourceAttributes", Struct(&NON_RESOURCE_ATTRIBUTES)),
    ("resourceAttributes", Struct(&RESOURCE_ATTRIBUTES)),
    ("uid", Text),
    ("user", Text),
];

/// `SubjectAccessReviewStatus`.
pub static SUBJECT_ACCESS_REVIEW_STATUS: Fields = &[
    ("allowed", Bool),
    ("denied", Bool),
    ("evaluationError", Text),
    ("reason", Text),
];

/// `SubjectRulesReviewStatus`.
pub static SUBJECT_RULES_REVIEW_STATUS: Fields = &[
    ("evaluationError", Text),
    ("incomplete", Bool),
    ("nonResourceRules", List(&Struct(&NON_RESOURCE_RULE))),
    ("resourceRules", List(&Struct(&RESOURCE_RULE))),
];

/// `Subject_rbac_authorization_k8s_io_v1`.
pub static SUBJECT_RBAC_AUTHORIZATION_K8S_IO_V1: Fields = &[
    ("apiGroup", Text),
    ("kind", Text),
    ("name", Text),
    ("namespace", Text),
];

/// `SuccessPolicy`.
pub static SUCCESS_POLICY: Fields = &[
    ("rules", List(&Struct(&SUCCESS_POLICY_RULE))),
];

/// `SuccessPolicyRule`.
pub static SUCCESS_POLICY_RULE: Fields = &[
    ("succeededCount", Int32),
    ("succeededIndexes", Text),
];

/// `Sysctl`.
pub static SYSCTL: Fields = &[
    ("name", Text),
    ("value", Text),
];

/// `TCPSocketAction`.
pub static TCP_SOCKET_ACTION: Fields = &[
    ("host", Text),
    ("port", IntOrString),
];

/// `Taint`.
pub static TAINT: Fields = &[
    ("effect", Text),
    ("key", Text),
    ("timeAdded", Time),
    ("value", Text),
];

/// `TokenRequest`.
pub static TOKEN_REQUEST: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&TOKEN_REQUEST_SPEC)),
    ("status", Struct(&TOKEN_REQUEST_STATUS)),
];

/// `TokenRequestSpec`.
pub static TOKEN_REQUEST_SPEC: Fields = &[
    ("audiences", List(&Text)),
    ("boundObjectRef", Struct(&BOUND_OBJECT_REFERENCE)),
    ("expirationSeconds", Int64),
];

/// `TokenRequestStatus`.
pub static TOKEN_REQUEST_STATUS: Fields = &[
    ("expirationTimestamp", Time),
    ("token", Text),
];

/// `TokenRequest_storage_k8s_io_v1`.
pub static TOKEN_REQUEST_STORAGE_K8S_IO_V1: Fields = &[
    ("audience", Text),
    ("expirationSeconds", Int64),
];

/// `TokenReview`.
pub static TOKEN_REVIEW: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&TOKEN_REVIEW_SPEC)),
    ("status", Struct(&TOKEN_REVIEW_STATUS)),
];

/// `TokenReviewSpec`.
pub static TOKEN_REVIEW_SPEC: Fields = &[
    ("audiences", List(&Text)),
    ("token", Text),
];

/// `TokenReviewStatus`.
pub static TOKEN_REVIEW_STATUS: Fields = &[
    ("audiences", List(&Text)),
    ("authenticated", Bool),
    ("error", Text),
    ("user", Struct(&USER_INFO)),
];

/// `Toleration`.
pub static TOLERATION: Fields = &[
    ("effect", Text),
    ("key", Text),
    ("operator", Text),
    ("tolerationSeconds", Int64),
    ("value", Text),
];

/// `TopologyConstraint`.
pub static TOPOLOGY_CONSTRAINT: Fields = &[
    ("key", Text),
];

/// `TopologySelectorLabelRequirement`.
pub static TOPOLOGY_SELECTOR_LABEL_REQUIREMENT: Fields = &[
    ("key", Text),
    ("values", List(&Text)),
];

/// `TopologySelectorTerm`.
pub static TOPOLOGY_SELECTOR_TERM: Fields = &[
    ("matchLabelExpressions", List(&Struct(&TOPOLOGY_SELECTOR_LABEL_REQUIREMENT))),
];

/// `TopologySpreadConstraint`.
pub static TOPOLOGY_SPREAD_CONSTRAINT: Fields = &[
    ("labelSelector", Struct(&LABEL_SELECTOR)),
    ("matchLabelKeys", List(&Text)),
    ("maxSkew", Int32),
    ("minDomains", Int32),
    ("nodeAffinityPolicy", Text),
    ("nodeTaintsPolicy", Text),
    ("topologyKey", Text),
    ("whenUnsatisfiable", Text),
];

/// `TypeChecking`.
pub static TYPE_CHECKING: Fields = &[
    ("expressionWarnings", List(&Struct(&EXPRESSION_WARNING))),
];

/// `TypedLocalObjectReference`.
pub static TYPED_LOCAL_OBJECT_REFERENCE: Fields = &[
    ("apiGroup", Text),
    ("kind", Text),
    ("name", Text),
];

/// `TypedObjectReference`.
pub static TYPED_OBJECT_REFERENCE: Fields = &[
    ("apiGroup", Text),
    ("kind", Text),
    ("name", Text),
    ("namespace", Text),
];

/// `UncountedTerminatedPods`.
pub static UNCOUNTED_TERMINATED_PODS: Fields = &[
    ("failed", List(&Text)),
    ("succeeded", List(&Text)),
];

/// `UserInfo`.
pub static USER_INFO: Fields = &[
    ("extra", Map(&List(&Text))),
    ("groups", List(&Text)),
    ("uid", Text),
    ("username", Text),
];

/// `UserSubject`.
pub static USER_SUBJECT: Fields = &[
    ("name", Text),
];

/// `ValidatingAdmissionPolicy`.
pub static VALIDATING_ADMISSION_POLICY: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&VALIDATING_ADMISSION_POLICY_SPEC)),
    ("status", Struct(&VALIDATING_ADMISSION_POLICY_STATUS)),
];

/// `ValidatingAdmissionPolicyBinding`.
pub static VALIDATING_ADMISSION_POLICY_BINDING: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&VALIDATING_ADMISSION_POLICY_BINDING_SPEC)),
];

/// `ValidatingAdmissionPolicyBindingSpec`.
pub static VALIDATING_ADMISSION_POLICY_BINDING_SPEC: Fields = &[
    ("matchResources", Struct(&MATCH_RESOURCES)),
    ("paramRef", Struct(&PARAM_REF)),
    ("policyName", Text),
    ("validationActions", List(&Text)),
];

/// `ValidatingAdmissionPolicySpec`.
pub static VALIDATING_ADMISSION_POLICY_SPEC: Fields = &[
    ("auditAnnotations", List(&Struct(&AUDIT_ANNOTATION))),
    ("failurePolicy", Text),
    ("matchConditions", List(&Struct(&MATCH_CONDITION))),
    ("matchConstraints", Struct(&MATCH_RESOURCES)),
    ("paramKind", Struct(&PARAM_KIND)),
    ("validations", List(&Struct(&VALIDATION))),
    ("variables", List(&Struct(&VARIABLE))),
];

/// `ValidatingAdmissionPolicyStatus`.
pub static VALIDATING_ADMISSION_POLICY_STATUS: Fields = &[
    ("conditions", List(&Struct(&CONDITION))),
    ("observedGeneration", Int64),
    ("typeChecking", Struct(&TYPE_CHECKING)),
];

/// `ValidatingWebhook`.
pub static VALIDATING_WEBHOOK: Fields = &[
    ("admissionReviewVersions", List(&Text)),
    ("clientConfig", Struct(&WEBHOOK_CLIENT_CONFIG)),
    ("failurePolicy", Text),
    ("matchConditions", List(&Struct(&MATCH_CONDITION))),
    ("matchPolicy", Text),
    ("name", Text),
    ("namespaceSelector", Struct(&LABEL_SELECTOR)),
    ("objectSelector", Struct(&LABEL_SELECTOR)),
    ("rules", List(&Struct(&RULE_WITH_OPERATIONS))),
    ("sideEffects", Text),
    ("timeoutSeconds", Int32),
];

/// `ValidatingWebhookConfiguration`.
pub static VALIDATING_WEBHOOK_CONFIGURATION: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("webhooks", List(&Struct(&VALIDATING_WEBHOOK))),
];

/// `Validation`.
pub static VALIDATION: Fields = &[
    ("expression", Text),
    ("message", Text),
    ("messageExpression", Text),
    ("reason", Text),
];

/// `ValidationRule`.
pub static VALIDATION_RULE: Fields = &[
    ("fieldPath", Text),
    ("message", Text),
    ("messageExpression", Text),
    ("optionalOldSelf", Bool),
    ("reason", Text),
    ("rule", Text),
];

/// `Variable`.
pub static VARIABLE: Fields = &[
    ("expression", Text),
    ("name", Text),
];

/// `Volume`.
pub static VOLUME: Fields = &[
    ("awsElasticBlockStore", Struct(&AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE)),
    ("azureDisk", Struct(&AZURE_DISK_VOLUME_SOURCE)),
    ("azureFile", Struct(&AZURE_FILE_VOLUME_SOURCE)),
    ("cephfs", Struct(&CEPH_FS_VOLUME_SOURCE)),
    ("cinder", Struct(&CINDER_VOLUME_SOURCE)),
    ("configMap", Struct(&CONFIG_MAP_VOLUME_SOURCE)),
    ("csi", Struct(&CSI_VOLUME_SOURCE)),
    ("downwardAPI", Struct(&DOWNWARD_API_VOLUME_SOURCE)),
    ("emptyDir", Struct(&EMPTY_DIR_VOLUME_SOURCE)),
    ("ephemeral", Struct(&EPHEMERAL_VOLUME_SOURCE)),
    ("fc", Struct(&FC_VOLUME_SOURCE)),
    ("flexVolume", Struct(&FLEX_VOLUME_SOURCE)),
    ("flocker", Struct(&FLOCKER_VOLUME_SOURCE)),
    ("gcePersistentDisk", Struct(&GCE_PERSISTENT_DISK_VOLUME_SOURCE)),
    ("gitRepo", Struct(&GIT_REPO_VOLUME_SOURCE)),
    ("glusterfs", Struct(&GLUSTERFS_VOLUME_SOURCE)),
    ("hostPath", Struct(&HOST_PATH_VOLUME_SOURCE)),
    ("image", Struct(&IMAGE_VOLUME_SOURCE)),
    ("iscsi", Struct(&ISCSI_VOLUME_SOURCE)),
    ("name", Text),
    ("nfs", Struct(&NFS_VOLUME_SOURCE)),
    ("persistentVolumeClaim", Struct(&PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE)),
    ("photonPersistentDisk", Struct(&PHOTON_PERSISTENT_DISK_VOLUME_SOURCE)),
    ("portworxVolume", Struct(&PORTWORX_VOLUME_SOURCE)),
    ("projected", Struct(&PROJECTED_VOLUME_SOURCE)),
    ("quobyte", Struct(&QUOBYTE_VOLUME_SOURCE)),
    ("rbd", Struct(&RBD_VOLUME_SOURCE)),
    ("scaleIO", Struct(&SCALE_IO_VOLUME_SOURCE)),
    ("secret", Struct(&SECRET_VOLUME_SOURCE)),
    ("storageos", Struct(&STORAGE_OS_VOLUME_SOURCE)),
    ("vsphereVolume", Struct(&VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE)),
];

/// `VolumeAttachment`.
pub static VOLUME_ATTACHMENT: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&VOLUME_ATTACHMENT_SPEC)),
    ("status", Struct(&VOLUME_ATTACHMENT_STATUS)),
];

/// `VolumeAttachmentSource`.
pub static VOLUME_ATTACHMENT_SOURCE: Fields = &[
    ("inlineVolumeSpec", Struct(&PERSISTENT_VOLUME_SPEC)),
    ("persistentVolumeName", Text),
];

/// `VolumeAttachmentSpec`.
pub static VOLUME_ATTACHMENT_SPEC: Fields = &[
    ("attacher", Text),
    ("nodeName", Text),
    ("source", Struct(&VOLUME_ATTACHMENT_SOURCE)),
];

/// `VolumeAttachmentStatus`.
pub static VOLUME_ATTACHMENT_STATUS: Fields = &[
    ("attachError", Struct(&VOLUME_ERROR)),
    ("attached", Bool),
    ("attachmentMetadata", Map(&Text)),
    ("detachError", Struct(&VOLUME_ERROR)),
];

/// `VolumeAttributesClass`.
pub static VOLUME_ATTRIBUTES_CLASS: Fields = &[
    ("apiVersion", Text),
    ("driverName", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("parameters", Map(&Text)),
];

/// `VolumeDevice`.
pub static VOLUME_DEVICE: Fields = &[
    ("devicePath", Text),
    ("name", Text),
];

/// `VolumeError`.
pub static VOLUME_ERROR: Fields = &[
    ("errorCode", Int32),
    ("message", Text),
    ("time", Time),
];

/// `VolumeMount`.
pub static VOLUME_MOUNT: Fields = &[
    ("mountPath", Text),
    ("mountPropagation", Text),
    ("name", Text),
    ("readOnly", Bool),
    ("recursiveReadOnly", Text),
    ("subPath", Text),
    ("subPathExpr", Text),
];

/// `VolumeMountStatus`.
pub static VOLUME_MOUNT_STATUS: Fields = &[
    ("mountPath", Text),
    ("name", Text),
    ("readOnly", Bool),
    ("recursiveReadOnly", Text),
    ("volumeStatus", Struct(&VOLUME_STATUS)),
];

/// `VolumeNodeAffinity`.
pub static VOLUME_NODE_AFFINITY: Fields = &[
    ("required", Struct(&NODE_SELECTOR)),
];

/// `VolumeNodeResources`.
pub static VOLUME_NODE_RESOURCES: Fields = &[
    ("count", Int32),
];

/// `VolumeProjection`.
pub static VOLUME_PROJECTION: Fields = &[
    ("clusterTrustBundle", Struct(&CLUSTER_TRUST_BUNDLE_PROJECTION)),
    ("configMap", Struct(&CONFIG_MAP_PROJECTION)),
    ("downwardAPI", Struct(&DOWNWARD_API_PROJECTION)),
    ("podCertificate", Struct(&POD_CERTIFICATE_PROJECTION)),
    ("secret", Struct(&SECRET_PROJECTION)),
    ("serviceAccountToken", Struct(&SERVICE_ACCOUNT_TOKEN_PROJECTION)),
];

/// `VolumeResourceRequirements`.
pub static VOLUME_RESOURCE_REQUIREMENTS: Fields = &[
    ("limits", Map(&Quantity)),
    ("requests", Map(&Quantity)),
];

/// `VolumeStatus`.
pub static VOLUME_STATUS: Fields = &[
    ("image", Struct(&IMAGE_VOLUME_STATUS)),
];

/// `VsphereVirtualDiskVolumeSource`.
pub static VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("storagePolicyID", Text),
    ("storagePolicyName", Text),
    ("volumePath", Text),
];

/// `WebhookClientConfig`.
pub static WEBHOOK_CLIENT_CONFIG: Fields = &[
    ("caBundle", Bytes),
    ("service", Struct(&SERVICE_REFERENCE)),
    ("url", Text),
];

/// `WebhookConversion`.
pub static WEBHOOK_CONVERSION: Fields = &[
    ("clientConfig", Struct(&WEBHOOK_CLIENT_CONFIG)),
    ("conversionReviewVersions", List(&Text)),
];

/// `WeightedPodAffinityTerm`.
pub static WEIGHTED_POD_AFFINITY_TERM: Fields = &[
    ("podAffinityTerm", Struct(&POD_AFFINITY_TERM)),
    ("weight", Int32),
];

/// `WindowsSecurityContextOptions`.
pub static WINDOWS_SECURITY_CONTEXT_OPTIONS: Fields = &[
    ("gmsaCredentialSpec", Text),
    ("gmsaCredentialSpecName", Text),
    ("hostProcess", Bool),
    ("runAsUserName", Text),
];

/// `Workload`.
pub static WORKLOAD: Fields = &[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&WORKLOAD_SPEC)),
];

/// `WorkloadPodGroupTemplateReference`.
pub static WORKLOAD_POD_GROUP_TEMPLATE_REFERENCE: Fields = &[
    ("podGroupTemplateName", Text),
    ("workloadName", Text),
];

/// `WorkloadSpec`.
pub static WORKLOAD_SPEC: Fields = &[
    ("controllerRef", Struct(&TYPED_LOCAL_OBJECT_REFERENCE)),
    ("podGroupTemplates", List(&Struct(&POD_GROUP_TEMPLATE))),
];
