//! Values of the error function at r = 0, 1/64, 2/64, … 399/64, computed while the crate is compiled.
//!
//! In sums of two doubles, good to 2^-90 of each entry: the slopes 2/√π exp(−r²) by their quotients, and erfc downwards from
//! the last point, to which the Taylor series of each step adds a positive number (Hermite polynomials by DLMF 18.9.1).

/// Points per unit.
pub(crate) const PER_UNIT: f64 = 64.0;
/// Entries of a table. Those behind the last point are zero: an index of as many bits needs no other check.
pub(crate) const LEN: usize = 512;

/// erf r − min(r, 1).
pub(crate) static ERF_REST: [f64; LEN] = TABLES.erf_rest;
/// The slope of erf at r, less one.
pub(crate) static ERF_RISE: [f64; LEN] = TABLES.erf_rise;
/// erfc r, and what it lacks.
pub(crate) static ERFC_HI: [f64; LEN] = TABLES.erfc_hi;
pub(crate) static ERFC_LO: [f64; LEN] = TABLES.erfc_lo;
/// The slope of erf at r.
pub(crate) static SLOPE: [f64; LEN] = TABLES.slope;

const TABLES: Tables = tables();
/// How many points there are.
const POINTS: usize = 400;
const STEP: f64 = 1.0 / PER_UNIT;
/// erfc at the last point.
const ERFC_LAST: Pair = Pair { hi: 1.1784289422660259e-18, lo: -9.380599281694815e-35 };
/// 2/√π.
const SLOPE_0: Pair = Pair { hi: core::f64::consts::FRAC_2_SQRT_PI, lo: 1.533545961316588e-17 };
/// exp(−1/64²), and its square.
const DECAY: Pair = Pair { hi: 0.9997558891748972, lo: -7.227720384831839e-21 };
const DECAY_2: Pair = Pair { hi: 0.9995118379398894, lo: -3.723871179599398e-17 };
/// Terms of a step's series: the next one is below 2^-110 of the sum.
const TERMS: usize = 24;

struct Tables {
    erf_rest: [f64; LEN],
    erf_rise: [f64; LEN],
    erfc_hi: [f64; LEN],
    erfc_lo: [f64; LEN],
    slope: [f64; LEN],
}

const fn tables() -> Tables {
    const ZEROS: [f64; LEN] = [0.0; LEN];
    let mut tables =
        Tables { erf_rest: ZEROS, erf_rise: ZEROS, erfc_hi: ZEROS, erfc_lo: ZEROS, slope: ZEROS };
    let slopes = slopes();
    let mut erfc = ERFC_LAST;
    let mut i = POINTS;
    while i > 0 {
        i -= 1;
        let r = i as f64 * STEP;
        // erf r − min(r, 1) = (1 − min(r, 1)) − erfc r; at 0, where the result is relative to x, without its 2^-100.
        let rest = Pair::of(if r < 1.0 { 1.0 - r } else { 0.0 }).plus(erfc.negative());
        tables.erf_rest[i] = if i > 0 { rest.hi } else { 0.0 };
        tables.erf_rise[i] = slopes[i].plus(Pair::of(-1.0)).hi;
        tables.erfc_hi[i] = erfc.hi;
        tables.erfc_lo[i] = erfc.lo;
        tables.slope[i] = slopes[i].hi;
        erfc = erfc.plus(step_below(r, slopes[i]));
    }
    tables
}

/// 2/√π exp(−r²) at every point.
const fn slopes() -> [Pair; POINTS] {
    let mut slopes = [SLOPE_0; POINTS];
    let mut decay = DECAY;
    let mut i = 1;
    while i < POINTS {
        slopes[i] = slopes[i - 1].times(decay);
        decay = decay.times(DECAY_2);
        i += 1;
    }
    slopes
}

/// erf r − erf(r − h) for a step h: the slope at r times Σ H_k(r) h^(k + 1) / (k + 1)!.
const fn step_below(r: f64, slope: Pair) -> Pair {
    let (twice_r, twice_h) = (Pair::of(2.0 * r * STEP), Pair::of(-2.0 * STEP * STEP));
    let mut before = Pair::of(0.0);
    // H_k(r) h^k / k!.
    let mut term = Pair::of(1.0);
    let mut sum = term;
    let mut k = 1;
    while k < TERMS {
        let next = twice_r.times(term).plus(twice_h.times(before)).over(k as f64);
        before = term;
        term = next;
        k += 1;
        sum = sum.plus(term.over(k as f64));
    }
    slope.times(sum).times(Pair::of(STEP))
}

/// A sum of two doubles. What the lanes' `double_double` does with fused operations, which constants cannot have.
#[derive(Clone, Copy)]
struct Pair {
    hi: f64,
    lo: f64,
}

impl Pair {
    const fn of(hi: f64) -> Self {
        Pair { hi, lo: 0.0 }
    }

    const fn negative(self) -> Self {
        Pair { hi: -self.hi, lo: -self.lo }
    }

    /// hi + lo for |hi| ≥ |lo|.
    const fn quick_sum(hi: f64, lo: f64) -> Self {
        let sum = hi + lo;
        Pair { hi: sum, lo: lo - (sum - hi) }
    }

    const fn plus(self, other: Self) -> Self {
        let sum = self.hi + other.hi;
        let taken = sum - self.hi;
        let rest = (self.hi - (sum - taken)) + (other.hi - taken);
        Self::quick_sum(sum, rest + (self.lo + other.lo))
    }

    const fn times(self, other: Self) -> Self {
        let product = self.hi * other.hi;
        let rest = product_rest(self.hi, other.hi, product);
        Self::quick_sum(product, rest + (self.hi * other.lo + self.lo * other.hi))
    }

    const fn over(self, divisor: f64) -> Self {
        let quotient = self.hi / divisor;
        let product = quotient * divisor;
        let rest = (self.hi - product) - product_rest(quotient, divisor, product);
        Self::quick_sum(quotient, (rest + self.lo) / divisor)
    }
}

/// What `product` lacks of a · b (Dekker 1971).
const fn product_rest(a: f64, b: f64, product: f64) -> f64 {
    let (a_hi, a_lo) = halves(a);
    let (b_hi, b_lo) = halves(b);
    a_lo * b_lo - (((product - a_hi * b_hi) - a_lo * b_hi) - a_hi * b_lo)
}

/// A double as a sum of two with 26 bits each.
const fn halves(a: f64) -> (f64, f64) {
    // 2^27 + 1.
    let scaled = 134217729.0 * a;
    let hi = scaled - (scaled - a);
    (hi, a - hi)
}
