//! URIs of files, and their paths.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_types::Uri;
use serde_json::Value;

use crate::source::place::without_dots;

/// The path of a file's URI, without `.` and `..`; none for what lies in no file system: untitled
/// buffers, archives.
pub(super) fn to_path(uri: &Uri) -> Option<PathBuf> {
    let (scheme, rest) = uri.as_str().split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let text = match rest.strip_prefix("//") {
        // `file:/a`, as some clients have it.
        None => rest.to_owned(),
        Some(rest) => {
            let (host, path) = rest.split_at(rest.find('/')?);
            match host {
                _ if host.is_empty() || host.eq_ignore_ascii_case("localhost") => path.to_owned(),
                // A host other than this one has its files elsewhere.
                _ if cfg!(windows) => format!("//{host}{path}"),
                _ => return None,
            }
        }
    };
    let text = String::from_utf8(decode(&text)).ok()?;
    let path = PathBuf::from(without_slash_before_drive(&text));
    path.is_absolute().then(|| without_dots(&path))
}

/// `/C:/a` is `C:/a` where drives have letters.
fn without_slash_before_drive(text: &str) -> &str {
    match text.as_bytes() {
        [b'/', letter, b':', ..] if cfg!(windows) && letter.is_ascii_alphabetic() => {
            text.get(1..).unwrap_or(text)
        }
        _ => text,
    }
}

/// The URI of a file by its absolute path.
pub(super) fn of_path(path: &Path) -> Option<Uri> {
    let text = path.to_str()?;
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() };
    let slashes = match text.as_str() {
        share if cfg!(windows) && share.starts_with("//") => "",
        rooted if rooted.starts_with('/') => "//",
        _ => "///",
    };
    Uri::from_str(&format!("file:{slashes}{}", encode(&text))).ok()
}

/// A URI as a client writes it: what may not stand in one as it is, a blank, a bracket, a letter
/// beyond ASCII, is taken for itself.
pub(super) fn of_client(text: &str) -> Option<Uri> {
    if let Ok(uri) = Uri::from_str(text) {
        return Some(uri);
    }
    let bytes = text.as_bytes();
    let mut escaped = String::with_capacity(text.len());
    for (at, &byte) in bytes.iter().enumerate() {
        let is_escape = || {
            let two = bytes.get(at + 1..at + 3);
            two.is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
        };
        match byte {
            b'%' if is_escape() => escaped.push('%'),
            _ if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&byte) => {
                escaped.push(char::from(byte));
            }
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    Uri::from_str(&escaped).ok()
}

/// Writes the URIs of a message's parameters so that they can be read.
pub(super) fn mend(params: &mut Value) {
    let mend = |uri: &mut Value| {
        if let Some(read) = uri.as_str().and_then(of_client) {
            *uri = Value::String(read.as_str().to_owned());
        }
    };
    if let Some(uri) = params.pointer_mut("/textDocument/uri") {
        mend(uri);
    }
    for list in ["/event/added", "/event/removed"] {
        let folders = params.pointer_mut(list).and_then(Value::as_array_mut);
        folders.into_iter().flatten().filter_map(|one| one.get_mut("uri")).for_each(mend);
    }
}

/// What a document is called among those of a run: its path, or its whole URI.
pub(super) fn key(uri: &Uri) -> PathBuf {
    to_path(uri).unwrap_or_else(|| PathBuf::from(uri.as_str()))
}

/// The URI of what is called that.
pub(super) fn of_key(key: &Path) -> Option<Uri> {
    if key.is_absolute() { of_path(key) } else { Uri::from_str(key.to_str()?).ok() }
}

fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| *first == b'%');
        let byte =
            escaped.and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        match byte {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}

fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte);
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if plain(byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_go_there_and_back() {
        for path in ["/a/b.yaml", "/with blank/ä%#?.yaml", "/"] {
            let uri = of_path(Path::new(path)).unwrap();
            assert_eq!(to_path(&uri).unwrap(), Path::new(path), "{}", uri.as_str());
        }
    }

    #[test]
    fn uris_of_clients() {
        let path = |uri: &str| to_path(&Uri::from_str(uri).unwrap());
        assert_eq!(path("file:///a%20b/c%3A.yaml"), Some(PathBuf::from("/a b/c:.yaml")));
        assert_eq!(path("file://localhost/a"), Some(PathBuf::from("/a")));
        assert_eq!(path("file://server/a"), None);
        assert_eq!(path("file:/a/./b/../c"), Some(PathBuf::from("/a/c")));
        assert_eq!(path("FILE:///a?b#c"), Some(PathBuf::from("/a")));
        assert_eq!(path("file:a"), None);
        assert_eq!(path("untitled:Untitled-1"), None);
        assert_eq!(key(&Uri::from_str("untitled:x").unwrap()), Path::new("untitled:x"));
        assert_eq!(of_key(Path::new("untitled:x")).unwrap().as_str(), "untitled:x");
    }

    #[test]
    fn what_may_not_stand_there_is_taken_for_itself() {
        let path = |uri: &str| to_path(&of_client(uri).unwrap());
        assert_eq!(path("file:///a b/[é]{x}.yaml"), Some(PathBuf::from("/a b/[é]{x}.yaml")));
        assert_eq!(path("file:///50%/%C3%A9 ü.yaml"), Some(PathBuf::from("/50%/é ü.yaml")));
        let mut params = serde_json::json!({
            "textDocument": {"uri": "file:///a b"},
            "event": {"added": [{"uri": "file:///c d"}], "removed": []},
        });
        mend(&mut params);
        assert_eq!(params["textDocument"]["uri"], "file:///a%20b");
        assert_eq!(params["event"]["added"][0]["uri"], "file:///c%20d");
    }
}
