//! The proof that iterations do not race: each writes elements of its own, and reads of what is written only those.
//!
//! What is proved decides how arrays are cut for the threads, and nothing else: the run time hands each chunk its own
//! pieces, and rustc checks the rest. So a mistake here could make a program stop, but never race.

use std::collections::BTreeMap;

use super::clause::Op;
use super::cut::{Check, Cut};
use super::facts::{Access, Facts, Index, Kind};
use super::names::{Bounds, Names};
use super::poly::{Atom, Poly};
use crate::errors::Errors;

/// The loop that is to be parallel.
#[derive(Debug)]
pub(super) struct Question<'a> {
    /// Its counters, more than one where loops are collapsed.
    pub(super) counters: &'a [String],
    /// The step of the counter.
    pub(super) step: Poly,
    pub(super) reductions: &'a BTreeMap<String, Op>,
    pub(super) last_private: &'a [String],
    /// The variable of a scan, which the body may read.
    pub(super) scanned: Option<String>,
    pub(super) errors: &'a Errors,
}

/// Proves that the iterations are independent; the arrays that they write, and how each is cut.
pub(super) fn prove(question: &Question<'_>, facts: &Facts, names: &Names) -> BTreeMap<String, Cut> {
    question.refuse_exits(facts);
    question.refuse_assignments(facts);
    let mut cuts = BTreeMap::new();
    for (name, accesses) in &facts.arrays {
        if question.reductions.contains_key(name) {
            let first = &accesses[0];
            question.errors.at(
                first.span,
                format!("`{name}` is a reduction: its elements are only combined here, not read or set"),
                format!("write `{name}[{}] += …`, and read `{name}` after the loop", first.text),
            );
            continue;
        }
        if accesses.iter().all(|access| access.kind == Kind::Read) {
            continue;
        }
        for (whole, span, _) in &facts.whole {
            if whole == name {
                question.errors.at(
                    *span,
                    format!("all of `{name}` is used here, whose elements other iterations write"),
                    format!("use the elements of this iteration, `{name}[{}]`", accesses[0].text),
                );
            }
        }
        if let Some(cut) = question.cut(name, accesses, names) {
            cuts.insert(name.clone(), cut);
        }
    }
    cuts
}

