//! URLs (Kubernetes' `library/urls.go`).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::rules::cel::value::{Fault, Map, Outcome, Url, Value};

pub(super) const DECLARATIONS: &[&str] = &[
    "url(string) -> URL",
    "isURL(string) -> bool",
    "URL.getScheme() -> string",
    "URL.getHost() -> string",
    "URL.getHostname() -> string",
    "URL.getPort() -> string",
    "URL.getEscapedPath() -> string",
    "URL.getQuery() -> map(string, list(string))",
];

pub(super) fn call(name: &str, args: &[Value]) -> Option<Outcome> {
    Some(Ok(match (name, args) {
        ("url", [Value::String(text)]) => {
            let failed =
                |why| Fault::new(format!("URL parse error during conversion from string: {why}"));
            let url = Url::parse(text).map_err(failed);
            return Some(url.map(|url| Value::Url(Arc::new(url))));
        }
        ("isURL", [Value::String(text)]) => Value::Bool(Url::parse(text).is_ok()),
        ("getScheme", [Value::Url(url)]) => url.scheme.as_str().into(),
        ("getHost", [Value::Url(url)]) => url.host.as_str().into(),
        ("getHostname", [Value::Url(url)]) => url.host_and_port().0.into(),
        ("getPort", [Value::Url(url)]) => url.host_and_port().1.into(),
        ("getEscapedPath", [Value::Url(url)]) => url.path.as_str().into(),
        ("getQuery", [Value::Url(url)]) => query(url),
        _ => return None,
    }))
}

fn query(url: &Url) -> Value {
    let mut values: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
    for (key, value) in url.query() {
        values.entry(key.into()).or_default().push(value.into());
    }
    let lists = values.into_iter().map(|(key, values)| (key, Value::list(values)));
    Value::Map(Arc::new(Map::Object(lists.collect())))
}
