//! Loads, stores, single lanes, selections and gathers.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::super::fault::Fault;
use super::super::{Element, Gang, Lanes, Mask, UsizeLanes};
use super::values::{Random, Value};
use super::{GangTest, on_every_gang};

/// A test of one element type: `run::<T, G>`.
macro_rules! for_every_type {
    ($test:ident $run:ident) => {
        #[test]
        fn $test() {
            #[derive(Clone, Copy)]
            struct Test;

            impl GangTest for Test {
                fn run<G: Gang>(self, g: G) {
                    $run::<f32, G>(g);
                    $run::<f64, G>(g);
                    $run::<i32, G>(g);
                    $run::<i64, G>(g);
                    $run::<u32, G>(g);
                    $run::<u64, G>(g);
                    $run::<bool, G>(g);
                }
            }

            on_every_gang(Test);
        }
    };
}

for_every_type!(loads_and_stores_of_whole_gangs whole_gangs);
for_every_type!(loads_and_stores_at_a_tail tails);
for_every_type!(short_slices_are_refused short_slices);
for_every_type!(single_lanes lanes);
for_every_type!(selections_lane_by_lane selections);
for_every_type!(gathers_and_their_faults gathers);

fn random<T: Value>(random: &mut Random, len: usize) -> Vec<T> {
    (0..len).map(|_| T::of_bits(random.next())).collect()
}

#[track_caller]
fn assert_same<T: Value>(left: &[T], right: &[T]) {
    let same = left.len() == right.len() && left.iter().zip(right).all(|(x, y)| x.same(*y));
    assert!(same, "{left:?} is not {right:?}");
}

fn stored<G: Gang, L: Lanes<G, Elem: Value>>(lanes: L) -> Vec<L::Elem> {
    let mut to = vec![L::Elem::default(); G::LANES];
    lanes.store(&mut to);
    to
}

fn whole_gangs<T: Element + Value, G: Gang>(g: G) {
    let from = random::<T>(&mut Random(1), G::LANES + 3);
    let lanes = T::Lanes::<G>::load(g, &from);
    let before = random::<T>(&mut Random(2), G::LANES + 3);
    let mut to = before.clone();
    lanes.store(&mut to);
    assert_same(&to[..G::LANES], &from[..G::LANES]);
    assert_same(&to[G::LANES..], &before[G::LANES..]);
    assert_same(&stored(T::Lanes::<G>::splat(g, from[0])), &vec![from[0]; G::LANES]);
}

fn tails<T: Element + Value, G: Gang>(g: G) {
    for len in 1..=G::LANES {
        let from = random::<T>(&mut Random(len as u64), len);
        let lanes = T::Lanes::<G>::load_first(g, &from);
        let mut padded = from.clone();
        padded.resize(G::LANES, from[len - 1]);
        assert_same(&stored(lanes), &padded);
        let mut to = vec![T::default(); len];
        lanes.store_first(&mut to);
        assert_same(&to, &from);
    }
    T::Lanes::<G>::splat(g, T::default()).store_first(&mut []);
}

fn short_slices<T: Element + Value, G: Gang>(g: G) {
    let lanes = T::Lanes::<G>::splat(g, T::default());
    let mut short = vec![T::default(); G::LANES - 1];
    assert!(catch_unwind(AssertUnwindSafe(|| T::Lanes::<G>::load(g, &short))).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| lanes.store(&mut short))).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| T::Lanes::<G>::load_first(g, &[]))).is_err());
    let mut long = vec![T::default(); G::LANES + 1];
    assert!(catch_unwind(AssertUnwindSafe(|| T::Lanes::<G>::load_first(g, &long))).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| lanes.store_first(&mut long))).is_err());
}

fn lanes<T: Element + Value, G: Gang>(g: G) {
    let mut from = random::<T>(&mut Random(3), G::LANES);
    let others = random::<T>(&mut Random(4), G::LANES);
    let mut lanes = T::Lanes::<G>::load(g, &from);
    for lane in 0..G::LANES {
        assert_same(&[lanes.lane(lane)], &[from[lane]]);
        lanes.set_lane(lane, others[lane]);
        from[lane] = others[lane];
        assert_same(&stored(lanes), &from);
    }
    assert!(catch_unwind(AssertUnwindSafe(|| lanes.lane(G::LANES))).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| lanes.set_lane(G::LANES, T::default()))).is_err());
}

fn selections<T: Element + Value, G: Gang>(g: G) {
    let mut source = Random(5);
    for _ in 0..200 {
        let bits = random::<bool>(&mut source, G::LANES);
        let (on, off) = (random::<T>(&mut source, G::LANES), random::<T>(&mut source, G::LANES));
        let m = G::Mask::load(g, &bits);
        let selected = T::Lanes::<G>::select(m, T::Lanes::<G>::load(g, &on), T::Lanes::<G>::load(g, &off));
        let expected: Vec<T> = (0..G::LANES).map(|i| if bits[i] { on[i] } else { off[i] }).collect();
        assert_same(&stored(selected), &expected);
    }
}

