//! URIs of files, and their paths.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_types::Uri;

/// The path of a file's URI; none for what lies in no file system: untitled buffers, archives.
pub(super) fn to_path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    // A host other than this one has its files elsewhere.
    let path = match rest.find('/') {
        Some(0) => rest,
        Some(end) if rest.get(..end)?.eq_ignore_ascii_case("localhost") => rest.get(end..)?,
        _ => return None,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let text = String::from_utf8(decode(path)).ok()?;
    Some(PathBuf::from(without_slash_before_drive(&text)))
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
    let slash = if text.starts_with('/') { "" } else { "/" };
    Uri::from_str(&format!("file://{slash}{}", encode(&text))).ok()
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
        assert_eq!(path("untitled:Untitled-1"), None);
        assert_eq!(key(&Uri::from_str("untitled:x").unwrap()), Path::new("untitled:x"));
        assert_eq!(of_key(Path::new("untitled:x")).unwrap().as_str(), "untitled:x");
    }
}
