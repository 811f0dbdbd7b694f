//! The same bits for any number of threads; for what never asks a backend, at any instruction set too.

use ndarray::Array2;
use ufunc::linalg::{
    Diagonal, Element, Side, Triangle, asum, axpy, cholesky, dot, gemm, gemv, ger, lu, matmul, nrm2, qr,
    solve, syrk, trmm, trsm,
};
use ufunc::{Level, Options};

use super::support::{Random, both, number};

both! {
    level_1_and_2 = check_vectors;
    level_3 = check_matrices;
    decompositions = check_factors;
    small_products_do_not_depend_on_the_level = check_small;
    jobs_compute_what_a_call_computes = check_jobs;
}

/// Results on several threads are those on one.
fn on_any_threads<R: PartialEq>(compute: impl Fn() -> R) {
    let one = Options::new().threads(1).run(&compute);
    for threads in [2, 3, 8] {
        let several = Options::new().threads(threads).min_parallel_len(1).run(&compute);
        assert!(several == one, "{threads} threads give other bits");
    }
}

fn bits<'a, T: Element>(values: impl IntoIterator<Item = &'a T>) -> Vec<(u64, i16, i8)> {
    values.into_iter().map(|value| value.integer_decode()).collect()
}

fn check_vectors<T: Element>() {
    let mut random = Random::new(81);
    let len = 150_001;
    let (x, y) = (random.vector::<T>(len), random.vector::<T>(len));
    let a = random.matrix::<T>(700, 90);
    let compute = || {
        let mut sum = y.clone();
        axpy(number(0.3), &x, &mut sum).unwrap();
        let mut product = vec![T::zero(); 700];
        gemv(T::one(), &a, &x.as_slice().unwrap()[..90], T::zero(), &mut product).unwrap();
        let mut transposed = vec![T::zero(); 90];
        gemv(T::one(), &a.t(), &x.as_slice().unwrap()[..700], T::zero(), &mut transposed).unwrap();
        let mut updated = a.clone();
        ger(T::one(), &product, &transposed, &mut updated).unwrap();
        let sums = [dot(&x, &y).unwrap(), nrm2(&x), asum(&y)];
        [bits(&sums), bits(&sum), bits(&product), bits(&transposed), bits(&updated)]
    };
    on_any_threads(compute);
    let best = compute();
    for level in Level::available() {
        assert!(Options::new().max_simd(level).run(compute) == best, "{level} gives other bits");
    }
}

fn check_matrices<T: Element>() {
    let mut random = Random::new(82);
    let shapes = [
        (300, 200, 280),
        (1000, 400, 70),
        (33, 500, 900),
        (389, 700, 277),
        (8161, 17, 100),
        (205, 513, 1201),
    ];
    for (rows, depth, columns) in shapes {
        let (a, b) = (random.matrix::<T>(rows, depth), random.matrix::<T>(depth, columns));
        let c = random.matrix::<T>(rows, columns);
        on_any_threads(|| {
            let mut found = c.clone();
            gemm(number(0.3), &a, &b, T::one(), &mut found).unwrap();
            let mut in_columns = c.t().as_standard_layout().into_owned().reversed_axes();
            gemm(number(0.3), &a, &b.view(), number(-0.7), &mut in_columns).unwrap();
            let few = a.slice(ndarray::s![..rows.min(400), ..]);
            let mut square = Array2::zeros((few.nrows(), few.nrows()));
            syrk(Triangle::Lower, T::one(), &few, T::zero(), &mut square).unwrap();
            (bits(&found), bits(&in_columns), bits(&square))
        });
    }
    let a = random.triangular::<T>(200, Triangle::Lower);
    let b = random.matrix::<T>(200, 400);
    on_any_threads(|| {
        let (mut product, mut solution) = (b.clone(), b.clone());
        trmm(Side::Left, Triangle::Lower, Diagonal::General, T::one(), &a, &mut product).unwrap();
        trsm(Side::Left, Triangle::Lower, Diagonal::General, T::one(), &a, &mut solution).unwrap();
        (bits(&product), bits(&solution))
    });
}

fn check_factors<T: Element>() {
    let mut random = Random::new(83);
    let a = random.matrix::<T>(260, 260);
    let square = matmul(&a, &a.t()).unwrap() + Array2::from_diag_elem(260, T::one());
    on_any_threads(|| {
        let factors = lu(&a).unwrap();
        let (l, u) = (factors.l(), factors.u());
        let q = qr(&a).unwrap().q().unwrap();
        let lower = cholesky(Triangle::Lower, &square).unwrap();
        let x = solve(&a, &square).unwrap();
        [bits(&l), bits(&u), bits(&q), bits(&lower), bits(&x)]
    });
}

fn check_small<T: Element>() {
    let mut random = Random::new(84);
    for order in 1..=8 {
        let (a, b) = (random.matrix::<T>(order, order), random.matrix::<T>(order, order));
        let best = matmul(&a, &b).unwrap();
        for level in Level::available() {
            assert_eq!(
                Options::new().max_simd(level).run(|| matmul(&a, &b).unwrap()),
                best,
                "{order} {level}"
            );
        }
    }
}

fn check_jobs<T: Element>() {
    let mut random = Random::new(85);
    let factors: Vec<Array2<T>> = (0..12).map(|_| random.matrix(257, 257)).collect();
    let expected: Vec<_> = factors.iter().map(|a| matmul(a, &a.t()).unwrap()).collect();
    let options = Options::new().threads(3);
    let found = options.run(|| ufunc::jobs::map(&factors, |a| matmul(a, &a.t()).unwrap()));
    assert!(found == expected, "a product within a job has other bits");
}
