//! `resource.ParseQuantity`.

use daemonlint::internals::kubernetes::quantity::{Quantity, canonical};

use crate::same;

#[test]
fn quantity() {
    crate::agreement("quantity", 800, |record| {
        let text = record["s"].as_str().unwrap();
        let ok = record["ok"].as_bool().unwrap();
        match Quantity::parse(text) {
            Err(error) if ok => Err(format!("`{text}` {error}")),
            Err(_) => Ok(()),
            Ok(_) if !ok => Err(format!("`{text}` is read")),
            Ok(quantity) => {
                same("canonical", &canonical(text).unwrap().into(), &record["canonical"])?;
                same("value", &quantity.value().into(), &record["value"])?;
                same("milli_value", &quantity.milli_value().into(), &record["milli_value"])
            }
        }
    });
}
