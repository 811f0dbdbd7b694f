//! Arguments for the benches.

/// 1 Mi.
pub const MEBI: usize = 1 << 20;

/// `len` values from −10 to 10.
#[must_use]
pub fn angles(len: usize) -> Vec<f64> {
    spread(len, -10.0, 10.0)
}

/// `len` probabilities inside (0, 1).
#[must_use]
pub fn probabilities(len: usize) -> Vec<f64> {
    spread(len, 1e-9, 1.0 - 1e-9)
}

/// `len` points of the complex plane around the Mandelbrot set, row by row: real and imaginary parts.
#[must_use]
pub fn plane(len: usize) -> (Vec<f64>, Vec<f64>) {
    let width = (len as f64).sqrt().ceil() as usize;
    let point = |i: usize| ((i % width) as f64 / width as f64, (i / width) as f64 / width as f64);
    (0..len).map(point).map(|(x, y)| (3.0 * x - 2.0, 2.0 * y - 1.0)).unzip()
}

/// The same points in `f32`.
#[must_use]
#[allow(clippy::cast_possible_truncation, reason = "the nearest f32 is meant")]
pub fn plane_f32(len: usize) -> (Vec<f32>, Vec<f32>) {
    let (re, im) = plane(len);
    (re.iter().map(|x| *x as f32).collect(), im.iter().map(|x| *x as f32).collect())
}

/// `len` values between `low` and `high` in an order without pattern: multiples of the golden ratio, modulo 1.
#[must_use]
pub fn spread(len: usize, low: f64, high: f64) -> Vec<f64> {
    let golden = 0.618_033_988_749_894_9;
    (0..len).map(|i| low + (high - low) * (i as f64 * golden).fract()).collect()
}
