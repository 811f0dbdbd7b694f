//! The Rust source of a loop.

use std::fmt::Write;

use super::{Element, Operation, RandomLoop, Step, Value};

impl RandomLoop {
    /// A function `fn name(n: usize, w: usize, x: &[T], y: &[T], a: &mut [T], b: &mut [T]) -> T`, without attributes.
    #[must_use]
    pub fn to_source(&self, name: &str) -> String {
        let (ty, start) = match self.element {
            Element::F64 => ("f64", "f64::NEG_INFINITY"),
            Element::I64 => ("i64", "0"),
        };
        let mut out = format!(
            "fn {name}(n: usize, w: usize, x: &[{ty}], y: &[{ty}], a: &mut [{ty}], b: &mut [{ty}]) -> {ty} {{\n\
             let mut reduced: {ty} = {start};\nfor i in {}..n {{\nlet mut local: {ty} = 1 as {ty};\n",
            self.first
        );
        self.print(&self.steps, &mut out);
        out += "}\nreduced\n}\n";
        out
    }

    /// The attribute that makes the loop parallel.
    #[must_use]
    pub fn attribute(&self) -> &'static str {
        match (reduces(&self.steps), self.element) {
            (false, _) => "#[parallel]",
            (true, Element::F64) => "#[parallel(reduction(max: reduced))]",
            (true, Element::I64) => "#[parallel(reduction(+: reduced))]",
        }
    }

    fn print(&self, steps: &[Step], out: &mut String) {
        for step in steps {
            // A string takes every text.
            let _ = match step {
                Step::Local(value) => writeln!(out, "local = {};", self.value(value)),
                Step::Write { output, index, adds, value } => {
                    let (array, index, value) = (output_name(*output), index.source(), self.value(value));
                    match (adds, self.element) {
                        (false, _) => writeln!(out, "{array}[{index}] = {value};"),
                        (true, Element::F64) => writeln!(out, "{array}[{index}] += {value};"),
                        (true, Element::I64) => {
                            writeln!(out, "{array}[{index}] = {array}[{index}].wrapping_add({value});")
                        }
                    }
                }
                Step::Reduce(value) => match self.element {
                    Element::F64 => writeln!(out, "reduced = reduced.max({});", self.value(value)),
                    Element::I64 => writeln!(out, "reduced += {} & 1023;", self.value(value)),
                },
                Step::Inner(inner, steps) => {
                    let _ = writeln!(out, "for j in {} {{", inner.source());
                    self.print(steps, out);
                    writeln!(out, "}}")
                }
                Step::Sometimes(steps) => {
                    let _ = writeln!(out, "if i % 3 == 1 {{");
                    self.print(steps, out);
                    writeln!(out, "}}")
                }
            };
        }
    }

    fn value(&self, value: &Value) -> String {
        match (value, self.element) {
            (Value::Literal(number), Element::F64) => format!("{number}.0"),
            (Value::Literal(number), Element::I64) => format!("{number}"),
            (Value::Counter, Element::F64) => "(i as f64)".to_owned(),
            (Value::Counter, Element::I64) => "(i as i64)".to_owned(),
            (Value::Local, _) => "local".to_owned(),
            (Value::Input(input, index), _) => format!("{}[{}]", ["x", "y"][*input], index.source()),
            (Value::Output(output, index), _) => format!("{}[{}]", output_name(*output), index.source()),
            (Value::Binary(operation, left, right), element) => {
                let (left, right) = (self.value(left), self.value(right));
                match (operation, element) {
                    (Operation::Add, Element::F64) => format!("({left} + {right})"),
                    (Operation::Subtract, Element::F64) => format!("({left} - {right})"),
                    (Operation::Multiply, Element::F64) => format!("({left} * {right})"),
                    (Operation::Mix, Element::F64) => format!("f64::mul_add({left}, {right}, 0.5)"),
                    (Operation::Add, Element::I64) => format!("i64::wrapping_add({left}, {right})"),
                    (Operation::Subtract, Element::I64) => format!("i64::wrapping_sub({left}, {right})"),
                    (Operation::Multiply, Element::I64) => format!("i64::wrapping_mul({left}, {right})"),
                    (Operation::Mix, Element::I64) => format!("i64::min({left}, {right})"),
                }
            }
        }
    }
}

fn output_name(output: usize) -> &'static str {
    ["a", "b"][output]
}

fn reduces(steps: &[Step]) -> bool {
    steps.iter().any(|step| match step {
        Step::Reduce(_) => true,
        Step::Inner(_, steps) | Step::Sometimes(steps) => reduces(steps),
        Step::Local(_) | Step::Write { .. } => false,
    })
}
