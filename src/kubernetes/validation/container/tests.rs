use crate::kubernetes::validation::testing::{assert_table, of_container, of_pod};

#[test]
fn what_every_container_has() {
    assert_eq!(of_pod("{containers: []}"), ["containers Required"]);
    assert_table(
        of_container,
        &[
            ("{}", &[]),
            ("{name: '', image: ''}", &["image Required", "name Required"]),
            ("{name: a.b, image: ' '}", &["name Invalid"]),
            (
                "{terminationMessagePolicy: Log, imagePullPolicy: Sometimes}",
                &["imagePullPolicy NotSupported", "terminationMessagePolicy NotSupported"],
            ),
        ],
    );
}

#[test]
fn names_are_unique_among_all_kinds() {
    let names = "{containers: [{name: a, image: i}, {name: a, image: i}],
        initContainers: [{name: a, image: i}, {name: b, image: i}, {name: b, image: i}],
        ephemeralContainers: [{name: b, image: i}, {name: c, image: i},
            {name: c, image: i, targetContainerName: c}]}";
    assert_eq!(
        of_pod(names),
        [
            "containers[1].name Duplicate",
            "ephemeralContainers[0].name Duplicate",
            "ephemeralContainers[2].name Duplicate",
            "ephemeralContainers[2].targetContainerName NotFound",
            "initContainers[0].name Duplicate",
            "initContainers[2].name Duplicate",
        ]
    );
    // Two missing names are duplicates among regular containers, not among init containers.
    let missing = "{containers: [{name: '', image: i}, {name: '', image: i}],
        initContainers: [{name: '', image: i}]}";
    assert_eq!(
        of_pod(missing),
        [
            "containers[0].name Required",
            "containers[1].name Duplicate",
            "containers[1].name Required",
            "initContainers[0].name Duplicate",
            "initContainers[0].name Required",
        ]
    );
}

#[test]
fn ports() {
    assert_table(
        of_container,
        &[
            (
                "ports: [{}, {containerPort: 65536, hostPort: -1, name: UPPER, protocol: ICMP}]",
                &[
                    "ports[0].containerPort Required",
                    "ports[1].containerPort Invalid",
                    "ports[1].hostPort Invalid",
                    "ports[1].name Invalid",
                    "ports[1].protocol NotSupported",
                ],
            ),
            (
                "ports: [{containerPort: 1, name: a}, {containerPort: 1, name: a}]",
                &["ports[1].name Duplicate"],
            ),
            (
                "ports: [{containerPort: 1, hostPort: 9}, {containerPort: 2, hostPort: 9, \
                 protocol: UDP}, {containerPort: 3, hostPort: 9, hostIP: 127.0.0.1}, \
                 {containerPort: 4, hostPort: 9, hostIP: not-an-address}, \
                 {containerPort: 5, hostPort: 9, protocol: TCP}]",
                &["ports[4].hostPort Duplicate"],
            ),
        ],
    );
}

#[test]
fn host_ports_collide_among_containers_and_within_an_init_container() {
    let port = "ports: [{containerPort: 1, hostPort: 9}]";
    let twice = "ports: [{containerPort: 1, hostPort: 9}, {containerPort: 2, hostPort: 9}]";
    let spec = format!(
        "{{containers: [{{name: a, image: i, {port}}}, {{name: b, image: i, {port}}}],
        initContainers: [{{name: c, image: i, {port}}}, {{name: d, image: i, {twice}}}]}}"
    );
    assert_eq!(
        of_pod(&spec),
        // The second init container's is reported at the first.
        [
            "containers[1].ports[0].hostPort Duplicate",
            "initContainers[0].ports[1].hostPort Duplicate"
        ]
    );
}

#[test]
fn hooks_and_probes_of_init_containers() {
    let fields = "lifecycle: {}, livenessProbe: {exec: {command: [a]}}, readinessProbe: {exec: \
                  {command: [a]}}, startupProbe: {exec: {command: [a]}}, \
                  resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]";
    let of = |policy: &str| {
        of_pod(&format!(
            "{{containers: [{{name: c, image: i}}], initContainers: [{{name: a, image: i, {policy} \
             {fields}}}]}}"
        ))
    };
    assert!(of("restartPolicy: Always,").is_empty());
    let forbidden = [
        "initContainers[0].lifecycle Forbidden",
        "initContainers[0].livenessProbe Forbidden",
        "initContainers[0].readinessProbe Forbidden",
        "initContainers[0].resizePolicy[0].restartPolicy Invalid",
        "initContainers[0].startupProbe Forbidden",
    ];
    assert_eq!(of(""), forbidden);
    assert_eq!(of("restartPolicy: OnFailure,"), forbidden);
}

