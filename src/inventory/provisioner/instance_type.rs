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
    use super::scheme;

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
