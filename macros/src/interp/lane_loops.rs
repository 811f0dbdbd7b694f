//! Loops of the lane IR over ranges.

use super::lane::{Flow, Gang, Lanes, Slot};
use super::program::Counts;
use super::value::{Datum, Value};
use super::{Stop, broken, trap};
use crate::ir::{LocalId, Range, TargetId};
use crate::lane::{LaneBlock, MaskId, Sets};
use crate::ty::Scalar;

impl Gang<'_> {
    /// A real loop over plain integers.
    pub(super) fn uniform_for(
        &mut self,
        target: TargetId,
        counter: LocalId,
        range: &Range,
        mask: MaskId,
        body: &LaneBlock,
    ) -> Result<Flow, Stop> {
        let mask = self.mask(mask)?;
        let (lo, hi) = (self.uniform(&range.lo, mask)?, self.uniform(&range.hi, mask)?);
        let step = match &range.step {
            Some(step) => self.uniform(step, mask)?.int(),
            None => 1,
        };
        if step == 0 {
            return Ok(trap("assertion failed: step != 0")?);
        }
        let Some(ty) = lo.ty() else { return broken("a range starts nowhere") };
        for count in Counts::new(lo.int(), hi.int(), range, step) {
            self.step()?;
            let count = Value::of_int(ty, count);
            let slot = match self.program.facts.vary.local(counter) {
                true => Slot::Lanes(self.each(mask, |_| Ok(count))?),
                false => Slot::Uniform(Datum::One(count)),
            };
            self.locals[counter.0] = Some(slot);
            let flow = self.block(body)?;
            self.locals[counter.0] = None;
            match flow {
                Flow::Next => {}
                Flow::Continue(to) if to == target => {}
                Flow::Break(to) if to == target => return Ok(Flow::Next),
                other => return Ok(other),
            }
        }
        Ok(Flow::Next)
    }

    /// Counts in lanes until no lane is left.
    pub(super) fn varying_for(
        &mut self,
        target: TargetId,
        counter: LocalId,
        range: &Range,
        (mask, sets, head): (MaskId, Sets, MaskId),
        body: &LaneBlock,
    ) -> Result<Flow, Stop> {
        let mask = self.mask(mask)?;
        let (lo, hi) = (self.lanes(&range.lo, mask)?, self.lanes(&range.hi, mask)?);
        let (mut at, last) = if range.reversed { (hi, lo) } else { (lo, hi) };
        let step: i128 = if range.reversed { -1 } else { 1 };
        self.make_mask(sets.live, mask);
        if sets.turn != sets.live {
            self.make_mask(sets.turn, mask);
        }
        loop {
            self.step()?;
            let more = self.on(mask).filter(|&lane| {
                let (at, last) = (at[lane].int() * step, last[lane].int() * step);
                at < last || (range.inclusive && at == last)
            });
            let more: u64 = more.fold(0, |bits, lane| bits | 1 << lane);
            self.change_set(sets.live, |live| live & more)?;
            let live = self.mask(sets.live)?;
            if live == 0 {
                return Ok(Flow::Next);
            }
            if sets.turn != sets.live {
                self.change_set(sets.turn, |_| live)?;
            }
            let advance = |at: &mut Lanes, lanes: u64, on: &Self| {
                for lane in on.on(lanes) {
                    let ty = at[lane].ty().unwrap_or(Scalar::I32);
                    at[lane] = Value::of_int(ty, at[lane].int() + step);
                }
            };
            if range.reversed && !range.inclusive {
                advance(&mut at, mask, self);
            }
            let counts = self.each(live, |lane| Ok(at[lane]))?;
            if range.inclusive {
                let done = self.on(mask).filter(|&lane| at[lane] == last[lane]);
                let done: u64 = done.fold(0, |bits, lane| bits | 1 << lane);
                self.change_set(sets.live, |live| live & !done)?;
            }
            if !range.reversed || range.inclusive {
                advance(&mut at, mask, self);
            }
            self.set_mask(head, Some(live));
            self.locals[counter.0] = Some(Slot::Lanes(counts));
            let flow = self.block(body)?;
            self.set_mask(head, None);
            self.locals[counter.0] = None;
            match flow {
                Flow::Next => {}
                Flow::Continue(to) if to == target => {}
                Flow::Break(to) if to == target => return Ok(Flow::Next),
                other => return Ok(other),
            }
        }
    }
}
