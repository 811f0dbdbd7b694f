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
    "math::exp2" [1.0 0.76] [1.0 0.79] "all"
        "nearest integer, polynomial, compensated sum"
        "Tang 1989, Muller et al. 2018";
    "math::exp10" [1.0 0.78] [1.0 0.8] "all"
        "exp of x ln 10 as a sum of two, compensated sum"
        "Tang 1989, Muller et al. 2018";
    "math::exp_m1" [1.0 0.76] [1.0 0.76] "all"
        "Cody–Waite, polynomial, compensated sums"
        "Tang 1992, Muller et al. 2018";
    "math::ln" [1.0 0.88] [1.0 0.9] "all"
        "2 atanh((m − 1) / (m + 1)), in f32 a polynomial; compensated sum"
        "fdlibm e_log.c 1993";
    "math::log2" [1.0 0.59] [1.0 0.94] "all"
        "2 atanh((m − 1) / (m + 1)), in f32 a polynomial; compensated sum"
        "fdlibm e_log.c 1993, Dekker 1971";
    "math::log10" [1.0 0.56] [1.0 0.83] "all"
        "2 atanh((m − 1) / (m + 1)), in f32 a polynomial; compensated sum"
        "fdlibm e_log.c 1993, Dekker 1971";
    "math::ln_1p" [1.0 0.89] [1.0 0.9] "all"
        "as ln, of an exactly reduced 1 + x"
        "fdlibm e_log.c and s_log1p.c 1993";
    "math::log" [1.0 0.56] [1.0 0.51] "all"
        "quotient of logarithms as sums of two doubles"
        "Dekker 1971";
    "math::sinh" [1.0 0.85] [1.0 0.96] "all"
        "Cody–Waite, polynomials for sinh and cosh, addition theorem"
        "DLMF 4.35.1, Tang 1992";
    "math::cosh" [1.0 0.85] [1.0 0.81] "all"
        "Cody–Waite, polynomials for sinh and cosh, addition theorem"
        "DLMF 4.35.2, Tang 1992";
    "math::tanh" [1.0 0.54] [1.0 0.54] "all"
        "exp_m1 as a sum of two, corrected quotient"
        "DLMF 4.28.4, Tang 1992";
    "math::asinh" [1.0 0.62] [1.0 0.64] "all"
        "2 atanh of a quotient of sums of two doubles"
        "DLMF 4.37.16, Dekker 1971";
    "math::acosh" [1.0 0.66] [1.0 0.67] "all"
        "2 atanh of a quotient of sums of two doubles"
        "DLMF 4.37.19, Dekker 1971";
    "math::atanh" [1.0 0.6] [1.0 0.59] "all"
        "2 atanh of a quotient of sums of two doubles"
        "DLMF 4.37.24, Dekker 1971";
    "math::sigmoid" [1.0 0.77] [1.0 0.76] "all"
        "exp as a sum of two, corrected reciprocal"
        "DLMF 4.2, Muller et al. 2018";
    "math::logit" [1.0 0.59] [1.0 0.6] "all"
        "2 atanh of a quotient of sums of two doubles"
        "DLMF 4.37.24, Dekker 1971";
    "math::softplus" [1.0 0.82] [1.0 0.78] "all"
        "exp and 2 atanh(t / (2 + t)) as sums of two"
        "DLMF 4.6.4";
    "math::log_add_exp" [1.0 0.83] [1.0 0.76]
        "all, in f64 down to results of 2^-50 of the larger argument; nearer to zero 2^-101 of that argument"
        "exp and 2 atanh as sums of two; near zero Taylor's series in sums of two"
        "DLMF 4.6.4, Dekker 1971";
    "math::log_add_exp2" [1.0 0.93] [1.0 0.77]
        "all, in f64 down to results of 2^-50 of the larger argument; nearer to zero 2^-101 of that argument"
        "exp2 and 2 atanh as sums of two; near zero Taylor's series in sums of two"
        "DLMF 4.6.4, Dekker 1971";
    "math::xlogy" [1.0 0.75] [1.0 0.51] "all"
        "product with a logarithm as a sum of two doubles"
        "Dekker 1971";
    "math::xlog1py" [1.0 0.74] [1.0 0.51] "all"
        "product with a logarithm as a sum of two doubles"
        "Dekker 1971";
    "math::sin" [1.0 0.77] [1.0 0.76] "all"
        "Cody–Waite, for large arguments Payne–Hanek; polynomials by quadrant"
        "Cody and Waite 1980, Payne and Hanek 1983";
    "math::cos" [1.0 0.77] [1.0 0.76] "all"
        "Cody–Waite, for large arguments Payne–Hanek; polynomials by quadrant"
        "Cody and Waite 1980, Payne and Hanek 1983";
    "math::sin_cos" [1.0 0.77] [1.0 0.75] "all"
        "the bits of sin and of cos"
        "Cody and Waite 1980, Payne and Hanek 1983";
    "math::tan" [1.0 0.83] [0.51 0.51] "all"
        "reduction as for sin; quotient of two short polynomials, corrected; f32 by half the angle"
        "Cody and Waite 1980, Payne and Hanek 1983, DLMF 4.21(iii)";
    "math::sin_pi" [1.0 0.75] [1.0 0.75] "all"
        "exact reduction, polynomials of sin"
        "IEEE 754-2019 9.2.1";
    "math::cos_pi" [1.0 0.76] [1.0 0.74] "all"
        "exact reduction, polynomials of sin"
        "IEEE 754-2019 9.2.1";
    "math::tan_pi" [1.0 0.91] [0.51 0.51] "all"
        "exact reduction, quotient of tan"
        "IEEE 754-2019 9.2.1";
    "math::sinc" [1.0 0.8] [0.51 0.51] "all"
        "exact reduction, sin over πx, corrected quotient"
        "Cody and Waite 1980";
    "math::atan" [1.0 0.77] [0.51 0.51] "all"
        "three regions, corrected quotient, polynomial"
        "fdlibm s_atan.c 1993, DLMF 4.24.15";
    "math::atan2" [1.0 0.79] [0.51 0.51] "all"
        "three regions, corrected quotient, polynomial"
        "fdlibm s_atan.c 1993, DLMF 4.24.15";
    "math::asin" [1.0 0.68] [0.51 0.51] "[−1, 1]"
        "polynomial; above ½ half the angle by a corrected root"
        "fdlibm e_asin.c 1993";
    "math::acos" [1.0 0.63] [0.51 0.51] "[−1, 1]"
        "polynomial; above ½ half the angle by a corrected root"
        "fdlibm e_asin.c 1993";
    "math::degrees" [0.51 0.501] [0.51 0.501] "all"
        "factor as a sum of two doubles, one rounding"
        "Dekker 1971";
    "math::radians" [0.51 0.501] [0.51 0.501] "all"
        "factor as a sum of two doubles, one rounding"
        "Dekker 1971";
    "math::pow" [1.0 0.72] [0.51 0.507] "all"
        "exp of y ln x, the logarithm as a sum of two doubles; f32 through log2 and exp2 in f64"
        "Dekker 1971, Ziv 1991, fdlibm e_pow.c 1993";
    "math::powi" [0.6 0.501] [0.51 0.501] "all bases and exponents"
        "repeated squaring of sums of two doubles; f32 of doubles"
        "Dekker 1971";
    "math::sqrt" [0.5 0.5] [0.5 0.5] "all"
        "correctly rounded instruction"
        "IEEE 754-2019";
    "math::rsqrt" [0.6 0.507] [0.51 0.501] "all"
        "1/√x from the bits and a polynomial, then Newton with an exact remainder"
        "Lomont 2003, Moroz et al. 2018, Markstein 2000";
    "math::cbrt" [0.6 0.503] [0.51 0.501] "all"
        "1/∛x from the bits and a polynomial, then Newton with an exact remainder"
        "Kahan 1991, Moroz et al. 2021, Markstein 2000";
    "math::hypot" [0.6 0.518] [0.6 0.518] "all"
        "square root of an exact sum of squares, corrected by its remainder"
        "Borges 2020";
    "math::fmod" [0.0 0.0] [0.0 0.0] "all"
        "exact division by FMA, long division beyond 2^53"
        "Markstein 2000";
    "math::remainder" [0.0 0.0] [0.0 0.0] "all"
        "exact division by FMA, long division beyond 2^53"
        "Markstein 2000";
    "math::rem_euclid" [0.5 0.5] [0.5 0.5] "all"
        "fmod, one sum"
        "Markstein 2000";
    "math::ldexp" [0.5 0.5] [0.5 0.5] "all"
        "products with powers of two, one of them rounded"
        "musl scalbn";
    "math::frexp" [0.0 0.0] [0.0 0.0] "all" "bits" "C99 F.9.3";
    "math::modf" [0.0 0.0] [0.0 0.0] "all" "instruction" "C99 F.9.3";
    "math::fdim" [0.5 0.5] [0.5 0.5] "all" "one difference" "C99 F.9.9";
    "math::copysign" [0.0 0.0] [0.0 0.0] "all" "selection" "IEEE 754-2019 5.5.1";
    "math::fmax" [0.0 0.0] [0.0 0.0] "all" "selection" "IEEE 754-2019 9.6";
    "math::fmin" [0.0 0.0] [0.0 0.0] "all" "selection" "IEEE 754-2019 9.6";
    "math::heaviside" [0.0 0.0] [0.0 0.0] "all" "selection" "NumPy";
    "math::nextafter" [0.0 0.0] [0.0 0.0] "all" "bits as integers" "C99 F.9.8";
    "math::next_up" [0.0 0.0] [0.0 0.0] "all" "bits as integers" "IEEE 754-2019 5.3.1";
    "math::next_down" [0.0 0.0] [0.0 0.0] "all" "bits as integers" "IEEE 754-2019 5.3.1";
    "math::spacing" [0.0 0.0] [0.0 0.0] "all" "bits as integers" "NumPy";
    "math::floor" [0.0 0.0] [0.0 0.0] "all" "instruction" "IEEE 754-2019 5.9";
    "math::ceil" [0.0 0.0] [0.0 0.0] "all" "instruction" "IEEE 754-2019 5.9";
    "math::trunc" [0.0 0.0] [0.0 0.0] "all" "instruction" "IEEE 754-2019 5.9";
    "math::rint" [0.0 0.0] [0.0 0.0] "all" "instruction" "IEEE 754-2019 5.9";
    "math::round" [0.0 0.0] [0.0 0.0] "all" "instruction" "IEEE 754-2019 5.9";
    "math::fract" [0.0 0.0] [0.0 0.0] "all" "x − trunc x, exact" "IEEE 754-2019 5.9";
    "special::erf" [1.0 0.84] [1.0 0.51] "all"
        "table of erf and its slope, polynomial for the step"
        "DLMF 7.10.1, Arm Optimized Routines 2023";
    "special::erfc" [1.0 0.81] [1.0 0.51] "all"
        "table of erfc and its slope, polynomial for the step; above 6.23 exp(−x²) times a polynomial in (x − K) / (x + K)"
        "DLMF 7.10.1, Arm Optimized Routines 2023, Shepherd and Laframboise 1981";
    "special::gamma" [1.0 0.7] [1.0 0.51] "all"
        "exp of Stirling's formula in sums of two doubles; below 3.5 a polynomial for 1 / Γ; reflection"
        "DLMF 5.5, 5.11";
    "special::ln_gamma" [1.5 0.92] [1.0 0.51]
        "all; for x < 0 in the larger of the result's last place and what that of x changes"
        "Stirling's formula; below 3.5 a polynomial and one logarithm; reflection"
        "DLMF 5.5, 5.11";
    "stats::norm::pdf" [1.0 0.87] [1.0 0.51] "all"
        "exp of a sum of two doubles"
        "DLMF 7.20";
    "stats::norm::cdf" [1.0 0.78] [1.0 0.51] "all"
        "exp(−z²/2) times a polynomial in (z − K) / (z + K)"
        "Shepherd and Laframboise 1981";
    "stats::norm::sf" [1.0 0.78] [1.0 0.51] "all"
        "exp(−z²/2) times a polynomial in (z − K) / (z + K)"
        "Shepherd and Laframboise 1981";
    "stats::norm::ppf" [1.5 1.04] [1.0 0.51] "scale · z, for all p; beside a loc of opposite sign in units of scale · z"
        "polynomial in −ln(4 p (1 − p)), in the tails a quotient in √(−ln p)"
        "Giles 2010";
    "stats::norm::isf" [1.5 1.04] [1.0 0.51] "scale · z, for all q; beside a loc of opposite sign in units of scale · z"
        "polynomial in −ln(4 q (1 − q)), in the tails a quotient in √(−ln q)"
        "Giles 2010";
}
