//! Tuples of operands.

use super::input::ErasedInput;
use super::kind::{JoinAll, Kind};
use super::operand::Operand;
use crate::kernel::Elements;
use crate::simd::Element;

mod sealed {
    pub trait Sealed<Args> {}
}

/// The operands of a call of a kernel that takes `Args`.
pub trait Operands<Args: Elements>: sealed::Sealed<Args> {
    /// What they make together.
    type Kind: Kind;
    /// One input each.
    type Inputs<'a>: AsRef<[ErasedInput<'a>]>
    where
        Self: 'a;

    /// Where their elements lie.
    fn inputs(&self) -> Self::Inputs<'_>;
    /// The values, if all operands are scalars.
    fn values(&self) -> Option<Args>;
}

macro_rules! operands_of_tuples {
    ($($len:literal: $($t:ident $a:ident $i:tt),+;)+) => {$(
        impl<$($t: Element, $a: Operand<$t>),+> sealed::Sealed<($($t,)+)> for ($($a,)+) {}

        impl<$($t: Element, $a: Operand<$t>),+> Operands<($($t,)+)> for ($($a,)+)
        where
            ($($a::Kind,)+): JoinAll,
        {
            type Kind = <($($a::Kind,)+) as JoinAll>::Joined;
            type Inputs<'a> = [ErasedInput<'a>; $len] where Self: 'a;

            #[inline(always)]
            fn inputs(&self) -> Self::Inputs<'_> {
                [$(self.$i.input().erase()),+]
            }

            #[inline(always)]
            fn values(&self) -> Option<($($t,)+)> {
                Some(($(self.$i.value()?,)+))
            }
        }
    )+};
}

operands_of_tuples! {
    1: A X 0;
    2: A X 0, B Y 1;
    3: A X 0, B Y 1, C Z 2;
    4: A X 0, B Y 1, C Z 2, D W 3;
    5: A X 0, B Y 1, C Z 2, D W 3, E V 4;
    6: A X 0, B Y 1, C Z 2, D W 3, E V 4, F U 5;
    7: A X 0, B Y 1, C Z 2, D W 3, E V 4, F U 5, G S 6;
    8: A X 0, B Y 1, C Z 2, D W 3, E V 4, F U 5, G S 6, H R 7;
}
