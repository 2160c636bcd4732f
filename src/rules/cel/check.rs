//! Which type each part of an expression has, and whether its functions take such types.
//!
//! Mirrors cel-go's `checker/checker.go`.

use std::collections::HashMap;

use super::environment::Environment;
use super::lang::Problem;
use super::lang::ast::{Expr, Fold, Kind, Selection};
use super::library;
use super::types::{Object, Overload, Type, Unifier};
use super::value::{JSON_PATCH, OBJECT, Value};
use crate::manifest::schema;
use crate::words::near;

/// What is known of an expression's parts, by their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Checked {
    /// Their types.
    pub(super) types: HashMap<usize, Type>,
    /// The one way in which a function is called, where no other one is possible.
    pub(super) overloads: HashMap<usize, &'static str>,
}

/// Checks an expression, and writes into it what its names mean.
pub(super) fn check(expr: &mut Expr, env: &Environment) -> Result<Checked, Vec<Problem>> {
    let mut checker = Checker {
        env,
        scopes: Vec::new(),
        unifier: Unifier::default(),
        checked: Checked::default(),
        problems: Vec::new(),
    };
    checker.check(expr);
    if !checker.problems.is_empty() {
        return Err(checker.problems);
    }
    let Checker { unifier, mut checked, .. } = checker;
    for ty in checked.types.values_mut() {
        *ty = unifier.finish(ty);
    }
    Ok(checked)
}

