//! Reads an array from a file, and makes the operands of the three lines from it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ndarray::{Array1, ArrayD, Axis};
use ndarray_npy::ReadNpyExt;
use ndarray_npy::npy::header::{Header, ParseHeaderError, ReadHeaderError};
use thiserror::Error;

use crate::element::Element;

/// The array of a file.
#[derive(Debug)]
pub(crate) enum Data {
    F64(ArrayD<f64>),
    F32(ArrayD<f32>),
}

/// Why there is no array.
#[derive(Debug, Error)]
pub(crate) enum InputError {
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{}: the file is empty; a .npy file is needed, as numpy.save writes it", path.display())]
    EmptyFile { path: PathBuf },
    #[error("{}: not a .npy file: {reason}; a file is needed as numpy.save writes it", path.display())]
    NotNpy { path: PathBuf, reason: String },
    #[error(
        "{}: its elements are of type {found}; allowed are float64 ('<f8', '>f8') and float32 ('<f4', '>f4'): \
         convert the array with a.astype('f8')",
        path.display()
    )]
    ElementType { path: PathBuf, found: String },
    #[error(
        "{}: the header says {shape:?} elements of {size} bytes, that is {expected} bytes of data, but {found} follow \
         it; the file is damaged or was not written completely",
        path.display()
    )]
    Length { path: PathBuf, shape: Vec<usize>, size: usize, expected: String, found: usize },
    #[error("{}: the array of shape {shape:?} has no elements; at least one is needed", path.display())]
    NoElements { path: PathBuf, shape: Vec<usize> },
    #[error("--elements {elements}: there is not enough memory for so many elements")]
    Memory { elements: usize },
}

/// Reads the array of a `.npy` file.
pub(crate) fn read(path: &Path) -> Result<Data, InputError> {
    let owned = path.to_owned();
    let bytes = match fs::read(path) {
        Ok(bytes) if bytes.is_empty() => return Err(InputError::EmptyFile { path: owned }),
        Ok(bytes) => bytes,
        Err(source) => return Err(InputError::Unreadable { path: owned, source }),
    };
    let mut rest = &bytes[..];
    let header = Header::from_reader(&mut rest).map_err(|error| header_error(path, error))?;
    let found = header.type_descriptor.to_string();
    match found.trim_matches('\'') {
        "<f8" | ">f8" => read_array(path, &bytes, rest.len(), header).map(Data::F64),
        "<f4" | ">f4" => read_array(path, &bytes, rest.len(), header).map(Data::F32),
        _ => Err(InputError::ElementType { path: owned, found }),
    }
}

fn header_error(path: &Path, error: ReadHeaderError) -> InputError {
    let path = path.to_owned();
    let reason = match error {
        ReadHeaderError::Parse(ParseHeaderError::MagicString) => {
            "it does not start with the bytes \\x93NUMPY".to_owned()
        }
        ReadHeaderError::Parse(error) => format!("its header cannot be understood ({error})"),
        ReadHeaderError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            "it ends within the header".to_owned()
        }
        ReadHeaderError::Io(source) => return InputError::Unreadable { path, source },
    };
    InputError::NotNpy { path, reason }
}

/// Reads the array after its header, of which nothing is believed that the file's length does not bear out.
fn read_array<T: Element>(
    path: &Path,
    bytes: &[u8],
    found: usize,
    header: Header,
) -> Result<ArrayD<T>, InputError> {
    let (path, shape, size) = (path.to_owned(), header.shape, size_of::<T>());
    let expected = shape.iter().try_fold(size, |product, len| product.checked_mul(*len));
    match expected {
        Some(0) => Err(InputError::NoElements { path, shape }),
        Some(expected) if expected == found => {
            ArrayD::read_npy(bytes).map_err(|error| InputError::NotNpy { path, reason: error.to_string() })
        }
        _ => {
            let expected = expected.map_or_else(|| "more than 2^64".to_owned(), |bytes| bytes.to_string());
            Err(InputError::Length { path, shape, size, expected, found })
        }
    }
}

/// The operands of the three lines.
#[derive(Debug)]
pub(crate) struct Operands<T> {
    /// The data.
    pub(crate) b: ArrayD<T>,
    /// The data in reverse order along every axis.
    pub(crate) c: ArrayD<T>,
    /// The ranks of the data as probabilities: (i + ½) / n for the i-th smallest of n elements, counted from 0. Equal
    /// elements are ranked in their order; a NaN has the probability NaN and does not count.
    pub(crate) p: ArrayD<T>,
}

impl<T: Element> Operands<T> {
    pub(crate) fn of(b: ArrayD<T>) -> Self {
        let mut c = b.clone();
        for axis in 0..c.ndim() {
            c.invert_axis(Axis(axis));
        }
        let p = ranks(&b);
        Operands { b, c, p }
    }

    /// Each operand flat and repeated up to `elements`, or once if that is 0.
    pub(crate) fn repeated(&self, elements: usize) -> Result<Self, InputError> {
        let elements = if elements == 0 { self.b.len() } else { elements };
        let repeat = |array: &ArrayD<T>| {
            let mut values = Vec::new();
            values.try_reserve_exact(elements).map_err(|_| InputError::Memory { elements })?;
            values.extend(array.iter().cycle().take(elements).copied());
            Ok(Array1::from_vec(values).into_dyn())
        };
        Ok(Operands { b: repeat(&self.b)?, c: repeat(&self.c)?, p: repeat(&self.p)? })
    }
}

fn ranks<T: Element>(b: &ArrayD<T>) -> ArrayD<T> {
    let values: Vec<T> = b.iter().copied().collect();
    let mut order: Vec<usize> = (0..values.len()).filter(|&i| !values[i].into().is_nan()).collect();
    order.sort_by(|&i, &j| values[i].into().total_cmp(&values[j].into()));
    let mut p = vec![T::of(f64::NAN); values.len()];
    for (rank, &i) in order.iter().enumerate() {
        p[i] = T::of((rank as f64 + 0.5) / order.len() as f64);
    }
    ArrayD::from_shape_vec(b.raw_dim(), p).expect("one rank for each element")
}
