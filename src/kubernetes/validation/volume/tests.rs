use crate::kubernetes::validation::testing::{assert_table, of_pod, of_volume};

#[test]
fn names_and_the_number_of_sources() {
    assert_table(
        of_volume,
        &[
            ("{}", &[]),
            ("{name: '', emptyDir: {}}", &["name Required"]),
            ("{name: a.b}", &["name Invalid"]),
            ("{emptyDir: {}, hostPath: {}}", &["hostPath Forbidden"]),
            // Only the first source is looked into, and three have a field name of their own.
            (
                "{emptyDir: {}, gcePersistentDisk: {pdName: ''}, cephfs: {monitors: []}, \
                 downwardAPI: {}}",
                &["cephFS Forbidden", "downwarAPI Forbidden", "gcePersistentDisk Forbidden"],
            ),
            ("{hostPath: {path: /a}, image: {reference: a}}", &["image Forbidden"]),
        ],
    );
}

#[test]
fn a_second_volume_of_a_name_is_the_wrong_one() {
    let duplicate = "{containers: [{name: c, image: i, volumeMounts: [{name: v, mountPath: /v}]}],
        volumes: [{name: v}, {name: v}]}";
    assert_eq!(of_pod(duplicate), ["volumes[1].name Duplicate"]);
    // A volume with an error has no name to others, neither to its successor nor to mounts.
    let invalid = "{containers: [{name: c, image: i, volumeMounts: [{name: v, mountPath: /v}]}],
        volumes: [{name: v, hostPath: {}}]}";
    let missing = "containers[0].volumeMounts[0].name NotFound";
    assert_eq!(of_pod(invalid), [missing, "volumes[0].hostPath.path Required"]);
}

#[test]
fn volumes_of_the_node() {
    assert_table(
        of_volume,
        &[
            ("emptyDir: {sizeLimit: -1}", &["emptyDir.sizeLimit Forbidden"]),
            ("emptyDir: {sizeLimit: 0, medium: Anything}", &[]),
            ("hostPath: {path: '', type: None}", &["hostPath.path Required"]),
            ("hostPath: {path: relative, type: ''}", &[]),
            (
                "hostPath: {path: /a/../b, type: Folder}",
                &["hostPath.path Invalid", "hostPath.type NotSupported"],
            ),
            (
                "gitRepo: {repository: '', directory: /abs}",
                &["gitRepo.directory Invalid", "gitRepo.repository Required"],
            ),
            ("gitRepo: {repository: a, directory: ../b}", &["gitRepo.directory Invalid"]),
            ("image: {}", &["image.reference Required"]),
            ("image: {reference: a, pullPolicy: Sometimes}", &["image.pullPolicy NotSupported"]),
        ],
    );
}

#[test]
fn disks_and_shares_of_clouds() {
    assert_table(
        of_volume,
        &[
            (
                "gcePersistentDisk: {pdName: '', partition: 256}",
                &["persistentDisk.partition Invalid", "persistentDisk.pdName Required"],
            ),
            (
                "awsElasticBlockStore: {volumeID: '', partition: -1}",
                &[
                    "awsElasticBlockStore.partition Invalid",
                    "awsElasticBlockStore.volumeID Required",
                ],
            ),
            ("awsElasticBlockStore: {volumeID: a, partition: 0}", &[]),
            (
                "cinder: {volumeID: '', secretRef: {}}",
                &["cinder.secretRef.name Required", "cinder.volumeID Required"],
            ),
            (
                "azureFile: {secretName: '', shareName: ''}",
                &["azureFile.secretName Required", "azureFile.shareName Required"],
            ),
            (
                "azureDisk: {diskName: '', diskURI: ''}",
                &[
                    "azureDisk.diskName Required",
                    "azureDisk.diskURI NotSupported",
                    "azureDisk.diskURI Required",
                ],
            ),
            ("azureDisk: {diskName: a, diskURI: 'https://a'}", &[]),
            (
                "azureDisk: {diskName: a, diskURI: 'https://a', kind: Managed, cachingMode: All}",
                &["azureDisk.cachingMode NotSupported", "azureDisk.diskURI NotSupported"],
            ),
            ("azureDisk: {diskName: a, diskURI: /subscriptions/a, kind: Managed}", &[]),
            (
                "azureDisk: {diskName: a, diskURI: /subscriptions/a, kind: Floppy}",
                &["azureDisk.diskURI NotSupported", "azureDisk.kind NotSupported"],
            ),
            ("vsphereVolume: {volumePath: ''}", &["vsphereVolume.volumePath Required"]),
            ("photonPersistentDisk: {pdID: ''}", &["photonPersistentDisk.pdID Required"]),
        ],
    );
}

