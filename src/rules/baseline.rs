//! Findings that were there before: known by what they are about, not by their lines, and counted,
//! so that another one of the same kind is new.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::identity::{Identities, object, words};
use crate::diagnostic::{Diagnostic, Severity};
use crate::manifest::suppression::Before;
use crate::source::SourceFile;
use crate::source::place::{absolute, seen};
use crate::yaml::cursor::{At, Read, Wrong};
use crate::yaml::parse_document;

/// The version of the file's form.
const VERSION: i64 = 1;

/// The fields of the file, and those of what it lists.
const FIELDS: [&str; 2] = ["version", "findings"];
const FINDING_FIELDS: [&str; 6] = ["rule", "file", "object", "field", "message", "count"];

/// Findings that were there before.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// What it is.
    pub(crate) is: Before,
    /// From here the files are seen.
    folder: PathBuf,
    /// How often each of them was found.
    counts: BTreeMap<Known, usize>,
    /// Those of its files that are there no more.
    gone_files: Vec<String>,
}

/// What a finding is known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    file: String,
    rule: String,
    object: String,
    field: String,
    message: String,
}

/// Findings held against those that were there before.
#[derive(Debug, Default)]
pub(crate) struct Held {
    /// Those that are new.
    pub new: Vec<Diagnostic>,
    /// Those that were there.
    pub known: Vec<Diagnostic>,
    /// How many of those that were there are found no more.
    pub gone: usize,
}

impl Baseline {
    /// Findings as a baseline whose files are seen from a folder.
    pub(crate) fn of<'d>(
        is: Before,
        folder: &Path,
        found: impl IntoIterator<Item = &'d Diagnostic>,
        identities: &Identities<'_>,
    ) -> Self {
        let folder = absolute(folder);
        let mut counts = BTreeMap::new();
        for found in found {
            *counts.entry(Known::of(found, identities, &folder)).or_default() += 1;
        }
        Self { is, folder, counts, gone_files: Vec::new() }
    }

    /// Reads a baseline's file.
    ///
    /// # Errors
    /// Where it is none, at the place.
    pub fn read(file: &Arc<SourceFile>, folder: &Path) -> Result<Self, Box<Diagnostic>> {
        let read = match parse_document(file) {
            Ok(document) => read(At::root(&document)),
            Err(error) => Err(Wrong { span: error.span, message: error.to_string() }),
        };
        let counts = read.map_err(|Wrong { span, message }| {
            let file = Arc::clone(file);
            let wrong = Diagnostic::new("baseline", Severity::Error, message, file, span);
            Box::new(wrong.with_help("`daemonlint baseline PATH… --output FILE` writes a new one"))
        })?;
        let is = Before::Baseline(file.name().to_owned());
        Ok(Self { is, folder: absolute(folder), counts, gone_files: Vec::new() })
    }

    /// The same where some of its files are there no more: what was found in them may have moved.
    pub(crate) fn without_files(mut self, is_there: impl Fn(&Path) -> bool) -> Self {
        let mut gone: Vec<String> = self.counts.keys().map(|known| known.file.clone()).collect();
        gone.dedup();
        gone.retain(|file| !is_there(&self.folder.join(file)));
        self.gone_files = gone;
        self
    }

    /// How many findings it holds.
    pub(crate) fn len(&self) -> usize {
        self.counts.values().sum()
    }

    /// How many files they are in.
    pub(crate) fn files(&self) -> usize {
        let mut files: Vec<&str> = self.counts.keys().map(|known| &*known.file).collect();
        files.dedup();
        files.len()
    }

    /// The text of its file: JSON, one finding a line, so that changes are seen.
    pub(crate) fn render(&self) -> String {
        let one = |(known, count): (&Known, &usize)| {
            let mut line = serde_json::json!({
                "rule": known.rule,
                "file": known.file,
                "object": known.object,
                "field": known.field,
                "message": known.message,
            });
            if *count > 1 {
                line["count"] = (*count).into();
            }
            format!("  {line}")
        };
        let lines: Vec<String> = self.counts.iter().map(one).collect();
        let findings =
            if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}\n]", lines.join(",\n")) };
        format!("{{\"version\": {VERSION}, \"findings\": {findings}}}\n")
    }

    /// Holds findings against those that were there. Of the latter, what `may_be_gone` says of a rule
    /// and a file is counted as gone where it is found no more: other rules did not run, other files
    /// were not read. What has moved from a file that is there no more is the same.
    pub(crate) fn hold(
        &self,
        found: Vec<Diagnostic>,
        identities: &Identities<'_>,
        may_be_gone: impl Fn(&str, &Path) -> bool,
    ) -> Held {
        let mut left = self.counts.clone();
        let mut held = Held::default();
        for found in found {
            let known = Known::of(&found, identities, &self.folder);
            match take(&mut left, &known) {
                true => held.known.push(found),
                false => held.new.push(found),
            }
        }
        left.retain(|_, count| *count > 0);
        let mut moved = BTreeMap::new();
        for (known, count) in left.iter().filter(|(known, _)| self.is_gone(&known.file)) {
            *moved.entry(known.moved()).or_insert(0) += count;
        }
        if !moved.is_empty() {
            for found in std::mem::take(&mut held.new) {
                let known = Known::of(&found, identities, &self.folder).moved();
                match !known.object.is_empty() && take(&mut moved, &known) {
                    true => held.known.push(found),
                    false => held.new.push(found),
                }
            }
        }
        let gone = left.iter().filter(|(known, _)| !self.is_gone(&known.file));
        let gone =
            gone.filter(|(known, _)| may_be_gone(&known.rule, &self.folder.join(&known.file)));
        held.gone = gone.map(|(_, count)| count).sum::<usize>() + moved.values().sum::<usize>();
        held
    }

    fn is_gone(&self, file: &str) -> bool {
        self.gone_files.iter().any(|gone| gone == file)
    }
}

