//! Which rule found something.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// The id of the rule that found something, and the page that says more. Cheap to clone: both are the
/// same for all that the rule finds.
#[derive(Clone, Debug)]
pub struct RuleId(Known);

#[derive(Clone, Debug)]
enum Known {
    Id(&'static str),
    WithPage(Arc<Named>),
}

#[derive(Debug)]
struct Named {
    id: Cow<'static, str>,
    url: Option<Box<str>>,
}

impl RuleId {
    /// A rule by its id, with a page that says more.
    #[must_use]
    pub fn new(id: impl Into<Cow<'static, str>>, url: Option<&str>) -> Self {
        match (id.into(), url) {
            (Cow::Borrowed(id), None) => Self(Known::Id(id)),
            (id, url) => Self(Known::WithPage(Arc::new(Named { id, url: url.map(Box::from) }))),
        }
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Known::Id(id) => id,
            Known::WithPage(named) => &named.id,
        }
    }

    /// A page that says more.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        match &self.0 {
            Known::Id(_) => None,
            Known::WithPage(named) => named.url.as_deref(),
        }
    }
}

impl<T: Into<Cow<'static, str>>> From<T> for RuleId {
    fn from(id: T) -> Self {
        Self::new(id, None)
    }
}

impl Deref for RuleId {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl serde::Serialize for RuleId {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self)
    }
}

impl PartialEq for RuleId {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for RuleId {}

impl PartialEq<str> for RuleId {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for RuleId {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialEq<Cow<'_, str>> for RuleId {
    fn eq(&self, other: &Cow<'_, str>) -> bool {
        **self == **other
    }
}

impl PartialOrd for RuleId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for RuleId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other)
    }
}

impl std::hash::Hash for RuleId {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}
