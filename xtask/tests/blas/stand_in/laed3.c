#ifdef LAPACK
void dlaed3_single(void);
void dlaed3_(void) { dlaed3_single(); }
#else
typedef int nothing;
#endif
