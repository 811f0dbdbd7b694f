//! The forms of a call, and what may be an operand.
#![expect(clippy::needless_borrows_for_generic_args, reason = "borrowed operands are what is tested")]

mod support;

use ndarray::{Array0, Array1, Array2, Array3, ArrayD, ArrayView1, Ix3, arr0, array};
use support::{add, generic, mixed, mixed_scalar, negate};
use ufunc::ShapeError;

#[test]
fn scalars_give_a_scalar() {
    let sum: f64 = add(1.5, 2.0);
    assert_eq!(sum, 3.5);
    assert_eq!(add(&1.5, 2.0), 3.5);
    let (sum, less): (f64, bool) = mixed(1.0, 2, 0.5);
    assert_eq!((sum, less), mixed_scalar(1.0, 2, 0.5));
    assert!(negate(false));
}

#[test]
fn a_literal_takes_the_type_of_the_kernel() {
    let narrow: Vec<f32> = generic(&[1.0_f32, 2.0][..], 2.0);
    assert_eq!(narrow, [3.0, 6.0]);
    let narrow: f32 = generic(2.0, 1.0_f32);
    assert_eq!(narrow, 4.0);
    let wide = generic(2.0, 1.0);
    assert_eq!(wide, 4.0_f64);
}

#[test]
fn slices_give_a_vec() {
    let xs = vec![1.0, 2.0, 3.0];
    let sums: Vec<f64> = add(&xs, 1.0);
    assert_eq!(sums, [2.0, 3.0, 4.0]);
    assert_eq!(add(&xs[1..], &[1.0, 1.0]), [3.0, 4.0]);
    assert_eq!(add([1.0; 5], vec![2.0; 5]), [3.0; 5]);
    assert_eq!(add(&xs, &[0.5]), [1.5, 2.5, 3.5]);
    assert_eq!(add(xs, 1.0), [2.0, 3.0, 4.0]);
    assert_eq!(negate(&[true, false, false]), [false, true, true]);
}

#[test]
fn arrays_give_an_array() {
    let grid = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
    let column = array![[10.0], [20.0]];
    let sums: Array2<f64> = add(&grid, &column);
    assert_eq!(sums, array![[11.0, 12.0, 13.0], [24.0, 25.0, 26.0]]);
    assert_eq!(add(&grid, &[1.0, 2.0, 3.0]), array![[2.0, 4.0, 6.0], [5.0, 7.0, 9.0]]);
    assert_eq!(add(grid.t(), 1.0), grid.t().mapv(|x| x + 1.0));
    assert_eq!(add(grid.row(0), &grid.slice(ndarray::s![1, ..;-1])), array![7.0, 7.0, 7.0]);
    assert_eq!(add(&arr0(1.0), 2.0), arr0(3.0));
    let one: Array0<f64> = add(arr0(1.0), 2.0);
    assert_eq!(one.into_scalar(), 3.0);
    let cube: Array3<f64> = add(&grid, Array3::<f64>::zeros((2, 1, 1)));
    assert_eq!(cube.shape(), [2, 2, 3]);
    let dynamic: ArrayD<f64> = add(&grid.clone().into_dyn(), &column);
    assert_eq!(dynamic.into_dimensionality().unwrap(), sums);
    assert_eq!(add(grid.to_shared(), ndarray::CowArray::from(&column)), sums);
}

#[test]
fn results_keep_the_layout_of_their_operands() {
    let grid = Array2::from_shape_fn((5, 7), |(i, j)| (10 * i + j) as f64);
    let sums = add(grid.t(), grid.t());
    assert_eq!(sums.strides(), [1, 7]);
    assert_eq!(sums, grid.t().mapv(|x| x + x));
    let cube = Array3::from_shape_fn((2, 3, 4), |(i, j, k)| (100 * i + 10 * j + k) as f64);
    let permuted = cube.view().permuted_axes([1, 2, 0]);
    let sums = add(&permuted, 1.0);
    assert_eq!(sums.strides(), permuted.strides());
    assert_eq!(sums, permuted.mapv(|x| x + 1.0));
}

