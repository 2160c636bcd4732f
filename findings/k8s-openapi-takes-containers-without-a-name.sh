#!/usr/bin/env bash
# k8s-openapi 0.29.0
#
# One would expect: a field that the schema requires, and that is no `Option` in Rust, must be there: a
# container without a name, or a pod without containers, can't be read.
# Seen: they are read, with an empty name and an empty list, and written again so: what was missing is now
# said, and the object that a program hands on is refused for something that nobody wrote.
. "$(dirname "$0")/lib.sh"
cargo_program k8s-openapi@=0.29.0:v1_35 serde_json@=1.0.145 <<'RUST'
use k8s_openapi::api::core::v1::PodSpec;
fn again(text: &str) -> String {
    match serde_json::from_str::<PodSpec>(text) {
        Ok(pod) => serde_json::to_string(&pod).unwrap(),
        Err(_) => "refused".to_owned(),
    }
}
fn main() {
    println!("{} {} {}", again(r#"{"containers": [{"image": "a"}]}"#), again("{}"), again(r#"{"containers": 1}"#));
}
RUST
see "without a name, without containers, containers: 1" \
    '{"containers":[{"image":"a","name":""}]} {"containers":[]} refused' "$(run_program)"
