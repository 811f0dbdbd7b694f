/* Parallel regions of OpenMP. */

/* One region in which nothing is done. It ends when all threads have come. */
void ufunc_openmp_empty_region(int threads)
{
#pragma omp parallel num_threads(threads)
    {
        __asm__ volatile("" ::: "memory");
    }
}
