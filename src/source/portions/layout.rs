//! Where a text can be cut, by the first bytes of its lines: as kubectl prints lists and documents.

use super::Form;

/// So much of what is kept in any case is passed on at once.
const AT_ONCE: usize = 1 << 20;

/// Some lines of a text.
#[derive(Debug)]
pub(super) struct Segment {
    pub text: Vec<u8>,
    /// What it is, where it may be let go of.
    pub may_go: Option<MayGo>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct MayGo {
    pub form: Form,
    /// The list that it is an item of.
    pub list: Option<u32>,
    /// It is the first item of its list, which tells of the list.
    pub is_first: bool,
}

/// Where in a text the next line stands.
#[derive(Debug, Default)]
enum At {
    #[default]
    Start,
    /// In a document of which nothing else is known yet; so far all may be the head of a list.
    Document { is_head: bool },
    /// Behind `items:` at the left edge.
    ItemsKey,
    /// In an item at the left edge.
    Item { is_first: bool },
    /// In what is kept up to the next separator.
    Tail,
    /// In the head of a list of JSON, or in the list's `metadata` there.
    JsonHead { is_nested: bool },
    /// Before an item of JSON, whose lines begin with these blanks; none before the first.
    JsonItems(Option<Vec<u8>>),
    /// In an item of JSON.
    JsonItem { indent: Vec<u8>, is_first: bool },
    /// In what is kept to the end.
    Rest,
}

/// Cuts a text, line by line.
#[derive(Debug, Default)]
pub(super) struct Cutter {
    at: At,
    /// The lines of the segment at hand.
    held: Vec<u8>,
    list: u32,
    /// The document at hand begins behind a separator that ended another.
    is_apart: bool,
    /// The separator above the document at hand ends none, and is read with it, or in its place.
    has_separator: bool,
}

impl Cutter {
    /// Takes the next line, with its break.
    pub(super) fn line(&mut self, line: &[u8], out: &mut Vec<Segment>) {
        if matches!(self.at, At::Start) {
            self.at = match line {
                b"{\n" | b"{\r\n" => At::JsonHead { is_nested: false },
                // What begins otherwise as JSON does, or after blank lines, is not kubectl's.
                _ if line.trim_ascii_start().is_empty() || line.trim_ascii().starts_with(b"{") => {
                    At::Rest
                }
                _ => At::Document { is_head: true },
            };
        }
        match std::mem::take(&mut self.at) {
            At::JsonHead { is_nested } => self.json_head(is_nested, line, out),
            At::JsonItems(indent) => self.json_items(indent, line, out),
            At::JsonItem { indent, is_first } => self.json_item((indent, is_first), line, out),
            At::Rest => self.kept(At::Rest, line, out),
            at if line.starts_with(b"---") => self.separator(&at, line, out),
            At::Item { is_first } => self.item(is_first, line, out),
            At::ItemsKey => match begins_item(line) {
                true => {
                    self.list += 1;
                    self.held.extend_from_slice(line);
                    self.at = At::Item { is_first: true };
                }
                false => self.kept(At::Tail, line, out),
            },
            At::Document { is_head } => {
                self.held.extend_from_slice(line);
                self.at = match (is_head, line.trim_ascii_end()) {
                    (true, b"items:") => {
                        self.close(None, out);
                        At::ItemsKey
                    }
                    (true, _) => At::Document { is_head: is_of_head(line) },
                    (false, _) => At::Document { is_head: false },
                };
            }
            _ => self.kept(At::Tail, line, out),
        }
    }

    /// Passes on what is left.
    pub(super) fn end(&mut self, out: &mut Vec<Segment>) {
        let may_go = match self.at {
            At::Item { is_first } => Some(self.of_item(Form::Item, is_first)),
            _ => None,
        };
        self.close(may_go, out);
    }

    /// Takes a line that is kept.
    fn kept(&mut self, at: At, line: &[u8], out: &mut Vec<Segment>) {
        self.at = at;
        self.held.extend_from_slice(line);
        if self.held.len() > AT_ONCE {
            self.close(None, out);
        }
    }

    /// Ends the segment at hand.
    fn close(&mut self, may_go: Option<MayGo>, out: &mut Vec<Segment>) {
        if !self.held.is_empty() {
            out.push(Segment { text: std::mem::take(&mut self.held), may_go });
        }
    }

    const fn of_item(&self, form: Form, is_first: bool) -> MayGo {
        MayGo { form, list: Some(self.list), is_first }
    }

    fn item(&mut self, is_first: bool, line: &[u8], out: &mut Vec<Segment>) {
        let goes_on = matches!(line, [b' ' | b'\t' | b'\n' | b'\r' | b'#', ..]);
        if !goes_on {
            self.close(Some(self.of_item(Form::Item, is_first)), out);
        }
        self.held.extend_from_slice(line);
        self.at = match (goes_on, begins_item(line)) {
            (true, _) => At::Item { is_first },
            (false, true) => At::Item { is_first: false },
            (false, false) => At::Tail,
        };
    }

