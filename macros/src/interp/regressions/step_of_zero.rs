// A step of zero trapped although all lanes had returned.
fn kernel(x: i32) -> i32 {
    let mut by = 3usize;
    while by > 0 {
        by -= 1;
    }
    if x < 2000 {
        return x & 1;
    }
    let mut s = 0;
    for i in (0..4).step_by(by) {
        s ^= i;
    }
    s
}
