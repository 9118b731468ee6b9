//! The story of the rain, with every command: `cargo run -- report`, `cargo run -- serve --open` ..

mod rain;

use std::process::ExitCode;

fn main() -> ExitCode {
    highwater::main(&[rain::STUDY])
}
