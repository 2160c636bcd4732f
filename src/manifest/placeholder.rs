//! Placeholders: what a tool has yet to fill in (envsubst, Flux, Jinja, sed, an operator), and what
//! stands in for it meanwhile.

use std::ops::Range;

/// A placeholder in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placeholder {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What is between its marks: `TAG` of `${TAG}`.
    pub name: String,
    /// What comes in its place where nothing is given: `5` of `${READY:-5}`.
    pub default: Option<String>,
}

/// Which ways of writing placeholders count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Forms(u8);

impl Forms {
    /// None of them.
    pub(super) const NONE: Self = Self(0);
    /// `${NAME}`, `${NAME:-default}`, `${{ name }}`.
    pub(super) const BRACED: Self = Self(1);
    /// `$NAME`, `$(NAME)`: Kubernetes and shells have them as well.
    pub(super) const DOLLAR: Self = Self(2);
    /// `{{ name }}`, `{% … %}`.
    pub(super) const MUSTACHE: Self = Self(4);
    /// `%NAME%`, `%s`, `@NAME@`: no YAML begins with these marks.
    pub(super) const RESERVED: Self = Self(8);
    /// `<name>`, `<<name>>`, `{name}`, `[[ name ]]`, `((name))`, `__NAME__`: prose and paths have
    /// them, too.
    pub(super) const BRACKETS: Self = Self(16);
    /// All of them.
    pub(super) const ALL: Self = Self(31);

    /// These and others.
    #[must_use]
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn has(self, form: Self) -> bool {
        self.0 & form.0 != 0
    }
}

/// The longest text between two marks that still passes for a name, in bytes.
const LONGEST: usize = 120;

/// The longest `${NAME:-default}`.
const LONGEST_VARIABLE: usize = 1_000;

/// The placeholders in a text, in its order, without overlap.
#[must_use]
pub(super) fn find(text: &str, forms: Forms) -> Vec<Placeholder> {
    if let Some(name) = in_angles(text).filter(|_| forms.has(Forms::BRACKETS)) {
        let name = name.to_owned();
        return vec![Placeholder { range: 0..text.len(), name, default: None }];
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(MARKS)).map(|o| at + o) {
        let rest = text.get(start..).unwrap_or_default();
        match first(rest, forms) {
            Some((length, name, default)) => {
                found.push(Placeholder { range: start..start + length, name, default });
                at = start + length;
            }
            // A doubled `$` is a dollar.
            None => at = start + if rest.starts_with("$$") { 2 } else { 1 },
        }
    }
    found
}

/// What stands in a text that is nothing but a few words in angle brackets: `< your cluster >`.
fn in_angles(text: &str) -> Option<&str> {
    let inside = text.trim().strip_prefix('<')?.strip_suffix('>')?.trim();
    let is_short = inside.len() > 1 && inside.len() <= LONGEST;
    let is_plain = !inside.contains(['<', '>', '\n', '/', '=']);
    (is_short && is_plain && inside.contains(char::is_alphabetic)).then_some(inside)
}

/// Whether a line holds nothing but a placeholder, which a tool replaces by lines of its own.
#[must_use]
pub(super) fn is_alone(line: &str) -> bool {
    let line = line.trim();
    let all = Forms::BRACED.and(Forms::RESERVED).and(Forms::BRACKETS);
    match find(line, all).as_slice() {
        [one] => one.range == (0..line.len()),
        _ => line.len() > 2 && line.starts_with('<') && line.ends_with('>'),
    }
}

/// What can begin a placeholder.
const MARKS: [char; 8] = ['$', '{', '%', '@', '<', '[', '(', '_'];

/// Whether a text can hold anything that is still to be filled in: one of the marks, or two capitals
/// in a row, which all words that say so have. Nearly all texts are passed over by it.
#[must_use]
pub(super) fn may_be_in(text: &str) -> bool {
    let mut after_a_capital = false;
    text.bytes().any(|byte| {
        let is_capital = byte.is_ascii_uppercase();
        let found = is_capital && after_a_capital || IS_MARK[usize::from(byte)];
        after_a_capital = is_capital;
        found
    })
}

