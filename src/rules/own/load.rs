//! A user's rule, from its file.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::check::{At as Places, CelCheck};
use super::pattern::Pattern;
use super::scope::{environment, used};
use super::typed::Typed;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::cel::{Environment, Problem, Program, Type, from_json};
use crate::rules::expression::word_at;
use crate::rules::meta::{Category, Fixable, Meta, Needs, Scope};
use crate::rules::rule::Rule;
use crate::rules::text::{self, Expressions, Text, Written};
use crate::source::{SourceFile, Span};
use crate::yaml::cursor::{At, Read};
use crate::yaml::parse_document;

/// A rule that a user brings.
pub struct OwnRule {
    file: Arc<SourceFile>,
    id_span: Span,
    meta: Meta,
    params: Map<String, Json>,
    check: CelCheck,
}

impl OwnRule {
    /// Reads a rule file and compiles its expressions.
    ///
    /// # Errors
    /// All that is wrong with its expressions; else the first mistake.
    pub fn read(file: &Arc<SourceFile>) -> Result<Self, Vec<Diagnostic>> {
        let document = parse_document(file)
            .map_err(|error| vec![wrong(file, error.span, error.to_string())])?;
        let at = At::root(&document);
        let read = || -> Read<(Meta, Span, Text)> {
            let text = text::read(at)?;
            let meta = meta(at, file)?;
            let id_span = at.get("id").map_or_else(Span::default, At::span);
            Ok((meta, id_span, text))
        };
        let (mut meta, id_span, text) =
            read().map_err(|error| vec![wrong(file, error.span, error.message)])?;
        let Some(expressions) = &text.check.cel else {
            let span = at.get("check").map_or(id_span, At::span);
            let message = "a rule of your own has `check.cel`, an expression that must be true";
            return Err(vec![wrong(file, span, message)]);
        };
        let Some(params) =
            text.params.as_ref().map_or(Some(Map::new()), |params| params.as_object().cloned())
        else {
            let span = at.get("params").map_or(id_span, At::span);
            return Err(vec![wrong(file, span, "`params`: a map is wanted here")]);
        };
        let typed = Typed::of(expressions, &params);
        let check =
            Compiler { file, typed, wrong: Vec::new() }.check(&mut meta, expressions, &text)?;
        let mut rule = Self { file: Arc::clone(file), id_span, meta, params, check };
        rule.set(&Json::Object(rule.params.clone()));
        Ok(rule)
    }

    /// Its id.
    pub(crate) fn id(&self) -> &str {
        &self.meta.id
    }

    /// A mistake that is its id's.
    pub(crate) fn wrong(&self, message: impl Into<Box<str>>) -> Diagnostic {
        wrong(&self.file, self.id_span, message)
    }

    /// Its parameters.
    pub(crate) const fn params(&self) -> &Map<String, Json> {
        &self.params
    }

    /// Gives its parameters other values.
    pub(crate) fn set(&mut self, params: &Json) {
        self.check.params = from_json(params);
    }

    /// As one of a set.
    #[must_use]
    pub fn into_rule(self) -> Rule {
        Rule::new(self.meta, self.check).of_file(self.file)
    }
}

/// A mistake in a rule's file.
fn wrong(file: &Arc<SourceFile>, span: Span, message: impl Into<Box<str>>) -> Diagnostic {
    Diagnostic::new("rule", Severity::Error, message, Arc::clone(file), span)
}

/// What the file says of the rule, but for its texts.
fn meta(at: At<'_>, file: &SourceFile) -> Read<Meta> {
    let needed = |key: &str| at.get(key).ok_or_else(|| at.wrong(format!("`{key}` is missing")));
    let id = needed("id")?;
    let name = id.text()?;
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(is_word) {
        return Err(
            id.wrong("an id is in small letters, digits and dashes: `image-from-elsewhere`")
        );
    }
    if name == "all" || Category::named(name).is_some() {
        return Err(id.wrong(format!("`{name}` selects more than one rule: it can't be an id")));
    }
    let categories = Category::ALL.map(|category| (category.as_str(), category));
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let severities = severities.map(|severity| (severity.as_str(), severity));
    let scopes = [Scope::Object, Scope::Deployment, Scope::Fleet];
    let scopes = scopes.map(|scope| (scope.as_str(), scope));
    let mut needs = Needs::Manifests;
    for need in at.get("needs").map_or_else(|| Ok(Vec::new()), At::list)? {
        need.one_of(&[("inventory", ())])?;
        needs = Needs::Inventory;
    }
    if let Some(fixable) = at.get("fixable") {
        return Err(fixable.wrong("a rule of your own can't change manifests"));
    }
    Ok(Meta {
        id: Cow::Owned(name.to_owned()),
        title: Cow::Owned(needed("title")?.text()?.trim().to_owned()),
        category: needed("category")?.one_of(&categories)?,
        severity: needed("severity")?.one_of(&severities)?,
        in_tests: at.get("in-tests").map(|less| less.one_of(&severities)).transpose()?,
        default_on: at.get("default").map_or(Ok(true), At::flag)?,
        needs,
        scope: at.get("scope").map_or(Ok(Scope::Object), |scope| scope.one_of(&scopes))?,
        fixable: Fixable::No,
        params: None,
        source: Cow::Owned(file.text().to_owned()),
    })
}

