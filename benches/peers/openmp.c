/* The loops that the bench `loops` compares with, in C with OpenMP. Counts are checked by the callers. */

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Fewer elements are summed by one thread. */
enum { LEAST_SCAN = 1 << 12 };

void ufunc_openmp_empty(size_t len, double *out, int threads)
{
#pragma omp parallel for num_threads(threads) schedule(static)
    for (size_t i = 0; i < len; i++)
        out[i] = 1.0;
}

void ufunc_openmp_saxpy(size_t len, float a, const float *restrict x, float *restrict y, int threads)
{
#pragma omp parallel for simd num_threads(threads) schedule(static)
    for (size_t i = 0; i < len; i++)
        y[i] = a * x[i] + y[i];
}

double ufunc_openmp_dot(size_t len, const double *restrict x, const double *restrict y, int threads)
{
    double sum = 0.0;
#pragma omp parallel for simd num_threads(threads) schedule(static) reduction(+ : sum)
    for (size_t i = 0; i < len; i++)
        sum += x[i] * y[i];
    return sum;
}

/* Two sweeps, so that the result is in `a` again. */
void ufunc_openmp_jacobi_2d(size_t n, double *restrict a, double *restrict b, int threads)
{
#pragma omp parallel num_threads(threads)
    {
#pragma omp for schedule(static)
        for (size_t i = 1; i < n - 1; i++) {
#pragma omp simd
            for (size_t j = 1; j < n - 1; j++)
                b[i * n + j] =
                    0.2 * (a[i * n + j] + a[i * n + j - 1] + a[i * n + j + 1] + a[(i + 1) * n + j] + a[(i - 1) * n + j]);
        }
#pragma omp for schedule(static)
        for (size_t i = 1; i < n - 1; i++) {
#pragma omp simd
            for (size_t j = 1; j < n - 1; j++)
                a[i * n + j] =
                    0.2 * (b[i * n + j] + b[i * n + j - 1] + b[i * n + j + 1] + b[(i + 1) * n + j] + b[(i - 1) * n + j]);
        }
    }
}

/* Adds what all bodies' gravity does to the accelerations. */
void ufunc_openmp_n_body(size_t len, const double *restrict mass, const double *restrict x, const double *restrict y,
                         const double *restrict z, double *restrict ax, double *restrict ay, double *restrict az,
                         int threads)
{
#pragma omp parallel for num_threads(threads) schedule(static)
    for (size_t i = 0; i < len; i++) {
        double sum_x = 0.0, sum_y = 0.0, sum_z = 0.0;
#pragma omp simd reduction(+ : sum_x, sum_y, sum_z)
        for (size_t j = 0; j < len; j++) {
            double dx = x[j] - x[i], dy = y[j] - y[i], dz = z[j] - z[i];
            double square = dx * dx + dy * dy + dz * dz + 1e-4;
            double pull = mass[j] / (square * sqrt(square));
            sum_x += pull * dx;
            sum_y += pull * dy;
            sum_z += pull * dz;
        }
        ax[i] += sum_x;
        ay[i] += sum_y;
        az[i] += sum_z;
    }
}

/* Classes of even width from 0 to 1; what lies outside counts for the last one. */
void ufunc_openmp_histogram(size_t len, const double *restrict values, size_t classes, uint64_t *restrict counts,
                            int threads)
{
    double scale = (double)classes;
#pragma omp parallel for num_threads(threads) schedule(static) reduction(+ : counts[ : classes])
    for (size_t i = 0; i < len; i++) {
        double place = values[i] * scale;
        counts[place >= 0.0 && place < scale ? (size_t)place : classes - 1]++;
    }
}

/* In two passes on several threads: the sums of the shares, then the sums from where each share starts. */
void ufunc_openmp_prefix_sum(size_t len, const double *restrict x, double *restrict sums, int threads)
{
    size_t shares = len < LEAST_SCAN ? 1 : (size_t)threads;
    double *starts = calloc(shares + 1, sizeof *starts);
    if (starts == NULL)
        abort();
#pragma omp parallel for num_threads(threads) schedule(static, 1)
    for (size_t share = 0; share < shares - 1; share++) {
        double sum = 0.0;
#pragma omp simd reduction(+ : sum)
        for (size_t i = share * len / shares; i < (share + 1) * len / shares; i++)
            sum += x[i];
        starts[share + 1] = sum;
    }
    for (size_t share = 1; share < shares; share++)
        starts[share] += starts[share - 1];
#pragma omp parallel for num_threads(threads) schedule(static, 1)
    for (size_t share = 0; share < shares; share++) {
        double sum = starts[share];
        for (size_t i = share * len / shares; i < (share + 1) * len / shares; i++) {
            sum += x[i];
            sums[i] = sum;
        }
    }
    free(starts);
}

/* A row is computed in parts that fit registers; callers see to it that it has one at least. */
enum { PART = 64 };

static inline void weigh_part(size_t count, const float *restrict weights, const float *restrict from,
                              const size_t *restrict starts, float *restrict to)
{
    float sums[PART] = {0};
    for (size_t k = 0; k < count; k++) {
        const float *row = from + starts[k];
#pragma omp simd
        for (size_t part = 0; part < PART; part++)
            sums[part] += weights[k] * row[part];
    }
#pragma omp simd
    for (size_t part = 0; part < PART; part++)
        to[part] = sums[part];
}

/* The weighted sums of `count` rows of pixels, the k-th of which starts at `from + starts[k]`, for a row of `width`, of at
   least a part; the last part may overlap the one before. */
static inline void weigh(size_t width, size_t count, const float *restrict weights, const float *restrict from,
                         const size_t *restrict starts, float *restrict to)
{
    for (size_t j = 0; j + PART <= width; j += PART)
        weigh_part(count, weights, from + j, starts, to + j);
    if (width % PART != 0)
        weigh_part(count, weights, from + width - PART, starts, to + width - PART);
}

/* A blur along rows whose first and last `radius` pixels lie beyond the edges, and then along columns, where the first and
   last row go on. */
void ufunc_openmp_blur(size_t width, size_t height, size_t radius, const float *restrict weights,
                       const float *restrict padded, float *restrict rows, float *restrict out, int threads)
{
    size_t wide = width + 2 * radius, count = 2 * radius + 1;
#pragma omp parallel num_threads(threads)
    {
        size_t starts[count];
#pragma omp for schedule(static)
        for (size_t i = 0; i < height; i++) {
            for (size_t k = 0; k < count; k++)
                starts[k] = i * wide + k;
            weigh(width, count, weights, padded, starts, rows + i * width);
        }
#pragma omp for schedule(static)
        for (size_t i = 0; i < height; i++) {
            for (size_t k = 0; k < count; k++) {
                size_t row = i + k < radius ? 0 : i + k - radius;
                starts[k] = (row < height ? row : height - 1) * width;
            }
            weigh(width, count, weights, rows, starts, out + i * width);
        }
    }
}

/* One region in which nothing is done. It ends when all threads have come. */
void ufunc_openmp_empty_region(int threads)
{
#pragma omp parallel num_threads(threads)
    {
        __asm__ volatile("" ::: "memory");
    }
}
