// An array of lanes was indexed at a uniform index out of range although no lane was on.
fn kernel(x: f64, n: i32) -> f64 {
    let mut at = 1usize;
    for _ in 0..3 {
        at += 2;
    }
    let mut own = [x, x];
    let mut same = [1.0, 2.0];
    let mut r = 0.0;
    if x > 1e300 {
        r = own[at];
    }
    if n == 7 {
        own[at] = 1.0;
    }
    if n == 8 {
        same[at] = 2.0;
    }
    r + own[1] + same[0]
}
