//! The folder that a writer edits: site, stories, templates, assets.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use highwater_ingest::input_file::{self, MOST_OF_A_TEXT};
use highwater_plot::font::Fonts;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::base_url::BaseUrl;
use crate::commands::Commands;
use crate::diagnostic::Diagnostic;
use crate::fonts;
use crate::slug;
use crate::source_text::SourceText;
use crate::toml_fault::toml_fault;

/// The folder that a writer edits, as texts.
///
/// ```text
/// site.toml
/// mutate.json             the share of edits that the check noticed, for the page of claims
/// stories/SLUG/story.md
/// stories/SLUG/claims.toml
/// stories/SLUG/figures.toml  the words of the figures and tables that it places
/// stories/SLUG/values.toml   values computed from others, which the program reads
/// stories/SLUG/reviewed.toml its sentences and claims as they were last read and found right
/// stories/SLUG/static/...  images of the writer's own, and what the story links to
/// templates/NAME.html     a page or part of one in place of the theme's
/// assets/...              a style, script or picture in place of the theme's, or beside it
/// ```
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// `site.toml`.
    pub site: SiteConfig,
    /// The same as it was written, for the places of findings; empty in a project made in memory.
    pub site_toml: SourceText,
    /// The stories, sorted by slug.
    pub stories: Vec<StorySource>,
    /// `mutate.json`: the share of edits that the check noticed; a project may have none.
    pub edits: Option<SourceText>,
    /// The templates, by file name.
    pub templates: Vec<SourceText>,
    /// The files that are copied as they are, by their path below `assets/`.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// The fonts of figures and cards: the shipped one, and those that `site.toml` names.
    pub fonts: Fonts,
    /// What the program that builds the site lets a reader run; a folder says nothing of it.
    pub commands: Commands,
}

/// What a site says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteConfig {
    /// The title of the site.
    pub title: String,
    /// What the site is, in a sentence.
    #[serde(default)]
    pub description: String,
    /// The language of its texts, as `en`.
    #[serde(default = "english")]
    pub language: String,
    /// The address under which it is published; without one, no file of the site names an address of
    /// its own.
    #[serde(default)]
    pub base_url: Option<BaseUrl>,
    /// Who answers for the stories, as a citation names them; the title of the site where it is empty.
    #[serde(default)]
    pub author: String,
    /// Names that hold numbers and are not claims: `GPT-4`.
    #[serde(default)]
    pub names: Vec<String>,
    /// Fonts for characters that the shipped one lacks, by their paths below `assets/`, the first that
    /// has a character before the others: `fonts/NotoSansDevanagari-Regular.ttf`.
    #[serde(default)]
    pub fonts: Vec<String>,
    /// The corrections of data that have a page.
    #[serde(default)]
    pub changes: Vec<Correction>,
}

/// A correction of data that a site tells of on a page of its own, `changes/NEW.html`: what moved
/// between two snapshots.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The name of the snapshot before.
    pub old: String,
    /// The name of the snapshot after.
    pub new: String,
    /// What was corrected, as the title of the page.
    pub title: String,
}

impl Correction {
    /// Returns the path of its page in the site.
    #[must_use]
    pub fn page(&self) -> String {
        format!("changes/{}.html", self.new)
    }
}

fn english() -> String {
    "en".to_owned()
}

/// The folder of a story's own files, below the story's.
pub(crate) const STATIC: &str = "static";

/// The files of a story's `static/`, by their path from the story's folder.
pub(crate) type StoryFiles = BTreeMap<String, Arc<[u8]>>;

/// A story and its claims, unread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorySource {
    /// The name of its folder, which is its address in the site.
    pub slug: String,
    /// `story.md`.
    pub story: SourceText,
    /// `claims.toml`; a story may have none.
    pub claims: Option<SourceText>,
    /// `figures.toml`; a story may have none.
    pub figures: Option<SourceText>,
    /// `reviewed.toml`: what was last read and found right; a story may have none.
    pub reviewed: Option<SourceText>,
    /// The files of its `static/`, by their path from its folder: `static/flood.jpg`.
    pub files: BTreeMap<String, Arc<[u8]>>,
}

impl StorySource {
    /// Returns a story without claims and files of its own.
    #[must_use]
    pub fn new(slug: &str, story: SourceText) -> Self {
        StorySource {
            slug: slug.to_owned(),
            story,
            claims: None,
            figures: None,
            reviewed: None,
            files: BTreeMap::new(),
        }
    }
}

