//! Broadcasting and strides, against ndarray's own.

mod support;

use ndarray::{ArrayD, ArrayViewD, Axis, IxDyn, Slice};
use proptest::prelude::*;
use support::{add, all_options, mixed, mixed_scalar};
use ufunc::Options;

/// An array somewhere in a larger one: stepped, reversed, with its axes in any order.
#[derive(Debug, Clone)]
struct Layout {
    /// How an axis is cut out of the larger array: step, and what lies before and behind.
    cuts: Vec<(isize, usize, usize)>,
    /// Which axis of the memory each axis is.
    permutation: Vec<usize>,
}

impl Layout {
    /// An array of that shape and layout, filled with `value` of the position.
    fn array<T: Clone>(&self, shape: &[usize], value: impl Fn(usize) -> T) -> Strided<T> {
        let cuts: Vec<_> = self.permutation.iter().map(|&axis| (shape[axis], self.cuts[axis])).collect();
        let outer: Vec<usize> = cuts
            .iter()
            .map(|&(len, (step, before, behind))| before + (len * step.unsigned_abs()).max(1) + behind)
            .collect();
        let mut position = 0;
        let memory = ArrayD::from_shape_simple_fn(IxDyn(&outer), || {
            position += 1;
            value(position)
        });
        let mut inverse = vec![0; shape.len()];
        for (memory_axis, &axis) in self.permutation.iter().enumerate() {
            inverse[axis] = memory_axis;
        }
        let slices = cuts.iter().map(|&(len, (step, before, _))| {
            let end = before + len * step.unsigned_abs();
            Slice::new(before.cast_signed(), Some(end.cast_signed()), step)
        });
        Strided { memory, slices: slices.collect(), inverse }
    }
}

struct Strided<T> {
    memory: ArrayD<T>,
    slices: Vec<Slice>,
    inverse: Vec<usize>,
}

impl<T> Strided<T> {
    fn view(&self) -> ArrayViewD<'_, T> {
        let view = self.memory.slice_each_axis(|axis| self.slices[axis.axis.index()]);
        view.permuted_axes(IxDyn(&self.inverse))
    }

    fn view_mut(&mut self) -> ndarray::ArrayViewMutD<'_, T> {
        let view = self.memory.slice_each_axis_mut(|axis| self.slices[axis.axis.index()]);
        view.permuted_axes(IxDyn(&self.inverse))
    }
}

fn layout(ndim: usize) -> impl Strategy<Value = Layout> {
    let step = prop_oneof![4 => Just(1_isize), 1 => Just(-1), 1 => Just(2), 1 => Just(-3)];
    let margin = prop_oneof![3 => Just(0_usize), 1 => 1_usize..3];
    let cuts = prop::collection::vec((step, margin.clone(), margin), ndim);
    let plain = (0..ndim).collect::<Vec<_>>();
    let reversed = (0..ndim).rev().collect::<Vec<_>>();
    let permutation = prop_oneof![Just(plain.clone()), Just(reversed), Just(plain).prop_shuffle()];
    (cuts, permutation).prop_map(|(cuts, permutation)| Layout { cuts, permutation })
}

fn length() -> impl Strategy<Value = usize> {
    prop_oneof![6 => 1_usize..6, 2 => 6_usize..40, 1 => Just(0)]
}

/// Operands that broadcast: the shape of the call, the shape and layout of each operand, the layout of the output.
type Operands = (Vec<usize>, Vec<(Vec<usize>, Layout)>, Layout);

/// Three operands that broadcast.
fn operands() -> impl Strategy<Value = Operands> {
    prop::collection::vec(length(), 0..=4).prop_flat_map(|shape| {
        let ndim = shape.len();
        let operand =
            (0..=ndim, prop::collection::vec(any::<bool>(), ndim)).prop_map(move |(dropped, ones)| {
                let kept = shape.iter().zip(ones).map(|(&len, one)| if one { 1 } else { len });
                kept.skip(dropped).collect::<Vec<_>>()
            });
        let operand = operand.prop_flat_map(|shape| {
            let ndim = shape.len();
            (Just(shape), layout(ndim))
        });
        prop::collection::vec(operand, 3).prop_flat_map(|operands| {
            let shape = common_shape(operands.iter().map(|(shape, _)| &shape[..]));
            let ndim = shape.len();
            (Just(shape), Just(operands), layout(ndim))
        })
    })
}

