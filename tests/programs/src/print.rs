//! A program as Rust source.

use std::fmt::Write;

use crate::ast::{
    Arm, Block, Bound, Expr, For, Fuel, IndexForm, Label, Loop, LoopKind, Pattern, Program, Stmt, Table,
    TableId, TablePlace, UnOp, Var,
};
use crate::method::{Arg, Method};
use crate::types::{Lit, Ty, Value};

impl Program {
    /// The program as a function of this name.
    #[must_use]
    pub fn to_source(&self, name: &str) -> String {
        let params: Vec<String> =
            self.params.iter().map(|&var| format!("{}: {}", self.name(var), self.ty_of(var))).collect();
        let mut printer = Printer { program: self, out: String::new(), indent: 1 };
        let results = match self.results.as_slice() {
            [one] => one.to_string(),
            several => {
                format!("({})", several.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
            }
        };
        let head = format!("fn {name}({}) -> {results} {{\n", params.join(", "));
        printer.out.push_str(&head);
        printer.print_tables();
        printer.print_lines(&self.body, true);
        printer.out.push_str("}\n");
        printer.out
    }

    fn name(&self, var: Var) -> &str {
        &self.vars[var.0].name
    }
}

/// `known` in its methods: whether the context tells the type, so that a literal may go without.
struct Printer<'a> {
    program: &'a Program,
    out: String,
    indent: usize,
}

