//! What a mark looks like beside its shape, as classes and attributes.

use std::borrow::Cow;

use crate::mark::{Mark, Shape};
use crate::text::SMALL_SIZE;

use super::writer::Writer;
use super::{decimals, style};

/// The classes and attributes of a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Look<'a> {
    classes: Vec<Cow<'a, str>>,
    attributes: Vec<(&'static str, Cow<'a, str>)>,
}

impl<'a> Look<'a> {
    pub(super) fn of(mark: &'a Mark) -> Self {
        let paint = &mark.pen.paint;
        let mut classes = vec![Cow::Borrowed(mark.pen.role.name())];
        classes.push(match paint.fill {
            Some(ink) => Cow::Owned(format!("f-{}", ink.name())),
            None => Cow::Borrowed("f-none"),
        });
        classes.extend(
            paint
                .stroke
                .map(|ink| Cow::Owned(format!("s-{}", ink.name()))),
        );
        let mut attributes = Vec::new();
        if let Shape::Text(text) = &mark.shape {
            let of_text = style::text_classes(text).split_whitespace();
            classes.extend(of_text.map(Cow::Borrowed));
            // The style sheet sets the smallest size for the whole figure.
            if text.style.size != SMALL_SIZE {
                attributes.push(("font-size", Cow::Owned(decimals::text(text.style.size))));
            }
        }
        if paint.stroke.is_some() {
            // A stroke is one pixel wide unless it says otherwise.
            if paint.stroke_width != 1.0 {
                let width = decimals::text(paint.stroke_width);
                attributes.push(("stroke-width", Cow::Owned(width)));
            }
            if paint.dotted {
                attributes.push(("stroke-dasharray", Cow::Borrowed("2 3")));
            }
        }
        Look {
            classes,
            attributes,
        }
    }

    /// Returns what the two have in common.
    pub(super) fn and(&self, other: &Look<'a>) -> Self {
        self.filtered(
            |class| other.classes.contains(class),
            |attribute| other.attributes.contains(attribute),
        )
    }

    /// Returns what of this a group with the other does not say already.
    pub(super) fn without(&self, other: &Look<'a>) -> Self {
        self.filtered(
            |class| !other.classes.contains(class),
            |attribute| !other.attributes.contains(attribute),
        )
    }

    fn filtered(
        &self,
        class: impl Fn(&Cow<'a, str>) -> bool,
        attribute: impl Fn(&(&'static str, Cow<'a, str>)) -> bool,
    ) -> Self {
        let classes = self.classes.iter().filter(|one| class(one));
        let attributes = self.attributes.iter().filter(|one| attribute(one));
        Look {
            classes: classes.cloned().collect(),
            attributes: attributes.cloned().collect(),
        }
    }

    /// The bytes that it takes.
    pub(super) fn len(&self) -> usize {
        let classes: usize = self.classes.iter().map(|class| class.len() + 1).sum();
        let class = if self.classes.is_empty() {
            0
        } else {
            " class=\"".len() + classes
        };
        let attributes = self.attributes.iter();
        let attributes = attributes.map(|(name, value)| name.len() + value.len() + " =\"\"".len());
        class + attributes.sum::<usize>()
    }

    pub(super) fn write(&self, out: &mut Writer) {
        if !self.classes.is_empty() {
            out.attribute("class", &self.classes.join(" "));
        }
        for (name, value) in &self.attributes {
            out.attribute(name, value);
        }
    }
}
