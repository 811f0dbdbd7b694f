//! The model of `ufunc`'s threads: the runtime's own sources, on primitives of `loom`, which runs each test once for every
//! order in which its threads can meet and every value that the memory model lets them see.
//!
//! What does not matter to the order of events stands here in a simple form: a thread's patience (`wait`), and which
//! core it runs on (`place`).
#![cfg(test)]
#![allow(dead_code, unreachable_pub, reason = "the runtime's sources, of which a part is modelled")]

#[path = "../../../runtime/src/exec/crew.rs"]
mod crew;
#[path = "../../../runtime/src/exec/deal.rs"]
mod deal;
#[path = "../../../runtime/src/exec/mailbox.rs"]
mod mailbox;
mod place;
mod sync;
#[path = "../../../runtime/src/exec/team.rs"]
mod team;
mod tests;
mod wait;
#[path = "../../../runtime/src/exec/working.rs"]
mod working;
