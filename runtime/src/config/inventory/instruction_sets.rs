//! Instruction sets: what the program needs, what the machine has beyond that, and what kernels use.

use crate::config;
use crate::simd::Level;

/// Instruction sets, by rustc's names of target features, and the levels of kernels.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct InstructionSets {
    /// What the program was compiled for: it does not run on a machine that lacks one of these.
    pub baseline: Vec<String>,
    /// What the machine has beyond that.
    pub found: Vec<String>,
    /// What the machine has not.
    pub not_found: Vec<String>,
    /// The levels that kernels can run on here.
    pub levels: Vec<String>,
    /// The level that they run on; `None` if the environment holds a bad value.
    pub in_use: Option<String>,
}

/// A feature: its name, whether the program needs it, whether the machine has it.
type Feature = (&'static str, bool, bool);

/// Looks at the machine; the level in use is not known where the environment is bad.
pub(super) fn instruction_sets(is_environment_bad: bool) -> InstructionSets {
    let in_use = (!is_environment_bad).then(|| config::max_simd().name().to_owned());
    sort(&features(), in_use)
}

fn sort(features: &[Feature], in_use: Option<String>) -> InstructionSets {
    let select = |wanted: fn(&Feature) -> bool| {
        features.iter().filter(|feature| wanted(feature)).map(|feature| feature.0.to_owned()).collect()
    };
    InstructionSets {
        baseline: select(|feature| feature.1),
        found: select(|feature| !feature.1 && feature.2),
        not_found: select(|feature| !feature.1 && !feature.2),
        levels: Level::available().iter().map(|level| level.name().to_owned()).collect(),
        in_use,
    }
}

/// The features of this architecture that numerical code cares for.
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
fn features() -> Vec<Feature> {
    macro_rules! features {
        ($($name:tt)*) => {
            vec![$(($name, cfg!(target_feature = $name), std::arch::is_x86_feature_detected!($name))),*]
        };
    }
    features![
        "sse" "sse2" "sse3" "ssse3" "sse4.1" "popcnt" "sse4.2" "avx" "f16c" "fma" "bmi1" "bmi2" "lzcnt" "avx2"
        "avx512f" "avx512cd" "avx512bw" "avx512dq" "avx512vl" "avx512ifma" "avx512vbmi" "avx512vbmi2"
        "avx512vnni" "avx512bitalg" "avx512vpopcntdq" "avx512bf16"
    ]
}

/// The features of this architecture that numerical code cares for.
#[cfg(target_arch = "aarch64")]
fn features() -> Vec<Feature> {
    macro_rules! features {
        ($($name:tt)*) => {
            vec![$(($name, cfg!(target_feature = $name), std::arch::is_aarch64_feature_detected!($name))),*]
        };
    }
    features!["neon" "fp16" "fhm" "dotprod" "fcma" "rdm" "bf16" "i8mm" "sve" "sve2"]
}

/// Nothing is known of other architectures.
#[cfg(not(any(target_arch = "x86", target_arch = "x86_64", target_arch = "aarch64")))]
fn features() -> Vec<Feature> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_feature_stands_in_one_list() {
        let features = [("base", true, true), ("more", false, true), ("none", false, false)];
        let sets = sort(&features, None);
        assert_eq!(
            (sets.baseline, sets.found, sets.not_found),
            (vec!["base".to_owned()], vec!["more".to_owned()], vec!["none".to_owned()])
        );
    }

    #[test]
    fn this_machine_has_its_baseline() {
        for (name, is_needed, is_there) in features() {
            assert!(is_there || !is_needed, "{name} is compiled in, and not there");
        }
    }
}
