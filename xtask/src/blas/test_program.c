/* Links a build of OpenBLAS, and computes with it what can be checked: `cargo xtask build-blas` compiles and runs this. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cblas.h"

#if WITH_LAPACK
extern void dgesv_(blasint *n, blasint *nrhs, double *a, blasint *lda, blasint *pivots, double *b, blasint *ldb,
                   blasint *info);
#endif
#if WITH_FULL_LAPACK
/* The lengths of character arguments come last, as Fortran passes them. */
extern void dsyevd_(const char *job, const char *triangle, blasint *n, double *a, blasint *lda, double *values,
                    double *work, blasint *lwork, blasint *iwork, blasint *liwork, blasint *info, size_t, size_t);
#endif

static double *numbers(size_t count) {
    double *array = malloc(count * sizeof *array);
    if (array == NULL) {
        puts("there is no memory");
        exit(1);
    }
    return array;
}

/* Small whole numbers: every sum below is exact, in any order. */
static double entry(size_t i, size_t j, size_t shift) { return (double)((i * 7 + j * 13 + shift) % 17) - 8.0; }

static int check_dgemm(blasint n) {
    size_t size = (size_t)n, i, j, k;
    double *a = numbers(size * size), *b = numbers(size * size), *c = numbers(size * size);
    for (i = 0; i < size; i++)
        for (j = 0; j < size; j++) {
            a[i * size + j] = entry(i, j, 0);
            b[i * size + j] = entry(i, j, 5);
            c[i * size + j] = NAN; /* beta = 0 must not read it */
        }
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, n, n, 2.0, a, n, b, n, 0.0, c, n);
    for (i = 0; i < size; i++)
        for (j = 0; j < size; j++) {
            double sum = 0.0;
            for (k = 0; k < size; k++) sum += a[i * size + k] * b[j * size + k];
            if (c[i * size + j] != 2.0 * sum) {
                printf("dgemm of %d: element (%d, %d) is %g, not %g\n", (int)n, (int)i, (int)j, c[i * size + j],
                       2.0 * sum);
                return 1;
            }
        }
    printf("dgemm of %d is exact\n", (int)n);
    free(a), free(b), free(c);
    return 0;
}

#if WITH_LAPACK
static int check_dgesv(blasint n) {
    size_t size = (size_t)n, i, j;
    double *a = numbers(size * size), *lu = numbers(size * size), *b = numbers(size), *x = numbers(size);
    blasint *pivots = malloc(size * sizeof *pivots), one = 1, info = -1;
    double norm = 0.0, largest = 0.0, residual = 0.0, bound;
    for (j = 0; j < size; j++)
        for (i = 0; i < size; i++) lu[j * size + i] = a[j * size + i] = entry(i, j, 3) + (i == j ? 16.0 * n : 0.0);
    for (i = 0; i < size; i++) x[i] = b[i] = (double)(i % 5) - 2.0;
    dgesv_(&n, &one, lu, &n, pivots, x, &n, &info);
    if (info != 0) {
        printf("dgesv of %d: info is %d\n", (int)n, (int)info);
        return 1;
    }
    for (i = 0; i < size; i++) {
        double sum = 0.0, row = 0.0;
        for (j = 0; j < size; j++) {
            sum += a[j * size + i] * x[j];
            row += fabs(a[j * size + i]);
        }
        if (!(fabs(sum - b[i]) <= residual)) residual = fabs(sum - b[i]);
        if (row > norm) norm = row;
        if (fabs(x[i]) > largest) largest = fabs(x[i]);
    }
    /* Higham, Accuracy and Stability, theorems 9.4 and 9.9: 3 n eps |L||U||x|, and |L||U| <= (2 n - 1) |A| where columns
       are dominated by their diagonals. */
    bound = 3.0 * n * DBL_EPSILON * (2.0 * n - 1.0) * norm * largest;
    printf("dgesv of %d: residual %.1e, bound %.1e\n", (int)n, residual, bound);
    free(a), free(lu), free(b), free(x), free(pivots);
    return !(residual <= bound);
}
#endif

#if WITH_FULL_LAPACK
/* The eigenvalues of the second difference of n points are 2 - 2 cos(k pi / (n + 1)). */
static int check_dsyevd(void) {
    enum { N = 50 };
    blasint n = N, info = -1, lwork = 1 + 6 * N + 2 * N * N, liwork = 3 + 5 * N;
    double *a = numbers(N * N), *work = numbers((size_t)lwork), values[N], worst = 0.0, bound = N * 4.0 * DBL_EPSILON * 4.0;
    blasint *iwork = malloc((size_t)liwork * sizeof *iwork);
    int i, j;
    for (i = 0; i < N; i++)
        for (j = 0; j < N; j++) a[i * N + j] = i == j ? 2.0 : (i - j == 1 || j - i == 1) ? -1.0 : 0.0;
    dsyevd_("V", "U", &n, a, &n, values, work, &lwork, iwork, &liwork, &info, 1, 1);
    if (info != 0) {
        printf("dsyevd: info is %d\n", (int)info);
        return 1;
    }
    for (i = 0; i < N; i++) {
        double error = fabs(values[i] - (2.0 - 2.0 * cos((i + 1) * acos(-1.0) / (N + 1))));
        if (!(error <= worst)) worst = error;
    }
    printf("dsyevd: largest error of an eigenvalue %.1e, bound %.1e\n", worst, bound);
    free(a), free(work), free(iwork);
    return !(worst <= bound);
}
#endif

int main(void) {
    int faults = 0;
    printf("config: %s\n", openblas_get_config());
    printf("core: %s\n", openblas_get_corename());
    printf("parallel: %d\n", openblas_get_parallel());
    printf("threads: %d\n", openblas_get_num_threads());
    faults += check_dgemm(3);
    faults += check_dgemm(301);
#if WITH_LAPACK
    faults += check_dgesv(64);
    faults += check_dgesv(200);
#endif
#if WITH_FULL_LAPACK
    faults += check_dsyevd();
#endif
    return faults != 0;
}
