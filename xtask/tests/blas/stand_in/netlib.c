#include "cblas.h"
#include <math.h>

#define NOTHING(name)       \
    void s##name(void) {}   \
    void d##name(void) {}
NOTHING(geqrf_)
NOTHING(orgqr_)
NOTHING(ormqr_)
NOTHING(gesdd_)
NOTHING(geev_)
NOTHING(gelsd_)
NOTHING(gecon_)
NOTHING(pocon_)
NOTHING(getri_)
NOTHING(potrs_)
NOTHING(laed4_)
void ssyevd_(void) {}

/* The one matrix that is asked for is the second difference, whose eigenvalues are known. */
void dsyevd_(const char *job, const char *triangle, blasint *n, double *a, blasint *lda, double *values, double *work,
             blasint *lwork, blasint *iwork, blasint *liwork, blasint *info) {
    (void)job, (void)triangle, (void)a, (void)lda, (void)work, (void)lwork, (void)iwork, (void)liwork;
    for (blasint i = 0; i < *n; i++) values[i] = 2.0 - 2.0 * cos((double)(i + 1) * acos(-1.0) / (double)(*n + 1));
    *info = 0;
}
