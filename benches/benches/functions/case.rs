//! One function in one element type: how `ufunc` and others compute it, and for which arguments.

use ufunc::Options;
use ufunc::math::table;
use ufunc_benches::peers::{Peer, PeerElement};
use ufunc_benches::spread;

/// Largest error that libmvec promises, in units of the last place.
const LIBMVEC_BOUND: f64 = 4.0;
/// What SLEEF promises for the variants that are compared, the least accurate of which is `erfc`.
const SLEEF_BOUND: f64 = 1.5;

/// A loop over two arrays of arguments, of which a function of one argument reads the first only.
pub(crate) type Loop<T> = fn(&[T], &[T], &mut [T]);

/// One function in one element type.
pub(crate) struct Case<T: 'static> {
    /// Its name in `ufunc`, with the module's.
    pub(crate) name: &'static str,
    /// Where its arguments lie.
    pub(crate) ranges: [(f64, f64); 2],
    pub(crate) ours: fn(&Options, &[T], &[T], &mut [T]),
    /// The standard library's, and how many units of the last place it may be away from the truth.
    pub(crate) std: Option<(Loop<T>, f64)>,
    /// The name of C's function for `double`.
    pub(crate) c_name: Option<&'static str>,
}

/// Another library's loop over the same function.
pub(crate) enum Other<T: 'static> {
    Std(Loop<T>),
    C(Peer<T>),
}

impl<T> Other<T> {
    pub(crate) fn call(&self, x: &[T], y: &[T], out: &mut [T]) {
        match self {
            Other::Std(run) => run(x, y, out),
            Other::C(peer) => peer.call(x, y, out),
        }
    }
}

impl<T: Element> Case<T> {
    /// As it is named in the output.
    pub(crate) fn title(&self) -> String {
        format!("functions/{}/{}", self.name, T::NAME)
    }

    /// Largest error that is promised.
    pub(crate) fn bound(&self) -> f64 {
        table::row(self.name, T::BITS).map_or(1.0, |row| row.bound)
    }

    /// Arrays of arguments.
    pub(crate) fn arguments(&self, len: usize) -> [Vec<T>; 2] {
        let [xs, mut ys] = self
            .ranges
            .map(|(low, high)| -> Vec<T> { spread(len, low, high).into_iter().map(T::nearest).collect() });
        // Both have the same order: turned round, the second is no function of the first.
        ys.reverse();
        [xs, ys]
    }

    /// The other libraries that have it: name, loop, largest error.
    pub(crate) fn others(&self) -> Vec<(&'static str, Other<T>, f64)> {
        let std = self.std.map(|(run, bound)| ("std", Other::Std(run), bound));
        let libmvec = self.c_name.and_then(T::libmvec).map(|peer| ("libmvec", Other::C(peer), LIBMVEC_BOUND));
        let sleef = self.c_name.and_then(T::sleef).map(|peer| ("sleef", Other::C(peer), SLEEF_BOUND));
        std.into_iter().chain(libmvec).chain(sleef).collect()
    }
}

/// `f64` or `f32`.
pub(crate) trait Element: PeerElement + Copy + Default + std::fmt::Debug + 'static {
    const NAME: &'static str;
    const BITS: u32;

    /// The nearest value.
    fn nearest(x: f64) -> Self;

    /// How many values of the type the two are apart.
    fn apart(self, other: Self) -> u64;
}

impl Element for f64 {
    const NAME: &'static str = "f64";
    const BITS: u32 = 64;

    fn nearest(x: f64) -> Self {
        x
    }

    fn apart(self, other: Self) -> u64 {
        let rank =
            |x: f64| if x.is_sign_negative() { -(x.abs().to_bits() as i64) } else { x.to_bits() as i64 };
        rank(self).abs_diff(rank(other))
    }
}

impl Element for f32 {
    const NAME: &'static str = "f32";
    const BITS: u32 = 32;

    #[allow(clippy::cast_possible_truncation, reason = "the nearest f32 is meant")]
    fn nearest(x: f64) -> Self {
        x as f32
    }

    fn apart(self, other: Self) -> u64 {
        let rank = |x: f32| {
            if x.is_sign_negative() { -i64::from(x.abs().to_bits()) } else { i64::from(x.to_bits()) }
        };
        rank(self).abs_diff(rank(other))
    }
}
