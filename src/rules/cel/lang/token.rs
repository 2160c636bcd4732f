//! The text of an expression in words.

use super::literal::{self, Quoted};
use super::problem::Problem;

/// A word of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name.
    Ident(String),
    /// Digits.
    Int(String),
    /// Digits before a `u`.
    Uint(String),
    /// A number with a fraction or an exponent.
    Double(String),
    /// Quoted text.
    Text(String),
    /// Quoted bytes.
    Bytes(Vec<u8>),
    /// A sign, or one of the words `in`, `true`, `false`, `null`.
    Sign(&'static str),
    /// After the last word.
    End,
}

impl Token {
    /// What a reader sees of it.
    pub(super) fn show(&self) -> String {
        match self {
            Self::Ident(text) | Self::Int(text) | Self::Double(text) => format!("`{text}`"),
            Self::Uint(text) => format!("`{text}u`"),
            Self::Text(_) => "a string".to_owned(),
            Self::Bytes(_) => "bytes".to_owned(),
            Self::Sign(sign) => format!("`{sign}`"),
            Self::End => "the end".to_owned(),
        }
    }
}

/// The longer ones first.
const SIGNS: [&str; 25] = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "[", "]", "{", "}", "(", ")", ".", ",", "-", "!",
    "?", ":", "+", "*", "/", "%", "`",
];

/// The words with the bytes at which they begin; the last one is [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, usize)>, Problem> {
    let mut tokens = Vec::new();
    let mut at = 0;
    loop {
        at = skip_space(text, at);
        let rest = text.get(at..).unwrap_or_default();
        let Some(first) = rest.chars().next() else {
            tokens.push((Token::End, at));
            return Ok(tokens);
        };
        let (token, length) = if let Some(quoted) = literal::quoted(rest) {
            quoted
                .map_err(|what| Problem::new(at, what))
                .and_then(|quoted| of_quoted(at, quoted))?
        } else if first.is_ascii_digit() || is_fraction(rest) {
            number(rest)
        } else if first.is_ascii_alphabetic() || first == '_' {
            word(rest)
        } else {
            let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
            let sign =
                sign.ok_or_else(|| Problem::new(at, format!("`{first}` means nothing here")))?;
            (Token::Sign(sign), sign.len())
        };
        tokens.push((token, at));
        at += length;
    }
}

fn of_quoted(at: usize, quoted: Quoted) -> Result<(Token, usize), Problem> {
    let Quoted { bytes, content, length } = quoted;
    if bytes {
        return Ok((Token::Bytes(content), length));
    }
    let text = String::from_utf8(content).map_err(|_| Problem::new(at, "no valid text"))?;
    Ok((Token::Text(text), length))
}

/// Past spaces and comments.
fn skip_space(text: &str, mut at: usize) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{c}']);
        at += rest.len() - trimmed.len();
        if !trimmed.starts_with("//") {
            return at;
        }
        at += trimmed.find('\n').unwrap_or(trimmed.len());
    }
}

fn is_fraction(text: &str) -> bool {
    matches!(text.as_bytes(), [b'.', digit, ..] if digit.is_ascii_digit())
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// How long an exponent is; 0 where there is none.
fn exponent(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(['e', 'E']) else { return 0 };
    let sign = usize::from(rest.starts_with(['+', '-']));
    match digits(rest.get(sign..).unwrap_or_default()) {
        0 => 0,
        digits => 1 + sign + digits,
    }
}

fn number(text: &str) -> (Token, usize) {
    let hex = text
        .strip_prefix("0x")
        .map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_hexdigit).count());
    let whole = if hex > 0 { 2 + hex } else { digits(text) };
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
    let after = text.get(whole..).unwrap_or_default();
    if hex == 0 {
        let fraction =
            if is_fraction(after) { 1 + digits(after.get(1..).unwrap_or_default()) } else { 0 };
        let tail = exponent(after.get(fraction..).unwrap_or_default());
        if fraction + tail > 0 {
            let length = whole + fraction + tail;
            return (Token::Double(part(0, length)), length);
        }
    }
    if after.starts_with(['u', 'U']) {
        (Token::Uint(part(0, whole)), whole + 1)
    } else {
        (Token::Int(part(0, whole)), whole)
    }
}

fn word(text: &str) -> (Token, usize) {
    let length =
        text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    let word = text.get(..length).unwrap_or_default();
    let keyword = ["in", "true", "false", "null"].into_iter().find(|keyword| *keyword == word);
    (keyword.map_or_else(|| Token::Ident(word.to_owned()), Token::Sign), length)
}