#[test]
fn storage_on_the_network() {
    assert_table(
        of_volume,
        &[
            (
                "nfs: {server: '', path: ''}",
                &["nfs.path Invalid", "nfs.path Required", "nfs.server Required"],
            ),
            (
                "glusterfs: {endpoints: '', path: ''}",
                &["glusterfs.endpoints Required", "glusterfs.path Required"],
            ),
            ("flocker: {}", &["flocker Required"]),
            (
                "flocker: {datasetName: a/b, datasetUUID: c}",
                &["flocker Invalid", "flocker.datasetName Invalid"],
            ),
            (
                "persistentVolumeClaim: {claimName: ''}",
                &["persistentVolumeClaim.claimName Required"],
            ),
            ("persistentVolumeClaim: {claimName: Any_Name}", &[]),
            ("rbd: {monitors: [], image: ''}", &["rbd.image Required", "rbd.monitors Required"]),
            ("cephfs: {monitors: []}", &["cephfs.monitors Required"]),
            (
                "quobyte: {registry: '', volume: ''}",
                &["quobyte.registry Required", "quobyte.volume Required"],
            ),
            ("quobyte: {registry: 'a:1,[::1]:2', volume: v}", &[]),
            ("quobyte: {registry: 'a:1,b', volume: v}", &["quobyte.registry Invalid"]),
            ("quobyte: {registry: '::1:2', volume: v}", &["quobyte.registry Invalid"]),
            (
                "quobyte: {registry: b, volume: v, \
                 tenant: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}",
                &["quobyte.tenant Required"],
            ),
            ("fc: {}", &["fc.targetWWNs Required"]),
            ("fc: {wwids: [a]}", &[]),
            ("fc: {targetWWNs: [a], lun: 256}", &["fc.lun Invalid"]),
            ("fc: {targetWWNs: [a], wwids: [b]}", &["fc.lun Required", "fc.targetWWNs Invalid"]),
            ("portworxVolume: {volumeID: ''}", &["portworxVolume.volumeID Required"]),
            (
                "storageos: {volumeNamespace: A, secretRef: {name: ''}}",
                &[
                    "storageos.secretRef.name Required",
                    "storageos.volumeName Required",
                    "storageos.volumeNamespace Invalid",
                ],
            ),
            ("storageos: {volumeName: a.b}", &["storageos.volumeName Invalid"]),
            (
                "scaleIO: {gateway: '', system: '', secretRef: {name: ''}}",
                &[
                    "scaleIO.gateway Required",
                    "scaleIO.system Required",
                    "scaleIO.volumeName Required",
                ],
            ),
        ],
    );
}

