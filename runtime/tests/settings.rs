//! Settings by call, scope and program. One test, because the settings of the program are for all of it.

mod support;

use std::panic::catch_unwind;

use support::add;
use ufunc::{ConfigError, Level, Options, Schedule};

#[test]
fn the_nearest_setting_holds() {
    assert_eq!(ufunc::set_num_threads(0), Err(ConfigError::ZeroThreads));
    let message = ConfigError::ZeroThreads.to_string();
    assert_eq!(message, "the number of threads is 0; allowed is a number from 1 on");
    assert!(catch_unwind(|| Options::new().threads(0)).is_err());

    let weakest = Level::available()[0];
    ufunc::set_num_threads(3).unwrap();
    ufunc::set_schedule(Schedule::GUIDED).unwrap();
    ufunc::set_min_parallel_len(10).unwrap();
    ufunc::set_max_simd(weakest).unwrap();
    assert_eq!(ufunc::num_threads(), 3);
    assert_eq!(ufunc::schedule(), Schedule::GUIDED);
    assert_eq!(ufunc::min_parallel_len(), Some(10));
    assert_eq!(ufunc::max_simd(), weakest);

    let outer = Options::new().threads(5).schedule(Schedule::DYNAMIC.with_chunk(9));
    outer.run(|| {
        assert_eq!((ufunc::num_threads(), ufunc::min_parallel_len()), (5, Some(10)));
        Options::new().threads(2).min_parallel_len(7).run(|| {
            assert_eq!((ufunc::num_threads(), ufunc::min_parallel_len()), (2, Some(7)));
            assert_eq!(ufunc::schedule(), Schedule::DYNAMIC.with_chunk(9));
        });
        assert_eq!((ufunc::num_threads(), ufunc::min_parallel_len()), (5, Some(10)));
        let panic = catch_unwind(|| Options::new().threads(4).run(|| panic!("out of the scope")));
        assert!(panic.is_err());
        assert_eq!(ufunc::num_threads(), 5);
        // Other threads are not in the scope.
        std::thread::scope(|scope| {
            scope.spawn(|| assert_eq!(ufunc::num_threads(), 3));
        });
    });
    assert_eq!(ufunc::num_threads(), 3);
    assert_eq!(ufunc::schedule(), Schedule::GUIDED);

    // Up and down at any time, while calls go on.
    let xs: Vec<f64> = (0..100_000).map(f64::from).collect();
    let expected: Vec<f64> = xs.iter().map(|x| x + 0.5).collect();
    for threads in [1, 4, 2, 7, 1, 3] {
        ufunc::set_num_threads(threads).unwrap();
        assert_eq!(add(&xs, 0.5), expected);
    }

    ufunc::set_min_parallel_len(None).unwrap();
    assert_eq!(ufunc::min_parallel_len(), None);
    ufunc::set_schedule(Schedule::Runtime).unwrap();
    ufunc::set_max_simd(Level::best()).unwrap();
    if let Some(absent) = Level::ALL.into_iter().find(|level| !level.is_available()) {
        let error = ufunc::set_max_simd(absent).unwrap_err();
        let text = error.to_string();
        assert!(
            text.starts_with(&format!("instruction set `{absent}` is not there; this machine and build has"))
        );
        assert!(catch_unwind(|| Options::new().max_simd(absent)).is_err());
        assert_eq!(ufunc::max_simd(), Level::best());
    }
    assert!(ufunc::config::describe(true).unwrap().contains("UFUNC_NUM_THREADS = '3'"));
}
