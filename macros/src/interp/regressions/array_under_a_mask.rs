// A whole array was assigned in lanes that were off.
fn kernel(x: f64, n: u32) -> f64 {
    let mut a = [x, 1.0];
    a = [1.0, a[0]];
    let t = a[0];
    if x > 0.0 {
        a = [t; 2];
    }
    for i in 0..2 {
        if a[i] > x {
            break;
        }
        a = [a[1], x];
        a[(n & 1) as usize] += a[0];
    }
    a[0] + 3.0 * a[1]
}
