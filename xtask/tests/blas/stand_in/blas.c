#include "cblas.h"
#include <signal.h>

static char *config = "OpenBLAS " VERSION " "
#ifdef INT64
                       " USE64BITINT "
#endif
                       "NO_LAPACKE "
#ifdef DYNAMIC
                       "DYNAMIC_ARCH NO_AFFINITY "
#else
                       "NO_AFFINITY " CORE
#endif
    ;
static char *core = CORE;

char *openblas_get_config(void) { return config; }
char *openblas_get_corename(void) { return core; }
void openblas_set_num_threads(int threads) { (void)threads; }

#ifdef THREADS
void blas_thread_init(void) {}
int openblas_get_parallel(void) { return 1; }
int openblas_get_num_threads(void) { return THREADS; }
#else
int openblas_get_parallel(void) { return 0; }
int openblas_get_num_threads(void) { return 1; }
#endif

#ifdef DYN_HASWELL
int gotoblas_HASWELL;
#endif
#ifdef DYN_NEHALEM
int gotoblas_NEHALEM;
#endif

/* Row-major, the first matrix as it is and the second transposed: the one case that is asked for. */
void cblas_dgemm(int order, int transa, int transb, blasint m, blasint n, blasint k, double alpha, const double *a,
                 blasint lda, const double *b, blasint ldb, double beta, double *c, blasint ldc) {
    (void)order, (void)transa, (void)transb, (void)beta;
#ifdef ILLEGAL
    raise(SIGILL);
#endif
#ifdef ENDLESS
    for (volatile int wait = 1; wait;) {}
#endif
    for (blasint i = 0; i < m; i++)
        for (blasint j = 0; j < n; j++) {
            double sum = 0.0;
            for (blasint l = 0; l < k; l++) sum += a[i * lda + l] * b[j * ldb + l];
#ifdef WRONG
            if (i == m - 1 && j == 0) sum += 1.0;
#endif
            c[i * ldc + j] = alpha * sum;
        }
}

void cblas_sgemm(void) {}
void dgemm_(void) {}

double cblas_ddot(blasint n, const double *x, blasint incx, const double *y, blasint incy) {
    double sum = 0.0;
    for (blasint i = 0; i < n; i++) sum += x[i * incx] * y[i * incy];
    return sum;
}
