//! The reference of rules, in Markdown.

use super::rule::parameters;
use crate::rules::{Category, Meta, Needs, Text, TextError};

/// Renders what the files of rules say: a table of each category, then each rule with why it is there
/// and what to write instead. Rules stand by category.
///
/// # Errors
/// When a rule's file can't be read: its id, and why.
pub(crate) fn render<'a>(
    rules: impl IntoIterator<Item = &'a Meta>,
) -> Result<String, (String, TextError)> {
    let rules: Vec<&Meta> = rules.into_iter().collect();
    let mut page = String::from("# Rules\n");
    for category in Category::ALL {
        let of_it: Vec<&Meta> =
            rules.iter().copied().filter(|meta| meta.category == category).collect();
        if of_it.is_empty() {
            continue;
        }
        page.push_str(&format!(
            "\n## {category}\n\n| rule | severity | finds |\n| --- | --- | --- |\n"
        ));
        for meta in &of_it {
            let (id, severity, title) = (&meta.id, severity(meta), meta.title.replace('|', "\\|"));
            page.push_str(&format!("| [{id}](#{id}) | {severity} | {title} |\n"));
        }
        for meta in of_it {
            let text = meta.text().map_err(|error| (meta.id.to_string(), error))?;
            page.push_str(&section(meta, &text));
        }
    }
    if rules.iter().any(|meta| meta.in_tests.is_some()) {
        page.push_str(IN_TESTS);
    }
    Ok(page)
}

/// What it means that a rule says less in tests.
const IN_TESTS: &str = "
## In tests

What lies in a folder for tests (`test`, `tests`, `testing`, `e2e`, names such as `e2e-tests` and
`test_files`), or in a file that is called so (`test-agent.yaml`, `agent-e2e.yaml`), runs in clusters that are
thrown away. Advice for a fleet that lives on is an info there: the warnings of the rules that say so above.
Errors stay errors. The path counts from the repository's folder, outside of one from the working
directory; a folder `test` beside `prod` or `staging` is an environment like these. A severity that the config
gives a rule holds everywhere:

```yaml
severity:
  image-tag-latest: warning
```
";

fn severity(meta: &Meta) -> String {
    let mut severity = meta.severity.as_str().to_owned();
    if let Some(said) = meta.in_tests_said("[in tests](#in-tests)") {
        severity.push_str(&format!(", {said}"));
    }
    if meta.needs == Needs::Inventory {
        severity.push_str(", with `--nodes`");
    }
    if !meta.default_on {
        severity.push_str(", off unless selected");
    }
    severity
}

fn section(meta: &Meta, text: &Text) -> String {
    let mut section = format!("\n### {}\n\n{}\n", meta.id, text.why.trim_end());
    section.push_str(&format!("\n**Instead**: {}\n", text.fix.trim()));
    if let Some(fixes) = meta.fixable.as_str() {
        section.push_str(&format!("\nFixes: {fixes}.\n"));
    }
    if let Some(params) = parameters(text) {
        section.push_str(&format!("\n```yaml\n{params}\n```\n"));
    }
    if let Some(reference) = &text.reference {
        section.push_str(&format!("\n<{reference}>\n"));
    }
    section
}
