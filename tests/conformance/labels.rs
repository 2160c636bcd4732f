//! `metav1.LabelSelectorAsSelector`.

use std::collections::BTreeMap;

use daemonlint::internals::kubernetes::label_selector::Selector;
use serde::Deserialize;

use crate::same;

#[test]
fn labels() {
    crate::agreement("labels", 800, |record| {
        let selector = Deserialize::deserialize(&record["selector"]).unwrap();
        let labels = BTreeMap::<String, String>::deserialize(&record["labels"]).unwrap();
        let selector = Selector::compile(&selector);
        same("valid", &selector.is_ok().into(), &record["valid"])?;
        match selector {
            Ok(selector) => same("matches", &selector.matches(&labels).into(), &record["matches"]),
            Err(_) => Ok(()),
        }
    });
}
