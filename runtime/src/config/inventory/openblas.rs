//! What OpenBLAS says of itself.

/// What OpenBLAS says of itself at run time.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct OpenBlasRuntime {
    /// Its own configuration string, as `openblas_get_config` gives it.
    pub config: String,
    /// Its version.
    pub version: Option<String>,
    /// The core whose kernels it uses.
    pub core: String,
    /// Its threads: `sequential`, `pthreads` or `openmp`.
    pub threading: String,
    /// The most threads that it was built for.
    pub max_threads: Option<usize>,
    /// The cores that it counts.
    pub cores: usize,
    /// The threads that it would use by itself. Calls of `ufunc` use the threads of `ufunc`, and OpenBLAS with one.
    pub threads: usize,
    /// Whether its integers have 64 bits.
    pub int64: bool,
    /// Whether it holds kernels of several cores, and has chosen among them when it started.
    pub is_dynamic: bool,
}

impl OpenBlasRuntime {
    /// Makes one from what OpenBLAS's functions give: `openblas_get_config`, `…_corename`, `…_parallel`, `…_num_procs` and
    /// `…_num_threads`.
    #[cfg_attr(
        not(any(target_os = "linux", feature = "openblas")),
        allow(
            dead_code,
            reason = "nobody can be asked: none is linked, and the system does not tell what is loaded"
        )
    )]
    pub(super) fn new(config: &str, core: &str, parallel: i32, cores: i32, threads: i32) -> Self {
        let words: Vec<&str> = config.split_whitespace().collect();
        let has = |flag: &str| words.contains(&flag);
        let max_threads = words.iter().find_map(|word| word.strip_prefix("MAX_THREADS="));
        OpenBlasRuntime {
            config: words.join(" "),
            version: words.iter().skip_while(|word| **word != "OpenBLAS").nth(1).map(|&word| word.to_owned()),
            core: core.to_owned(),
            threading: threading(parallel),
            max_threads: max_threads.and_then(|number| number.parse().ok()),
            cores: usize::try_from(cores).unwrap_or(0),
            threads: usize::try_from(threads).unwrap_or(0),
            int64: has("USE64BITINT"),
            is_dynamic: has("DYNAMIC_ARCH"),
        }
    }
}

/// What `openblas_get_parallel` means.
#[cfg_attr(
    not(any(target_os = "linux", feature = "openblas")),
    allow(dead_code, reason = "what is asked for it is not there")
)]
fn threading(parallel: i32) -> String {
    match parallel {
        0 => "sequential".to_owned(),
        1 => "pthreads".to_owned(),
        2 => "openmp".to_owned(),
        other => format!("unknown ({other})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configuration_string_is_read() {
        let config = "OpenBLAS 0.3.31.188.0  USE64BITINT DYNAMIC_ARCH NO_AFFINITY Haswell MAX_THREADS=64";
        let found = OpenBlasRuntime::new(config, "Zen", 1, 8, 4);
        assert_eq!(found.version.as_deref(), Some("0.3.31.188.0"));
        assert_eq!((found.max_threads, found.cores, found.threads), (Some(64), 8, 4));
        assert_eq!((found.int64, found.is_dynamic), (true, true));
        assert_eq!((found.core.as_str(), found.threading.as_str()), ("Zen", "pthreads"));
    }

    #[test]
    fn what_the_string_does_not_say_is_left_open() {
        let found =
            OpenBlasRuntime::new("OpenBLAS 0.3.20 NO_LAPACK SkylakeX SINGLE_THREADED", "SkylakeX", 0, 1, 1);
        assert_eq!((found.max_threads, found.int64, found.is_dynamic), (None, false, false));
        assert_eq!(found.threading, "sequential");
        assert_eq!(OpenBlasRuntime::new("", "", 7, -1, -1).threading, "unknown (7)");
        assert_eq!(OpenBlasRuntime::new("", "", 7, -1, -1).version, None);
    }
}
