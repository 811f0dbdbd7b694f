//! Forms of calls: scalars, slices, arrays of any shape, results written in place, shapes that do not fit.

use ndarray::{Array, Array1, Array2, Array3, ArrayD, Axis, Ix1, Ix2, IxDyn, Zip, arr0, array, s};
use ufunc::prelude::*;
use ufunc_tests::f64s;

#[ufunc]
fn weigh(x: f64, y: f64) -> f64 {
    if x > y { 2.0 * x - y } else { x / 2.0 + y }
}

fn weigh_plain(x: f64, y: f64) -> f64 {
    if x > y { 2.0 * x - y } else { x / 2.0 + y }
}

#[ufunc]
fn split(x: f64) -> (f64, i32) {
    (x.fract(), x.trunc() as i32)
}

#[ufunc(reduce, identity = 0)]
fn plus(x: i64, y: i64) -> i64 {
    x + y
}

fn grid(seed: u64, shape: (usize, usize)) -> Array2<f64> {
    let numbers = f64s(seed, -1.0, 1.0);
    Array2::from_shape_fn(shape, |(row, column)| numbers[row * shape.1 + column])
}

#[test]
fn scalars_slices_and_vectors() {
    let (x, y) = (vec![1.0, -2.0, 0.5], vec![0.0, 5.0, 0.5]);
    let one: f64 = weigh(1.0, 0.0);
    assert_eq!(one, 2.0);
    let expected = vec![2.0, 4.0, 0.75];
    assert_eq!(weigh(&x, &y), expected);
    assert_eq!(weigh(&x[..], &y[..]), expected);
    assert_eq!(weigh(&[1.0, -2.0, 0.5], y.clone()), expected);
    assert_eq!(weigh(&x, 0.0), vec![2.0, -1.0, 1.0]);
    assert_eq!(weigh(1.0, &y), vec![2.0, 5.5, 1.5]);
    let (fraction, whole) = split(&[1.25, -2.5]);
    assert_eq!((fraction, whole), (vec![0.25, -0.5], vec![1, -2]));
    assert_eq!(split(1.25), (0.25, 1));
}

#[test]
fn empty_arrays() {
    let none: Vec<f64> = Vec::new();
    assert_eq!(weigh(&none, &none), none);
    assert_eq!(weigh(&none, 1.0), none);
    assert_eq!(split(&none), (vec![], vec![]));
    let empty = Array2::<f64>::zeros((0, 5));
    let row = Array1::<f64>::zeros(5);
    assert_eq!(weigh(&empty, &row).shape(), [0, 5]);
    assert_eq!(weigh(&Array2::<f64>::zeros((3, 0)), &Array2::<f64>::zeros((1, 0))).shape(), [3, 0]);
    let mut out: Vec<f64> = Vec::new();
    assert_eq!(weigh::into(&none, 3.0, &mut out[..]), Ok(()));
}

#[test]
fn broadcasting_follows_numpy() {
    let (matrix, row, column) = (grid(1, (6, 11)), grid(2, (1, 11)), grid(3, (6, 1)));
    let expected = |x: &Array2<f64>, y: &Array2<f64>| {
        let shape = (6, 11);
        Zip::from(x.broadcast(shape).expect("fits"))
            .and(y.broadcast(shape).expect("fits"))
            .map_collect(|x, y| weigh_plain(*x, *y))
    };
    assert_eq!(weigh(&matrix, &row), expected(&matrix, &row));
    assert_eq!(weigh(&column, &matrix), expected(&column, &matrix));
    assert_eq!(weigh(&row, &column), expected(&row, &column));
    let flat: Array1<f64> = row.row(0).to_owned();
    assert_eq!(weigh(&matrix, &flat), expected(&matrix, &row));
    let single = array![[0.25]];
    assert_eq!(weigh(&matrix, &single), matrix.mapv(|x| weigh_plain(x, 0.25)));
    assert_eq!(weigh(&matrix, 0.25), matrix.mapv(|x| weigh_plain(x, 0.25)));
}

#[test]
fn dimensions_of_all_kinds() {
    let cube = Array3::from_shape_fn((3, 4, 5), |(i, j, k)| (i * 20 + j * 5 + k) as f64 / 7.0 - 4.0);
    let plane = grid(4, (4, 5));
    let found = weigh(&cube, &plane);
    assert_eq!(found.shape(), [3, 4, 5]);
    for ((i, j, k), value) in found.indexed_iter() {
        assert_eq!(*value, weigh_plain(cube[[i, j, k]], plane[[j, k]]));
    }
    let dynamic: ArrayD<f64> = cube.clone().into_dyn();
    assert_eq!(weigh(&dynamic, &plane).into_dimensionality(), Ok(found));
    assert_eq!(weigh(&arr0(3.0), &arr0(1.0)), arr0(5.0));
}

