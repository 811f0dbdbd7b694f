//! Bad files, ranks, repetition, the oracle, and what is written.

use std::fs;
use std::path::PathBuf;

use ndarray::{Array0, Array2, ArrayD, array};
use ndarray_npy::{read_npy, write_npy};
use tempfile::TempDir;

use crate::check::{check, standard_isf};
use crate::input::{Data, Operands, read};
use crate::line::Line;
use crate::output;

/// A folder with one file.
fn file(bytes: &[u8]) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("there is room for a test");
    let path = dir.path().join("data.npy");
    fs::write(&path, bytes).expect("there is room for a test");
    (dir, path)
}

/// What is said about a file of these bytes, without its folder.
fn refusal(bytes: &[u8]) -> String {
    let (dir, path) = file(bytes);
    let message = read(&path).expect_err("the file cannot be used").to_string();
    message.replace(&*dir.path().join("").to_string_lossy(), "")
}

fn npy(header: &str, data: usize) -> Vec<u8> {
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    let header = format!("{header:<117}\n");
    bytes.extend(u16::try_from(header.len()).expect("a short header").to_le_bytes());
    bytes.extend(header.bytes());
    bytes.extend(std::iter::repeat_n(0, data));
    bytes
}

#[test]
fn a_missing_file_is_named() {
    let message = read("nowhere/data.npy".as_ref()).expect_err("there is no such file").to_string();
    assert!(message.starts_with("nowhere/data.npy: cannot be read: No such file"), "{message}");
}

#[test]
fn what_is_no_npy_file_is_refused() {
    let needed = "a file is needed as numpy.save writes it";
    let text = refusal(b"lat,lon\n1.0,2.0\n");
    assert_eq!(
        text,
        format!("data.npy: not a .npy file: it does not start with the bytes \\x93NUMPY; {needed}")
    );
    let cut = refusal(&npy("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", 24)[..40]);
    assert_eq!(cut, format!("data.npy: not a .npy file: it ends within the header; {needed}"));
    let empty = refusal(b"");
    assert_eq!(empty, "data.npy: the file is empty; a .npy file is needed, as numpy.save writes it");
    let odd = refusal(&npy("{'descr': '<f8', 'fortran_order': 7, 'shape': (3,), }", 24));
    assert!(
        odd.starts_with("data.npy: not a .npy file: its header cannot be understood (illegal value"),
        "{odd}"
    );
}

#[test]
fn another_element_type_is_named() {
    let message = refusal(&npy("{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }", 12));
    assert_eq!(
        message,
        "data.npy: its elements are of type '<i4'; allowed are float64 ('<f8', '>f8') and float32 ('<f4', '>f4'): \
         convert the array with a.astype('f8')"
    );
}

#[test]
fn a_length_that_the_header_does_not_say_is_refused() {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";
    let damaged = "the file is damaged or was not written completely";
    for found in [47, 49] {
        let expected = format!(
            "data.npy: the header says [2, 3] elements of 8 bytes, that is 48 bytes of data, but {found} follow it; \
             {damaged}"
        );
        assert_eq!(refusal(&npy(header, found)), expected);
    }
    let huge = "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }";
    let message = refusal(&npy(huge, 8));
    assert!(message.contains("that is more than 2^64 bytes of data, but 8 follow it"), "{message}");
}

#[test]
fn an_array_without_elements_is_refused() {
    let message = refusal(&npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 0), }", 0));
    assert_eq!(message, "data.npy: the array of shape [2, 0] has no elements; at least one is needed");
}

#[test]
fn both_types_and_all_layouts_are_read() {
    let (_dir, path) = file(b"");
    let rows: Array2<f32> = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
    write_npy(&path, &rows.t()).expect("there is room for a test");
    match read(&path).expect("the file is in order") {
        Data::F32(found) => assert_eq!(found, rows.t().into_dyn()),
        Data::F64(found) => panic!("float64 {found:?}"),
    }
    write_npy(&path, &Array0::from_elem((), 2.5_f64)).expect("there is room for a test");
    match read(&path).expect("the file is in order") {
        Data::F64(found) => assert_eq!(found, ArrayD::from_elem(vec![], 2.5)),
        Data::F32(found) => panic!("float32 {found:?}"),
    }
    let big_endian =
        [npy("{'descr': '>f8', 'fortran_order': False, 'shape': (1,), }", 0), 1.5_f64.to_be_bytes().to_vec()];
    let (_dir, path) = file(&big_endian.concat());
    match read(&path).expect("the file is in order") {
        Data::F64(found) => assert_eq!(found, array![1.5].into_dyn()),
        Data::F32(found) => panic!("float32 {found:?}"),
    }
}

