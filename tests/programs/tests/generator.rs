//! The generator, its checker and its shrinker.

use ufunc_programs::{BinOp, Expr, Features, LoopKind, Program, Rng, Ty, Value, interesting_input, shrink};

/// Every program passes the checker, which `random` asserts, and is the same again.
#[test]
fn programs_are_well_typed_and_repeat() {
    for seed in 0..3000 {
        let program = Program::random(seed, &Features::ALL);
        assert_eq!(program, Program::random(seed, &Features::ALL), "seed {seed}");
        assert!((1..=3).contains(&program.params().len()));
        assert!((1..=2).contains(&program.results().len()));
    }
}

#[test]
fn features_switch_off() {
    let plain = Features {
        floats: false,
        mixed_widths: false,
        traps: false,
        loops: false,
        labels: false,
        labelled_blocks: false,
        early_return: false,
        matches: false,
        tables: false,
        methods: false,
        tuples: false,
        shadowing: false,
        bare_literals: false,
        statements: 8,
    };
    for seed in 0..1000 {
        let program = Program::random(seed, &plain);
        let source = program.to_source("f");
        for word in ["f32", "f64", "while", "loop", "for ", "'l", "return", "match", "T0", "t0[", "wrapping"]
        {
            assert!(!source.contains(word), "`{word}` in seed {seed}:\n{source}");
        }
        assert_eq!(program.results().len(), 1);
        let mut widths: Vec<u32> = program.params().iter().map(|ty| ty.width()).filter(|&w| w > 1).collect();
        widths.dedup();
        assert!(widths.len() <= 1, "{source}");
    }
}

/// What the language has to offer turns up in a few hundred programs.
#[test]
fn programs_use_the_whole_language() {
    let sources: String = (0..400)
        .map(|seed| Program::random(seed, &Features::ALL).to_source("f"))
        .collect::<Vec<_>>()
        .join("\n");
    for part in [
        "else if",
        "match ",
        "while ",
        "= loop {",
        "for ",
        "'l0: ",
        "break 'l",
        "continue",
        "continue 'l",
        "return",
        "let (",
        "&&",
        "||",
        "..=",
        " | ",
        " if (",
        "_ =>",
        "as usize]",
        "wrapping_mul",
        "saturating_add",
        "count_ones",
        "mul_add",
        "clamp",
        "from_bits",
        "to_bits",
        "f32",
        "f64",
        "i32",
        "i64",
        "u32",
        "u64",
        "bool",
        "<<=",
        ">>=",
        "+=",
        "const T",
        "let t0",
        "as usize %",
        "rem_euclid",
        "true =>",
    ] {
        assert!(sources.contains(part), "no `{part}`");
    }
}

/// The shrinker keeps what makes a program fail and takes the rest away.
#[test]
fn shrinking_finds_the_cause() {
    let has_xor_in_loop = |program: &Program| {
        let mut found = false;
        program.each_expr(&mut |expr| {
            if let Expr::Loop(node) = expr
                && let LoopKind::For(_) = node.kind
            {
                node.body.each_expr(&mut |inner| found |= matches!(inner, Expr::Binary(BinOp::BitXor, ..)));
            }
        });
        found
    };
    let failing: Vec<Program> =
        (0..2000).map(|seed| Program::random(seed, &Features::ALL)).filter(has_xor_in_loop).take(5).collect();
    assert_eq!(failing.len(), 5);
    for program in failing {
        let small = shrink(program.clone(), has_xor_in_loop);
        assert!(has_xor_in_loop(&small));
        assert_eq!(small.check(), Ok(()));
        let lines = small.to_source("small").lines().count();
        assert!(lines <= 12, "{lines} lines are left:\n{}", small.to_source("small"));
    }
}

#[test]
fn smaller_programs_are_smaller_and_well_typed() {
    for seed in 0..20 {
        let program = Program::random(seed, &Features { statements: 4, ..Features::ALL });
        for smaller in program.smaller() {
            assert!(smaller.size() < program.size());
            assert_eq!(smaller.check(), Ok(()));
        }
    }
}

#[test]
fn inputs_hold_everyday_and_special_values() {
    let mut rng = Rng::new(1);
    for ty in Ty::ALL {
        let values: Vec<Value> = (0..2000).map(|_| interesting_input(ty, &mut rng)).collect();
        assert!(values.iter().all(|value| value.ty() == ty));
        let zeros = values.iter().filter(|value| value.bits() == 0).count();
        assert!(zeros > 10, "{ty}: {zeros} zeros");
    }
}
