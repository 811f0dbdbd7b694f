//! The Mandelbrot set, whose loop ends at another step in every lane, against the plain function; one thread.
#![allow(missing_docs, reason = "a bench")]

use std::hint::black_box;

use ufunc::Options;
use ufunc_benches::mandelbrot::{lanes, plain};
use ufunc_benches::{Clock, Goal, Session, Way, plane, plane_f32};

/// Points of the plane: a scalar pass takes long enough.
const POINTS: usize = 1 << 18;

macro_rules! compare {
    ($session:ident, $function:ident, $name:literal, $points:expr, $goal:literal) => {
        let (re, im) = $points;
        let (mut by_loop, mut by_lanes) = (vec![0; re.len()], vec![0; re.len()]);
        let one = Options::new().threads(1);
        let mut plain = || {
            for ((n, re), im) in by_loop.iter_mut().zip(black_box(&re)).zip(&im) {
                *n = plain::$function(*re, *im);
            }
        };
        plain();
        lanes::$function::into_with(&one, &re, &im, &mut by_lanes).expect("one shape");
        assert!(by_loop == by_lanes, concat!($name, ": lanes and loop differ"));
        $session.ratio(
            $name,
            Goal::AtLeast($goal),
            Clock::ONE_THREAD,
            [
                Way::new("plain", || {
                    for ((n, re), im) in by_loop.iter_mut().zip(black_box(&re)).zip(&im) {
                        *n = plain::$function(*re, *im);
                    }
                }),
                Way::new("ufunc", || {
                    lanes::$function::into_with(&one, &re, &im, &mut by_lanes).expect("one shape");
                }),
            ],
        );
    };
}

fn main() {
    let mut session = Session::from_arguments();
    let len = session.len(POINTS);
    compare!(session, break_f64, "mandelbrot/f64-break", plane(len), 4.5);
    compare!(session, return_f64, "mandelbrot/f64-return", plane(len), 4.5);
    compare!(session, break_f32, "mandelbrot/f32-break", plane_f32(len), 10.0);
    compare!(session, return_f32, "mandelbrot/f32-return", plane_f32(len), 10.0);
}
