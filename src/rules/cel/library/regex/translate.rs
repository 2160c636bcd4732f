//! Go's regular expressions in the words of the crate `regex`.

/// Why a pattern is not translated.
pub(super) enum Refused {
    /// As Go does.
    ByGo(&'static str),
    /// Go takes it; here it isn't known what it matches.
    Here(&'static str),
}

/// A pattern of Go's in the words of the crate `regex`.
pub(super) fn translate(pattern: &str) -> Result<String, Refused> {
    let mut translator =
        Translator { rest: pattern, out: String::new(), repeatable: false, repeated: false };
    while let Some(next) = translator.rest.chars().next() {
        translator.step(next)?;
    }
    Ok(translator.out)
}

struct Translator<'a> {
    rest: &'a str,
    out: String,
    /// Whether something stands before that can be repeated.
    repeatable: bool,
    /// Whether that is repeated already.
    repeated: bool,
}

impl Translator<'_> {
    fn take(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    /// Something that stands for characters.
    fn atom(&mut self, text: &str, length: usize) {
        self.out.push_str(text);
        self.take(length);
        (self.repeatable, self.repeated) = (true, false);
    }

    fn step(&mut self, next: char) -> Result<(), Refused> {
        match next {
            '\\' => self.escape(),
            '[' => self.class(),
            '(' => self.group(),
            '|' => {
                self.out.push('|');
                self.take(1);
                (self.repeatable, self.repeated) = (false, false);
                Ok(())
            }
            '*' | '+' | '?' => self.repeat(1),
            '{' => match repeat_length(self.rest)? {
                Some(length) => self.repeat(length),
                None => {
                    self.atom("\\{", 1);
                    Ok(())
                }
            },
            '}' | ']' | '&' | '-' | '~' | '#' => {
                self.atom(&format!("\\{next}"), 1);
                Ok(())
            }
            _ => {
                self.atom(next.encode_utf8(&mut [0; 4]), next.len_utf8());
                Ok(())
            }
        }
    }

    fn repeat(&mut self, length: usize) -> Result<(), Refused> {
        if !self.repeatable {
            return Err(Refused::ByGo("missing argument to repetition operator"));
        }
        if self.repeated {
            return Err(Refused::ByGo("invalid nested repetition operator"));
        }
        let lazy = usize::from(self.rest.get(length..).is_some_and(|rest| rest.starts_with('?')));
        let operator = self.rest.get(..length + lazy).unwrap_or_default();
        self.out.push_str(operator);
        self.take(length + lazy);
        self.repeated = true;
        Ok(())
    }

    fn escape(&mut self) -> Result<(), Refused> {
        let Some(escaped) = self.rest.chars().nth(1) else {
            return Err(Refused::ByGo("trailing backslash at end of expression"));
        };
        if escaped == 'Q' {
            let quoted = self.rest.get(2..).unwrap_or_default();
            let end = quoted.find("\\E").unwrap_or(quoted.len());
            for character in quoted.get(..end).unwrap_or_default().chars() {
                self.out.push_str(&regex::escape(character.encode_utf8(&mut [0; 4])));
                (self.repeatable, self.repeated) = (true, false);
            }
            self.take((2 + end + 2).min(self.rest.len()));
            return Ok(());
        }
        let (text, length) = match escaped {
            'b' => ("(?-u:\\b)".to_owned(), 2),
            'B' => return Err(Refused::Here("`\\B`")),
            'C' => return Err(Refused::Here("`\\C`")),
            'A' | 'z' => (format!("\\{escaped}"), 2),
            _ => {
                let (set, length) = class_escape(self.rest)?;
                (if set.starts_with('\\') { set } else { format!("[{set}]") }, length)
            }
        };
        self.atom(&text, length);
        Ok(())
    }

    fn group(&mut self) -> Result<(), Refused> {
        let Some(flags) = self.rest.strip_prefix("(?") else {
            self.out.push('(');
            self.take(1);
            (self.repeatable, self.repeated) = (false, false);
            return Ok(());
        };
        let name = flags.strip_prefix("P<").or_else(|| flags.strip_prefix('<'));
        let length = if let Some(name) = name {
            let end = name.find('>').ok_or(Refused::ByGo("invalid named capture"))?;
            let word = name.get(..end).unwrap_or_default();
            let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
            if word.is_empty() || !word.chars().all(is_word) {
                return Err(Refused::ByGo("invalid named capture"));
            }
            // Only what is matched is asked for.
            self.out.push('(');
            self.rest.len() - name.len() + end + 1
        } else {
            let end = flags.find([':', ')']).ok_or(Refused::ByGo("missing argument"))?;
            let inside = flags.get(..end).unwrap_or_default();
            if !inside.chars().all(|flag| "imsU-".contains(flag)) || inside.ends_with('-') {
                return Err(Refused::ByGo("invalid or unsupported Perl syntax"));
            }
            let whole = self.rest.get(..2 + end + 1).unwrap_or_default();
            self.out.push_str(whole);
            2 + end + 1
        };
        self.take(length);
        (self.repeatable, self.repeated) = (false, false);
        Ok(())
    }

    fn class(&mut self) -> Result<(), Refused> {
        let missing = || Refused::ByGo("missing closing ]");
        let mut rest = self.rest.get(1..).unwrap_or_default();
        let mut out = String::from('[');
        if let Some(after) = rest.strip_prefix('^') {
            out.push('^');
            rest = after;
        }
        let mut first = true;
        loop {
            let next = rest.chars().next().ok_or_else(missing)?;
            if next == ']' && !first {
                break;
            }
            first = false;
            let (text, length) = if let Some(posix) = posix_class(rest) {
                posix
            } else if next == '\\' {
                class_escape(rest)?
            } else if next == '-' {
                ("-".to_owned(), 1)
            } else {
                (literal(next), next.len_utf8())
            };
            rest = rest.get(length..).unwrap_or_default();
            // A dash between two characters makes a range; else it is one.
            let range_end = rest.strip_prefix('-').filter(|after| !after.starts_with(']'));
            let single =
                !text.starts_with("[:") && (text.starts_with('\\') || text.chars().count() == 1);
            if text == "-" {
                out.push_str("\\-");
            } else {
                out.push_str(&text);
            }
            if let Some(after) = range_end.filter(|after| single && !after.is_empty()) {
                let end = after.chars().next().ok_or_else(missing)?;
                let (end, length) =
                    if end == '\\' { class_escape(after)? } else { (literal(end), end.len_utf8()) };
                out.push('-');
                out.push_str(&end);
                rest = after.get(length..).unwrap_or_default();
            }
        }
        out.push(']');
        let length = self.rest.len() - rest.len() + 1;
        self.atom(&out, length);
        Ok(())
    }
}

/// A character as itself, in a class or outside.
fn literal(character: char) -> String {
    if character.is_ascii_punctuation() || character == ' ' {
        format!("\\x{{{:x}}}", u32::from(character))
    } else {
        character.to_string()
    }
}

/// `[:alpha:]` at the start of a text.
fn posix_class(text: &str) -> Option<(String, usize)> {
    const NAMES: [&str; 14] = [
        "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
        "space", "upper", "word", "xdigit",
    ];
    let inside = text.strip_prefix("[:")?;
    let end = inside.find(":]")?;
    let name = inside.get(..end)?;
    let plain = name.strip_prefix('^').unwrap_or(name);
    NAMES.contains(&plain).then(|| (format!("[:{name}:]"), end + 4))
}

/// What an escape stands for, as part of a class: characters, or one that begins with a backslash.
fn class_escape(text: &str) -> Result<(String, usize), Refused> {
    let wrong = || Refused::ByGo("invalid escape sequence");
    let escaped = text.chars().nth(1).ok_or_else(wrong)?;
    let set = match escaped {
        'd' => "0-9",
        'D' => "[^0-9]",
        'w' => "0-9A-Za-z_",
        'W' => "[^0-9A-Za-z_]",
        's' => "\\t\\n\\f\\r\\x20",
        'S' => "[^\\t\\n\\f\\r\\x20]",
        'a' => "\\x07",
        'f' | 'n' | 'r' | 't' | 'v' => return Ok((format!("\\{escaped}"), 2)),
        'p' | 'P' => return unicode_class(text),
        'x' => return hex_escape(text),
        '0'..='7' => return octal_escape(text),
        _ if escaped.is_ascii_punctuation() => return Ok((literal(escaped), 2)),
        _ => return Err(wrong()),
    };
    // A set of several ranges that begins with an escape must not be taken for one character.
    let set = if escaped == 's' { format!("[{set}]") } else { set.to_owned() };
    Ok((set, 2))
}

/// `\p{Greek}`, `\pL`, and `\P` for all others.
fn unicode_class(text: &str) -> Result<(String, usize), Refused> {
    let wrong = || Refused::ByGo("invalid character class range");
    let rest = text.get(2..).ok_or_else(wrong)?;
    let (name, length) = if let Some(inside) = rest.strip_prefix('{') {
        let end = inside.find('}').ok_or_else(wrong)?;
        (inside.get(..end).ok_or_else(wrong)?, 2 + end + 2)
    } else {
        let first = rest.chars().next().ok_or_else(wrong)?;
        (rest.get(..first.len_utf8()).ok_or_else(wrong)?, 2 + first.len_utf8())
    };
    if !name.trim_start_matches('^').chars().all(|c| c.is_ascii_alphabetic() || c == '_') {
        return Err(wrong());
    }
    let all_others = text.starts_with("\\P") != name.starts_with('^');
    let name = name.trim_start_matches('^');
    let letter = if all_others { 'P' } else { 'p' };
    // In brackets, since it is no single character that a range may begin with.
    Ok((format!("[\\{letter}{{{name}}}]"), length))
}

fn hex_escape(text: &str) -> Result<(String, usize), Refused> {
    let wrong = || Refused::ByGo("invalid escape sequence");
    let rest = text.get(2..).ok_or_else(wrong)?;
    let (digits, length) = match rest.strip_prefix('{') {
        Some(inside) => {
            let end = inside.find('}').ok_or_else(wrong)?;
            (inside.get(..end), 2 + end + 2)
        }
        None => (rest.get(..2), 4),
    };
    let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let character = code.and_then(char::from_u32).ok_or_else(wrong)?;
    Ok((format!("\\x{{{:x}}}", u32::from(character)), length))
}

/// Up to three octal digits; one alone would be a reference, which there is none of.
fn octal_escape(text: &str) -> Result<(String, usize), Refused> {
    let digits = text.get(1..).unwrap_or_default();
    let length = digits.bytes().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
    if length < 2 && !digits.starts_with('0') {
        return Err(Refused::ByGo("invalid escape sequence"));
    }
    let code = u32::from_str_radix(digits.get(..length).unwrap_or_default(), 8).unwrap_or(0);
    Ok((format!("\\x{{{code:x}}}"), 1 + length))
}

/// The length of `{2}`, `{2,}` or `{2,5}` at the start of a text; none where the brace is itself.
fn repeat_length(text: &str) -> Result<Option<usize>, Refused> {
    let Some(end) = text.find('}') else { return Ok(None) };
    let inside = text.get(1..end).unwrap_or_default();
    let (least, most) = inside.split_once(',').map_or((inside, None), |(a, b)| (a, Some(b)));
    let is_number = |text: &str| {
        !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && (text.len() == 1 || !text.starts_with('0'))
    };
    if !is_number(least) || !most.is_none_or(|most| most.is_empty() || is_number(most)) {
        return Ok(None);
    }
    let number = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
    let most = most.filter(|most| !most.is_empty()).map_or(number(least), number);
    if number(least) > 1000 || most > 1000 || most < number(least) {
        return Err(Refused::ByGo("invalid repeat count"));
    }
    Ok(Some(end + 1))
}
