//! What one file of Rust names: its `use` lines and the paths in its code, its submodules, and the
//! items that other files see through it. Tests are left out: they may look at anything.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path as it is written, and its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub path: Vec<String>,
    pub line: usize,
}

/// What a file (or a module written inside one) says.
#[derive(Debug, Default)]
pub struct Text {
    /// Every path with which code could reach another file.
    pub named: Vec<Named>,
    /// The names that `use` lines bring in, and what each stands for.
    pub imports: BTreeMap<String, Vec<String>>,
    /// The modules whose names are all brought in (`use a::b::*`).
    pub globs: Vec<Vec<String>>,
    /// Items that are defined here.
    pub items: Vec<String>,
    /// Modules that stand in the file itself.
    pub inline: BTreeMap<String, Text>,
    /// Modules in files of their own that are compiled for tests alone.
    pub test_modules: Vec<String>,
}

impl Text {
    /// Reads a file.
    pub fn read(source: &str) -> Result<Self, String> {
        let tokens: TokenStream =
            source.parse().map_err(|error: proc_macro2::LexError| error.to_string())?;
        let mut text = Self::default();
        text.module(tokens);
        Ok(text)
    }

    /// Reads the items of a module.
    fn module(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            if is_test_attribute(&tokens[at..]) {
                let after = after_item(&tokens, at + 2);
                if let Some(name) = declared(&tokens[at + 2..after], "mod") {
                    self.test_modules.push(name);
                }
                at = after;
                continue;
            }
            match word(tokens.get(at)).as_deref() {
                Some("mod") => {
                    if let (Some(name), Some(TokenTree::Group(body))) =
                        (word(tokens.get(at + 1)), tokens.get(at + 2))
                        && body.delimiter() == Delimiter::Brace
                    {
                        self.inline.entry(name).or_default().module(body.stream());
                        at += 3;
                        continue;
                    }
                }
                Some(
                    keyword @ ("struct" | "enum" | "union" | "trait" | "type" | "fn" | "const"
                    | "static" | "macro_rules"),
                ) => self.items.extend(declared(&tokens[at..], keyword)),
                _ => {}
            }
            at = self.token(&tokens, at);
        }
    }

    /// Reads code inside an item.
    fn code(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at = self.token(&tokens, at);
        }
    }

    /// Reads one token, a path or a `use` line; gives where to go on.
    fn token(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        match &tokens[at] {
            TokenTree::Group(group) => {
                self.code(group.stream());
                at + 1
            }
            TokenTree::Ident(name) if name == "use" => {
                let end = (at..tokens.len())
                    .find(|&end| is_punct(tokens.get(end), ';'))
                    .unwrap_or(tokens.len());
                self.use_tree(&tokens[at + 1..end], &[]);
                end + 1
            }
            TokenTree::Ident(name) => {
                let (path, after) = path(tokens, at);
                if path.len() > 1 && !continues(tokens, at) {
                    self.named.push(Named { path, line: name.span().start().line });
                }
                after
            }
            _ => at + 1,
        }
    }

    /// Reads what stands between `use` and `;`, or one branch of it.
    fn use_tree(&mut self, tokens: &[TokenTree], before: &[String]) {
        let start = usize::from(is_separator(tokens, 0)) * 2;
        let Some(first) = tokens.get(start) else { return };
        let line = first.span().start().line;
        if let TokenTree::Group(branches) = first {
            let branches: Vec<TokenTree> = branches.stream().into_iter().collect();
            for branch in branches.split(|token| is_punct(Some(token), ',')) {
                self.use_tree(branch, before);
            }
            return;
        }
        if is_punct(Some(first), '*') {
            self.named.push(Named { path: before.to_vec(), line });
            self.globs.push(before.to_vec());
            return;
        }
        let (further, after) = path(tokens, start);
        let mut whole = before.to_vec();
        whole.extend(further);
        if is_separator(tokens, after) {
            return self.use_tree(&tokens[after..], &whole);
        }
        if whole.last().is_some_and(|last| last == "self") && whole.len() > 1 {
            whole.pop();
        }
        let alias = match word(tokens.get(after)).as_deref() {
            Some("as") => word(tokens.get(after + 1)),
            _ => whole.last().cloned(),
        };
        self.named.push(Named { path: whole.clone(), line });
        self.imports.extend(alias.map(|alias| (alias, whole)));
    }
}

/// The path that starts here (`a::b::c`), and the place after it.
fn path(tokens: &[TokenTree], at: usize) -> (Vec<String>, usize) {
    let mut path: Vec<String> = word(tokens.get(at)).into_iter().collect();
    let mut after = at + 1;
    while is_separator(tokens, after)
        && let Some(next) = word(tokens.get(after + 2))
    {
        path.push(next);
        after += 3;
    }
    (path, after)
}

/// Whether what stands here belongs to something before it: `.name`, `<T>::name`, and the scope of
/// `pub(in path)`.
fn continues(tokens: &[TokenTree], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    is_punct(before, '.')
        || word(before).is_some_and(|word| word == "in") && at == 1
        || at >= 2 && is_separator(tokens, at - 2)
}

/// Whether `#[cfg(test)]` or `#[test]` starts here.
fn is_test_attribute(tokens: &[TokenTree]) -> bool {
    let [TokenTree::Punct(hash), TokenTree::Group(attribute), ..] = tokens else { return false };
    let text = attribute.stream().to_string().replace(' ', "");
    hash.as_char() == '#' && (text == "cfg(test)" || text == "test")
}

/// The place after an item that starts here: after its `;` or its braces.
fn after_item(tokens: &[TokenTree], at: usize) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    (at..tokens.len()).find(|&end| ends(&tokens[end])).map_or(tokens.len(), |end| end + 1)
}

/// The name after a keyword: `struct Name`, `macro_rules! name`.
fn declared(tokens: &[TokenTree], keyword: &str) -> Option<String> {
    let at = tokens.iter().position(|token| word(Some(token)).as_deref() == Some(keyword))?;
    word(tokens.get(at + 1)).or_else(|| word(tokens.get(at + 2)))
}

fn word(token: Option<&TokenTree>) -> Option<String> {
    match token {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    }
}

fn is_punct(token: Option<&TokenTree>, c: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == c)
}

fn is_separator(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':')
}
