//! `highwater`: reports without studies in Rust. See the library of this package.

use std::process::ExitCode;

fn main() -> ExitCode {
    highwater::main(&[])
}
