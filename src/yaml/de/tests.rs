use std::collections::BTreeMap;

use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::core::v1::{Container, ContainerPort, ResourceRequirements};
use serde::Deserialize;

use super::{StandIn, StandIns};
use crate::source::SourceFile;
use crate::yaml::{Document, parse_document};

fn document(text: &str) -> Document {
    parse_document(&SourceFile::new("test.yaml", text)).unwrap()
}

fn decode<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, String> {
    let document = document(text);
    document.decode(document.root()).map_err(|error| {
        let node = error.node.map(|node| document.span(node).range());
        format!("{}: {error}", &text[node.unwrap_or_default()])
    })
}

#[test]
fn a_daemon_set() {
    let daemon_set: DaemonSet = decode(
        "metadata: {name: agent, labels: {a: b, c: ~}}\n\
         spec:\n  minReadySeconds: 1e1\n  updateStrategy:\n    rollingUpdate: {maxSurge: 10%}\n  \
         template:\n    spec:\n      hostNetwork: yes\n      containers:\n      - name: a\n        \
         unknown: [1]\n      -\n",
    )
    .unwrap();
    assert_eq!(daemon_set.metadata.labels.unwrap()["c"], "");
    let spec = daemon_set.spec;
    assert_eq!(spec.min_ready_seconds, Some(10));
    let pod = spec.template.spec.unwrap();
    assert_eq!(pod.host_network, Some(true));
    assert_eq!(pod.containers.len(), 2);
    assert_eq!(pod.containers[1], Container::default());
}

#[test]
fn quantities_read_numbers() {
    let resources: ResourceRequirements =
        decode("limits: {cpu: 1_000, memory: 1e30, pods: 0.5, x: ~, z: 1Gi}").unwrap();
    let limits: BTreeMap<_, _> =
        resources.limits.unwrap().into_iter().map(|(name, limit)| (name, limit.0)).collect();
    insta::assert_debug_snapshot!(limits, @r#"
    {
        "cpu": "1000",
        "memory": "1e+30",
        "pods": "0.5",
        "x": "0",
        "z": "1Gi",
    }
    "#);
}

#[test]
fn wrong_types_are_found_where_they_stand() {
    let wrong = |text| decode::<ContainerPort>(text).unwrap_err();
    insta::assert_snapshot!(wrong("{name: 80}"), @"80: invalid type: integer `80`, expected a string");
    insta::assert_snapshot!(wrong("{containerPort: 1.5}"), @"1.5: invalid type: floating point `1.5`, expected i32");
    insta::assert_snapshot!(wrong("{containerPort: 3000000000}"), @"3000000000: invalid value: integer `3000000000`, expected i32");
    insta::assert_snapshot!(wrong("{name: [on]}"), @"[on]: invalid type: sequence, expected a string");
    insta::assert_snapshot!(decode::<DaemonSet>("spec: {template: {metadata: {labels: {a: on}}}}").unwrap_err(), @"on: invalid type: boolean `true`, expected a string");
}

#[test]
fn other_values_are_read_in_the_place_of_some() {
    let document = document("{name: [on], containerPort: http, hostPort: x}");
    let stands_in = |key: &str, stand_in| (document.find(&[key]).unwrap(), stand_in);
    let stand_ins = StandIns::from([
        stands_in("name", StandIn::Text("on".to_owned())),
        stands_in("containerPort", StandIn::Int(80)),
        stands_in("hostPort", StandIn::Null),
    ]);
    let port: ContainerPort = document.decode_with(document.root(), &stand_ins).unwrap();
    assert_eq!((port.name.as_deref(), port.container_port), (Some("on"), 80));
    assert_eq!(port.host_port, None);
}

#[test]
fn borrowed_strings_and_enums() {
    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "camelCase")]
    enum Effect<'a> {
        Quiet,
        Loud(&'a str),
    }
    let document = document("- quiet\n- loud: bell\n");
    let effects: Vec<Effect<'_>> = document.decode(document.root()).unwrap();
    assert_eq!(effects, [Effect::Quiet, Effect::Loud("bell")]);
}
