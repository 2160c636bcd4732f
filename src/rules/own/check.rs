//! The check of a user's rule: an expression that must be true.

use serde_json::Value as Json;

use super::pattern::{Pattern, Place};
use super::scope::{Around, Scope, object_of};
use crate::diagnostic::Severity;
use crate::kubernetes::field::FieldPath;
use crate::manifest::Manifest;
use crate::rules::cel::{Fault, FaultKind, Program, Value};
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};

/// A check in CEL.
pub(super) struct CelCheck {
    /// The rule's id.
    pub(super) id: String,
    /// The kinds of objects that it looks at.
    pub(super) kinds: Vec<String>,
    /// What must be true.
    pub(super) condition: Program,
    /// Whether that is asked of each place, as `self`, and not of the object.
    pub(super) of_each_place: bool,
    /// Where findings are.
    pub(super) at: At,
    /// What they say.
    pub(super) message: String,
    /// An expression that says it better.
    pub(super) message_expression: Option<Program>,
    /// What to do instead.
    pub(super) help: String,
    /// The rule's parameters.
    pub(super) params: Value,
}

/// Where findings are.
pub(super) enum At {
    /// At the object.
    Object,
    /// At the places of a path.
    Path(Pattern),
    /// At the paths that an expression gives.
    Paths(Program),
}

/// The longest message that an expression may give, as in policies.
const MESSAGE: usize = 5 * 1024;

impl Check for CelCheck {
    fn manifest(&self, cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        let kind = &manifest.object_ref().kind;
        if !self.kinds.iter().any(|wanted| wanted == "*" || wanted == kind) {
            return;
        }
        let old = cx.against.and_then(|old| old.replaced_by(manifest));
        let Some(object) = object_of(manifest, old) else { return };
        let params = cx.params_of_own(&self.id, manifest);
        let params = params.as_ref().unwrap_or(&self.params);
        let around = Around::new(cx, manifest, old, &object, params);
        let scope = Scope::new(&around, &object);
        match &self.at {
            At::Path(pattern) if self.of_each_place => {
                for place in pattern.places(&object).iter().filter(|place| place.value.is_some()) {
                    let scope = scope.at(place.value);
                    findings.0.extend(self.ask(&scope, &scope, place.path.clone()));
                }
            }
            At::Path(pattern) if pattern.is_open() => {
                if self.holds(&scope) != Ok(true) {
                    self.of_places(pattern, &object, &around, &scope, findings);
                }
            }
            At::Path(pattern) => {
                let mut places = pattern.places(&object);
                let Place { path, value } =
                    places.pop().unwrap_or(Place { path: FieldPath::root(), value: None });
                findings.0.extend(self.ask(&scope, &scope.at(value), path));
            }
            At::Paths(paths) if self.of_each_place => {
                for place in self.given(paths, &object, &scope, findings) {
                    if place.value.is_some() {
                        let scope = scope.at(place.value);
                        findings.0.extend(self.ask(&scope, &scope, place.path));
                    }
                }
            }
            At::Paths(paths) => match self.holds(&scope) {
                Ok(true) => {}
                Ok(false) => self.at_paths(paths, &object, &scope, findings),
                Err(fault) => findings.push(self.fault(&fault, FieldPath::root())),
            },
            At::Object => findings.0.extend(self.ask(&scope, &scope, FieldPath::root())),
        }
    }
}

impl CelCheck {
    fn holds(&self, scope: &Scope<'_, '_>) -> Result<bool, Fault> {
        match self.condition.evaluate(scope).0? {
            Value::Bool(holds) => Ok(holds),
            _ => Err(Fault::new("it comes to neither true nor false")),
        }
    }

    /// What is found where the condition doesn't hold.
    fn ask(&self, scope: &Scope<'_, '_>, told: &Scope<'_, '_>, path: FieldPath) -> Option<Finding> {
        match self.holds(scope) {
            Ok(true) => None,
            Ok(false) => Some(self.finding(told, path)),
            Err(fault) => Some(self.fault(&fault, path)),
        }
    }

