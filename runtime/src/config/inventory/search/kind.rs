//! The kinds of libraries that are looked for.

/// A kind of library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Mkl,
    Blis,
    OpenBlas,
    /// Any BLAS, such as netlib's.
    Blas,
    /// Any LAPACK.
    Lapack,
}

impl Kind {
    /// Its names in pkg-config.
    pub(super) fn packages(self) -> &'static [&'static str] {
        match self {
            Kind::Mkl => &[
                "mkl-sdl",
                "mkl-sdl-lp64",
                "mkl-dynamic-lp64-seq",
                "mkl-dynamic-lp64-gomp",
                "mkl-dynamic-lp64-iomp",
                "mkl-dynamic-lp64-tbb",
            ],
            Kind::Blis => &["blis", "blis-mt", "blis-openmp"],
            Kind::OpenBlas => &["openblas", "openblas64"],
            Kind::Blas => &["blas", "blas-netlib"],
            Kind::Lapack => &["lapack", "lapack-netlib"],
        }
    }

    /// Its names for a linker.
    pub(super) fn names(self) -> &'static [&'static str] {
        match self {
            Kind::Mkl => &["mkl_rt"],
            Kind::Blis => &["blis", "blis-mt"],
            Kind::OpenBlas => &["openblas", "openblas64", "openblas64_"],
            Kind::Blas => &["blas"],
            Kind::Lapack => &["lapack"],
        }
    }

    /// The headers by which its folder is known.
    pub(super) fn headers(self) -> &'static [&'static str] {
        match self {
            Kind::Mkl => &["mkl_version.h", "mkl.h"],
            Kind::Blis => &["blis.h"],
            Kind::OpenBlas => &["openblas_config.h", "cblas.h"],
            Kind::Blas => &["cblas.h"],
            Kind::Lapack => &["lapacke.h"],
        }
    }

    /// The folder below `include` that distributions put its headers in.
    pub(super) fn header_folder(self) -> &'static str {
        match self {
            Kind::Mkl => "mkl",
            Kind::Blis => "blis",
            Kind::OpenBlas => "openblas",
            Kind::Blas | Kind::Lapack => "",
        }
    }

    /// The language of its interface: C where there is a C interface.
    pub(super) fn language(self) -> &'static str {
        match self {
            Kind::Mkl | Kind::Blis | Kind::OpenBlas => "c",
            Kind::Blas | Kind::Lapack => "f77",
        }
    }

    /// The macros that NumPy compiles with.
    pub(super) fn macros(self) -> &'static [&'static str] {
        match self {
            Kind::Mkl => &["SCIPY_MKL_H", "HAVE_CBLAS"],
            Kind::Blis | Kind::OpenBlas => &["HAVE_CBLAS"],
            Kind::Blas | Kind::Lapack => &[],
        }
    }
}
