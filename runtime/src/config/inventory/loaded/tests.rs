use super::*;

const MAPS: &str = "\
55d0-55d1 r-xp 00000000 08:01 11 /usr/bin/program
7f10-7f11 r--p 00000000 08:01 12 /usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblasp-r0.3.26.so
7f11-7f12 r-xp 00001000 08:01 12 /usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblasp-r0.3.26.so
7f12-7f13 r-xp 00000000 08:01 13 /usr/lib/x86_64-linux-gnu/openblas-pthread/libblas.so.3
7f13-7f14 r-xp 00000000 08:01 14 /home/a user/libgomp-a34b3233.so.1.0.0 (deleted)
7f14-7f15 rw-p 00000000 00:00 0 
7f15-7f16 r-xp 00000000 08:01 15 /usr/lib/x86_64-linux-gnu/libc.so.6
7fff-8000 rw-p 00000000 00:00 0 [stack]
";

fn found(paths: &[&str]) -> Loaded {
    let libraries = paths.iter().filter_map(|path| library(Path::new(path))).collect();
    Loaded { libraries, unknown: None }
}

#[test]
fn the_libraries_of_a_process_are_listed_once() {
    let libraries: Vec<LoadedLibrary> = files(MAPS).iter().filter_map(|file| library(file)).collect();
    let names: Vec<(&str, &str)> =
        libraries.iter().map(|library| (library.internal_api.as_str(), library.prefix.as_str())).collect();
    assert_eq!(names, [("openblas", "libopenblas"), ("openblas", "libblas"), ("libgomp", "libgomp")]);
    assert_eq!(libraries[2].filepath, Path::new("/home/a user/libgomp-a34b3233.so.1.0.0"));
}

#[test]
fn one_library_with_its_faces_is_no_reason_to_warn() {
    let loaded = found(&[
        "/usr/lib/openblas-pthread/libopenblasp-r0.3.26.so",
        "/usr/lib/openblas-pthread/libblas.so.3",
        "/usr/lib/libgomp.so.1",
    ]);
    assert_eq!(loaded.warnings(), Vec::<String>::new());
    let loaded =
        found(&["/opt/mkl/libmkl_rt.so.2", "/opt/mkl/libmkl_core.so.2", "/opt/mkl/libmkl_intel_lp64.so.2"]);
    assert_eq!(loaded.warnings(), Vec::<String>::new());
}

#[test]
fn two_of_a_kind_are() {
    let loaded = found(&["/usr/lib/libopenblas.so.0", "/site/numpy.libs/libscipy_openblas64_-6bb31eeb.so"]);
    let [warning] = loaded.warnings().try_into().expect("one warning");
    assert!(
        warning.starts_with("2 BLAS libraries are loaded: openblas (/usr/lib/libopenblas.so.0), "),
        "{warning}"
    );
    let loaded = found(&["/usr/lib/libgomp.so.1", "/conda/lib/libiomp5.so", "/conda/lib/libmkl_rt.so"]);
    let [warning] = loaded.warnings().try_into().expect("one warning");
    assert!(
        warning.starts_with("2 OpenMP run times are loaded: libgomp (/usr/lib/libgomp.so.1), "),
        "{warning}"
    );
    // The reference BLAS beside another one: which of the two is called is left to the linker.
    let loaded = found(&["/usr/lib/blas/libblas.so.3", "/usr/lib/libopenblas.so.0"]);
    assert_eq!(loaded.warnings().len(), 1);
}

#[test]
fn other_libraries_are_not_mistaken() {
    for path in
        ["/usr/lib/libblasfeo.so.0", "/usr/lib/libompstub.so", "/usr/lib/libm.so.6", "/tmp/libopenblas.txt"]
    {
        assert_eq!(library(Path::new(path)), None, "{path}");
    }
}

#[test]
fn a_static_library_is_listed_as_a_part_of_the_program() {
    let openblas = OpenBlasRuntime::new("OpenBLAS 0.3.34 MAX_THREADS=128", "Zen", 1, 2, 1);
    let own = own(&openblas);
    assert!(own.is_static);
    assert_eq!((own.version.as_deref(), own.num_threads), (Some("0.3.34"), Some(1)));
}
