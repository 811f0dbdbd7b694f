//! Matrix and matrix.

use ndarray::Array2;
use ufunc::linalg::{Diagonal, Element, Side, Triangle, gemm, symm, syrk, trmm, trsm};

use super::support::{
    LAYOUTS, Layout, Random, Stored, assert_within, both, is_in, naive, number, roundings, whole,
};

const FACTORS: [f64; 3] = [0.0, 1.0, -0.5];
const SIDES: [Side; 2] = [Side::Left, Side::Right];
const TRIANGLES: [Triangle; 2] = [Triangle::Lower, Triangle::Upper];
const DIAGONALS: [Diagonal; 2] = [Diagonal::General, Diagonal::Unit];

both! {
    gemm_for_all_layouts = check_gemm_layouts;
    gemm_for_all_shapes_and_factors = check_gemm_shapes;
    gemm_of_several_tiles = check_gemm_tiles;
    symm_reads_one_triangle = check_symm;
    syrk_writes_one_triangle = check_syrk;
    trmm_is_a_product = check_trmm;
    trsm_solves = check_trsm;
}

struct Case<T> {
    layouts: [Layout; 3],
    alpha: T,
    beta: T,
}

fn check_gemm<T: Element>(case: &Case<T>, a: &Array2<T>, b: &Array2<T>, c: &Array2<T>) {
    let Case { layouts, alpha, beta } = case;
    let (alpha, beta) = (*alpha, *beta);
    let (mut product, mut magnitude) = naive(&a.view(), &b.view());
    // What is not to be read holds NaN.
    let (nan_a, nan_b) = (a.mapv(|_| T::nan()), b.mapv(|_| T::nan()));
    let (a, b) = if alpha == T::zero() { (&nan_a, &nan_b) } else { (a, b) };
    if alpha == T::zero() {
        product.fill(T::zero());
        magnitude.fill(T::zero());
    }
    let old = if beta == T::zero() { c.mapv(|_| T::nan()) } else { c.clone() };
    let kept = if beta == T::zero() { c.mapv(|_| T::zero()) } else { c * beta };
    let (a, b) = (Stored::new(layouts[0], a), Stored::new(layouts[1], b));
    let mut found = Stored::new(layouts[2], &old);
    gemm(alpha, &a.view(), &b.view(), beta, &mut found.view_mut()).unwrap();
    let depth = a.view().ncols();
    let bound = (&magnitude * alpha.abs() + &kept.mapv(T::abs)) * roundings::<T>(2 * depth + 4);
    let shape = (a.view().nrows(), depth, b.view().ncols());
    let what = format!("{shape:?} {layouts:?} alpha {alpha} beta {beta}");
    assert_within(&found.view(), &(&product * alpha + &kept), &bound, &what);
    found.check_gaps();
}

fn operands<T: Element>(
    random: &mut Random,
    (rows, depth, columns): (usize, usize, usize),
) -> [Array2<T>; 3] {
    [random.matrix(rows, depth), random.matrix(depth, columns), random.matrix(rows, columns)]
}

fn check_gemm_layouts<T: Element>() {
    let mut random = Random::new(21);
    for shape in [(3, 4, 2), (7, 5, 8), (13, 21, 17), (40, 30, 50)] {
        let [a, b, c] = operands::<T>(&mut random, shape);
        for of_a in LAYOUTS {
            for of_b in LAYOUTS {
                for of_c in LAYOUTS {
                    for beta in FACTORS.map(number) {
                        let case = Case { layouts: [of_a, of_b, of_c], alpha: number(-0.5), beta };
                        check_gemm(&case, &a, &b, &c);
                    }
                }
            }
        }
    }
}

fn check_gemm_shapes<T: Element>() {
    let mut random = Random::new(22);
    let lengths = [0, 1, 2, 4, 5, 8, 9, 16, 33];
    for rows in lengths {
        for depth in lengths {
            for columns in lengths {
                let [a, b, c] = operands::<T>(&mut random, (rows, depth, columns));
                for alpha in FACTORS.map(number) {
                    for beta in FACTORS.map(number) {
                        let layouts = [Layout::Rows, Layout::Columns, Layout::Rows];
                        check_gemm(&Case { layouts, alpha, beta }, &a, &b, &c);
                    }
                }
            }
        }
    }
}

fn check_gemm_tiles<T: Element>() {
    let mut random = Random::new(23);
    for shape in [(257, 200, 300), (1000, 33, 129), (64, 300, 1100)] {
        let [a, b, c] = operands::<T>(&mut random, shape);
        for layout in LAYOUTS {
            let layouts = [layout, Layout::Rows, layout];
            check_gemm(&Case { layouts, alpha: number(0.5), beta: number(-2.0) }, &a, &b, &c);
            let layouts = [Layout::Rows, layout, Layout::Columns];
            check_gemm(&Case { layouts, alpha: T::one(), beta: T::zero() }, &a, &b, &c);
        }
    }
}

/// One triangle of a matrix, NaN in the other.
fn half<T: Element>(full: &Array2<T>, triangle: Triangle) -> Array2<T> {
    Array2::from_shape_fn(full.dim(), |(row, column)| {
        if is_in(triangle, row, column) { full[[row, column]] } else { T::nan() }
    })
}