#[test]
fn restart_policies_and_their_rules() {
    let rules = |count: usize| {
        let rule = "{action: Restart, exitCodes: {operator: In, values: [1]}}";
        format!("{{restartPolicy: Never, restartPolicyRules: [{}]}}", vec![rule; count].join(","))
    };
    assert!(of_container(&rules(20)).is_empty());
    assert_eq!(of_container(&rules(21)), ["restartPolicyRules TooMany"]);
    let codes = vec!["1"; 256].join(",");
    assert_eq!(
        of_container(&format!(
            "{{restartPolicy: Never, restartPolicyRules: [{{action: RestartAllContainers, \
             exitCodes: {{operator: NotIn, values: [{codes}]}}}}]}}"
        )),
        ["restartPolicyRules[0].exitCodes.values TooMany"]
    );
    assert_table(
        of_container,
        &[
            ("restartPolicy: Sometimes", &["restartPolicy NotSupported"]),
            ("restartPolicyRules: []", &[]),
            (
                "restartPolicyRules: [{action: Stop}]",
                &[
                    "restartPolicy Required",
                    "restartPolicyRules[0].action NotSupported",
                    "restartPolicyRules[0].exitCodes Required",
                ],
            ),
            (
                "{restartPolicy: Always, restartPolicyRules: [{action: Restart, exitCodes: \
                 {operator: Equals}}]}",
                &["restartPolicyRules[0].exitCodes.operator NotSupported"],
            ),
        ],
    );
    // Of an init container without a policy, the rules are not looked at.
    assert_eq!(
        of_pod(
            "{containers: [{name: c, image: i}], initContainers: [{name: a, image: i, \
             restartPolicyRules: [{action: Stop}]}]}"
        ),
        ["initContainers[0].restartPolicy Required"]
    );
}

#[test]
fn resize_policies() {
    assert_table(
        of_container,
        &[
            ("resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}]", &[]),
            (
                "resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}, \
                 {resourceName: cpu, restartPolicy: RestartContainer}]",
                &["resizePolicy[1] Duplicate"],
            ),
            ("resizePolicy: [{}]", &["resizePolicy Required"]),
            (
                "resizePolicy: [{resourceName: gpu, restartPolicy: NotRequired}]",
                &["resizePolicy NotSupported"],
            ),
        ],
    );
    assert_eq!(
        of_pod(
            "{restartPolicy: Never, containers: [{name: c, image: i, resizePolicy: \
             [{resourceName: cpu, restartPolicy: RestartContainer}]}]}"
        ),
        ["containers[0].resizePolicy Invalid"]
    );
}

#[test]
fn ephemeral_containers() {
    let of = |fields: &str| {
        of_pod(&format!(
            "{{containers: [{{name: c, image: i}}], volumes: [{{name: v}}], \
             ephemeralContainers: [{{name: e, {fields}}}]}}"
        ))
        .into_iter()
        .map(|line| line.replace("ephemeralContainers[0].", ""))
        .collect::<Vec<_>>()
    };
    assert!(of("image: i, targetContainerName: c, resources: {}, stdin: true").is_empty());
    assert_eq!(of("image: ' i'"), ["image Invalid"]);
    assert_eq!(
        of(
            "image: i, ports: [], resources: {limits: {}}, resizePolicy: [], restartPolicy: Never, \
            restartPolicyRules: [], livenessProbe: {}, readinessProbe: {}, startupProbe: {}, \
            lifecycle: {}"
        ),
        [
            "lifecycle Forbidden",
            "livenessProbe Forbidden",
            "ports Forbidden",
            "readinessProbe Forbidden",
            "resizePolicy Forbidden",
            "resources Forbidden",
            "restartPolicy Forbidden",
            "restartPolicyRules Forbidden",
            "startupProbe Forbidden",
        ]
    );
    assert_eq!(
        of("image: i, volumeMounts: [{name: v, mountPath: /v, subPath: a}, \
            {name: v, mountPath: /w, subPathExpr: a}]"),
        ["volumeMounts[0].subPath Forbidden", "volumeMounts[1].subPathExpr Forbidden"]
    );
}