    /// A line `---`, which ends a document, or belongs to the one below it where nothing stands
    /// above it.
    fn separator(&mut self, at: &At, line: &[u8], out: &mut Vec<Segment>) {
        let rest = line.get(3..).unwrap_or_default().trim_ascii();
        let is_plain = rest.is_empty();
        let ends =
            self.has_separator || !self.held.is_empty() || !matches!(at, At::Document { .. });
        match at {
            At::Item { is_first } => {
                self.close(Some(self.of_item(Form::Item, *is_first)), out);
                self.held.extend_from_slice(line);
                self.close(None, out);
            }
            At::Document { .. } if self.is_apart && is_plain && !self.held.is_empty() => {
                self.held.extend_from_slice(line);
                let may_go = MayGo { form: Form::Document, list: None, is_first: false };
                self.close(Some(may_go), out);
            }
            _ => {
                self.held.extend_from_slice(line);
                self.close(None, out);
            }
        }
        let is_separator = is_plain || rest.starts_with(b"#");
        self.is_apart = is_separator && ends;
        self.has_separator = !self.is_apart;
        self.at = At::Document { is_head: true };
    }

    fn json_head(&mut self, is_nested: bool, line: &[u8], out: &mut Vec<Segment>) {
        let is_begin = self.held.is_empty();
        self.held.extend_from_slice(line);
        self.at = match (is_nested, line.trim_ascii()) {
            (false, b"\"items\": [") => {
                self.close(None, out);
                At::JsonItems(None)
            }
            (false, b"{") if is_begin => At::JsonHead { is_nested },
            (false, b"\"metadata\": {") => At::JsonHead { is_nested: true },
            (true, b"},") => At::JsonHead { is_nested: false },
            (_, field) if is_simple_json(field) => At::JsonHead { is_nested },
            _ => At::Rest,
        };
    }

    fn json_items(&mut self, indent: Option<Vec<u8>>, line: &[u8], out: &mut Vec<Segment>) {
        let is_first = indent.is_none();
        let blanks = line.strip_suffix(b"{\n").or_else(|| line.strip_suffix(b"{\r\n"));
        let blanks = blanks.filter(|blanks| {
            indent.as_deref().map_or(blanks.iter().all(|b| *b == b' '), |known| known == *blanks)
        });
        match blanks {
            Some(blanks) => {
                self.list += u32::from(is_first);
                self.held.extend_from_slice(line);
                self.at = At::JsonItem { indent: blanks.to_vec(), is_first };
            }
            None => self.kept(At::Rest, line, out),
        }
    }

    fn json_item(
        &mut self,
        (indent, is_first): (Vec<u8>, bool),
        line: &[u8],
        out: &mut Vec<Segment>,
    ) {
        self.held.extend_from_slice(line);
        match line.strip_prefix(indent.as_slice()).unwrap_or_default() {
            b"},\n" | b"},\r\n" => {
                self.close(Some(self.of_item(Form::JsonItem, is_first)), out);
                self.at = At::JsonItems(Some(indent));
            }
            b"}\n" | b"}\r\n" => self.at = At::Rest,
            _ => self.at = At::JsonItem { indent, is_first },
        }
    }
}

fn begins_item(line: &[u8]) -> bool {
    matches!(line, [b'-', b' ' | b'\n' | b'\r', ..])
}

/// Whether a line may stand above the items of a list: a comment, a field of one word, or of the
/// list's `metadata`.
fn is_of_head(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    if line.is_empty() || line.starts_with(b"#") {
        return true;
    }
    let is_nested = line.starts_with(b"  ");
    let field = line.strip_prefix(b"  ").unwrap_or(line);
    let word = field.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (key, value) = field.split_at(word);
    match (key, value) {
        (b"metadata", b":" | b": {}") => !is_nested,
        (b"", _) => false,
        (b"apiVersion" | b"kind", _) if !is_nested => is_word(value.strip_prefix(b": ")),
        _ => is_nested && is_word(value.strip_prefix(b": ")),
    }
}

/// Whether a value is a word, quoted or not, in which nothing means anything.
fn is_word(value: Option<&[u8]>) -> bool {
    let Some(value) = value else { return false };
    let bare = value.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\""));
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"./".contains(byte);
    bare.unwrap_or(value).iter().all(is_part) && !value.is_empty()
}

/// Whether a line of JSON is a field whose value is a word, and more come.
fn is_simple_json(line: &[u8]) -> bool {
    let mut parts = line.split(|byte| *byte == b'"');
    let before = parts.next();
    let key = parts.next().unwrap_or_default();
    let rest = line.get(key.len() + 2..).unwrap_or_default();
    let value = rest.strip_prefix(b": ").map(|value| value.strip_suffix(b",").unwrap_or(value));
    before == Some(b"")
        && !key.is_empty()
        && key.iter().all(u8::is_ascii_alphabetic)
        && (is_word(value) || value == Some(b"{}"))
}
