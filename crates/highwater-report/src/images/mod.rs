//! Images of a writer's own: `![What it shows](static/flood.jpg "Photo: Name / Agency, CC BY 4.0")`.
//!
//! A file lies in `static/` in the folder of the story, or in `assets/` of the project. No image is
//! published without words for those who do not see it, a credit and a licence.

mod credit;
mod header;

use crate::address::{decoded, resolved};
use crate::project::Project;
use crate::story::Story;

pub(crate) use credit::Credit;
pub(crate) use header::{EXTENSIONS, Header, HeaderFault};

/// Looks up the file of an image by its address, as seen from the page of the story.
///
/// # Errors
///
/// The file cannot be used; the reason says what to do.
pub(crate) fn find<'a>(
    address: &str,
    story: &'a Story,
    project: &'a Project,
) -> Result<&'a [u8], ImageFault> {
    if address.contains(':') || address.starts_with("//") {
        return Err(ImageFault::Elsewhere);
    }
    let path = decoded(address);
    let path = path.strip_prefix("./").unwrap_or(&path).to_owned();
    if let Some(bytes) = story.files.get(&path) {
        return Ok(&bytes[..]);
    }
    let asset = resolved(&path, &story.slug)
        .and_then(|path| Some(path.strip_prefix("assets/")?.to_owned()));
    let bytes = asset.and_then(|path| project.assets.get(&path));
    bytes.map(Vec::as_slice).ok_or(ImageFault::Missing)
}

/// Why an image has no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ImageFault {
    /// Its address leads out of the site.
    Elsewhere,
    /// There is no such file.
    Missing,
}
