//! The form that `numpy.show_config()` prints since NumPy is built with Meson.

use std::collections::BTreeMap;

use super::numpy_legacy::simd_names;
use super::tree::Tree;
use super::{Compiler, Configuration, Library};

impl Configuration {
    /// The configuration as YAML, in the form of NumPy's `numpy.show_config()`. "Rust Information" stands where NumPy has
    /// "Python Information".
    #[must_use]
    pub fn numpy(&self) -> String {
        self.numpy_tree().to_yaml()
    }

    /// The configuration in the form of NumPy's `numpy.show_config(mode="dicts")`, to be serialised.
    #[cfg(feature = "serde")]
    #[must_use]
    pub fn numpy_dicts(&self) -> impl serde::Serialize + use<> {
        self.numpy_tree()
    }

    fn numpy_tree(&self) -> Tree {
        let tree = Tree::map([
            ("Build Dependencies", self.dependencies()),
            ("Compilers", self.numpy_compilers()),
            ("Machine Information", self.machines()),
            ("Rust Information", self.rust()),
            ("SIMD Extensions", self.simd()),
        ]);
        tree.without_empty().unwrap_or_else(|| Tree::map([]))
    }

    fn dependencies(&self) -> Tree {
        let of_section = |name: &str| {
            let library = self.section(name).and_then(|section| section.library.as_ref());
            library.map_or_else(
                || Tree::map([("found", Tree::Truth(false))]),
                |library| self.dependency(library),
            )
        };
        Tree::map([("blas", of_section("blas_opt")), ("lapack", of_section("lapack_opt"))])
    }

    fn dependency(&self, library: &Library) -> Tree {
        let first = |folders: &[std::path::PathBuf]| {
            Tree::text(folders.first().map(|folder| folder.display().to_string()).unwrap_or_default())
        };
        let is_openblas = library.libraries.iter().any(|name| name.contains("openblas"));
        let openblas = self.linear_algebra.openblas.as_ref().filter(|_| is_openblas);
        let pc_folder = library.found_at.parent().filter(|_| library.detection_method == "pkg-config");
        Tree::map([
            ("detection method", Tree::text(library.detection_method.replace("pkg-config", "pkgconfig"))),
            ("found", Tree::Truth(true)),
            ("include directory", first(&library.include_dirs)),
            ("lib directory", first(&library.library_dirs)),
            ("name", Tree::text(library.libraries.first().cloned().unwrap_or_default())),
            (
                "openblas configuration",
                Tree::text(openblas.map(|openblas| openblas.config.clone()).unwrap_or_default()),
            ),
            (
                "pc file directory",
                Tree::text(pc_folder.map(|folder| folder.display().to_string()).unwrap_or_default()),
            ),
            ("version", Tree::text(library.version.clone().unwrap_or_default())),
        ])
    }

    fn numpy_compilers(&self) -> Tree {
        let of_compiler = |compiler: &Compiler| {
            let (Some(name), Some(version)) = (&compiler.name, &compiler.version) else {
                return Tree::map([]);
            };
            Tree::map([
                ("commands", Tree::text(&compiler.command)),
                ("name", Tree::text(name)),
                ("version", Tree::text(version)),
            ])
        };
        let compilers = self.compilers.iter();
        let map: BTreeMap<String, Tree> =
            compilers.map(|compiler| (compiler.language.clone(), of_compiler(compiler))).collect();
        Tree::Map(map)
    }

    /// The machine that the program was built for, and the one it runs on.
    fn machines(&self) -> Tree {
        let machine = |processor: &str| {
            Tree::map([
                ("cpu", Tree::text(processor)),
                ("endian", Tree::text(&self.machine.endian)),
                ("family", Tree::text(&self.machine.architecture)),
                ("system", Tree::text(&self.machine.system)),
            ])
        };
        let built_for = self.machine.architecture.as_str();
        let processor = self.machine.processor.as_deref().unwrap_or(built_for);
        Tree::map([("build", machine(built_for)), ("host", machine(processor))])
    }

    fn rust(&self) -> Tree {
        let rust = self.compilers.iter().find(|compiler| compiler.language == "rust");
        let of_program = rust.and_then(|rust| rust.of_this_program.clone());
        Tree::map([
            ("built by", Tree::text(of_program.unwrap_or_default())),
            ("features", Tree::List(self.features.clone())),
            ("version", Tree::text(&self.version)),
        ])
    }

    fn simd(&self) -> Tree {
        let sets = &self.instruction_sets;
        Tree::map([
            ("baseline", Tree::List(simd_names(&sets.baseline))),
            ("found", Tree::List(simd_names(&sets.found))),
            ("in use", Tree::text(sets.in_use.clone().unwrap_or_default())),
            ("not found", Tree::List(simd_names(&sets.not_found))),
        ])
    }
}