struct Checker<'a> {
    env: &'a Environment,
    scopes: Vec<(String, Type)>,
    unifier: Unifier,
    checked: Checked,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn check(&mut self, expr: &mut Expr) -> Type {
        let ty = self.type_of(expr);
        self.checked.types.insert(expr.id, ty.clone());
        ty
    }

    fn wrong(&mut self, at: usize, message: impl Into<String>) -> Type {
        self.problems.push(Problem::new(at, message));
        Type::Error
    }

    /// What is wrong with a type for sure only where all that has to do with it is without parts.
    fn wrong_with(&mut self, types: &[&Type], at: usize, message: String) -> Type {
        let certain = types.iter().all(|ty| matches!(ty, Type::Simple(_)));
        self.problems.push(Problem { certain, ..Problem::new(at, message) });
        Type::Error
    }

    fn mismatch(&mut self, at: usize, expected: &Type, found: &Type) -> Type {
        let (expected, found) = (self.unifier.resolve(expected), self.unifier.resolve(found));
        let message = format!("expected type '{expected}' but found '{found}'");
        self.wrong_with(&[&expected, &found], at, message)
    }

    fn type_of(&mut self, expr: &mut Expr) -> Type {
        let at = expr.at;
        match &mut expr.kind {
            Kind::Literal(value) => type_of_value(value),
            Kind::Ident(name) => {
                let name = name.clone();
                self.ident(expr, &name)
            }
            Kind::Select { .. } => self.select(expr),
            Kind::Index { operand, index, optional } => {
                let types = [self.check(operand), self.check(index)];
                let name = if *optional { "_[?_]" } else { "_[_]" };
                self.resolve(expr.id, at, name, &types, false)
            }
            Kind::Call { .. } => self.call(expr),
            Kind::List(elements) => {
                let mut of = None;
                for element in elements {
                    let ty = self.check(&mut element.value);
                    let ty = self.element(element.value.at, ty, element.optional);
                    of = Some(self.unifier.join(of, ty));
                }
                Type::list(of.unwrap_or_else(|| self.unifier.fresh()))
            }
            Kind::Map(entries) => {
                let (mut key, mut value) = (None, None);
                for entry in entries {
                    let ty = self.check(&mut entry.key);
                    key = Some(self.unifier.join(key, ty));
                    let ty = self.check(&mut entry.value);
                    let ty = self.element(entry.value.at, ty, entry.optional);
                    value = Some(self.unifier.join(value, ty));
                }
                let key = key.unwrap_or_else(|| self.unifier.fresh());
                let value = value.unwrap_or_else(|| self.unifier.fresh());
                Type::Map(key.into(), value.into())
            }
            Kind::Struct { .. } => self.message(expr),
            Kind::Fold(fold) => self.fold(at, fold),
        }
    }

    /// A value of a type: what changes of objects are made of, in the expressions that may.
    fn message(&mut self, expr: &mut Expr) -> Type {
        let at = expr.at;
        let Kind::Struct { name, fields } = &mut expr.kind else { return Type::Error };
        let built = patch_type(name).filter(|_| self.env.patches);
        let is_part = matches!(built, Some(Type::Object(Object::Change(_))));
        let part = self.env.changed.filter(|_| is_part).and_then(|of| part_of(of, name));
        if let Some(Err(missing)) = part {
            self.wrong(at, format!("`{name}`: undefined field '{missing}'"));
        }
        for field in fields {
            let found = self.check(&mut field.value);
            let found = self.element(field.value.at, found, field.optional);
            let Some(Type::Object(object)) = &built else { continue };
            if let Some(Ok(of)) = part {
                self.changed(field.value.at, of, &field.name, &found);
            }
            let wanted = match fields_of(object, &field.name) {
                (Some(wanted), _) => wanted,
                (None, _) => {
                    self.wrong(field.value.at, format!("undefined field '{}'", field.name));
                    continue;
                }
            };
            if !self.unifier.assign(&found, &wanted) {
                let (field, at) = (&field.name, field.value.at);
                let message = format!(
                    "expected type of field '{field}' is '{wanted}' but provided type is '{found}'"
                );
                self.wrong(at, message);
            }
        }
        if let Some(built) = built {
            return built;
        }
        if name.starts_with("google.") || name.starts_with("kubernetes.") {
            let what = format!("building a value of the type {name}");
            self.problems.push(Problem::unsupported(at, what));
            return Type::Error;
        }
        self.wrong(at, format!("undeclared reference to '{name}'"))
    }

    /// A field of what a change of an object is built of, held against the object's fields.
    fn changed(&mut self, at: usize, of: schema::Fields, name: &str, found: &Type) {
        let wanted = self.field(at, &Type::Object(Object::Schema(of)), name);
        let found = self.unifier.resolve(found);
        if matches!((&wanted, &found), (Type::Simple(_), Type::Simple(_))) && wanted != found {
            let message =
                format!("field '{name}' is of the type '{wanted}', not of the type '{found}'");
            self.wrong(at, message);
        }
    }

    /// The type of what an element brings: without the optional around it, where it may be missing.
    fn element(&mut self, at: usize, ty: Type, optional: bool) -> Type {
        if !optional {
            return ty;
        }
        match ty.unwrap_optional() {
            (inner, true) => inner.clone(),
            (_, false) if ty == Type::Dyn => ty,
            (_, false) => self.mismatch(at, &Type::optional(ty.clone()), &ty),
        }
    }

    fn local(&self, name: &str) -> Option<&Type> {
        self.scopes.iter().rev().find(|(local, _)| local == name).map(|(_, ty)| ty)
    }

    /// The type of a name, if it is declared; a type's own name becomes that type.
    fn declared(&self, name: &str) -> Option<(Type, Option<Value>)> {
        if let Some(ty) = self.local(name).or_else(|| self.env.variable(name)) {
            return Some((ty.clone(), None));
        }
        let (ty, name) = named_type(name)?;
        Some((Type::Name(ty.into()), Some(Value::Type(name))))
    }

    fn ident(&mut self, expr: &mut Expr, name: &str) -> Type {
        if let Some((ty, value)) = self.declared(name) {
            if name == "variables" && matches!(ty, Type::Object(_)) {
                self.problems
                    .push(Problem::unsupported(expr.at, "`variables` without a name after it"));
            }
            if let Some(value) = value {
                expr.kind = Kind::Literal(value);
            }
            return ty;
        }
        if self.env.patches && patch_type(name).is_some() {
            let what = format!("the type `{name}` as a value");
            self.problems.push(Problem::unsupported(expr.at, what));
            return Type::Error;
        }
        let names: Vec<&str> =
            self.env.names().chain(self.scopes.iter().map(|(n, _)| n.as_str())).collect();
        let hint = near::nearest(name, names).map(|near| format!("; did you mean `{near}`?"));
        let hint = hint.unwrap_or_default();
        self.wrong(expr.at, format!("undeclared reference to '{name}'{hint}"))
    }

    fn select(&mut self, expr: &mut Expr) -> Type {
        let named = expr.qualified_name().and_then(|name| Some((self.declared(&name)?, name)));
        if let Some(((ty, value), name)) = named {
            expr.kind = value.map_or(Kind::Ident(name), Kind::Literal);
            return ty;
        }
        let at = expr.at;
        let Kind::Select { operand, field, how } = &mut expr.kind else { return Type::Error };
        let (field, how) = (field.clone(), *how);
        let operand = match &operand.kind {
            // Its fields alone have values.
            Kind::Ident(name) if name == "variables" && self.local(name).is_none() => {
                self.env.variable(name).cloned()
            }
            _ => None,
        }
        .unwrap_or_else(|| self.check(operand));
        let operand = self.unifier.resolve(&operand);
        let (target, was_optional) = operand.unwrap_optional();
        let found = self.field(at, target, &field);
        match how {
            Selection::Test => Type::BOOL,
            Selection::Optional => Type::optional(found),
            Selection::Plain if was_optional => Type::optional(found),
            Selection::Plain => found,
        }
    }

    fn field(&mut self, at: usize, target: &Type, field: &str) -> Type {
        match target {
            Type::Map(_, value) => (**value).clone(),
            Type::Object(object) => {
                let (found, names) = fields_of(object, field);
                found.unwrap_or_else(|| {
                    let hint = near::nearest(field, names.iter().map(String::as_str));
                    let hint = hint.map(|near| format!("; did you mean `{near}`?"));
                    let hint = hint.unwrap_or_default();
                    self.wrong(at, format!("undefined field '{field}'{hint}"))
                })
            }
            Type::Param(_) => {
                self.unifier.assign(&Type::Dyn, target);
                Type::Dyn
            }
            Type::Dyn | Type::Error => Type::Dyn,
            other => {
                let message = format!("type '{other}' does not support field selection");
                self.wrong_with(&[other], at, message);
                Type::Dyn
            }
        }
    }

    fn call(&mut self, expr: &mut Expr) -> Type {
        let (id, at) = (expr.id, expr.at);
        let Kind::Call { function, target, args } = &mut expr.kind else { return Type::Error };
        let mut types: Vec<Type> = args.iter_mut().map(|arg| self.check(arg)).collect();
        let qualified = target.as_ref().and_then(|target| target.qualified_name());
        let qualified = qualified.map(|name| format!("{name}.{function}"));
        if let Some(name) = qualified.filter(|name| library::since(name).is_some()) {
            *target = None;
            *function = name;
        }
        let member = target.is_some();
        if let Some(target) = target {
            types.insert(0, self.check(target));
        }
        let function = function.clone();
        if matches!(function.as_str(), "_&&_" | "_||_") {
            for (arg, ty) in args.iter().zip(&types) {
                if !self.unifier.assign(ty, &Type::BOOL) {
                    self.mismatch(arg.at, &Type::BOOL, ty);
                }
            }
            return Type::BOOL;
        }
        self.resolve(id, at, &function, &types, member)
    }

    /// The result of the ways to call a function that take such arguments.
    fn resolve(&mut self, id: usize, at: usize, name: &str, types: &[Type], member: bool) -> Type {
        let known = library::overloads(name, self.env.minor)
            .filter(|_| self.env.patches || !library::is_for_patches(name));
        let Some(overloads) = known else {
            return self.undeclared(at, name);
        };
        let mut result: Option<Type> = None;
        let mut fitting: Vec<&Overload> = Vec::new();
        for overload in overloads.into_iter().filter(|overload| overload.member == member) {
            let mut instance = overload.args.clone();
            instance.push(overload.result.clone());
            let mut instance = self.unifier.instantiate(&instance, overload.params);
            let gives = instance.pop().unwrap_or(Type::Error);
            if !self.unifier.assign_all(types, &instance) {
                continue;
            }
            fitting.push(overload);
            let gives = self.unifier.resolve(&gives);
            result = Some(match result {
                None => gives,
                Some(before) if before == Type::Dyn || before == gives => before,
                Some(_) => Type::Dyn,
            });
        }
        if let [only] = fitting.as_slice() {
            self.checked.overloads.insert(id, only.declaration);
        }
        result.unwrap_or_else(|| {
            let types: Vec<Type> = types.iter().map(|ty| self.unifier.finish(ty)).collect();
            let shown: Vec<String> = types.iter().map(Type::to_string).collect();
            let shown = shown.join(", ");
            let message = format!("found no matching overload for '{name}' applied to '({shown})'");
            self.wrong_with(&types.iter().collect::<Vec<_>>(), at, message)
        })
    }

    fn undeclared(&mut self, at: usize, name: &str) -> Type {
        let message = match library::since(name).filter(|minor| *minor > 0) {
            Some(minor) => format!("`{name}` comes with Kubernetes 1.{}", minor + 1),
            None => {
                let patches = self.env.patches;
                let known = |name: &&str| patches || !library::is_for_patches(name);
                let hint = near::nearest(name, library::names().filter(known));
                let hint = hint.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                format!("undeclared reference to '{name}'{hint}")
            }
        };
        self.wrong(at, message)
    }

    fn fold(&mut self, at: usize, fold: &mut Fold) -> Type {
        if fold.second.is_some() && self.env.minor < library::TWO_VARIABLES_SINCE {
            let since = library::TWO_VARIABLES_SINCE + 1;
            self.wrong(at, format!("loops with two variables come with Kubernetes 1.{since}"));
        }
        let range = self.check(&mut fold.range);
        let accumulator = self.check(&mut fold.start);
        let range = self.unifier.resolve(&range);
        let depth = self.scopes.len();
        self.scopes.push((fold.accumulator.clone(), accumulator.clone()));
        let (first, second) = match &range {
            Type::List(of) if fold.second.is_some() => (Type::INT, (**of).clone()),
            Type::List(of) => ((**of).clone(), Type::Error),
            Type::Map(key, value) => ((**key).clone(), (**value).clone()),
            Type::Dyn | Type::Error | Type::Param(_) => {
                self.unifier.assign(&Type::Dyn, &range);
                (Type::Dyn, Type::Dyn)
            }
            other => {
                let message =
                    format!("expression of type '{other}' cannot be range of a comprehension");
                (self.wrong_with(&[other], fold.range.at, message), Type::Error)
            }
        };
        self.scopes.push((fold.first.clone(), first));
        self.scopes.extend(fold.second.clone().map(|name| (name, second)));
        let condition = self.check(&mut fold.condition);
        self.assert(fold.condition.at, &Type::BOOL, &condition);
        let step = self.check(&mut fold.step);
        self.assert(fold.step.at, &accumulator, &step);
        self.scopes.truncate(depth + 1);
        let result = self.check(&mut fold.result);
        self.scopes.truncate(depth);
        self.unifier.resolve(&result)
    }

    fn assert(&mut self, at: usize, expected: &Type, found: &Type) {
        if !self.unifier.assign(expected, found) {
            self.mismatch(at, expected, found);
        }
    }
}

