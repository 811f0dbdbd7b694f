//! Linear algebra against plain loops and against `ndarray`'s own product, which is `matrixmultiply` on one thread.
//!
//! ```text
//! cargo bench -p ufunc-benches --features linalg --bench linalg
//! ```
#![allow(missing_docs, reason = "a bench")]

use std::cell::RefCell;
use std::hint::black_box;

use ndarray::Array2;
use ndarray::linalg::general_mat_mul;
use ufunc::{Options, linalg};
use ufunc_benches::{Clock, Goal, Session, Way, angles, cores_allowed, probabilities};

fn main() {
    let mut session = Session::from_arguments();
    short_vectors(&mut session);
    products(&mut session);
    decompositions(&mut session);
}

/// What a call on 32 elements costs, against the loop that a person would write.
fn short_vectors(session: &mut Session) {
    let (x, y) = (angles(32), probabilities(32));
    let (narrow_x, narrow_y): (Vec<f32>, Vec<f32>) =
        x.iter().zip(&y).map(|(x, y)| (*x as f32, *y as f32)).unzip();
    let sum = |x: &[f64], y: &[f64]| -> f64 { x.iter().zip(y).map(|(x, y)| x * y).sum() };
    let close = |ours: f64, plain: f64| (ours - plain).abs() <= 1e-12 * (1.0 + plain.abs());
    assert!(close(linalg::dot(&x, &y).expect("one length"), sum(&x, &y)), "dot");
    session.ratio(
        "linalg/dot-32/loop",
        Goal::AtLeast(1.0),
        Clock::SHORT,
        [
            Way::new("loop", || _ = black_box(sum(black_box(&x), black_box(&y)))),
            Way::new("dot", || drop(black_box(linalg::dot(black_box(&x), black_box(&y))))),
        ],
    );
    let wide =
        |x: &[f32], y: &[f32]| -> f64 { x.iter().zip(y).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum() };
    assert!(
        close(linalg::dsdot(&narrow_x, &narrow_y).expect("one length"), wide(&narrow_x, &narrow_y)),
        "dsdot"
    );
    session.ratio(
        "linalg/dsdot-32/loop",
        Goal::AtLeast(1.0),
        Clock::SHORT,
        [
            Way::new("loop", || _ = black_box(wide(black_box(&narrow_x), black_box(&narrow_y)))),
            Way::new("dsdot", || drop(black_box(linalg::dsdot(black_box(&narrow_x), black_box(&narrow_y))))),
        ],
    );
    assert!(close(linalg::nrm2(&x), sum(&x, &x).sqrt()), "nrm2");
    session.ratio(
        "linalg/nrm2-32/loop",
        Goal::AtLeast(1.0),
        Clock::SHORT,
        [
            Way::new("loop", || _ = black_box(sum(black_box(&x), black_box(&x)).sqrt())),
            Way::new("nrm2", || _ = black_box(linalg::nrm2(black_box(&x)))),
        ],
    );
    let out = RefCell::new(y.clone());
    session.ratio(
        "linalg/axpy-32/loop",
        Goal::AtLeast(0.9),
        Clock::SHORT,
        [
            Way::new("loop", || {
                out.borrow_mut().iter_mut().zip(black_box(&x)).for_each(|(y, x)| *y += 1e-9 * x);
            }),
            Way::new("axpy", || {
                linalg::axpy(black_box(1e-9), black_box(&x), &mut *out.borrow_mut()).expect("one length");
            }),
        ],
    );
}

fn matrix(order: usize, values: fn(usize) -> Vec<f64>) -> Array2<f64> {
    Array2::from_shape_vec((order, order), values(order * order)).expect("as many as elements")
}

/// Products of square matrices: on one thread against `matrixmultiply`, and on all against one.
fn products(session: &mut Session) {
    let orders: &[usize] =
        if session.is_test() { &[4, 33, 260] } else { &[4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048] };
    for &order in orders {
        let (a, b) = (matrix(order, angles), matrix(order, probabilities));
        let c = RefCell::new(Array2::zeros((order, order)));
        linalg::gemm(1.0, &a, &b, 0.0, &mut c.borrow_mut()).expect("one shape");
        let difference =
            (&*c.borrow() - &a.dot(&b)).iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        let scale = a.iter().chain(&b).fold(1.0_f64, |largest, value| largest.max(value.abs()));
        let bound = 2.0 * (order * order) as f64 * f64::EPSILON * scale * scale;
        assert!(difference <= bound, "gemm {order}: {difference:e}");
        let one = Options::new().threads(1);
        let clock = if order > 512 { Clock::THREADS } else { Clock::ONE_THREAD };
        session.ratio(
            &format!("linalg/gemm-{order}/matrixmultiply"),
            Goal::AtLeast(0.92),
            clock,
            [
                Way::new("ndarray", || general_mat_mul(1.0, &a, &b, 0.0, &mut *c.borrow_mut())),
                Way::new("gemm", || {
                    one.run(|| linalg::gemm(1.0, &a, &b, 0.0, &mut c.borrow_mut()).expect("one shape"));
                }),
            ],
        );
        if order >= 256 && cores_allowed() > 1 {
            session.ratio(
                &format!("linalg/gemm-{order}/one-thread"),
                Goal::None,
                Clock::THREADS,
                [
                    Way::new("one thread", || {
                        one.run(|| linalg::gemm(1.0, &a, &b, 0.0, &mut c.borrow_mut()).expect("one shape"));
                    }),
                    Way::new("all threads", || {
                        linalg::gemm(1.0, &a, &b, 0.0, &mut c.borrow_mut()).expect("one shape");
                    }),
                ],
            );
        }
    }
}

/// Decompositions on all threads against one.
fn decompositions(session: &mut Session) {
    if cores_allowed() < 2 {
        return session.say("linalg: one core, so that decompositions are not compared");
    }
    let order = if session.is_test() { 100 } else { 1024 };
    let a = matrix(order, angles);
    let mut square = linalg::matmul(&a, &a.t()).expect("one shape");
    square.diag_mut().mapv_inplace(|value| value + order as f64);
    let one = Options::new().threads(1);
    type Run<'a> = (&'a str, Box<dyn Fn() + 'a>);
    let runs: [Run<'_>; 3] = [
        ("lu", Box::new(|| drop(black_box(linalg::lu(&a).expect("finite"))))),
        ("qr", Box::new(|| drop(black_box(linalg::qr(&a).expect("finite"))))),
        (
            "cholesky",
            Box::new(|| {
                drop(black_box(linalg::cholesky(linalg::Triangle::Lower, &square).expect("positive")))
            }),
        ),
    ];
    for (name, run) in &runs {
        session.ratio(
            &format!("linalg/{name}-{order}/one-thread"),
            Goal::None,
            Clock::THREADS,
            [Way::new("one thread", || one.run(run)), Way::new("all threads", run)],
        );
    }
}
