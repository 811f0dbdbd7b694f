use ufunc::prelude::*;

#[parallel]
fn find(x: &[f64], wanted: f64) -> usize {
    for i in 0..x.len() {
        if x[i] == wanted {
            return i;
        }
    }
    x.len()
}

#[parallel]
fn fill(x: &mut [f64], limit: usize) {
    for i in 0..x.len() {
        if i == limit {
            break;
        }
        x[i] = 1.0;
    }
}

#[parallel]
fn from_inside(x: &mut [f64], n: usize, limit: f64) {
    'rows: for i in 0..x.len() / n {
        for j in 0..n {
            if x[i * n + j] > limit {
                break 'rows;
            }
            x[i * n + j] = 0.0;
        }
    }
}

#[parallel]
fn question(x: &mut [f64]) -> Option<()> {
    for i in 0..x.len() {
        x[i] = f64::from(u32::try_from(i).ok()?);
    }
    Some(())
}

fn main() {}
