/* As in OpenBLAS, this calls a routine that only netlib's LAPACK has. */
#ifdef LAPACK
void dlaed4_(void);
void dlaed3_single(void) { dlaed4_(); }
#else
typedef int nothing;
#endif
