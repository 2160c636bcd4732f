//! Storms of random edits: whatever was typed, what the editor is told at the end is what a fresh
//! check of the same texts tells.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::answers::NODES;
use crate::client::Client;
use crate::{daemon_set, rival, write};

/// Numbers by chance, the same ones for the same seed (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn one_of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

const TYPED: [&str; 22] = [
    "\n",
    "  ",
    "- ",
    "a: ",
    "😀",
    "[",
    "}",
    "#",
    "\n---\n",
    "é",
    "\r\n",
    "imag: x\n",
    "{",
    "\"",
    "'",
    "app: other",
    "kubernetes.io/arch: arm64\n",
    "windows",
    "1",
    "\t",
    "&a *a",
    "# daemonlint: ignore[admission] x\n",
];

/// The bytes of a text after which a line begins, as the protocol has lines.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = |at: &usize| match bytes[*at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    std::iter::once(0).chain((0..bytes.len()).filter(ends).map(|at| at + 1)).collect()
}

/// Where a byte stands, in units of UTF-16.
fn position(text: &str, byte: usize) -> Value {
    let starts = line_starts(text);
    let line = starts.iter().rposition(|start| *start <= byte).unwrap();
    let before = text[starts[line]..byte].trim_end_matches(['\r', '\n']);
    json!({"line": line, "character": before.encode_utf16().count()})
}

/// A place between two characters, but not within a line's end.
fn place(text: &str, chance: &mut Chance) -> usize {
    let mut at = chance.below(text.len() + 1);
    while !text.is_char_boundary(at) || (text[..at].ends_with('\r') && text[at..].starts_with('\n'))
    {
        at -= 1;
    }
    at
}

/// Changes a text by chance, and says how.
fn edit(text: &mut String, chance: &mut Chance) -> Value {
    let (start, mut end) = (place(text, chance), 0);
    if chance.below(3) == 0 {
        end = (start + chance.below(40)).min(text.len());
        while !text.is_char_boundary(end)
            || (text[..end].ends_with('\r') && text[end..].starts_with('\n'))
        {
            end -= 1;
        }
    }
    let end = end.max(start);
    let new = if end > start && chance.below(2) == 0 { "" } else { *chance.one_of(&TYPED) };
    let range = json!({"start": position(text, start), "end": position(text, end)});
    text.replace_range(start..end, new);
    json!({"range": range, "text": new})
}

/// What a fresh check of a folder tells, as the editor would be told it.
fn checked(folder: &Path, texts: &BTreeMap<&str, String>) -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO_BIN_EXE_daemonlint"))
        .args(["check", "--format", "json", "."])
        .current_dir(folder)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut told: BTreeMap<String, Vec<String>> =
        texts.keys().map(|file| ((*file).to_owned(), Vec::new())).collect();
    for found in report["diagnostics"].as_array().unwrap() {
        if !found["coveredBy"].is_null() {
            continue;
        }
        let file = found["file"].as_str().unwrap().trim_start_matches("./");
        let Some(text) = texts.get(file) else { continue };
        let at = |end: &str| position(text, found["span"][end]["byte"].as_u64().unwrap() as usize);
        told.get_mut(file).unwrap().push(format!(
            "{} {} {} {} {}",
            found["severity"].as_str().unwrap(),
            found["rule"].as_str().unwrap(),
            at("start"),
            at("end"),
            found["message"].as_str().unwrap(),
        ));
    }
    told.values_mut().for_each(|found| found.sort());
    told
}

/// A finding as the editor is told it.
fn told(found: &Value) -> String {
    let severity = ["", "error", "warning", "info"][found["severity"].as_u64().unwrap() as usize];
    format!(
        "{severity} {} {} {} {}",
        found["code"].as_str().unwrap(),
        found["range"]["start"],
        found["range"]["end"],
        found["message"].as_str().unwrap().lines().next().unwrap_or_default(),
    )
}

fn storm(seed: u64) {
    let mut chance = Chance(seed);
    let (served, fresh) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let pristine: BTreeMap<&str, String> = [
        ("a.yaml", daemon_set("agent", "      tolerations:\n        - {key: nvidia.com/gpu, operator: Exists}\n") + "---\n" + &daemon_set("other", "      hostNetwork: true\n")),
        ("b/b.yaml", rival("agent", "two")),
        ("c.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: logging}\nspec:\n  selector: {app: agent}\n  ports: [{port: 80}]\n".to_owned()),
    ]
    .into();
    let config = (".daemonlint.yaml", "nodes: nodes.yaml\nprofile: strict\n");
    for folder in [served.path(), fresh.path()] {
        write(folder, &[("nodes.yaml", NODES), config]);
        pristine.iter().for_each(|(file, text)| write(folder, &[(file, text)]));
    }
    let mut texts = pristine.clone();
    let mut versions: BTreeMap<&str, i32> = texts.keys().map(|file| (*file, 1)).collect();
    let mut client = Client::start(served.path(), Value::Null);
    texts.iter().for_each(|(file, text)| client.open(file, text));
    let mut last: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let files: Vec<&str> = texts.keys().copied().collect();
    for round in 0..12 {
        for _ in 0..chance.below(8) + 1 {
            let file = *chance.one_of(&files);
            let (text, version) = (texts.get_mut(file).unwrap(), versions.get_mut(file).unwrap());
            *version += 1;
            if chance.below(12) == 0 {
                text.clone_from(&pristine[file]);
                client.replace(file, *version, text);
                continue;
            }
            let edits: Vec<Value> =
                (0..chance.below(3) + 1).map(|_| edit(text, &mut chance)).collect();
            client.change(file, *version, Value::Array(edits));
        }
        // Its answer comes after what is told of the texts as they are now.
        client.ask(
            "textDocument/documentSymbol",
            json!({"textDocument": {"uri": client.uri("a.yaml")}}),
        );
        for message in client.said("textDocument/publishDiagnostics") {
            let params = &message["params"];
            let file = params["uri"]
                .as_str()
                .unwrap()
                .rsplit_once(&format!("{}/", served.path().display()));
            let mut found: Vec<String> =
                params["diagnostics"].as_array().unwrap().iter().map(told).collect();
            found.sort();
            last.insert(file.unwrap().1.to_owned(), found);
        }
        for (file, text) in &texts {
            fs::write(fresh.path().join(file), text).unwrap();
        }
        let expected = checked(fresh.path(), &texts);
        assert_eq!(last, expected, "seed {seed}, round {round}: {texts:#?}");
    }
    assert_eq!(client.end(), 0);
}

#[test]
fn after_a_storm_of_edits_all_is_as_a_fresh_check_tells() {
    for seed in 1..=6 {
        storm(seed * 0x9e37_79b9);
    }
}
