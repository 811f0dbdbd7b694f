//! Where arguments are drawn.

use crate::float_type::Type;
use crate::random::Random;

/// What an argument is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// All sizes alike.
    Bits,
    /// The range in which the function does something.
    Range,
    /// About the points where it is hard.
    Hard,
}

impl Kind {
    /// In turns.
    pub fn of(index: usize) -> Kind {
        match index % 3 {
            0 => Kind::Bits,
            1 => Kind::Range,
            _ => Kind::Hard,
        }
    }
}

/// Points about which a function is hard.
#[derive(Debug, Clone, Copy)]
pub enum Hard {
    /// These; the ends of the range are added.
    Points(&'static [f64]),
    /// The multiples of this.
    Multiples(f64),
}

/// How arguments of a function are drawn.
#[derive(Debug, Clone, Copy)]
pub enum Draw {
    /// Functions of one argument.
    One {
        /// Uniform in bits between these, as far as the type goes.
        bits: (f64, f64),
        /// Uniform between these, in f64.
        double: (f64, f64),
        /// The same in f32.
        single: (f64, f64),
        /// Where it is hard.
        hard: Hard,
    },
    /// Others.
    Many(fn(&mut Random, Type, Kind) -> [f64; 3]),
}

impl Draw {
    /// One list of arguments, numbers of the type.
    pub fn draw(&self, random: &mut Random, ty: Type, kind: Kind) -> [f64; 3] {
        match *self {
            Draw::Many(draw) => {
                draw(random, ty, kind).map(|x| ty.round(x.clamp(-ty.largest(), ty.largest())))
            }
            Draw::One { bits, double, single, hard } => {
                let (low, high) = if ty == Type::F64 { double } else { single };
                let x = match kind {
                    Kind::Bits => random.ranked(ty, bits.0.max(-ty.largest()), bits.1.min(ty.largest())),
                    Kind::Range => random.uniform(low, high),
                    Kind::Hard => match hard {
                        Hard::Points(points) => {
                            let index = random.below(points.len() as u64 + 2) as usize;
                            let point = points.get(index).copied();
                            near(random, ty, point.unwrap_or(if index == points.len() { low } else { high }))
                        }
                        Hard::Multiples(unit) => {
                            let multiple = 2_f64.powf(random.uniform(0.0, 30.0)).floor() * unit;
                            let sign = random.sign();
                            near(random, ty, sign * multiple)
                        }
                    },
                };
                [ty.round(x.clamp(-ty.largest(), ty.largest())), 0.0, 0.0]
            }
        }
    }

    /// `count` lists from one seed: a column for each argument.
    pub fn columns(&self, seed: u64, ty: Type, count: usize, arity: usize) -> Vec<Vec<f64>> {
        let mut random = Random::new(seed);
        let mut columns = vec![Vec::with_capacity(count); arity];
        for index in 0..count {
            let args = self.draw(&mut random, ty, Kind::of(index));
            for (column, arg) in columns.iter_mut().zip(args) {
                column.push(arg);
            }
        }
        columns
    }
}

/// A number near a point: some steps of the type, a relative distance, or an absolute one, of every size.
pub fn near(random: &mut Random, ty: Type, point: f64) -> f64 {
    let point = ty.round(point);
    match random.below(3) {
        0 => {
            let steps = random.below(129) as i64 - 64;
            ty.at_rank(ty.rank(point) + steps)
        }
        1 => point * (1.0 + random.sign() * random.spread(-37.0, -0.7)),
        _ => point + random.sign() * random.spread(-45.0, 0.0),
    }
}
