//! The bytes of a file as those of a table: unpacked, in UTF-8, without what stands below it.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding as Characters};
use flate2::read::MultiGzDecoder;

use crate::settings::{Encoding, Footer, Settings};

type Source<'a> = Box<dyn Read + Send + 'a>;

/// Unpacks what is packed with gzip, decodes what is not UTF-8 and leaves the last lines out.
pub(crate) fn table<'a>(file: Source<'a>, settings: &Settings) -> io::Result<Source<'a>> {
    let (start, file) = peek(file)?;
    let file = match start {
        [0x1f, 0x8b, _] => Box::new(MultiGzDecoder::new(file)),
        _ => file,
    };
    let (start, file) = peek(file)?;
    let marked = Characters::for_bom(&start).map(|(encoding, _)| encoding);
    let encoding = match (marked, settings.encoding) {
        // A mark at the start says for sure how the text is written.
        (Some(marked), _) if marked != encoding_rs::UTF_8 => Some(marked),
        (None, Encoding::Other(said)) => Some(said),
        _ => None,
    };
    let file: Source<'a> = match encoding {
        Some(encoding) => Box::new(Decoded::new(file, encoding)),
        None => file,
    };
    Ok(match settings.footer {
        Footer::Lines(lines) => Box::new(WithoutLast::new(file, lines)),
        _ => file,
    })
}

/// Returns all bytes of a table in memory.
pub(crate) fn whole(bytes: &[u8], settings: &Settings) -> io::Result<Vec<u8>> {
    let mut all = Vec::with_capacity(bytes.len());
    table(Box::new(bytes), settings)?.read_to_end(&mut all)?;
    Ok(all)
}

/// The first bytes, and a source that still has them.
fn peek(mut source: Source<'_>) -> io::Result<([u8; 3], Source<'_>)> {
    let (mut start, mut count) = ([0; 3], 0);
    while count < start.len() {
        match source.read(&mut start[count..])? {
            0 => break,
            read => count += read,
        }
    }
    let first = Cursor::new(start).take(count as u64);
    Ok((start, Box::new(first.chain(source))))
}

/// Text of another encoding as UTF-8.
struct Decoded<R> {
    source: R,
    decoder: Decoder,
    input: Vec<u8>,
    output: VecDeque<u8>,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    fn new(source: R, encoding: &'static Characters) -> Self {
        Decoded {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: Vec::new(),
            output: VecDeque::new(),
            ended: false,
        }
    }

    fn decode(&mut self) -> io::Result<()> {
        self.input.clear();
        let read = (&mut self.source)
            .take(1 << 16)
            .read_to_end(&mut self.input)?;
        self.ended = read == 0;
        let longest = self
            .decoder
            .max_utf8_buffer_length_without_replacement(read);
        let mut text = vec![0; longest.unwrap_or(4 * read) + 16];
        let (result, _, written) =
            self.decoder
                .decode_to_utf8_without_replacement(&self.input, &mut text, self.ended);
        if let DecoderResult::Malformed(..) = result {
            let name = self.decoder.encoding().name();
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!(
                    "its bytes are not {name}; see whether `encoding` is right in `tables.toml`"
                ),
            ));
        }
        self.output.extend(text.get(..written).unwrap_or_default());
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        while self.output.is_empty() && !self.ended {
            self.decode()?;
        }
        self.output.read(bytes)
    }
}

/// A text without its last lines that hold something.
struct WithoutLast<R> {
    source: BufReader<R>,
    lines: u64,
    /// Lines that may be among the last.
    held: VecDeque<Vec<u8>>,
    /// How many of them hold something.
    filled: u64,
    given: Cursor<Vec<u8>>,
}

impl<R: Read> WithoutLast<R> {
    fn new(source: R, lines: u64) -> Self {
        WithoutLast {
            source: BufReader::with_capacity(1 << 16, source),
            lines,
            held: VecDeque::new(),
            filled: 0,
            given: Cursor::default(),
        }
    }

    /// A line with its end, `\n`, `\r\n` or `\r`; empty at the end.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        loop {
            let ends_in_return = line.last() == Some(&b'\r');
            let bytes = self.source.fill_buf()?;
            let Some(first) = bytes.first() else {
                return Ok(line);
            };
            if ends_in_return {
                if *first == b'\n' {
                    line.push(b'\n');
                    self.source.consume(1);
                }
                return Ok(line);
            }
            let end = memchr::memchr2(b'\n', b'\r', bytes).map(|at| at + 1);
            let count = end.unwrap_or(bytes.len());
            line.extend_from_slice(&bytes[..count]);
            self.source.consume(count);
            if line.ends_with(b"\n") {
                return Ok(line);
            }
        }
    }
}

impl<R: Read> Read for WithoutLast<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.given.read(bytes)?;
            if read > 0 || bytes.is_empty() {
                return Ok(read);
            }
            let is_filled = |line: &Vec<u8>| !line.trim_ascii().is_empty();
            while self.filled <= self.lines {
                let line = self.line()?;
                if line.is_empty() {
                    return Ok(0);
                }
                self.filled += u64::from(is_filled(&line));
                self.held.push_back(line);
            }
            let line = self.held.pop_front().unwrap_or_default();
            self.filled -= u64::from(is_filled(&line));
            self.given = Cursor::new(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn text(bytes: &[u8], settings: &str) -> String {
        let settings = Settings::from_toml(settings).unwrap();
        String::from_utf8(whole(bytes, &settings).unwrap()).unwrap()
    }

    #[test]
    fn packed_and_decoded_bytes_are_those_of_the_table() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all("k,v\ncaf\u{e9},1\n".as_bytes()).unwrap();
        assert_eq!(text(&packed.finish().unwrap(), ""), "k,v\ncaf\u{e9},1\n");
        assert_eq!(
            text(b"caf\xe9 it\x92s", "encoding = 'latin1'"),
            "caf\u{e9} it\u{2019}s"
        );
        let wide: Vec<u8> = "k,\u{e9}\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(text(&wide, "encoding = 'utf-16'"), "k,\u{e9}\n");
        assert_eq!(
            text(&[b"\xff\xfe".as_slice(), &wide].concat(), ""),
            "k,\u{e9}\n"
        );
        let big: Vec<u8> = "\u{feff}k,v\n"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(text(&big, ""), "k,v\n");
        let long = "\u{201c}\u{f6}".repeat(50_000);
        let bytes = b"\x93\xf6".repeat(50_000);
        assert_eq!(text(&bytes, "encoding = 'windows-1252'"), long);
    }

    #[test]
    fn bytes_of_another_encoding_are_told() {
        let settings = Settings::from_toml("encoding = 'shift_jis'").unwrap();
        let error = whole(b"k\xfd\xff,v\n", &settings).unwrap_err();
        assert!(
            error.to_string().contains("its bytes are not Shift_JIS"),
            "{error}"
        );
    }

    #[test]
    fn the_last_lines_that_hold_something_are_left_out() {
        for (all, left) in [
            ("a\nb\nc\nd\n", "a\nb\n"),
            ("a\r\nb\r\n\r\nc\r\nd\r\n\r\n", "a\r\nb\r\n"),
            ("a\rb\rc\rd", "a\rb\r"),
            ("a\nb", ""),
        ] {
            assert_eq!(text(all.as_bytes(), "footer = 2"), left, "{all:?}");
        }
    }
}
