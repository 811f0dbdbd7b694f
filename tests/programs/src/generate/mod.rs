//! Making a program from a seed.
//!
//! The programs are of the kind that masks get wrong: a few variables that live through the whole function are
//! assigned under nested control flow that differs between lanes, and every one of them counts in the result.

mod control;
mod expr;
mod int;
mod stmt;

use std::rc::Rc;

use crate::ast::{Block, Expr, Label, Program, Table, TablePlace, Var, VarInfo};
use crate::rng::Rng;
use crate::types::{Lit, Ty, Value};

/// What programs may contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Features {
    /// `f32` and `f64`.
    pub floats: bool,
    /// 32-bit and 64-bit types in one program.
    pub mixed_widths: bool,
    /// What can panic in some lanes: division, indices, shifts, `+ - *` that overflow.
    pub traps: bool,
    /// `while`, `loop`, `for`.
    pub loops: bool,
    /// Labels on loops.
    pub labels: bool,
    /// `'l: { … break 'l value; … }`
    pub labelled_blocks: bool,
    /// `return` before the end.
    pub early_return: bool,
    /// `match`.
    pub matches: bool,
    /// Constant tables and indexing.
    pub tables: bool,
    /// Methods of the number types.
    pub methods: bool,
    /// `let (x, y) = …` and two results.
    pub tuples: bool,
    /// A `let` that hides a variable of the same name.
    pub shadowing: bool,
    /// Literals without a suffix where Rust infers the type.
    pub bare_literals: bool,
    /// About how many statements.
    pub statements: u32,
}

impl Features {
    /// Everything, at the usual size.
    pub const ALL: Features = Features {
        floats: true,
        mixed_widths: true,
        traps: true,
        loops: true,
        labels: true,
        labelled_blocks: true,
        early_return: true,
        matches: true,
        tables: true,
        methods: true,
        tuples: true,
        shadowing: true,
        bare_literals: true,
        statements: 8,
    };
}

impl Program {
    /// The program of this seed.
    ///
    /// # Panics
    /// Never, unless the generator makes a program that its own checker refuses.
    #[must_use]
    pub fn random(seed: u64, features: &Features) -> Program {
        let mut rng = Rng::new(seed);
        let trap_percent = if features.traps { *rng.pick(&[0, 0, 0, 1, 3, 8]) } else { 0 };
        let mut generator = Generator {
            types: choose_types(&mut rng, features),
            statements: i64::from(features.statements) / 2 + rng.between(0, i64::from(features.statements)),
            rng,
            features: *features,
            trap_percent,
            vars: Vec::new(),
            counters: Vec::new(),
            scope: Vec::new(),
            tables: Vec::new(),
            targets: Vec::new(),
            results: Vec::new(),
            labels: 0,
            fuels: 0,
            loop_depth: 0,
        };
        let program = generator.program();
        let verdict = program.check();
        assert!(
            verdict.is_ok(),
            "the generator made a wrong program of seed {seed}: {verdict:?}\n{}",
            program.to_source("wrong")
        );
        program
    }
}

/// Types that the program computes with; `bool` is always there.
fn choose_types(rng: &mut Rng, features: &Features) -> Vec<Ty> {
    let narrow = rng.chance(40);
    let mixed = features.mixed_widths && rng.chance(50);
    let all = if features.floats { &Ty::ALL[..6] } else { &Ty::INTS[..] };
    let types: Vec<Ty> = all.iter().copied().filter(|ty| mixed || (ty.width() == 32) == narrow).collect();
    let kept: Vec<Ty> = types.iter().copied().filter(|_| rng.chance(60)).collect();
    if kept.is_empty() { types } else { kept }
}

/// What a `break` may leave.
#[derive(Clone)]
struct Target {
    label: Option<Label>,
    is_loop: bool,
    /// Types of the value that a `break` carries; empty for none.
    value: Vec<Ty>,
}

struct Generator {
    rng: Rng,
    features: Features,
    types: Vec<Ty>,
    /// Of a hundred operations that could panic, how many are left unguarded.
    trap_percent: u64,
    /// Statements still to be made.
    statements: i64,
    vars: Vec<VarInfo>,
    /// Variables that only small numbers are added to, so that `+=` does not overflow.
    counters: Vec<Var>,
    scope: Vec<Var>,
    tables: Vec<Table>,
    targets: Vec<Target>,
    results: Vec<Ty>,
    labels: usize,
    fuels: usize,
    loop_depth: u32,
}

/// Names of the users' kind, some of which generated code might want for itself.
const NAMES: [&str; 16] =
    ["x", "y", "z", "acc", "k", "n", "g", "m", "mask", "lanes", "args", "ret", "value", "live", "t", "q"];

impl Generator {
    fn program(&mut self) -> Program {
        let params: Vec<Var> = (0..=self.rng.index(3))
            .map(|at| {
                let ty = if self.rng.chance(8) { Ty::Bool } else { self.number_type() };
                self.declare_named(["a", "b", "c"][at], ty, false)
            })
            .collect();
        self.scope.extend(&params);
        let two = self.features.tuples && self.rng.chance(35);
        self.results = (0..=usize::from(two)).map(|_| self.result_type()).collect();
        if self.features.tables {
            for _ in 0..self.rng.index(3) {
                let table = self.table();
                self.tables.push(table);
            }
        }
        let body = self.function_body();
        Program {
            params,
            results: self.results.clone(),
            vars: Rc::new(std::mem::take(&mut self.vars)),
            tables: std::mem::take(&mut self.tables),
            body,
        }
    }