#[test]
fn iscsi_names() {
    let of = |iqn: &str| of_volume(&format!("iscsi: {{targetPortal: p, lun: 0, iqn: '{iqn}'}}"));
    for good in [
        "iqn.2001-04.com.example:storage.disk1",
        "iqn.2001-04.com.example:a:b/c",
        "iqnx-iqn.2001-04.a:b",
        "eui.0123456789abcdef",
        "naa.0123456789abcdef0123456789ABCDEF",
    ] {
        assert!(of(good).is_empty(), "{good}");
    }
    for bad in [
        "iqn.2001-04.com.example",
        "iqn.2001-4.com.example:a",
        "iqn.2001-04.com_example:a",
        "iqn.2001-04.com.example:a b",
        "iqn.2001-04.com.example:",
        "iqn.2001-04.:a",
        "eui.0123456789abcde",
        "eui.0123456789abcdeg-",
        "naa.0123",
        "IQN.2001-04.com.example:a",
        "\u{e9}\u{e9}",
    ] {
        assert_eq!(of(bad), ["iscsi.iqn Invalid"], "{bad}");
    }
    assert_table(
        of_volume,
        &[
            (
                "iscsi: {targetPortal: '', iqn: '', lun: 256, chapAuthSession: true, \
                 initiatorName: x}",
                &[
                    "iscsi.initiatorname Invalid",
                    "iscsi.iqn Required",
                    "iscsi.lun Invalid",
                    "iscsi.secretRef Required",
                    "iscsi.targetPortal Required",
                ],
            ),
            (
                "iscsi: {targetPortal: 0123456789012345678901234567890123456789012345678901234567890123, \
                 iqn: 'iqn.2001-04.a:b', lun: 1, initiatorName: 'iqn.2001-04.a:b'}",
                &["name Invalid"],
            ),
            // The name and the portal are looked at even where the source is one too many.
            (
                "{emptyDir: {}, iscsi: {targetPortal: 0123456789012345678901234567890123456789012345678901234567890123, \
                 iqn: '', lun: 1, initiatorName: ''}}",
                &["iscsi Forbidden", "name Invalid"],
            ),
        ],
    );
}

#[test]
fn files_of_the_api_server() {
    assert_table(
        of_volume,
        &[
            (
                "secret: {defaultMode: 512, items: [{key: '', path: ''}]}",
                &[
                    "secret.defaultMode Invalid",
                    "secret.items[0].key Required",
                    "secret.items[0].path Required",
                    "secret.secretName Required",
                ],
            ),
            (
                "configMap: {items: [{key: a, path: /b, mode: -1}, {key: a, path: ..b}, \
                 {key: a, path: b/../c}, {key: a, path: ../c}, {key: a, path: b/..c}]}",
                &[
                    "configMap.items[0].mode Invalid",
                    "configMap.items[0].path Invalid",
                    "configMap.items[1].path Invalid",
                    "configMap.items[2].path Invalid",
                    "configMap.items[3].path Invalid",
                    "configMap.name Required",
                ],
            ),
            // The files of a downwardAPI are reported without their index.
            (
                "downwardAPI: {defaultMode: 511, items: [{path: '', mode: 512}]}",
                &["downwardAPI Required", "downwardAPI.mode Invalid", "downwardAPI.path Required"],
            ),
            (
                "downwardAPI: {items: [{path: a, fieldRef: {fieldPath: spec.nodeName}, \
                 resourceFieldRef: {resource: x}}]}",
                &["downwardAPI Invalid", "downwardAPI.fieldRef.fieldPath NotSupported"],
            ),
            (
                "downwardAPI: {items: [{path: a, resourceFieldRef: {resource: ''}}, \
                 {path: b, resourceFieldRef: {containerName: c, resource: limits.gpu}}]}",
                &[
                    "downwardAPI.resourceFieldRef.containerName Required",
                    "downwardAPI.resourceFieldRef.resource NotSupported",
                ],
            ),
            (
                "downwardAPI: {items: [{path: a, fieldRef: {fieldPath: \"metadata.labels['a']\"}}, \
                 {path: b, fieldRef: {fieldPath: metadata.annotations}}]}",
                &[],
            ),
        ],
    );
}

#[test]
fn projected_sources() {
    assert_table(
        of_volume,
        &[
            ("projected: {}", &[]),
            ("projected: {defaultMode: 0o1000, sources: [{}]}", &["projected.defaultMode Invalid"]),
            (
                "projected: {sources: [{secret: {}, configMap: {name: a, items: [{key: a}]}}]}",
                &[
                    "projected.sources[0] Forbidden",
                    "projected.sources[0].configMap.items[0].path Required",
                    "projected.sources[0].secret.name Required",
                ],
            ),
            (
                "projected: {sources: [{configMap: {name: a, items: [{key: a, path: f}]}}, \
                 {secret: {name: a, items: [{key: a, path: f}]}}]}",
                &["projected Invalid"],
            ),
            (
                "projected: {sources: [{downwardAPI: {items: [{path: f, fieldRef: \
                 {fieldPath: metadata.name}}, {path: f, fieldRef: {fieldPath: metadata.uid}}]}}]}",
                &["projected Invalid"],
            ),
            // A token's path is reported at the volume, and may collide.
            (
                "projected: {sources: [{serviceAccountToken: {path: '', expirationSeconds: 599}}, \
                 {serviceAccountToken: {path: /t, expirationSeconds: 4294967297}}, \
                 {serviceAccountToken: {path: t}}, {serviceAccountToken: {path: t}}]}",
                &[
                    "projected.path Invalid",
                    "projected.path Required",
                    "projected.sources[0].serviceAccountToken.expirationSeconds Invalid",
                    "projected.sources[1].serviceAccountToken.expirationSeconds Invalid",
                ],
            ),
        ],
    );
}

