//! A connection with a limit of time over all that is read or written, piece by piece or not.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// The most bytes of a request that is refused that are still taken, so that the client hears why.
const MOST_LEFT: usize = 256 << 10;
/// How long that may take.
const LINGER: Duration = Duration::from_millis(500);

/// A connection that must come to its end by some moment.
pub(super) struct Timed<'a> {
    stream: &'a TcpStream,
    end: Instant,
}

impl<'a> Timed<'a> {
    pub(super) fn within(stream: &'a TcpStream, limit: Duration) -> Self {
        let end = Instant::now() + limit;
        Timed { stream, end }
    }

    fn left(&self) -> io::Result<Option<Duration>> {
        let left = self.end.saturating_duration_since(Instant::now());
        match left.is_zero() {
            true => Err(io::ErrorKind::TimedOut.into()),
            false => Ok(Some(left)),
        }
    }
}

impl Read for Timed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(self.left()?)?;
        self.stream.read(buffer)
    }
}

impl Write for Timed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(self.left()?)?;
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// Takes what a client still sends, for a while: a connection that is closed over bytes that nobody
/// read is reset, and the answer on its way is lost.
pub(super) fn linger(stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    let mut timed = Timed::within(stream, LINGER);
    let (mut buffer, mut taken) = ([0; 4096], 0);
    while taken < MOST_LEFT {
        match timed.read(&mut buffer)? {
            0 => break,
            n => taken += n,
        }
    }
    Ok(())
}
