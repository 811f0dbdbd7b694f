//! What is asserted once, before a region starts. Generated code computes with `i128`, which no index overflows.

/// The index of the first element that a region writes.
///
/// # Panics
/// If there is an iteration and the index is negative.
#[inline]
#[track_caller]
pub fn first(index: i128, count: usize, name: &str) -> usize {
    match usize::try_from(index) {
        Ok(index) => index,
        Err(_) if count == 0 => 0,
        Err(_) => negative(index, name),
    }
}

/// How far the elements of two iterations are apart. With a width of zero no iteration owns any.
///
/// # Panics
/// If there is an iteration and the width is negative.
#[inline]
#[track_caller]
pub fn width(width: i128, count: usize, name: &str) -> usize {
    match usize::try_from(width) {
        Ok(width) => width,
        Err(_) if count == 0 => 0,
        Err(_) => panic!("rows of `{name}` have the width {width}"),
    }
}

/// Checks that an iteration's elements, from `least` to `most` behind its first, lie in its row.
///
/// # Panics
/// If they do not.
#[inline]
#[track_caller]
pub fn check_rows(count: usize, least: i128, most: i128, width: usize, name: &str) {
    let is_empty = count == 0 || most < least;
    if !is_empty && (least < 0 || most >= width as i128) {
        rows_overlap(least, most, width, name);
    }
}

/// Checks that the greatest index, of an access that every iteration makes, is below the array's length.
///
/// # Panics
/// If it is not.
#[inline]
#[track_caller]
pub fn check_reach(count: usize, least: i128, most: i128, index: i128, len: usize, name: &str) {
    let is_empty = count == 0 || most < least;
    if !is_empty && index >= len as i128 {
        beyond(index, len, name);
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn negative(index: i128, name: &str) -> ! {
    panic!("index {index} of `{name}` is negative")
}

#[cold]
#[inline(never)]
#[track_caller]
fn rows_overlap(least: i128, most: i128, width: usize, name: &str) -> ! {
    let offset = if least < 0 { least } else { most };
    panic!(
        "rows of `{name}` overlap: an iteration reaches offset {offset} in its row, and rows are {width} apart"
    )
}

#[cold]
#[inline(never)]
#[track_caller]
fn beyond(index: i128, len: usize, name: &str) -> ! {
    panic!("index {index} is out of bounds of `{name}`, whose length is {len}: nothing has been computed")
}

/// `len` elements from index `at` on, if the array has them.
#[inline(always)]
pub fn run_of<T>(array: &[T], at: usize, len: usize) -> Option<&[T]> {
    array.get(at..)?.get(..len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_fit_pass() {
        check_rows(3, 0, 7, 8, "out");
        check_rows(0, 0, 9, 8, "out");
        check_rows(3, 0, -1, 8, "out");
        check_reach(3, 0, 0, 9, 10, "out");
        check_reach(0, 0, 0, 90, 10, "out");
        assert_eq!((first(4, 1, "out"), width(3, 9, "out"), first(-1, 0, "out")), (4, 3, 0));
    }

    #[test]
    #[should_panic(
        expected = "rows of `out` overlap: an iteration reaches offset 8 in its row, and rows are 8 apart"
    )]
    fn rows_that_overlap_are_refused() {
        check_rows(3, 0, 8, 8, "out");
    }

    #[test]
    #[should_panic(expected = "index 10 is out of bounds of `out`, whose length is 10")]
    fn what_reaches_too_far_is_refused() {
        check_reach(3, 0, 0, 10, 10, "out");
    }

    #[test]
    #[should_panic(expected = "rows of `out` have the width -1")]
    fn a_width_is_not_negative() {
        width(-1, 2, "out");
    }
}