#[test]
fn projected_trust_bundles() {
    let of = |fields: &str| {
        of_volume(&format!("projected: {{sources: [{{clusterTrustBundle: {fields}}}]}}"))
            .into_iter()
            .map(|line| line.replace("projected.sources[0].clusterTrustBundle", "*"))
            .collect::<Vec<_>>()
    };
    assert_eq!(of("{path: ''}"), ["* Required", "*.path Required"]);
    assert_eq!(of("{path: a, name: a, signerName: b.c/d}"), ["* Invalid"]);
    assert_eq!(of("{path: a, name: ''}"), ["*.name Invalid", "*.name Required"]);
    assert_eq!(of("{path: a, name: b, labelSelector: {}}"), ["*.labelSelector Invalid"]);
    assert!(of("{path: a, name: 'example.com:signer:bundle'}").is_empty());
    for bad in ["':b'", "'example.com/signer:b'", "'a:B'"] {
        assert_eq!(of(&format!("{{path: a, name: {bad}}}")), ["*.name Invalid"], "{bad}");
    }
    assert!(of("{path: a, signerName: example.com/signer}").is_empty());
    let selector = "labelSelector: {matchExpressions: [{key: a, operator: Is}]}";
    assert_eq!(
        of(&format!("{{path: a, signerName: a.b/c, {selector}}}")),
        ["*.labelSelector.matchExpressions[0].operator Invalid"]
    );
    assert_eq!(of("{path: /a, signerName: ''}"), ["*.path Invalid", "*.signerName Required"]);
    for bad in ["com/a", "example.com", "a.b/c/d", "A.b/c", "a.b/C"] {
        assert_eq!(
            of(&format!("{{path: a, signerName: {bad}}}")),
            ["*.signerName Invalid"],
            "{bad}"
        );
    }
}

#[test]
fn projected_pod_certificates() {
    let of = |fields: &str| {
        of_volume(&format!(
            "projected: {{sources: [{{podCertificate: {{signerName: a.b/c, keyType: ED25519, \
             credentialBundlePath: f, {fields}}}}}]}}"
        ))
        .into_iter()
        .map(|line| line.replace("projected.sources[0].podCertificate", "*"))
        .collect::<Vec<_>>()
    };
    assert!(of("maxExpirationSeconds: 7862400, userAnnotations: {a.b/c: d}").is_empty());
    assert_eq!(of("maxExpirationSeconds: 7862401"), ["*.maxExpirationSeconds Invalid"]);
    assert_eq!(of("maxExpirationSeconds: 3599"), ["*.maxExpirationSeconds Invalid"]);
    assert_eq!(of("userAnnotations: {c: d}"), ["*.userAnnotations Invalid"]);
    assert_eq!(
        of("keyPath: f, certificateChainPath: /g"),
        ["projected Invalid", "*.certificateChainPath Invalid"]
    );
    assert_eq!(
        of_volume(
            "projected: {sources: [{podCertificate: {signerName: kubernetes.io/c, maxExpirationSeconds: 86401}}]}"
        ),
        [
            "projected.sources[0].podCertificate Required",
            "projected.sources[0].podCertificate.keyType NotSupported",
            "projected.sources[0].podCertificate.maxExpirationSeconds Invalid",
        ],
    );
}

