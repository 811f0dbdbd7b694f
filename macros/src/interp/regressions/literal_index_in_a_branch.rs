// A literal index was taken to be in range, and trapped although no lane took the branch.
fn kernel(b: f64) -> f64 {
    const T: [f64; 1] = [0.75];
    let mut r = b;
    if b < 0.0 {
        r = T[1u64 as usize];
    }
    r
}
