use k8s_openapi::api::admissionregistration::v1::MutatingAdmissionPolicy;
use serde_json::{Value as Json, json};

use super::CompiledMutation;
use super::evaluate::Stop;
use crate::kubernetes::release::Release;
use crate::manifest::schema::{Type, lookup};
use crate::rules::cel::policy::{Known, Operation, Request};

fn policy(spec: Json) -> CompiledMutation {
    let policy = json!({"metadata": {"name": "p"}, "spec": spec});
    let policy: MutatingAdmissionPolicy = serde_json::from_value(policy).unwrap();
    CompiledMutation::compile(&policy, Release::default())
}

fn applying(expression: &str) -> CompiledMutation {
    policy(json!({"mutations": [
        {"patchType": "ApplyConfiguration", "applyConfiguration": {"expression": expression}},
    ]}))
}

fn patching(expression: &str) -> CompiledMutation {
    policy(json!({"mutations": [
        {"patchType": "JSONPatch", "jsonPatch": {"expression": expression}},
    ]}))
}

/// All mutations of a policy, one after the other, on an object.
fn run(policy: &CompiledMutation, object: &Json) -> Result<Json, String> {
    let errors: Vec<&str> = policy.errors().iter().map(|error| error.message.as_str()).collect();
    if !errors.is_empty() {
        return Err(errors.join("; "));
    }
    let kind = lookup::find("v1", "Pod").unwrap();
    let mut object = object.clone();
    for number in 0..policy.mutations() {
        let request = Request {
            operation: Operation::Create,
            object: &object,
            old_object: None,
            params: Known::Nothing,
            namespace: Known::Unknown,
            user: None,
        };
        let mutated = policy.mutated(number, &request, &Type::Struct(kind.fields), &|one| Ok(one));
        object = mutated.map_err(|stop| match stop {
            Stop::Failed(why) => why,
            Stop::Refused(why) => format!("at once: {why}"),
            Stop::Unknown(why) => format!("unknown: {why}"),
        })?;
    }
    Ok(object)
}

fn pod(spec: &Json) -> Json {
    json!({
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"labels": {"app": "agent"}},
        "spec": spec,
    })
}

/// What becomes of a pod's spec.
fn spec(policy: &CompiledMutation, spec: Json) -> Json {
    run(policy, &pod(&spec)).unwrap()["spec"].clone()
}

fn fails(policy: &CompiledMutation, spec: Json) -> String {
    run(policy, &pod(&spec)).unwrap_err()
}

#[test]
fn a_change_is_merged_by_the_keys_of_lists() {
    let volumes = applying(
        "Object{spec: Object.spec{volumes: [Object.spec.volumes{name: 'run', \
         hostPath: Object.spec.volumes.hostPath{path: '/run'}}]}}",
    );
    assert_eq!(
        spec(&volumes, json!({"volumes": [{"name": "log"}]})),
        json!({"volumes": [{"name": "log"}, {"name": "run", "hostPath": {"path": "/run"}}]})
    );
    assert_eq!(
        spec(&volumes, json!({"volumes": [{"name": "run"}, {"name": "log"}]})),
        json!({"volumes": [{"name": "run", "hostPath": {"path": "/run"}}, {"name": "log"}]})
    );
    assert_eq!(
        spec(&volumes, json!({"hostPID": true})),
        json!({"hostPID": true, "volumes": [{"name": "run", "hostPath": {"path": "/run"}}]})
    );
    // Ports have two keys, one of which has a default.
    let ports = applying(
        "Object{spec: Object.spec{containers: [Object.spec.containers{name: 'agent', ports: [\
         Object.spec.containers.ports{containerPort: 9100, name: 'metrics'}]}]}}",
    );
    let before = json!({"containers": [
        {"name": "proxy"},
        {"name": "agent", "ports": [{"containerPort": 9100, "protocol": "TCP"}]},
    ]});
    assert_eq!(
        spec(&ports, before),
        json!({"containers": [
            {"name": "proxy"},
            {"name": "agent", "ports": [
                {"containerPort": 9100, "protocol": "TCP", "name": "metrics"},
            ]},
        ]})
    );
}

