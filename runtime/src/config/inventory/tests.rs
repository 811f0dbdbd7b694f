//! The forms in which a configuration is shown, on a machine that is made up.

use std::path::PathBuf;

use super::*;

fn library(name: &str, lapack: &str) -> Library {
    Library {
        libraries: vec![name.to_owned()],
        library_dirs: vec![PathBuf::from("/usr/local/lib")],
        include_dirs: Vec::new(),
        language: "c".to_owned(),
        define_macros: vec![("HAVE_CBLAS".to_owned(), None)],
        version: Some("0.3.26".to_owned()),
        int64: Some(false),
        lapack: lapack.to_owned(),
        detection_method: "pkg-config".to_owned(),
        found_at: PathBuf::from("/usr/local/lib/pkgconfig/openblas.pc"),
    }
}

fn section(name: &str, library: Option<Library>) -> Section {
    Section { name: name.to_owned(), library, note: None }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn made_up() -> Configuration {
    let openblas = || Some(library("openblas", "full"));
    Configuration {
        version: "0.1.0".to_owned(),
        features: texts(&["openblas"]),
        warnings: texts(&["something is odd"]),
        knobs: vec![Knob {
            name: "threads".to_owned(),
            value: "4".to_owned(),
            origin: Origin::Variable { name: "OMP_NUM_THREADS".to_owned() },
            variables: texts(&["UFUNC_NUM_THREADS", "OMP_NUM_THREADS"]),
        }],
        machine: Machine {
            architecture: "x86_64".to_owned(),
            system: "linux".to_owned(),
            endian: "little".to_owned(),
            processor: None,
            cores: Some(8),
            affinity: Some(vec![0, 1, 2, 3]),
            cpu_limit: Some(CpuLimit { cores: 2.5, file: PathBuf::from("/sys/fs/cgroup/cpu.max") }),
            allowed_cores: 2,
            memory: None,
        },
        instruction_sets: InstructionSets {
            baseline: texts(&["sse", "sse2"]),
            found: texts(&["sse4.1", "fma"]),
            not_found: texts(&["avx512f"]),
            levels: texts(&["sse2", "avx2"]),
            in_use: Some("avx2".to_owned()),
        },
        linear_algebra: LinearAlgebra {
            backends: texts(&["openblas"]),
            linked: None,
            openblas: Some(OpenBlasRuntime::new("OpenBLAS 0.3.26 Zen MAX_THREADS=64", "Zen", 1, 2, 1)),
        },
        loaded: Loaded { libraries: Vec::new(), unknown: None },
        system: vec![
            section("blas_mkl", None),
            section("blis", None),
            section("openblas", openblas()),
            section("accelerate", None),
            section("blas_opt", openblas()),
            section("lapack_mkl", None),
            section("openblas_lapack", openblas()),
            section("lapack_opt", openblas()),
        ],
        compilers: vec![Compiler {
            language: "c".to_owned(),
            command: "cc".to_owned(),
            name: Some("gcc".to_owned()),
            version: Some("14.2.0".to_owned()),
            line: Some("gcc (Debian 14.2.0-19) 14.2.0".to_owned()),
            of_this_program: None,
        }],
    }
}

#[test]
fn numpy_s_old_form_is_kept_to_the_letter() {
    let openblas = "    libraries = ['openblas', 'openblas']\n    library_dirs = ['/usr/local/lib']\n    language = c\n    \
                    define_macros = [('HAVE_CBLAS', None)]\n";
    let absent = "  NOT AVAILABLE\n";
    let expected = [
        ("blas_mkl_info:\n", absent),
        ("blis_info:\n", absent),
        ("openblas_info:\n", openblas),
        ("accelerate_info:\n", absent),
        ("blas_opt_info:\n", openblas),
        ("lapack_mkl_info:\n", absent),
        ("openblas_lapack_info:\n", openblas),
        ("lapack_opt_info:\n", openblas),
        (
            "Supported SIMD extensions in this ufunc install:\n",
            "    baseline = SSE,SSE2\n    found = SSE41,FMA3\n    not found = AVX512F\n",
        ),
    ];
    let expected: String = expected.iter().flat_map(|&(name, lines)| [name, lines]).collect();
    assert_eq!(made_up().numpy_legacy(), expected);
}

#[test]
fn numpy_s_new_form_has_its_sections_in_their_order() {
    let blas = "    detection method: pkgconfig
    found: true
    lib directory: /usr/local/lib
    name: openblas
    openblas configuration: OpenBLAS 0.3.26 Zen MAX_THREADS=64
    pc file directory: /usr/local/lib/pkgconfig
    version: 0.3.26
";
    let machine = "    cpu: x86_64
    endian: little
    family: x86_64
    system: linux
";
    let expected = format!(
        "Build Dependencies:\n  blas:\n{blas}  lapack:\n{blas}Compilers:\n  c:\n    commands: cc\n    name: gcc\n    \
         version: 14.2.0\nMachine Information:\n  build:\n{machine}  host:\n{machine}Rust Information:\n  features:\n  \
         - openblas\n  version: 0.1.0\nSIMD Extensions:\n  baseline:\n  - SSE\n  - SSE2\n  found:\n  - SSE41\n  - \
         FMA3\n  in use: avx2\n  not found:\n  - AVX512F\n"
    );
    assert_eq!(made_up().numpy(), expected);
}

#[test]
fn people_see_values_with_their_origin() {
    let text = made_up().to_string();
    for line in [
        "ufunc 0.1.0, features openblas\nwarning: something is odd\n",
        "  threads            4            from OMP_NUM_THREADS\n",
        "  affinity           0-3\n",
        "  cgroup limit       2.5 cores, by /sys/fs/cgroup/cpu.max\n",
        "  own threads        1 pthreads, at most 64; sees 2 cores\n",
        "  blas_mkl           NOT AVAILABLE\n",
        "  openblas           openblas 0.3.26\n    library_dirs     /usr/local/lib\n",
        "    found by         pkg-config, /usr/local/lib/pkgconfig/openblas.pc\n",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
}

#[test]
fn more_threads_than_cores_are_pointed_at() {
    let made_up = made_up();
    let [warning] = knobs::warnings(&made_up.knobs, &made_up.machine).try_into().expect("one warning");
    assert_eq!(warning, "threads is 4 (from OMP_NUM_THREADS), but this process may use 2 cores only");
}

#[test]
fn a_library_that_is_not_the_one_of_the_build_is_pointed_at() {
    let Configuration { mut linear_algebra, instruction_sets, .. } = made_up();
    assert_eq!(linear_algebra.warnings(&instruction_sets), Vec::<String>::new());
    linear_algebra.linked = Some(Linked { version: Some("0.3.26".to_owned()), ..Linked::default() });
    assert_eq!(linear_algebra.warnings(&instruction_sets), Vec::<String>::new());
    linear_algebra.linked = Some(Linked { version: Some("0.3.34".to_owned()), ..Linked::default() });
    let [warning] = linear_algebra.warnings(&instruction_sets).try_into().expect("one warning");
    assert_eq!(warning, "the program was built with OpenBLAS 0.3.34, but runs with OpenBLAS 0.3.26");
}

#[test]
fn a_library_for_a_better_processor_is_pointed_at() {
    let Configuration { mut linear_algebra, instruction_sets, .. } = made_up();
    let for_core = |core: &str, needs: &str| {
        Some(Linked { core: Some(core.to_owned()), needs: Some(needs.to_owned()), ..Linked::default() })
    };
    linear_algebra.linked = for_core("Nehalem", "sse2,sse4.1");
    assert_eq!(linear_algebra.warnings(&instruction_sets), Vec::<String>::new());
    linear_algebra.linked = for_core("SkylakeX", "fma,avx512f");
    let [warning] = linear_algebra.warnings(&instruction_sets).try_into().expect("one warning");
    assert_eq!(
        warning,
        "OpenBLAS was built for SkylakeX; this processor lacks avx512f, so calls of it would end the program"
    );
}

#[cfg(feature = "serde")]
#[test]
fn a_configuration_is_serialised() {
    let json = serde_json::to_value(made_up()).expect("it has names only for keys");
    assert_eq!(json["knobs"][0]["origin"]["kind"], "variable");
    assert_eq!(json["knobs"][0]["origin"]["name"], "OMP_NUM_THREADS");
    assert_eq!(json["machine"]["cpu_limit"]["cores"], 2.5);
    assert_eq!(json["system"][2]["library"]["define_macros"][0][0], "HAVE_CBLAS");
    assert_eq!(json["system"][0]["library"], serde_json::Value::Null);
    let dicts = serde_json::to_value(made_up().numpy_dicts()).expect("it has names only for keys");
    assert_eq!(dicts["Build Dependencies"]["blas"]["found"], true);
    assert_eq!(dicts["SIMD Extensions"]["found"][1], "FMA3");
}
