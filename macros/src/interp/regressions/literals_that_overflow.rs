// Arithmetic of literals was taken to be safe, and trapped although no lane took the branch.
fn kernel(a: u32, b: i32) -> u32 {
    let mut r = a;
    let mut s = b;
    if a == 77 {
        r = 0u32 - 1u32;
    }
    if a > 4_000_000_000 {
        r ^= 5 * 4_294_967_295;
    }
    if b > 1_000_000 {
        s = -7i32 * 338147706i32;
    }
    if b < -1_000_000 {
        s = 1i32 << 40;
    }
    if b == -20 {
        return r.rotate_right(8u32 - 16);
    }
    r ^ s as u32
}