fn gathers<T: Element + Value, G: Gang>(g: G) {
    let mut source = Random(6);
    for len in [1, 2, 3, 16, 1000] {
        let table = random::<T>(&mut source, len);
        for _ in 0..50 {
            let index: Vec<u64> = (0..G::LANES).map(|_| source.next() % len as u64).collect();
            let found = T::Lanes::<G>::gather(g, &table, indices(g, &index), g.all());
            let expected: Vec<T> = index.iter().map(|i| table[*i as usize]).collect();
            assert_same(&stored(found), &expected);
            let lane = source.next() as usize % G::LANES;
            gather_out_of_range::<T, G>(g, &table, &index, lane);
        }
    }
    let far = vec![u64::MAX; G::LANES];
    let _ = T::Lanes::<G>::gather(g, &[], indices(g, &far), g.none());
}

/// One index out of range: a fault with the first such index in an active lane, nothing in one that is off.
fn gather_out_of_range<T: Element + Value, G: Gang>(g: G, table: &[T], index: &[u64], lane: usize) {
    let len = table.len();
    for far in [len as u64, u64::from(u32::MAX) + 1, 1 << 63, u64::MAX] {
        let mut index = index.to_vec();
        index[lane] = far;
        let mut m = g.all();
        m.set_lane(lane, false);
        let found = stored(T::Lanes::<G>::gather(g, table, indices(g, &index), m));
        for i in (0..G::LANES).filter(|i| *i != lane) {
            assert_same(&[found[i]], &[table[index[i] as usize]]);
        }
        index[G::LANES - 1] = u64::MAX;
        index[lane] = far;
        let gather = || T::Lanes::<G>::gather(g, table, indices(g, &index), g.all());
        let fault = catch_unwind(AssertUnwindSafe(gather)).expect_err("a fault");
        let fault = fault.downcast::<Fault>().expect("a fault, not another panic");
        assert_eq!(fault.message, format!("index out of bounds: the len is {len} but the index is {far}"));
    }
}

#[cfg(target_pointer_width = "64")]
fn indices<G: Gang>(g: G, index: &[u64]) -> UsizeLanes<G> {
    UsizeLanes::<G>::load(g, index)
}

#[test]
fn masks() {
    #[derive(Clone, Copy)]
    struct Masks;

    impl GangTest for Masks {
        fn run<G: Gang>(self, g: G) {
            let mut source = Random(8);
            let full = u64::MAX >> (64 - G::LANES);
            assert_eq!((g.all().to_bits(), g.none().to_bits()), (full, 0));
            for round in 0..500 {
                let (x, y) = (source.next() & full, source.next() & full);
                let (x, y) = match round {
                    0..64 => ((1 << round) & full, y),
                    64..128 => (full & !(1 << (round - 64)), y),
                    _ => (x, y),
                };
                mask_operations(g, x, y);
            }
            mask_operations(g, 0, full);
            mask_operations(g, full, 0);
        }
    }

    on_every_gang(Masks);
}

fn mask_operations<G: Gang>(g: G, x: u64, y: u64) {
    let bools = |bits: u64| (0..G::LANES).map(|lane| (bits >> lane) & 1 != 0).collect::<Vec<bool>>();
    let full = u64::MAX >> (64 - G::LANES);
    let (a, b) = (G::Mask::load(g, &bools(x)), G::Mask::load(g, &bools(y)));
    assert_eq!(a.to_bits(), x);
    assert_eq!(stored(a), bools(x));
    assert_eq!(a.and(b).to_bits(), x & y);
    assert_eq!(a.or(b).to_bits(), x | y);
    assert_eq!(a.xor(b).to_bits(), x ^ y);
    assert_eq!(a.ne(b).to_bits(), x ^ y);
    assert_eq!(a.eq(b).to_bits(), !(x ^ y) & full);
    assert_eq!(a.not().to_bits(), !x & full);
    assert_eq!(a.and_not(b).to_bits(), x & !y);
    assert_eq!((a.any(), a.all()), (x != 0, x == full));
    assert_same(
        &stored(a.to_f32()),
        &bools(x).iter().map(|&b| if b { 1.0 } else { 0.0 }).collect::<Vec<_>>(),
    );
    assert_same(
        &stored(a.to_f64()),
        &bools(x).iter().map(|&b| if b { 1.0 } else { 0.0 }).collect::<Vec<_>>(),
    );
    assert_same(&stored(a.to_i32()), &bools(x).iter().map(|&b| b as i32).collect::<Vec<_>>());
    assert_same(&stored(a.to_i64()), &bools(x).iter().map(|&b| b as i64).collect::<Vec<_>>());
    assert_same(&stored(a.to_u32()), &bools(x).iter().map(|&b| b as u32).collect::<Vec<_>>());
    assert_same(&stored(a.to_u64()), &bools(x).iter().map(|&b| b as u64).collect::<Vec<_>>());
    assert_eq!(format!("{a:?}"), format!("Mask({x:0width$b})", width = G::LANES));
}
