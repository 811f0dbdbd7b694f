// The statements of the index made the table a temporary, which was taken for a number.
fn kernel(a: i32, x: f64) -> f64 {
    let mut z = 0.0;
    z += [-0.0, x, -7.0, 0.001][(if a > 3 { 0u64 } else { 2u64 }) as usize % 4];
    let local = [x, 1.0];
    z + local[(match a & 3 { 0 => 1u32, _ => 0 }) as usize]
}
