//! Runs the lane IR on a gang, with the meaning that `emit` gives to it.
//!
//! A lane that is outside of a statement's mask gets [`Value::Undefined`] from it, and a lane that is inside and reads
//! such a value shows that a blend is missing or a mask wrong. Conditions of lanes outside are drawn at random.
//! Masks and locals end with their block, as those of the emitted code do.

use std::cell::RefCell;

use ufunc_programs::Rng;

use super::program::Program;
use super::scalar::checked_index;
use super::value::{Datum, Value};
use super::{Stop, broken};
use crate::ir::{Expr, Form, LocalId, TargetId};
use crate::lane::{ENTRY, LaneBlock, LaneKind, LaneStmt, MaskId, MaskValue};

/// The most lanes of a gang.
pub(crate) const MOST: usize = 8;

/// A value in every lane.
pub(crate) type Lanes = [Value; MOST];

/// Lanes that hold nothing.
pub(super) const UNDEFINED: Lanes = [Value::Undefined; MOST];

/// A gang as it starts.
pub(crate) struct Entry<'a> {
    /// How many lanes there are.
    pub(crate) lanes: usize,
    /// The lanes that run, as bits.
    pub(crate) mask: u64,
    /// The arguments of each lane; others hold nothing.
    pub(crate) args: &'a dyn Fn(usize) -> &'a [Datum],
    /// How many statements it may run.
    pub(crate) steps: u64,
    pub(crate) seed: u64,
}

/// Runs a kernel on a gang: the results of each lane, or why there are none.
pub(crate) fn run(program: &Program<'_>, entry: &Entry<'_>) -> Result<Vec<Lanes>, Stop> {
    let kernel = program.kernel;
    let mut gang = Gang {
        program,
        lanes: entry.lanes,
        masks: Vec::new(),
        locals: vec![None; kernel.locals.len()],
        kept: vec![UNDEFINED; kernel.results.len()],
        results: Vec::new(),
        made: Vec::new(),
        steps: entry.steps,
        rng: RefCell::new(Rng::new(entry.seed)),
    };
    gang.set_mask(ENTRY, Some(entry.mask));
    for (at, param) in kernel.params.iter().enumerate() {
        let first = entry.mask.trailing_zeros() as usize;
        let slot = match (&kernel.locals[param.0].form, program.facts.vary.local(*param)) {
            (Form::Uniform { .. }, _) | (_, false) => Slot::Uniform((entry.args)(first)[at].clone()),
            (Form::Scalar | Form::Array { .. } | Form::Shared { .. }, true) => {
                Slot::Lanes(gang.each(entry.mask, |lane| Ok((entry.args)(lane)[at].one()))?)
            }
        };
        gang.locals[param.0] = Some(slot);
    }
    if gang.block(&program.lanes.body)? != Flow::Return {
        return broken("the kernel ends without a return");
    }
    for (lane, results) in gang.on(entry.mask).map(|lane| (lane, &gang.results)) {
        if results.iter().any(|result| result[lane].is_undefined()) {
            return broken(format!("lane {lane} has no result"));
        }
    }
    Ok(gang.results)
}

/// A local: the same for all lanes, or not.
#[derive(Clone, Debug)]
pub(super) enum Slot {
    Uniform(Datum),
    Lanes(Lanes),
    /// An array whose elements are lanes.
    Array(Vec<Lanes>),
}

/// What a block has made, and takes away at its end.
#[derive(Clone, Copy, Debug)]
enum Made {
    Mask(MaskId),
    Local(LocalId),
}

/// Where control goes after a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    Next,
    Break(TargetId),
    Continue(TargetId),
    Return,
}

pub(super) struct Gang<'a> {
    pub(super) program: &'a Program<'a>,
    lanes: usize,
    masks: Vec<Option<u64>>,
    pub(super) locals: Vec<Option<Slot>>,
    kept: Vec<Lanes>,
    results: Vec<Lanes>,
    made: Vec<Made>,
    steps: u64,
    pub(super) rng: RefCell<Rng>,
}

