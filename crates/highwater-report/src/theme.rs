//! The look that a project has unless it brings its own: templates, style, scripts and fonts.

use crate::project::Project;
use crate::source_text::SourceText;

/// Files of `theme/`, by the name that they have in a project.
macro_rules! files {
    ($folder:literal, $read:ident, [$($name:literal),* $(,)?]) => {
        &[$(($name, $read!(concat!("../theme/", $folder, "/", $name)))),*]
    };
}

const TEMPLATES: &[(&str, &str)] = files!(
    "templates",
    include_str,
    [
        "404.html",
        "base.html",
        "changes.html",
        "claims.html",
        "claims_list.html",
        "data.html",
        "data_rows.html",
        "data_table.html",
        "data_values.html",
        "embed.html",
        "explorer.html",
        "figure.html",
        "filter.html",
        "image.html",
        "index.html",
        "rows.html",
        "search.html",
        "story.html",
        "table.html",
    ]
);

const ASSETS: &[(&str, &[u8])] = files!(
    "assets",
    include_bytes,
    [
        "checks.js",
        "embed.js",
        "explorer.js",
        "filter.js",
        "fonts/Inter-Regular.woff2",
        "fonts/Inter-SemiBold.woff2",
        "fonts/OFL-inter.txt",
        "fonts/OFL-source-serif.txt",
        "fonts/source-serif-4-latin-wght-italic.woff2",
        "fonts/source-serif-4-latin-wght-normal.woff2",
        "highlight.js",
        "icon.png",
        "icon.svg",
        "moved.js",
        "page.js",
        "print.css",
        "search.js",
        "style.css",
        "tables.js",
        "tabs.js",
        "tooltips.js",
    ]
);

impl Project {
    /// The same project with the templates and assets of the theme that ships with this crate, but
    /// for those that it has itself: a file of the same name stands in the place of the theme's.
    ///
    /// [`Project::load`] does this; a project made in memory asks for it.
    ///
    /// ```
    /// use highwater_report::{Project, SourceText};
    ///
    /// let mut project = Project::default();
    /// project.templates.push(SourceText::new("templates/table.html", "<p>A table.</p>"));
    /// project.assets.insert("icon.svg".to_owned(), b"<svg/>".to_vec());
    /// let project = project.with_theme();
    ///
    /// assert_eq!(project.assets["icon.svg"], b"<svg/>");
    /// assert!(project.assets.contains_key("style.css"));
    /// let tables = project.templates.iter().filter(|file| file.name.ends_with("/table.html"));
    /// assert_eq!(tables.count(), 1);
    /// assert!(project.templates.iter().any(|file| &*file.name == "theme/templates/story.html"));
    /// ```
    #[must_use]
    pub fn with_theme(mut self) -> Self {
        for (name, text) in TEMPLATES {
            let mut own = self.templates.iter();
            if !own.any(|template| template.name.rsplit('/').next() == Some(name)) {
                let shown_as = format!("theme/templates/{name}");
                self.templates.push(SourceText::new(&shown_as, text));
            }
        }
        for (path, bytes) in ASSETS {
            self.assets
                .entry((*path).to_owned())
                .or_insert_with(|| bytes.to_vec());
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    fn in_folder(folder: &str) -> BTreeSet<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("theme")
            .join(folder);
        let mut found = BTreeSet::new();
        let mut folders = vec![PathBuf::new()];
        while let Some(below) = folders.pop() {
            for entry in std::fs::read_dir(root.join(&below)).unwrap() {
                let entry = entry.unwrap();
                let path = below.join(entry.file_name());
                if entry.file_type().unwrap().is_dir() {
                    folders.push(path);
                } else {
                    found.insert(path.to_str().unwrap().replace('\\', "/"));
                }
            }
        }
        found
    }

    /// A new file of the theme is not in the crate until it is listed here.
    #[test]
    fn every_file_of_the_theme_is_listed() {
        let templates = TEMPLATES.iter().map(|(name, _)| (*name).to_owned());
        assert_eq!(in_folder("templates"), templates.collect());
        let assets = ASSETS.iter().map(|(path, _)| (*path).to_owned());
        assert_eq!(in_folder("assets"), assets.collect());
    }
}