    /// A condition on the whole object doesn't hold: it is asked again of each place as if there
    /// were no others, so that those are found that break it.
    fn of_places(
        &self,
        pattern: &Pattern,
        object: &Json,
        around: &Around<'_, '_>,
        whole: &Scope<'_, '_>,
        findings: &mut Findings,
    ) {
        let before = findings.0.len();
        let alone = pattern.alone(object);
        for (place, alone) in pattern.places(object).into_iter().zip(&alone) {
            let scope = Scope::new(around, alone);
            findings.0.extend(self.ask(&scope, &whole.at(place.value), place.path));
        }
        if findings.0.len() == before {
            findings.0.extend(self.ask(whole, &whole.at(None), pattern.fixed(object)));
        }
    }

    fn at_paths(
        &self,
        paths: &Program,
        object: &Json,
        scope: &Scope<'_, '_>,
        findings: &mut Findings,
    ) {
        let before = findings.0.len();
        for place in self.given(paths, object, scope, findings) {
            findings.push(self.finding(&scope.at(place.value), place.path));
        }
        if findings.0.len() == before {
            findings.push(self.finding(&scope.at(None), FieldPath::root()));
        }
    }

    /// The places that an expression gives; what is no path is a finding.
    fn given<'o>(
        &self,
        paths: &Program,
        object: &'o Json,
        scope: &Scope<'_, '_>,
        findings: &mut Findings,
    ) -> Vec<Place<'o>> {
        let paths = match paths.evaluate(scope).0.and_then(|value| texts(&value)) {
            Ok(paths) => paths,
            Err(fault) => {
                findings.push(self.fault(&fault, FieldPath::root()));
                return Vec::new();
            }
        };
        let mut places = Vec::new();
        for path in paths {
            match Pattern::parse(&path) {
                Some(pattern) => places.extend(pattern.places(object)),
                None => {
                    let fault = Fault::new(format!("`at` gives `{path}`, which is no path"));
                    findings.push(self.fault(&fault, FieldPath::root()));
                }
            }
        }
        places
    }

    fn finding(&self, scope: &Scope<'_, '_>, path: FieldPath) -> Finding {
        let said = self.message_expression.as_ref().map(|program| program.evaluate(scope).0);
        let message = match said {
            Some(Ok(Value::String(said))) if is_message(&said) => said.trim().to_owned(),
            _ => self.message.clone(),
        };
        Finding::new(message, Route::from(path), "").help(self.help.clone())
    }

    /// The rule can't be asked. As in a cluster, that is as bad as a condition that doesn't hold,
    /// but for what only a cluster knows.
    fn fault(&self, fault: &Fault, path: FieldPath) -> Finding {
        let route = Route::from(path);
        if fault.kind == FaultKind::Unknown {
            let message = format!("it isn't known whether this holds: {fault}");
            return Finding::new(message, route, "").severity(Severity::Info);
        }
        let finding = Finding::new(format!("the rule can't be evaluated: {fault}"), route, "");
        if fault.message.starts_with("no such key") {
            return finding
                .help("the rule has to ask first whether a field is there: `has(…)`, `.?`");
        }
        finding
    }
}

/// Whether a text can be a message: as in policies one line, not too long.
fn is_message(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && !text.contains('\n') && text.len() <= MESSAGE
}

/// One text, or a list of them.
fn texts(value: &Value) -> Result<Vec<String>, Fault> {
    let text = |value: &Value| match value {
        Value::String(text) => Ok(text.to_string()),
        other => Err(Fault::new(format!("`at` gives a {} and no path", other.type_name()))),
    };
    match value {
        Value::List(values) => values.iter().map(text).collect(),
        one => Ok(vec![text(one)?]),
    }
}