#[test]
fn operands_come_from_the_data() {
    let operands = Operands::of(array![[3.0, f64::NAN], [1.0, 3.0]].into_dyn());
    assert_eq!(operands.c[[0, 0]].to_bits(), 3.0_f64.to_bits());
    assert_eq!(operands.c[[0, 1]].to_bits(), 1.0_f64.to_bits());
    assert!(operands.c[[1, 0]].is_nan() && operands.p[[0, 1]].is_nan());
    assert_eq!([operands.p[[0, 0]], operands.p[[1, 0]], operands.p[[1, 1]]], [0.5, 0.5 / 3.0, 2.5 / 3.0]);
    let repeated = operands.repeated(7).expect("there is room for a test");
    assert_eq!(repeated.p.shape(), [7]);
    assert_eq!([repeated.p[[4]], repeated.p[[6]]], [0.5, 0.5 / 3.0]);
    assert!(operands.repeated(usize::MAX).is_err());
}

#[test]
fn every_line_is_right_on_awkward_data() {
    let values: Vec<f64> = (0..1000).map(|i| (f64::from(i) - 500.0) * 1.37e3).collect();
    let mut b = Array2::from_shape_vec((40, 25), values).expect("1000 elements").reversed_axes().into_dyn();
    b[[3, 3]] = f64::NAN;
    b[[4, 4]] = f64::INFINITY;
    b[[5, 5]] = -0.0;
    let operands = Operands::of(b);
    for line in Line::ALL {
        let mut result = line.run(&operands);
        check(line, &operands, &result).expect("the result is right");
        result[[7, 7]] += 1.0;
        let message = check(line, &operands, &result).expect_err("one element is wrong").to_string();
        assert!(message.starts_with(line.text()) && message.contains("element 287 is "), "{message}");
    }
}

#[test]
fn the_oracle_gives_published_quantiles() {
    // Wichura's own test values (0.25 and 0.001 as lower tails), and one far out from SciPy's norm.isf(1e-20).
    let published =
        [(0.25, 0.674_489_750_196_081_7), (0.001, 3.090_232_306_167_813_5), (1e-20, 9.262_340_089_798_408)];
    for (p, z) in published {
        assert!((standard_isf(p) / z - 1.0).abs() < 1e-15, "{p}: {} {z}", standard_isf(p));
    }
    assert_eq!([standard_isf(0.0), standard_isf(1.0)], [f64::INFINITY, f64::NEG_INFINITY]);
    assert!([-0.1, 1.1, f64::NAN].iter().all(|p| standard_isf(*p).is_nan()));
}

#[test]
fn results_are_written_completely_or_not_at_all() {
    let dir = tempfile::tempdir().expect("there is room for a test");
    let results = dir.path().join("new/results");
    let array = array![[1.0, -0.0], [f64::INFINITY, 2.0]].into_dyn();
    let path = output::write(&results, "a.npy", &array).expect("there is room for a test");
    let read: ArrayD<f64> = read_npy(&path).expect("what was written can be read");
    assert_eq!(read, array);
    assert_eq!(fs::read_dir(&results).expect("the folder is there").count(), 1, "something was left behind");

    fs::create_dir(results.join("b.npy")).expect("there is room for a test");
    let message = output::write(&results, "b.npy", &array).expect_err("a folder is in the way").to_string();
    assert!(message.contains("b.npy: cannot be written: "), "{message}");
    assert_eq!(fs::read_dir(&results).expect("the folder is there").count(), 2, "something was left behind");
    let message = output::write(&path, "c.npy", &array).expect_err("no folder can be there").to_string();
    assert!(message.contains("a.npy: the directory cannot be made: "), "{message}");
}
