#!/usr/bin/env bash
# serde-saphyr 2.2.0
#
# One would expect: quotes make a text of a number, so that `minReadySeconds: "10"` is no number, as it is
# none to Kubernetes; and `0644` is one whole number, or an error, whatever asks for it.
# Seen: `"10"` is read into an integer. `0644` is refused as an integer and is the fraction 644.0 where
# any value is taken: neither the 420 of YAML 1.1 nor the 644 of 1.2.
. "$(dirname "$0")/lib.sh"
cargo_program serde-saphyr@=2.2.0 serde_json@=1.0.145 <<'RUST'
use std::collections::BTreeMap;
fn number(text: &str) -> String {
    match serde_saphyr::from_str::<BTreeMap<String, i32>>(text) {
        Ok(map) => map["n"].to_string(),
        Err(_) => "refused".to_owned(),
    }
}
fn any(text: &str) -> String {
    serde_saphyr::from_str::<BTreeMap<String, serde_json::Value>>(text).unwrap()["n"].to_string()
}
fn main() {
    println!("{} {} {} {}", number("n: \"10\""), number("n: ten"), number("n: 0644"), any("n: 0644"));
}
RUST
see "integers of \"10\", ten and 0644, any value of 0644" "10 refused refused 644.0" "$(run_program)"
