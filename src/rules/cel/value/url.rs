//! URLs, as Go's `url.ParseRequestURI` reads them.

use std::net::Ipv6Addr;

/// A URL, or an absolute path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Url {
    /// In lower case; empty for an absolute path.
    pub(in crate::rules::cel) scheme: String,
    /// What follows the scheme without a slash.
    opaque: String,
    user: String,
    /// With the port.
    pub(in crate::rules::cel) host: String,
    /// With its escapes.
    pub(in crate::rules::cel) path: String,
    query: String,
}

impl Url {
    /// Reads a URL.
    ///
    /// # Errors
    /// Where it is none, with Go's words.
    pub(in crate::rules::cel) fn parse(text: &str) -> Result<Self, String> {
        let refused = |what: &str| format!("parse {text:?}: {what}");
        if text.bytes().any(|byte| byte < 0x20 || byte == 0x7f) {
            return Err(refused("net/url: invalid control character in URL"));
        }
        if text.is_empty() {
            return Err(refused("empty url"));
        }
        if text == "*" {
            return Ok(Self { path: text.to_owned(), ..Self::default() });
        }
        let (scheme, rest) = split_scheme(text).map_err(refused)?;
        let mut url = Self { scheme: scheme.to_ascii_lowercase(), ..Self::default() };
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        query.clone_into(&mut url.query);
        if !rest.starts_with('/') {
            if url.scheme.is_empty() {
                return Err(refused("invalid URI for request"));
            }
            rest.clone_into(&mut url.opaque);
            return Ok(url);
        }
        let path = match rest.strip_prefix("//").filter(|_| !url.scheme.is_empty()) {
            Some(rest) => {
                let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                url.authority(authority).map_err(|what| refused(&what))?;
                path
            }
            None => rest,
        };
        let plain = unescape(path).map_err(|escape| refused(&bad_escape(&escape)))?;
        url.path = if path.bytes().all(|byte| is_path(byte) || matches!(byte, b'[' | b']' | b'%')) {
            path.to_owned()
        } else {
            plain.iter().map(|byte| escaped(*byte)).collect()
        };
        Ok(url)
    }

    fn authority(&mut self, authority: &str) -> Result<(), String> {
        let host = match authority.rsplit_once('@') {
            Some((user, host)) => {
                let is_user =
                    |b: u8| b.is_ascii_alphanumeric() || b"-._:~!$&'()*+,;=%@".contains(&b);
                if !user.bytes().all(is_user) {
                    return Err("net/url: invalid userinfo".to_owned());
                }
                unescape(user).map_err(|escape| bad_escape(&escape))?;
                user.clone_into(&mut self.user);
                host
            }
            None => authority,
        };
        let port = if let Some(inside) = host.strip_prefix('[') {
            let Some((address, port)) = inside.rsplit_once(']') else {
                return Err("missing ']' in host".to_owned());
            };
            let address = address.split_once("%25").map_or(address, |(address, _)| address);
            if address.parse::<Ipv6Addr>().is_err() {
                return Err("invalid host".to_owned());
            }
            port
        } else {
            let colon = host.find(':').unwrap_or(host.len());
            host.get(colon..).unwrap_or_default()
        };
        if !is_port(port) {
            return Err(format!("invalid port {port:?} after host"));
        }
        let is_host = |byte: u8| {
            byte >= 0x80 || is_unreserved(byte) || b"!$&'()*+,;=:[]<>\"%".contains(&byte)
        };
        if let Some(wrong) = host.bytes().find(|byte| !is_host(*byte)) {
            return Err(format!("invalid character {:?} in host name", char::from(wrong)));
        }
        let host = unescape(host).map_err(|escape| bad_escape(&escape))?;
        self.host = String::from_utf8_lossy(&host).into_owned();
        Ok(())
    }

    /// The host without the port and without brackets, and the port.
    pub(in crate::rules::cel) fn host_and_port(&self) -> (&str, &str) {
        let (host, port) = match self.host.rfind(':').map(|colon| self.host.split_at(colon)) {
            Some((host, port)) if is_port(port) => (host, port.get(1..).unwrap_or_default()),
            _ => (self.host.as_str(), ""),
        };
        let inside = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        (inside.unwrap_or(host), port)
    }

    /// The pairs of the query in their order; what can't be read is left out.
    pub(in crate::rules::cel) fn query(&self) -> Vec<(String, String)> {
        let read = |text: &str| {
            let bytes = unescape(&text.replace('+', " ")).ok()?;
            Some(String::from_utf8_lossy(&bytes).into_owned())
        };
        let pair = |pair: &str| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((read(key)?, read(value)?))
        };
        let pairs = self.query.split('&').filter(|pair| !pair.is_empty() && !pair.contains(';'));
        pairs.filter_map(pair).collect()
    }
}

fn split_scheme(text: &str) -> Result<(&str, &str), &'static str> {
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if at > 0 => {}
            b':' if at == 0 => return Err("missing protocol scheme"),
            b':' => {
                let (scheme, rest) = text.split_at(at);
                return Ok((scheme, rest.get(1..).unwrap_or_default()));
            }
            _ => break,
        }
    }
    Ok(("", text))
}

/// Nothing, or a colon and digits.
fn is_port(text: &str) -> bool {
    text.is_empty() || text.strip_prefix(':').is_some_and(|p| p.bytes().all(|b| b.is_ascii_digit()))
}

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~')
}

fn is_path(byte: u8) -> bool {
    is_unreserved(byte) || b"!$&'()*+,;=:@/".contains(&byte)
}

/// A byte of a path as Go writes it.
fn escaped(byte: u8) -> String {
    if is_unreserved(byte) || b"$&+,/:;=@".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

fn bad_escape(escape: &str) -> String {
    format!("invalid URL escape {escape:?}")
}

/// The bytes behind the escapes; else the escape that is none.
fn unescape(text: &str) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            out.push(*first);
            continue;
        }
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let byte = code
            .filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        let Some(byte) = byte else { return Err(format!("%{}", code.unwrap_or_default())) };
        out.push(byte);
        rest = after.get(2..).unwrap_or_default();
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_have_parts() {
        let url = Url::parse("HTTPS://me@[::1]:8443/a%20b/c?x=1&x=2&y=a+b").unwrap_or_default();
        assert_eq!((url.scheme.as_str(), url.host.as_str()), ("https", "[::1]:8443"));
        assert_eq!((url.host_and_port(), url.path.as_str()), (("::1", "8443"), "/a%20b/c"));
        assert_eq!(url.query().len(), 3);
        assert_eq!(Url::parse("/a?b").map(|url| url.path), Ok("/a".to_owned()));
    }

    #[test]
    fn what_is_no_url_is_refused() {
        for text in
            ["", "quay.io/cilium/cilium", "http://a:b:1/", "http://a b/", "http://[::1", "/%zz"]
        {
            assert!(Url::parse(text).is_err(), "{text}");
        }
        // An image with a port in front is a scheme with something opaque after it.
        assert!(Url::parse("localhost:5000/tool").is_ok_and(|url| url.host.is_empty()));
    }
}
