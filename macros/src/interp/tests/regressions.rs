//! Programs that once went wrong: the sources in `regressions/`, one function each.

use std::fs;
use std::path::Path;

use ufunc_programs::Rng;

use super::oracle::check_lanes;
use crate::compile::Form;
use crate::interp::compare::{compile, random_rows};

#[test]
fn regressions_stay_fixed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/interp/regressions");
    let mut seen = 0;
    for entry in fs::read_dir(&folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        let source = fs::read_to_string(&path).expect("a regression can be read");
        let compiled = compile(Form::Ufunc, &source)
            .unwrap_or_else(|errors| panic!("{}: {}", path.display(), errors.join("\n")));
        for compiled in &compiled {
            let mut rng = Rng::new(1);
            let rows = random_rows(&compiled.kernel, &mut rng, 420);
            check_lanes(compiled, &rows, &source, &mut rng);
        }
        seen += 1;
    }
    assert!(seen > 0, "no regressions in {}", folder.display());
}
