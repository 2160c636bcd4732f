//! Texts that are credentials, and those that only have such a name.

/// How names of credentials end, without the signs between words.
const ENDS: [&str; 16] = [
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "SECRET",
    "SECRETKEY",
    "TOKEN",
    "APIKEY",
    "ACCESSKEY",
    "LICENSEKEY",
    "PRIVATEKEY",
    "AUTHKEY",
    "INGESTKEY",
    "CREDENTIAL",
    "CLIENTSECRET",
    "ACCOUNTKEY",
    "SECRETACCESSKEY",
];
/// How credentials of some services begin.
const KNOWN: [&str; 9] =
    ["AKIA", "ASIA", "ghp_", "gho_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "-----BEGIN "];
/// What people write where a value is still to come.
const STAND_INS: [&str; 19] = [
    "change",
    "your",
    "example",
    "placeholder",
    "replace",
    "insert",
    "todo",
    "dummy",
    "redacted",
    "xxx",
    "***",
    "...",
    "<",
    "{{",
    "${",
    "$(",
    "secret",
    "password",
    "fake",
];

/// What a project knows of its own credentials, beside what everybody does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'p> {
    /// How names of credentials end.
    pub also: &'p [String],
    /// Names of what is none.
    pub except: &'p [String],
    /// How credentials begin.
    pub prefixes: &'p [String],
    /// What stands where a value is still to come.
    pub stand_ins: &'p [String],
    /// How many characters a credential has at least.
    pub length: usize,
}

impl Known<'_> {
    /// Whether a value is likely a credential, by its name and by how it looks.
    pub(super) fn is_credential(self, name: &str, value: &str) -> bool {
        let value = value.trim();
        if value.is_empty() {
            return false;
        }
        if self.except.iter().any(|one| one == name) {
            return false;
        }
        if let Some(password) = of_url(value) {
            let is_long = password.len() >= self.length;
            return is_long && is_random(password) && !self.is_stand_in(password);
        }
        let is_known = |known: &str| value.starts_with(known) && value.len() >= 16;
        let is_own = |own: &String| !own.is_empty() && value.starts_with(own.as_str());
        if KNOWN.iter().any(|known| is_known(known)) || self.prefixes.iter().any(is_own) {
            return !self.is_stand_in(value);
        }
        if value.len() < self.length || !is_random(value) {
            return false;
        }
        let letters = letters(name);
        let ends = |end: &str| !end.is_empty() && letters.ends_with(end);
        let is_named = ENDS.iter().any(|end| ends(end))
            || self.also.iter().any(|end| ends(&self::letters(end)));
        is_named && !self.is_stand_in(value)
    }

    fn is_stand_in(self, value: &str) -> bool {
        let lower = value.to_ascii_lowercase();
        let own = self.stand_ins.iter().filter(|word| !word.is_empty());
        STAND_INS.iter().any(|word| lower.contains(word))
            || own.into_iter().any(|word| lower.contains(&word.to_ascii_lowercase()))
    }
}

/// The password in an address: `postgres://USER:PASSWORD@HOST`.
fn of_url(value: &str) -> Option<&str> {
    let (scheme, rest) = value.split_once("://")?;
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+.-".contains(c);
    let authority = rest.split(['/', '?', '#']).next()?;
    let (user, _) = authority.rsplit_once('@')?;
    let (_, password) = user.split_once(':')?;
    scheme.chars().all(is_scheme).then_some(password)
}

/// A name without the signs between its words.
fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
}

/// Whether a value is a word that nobody would write but as a credential: digits among letters, and none of what names, paths, addresses and durations have.
fn is_random(value: &str) -> bool {
    let has_digit = value.bytes().any(|byte| byte.is_ascii_digit());
    let has_letter = value.bytes().any(|byte| byte.is_ascii_alphabetic());
    let is_place =
        value.starts_with(['/', '.', '~']) || value.contains("://") || value.contains(' ');
    // Of the shape of an object's name or a file's: `agent-token-1`, `token.v1.json`.
    let words = value.split(['-', '.', '_']);
    let of_names = words.clone().count() > 1
        && words.clone().all(|word| {
            word.len() < 12 && (word.bytes().all(|b| b.is_ascii_lowercase()) || word.len() < 3)
        });
    has_digit && has_letter && !is_place && !of_names
}

#[cfg(test)]
mod tests {
    use super::Known;

    #[test]
    fn credentials_and_what_has_their_name() {
        let nothing = Known { also: &[], except: &[], prefixes: &[], stand_ins: &[], length: 8 };
        let is_credential = |name, value| nothing.is_credential(name, value);
        for (name, value) in [
            ("DB_PASSWORD", "tr0ub4dor9"),
            ("api-key", "9f86d081884c7d65"),
            ("DATABASE_URL", "postgres://app:tr0ub4dor9@db:5432/app"),
        ] {
            assert!(is_credential(name, value), "{name}={value}");
        }
        for (name, value) in [
            ("DB_PASSWORD", "changeme123"),
            ("DB_PASSWORD_FILE", "tr0ub4dor9"),
            ("API_TOKEN", "/var/run/token1"),
            ("TOKEN", "agent-token-1"),
            ("TOKEN", "https://a.example.com/1"),
            ("TOKEN", "true"),
            ("SECRET_NAME", "tr0ub4dor9"),
            ("API_KEY", "${API_KEY_1}"),
            ("MONKEY", "abcdefgh1"),
            ("DATABASE_URL", "postgres://app@db2:5432/app"),
            ("DATABASE_URL", "postgres://app:$(DB_PASSWORD1)@db:5432/app"),
            ("PROXY", "http://proxy1.example.com:3128"),
        ] {
            assert!(!is_credential(name, value), "{name}={value}");
        }
    }
}
