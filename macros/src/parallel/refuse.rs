//! What people are told when a loop cannot be parallel.

use super::clause::Op;
use super::facts::{Facts, Kind, Whole};
use super::poly::Atom;
use super::prove::{Entry, Question};

impl Question<'_> {
    pub(super) fn refuse_exits(&self, facts: &Facts) {
        for (span, how) in &facts.exits {
            let help = match *how {
                "?" => "keep the error in a reduction or in an array, and look at it after the loop",
                ".await" => "an iteration cannot wait",
                _ => {
                    "let iterations that have nothing to do `continue`; for an early end write a serial loop, \
                      `#[omp(serial)]`"
                }
            };
            self.errors.at(
                *span,
                format!("`{how}` leaves the parallel loop, while other iterations still run"),
                help,
            );
        }
    }

    pub(super) fn refuse_assignments(&self, facts: &Facts) {
        for (name, span, operator) in &facts.assigned {
            if self.last_private.contains(name) {
                continue;
            }
            match self.reductions.get(name) {
                Some(Op::User(_)) => {}
                Some(op) => self.errors.at(
                    *span,
                    format!("`{name}` is changed in a way that its reduction `{}` is not", op.symbol()),
                    format!(
                        "a reduction variable is only changed by its operation, such as {}",
                        example(op, name)
                    ),
                ),
                None if name == "self" => self.errors.at(
                    *span,
                    "a field of `self` is changed by all iterations",
                    "borrow the array before the loop: `let out = &mut self.out;`",
                ),
                None => self.errors.at(
                    *span,
                    format!("all iterations assign to `{name}`, which is declared outside of the loop"),
                    format!(
                        "declare `{name}` inside the loop; to combine the values of all iterations write \
                         `reduction({}: {name})`; for that of the last one, `lastprivate({name})`",
                        operation(operator),
                    ),
                ),
            }
        }
        for (name, span, how) in &facts.whole {
            match (self.reductions.get(name), how) {
                (Some(Op::User(_)), _) => {}
                (Some(_), Whole::Read) if self.scanned.as_ref() == Some(name) => {}
                (Some(op), Whole::Read) => self.errors.at(
                    *span,
                    format!("`{name}` is a reduction: while the loop runs it has no value that could be read"),
                    format!("only change it, such as {}, and read it after the loop", example(op, name)),
                ),
                (_, Whole::Borrowed) if !self.last_private.contains(name) => self.errors.at(
                    *span,
                    format!("all iterations borrow `{name}` mutably"),
                    format!("borrow the part of this iteration, such as `&mut {name}[i]`, or declare it inside the loop"),
                ),
                (_, Whole::Changed) if !self.last_private.contains(name) => self.errors.at(
                    *span,
                    format!("this changes `{name}`, which all iterations share"),
                    "declare it inside the loop, or give each iteration an element of its own: `out[i] = …`",
                ),
                _ => {}
            }
        }
        for (name, update) in &facts.updates {
            if let (false, Some(op)) = (update.fits, self.reductions.get(name)) {
                self.errors.at(
                    update.span,
                    format!("`{name}` is changed in a way that its reduction `{}` is not", op.symbol()),
                    format!(
                        "a reduction variable is only changed by its operation, such as {}",
                        example(op, name)
                    ),
                );
            }
        }
    }

    pub(super) fn refuse_same_place<T>(&self, name: &str, entry: &Entry<'_>, level: usize) -> Option<T> {
        let (text, counter) = (&entry.access.text, &self.counters[level]);
        let private =
            entry.index.atoms().into_iter().any(|atom| matches!(atom, Atom::Private(_) | Atom::Inner(_)));
        match entry.access.kind {
            Kind::Read => self.errors.at(
                entry.access.span,
                format!("`{name}[{text}]` is read while other iterations write `{name}`"),
                "read from a copy that was made before the loop",
            ),
            Kind::Update if private => self.errors.at(
                entry.access.span,
                format!("several iterations may change the same element `{name}[{text}]`"),
                format!("combine the elements of private copies: `reduction(+: {name}[..])`"),
            ),
            _ if private => self.errors.at(
                entry.access.span,
                format!("several iterations may write the same element `{name}[{text}]`: it does not depend on `{counter}`"),
                format!("write elements of the iteration's own, such as `{name}[{counter}]`"),
            ),
            Kind::Update => self.errors.at(
                entry.access.span,
                format!("all iterations change the same element `{name}[{text}]`"),
                format!("sum up in a variable of its own with `reduction(+: sum)`, or write `reduction(+: {name}[..])`"),
            ),
            Kind::Write => self.errors.at(
                entry.access.span,
                format!("all iterations write the same element `{name}[{text}]`: it does not depend on `{counter}`"),
                format!("write elements of the iteration's own, such as `{name}[{counter}]`"),
            ),
        }
        None
    }

    pub(super) fn refuse_neighbour<T>(&self, name: &str, entry: &Entry<'_>, own: &Entry<'_>) -> Option<T> {
        let (text, own) = (&entry.access.text, &own.access.text);
        match entry.access.kind {
            Kind::Read => self.errors.at(
                entry.access.span,
                format!("`{name}[{text}]` belongs to another iteration, which writes it"),
                format!(
                    "an iteration reads only what it writes itself, here `{name}[{own}]`; read the others from an array \
                     that the loop does not write, or run the loop serially, `#[omp(serial)]`"
                ),
            ),
            Kind::Write | Kind::Update => self.errors.at(
                entry.access.span,
                format!("`{name}[{text}]` is an element that another iteration writes as `{name}[{own}]`"),
                "give each iteration elements of its own",
            ),
        }
        None
    }
}

fn example(op: &Op, name: &str) -> String {
    match op {
        Op::Min | Op::Max => format!("`{name} = {name}.{}(x)`", op.symbol()),
        Op::And | Op::Or => format!("`{name} = {name} {} x`", op.symbol()),
        _ => format!("`{name} {}= x`", op.symbol()),
    }
}

/// The operation of a reduction that an assignment suggests.
fn operation(operator: &str) -> &str {
    match operator {
        "*=" => "*",
        "&=" => "&",
        "|=" => "|",
        "^=" => "^",
        _ => "+",
    }
}
