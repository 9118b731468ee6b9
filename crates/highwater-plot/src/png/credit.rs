//! Where a picture comes from, said in the picture and in its file.

use std::io::Write;

use png::{Encoder, EncodingError};

use crate::bounds::Bounds;
use crate::font::Fonts;
use crate::mark::{Mark, Shape};
use crate::paint::{Ink, Paint};
use crate::pen::Pen;
use crate::role::Role;
use crate::scene::Scene;
use crate::text::{SMALL_SIZE, Text, TextStyle};

/// The height of a line at the foot, in pixels.
const LINE: f64 = 16.0;
/// How far the baseline lies above the end of its line.
const DESCENT: f64 = 3.0;

/// What a picture says of where it comes from, so that a copy of it can be traced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// What stands at the foot of the picture, such as the address of its page; nothing if empty.
    pub line: String,
    /// Texts in the file, each under its keyword: `Title`, `Author`, `Description`, `Source`, `URL`.
    /// Programs that show a file's properties list them.
    pub texts: Vec<(String, String)>,
}

impl Credit {
    /// Returns the scene with the line at its foot.
    pub(super) fn under(&self, scene: &Scene) -> Scene {
        let mut credited = scene.clone();
        if self.line.is_empty() {
            return credited;
        }
        let is_words = |mark: &&Mark| mark.pen.role != Role::Background;
        let bottoms = scene.marks.iter().filter(is_words);
        let bottom = bottoms.map(|mark| mark.shape.bounds().bottom);
        let bottom = bottom.fold(0.0, f64::max).min(scene.height);
        let left = scene.of(Role::Title).chain(scene.of(Role::Subtitle)).next();
        let left = left.map_or(LINE, |mark| mark.shape.bounds().left);
        let style = TextStyle::regular(SMALL_SIZE);
        let lines = broken(&self.line, &style, scene.width - 2.0 * left, &scene.fonts);
        let room = LINE * lines.len() as f64;
        for mark in &mut credited.marks {
            if let (Role::Background, Shape::Rect(bounds)) = (mark.pen.role, &mut mark.shape) {
                *bounds = Bounds {
                    bottom: bounds.bottom + room,
                    ..*bounds
                };
            }
        }
        credited.height += room;
        let baselines = (1..).map(|line| bottom + LINE * f64::from(line) - DESCENT);
        let marks = lines.iter().zip(baselines).map(|(text, baseline)| Mark {
            pen: Pen::new(Role::Source, Paint::fill(Ink::Muted)),
            panel: None,
            shape: Shape::Text(Text::new(text, (left, baseline), style, &scene.fonts)),
        });
        credited.marks.extend(marks);
        credited
    }

    /// Adds the texts to a file.
    pub(super) fn add_to<W: Write>(
        &self,
        encoder: &mut Encoder<'_, W>,
    ) -> Result<(), EncodingError> {
        for (keyword, text) in &self.texts {
            // A zero would end the text.
            let text = text.replace('\0', "");
            // The plain kind of text knows the first 256 characters only.
            match text.chars().all(|c| u32::from(c) < 256) {
                true => encoder.add_text_chunk(keyword.clone(), text)?,
                false => encoder.add_itxt_chunk(keyword.clone(), text)?,
            }
        }
        Ok(())
    }
}

/// Breaks an address, which has no blanks, into lines of a width.
fn broken(text: &str, style: &TextStyle, width: f64, fonts: &Fonts) -> Vec<String> {
    let mut lines = vec![String::new()];
    for c in text.chars() {
        let Some(line) = lines.last_mut() else { break };
        line.push(c);
        if line.chars().nth(1).is_some() && style.width(line, fonts) > width {
            line.pop();
            lines.push(c.to_string());
        }
    }
    lines
}