impl Printer<'_> {
    fn line(&mut self, text: &str) {
        self.pad();
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn pad(&mut self) {
        for _ in 0..self.indent {
            self.out.push_str("    ");
        }
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn print_tables(&mut self) {
        for (at, table) in self.program.tables.iter().enumerate() {
            if !self.program.uses_table(TableId(at)) {
                continue;
            }
            let values = table_values(table);
            let (ty, len) = (table.ty, table.values.len());
            match table.place {
                TablePlace::Const => self.line(&format!("const T{at}: [{ty}; {len}] = {values};")),
                TablePlace::Local => self.line(&format!("let t{at}: [{ty}; {len}] = {values};")),
                TablePlace::Inline => {}
            }
        }
    }

    fn print_lines(&mut self, block: &Block, known: bool) {
        for stmt in &block.stmts {
            self.print_stmt(stmt);
        }
        if let Some(tail) = &block.tail {
            self.print_loop_fuel(tail);
            self.pad();
            self.print_expr(tail, known);
            self.put("\n");
        }
    }

    fn print_block(&mut self, block: &Block, known: bool) {
        self.put("{\n");
        self.indent += 1;
        self.print_lines(block, known);
        self.indent -= 1;
        self.pad();
        self.put("}");
    }

    /// A loop's fuel is a statement of its own, so loops stand only where statements do: alone, or as the whole
    /// of an initialiser, right side or tail.
    fn print_loop_fuel(&mut self, value: &Expr) {
        if let Expr::Loop(node) = value
            && let LoopKind::While(Fuel { var, amount }, _) | LoopKind::Loop(Fuel { var, amount }, _) =
                &node.kind
        {
            let (name, ty) = (self.program.name(*var), self.program.ty_of(*var));
            self.line(&format!("let mut {name} = {amount}{ty};"));
        }
    }

    fn print_stmt(&mut self, stmt: &Stmt) {
        if let Stmt::Let { init: value, .. } | Stmt::Assign { value, .. } | Stmt::Expr(value) = stmt {
            self.print_loop_fuel(value);
        }
        self.pad();
        match stmt {
            Stmt::Let { vars, annotated, init } => {
                let head = self.let_head(vars, *annotated);
                self.put(&head);
                self.print_expr(init, *annotated);
                self.put(";");
            }
            Stmt::Assign { var, op, value } => {
                let op = op.map_or("", |op| op.token());
                let head = format!("{} {op}= ", self.program.name(*var));
                self.put(&head);
                self.print_expr(value, true);
                self.put(";");
            }
            Stmt::Expr(expr) => self.print_expr(expr, true),
            Stmt::Break(label, value) => {
                self.put("break");
                self.print_label_use(*label);
                if let Some(value) = value {
                    self.put(" ");
                    self.print_operand(value, false);
                }
                self.put(";");
            }
            Stmt::Continue(label) => {
                self.put("continue");
                self.print_label_use(*label);
                self.put(";");
            }
            Stmt::Return(value) => {
                self.put("return ");
                self.print_expr(value, true);
                self.put(";");
            }
        }
        self.put("\n");
    }

    fn let_head(&self, vars: &[Var], annotated: bool) -> String {
        let names: Vec<String> = vars
            .iter()
            .map(|var| {
                let info = &self.program.vars[var.0];
                format!("{}{}", if info.mutable { "mut " } else { "" }, info.name)
            })
            .collect();
        let types: Vec<&str> = vars.iter().map(|&var| self.program.ty_of(var).name()).collect();
        match (vars.len(), annotated) {
            (1, true) => format!("let {}: {} = ", names[0], types[0]),
            (1, false) => format!("let {} = ", names[0]),
            (_, true) => format!("let ({}): ({}) = ", names.join(", "), types.join(", ")),
            (_, false) => format!("let ({}) = ", names.join(", ")),
        }
    }

    fn print_label_use(&mut self, label: Option<Label>) {
        if let Some(Label(at)) = label {
            let _ = write!(self.out, " 'l{at}");
        }
    }

    fn print_label(&mut self, label: Option<Label>) {
        if let Some(Label(at)) = label {
            let _ = write!(self.out, "'l{at}: ");
        }
    }

    /// An expression inside another: control flow in parentheses.
    fn print_operand(&mut self, expr: &Expr, known: bool) {
        if matches!(expr, Expr::If(..) | Expr::Match(..) | Expr::Block(..) | Expr::Loop(_)) {
            self.put("(");
            self.print_expr(expr, known);
            self.put(")");
        } else {
            self.print_expr(expr, known);
        }
    }

    fn print_expr(&mut self, expr: &Expr, known: bool) {
        match expr {
            Expr::Lit(lit) => self.put(&literal(*lit, known)),
            Expr::Var(var) => self.put(self.program.name(*var)),
            Expr::Tuple(parts) => self.print_list(parts, known),
            Expr::Unary(op, operand) => {
                self.put(match op {
                    UnOp::Neg => "(-",
                    UnOp::Not => "(!",
                });
                self.print_operand(operand, false);
                self.put(")");
            }
            Expr::Binary(op, lhs, rhs) => {
                self.put("(");
                self.print_operand(lhs, false);
                let _ = write!(self.out, " {} ", op.token());
                self.print_operand(rhs, !op.is_shift() || matches!(**rhs, Expr::Lit(_)));
                self.put(")");
            }
            Expr::Cast(operand, ty) => {
                self.put("(");
                self.print_operand(operand, false);
                let _ = write!(self.out, " as {ty})");
            }
            Expr::Method(method, operands) => self.print_method(method, operands),
            Expr::FromBits(ty, operand) => {
                let mask = if *ty == Ty::F32 { "0xbfff_ffff" } else { "0xbfff_ffff_ffff_ffff" };
                let _ = write!(self.out, "{ty}::from_bits(");
                self.print_operand(operand, true);
                let _ = write!(self.out, " & {mask})");
            }
            Expr::Index(table, form, index) => self.print_index(*table, *form, index),
            Expr::If(cond, then, other) => {
                self.put("if ");
                self.print_operand(cond, true);
                self.put(" ");
                self.print_block(then, known);
                if let Some(other) = other {
                    self.put(" else ");
                    match (other.stmts.as_slice(), other.tail.as_deref()) {
                        ([], Some(chained @ Expr::If(..))) | ([Stmt::Expr(chained @ Expr::If(..))], None) => {
                            self.print_expr(chained, known);
                        }
                        _ => self.print_block(other, known),
                    }
                }
            }
            Expr::Match(scrutinee, arms) => self.print_match(scrutinee, arms, known),
            Expr::Block(label, block) => {
                self.print_label(*label);
                self.print_block(block, known);
            }
            Expr::Loop(node) => self.print_loop(node),
        }
    }

    fn print_list(&mut self, parts: &[Expr], known: bool) {
        self.put("(");
        for (at, part) in parts.iter().enumerate() {
            self.put(if at == 0 { "" } else { ", " });
            self.print_operand(part, known);
        }
        self.put(")");
    }

    fn print_method(&mut self, method: &Method, operands: &[Expr]) {
        let receiver = self.program.type_of(&operands[0]);
        let open_zero = receiver.is_some_and(|ty| method.zero_sign_is_open(ty));
        self.put(if open_zero { "(" } else { "" });
        self.print_operand(&operands[0], false);
        if method.reads_bits() {
            self.print_without_nan(receiver);
        }
        let _ = write!(self.out, ".{}(", method.name);
        for (at, operand) in operands[1..].iter().enumerate() {
            self.put(if at == 0 { "" } else { ", " });
            if method.args.get(at) == Some(&Arg::Sign) {
                self.print_operand(operand, false);
                self.print_without_nan(receiver);
            } else {
                self.print_operand(operand, true);
            }
        }
        self.put(if open_zero { ") + 0.0)" } else { ")" });
    }

    fn print_without_nan(&mut self, ty: Option<Ty>) {
        if let Some(ty) = ty {
            let _ = write!(self.out, ".max({ty}::MIN)");
        }
    }

    fn print_index(&mut self, table: TableId, form: IndexForm, index: &Expr) {
        let info = &self.program.tables[table.0];
        let len = info.values.len();
        match info.place {
            TablePlace::Const => self.put(&format!("T{}[", table.0)),
            TablePlace::Local => self.put(&format!("t{}[", table.0)),
            TablePlace::Inline => self.put(&format!("{}[", table_values(info))),
        }
        self.put(if form == IndexForm::RemCast { "(" } else { "" });
        self.print_operand(index, false);
        let rest = match form {
            IndexForm::CastRem => format!(" as usize % {len}]"),
            IndexForm::RemCast => format!(" % {len}) as usize]"),
            IndexForm::EuclidCast => format!(".rem_euclid({len}) as usize]"),
            IndexForm::Cast => " as usize]".to_owned(),
        };
        self.put(&rest);
    }

    fn print_match(&mut self, scrutinee: &Expr, arms: &[Arm], known: bool) {
        let boolean = self.program.type_of(scrutinee) == Some(Ty::Bool);
        self.put("match ");
        self.print_operand(scrutinee, false);
        self.put(" {\n");
        self.indent += 1;
        for arm in arms {
            let patterns: Vec<String> = arm.patterns.iter().map(|&one| pattern(one, boolean)).collect();
            self.pad();
            self.put(&patterns.join(" | "));
            if let Some(guard) = &arm.guard {
                self.put(" if ");
                self.print_operand(guard, true);
            }
            self.put(" => ");
            match (arm.body.stmts.as_slice(), arm.body.tail.as_deref()) {
                ([], Some(value)) if !matches!(value, Expr::Loop(_)) => {
                    self.print_operand(value, known);
                    self.put(",\n");
                }
                _ => {
                    self.print_block(&arm.body, known);
                    self.put("\n");
                }
            }
        }
        self.indent -= 1;
        self.pad();
        self.put("}");
    }

    fn print_loop(&mut self, node: &Loop) {
        self.print_label(node.label);
        match &node.kind {
            LoopKind::While(fuel, cond) => {
                let name = self.program.name(fuel.var);
                let _ = write!(self.out, "while {name} > 0 && ");
                self.print_operand(cond, true);
                self.put(" {\n");
                self.indent += 1;
                self.line(&format!("{name} -= 1;"));
            }
            LoopKind::Loop(fuel, exhausted) => {
                let name = self.program.name(fuel.var);
                self.put("loop {\n");
                self.indent += 1;
                self.pad();
                let _ = write!(self.out, "if {name} == 0 {{ break");
                if let Some(value) = exhausted {
                    self.put(" ");
                    self.print_operand(value, false);
                }
                self.put("; }\n");
                self.line(&format!("{name} -= 1;"));
            }
            LoopKind::For(head) => {
                self.print_for(head);
                self.indent += 1;
            }
        }
        self.print_lines(&node.body, true);
        self.indent -= 1;
        self.pad();
        self.put("}");
    }

    fn print_for(&mut self, head: &For) {
        let ty = self.program.ty_of(head.var);
        let _ = write!(self.out, "for {} in ", self.program.name(head.var));
        self.print_bound(&head.lo, ty, true);
        self.put(if head.inclusive { "..=" } else { ".." });
        self.print_bound(&head.hi, ty, false);
        self.put(" {\n");
    }

    fn print_bound(&mut self, bound: &Bound, ty: Ty, known: bool) {
        match bound {
            Bound::Lit(n) if known => self.put(&n.to_string()),
            Bound::Lit(n) => self.put(&format!("{n}{ty}")),
            Bound::Masked(operand, mask) => {
                self.put("(");
                self.print_operand(operand, false);
                let _ = write!(self.out, " & {mask})");
            }
            Bound::Rem(operand, n) => {
                self.put("(");
                self.print_operand(operand, false);
                let _ = write!(self.out, " % {n})");
            }
        }
    }
}

fn table_values(table: &Table) -> String {
    let first = literal(Lit { value: table.values[0], bare: false }, false);
    let rest = table.values[1..].iter().map(|value| format!(", {value}"));
    format!("[{first}{}]", rest.collect::<String>())
}

fn literal(lit: Lit, known: bool) -> String {
    let text = lit.value.to_string();
    let is_name = text.contains("::") || matches!(lit.value, Value::Bool(_));
    let suffix = if is_name || (lit.bare && known) { "" } else { lit.value.ty().name() };
    if text.starts_with('-') { format!("({text}{suffix})") } else { format!("{text}{suffix}") }
}

fn pattern(pattern: Pattern, boolean: bool) -> String {
    match pattern {
        Pattern::Any => "_".to_owned(),
        Pattern::Is(n) if boolean => (n != 0).to_string(),
        Pattern::Is(n) => n.to_string(),
        Pattern::Closed(lo, hi) => format!("{lo}..={hi}"),
        Pattern::From(lo) => format!("{lo}.."),
        Pattern::Below(hi) => format!("..{hi}"),
    }
}
