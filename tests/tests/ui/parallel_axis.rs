use ufunc::prelude::*;

use ndarray::Array2;

#[parallel]
fn transpose_in_place(a: &mut Array2<f64>) {
    for i in 0..a.nrows() {
        for j in 0..i {
            a[[i, j]] = a[[j, i]];
        }
    }
}

#[parallel]
fn both_axes(a: &mut Array2<f64>) {
    for i in 0..a.nrows() {
        a[[i, 0]] = 1.0;
        a[[0, i]] = 1.0;
    }
}

#[parallel]
fn diagonal_neighbour(a: &mut Array2<f64>) {
    for i in 1..a.nrows() {
        a[[i, 0]] = a[[i - 1, 0]] + 1.0;
    }
}

#[parallel]
fn no_axis(a: &mut Array2<f64>, n: usize) {
    for i in 0..n {
        a[[0, 0]] += i as f64;
    }
}

fn main() {}