#[test]
fn volume_mounts() {
    let of = |mounts: &str| {
        of_pod(&format!(
            "{{volumes: [{{name: v}}, {{name: w}}], containers: [{{name: c, image: i, \
             volumeMounts: {mounts}}}]}}"
        ))
        .into_iter()
        .map(|line| line.replace("containers[0].volumeMounts", "*"))
        .collect::<Vec<_>>()
    };
    assert!(of("[{name: v, mountPath: relative}, {name: v, mountPath: /v}]").is_empty());
    assert_eq!(
        of("[{name: '', mountPath: ''}, {name: x, mountPath: ''}]"),
        [
            "*[0].mountPath Required",
            "*[0].name NotFound",
            "*[0].name Required",
            "*[1].mountPath Invalid",
            "*[1].mountPath Required",
            "*[1].name NotFound",
        ]
    );
    // These four are reported without the index.
    assert_eq!(
        of("[{name: v, mountPath: /v, subPath: ../a}, {name: v, mountPath: /w, subPathExpr: /a}]"),
        ["*.subPath Invalid", "*.subPathExpr Invalid"]
    );
    assert_eq!(
        of("[{name: v, mountPath: /v, subPath: a, subPathExpr: $(A)}]"),
        ["*[0].subPathExpr Invalid"]
    );
    assert_eq!(
        of("[{name: v, mountPath: /v, mountPropagation: Shared}, \
            {name: v, mountPath: /w, mountPropagation: Bidirectional}]"),
        ["*.mountPropagation Forbidden", "*.mountPropagation NotSupported"]
    );
    assert_eq!(
        of("[{name: v, mountPath: /v, recursiveReadOnly: Enabled}]"),
        ["*.recursiveReadOnly Forbidden"]
    );
    assert_eq!(
        of("[{name: v, mountPath: /v, readOnly: true, recursiveReadOnly: IfPossible, \
            mountPropagation: HostToContainer}]"),
        ["*.recursiveReadOnly Forbidden"]
    );
    assert!(
        of("[{name: v, mountPath: /v, recursiveReadOnly: Disabled}, {name: v, mountPath: /w, \
            readOnly: true, recursiveReadOnly: Enabled, mountPropagation: None}]")
        .is_empty()
    );
    assert_eq!(
        of("[{name: v, mountPath: /v, recursiveReadOnly: Always}]"),
        ["*.recursiveReadOnly NotSupported"]
    );
}

#[test]
fn bidirectional_propagation_needs_privilege() {
    let spec = "{volumes: [{name: v}], containers: [{name: c, image: i, securityContext: \
                {privileged: true}, volumeMounts: [{name: v, mountPath: /v, \
                mountPropagation: Bidirectional}]}]}";
    assert!(of_pod(spec).is_empty());
}

#[test]
fn volume_devices() {
    let of = |fields: &str| {
        of_pod(&format!(
            "{{volumes: [{{name: d}}, {{name: p, persistentVolumeClaim: {{claimName: a}}}}, \
             {{name: q, persistentVolumeClaim: {{claimName: a}}}}], \
             containers: [{{name: c, image: i, {fields}}}]}}"
        ))
        .into_iter()
        .map(|line| line.replace("containers[0].", ""))
        .collect::<Vec<_>>()
    };
    assert!(of("volumeDevices: [{name: p, devicePath: /p}, {name: q, devicePath: q}]").is_empty());
    assert_eq!(
        of("volumeDevices: [{name: '', devicePath: ''}, {name: d, devicePath: ''}, \
            {name: p, devicePath: /a/..}, {name: p, devicePath: /a/..}]"),
        [
            "volumeDevices[0].devicePath Required",
            "volumeDevices[0].name NotFound",
            "volumeDevices[0].name Required",
            "volumeDevices[1].devicePath Invalid",
            "volumeDevices[1].devicePath Required",
            "volumeDevices[1].name Invalid",
            "volumeDevices[2].devicePath Invalid",
            "volumeDevices[3].devicePath Invalid",
            "volumeDevices[3].name Invalid",
        ]
    );
    assert_eq!(
        of("volumeMounts: [{name: p, mountPath: /p}], volumeDevices: [{name: p, devicePath: /p}]"),
        [
            "volumeDevices[0].devicePath Invalid",
            "volumeDevices[0].name Invalid",
            "volumeMounts[0].mountPath Invalid",
            "volumeMounts[0].name Invalid",
        ]
    );
    // Of two mounts of one volume, a device sees the last one's path alone.
    assert_eq!(
        of("volumeMounts: [{name: d, mountPath: /a}, {name: d, mountPath: /b}], \
            volumeDevices: [{name: p, devicePath: /a}]"),
        ["volumeMounts[0].mountPath Invalid"]
    );
}
