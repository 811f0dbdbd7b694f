//! Interpreters of both IRs, to test one against the other.
