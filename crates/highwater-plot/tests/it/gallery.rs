//! The figures of the gallery, which are those of the open wave, of openness and of what a score costs, meet
//! every point that a machine can check, in both widths.

use highwater_plot::{Role, Scene, Width, check, png, svg};

#[path = "../../examples/gallery/figures.rs"]
mod figures;

fn scenes(width: Width) -> Vec<Scene> {
    figures::all()
        .iter()
        .map(|figure| figure.draw(&figure.words, width).unwrap())
        .collect()
}

#[test]
fn no_point_of_chart_craft_is_missed() {
    let mut found = Vec::new();
    for width in Width::ALL {
        let scenes = scenes(width);
        assert_eq!(scenes.len(), 25);
        for scene in &scenes {
            let findings = check::findings(scene);
            found.extend(findings.iter().map(|f| format!("{}: {f}", scene.id)));
        }
        let scenes: Vec<&Scene> = scenes.iter().collect();
        let findings = check::findings_across(&scenes);
        found.extend(findings.iter().map(ToString::to_string));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_same_figure_gives_the_same_bytes() {
    for width in Width::ALL {
        for (one, other) in scenes(width).iter().zip(&scenes(width)) {
            assert_eq!(svg::inline(one), svg::inline(other));
            assert_eq!(svg::standalone(one), svg::standalone(other));
            assert_eq!(
                png::render(one, 1.0).unwrap(),
                png::render(other, 1.0).unwrap()
            );
        }
    }
}

#[test]
fn each_gap_and_each_model_of_the_mmlu_figure_is_named() {
    for width in Width::ALL {
        let scene = scenes(width).swap_remove(2);
        let texts: Vec<&str> = scene.texts().map(|(_, text)| text.text.as_str()).collect();
        let texts = texts.join(" ");
        for words in [
            "17.8 points",
            "6.6 points",
            "17.5 points",
            "GPT-J 6B",
            "BLOOM 176B",
            "LLaMA 65B",
            "Vicuna 33B",
            "Llama 2 70B",
        ] {
            assert!(texts.contains(words), "{words} in {width:?}: {texts}");
        }
    }
}

#[test]
fn first_and_last_numbers_are_written_out_in_both_widths() {
    for width in Width::ALL {
        let scenes = scenes(width);
        for (figure, texts) in [
            (0, ["28M", "620M"]),
            (1, ["25K", "330K"]),
            (3, ["6", "120+"]),
        ] {
            for text in texts {
                let written = scenes[figure].texts().any(|(_, t)| t.text == text);
                assert!(written, "{text} in {}", scenes[figure].id);
            }
        }
    }
}

#[test]
fn a_missing_number_is_shown_as_missing() {
    for scene in [scenes(Width::Wide), scenes(Width::Narrow)]
        .iter()
        .flatten()
    {
        let n = scene.of(Role::Missing).count();
        let missing = match scene.id.split_once('-').map_or("", |(name, _)| name) {
            "speed" => 1,
            "openness" if scene.id.contains("thresholds") => 2,
            "openness" if scene.id.contains("multiverse") => 1,
            // The plane without points, in one line or two, and the names that find no room.
            "scores" if scene.id.contains("720") => 2,
            "scores" => 3,
            // The names that find no room.
            "costs" => 1,
            // Cells without a number, each dotted with a sign.
            "cells" if scene.id.contains("abstracts") => 22,
            "cells" => 8,
            _ => 0,
        };
        assert_eq!(n, missing, "{}", scene.id);
    }
}
