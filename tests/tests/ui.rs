//! Refusals: what is outside the language is an error at its token that says what, why and what to do.

#[test]
fn refusals() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
