//! The backend of linear algebra among the settings.

use super::{Knob, Origin};
use crate::config::environment::foreign;
use crate::linalg::{self, Backend};

/// The variable that chooses it.
const VARIABLE: &str = "UFUNC_BLAS";

/// The setting, or what is wrong with the variable.
pub(super) fn knob() -> Result<Knob, String> {
    let named = match foreign(VARIABLE) {
        None => None,
        Some(text) => Some(compiled(&text)?),
    };
    let backend = linalg::backend();
    let usual = Backend::ALL.into_iter().find(|backend| backend.is_compiled());
    let origin = match named {
        Some(named) if named == backend => Origin::Variable { name: VARIABLE.to_owned() },
        None if usual == Some(backend) => {
            Origin::Default { reason: "OpenBLAS where it is compiled in".to_owned() }
        }
        Some(_) | None => Origin::Call { function: "linalg::set_backend".to_owned() },
    };
    Ok(Knob {
        name: "blas".to_owned(),
        value: backend.name().to_owned(),
        origin,
        variables: vec![VARIABLE.to_owned()],
    })
}

/// The backend that a text names, if it is compiled in.
fn compiled(text: &str) -> Result<Backend, String> {
    let backend: Backend =
        text.parse().map_err(|error| format!("environment variable {VARIABLE}: {error}"))?;
    if backend.is_compiled() {
        return Ok(backend);
    }
    Err(format!("environment variable {VARIABLE} is `{text}`, which is not compiled in"))
}
