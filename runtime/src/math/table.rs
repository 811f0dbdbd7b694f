//! What is promised and what was found, per function and type: documentation and tests read it here.

/// One function in one element type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Path of the function below the crate's root.
    pub name: &'static str,
    /// Bits of the element type, 32 or 64.
    pub bits: u32,
    /// No result may be further from the true value than this, in units of the last place.
    pub bound: f64,
    /// Largest error found, in units of the last place.
    pub found: f64,
    /// Arguments for which that holds.
    pub range: &'static str,
    /// How it is computed.
    pub method: &'static str,
    /// Where the method comes from.
    pub source: &'static str,
}

/// The row of a function.
pub fn row(name: &str, bits: u32) -> Option<&'static Row> {
    TABLE.iter().find(|row| row.name == name && row.bits == bits)
}

/// Rows from: name, bound and largest error found in f64, the same in f32, range, method, source.
macro_rules! table {
    ($($name:literal [$bound64:literal $found64:literal] [$bound32:literal $found32:literal]
        $range:literal $method:literal $source:literal;)+) => {
        /// Every function, in both types.
        pub const TABLE: &[Row] = &[$(
            Row {
                name: $name, bits: 64, bound: $bound64, found: $found64,
                range: $range, method: $method, source: $source,
            },
            Row {
                name: $name, bits: 32, bound: $bound32, found: $found32,
                range: $range, method: $method, source: $source,
            },
        )+];
    };
}

table! {
    "math::exp" [1.0 0.78] [1.0 0.78] "all"
        "Cody–Waite, polynomial, compensated sum"
        "Tang 1989, Muller et al. 2018";
    "math::ln" [1.0 0.88] [1.0 0.9] "all"
        "2 atanh((m − 1) / (m + 1)), in f32 a polynomial; compensated sum"
        "fdlibm e_log.c 1993";
    "math::sin" [1.0 0.81] [1.0 0.83] "all"
        "Cody–Waite, for large arguments Payne–Hanek; polynomials by quadrant"
        "Cody and Waite 1980, Payne and Hanek 1983";
    "math::cos" [1.0 0.79] [1.0 0.84] "all"
        "Cody–Waite, for large arguments Payne–Hanek; polynomials by quadrant"
        "Cody and Waite 1980, Payne and Hanek 1983";
    "math::sin_cos" [1.0 0.81] [1.0 0.84] "all"
        "the bits of sin and of cos"
        "Cody and Waite 1980, Payne and Hanek 1983";
    "math::hypot" [1.0 0.93] [1.0 0.51] "all"
        "square root of an exact sum of squares, rounded once"
        "Borges 2020";
    "math::powi" [1.0 0.75] [1.0 0.51] "all bases and exponents"
        "repeated squaring of sums of two doubles"
        "Dekker 1971";
    "special::erf" [1.0 0.89] [1.0 0.51] "all"
        "polynomial; from 1 on 1 − exp of a polynomial"
        "DLMF 7.2";
    "special::erfc" [2.0 1.52] [1.0 0.51] "all"
        "exp(−x²) times a polynomial in (x − K) / (x + K)"
        "Shepherd and Laframboise 1981";
    "stats::norm::pdf" [1.0 0.87] [1.0 0.51] "all"
        "exp of a sum of two doubles"
        "DLMF 7.20";
    "stats::norm::cdf" [2.0 1.35] [1.0 0.51] "all"
        "exp(−z²/2) times a polynomial in (z − K) / (z + K)"
        "Shepherd and Laframboise 1981";
    "stats::norm::sf" [2.0 1.35] [1.0 0.51] "all"
        "exp(−z²/2) times a polynomial in (z − K) / (z + K)"
        "Shepherd and Laframboise 1981";
    "stats::norm::ppf" [1.5 1.27] [1.0 0.51] "scale · z, for all p; beside a loc of opposite sign in units of scale · z"
        "polynomial in −ln(4 p (1 − p)), in the tails a quotient in √(−ln p)"
        "Giles 2010";
    "stats::norm::isf" [1.5 1.27] [1.0 0.51] "scale · z, for all q; beside a loc of opposite sign in units of scale · z"
        "polynomial in −ln(4 q (1 − q)), in the tails a quotient in √(−ln q)"
        "Giles 2010";
}
