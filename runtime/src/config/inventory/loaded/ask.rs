//! Asks libraries in this process for their version and their threads, through the functions that they are known to have.
#![cfg_attr(
    target_os = "linux",
    allow(unsafe_code, reason = "calls functions of libraries that only this process knows")
)]

use super::LoadedLibrary;

/// Fills in what the library says of itself.
#[cfg(target_os = "linux")]
pub(super) fn ask(library: &mut LoadedLibrary) {
    let Some(open) = linux::Open::new(&library.filepath) else { return };
    match library.internal_api.as_str() {
        "openblas" => ask_openblas(library, &open),
        "mkl" => {
            library.num_threads =
                open.number("MKL_Get_Max_Threads").and_then(|number| number.try_into().ok());
        }
        "blis" => {
            library.version = open.text("bli_info_get_version_str");
        }
        "libgomp" | "libiomp" | "libomp" => {
            library.num_threads =
                open.number("omp_get_max_threads").and_then(|number| number.try_into().ok());
        }
        _ => {}
    }
}

/// Other systems do not tell what is loaded, so there is nothing to ask.
#[cfg(not(target_os = "linux"))]
pub(super) fn ask(_: &mut LoadedLibrary) {}

/// OpenBLAS's functions, whose names some builds give a prefix or an ending.
#[cfg(target_os = "linux")]
fn ask_openblas(library: &mut LoadedLibrary, open: &linux::Open) {
    use crate::config::inventory::OpenBlasRuntime;

    for (prefix, ending) in [("", ""), ("", "64_"), ("", "_64"), ("scipy_", ""), ("scipy_", "64_")] {
        let name = |function: &str| format!("{prefix}openblas_{function}{ending}");
        let Some(config) = open.text(&name("get_config")) else { continue };
        let number = |function: &str| open.number(&name(function)).unwrap_or(-1);
        let core = open.text(&name("get_corename")).unwrap_or_default();
        let found = OpenBlasRuntime::new(
            &config,
            &core,
            number("get_parallel"),
            number("get_num_procs"),
            number("get_num_threads"),
        );
        library.version = found.version;
        library.num_threads = (found.threads > 0).then_some(found.threads);
        library.threading_layer = Some(found.threading);
        library.architecture = (!found.core.is_empty()).then_some(found.core);
        return;
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::{CStr, CString, c_char, c_int, c_void};
    use std::os::unix::ffi::OsStrExt as _;
    use std::path::Path;
    use std::ptr::NonNull;

    /// A library that is in this process, and stays in it as long as this lives.
    pub(super) struct Open(NonNull<c_void>);

    impl Open {
        /// Takes hold of a library that is loaded; it loads none.
        pub(super) fn new(file: &Path) -> Option<Open> {
            let file = CString::new(file.as_os_str().as_bytes()).ok()?;
            // SAFETY: the text ends with a zero, and `RTLD_NOLOAD` runs no code of a library.
            NonNull::new(unsafe { libc::dlopen(file.as_ptr(), libc::RTLD_LAZY | libc::RTLD_NOLOAD) })
                .map(Open)
        }

        /// What a function gives that has no arguments and gives a number.
        pub(super) fn number(&self, function: &str) -> Option<i32> {
            let symbol = self.symbol(function)?;
            // SAFETY: the callers name functions whose libraries declare them as `int f(void)`.
            let function =
                unsafe { std::mem::transmute::<*mut c_void, extern "C" fn() -> c_int>(symbol.as_ptr()) };
            Some(function())
        }

        /// What a function gives that has no arguments and gives a text.
        pub(super) fn text(&self, function: &str) -> Option<String> {
            let symbol = self.symbol(function)?;
            // SAFETY: the callers name functions whose libraries declare them as `char *f(void)`.
            let function = unsafe {
                std::mem::transmute::<*mut c_void, extern "C" fn() -> *const c_char>(symbol.as_ptr())
            };
            let text = NonNull::new(function().cast_mut())?;
            // SAFETY: the libraries give texts that end with a zero and live as long as they do.
            Some(unsafe { CStr::from_ptr(text.as_ptr()) }.to_string_lossy().into_owned())
        }

        fn symbol(&self, name: &str) -> Option<NonNull<c_void>> {
            let name = CString::new(name).ok()?;
            // SAFETY: the library is open, and the name ends with a zero.
            NonNull::new(unsafe { libc::dlsym(self.0.as_ptr(), name.as_ptr()) })
        }
    }

    impl Drop for Open {
        fn drop(&mut self) {
            // SAFETY: it was opened once for each of these values.
            unsafe { libc::dlclose(self.0.as_ptr()) };
        }
    }
}