/// Which bytes are marks.
const IS_MARK: [bool; 256] = {
    let mut table = [false; 256];
    let mut index = 0;
    while index < MARKS.len() {
        table[MARKS[index] as usize] = true;
        index += 1;
    }
    table
};

/// The placeholder that a text begins with: its length, name and default.
fn first(text: &str, forms: Forms) -> Option<(usize, String, Option<String>)> {
    let plain = |(length, name): (usize, &str)| (length, name.trim().to_owned(), None);
    let braced = forms.has(Forms::BRACED);
    let found = match text.as_bytes() {
        [b'$', b'$', ..] => return None,
        [b'$', b'{', b'{', ..] if braced => between(text, "${{", "}}").map(plain),
        [b'$', b'{', ..] if braced => return variable(text),
        [b'$', b'(', ..] if forms.has(Forms::DOLLAR) => between(text, "$(", ")").map(plain),
        [b'$', ..] if forms.has(Forms::DOLLAR) => {
            let name = word(text.get(1..)?)?;
            Some((1 + name.len(), name.to_owned(), None))
        }
        [b'{', b'{', ..] if forms.has(Forms::MUSTACHE) => between(text, "{{", "}}").map(plain),
        [b'{', b'%', ..] if forms.has(Forms::MUSTACHE) => between(text, "{%", "%}").map(plain),
        [b'%', ..] if forms.has(Forms::RESERVED) => named(text, "%", "%").or_else(|| verb(text)),
        [b'@', b'@', ..] if forms.has(Forms::RESERVED) => named(text, "@@", "@@"),
        [b'@', ..] if forms.has(Forms::RESERVED) => named(text, "@", "@"),
        _ if !forms.has(Forms::BRACKETS) => None,
        [b'<', b'<', ..] => between(text, "<<", ">>").filter(|(_, name)| is_prose(name)).map(plain),
        // A blank after `<` makes a comparison of it, a single letter a mark of HTML.
        [b'<', b' ', ..] => None,
        [b'<', ..] => {
            between(text, "<", ">").filter(|(_, name)| name.len() > 1 && is_prose(name)).map(plain)
        }
        [b'{', ..] => named(text, "{", "}"),
        [b'[', b'[', ..] => between(text, "[[", "]]").filter(|(_, name)| is_prose(name)).map(plain),
        [b'(', b'(', ..] => named(text, "((", "))"),
        [b'_', b'_', ..] => named(text, "__", "__").filter(|(_, name, _)| !has_lower(name)),
        _ => None,
    };
    found.filter(|(_, name, _)| !name.is_empty())
}

/// What stands between two marks on one line.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<(usize, &'t str)> {
    let rest = text.strip_prefix(open)?;
    let end = start_of(rest, LONGEST + close.len()).find(close)?;
    let inside = rest.get(..end).filter(|inside| !inside.contains('\n'))?;
    Some((open.len() + end + close.len(), inside))
}

/// The first bytes of a text: who looks for an end that is not there looks no further, however many
/// beginnings there are.
fn start_of(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
}

/// A single word between two marks.
fn named(text: &str, open: &str, close: &str) -> Option<(usize, String, Option<String>)> {
    let (length, inside) = between(text, open, close)?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let starts = inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    (starts && inside.len() >= 2 && inside.chars().all(is_name))
        .then(|| (length, inside.to_owned(), None))
}

/// `${NAME}`, with the defaults of shells; the braces of a default may be nested.
fn variable(text: &str) -> Option<(usize, String, Option<String>)> {
    let mut depth = 0_usize;
    let text = start_of(text, LONGEST_VARIABLE);
    let end = text.char_indices().take_while(|(_, c)| *c != '\n').find_map(|(at, c)| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (c == '}' && depth == 0).then_some(at)
    })?;
    let inside = text.get(2..end)?;
    let name = word(inside).unwrap_or(inside);
    if name.is_empty() {
        return None;
    }
    let rest = inside.get(name.len()..).unwrap_or_default();
    let default = [":-", ":=", "-", "="].iter().find_map(|mark| rest.strip_prefix(mark));
    Some((end + 1, name.to_owned(), default.map(str::to_owned)))
}

