//! Declarations of functions, written as text: `string.indexOf(string, int) -> int`.

use super::Type;

/// One way to call a function.
#[derive(Clone, Debug)]
pub(in crate::rules::cel) struct Overload {
    /// How it is declared, which names it.
    pub(in crate::rules::cel) declaration: &'static str,
    /// Whether it is called as a function of its first argument.
    pub(in crate::rules::cel) member: bool,
    /// What it takes.
    pub(in crate::rules::cel) args: Vec<Type>,
    /// What it gives.
    pub(in crate::rules::cel) result: Type,
    /// How many types it leaves open.
    pub(in crate::rules::cel) params: u32,
}

/// The name of a function and one way to call it; none where the text is no declaration.
pub(in crate::rules::cel) fn parse_declaration(
    text: &'static str,
) -> Option<(&'static str, Overload)> {
    let (call, result) = text.rsplit_once(" -> ")?;
    let open = args_open(call)?;
    let (head, args) = call.split_at_checked(open)?;
    let args = args.strip_prefix('(')?.strip_suffix(')')?;
    // A type stands before the last dot, or the name has a dot itself: `sets.contains`.
    let receiver = head.rsplit_once('.').and_then(|(before, name)| Some((parse(before)?, name)));
    let (receiver, name) = match receiver {
        Some((receiver, name)) => (Some(receiver), name),
        None => (None, head),
    };
    let member = receiver.is_some();
    let rest = split(args).into_iter().map(parse).collect::<Option<Vec<_>>>()?;
    let args: Vec<Type> = receiver.into_iter().chain(rest).collect();
    let result = parse(result)?;
    let params = args.iter().chain([&result]).map(params_of).max().unwrap_or(0);
    Some((name, Overload { declaration: text, member, args, result, params }))
}

/// Where the arguments of a call open: at the bracket that the last one closes.
fn args_open(call: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in call.bytes().enumerate().rev() {
        match byte {
            b')' => depth += 1,
            b'(' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The parts between commas that stand in no bracket.
fn split(text: &'static str) -> Vec<&'static str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b',' if depth == 0 => {
                parts.extend(text.get(start..at).map(str::trim));
                start = at + 1;
            }
            _ => {}
        }
    }
    let last = text.get(start..).map(str::trim);
    parts.extend(last.filter(|last| !last.is_empty()));
    parts
}

const SIMPLE: [&str; 19] = [
    "bool",
    "int",
    "uint",
    "double",
    "string",
    "bytes",
    "duration",
    "timestamp",
    "Quantity",
    "URL",
    "IP",
    "CIDR",
    "Semver",
    "NamedFormat",
    "Authorizer",
    "PathCheck",
    "GroupCheck",
    "ResourceCheck",
    "Decision",
];

fn parse(text: &'static str) -> Option<Type> {
    if let Some(simple) = SIMPLE.into_iter().find(|simple| *simple == text) {
        return Some(Type::Simple(simple));
    }
    if let [letter @ b'A'..=b'Z'] = text.as_bytes() {
        return Some(Type::Param(u32::from(letter - b'A')));
    }
    if text == "dyn" {
        return Some(Type::Dyn);
    }
    let (name, args) = text.split_once('(')?;
    let args = split(args.strip_suffix(')')?);
    let mut args = args.into_iter().map(parse);
    match (name, args.next()??, args.next()) {
        ("list", of, None) => Some(Type::list(of)),
        ("optional", of, None) => Some(Type::optional(of)),
        ("type", of, None) => Some(Type::Name(of.into())),
        ("map", key, Some(Some(value))) => Some(Type::Map(key.into(), value.into())),
        _ => None,
    }
}

/// How many of the letters from `A` on a type uses.
fn params_of(ty: &Type) -> u32 {
    match ty {
        Type::Param(param) => param + 1,
        _ => ty.parts().into_iter().map(params_of).max().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_read() {
        let read = |text| {
            let (name, overload) = parse_declaration(text)?;
            let args: Vec<String> = overload.args.iter().map(ToString::to_string).collect();
            Some((name, overload.member, args.join(" "), overload.result.to_string()))
        };
        let expect = |name, member, args: &str, result: &str| {
            Some((name, member, args.to_owned(), result.to_owned()))
        };
        assert_eq!(
            read("list(string).join(string) -> string"),
            expect("join", true, "list(string) string", "string")
        );
        assert_eq!(
            read("sets.contains(list(A), list(A)) -> bool"),
            expect("sets.contains", false, "list(dyn) list(dyn)", "bool")
        );
        assert_eq!(
            read("optional.none() -> optional(A)"),
            expect("optional.none", false, "", "optional(dyn)")
        );
        assert_eq!(read("A.f() -> nothing"), None);
    }
}
