//! What the name of an EC2 instance type says of the machine: Karpenter's provider takes labels out of it
//! (`computeRequirements` of karpenter-provider-aws).

use super::NewNode;
use crate::inventory::provider::Provider;
use crate::inventory::tables::Tables;
use crate::kubernetes::labels::Test;
use crate::kubernetes::node_labels::INSTANCE_TYPE;

/// Sets the labels that follow from the instance types that a pool may have, or from their families,
/// as far as the pool says nothing of them.
pub(super) fn set_labels(node: &mut NewNode, provider: &Provider, tables: &mut Tables) {
    let Some(group) = provider.instance_labels() else { return };
    let key = |name: &str| format!("{group}/instance-{name}");
    let types = values(node, INSTANCE_TYPE, tables);
    let both = |text: &String| text.split_once('.').map(|(f, s)| (f.to_owned(), s.to_owned()));
    let parts: Option<Vec<(String, String)>> = types.and_then(|all| all.iter().map(both).collect());
    if let Some(parts) = parts {
        let (families, sizes) = parts.into_iter().unzip();
        leave(node, &key("family"), families, tables);
        leave(node, &key("size"), sizes, tables);
    }
    let families = values(node, &key("family"), tables).unwrap_or_default();
    let parts: Option<Vec<(String, String)>> = families.iter().map(|name| scheme(name)).collect();
    if let Some(parts) = parts {
        let (categories, generations) = parts.into_iter().unzip();
        leave(node, &key("category"), categories, tables);
        leave(node, &key("generation"), generations, tables);
    }
}

/// The architectures that a pool's instance types or families have, where they are listed and the names of
/// all of them tell.
pub(super) fn architectures(
    node: &NewNode,
    provider: &Provider,
    tables: &Tables,
) -> Option<Vec<&'static str>> {
    let of_types = |types: Vec<String>| types.iter().map(|name| architecture(name)).collect();
    if let Some(known) = values(node, INSTANCE_TYPE, tables).and_then(of_types) {
        return Some(distinct(known));
    }
    let key = format!("{}/instance-family", provider.instance_labels()?);
    let of_families = |all: Vec<String>| all.iter().map(|name| of_family(name)).collect();
    values(node, &key, tables).and_then(of_families).map(distinct)
}

fn distinct(mut all: Vec<&'static str>) -> Vec<&'static str> {
    all.sort_unstable();
    all.dedup();
    all
}

/// The architecture of an EC2 instance type (`c7g.large`); none where the name doesn't tell.
pub(super) fn architecture(name: &str) -> Option<&'static str> {
    let (family, size) = name.split_once('.')?;
    (!size.is_empty()).then(|| of_family(family)).flatten()
}

/// The architecture of a family: a `g` among the letters behind the generation stands for Graviton, and
/// `gb` behind a dash for Grace (EC2's naming conventions). Of the first generation only `a1` has an ARM
/// processor; the others' names are those of flavors of other clouds, too, and left open.
fn of_family(family: &str) -> Option<&'static str> {
    let (category, generation) = scheme(family)?;
    if category == "mac" {
        return None;
    }
    if family.starts_with("u-") || category == "u" {
        return Some("amd64");
    }
    let behind = family.strip_prefix(&category)?.strip_prefix(&generation)?;
    let (letters, suffix) = behind.split_once('-').unwrap_or((behind, ""));
    if !letters.bytes().all(|letter| b"abdefgimnqstz".contains(&letter)) {
        return None;
    }
    match (category.as_str(), generation.as_str()) {
        ("a", "1") => Some("arm64"),
        (_, "1") if letters.is_empty() => None,
        _ if letters.contains('g') || suffix.starts_with("gb") => Some("arm64"),
        _ => Some("amd64"),
    }
}

/// The category and the generation of a family: `c` and `6` of `c6gn`, `u` and `1` of `u-6tb1`.
fn scheme(family: &str) -> Option<(String, String)> {
    let numbered = |text: &str| {
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        text.get(..end).filter(|digits| !digits.is_empty()).map(str::to_owned)
    };
    let end = family.find(|c: char| !c.is_ascii_lowercase())?;
    let (category, rest) =
        family.split_at_checked(end).filter(|(letters, _)| !letters.is_empty())?;
    let behind = rest.strip_prefix('-').and_then(|rest| {
        let amount = numbered(rest)?;
        rest.strip_prefix(amount.as_str())?.strip_prefix("tb")
    });
    Some((category.to_owned(), numbered(behind.unwrap_or(rest))?))
}

/// The values that a label may have, where they are listed.
fn values(node: &NewNode, key: &str, tables: &Tables) -> Option<Vec<String>> {
    if let Some(value) = node.shape.text(key, tables) {
        return Some(vec![value.to_owned()]);
    }
    let key = tables.symbols.find(key)?;
    let open = node.open.iter().find(|open| open.key == key)?;
    let listed = open.tests.iter().find_map(|test| match test {
        Test::In(values) => Some(values),
        _ => None,
    })?;
    Some(listed.iter().filter(|value| open.allows(value)).cloned().collect())
}

fn leave(node: &mut NewNode, key: &str, mut values: Vec<String>, tables: &mut Tables) {
    let symbol = tables.symbols.intern(key);
    values.sort();
    values.dedup();
    if !node.has(symbol) {
        node.one_of(key, values, tables);
    }
}

#[cfg(test)]
mod tests {
    use super::{architecture, of_family, scheme};

    #[test]
    fn the_letter_behind_the_generation_tells_the_architecture() {
        let arm = "a1 t4g m6g m6gd m7g m8gd c6gn c7g c7gn r8g x2gd x8g im4gn is4gen i4g i8ge g5g hpc7g p6e-gb200";
        for family in arm.split(' ') {
            assert_eq!(of_family(family), Some("arm64"), "{family}");
        }
        let amd = "g5 g4dn g4ad g6e gr6 g6f p4d p5en p6-b200 m5 m5zn m7i-flex c6a t3 t3a inf2 trn1n dl2q \
                   u-6tb1 u7i-12tb u7in-16tb x2iezn hpc6id z1d i3en f2";
        for family in amd.split(' ') {
            assert_eq!(of_family(family), Some("amd64"), "{family}");
        }
        for family in ["mac2", "mac2-m2", "m1", "t1", "vt1", "metal", "m5w", "", "Standard_D2"] {
            assert_eq!(of_family(family), None, "{family}");
        }
        let types =
            ["c7g.large", "g5.xlarge", "c7g", "c7g.", "n2-standard-4", "VM.Standard", "m1.small"];
        assert_eq!(
            types.map(architecture),
            [Some("arm64"), Some("amd64"), None, None, None, None, None]
        );
    }

    #[test]
    fn families_are_read_as_karpenter_reads_them() {
        let read =
            |family: &str| scheme(family).map_or("-".to_owned(), |(c, g)| format!("{c} {g}"));
        let all = ["m5", "c6gn", "m7i-flex", "u-6tb1", "u7i-12tb", "mac2-m2", "p4d", "metal", "5a"];
        assert_eq!(
            all.map(read),
            ["m 5", "c 6", "m 7", "u 1", "u 7", "mac 2", "p 4", "-", "-"].map(str::to_owned)
        );
    }
}
