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

    /// All operands that do not panic, gang by gang with all lanes on; then some that do, one lane at a time.
    pub(super) fn check_rows(&self, g: G, rows: &[Row<G, A, B, C>]) {
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for &row in rows {
            match (self.scalar)(row.0, row.1, row.2) {
                Ok(_) => good.push(row),
                Err(message) => bad.push((row, message)),
            }
        }
        assert!(!good.is_empty(), "{}: all operands panic", self.name);
        while good.len() % G::LANES != 0 {
            good.push(good[0]);
        }
        for rows in good.chunks(G::LANES) {
            let results = catch_unwind(AssertUnwindSafe(|| self.run(g, rows, g.all())));
            self.compare(
                g,
                rows,
                &results.unwrap_or_else(|_| panic!("{}: fault for {rows:?}", self.name)),
                None,
            );
        }
        let mut random = Random(7);
        for (row, message) in bad.iter().take(40).chain(bad.iter().rev().take(40)) {
            self.check_fault(g, &good, *row, message, &mut random);
        }
    }

    /// A row that fails, in one lane: of no matter while the lane is off, a fault while it is on.
    fn check_fault(
        &self,
        g: G,
        good: &[Row<G, A, B, C>],
        bad: Row<G, A, B, C>,
        message: &str,
        random: &mut Random,
    ) {
        let start = (random.next() % (good.len() - G::LANES + 1) as u64) as usize;
        let mut rows = good[start..start + G::LANES].to_vec();
        let lane = (random.next() % G::LANES as u64) as usize;
        rows[lane] = bad;
        let mut others = g.all();
        others.set_lane(lane, false);
        let results = self.run(g, &rows, others);
        self.compare(g, &rows, &results, Some(lane));
        let mut only = g.none();
        only.set_lane(lane, true);
        for m in [g.all(), only] {
            let payload = catch_unwind(AssertUnwindSafe(|| self.run(g, &rows, m)))
                .expect_err(&format!("{}: no fault for {bad:?} in lane {lane}", self.name));
            let fault = payload.downcast::<Fault>().expect("a fault, not another panic");
            assert_eq!(fault.message, message, "{} of {bad:?}", self.name);
        }
    }

    fn run(&self, g: G, rows: &[Row<G, A, B, C>], m: G::Mask) -> Vec<R::Elem> {
        let (mut a, mut b, mut c) = (Vec::new(), Vec::new(), Vec::new());
        for &(x, y, z) in rows {
            a.push(x);
            b.push(y);
            c.push(z);
        }
        let results = (self.lanes)(A::load(g, &a), B::load(g, &b), C::load(g, &c), m);
        let mut out = vec![R::Elem::default(); G::LANES];
        results.store(&mut out);
        out
    }

    fn compare(&self, _: G, rows: &[Row<G, A, B, C>], results: &[R::Elem], without: Option<usize>) {
        for (lane, (&row, &result)) in rows.iter().zip(results).enumerate() {
            if without == Some(lane) {
                continue;
            }
            let expected = (self.scalar)(row.0, row.1, row.2).expect("operands that do not panic");
            assert!(
                result.same(expected),
                "{} of {} in {}: {row:?} gives {result:?}, not {expected:?} (lane {lane})",
                self.name,
                A::Elem::NAME,
                std::any::type_name::<G>(),
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
