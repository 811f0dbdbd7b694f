//! Expansions stand on their own: no prelude, names of theirs shadowed, no `unsafe`, and what the user wrote around
//! the function kept.
#![forbid(unsafe_code)]

use ufunc::prelude::*;

/// Names of the users' choice that generated code might want for itself.
mod names {
    use super::*;

    /// Lane code is full of masks, gangs and arguments: so is this.
    #[ufunc]
    pub(crate) fn greedy(g: f64, m: f64, x: f64) -> f64 {
        let mask = g * 2.0;
        let mut lanes = m + 1.0;
        let mut args = 0.0;
        let ret = 0.5;
        let live = mask > lanes;
        let mut broken = 0;
        while lanes < mask {
            lanes += ret;
            broken += 1;
            if broken > 20 {
                break;
            }
        }
        if live {
            args = x;
        }
        let m0 = args + lanes;
        let r = m0 * ret;
        let out = r + broken as f64;
        let len = out + g;
        let at = len;
        at - m
    }

    pub(crate) fn greedy_plain(g: f64, m: f64, x: f64) -> f64 {
        let mask = g * 2.0;
        let mut lanes = m + 1.0;
        let mut args = 0.0;
        let ret = 0.5;
        let live = mask > lanes;
        let mut broken = 0;
        while lanes < mask {
            lanes += ret;
            broken += 1;
            if broken > 20 {
                break;
            }
        }
        if live {
            args = x;
        }
        (args + lanes) * ret + f64::from(broken) + g - m
    }

    #[ufunc]
    pub(crate) fn assigned(m: i32, g: i32) -> i32 {
        let mut mask = m;
        let mut m = g;
        let mut g = mask;
        if m > g {
            m -= g;
            mask = 2 * m;
        } else if g > 3 {
            g = mask + m;
        }
        m * 10_000 + g * 100 + mask
    }

    pub(crate) fn assigned_plain(m: i32, g: i32) -> i32 {
        let mut mask = m;
        let mut m = g;
        let mut g = mask;
        if m > g {
            m -= g;
            mask = 2 * m;
        } else if g > 3 {
            g = mask + m;
        }
        m * 10_000 + g * 100 + mask
    }

    /// A raw identifier, and a kernel named like a type.
    #[ufunc]
    #[allow(non_snake_case, reason = "the name is the point")]
    pub(crate) fn Vec(r#type: u32, _unused: u32) -> u32 {
        let r#loop = r#type + 1;
        r#loop * 2
    }
}

#[test]
fn names_of_the_user_and_of_the_expansion_do_not_meet() {
    for step in -40..40 {
        let (g, m) = (f64::from(step) / 4.0, f64::from(step % 7));
        assert_eq!(names::greedy(g, m, 1.5), names::greedy_plain(g, m, 1.5));
        assert_eq!(names::assigned(step, 3), names::assigned_plain(step, 3));
    }
    assert_eq!(names::Vec(&[1, 2], 0), [4, 6]);
}

/// Everything that the prelude of std gives means something else here.
#[allow(non_upper_case_globals, dead_code, non_camel_case_types, reason = "shadowing names is the point")]
mod shadowed {
    use ufunc::ufunc;

    pub(crate) struct Some;
    pub(crate) struct None;
    pub(crate) struct Ok;
    pub(crate) struct Err;
    pub(crate) struct Vec;
    pub(crate) struct Option;
    pub(crate) struct Result;
    pub(crate) struct Box;
    pub(crate) struct String;
    pub(crate) trait Copy {}
    pub(crate) trait Clone {}
    pub(crate) trait Default {}
    pub(crate) trait Iterator {}
    pub(crate) trait Into {}
    pub(crate) trait From {}
    pub(crate) trait Fn {}
    pub(crate) trait Sized {}
    pub(crate) trait Gang {}
    pub(crate) trait Lanes {}
    pub(crate) trait Kernel {}
    pub(crate) mod core {}
    pub(crate) mod std {}
    pub(crate) mod alloc {}
    pub(crate) const g: i32 = 1;
    pub(crate) const m: i32 = 2;
    pub(crate) const drop: () = ();
    pub(crate) const panic: () = ();

    macro_rules! shadow {
        ($($name:ident)+) => {$(
            #[allow(unused_macros, reason = "shadowing names is the point")]
            macro_rules! $name {
                ($dollar:tt) => {
                    compile_error!("the expansion uses the user's macro")
                };
            }
        )+};
    }

    shadow!(panic vec assert concat stringify unreachable file line debug_assert);

    #[ufunc]
    pub(crate) fn plus(x: f64, y: f64) -> f64 {
        if x > y { x + y } else { y }
    }

    #[ufunc]
    pub(crate) fn halves(x: u32, y: u32) -> (u32, bool) {
        let mut n = x;
        let mut steps = 0;
        while n > y {
            n /= 2;
            steps += 1;
        }
        (steps, n == y)
    }

    #[ufunc(reduce, identity = 0)]
    pub(crate) fn total(a: i64, b: i64) -> i64 {
        a + b
    }
}