/// The rule as NumPy's manual states it.
fn common_shape<'a>(shapes: impl Iterator<Item = &'a [usize]>) -> Vec<usize> {
    let mut common: Vec<usize> = Vec::new();
    for shape in shapes {
        while common.len() < shape.len() {
            common.insert(0, 1);
        }
        let offset = common.len() - shape.len();
        for (axis, &len) in shape.iter().enumerate() {
            if common[offset + axis] == 1 {
                common[offset + axis] = len;
            } else {
                assert!(len == 1 || len == common[offset + axis]);
            }
        }
    }
    common
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn calls_agree_with_ndarray((shape, operands, out_layout) in operands(), options in 0_usize..1000) {
        let all = all_options();
        let options = all[options % all.len()];
        let x = operands[0].1.array(&operands[0].0, |i| i as f64 * 0.75);
        let y = operands[1].1.array(&operands[1].0, |i| i as i32 * 3 % 17);
        let z = operands[2].1.array(&operands[2].0, |i| i as f32 * 0.25);
        let (x, y, z) = (x.view(), y.view(), z.view());
        let (wide_x, wide_y) = (x.broadcast(IxDyn(&shape)).unwrap(), y.broadcast(IxDyn(&shape)).unwrap());
        let wide_z = z.broadcast(IxDyn(&shape)).unwrap();
        let numbers = ndarray::Zip::from(&wide_x).and(&wide_y).and(&wide_z).map_collect(|&x, &y, &z| mixed_scalar(x, y, z).0);
        let flags = ndarray::Zip::from(&wide_x).and(&wide_y).and(&wide_z).map_collect(|&x, &y, &z| mixed_scalar(x, y, z).1);

        let fresh = mixed::call_with(&options, x.view(), y.view(), z.view());
        prop_assert_eq!(&fresh.0, &numbers);
        prop_assert_eq!(&fresh.1, &flags);
        let owned = mixed::call_with(&options, &x.to_owned(), y.to_owned(), &z.to_shared());
        prop_assert_eq!(&owned, &fresh);
        // A view that is broadcast already, with strides of zero.
        let repeated = mixed::call_with(&options, &wide_x, &wide_y, z.view());
        prop_assert_eq!(&repeated, &fresh);

        let mut out = out_layout.array(&shape, |i| -(i as f64));
        let mut flag_out = ArrayD::from_elem(IxDyn(&shape), false);
        let outside = out.memory.sum() - out.view().sum();
        mixed::into_with(&options, x, y, z, (out.view_mut(), &mut flag_out)).unwrap();
        prop_assert_eq!(out.view(), numbers);
        prop_assert_eq!(flag_out, flags);
        // What lies around the output in memory stays as it was.
        prop_assert_eq!(out.memory.sum() - out.view().sum(), outside);
    }

    #[test]
    fn shapes_agree_with_ndarray(
        lhs in prop::collection::vec(0_usize..4, 0..=4),
        rhs in prop::collection::vec(0_usize..4, 0..=4),
    ) {
        let (x, y) = (ArrayD::<f64>::ones(&lhs[..]), ArrayD::<f64>::ones(&rhs[..]));
        let ours = add::try_call(&x, &y).map(|sum| sum.shape().to_vec());
        // ndarray panics where shapes do not broadcast.
        let theirs = std::panic::catch_unwind(|| (&x + &y).shape().to_vec());
        prop_assert_eq!(ours.ok(), theirs.ok());
    }
}

#[test]
fn large_operands_are_packed_in_blocks() {
    let grid = ndarray::Array2::from_shape_fn((301, 1009), |(i, j)| (i * 1009 + j) as f64);
    let column = grid.column(7).to_owned().insert_axis(Axis(1));
    let row = grid.row(3).to_owned();
    for threads in [1, 2, 5] {
        let options = Options::new().threads(threads).min_parallel_len(0);
        assert_eq!(add::call_with(&options, &grid, &column), &grid + &column);
        assert_eq!(add::call_with(&options, &row, &grid), &row + &grid);
        assert_eq!(add::call_with(&options, &column, &row), &column + &row);
        let mirrored = grid.slice(ndarray::s![..;-1, ..;-1]);
        assert_eq!(add::call_with(&options, mirrored, &grid), &mirrored + &grid);
        let other = ndarray::Array2::from_shape_fn((1009, 301), |(i, j)| (i + j) as f64);
        assert_eq!(add::call_with(&options, &grid, other.t()), &grid + &other.t());
        for width in 2..6 {
            let thin = ndarray::Array2::from_shape_fn((5003, width), |(i, j)| (i * width + j) as f64);
            let first = thin.slice(ndarray::s![.., 0..1]);
            assert_eq!(add::call_with(&options, &thin, &first), &thin + &first);
            assert_eq!(add::call_with(&options, thin.row(1), &thin), &thin.row(1) + &thin);
            let mut out = ndarray::Array2::zeros((width, 5003));
            add::into_with(&options, &thin, 1.0, out.view_mut().reversed_axes()).unwrap();
            assert_eq!(out.t(), &thin + 1.0);
        }
    }
}