impl Project {
    /// Returns whether nothing differs but the texts of stories that both have.
    #[must_use]
    pub fn differs_in_stories_alone(&self, other: &Project) -> bool {
        let slugs = |project: &Project| -> Vec<String> {
            project
                .stories
                .iter()
                .map(|story| story.slug.clone())
                .collect()
        };
        self.site == other.site
            && self.templates == other.templates
            && self.assets == other.assets
            && self.edits == other.edits
            && self.commands == other.commands
            && slugs(self) == slugs(other)
    }

    /// Reads the folder; `shown_as` is how findings name it, `report`. What it has no template or
    /// asset of its own for is [the theme's](Self::with_theme).
    ///
    /// # Errors
    ///
    /// All files that cannot be read, are missing or are not UTF-8.
    pub fn load(folder: &Path, shown_as: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut loader = Loader {
            root: folder,
            shown_as,
            project: input_file::Project::around(folder, shown_as),
            faults: Vec::new(),
        };
        let project = loader.load();
        if loader.faults.is_empty() {
            Ok(project.with_theme())
        } else {
            Err(loader.faults)
        }
    }
}

/// The template that gives each figure a page of its own, for a frame in another page; a project may
/// have none.
pub(crate) const EMBED_TEMPLATE: &str = "embed.html";
/// The template of the page that searches the site, and its path; a project may have none.
pub(crate) const SEARCH_TEMPLATE: &str = "search.html";
/// The same for the page that is shown at addresses that lead nowhere.
pub(crate) const NOT_FOUND_TEMPLATE: &str = "404.html";

impl Project {
    /// Returns whether there is a template of that file name.
    pub(crate) fn has_template(&self, name: &str) -> bool {
        let mut templates = self.templates.iter();
        templates.any(|template| template.name.rsplit('/').next() == Some(name))
    }
}

/// The most files of one folder: links to folders beside each other can make many of a few files.
const MOST_FILES: usize = 10_000;
/// The most bytes of a file that is published as it is, 32 MiB: pages that hold larger ones are read by
/// nobody.
const MOST_OF_A_FILE: u64 = 32 << 20;

struct Loader<'a> {
    root: &'a Path,
    shown_as: &'a str,
    project: input_file::Project,
    faults: Vec<Diagnostic>,
}