/// A verb of a format string: `%s`.
fn verb(text: &str) -> Option<(usize, String, Option<String>)> {
    let mut letters = text.chars().skip(1);
    let verb = letters.next().filter(|c| matches!(c, 's' | 'd' | 'v' | 'q'))?;
    let ends = letters.next().is_none_or(|c| !c.is_ascii_alphanumeric());
    ends.then(|| (2, verb.to_string(), None))
}

/// The word that a text begins with.
fn word(text: &str) -> Option<&str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let end = text.find(|c: char| !is_name(c)).unwrap_or(text.len());
    let word = text.get(..end)?;
    word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_').then_some(word)
}

/// Whether what stands in brackets is a name or a few words about what belongs there.
fn is_prose(text: &str) -> bool {
    let text = text.trim();
    let is_allowed = |c: char| c.is_alphanumeric() || " _-./:|,'#".contains(c);
    text.starts_with(|c: char| c.is_alphabetic() || c == '_') && text.chars().all(is_allowed)
}

fn has_lower(text: &str) -> bool {
    text.contains(|c: char| c.is_lowercase())
}

/// Words in capitals by which people say that something is yet to come.
const TO_COME: [&str; 14] = [
    "PLACEHOLDER",
    "REPLACE",
    "REPLACEME",
    "REPLACED",
    "CHANGE",
    "CHANGEME",
    "FILL",
    "FILLED",
    "INSERT",
    "REDACTED",
    "TODO",
    "FIXME",
    "TBD",
    "YOUR",
];

/// Words in capitals that name what belongs there: where capitals are not allowed, they are no name
/// themselves.
const NAMES: [&str; 39] = [
    "ACCOUNT",
    "ARCH",
    "BUCKET",
    "CLUSTER",
    "COMMIT",
    "DIGEST",
    "DOMAIN",
    "ENV",
    "ENVIRONMENT",
    "HASH",
    "HOST",
    "HOSTNAME",
    "ID",
    "IMAGE",
    "IMG",
    "KEY",
    "NAME",
    "NAMESPACE",
    "NODE",
    "PASSWORD",
    "PORT",
    "PROJECT",
    "REGION",
    "REGISTRY",
    "RELEASE",
    "REPLICAS",
    "REPO",
    "REPOSITORY",
    "SECRET",
    "SERVICE",
    "SHA",
    "TAG",
    "TOKEN",
    "URL",
    "USER",
    "USERNAME",
    "VALUE",
    "VERSION",
    "ZONE",
];

/// Whether a text in capitals says that something is to come (`IMAGE_PLACEHOLDER`, `FILLED BY THE
/// OPERATOR`), in a field that would take capitals as well.
#[must_use]
pub(super) fn is_to_come(text: &str) -> bool {
    capitals(text).any(|word| TO_COME.contains(&word))
}

/// The same in a field that takes no capitals: there, a word for what belongs there is enough
/// (`REGISTRY/agent`, `RELEASE-NAME`, `CLUSTERNAME`), and so is what is written as variables are
/// (`AGENT_POOL`).
#[must_use]
pub(super) fn is_named(text: &str) -> bool {
    is_variable(text)
        || capitals(text).any(|word| TO_COME.contains(&word) || is_made_of_names(word))
}

/// Whether a text is what scripts replace: capitals joined by `_`.
fn is_variable(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.trim_end_matches('_').contains('_')
        && text.chars().all(is_part)
}

/// Whether a word is one of those that name what belongs there, or some of them in a row.
fn is_made_of_names(word: &str) -> bool {
    NAMES
        .iter()
        .filter_map(|name| word.strip_prefix(name))
        .any(|rest| rest.is_empty() || is_made_of_names(rest))
}

