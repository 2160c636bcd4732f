//! Names and other short strings whose form Kubernetes prescribes.
//!
//! Each check returns what is wrong as phrases that can follow a field's path ("may have at most 63
//! characters"); none means the value is well formed. Mirrors `k8s.io/apimachinery`
//! `pkg/util/validation` and `pkg/api/validate/content`.

mod address;
mod dns;
mod identifier;
mod label;
mod namespace;
mod numbers;
mod object_name;
mod path;
mod port;

pub(crate) use address::{Range, cidr, ip, parse_ip_sloppy, parse_range_sloppy};
pub(crate) use dns::{
    DNS1035_LABEL_MAX_LENGTH, DNS1123_LABEL_MAX_LENGTH, DNS1123_SUBDOMAIN_MAX_LENGTH,
    dns1035_label, dns1123_label, dns1123_subdomain, dns1123_subdomain_with_underscore,
};
pub(crate) use identifier::{
    config_map_key, env_var_name, http_header_name, percent, relaxed_env_var_name,
};
pub(crate) use label::{
    LABEL_VALUE_MAX_LENGTH, annotation_key, domain_prefixed_key, label_key, label_value,
    qualified_name,
};
pub(crate) use namespace::{DEFAULT_NAMESPACE, namespace_or_default};
pub(crate) use numbers::{group_id, port_number, user_id};
pub(crate) use object_name::{object_name, path_segment_name};
pub(crate) use path::domain_prefixed_path;
pub(crate) use port::port_name;

use std::borrow::Cow;

/// What is wrong with a value: phrases that can follow its path, none if nothing is.
pub(crate) type Problems = Vec<Cow<'static, str>>;

/// "may have at most `length` characters": Kubernetes' `MaxLenError`. Lengths are in bytes, as in
/// Go.
#[must_use]
pub(crate) fn too_long(length: usize) -> Cow<'static, str> {
    format!("may have at most {length} characters").into()
}

/// The phrase for an empty value that must not be: Kubernetes' `EmptyError`.
pub(crate) const EMPTY: &str = "must not be empty";

/// The text in lower case as Go's `strings.ToLower` has it: one character for each.
#[must_use]
pub(crate) fn lower_case(text: &str) -> String {
    text.chars().filter_map(|c| c.to_lowercase().next()).collect()
}

/// Whether `value` is `first` followed by any number of `rest`, the last of them in `last`: the
/// shape of nearly every name's regular expression, `FIRST(REST*LAST)?`.
fn is_word(
    value: &[u8],
    first: impl Fn(u8) -> bool,
    rest: impl Fn(u8) -> bool,
    last: impl Fn(u8) -> bool,
) -> bool {
    match value {
        [] => false,
        [only] => first(*only),
        [head, middle @ .., tail] => {
            first(*head) && middle.iter().all(|byte| rest(*byte)) && last(*tail)
        }
    }
}

const fn lower_or_digit(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

const fn alphanumeric(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}
