//! Slices cut for collapsed loops.

use super::collapse::Collapsed;
use super::cut::Uncut;
use super::rows::Rows;
use super::window::Layout;

/// A slice that is cut into blocks.
pub type Blocks<'d, T> = Rows<'d, T>;

/// Cuts a slice for `N` nested ranges: with the iterations `t0, t1, …` of each, the elements that begin at
/// `first + t0 * strides[0] + t1 * strides[1] + …` belong to one iteration, as many as the last stride.
///
/// # Panics
/// If an inner range has so many iterations that they reach into the next iteration of the range around.
#[track_caller]
pub fn blocks<'d, T, const N: usize>(
    data: Uncut<'d, T>,
    name: &'static str,
    first: usize,
    strides: [usize; N],
    span: &impl Collapsed<N>,
) -> Blocks<'d, T> {
    const { assert!(N == 2 || N == 3, "two or three loops are collapsed") };
    let lens = span.lens();
    if !lens.contains(&0) {
        for axis in 1..N {
            let row = lens[axis].saturating_mul(strides[axis]);
            if row > strides[axis - 1] && lens[axis - 1] > 1 {
                panic!(
                    "rows of `{name}` overlap: {} inner iterations of {} elements take {row}, and rows are {} apart",
                    lens[axis],
                    strides[axis],
                    strides[axis - 1]
                );
            }
        }
    }
    let inner = if N == 2 { [1, lens[1]] } else { [lens[1], lens[2]] };
    let middle = if N == 2 { 0 } else { strides[1] };
    let layout = Layout::Blocks {
        first,
        inner: inner.map(|len| len.max(1)),
        strides: [strides[0], middle],
        width: strides[N - 1],
    };
    Rows::new(data, name, layout)
}
