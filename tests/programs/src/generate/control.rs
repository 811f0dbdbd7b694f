//! Control flow: branches, loops, and ways out of them.

use super::{Generator, Target};
use crate::ast::{Arm, BinOp, Block, Bound, Expr, For, Fuel, Label, Loop, LoopKind, Pattern, Stmt};
use crate::types::Ty;

impl Generator {
    pub(super) fn if_stmt(&mut self, depth: u32) -> Stmt {
        Stmt::Expr(self.if_chain(depth, 2))
    }

    fn if_chain(&mut self, depth: u32, links: u32) -> Expr {
        let cond = self.condition(2);
        let then = self.stmts_block(depth + 1, 3);
        let other = match self.rng.below(10) {
            0..=3 => None,
            4..=6 if links > 0 => {
                Some(Block { stmts: vec![Stmt::Expr(self.if_chain(depth, links - 1))], tail: None })
            }
            _ => Some(self.stmts_block(depth + 1, 3)),
        };
        Expr::If(Box::new(cond), then, other)
    }

    pub(super) fn match_stmt(&mut self, depth: u32) -> Stmt {
        let scrutinee = self.scrutinee();
        let arms = self.arms(scrutinee.1, &mut |this| this.stmts_block(depth + 1, 2));
        Stmt::Expr(Expr::Match(Box::new(scrutinee.0), arms))
    }

    pub(super) fn block_stmt(&mut self, depth: u32) -> Stmt {
        if self.features.labelled_blocks && self.rng.chance(40) {
            let label = self.new_label();
            self.targets.push(Target { label: Some(label), is_loop: false, value: vec![] });
            let mut block = self.stmts_block(depth + 1, 3);
            let exit = self.exit_block(Stmt::Break(Some(label), None));
            let exit = Stmt::Expr(Expr::If(Box::new(self.condition(2)), exit, None));
            block.stmts.insert(0, exit);
            self.targets.pop();
            return Stmt::Expr(Expr::Block(Some(label), block));
        }
        Stmt::Expr(Expr::Block(None, self.stmts_block(depth + 1, 3)))
    }

    /// `if` or `match` or a block of these types: one value, or two.
    pub(super) fn choice(&mut self, types: &[Ty], depth: u32) -> Expr {
        match self.rng.below(10) {
            0..=1 if self.features.matches => {
                let (scrutinee, ty) = self.scrutinee();
                let arms = self.arms(ty, &mut |this| this.value_block(types, depth - 1));
                Expr::Match(Box::new(scrutinee), arms)
            }
            2 => Expr::Block(None, self.value_block(types, depth - 1)),
            3 if self.features.labelled_blocks => self.labelled_value(types, depth),
            _ => {
                let cond = self.condition(depth);
                let then = self.value_block(types, depth - 1);
                let other = self.value_block(types, depth - 1);
                Expr::If(Box::new(cond), then, Some(other))
            }
        }
    }

    fn labelled_value(&mut self, types: &[Ty], depth: u32) -> Expr {
        let label = self.new_label();
        self.targets.push(Target { label: Some(label), is_loop: false, value: types.to_vec() });
        let mut block = self.value_block(types, depth - 1);
        let value = self.values(types, 1);
        let exit = self.exit_block(Stmt::Break(Some(label), Some(value)));
        let exit = Stmt::Expr(Expr::If(Box::new(self.condition(1)), exit, None));
        block.stmts.insert(0, exit);
        self.targets.pop();
        Expr::Block(Some(label), block)
    }

    fn values(&mut self, types: &[Ty], depth: u32) -> Expr {
        match *types {
            [one] => self.expr(one, depth),
            _ => Expr::Tuple(types.iter().map(|&ty| self.expr(ty, depth)).collect()),
        }
    }

    fn value_block(&mut self, types: &[Ty], depth: u32) -> Block {
        let outer = self.scope.len();
        let mut stmts = Vec::new();
        if self.rng.chance(15) {
            stmts.push(self.assign());
        }
        let tail = self.values(types, depth);
        self.scope.truncate(outer);
        Block { stmts, tail: Some(Box::new(tail)) }
    }

    fn scrutinee(&mut self) -> (Expr, Ty) {
        if self.rng.chance(15) {
            return (self.condition(2), Ty::Bool);
        }
        let ty = self.int_type();
        let value = if self.rng.chance(70) { self.small(ty, 1) } else { self.expr(ty, 2) };
        (value, ty)
    }

    fn arms(&mut self, ty: Ty, body: &mut dyn FnMut(&mut Self) -> Block) -> Vec<Arm> {
        if ty == Ty::Bool {
            let last = if self.rng.chance(50) { Pattern::Any } else { Pattern::Is(0) };
            return [Pattern::Is(1), last]
                .map(|pattern| Arm { patterns: vec![pattern], guard: None, body: body(self) })
                .into();
        }
        let mut arms = Vec::new();
        for _ in 0..=self.rng.index(3) {
            let patterns = (0..=self.rng.index(2)).map(|_| self.pattern(ty)).collect();
            let guard = if self.rng.chance(20) { Some(self.condition(1)) } else { None };
            arms.push(Arm { patterns, guard, body: body(self) });
        }
        arms.push(Arm { patterns: vec![Pattern::Any], guard: None, body: body(self) });
        arms
    }

    fn pattern(&mut self, ty: Ty) -> Pattern {
        let lo = self.rng.between(if ty.is_signed() { -3 } else { 0 }, 7);
        match self.rng.below(8) {
            0..=3 => Pattern::Is(lo),
            4..=5 => Pattern::Closed(lo, lo + self.rng.between(0, 6)),
            6 => Pattern::From(lo),
            _ => Pattern::Below(lo.max(0) + 1),
        }
    }

