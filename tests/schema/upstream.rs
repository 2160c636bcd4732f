//! Holds the tables of kinds and fields to what Kubernetes itself publishes, version by version.
//!
//! `tests/schema/upstream.py` digests the schemas of the package `kubernetes-validate` into
//! `fixtures/kubernetes/upstream-fields.tsv`; the same digest of our tables must be equal.

use daemonlint::internals::kubernetes::release::Version;
use daemonlint::internals::manifest::schema::{Fields, Kind, Type, lookup};

use super::in_project;

/// What the schemas list as kinds of their own and is no object: answers about the API itself.
const ANSWERS: [&str; 3] = ["APIGroup", "APIVersions", "Status"];

#[test]
fn every_field_is_that_of_kubernetes() {
    let tsv = std::fs::read_to_string(in_project("fixtures/kubernetes/upstream-fields.tsv"));
    let tsv = tsv.unwrap();
    let (mut fields, mut wrong) = (0, Vec::new());
    for line in tsv.lines().skip(1) {
        let [version, api_version, kind, count, hash] = line.split('\t').collect::<Vec<_>>()[..]
        else {
            panic!("what is `{line}`?")
        };
        if ANSWERS.contains(&kind) {
            continue;
        }
        let version: Version = version.parse().unwrap();
        let ours = lookup::find(api_version, kind).filter(|kind| kind.is_in(version));
        let Some(ours) = ours else {
            wrong.push(format!("{version} has {api_version} {kind}, and the table does not"));
            continue;
        };
        let lines = paths(ours, version);
        if (lines.len().to_string(), fnv(&lines.join("\n"))) != (count.to_owned(), hash.to_owned())
        {
            wrong.push(format!(
                "{version} {api_version} {kind}: {} fields, not {count}",
                lines.len()
            ));
        }
        fields += lines.len();
    }
    assert_eq!(wrong, [""; 0], "held {fields} fields");
    assert!(fields > 90_000, "{fields}");
}

#[test]
fn no_kind_is_made_up() {
    let tsv = std::fs::read_to_string(in_project("fixtures/kubernetes/upstream-fields.tsv"));
    let tsv = tsv.unwrap();
    for version in Version::ALL {
        for kind in lookup::all().filter(|kind| kind.is_in(version)) {
            let row = format!("{version}\t{}\t{}\t", kind.api_version, kind.kind);
            assert!(tsv.lines().any(|line| line.starts_with(&row)), "{row}");
        }
    }
}

/// The paths of a kind's fields with their types, sorted.
fn paths(kind: &Kind, version: Version) -> Vec<String> {
    let mut lines = Vec::new();
    of_struct(kind.fields, version, "", &mut vec![kind.fields], &mut lines);
    lines.sort_unstable();
    lines
}

fn of_struct(
    fields: Fields,
    version: Version,
    path: &str,
    within: &mut Vec<Fields>,
    lines: &mut Vec<String>,
) {
    for field in fields.iter().filter(|field| field.is_in(version)) {
        of_type(&field.kind, version, format!("{path}.{}", field.name), within, lines);
    }
}

fn of_type(
    kind: &Type,
    version: Version,
    path: String,
    within: &mut Vec<Fields>,
    lines: &mut Vec<String>,
) {
    let leaf = match kind {
        Type::List(element) => return of_type(element, version, path + "[]", within, lines),
        Type::Map(value) => return of_type(value, version, path + "{}", within, lines),
        Type::Struct(fields) if within.iter().any(|outer| std::ptr::eq(*outer, **fields)) => {
            "again"
        }
        Type::Struct(fields) => {
            lines.push(format!("{path} struct"));
            within.push(fields);
            of_struct(fields, version, &path, within, lines);
            within.pop();
            return;
        }
        Type::Bool => "bool",
        Type::Int32 => "int32",
        Type::Int64 => "int64",
        Type::Text => "text",
        Type::Quantity => "quantity",
        Type::IntOrString => "int-or-string",
        Type::Time => "time",
        Type::MicroTime => "micro-time",
        Type::Float => "float",
        Type::Bytes => "bytes",
        Type::Free => "any",
    };
    lines.push(format!("{path} {leaf}"));
}

/// The hash that the digest has: FNV-1a of 64 bits, which both languages write in a line.
fn fnv(text: &str) -> String {
    let step = |digest: u64, byte: u8| (digest ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}
