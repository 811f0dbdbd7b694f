/* Loops over SLEEF's functions, in the most accurate variant of each, in the widest registers of this machine. */

#include <sleef.h>
#include <stddef.h>
#include <string.h>

#define FUNCTIONS(UNARY, BINARY)                                                                                       \
    UNARY(exp, u10) UNARY(exp2, u10) UNARY(exp10, u10) UNARY(expm1, u10) UNARY(log, u10) UNARY(log2, u10)              \
    UNARY(log10, u10) UNARY(log1p, u10) UNARY(cbrt, u10) UNARY(sin, u10) UNARY(cos, u10) UNARY(tan, u10)               \
    UNARY(sinpi, u05) UNARY(cospi, u05) UNARY(asin, u10) UNARY(acos, u10) UNARY(atan, u10) UNARY(sinh, u10)            \
    UNARY(cosh, u10) UNARY(tanh, u10) UNARY(asinh, u10) UNARY(acosh, u10) UNARY(atanh, u10) UNARY(erf, u10)            \
    UNARY(erfc, u15) UNARY(tgamma, u10) UNARY(lgamma, u10) BINARY(atan2, u10) BINARY(hypot, u05) BINARY(pow, u10)

#if defined __AVX512F__
#define CALL_F64(name, accuracy) Sleef_##name##d8_##accuracy##avx512f
#define CALL_F32(name, accuracy) Sleef_##name##f16_##accuracy##avx512f
#define LANES_F64 8
#define LOAD_F64 _mm512_loadu_pd
#define LOAD_F32 _mm512_loadu_ps
#define STORE_F64 _mm512_storeu_pd
#define STORE_F32 _mm512_storeu_ps
#elif defined __AVX2__ && defined __FMA__
#define CALL_F64(name, accuracy) Sleef_##name##d4_##accuracy##avx2
#define CALL_F32(name, accuracy) Sleef_##name##f8_##accuracy##avx2
#define LANES_F64 4
#define LOAD_F64 _mm256_loadu_pd
#define LOAD_F32 _mm256_loadu_ps
#define STORE_F64 _mm256_storeu_pd
#define STORE_F32 _mm256_storeu_ps
#elif defined __aarch64__
#define CALL_F64(name, accuracy) Sleef_##name##d2_##accuracy##advsimd
#define CALL_F32(name, accuracy) Sleef_##name##f4_##accuracy##advsimd
#define LANES_F64 2
#define LOAD_F64 vld1q_f64
#define LOAD_F32 vld1q_f32
#define STORE_F64 vst1q_f64
#define STORE_F32 vst1q_f32
#else
#error "no registers that are worth a comparison"
#endif
#define LANES_F32 (2 * LANES_F64)

/* Every loop has two arguments, so that all have one type; the second of a function of one argument is not read. */
typedef void loop_f64(const double *, const double *, double *, size_t);
typedef void loop_f32(const float *, const float *, float *, size_t);

/* What does not fill a register at the end is left out: lengths are multiples of the lanes. */
#define LOOP(loop, type, BITS, value)                                                                                  \
    static void loop(const type *restrict x, const type *restrict y, type *restrict out, size_t len)                   \
    {                                                                                                                  \
        (void)y;                                                                                                       \
        for (size_t i = 0; i + LANES_##BITS <= len; i += LANES_##BITS) STORE_##BITS(out + i, value);                   \
    }
#define UNARY(name, accuracy)                                                                                          \
    LOOP(name##_f64, double, F64, CALL_F64(name, accuracy)(LOAD_F64(x + i)))                                           \
    LOOP(name##_f32, float, F32, CALL_F32(name, accuracy)(LOAD_F32(x + i)))
#define BINARY(name, accuracy)                                                                                         \
    LOOP(name##_f64, double, F64, CALL_F64(name, accuracy)(LOAD_F64(x + i), LOAD_F64(y + i)))                          \
    LOOP(name##_f32, float, F32, CALL_F32(name, accuracy)(LOAD_F32(x + i), LOAD_F32(y + i)))
FUNCTIONS(UNARY, BINARY)

#define FIND_F64(function, accuracy) if (strcmp(name, #function) == 0) return function##_f64;
#define FIND_F32(function, accuracy) if (strcmp(name, #function) == 0) return function##_f32;

/* The loop over a function, or a null pointer. */
loop_f64 *ufunc_sleef_f64(const char *name)
{
    FUNCTIONS(FIND_F64, FIND_F64)
    return NULL;
}

loop_f32 *ufunc_sleef_f32(const char *name)
{
    FUNCTIONS(FIND_F32, FIND_F32)
    return NULL;
}
