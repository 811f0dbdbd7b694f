//! What people are told when a loop cannot be parallel.

use super::clause::Op;
use super::cut::Check;
use super::facts::{Facts, Kind, Whole};
use super::poly::{Atom, Poly};
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
                    match operation(operator) {
                        Some(op) => format!(
                            "combine the values of all iterations, `reduction({op}: {name})`, or declare `{name}` inside \
                             the loop"
                        ),
                        None => format!(
                            "declare `{name}` inside the loop; if its value in the last iteration is wanted afterwards, \
                             write `lastprivate({name})`"
                        ),
                    },
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

    /// Iterations that reach into each other's rows.
    pub(super) fn refuse_row<T>(
        &self,
        name: &str,
        entry: &Entry<'_>,
        check: &Check,
        width: &Poly,
    ) -> Option<T> {
        let text = &entry.access.text;
        let (least, most, width) = (check.least.as_constant(), check.most.as_constant(), width.as_constant());
        let what = match (least, most, width) {
            (Some(least), ..) if least < 0 => {
                format!("`{name}[{text}]` lies {} before the row of its iteration", least.unsigned_abs())
            }
            (_, Some(most), Some(width)) => {
                format!(
                    "`{name}[{text}]` reaches {most} behind the begin of its row, and rows are {width} apart"
                )
            }
            _ => format!("`{name}[{text}]` reaches beyond the row of its iteration"),
        };
        self.errors.at(
            entry.access.span,
            what,
            "another iteration writes there: an iteration reads and writes its own row only. Read others from an array \
             that the loop does not write, or run the loop serially, `#[omp(serial)]`",
        );
        None
    }

    /// The way out where `out[i + j]` is written.
    pub(super) fn help_for_overlap(&self, name: &str, entry: &Entry<'_>) -> String {
        let is_column = entry.index.terms().any(|(factors, _)| {
            factors.iter().any(|atom| matches!(atom, Atom::Inner(_))) && factors.len() > 1
        });
        match entry.access.kind {
            _ if is_column => {
                let counter = &self.counters[0];
                format!(
                    "an iteration of `{counter}` owns a column, whose elements are apart: make the loop over the rows the \
                     outer one, or use an `ndarray` array and `{name}[[i, {counter}]]`"
                )
            }
            Kind::Update => format!("combine the elements of private copies: `reduction(+: {name}[..])`"),
            _ => format!("rows have a width: `{name}[i * w + j]` with `j` below `w`"),
        }
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
fn operation(operator: &str) -> Option<&str> {
    match operator {
        "=" | "&mut" => None,
        "-=" => Some("+"),
        other => other.strip_suffix('='),
    }
}