fn type_of_value(value: &Value) -> Type {
    match value {
        Value::Null => Type::Null,
        Value::Type(name) => named_type(name).map_or(Type::Dyn, |(ty, _)| Type::Name(ty.into())),
        other => Type::Simple(other.type_name()),
    }
}

/// The type of a name that is a type's, with the name that values of it give.
fn named_type(name: &str) -> Option<(Type, &'static str)> {
    const SIMPLE: [(&str, &str); 13] = [
        ("bool", "bool"),
        ("int", "int"),
        ("uint", "uint"),
        ("double", "double"),
        ("string", "string"),
        ("bytes", "bytes"),
        ("google.protobuf.Duration", "duration"),
        ("google.protobuf.Timestamp", "timestamp"),
        ("kubernetes.Quantity", "Quantity"),
        ("kubernetes.URL", "URL"),
        ("kubernetes.Semver", "Semver"),
        ("net.IP", "IP"),
        ("net.CIDR", "CIDR"),
    ];
    if let Some((name, simple)) = SIMPLE.iter().find(|(known, _)| *known == name) {
        return Some((Type::Simple(simple), name));
    }
    Some(match name {
        "list" => (Type::list(Type::Dyn), "list"),
        "map" => (Type::Map(Type::Dyn.into(), Type::Dyn.into()), "map"),
        "null_type" => (Type::Null, "null_type"),
        "optional_type" => (Type::optional(Type::Dyn), "optional_type"),
        "type" => (Type::Name(Type::Dyn.into()), "type"),
        _ => return None,
    })
}

