#include "cblas.h"

int lapack_is_compiled;

#ifdef LAPACK
#define NOTHING(name)       \
    void s##name(void) {}   \
    void d##name(void) {}
void sgetrf_(void) {}
NOTHING(getrs_)
NOTHING(laswp_)
/* OpenBLAS's own call its kernels; netlib's of the same names do not. */
void dgetrf_single(void);
void dpotrf_L_single(void);
void dgetrf_(void) {
#ifndef PLAIN
    dgetrf_single();
#endif
}
#ifndef NO_CHOLESKY
void spotrf_(void) {}
void dpotrf_(void) {
#ifndef PLAIN
    dpotrf_L_single();
#endif
}
#endif
NOTHING(trtri_)
NOTHING(trtrs_)
void sgesv_(void) {}

/* Gauss' elimination without a search for pivots: the matrix is dominated by its diagonal. */
void dgesv_(blasint *size, blasint *nrhs, double *a, blasint *lda, blasint *pivots, double *b, blasint *ldb,
            blasint *info) {
    blasint n = *size;
    (void)nrhs, (void)lda, (void)pivots, (void)ldb;
    for (blasint k = 0; k < n; k++)
        for (blasint i = k + 1; i < n; i++) {
            double factor = a[k * n + i] / a[k * n + k];
            for (blasint j = k; j < n; j++) a[j * n + i] -= factor * a[j * n + k];
            b[i] -= factor * b[k];
        }
    for (blasint i = n; i-- > 0;) {
        for (blasint j = i + 1; j < n; j++) b[i] -= a[j * n + i] * b[j];
        b[i] /= a[i * n + i];
    }
    *info = 0;
}
#endif