#[test]
fn what_occurs_twice_is_replaced_by_what_changes_it() {
    let twice = json!({"containers": [{"name": "agent", "env": [
        {"name": "LEVEL", "value": "a"}, {"name": "LEVEL", "value": "b"}, {"name": "ZONE"},
    ]}]});
    let other = applying("Object{spec: Object.spec{hostPID: true}}");
    assert_eq!(spec(&other, twice.clone())["containers"], twice["containers"]);
    let level = applying(
        "Object{spec: Object.spec{containers: [Object.spec.containers{name: 'agent', env: [\
         Object.spec.containers.env{name: 'LEVEL', value: 'c'}]}]}}",
    );
    assert_eq!(
        spec(&level, twice),
        json!({"containers": [{"name": "agent", "env": [
            {"name": "LEVEL", "value": "c"}, {"name": "ZONE"},
        ]}]})
    );
}

#[test]
fn what_goes_as_a_whole_is_not_changed() {
    let refused = |expression: &str| fails(&applying(expression), json!({"hostPID": true}));
    let whole = "error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, \
                 maps or structs:";
    assert_eq!(
        refused("Object{spec: Object.spec{nodeSelector: {'pool': 'infra'}}}"),
        format!("{whole} .spec.nodeSelector")
    );
    assert_eq!(
        refused(
            "Object{spec: Object.spec{tolerations: [Object.spec.tolerations{operator: 'Exists'}]}}"
        ),
        format!("{whole} .spec.tolerations")
    );
    assert_eq!(
        refused(
            "Object{spec: Object.spec{imagePullSecrets: [Object.spec.imagePullSecrets{name: 'x'}]}}"
        ),
        format!("{whole} .spec.imagePullSecrets[0]")
    );
    let key = "Object{spec: Object.spec{containers: [Object.spec.containers{name: 'a', env: [\
               Object.spec.containers.env{name: 'NODE', valueFrom: \
               Object.spec.containers.env.valueFrom{fieldRef: \
               Object.spec.containers.env.valueFrom.fieldRef{fieldPath: 'spec.nodeName'}}}]}]}}";
    assert_eq!(refused(key), format!("{whole} .spec.containers[0].env[0].valueFrom.fieldRef"));
    // Labels go one by one.
    let labels = applying("Object{metadata: Object.metadata{labels: {'team': 'nodes'}}}");
    let after = run(&labels, &pod(&json!({}))).unwrap();
    assert_eq!(after["metadata"]["labels"], json!({"app": "agent", "team": "nodes"}));
}

#[test]
fn mistakes_in_a_change_are_told_in_the_api_servers_words() {
    let refused = |expression: &str| fails(&applying(expression), json!({"hostPID": true}));
    assert_eq!(
        refused("Object{spec: Object.specx{hostPID: true}}"),
        "type mismatch: unexpected type name \"Object.specx\", expected \"Object.spec\", which \
         matches field name path from root Object type"
    );
    let typed = "error applying patch: failed to convert patch object to typed object:";
    assert_eq!(
        refused("Object{spec: Object.spec{hostPid: true}}"),
        format!("{typed} .spec.hostPid: field not declared in schema")
    );
    assert_eq!(
        refused("Object{spec: Object.spec{containers: [Object.spec.containers{image: 'x'}]}}"),
        format!(
            "{typed} .spec.containers: element 0: associative list with keys has an element that \
             omits key field \"name\" (and doesn't have default value)"
        )
    );
    assert_eq!(
        refused("Object{spec: Object.spec{priority: 'high'}}"),
        format!("{typed} .spec.priority: expected numeric (int or float), got string")
    );
    assert_eq!(refused("'a teapot'"), "must evaluate to Object but got string");
    assert_eq!(
        refused("Object.spec.metadata{}"),
        "must evaluate to Object but got Object.spec.metadata"
    );
    assert_eq!(
        refused("Object{spec: object.spec.overhead}"),
        "expression 'Object{spec: object.spec.overhead}' resulted in error: no such key: overhead"
    );
    // Elements are values of their type, not maps.
    let map = "Object{spec: Object.spec{containers: [{'name': 'x'}]}}";
    assert!(refused(map).contains("a map that the expression writes"), "{}", refused(map));
}

#[test]
fn fields_may_be_left_out() {
    let maybe = |name: &str| {
        format!(
            "Object{{spec: Object.spec{{?priorityClassName: object.metadata.labels[?'{name}']}}}}"
        )
    };
    assert_eq!(spec(&applying(&maybe("none")), json!({})), json!({}));
    assert_eq!(spec(&applying(&maybe("app")), json!({})), json!({"priorityClassName": "agent"}));
    let empty =
        "Object{?spec: optional.ofNonZeroValue(Object.spec{?priority: Object{}.?priority})}";
    assert_eq!(spec(&applying(empty), json!({"hostPID": true})), json!({"hostPID": true}));
}