fn check_symm<T: Element>() {
    let mut random = Random::new(24);
    for (order, other) in [(0, 3), (1, 1), (5, 3), (33, 20), (150, 140)] {
        let full = random.symmetric::<T>(order);
        for side in SIDES {
            let (rows, columns) = if side == Side::Left { (order, other) } else { (other, order) };
            let (b, c) = (random.matrix::<T>(rows, columns), random.matrix::<T>(rows, columns));
            let (product, magnitude) = if side == Side::Left {
                naive(&full.view(), &b.view())
            } else {
                naive(&b.view(), &full.view())
            };
            for triangle in TRIANGLES {
                for layout in LAYOUTS {
                    for beta in FACTORS.map(number::<T>) {
                        let alpha = number::<T>(0.75);
                        let a = Stored::new(layout, &half(&full, triangle));
                        let old = if beta == T::zero() { c.mapv(|_| T::nan()) } else { c.clone() };
                        let mut found = Stored::new(layout, &old);
                        symm(side, triangle, alpha, &a.view(), &b, beta, &mut found.view_mut()).unwrap();
                        let bound = (&magnitude * alpha + &c.mapv(T::abs) * beta.abs())
                            * roundings::<T>(2 * order + 4);
                        let what = format!("{order} {side:?} {triangle:?} {layout:?}");
                        assert_within(&found.view(), &(&product * alpha + &c * beta), &bound, &what);
                    }
                }
            }
        }
    }
}

fn check_syrk<T: Element>() {
    let mut random = Random::new(25);
    for (order, depth) in [(0, 2), (1, 1), (4, 0), (7, 5), (60, 33), (300, 40)] {
        let (a, c) = (random.matrix::<T>(order, depth), random.matrix::<T>(order, order));
        let (product, magnitude) = naive(&a.view(), &a.t());
        for triangle in TRIANGLES {
            for layout in LAYOUTS {
                for (alpha, beta) in
                    FACTORS.iter().flat_map(|x| FACTORS.map(|y| (number::<T>(*x), number::<T>(y))))
                {
                    let stored = Stored::new(layout, &a);
                    let mut old = half(&c, triangle);
                    if beta == T::zero() {
                        old.fill(T::nan());
                    }
                    let mut found = Stored::new(layout, &old);
                    syrk(triangle, alpha, &stored.view(), beta, &mut found.view_mut()).unwrap();
                    let what = format!("{order} {depth} {triangle:?} {layout:?} {alpha} {beta}");
                    let mut seen = found.view().to_owned();
                    let mut expected = &product * alpha + &c * beta;
                    for ((row, column), value) in seen.indexed_iter_mut() {
                        if !is_in(triangle, row, column) {
                            assert!(value.is_nan(), "{what}: the other triangle was written");
                            *value = T::zero();
                            expected[[row, column]] = T::zero();
                        }
                    }
                    let bound = (&magnitude * alpha.abs() + &c.mapv(T::abs) * beta.abs())
                        * roundings::<T>(2 * depth + 4);
                    assert_within(&seen.view(), &expected, &bound, &what);
                }
            }
        }
    }
}

fn for_each_triangular<T: Element>(
    seed: u64,
    check: impl Fn(Side, Triangle, Diagonal, Layout, &Array2<T>, &Array2<T>),
) {
    let mut random = Random::new(seed);
    for (order, other) in [(0, 3), (1, 1), (3, 5), (8, 9), (33, 20), (200, 150)] {
        for side in SIDES {
            let (rows, columns) = if side == Side::Left { (order, other) } else { (other, order) };
            let b = random.matrix::<T>(rows, columns);
            for triangle in TRIANGLES {
                for diagonal in DIAGONALS {
                    let mut a = random.triangular::<T>(order, triangle);
                    if diagonal == Diagonal::Unit {
                        a.diag_mut().fill(T::nan());
                    }
                    LAYOUTS.into_iter().for_each(|layout| check(side, triangle, diagonal, layout, &a, &b));
                }
            }
        }
    }
}

fn product<T: Element>(side: Side, a: &Array2<T>, b: &Array2<T>) -> (Array2<T>, Array2<T>) {
    match side {
        Side::Left => naive(&a.view(), &b.view()),
        Side::Right => naive(&b.view(), &a.view()),
    }
}

fn check_trmm<T: Element>() {
    for_each_triangular::<T>(26, |side, triangle, diagonal, layout, a, b| {
        let alpha = number::<T>(-0.5);
        let (expected, magnitude) = product(side, &whole(a, triangle, diagonal), b);
        let stored = Stored::new(layout, a);
        let mut found = Stored::new(layout, b);
        trmm(side, triangle, diagonal, alpha, &stored.view(), &mut found.view_mut()).unwrap();
        let bound = magnitude * alpha.abs() * roundings::<T>(2 * a.nrows() + 4);
        let what = format!("{:?} {side:?} {triangle:?} {diagonal:?} {layout:?}", a.dim());
        assert_within(&found.view(), &(expected * alpha), &bound, &what);
        found.check_gaps();
    });
}

fn check_trsm<T: Element>() {
    for_each_triangular::<T>(27, |side, triangle, diagonal, layout, a, b| {
        let alpha = number::<T>(2.0);
        let stored = Stored::new(layout, a);
        let mut found = Stored::new(layout, b);
        trsm(side, triangle, diagonal, alpha, &stored.view(), &mut found.view_mut()).unwrap();
        // |alpha·B − A·X| ≤ c·n·ε·|A|·|X|; blocks may invert their diagonal, which is tame here.
        let x = found.view().to_owned();
        let (again, magnitude) = product(side, &whole(a, triangle, diagonal), &x);
        let bound = (magnitude + b.mapv(T::abs) * alpha) * roundings::<T>(4 * a.nrows() + 8);
        let what = format!("{:?} {side:?} {triangle:?} {diagonal:?} {layout:?}", a.dim());
        assert_within(&again.view(), &(b * alpha), &bound, &what);
        found.check_gaps();
    });
}