#[test]
fn strides_of_all_kinds() {
    let matrix = grid(5, (40, 60));
    let check = |found: Array2<f64>, x: ndarray::ArrayView2<'_, f64>, y: ndarray::ArrayView2<'_, f64>| {
        assert_eq!(found.shape(), x.shape());
        Zip::from(&found).and(x).and(y).for_each(|found, x, y| assert_eq!(*found, weigh_plain(*x, *y)));
    };
    let transposed = matrix.t();
    check(weigh(&transposed, &transposed), transposed, transposed);
    let sparse = matrix.slice(s![..;3, 1..;7]);
    let other = matrix.slice(s![14..28, ..9]);
    check(weigh(&sparse, &other), sparse, other);
    let reversed = matrix.slice(s![..;-1, ..;-1]);
    check(weigh(&reversed, &matrix), reversed, matrix.view());
    let repeated = matrix.row(3).to_owned();
    let repeated = repeated.broadcast((40, 60)).expect("fits");
    check(weigh(&repeated, &transposed.t()), repeated, matrix.view());
}

#[test]
fn results_are_written_in_place() {
    let (x, y) = (grid(6, (7, 9)), grid(7, (7, 9)));
    let expected = weigh(&x, &y);
    let mut out = Array2::zeros((7, 9));
    assert_eq!(weigh::into(&x, &y, &mut out), Ok(()));
    assert_eq!(out, expected);

    let mut wide = Array2::from_elem((14, 20), -9.0);
    assert_eq!(weigh::into(&x, &y, wide.slice_mut(s![..;2, 1..19;2])), Ok(()));
    assert_eq!(wide.slice(s![..;2, 1..19;2]), expected);
    assert!(wide.slice(s![1..;2, ..]).iter().all(|value| *value == -9.0));

    let mut columns = Array2::zeros((9, 7));
    assert_eq!(weigh::into(&x, &y, columns.view_mut().reversed_axes()), Ok(()));
    assert_eq!(columns.t(), expected);

    let (mut fraction, mut whole) = (vec![0.0; 3], vec![0; 3]);
    assert_eq!(split::into([0.5, 1.5, -2.25], (&mut fraction, &mut whole)), Ok(()));
    assert_eq!((fraction, whole), (vec![0.5, 0.5, -0.25], vec![0, 1, -2]));
}

#[test]
fn shapes_that_do_not_fit_are_refused_and_leave_the_output() {
    let (x, y) = (vec![1.0; 4], vec![1.0; 3]);
    let error = weigh::try_call(&x, &y).expect_err("4 and 3 do not broadcast");
    let text = error.to_string();
    assert!(text.contains('4') && text.contains('3') && text.contains("axis 0"), "{text}");

    let mut out = vec![7.0; 3];
    let error = weigh::into(&x, 1.0, &mut out).expect_err("the output is too short");
    assert!(error.to_string().contains("[3]") && error.to_string().contains("[4]"), "{error}");
    assert_eq!(out, vec![7.0; 3]);

    let mut out = vec![7.0; 4];
    assert!(weigh::into(&x, &y, &mut out).is_err());
    assert_eq!(out, vec![7.0; 4]);

    // An output never grows the arguments, nor shrinks.
    let mut matrix = Array2::from_elem((2, 4), 7.0);
    assert!(weigh::into(&x, 1.0, &mut matrix).is_err());
    assert_eq!(matrix, Array2::from_elem((2, 4), 7.0));

    let (mut fraction, mut whole) = (vec![7.0; 2], vec![7; 3]);
    assert!(split::into([0.5, 1.5], (&mut fraction, &mut whole)).is_err());
    assert_eq!((fraction, whole), (vec![7.0; 2], vec![7; 3]));
}

#[test]
#[should_panic(expected = "axis 1")]
fn a_call_with_shapes_that_do_not_fit_panics() {
    let _ = weigh(&Array2::<f64>::zeros((2, 3)), &Array2::<f64>::zeros((2, 4)));
}

#[test]
fn reductions() {
    let numbers: Vec<i64> = (1..=1000).collect();
    assert_eq!(plus::reduce(&numbers), 500_500);
    assert_eq!(plus::reduce(&numbers[..0]), 0);
    let sums = plus::accumulate(&numbers);
    assert_eq!((sums[0], sums[9], sums[999]), (1, 55, 500_500));
    let matrix = Array::from_shape_fn(Ix2(3, 4), |(i, j)| (10 * i + j) as i64);
    assert_eq!(plus::reduce_axis(&matrix, Axis(0).index()), matrix.sum_axis(Axis(0)));
    assert_eq!(plus::reduce_axis(&matrix, 1), matrix.sum_axis(Axis(1)));
    let outer = plus::outer(&[1, 2, 3], &[10, 20]);
    let expected = array![[11, 21], [12, 22], [13, 23]];
    assert_eq!(outer.into_dimensionality::<Ix2>(), Ok(expected));
    let dynamic = Array::<i64, _>::ones(IxDyn(&[2, 3, 4]));
    assert_eq!(plus::reduce_axis(&dynamic, 1).shape(), [2, 4]);
    assert_eq!(plus::reduce(&dynamic), 24);
    let flat: Array1<i64> = plus::accumulate(&Array::<i64, Ix1>::ones(5));
    assert_eq!(flat, array![1, 2, 3, 4, 5]);
}
