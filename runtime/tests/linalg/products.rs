//! NumPy's products, against its rules element by element.

use ndarray::{Array2, Array3, ArrayD, Ix1, Ix3, IxDyn, array, s};
use ufunc::linalg::{Element, inner, matmul, outer};

use super::support::{Random, assert_within, both, naive, roundings};

both! {
    stacks_broadcast = check_stacks;
    vectors_are_rows_and_columns = check_vectors;
    inner_sums_over_the_last_axes = check_inner;
}

fn random<T: Element>(random: &mut Random, shape: &[usize]) -> ArrayD<T> {
    ArrayD::from_shape_simple_fn(shape, || random.next())
}

fn check_stacks<T: Element>() {
    let mut source = Random::new(31);
    let cases: [(&[usize], &[usize], &[usize]); 7] = [
        (&[2, 3], &[3, 4], &[2, 4]),
        (&[5, 2, 3], &[3, 4], &[5, 2, 4]),
        (&[2, 3], &[5, 3, 4], &[5, 2, 4]),
        (&[6, 1, 9, 10], &[4, 10, 3], &[6, 4, 9, 3]),
        (&[0, 2, 3], &[3, 4], &[0, 2, 4]),
        (&[2, 2, 0], &[2, 0, 3], &[2, 2, 3]),
        (&[3, 40, 50], &[1, 50, 30], &[3, 40, 30]),
    ];
    for (shape_a, shape_b, shape) in cases {
        let (a, b) = (random::<T>(&mut source, shape_a), random::<T>(&mut source, shape_b));
        let product = matmul(&a, &b).unwrap();
        assert_eq!(product.shape(), shape);
        let stack = &shape[..shape.len() - 2];
        let with = |last: &[usize]| [stack, &last[last.len() - 2..]].concat();
        let (wide_a, wide_b) = (a.broadcast(with(shape_a)).unwrap(), b.broadcast(with(shape_b)).unwrap());
        let count: usize = stack.iter().product();
        let flat = |of: ndarray::ArrayViewD<'_, T>, last: &[usize]| -> Array3<T> {
            let shape = (count, last[last.len() - 2], last[last.len() - 1]);
            Array3::from_shape_vec(shape, of.iter().copied().collect()).unwrap()
        };
        let (a, b, c) = (flat(wide_a, shape_a), flat(wide_b, shape_b), flat(product.view(), shape));
        for at in 0..count {
            let (a, b) = (a.slice(s![at, .., ..]), b.slice(s![at, .., ..]));
            let (expected, magnitude) = naive(&a, &b);
            let bound = magnitude * roundings::<T>(2 * a.ncols() + 4);
            assert_within(&c.slice(s![at, .., ..]), &expected, &bound, &format!("{shape:?} {at}"));
        }
    }
}

fn check_vectors<T: Element>() {
    let mut source = Random::new(32);
    let (x, y) = (source.vector::<T>(20), source.vector::<T>(9));
    let a = source.matrix::<T>(20, 9);
    let row = matmul(&x, &a).unwrap();
    let (expected, magnitude) = naive(&x.view().insert_axis(ndarray::Axis(0)), &a.view());
    let bound = magnitude * roundings::<T>(50);
    assert_within(&row.view().insert_axis(ndarray::Axis(0)), &expected, &bound, "row");
    let column = matmul(&a, &y).unwrap();
    let (expected, magnitude) = naive(&a.view(), &y.view().insert_axis(ndarray::Axis(1)));
    let bound = magnitude * roundings::<T>(50);
    assert_within(&column.view().insert_axis(ndarray::Axis(1)), &expected, &bound, "column");
    let both = matmul(&column, &x).unwrap();
    assert_eq!(both.shape(), &[0_usize; 0]);
    let stack = random::<T>(&mut source, &[4, 20, 9]).into_dimensionality::<Ix3>().unwrap();
    assert_eq!(matmul(&x, &stack).unwrap().shape(), [4, 9]);
    assert_eq!(matmul(&stack, &y).unwrap().shape(), [4, 20]);
    let first = matmul(&stack, &y).unwrap();
    let alone = matmul(&stack.slice(s![0, .., ..]), &y).unwrap();
    assert_eq!(first.row(0), alone);
    let table = outer(&x, &y.slice(s![..;-1]));
    assert!(table.indexed_iter().all(|((row, column), value)| *value == x[row] * y[8 - column]));
}

fn check_inner<T: Element>() {
    let mut source = Random::new(33);
    let (a, b) = (random::<T>(&mut source, &[2, 3, 5]), random::<T>(&mut source, &[4, 5]));
    let product = inner(&a, &b).unwrap();
    assert_eq!(product.shape(), [2, 3, 4]);
    for (index, value) in product.indexed_iter() {
        let products = (0..5).map(|at| a[[index[0], index[1], at]] * b[[index[2], at]]);
        let (sum, size) =
            products.fold((T::zero(), T::zero()), |(sum, size), term| (sum + term, size + term.abs()));
        assert!((*value - sum).abs() <= size * roundings(14));
    }
    let x = source.vector::<T>(7);
    let square = inner(&x, &x).unwrap();
    assert_eq!((square.ndim(), square.first().copied()), (0, Some(ufunc::linalg::dot(&x, &x).unwrap())));
}

#[test]
fn shapes_that_do_not_fit_are_named() {
    let a = Array2::<f64>::zeros((2, 3));
    let message = matmul(&a, &Array2::<f64>::zeros((2, 3))).unwrap_err().to_string();
    assert_eq!(
        message,
        "matmul: a of shape [2, 3] and b of shape [2, 3] do not fit: the last axis of `a` needs the length of the last but one of `b`, or of its only one"
    );
    let (stack, other) = (Array3::<f64>::zeros((2, 3, 3)), Array3::<f64>::zeros((5, 3, 3)));
    let message = matmul(&stack, &other).unwrap_err().to_string();
    assert!(message.ends_with("the axes before the last two need the same lengths, or 1"), "{message}");
    let scalar = ArrayD::<f64>::zeros(IxDyn(&[]));
    assert!(matmul(&scalar, &a.view().into_dyn()).is_err());
    assert!(inner(&array![1.0, 2.0].into_dimensionality::<Ix1>().unwrap(), &a).is_err());
}
