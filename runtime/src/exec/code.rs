//! The loop over gangs: the only code that is compiled for every kernel and every instruction set.

use std::cell::Cell;
use std::marker::PhantomData;

use fearless_simd::Simd;

use crate::array::Chunk;
use crate::elements::Elements;
use crate::kernel::{Kernel, Width};
use crate::report::Report;
use crate::simd::{Gang, Level, WithSimd, dispatch};

/// Kernels up to this cost have a loop over whole gangs of their own; dearer ones share it with runs of elements that
/// do not fill a gang, which halves their code and is not felt.
const CHEAP: u32 = 12;

/// A kernel, for code that is the same for all of them.
#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) report: &'static Report,
    /// Computes a chunk at a level, and keeps the number of the first element of the current gang.
    pub(crate) run: fn(Level, &mut Chunk<'_>, &Cell<usize>),
}

impl Code {
    pub(crate) const fn of<K: Kernel<T>, T: 'static>() -> &'static Self {
        const { &Code { report: &K::REPORT, run: run_chunk::<K, T> } }
    }
}

fn run_chunk<K: Kernel<T>, T: 'static>(level: Level, chunk: &mut Chunk<'_>, progress: &Cell<usize>) {
    let len = chunk.len();
    let args = K::Args::blocks(chunk);
    let rets = K::Ret::blocks_mut(chunk);
    GangLoop::<K, T>::new(args, rets, len, progress).run_on(level);
}

/// A kernel at work on so many elements.
pub(super) struct GangLoop<'a, 'r, 'p, K: Kernel<T>, T: 'static> {
    args: <K::Args as Elements>::Blocks<'a>,
    rets: <K::Ret as Elements>::BlocksMut<'r>,
    len: usize,
    progress: &'p Cell<usize>,
    element: PhantomData<T>,
}

impl<'a, 'r, 'p, K: Kernel<T>, T: 'static> GangLoop<'a, 'r, 'p, K, T> {
    #[inline(always)]
    pub(super) fn new(
        args: <K::Args as Elements>::Blocks<'a>,
        rets: <K::Ret as Elements>::BlocksMut<'r>,
        len: usize,
        progress: &'p Cell<usize>,
    ) -> Self {
        GangLoop { args, rets, len, progress, element: PhantomData }
    }

    /// Computes all elements. Not inlined: chunks and scalar calls share the code.
    #[inline(never)]
    pub(super) fn run_on(&mut self, level: Level) {
        dispatch(level, self);
    }
}

/// By reference: what is moved into code of another instruction set is copied by loads wider than the stores before
/// them, which waits for those.
impl<K: Kernel<T>, T: 'static> WithSimd for &mut GangLoop<'_, '_, '_, K, T> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        let g = K::Width::gang(s);
        let lanes = <K::Width as Width>::Gang::<S>::LANES;
        if const { K::REPORT.cost <= CHEAP } && self.len >= lanes {
            self.run_gangs(g, lanes);
        } else if self.len > 0 {
            self.run_gangs(g, lanes.min(self.len));
        }
    }
}

impl<K: Kernel<T>, T: 'static> GangLoop<'_, '_, '_, K, T> {
    /// Computes gangs of `len` elements, of which there are as many at least. The last gang goes back as far as it takes
    /// to be whole: elements that it computes again come out the same.
    #[inline(always)]
    fn run_gangs<G: Gang>(&mut self, g: G, len: usize) {
        let last = self.len - len;
        let mut at = 0;
        loop {
            self.run_gang(g, at, len);
            if at == last {
                return;
            }
            at = (at + len).min(last);
        }
    }

    #[inline(always)]
    fn run_gang<G: Gang>(&mut self, g: G, at: usize, len: usize) {
        self.progress.set(at);
        let args = K::Args::load(g, &self.args, at, len);
        K::Ret::store(K::lanes(g, g.all(), args), &mut self.rets, at, len);
    }
}
