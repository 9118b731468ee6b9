//! The form and the size of an image, as the first bytes of its file say them.

use imagesize::ImageType;

/// The endings of the files that a browser shows everywhere.
pub(crate) const EXTENSIONS: [&str; 6] = ["jpg", "jpeg", "png", "webp", "gif", "svg"];

/// What the first bytes of an image say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// In pixels, as it is shown.
    pub(crate) width: u32,
    /// The same of its height.
    pub(crate) height: u32,
}

/// Why a file is not an image that a page can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HeaderFault {
    /// Its name ends in something else than an image's.
    Extension,
    /// It holds another form than its name says; the ending that fits.
    Other(&'static str),
    /// Its first bytes are not those of an image.
    Unread,
    /// A drawing that says no size.
    Sizeless,
    /// A drawing that holds a script or what loads other files; the text that says so.
    Active(&'static str),
}

impl Header {
    /// Reads the header of a file.
    ///
    /// # Errors
    ///
    /// The file is not an image that a page can show.
    pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Self, HeaderFault> {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let ending = ending.to_ascii_lowercase();
        let Some(ending) = EXTENSIONS.iter().find(|known| **known == ending) else {
            return Err(HeaderFault::Extension);
        };
        let found = imagesize::image_type(bytes)
            .ok()
            .and_then(|form| match form {
                ImageType::Jpeg => Some("jpg"),
                ImageType::Png => Some("png"),
                ImageType::Webp => Some("webp"),
                ImageType::Gif => Some("gif"),
                _ => None,
            });
        match (found, *ending) {
            (None, "svg") => drawing(bytes),
            (None, _) => Err(HeaderFault::Unread),
            (Some("jpg"), "jpeg") => size(bytes),
            (Some(form), ending) if form == ending => size(bytes),
            (Some(form), _) => Err(HeaderFault::Other(form)),
        }
    }
}

fn size(bytes: &[u8]) -> Result<Header, HeaderFault> {
    let size = imagesize::blob_size(bytes).map_err(|_| HeaderFault::Unread)?;
    let pixels = |n: usize| u32::try_from(n).ok().filter(|n| *n > 0);
    let (width, height) = pixels(size.width)
        .zip(pixels(size.height))
        .ok_or(HeaderFault::Unread)?;
    Ok(match is_on_its_side(bytes) {
        true => Header {
            width: height,
            height: width,
        },
        false => Header { width, height },
    })
}

/// Returns whether a camera noted that its picture is to be turned by a quarter, which browsers do: the
/// orientation in the Exif data of a JPEG is 5 to 8.
fn is_on_its_side(bytes: &[u8]) -> bool {
    orientation(bytes).is_some_and(|orientation| (5..=8).contains(&orientation))
}

fn orientation(bytes: &[u8]) -> Option<u16> {
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return None;
    }
    let mut at = 2;
    // The segments before the picture: a mark of two bytes, then the length.
    loop {
        let [0xff, mark, high, low] = *bytes.get(at..at + 4)? else {
            return None;
        };
        let length = usize::from(u16::from_be_bytes([high, low]));
        if mark == 0xe1
            && let Some(tiff) = bytes
                .get(at + 4..at + 2 + length)?
                .strip_prefix(b"Exif\0\0")
        {
            return tiff_orientation(tiff);
        }
        if mark == 0xda {
            return None;
        }
        at += 2 + length;
    }
}

/// Returns the entry 0x0112 of the first directory.
fn tiff_orientation(tiff: &[u8]) -> Option<u16> {
    let is_little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let pair = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(match is_little {
            true => u16::from_le_bytes(pair),
            false => u16::from_be_bytes(pair),
        })
    };
    let long = |at: usize| {
        let (a, b) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        Some(match is_little {
            true => b << 16 | a,
            false => a << 16 | b,
        })
    };
    let start = usize::try_from(long(4)?).ok()?;
    let count = usize::from(short(start)?);
    (0..count)
        .map(|entry| start + 2 + entry * 12)
        .find(|at| short(*at) == Some(0x0112))
        .and_then(|at| short(at + 8))
}

/// What a drawing must not hold: scripts, and elements that load or hold pages.
const ACTIVE: [&str; 6] = [
    "<script",
    "<foreignobject",
    "javascript:",
    "<iframe",
    "<!entity",
    " onload=",
];