impl Question<'_> {
    fn cut(&self, name: &str, accesses: &[Access], names: &Names) -> Option<Cut> {
        let mut entries = Vec::new();
        let mut axes = Vec::new();
        for access in accesses {
            match &access.index {
                Index::Flat(index) => {
                    entries.push(Entry { index: index.clone(), extent: Poly::constant(1), access });
                }
                Index::Range(lo, hi) => {
                    entries.push(Entry { index: lo.clone(), extent: hi.clone().sub(lo), access });
                }
                Index::Axes(indices) => axes.push((indices, access)),
                Index::All => {
                    self.errors.at(
                        access.span,
                        format!("every iteration takes all of `{name}`"),
                        "take the part that belongs to the iteration, with both ends",
                    );
                    return None;
                }
            }
        }
        match (axes.is_empty(), entries.is_empty()) {
            (true, _) if self.counters.len() > 1 => self.blocks(name, &entries, names),
            (true, _) => self.rows(name, &entries, names),
            (false, true) => self.planes(name, &axes),
            (false, false) => {
                self.errors.at(entries[0].access.span, format!("`{name}` is indexed in two ways"), "");
                None
            }
        }
    }

    /// Splits an index into the widths that its counters have and the rest.
    fn affine(&self, name: &str, entry: &Entry<'_>) -> Option<(Vec<Poly>, Poly)> {
        let refuse = |what: String, help: &str| {
            self.errors.at(entry.access.span, what, help);
            None
        };
        let text = &entry.access.text;
        let counter = &self.counters[0];
        if entry.index.atoms().into_iter().any(|atom| matches!(atom, Atom::Mixed(_))) {
            return refuse(
                format!("it cannot be seen that iterations use different elements `{name}[{text}]`"),
                &match entry.access.kind {
                    Kind::Update => format!(
                        "two iterations may have the same `{text}`: combine the elements of private copies, \
                         `reduction(+: {name}[..])`"
                    ),
                    Kind::Write => format!(
                        "two iterations may have the same `{text}`: let each iteration write `{name}[{counter}]` and read \
                         at an index that it computes"
                    ),
                    Kind::Read => format!(
                        "read from an array that the loop does not write, or only `{name}[{counter}]`"
                    ),
                },
            );
        }
        let (mut widths, mut rest) = (Vec::new(), entry.index.clone());
        for level in 0..self.counters.len() {
            let Some((width, others)) = rest.split(&Atom::Counter(level)) else {
                return refuse(
                    format!("the index `{text}` is not linear in `{counter}`"),
                    "the index of an element that is written is the counter times a width, and what is below that width",
                );
            };
            if !width.is_invariant() {
                return refuse(
                    format!("how far the elements of two iterations are apart differs: `{text}`"),
                    "the width of a row is one that no iteration changes: a number, or a variable from before the loop",
                );
            }
            if width.is_zero() {
                return self.refuse_same_place(name, entry, level);
            }
            if width.terms().all(|(_, coefficient)| coefficient < 0) {
                return refuse(
                    format!("the index `{text}` falls as `{}` rises", self.counters[level]),
                    "let the index that is written rise, and the one that is read fall",
                );
            }
            widths.push(width);
            rest = others;
        }
        Some((widths, rest))
    }

    fn rows(&self, name: &str, entries: &[Entry<'_>], names: &Names) -> Option<Cut> {
        let mut rests = Vec::new();
        let mut width: Option<Poly> = None;
        let own = entries.iter().find(|entry| entry.access.kind != Kind::Read)?;
        let mut complete = true;
        let others = entries.iter().filter(|entry| !std::ptr::eq(*entry, own));
        for entry in std::iter::once(own).chain(others) {
            let Some((widths, rest)) = self.affine(name, entry) else {
                complete = false;
                continue;
            };
            match &width {
                None => width = Some(widths[0].clone()),
                Some(width) if *width == widths[0] => {}
                Some(_) => {
                    return self.refuse_neighbour(name, entry, own);
                }
            }
            rests.push((entry, rest));
        }
        let stride = width.filter(|_| complete)?;
        if stride.times(&self.step).as_constant() == Some(1) {
            self.units(name, own, &rests)
        } else {
            self.offsets(name, own, &rests, stride, names)
        }
    }

    /// `out[i + k]`: every element that an iteration reads it also writes.
    fn units(&self, name: &str, own: &Entry<'_>, rests: &[(&Entry<'_>, Poly)]) -> Option<Cut> {
        let mut firsts: Vec<Poly> = Vec::new();
        for (entry, rest) in rests.iter().filter(|(entry, _)| entry.access.kind != Kind::Read) {
            if !rest.is_invariant() || entry.extent.as_constant() != Some(1) {
                let text = &entry.access.text;
                self.errors.at(
                    entry.access.span,
                    format!("the elements `{name}[{text}]` of neighbouring iterations overlap"),
                    self.help_for_overlap(name, entry),
                );
                return None;
            }
            match firsts.iter().find(|first| (*first).clone().sub(rest).as_constant().is_some()) {
                None => firsts.push(rest.clone()),
                Some(first) if first == rest => {}
                Some(_) => return self.refuse_neighbour(name, entry, own),
            }
        }
        for (entry, rest) in rests {
            if !firsts.contains(rest) {
                return self.refuse_neighbour(name, entry, own);
            }
        }
        if firsts.len() > 3 {
            self.errors.at(
                own.access.span,
                format!("more than three parts of `{name}` are written"),
                "split the loop",
            );
            return None;
        }
        let zero = Poly::default();
        let check = |(entry, rest): &(&Entry<'_>, Poly)| Check {
            base: rest.clone(),
            least: zero.clone(),
            most: zero.clone(),
            is_certain: entry.access.is_certain,
        };
        let checks = rests.iter().map(check).collect();
        Some(Cut::Rows { bases: firsts, stride: Poly::constant(1), width: Poly::constant(1), checks })
    }

    /// `out[i * w + j]`: what follows the row's begin is below its width.
    fn offsets(
        &self,
        name: &str,
        own: &Entry<'_>,
        rests: &[(&Entry<'_>, Poly)],
        stride: Poly,
        names: &Names,
    ) -> Option<Cut> {
        let width = stride.times(&self.step);
        let parts: Vec<(Poly, Poly)> =
            rests.iter().map(|(_, rest)| rest.partition(|factors| is_base(factors))).collect();
        // Where no row begins at zero, it begins where the first access does.
        let from_zero = parts.iter().any(|(base, _)| base.is_zero());
        let begin = if from_zero { Poly::default() } else { parts[0].0.clone() };
        let reaches = rests
            .iter()
            .map(|(entry, rest)| self.check(begin.clone(), &rest.clone().sub(&begin), entry, names));
        let begin = begin.clone().add(&Poly::constant(shift(reaches.collect(), &width)));
        let mut checks = Vec::new();
        for ((entry, rest), (base, _)) in rests.iter().zip(&parts) {
            if is_multiple(&base.clone().sub(&parts[0].0), &width) {
                return self.refuse_neighbour(name, entry, own);
            }
            let offset = rest.clone().sub(&begin);
            let Some(check) = self.check(begin.clone(), &offset, entry, names) else { continue };
            let fits = check.least.as_constant().is_none_or(|least| least >= 0)
                && check.most.clone().sub(&width).as_constant().is_none_or(|beyond| beyond < 0);
            if !fits {
                return self.refuse_row(name, entry, &check, &width);
            }
            checks.push(check);
        }
        Some(Cut::Rows { bases: vec![begin], stride, width, checks })
    }

    /// The least and greatest value of an offset, if the ends of all loops in it are known.
    fn check(&self, base: Poly, offset: &Poly, entry: &Entry<'_>, names: &Names) -> Option<Check> {
        let last = entry.extent.clone().sub(&Poly::constant(1));
        let (mut least, mut most) = (offset.clone(), offset.clone().add(&last));
        // The ends of a loop may depend on loops around it, whose counters have lower numbers.
        for (number, bounds) in names.bounds.iter().rev() {
            let atom = Atom::Inner(*number);
            if !least.atoms().contains(&atom) && !most.atoms().contains(&atom) {
                continue;
            }
            let Bounds { lo, hi, .. } = bounds.as_ref()?;
            let last = hi.clone().sub(&Poly::constant(1));
            least = substitute(&least, &atom, lo, &last);
            most = substitute(&most, &atom, &last, lo);
        }
        let known = |poly: &Poly| {
            poly.atoms().into_iter().all(|atom| matches!(atom, Atom::Invariant(_) | Atom::Counter(_)))
        };
        (known(&least) && known(&most)).then_some(Check {
            base,
            least,
            most,
            is_certain: entry.access.is_certain,
        })
    }

    /// Several counters: `out[i * n + j]`, `out[(i * n + j) * m + k]`.
    fn blocks(&self, name: &str, entries: &[Entry<'_>], names: &Names) -> Option<Cut> {
        let own = entries.iter().find(|entry| entry.access.kind != Kind::Read)?;
        let (strides, _) = self.affine(name, own)?;
        let width = strides.last()?.clone();
        let (mut first, mut checks) = (None, Vec::new());
        for entry in entries {
            let (others, rest) = self.affine(name, entry)?;
            let is_base = |factors: &Vec<Atom>| {
                !factors.is_empty() && factors.iter().all(|atom| matches!(atom, Atom::Invariant(_)))
            };
            let (base, offset) = if width.as_constant() == Some(1) {
                (rest, Poly::default())
            } else {
                rest.partition(|factors| is_base(factors))
            };
            if others != strides || first.as_ref().is_some_and(|first| *first != base) || !base.is_invariant()
            {
                return self.refuse_neighbour(name, entry, own);
            }
            checks.extend(self.check(base.clone(), &offset, entry, names));
            first = Some(base);
        }
        Some(Cut::Blocks { base: first?, strides, checks })
    }

    /// `a[[i, j]]`: the counter stands in one axis, the same everywhere.
    fn planes(&self, name: &str, entries: &[(&Vec<Poly>, &Access)]) -> Option<Cut> {
        let axes = entries[0].0.len();
        if axes > 3 || entries.iter().any(|(indices, _)| indices.len() != axes) {
            let span = entries[0].1.span;
            self.errors.at(span, format!("`{name}` is indexed by other than one to three axes"), "");
            return None;
        }
        if self.step.as_constant() != Some(1) {
            self.errors.at(
                entries[0].1.span,
                "an array of `ndarray` is written at every index of a range, not in steps",
                "loop over `0..n / 2` and write at `[[2 * i, j]]`… of a view by `slice_mut`",
            );
            return None;
        }
        let plane = |index: &Poly, level: usize| {
            let (width, first) = index.split(&Atom::Counter(level))?;
            (width.as_constant() == Some(1) && first.is_invariant()).then_some(first)
        };
        let find = |level: usize| {
            (0..axes).find_map(|axis| {
                let first = plane(&entries[0].0[axis], level)?;
                let same = |(indices, _): &(&Vec<Poly>, &Access)| {
                    plane(&indices[axis], level).as_ref() == Some(&first)
                };
                entries.iter().all(same).then_some((axis, first))
            })
        };
        if (1..self.counters.len()).all(|level| find(level).is_some())
            && let Some((axis, first)) = find(0)
        {
            return Some(Cut::Planes { axis, axes, base: first });
        }
        let (own, _) = entries
            .iter()
            .find(|(_, access)| access.kind != Kind::Read)
            .map(|(index, access)| (access, index))?;
        let counter = &self.counters[0];
        let follows = |indices: &Vec<Poly>| (0..axes).any(|axis| plane(&indices[axis], 0).is_some());
        let culprit = entries
            .iter()
            .find(|(indices, _)| !follows(indices))
            .or_else(|| entries.iter().find(|(_, access)| access.text != own.text));
        let (_, access) = culprit.unwrap_or(&entries[0]);
        let what = match access.kind {
            Kind::Read => {
                format!("`{name}[{}]` may belong to another iteration, which writes it", access.text)
            }
            _ => format!(
                "it cannot be seen that iterations write different elements `{name}[{}]`",
                access.text
            ),
        };
        self.errors.at(
            access.span,
            what,
            format!(
                "every access to `{name}` in the loop has `{counter}`, or `{counter} + k`, in the same axis"
            ),
        );
        None
    }
}

/// What all iterations and all loops inside have in common.
fn is_base(factors: &[Atom]) -> bool {
    !factors.is_empty() && factors.iter().all(|atom| matches!(atom, Atom::Invariant(_)))
}

/// Where rows of a known width begin that do not begin at a multiple of it: `out[2 * i - 1]` and `out[2 * i]` at -1.
fn shift(reaches: Option<Vec<Check>>, width: &Poly) -> i64 {
    let ends = |check: &Check| Some((check.least.as_constant()?, check.most.as_constant()?));
    let ends: Option<Vec<(i64, i64)>> = reaches.and_then(|reaches| reaches.iter().map(ends).collect());
    let (Some(ends), Some(width)) = (ends, width.as_constant()) else { return 0 };
    let least = ends.iter().map(|(least, _)| *least).min().unwrap_or(0);
    let most = ends.iter().map(|(_, most)| *most).max().unwrap_or(0);
    if (least < 0 || most >= width) && most - least < width { least } else { 0 }
}

/// An access with an index that is one number.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) index: Poly,
    /// How many elements are taken from there on.
    pub(super) extent: Poly,
    pub(super) access: &'a Access,
}

/// With `up` for the atom where it makes a term greater, and `down` where it makes one smaller.
fn substitute(poly: &Poly, atom: &Atom, up: &Poly, down: &Poly) -> Poly {
    let mut result = Poly::default();
    for (factors, coefficient) in poly.terms() {
        let (mut term, _) = poly.partition(|other| other == factors);
        term = term.substitute(atom, if coefficient > 0 { up } else { down });
        result = result.add(&term);
    }
    result
}

/// Whether one is an integer times the other.
fn is_multiple(poly: &Poly, of: &Poly) -> bool {
    let ratio = |(factors, value): (&Vec<Atom>, i64)| {
        let other = of.terms().find(|(others, _)| *others == factors).map(|(_, other)| other)?;
        (value % other == 0).then_some(value / other)
    };
    let ratios: Option<Vec<i64>> = poly.terms().map(ratio).collect();
    let same_terms = !poly.is_zero() && poly.terms().count() == of.terms().count();
    same_terms && ratios.is_some_and(|ratios| ratios.windows(2).all(|pair| pair[0] == pair[1]))
}