/// The type of what a change is made of (`DynamicTypeResolver` of the API server's `cel/mutation`):
/// parts of an object by their path from `Object` on, whose fields may be any, or a step of a JSON
/// patch.
fn patch_type(name: &str) -> Option<Type> {
    if name == JSON_PATCH {
        let text = || Type::STRING;
        let fields = [("op", text()), ("path", text()), ("from", text()), ("value", Type::Dyn)];
        return Some(Type::declared(JSON_PATCH, &fields));
    }
    let is_part = name == OBJECT || name.strip_prefix(OBJECT)?.starts_with('.');
    is_part.then(|| Type::Object(Object::Change(name.into())))
}

/// The fields of the part of an object that a name is for (`Object.spec.template`), elements of lists
/// among them, or the first name on the way that is no field; nothing where the way leads into what may
/// hold anything.
fn part_of(of: schema::Fields, name: &str) -> Option<Result<schema::Fields, &str>> {
    let mut fields = of;
    for step in name.split('.').skip(1) {
        let Some(field) = schema::field(fields, step) else { return Some(Err(step)) };
        let mut ty = &field.kind;
        while let schema::Type::List(of) = ty {
            ty = of;
        }
        let schema::Type::Struct(inner) = ty else { return None };
        fields = inner;
    }
    Some(Ok(fields))
}

