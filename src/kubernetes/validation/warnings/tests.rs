use super::*;
use crate::kubernetes::defaults::default_daemon_set;
use crate::kubernetes::release::Release;
use k8s_openapi::api::apps::v1::DaemonSet;

/// The warnings of a pod spec, paths below the spec.
fn of_spec(spec: &str) -> Vec<String> {
    let spec = serde_yaml::from_str(spec).unwrap();
    let mut daemon_set = DaemonSet::default();
    daemon_set.spec.template.spec = Some(spec);
    default_daemon_set(&mut daemon_set, Release::default());
    let template = &daemon_set.spec.template;
    let spec = template.spec.as_ref().unwrap();
    let found =
        of_pods(template.metadata.as_ref(), spec, &["spec", "template"], Release::default());
    let messages = found.into_iter().map(|warning| warning.message);
    messages.map(|message| message.replace("spec.template.spec.", "")).collect()
}

#[test]
fn node_labels_with_a_newer_name() {
    assert_eq!(
        of_spec("{containers: [], nodeSelector: {beta.kubernetes.io/os: linux}}"),
        [
            "nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead"
        ]
    );
}

#[test]
fn files_that_lie_upon_each_other() {
    let volume = "{name: v, configMap: {name: c, items: [{key: a, path: d/a}, {key: b, path: d/}, \
         {key: c, path: da}]}}";
    assert_eq!(
        of_spec(&format!("{{containers: [], volumes: [{volume}]}}")),
        ["volume \"v\" (ConfigMap \"c\"): overlapping paths: \"d\" with \"d/a\""]
    );
}

#[test]
fn files_of_a_projected_volume_name_their_sources() {
    let of = |sources: &str| {
        let volume = format!("{{name: v, projected: {{sources: [{sources}]}}}}");
        of_spec(&format!("{{containers: [], volumes: [{volume}]}}"))
    };
    let (token, secret) = ("{serviceAccountToken: {path: d/t}}", "{secret: {name: s}}");
    let map = "{configMap: {name: c, items: [{key: a, path: d}]}}";
    let message = "volume \"v\" (Projected): overlapping paths: \"d\" (ConfigMap \"c\") with \
                   \"d/t\" (ServiceAccountToken)";
    assert_eq!(of(&format!("{token}, {secret}, {map}")), [message]);
    // What files a source without `items` brings is not known here.
    assert_eq!(of(&format!("{token}, {secret}, {secret}")), [""; 0]);
    assert_eq!(of("{}"), ["volume \"v\" (Projected) has no sources provided"]);
}

#[test]
fn amounts_in_fractions_of_a_byte() {
    let text = "fractional byte value \"1500m\" is invalid, must be an integer";
    assert_eq!(
        of_spec(
            "{overhead: {memory: 1500m}, containers: [{name: c, resources: {limits: \
             {cpu: 1500m, memory: 2000m, ephemeral-storage: 1500m}}}]}"
        ),
        [
            format!("overhead[memory]: {text}"),
            format!("containers[0].resources.limits[ephemeral-storage]: {text}"),
        ]
    );
}

#[test]
fn ports_that_meet() {
    let spec = |ports: &str| format!("{{containers: [{{name: c, ports: [{ports}]}}]}}");
    let http = "{containerPort: 80, name: http}";
    assert_eq!(
        of_spec(&spec(&format!("{http}, {http}"))),
        [
            "containers[0].ports[1]: duplicate port definition with containers[0].ports[0]",
            "containers[0].ports[1]: duplicate port name \"http\" with containers[0].ports[0], \
             services and probes that select ports by name will use containers[0].ports[0]"
        ]
    );
    assert_eq!(
        of_spec(&spec(
            "{containerPort: 80, hostPort: 80, hostIP: 10.0.0.1}, \
                       {containerPort: 80, hostPort: 80}"
        )),
        [
            "containers[0].ports[1]: dangerously ambiguous port definition with containers[0].ports[0]"
        ]
    );
    assert_eq!(
        of_spec(&spec("{containerPort: 80, hostPort: 80}, {containerPort: 80, hostIP: 10.0.0.1}")),
        [
            "containers[0].ports[1]: hostIP set without hostPort: {Name: HostPort:0 \
             ContainerPort:80 Protocol:TCP HostIP:10.0.0.1}",
            "containers[0].ports[1]: overlapping port definition with containers[0].ports[0]",
        ]
    );
}

#[test]
fn a_manifest_brings_no_more_warnings_than_one_can_read() {
    let ports = vec!["{containerPort: 80}"; 200].join(", ");
    let found = of_spec(&format!("{{containers: [{{name: c, ports: [{ports}]}}]}}"));
    assert_eq!(found.len(), MOST);
}

#[test]
fn variables_that_hide_others() {
    let spec = |env: &str| format!("{{containers: [{{name: c, env: [{env}]}}]}}");
    let path = "{name: PATH, value: /bin}";
    assert_eq!(of_spec(&spec(&format!("{path}, {{name: PATH, value: '$(PATH):/x'}}"))), [""; 0]);
    assert_eq!(
        of_spec(&spec(&format!("{path}, {path}"))),
        ["containers[0].env[1]: hides previous definition of \"PATH\", which may be dropped when \
          using apply"]
    );
}

#[test]
fn addresses_in_odd_forms() {
    assert_eq!(
        of_spec("{containers: [], hostAliases: [{ip: '2001:DB8::1'}, {ip: 10.0.0.1}]}"),
        ["hostAliases[0].ip: IPv6 address \"2001:DB8::1\" should be in RFC 5952 canonical format \
          (\"2001:db8::1\")"]
    );
}
