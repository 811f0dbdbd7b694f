//! What this program is made of and runs on: [`config`].
//!
//! Each part is found by a file of its own. What reads a file or the answer of another program is a function of its text,
//! so that the text of any machine can be tried on every machine.

#[cfg(any(feature = "linalg", feature = "openblas"))]
mod backend;
mod cgroup;
mod compilers;
mod display;
mod instruction_sets;
mod knobs;
mod linear_algebra;
mod loaded;
mod machine;
mod numpy;
mod numpy_legacy;
mod openblas;
#[cfg(feature = "openblas")]
mod openblas_runtime;
mod search;
#[cfg(test)]
mod tests;
mod tool;
mod tree;

pub use self::cgroup::CpuLimit;
pub use self::compilers::Compiler;
pub use self::instruction_sets::InstructionSets;
pub(super) use self::knobs::Setting;
pub use self::knobs::{Knob, Origin};
pub use self::linear_algebra::{LinearAlgebra, Linked};
pub use self::loaded::{Loaded, LoadedApi, LoadedLibrary};
pub use self::machine::{Machine, Memory};
pub use self::openblas::OpenBlasRuntime;
pub use self::search::{Library, Section};

/// What this program is made of and runs on, as [`config`] found it. It prints itself for people; with the feature
/// `serde` it can be serialised.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Configuration {
    /// The version of `ufunc`.
    pub version: String,
    /// The cargo features that `ufunc` was compiled with.
    pub features: Vec<String>,
    /// What should be looked at first: bad settings, two BLAS or two OpenMP run times in one process, and the like.
    pub warnings: Vec<String>,
    /// The settings that hold for the calling thread, and where each comes from. Empty if the environment holds a bad
    /// value, which is then the first warning.
    pub knobs: Vec<Knob>,
    /// The machine, and how much of it this process may use.
    pub machine: Machine,
    /// The instruction sets that the program needs, that the machine has, and that kernels use.
    pub instruction_sets: InstructionSets,
    /// What computes linear algebra in this program.
    pub linear_algebra: LinearAlgebra,
    /// The libraries of BLAS and OpenMP in this process.
    pub loaded: Loaded,
    /// The libraries of BLAS and LAPACK that this machine has to link to, in the sections that NumPy names.
    pub system: Vec<Section>,
    /// The compilers: that of this program, and those that are found now.
    pub compilers: Vec<Compiler>,
}

/// Finds out what this program is made of and runs on, and which settings hold.
///
/// It reads the system's files, searches the usual folders for libraries, and asks `pkg-config` and compilers for their
/// versions: that takes some tenths of a second, and is made for people and their reports. [`num_threads`],
/// [`max_simd`] and the like give single settings at once.
///
/// ```
/// let config = ufunc::config();
/// println!("{config}");
/// assert!(config.machine.allowed_cores >= 1);
/// ```
///
/// [`num_threads`]: crate::num_threads
/// [`max_simd`]: crate::max_simd
#[must_use]
pub fn config() -> Configuration {
    let linear_algebra = linear_algebra::linear_algebra();
    let loaded = loaded::loaded(linear_algebra.openblas.as_ref());
    let (knobs, bad_settings) = settings();
    let instruction_sets = instruction_sets::instruction_sets(knobs.is_empty());
    let machine = machine::machine();
    let warnings = bad_settings
        .into_iter()
        .chain(knobs::warnings(&knobs, &machine))
        .chain(linear_algebra.warnings(&instruction_sets))
        .chain(loaded.warnings())
        .collect();
    Configuration {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        features: features(),
        warnings,
        knobs,
        machine,
        instruction_sets,
        system: search::sections(&linear_algebra),
        linear_algebra,
        loaded,
        compilers: compilers::compilers(),
    }
}

impl Configuration {
    /// The setting of that name, such as `threads`.
    #[must_use]
    pub fn knob(&self, name: &str) -> Option<&Knob> {
        self.knobs.iter().find(|knob| knob.name == name)
    }

    /// The section of that name, such as `openblas`.
    #[must_use]
    pub fn section(&self, name: &str) -> Option<&Section> {
        self.system.iter().find(|section| section.name == name)
    }
}

/// The settings, and what is wrong with those that cannot be told.
fn settings() -> (Vec<Knob>, Vec<String>) {
    let mut knobs = match knobs::knobs() {
        Ok(knobs) => knobs,
        Err(error) => return (Vec::new(), vec![error.to_string()]),
    };
    match backend_knob() {
        Ok(knob) => {
            knobs.extend(knob);
            (knobs, Vec::new())
        }
        Err(error) => (knobs, vec![error]),
    }
}

/// The backend of linear algebra, if there is any.
#[cfg(any(feature = "linalg", feature = "openblas"))]
fn backend_knob() -> Result<Option<Knob>, String> {
    backend::knob().map(Some)
}

/// The backend of linear algebra, if there is any.
#[cfg(not(any(feature = "linalg", feature = "openblas")))]
fn backend_knob() -> Result<Option<Knob>, String> {
    Ok(None)
}

/// The features that this crate was compiled with.
fn features() -> Vec<String> {
    let all = [
        ("fallback", cfg!(feature = "fallback")),
        ("linalg", cfg!(feature = "linalg")),
        ("openblas", cfg!(feature = "openblas")),
        ("serde", cfg!(feature = "serde")),
    ];
    all.into_iter().filter(|(_, is_on)| *is_on).map(|(name, _)| name.to_owned()).collect()
}
