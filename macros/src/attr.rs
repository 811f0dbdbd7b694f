//! The arguments of the attribute.

use syn::parse::{Parse, ParseStream};
use syn::{Ident, Token};

/// `#[ufunc(reduce, identity = 0.0, wrapping, crate = numeric)]`.
#[derive(Debug, Default)]
pub(crate) struct Args {
    /// The function is associative: it gets `reduce`, `accumulate` and `outer`.
    pub(crate) reduce: Option<Ident>,
    pub(crate) identity: Option<syn::Expr>,
    /// Integer arithmetic wraps in every build.
    pub(crate) wrapping: bool,
    /// Where the crate `ufunc` is found.
    pub(crate) krate: Option<syn::Path>,
}

impl Parse for Args {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut args = Args::default();
        while !input.is_empty() {
            if input.peek(Token![crate]) {
                input.parse::<Token![crate]>()?;
                input.parse::<Token![=]>()?;
                args.krate = Some(input.parse()?);
            } else {
                let name: Ident = input.parse()?;
                match name.to_string().as_str() {
                    "reduce" => args.reduce = Some(name),
                    "wrapping" => args.wrapping = true,
                    "identity" => {
                        input.parse::<Token![=]>()?;
                        args.identity = Some(input.parse()?);
                    }
                    other => {
                        return Err(syn::Error::new(
                            name.span(),
                            format!(
                                "unknown argument `{other}`\n  help: the arguments are `reduce`, `identity = value`, \
                                 `wrapping` and `crate = path`"
                            ),
                        ));
                    }
                }
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(args)
    }
}