    pub(super) fn loop_stmt(&mut self, depth: u32) -> Stmt {
        let outer = self.scope.len();
        let label = self.loop_label();
        let kind = match self.rng.below(5) {
            0..=1 => {
                let fuel = self.fuel();
                LoopKind::While(fuel, self.condition(2))
            }
            2 => LoopKind::Loop(self.fuel(), None),
            _ => LoopKind::For(self.for_head()),
        };
        let stmts = self.loop_body(label, vec![], depth);
        self.scope.truncate(outer);
        let body = Block { stmts, tail: None };
        Stmt::Expr(Expr::Loop(Box::new(Loop { label, kind, body })))
    }

    /// `loop { … break value; … }`
    pub(super) fn loop_value(&mut self, types: &[Ty]) -> Expr {
        let outer = self.scope.len();
        let label = self.loop_label();
        let fuel = self.fuel();
        let exhausted = self.values(types, 1);
        let mut stmts = self.loop_body(label, types.to_vec(), 2);
        let cond = self.condition(2);
        let value = self.values(types, 2);
        let exit = self.exit_block(Stmt::Break(None, Some(value)));
        stmts.push(Stmt::Expr(Expr::If(Box::new(cond), exit, None)));
        self.scope.truncate(outer);
        let body = Block { stmts, tail: None };
        Expr::Loop(Box::new(Loop { label, kind: LoopKind::Loop(fuel, Some(exhausted)), body }))
    }

    fn loop_label(&mut self) -> Option<Label> {
        (self.features.labels && self.rng.chance(40)).then(|| self.new_label())
    }

    fn loop_body(&mut self, label: Option<Label>, value: Vec<Ty>, depth: u32) -> Vec<Stmt> {
        self.targets.push(Target { label, is_loop: true, value });
        self.loop_depth += 1;
        let stmts = self.open_stmts(depth + 1, 4);
        self.loop_depth -= 1;
        self.targets.pop();
        stmts
    }

    fn fuel(&mut self) -> Fuel {
        let name = format!("fuel{}", self.fuels);
        self.fuels += 1;
        let ty = self.int_type();
        let var = self.declare_named(&name, ty, false);
        self.scope.push(var);
        let most = [12, 5, 3][self.loop_depth.min(2) as usize];
        Fuel { var, amount: 1 + u32::try_from(self.rng.below(most)).unwrap_or(0) }
    }

    fn for_head(&mut self) -> For {
        let ty = self.int_type();
        let most = if self.loop_depth == 0 { 9 } else { 4 };
        let lo = match self.rng.below(4) {
            0 => self.bound(ty, 3),
            1 => Bound::Lit(self.rng.between(if ty.is_signed() { -2 } else { 0 }, 3)),
            _ => Bound::Lit(0),
        };
        let hi = if self.rng.chance(45) {
            Bound::Lit(self.rng.between(0, most))
        } else {
            self.bound(ty, if self.loop_depth == 0 { 7 } else { 3 })
        };
        let var = self.declare(ty, false);
        self.scope.push(var);
        For { var, lo, hi, inclusive: self.rng.chance(25) }
    }

    fn bound(&mut self, ty: Ty, most: i64) -> Bound {
        let operand = Box::new(self.expr(ty, 1));
        if self.rng.chance(60) { Bound::Masked(operand, most) } else { Bound::Rem(operand, most) }
    }

    /// A block that leaves, sometimes after one last assignment.
    fn exit_block(&mut self, exit: Stmt) -> Block {
        let outer = self.scope.len();
        let mut stmts = Vec::new();
        if self.rng.chance(30) {
            stmts.push(self.assign());
        }
        self.scope.truncate(outer);
        stmts.push(exit);
        Block { stmts, tail: None }
    }

    /// `if c { break; }` or `if c { continue; }`, of one of the loops and blocks around.
    pub(super) fn leave_if(&mut self) -> Stmt {
        let cond = self.condition(2);
        let stmt = self.leave();
        let exit = self.exit_block(stmt);
        Stmt::Expr(Expr::If(Box::new(cond), exit, None))
    }

    fn leave(&mut self) -> Stmt {
        let nearest = self.targets.len() - 1;
        let at = self.rng.index(self.targets.len());
        let Target { label, is_loop, value } = self.targets[at].clone();
        let bare = at == nearest && is_loop;
        if !bare && label.is_none() {
            return self.leave_nearest_labelled();
        }
        let label = if bare && self.rng.chance(60) { None } else { label };
        if is_loop && self.rng.chance(40) {
            return Stmt::Continue(label);
        }
        let value = if value.is_empty() { None } else { Some(self.values(&value, 2)) };
        Stmt::Break(label, value)
    }

    /// The way out where the drawn target has no name: the innermost that can be left, or the function.
    fn leave_nearest_labelled(&mut self) -> Stmt {
        let found = self.targets.iter().rev().find(|target| target.label.is_some()).cloned();
        let nearest = self.targets.last().cloned();
        match (nearest, found) {
            (Some(Target { is_loop: true, .. }), _) => Stmt::Continue(None),
            (_, Some(target)) => {
                let value = if target.value.is_empty() { None } else { Some(self.values(&target.value, 1)) };
                Stmt::Break(target.label, value)
            }
            _ => unreachable!("a block that is a target has a label"),
        }
    }

    /// `if c { return …; }`
    pub(super) fn return_if(&mut self) -> Stmt {
        let mut cond = self.condition(2);
        if self.rng.chance(50) {
            let other = self.condition(1);
            cond = Expr::binary(BinOp::And, cond, other);
        }
        let results = self.results.clone();
        let value = self.values(&results, 2);
        let exit = self.exit_block(Stmt::Return(value));
        Stmt::Expr(Expr::If(Box::new(cond), exit, None))
    }
}