/// Compiles the expressions of a file.
struct Compiler<'f> {
    file: &'f Arc<SourceFile>,
    typed: Typed,
    wrong: Vec<Diagnostic>,
}

/// What an expression must come to.
#[derive(Clone, Copy)]
enum Wanted {
    Bool,
    Text,
    Paths,
}

impl Wanted {
    /// What is wrong with a type that it isn't.
    fn refuse(self, ty: &Type) -> Option<String> {
        let (fits, wanted) = match self {
            Self::Bool => (*ty == Type::BOOL, "true or false"),
            Self::Text => (*ty == Type::STRING, "a string"),
            Self::Paths => {
                let texts = [Type::list(Type::STRING), Type::list(Type::Dyn)];
                let fits = [Type::STRING, Type::Dyn].contains(ty) || texts.contains(ty);
                (fits, "a path or a list of paths")
            }
        };
        (!fits).then(|| format!("this must come to {wanted}, it comes to {ty}"))
    }
}

impl Compiler<'_> {
    fn check(
        mut self,
        meta: &mut Meta,
        written: &Expressions,
        text: &Text,
    ) -> Result<CelCheck, Vec<Diagnostic>> {
        let Expressions { cel, at, message, message_expression, kinds } = written;
        let pattern = at.as_ref().and_then(|at| Pattern::parse(&at.text));
        let (whole, placed) = (environment(false), environment(true));
        // What names the value at a place is asked of each.
        let of_each_place = at.is_some()
            && Program::compile(&cel.text, &whole).is_err()
            && !used(&["self"], &placed, |env| Program::compile(&cel.text, env).is_ok()).is_empty();
        let env = if of_each_place { &placed } else { &whole };
        let condition = self.compile(meta, cel, env, Wanted::Bool);
        let message_env = if at.is_some() { &placed } else { &whole };
        let message_expression = message_expression
            .as_ref()
            .map(|written| self.compile(meta, written, message_env, Wanted::Text));
        if let Some(at) = at {
            let missing = self.typed.missing.take();
            self.wrong.extend(missing.map(|problem| self.problem(at, &problem)));
        }
        let places = match (pattern, at) {
            (Some(pattern), _) => Some(Places::Path(pattern)),
            (None, Some(at)) => self.compile(meta, at, &whole, Wanted::Paths).map(Places::Paths),
            (None, None) => Some(Places::Object),
        };
        let (Some(condition), Some(at), true) = (condition, places, self.wrong.is_empty()) else {
            return Err(self.wrong);
        };
        let first = text.fix.trim().split("\n\n").next().unwrap_or_default();
        let kinds = if kinds.is_empty() { vec!["DaemonSet".to_owned()] } else { kinds.clone() };
        Ok(CelCheck {
            id: meta.id.to_string(),
            kinds,
            condition,
            of_each_place,
            at,
            message: message.as_deref().unwrap_or(&text.title).trim().to_owned(),
            message_expression: message_expression.flatten(),
            help: first.split_whitespace().collect::<Vec<_>>().join(" "),
            params: crate::rules::cel::Value::Null,
        })
    }

    /// Compiles an expression, and notes what it needs.
    fn compile(
        &mut self,
        meta: &mut Meta,
        written: &Written,
        env: &Environment,
        wanted: Wanted,
    ) -> Option<Program> {
        let program = match Program::compile(&written.text, env) {
            Ok(program) => program,
            Err(problems) => {
                let found = problems.iter().map(|problem| self.problem(written, problem));
                let found: Vec<_> = found.collect();
                self.wrong.extend(found);
                return None;
            }
        };
        if let Some(message) = wanted.refuse(&program.output) {
            self.wrong.push(wrong(self.file, written.span, message));
            return None;
        }
        let mistaken = self.typed.mistakes(&written.text, env);
        if !mistaken.is_empty() {
            let found = mistaken.iter().map(|problem| self.problem(written, problem));
            let found: Vec<_> = found.collect();
            self.wrong.extend(found);
            return None;
        }
        let names = ["nodes", "placement", "workspace", "namespaceObject"];
        for name in used(&names, env, |env| Program::compile(&written.text, env).is_ok()) {
            match name {
                "nodes" => meta.needs = Needs::Inventory,
                // Where the pods go hangs on those that are there already.
                "placement" => {
                    meta.needs = Needs::Inventory;
                    meta.scope = meta.scope.max(Scope::Deployment);
                }
                _ => meta.scope = meta.scope.max(Scope::Deployment),
            }
        }
        Some(program)
    }

    fn problem(&self, written: &Written, problem: &Problem) -> Diagnostic {
        let place = word_at(self.file, written.span, &written.text, problem.at);
        let place = place.unwrap_or(written.span);
        let mut found = wrong(self.file, place, problem.message.clone());
        let line = self.file.slice(self.file.line_span(self.file.line(written.span.start)));
        if line.contains(": !") {
            let help = "`!` begins a tag in YAML: put the expression in quotes";
            found.help = Some(help.into());
        }
        found
    }
}