/// The type of a field, and the names of all fields where there is no such one.
fn fields_of(object: &Object, field: &str) -> (Option<Type>, Vec<String>) {
    match object {
        Object::Declared(_, fields) => match fields.get(field) {
            Some(ty) => (Some(ty.clone()), Vec::new()),
            None => (None, fields.keys().cloned().collect()),
        },
        Object::Change(_) => (Some(Type::Dyn), Vec::new()),
        Object::Schema(fields) => match schema::field(fields, field) {
            Some(found) => (Some(of_schema(&found.kind)), Vec::new()),
            None => (None, fields.iter().map(|field| field.name.to_owned()).collect()),
        },
    }
}

/// The type of a field of the API.
pub(in crate::rules) fn of_schema(ty: &schema::Type) -> Type {
    match ty {
        schema::Type::Bool => Type::BOOL,
        schema::Type::Int32 | schema::Type::Int64 => Type::INT,
        schema::Type::Text => Type::STRING,
        schema::Type::Float => Type::Simple("double"),
        schema::Type::Quantity
        | schema::Type::IntOrString
        | schema::Type::Free
        | schema::Type::Time
        | schema::Type::MicroTime
        | schema::Type::Bytes => Type::Dyn,
        schema::Type::Struct(fields) => Type::Object(Object::Schema(fields)),
        schema::Type::List(of) => Type::list(of_schema(of)),
        schema::Type::Map(of) => Type::text_map(of_schema(of)),
    }
}
