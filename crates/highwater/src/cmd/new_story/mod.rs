//! `new story`: a story that builds and checks clean, to be written on.

mod example;

use std::fs;
use std::path::Path;

use highwater_report::{Project, SourceText, StorySource, check};

use self::example::Example;
use crate::cli::{Input, NewStoryArguments};
use crate::engine::project::{self, Studied};
use crate::engine::workspace::Workspace;
use crate::program::Program;
use crate::terminal::Failure;
use crate::terminal::Terminal;
use crate::time;

const STORY: &str = include_str!("story.md");
const CLAIMS: &str = include_str!("claims.toml");
/// Folders of the site that no story may take.
const TAKEN: [&str; 3] = ["assets", "data", "changes"];
/// What a new story consists of.
struct Texts {
    story: String,
    claims: String,
}

/// The longest name: it is part of addresses.
const LONGEST: usize = 60;

pub(crate) fn run(
    arguments: &NewStoryArguments,
    program: &Program,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let root = Workspace::find(program)?;
    let name = arguments.name.as_str();
    check_name(name)?;
    if let Some(title) = &arguments.title
        && (title.trim().is_empty() || title.contains(char::is_control))
    {
        return Err(Failure::other(
            "`--title` is empty, or holds a character that is not text",
            "give it a title of a few words",
        ));
    }
    let shown = format!("report/stories/{name}");
    let folder = root.join(&shown);
    if folder.symlink_metadata().is_ok() {
        return Err(Failure::other(
            format!("`{shown}` is there already"),
            "name another story, or edit the one that is there",
        ));
    }
    let project = project::load(&root)?;
    let studied = project::study(&root, &Input::default())?;
    // It is checked before it is written, so that what is written is sound.
    let story = match &arguments.title {
        Some(title) => sound(&shown, title, &project, &studied, program)?,
        // A number in a name would have to be bound.
        None => sound(&shown, &titled(name), &project, &studied, program)
            .or_else(|_| sound(&shown, "A new story", &project, &studied, program))?,
    };
    write(&folder, &story).map_err(|error| {
        Failure::other(
            format!("`{shown}` cannot be written: {error}"),
            "check that there is room and that the folder can be written",
        )
    })?;
    terminal.summary(&format!("made {shown}/story.md and {shown}/claims.toml"));
    terminal.summary(&format!(
        "`{}` shows it while you write",
        program.invoke("serve --open")
    ));
    Ok(())
}

/// Writes the files to a hidden folder beside their own, which then gets its name: no run finds half a
/// story. What a killed run left there is written over.
fn write(folder: &Path, texts: &Texts) -> std::io::Result<()> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let new = folder.with_file_name(format!(".{name}.highwater-new"));
    let files = [("story.md", &texts.story), ("claims.toml", &texts.claims)];
    let written = fs::create_dir_all(&new)
        .and_then(|()| {
            let mut files = files.iter();
            files.try_for_each(|(name, text)| fs::write(new.join(name), text))
        })
        .and_then(|()| fs::rename(&new, folder));
    if written.is_err() {
        // What is left of it is ours; that it may not go away is no second error.
        let _ = files.map(|(name, _)| fs::remove_file(new.join(name)));
        let _ = fs::remove_dir(&new);
    }
    written
}

/// The texts of the story, if a check finds nothing in them.
fn sound(
    shown: &str,
    title: &str,
    project: &Project,
    studied: &Studied,
    program: &Program,
) -> Result<Texts, Failure> {
    let texts = texts(title, project, studied, program)?;
    let (_, name) = shown.rsplit_once('/').unwrap_or(("", shown));
    let alone = Project {
        stories: vec![StorySource {
            claims: Some(SourceText::new(
                &format!("{shown}/claims.toml"),
                &texts.claims,
            )),
            ..StorySource::new(
                name,
                SourceText::new(&format!("{shown}/story.md"), &texts.story),
            )
        }],
        ..project.clone()
    };
    let checked = check(&alone, &studied.results, None);
    if checked.is_sound(true) {
        Ok(texts)
    } else {
        Err(Failure::Findings(checked.diagnostics, true))
    }
}

/// A name that makes a sound address, and no other's.
pub(super) fn check_name(name: &str) -> Result<(), Failure> {
    let wrong = |why: &str| {
        Failure::other(
            format!("`{name}` cannot be the name of a story or project: {why}"),
            "use lower-case letters, digits and hyphens, such as `open-labs`; `--title` takes any words",
        )
    };
    let is_of = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match name {
        "" => Err(wrong("it is empty")),
        _ if !name.chars().all(is_of) => Err(wrong(
            "it is an address of the site, which has no other signs",
        )),
        _ if !name.starts_with(|c: char| c.is_ascii_lowercase()) => {
            Err(wrong("it starts with no letter"))
        }
        _ if name.ends_with('-') || name.contains("--") => {
            Err(wrong("a hyphen stands between two words"))
        }
        _ if name.len() > LONGEST => Err(wrong("it has more than 60 signs")),
        _ if TAKEN.contains(&name) => Err(wrong("the site has a folder of that name")),
        _ => Ok(()),
    }
}

/// A name as a title: `open-labs` is "Open labs".
pub(super) fn titled(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// The text of the story and its claims, with values as the data give them now.
fn texts(
    title: &str,
    project: &Project,
    studied: &Studied,
    program: &Program,
) -> Result<Texts, Failure> {
    let example = Example::of(&studied.results.ledger);
    let fields = [
        ("{date}", time::today()?),
        ("{order}", (project.stories.len() + 1).to_string()),
        ("{example}", example.text),
        // Last, for it may hold any words. A string of JSON is one of TOML too.
        ("{title}", serde_json::json!(title).to_string()),
    ];
    let mut story = STORY.replace("{program}", program.name);
    for (field, text) in fields {
        story = story.replacen(field, &text, 1);
    }
    Ok(Texts {
        story,
        claims: CLAIMS.replacen("{claim}", &example.claim, 1),
    })
}
