//! Quoted text and bytes.

/// A quoted word.
pub(super) struct Quoted {
    /// Whether it stands for bytes, and not for text.
    pub(super) bytes: bool,
    /// What it stands for.
    pub(super) content: Vec<u8>,
    /// The bytes that it takes up.
    pub(super) length: usize,
}

/// The string or bytes at the start of a text; none where there is neither.
///
/// Mirrors `STRING` and `BYTES` of cel-go's grammar and `unescape` of its parser.
pub(super) fn quoted(text: &str) -> Option<Result<Quoted, String>> {
    let (bytes, rest) = match text.strip_prefix(['b', 'B']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (raw, rest) = match rest.strip_prefix(['r', 'R']) {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let fence = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|fence| rest.starts_with(fence))?;
    let body = rest.get(fence.len()..)?;
    let before = text.len() - body.len();
    let Some(end) = body_length(body, fence, raw) else {
        return Some(Err("the string has no end".to_owned()));
    };
    let content = body.get(..end)?.replace("\r\n", "\n").replace('\r', "\n");
    let length = before + end + fence.len();
    let unescaped = if raw { Ok(content.into_bytes()) } else { unescape(&content, bytes) };
    Some(unescaped.map(|content| Quoted { bytes, content, length }))
}

/// The bytes up to the closing quote.
fn body_length(body: &str, fence: &str, raw: bool) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = body.get(at..)?;
        if rest.starts_with(fence) {
            return Some(at);
        }
        let first = rest.chars().next()?;
        if fence.len() == 1 && matches!(first, '\n' | '\r') {
            return None;
        }
        at += first.len_utf8();
        if first == '\\' && !raw {
            at += body.get(at..)?.chars().next()?.len_utf8();
        }
    }
}

fn unescape(text: &str, bytes: bool) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
        if first != '\\' {
            push(&mut out, first);
            continue;
        }
        let Some(escape) = rest.chars().next() else { break };
        rest = rest.get(escape.len_utf8()..).unwrap_or_default();
        let simple = match escape {
            'a' => Some('\u{7}'),
            'b' => Some('\u{8}'),
            'f' => Some('\u{c}'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'v' => Some('\u{b}'),
            '"' | '\'' | '\\' | '?' | '`' => Some(escape),
            _ => None,
        };
        if let Some(simple) = simple {
            push(&mut out, simple);
            continue;
        }
        let (digits, radix) = match escape {
            'x' | 'X' => (2, 16),
            'u' if !bytes => (4, 16),
            'U' if !bytes => (8, 16),
            '0'..='3' => (2, 8),
            _ => return Err(format!("`\\{escape}` is no escape")),
        };
        let code = rest.get(..digits).filter(|code| code.chars().all(|c| c.is_digit(radix)));
        let high = if radix == 8 { escape.to_digit(8).unwrap_or_default() * 64 } else { 0 };
        let value = code.and_then(|code| u32::from_str_radix(code, radix).ok());
        let Some(value) = value.map(|value| value + high) else {
            return Err(format!("`\\{escape}` wants {digits} digits after it"));
        };
        rest = rest.get(digits..).unwrap_or_default();
        if bytes {
            out.push(u8::try_from(value).unwrap_or(u8::MAX));
        } else {
            let character = char::from_u32(value);
            push(&mut out, character.ok_or_else(|| format!("{value:#x} is no character"))?);
        }
    }
    Ok(out)
}

fn push(out: &mut Vec<u8>, character: char) {
    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Vec<u8>> {
        quoted(text)?.ok().map(|quoted| quoted.content)
    }

    #[test]
    fn escapes_are_what_they_stand_for() {
        let text = |text: &str| Some(text.as_bytes().to_vec());
        assert_eq!(read(r#""a\tb" + 1"#), text("a\tb"));
        assert_eq!(read(r"r'\d+'"), text(r"\d+"));
        assert_eq!(read("'''it's\n'''"), text("it's\n"));
        assert_eq!(read(r"'\u00e9\101\x41'"), text("éAA"));
        assert_eq!(read(r"b'\xff'"), Some(vec![255]));
        for wrong in [r"'\d'", "'open", r"'\ud800'"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
