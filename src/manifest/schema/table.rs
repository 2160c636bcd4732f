// Generated from k8s-openapi's types: DAEMONLINT_UPDATE=1 cargo test --test schema
#![cfg_attr(rustfmt, rustfmt_skip)]

use super::{Fields, Type::*};

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

/// `AppArmorProfile`.
pub static APP_ARMOR_PROFILE: Fields = &[
    ("localhostProfile", Text),
    ("type", Text),
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

/// `AzureFileVolumeSource`.
pub static AZURE_FILE_VOLUME_SOURCE: Fields = &[
    ("readOnly", Bool),
    ("secretName", Text),
    ("shareName", Text),
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

/// `CephFSVolumeSource`.
pub static CEPH_FS_VOLUME_SOURCE: Fields = &[
    ("monitors", List(&Text)),
    ("path", Text),
    ("readOnly", Bool),
    ("secretFile", Text),
    ("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    ("user", Text),
];

/// `CinderVolumeSource`.
pub static CINDER_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("readOnly", Bool),
    ("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    ("volumeID", Text),
];

/// `ClusterTrustBundleProjection`.
pub static CLUSTER_TRUST_BUNDLE_PROJECTION: Fields = &[
    ("labelSelector", Struct(&LABEL_SELECTOR)),
    ("name", Text),
    ("optional", Bool),
    ("path", Text),
    ("signerName", Text),
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

/// `ExecAction`.
pub static EXEC_ACTION: Fields = &[
    ("command", List(&Text)),
];

/// `FCVolumeSource`.
pub static FC_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("lun", Int32),
    ("readOnly", Bool),
    ("targetWWNs", List(&Text)),
    ("wwids", List(&Text)),
];

/// `FileKeySelector`.
pub static FILE_KEY_SELECTOR: Fields = &[
    ("key", Text),
    ("optional", Bool),
    ("path", Text),
    ("volumeName", Text),
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

/// `GitRepoVolumeSource`.
pub static GIT_REPO_VOLUME_SOURCE: Fields = &[
    ("directory", Text),
    ("repository", Text),
    ("revision", Text),
];

/// `GlusterfsVolumeSource`.
pub static GLUSTERFS_VOLUME_SOURCE: Fields = &[
    ("endpoints", Text),
    ("path", Text),
    ("readOnly", Bool),
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

/// `HostAlias`.
pub static HOST_ALIAS: Fields = &[
    ("hostnames", List(&Text)),
    ("ip", Text),
];

/// `HostPathVolumeSource`.
pub static HOST_PATH_VOLUME_SOURCE: Fields = &[
    ("path", Text),
    ("type", Text),
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

/// `LabelSelectorRequirement`.
pub static LABEL_SELECTOR_REQUIREMENT: Fields = &[
    ("key", Text),
    ("operator", Text),
    ("values", List(&Text)),
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

/// `LocalObjectReference`.
pub static LOCAL_OBJECT_REFERENCE: Fields = &[
    ("name", Text),
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

/// `NFSVolumeSource`.
pub static NFS_VOLUME_SOURCE: Fields = &[
    ("path", Text),
    ("readOnly", Bool),
    ("server", Text),
];

/// `NodeAffinity`.
pub static NODE_AFFINITY: Fields = &[
    ("preferredDuringSchedulingIgnoredDuringExecution", List(&Struct(&PREFERRED_SCHEDULING_TERM))),
    ("requiredDuringSchedulingIgnoredDuringExecution", Struct(&NODE_SELECTOR)),
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

/// `OwnerReference`.
pub static OWNER_REFERENCE: Fields = &[
    ("apiVersion", Text),
    ("blockOwnerDeletion", Bool),
    ("controller", Bool),
    ("kind", Text),
    ("name", Text),
    ("uid", Text),
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

/// `PhotonPersistentDiskVolumeSource`.
pub static PHOTON_PERSISTENT_DISK_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("pdID", Text),
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

/// `PodTemplateSpec`.
pub static POD_TEMPLATE_SPEC: Fields = &[
    ("metadata", Struct(&OBJECT_META)),
    ("spec", Struct(&POD_SPEC)),
];

/// `PortworxVolumeSource`.
pub static PORTWORX_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("readOnly", Bool),
    ("volumeID", Text),
];

/// `PreferredSchedulingTerm`.
pub static PREFERRED_SCHEDULING_TERM: Fields = &[
    ("preference", Struct(&NODE_SELECTOR_TERM)),
    ("weight", Int32),
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

/// `QuobyteVolumeSource`.
pub static QUOBYTE_VOLUME_SOURCE: Fields = &[
    ("group", Text),
    ("readOnly", Bool),
    ("registry", Text),
    ("tenant", Text),
    ("user", Text),
    ("volume", Text),
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

/// `ResourceClaim`.
pub static RESOURCE_CLAIM: Fields = &[
    ("name", Text),
    ("request", Text),
];

/// `ResourceFieldSelector`.
pub static RESOURCE_FIELD_SELECTOR: Fields = &[
    ("containerName", Text),
    ("divisor", Quantity),
    ("resource", Text),
];

/// `ResourceRequirements`.
pub static RESOURCE_REQUIREMENTS: Fields = &[
    ("claims", List(&Struct(&RESOURCE_CLAIM))),
    ("limits", Map(&Quantity)),
    ("requests", Map(&Quantity)),
];

/// `RollingUpdateDaemonSet`.
pub static ROLLING_UPDATE_DAEMON_SET: Fields = &[
    ("maxSurge", IntOrString),
    ("maxUnavailable", IntOrString),
];

/// `SELinuxOptions`.
pub static SE_LINUX_OPTIONS: Fields = &[
    ("level", Text),
    ("role", Text),
    ("type", Text),
    ("user", Text),
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

/// `SeccompProfile`.
pub static SECCOMP_PROFILE: Fields = &[
    ("localhostProfile", Text),
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

/// `ServiceAccountTokenProjection`.
pub static SERVICE_ACCOUNT_TOKEN_PROJECTION: Fields = &[
    ("audience", Text),
    ("expirationSeconds", Int64),
    ("path", Text),
];

/// `SleepAction`.
pub static SLEEP_ACTION: Fields = &[
    ("seconds", Int64),
];

/// `StorageOSVolumeSource`.
pub static STORAGE_OS_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("readOnly", Bool),
    ("secretRef", Struct(&LOCAL_OBJECT_REFERENCE)),
    ("volumeName", Text),
    ("volumeNamespace", Text),
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

/// `Toleration`.
pub static TOLERATION: Fields = &[
    ("effect", Text),
    ("key", Text),
    ("operator", Text),
    ("tolerationSeconds", Int64),
    ("value", Text),
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

/// `VolumeDevice`.
pub static VOLUME_DEVICE: Fields = &[
    ("devicePath", Text),
    ("name", Text),
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

/// `VsphereVirtualDiskVolumeSource`.
pub static VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE: Fields = &[
    ("fsType", Text),
    ("storagePolicyID", Text),
    ("storagePolicyName", Text),
    ("volumePath", Text),
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
