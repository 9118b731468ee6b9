//! The English of comments, documentation and messages, as far as a machine can hold it.

use std::path::{Path, PathBuf};

use crate::sandbox::workspace;

/// Words with what to write in their place.
const WORDS: [(&str, &str); 3] = [
    ("whoever", "the reader, the caller, the browser"),
    ("somebody", "a person, another"),
    ("anew", "again"),
];

/// A word of prose: its line, the word without signs around it, and whether a sentence ends there.
struct Word {
    line: usize,
    text: String,
    ends: bool,
}

/// The prose of a file: all of Markdown but its code, of code the comments and the texts in quotes.
fn prose(path: &Path, text: &str) -> Vec<Word> {
    let is_code = path.extension().is_some_and(|extension| extension == "rs");
    let mut words = Vec::new();
    let mut fenced = false;
    for (line, text) in (1..).zip(text.lines()) {
        fenced ^= text.trim_start().starts_with("```");
        let text = match text.trim_start().strip_prefix("//") {
            Some(comment) if is_code => comment.trim_start_matches(['/', '!']).to_owned(),
            _ if is_code => quoted(text),
            _ if fenced => continue,
            _ => text.to_owned(),
        };
        words.extend(text.split_whitespace().map(|word| {
            Word {
                line,
                text: word
                    .trim_matches(|c: char| !c.is_alphanumeric())
                    .to_lowercase(),
                ends: word.ends_with(['.', ',', ':', ';', '?', '"']),
            }
        }));
    }
    words
}

/// What stands between quotation marks in a line of code.
fn quoted(line: &str) -> String {
    let parts: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
    parts.join(" \" ")
}

/// What is wrong at a word, which stands among others.
fn fault(words: &[Word], at: usize) -> Option<String> {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let word = text(at);
    if let Some((_, better)) = WORDS.iter().find(|(known, _)| *known == word) {
        return Some(format!("`{word}`: write {better}"));
    }
    let is_verb = ["is", "are", "was", "were"].contains(&word) && text(at + 1) == "no";
    let follows_there = at > 0 && text(at - 1) == "there" || text(at + 1) == "there";
    // `is no longer`, `are no wider than`
    let compares = |next: &str| next.ends_with("er") || ["more", "less"].contains(&next);
    let goes_on = at + 2 < words.len() && !words[at].ends && !words[at + 1].ends;
    let is_one = goes_on && !compares(text(at + 2));
    let not = format!("`{word} no {}`: write `{word} not ..`", text(at + 2));
    (is_verb && !follows_there && is_one).then_some(not)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_prose = ["rs", "md"]
            .iter()
            .any(|kind| path.extension().is_some_and(|of| of == *kind));
        if path.ends_with("node_modules") {
            // What npm installed is not ours.
        } else if path.is_dir() {
            files(&path, found);
        } else if is_prose {
            found.push(path);
        }
    }
}

#[test]
fn comments_and_messages_keep_to_plain_english() {
    let root = workspace();
    let mut paths: Vec<PathBuf> = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
        .map(|name| root.join(name))
        .to_vec();
    for folder in ["crates", "examples", "tests", "xtask"] {
        files(&root.join(folder), &mut paths);
    }
    paths.retain(|path| !path.ends_with("tests/it/src/english.rs"));
    let mut faults = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let words = prose(&path, &text);
        let found = (0..words.len()).filter_map(|at| Some((words[at].line, fault(&words, at)?)));
        let shown = path.strip_prefix(&root).unwrap().display().to_string();
        faults.extend(found.map(|(line, fault)| format!("{shown}:{line}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_fault_is_found_across_lines_and_in_texts_alone() {
    let found = |text: &str| {
        let words = prose(Path::new("a.rs"), text);
        (0..words.len())
            .filter(|at| fault(&words, *at).is_some())
            .count()
    };
    assert_eq!(found("// A file that is\n// no table."), 1);
    assert_eq!(found("format!(\"`{name}` is no date\")"), 1);
    assert_eq!(found("/// The same, written anew."), 1);
    assert_eq!(found("// There is no table. It is no longer read."), 0);
    assert_eq!(found("let anew = anew::of(is, no, table);"), 0);
}