#[test]
fn the_steps_of_a_patch_follow_each_other() {
    let before = || {
        json!({
            "priority": 1,
            "containers": [{"name": "a"}, {"name": "b"}, {"name": "c"}],
        })
    };
    let after = |steps: &str| spec(&patching(&format!("[{steps}]")), before());
    let names = |steps: &str| {
        let containers = after(steps)["containers"].clone();
        let name = |one: &Json| one["name"].as_str().unwrap().to_owned();
        containers.as_array().unwrap().iter().map(name).collect::<Vec<_>>().join("")
    };
    let containers = "/spec/containers";
    // A test that fails leaves all as it is.
    let test = |value: u8| {
        format!(
            "JSONPatch{{op: 'test', path: '/spec/priority', value: {value}}}, \
             JSONPatch{{op: 'replace', path: '/spec/priority', value: 3}}"
        )
    };
    assert_eq!(after(&test(100))["priority"], 1);
    assert_eq!(after(&test(1))["priority"], 3);
    assert_eq!(after("JSONPatch{op: 'remove', path: '/spec/priority'}")["priority"], Json::Null);
    assert_eq!(names(&format!("JSONPatch{{op: 'remove', path: '{containers}/1'}}")), "ac");
    let step = |op: &str, path: &str| {
        format!("JSONPatch{{op: '{op}', from: '{containers}/0', path: '{containers}/{path}'}}")
    };
    assert_eq!(names(&step("copy", "-")), "abca");
    assert_eq!(names(&step("move", "-")), "bca");
    let add = |path: &str| {
        format!("JSONPatch{{op: 'add', path: '{containers}/{path}', value: {{'name': 'x'}}}}")
    };
    assert_eq!(names(&add("0")), "xabc");
    assert_eq!(names(&add("-")), "abcx");
    assert_eq!(names(&add("-1")), "abcx");
    let replace = "JSONPatch{op: 'replace', path: '/spec/containers/1', value: {'name': 'x'}}";
    assert_eq!(names(replace), "axc");
    let from_list = "JSONPatch{op: 'add', path: '/spec/containers', \
                     value: object.spec.containers + [Object.spec.containers{name: 'x'}]}";
    assert_eq!(names(from_list), "abcx");
}

#[test]
fn steps_reach_maps_by_their_keys() {
    let labels = |steps: &str| {
        let after = run(&patching(&format!("[{steps}]")), &pod(&json!({}))).unwrap();
        after["metadata"]["labels"].clone()
    };
    assert_eq!(
        labels("JSONPatch{op: 'copy', from: '/metadata/labels/app', path: '/metadata/labels/of'}"),
        json!({"app": "agent", "of": "agent"})
    );
    assert_eq!(
        labels("JSONPatch{op: 'move', from: '/metadata/labels/app', path: '/metadata/labels/of'}"),
        json!({"of": "agent"})
    );
    // One that isn't there may be replaced too.
    assert_eq!(
        labels("JSONPatch{op: 'replace', path: '/metadata/labels/team', value: 'x'}"),
        json!({"app": "agent", "team": "x"})
    );
    assert_eq!(
        labels("JSONPatch{op: 'add', path: '/metadata/labels', value: {'team': 'x'}}"),
        json!({"team": "x"})
    );
    assert_eq!(
        labels(
            "JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('a.io/b~c'), \
             value: 'x'}"
        ),
        json!({"app": "agent", "a.io/b~c": "x"})
    );
    assert_eq!(
        labels(
            "JSONPatch{op: 'add', path: '/metadata/labels', value: {\
             'op': JSONPatch{op: 'o'}.op, \
             'set': string(has(JSONPatch{op: 'o'}.op)), \
             'unset': string(has(JSONPatch{}.value)), \
             'same': string(JSONPatch{op: 'a', value: 1} == JSONPatch{op: 'a', value: 1}), \
             'other': string(JSONPatch{op: 'a', value: '1'} == JSONPatch{op: 'a', value: 1}), \
             'field': string(Object{field: 'f'}.field), \
             'objects': string(Object{field: 'x'} == Object{field: 'y'})}}"
        ),
        json!({
            "op": "o",
            "set": "true",
            "unset": "false",
            "same": "true",
            "other": "false",
            "field": "f",
            "objects": "false",
        })
    );
}

