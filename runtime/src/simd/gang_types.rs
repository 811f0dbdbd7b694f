//! All lane types of a gang, from the list of its registers.

/// Lanes of 32-bit elements are in the registers left of `=>`, those of 64-bit elements in the registers right of it.
macro_rules! gang_types {
    ($gang:ident [$($narrow:ident $n:literal => $lo:ident $l:literal $hi:ident $h:literal),+]) => {
        /// A native mask for each register of 32-bit elements.
        #[derive(Clone, Copy)]
        struct Masks32<S: Simd> {
            $($narrow: S::mask32s,)+
        }

        /// A native mask for each register of 64-bit elements.
        #[derive(Clone, Copy)]
        struct Masks64<S: Simd> {
            $($lo: S::mask64s, $hi: S::mask64s,)+
        }

        impl<S: Simd> Masks32<S> {
            #[inline(always)]
            fn widen(self) -> Masks64<S> {
                $(let ($lo, $hi) = self.$narrow.widen();)+
                Masks64 { $($lo, $hi),+ }
            }
        }

        impl<S: Simd> Masks64<S> {
            #[inline(always)]
            fn narrow(self) -> Masks32<S> {
                Masks32 { $($narrow: self.$lo.narrow(self.$hi)),+ }
            }
        }

        gang_types! { @types $gang [$($narrow $n => $lo $hi),+] [$($narrow $n),+] [$($lo $l, $hi $h),+] }
    };
    (@types $gang:ident $map:tt $narrow:tt $wide:tt) => {
        gang_types! { @float $gang F32 f32 f32s U32 Masks32 to_masks32 from_masks32 $narrow casts {
            narrow_casts! { $map to_f32 F32 f32_to_f32; to_i32 I32 f32_to_i32; to_u32 U32 f32_to_u32; }
            widening_casts! { $map to_f64 F64 f32_to_f64; to_i64 I64 f32_to_i64; to_u64 U64 f32_to_u64; }
        } }
        gang_types! { @float $gang F64 f64 f64s U64 Masks64 to_masks64 from_masks64 $wide casts {
            wide_casts! { $map to_f64 F64 f64_to_f64; to_i64 I64 f64_to_i64; to_u64 U64 f64_to_u64; }
            narrowing_casts! { $map to_f32 F32 f64_to_f32; to_i32 I32 f64_to_i32; to_u32 U32 f64_to_u32; }
        } }
        gang_types! { @int32 $gang I32 i32 i32s signed div_i32 $narrow casts {
            narrow_casts! { $map to_f32 F32 i32_to_f32; to_i32 I32 i32_to_i32; to_u32 U32 i32_to_u32; }
            widening_casts! { $map to_f64 F64 i32_to_f64; to_i64 I64 i32_to_i64; to_u64 U64 i32_to_u64; }
        } }
        gang_types! { @int32 $gang U32 u32 u32s unsigned div_u32 $narrow casts {
            narrow_casts! { $map to_f32 F32 u32_to_f32; to_i32 I32 u32_to_i32; to_u32 U32 u32_to_u32; }
            widening_casts! { $map to_f64 F64 u32_to_f64; to_i64 I64 u32_to_i64; to_u64 U64 u32_to_u64; }
        } }
        gang_types! { @int64 $gang I64 i64 i64s signed div_i64 $wide casts {
            wide_casts! { $map to_f64 F64 i64_to_f64; to_i64 I64 i64_to_i64; to_u64 U64 i64_to_u64; }
            narrowing_casts! { $map to_f32 F32 i64_to_f32; to_i32 I32 i64_to_i32; to_u32 U32 i64_to_u32; }
        } }
        gang_types! { @int64 $gang U64 u64 u64s unsigned div_u64 $wide casts {
            wide_casts! { $map to_f64 F64 u64_to_f64; to_i64 I64 u64_to_i64; to_u64 U64 u64_to_u64; }
            narrowing_casts! { $map to_f32 F32 u64_to_f32; to_i32 I32 u64_to_i32; to_u32 U32 u64_to_u32; }
        } }
    };
    (
        @float $gang:ident $name:ident $elem:ident $native:ident $bits:ident
        $masks:ident $to:ident $from:ident [$($r:ident $i:literal),+] casts $casts:tt
    ) => {
        lanes! { $name: $elem in $native, $gang, masks $masks $to $from, [$($r $i),+], casts $casts }
        float_lanes! { $name: $elem in $native, $gang, bits $bits, masks $masks $to $from, [$($r),+] }
    };
    (
        @int32 $gang:ident $name:ident $elem:ident $native:ident $sign:ident $divide:ident
        [$($r:ident $i:literal),+] casts $casts:tt
    ) => {
        lanes! {
            $name: $elem in $native, $gang, masks Masks32 to_masks32 from_masks32, [$($r $i),+], casts $casts
        }
        int_arithmetic! {
            $name: $elem in $native, $gang, sign $sign, divide $divide, mul_overflows mul_overflows_32,
            masks Masks32 to_masks32 from_masks32, [$($r),+]
        }
        int_lanes! {
            $name: $elem in $native, $gang, sign $sign, unsigned U32 u32s to_u32, swap_bytes swap_bytes_u32,
            reverse_bits reverse_bits_u32, masks Masks32 to_masks32 from_masks32, [$($r $i),+]
        }
    };
    (
        @int64 $gang:ident $name:ident $elem:ident $native:ident $sign:ident $divide:ident
        [$($r:ident $i:literal),+] casts $casts:tt
    ) => {
        lanes! {
            $name: $elem in $native, $gang, masks Masks64 to_masks64 from_masks64, [$($r $i),+], casts $casts
        }
        int_arithmetic! {
            $name: $elem in $native, $gang, sign $sign, divide $divide, mul_overflows mul_overflows_64,
            masks Masks64 to_masks64 from_masks64, [$($r),+]
        }
        int_lanes! {
            $name: $elem in $native, $gang, sign $sign, unsigned U64 u64s to_u64, swap_bytes swap_bytes_u64,
            reverse_bits reverse_bits_u64, masks Masks64 to_masks64 from_masks64, [$($r $i),+]
        }
    };
}

