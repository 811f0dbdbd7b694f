//! The backend of linear algebra among the settings.

use super::{Knob, Origin};
use crate::config::{BACKEND_VARIABLE as VARIABLE, backend_named};
use crate::linalg::{self, Backend};

/// The setting, or what is wrong with the variable.
pub(super) fn knob() -> Result<Knob, String> {
    let named = backend_named().map_err(|error| error.to_string())?;
    if let Some(named) = named.filter(|named| !named.is_compiled()) {
        return Err(format!("environment variable {VARIABLE} is `{named}`, which is not compiled in"));
    }
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
