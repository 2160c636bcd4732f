//! A rule: what is known of it, and its check.

use std::fmt;
use std::sync::Arc;

use super::check::Check;
use super::meta::Meta;
use crate::source::SourceFile;

/// A rule.
#[derive(Clone)]
pub struct Rule {
    /// What is known of it without running it.
    pub meta: Meta,
    hooks: Hooks,
    /// The file of a user's rule.
    file: Option<Arc<SourceFile>>,
}

#[derive(Clone)]
enum Hooks {
    BuiltIn(&'static dyn Check),
    Own(Arc<dyn Check>),
}

impl Rule {
    /// A rule of this program.
    #[must_use]
    pub const fn built_in(meta: Meta, check: &'static dyn Check) -> Self {
        Self { meta, hooks: Hooks::BuiltIn(check), file: None }
    }

    /// A rule that a user brings.
    #[must_use]
    pub fn new(meta: Meta, check: impl Check + 'static) -> Self {
        Self { meta, hooks: Hooks::Own(Arc::new(check)), file: None }
    }

    /// The same, read from a file.
    #[must_use]
    pub fn of_file(self, file: Arc<SourceFile>) -> Self {
        Self { file: Some(file), ..self }
    }

    /// The file of a user's rule.
    #[must_use]
    pub const fn file(&self) -> Option<&Arc<SourceFile>> {
        self.file.as_ref()
    }

    /// Its check.
    #[must_use]
    pub fn check(&self) -> &dyn Check {
        match &self.hooks {
            Hooks::BuiltIn(check) => *check,
            Hooks::Own(check) => &**check,
        }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Rule").field(&self.meta.id).finish()
    }
}

/// A rule of this program by its file, without the ending, and its check:
/// `rule!("selector/selector-overlap", overlap::SelectorOverlap)`.
macro_rules! rule {
    ($file:literal, $($check:ident)::+) => {
        $crate::rules::rule::Rule::built_in(
            $crate::rules::head::head(include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/rules/",
                $file,
                ".yaml"
            ))),
            &$($check)::+,
        )
    };
}
pub(super) use rule;
