#!/usr/bin/env bash
# kube_quantity 0.9.0 with k8s-openapi 0.29.0
#
# One would expect: a library for arithmetic with Kubernetes' quantities is exact, as Kubernetes is: one
# byte and one Ki are 1025, and it reads the suffixes `E` and `Ei`.
# Seen: 1025.0001, so that a sum that just fits no longer does; `1Gi` and `1G` are off by a few bytes, and
# `1Ei` is refused.
. "$(dirname "$0")/lib.sh"
cargo_program kube_quantity@=0.9.0 k8s-openapi@=0.29.0:v1_35 <<'RUST'
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use kube_quantity::ParsedQuantity;
fn read(text: &str) -> Option<ParsedQuantity> {
    Quantity(text.to_owned()).try_into().ok()
}
fn sum(left: &str, right: &str) -> String {
    let sum: Quantity = (read(left).unwrap() + read(right).unwrap()).into();
    sum.0
}
fn main() {
    println!("{} {} {}", sum("1", "1Ki"), sum("1Gi", "1G"), read("1Ei").is_some());
}
RUST
see "1 + 1Ki, 1Gi + 1G, whether 1Ei is read" "1025.0001 1.9313226Gi false" "$(run_program)"
