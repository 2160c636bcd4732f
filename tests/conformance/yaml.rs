//! `yaml.jsonl`: one document, as sigs.k8s.io/yaml reads it.

use daemonlint::internals::source::SourceFile;
use daemonlint::internals::yaml::parse_document;
use serde_json::Value;

#[test]
fn yaml() {
    crate::agreement("yaml", 1200, |record| {
        let file = SourceFile::new("record.yaml", record["yaml"].as_str().unwrap());
        let read = parse_document(&file);
        let refused = !record["error"].is_null();
        let strictly_refused = !record["strict_error"].is_null();
        match read {
            Err(error) if !refused => Err(format!("{:?} refused: {error}", file.text())),
            Err(_) => Ok(()),
            Ok(_) if refused => Err(format!("{:?} accepted: {}", file.text(), record["error"])),
            Ok(document) if document.duplicates().is_empty() == strictly_refused => Err(format!(
                "{:?}: duplicates {:?}, but {}",
                file.text(),
                document.duplicates(),
                record["strict_error"]
            )),
            Ok(document) => equal(&document.to_json(document.root()), &record["json"])
                .map_err(|difference| format!("{:?}: {difference}", file.text())),
        }
    });
}

/// Whether two values are equal: numbers as JSON numbers, keys in any order.
pub fn equal(ours: &Value, theirs: &Value) -> Result<(), String> {
    let same = match (ours, theirs) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b).is_ok())
        }
        (Value::Object(a), Value::Object(b)) => {
            let found = |(key, value)| b.get(key).is_some_and(|other| equal(value, other).is_ok());
            a.len() == b.len() && a.iter().all(found)
        }
        _ => ours == theirs,
    };
    if same { Ok(()) } else { Err(format!("{ours} instead of {theirs}")) }
}