/// Returns the size of a drawing: its `width` and `height` in pixels, or those of its `viewBox`.
fn drawing(bytes: &[u8]) -> Result<Header, HeaderFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| HeaderFault::Unread)?;
    let lower = text.to_ascii_lowercase();
    if let Some(active) = ACTIVE.iter().find(|active| lower.contains(**active)) {
        return Err(HeaderFault::Active(active.trim()));
    }
    let start = text.find("<svg").ok_or(HeaderFault::Unread)?;
    let tag = text[start..].split('>').next().unwrap_or_default();
    let value = |name: &str| {
        let at = [" ", "\n", "\t"]
            .iter()
            .find_map(|blank| tag.find(&format!("{blank}{name}=")).map(|at| at + 1))?;
        let rest = &tag[at + name.len() + 1..];
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest[1..].split(quote).next()
    };
    let pixels = |text: &str| {
        let number = text.trim().trim_end_matches("px").parse::<f64>().ok()?;
        (number.is_finite() && (1.0..=100_000.0).contains(&number)).then(|| number.round() as u32)
    };
    let given = |name| value(name).and_then(pixels);
    let boxed = || {
        let parts: Vec<&str> = value("viewBox")?
            .split([' ', ','])
            .filter(|p| !p.is_empty())
            .collect();
        Some((pixels(parts.get(2)?)?, pixels(parts.get(3)?)?))
    };
    let (width, height) = given("width")
        .zip(given("height"))
        .or_else(boxed)
        .ok_or(HeaderFault::Sizeless)?;
    Ok(Header { width, height })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, 2, 0, 0, 0]);
        bytes
    }

    /// Returns a JPEG as far as its size, with an orientation.
    fn jpeg(width: u16, height: u16, orientation: u8) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1, 0, 34];
        bytes.extend(b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
        bytes.extend([orientation, 0, 0, 0, 0, 0, 0]);
        bytes.extend([0xff, 0xc0, 0, 17, 8]);
        bytes.extend(height.to_be_bytes());
        bytes.extend(width.to_be_bytes());
        bytes.extend([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xff, 0xda, 0, 0]);
        bytes
    }

    #[test]
    fn sizes_are_those_that_a_browser_shows() {
        let size = |name: &str, bytes: &[u8]| {
            Header::read(name, bytes).map(|header| (header.width, header.height))
        };
        assert_eq!(size("a.png", &png(640, 480)), Ok((640, 480)));
        assert_eq!(size("a.JPG", &jpeg(640, 480, 1)), Ok((640, 480)));
        assert_eq!(size("a.jpeg", &jpeg(640, 480, 6)), Ok((480, 640)));
        assert_eq!(size("a.gif", b"GIF89a\x10\0\x20\0\0\0\0"), Ok((16, 32)));
        for svg in [
            "<?xml version=\"1.0\"?><svg xmlns=\"x\" width=\"300px\" height='200'/>",
            "<svg\n viewBox=\"0 0 300 200\"></svg>",
            "<svg width=\"100%\" viewBox=\"0,0,300,200\"></svg>",
        ] {
            assert_eq!(size("a.svg", svg.as_bytes()), Ok((300, 200)), "{svg}");
        }
    }

    #[test]
    fn what_is_no_image_says_why() {
        let fault = |name: &str, bytes: &[u8]| Header::read(name, bytes).unwrap_err();
        assert_eq!(fault("a.jpg", &png(1, 1)), HeaderFault::Other("png"));
        assert_eq!(fault("a.png", b"<html>"), HeaderFault::Unread);
        assert_eq!(fault("a.png", &png(0, 5)), HeaderFault::Unread);
        assert_eq!(fault("a.png", b""), HeaderFault::Unread);
        assert_eq!(fault("a.tiff", b"II*\0"), HeaderFault::Extension);
        assert_eq!(fault("a", b""), HeaderFault::Extension);
        assert_eq!(fault("a.svg", b"<svg></svg>"), HeaderFault::Sizeless);
        assert_eq!(
            fault(
                "a.svg",
                b"<svg width='1' height='1'><SCRIPT>x</SCRIPT></svg>"
            ),
            HeaderFault::Active("<script")
        );
        for length in 0..40 {
            let _ = Header::read("a.jpg", &jpeg(640, 480, 6)[..length]);
        }
    }
}
