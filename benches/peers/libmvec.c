/* Loops over the C library's functions, of which the compiler makes calls of libmvec's vector variants. */

#define _GNU_SOURCE /* for exp10 */
#include <math.h>
#include <stddef.h>
#include <string.h>

#define FUNCTIONS(UNARY, BINARY)                                                                                       \
    UNARY(exp) UNARY(exp2) UNARY(exp10) UNARY(expm1) UNARY(log) UNARY(log2) UNARY(log10) UNARY(log1p) UNARY(cbrt)      \
    UNARY(sin) UNARY(cos) UNARY(tan) UNARY(asin) UNARY(acos) UNARY(atan) UNARY(sinh) UNARY(cosh) UNARY(tanh)           \
    UNARY(asinh) UNARY(acosh) UNARY(atanh) UNARY(erf) UNARY(erfc) BINARY(atan2) BINARY(hypot) BINARY(pow)

/* Every loop has two arguments, so that all have one type; the second of a function of one argument is not read. */
typedef void loop_f64(const double *, const double *, double *, size_t);
typedef void loop_f32(const float *, const float *, float *, size_t);

#define LOOP(loop, type, value)                                                                                        \
    static void loop(const type *restrict x, const type *restrict y, type *restrict out, size_t len)                   \
    {                                                                                                                  \
        (void)y;                                                                                                       \
        _Pragma("omp simd") for (size_t i = 0; i < len; i++) out[i] = value;                                           \
    }
#define UNARY(name) LOOP(name##_f64, double, name(x[i])) LOOP(name##_f32, float, name##f(x[i]))
#define BINARY(name) LOOP(name##_f64, double, name(x[i], y[i])) LOOP(name##_f32, float, name##f(x[i], y[i]))
FUNCTIONS(UNARY, BINARY)

#define FIND_F64(function) if (strcmp(name, #function) == 0) return function##_f64;
#define FIND_F32(function) if (strcmp(name, #function) == 0) return function##_f32;

/* The loop over a function, or a null pointer. */
loop_f64 *ufunc_libmvec_f64(const char *name)
{
    FUNCTIONS(FIND_F64, FIND_F64)
    return NULL;
}

loop_f32 *ufunc_libmvec_f32(const char *name)
{
    FUNCTIONS(FIND_F32, FIND_F32)
    return NULL;
}
