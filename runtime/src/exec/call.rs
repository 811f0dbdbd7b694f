//! The forms of a call.
#![allow(unsafe_code, reason = "a result's memory is filled before it is looked at")]

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::code::{Code, GangLoop};
use super::failure::{Place, raise};
use super::launch::{Stop, launch, launch_small};
use crate::array::{
    ErasedInput, ErasedTarget, Extent, Frame, Kind, Operands, OutputOperands, Shape, flat_extent,
};
use crate::config::Settings;
use crate::elements::Elements;
use crate::error::ShapeError;
use crate::kernel::Kernel;
use crate::options::Options;
use crate::report::Report;

/// What a call of a kernel that takes `Args` and gives `Ret` gives with operands `A`: for one result a value, a `Vec`
/// or an array, for several a tuple of them.
pub type Output<A, Args, Ret> = <Ret as Elements>::Outputs<<A as Operands<Args>>::Kind>;

/// Calls a kernel.
///
/// # Panics
/// If the shapes do not broadcast, or the kernel panics.
#[inline]
#[track_caller]
pub fn call<K: Kernel<T>, T: 'static, A: Operands<K::Args>>(args: A) -> Output<A, K::Args, K::Ret> {
    call_with::<K, T, A>(&Options::new(), args)
}

/// Calls a kernel with settings for this call.
///
/// # Panics
/// As [`call`].
#[inline]
#[track_caller]
pub fn call_with<K: Kernel<T>, T: 'static, A: Operands<K::Args>>(
    options: &Options,
    args: A,
) -> Output<A, K::Args, K::Ret> {
    match try_call_with::<K, T, A>(options, args) {
        Ok(output) => output,
        Err(error) => refuse(K::REPORT.name, &error),
    }
}

/// Calls a kernel, if the shapes of its operands broadcast.
///
/// # Errors
/// If they do not.
///
/// # Panics
/// If the kernel panics.
#[inline]
#[track_caller]
pub fn try_call<K: Kernel<T>, T: 'static, A: Operands<K::Args>>(
    args: A,
) -> Result<Output<A, K::Args, K::Ret>, ShapeError> {
    try_call_with::<K, T, A>(&Options::new(), args)
}

/// Calls a kernel with settings for this call, if the shapes of its operands broadcast.
///
/// # Errors
/// If they do not.
///
/// # Panics
/// If the kernel panics.
#[inline]
#[track_caller]
pub fn try_call_with<K: Kernel<T>, T: 'static, A: Operands<K::Args>>(
    options: &Options,
    args: A,
) -> Result<Output<A, K::Args, K::Ret>, ShapeError> {
    let settings = Settings::of(*options);
    if A::Kind::SCALAR
        && let Some(values) = args.values()
    {
        return Ok(call_scalar::<K, T>(settings, values).wrap::<A::Kind>());
    }
    let inputs = args.inputs();
    let inputs = inputs.as_ref();
    let code = Code::of::<K, T>();
    if let Some(extent) = flat_extent(inputs) {
        let mut room = K::Ret::reserve(extent.len());
        if run_small(code, extent, inputs, K::Ret::targets(&mut room).as_mut(), &settings) {
            // SAFETY: the launch came back, so every element of every result has been written.
            return Ok(unsafe { K::Ret::finish::<A::Kind>(room, &Shape::c_order(extent.shape())) });
        }
    }
    let frame = Frame::of(inputs)?;
    let mut room = K::Ret::reserve(frame.len);
    run(code, &frame, inputs, K::Ret::targets(&mut room).as_mut(), settings);
    // SAFETY: as above.
    Ok(unsafe { K::Ret::finish::<A::Kind>(room, &frame.shape) })
}

/// Calls a kernel that writes its results to `out`.
///
/// # Errors
/// If the shapes do not broadcast, or `out` has not their common shape, or its elements share memory. `out` is
/// untouched then.
///
/// # Panics
/// If the kernel panics.
#[inline]
#[track_caller]
pub fn into<K: Kernel<T>, T: 'static, A: Operands<K::Args>, O: OutputOperands<K::Ret>>(
    args: A,
    out: O,
) -> Result<(), ShapeError> {
    into_with::<K, T, A, O>(&Options::new(), args, out)
}

/// Calls a kernel that writes its results to `out`, with settings for this call.
///
/// # Errors
/// As [`into`].
///
/// # Panics
/// If the kernel panics.
#[inline]
#[track_caller]
pub fn into_with<K: Kernel<T>, T: 'static, A: Operands<K::Args>, O: OutputOperands<K::Ret>>(
    options: &Options,
    args: A,
    mut out: O,
) -> Result<(), ShapeError> {
    let inputs = args.inputs();
    let mut targets = out.targets();
    run_into(Code::of::<K, T>(), inputs.as_ref(), targets.as_mut(), Settings::of(*options))
}

/// What the compiler found out about a kernel.
#[must_use]
pub fn report<K: Kernel<T>, T: 'static>() -> &'static Report {
    Code::of::<K, T>().report
}

#[track_caller]
fn run_into(
    code: &Code,
    inputs: &[ErasedInput<'_>],
    targets: &mut [ErasedTarget<'_>],
    settings: Settings,
) -> Result<(), ShapeError> {
    if let Some(extent) = flat_extent(inputs)
        && run_small(code, extent, inputs, targets, &settings)
    {
        return Ok(());
    }
    let frame = Frame::of(inputs)?;
    for (result, target) in targets.iter().enumerate() {
        target.check(result, &frame.shape)?;
    }
    run(code, &frame, inputs, targets, settings);
    Ok(())
}

/// Runs a small call whose operands are all contiguous; `false` if it is not one.
#[inline]
#[track_caller]
fn run_small(
    code: &Code,
    extent: &Extent<'_>,
    inputs: &[ErasedInput<'_>],
    targets: &mut [ErasedTarget<'_>],
    settings: &Settings,
) -> bool {
    match launch_small(code, extent, inputs, targets, settings) {
        Some(Ok(())) => true,
        Some(Err(stop)) => raise_at(stop, extent.shape(), code),
        None => false,
    }
}

#[track_caller]
fn run(
    code: &Code,
    frame: &Frame,
    inputs: &[ErasedInput<'_>],
    targets: &mut [ErasedTarget<'_>],
    settings: Settings,
) {
    if let Err(stop) = launch(code, frame, inputs, targets, settings) {
        raise_at(stop, frame.shape.dims(), code);
    }
}

#[cold]
#[track_caller]
fn raise_at(stop: Stop, shape: &[usize], code: &Code) -> ! {
    let place = match shape {
        [] => Place::Scalar,
        shape => Place::Element { index: stop.index, shape },
    };
    raise(stop.payload, code.report.name, &place)
}

/// Computes one element, by the same code as arrays.
#[inline]
#[track_caller]
fn call_scalar<K: Kernel<T>, T: 'static>(settings: Settings, values: K::Args) -> K::Ret {
    let mut room = K::Ret::one_uninit();
    let attempt = catch_unwind(AssertUnwindSafe(|| {
        let rets = K::Ret::one_block(&mut room);
        GangLoop::<K, T>::new(values.splat_blocks(), rets, 1, &Cell::new(0)).run_on(settings.level);
    }));
    match attempt {
        // SAFETY: the kernel came back, so every result has been written.
        Ok(()) => unsafe { K::Ret::assume_one(room) },
        Err(payload) => raise(payload, K::REPORT.name, &Place::Scalar),
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn refuse(kernel: &str, error: &ShapeError) -> ! {
    panic!("ufunc `{kernel}`: {error}")
}
