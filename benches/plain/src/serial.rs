//! Takes out of a function what only `#[parallel]` understands.

use std::iter::Peekable;

use proc_macro::{Delimiter, Group, Spacing, TokenStream, TokenTree, token_stream};

type Tokens = Peekable<token_stream::IntoIter>;

/// The tokens without attributes `#[omp(…)]` and without statements `scan!(…);`, at any depth.
///
/// In serial order the first half of a scan's body has run when the second starts, so nothing is lost.
pub(crate) fn without_clauses(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut kept = Vec::new();
    while let Some(token) = tokens.next() {
        if is_omp(&token, &mut tokens) {
            tokens.next();
        } else if is_scan(&token, &mut tokens) {
            // The exclamation mark, the arguments, the semicolon.
            tokens.nth(2);
        } else {
            kept.push(inside(token));
        }
    }
    kept.into_iter().collect()
}

/// Whether an attribute `#[omp…]` starts here.
fn is_omp(token: &TokenTree, rest: &mut Tokens) -> bool {
    let is_hash = matches!(token, TokenTree::Punct(mark) if mark.as_char() == '#');
    let Some(TokenTree::Group(group)) = rest.peek() else { return false };
    is_hash
        && group.delimiter() == Delimiter::Bracket
        && group.stream().into_iter().next().is_some_and(|name| name.to_string() == "omp")
}

/// Whether a call `scan!` starts here.
fn is_scan(token: &TokenTree, rest: &mut Tokens) -> bool {
    let is_name = matches!(token, TokenTree::Ident(name) if name.to_string() == "scan");
    let is_mark = |next: &TokenTree| matches!(next, TokenTree::Punct(mark) if mark.as_char() == '!' && mark.spacing() == Spacing::Alone);
    is_name && rest.peek().is_some_and(is_mark)
}

fn inside(token: TokenTree) -> TokenTree {
    match token {
        TokenTree::Group(group) => {
            let mut plain = Group::new(group.delimiter(), without_clauses(group.stream()));
            plain.set_span(group.span());
            plain.into()
        }
        other => other,
    }
}
