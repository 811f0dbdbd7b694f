//! Runs an operation on gangs and compares each lane with the scalar operation.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::super::fault::Fault;
use super::super::{Element, Gang, Lanes};
use super::values::{Random, Value, operands};

/// What the scalar operation gives, or the message that it panics with.
pub(super) type Expected<T> = Result<T, Cow<'static, str>>;

/// An operation of up to three operands, on a gang and as scalar.
pub(super) struct Operation<'a, G: Gang, A: Lanes<G>, B: Lanes<G>, C: Lanes<G>, R: Lanes<G>> {
    pub(super) name: String,
    /// How many of the operands count.
    pub(super) arity: usize,
    pub(super) lanes: &'a dyn Fn(A, B, C, G::Mask) -> R,
    pub(super) scalar: &'a dyn Fn(A::Elem, B::Elem, C::Elem) -> Expected<R::Elem>,
}

type Row<G, A, B, C> = (<A as Lanes<G>>::Elem, <B as Lanes<G>>::Elem, <C as Lanes<G>>::Elem);

impl<G: Gang, A: Lanes<G>, B: Lanes<G>, C: Lanes<G>, R: Lanes<G>> Operation<'_, G, A, B, C, R>
where
    A::Elem: Value,
    B::Elem: Value,
    C::Elem: Value,
    R::Elem: Value,
{
    /// Edge values and random ones.
    pub(super) fn check(&self, g: G) {
        self.check_rows(g, &operands::<A::Elem, B::Elem, C::Elem>(self.arity));
    }

    /// These operands.
    pub(super) fn check_rows(&self, g: G, rows: &[Row<G, A, B, C>]) {
        let check = Check {
            name: &self.name,
            operand: A::Elem::NAME,
            gang: std::any::type_name::<G>(),
            width: G::LANES,
            lanes: &|a, b, c, m, out| {
                let m = G::Mask::load(g, m);
                (self.lanes)(A::load(g, a), B::load(g, b), C::load(g, c), m).store(out);
            },
            scalar: self.scalar,
        };
        check.rows(rows);
    }
}

/// An operation on one gang's operands, in the order of its lanes, under a mask.
type OnGang<'a, A, B, C, R> = &'a dyn Fn(&[A], &[B], &[C], &[bool], &mut [R]);

/// An [`Operation`] on a gang of some width. Not knowing the gang's type, this is compiled once for all of them.
struct Check<'a, A, B, C, R> {
    name: &'a str,
    operand: &'static str,
    gang: &'static str,
    width: usize,
    lanes: OnGang<'a, A, B, C, R>,
    scalar: &'a dyn Fn(A, B, C) -> Expected<R>,
}

impl<A: Value, B: Value, C: Value, R: Value + Default> Check<'_, A, B, C, R> {
    /// All operands that do not panic, gang by gang with all lanes on; then some that do, one lane at a time.
    fn rows(&self, rows: &[(A, B, C)]) {
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for &row in rows {
            match (self.scalar)(row.0, row.1, row.2) {
                Ok(_) => good.push(row),
                Err(message) => bad.push((row, message)),
            }
        }
        assert!(!good.is_empty(), "{}: all operands panic", self.name);
        while good.len() % self.width != 0 {
            good.push(good[0]);
        }
        let all = vec![true; self.width];
        for rows in good.chunks(self.width) {
            let results = catch_unwind(AssertUnwindSafe(|| self.run(rows, &all)));
            self.compare(
                rows,
                &results.unwrap_or_else(|_| panic!("{}: fault for {rows:?}", self.name)),
                None,
            );
        }
        let mut random = Random(7);
        for (row, message) in bad.iter().take(40).chain(bad.iter().rev().take(40)) {
            self.fault(&good, *row, message, &mut random);
        }
    }

    /// A row that fails, in one lane: of no matter while the lane is off, a fault while it is on.
    fn fault(&self, good: &[(A, B, C)], bad: (A, B, C), message: &str, random: &mut Random) {
        let start = (random.next() % (good.len() - self.width + 1) as u64) as usize;
        let mut rows = good[start..start + self.width].to_vec();
        let lane = (random.next() % self.width as u64) as usize;
        rows[lane] = bad;
        let all = vec![true; self.width];
        let only: Vec<bool> = (0..self.width).map(|other| other == lane).collect();
        let others: Vec<bool> = only.iter().map(|is_on| !is_on).collect();
        let results = self.run(&rows, &others);
        self.compare(&rows, &results, Some(lane));
        for m in [all, only] {
            let payload = catch_unwind(AssertUnwindSafe(|| self.run(&rows, &m)))
                .expect_err(&format!("{}: no fault for {bad:?} in lane {lane}", self.name));
            let fault = payload.downcast::<Fault>().expect("a fault, not another panic");
            assert_eq!(fault.message, message, "{} of {bad:?}", self.name);
        }
    }

    fn run(&self, rows: &[(A, B, C)], m: &[bool]) -> Vec<R> {
        let (mut a, mut b, mut c) = (Vec::new(), Vec::new(), Vec::new());
        for &(x, y, z) in rows {
            a.push(x);
            b.push(y);
            c.push(z);
        }
        let mut out = vec![R::default(); self.width];
        (self.lanes)(&a, &b, &c, m, &mut out);
        out
    }

    fn compare(&self, rows: &[(A, B, C)], results: &[R], without: Option<usize>) {
        for (lane, (&row, &result)) in rows.iter().zip(results).enumerate() {
            if without == Some(lane) {
                continue;
            }
            let expected = (self.scalar)(row.0, row.1, row.2).expect("operands that do not panic");
            assert!(
                result.same(expected),
                "{} of {} in {}: {row:?} gives {result:?}, not {expected:?} (lane {lane})",
                self.name,
                self.operand,
                self.gang,
            );
        }
    }
}

/// Checks an operation of one operand: `unary!(g, name, lanes => lanes, |x, m| on lanes, |x| scalar)`.
macro_rules! unary {
    ($g:expr, $name:expr, $a:ty => $r:ty, |$x:ident, $m:pat_param| $lanes:expr, |$y:ident| $scalar:expr) => {
        $crate::simd::tests::check::Operation::<_, $a, $a, $a, $r> {
            name: $name.to_string(),
            arity: 1,
            lanes: &|$x, _, _, $m| $lanes,
            scalar: &|$y, _, _| $scalar,
        }
        .check($g)
    };
}

/// As `unary!`, of two operands.
macro_rules! binary {
    (
        $g:expr, $name:expr, $a:ty, $b:ty => $r:ty,
        |$x:ident, $y:ident, $m:pat_param| $lanes:expr, |$v:ident, $w:ident| $scalar:expr
    ) => {
        $crate::simd::tests::check::Operation::<_, $a, $b, $a, $r> {
            name: $name.to_string(),
            arity: 2,
            lanes: &|$x, $y, _, $m| $lanes,
            scalar: &|$v, $w, _| $scalar,
        }
        .check($g)
    };
}

/// As `unary!`, of three operands.
macro_rules! ternary {
    (
        $g:expr, $name:expr, $a:ty, $b:ty, $c:ty => $r:ty,
        |$x:ident, $y:ident, $z:ident, $m:pat_param| $lanes:expr, |$u:ident, $v:ident, $w:ident| $scalar:expr
    ) => {
        $crate::simd::tests::check::Operation::<_, $a, $b, $c, $r> {
            name: $name.to_string(),
            arity: 3,
            lanes: &|$x, $y, $z, $m| $lanes,
            scalar: &|$u, $v, $w| $scalar,
        }
        .check($g)
    };
}

pub(super) use {binary, ternary, unary};