#[test]
fn shadowed_names_do_no_harm() {
    assert_eq!(shadowed::plus(&[1.0, 5.0], 2.0), [2.0, 7.0]);
    assert_eq!(shadowed::halves(40, 5), (3, true));
    assert_eq!(shadowed::total::reduce([1, 2, 3]), 6);
}

/// Kernels where functions may stand: in a function, in a module of a function, in a block.
#[test]
fn kernels_inside_functions() {
    #[ufunc]
    fn local(x: f64) -> f64 {
        x + OFFSET
    }

    const OFFSET: f64 = 0.25;

    mod inner {
        use ufunc::prelude::*;

        #[ufunc]
        pub(super) fn local(x: f64) -> f64 {
            x - 0.25
        }
    }

    let both = {
        #[ufunc]
        fn twice(x: f64) -> f64 {
            local(local(x))
        }
        twice(1.0)
    };
    assert_eq!(local(1.0), 1.25);
    assert_eq!(inner::local(1.0), 0.75);
    assert_eq!(both, 1.5);
}

/// Attributes and documentation are kept, also `cfg` and `deprecated`.
mod kept {
    #![deny(missing_docs, unreachable_pub)]

    use ufunc::prelude::*;

    /// Adds one.
    ///
    /// Its documentation is long enough.
    #[ufunc]
    #[must_use]
    #[doc(alias = "increment")]
    pub(crate) fn successor(x: i32) -> i32 {
        x.wrapping_add(1)
    }

    /// The old one.
    #[ufunc]
    #[deprecated(note = "use `successor`")]
    pub(crate) fn old_successor(x: i32) -> i32 {
        x.wrapping_add(1)
    }

    /// Not there.
    #[cfg(any())]
    #[ufunc]
    pub(crate) fn absent(x: String) -> i32 {
        compile_error!("it is not there")
    }

    /// Not there either.
    #[ufunc]
    #[cfg(any())]
    pub(crate) fn absent(x: i32) -> i32 {
        x
    }

    pub(crate) fn absent() -> i32 {
        1
    }
}

#[test]
fn attributes_are_kept() {
    assert_eq!(kept::successor(1), 2);
    #[expect(deprecated, reason = "the attribute is kept")]
    let old = kept::old_successor(1);
    assert_eq!(old, 2);
    assert_eq!(kept::absent(), 1);
}

/// The visibility of every part is the function's.
mod outer {
    pub(super) mod inner {
        use ufunc::prelude::*;

        #[ufunc]
        pub(in crate::outer) fn narrow(x: f64) -> f64 {
            x * 0.5
        }

        #[ufunc]
        fn private(x: f64) -> f64 {
            narrow(x) + 1.0
        }

        #[ufunc]
        pub(crate) fn wide(x: f64) -> f64 {
            private(x)
        }
    }

    pub(crate) fn through() -> f64 {
        inner::narrow(3.0)
    }
}

#[test]
fn visibility_is_kept() {
    assert_eq!(outer::through(), 1.5);
    assert_eq!(outer::inner::wide(&[2.0]), [2.0]);
    // By its path, and under another name.
    use outer::inner::wide as renamed;
    assert_eq!(renamed(4.0), 3.0);
    let mut out = [0.0];
    assert_eq!(renamed::into([6.0], &mut out), Ok(()));
    assert_eq!(out, [4.0]);
}

/// A kernel made by a macro of the user, whose hygiene holds.
#[test]
fn kernels_made_by_macros() {
    macro_rules! scaled {
        ($name:ident, $ty:ty, $by:expr) => {
            #[ufunc]
            fn $name(x: $ty) -> $ty {
                let y = x * $by;
                if y > x { y } else { x }
            }
        };
    }
    scaled!(doubled, f64, 2.0);
    scaled!(tripled, i32, 1 + 2);
    assert_eq!(doubled(&[1.0, -1.0]), [2.0, -1.0]);
    assert_eq!(tripled(&[2, -2]), [6, -2]);
}

/// Types that a macro of the user was given, of results, of arrays and of variables.
#[test]
fn types_given_to_macros() {
    macro_rules! both_ways {
        ($kernel:ident, $loop:ident, $ty:ty, $results:ty, $read:ty, $written:ty) => {
            #[ufunc]
            fn $kernel(x: $ty, y: $ty) -> $results {
                let least: $ty = if y < x { y } else { x };
                (least, x + y - least)
            }

            #[parallel]
            fn $loop(x: $read, out: $written) {
                for i in 0..x.len() {
                    let own: $ty = x[i];
                    out[i] = own * own;
                }
            }
        };
    }
    both_ways!(sorted, squares, f64, (f64, f64), &[f64], &mut [f64]);
    both_ways!(sorted_whole, squares_whole, i32, (i32, i32), &Vec<i32>, &mut Vec<i32>);
    assert_eq!(sorted(&[1.0, 4.0], &[2.0, 3.0]), (vec![1.0, 3.0], vec![2.0, 4.0]));
    assert_eq!(sorted_whole(&[1, 4], &[2, 3]), (vec![1, 3], vec![2, 4]));
    let (mut out, mut whole) = ([0.0; 2], vec![0; 2]);
    squares(&[1.5, -2.0], &mut out);
    squares_whole(&vec![3, -4], &mut whole);
    assert_eq!((out, whole), ([2.25, 4.0], vec![9, 16]));
}
