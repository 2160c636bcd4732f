//! `Toleration.ToleratesTaint`.

use daemonlint::internals::kubernetes::toleration::tolerates;
use serde::Deserialize;

use crate::same;

#[test]
fn tolerations() {
    let release = crate::release();
    crate::agreement("tolerations", 800, |record| {
        let toleration = Deserialize::deserialize(&record["toleration"]).unwrap();
        let taint = Deserialize::deserialize(&record["taint"]).unwrap();
        same("tolerates", &tolerates(&toleration, &taint, release).into(), &record["tolerates"])
    });
}