impl Gang<'_> {
    /// The lanes of a mask.
    pub(super) fn on(&self, mask: u64) -> impl Iterator<Item = usize> + use<> {
        (0..self.lanes).filter(move |lane| mask >> lane & 1 == 1)
    }

    /// A value for each lane of a mask.
    pub(super) fn each(
        &self,
        mask: u64,
        mut value: impl FnMut(usize) -> Result<Value, Stop>,
    ) -> Result<Lanes, Stop> {
        let mut lanes = UNDEFINED;
        for lane in self.on(mask) {
            lanes[lane] = value(lane)?;
        }
        Ok(lanes)
    }

    pub(super) fn mask(&self, id: MaskId) -> Result<u64, Stop> {
        match self.masks.get(id.0) {
            Some(Some(mask)) => Ok(*mask),
            _ => broken(format!("mask {} is read where it is not in scope", id.0)),
        }
    }

    /// Changes a mask, or takes it out of scope.
    pub(super) fn set_mask(&mut self, id: MaskId, mask: Option<u64>) {
        if self.masks.len() <= id.0 {
            self.masks.resize(id.0 + 1, None);
        }
        self.masks[id.0] = mask;
    }

    pub(super) fn make_mask(&mut self, id: MaskId, mask: u64) {
        self.made.push(Made::Mask(id));
        self.set_mask(id, Some(mask));
    }

    pub(super) fn change_set(&mut self, id: MaskId, change: impl FnOnce(u64) -> u64) -> Result<(), Stop> {
        let mask = change(self.mask(id)?);
        self.set_mask(id, Some(mask));
        Ok(())
    }

    pub(super) fn local(&self, local: LocalId) -> Result<&Slot, Stop> {
        match &self.locals[local.0] {
            Some(slot) => Ok(slot),
            None => broken(format!("`{}` is used where it is not in scope", self.program.name(local))),
        }
    }

    fn make_local(&mut self, local: LocalId, slot: Slot) {
        self.made.push(Made::Local(local));
        self.locals[local.0] = Some(slot);
    }

    pub(super) fn step(&mut self) -> Result<(), Stop> {
        match self.steps.checked_sub(1) {
            Some(left) => {
                self.steps = left;
                Ok(())
            }
            None => Err(Stop::Steps),
        }
    }

    pub(super) fn block(&mut self, block: &LaneBlock) -> Result<Flow, Stop> {
        let outer = self.made.len();
        let mut flow = Flow::Next;
        for stmt in block {
            flow = self.stmt(stmt)?;
            if flow != Flow::Next {
                break;
            }
        }
        for made in self.made.drain(outer..) {
            match made {
                Made::Mask(mask) => self.masks[mask.0] = None,
                Made::Local(local) => self.locals[local.0] = None,
            }
        }
        Ok(flow)
    }

    fn stmt(&mut self, stmt: &LaneStmt) -> Result<Flow, Stop> {
        self.step()?;
        match &stmt.kind {
            LaneKind::Store { .. } => return broken("kernels have no arrays from outside".to_owned()),
            LaneKind::Declare { local, value, mask } => self.declare(*local, value.as_ref(), *mask)?,
            LaneKind::Assign { local, value, mask, blend } => {
                let mask = self.mask(*mask)?;
                let value = self.slot(*local, value, mask)?;
                let value = self.blended(*local, value, mask, *blend)?;
                self.local(*local)?;
                self.locals[local.0] = Some(value);
            }
            LaneKind::AssignElement { local, index, value, mask, blend } => {
                self.assign_element(*local, index, value, self.mask(*mask)?, *blend)?;
            }
            LaneKind::CallMany { .. } => panic!("the interpreter does not run calls of other kernels"),
            LaneKind::Eval { value, mask } => self.eval(value, self.mask(*mask)?)?,
            LaneKind::Mask { id, value } => {
                let mask = self.mask_value(value)?;
                self.make_mask(*id, mask);
            }
            LaneKind::Set { id, from } => {
                let from = self.mask(*from)?;
                self.make_mask(*id, from);
            }
            LaneKind::Reset { set, from } => {
                let from = self.mask(*from)?;
                self.change_set(*set, |_| from)?;
            }
            LaneKind::Remove { set, mask } => {
                let mask = self.mask(*mask)?;
                self.change_set(*set, |set| set & !mask)?;
            }
            LaneKind::IfAny { mask, body } => {
                if self.mask(*mask)? != 0 {
                    return self.block(body);
                }
            }
            LaneKind::If { cond, mask, then, otherwise } => {
                let taken = self.uniform(cond, self.mask(*mask)?)?.truth();
                return self.block(if taken { then } else { otherwise });
            }
            LaneKind::Loop { target, body } => loop {
                self.step()?;
                match self.block(body)? {
                    Flow::Next => {}
                    Flow::Continue(to) if to == *target => {}
                    Flow::Break(to) if to == *target => return Ok(Flow::Next),
                    other => return Ok(other),
                }
            },
            LaneKind::For { target, counter, range, mask, body } => {
                return self.uniform_for(*target, *counter, range, *mask, body);
            }
            LaneKind::VaryingFor { target, counter, range, mask, sets, head, body } => {
                return self.varying_for(*target, *counter, range, (*mask, *sets, *head), body);
            }
            LaneKind::Labelled { target, body } => {
                return Ok(match self.block(body)? {
                    Flow::Break(to) if to == *target => Flow::Next,
                    other => other,
                });
            }
            LaneKind::LeaveIfNone { set, target } => {
                if self.mask(*set)? == 0 {
                    return Ok(Flow::Break(*target));
                }
            }
            LaneKind::Break(target) => return Ok(Flow::Break(*target)),
            LaneKind::Continue(target) => return Ok(Flow::Continue(*target)),
            LaneKind::Return { values, mask } => {
                let mask = self.mask(*mask)?;
                self.results =
                    values.iter().map(|value| self.lanes(value, mask)).collect::<Result<_, _>>()?;
                return Ok(Flow::Return);
            }
            LaneKind::Keep { values, mask, blend } => {
                let mask = self.mask(*mask)?;
                for (at, value) in values.iter().enumerate() {
                    let value = self.lanes(value, mask)?;
                    let old = if *blend { self.kept[at] } else { UNDEFINED };
                    self.kept[at] = select(mask, &value, &old);
                }
            }
            LaneKind::ReturnKept => {
                self.results = self.kept.clone();
                return Ok(Flow::Return);
            }
            LaneKind::Trap { unless, message, mask } => {
                let mask = self.mask(*mask)?;
                let holds = match unless {
                    Some(cond) => self.bits(cond, mask)?,
                    None => 0,
                };
                if mask & !holds != 0 {
                    let text = super::program::message(message);
                    return Err(Stop::Trap(super::Trap(std::borrow::Cow::Owned(text))));
                }
            }
        }
        Ok(Flow::Next)
    }

    fn declare(&mut self, local: LocalId, value: Option<&Expr>, mask: MaskId) -> Result<(), Stop> {
        let slot = match (value, &self.program.kernel.locals[local.0].form) {
            (Some(value), _) => self.slot(local, value, self.mask(mask)?)?,
            (None, form) if !self.program.facts.vary.local(local) => Slot::Uniform(Datum::undefined(form)),
            (None, Form::Array { len }) => Slot::Array(vec![UNDEFINED; *len]),
            (None, Form::Scalar | Form::Uniform { .. } | Form::Shared { .. }) => Slot::Lanes(UNDEFINED),
        };
        self.make_local(local, slot);
        Ok(())
    }

    /// A value as its local wants it.
    fn slot(&self, local: LocalId, value: &Expr, mask: u64) -> Result<Slot, Stop> {
        if !self.program.facts.vary.local(local) {
            return Ok(Slot::Uniform(self.uniform_datum(value, mask)?.into_owned()));
        }
        match self.program.kernel.locals[local.0].form {
            Form::Array { .. } => self.array(value, mask, false).map(Slot::Array),
            Form::Scalar | Form::Uniform { .. } | Form::Shared { .. } => {
                self.lanes(value, mask).map(Slot::Lanes)
            }
        }
    }

    fn blended(&self, local: LocalId, value: Slot, mask: u64, blend: bool) -> Result<Slot, Stop> {
        match (value, self.local(local)?) {
            (Slot::Lanes(value), Slot::Lanes(old)) if blend => Ok(Slot::Lanes(select(mask, &value, old))),
            (Slot::Array(value), Slot::Array(old)) if blend && value.len() == old.len() => {
                Ok(Slot::Array(value.iter().zip(old).map(|(value, old)| select(mask, value, old)).collect()))
            }
            (value, _) => Ok(value),
        }
    }

    fn assign_element(
        &mut self,
        local: LocalId,
        index: &Expr,
        value: &Expr,
        mask: u64,
        blend: bool,
    ) -> Result<(), Stop> {
        if !self.program.facts.vary.local(local) {
            let value = self.uniform(value, mask)?;
            let index = self.uniform(index, mask)?;
            let Some(Slot::Uniform(Datum::Many(elements))) = &mut self.locals[local.0] else {
                return broken("an element of no array is assigned");
            };
            let at = checked_index(elements.len(), index)?;
            elements[at] = Datum::One(value);
            return Ok(());
        }
        let value = self.lanes(value, mask)?;
        let varies = self.program.varies(index);
        let index = match varies {
            true => self.lanes(index, mask)?,
            false => [self.uniform(index, mask)?; MOST],
        };
        let on: Vec<usize> = self.on(mask).collect();
        let Some(Slot::Array(elements)) = &mut self.locals[local.0] else {
            return broken("an element of no array is assigned");
        };
        if varies {
            for lane in on {
                let at = checked_index(elements.len(), index[lane])?;
                elements[at][lane] = value[lane];
            }
            return Ok(());
        }
        let at = checked_index(elements.len(), index[0])?;
        let old = if blend { elements[at] } else { UNDEFINED };
        elements[at] = select(mask, &value, &old);
        Ok(())
    }

    fn eval(&self, value: &Expr, mask: u64) -> Result<(), Stop> {
        if self.program.varies(value) {
            self.lanes(value, mask).map(|_| ())
        } else {
            self.uniform_datum(value, mask).map(|_| ())
        }
    }

    fn mask_value(&self, value: &MaskValue) -> Result<u64, Stop> {
        Ok(match value {
            MaskValue::Cond(cond, mask) => self.bits(cond, self.mask(*mask)?)?,
            MaskValue::Both(a, b) => self.mask(*a)? & self.mask(*b)?,
            MaskValue::Without(a, b) => self.mask(*a)? & !self.mask(*b)?,
            MaskValue::Copy(from) => self.mask(*from)?,
        })
    }

    /// A condition as a mask: bits outside of `mask` may be anything.
    fn bits(&self, cond: &Expr, mask: u64) -> Result<u64, Stop> {
        let values = self.lanes(cond, mask)?;
        let all = (1 << self.lanes) - 1;
        let dead = self.rng.borrow_mut().bits() & !mask & all;
        Ok(self.on(mask).filter(|lane| values[*lane].truth()).fold(dead, |bits, lane| bits | 1 << lane))
    }
}

/// `on` in the lanes of the mask, `off` elsewhere.
fn select(mask: u64, on: &Lanes, off: &Lanes) -> Lanes {
    std::array::from_fn(|lane| if mask >> lane & 1 == 1 { on[lane] } else { off[lane] })
}
