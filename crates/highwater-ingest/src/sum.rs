//! The SHA-256 of a file.

use std::fmt;
use std::io::{self, Read};
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// The SHA-256 of some bytes, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256Sum([u8; 32]);

impl Sha256Sum {
    /// Returns the sum of some bytes.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        Sha256Sum(Sha256::digest(bytes).into())
    }

    /// The sum of what was given to a hasher.
    pub(crate) fn of(hasher: Sha256) -> Self {
        Sha256Sum(hasher.finalize().into())
    }

    /// Reads to the end and gives the sum of it; no more than a chunk is held at once.
    ///
    /// # Errors
    ///
    /// Those of the reader.
    pub fn read(mut from: impl Read) -> io::Result<Self> {
        let mut hasher = Sha256::new();
        each_chunk(&mut from, |bytes| hasher.update(bytes))?;
        Ok(Sha256Sum::of(hasher))
    }
}

/// Reads to the end, chunk by chunk.
pub(crate) fn each_chunk(from: &mut impl Read, mut chunk: impl FnMut(&[u8])) -> io::Result<()> {
    let mut buffer = vec![0; CHUNK];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(n) => chunk(&buffer[..n]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

impl FromStr for Sha256Sum {
    type Err = SumError;

    fn from_str(text: &str) -> Result<Self, SumError> {
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(SumError {
                text: text.to_owned(),
            });
        }
        let mut sum = [0; 32];
        for (byte, digits) in sum.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = str::from_utf8(digits).unwrap_or_default();
            *byte = u8::from_str_radix(digits, 16).unwrap_or_default();
        }
        Ok(Sha256Sum(sum))
    }
}

impl fmt::Display for Sha256Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sha256Sum({self})")
    }
}

/// A text that is not a SHA-256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumError {
    /// The text.
    pub text: String,
}

impl fmt::Display for SumError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.text.chars().count();
        write!(
            f,
            "`{}` is not a SHA-256: 64 hexadecimal digits, here {digits} characters",
            self.text
        )
    }
}

impl std::error::Error for SumError {}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-2, appendix B: one block, two blocks, and a million letters, which takes many chunks.
    #[test]
    fn the_examples_of_the_standard() {
        let check = |bytes: &[u8], sum: &str| {
            assert_eq!(Sha256Sum::read(bytes).unwrap().to_string(), sum);
            assert_eq!(
                sum.to_uppercase().parse(),
                Ok(Sha256Sum::read(bytes).unwrap())
            );
        };
        check(
            b"abc",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        );
        check(
            b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        );
        check(
            &[b'a'; 1_000_000],
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
        );
    }

    #[test]
    fn what_is_no_sum_is_refused() {
        for text in ["", "ba78", &"g".repeat(64), &"é".repeat(32)] {
            assert!(text.parse::<Sha256Sum>().is_err(), "{text}");
        }
    }
}
