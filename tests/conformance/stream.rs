//! `stream.jsonl`: a file split into documents, as kubectl splits it.

use daemonlint::internals::source::SourceFile;
use daemonlint::internals::yaml::parse_stream;
use serde_json::Value;

use crate::yaml::equal;

#[test]
fn stream() {
    crate::agreement("stream", 120, |record| {
        let file = SourceFile::new("record.yaml", record["stream"].as_str().unwrap());
        let mut documents = Vec::new();
        let mut failure = None;
        for found in parse_stream(&file) {
            match found {
                Ok(document) => documents.push(document.to_json(document.root())),
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            }
        }
        if failure.is_some() == record["error"].is_null() {
            return Err(format!("{:?}: {failure:?}, but {}", file.text(), record["error"]));
        }
        equal(&Value::Array(documents), &record["documents"])
            .map_err(|difference| format!("{:?}: {difference}", file.text()))
    });
}
