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

/// Whether a value is likely a credential, by its name and by how it looks.
pub(super) fn is_credential(name: &str, value: &str) -> bool {
    let value = value.trim();
    let is_known = |known: &str| value.starts_with(known) && value.len() >= 16;
    if KNOWN.iter().any(|known| is_known(known)) {
        return !is_stand_in(value);
    }
    let letters: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    ENDS.iter().any(|end| letters.ends_with(end)) && is_random(value) && !is_stand_in(value)
}

fn is_stand_in(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    STAND_INS.iter().any(|word| lower.contains(word))
}

/// Whether a value is a word that nobody would write but as a credential: eight signs or more, with
/// digits among letters, and none of what names, paths, addresses and durations have.
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
    value.len() >= 8 && has_digit && has_letter && !is_place && !of_names
}

#[cfg(test)]
mod tests {
    use super::is_credential;

    #[test]
    fn credentials_and_what_has_their_name() {
        for (name, value) in [("DB_PASSWORD", "tr0ub4dor9"), ("api-key", "9f86d081884c7d65")] {
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
        ] {
            assert!(!is_credential(name, value), "{name}={value}");
        }
    }
}
