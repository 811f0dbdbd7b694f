//! Linear algebra on both backends against raw calls of OpenBLAS, with as many threads of its own.
//!
//! ```text
//! cargo bench -p ufunc-benches --features openblas --bench blas
//! ```
#![allow(missing_docs, reason = "a bench")]
#![allow(unsafe_code, reason = "calls the C functions of OpenBLAS")]

use std::cell::RefCell;
use std::ffi::c_int;
use std::hint::black_box;
use std::time::Duration;

use cblas_sys::{
    CblasNoTrans, CblasRowMajor, cblas_daxpy, cblas_ddot, cblas_dgemm, cblas_dnrm2, cblas_dsdot, cblas_sdot,
};
use ndarray::Array2;
use ufunc::Options;
use ufunc::linalg::{self, Backend};
use ufunc_benches::{Clock, Goal, Session, Way, angles, cores_allowed, cores_given, probabilities};

unsafe extern "C" {
    fn openblas_set_num_threads(threads: c_int);
}

fn main() {
    let mut session = Session::from_arguments();
    short_vectors(&mut session);
    for threads in if cores_allowed() < 2 { 1..=1 } else { 1..=2 } {
        products(&session, threads);
    }
}

fn int(length: usize) -> c_int {
    c_int::try_from(length).expect("a small number")
}

/// Level 1 on 32 elements, which BLAS is often called with.
fn short_vectors(session: &mut Session) {
    let (x, y) = (angles(32), probabilities(32));
    let narrow = |values: &[f64]| -> Vec<f32> { values.iter().map(|value| *value as f32).collect() };
    let (narrow_x, narrow_y) = (narrow(&x), narrow(&y));
    let n = int(x.len());
    let mut ratio = |name: &str, raw: &dyn Fn() -> f64, ours: &dyn Fn() -> f64| {
        let (expected, found) = (raw(), ours());
        assert!((expected - found).abs() <= 1e-6 * (1.0 + expected.abs()), "{name}: {expected} and {found}");
        session.ratio(
            &format!("blas/{name}-32"),
            Goal::AtLeast(1.0),
            Clock::SHORT,
            [Way::new("cblas", || _ = black_box(raw())), Way::new("ufunc", || _ = black_box(ours()))],
        );
    };
    ratio(
        "ddot",
        &|| {
            // SAFETY: both vectors have n elements, one after the other, as in all calls here.
            unsafe { cblas_ddot(n, black_box(&x).as_ptr(), 1, black_box(&y).as_ptr(), 1) }
        },
        &|| linalg::dot(black_box(&x), black_box(&y)).expect("one length"),
    );
    ratio(
        "sdot",
        &|| {
            let (x, y) = (black_box(&narrow_x).as_ptr(), black_box(&narrow_y).as_ptr());
            // SAFETY: as above.
            f64::from(unsafe { cblas_sdot(n, x, 1, y, 1) })
        },
        &|| f64::from(linalg::dot(black_box(&narrow_x), black_box(&narrow_y)).expect("one length")),
    );
    ratio(
        "dsdot",
        &|| {
            let (x, y) = (black_box(&narrow_x).as_ptr(), black_box(&narrow_y).as_ptr());
            // SAFETY: as above.
            unsafe { cblas_dsdot(n, x, 1, y, 1) }
        },
        &|| linalg::dsdot(black_box(&narrow_x), black_box(&narrow_y)).expect("one length"),
    );
    ratio(
        "dnrm2",
        &|| {
            // SAFETY: as above.
            unsafe { cblas_dnrm2(n, black_box(&x).as_ptr(), 1) }
        },
        &|| linalg::nrm2(black_box(&x)),
    );
    let (by_cblas, by_us) = (RefCell::new(y.clone()), RefCell::new(y.clone()));
    ratio(
        "daxpy",
        &|| {
            let mut y = by_cblas.borrow_mut();
            // SAFETY: as above, and nobody else has `y`.
            unsafe { cblas_daxpy(n, black_box(1e-9), black_box(&x).as_ptr(), 1, y.as_mut_ptr(), 1) };
            y[31]
        },
        &|| {
            let mut y = by_us.borrow_mut();
            linalg::axpy(black_box(1e-9), black_box(&x), &mut *y).expect("one length");
            y[31]
        },
    );
}

