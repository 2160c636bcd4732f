//! Classes of characters, as go-yaml v2 has them (`yamlprivateh.go`, `readerc.go`).

/// The length of the line break at a position: CR LF, CR, LF, NEL, LS or PS; 0 if there is none.
pub(super) fn break_length(bytes: &[u8], position: usize) -> usize {
    match bytes.get(position) {
        Some(b'\n') => 1,
        Some(b'\r') => 1 + usize::from(bytes.get(position + 1) == Some(&b'\n')),
        Some(0xc2) => 2 * usize::from(bytes.get(position + 1) == Some(&0x85)),
        Some(0xe2) => {
            let rest = bytes.get(position + 1..position + 3);
            3 * usize::from(matches!(rest, Some([0x80, 0xa8 | 0xa9])))
        }
        _ => 0,
    }
}

/// Whether a blank, a line break or the end of the text is at a position.
pub(super) fn blank_or_end(bytes: &[u8], position: usize) -> bool {
    match bytes.get(position) {
        None | Some(b' ' | b'\t' | b'\n' | b'\r') => true,
        Some(0xc2 | 0xe2) => break_length(bytes, position) > 0,
        _ => false,
    }
}

/// Where the line that a position is in ends, its break not included.
pub(super) fn line_end(bytes: &[u8], position: usize) -> usize {
    let mut end = position;
    while let Some(byte) = bytes.get(end) {
        if matches!(byte, b'\n' | b'\r' | 0xc2 | 0xe2) && break_length(bytes, end) > 0 {
            break;
        }
        end += 1;
    }
    end.min(bytes.len())
}

/// Whether a character may stand in the name of an anchor or a tag's handle.
pub(super) const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Whether a byte may end a plain scalar: all others are passed over at a glance.
pub(super) const fn may_end_plain(byte: u8) -> bool {
    const TABLE: [bool; 256] = {
        let mut table = [false; 256];
        let ends = b" \t\n\r:,?[]{}\xc2\xe2";
        let mut index = 0;
        while index < ends.len() {
            table[ends[index] as usize] = true;
            index += 1;
        }
        table
    };
    TABLE[byte as usize]
}

/// Whether a byte is a further one of a character of several.
pub(super) const fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// The first character that YAML doesn't allow, with its length.
pub(super) fn forbidden(text: &str) -> Option<(usize, usize)> {
    const BLOCK: usize = 64;
    let bytes = text.as_bytes();
    let mut from = 0;
    // Most texts have nothing to look at more closely, and a whole block is looked at as one.
    while let Some(block) = bytes.get(from..) {
        let block = &block[..block.len().min(BLOCK)];
        if block.is_empty() {
            break;
        }
        if !block.iter().fold(false, |found, byte| found | is_suspect(*byte)) {
            from += block.len();
            continue;
        }
        let at = from + block.iter().position(|byte| is_suspect(*byte))?;
        let character = text[at..].chars().next()?;
        if !matches!(character, '\u{85}' | '\u{a0}'..='\u{fffd}') {
            return Some((at, character.len_utf8()));
        }
        from = at + character.len_utf8();
    }
    None
}

/// Whether a byte may begin a character that is not allowed.
const fn is_suspect(byte: u8) -> bool {
    let control = (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
    control | (byte == 0x7f) | (byte == 0xc2) | (byte == 0xef)
}
