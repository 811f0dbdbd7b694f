//! Loops over the functions of other libraries, compiled by the build script where those libraries are.
#![allow(
    unsafe_code,
    reason = "calls C code, which the build script compiles from this package's own sources"
)]

use std::ffi::{CString, c_char};

/// A C loop: two arrays of arguments, of which a function of one argument reads the first only, results, length.
type Loop<T> = unsafe extern "C" fn(*const T, *const T, *mut T, usize);

/// A loop over one function of another library.
#[derive(Debug, Clone, Copy)]
pub struct Peer<T>(Loop<T>);

impl<T> Peer<T> {
    /// Computes the function for every element; of one argument, `y` is not read.
    ///
    /// # Panics
    /// If lengths differ or are no multiple of 16, up to which lanes go.
    pub fn call(&self, x: &[T], y: &[T], out: &mut [T]) {
        assert!(x.len() == out.len() && y.len() == out.len(), "lengths differ");
        assert!(out.len().is_multiple_of(16), "{} elements do not fill registers", out.len());
        // SAFETY: the loops of `peers/*.c` read and write as many elements as they are told, which all three have.
        unsafe { (self.0)(x.as_ptr(), y.as_ptr(), out.as_mut_ptr(), out.len()) }
    }
}

/// The loop of that name, by one of the functions with which `peers/*.c` find them.
#[allow(dead_code, reason = "where no other library is there, nothing is looked for")]
fn find<T>(name: &str, find: unsafe extern "C" fn(*const c_char) -> Option<Loop<T>>) -> Option<Peer<T>> {
    let name = CString::new(name).ok()?;
    // SAFETY: the name ends with a zero and lives through the call, which only reads it.
    unsafe { find(name.as_ptr()) }.map(Peer)
}

/// Why there is no libmvec to compare with.
pub const LIBMVEC_LACK: Option<&str> = option_env!("LIBMVEC_LACK");
/// Why there is no SLEEF to compare with.
pub const SLEEF_LACK: Option<&str> = option_env!("SLEEF_LACK");

/// An element type of other libraries.
pub trait PeerElement: Sized {
    /// The function of glibc's libmvec with that name for `double`, if GCC vectorised the loop over it.
    fn libmvec(name: &str) -> Option<Peer<Self>>;

    /// The function of SLEEF with that name for `double`, in its most accurate variant.
    fn sleef(name: &str) -> Option<Peer<Self>>;
}

macro_rules! element {
    ($T:ident, $suffix:literal, $libmvec:ident, $sleef:ident) => {
        #[cfg(libmvec)]
        unsafe extern "C" {
            fn $libmvec(name: *const c_char) -> Option<Loop<$T>>;
        }

        #[cfg(sleef)]
        unsafe extern "C" {
            fn $sleef(name: *const c_char) -> Option<Loop<$T>>;
        }

        impl PeerElement for $T {
            #[cfg(libmvec)]
            fn libmvec(name: &str) -> Option<Peer<Self>> {
                let variant = format!("{name}{}:", $suffix);
                let is_vectorised = env!("LIBMVEC_VARIANTS").split(' ').any(|one| one.starts_with(&variant));
                if is_vectorised { find(name, $libmvec) } else { None }
            }

            #[cfg(not(libmvec))]
            fn libmvec(_name: &str) -> Option<Peer<Self>> {
                None
            }

            #[cfg(sleef)]
            fn sleef(name: &str) -> Option<Peer<Self>> {
                find(name, $sleef)
            }

            #[cfg(not(sleef))]
            fn sleef(_name: &str) -> Option<Peer<Self>> {
                None
            }
        }
    };
}

element!(f64, "", ufunc_libmvec_f64, ufunc_sleef_f64);
element!(f32, "f", ufunc_libmvec_f32, ufunc_sleef_f32);