/// `as` between types of 32 bits.
macro_rules! narrow_casts {
    ($map:tt $($method:ident $to:ident $convert:ident;)+) => {
        $(narrow_casts! { @one $map $method $to $convert })+
    };
    (@one [$($narrow:ident $n:literal => $lo:ident $hi:ident),+] $method:ident $to:ident $convert:ident) => {
        #[inline(always)]
        fn $method(self) -> $to<S> {
            $to { s: self.s, $($narrow: convert::$convert(self.s, self.$narrow)),+ }
        }
    };
}

/// `as` between types of 64 bits.
macro_rules! wide_casts {
    ($map:tt $($method:ident $to:ident $convert:ident;)+) => {
        $(wide_casts! { @one $map $method $to $convert })+
    };
    (@one [$($narrow:ident $n:literal => $lo:ident $hi:ident),+] $method:ident $to:ident $convert:ident) => {
        #[inline(always)]
        fn $method(self) -> $to<S> {
            $to {
                s: self.s,
                $($lo: convert::$convert(self.s, self.$lo), $hi: convert::$convert(self.s, self.$hi)),+
            }
        }
    };
}

/// `as` from 32 to 64 bits.
macro_rules! widening_casts {
    ($map:tt $($method:ident $to:ident $convert:ident;)+) => {
        $(widening_casts! { @one $map $method $to $convert })+
    };
    (@one [$($narrow:ident $n:literal => $lo:ident $hi:ident),+] $method:ident $to:ident $convert:ident) => {
        #[inline(always)]
        fn $method(self) -> $to<S> {
            $(let ($lo, $hi) = convert::$convert(self.s, self.$narrow);)+
            $to { s: self.s, $($lo, $hi),+ }
        }
    };
}

/// `as` from 64 to 32 bits.
macro_rules! narrowing_casts {
    ($map:tt $($method:ident $to:ident $convert:ident;)+) => {
        $(narrowing_casts! { @one $map $method $to $convert })+
    };
    (@one [$($narrow:ident $n:literal => $lo:ident $hi:ident),+] $method:ident $to:ident $convert:ident) => {
        #[inline(always)]
        fn $method(self) -> $to<S> {
            $to { s: self.s, $($narrow: convert::$convert(self.s, self.$lo, self.$hi)),+ }
        }
    };
}

pub(super) use {gang_types, narrow_casts, narrowing_casts, wide_casts, widening_casts};