#[test]
fn drivers() {
    assert_table(
        of_volume,
        &[
            ("csi: {driver: ''}", &["csi.driver Required"]),
            ("csi: {driver: Secrets-Store.csi.k8s.io}", &[]),
            ("csi: {driver: a_b}", &["csi.driver Invalid"]),
            (
                "csi: {driver: a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.aa}",
                &["csi.driver TooLong"],
            ),
            (
                "csi: {driver: a, nodePublishSecretRef: {}}",
                &["csi.nodePublishSecretRef.name Required"],
            ),
            ("csi: {driver: a, nodePublishSecretRef: {name: A}}", &["csi.name Invalid"]),
            (
                "flexVolume: {driver: '', options: {a: b, k8s.io: c, a.Kubernetes.IO/d: e, \
                 f/k8s.io: g, notk8s.io: h}}",
                &[
                    "flexVolume.driver Required",
                    "flexVolume.options[a.Kubernetes.IO/d] Invalid",
                    "flexVolume.options[k8s.io] Invalid",
                ],
            ),
        ],
    );
}

#[test]
fn claims_made_with_the_pod() {
    let of = |spec: &str| {
        of_volume(&format!("ephemeral: {{volumeClaimTemplate: {{spec: {spec}}}}}"))
            .into_iter()
            .map(|line| line.replace("ephemeral.volumeClaimTemplate.spec", "*"))
            .collect::<Vec<_>>()
    };
    let claim = |fields: &str| {
        of(&format!(
            "{{accessModes: [ReadWriteOnce], resources: {{requests: {{storage: 1}}}}, {fields}}}"
        ))
    };
    assert_eq!(of_volume("ephemeral: {}"), ["ephemeral.volumeClaimTemplate Required"]);
    assert_eq!(of("{}"), ["*.accessModes Required", "*.resources[storage] Required"]);
    assert_eq!(
        of(
            "{accessModes: [ReadWriteOncePod, ReadWriteMany, Any], resources: {requests: {storage: 0}}}"
        ),
        ["*.accessModes Forbidden", "*.accessModes NotSupported", "*.resources[storage] Invalid"]
    );
    assert!(claim("storageClassName: '', volumeAttributesClassName: ''").is_empty());
    assert_eq!(
        claim("storageClassName: A, volumeAttributesClassName: B, volumeMode: Tape"),
        [
            "*.storageClassName Invalid",
            "*.volumeAttributesClassName Invalid",
            "*.volumeMode NotSupported"
        ]
    );
    assert_eq!(
        claim("dataSource: {kind: '', name: ''}"),
        ["*.dataSource Invalid", "*.dataSource.kind Required", "*.dataSource.name Required"]
    );
    assert_eq!(
        claim(
            "dataSource: {kind: A, name: b, apiGroup: A}, dataSourceRef: {kind: A, name: b, apiGroup: a.b}"
        ),
        ["* Invalid", "*.dataSource.apiGroup Invalid"]
    );
    assert_eq!(
        claim(
            "dataSource: {kind: A, name: b, apiGroup: a.b}, dataSourceRef: {kind: A, name: b, apiGroup: a.b, namespace: N}"
        ),
        ["* Invalid", "*.dataSourceRef.namespace Invalid"]
    );
    assert_eq!(claim("selector: {matchLabels: {a: ' '}}"), ["*.selector.matchLabels Invalid"]);
    assert_eq!(
        of_volume(
            "ephemeral: {volumeClaimTemplate: {metadata: {annotations: {'a b': c}, labels: {a: ' '}}, \
             spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}"
        ),
        [
            "ephemeral.volumeClaimTemplate.metadata.annotations Invalid",
            "ephemeral.volumeClaimTemplate.metadata.labels Invalid",
        ]
    );
    assert_eq!(
        of_volume(
            "ephemeral: {volumeClaimTemplate: {metadata: {name: a, uid: b, finalizers: [], labels: {a: b}}, \
             spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}"
        ),
        [
            "ephemeral.volumeClaimTemplate.metadata.finalizers Forbidden",
            "ephemeral.volumeClaimTemplate.metadata.name Forbidden",
            "ephemeral.volumeClaimTemplate.metadata.uID Forbidden",
        ]
    );
}
