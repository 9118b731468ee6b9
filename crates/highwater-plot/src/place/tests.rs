//! Where labels find a place, and what happens where they find none.

use super::*;
use crate::font::Fonts;
use crate::paint::Hue;
use crate::width::Width;

const WITHIN: Bounds = Bounds {
    left: 0.0,
    top: 0.0,
    right: 360.0,
    bottom: 200.0,
};

fn label(text: &str, at: (f64, f64), sides: &[Side], keep: Keep) -> Label {
    Label {
        pen: Pen::new(Role::Value, Paint::fill(Ink::Text)),
        lines: vec![(text.to_owned(), TextStyle::regular(12.0))],
        at,
        reach: 4.0,
        rise: 0.0,
        sides: sides.to_vec(),
        keep,
        instead: None,
    }
}

/// A frame with a dot at (100, 100) and a line that runs just above it.
fn frame() -> Frame {
    let frame = Frame::new(Width::Narrow, &Fonts::default());
    let ink = Ink::Mark(Hue::Blue);
    let dot = Pen::new(Role::Point, Paint::fill(ink));
    frame.circle(&dot, (100.0, 100.0), 4.0).unwrap();
    let line = Pen::new(Role::Line, Paint::stroke(ink, 2.0));
    frame.path(&line, &[(0.0, 88.0), (360.0, 88.0)]).unwrap();
    frame
}

fn texts(frame: &Frame) -> Vec<(String, Bounds)> {
    let marks = frame.marks();
    let texts = marks.iter().filter_map(Mark::text);
    texts.map(|t| (t.text.clone(), t.bounds())).collect()
}

#[test]
fn the_first_side_that_is_free_is_taken() {
    let frame = frame();
    let sides = [Side::Above, Side::Below];
    let label = label("620M", (100.0, 100.0), &sides, Keep::IfRoom);
    assert_eq!(place(&frame, &WITHIN, &[label]), Ok(Misfits::default()));
    let (_, bounds) = texts(&frame).remove(0);
    // Above are the line and what lies beyond it; below is free.
    assert!(bounds.top > 104.0, "{bounds:?}");
}

#[test]
fn a_number_without_room_is_left_out_and_a_name_takes_another_side() {
    let style = TextStyle::regular(12.0);
    let below = |text: &str, keep, sides: &[Side]| label(text, (100.0, 100.0), sides, keep);
    let tall = Label {
        lines: vec![("one".to_owned(), style), ("two".to_owned(), style)],
        ..below("", Keep::IfRoom, &[Side::Below])
    };
    let number = below("12", Keep::IfRoom, &[Side::Below]);
    let name = below("a name", Keep::Always, &[Side::Below, Side::Left]);
    let frame = frame();
    assert_eq!(
        place(&frame, &WITHIN, &[tall, number, name]),
        Ok(Misfits::default())
    );
    let texts = texts(&frame);
    let drawn: Vec<&str> = texts.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(drawn, ["one", "two", "a name"]);
    assert!(texts[2].1.right < 96.0);
}

#[test]
fn a_label_that_does_not_fit_is_replaced_by_its_short_form() {
    let frame = frame();
    let at = (355.0, 150.0);
    let full = label("68.9% Llama 2 70B", at, &[Side::Above], Keep::IfRoom);
    let short = label("69", (348.0, 150.0), &[Side::Above], Keep::IfRoom);
    let full = Label {
        instead: Some(Box::new(short)),
        ..full
    };
    place(&frame, &WITHIN, &[full]).unwrap();
    assert_eq!(texts(&frame)[0].0, "69");
}

#[test]
fn a_name_that_fits_nowhere_is_drawn_and_told() {
    let frame = frame();
    let all = Bounds {
        left: 0.0,
        top: 0.0,
        right: 360.0,
        bottom: 200.0,
    };
    let pen = Pen::new(Role::Bar, Paint::fill(Ink::Mark(Hue::Blue)));
    frame.rect(&pen, all).unwrap();
    let label = label("a name", (100.0, 100.0), &[Side::Right], Keep::Always);
    assert_eq!(place(&frame, &WITHIN, &[label]).unwrap().overlapping, 1);
    assert_eq!(texts(&frame).len(), 1);
}