#[test]
fn steps_that_do_not_apply_fail() {
    let refused = |step: &str| {
        let spec = json!({"containers": [{"name": "a"}]});
        fails(&patching(&format!("[JSONPatch{{{step}}}]")), spec)
    };
    assert_eq!(
        refused("op: 'replace', path: '/spec/containers/-', value: {'name': 'x'}"),
        "JSON Patch: replace operation does not apply: doc is missing key: /spec/containers/-: \
         missing value"
    );
    assert_eq!(
        refused("op: 'add', path: '/spec/nodeSelector/pool', value: 'infra'"),
        "JSON Patch: add operation does not apply: doc is missing path: \
         \"/spec/nodeSelector/pool\": missing value"
    );
    assert_eq!(
        refused("op: 'remove', path: '/spec/priority'"),
        "JSON Patch: error in remove for path: '/spec/priority': Unable to remove nonexistent key: \
         priority: missing value"
    );
    assert_eq!(refused("op: 'put', path: '/spec'"), "JSON Patch: Unexpected kind: put");
    // A field that is none is no matter of the failure policy.
    assert_eq!(
        refused(
            "op: 'add', path: '/spec/containers/-', value: Object.spec.containers{name: 'x', \
             ports: [Object.spec.containers.ports{containerPortZ: 1}]}"
        ),
        "at once: Internal error occurred: strict decoding error: unknown field \
         \"spec.containers[1].ports[0].containerPortZ\""
    );
    assert_eq!(
        refused(
            "op: 'add', path: '/spec/containers/-', value: Object.spec.containers{name: 'x', \
             ports: [Object.spec.containers.portsZ{containerPort: 1}]}"
        ),
        "type mismatch: unexpected type name \"Object.spec.containers.portsZ\", expected \
         \"Object.spec.containers.ports\", which matches field name path from root Object type"
    );
    assert!(
        refused("op: 'add', path: '/spec/tolerations', value: [Object.spec.tolerations{key: 'a'}]")
            .starts_with(
                "unknown: the API server fails at a Object.spec.tolerations within a list"
            )
    );
    let wrong = refused("op: 1, path: '/spec'");
    assert_eq!(wrong, "expected type of field 'op' is 'string' but provided type is 'int'");
    assert_eq!(refused("op: 'add', path: Invalid{}"), "undeclared reference to 'Invalid'");
}

#[test]
fn mutations_of_a_policy_see_what_those_before_made() {
    let both = policy(json!({
        "variables": [{"name": "ten", "expression": "10"}],
        "mutations": [
            {"patchType": "ApplyConfiguration", "applyConfiguration": {
                "expression": "Object{spec: Object.spec{priority: object.spec.priority + 100}}",
            }},
            {"patchType": "JSONPatch", "jsonPatch": {"expression": "[JSONPatch{op: 'replace', \
                path: '/spec/priority', value: object.spec.priority + variables.ten}]"}},
        ],
    }));
    assert_eq!(spec(&both, json!({"priority": 1})), json!({"priority": 111}));
    let costly = policy(json!({
        "variables": [{"name": "l", "expression": "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]"}],
        "mutations": [{"patchType": "ApplyConfiguration", "applyConfiguration": {
            "expression": "Object{spec: Object.spec{hostPID: variables.l.all(a, \
                variables.l.all(b, variables.l.all(c, variables.l.all(d, variables.l.all(e, \
                variables.l.all(f, '0123456789' == '0123456789'))))))}}",
        }}],
    }));
    let said = fails(&costly, json!({}));
    assert!(said.ends_with("operation cancelled: actual cost limit exceeded"), "{said}");
}

#[test]
fn other_expressions_build_no_changes() {
    let variable = policy(json!({
        "variables": [{"name": "o", "expression": "Object{}"}],
        "matchConditions": [{"name": "c", "expression": "jsonpatch.escapeKey('a') == 'a'"}],
        "mutations": [{"patchType": "JSONPatch", "jsonPatch": {"expression": "[JSONPatch{}]"}}],
    }));
    let errors: Vec<String> = variable
        .errors()
        .iter()
        .map(|error| format!("{}: {}", error.field, error.message))
        .collect();
    assert_eq!(
        errors,
        [
            "spec.variables[0].expression: undeclared reference to 'Object'",
            "spec.matchConditions[0].expression: undeclared reference to 'jsonpatch.escapeKey'",
        ]
    );
}
