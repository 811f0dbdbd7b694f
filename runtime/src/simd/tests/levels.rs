//! Names, order and choice of levels.

use fearless_simd::Simd;

use super::super::{Level, WithSimd, dispatch};

#[test]
fn names_are_read_back() {
    for level in Level::ALL {
        assert_eq!(level.to_string().parse(), Ok(level));
        assert_eq!(format!(" {level} ").to_uppercase().parse(), Ok(level));
    }
}

#[test]
fn another_name_is_an_error_that_says_what_is_allowed() {
    let error = "avx3".parse::<Level>().unwrap_err().to_string();
    assert!(error.contains("`avx3`"), "{error}");
    for level in Level::ALL {
        assert!(error.contains(level.name()), "{error} lacks {level}");
    }
}

#[test]
fn available_levels_are_ordered_and_end_with_the_best() {
    let available = Level::available();
    assert!(available.is_sorted(), "{available:?}");
    assert_eq!(available.last(), Some(&Level::best()));
    assert!(available.iter().all(|level| level.is_available()));
    assert_eq!(available.len(), Level::ALL.iter().filter(|level| level.is_available()).count());
}

struct Registers;

impl WithSimd for Registers {
    type Output = String;

    #[inline(always)]
    fn run<S: Simd>(self, s: S) -> String {
        format!("{:?}", s.level())
    }
}

#[test]
fn code_runs_on_the_level_that_was_asked_for() {
    for level in Level::available() {
        let ran = dispatch(level, Registers);
        assert!(ran.starts_with(&format!("{level:?}(")), "{level} ran as {ran}");
    }
}

#[test]
fn code_runs_also_for_a_level_that_is_not_there() {
    for level in Level::ALL.into_iter().filter(|level| !level.is_available()) {
        assert_eq!(dispatch(level, Registers), dispatch(Level::best(), Registers), "{level}");
    }
}