#[test]
fn all_labels_are_placed_or_none() {
    let sides = [Side::Below];
    let one = label("3.5K", (100.0, 100.0), &sides, Keep::IfRoom);
    let other = label("7K", (104.0, 100.0), &sides, Keep::IfRoom);
    let far = label("15K", (200.0, 100.0), &sides, Keep::IfRoom);
    let frame = frame();
    assert_eq!(place_all(&frame, &WITHIN, &[one.clone(), other]), Ok(false));
    assert_eq!(texts(&frame).len(), 0);
    assert_eq!(place_all(&frame, &WITHIN, &[one, far]), Ok(true));
    assert_eq!(texts(&frame).len(), 2);
}

#[test]
fn a_height_stands_in_its_band_or_has_a_leader_from_outside() {
    let paint = Paint::fill(Ink::Pale(Hue::Grey));
    let band = |frame: &Frame, top, bottom| {
        let corners = [(60.0, top), (340.0, top), (340.0, bottom), (60.0, bottom)];
        let pen = Pen::new(Role::Band, paint);
        frame.polygon(&pen, &corners).unwrap();
    };
    let sides = [Side::Right, Side::Left];
    let at = (60.0, 150.0);
    let within = label("17.5 points", at, &sides, Keep::InBand);
    let led = Label {
        instead: Some(Box::new(label("17.5 points", at, &sides, Keep::Led))),
        ..within
    };
    // High enough: within.
    let high = Frame::new(Width::Narrow, &Fonts::default());
    band(&high, 130.0, 170.0);
    place(&high, &WITHIN, std::slice::from_ref(&led)).unwrap();
    let (_, area) = texts(&high).remove(0);
    assert!(area.left > 60.0 && area.left < 76.0, "{area:?}");
    // Too flat, and at the edge of the picture: outside, with a leader.
    let flat = Frame::new(Width::Narrow, &Fonts::default());
    band(&flat, 145.0, 155.0);
    place(&flat, &WITHIN, &[led]).unwrap();
    let (_, area) = texts(&flat).remove(0);
    assert!(area.bottom < 145.0 || area.top > 155.0, "{area:?}");
    assert_eq!(
        flat.marks()
            .iter()
            .filter(|m| m.pen.role == Role::Leader)
            .count(),
        1
    );
}

#[test]
fn lines_that_cross_meet_and_others_do_not() {
    let line = |a, b| (a, b);
    let flat = line((0.0, 0.0), (10.0, 0.0));
    assert!(meet(flat, line((5.0, -5.0), (5.0, 5.0))));
    assert!(!meet(flat, line((15.0, -5.0), (15.0, 5.0))));
    assert!(!meet(flat, line((0.0, 1.0), (10.0, 1.0))));
}

#[test]
fn a_name_beside_its_point_is_nearer_to_no_other() {
    let frame = Frame::new(Width::Narrow, &Fonts::default());
    let dot = Pen::new(Role::Point, Paint::fill(Ink::Mark(Hue::Blue)));
    let near = [(100.0, 100.0), (112.0, 100.0)];
    for at in near {
        frame.circle(&dot, at, 4.0).unwrap();
    }
    let right = label("right", near[1], &[Side::Right], Keep::Beside);
    let crowded = label("left", near[1], &[Side::Left], Keep::Beside);
    let between = label("above", near[0], &[Side::AboveRight], Keep::Beside);
    let orders = [vec![right, crowded, between]];
    assert_eq!(place_most(&frame, &WITHIN, &orders), Ok(2));
    assert_eq!(texts(&frame).remove(0).0, "right");
}

#[test]
fn of_several_orders_that_is_taken_in_which_most_find_room() {
    // Each has one side alone, and the long one runs over the room of the two.
    let beside = |text: &str, at, side| label(text, at, &[side], Keep::Beside);
    let long = beside("a name as long as two others", (100.0, 50.0), Side::Right);
    let one = beside("one", (160.0, 50.0), Side::Left);
    let other = beside("other", (180.0, 50.0), Side::Right);
    let greedy = vec![long.clone(), one.clone(), other.clone()];
    let wise = vec![one, other, long];
    let taken = |orders: &[Vec<Label>]| {
        let frame = Frame::new(Width::Narrow, &Fonts::default());
        let left_out = place_most(&frame, &WITHIN, orders).unwrap();
        (left_out, texts(&frame).len())
    };
    assert_eq!(taken(std::slice::from_ref(&greedy)), (2, 1));
    assert_eq!(taken(&[greedy, wise]), (1, 2));
    assert_eq!(taken(&[]), (0, 0));
}
