//! Removes masks that nothing reads.

use std::collections::BTreeSet;

use crate::lane::{LaneBlock, LaneKind, MaskId, MaskValue};

/// Removes `let`s of masks that no statement reads, until none is left.
pub(super) fn prune(block: &mut LaneBlock) {
    loop {
        let mut read = BTreeSet::new();
        note(block, &mut read);
        if !remove(block, &read) {
            return;
        }
    }
}

fn remove(block: &mut LaneBlock, read: &BTreeSet<MaskId>) -> bool {
    let before = block.len();
    block.retain(|stmt| match &stmt.kind {
        // A condition may trap, so it stays.
        LaneKind::Mask { id, value: MaskValue::Both(..) | MaskValue::Without(..) | MaskValue::Copy(_) } => {
            read.contains(id)
        }
        _ => true,
    });
    let mut removed = block.len() < before;
    for stmt in block {
        for inner in inner_mut(&mut stmt.kind) {
            removed |= remove(inner, read);
        }
    }
    removed
}

fn inner_mut(kind: &mut LaneKind) -> Vec<&mut LaneBlock> {
    match kind {
        LaneKind::If { then, otherwise, .. } => vec![then, otherwise],
        LaneKind::IfAny { body, .. }
        | LaneKind::Loop { body, .. }
        | LaneKind::For { body, .. }
        | LaneKind::VaryingFor { body, .. }
        | LaneKind::Labelled { body, .. } => vec![body],
        _ => Vec::new(),
    }
}

fn note(block: &LaneBlock, read: &mut BTreeSet<MaskId>) {
    for stmt in block {
        match &stmt.kind {
            LaneKind::Declare { mask, .. }
            | LaneKind::Assign { mask, .. }
            | LaneKind::AssignElement { mask, .. }
            | LaneKind::Store { mask, .. }
            | LaneKind::CallMany { mask, .. }
            | LaneKind::Eval { mask, .. }
            | LaneKind::Return { mask, .. }
            | LaneKind::Keep { mask, .. }
            | LaneKind::Trap { mask, .. } => {
                read.insert(*mask);
            }
            LaneKind::Mask { value, .. } => match value {
                MaskValue::Cond(_, mask) | MaskValue::Copy(mask) => {
                    read.insert(*mask);
                }
                MaskValue::Both(a, b) | MaskValue::Without(a, b) => read.extend([*a, *b]),
            },
            LaneKind::Set { from, .. } | LaneKind::Reset { from, .. } => {
                read.insert(*from);
            }
            LaneKind::Remove { set, mask } => read.extend([*set, *mask]),
            LaneKind::IfAny { mask, body } => {
                read.insert(*mask);
                note(body, read);
            }
            LaneKind::If { mask, then, otherwise, .. } => {
                read.insert(*mask);
                note(then, read);
                note(otherwise, read);
            }
            LaneKind::For { mask, body, .. } | LaneKind::VaryingFor { mask, body, .. } => {
                read.insert(*mask);
                note(body, read);
            }
            LaneKind::Loop { body, .. } | LaneKind::Labelled { body, .. } => note(body, read),
            LaneKind::LeaveIfNone { set, .. } => {
                read.insert(*set);
            }
            LaneKind::Break(_) | LaneKind::Continue(_) | LaneKind::ReturnKept => {}
        }
    }
}