impl Loader<'_> {
    fn load(&mut self) -> Project {
        let mut project = Project::default();
        if let Some(text) = self.text("site.toml") {
            match toml::from_str(&text.text) {
                Ok(site) => {
                    project.site = site;
                    project.site_toml = text;
                }
                Err(error) => {
                    let message = "the site's settings cannot be read";
                    self.faults
                        .push(toml_fault("HW0201", message, &text, &error));
                }
            }
        }
        project.edits = self.text_if_any("mutate.json");
        for slug in self.names("stories") {
            if !self.root.join("stories").join(&slug).is_dir() {
                continue;
            }
            if let Err(fault) = slug::check(&slug) {
                let name = format!("{}/stories/{slug}", self.shown_as);
                self.faults.push(fault.diagnostic(&name));
                continue;
            }
            let files = self.story_files(&slug);
            if let Some(story) = self.text(&format!("stories/{slug}/story.md")) {
                let claims = self.text_if_any(&format!("stories/{slug}/claims.toml"));
                let figures = self.text_if_any(&format!("stories/{slug}/figures.toml"));
                let reviewed = self.text_if_any(&format!("stories/{slug}/reviewed.toml"));
                project.stories.push(StorySource {
                    slug,
                    story,
                    claims,
                    figures,
                    reviewed,
                    files,
                });
            }
        }
        for name in self.own_names("templates") {
            if let Some(text) = self.text(&format!("templates/{name}")) {
                project.templates.push(SourceText {
                    name: text.name,
                    text: text.text,
                });
            }
        }
        let mut assets = Vec::new();
        self.files_below("assets", "", &mut Vec::new(), &mut assets);
        project.assets = assets.into_iter().collect();
        let assets = self.root.join("assets");
        // What is there and was not read has a finding.
        let has_faults = !self.faults.is_empty();
        let is_at_fault = |path: &str| has_faults && assets.join(path).symlink_metadata().is_ok();
        match fonts::read(
            &project.site_toml,
            &project.assets,
            self.shown_as,
            is_at_fault,
        ) {
            Ok(fonts) => project.fonts = fonts,
            Err(faults) => self.faults.extend(faults),
        }
        project
    }

    /// A text that a story may do without.
    fn text_if_any(&mut self, name: &str) -> Option<SourceText> {
        self.root.join(name).symlink_metadata().ok()?;
        self.text(name)
    }

    /// Returns the files of a story's own.
    fn story_files(&mut self, slug: &str) -> StoryFiles {
        let mut files = Vec::new();
        self.files_below(
            &format!("stories/{slug}"),
            STATIC,
            &mut Vec::new(),
            &mut files,
        );
        let files = files.into_iter();
        files.map(|(path, bytes)| (path, bytes.into())).collect()
    }

    /// The names in a folder, sorted, without hidden ones; none where the folder is missing.
    fn names(&mut self, folder: &str) -> Vec<String> {
        let path = self.root.join(folder);
        let inside = self.project.refuse_outside(&path);
        let entries = inside.and_then(|()| std::fs::read_dir(path));
        let entries = entries.and_then(|entries| entries.collect::<Result<Vec<_>, _>>());
        let mut names: Vec<String> = Vec::new();
        match entries {
            Ok(entries) => {
                for name in entries.into_iter().map(|entry| entry.file_name()) {
                    match name.into_string() {
                        Ok(name) if name.starts_with('.') => {}
                        Ok(name) => names.push(name),
                        Err(name) => {
                            let path = format!("{folder}/{}", name.to_string_lossy());
                            self.fault(&path, "its name is not UTF-8; give it another one");
                        }
                    }
                }
            }
            Err(error) => self.fault(folder, &error.to_string()),
        }
        names.sort();
        names
    }

    /// The names in a folder that a project need not have.
    fn own_names(&mut self, folder: &str) -> Vec<String> {
        match self.root.join(folder).symlink_metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            _ => self.names(folder),
        }
    }

    fn text(&mut self, path: &str) -> Option<SourceText> {
        let bytes = self.bytes(path, MOST_OF_A_TEXT)?;
        match String::from_utf8(bytes) {
            Ok(text) => {
                let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
                Some(SourceText::new(&format!("{}/{path}", self.shown_as), text))
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                self.fault(
                    path,
                    &format!("byte {at} is not UTF-8; save the file as UTF-8"),
                );
                None
            }
        }
    }

    /// Returns the bytes of a file of the project, of at most `most` bytes.
    fn bytes(&mut self, path: &str, most: u64) -> Option<Vec<u8>> {
        match self.project.read(&self.root.join(path), most) {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                self.fault(path, &error.to_string());
                None
            }
        }
    }

    /// The files in a folder and those below it, which a project need not have, by their path from
    /// `top`, in composed characters, as addresses have them; `within` are the folders that it lies in,
    /// as they really are.
    fn files_below(
        &mut self,
        top: &str,
        below: &str,
        within: &mut Vec<PathBuf>,
        files: &mut Vec<(String, Vec<u8>)>,
    ) {
        let folder = joined(top, below);
        let real = self.root.join(&folder).canonicalize().ok();
        if let Some(real) = &real
            && within.contains(real)
        {
            let why = "it is a link to a folder that it lies in; delete it";
            return self.fault(&folder, why);
        }
        within.extend(real.clone());
        for name in self.own_names(&folder) {
            let path = joined(below, &name);
            let whole = joined(top, &path);
            if files.len() >= MOST_FILES {
                let why = format!("it has more than {MOST_FILES} files");
                self.fault(&folder, &why);
                break;
            }
            if self.root.join(&whole).is_dir() {
                self.files_below(top, &path, within, files);
            } else if let Some(bytes) = self.bytes(&whole, MOST_OF_A_FILE) {
                files.push((path.nfc().collect(), bytes));
            }
        }
        if real.is_some() {
            within.pop();
        }
    }

    fn fault(&mut self, path: &str, why: &str) {
        let message = format!("`{}/{path}` cannot be read: {why}", self.shown_as);
        self.faults.push(Diagnostic::error("HW0203", message));
    }
}

/// A path in a folder, which may be the top.
fn joined(folder: &str, name: &str) -> String {
    match (folder, name) {
        ("", name) => name.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, name) => format!("{folder}/{name}"),
    }
}