    fn function_body(&mut self) -> Block {
        let mut stmts = Vec::new();
        for _ in 0..2 + self.rng.index(3) {
            let ty = if self.rng.chance(10) { Ty::Bool } else { self.number_type() };
            stmts.push(self.let_mut(ty));
        }
        if self.rng.chance(50) {
            stmts.push(self.let_counter());
        }
        while self.statements > 0 {
            self.stmt_into(&mut stmts, 0);
        }
        let tail = self.summary();
        Block { stmts, tail: Some(Box::new(tail)) }
    }

    fn number_type(&mut self) -> Ty {
        *self.rng.pick(&self.types)
    }

    fn int_type(&mut self) -> Ty {
        let ints: Vec<Ty> = self.types.iter().copied().filter(|ty| ty.is_int()).collect();
        if ints.is_empty() {
            if self.types[0].width() == 32 { Ty::I32 } else { Ty::I64 }
        } else {
            *self.rng.pick(&ints)
        }
    }

    fn result_type(&mut self) -> Ty {
        if self.rng.chance(12) { Ty::Bool } else { self.number_type() }
    }

    fn declare(&mut self, ty: Ty, mutable: bool) -> Var {
        let hidden: Vec<Rc<str>> = self.scope.iter().map(|var| self.vars[var.0].name.clone()).collect();
        let mut name: Rc<str> = (*self.rng.pick(&NAMES)).into();
        if !(self.features.shadowing && self.rng.chance(15)) && hidden.contains(&name) {
            name = format!("{name}{}", self.vars.len()).into();
        }
        self.declare_named(&name, ty, mutable)
    }

    fn declare_named(&mut self, name: &str, ty: Ty, mutable: bool) -> Var {
        self.vars.push(VarInfo { name: name.into(), ty, mutable });
        Var(self.vars.len() - 1)
    }

    /// Variables that can be named here, the innermost first.
    fn visible(&self) -> Vec<Var> {
        let mut seen: Vec<&str> = Vec::new();
        let mut visible = Vec::new();
        for &var in self.scope.iter().rev() {
            let name = &*self.vars[var.0].name;
            if !seen.contains(&name) {
                seen.push(name);
                visible.push(var);
            }
        }
        visible
    }

    fn visible_of(&self, ty: Ty) -> Vec<Var> {
        self.visible().into_iter().filter(|var| self.vars[var.0].ty == ty).collect()
    }

    fn new_label(&mut self) -> Label {
        self.labels += 1;
        Label(self.labels - 1)
    }

    fn trap(&mut self) -> bool {
        self.rng.chance(self.trap_percent)
    }

    fn lit(&mut self, value: Value) -> Expr {
        let bare = self.features.bare_literals && self.rng.chance(60);
        Expr::Lit(Lit { value, bare })
    }

    fn int(&mut self, ty: Ty, n: i64) -> Expr {
        self.lit(Value::of_bits(ty, n.cast_unsigned()))
    }

    fn table(&mut self) -> Table {
        let ty = self.number_type();
        let len = 1 + self.rng.index(9);
        let values = (0..len).map(|_| self.constant(ty)).collect();
        let place = *self.rng.pick(&[TablePlace::Const, TablePlace::Local, TablePlace::Inline]);
        Table { ty, values, place }
    }

    /// A number that a person would write.
    fn constant(&mut self, ty: Ty) -> Value {
        const FLOATS: [f64; 16] =
            [0.0, 1.0, 2.0, 0.5, -1.0, 3.0, 10.0, 0.1, -0.25, 1.5, 100.0, -7.0, 1e-3, 1e6, 0.75, -0.0];
        const INTS: [i64; 14] = [0, 1, 2, 3, 5, 7, 8, 10, 16, 31, 100, 255, 1000, 65_535];
        match ty {
            Ty::Bool => Value::Bool(self.rng.chance(50)),
            Ty::F32 | Ty::F64 => match self.rng.below(40) {
                0 => Value::of_number(ty, f64::INFINITY),
                1 => Value::of_number(ty, f64::NAN),
                2 => Value::of_number(ty, f64::NEG_INFINITY),
                _ => Value::of_number(ty, *self.rng.pick(&FLOATS)),
            },
            Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64 => match self.rng.below(30) {
                0 => Value::of_bits(ty, u64::MAX >> 1 >> (64 - ty.width())),
                1 => Value::of_bits(ty, 1 << (ty.width() - 1)),
                2 => Value::of_bits(ty, self.rng.clone().bits()),
                3..=7 if ty.is_signed() => Value::of_bits(ty, (-self.rng.between(1, 9)).cast_unsigned()),
                _ => Value::of_bits(ty, self.rng.pick(&INTS).cast_unsigned()),
            },
        }
    }
}