/// Products of square matrices.
fn products(session: &Session, threads: usize) {
    let orders: &[usize] = if session.is_test() {
        &[4, 33, 260]
    } else {
        &[4, 5, 8, 12, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096]
    };
    for &order in orders.iter().filter(|order| threads == 1 || session.is_test() || **order >= 256) {
        let name = format!("blas/dgemm-{order}/{threads}");
        if !session.wants(&name) {
            continue;
        }
        let matrix = |values: fn(usize) -> Vec<f64>| {
            Array2::from_shape_vec((order, order), values(order * order)).expect("as many as elements")
        };
        let (a, b) = (matrix(angles), matrix(probabilities));
        let [by_cblas, by_openblas, by_us] =
            [(); 3].map(|()| RefCell::new(Array2::<f64>::zeros((order, order))));
        let raw = || {
            let (n, mut c) = (int(order), by_cblas.borrow_mut());
            // SAFETY: three matrices of n rows of n elements, without gaps; the number of threads is OpenBLAS's own, and set
            // back to what `ufunc` has set.
            unsafe {
                openblas_set_num_threads(int(threads));
                cblas_dgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasNoTrans,
                    n,
                    n,
                    n,
                    1.0,
                    a.as_ptr(),
                    n,
                    b.as_ptr(),
                    n,
                    0.0,
                    c.as_mut_ptr(),
                    n,
                );
                openblas_set_num_threads(1);
            }
        };
        let options = Options::new().threads(threads);
        let ours = |backend: Backend, c: &RefCell<Array2<f64>>| {
            linalg::set_backend(backend).expect("both are compiled in, and run here");
            options.run(|| linalg::gemm(1.0, &a, &b, 0.0, &mut c.borrow_mut()).expect("one shape"));
        };
        raw();
        ours(Backend::OpenBlas, &by_openblas);
        ours(Backend::Embedded, &by_us);
        let largest = by_cblas.borrow().iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        for found in [&by_openblas, &by_us] {
            let difference = (&*found.borrow() - &*by_cblas.borrow()).mapv(f64::abs);
            let bound = 2.0 * order as f64 * f64::EPSILON * largest * order as f64;
            assert!(difference.iter().all(|difference| *difference <= bound), "{name}: results differ");
        }
        let mut ways = [
            Way::new("cblas", raw),
            Way::new("ufunc on OpenBLAS", || ours(Backend::OpenBlas, &by_openblas)),
            Way::new("ufunc, embedded", || ours(Backend::Embedded, &by_us)),
        ];
        // OpenBLAS's threads look for work for 2^28 ticks before they sleep: some 0.1 s.
        let clock = if threads == 1 {
            Clock::ONE_THREAD
        } else {
            Clock { rest: Duration::from_millis(200), ..Clock::OTHERS_THREADS }
        };
        let given = if threads == 1 || session.is_test() { threads as f64 } else { cores_given() };
        let [raw, openblas, embedded] = session.medians(clock, &mut ways);
        let (near, fair) = if order >= 256 { (0.97, 0.92) } else { (0.5, 0.5) };
        let goal = |least| if given < 0.9 * threads as f64 { Goal::None } else { Goal::AtLeast(least) };
        session.tell(&format!("{name}/cblas-gflops"), 2.0 * (order as f64).powi(3) / raw / 1e9, Goal::None);
        session.tell(&format!("{name}/openblas-of-cblas"), raw / openblas, goal(near));
        session.tell(&format!("{name}/embedded-of-cblas"), raw / embedded, goal(fair));
    }
}