/// Takes one of a kind away, if any is left.
fn take(left: &mut BTreeMap<Known, usize>, known: &Known) -> bool {
    let Some(count) = left.get_mut(known).filter(|count| **count > 0) else { return false };
    *count -= 1;
    true
}

impl Known {
    fn of(found: &Diagnostic, identities: &Identities<'_>, folder: &Path) -> Self {
        let rendered = found.file.origin_at(found.primary.span.start);
        let place =
            rendered.map(|path| absolute(&path)).or_else(|| found.file.place().map(Path::to_owned));
        let file = place.map_or_else(
            || found.file.name().to_owned(),
            |place| seen(&place, folder).display().to_string().replace('\\', "/"),
        );
        Self {
            file,
            rule: found.rule.to_string(),
            object: object(found),
            field: identities.field(found),
            message: words(&found.message),
        }
    }

    /// The same in whichever file.
    fn moved(&self) -> Self {
        Self { file: String::new(), ..self.clone() }
    }
}

fn read(at: At<'_>) -> Read<BTreeMap<Known, usize>> {
    at.no_duplicates()?;
    at.only("a baseline", &FIELDS)?;
    let version = at.get("version").ok_or_else(|| at.wrong("`version` is missing"))?;
    version.number(VERSION, VERSION)?;
    let findings = at.get("findings").map_or_else(|| Ok(Vec::new()), At::list)?;
    let mut counts = BTreeMap::new();
    for finding in findings {
        finding.only("a finding", &FINDING_FIELDS)?;
        let text = |key: &str| -> Read<String> {
            let value =
                finding.get(key).ok_or_else(|| finding.wrong(format!("`{key}` is missing")));
            Ok(value?.text()?.to_owned())
        };
        let known = Known {
            file: text("file")?,
            rule: text("rule")?,
            object: text("object")?,
            field: text("field")?,
            message: text("message")?,
        };
        let count =
            finding.get("count").map_or(Ok(1), |count| count.number(1, i64::from(u32::MAX)));
        *counts.entry(known).or_insert(0) += usize::try_from(count?).unwrap_or(1);
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::Workspace;
    use crate::source::Span;

    fn found(file: &str, message: &str) -> Diagnostic {
        let file = Arc::new(SourceFile::new(file, "text").at(file));
        Diagnostic::new("a-rule", Severity::Error, message, file, Span::new(0, 1))
    }

    fn baseline(found: &[Diagnostic]) -> Baseline {
        let workspace = Workspace::default();
        Baseline::of(
            Before::Baseline("b".to_owned()),
            Path::new("/r"),
            found,
            &Identities::new(&workspace),
        )
    }

    fn held(baseline: &Baseline, found: Vec<Diagnostic>) -> (usize, usize, usize) {
        let workspace = Workspace::default();
        let held = baseline.hold(found, &Identities::new(&workspace), |_, _| true);
        (held.new.len(), held.known.len(), held.gone)
    }

    #[test]
    fn findings_are_counted() {
        let one = || found("/r/a.yaml", "3 of 7 nodes");
        let before = baseline(&[one(), one()]);
        assert_eq!(held(&before, vec![one(), one(), one()]), (1, 2, 0));
        assert_eq!(held(&before, vec![found("/r/a.yaml", "4 of 8 nodes")]), (0, 1, 1));
        assert_eq!(held(&before, vec![found("/r/b.yaml", "3 of 7 nodes")]), (1, 0, 2));
    }

    #[test]
    fn a_file_gives_back_what_was_written() {
        let before = baseline(&[found("/r/a.yaml", "`x`: \"y\""), found("/other/a.yaml", "z")]);
        let text = before.render();
        let file = Arc::new(SourceFile::new("baseline.json", text.as_str()));
        let read = Baseline::read(&file, Path::new("/r")).unwrap();
        assert_eq!((read.counts, read.folder), (before.counts, before.folder));
        assert_eq!(read.is, Before::Baseline("baseline.json".to_owned()));
        let empty = baseline(&[]).render();
        let file = Arc::new(SourceFile::new("baseline.json", empty));
        assert!(Baseline::read(&file, Path::new("")).is_ok());
    }

    #[test]
    fn what_is_no_baseline_is_told() {
        for (text, said) in [
            ("[]", "a map is wanted"),
            ("{version: 2, findings: []}", "not between 1 and 1"),
            ("{findings: []}", "`version` is missing"),
            ("{version: 1, finding: []}", "`finding` is not a field of a baseline; `findings` is"),
            ("{version: 1, findings: [{rule: a}]}", "`file` is missing"),
            ("{", ""),
        ] {
            let file = Arc::new(SourceFile::new("b.json", text));
            let wrong = Baseline::read(&file, Path::new("")).unwrap_err();
            assert!(wrong.message.contains(said), "{text}: {}", wrong.message);
        }
    }
}