#[test]
fn into_writes_to_every_kind_of_output() {
    let xs = [1.0, 2.0, 3.0];
    let sums = [2.0, 3.0, 4.0];
    let mut slice = [0.0; 3];
    add::into(&xs, 1.0, &mut slice[..]).unwrap();
    assert_eq!(slice, sums);
    let mut fixed = [0.0; 3];
    add::into(&xs, 1.0, &mut fixed).unwrap();
    assert_eq!(fixed, sums);
    let mut vec = vec![0.0; 3];
    add::into(&xs, 1.0, &mut vec).unwrap();
    assert_eq!(vec, sums);
    let mut one = 0.0;
    add::into(2.0, 1.0, &mut one).unwrap();
    assert_eq!(one, 3.0);
    let mut row = Array1::zeros(3);
    add::into(&xs, 1.0, &mut row).unwrap();
    assert_eq!(row, ArrayView1::from(&sums));

    let mut grid = Array2::zeros((3, 4));
    add::into(&xs, 1.0, grid.slice_mut(ndarray::s![..;-1, 2])).unwrap();
    assert_eq!(grid, array![[0.0, 0.0, 4.0, 0.0], [0.0, 0.0, 3.0, 0.0], [0.0, 0.0, 2.0, 0.0]]);
    let column = Array2::from_shape_fn((3, 1), |(i, _)| i as f64);
    add::into(&column, &Array1::linspace(0.0, 3.0, 4), &mut grid.view_mut()).unwrap();
    assert_eq!(grid, Array2::from_shape_fn((3, 4), |(i, j)| (i + j) as f64));

    let (mut sums, mut less) = (vec![0.0; 3], Array1::from_elem(3, false));
    mixed::into(&xs, &[2, 2, 2], 0.5, (&mut sums, &mut less)).unwrap();
    let expected: Vec<_> = xs.iter().map(|&x| mixed_scalar(x, 2, 0.5)).collect();
    assert_eq!(sums.into_iter().zip(less).collect::<Vec<_>>(), expected);
}

#[test]
fn shapes_that_do_not_broadcast_are_named() {
    let error = add::try_call(&Array2::<f64>::zeros((3, 4)), &Array2::<f64>::zeros((3, 5))).unwrap_err();
    let expected = ShapeError::NotBroadcastable {
        axis: 1,
        first: 0,
        first_shape: vec![3, 4],
        first_len: 4,
        second: 1,
        second_shape: vec![3, 5],
        second_len: 5,
    };
    assert_eq!(error, expected);
    let message = error.to_string();
    assert_eq!(
        message,
        "shapes [3, 4] (argument 1) and [3, 5] (argument 2) do not broadcast: along axis 1 of the result they have 4 \
         and 5 elements"
    );
    let panic = std::panic::catch_unwind(|| add(&[1.0, 2.0], &[1.0, 2.0, 3.0])).unwrap_err();
    let message = panic.downcast_ref::<String>().unwrap();
    assert!(message.starts_with("ufunc `add`: shapes [2] (argument 1) and [3] (argument 2)"), "{message}");
    assert!(add::try_call(&Array3::<f64>::zeros((2, 3, 4)), &[1.0; 3]).is_err());
    assert!(add::try_call(&[0.0; 0], &[1.0; 3]).is_err());
}

#[test]
fn a_wrong_output_stays_as_it_was() {
    let mut out = vec![7.0; 4];
    let error = add::into(&[1.0, 2.0, 3.0], 1.0, &mut out).unwrap_err();
    assert_eq!(error, ShapeError::WrongOutput { result: 0, expected: vec![3], found: vec![4] });
    assert_eq!(out, [7.0; 4]);
    // A result is never repeated to fill a larger output, nor a shape changed that has as many elements.
    assert!(add::into(1.0, 1.0, &mut out).is_err());
    assert!(add::into(&[1.0; 1], 1.0, &mut out).is_err());
    let mut grid = Array2::from_elem((2, 2), 7.0);
    assert!(add::into(&out, 1.0, &mut grid).is_err());
    assert!(add::into(&grid, &[1.0; 3], &mut grid.clone()).is_err());
    assert_eq!((out, grid), (vec![7.0; 4], Array2::from_elem((2, 2), 7.0)));
    let mut good = [7.0; 2];
    let mut bad = [false; 3];
    assert!(mixed::into(&[1.0; 2], 1, 1.0, (&mut good, &mut bad)).is_err());
    assert_eq!((good, bad), ([7.0; 2], [false; 3]));
}

#[test]
fn empty_operands_give_empty_results() {
    assert!(add(&[0.0; 0], 1.0).is_empty());
    assert!(add(Vec::new(), &[1.0]).is_empty());
    let empty = Array3::<f64>::zeros((2, 0, 3));
    assert_eq!(add(&empty, &[1.0, 2.0, 3.0]).shape(), [2, 0, 3]);
    assert_eq!(add(empty.view().permuted_axes([2, 0, 1]), &Array3::zeros((1, 2, 1))).raw_dim(), Ix3(3, 2, 0));
    add::into(&[0.0; 0], 1.0, &mut [0.0; 0]).unwrap();
}