/// Whether a text that is no base64 says what belongs there in base64: `CA_BUNDLE`, `base64(key)`,
/// `your-token-here`, `xxxx`.
#[must_use]
pub(super) fn is_to_be_encoded(text: &str) -> bool {
    const WORDS: [&str; 8] =
        ["your", "replace", "insert", "changeme", "placeholder", "todo", "encoded", "redacted"];
    let lower = text.to_ascii_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let filler = lower.chars().next().filter(|c| matches!(c, 'x' | '.' | '*' | '-' | '_'));
    let is_filler =
        filler.is_some_and(|filler| lower.len() > 2 && lower.chars().all(|c| c == filler));
    // `XYZ`: hardly any base64 is so short and all in capitals, and none has such a length.
    let is_short = text.len() <= 12 && text.chars().all(|c| c.is_ascii_uppercase());
    is_named(text)
        || is_short
        || lower.starts_with("base64(")
        || words.any(|word| WORDS.contains(&word))
        || is_filler
}

/// The comment that follows a place on its line, with its mark.
#[must_use]
pub(super) fn comment_after(text: &str, at: u32) -> Option<&str> {
    let rest = text.get(at as usize..)?.lines().next()?.trim();
    rest.starts_with('#').then_some(rest)
}

/// Whether a comment beside a blank value says that something belongs there.
#[must_use]
pub(super) fn asks_for_a_value(comment: &str) -> bool {
    const WORDS: [&str; 8] =
        ["replace", "replaced", "your", "todo", "fixme", "fill", "changeme", "insert"];
    let lower = comment.to_ascii_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.any(|word| WORDS.contains(&word))
}

/// Whether a text says that a program fills it in (`FILLED BY THE OPERATOR`), which completes the
/// rest of the object, too.
#[must_use]
pub(super) fn is_left_to_a_program(text: &str) -> bool {
    let mut words = capitals(text);
    words.any(|word| word == "FILLED") && words.next() == Some("BY")
}

/// Whether an image's reference says what belongs into it: in the repository, which takes no
/// capitals, or as the whole tag.
#[must_use]
pub(super) fn is_named_image(text: &str) -> bool {
    let slash = text.rfind('/').map_or(0, |at| at + 1);
    let colon = text.get(slash..).and_then(|last| last.find(':')).map(|at| slash + at);
    let (repository, tag) = match colon {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default()),
        None => (text, ""),
    };
    let whole_tag = !tag.is_empty() && !tag.contains(|c: char| c.is_lowercase() || c == '.');
    is_named(repository) || whole_tag && is_named(tag) || is_to_come(text) || is_stopgap(text)
}

/// Whether an image is nothing but a word for one that is to come, in small letters: the name of an
/// image that there is has a tag or a registry, or isn't called so.
fn is_stopgap(text: &str) -> bool {
    const WORDS: [&str; 3] = ["placeholder", "changeme", "replaceme"];
    !text.contains(['/', ':', '@']) && text.split(['-', '_', '.']).any(|word| WORDS.contains(&word))
}

/// The words of a text that are in capitals.
fn capitals(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 1 && !has_lower(word))
        .filter(|word| word.contains(|c: char| c.is_uppercase()))
}

/// A text with something in place of its placeholders: defaults where there are some, else words
/// made of their names, which are valid wherever a name, a label or an image is.
#[must_use]
pub(super) fn fill(text: &str, found: &[Placeholder]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut at = 0;
    for placeholder in found {
        filled.push_str(text.get(at..placeholder.range.start).unwrap_or_default());
        match &placeholder.default {
            Some(default) => filled.push_str(default),
            None => filled.push_str(&stand_in(&placeholder.name)),
        }
        at = placeholder.range.end;
    }
    filled.push_str(text.get(at..).unwrap_or_default());
    filled
}

/// A word made of a name: small letters and digits, at most fifteen of them, beginning and ending
/// with a letter, as even the names of ports have to be.
#[must_use]
pub(super) fn stand_in(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
    let word: String = letters.skip_while(char::is_ascii_digit).take(15).collect();
    if word.is_empty() { "x".to_owned() } else { word }
}

#[cfg(test)]
mod tests;
