//! The run time of parallel loops, called as generated code does.

mod region {
    mod arrays;
    mod collapsed;
    mod failures;
    mod planes;
    mod reductions;
    mod rows;
    mod scans;
    mod settings;
}
